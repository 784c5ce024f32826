package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// What the hottest requests send to the database is promised, because everything else of their cost follows from it.
func TestTheHottestRequestsSendFewStatements(t *testing.T) {
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			v, s := newVisitor(t, kind)
			attempt := v.begin()
			writes := map[string]int64{"sqlite": 2, "postgres": 1}[kind] // the journal and the attempt, on PostgreSQL in one statement
			requests := []struct {
				name    string
				request func()
				want    store.Statements
			}{
				{"a question's first page", func() { v.ask("GET", attempt+"/questions/1", nil, http.StatusOK) }, store.Statements{Reads: 2}},
				{"a question's page", func() { v.ask("GET", attempt+"/questions/1", nil, http.StatusOK) }, store.Statements{Reads: 1}},
				{"an answer", func() { v.answer(attempt, "1", "a", "0") }, store.Statements{Reads: 2, Writes: writes, Commits: 1}},
				{"the same answer again", func() { v.answer(attempt, "1", "a", "0") }, store.Statements{Reads: 2, Writes: 1, Commits: 1}},
				{"where the attempt stands", func() { v.ask("GET", attempt, nil, http.StatusSeeOther) }, store.Statements{Reads: 1}},
				{"the time left", func() { v.ask("GET", attempt+"/clock", nil, http.StatusOK) }, store.Statements{Reads: 1}},
			}
			for _, r := range requests {
				before := s.Statements()
				r.request()
				if got := s.Statements().Since(before); got != r.want {
					t.Errorf("%s: %+v, want %+v", r.name, got, r.want)
				}
			}
		})
	}
}

func (v *visitor) answer(attempt, n, choice, seq string) {
	v.ask("POST", attempt+"/questions/"+n+"/answer", url.Values{"seq": {seq}, "flag": {"0"}, "answer": {choice}}, http.StatusSeeOther)
}

// A page of an attempt reads the session together with the attempt. That must not open another's attempt, or hide who asks.
func TestAnothersAttemptDoesNotExist(t *testing.T) {
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			ann, _ := newVisitor(t, kind)
			attempt := ann.begin()
			bob := &visitor{tb: t, handler: ann.handler}
			own := bob.begin()
			nobody := &visitor{tb: t, handler: ann.handler}
			for _, page := range []string{"", "/questions/1", "/questions/1/feedback", "/review", "/result", "/answers", "/clock"} {
				theirs := bob.ask("GET", attempt+page, nil, http.StatusNotFound)
				if strings.Contains(theirs.Body.String(), "name=\"answer\"") {
					t.Errorf("%s shows the form of another's attempt", page)
				}
				away := nobody.ask("GET", attempt+page, nil, http.StatusSeeOther)
				if to := away.Header().Get("Location"); !strings.HasPrefix(to, "/session?next=") {
					t.Errorf("%s leads nobody to %q", page, to)
				}
			}
			bob.ask("POST", attempt+"/questions/1/answer", url.Values{"answer": {"a"}, "seq": {"0"}}, http.StatusNotFound)
			bob.ask("GET", own+"/questions/1", nil, http.StatusOK)
			page := ann.ask("GET", attempt+"/questions/1", nil, http.StatusOK).Body.String()
			if seq := keptSeq.FindStringSubmatch(page); seq == nil || seq[1] != "0" {
				t.Errorf("somebody else's answer was taken: %v", seq)
			}
		})
	}
}
