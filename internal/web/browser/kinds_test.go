package browser

import (
	"net/url"
	"testing"

	"touchstone/internal/testbed"
)

// kinds holds one question of every kind, fresh, refused and explained, and an answer that crossed another one.
func kinds(t *testing.T) (*testbed.Page, string, []state) {
	b := library(t, "sqlite")
	p := testbed.NewPage(t, desk)
	p.Goto(b.url + "/quizzes")
	taken := begin(t, p, "kinds")
	complete(t, p, taken)
	send(t, p, taken)
	attempt := begin(t, p, "kinds")
	states := []state{{route: "GET /attempts/{id}/answers", name: "answers-kinds", path: taken + "/answers"}}
	for _, n := range []string{"1", "2", "3", "4", "5", "6"} {
		states = append(states,
			state{route: "GET /attempts/{id}/questions/{n}", name: "question-kind-" + n, path: attempt + "/questions/" + n},
			state{route: "POST /attempts/{id}/questions/{n}/answer", name: "question-kind-" + n + "-error", path: attempt + "/questions/" + n + "/answer", form: url.Values{"seq": {"0"}}, status: 422},
		)
	}
	crossed := begin(t, p, "exam")
	post(p, crossed+"/questions/1/answer", url.Values{"seq": {"0"}, "answer": {"a"}})
	return p, b.url, append(states,
		state{route: "GET /attempts/{id}/questions/{n}", name: "question-code", path: begin(t, p, "code") + "/questions/1"},
		state{route: "POST /attempts/{id}/questions/{n}/answer", name: "question-stale", path: crossed + "/questions/1/answer", form: url.Values{"seq": {"0"}, "answer": {"b"}}, status: 409},
	)
}

// empty is a site where nothing has been done yet, as its administrator sees it.
func empty(t *testing.T) (*testbed.Page, string, []state) {
	b := newBare(t, "sqlite")
	setup := b.setup(t, "first")
	p := signIn(t, b.url, admin, desk)
	return p, b.url, []state{
		{route: "GET /{$}", name: "landing-empty", path: "/"},
		{route: "GET /guides", name: "guides-empty", path: "/guides"},
		{route: "GET /topics", name: "topics-empty", path: "/topics"},
		{route: "GET /quizzes", name: "quizzes-empty", path: "/quizzes"},
		{route: "GET /quizzes/new", name: "builder-empty", path: "/quizzes/new"},
		{route: "GET /me", name: "me-nothing", path: "/me"},
		{route: "GET /me/data", name: "my-data-nothing", path: "/me/data"},
		{route: "POST /attempts", name: "nothing-missed", path: "/attempts", form: url.Values{"mode": {"mistakes"}}, status: 409},
		{route: "GET /cohorts", name: "cohorts-empty", path: "/cohorts"},
		{route: "GET /screenings", name: "screenings-empty", path: "/screenings"},
		{route: "GET /screenings/new", name: "screening-new-empty", path: "/screenings/new"},
		{route: "GET /setup/{token}", name: "setup", path: setup},
		{route: "POST /setup/{token}", name: "setup-error", path: setup, form: url.Values{"email": {"ines"}}, status: 422},
		{route: "GET /setup/{token}", name: "setup-used", path: "/setup/second", status: 410},
	}
}

// broken is a site whose database lacks a table, and then is gone.
func broken(t *testing.T) (*testbed.Page, string, []state) {
	b := newBare(t, "sqlite")
	p := testbed.NewPage(t, desk)
	p.Goto(b.url + "/")
	change(t, b.store.DSN(), "DROP TABLE quizzes")
	return p, b.url, []state{
		{route: "GET /quizzes", name: "error-500", path: "/quizzes", status: 500},
	}
}
