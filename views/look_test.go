package views

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/recommend"
	"touchstone/internal/screening"
)

func document(t *testing.T, page templ.Component) *goquery.Document {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(bytes.NewReader(render(t, page)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRulesOfMarkingAreSentences(t *testing.T) {
	s := Start{Page: pageFor(ada), Quiz: &quiz.Blueprint{Mode: quiz.Exam, Shares: []quiz.Share{{Topic: "sql", Weight: 1}}}, Questions: 8, Kinds: []bank.Kind{bank.Multiple, bank.Match, bank.Order}}
	said := document(t, s.View()).Find("dl.terms").Text()
	for _, seam := range []string{"and never below 0", "takes nothing away. A matching", "right pair. An ordering", "as they should. “I do not know”"} {
		if !strings.Contains(said, seam) {
			t.Errorf("the terms do not say %q: %s", seam, said)
		}
	}
}

func TestQuotesOfOnePlaceStandTogether(t *testing.T) {
	at := PassageLink{Guide: "oauth", Title: "OAuth 2.0", Heading: "Tokens", Passage: "1"}
	row := at
	row.Passage = "2"
	a := answered(exam(quiz.Practice), 1, bank.Response{Choices: []int{0}}, 1)
	page := Feedback{Page: pageFor(ada), Attempt: a, Explained: Explained{
		Number: 1, Asked: asked[0], Item: &a.Items[0], Passages: []Passage{{Quote: "Head", Link: at}, {Quote: "Row", Link: row}, {Quote: "A payroll company sends", Decision: "A payroll run"}},
	}}
	d := document(t, page.View())
	figures := d.Find(".passage")
	if figures.Length() != 2 || figures.Eq(0).Find("p").Length() != 2 {
		t.Errorf("%d figures, the first with %d quotes; want 2 and 2", figures.Length(), figures.Eq(0).Find("p").Length())
	}
	if caption := figures.Eq(1).Find("figcaption").Text(); !strings.Contains(caption, "The worked decision “A payroll run”") {
		t.Errorf("a worked decision is captioned %q", caption)
	}
	if links := figures.Eq(1).Find("a").Length(); links != 0 {
		t.Errorf("a quote without a page has %d links", links)
	}
	if href, _ := d.Find(".acts a.button-quiet").Attr("href"); href != "/guides/oauth#p-1" {
		t.Errorf("the section leads to %q", href)
	}
}

// A table's cells stand apart on the page of its guide; a quote says which column each is of.
func TestQuotedRowsSayTheirColumns(t *testing.T) {
	one, other := PassageLink{Guide: "web", Passage: "1"}, PassageLink{Guide: "web", Passage: "2"}
	got := paragraphs([]Passage{
		{Quote: "Framework\tLanguage", Link: one}, {Quote: "Fiber\tGo", Link: one}, {Quote: "Gin and Fiber are Go frameworks.", Link: other}, {Quote: "Kitura\tSwift.", Link: one},
		{Quote: "\tStays", Link: other}, {Quote: "Cookie\tuntil it runs out", Link: other}, {Quote: "alone\tin\tits row"},
	})
	want := []string{"Framework: Fiber. Language: Go.", "Gin and Fiber are Go frameworks.", "Framework: Kitura. Language: Swift.", "Cookie. Stays: until it runs out.", "alone, in, its row"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCrossedAnswerIsToldOnce(t *testing.T) {
	a := answered(exam(quiz.Exam), 1, bank.Response{Choices: []int{1}}, 0)
	d := document(t, Question{Page: pageFor(ada), Attempt: a, Number: 1, Asked: asked[0], Stale: true, Form: map[string][]string{"answer": {"a"}}}.View())
	if title := d.Find("title").Text(); !strings.HasPrefix(title, "Error: Question 1 of") {
		t.Errorf("title %q", title)
	}
	if told := d.Find("[role=alert]").Length(); told != 1 {
		t.Errorf("told %d times", told)
	}
}

func TestListOfQuestionsIsLedBackTo(t *testing.T) {
	page := Question{Page: pageFor(ada), Attempt: exam(quiz.Exam), Number: 2, Asked: asked[1]}
	if n := document(t, page.View()).Find("input[name=from]").Length(); n != 0 {
		t.Errorf("%d marks of the list on a question that was not opened from it", n)
	}
	page.Path = "/attempts/t7/questions/2?from=review"
	d := document(t, page.View())
	if from, _ := d.Find("input[name=from]").Attr("value"); from != "review" {
		t.Errorf("from %q, want review", from)
	}
	if next, _ := d.Find("form[data-answer]").Attr("data-next"); next != "/attempts/t7/review" {
		t.Errorf("an answer that waited leads to %q", next)
	}
	page.Path, page.Form = "/attempts/t7/questions/2", map[string][]string{"from": {"review"}}
	if n := document(t, page.View()).Find("input[name=from]").Length(); n != 1 {
		t.Error("a refused answer forgets where it came from")
	}
}

func TestManyMistakesAreReadInTwoParts(t *testing.T) {
	p := Progress{Page: pageFor(ada), History: []HistoryEntry{{Attempt: "t1", Title: "SQL", Score: 40, Low: 20, High: 60}}, AtOnce: 10}
	for i := range 12 {
		p.Mistakes = append(p.Mistakes, Mistake{Stem: fmt.Sprintf("Question %d?", i+1), Topic: "sql", Attempt: "t1", Number: i + 1})
	}
	section := document(t, p.View()).Find("section[aria-labelledby=mistakes]")
	if all, open := section.Find("li").Length(), section.Find(".body > ul > li").Length(); all != 12 || open != shownMistakes {
		t.Errorf("%d mistakes, %d at a glance; want 12 and %d", all, open, shownMistakes)
	}
	if words := strings.TrimSpace(section.Find("button").Text()); words != "Practise 10 of 12" {
		t.Errorf("the button says %q", words)
	}
}

func TestCutIsNamedAtItsPlace(t *testing.T) {
	for cut, want := range map[int]string{0: "0 50 100", 60: "0 cut 60 100", 95: "0 cut 95", 5: "cut 5 100"} {
		s := Screening{Page: pageFor(jonas), Screening: screening.Screening{ID: "s", Title: "Role", CutScore: cut}, Candidates: sampleCandidates()}
		var seen []string
		document(t, s.View()).Find(".range-axis span:not(.unseen)").Each(func(_ int, mark *goquery.Selection) {
			seen = append(seen, strings.TrimSpace(mark.Text()))
		})
		if got := strings.Join(seen, " "); got != want {
			t.Errorf("cut %d: the axis says %q, want %q", cut, got, want)
		}
	}
}

func TestUnansweredAttemptShowsNoFigure(t *testing.T) {
	a := exam(quiz.Exam)
	a.State, a.Result = quiz.Submitted, &quiz.Result{Asked: 6, Score: 23, Examples: []quiz.Example{{Stem: "What is SQL?", Chance: .4}}}
	if text := document(t, Result{Page: pageFor(ada), Attempt: a}.View()).Find("main").Text(); strings.Contains(text, "23") {
		t.Errorf("a result without answers says: %s", text)
	}
}

func TestSmallMapIsDrawnAtItsOwnSize(t *testing.T) {
	d := document(t, Topics{Page: pageFor(nil), Topics: mapOfTopics()[:3]}.View())
	if d.Find("svg.map").Length() != 1 || d.Find("svg.map-wider").Length() != 0 {
		t.Error("a map of three topics is stretched over the page")
	}
}

// The primary act is what the advice says comes first: a check asks, a lesson reads.
func TestTheFirstActOfAStepAgreesWithItsWords(t *testing.T) {
	guide, practice := GuideLink{Slug: "sql", Title: "SQL", Minutes: 9}, QuizLink{Slug: "sql", Questions: 8}
	for _, c := range []struct {
		kind  quiz.StepKind
		guide GuideLink
		quiz  QuizLink
		says  string
	}{
		{quiz.Check, guide, practice, "Practise 8 questions"}, {quiz.Review, guide, practice, "Practise 8 questions"}, {quiz.Learn, guide, practice, "Read the guide, 9 minutes"},
		{quiz.Check, guide, QuizLink{}, "Read the guide, 9 minutes"}, {quiz.Learn, GuideLink{}, practice, "Practise 8 questions"},
	} {
		d := document(t, nextStep(pageFor(ada), NextStep{Step: quiz.Step{Topic: "sql", Kind: c.kind}, Guide: c.guide, Quiz: c.quiz}, true))
		primary := d.Find(".button:not(.button-quiet)")
		if got := spaced(primary.Text()); primary.Length() != 1 || got != c.says || spaced(d.Find(".button").First().Text()) != got {
			t.Errorf("%s: the first of the acts is %q, want %q", c.kind, got, c.says)
		}
	}
}

// Few answers name no level, whichever way they went.
func TestFewAnswersNameNoLevel(t *testing.T) {
	for _, c := range []struct {
		answered, score, low, high int
		says                       string
	}{
		{5, 25, 5, 48, "Five answers are a start, and too few to name a level."}, {5, 66, 38, 88, "Five answers are a start, and too few to name a level."},
		{8, 20, 4, 42, "The ground is still new to you."},
	} {
		r := Result{Attempt: &quiz.Attempt{Result: &quiz.Result{Asked: c.answered, Answered: c.answered, Score: c.score, Low: c.low, High: c.high}}}
		if got := r.sentence(); got != c.says {
			t.Errorf("%d answers, %d to %d: %q", c.answered, c.low, c.high, got)
		}
	}
}

// Who did not answer sees the right order, and no step looks as if it had been put right.
func TestAnOrderThatWasNotAnsweredIsNeutral(t *testing.T) {
	for _, answer := range []*quiz.Answer{nil, {Response: bank.Response{DontKnow: true}}} {
		e := Explained{Asked: &bank.Question{Kind: bank.Order, Order: []string{"a", "b", "c"}}, Item: &quiz.Item{Answer: answer}}
		for _, l := range e.lines() {
			if l.right || l.wrong || l.verdict != "Right order, and not answered" {
				t.Errorf("%q: %q, right %v, wrong %v", l.text, l.verdict, l.right, l.wrong)
			}
		}
	}
}

// The sentence over the map counts what the map marks, by the same names.
func TestTheSummaryOfTopicsCountsWhatIsMarked(t *testing.T) {
	page := Topics{Page: pageFor(ada), Next: &NextStep{Step: quiz.Step{Topic: "a"}}, Standings: map[string]recommend.TopicState{}}
	for _, slug := range []string{"a", "b", "c", "d"} {
		page.Topics = append(page.Topics, curriculum.Topic{Slug: slug, Title: slug})
	}
	for _, c := range []struct {
		states [4]recommend.State
		says   string
	}{
		{[4]recommend.State{recommend.Few, recommend.Few, recommend.Few, recommend.Ready}, "3 topics have not enough answers."},
		{[4]recommend.State{recommend.Few, recommend.Learning, recommend.Learning, recommend.Later}, "You are learning 2. 1 topic has not enough answers."},
		{[4]recommend.State{recommend.Known, recommend.Learning, recommend.Later, recommend.Later}, "You know 1 and are learning 1."},
		{[4]recommend.State{recommend.Known, recommend.Few, recommend.Later, recommend.Later}, "You know 1. 1 topic has not enough answers."},
		{[4]recommend.State{recommend.Ready, recommend.Later, recommend.Later, recommend.Later}, "Take a quiz, and this page shows what you know."},
	} {
		for i, state := range c.states {
			page.Standings[page.Topics[i].Slug] = recommend.TopicState{State: state}
		}
		if got := page.summary(); got != c.says {
			t.Errorf("%v: %q, want %q", c.states, got, c.says)
		}
		if html := string(render(t, page.View())); strings.Contains(html, "Few answers") || c.states[0] == recommend.Few && !strings.Contains(html, "Not enough answers · next") {
			t.Errorf("%v: the state has another name, or the list does not say what is next", c.states)
		}
	}
}

// A share of the class says nothing beside topics that all have too few answers.
func TestAClassWithoutATopicScoreHasNoShare(t *testing.T) {
	overall := people.Cell{Asked: 5, Enough: true, Score: 40}
	few := people.Standing{Name: "One", Overall: overall, Topics: map[string]people.Cell{"sql": {Asked: 2}, "rest": {Asked: 2}}}
	if w := (Cohort{Topics: []string{"sql", "rest"}, Standings: []people.Standing{few}}).whole("all"); w.known {
		t.Errorf("a class without a score in any topic stands at %d %%", w.percent)
	}
	enough := people.Standing{Name: "Two", Overall: overall, Topics: map[string]people.Cell{"sql": {Asked: 5, Enough: true, Score: 70}}}
	if w := (Cohort{Topics: []string{"sql"}, Standings: []people.Standing{enough}}).whole("all"); !w.known || w.percent != 0 {
		t.Errorf("a class with a score in a topic: %+v", w)
	}
}
