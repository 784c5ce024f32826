package browser

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/quiz"
	"touchstone/internal/store/storetest"
	"touchstone/internal/testbed"
)

// library is a bare site with the small library of the store's tests: an exam of 10 questions in 20 minutes, a practice quiz of
// 10, and a quiz of six with one question of every kind. The quiz "code" is one question about an exchange that is wider than a
// telephone.
func library(t *testing.T, kind string) *bare {
	t.Helper()
	b := newBare(t, kind)
	small := storetest.LoadLibrary(t, b.store)
	shown := storetest.Questions("code", 1)[0]
	shown.Stem, shown.Code = "What should the client do now?", exchange
	small.Hash, small.Questions = "with code", append(small.Questions, shown)
	small.Facts = append(small.Facts, bank.Fact{ID: shown.Facts[0], Document: "code", Topic: "code", Subject: shown.ID, Relation: "definition", Object: "x", Status: bank.Stated, Origin: "definition-sentence",
		Quotes: []bank.Quote{{Text: shown.Evidence[0].Quote, Start: shown.Evidence[0].Start, End: shown.Evidence[0].End}}})
	small.Quizzes = append(small.Quizzes, storetest.Quiz("code", quiz.Practice, 1, "code"))
	if _, err := b.store.LoadLibrary(t.Context(), small); err != nil {
		t.Fatal(err)
	}
	return b
}

const exchange = "GET /orders/42 HTTP/1.1\nHost: api.example.com\nAccept: application/json\nIf-None-Match: \"v7\"\n\n" +
	"HTTP/1.1 304 Not Modified\nDate: Fri, 20 Nov 2026 09:41:07 GMT\nETag: \"v7\"\nCache-Control: max-age=60, must-revalidate, stale-while-revalidate=30"

// sit opens a page of a new visitor on the first question of a quiz.
func (b *bare) sit(t *testing.T, view testbed.View, slug string) *taker {
	t.Helper()
	v := &taker{Page: testbed.NewPage(t, view), t: t}
	v.Goto(b.url + "/quizzes/" + slug)
	v.activate(`main form[action="/attempts"] .button-large`)
	v.at("/attempts/*/questions/1")
	return v
}

// attempt is the path of the attempt that is open.
func (v *taker) attempt() string {
	before, _, _ := strings.Cut(path(v.Page), "/questions/")
	return before
}

// id is the attempt's id.
func (v *taker) id() string { return strings.TrimPrefix(v.attempt(), "/attempts/") }

// TestExam flags, leaves out, goes back, changes, reviews and sends, with and without script, by mouse and by keyboard.
func TestExam(t *testing.T) {
	b := library(t, "sqlite")
	for name, way := range map[string]taker{
		"by mouse":       {},
		"by keyboard":    {keyboard: true},
		"without script": {keyboard: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := b.sit(t, testbed.View{NoScript: name == "without script"}, "exam")
			v.keyboard = way.keyboard
			attempt, id := v.attempt(), v.id()
			v.answer()
			v.at(attempt + "/questions/2")
			v.flag()
			v.activate("form[data-answer] .acts .button") // a flag without an answer says: later
			v.at(attempt + "/questions/3")

			v.Back()
			v.at(attempt + "/questions/2")
			v.Back()
			v.at(attempt + "/questions/1")
			if !testbed.Eval[bool](v.Page, `document.querySelector("#o1").checked`) {
				t.Error("going back does not show the earlier answer chosen")
			}
			v.activate(".where a")
			v.at(attempt + "/review*")
			says(t, v.Page, "h1", "1 answered, 9 not answered, 1 flagged")
			v.activate(`.filter a[href$="flagged"]`)
			if rows := v.Count(".review-lines > li"); rows != 1 {
				t.Errorf("%d questions among the flagged, want 1", rows)
			}
			says(t, v.Page, ".review-lines", "Not answered")
			v.activate(".review-lines a")
			v.at(attempt + "/questions/2?from=review")
			v.pick("#o2")
			v.activate("form[data-answer] .acts .button")
			v.at(attempt + "/review*") // what was changed from the list leads back to the list
			says(t, v.Page, "h1", "2 answered, 8 not answered, 1 flagged")
			says(t, v.Page, ".send-box", "Send with 8 not answered")
			if kept := count(t, b.store.DSN(), "SELECT count(DISTINCT item) FROM answers WHERE attempt_id = ?", id); kept != 2 {
				t.Errorf("the page counts 2 answers, the database %d", kept)
			}
			v.open(".send-box summary") // what is not answered is asked about once more
			says(t, v.Page, ".confirm", "8 questions then count as not right")
			v.activate(".send-box form .button")
			v.at(attempt + "/result")
			v.Goto(b.url + attempt + "/questions/1")
			v.at(attempt + "/result") // what was sent is closed
			if again := post(v.Page, attempt+"/submission", nil); again.status != 200 || count(t, b.store.DSN(), "SELECT count(*) FROM answers WHERE attempt_id = ?", id) != 2 {
				t.Errorf("sending again: %+v", again)
			}
		})
	}
}

// open opens what a summary hides.
func (v *taker) open(summary string) {
	v.t.Helper()
	if v.keyboard {
		v.reach(summary)
		v.Press(testbed.Space)
	} else {
		v.Click(summary)
	}
}

// flag marks the question for later and sees the mark.
func (v *taker) flag() {
	v.t.Helper()
	const box = "input[name=flag][type=checkbox]"
	if v.keyboard {
		v.reach(box)
		v.Press(testbed.Space)
	} else {
		v.Click("label:has(" + box + ")")
	}
	if said := v.Text("label:has(" + box + ")"); !strings.Contains(said, "Flagged") {
		v.t.Errorf("the flag says %q", said)
	}
}

// TestEveryKindOfQuestion answers one question of every kind, first badly and then well.
func TestEveryKindOfQuestion(t *testing.T) {
	b := library(t, "sqlite")
	for name, view := range map[string]testbed.View{"with script": desk, "without script": {NoScript: true}, "by keyboard": desk} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := b.sit(t, view, "kinds")
			v.keyboard = name == "by keyboard"
			seen := map[string]bool{}
			for n := range 6 {
				kind := v.kind()
				seen[kind] = true
				v.spoil(kind)
				v.activate("form[data-answer] .acts .button")
				if v.Status() != 422 {
					t.Fatalf("%s: an answer that cannot be taken gives status %d", kind, v.Status())
				}
				if title := v.Title(); !strings.HasPrefix(title, "Error: Question ") {
					t.Errorf("%s: title %q", kind, title)
				}
				says(t, v.Page, ".problem", "There is a problem")
				if !view.NoScript && !testbed.Eval[bool](v.Page, `document.activeElement.matches(".problem")`) {
					t.Errorf("%s: the focus is on %s, not on what is wrong", kind, focusOf(v.Page).Name)
				}
				if kind == "order" && testbed.Eval[int](v.Page, `document.querySelector("#a1").selectedIndex`) != 1 {
					t.Error("what was chosen is lost when the answer is refused")
				}
				if kept := testbed.Eval[string](v.Page, `document.querySelector("#answer")?.value ?? ""`); kind == "number" && kept != "four" {
					t.Errorf("what was typed is shown as %q when the answer is refused", kept)
				}
				link := testbed.Eval[string](v.Page, `document.querySelector(".problem a").hash`)
				v.Click(".problem a")
				if at := testbed.Eval[string](v.Page, `"#" + document.activeElement.id`); at != link || link == "#" {
					t.Errorf("%s: the summary leads to %s, the focus is on %s", kind, link, at)
				}
				v.mend(kind)
				if n < 5 {
					v.at("/attempts/*")
				}
			}
			v.at("/attempts/*/review*")
			if len(seen) != 6 {
				t.Errorf("kinds seen: %v", seen)
			}
			says(t, v.Page, "h1", "6 answered, 0 not answered")
			attempt := strings.TrimSuffix(strings.Split(path(v.Page), "?")[0], "/review")
			if kept := count(t, b.store.DSN(), "SELECT count(*) FROM answers WHERE attempt_id = ?", strings.TrimPrefix(attempt, "/attempts/")); kept != 6 {
				t.Errorf("%d answers in the database, want 6", kept)
			}
			v.activate(".send-box .button")
			v.at(attempt + "/result")
		})
	}
}

// kind tells the kind of question from what the page offers.
func (v *taker) kind() string {
	switch {
	case v.Count("input[type=radio]") > 0:
		return "single"
	case v.Count(".pair-step") > 0:
		return "order"
	case v.Count(".pair") > 0:
		return "match"
	case v.Count("#answer[inputmode=decimal]") > 0:
		return "number"
	case v.Count("#answer") > 0:
		return "short"
	}
	return "multiple"
}

// spoil gives an answer that cannot be taken.
func (v *taker) spoil(kind string) {
	v.t.Helper()
	switch kind {
	case "order":
		v.place("#a1", 1)
		v.place("#a2", 1)
	case "number":
		v.write("#answer", "four")
	}
}

// mend answers the question that was refused.
func (v *taker) mend(kind string) {
	v.t.Helper()
	switch kind {
	case "order":
		v.place("#a2", 2)
		v.place("#a3", 3)
		v.place("#a4", 4)
	case "number":
		testbed.Eval[bool](v.Page, `(document.querySelector("#answer").select(), true)`)
		v.Press("4", "0", "4")
	case "multiple":
		v.pick("#o1")
		v.pick("#o3")
	default:
		v.answer()
		return
	}
	v.activate("form[data-answer] .acts .button")
}

// TestCodeIsShownAsItIs: to the byte, without joined signs, in a region that the keyboard scrolls, wrapped on request, and copied
// clean.
func TestCodeIsShownAsItIs(t *testing.T) {
	t.Parallel()
	b := library(t, "sqlite")
	v := b.sit(t, phone, "code")
	panes := testbed.Eval[[]string](v.Page, `[...document.querySelectorAll(".code pre")].map((pre) => pre.textContent)`)
	if shown := strings.Join(panes, "\n\n"); shown != exchange {
		t.Errorf("the code reads %q, want %q", shown, exchange)
	}
	const wide = `document.querySelectorAll(".code pre")[1]`
	state := testbed.Eval[[]any](v.Page, `(() => {
		const pre = `+wide+`, style = getComputedStyle(pre.querySelector("code"));
		return [pre.scrollWidth > pre.clientWidth, pre.tabIndex, pre.getAttribute("role"), style.fontVariantLigatures, document.documentElement.scrollWidth <= innerWidth];
	})()`)
	if got := fmt.Sprint(state); got != "[true 0 region none true]" {
		t.Errorf("wide code: scrolls, tab stop, role, ligatures, page fits: %s", got)
	}
	testbed.Eval[bool](v.Page, `(`+wide+`.focus(), true)`)
	v.Press(testbed.ArrowRight, testbed.ArrowRight, testbed.ArrowRight)
	v.Await(wide + `.scrollLeft > 0`)
	v.Click(".wrap-lines input")
	if !testbed.Eval[bool](v.Page, wide+`.scrollWidth <= `+wide+`.clientWidth`) {
		t.Error("the lines do not wrap on request")
	}
}
