package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/internal/web"
)

func TestPreferencesHoldOnEveryPage(t *testing.T) {
	each(t, func(s *site) {
		for _, b := range []*browser{s.visitor(), s.as(ada)} {
			b.get("/me/preferences").is(http.StatusOK)
			b.post("/me/preferences", "theme", "purple").is(http.StatusUnprocessableEntity).says("There is a problem", "Choose light, dark")
			b.post("/me/preferences", "text", "tiny").is(http.StatusUnprocessableEntity).says("There is a problem", "Choose a text size")
			b.post("/me/preferences", "theme", "dark", "text", "larger", "hide_time", "1", "less_motion", "1").is(http.StatusOK).says("Saved.")
			for _, path := range []string{"/", "/guides/sql", "/me/preferences", "/nothing"} {
				b.get(path).has("html[data-theme=dark][data-text=larger][data-motion=less]").has("meta[name=color-scheme][content=dark]").has("body[data-keys=off]")
			}
			b.get("/me/preferences").has("input[name=theme][value=dark][checked]").has("input[name=hide_time][checked]")
			p, at := b.start("exam")
			p.has("[data-keys=off]").has("input[name=hide][value='0']").has("[role=timer][hidden]")
			if p.Find("kbd").Length() > 0 {
				t.Error("the number keys are off and still shown")
			}
			b.post("/me/preferences/time", "hide", "0", "back", at+"/questions/1").at(at + "/questions/1")
			if b.last.Find("[role=timer][hidden]").Length() > 0 {
				t.Error("the time is still hidden")
			}
			b.get("/me/preferences").has("input[name=theme][value=dark][checked]")
			b.post("/me/preferences", "keys", "1").is(http.StatusOK)
			if b.get("/").Find("html[data-theme], html[data-text], html[data-motion], body[data-keys]").Length() > 0 {
				t.Error("what was chosen before is still there")
			}
		}
	})
}

func TestPeopleGetTheirData(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		p, at := b.start("sql")
		b.answer(p, false)
		_, exam := b.start("exam")
		b.post(exam+"/questions/1/answer", "answer", "b", "seq", "0")
		b.post("/quizzes", built...)
		b.get("/me/data").says("2 attempts, 2 answers", ada.Email)
		file := b.get("/me/data.json").is(http.StatusOK)
		if file.header.Get("Content-Disposition") != `attachment; filename="touchstone-my-data.json"` {
			t.Errorf("headers %v", file.header)
		}
		var data struct {
			Name, Email string
			Sessions    []any
			Quizzes     []string `json:"quizzes_built"`
			Attempts    []struct {
				Mode, State string
				Questions   []struct {
					Stem     string
					Response *struct{ Choices []int }
					Mark     *float64
				}
			}
		}
		if err := json.Unmarshal([]byte(file.body), &data); err != nil {
			t.Fatal(err)
		}
		if data.Name != ada.Name || data.Email != ada.Email || len(data.Sessions) != 1 || len(data.Quizzes) != 1 || len(data.Attempts) != 2 {
			t.Fatalf("%+v", data)
		}
		for _, a := range data.Attempts {
			first := a.Questions[0]
			if first.Stem == "" || first.Response == nil || (first.Mark != nil) != (a.Mode == "practice") {
				t.Errorf("%s: the first answer is %+v; marks are told where they are released", a.Mode, first)
			}
		}
		b.post(at + "/submission")
		refused := 0
		for range 12 {
			if b.get("/me/data.json").status == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused == 0 {
			t.Error("the export has no limit")
		}
	})
}

func TestDeletedIsGoneFromEveryTable(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		b.start(web.FirstTry)
		b.post("/account", "name", "Grace Canary", "email", "grace-canary@example.org", "password", "a very long password").at("/me")
		var id string
		s.scan(&id, "SELECT id FROM members WHERE name = 'Grace Canary'")
		p, at := b.start("kinds-exam")
		for questionPath.MatchString(p.path) {
			p = b.answer(p, false)
		}
		b.post(at+"/questions/1/report", "reason", "key", "words", "by Grace Canary")
		b.post(at + "/submission")
		b.post("/quizzes", built...)
		s.belongings(maria)
		b.post("/join/join-maria")
		b.post("/account/password", "current", "wrong password", "password", "another long password")
		b.post("/me/preferences", "theme", "dark")

		b.post("/me/data/deletion").wrong("sure", "Tick the box")
		b.get("/me").is(http.StatusOK)
		kept := b.cookie()
		b.post("/me/data/deletion", "sure", "1").at("/")
		if b.cookie() != nil {
			t.Error("the cookie is still there")
		}
		thief := s.visitor()
		thief.client.Jar.SetCookies(thief.url("/"), []*http.Cookie{kept})
		thief.get("/me/data").says("Sign in")
		for _, table := range s.tables() {
			for _, row := range s.rows(table) {
				if strings.Contains(row, id) || strings.Contains(strings.ToLower(row), "grace") || strings.Contains(row, strings.TrimPrefix(at, "/attempts/")) {
					t.Errorf("%s still holds %s", table, short(row))
				}
			}
		}
		b.post("/session", "email", "grace-canary@example.org", "password", "a very long password").is(http.StatusUnprocessableEntity)
	})
}

// tables names every table of the database.
func (s *site) tables() (names []string) {
	s.Helper()
	query := "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
	if s.kind == "sqlite" {
		query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
	}
	for _, row := range s.selected(query) {
		names = append(names, strings.Trim(row, "[]"))
	}
	if len(names) < 20 {
		s.Fatalf("found only the tables %v", names)
	}
	return names
}

// rows is a whole table as text, a line a row.
func (s *site) rows(table string) []string {
	s.Helper()
	return s.selected("SELECT * FROM " + table)
}

func TestWhoeverLeadsOthersHandsThemOverFirst(t *testing.T) {
	s := one(t)
	b := s.as(maria)
	at := b.post("/cohorts", "name", "Class").path
	b.post("/me/data/deletion", "sure", "1").wrong("sure", "Ask an administrator to hand them over")
	b.get(at).is(http.StatusOK)
}

func TestAQuestionCanBeReported(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		_, at := b.start("exam")
		path := at + "/questions/1/report"
		form := b.get(path).is(http.StatusOK).hides(canary)
		reason := form.Find("input[name=reason]").First().AttrOr("value", "")
		b.post(path, "reason", "", "words", "half a sentence").wrong("reason", "Choose what is wrong").has("textarea:contains('half a sentence')")
		b.post(path, "reason", reason, "words", strings.Repeat("é", 2001)).wrong("words", "2000 characters")
		b.post(path, "reason", reason, "words", "  It is dated. ").at(at + "/questions/1")
		var words, member string
		s.scan(&words, "SELECT words FROM question_reports")
		s.scan(&member, "SELECT member_id FROM question_reports")
		if words != reason+" It is dated." || member != ada.ID {
			t.Errorf("kept %q by %s", words, member)
		}
		b.post(at + "/submission")
		b.post(path, "reason", reason).at(at + "/result")
		refused := 0
		for range 25 {
			if b.post(path, "reason", reason).status == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused == 0 {
			t.Error("reports have no limit")
		}
	})
}

func TestTheSampleIsClearedByWhoeverRunsTheDemonstration(t *testing.T) {
	s := one(t)
	if err := s.store.AddOrganisation(s.Context(), organisation(store.SampleOrganisation)); err != nil {
		t.Fatal(err)
	}
	sample := &people.Member{ID: "sample-learner", Organisation: store.SampleOrganisation, Name: "Sample", Role: people.Learner, Sample: true, CreatedAt: s.store.Now()}
	if err := s.store.AddMember(s.Context(), sample, ""); err != nil {
		t.Fatal(err)
	}
	guest := s.visitor()
	guest.start(web.FirstTry)
	s.as(ada).get("/sample").is(http.StatusForbidden)
	s.as(root).get("/sample").is(http.StatusOK).has("form[action='/sample/deletion']")
	for _, b := range []*browser{guest, s.as(ada), s.as(maria)} {
		b.post("/sample/deletion").is(http.StatusForbidden)
	}
	if has, err := s.store.HasSample(s.Context()); err != nil || !has {
		t.Fatalf("the sample is gone: %v", err)
	}
	s.as(root).post("/sample/deletion").at("/")
	if has, err := s.store.HasSample(s.Context()); err != nil || has {
		t.Errorf("the sample is still there: %v", err)
	}
}
