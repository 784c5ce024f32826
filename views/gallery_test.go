package views

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/static"
)

// specimen is one page of the gallery.
type specimen struct {
	name string
	page templ.Component
}

// gallery is every page with real-looking data, and its empty and its error state.
func gallery() []specimen {
	var all []specimen
	for _, part := range [][]specimen{entrancePages(), attemptPages(), resultPages(), errorPagesSample(), libraryPages(), ownPages(), classPages(), hiringPages()} {
		all = append(all, part...)
	}
	return all
}

func entrancePages() []specimen {
	demo := pageFor(nil)
	demo.Demo, demo.Sample = true, true
	blueprint := &quiz.Blueprint{
		Slug: "backend-foundations", Title: "Backend foundations", Mode: quiz.Exam, Length: 24, Minutes: 40, PassMark: 60,
		Shares: []quiz.Share{{Topic: "http-and-rest", Weight: 8}, {Topic: "sql", Weight: 6}, {Topic: "sessions", Weight: 4}, {Topic: "oauth", Weight: 4}, {Topic: "caching", Weight: 2}},
	}
	practice := &quiz.Blueprint{Slug: "oauth", Title: "OAuth 2.0", Mode: quiz.Practice, Length: 8, Shares: []quiz.Share{{Topic: "oauth", Weight: 1}}}
	kinds := []bank.Kind{bank.Single, bank.Match}
	open := &Continue{Attempt: "t7", Title: "Backend foundations", Mode: quiz.Exam, Number: 7, Total: 24, SavedAt: minutesAgo(3), Deadline: now.Add(30 * time.Minute)}
	adminPage := pageFor(admin)
	adminPage.Sample, adminPage.MayClear = true, true
	return []specimen{
		{"landing", Landing{Page: demo, Try: QuizLink{Slug: "first-five", Questions: 5}, SignIns: readySignInsSample}.View()},
		{"landing-plain", Landing{Page: pageFor(nil), Try: QuizLink{Slug: "first-five", Questions: 5}}.View()},
		{"landing-continue", Landing{
			Page: pageFor(ada), Try: QuizLink{Slug: "first-five", Questions: 5}, Continue: open, Result: wholeResult(), Next: ptr(sampleSteps()[0]),
			Assigned: []AssignedQuiz{{Slug: "oauth", Title: "OAuth 2.0", GivenBy: "Maria Ortega", Due: now.AddDate(0, 0, 7)}},
		}.View()},
		{"landing-admin", Landing{Page: adminPage, Try: QuizLink{Slug: "first-five", Questions: 5}}.View()},
		{"start", Start{
			Page: pageFor(ada), Quiz: blueprint, Questions: 24, Kinds: kinds, ExtraTime: 50, GivenBy: "Maria Ortega", Due: now.AddDate(0, 0, 7),
			SeenBy: []string{"Maria Ortega"}, Practice: "oauth",
		}.View()},
		{"start-practice", Start{Page: pageFor(guest), Quiz: practice, Questions: 6, Short: quiz.Shortfall{Asked: 8, Given: 6, Lacks: []quiz.Lack{{Topic: "oauth", Asked: 8, Given: 6}}}, Kinds: kinds}.View()},
		{"start-continue", Start{Page: pageFor(ada), Quiz: blueprint, Questions: 24, Continue: open}.View()},
		{"start-empty", Start{Page: pageFor(ada), Quiz: practice}.View()},
		{"sign-up", SignUp{Page: pageFor(guest), Answers: 5}.View()},
		{"sign-up-error", SignUp{
			Page: pageFor(guest), Answers: 5, Name: "Ada Lindqvist", Email: "ada.example.org",
			Problems: people.SignUp{Name: "Ada Lindqvist", Email: "ada.example.org", Password: "short"}.Check(),
		}.View()},
		{"sign-in", SignIn{Page: demo, SignIns: readySignInsSample, Back: "/cohorts"}.View()},
		{"sign-in-error", SignIn{Page: pageFor(nil), Email: "ada@example.org", Problems: Problems{fault.Field("email", "This e-mail address and password do not belong together")}}.View()},
	}
}

func attemptPages() []specimen {
	clock := &Clock{Left: 52 * time.Minute, Limit: time.Hour}
	question := func(number int) Question {
		a := exam(quiz.Exam)
		if number > 1 {
			answered(a, number-1, bank.Response{DontKnow: true}, 0)
		}
		return Question{Page: pageFor(ada), Attempt: a, Number: number, Asked: asked[number-1], Clock: clock}
	}
	all := []specimen{
		{"question", question(1).View()}, {"question-multiple", question(2).View()}, {"question-match", question(3).View()},
		{"question-order", question(4).View()}, {"question-numeric", question(5).View()}, {"question-short", question(6).View()},
	}
	for number, form := range map[int]map[string][]string{1: {}, 3: {}, 4: {"answer.1": {"2"}, "answer.2": {"2"}}, 5: {"answer": {"six"}}} {
		wrong := question(number)
		wrong.Form, wrong.Problem = form, fault.Field("answer", "Choose one answer, or “I do not know”.")
		switch number {
		case 3:
			wrong.Problem = fault.Field("answer.1", "Choose a match for at least one line, or “I do not know any of these”.")
		case 4:
			wrong.Problem = fault.Field("answer.2", "Two steps have place 2. Give every step a place of its own.")
		case 5:
			wrong.Problem = fault.Field("answer", "Write a number, such as 12 or 0.5.")
		}
		all = append(all, specimen{"question-error-" + string(asked[number-1].Kind), wrong.View()})
	}
	again := question(3)
	answered(again.Attempt, 3, bank.Response{Rights: []int{0, 1, 4, -1}}, .5)
	again.Attempt.Items[2].Flagged = true
	again.Clock = &Clock{Left: 4*time.Minute + 30*time.Second, Limit: time.Hour}
	stale := question(1)
	answered(stale.Attempt, 1, bank.Response{Choices: []int{2}}, 0)
	stale.Stale, stale.Form = true, map[string][]string{"answer": {"b"}}
	shy := question(6)
	shy.Viewer = &people.Member{Name: "Ada Lindqvist", Email: "ada@example.org", Preferences: people.Preferences{HideTime: true, KeysOff: true, Theme: "dark", Text: "large", LessMotion: true}}
	all = append(all, specimen{"question-again", again.View()}, specimen{"question-stale", stale.View()}, specimen{"question-preferences", shy.View()})

	feedback := func(number int, r bank.Response, mark float64) Feedback {
		a := answered(exam(quiz.Practice), number, r, mark)
		return Feedback{Page: pageFor(ada), Attempt: a, Explained: Explained{Number: number, Asked: asked[number-1], Item: &a.Items[number-1], Passages: samplePassages}}
	}
	all = append(all,
		specimen{"feedback", feedback(1, bank.Response{Choices: []int{1}}, 0).View()},
		specimen{"feedback-right", feedback(1, bank.Response{Choices: []int{0}}, 1).View()},
		specimen{"feedback-unknown", feedback(1, bank.Response{DontKnow: true}, 0).View()},
		specimen{"feedback-multiple", feedback(2, bank.Response{Choices: []int{0, 1, 2}}, 1.0/3).View()},
		specimen{"feedback-match", feedback(3, bank.Response{Rights: []int{0, 2, 4, -1}}, .25).View()},
		specimen{"feedback-order", feedback(4, bank.Response{Sequence: []int{1, 0, 2, 3, 4}}, .5).View()},
		specimen{"feedback-numeric", feedback(5, bank.Response{Text: "4"}, 0).View()},
		specimen{"feedback-short", feedback(6, bank.Response{Text: "having"}, 1).View()},
	)
	open := exam(quiz.Exam)
	answered(open, 1, bank.Response{Choices: []int{0}}, 1)
	answered(open, 2, bank.Response{Choices: []int{0}}, .3)
	answered(open, 4, bank.Response{DontKnow: true}, 0)
	open.Items[3].Flagged = true
	var stems []string
	for _, q := range asked {
		stems = append(stems, q.Stem)
	}
	review := Review{Page: pageFor(ada), Attempt: open, Stems: stems, From: 3, Clock: clock}
	all = append(all, specimen{"review", review.View()})
	review.Show = "unanswered"
	all = append(all, specimen{"review-unanswered", review.View()})
	fresh := Review{Page: pageFor(ada), Attempt: exam(quiz.Exam), Stems: stems, Show: "flagged"}
	return append(all, specimen{"review-flagged-empty", fresh.View()})
}

func resultPages() []specimen {
	ended := exam(quiz.Exam)
	ended.State, ended.EndedAt, ended.Result = quiz.Submitted, minutesAgo(0), wholeResult()
	ended.StartedAt = minutesAgo(43)
	late := exam(quiz.Exam)
	late.State, late.EndedAt, late.Result = quiz.Expired, minutesAgo(5), &quiz.Result{Score: 41, Low: 12, High: 71, Asked: 6, Answered: 4, PassMark: 60, Pass: quiz.TooClose,
		Topics: []quiz.TopicResult{{Topic: "http-and-rest", Asked: 3, Enough: true, Score: 44, Low: 15, High: 75}, {Topic: "sql", Asked: 2}}}
	nothing := exam(quiz.Exam)
	nothing.State, nothing.EndedAt, nothing.Result = quiz.Submitted, now, &quiz.Result{Asked: 6, Score: 20, Low: 5, High: 40}
	return []specimen{
		{"result", Result{Page: pageFor(ada), Attempt: ended, Steps: sampleSteps()[:1], SeenBy: []string{"Maria Ortega"}}.View()},
		{"result-late", Result{Page: pageFor(guest), Attempt: late, Steps: sampleSteps()}.View()},
		{"result-nothing", Result{Page: pageFor(ada), Attempt: nothing}.View()},
	}
}

func errorPagesSample() []specimen {
	var all []specimen
	for _, status := range []int{401, 403, 404, 409, 410, 413, 429, 500, 503} {
		page := Error{Page: pageFor(ada), Status: status}
		if status == 410 {
			page.Message = "The time had ended before this answer arrived. Your earlier answer to this question is kept. 4 of 6 questions have an answer."
			page.Typed, page.Back, page.BackWords = "403 Forbidden", "/attempts/t7", "See the result"
		}
		if status == 500 {
			page.Reference = "7f3k-20"
		}
		all = append(all, specimen{"error-" + itoa(status), page.View()})
	}
	return all
}

func render(t *testing.T, page templ.Component) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := page.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestGallery writes every page to the folder that TOUCHSTONE_GALLERY names, with what the pages load, so that a person can look at them, and
// holds each page to what the interface demands of all.
func TestGallery(t *testing.T) {
	folder := os.Getenv("TOUCHSTONE_GALLERY")
	var names []string
	titles := map[string]string{}
	for _, s := range gallery() {
		t.Run(s.name, func(t *testing.T) {
			html := render(t, s.page)
			if !bytes.Equal(html, render(t, s.page)) {
				t.Error("two renderings differ")
			}
			document, err := goquery.NewDocumentFromReader(bytes.NewReader(html))
			if err != nil {
				t.Fatal(err)
			}
			checkPage(t, document)
			titles[s.name] = document.Find("title").Text()
			if folder != "" {
				write(t, filepath.Join(folder, s.name+".html"), html)
			}
		})
		names = append(names, s.name)
	}
	if folder != "" {
		write(t, filepath.Join(folder, "names.txt"), []byte(strings.Join(names, "\n")))
		for _, address := range static.Addresses() {
			data, _, _, _ := static.Asset(address)
			write(t, filepath.Join(folder, filepath.FromSlash(address)), data)
		}
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkPage holds any page to the rules that concern all of them.
func checkPage(t *testing.T, d *goquery.Document) {
	t.Helper()
	if n := d.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1 elements, want 1", n)
	}
	if n := d.Find("main#main").Length(); n != 1 {
		t.Errorf("%d main elements, want 1", n)
	}
	if !strings.HasSuffix(d.Find("title").Text(), " - Touchstone") {
		t.Errorf("title %q", d.Find("title").Text())
	}
	for _, selector := range []string{"[style]", "style", "script:not([src])", "[autofocus]", "[required]", "[placeholder]", "[onclick]", "[onsubmit]", "[onchange]", "[aria-live]", "[role=radiogroup]", "[role=grid]"} {
		if n := d.Find(selector).Length(); n > 0 {
			t.Errorf("%d elements match %s, which no page may have", n, selector)
		}
	}
	ids := map[string]bool{}
	d.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id, _ := s.Attr("id")
		if id == "" || ids[id] {
			t.Errorf("the id %q is empty or stands twice", id)
		}
		ids[id] = true
	})
	for _, attribute := range []string{"for", "aria-labelledby", "aria-describedby"} {
		d.Find("[" + attribute + "]").Each(func(_ int, s *goquery.Selection) {
			value, _ := s.Attr(attribute)
			for _, id := range strings.Fields(value) {
				if !ids[id] {
					t.Errorf("%s points to %q, which is not on the page", attribute, id)
				}
			}
		})
	}
	d.Find("a[href^='#']").Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		target, err := url.PathUnescape(strings.TrimPrefix(href, "#"))
		if err != nil || !ids[target] {
			t.Errorf("the link %q leads nowhere", href)
		}
	})
	d.Find("a").Each(func(_ int, s *goquery.Selection) {
		if href, _ := s.Attr("href"); href == "" || href == "#" {
			t.Errorf("the link %q has no address", s.Text())
		}
	})
	d.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		id, _ := s.Attr("id")
		if s.Closest("label").Length() == 0 && (id == "" || d.Find("label[for='"+id+"']").Length() == 0) {
			html, _ := goquery.OuterHtml(s)
			t.Errorf("no label belongs to %s", html)
		}
	})
	d.Find("table").Each(func(_ int, s *goquery.Selection) {
		if s.Find("caption").Length() != 1 {
			t.Error("a table has no caption")
		}
		s.Find("th").Each(func(_ int, th *goquery.Selection) {
			if _, ok := th.Attr("scope"); !ok {
				t.Errorf("the table head %q has no scope", th.Text())
			}
		})
	})
	d.Find(".scroller, pre").Each(func(_ int, s *goquery.Selection) {
		if s.AttrOr("role", "") != "region" || s.AttrOr("tabindex", "") != "0" || s.AttrOr("aria-label", "") == "" {
			t.Error("what scrolls is not a named region that can be focused")
		}
	})
	d.Find("form").Each(func(_ int, s *goquery.Selection) {
		if s.Find("form").Length() > 0 {
			t.Error("a form stands inside a form")
		}
		if s.Find("button, input[type=submit]").Length() == 0 {
			t.Error("a form has no button")
		}
	})
	said := d.Find("body").Clone()
	said.Find("pre, code").Remove()
	text := said.Text()
	for _, sign := range []string{"—", "!", "%!", "<nil>"} {
		if strings.Contains(text, sign) {
			t.Errorf("the page says %q", sign)
		}
	}
	if d.Find("svg use").Length() == 0 {
		t.Error("the page has no sign")
	}
}
