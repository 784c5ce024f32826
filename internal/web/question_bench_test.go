package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"touchstone/internal/curriculum"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
	"touchstone/internal/web"
)

// visitor asks a server within this process, so that profiles show what an answer costs and not the network.
type visitor struct {
	tb      testing.TB
	handler http.Handler
	cookie  string
}

func newVisitor(tb testing.TB, kind string) (*visitor, *store.Store) {
	s := storetest.Open(tb, storetest.DSN(tb, kind))
	storetest.LoadLibrary(tb, s)
	site, err := web.New(web.Config{
		Store: s, Curriculum: curriculum.Library(), Log: slog.New(slog.DiscardHandler), PublicURL: "http://localhost", CookieKeys: [][]byte{make([]byte, 32)},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return &visitor{tb: tb, handler: site.Handler()}, s
}

// ask returns the answer to a request, which must have a status.
func (v *visitor) ask(method, path string, form url.Values, want int) *httptest.ResponseRecorder {
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequestWithContext(context.Background(), method, path, body)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if v.cookie != "" {
		r.Header.Set("Cookie", v.cookie)
	}
	w := httptest.NewRecorder()
	v.handler.ServeHTTP(w, r)
	if w.Code != want {
		v.tb.Fatalf("%s %s gave %d, not %d: %.400s", method, path, w.Code, want, w.Body)
	}
	if given := w.Header().Get("Set-Cookie"); given != "" {
		v.cookie, _, _ = strings.Cut(given, ";")
	}
	return w
}

// begin starts the exam and returns the attempt's path.
func (v *visitor) begin() string {
	w := v.ask("POST", "/attempts", url.Values{"quiz": {"exam"}}, http.StatusSeeOther)
	return strings.TrimSuffix(w.Header().Get("Location"), "/questions/1")
}

// processorTime reports how long this process's threads ran for one operation. On a machine that others use too it says more than the time that went by.
func processorTime(b *testing.B) (report func(operations int)) {
	spent := func() time.Duration {
		var usage syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
			b.Fatal(err)
		}
		return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	}
	before := spent()
	return func(operations int) {
		b.ReportMetric(float64((spent()-before).Microseconds())/float64(operations), "cpu-us/op")
	}
}

func BenchmarkQuestionPage(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			v, _ := newVisitor(b, kind)
			attempt := v.begin()
			b.ReportAllocs()
			report, pages := processorTime(b), 0
			for ; b.Loop(); pages++ {
				v.ask("GET", attempt+"/questions/"+strconv.Itoa(pages%10+1), nil, http.StatusOK)
			}
			report(pages)
		})
	}
}

var keptSeq = regexp.MustCompile(`name="seq" value="(\d+)"`)

func BenchmarkAnswer(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			v, s := newVisitor(b, kind)
			attempt := v.begin()
			seq := make([]int, 10)
			before := s.Statements()
			b.ReportAllocs()
			report, answers := processorTime(b), 0
			for ; b.Loop(); answers++ {
				n := answers % 10
				form := url.Values{"seq": {strconv.Itoa(seq[n])}, "flag": {"0"}, "answer": {string(rune('a' + answers/10%4))}}
				v.ask("POST", attempt+"/questions/"+strconv.Itoa(n+1)+"/answer", form, http.StatusSeeOther)
				seq[n] = answers + 1
			}
			report(answers)
			b.StopTimer()
			sent := s.Statements().Since(before)
			b.ReportMetric(float64(sent.Reads+sent.Writes)/float64(answers), "statements/op")
			page := v.ask("GET", attempt+"/questions/1", nil, http.StatusOK).Body.String()
			if kept := keptSeq.FindStringSubmatch(page); kept == nil || kept[1] != strconv.Itoa(seq[0]) {
				b.Errorf("the page shows answer %v, not %d", kept, seq[0])
			}
		})
	}
}
