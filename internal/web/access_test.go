package web_test

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
	"touchstone/internal/web"
)

// The doors of the site: who may pass.
type door int

const (
	open       door = iota // everybody
	known                  // whoever has a session, guests too
	accounts               // whoever has an account
	instructor             // instructors and administrators
	hiring                 // hiring members and administrators
)

// doors expects something of every route; a route without an expectation fails the test.
var doors = map[string]door{
	"GET /{$}": open, "GET /guides": open, "GET /guides/{slug}": open, "GET /search": open, "GET /topics": open, "GET /topics/{slug}": open,
	"GET /quizzes": open, "GET /quizzes/new": open, "POST /quizzes": open, "GET /quizzes/{slug}": open, "POST /attempts": open,
	"GET /attempts/{id}": known, "GET /attempts/{id}/questions/{n}": known, "POST /attempts/{id}/questions/{n}/answer": known,
	"GET /attempts/{id}/questions/{n}/feedback": known, "POST /attempts/{id}/questions/{n}/flag": known,
	"GET /attempts/{id}/questions/{n}/report": known, "POST /attempts/{id}/questions/{n}/report": known,
	"GET /attempts/{id}/review": known, "GET /attempts/{id}/clock": known, "GET /attempts/{id}/result": known, "GET /attempts/{id}/answers": known,
	"POST /attempts/{id}/submission": known,
	"GET /me":                        open, "GET /me/preferences": open, "POST /me/preferences": open, "POST /me/preferences/time": known,
	"GET /me/data": known, "GET /me/data.json": known, "POST /me/data/deletion": known,
	"GET /session": open, "POST /session": open, "POST /session/end": open, "GET /account": open, "POST /account": open,
	"POST /account/name": accounts, "POST /account/password": accounts, "POST /account/sessions/end": accounts,
	"GET /setup/{token}": open, "POST /setup/{token}": open, "GET /join/{token}": open, "POST /join/{token}": open,
	"GET /cohorts": instructor, "GET /cohorts/new": instructor, "POST /cohorts": instructor, "GET /cohorts/{id}": instructor,
	"GET /cohorts/{id}/scores.csv": instructor, "POST /cohorts/{id}/assignments": instructor, "POST /cohorts/{id}/link": instructor,
	"GET /cohorts/{id}/learners/{member}": instructor, "POST /cohorts/{id}/departure": known,
	"GET /screenings": hiring, "GET /screenings/new": hiring, "POST /screenings": hiring, "GET /screenings/{id}": hiring,
	"GET /screenings/{id}/scores.csv": hiring, "POST /screenings/{id}/invitations": hiring, "GET /screenings/{id}/candidates/{code}": hiring,
	"POST /screenings/{id}/candidates/{code}/name": hiring,
	"GET /invitations/{token}":                     open, "POST /invitations/{token}": open, "GET /sample": known, "POST /sample/deletion": known, "GET /about/{subject}": open,
	"GET /healthz": open, "GET /readyz": open, "GET /metrics": open, "GET /static/": open, "GET /favicon.ico": open, "GET /robots.txt": open,
}

// routes reads the map of the site from its source.
func routes(t *testing.T) []string {
	t.Helper()
	source, err := os.ReadFile("routes.go")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, match := range regexp.MustCompile(`"((?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /[^"]*)"`).FindAllStringSubmatch(string(source), -1) {
		found = append(found, match[1])
	}
	if lines := strings.Count(string(source), "handle(") + strings.Count(string(source), "HandleFunc("); lines != len(found) {
		t.Fatalf("%d routes in %d lines that look like one", len(found), lines)
	}
	return found
}

// principal is one kind of visitor with what belongs to it.
type principal struct {
	name    string
	browser func() *browser
	account bool
	session bool
	role    people.Role
	objects map[string]string // by the collection that it is in
}

func (p *principal) passes(d door) (status int) {
	switch {
	case d == open, d == known && p.session, d == accounts && p.account:
		return 0
	case !p.account:
		return http.StatusUnauthorized
	case d == instructor && (p.role == people.Instructor || p.role == people.Admin), d == hiring && (p.role == people.Hiring || p.role == people.Admin):
		return 0
	}
	return http.StatusForbidden
}

const nobody = "00000000000000000000000000000000"

// belongings gives a member an attempt, a class, a screening with a finished candidate, and a quiz of their own.
func (s *site) belongings(m *people.Member) map[string]string {
	s.Helper()
	a := storetest.Start(s, s.store, m, "exam")
	own := map[string]string{"attempts": a.ID, "cohorts": store.NewID(), "screenings": store.NewID(), "quizzes": "exam"}
	must := func(err error) {
		s.Helper()
		if err != nil {
			s.Fatal(err)
		}
	}
	must(s.store.AddCohort(s.Context(), &people.Cohort{ID: own["cohorts"], Organisation: m.Organisation, Owner: m.ID, Name: "Class", JoinToken: "join-" + m.ID, CreatedAt: s.store.Now()}))
	for _, learner := range []string{m.ID, ada.ID} {
		must(s.store.JoinCohort(s.Context(), learner, "join-"+m.ID))
	}
	must(s.store.AddScreening(s.Context(), &screening.Screening{ID: own["screenings"], Organisation: m.Organisation, Owner: m.ID, Title: "Role", Quiz: "exam", CreatedAt: s.store.Now()}))
	must(s.store.Invite(s.Context(), m.ID, &screening.Candidate{
		ID: store.NewID(), Screening: own["screenings"], Code: "AC37", Name: "Cand Idate", Email: "cand@example.org", InvitedAt: s.store.Now(), ExpiresAt: s.store.Now().Add(screening.LinkLife),
	}, web.HashToken("invitation-"+m.ID)))
	built := storetest.Quiz("built-by-"+m.ID, quiz.Practice, 3, "sql")
	built.Owner = m.ID
	must(s.store.AddQuiz(s.Context(), &built))
	return own
}

// principals are all kinds of visitor, each with belongings, and a stranger whose things are nobody else's.
func (s *site) principals() (all []*principal, stranger map[string]string) {
	s.Helper()
	member := func(name string, m *people.Member) *principal {
		return &principal{name, func() *browser { return s.as(m) }, m.Email != "", true, m.Role, s.belongings(m)}
	}
	guest, candidate, gone := storetest.AddGuest(s, s.store, "guest"), storetest.AddGuest(s, s.store, "candidate"), s.learner("gone")
	s.exec("UPDATE candidates SET member_id = ?", candidate.ID)
	all = []*principal{
		{name: "anonymous", browser: s.visitor}, member("guest", guest), member("candidate", candidate), member("learner", bob), member("instructor", maria),
		member("hiring", jonas), member("administrator", root),
	}
	cookie := s.as(gone).cookie()
	if err := s.store.EraseMember(s.Context(), gone.ID); err != nil {
		s.Fatal(err)
	}
	all = append(all, &principal{name: "former member", browser: func() *browser {
		b := s.visitor()
		b.client.Jar.SetCookies(b.url("/"), []*http.Cookie{cookie})
		return b
	}})
	return all, s.belongings(ada)
}

// dump is all that people have done, as text: what was refused must not change it.
func (s *site) dump() string {
	s.Helper()
	var b strings.Builder
	for _, table := range []string{"members", "attempts", "answers", "cohorts", "cohort_members", "assignments", "screenings", "candidates", "quizzes", "question_reports", "setup_links"} {
		fmt.Fprintln(&b, table, s.selected("SELECT * FROM "+table+" ORDER BY 1, 2"))
	}
	return b.String()
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// fill puts an object's id into a route's path.
func fill(path, id, slug string) string {
	values := map[string]string{"{$}": "", "{id}": id, "{n}": "1", "{member}": ada.ID, "{code}": "AC37", "{slug}": slug, "{subject}": "scores", "{token}": slug}
	return placeholder.ReplaceAllStringFunc(path, func(name string) string { return values[name] })
}

func TestEveryRouteLetsInWhomItShould(t *testing.T) {
	each(t, func(s *site) {
		all, stranger := s.principals()
		list := routes(t)
		for _, route := range list {
			if _, expected := doors[route]; !expected {
				t.Errorf("nothing is expected of %s", route)
			}
		}
		for route := range doors {
			if !slices.Contains(list, route) {
				t.Errorf("%s is expected and does not exist", route)
			}
		}
		before := s.dump()
		for _, p := range all {
			for _, route := range list {
				s.tryForeign(p, route, stranger)
			}
			if after := s.dump(); after != before {
				t.Fatalf("%s changed what is not theirs", p.name)
			}
		}
		for _, p := range all {
			for _, route := range list {
				s.tryOwn(p, route)
			}
		}
	})
}

// fields are sent with every form: nothing that is complete, so that what passes is refused for what is missing and changes little.
var fields = []string{"answer", "b", "seq", "0", "flag", "1", "act", "preview", "role", "admin", "owner", "ada", "organisation", "sample", "extra_time", "900"}

func (p *principal) ask(route, id, slug string) *page {
	method, path, _ := strings.Cut(route, " ")
	return p.browser().once(method, fill(path, id, slug), fields...)
}

// tryForeign asks for what a principal may not see: a door that is closed, and things of somebody else or of nobody.
func (s *site) tryForeign(p *principal, route string, stranger map[string]string) {
	s.Helper()
	method, path, _ := strings.Cut(route, " ")
	collection, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if refused := p.passes(doors[route]); refused != 0 {
		answer := p.ask(route, stranger[collection], "sql")
		if refused == http.StatusUnauthorized && method == http.MethodGet {
			if answer.status != http.StatusSeeOther || !strings.HasPrefix(answer.header.Get("Location"), "/session?next=") {
				s.Errorf("%s, %s: status %d to %q, want the sign-in page", p.name, route, answer.status, answer.header.Get("Location"))
			}
		} else if answer.status != refused {
			s.Errorf("%s, %s: status %d, want %d", p.name, route, answer.status, refused)
		}
		return
	}
	var foreign, none *page
	switch {
	case strings.Contains(path, "{id}"):
		foreign, none = p.ask(route, stranger[collection], ""), p.ask(route, nobody, "")
	case collection == "quizzes" && strings.Contains(path, "{slug}"):
		foreign, none = p.ask(route, "", "built-by-ada"), p.ask(route, "", "built-by-nobody")
	case strings.Contains(path, "{token}"):
		if answer := p.ask(route, "", "no-such-token"); !slices.Contains([]int{http.StatusNotFound, http.StatusGone}, answer.status) && path != "/join/{token}" {
			s.Errorf("%s, %s: a made-up link gives %d", p.name, route, answer.status)
		}
		return
	default:
		return
	}
	if foreign.status != http.StatusNotFound || none.status != http.StatusNotFound || foreign.body != none.body {
		s.Errorf("%s, %s: another's gives %d and none gives %d, want 404 for both with the same page", p.name, route, foreign.status, none.status)
	}
}

// tryOwn asks for what a principal may see.
func (s *site) tryOwn(p *principal, route string) {
	s.Helper()
	_, path, _ := strings.Cut(route, " ")
	collection, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if p.passes(doors[route]) != 0 || collection == "attempts" && p.objects == nil || strings.Contains(path, "{token}") || path == "/static/" {
		return
	}
	answer := p.ask(route, p.objects[collection], "sql")
	if (path == "/sample/deletion" || path == "/sample") && p.role != people.Admin {
		if answer.status != http.StatusForbidden {
			s.Errorf("%s, %s: status %d, want 403", p.name, route, answer.status)
		}
		return
	}
	refused := slices.Contains([]int{401, 403, 404, 405}, answer.status)
	if path == "/attempts" { // no quiz is named
		refused = answer.status != http.StatusNotFound
	}
	if answer.status >= 500 || refused {
		s.Errorf("%s, %s: status %d: %s", p.name, route, answer.status, short(answer.text("main")))
	}
}

func TestNobodyRaisesThemselvesByExtraFields(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		b.post("/account", "name", "Mallory", "email", "mallory@example.org", "password", "a very long password", "role", "admin", "Role", "admin", "extra_time", "100", "organisation", "acme", "sample", "1").at("/me").says("Your account is made.").hides("as a guest")
		b.post("/account/name", "name", "Mal", "role", "admin", "email", "root@example.org")
		b.post("/me/preferences", "theme", "dark", "role", "instructor", "extra_time", "300")
		b.post("/quizzes", "title", "Mine", "topic", "sql", "length", "3", "mode", "practice", "owner", "ada", "organisation", "acme", "slug", "exam").is(http.StatusOK)
		var role, organisation, email string
		extra := s.count("SELECT extra_time FROM members WHERE name = 'Mal'")
		s.scan(&role, "SELECT role FROM members WHERE name = 'Mal'")
		s.scan(&organisation, "SELECT organisation_id FROM members WHERE name = 'Mal'")
		s.scan(&email, "SELECT email FROM members WHERE name = 'Mal'")
		if role != "learner" || organisation != "public" || email != "mallory@example.org" || extra != 0 {
			t.Errorf("role %s, organisation %s, address %s, extra time %d", role, organisation, email, extra)
		}
		if got := s.count("SELECT count(*) FROM quizzes WHERE owner_id = 'ada'"); got != 0 {
			t.Error("a quiz was made in another person's name")
		}
		b.get("/cohorts").is(http.StatusForbidden)
	})
}
