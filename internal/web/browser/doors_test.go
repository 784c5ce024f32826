package browser

import (
	"regexp"
	"strings"
	"testing"

	"touchstone/internal/testbed"
)

// TestInstructorsDoor makes a class, lets a learner join by its link, gives a quiz, and sees the learner in the table.
func TestInstructorsDoor(t *testing.T) {
	t.Parallel()
	site := demo(t)
	maria := &taker{Page: testbed.NewPage(t, desk), t: t}
	maria.Goto(site + "/")
	maria.activate(`section[aria-labelledby=door-2] button`) // the ready sign-in
	maria.at("/cohorts")
	maria.activate(`main a[href="/cohorts/new"]`)
	maria.Type("#name", "Night class")
	maria.activate("main form .button")
	maria.at("/cohorts/*")
	class := path(maria.Page)
	join := testbed.Eval[string](maria.Page, `document.querySelector(".link-shown").textContent.trim()`)
	maria.Choose("#quiz", "oauth")
	maria.activate(`form[action$="/assignments"] .button`)
	maria.at(class)

	learner := &taker{Page: testbed.NewPage(t, phone), t: t}
	learner.Goto(join)
	learner.Type("#name", "Noor Vega")
	learner.activate("main form .button")
	learner.at("/?done=joined-*")
	says(t, learner.Page, "[role=status]", "You have joined Night class")
	says(t, learner.Page, "section[aria-labelledby=given]", "OAuth 2.0")
	learner.activate("section[aria-labelledby=given] a")
	says(t, learner.Page, "main", "Maria Ortega sees your score and topics, not your answers.")
	learner.activate(`main form[action="/attempts"] .button-large`)
	attempt := learner.attempt()
	complete(t, learner.Page, attempt)
	send(t, learner.Page, attempt)

	maria.Goto(site + class)
	says(t, maria.Page, "table.heat tbody", "Noor Vega")
	if score := maria.Text(`table.heat tbody td`); !regexp.MustCompile(`^\d+$`).MatchString(score) {
		t.Errorf("the learner's score says %q", score)
	}
	says(t, maria.Page, "section[aria-labelledby=give]", "1 of 1 have taken it")
	table := strings.Count(testbed.Eval[string](maria.Page, `fetch(location.pathname + "/scores.csv").then((r) => r.text())`), "\n")
	if rows := maria.Count("table.heat tbody tr"); table != rows+1 {
		t.Errorf("the file has %d lines, the table %d rows and a head", table, rows)
	}
	maria.activate("table.heat tbody th a")
	says(t, maria.Page, "main", "1 quiz sent")
	says(t, maria.Page, "section[aria-labelledby=quizzes] tbody", "OAuth 2.0")
	maria.Goto(site + class)
	maria.activate(`.heat-head a[href*="names=hidden"]`)
	if html := testbed.Eval[string](maria.Page, "document.documentElement.outerHTML"); strings.Contains(html, "Noor") {
		t.Error("the page with hidden names holds a name")
	}
}

// TestHiringsDoor makes a screening, invites a candidate, who takes the test by the link alone, and reads the report.
func TestHiringsDoor(t *testing.T) {
	t.Parallel()
	site := demo(t)
	jonas := &taker{Page: testbed.NewPage(t, desk), t: t}
	jonas.Goto(site + "/")
	jonas.activate(`section[aria-labelledby=door-3] button`)
	jonas.at("/screenings")
	jonas.activate(`main a[href="/screenings/new"]`)
	jonas.Type("#title", "Data engineer")
	jonas.Choose("#quiz", "backend-foundations")
	jonas.activate("main form .button")
	jonas.at("/screenings/*")
	role := path(jonas.Page)
	jonas.Type("#name", "Pia Brandt")
	jonas.Type("#email", "pia@example.org")
	jonas.Choose("#extra_time", "25")
	jonas.activate(`form[action$="/invitations"] .button`)
	link := testbed.Eval[string](jonas.Page, `document.querySelector(".link-shown").textContent.trim()`)

	pia := &taker{Page: testbed.NewPage(t, phone), t: t}
	pia.Goto(link)
	says(t, pia.Page, "main", "50 minutes") // 40, and a quarter more
	pia.activate("main form .button-large")
	pia.at("/attempts/*/questions/1")
	says(t, pia.Page, "[data-time]", "50 min left")
	attempt := pia.attempt()
	complete(t, pia.Page, attempt)
	send(t, pia.Page, attempt)
	pia.Goto(site + attempt + "/result")
	score := pia.Text(".slab .score")

	jonas.Goto(site + role)
	if jonas.Count(".link-shown") > 0 {
		t.Error("the invitation's link is shown a second time")
	}
	jonas.activate("main a.code-name")
	if reported := jonas.Text(".finding .big"); reported != score {
		t.Errorf("the report says %q, the candidate's own result %q", reported, score)
	}
	says(t, jonas.Page, "main", "This is one source among several.")
	for _, address := range []string{role, path(jonas.Page), role + "/scores.csv"} {
		html := testbed.Eval[string](jonas.Page, `fetch(`+literal(address)+`).then((r) => r.text())`)
		if strings.Contains(html, "Pia") || strings.Contains(html, "pia@") {
			t.Errorf("%s holds the candidate's name", address)
		}
	}
}

// TestPostgres takes a quiz on the other database.
func TestPostgres(t *testing.T) {
	t.Parallel()
	b := library(t, "postgres")
	v := b.sit(t, desk, "practice")
	id := v.id()
	for n := range 10 {
		v.answer()
		v.at("/attempts/*/feedback")
		if n < 9 {
			v.activate("[data-continue]")
		}
	}
	v.activate(`.acts .button:not(.button-quiet)`)
	v.at("/attempts/" + id + "/result")
	if n := count(t, b.store.DSN(), "SELECT count(*) FROM answers WHERE attempt_id = $1", id); n != 10 {
		t.Errorf("%d answers in the database, want 10", n)
	}
}
