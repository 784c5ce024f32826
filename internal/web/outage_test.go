package web_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"touchstone/internal/testbed"
	"touchstone/internal/web"
)

func TestTheSiteSaysThatTheDatabaseIsGoneAndHealsByItself(t *testing.T) {
	t.Parallel()
	cluster, err := testbed.NewCluster()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cluster.Close(); err != nil {
			t.Error(err)
		}
	})
	dsn := cluster.DSN("postgres")
	if err := prepare(dsn); err != nil {
		t.Fatal(err)
	}
	s := siteOn(t, "postgres", dsn)
	b := s.as(ada)
	p, at := b.start("exam")
	answer := p.filled(true)
	s.visitor().get("/readyz").is(http.StatusOK)

	if err := cluster.Stop(); err != nil {
		t.Fatal(err)
	}
	for _, gone := range []*page{b.get(at + "/questions/1"), b.send(at+"/questions/1/answer", answer), b.get("/me"), b.post(at + "/submission"), s.visitor().get("/quizzes"), s.visitor().post("/session", "email", ada.Email, "password", password)} {
		gone.is(http.StatusServiceUnavailable).has("h1").has("a.button")
		if gone.header.Get("Retry-After") == "" || gone.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", gone.path, gone.header)
		}
		gone.hides("pgx", "sqlstate", "socket", "postgres", "dial", "touchstone-postgres")
	}
	b.get("/healthz").is(http.StatusOK)
	b.get("/readyz").is(http.StatusServiceUnavailable)
	b.get("/about/scores").is(http.StatusServiceUnavailable) // whose session it is cannot be told
	s.visitor().get("/about/scores").is(http.StatusOK)
	s.visitor().get("/").is(http.StatusOK)

	if err := cluster.Start(); err != nil {
		t.Fatal(err)
	}
	b.get("/readyz").is(http.StatusOK)
	b.send(at+"/questions/1/answer", answer).at(at + "/questions/2")
	if got := s.attempt(ada, at).Answered(); got != 1 {
		t.Errorf("%d answers after the outage, want 1", got)
	}
	log := s.log.String()
	if !strings.Contains(log, "level=WARN msg=unavailable") || strings.Contains(log, "level=ERROR") {
		t.Errorf("the log says: %s", short(log))
	}
}

func TestAFullOrMissingFileIsNoFaultOfTheVisitors(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	_, at := b.start("exam")
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{at, "/me"} {
		p := b.get(path)
		if p.status != http.StatusServiceUnavailable && p.status != http.StatusInternalServerError {
			t.Errorf("%s: %d", path, p.status)
		}
		p.has("h1").hides("sql", "closed", filepath.Base(s.dsn))
	}
}

func TestAPanicIsAPageAndALineInTheLog(t *testing.T) {
	s := one(t)
	s.handler = s.server.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/early":
			w.Header().Set("Content-Disposition", `attachment; filename="file.csv"`)
			panic("the secret of the handler")
		case "/late":
			_, _ = w.Write([]byte(strings.Repeat("half a page ", 2000)))
			panic(errors.New("the secret of the handler"))
		}
		panic(http.ErrAbortHandler)
	}))
	p := s.visitor().get("/early").is(http.StatusInternalServerError)
	p.says("Something went wrong on our side").hides("secret", "goroutine", "panic", "attachment")
	if p.header.Get("Content-Security-Policy") == "" || p.header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("headers %v", p.header)
	}
	for _, path := range []string{"/late", "/abort"} { // half a page must not look like a whole one
		func() {
			recorder := httptest.NewRecorder()
			defer func() {
				if recover() != http.ErrAbortHandler || strings.Contains(recorder.Body.String(), "secret") {
					t.Errorf("%s: the connection is not broken off", path)
				}
			}()
			s.handler.ServeHTTP(recorder, s.visitor().request(http.MethodGet, path, nil))
		}()
	}
	if log := s.log.String(); strings.Count(log, "msg=panic") != 2 || !strings.Contains(log, "the secret of the handler") || !strings.Contains(log, "outage_test.go") {
		t.Errorf("the log does not say where it happened: %s", short(log))
	}
}

func TestLogsAndMetricsHoldNothingPersonal(t *testing.T) {
	each(t, func(s *site) {
		canaries := map[string]string{
			"name": "Namecanary", "address": "addresscanary@example.org", "password": "passwordcanary passwordcanary", "wrong password": "wrongcanary wrongcanary", "answer": "answercanary", "report": "reportcanary",
			"search": "querycanary", "link": "tokencanary",
		}
		b := s.visitor()
		b.start(web.FirstTry)
		b.post("/account", "name", canaries["name"], "email", canaries["address"], "password", canaries["password"]).at("/me")
		canaries["session"] = b.cookie().Value
		_, at := b.start("kinds-exam")
		canaries["attempt"] = strings.TrimPrefix(at, "/attempts/")
		for n := '1'; n <= '6'; n++ {
			b.post(at+"/questions/"+string(n)+"/answer", "answer", canaries["answer"], "seq", "0")
		}
		b.post(at+"/questions/1/report", "reason", "key", "words", canaries["report"])
		b.post("/session", "email", canaries["address"], "password", canaries["wrong password"])
		b.get("/join/" + canaries["link"])
		b.get("/setup/" + canaries["link"])
		b.get("/invitations/" + canaries["link"])
		b.get("/nothing?q=" + canaries["search"])
		s.exec("ALTER TABLE question_reports RENAME TO away") // what goes wrong is logged, and that without what was sent
		b.post(at+"/questions/2/report", "reason", b.get(at+"/questions/2/report").Find("input[name=reason]").First().AttrOr("value", ""), "words", canaries["report"]).is(http.StatusInternalServerError).hides("question_reports")
		s.exec("ALTER TABLE away RENAME TO question_reports")
		log, metrics := s.log.String(), b.get("/metrics").body
		if !strings.Contains(log, "level=ERROR") || !strings.Contains(log, "question_reports") {
			t.Errorf("the log does not say what went wrong: %s", log)
		}
		if !strings.Contains(metrics, `route="GET /attempts/{id}/questions/{n}"`) {
			t.Error("the metrics do not name routes")
		}
		for what, secret := range canaries {
			if strings.Contains(log, secret) {
				t.Errorf("the log holds the %s", what)
			}
			if strings.Contains(metrics, secret) {
				t.Errorf("the metrics hold the %s", what)
			}
		}
	})
}

func TestMetricsHaveNoSeriesThatACallerMakesUp(t *testing.T) {
	s := one(t)
	b := s.visitor()
	for _, method := range []string{"BREW", "PROPFIND", "get"} {
		b.do(method, "/made-up-"+method, nil)
	}
	metrics := b.get("/metrics").body
	for _, made := range []string{"BREW", "PROPFIND", "made-up"} {
		if strings.Contains(metrics, made) {
			t.Errorf("the metrics hold %q", made)
		}
	}
	if !regexp.MustCompile(`touchstone_request_seconds_count\{method="other",route="none",status="404"\} [23]`).MatchString(metrics) {
		t.Error("made-up methods are not counted together")
	}
}

func TestDrainingSaysNoToProxiesAlone(t *testing.T) {
	s := one(t)
	b := s.visitor()
	b.get("/readyz").is(http.StatusOK)
	s.server.Drain()
	b.get("/readyz").is(http.StatusServiceUnavailable)
	b.get("/healthz").is(http.StatusOK)
	b.get("/").is(http.StatusOK)
}

func TestAServerRefusesAPublicAddressThatIsNone(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "quiz.example.org", "ftp://quiz.example.org", "https://", "https://quiz.example.org:x"} {
		if _, err := web.New(web.Config{Curriculum: smallCurriculum(), PublicURL: address}); err == nil {
			t.Errorf("%q was taken", address)
		}
	}
}

func TestSlowAndLargeClientsAreCutOff(t *testing.T) {
	s := one(t)
	server := s.server.HTTP()
	if server.ReadHeaderTimeout == 0 || server.ReadHeaderTimeout > 10*time.Second || server.ReadTimeout == 0 || server.WriteTimeout == 0 || server.IdleTimeout == 0 || server.MaxHeaderBytes > 64<<10 {
		t.Errorf("limits %+v", server)
	}
}
