package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

var questionPath = regexp.MustCompile(`^/attempts/([0-9a-f]{32})/questions/(\d+)`)

// start begins a quiz through its start page, and returns its first question with the attempt's address.
func (b *browser) start(slug string) (*page, string) {
	b.Helper()
	b.get("/quizzes/" + slug).is(http.StatusOK).has("form[action='/attempts'] input[name=quiz][value='" + slug + "']")
	p := b.post("/attempts", "quiz", slug).is(http.StatusOK)
	found := questionPath.FindStringSubmatch(p.path)
	if found == nil {
		b.Fatalf("the start of %s led to %s", slug, p.path)
	}
	return p, "/attempts/" + found[1]
}

// answer fills in the form of a question's page as somebody who knows the answer or is surely wrong, and sends it.
func (b *browser) answer(p *page, right bool) *page {
	b.Helper()
	action, found := p.Find("form[data-answer]").Attr("action")
	if !found {
		b.Fatalf("%s has no question: %s", p.path, short(p.text("main")))
	}
	return b.send(action, p.filled(right))
}

// filled is the form of a question with a right or a wrong answer. The words of the tests' questions tell which is which.
func (p *page) filled(right bool) url.Values {
	p.site.Helper()
	form := url.Values{"seq": {p.Find("input[name=seq]").AttrOr("value", "")}, "flag": {"0"}}
	switch {
	case p.Find("input[type=radio]").Length() > 0, p.Find("input[type=checkbox][name=answer]").Length() > 1:
		p.choices(right, form)
	case p.Find(".pair-step").Length() > 0:
		p.places(right, form)
	case p.Find(".pair").Length() > 0:
		p.matches(right, form)
	case p.Find("input[inputmode=decimal]").Length() > 0:
		form.Set("answer", map[bool]string{true: "7 340 211", false: "12"}[right])
	default:
		form.Set("answer", map[bool]string{true: strings.ToUpper(canary) + "  accepted", false: "something else"}[right])
	}
	return form
}

func (p *page) choices(right bool, form url.Values) {
	single := p.Find("input[type=radio]").Length() > 0
	p.Find(".choice").Each(func(_ int, choice *goquery.Selection) {
		text := strings.TrimSpace(choice.Text())
		isRight := strings.HasPrefix(text, "The right one") || strings.HasPrefix(text, "Also right")
		if isRight == right && !strings.HasPrefix(text, "I do not know") && (!single || !form.Has("answer")) {
			form.Add("answer", choice.Find("input").AttrOr("value", ""))
		}
	})
}

func (p *page) places(right bool, form url.Values) {
	steps := []string{"connect", "send", "wait", "close"}
	if !right {
		slices.Reverse(steps)
	}
	p.Find(".pair-step").Each(func(_ int, step *goquery.Selection) {
		place := slices.Index(steps, strings.TrimSpace(step.Find("label").Text())) + 1
		form.Set(step.Find("select").AttrOr("name", ""), strconv.Itoa(place))
	})
}

func (p *page) matches(right bool, form url.Values) {
	want := map[string]string{"first": "alpha", "second": "beta", "third": "gamma"}
	p.Find(".pair").Each(func(_ int, pair *goquery.Selection) {
		text := want[strings.TrimSpace(pair.Find("label").Text())]
		if !right {
			text = "delta"
		}
		pair.Find("option").Each(func(_ int, option *goquery.Selection) {
			if strings.TrimSpace(option.Text()) == text {
				form.Set(pair.Find("select").AttrOr("name", ""), option.AttrOr("value", ""))
			}
		})
	})
}

// attempt loads an attempt past the pages.
func (s *site) attempt(owner *people.Member, address string) *quiz.Attempt {
	s.Helper()
	a, err := s.store.Attempt(s.Context(), owner.ID, strings.TrimPrefix(address, "/attempts/"))
	if err != nil {
		s.Fatal(err)
	}
	return a
}

// runOut lets the time of an attempt end some seconds ago.
func (s *site) runOut(address string, seconds int) {
	s.Helper()
	s.exec("UPDATE attempts SET deadline_at = ? WHERE id = ?", s.microseconds(-seconds), strings.TrimPrefix(address, "/attempts/"))
}
