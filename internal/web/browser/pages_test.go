package browser

import (
	"net/url"
	"strings"
	"testing"

	"touchstone/internal/testbed"
)

// state is one page of the product in one of its states, as somebody sees it.
type state struct {
	// route is the page's pattern in the routes of package web.
	route string
	// name tells its states apart; it is the name of the picture too.
	name string
	path string
	// form is sent to path where the state is the answer to a form, else nil.
	form url.Values
	// status is what is answered; 0 stands for 200.
	status int
}

// scene is one person with what they have made, and the states that they see.
type scene struct {
	name string
	// enter opens a page as this person, makes what the states need, and returns the states.
	enter func(t *testing.T) (*testbed.Page, string, []state)
}

var scenes = []scene{
	{"nobody", nobody}, {"guest", guest}, {"learner", learner}, {"instructor", instructor}, {"hiring", hiring}, {"kinds", kinds}, {"empty", empty}, {"broken", broken},
}

// nobody has never been here.
func nobody(t *testing.T) (*testbed.Page, string, []state) {
	site := demo(t)
	p := testbed.NewPage(t, desk)
	return p, site, []state{
		{route: "GET /{$}", name: "landing", path: "/"},
		{route: "GET /guides", name: "guides", path: "/guides"},
		{route: "GET /guides/{slug}", name: "guide", path: "/guides/oauth"},
		{route: "GET /guides/{slug}", name: "guide-sql", path: "/guides/sql"},
		{route: "GET /guides/{slug}", name: "guide-check-right", path: checked(t, p, site, "oauth", true)},
		{route: "GET /guides/{slug}", name: "guide-check-wrong", path: checked(t, p, site, "http-and-rest", false)},
		{route: "GET /guides/{slug}", name: "guide-check-empty", path: "/guides/sql?check=" + firstCheck(p, site, "sql")},
		{route: "GET /guides/{slug}", name: "guide-missing", path: "/guides/alchemy", status: 404},
		{route: "GET /search", name: "search", path: "/search?q=what+happens+when+the+tokn+expires"},
		{route: "GET /search", name: "search-new", path: "/search"},
		{route: "GET /search", name: "search-empty", path: "/search?q=zzyzx"},
		{route: "GET /topics", name: "topics", path: "/topics"},
		{route: "GET /topics", name: "topics-role-new", path: "/topics?role=support-engineer"},
		{route: "GET /topics/{slug}", name: "topic", path: "/topics/oauth"},
		{route: "GET /quizzes", name: "quizzes", path: "/quizzes"},
		{route: "GET /quizzes/new", name: "builder", path: "/quizzes/new"},
		{route: "POST /quizzes", name: "builder-error", path: "/quizzes", form: url.Values{"length": {"99"}, "mode": {"exam"}}, status: 422},
		{route: "POST /quizzes", name: "builder-preview", path: "/quizzes", form: url.Values{
			"title": {"Before the interview"}, "topic": {"sql", "oauth"}, "share.sql": {"2"}, "share.oauth": {"1"}, "length": {"12"}, "mode": {"exam"}, "minutes": {"20"}, "act": {"preview"},
		}},
		{route: "GET /quizzes/{slug}", name: "start", path: "/quizzes/oauth"},
		{route: "GET /quizzes/{slug}", name: "start-exam", path: "/quizzes/backend-foundations"},
		{route: "GET /me", name: "me-empty", path: "/me"},
		{route: "GET /me/preferences", name: "preferences-new", path: "/me/preferences"},
		{route: "GET /session", name: "sign-in", path: "/session"},
		{route: "POST /session", name: "sign-in-error", path: "/session", form: url.Values{"email": {ada}, "password": {"wrong"}}, status: 422},
		{route: "GET /account", name: "sign-up", path: "/account"},
		{route: "POST /account", name: "sign-up-error", path: "/account", form: url.Values{"email": {"ada.example.org"}, "password": {"short"}}, status: 422},
		{route: "GET /join/{token}", name: "join-closed", path: "/join/none", status: 410},
		{route: "GET /invitations/{token}", name: "invitation-missing", path: "/invitations/none", status: 404},
		{route: "GET /about/{subject}", name: "about-scores", path: "/about/scores"},
		{route: "GET /about/{subject}", name: "about-accessibility", path: "/about/accessibility"},
		{route: "GET /about/{subject}", name: "about-data", path: "/about/data"},
		{route: "/", name: "missing", path: "/nowhere", status: 404},
	}
}

// guest takes quizzes without an account.
func guest(t *testing.T) (*testbed.Page, string, []state) {
	site := demo(t)
	p := testbed.NewPage(t, desk)
	p.Goto(site + "/")
	practice := begin(t, p, "oauth")
	complete(t, p, practice, 2, 3, 4, 5, 6, 7, 8)
	taken := begin(t, p, "sql")
	complete(t, p, taken)
	send(t, p, taken)
	exam := begin(t, p, "backend-foundations")
	complete(t, p, exam, 3, 5, 6)
	post(p, exam+"/questions/5/flag", url.Values{"flag": {"1"}})
	built := post(p, "/quizzes", url.Values{"title": {"Left empty"}, "topic": {"sql"}, "length": {"5"}, "mode": {"exam"}})
	unanswered := begin(t, p, strings.TrimPrefix(built.path, "/quizzes/"))
	send(t, p, unanswered)
	return p, site, []state{
		{route: "GET /{$}", name: "landing-continue", path: "/"},
		{route: "GET /quizzes/{slug}", name: "start-continue", path: "/quizzes/backend-foundations"},
		{route: "GET /attempts/{id}/questions/{n}", name: "question", path: practice + "/questions/2"},
		{route: "GET /attempts/{id}/questions/{n}", name: "question-exam", path: exam + "/questions/3"},
		{route: "GET /attempts/{id}/questions/{n}", name: "question-again", path: exam + "/questions/2"},
		{route: "GET /attempts/{id}/questions/{n}", name: "question-missing", path: exam + "/questions/99", status: 404},
		{route: "POST /attempts/{id}/questions/{n}/answer", name: "question-error", path: practice + "/questions/2/answer", form: url.Values{"seq": {"0"}}, status: 422},
		{route: "GET /attempts/{id}/questions/{n}/feedback", name: "feedback", path: practice + "/questions/1/feedback"},
		{route: "GET /attempts/{id}/questions/{n}/report", name: "report", path: practice + "/questions/1/report"},
		{route: "POST /attempts/{id}/questions/{n}/report", name: "report-error", path: practice + "/questions/1/report", form: url.Values{}, status: 422},
		{route: "GET /attempts/{id}/review", name: "review", path: exam + "/review"},
		{route: "GET /attempts/{id}/review", name: "review-unanswered", path: exam + "/review?show=unanswered"},
		{route: "GET /attempts/{id}/review", name: "review-flagged-empty", path: practice + "/review?show=flagged"},
		{route: "GET /attempts/{id}/result", name: "result-guest", path: taken + "/result"},
		{route: "GET /attempts/{id}/result", name: "result-nothing", path: unanswered + "/result"},
		{route: "GET /attempts/{id}/answers", name: "answers", path: taken + "/answers"},
		{route: "GET /me", name: "me-guest", path: "/me"},
		{route: "GET /me/data", name: "my-data", path: "/me/data"},
		{route: "POST /me/data/deletion", name: "my-data-error", path: "/me/data/deletion", form: url.Values{}, status: 422},
	}
}

// learner is Ada, who has taken quizzes for weeks.
func learner(t *testing.T) (*testbed.Page, string, []state) {
	site := demo(t)
	p := signIn(t, site, ada, desk)
	p.Goto(site + "/me")
	result := testbed.Eval[string](p, `document.querySelector('main a[href$="/result"]').getAttribute("href")`)
	return p, site, []state{
		{route: "GET /{$}", name: "landing-learner", path: "/"},
		{route: "GET /guides", name: "guides-learner", path: "/guides"},
		{route: "GET /guides/{slug}", name: "guide-known", path: "/guides/oauth"},
		{route: "GET /topics", name: "topics-learner", path: "/topics"},
		{route: "GET /topics", name: "topics-role", path: "/topics?role=junior-backend-developer"},
		{route: "GET /topics/{slug}", name: "topic-learner", path: "/topics/sql"},
		{route: "GET /quizzes", name: "quizzes-learner", path: "/quizzes"},
		{route: "GET /attempts/{id}/result", name: "result", path: result},
		{route: "GET /me", name: "me", path: "/me"},
		{route: "GET /me/preferences", name: "preferences", path: "/me/preferences"},
		{route: "POST /me/preferences", name: "preferences-saved", path: "/me/preferences", form: url.Values{"keys": {"1"}}},
		{route: "GET /account", name: "account", path: "/account"},
		{route: "POST /account/name", name: "account-name-error", path: "/account/name", form: url.Values{"name": {""}}, status: 422},
		{route: "POST /account/password", name: "account-password-error", path: "/account/password", form: url.Values{"current": {"wrong"}, "password": {"short"}}, status: 422},
		{route: "GET /cohorts", name: "forbidden", path: "/cohorts", status: 403},
	}
}

// instructor is Maria, who leads a class, and makes a second one.
func instructor(t *testing.T) (*testbed.Page, string, []state) {
	site := demo(t)
	p := signIn(t, site, maria, desk)
	p.Goto(site + "/cohorts")
	class := testbed.Eval[string](p, `document.querySelector('main a.whole').getAttribute("href")`)
	p.Goto(site + class)
	learner := testbed.Eval[string](p, `document.querySelector('table.heat tbody th a').getAttribute("href")`)
	fresh := post(p, "/cohorts", url.Values{"name": {"Evening class"}}).path
	p.Goto(site + fresh)
	join := testbed.Eval[string](p, `document.querySelector("main").innerText.match(/\/join\/[\w-]+/)[0]`)
	return p, site, []state{
		{route: "GET /cohorts", name: "cohorts", path: "/cohorts"},
		{route: "GET /sample", name: "sample-clear", path: "/sample"},
		{route: "GET /cohorts/new", name: "cohort-new", path: "/cohorts/new"},
		{route: "POST /cohorts", name: "cohort-new-error", path: "/cohorts", form: url.Values{"name": {""}}, status: 422},
		{route: "GET /cohorts/{id}", name: "cohort", path: class},
		{route: "GET /cohorts/{id}", name: "cohort-hidden", path: class + "?names=hidden&sort=sql&order=descending&topic=sql"},
		{route: "GET /cohorts/{id}", name: "cohort-empty", path: fresh},
		{route: "GET /cohorts/{id}/learners/{member}", name: "cohort-learner", path: learner},
		{route: "GET /cohorts/{id}", name: "cohort-missing", path: "/cohorts/none", status: 404},
		{route: "POST /cohorts/{id}/assignments", name: "cohort-error", path: class + "/assignments", form: url.Values{"due": {"soon"}}, status: 422},
		{route: "GET /join/{token}", name: "join", path: join},
	}
}

// hiring is Jonas, who screens candidates, makes a second screening and invites somebody to it.
func hiring(t *testing.T) (*testbed.Page, string, []state) {
	site := demo(t)
	p := signIn(t, site, jonas, desk)
	p.Goto(site + "/screenings")
	screening := testbed.Eval[string](p, `document.querySelector('main a.whole').getAttribute("href")`)
	fresh := post(p, "/screenings", url.Values{"title": {"Platform engineer"}, "quiz": {"backend-foundations"}}).path
	p.Goto(site + screening)
	report := testbed.Eval[string](p, `document.querySelector('main a.code-name').getAttribute("href")`)
	p.Goto(site + fresh)
	submit(p, fresh+"/invitations", url.Values{"name": {"Sam Reed"}, "email": {"sam@example.org"}, "extra_time": {"50"}})
	door := testbed.Eval[string](p, `new URL(document.querySelector(".link-shown").textContent).pathname`)
	return p, site, []state{
		{route: "GET /screenings", name: "screenings", path: "/screenings"},
		{route: "GET /screenings/new", name: "screening-new", path: "/screenings/new"},
		{route: "POST /screenings", name: "screening-new-error", path: "/screenings", form: url.Values{"cut_score": {"900"}}, status: 422},
		{route: "GET /screenings/{id}", name: "screening", path: screening},
		{route: "GET /screenings/{id}", name: "screening-empty", path: fresh},
		{route: "POST /screenings/{id}/invitations", name: "screening-error", path: fresh + "/invitations", form: url.Values{"email": {"sam"}}, status: 422},
		{route: "POST /screenings/{id}/invitations", name: "screening-invited", path: fresh + "/invitations", form: url.Values{"name": {"Kim Park"}, "email": {"kim@example.org"}}},
		{route: "GET /screenings/{id}/candidates/{code}", name: "candidate", path: report},
		{route: "GET /screenings/{id}/candidates/{code}", name: "candidate-missing", path: screening + "/candidates/0000", status: 404},
		{route: "GET /invitations/{token}", name: "invitation", path: door},
	}
}
