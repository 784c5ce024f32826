package web_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"touchstone/internal/curriculum"
	"touchstone/internal/quiz"
	"touchstone/internal/store/storetest"
	"touchstone/internal/web"
)

// boxes are the questions on a guide's page that wait for an answer, as ids.
func (p *page) boxes() (ids []string) {
	p.Find("form[data-check] input[name=check]").Each(func(_ int, field *goquery.Selection) { ids = append(ids, field.AttrOr("value", "")) })
	return ids
}

// choiceOf is the place of the right option of a waiting question, or of a wrong one.
func (p *page) choiceOf(id string, right bool) string {
	place := ""
	p.Find("#check-" + id + " .choice").Each(func(_ int, choice *goquery.Selection) {
		if strings.Contains(choice.Text(), "The right one") == right {
			place = choice.Find("input").AttrOr("value", "")
		}
	})
	return place
}

func TestAGuideAsksAfterEachSectionAndKeepsNothing(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		p := b.get("/guides/sql").is(http.StatusOK).hides(canary)
		ids := p.boxes()
		if len(ids) != 2 {
			t.Fatalf("%d questions wait on a guide of two sections", len(ids))
		}
		if p.Find("section + form.try input[type=radio]").Length() != 8 || p.Find("form.try input[checked], form.try [required]").Length() != 0 {
			t.Error("the questions do not stand after their sections with four open choices each")
		}
		for _, right := range []bool{true, false} {
			answer := "/guides/sql?check=" + ids[0] + "&answer=" + p.choiceOf(ids[0], right)
			told := b.get(answer).is(http.StatusOK).says(canary+" explanation", "Counts for nothing")
			told.has("#check-" + ids[0] + " .outcome").has("#check-" + ids[0] + " .because").has("#check-" + ids[1] + " input[type=radio]")
			if n := strings.Count(told.text("article"), canary+" explanation"); n != 1 {
				t.Errorf("%d questions are explained, one was answered", n)
			}
			if got := told.Find(".outcome").Length() + told.Find(".choice-right").Length(); got != 2 {
				t.Errorf("%d outcomes and right choices", got)
			}
			why := strings.Contains(told.text("#check-"+ids[0]), canary+" why")
			title := told.text("title")
			if right == why || strings.HasPrefix(title, "Right: check yourself, 1 of 3") != right || right == told.Find(".choice-wrong").Is("li") {
				t.Errorf("right %v: explains the wrong choice %v, title %q", right, why, title)
			}
			passage := told.Find("#check-"+ids[0]+" .row a[href^='#p-']").AttrOr("href", "none")
			if told.Find("section [id='"+strings.TrimPrefix(passage, "#")+"']").Length() != 1 {
				t.Errorf("the passage %q is not on the page", passage)
			}
		}
		var asked []string
		for next := "/guides/sql"; next != ""; {
			q := b.get(next).hides(canary)
			id := q.boxes()[0]
			asked = append(asked, q.text("#check-"+id+" legend"))
			next = b.get("/guides/sql?check="+id+"&answer=1").Find("#check-"+id+" a[data-ask]").AttrOr("href", "")
		}
		if len(asked) != 3 || asked[0] == asked[1] || asked[1] == asked[2] || !strings.Contains(asked[2], "3 of 3") {
			t.Errorf("one after the other are asked %q", asked)
		}
		if n := s.count("SELECT count(*) FROM attempts") + s.count("SELECT count(*) FROM asked") + s.count("SELECT count(*) FROM members WHERE email IS NULL"); n != 0 || b.cookie() != nil {
			t.Errorf("%d rows are kept of a reader's answers, cookie %v", n, b.cookie())
		}
		if again := siteOn(t, s.kind, s.dsn).visitor().get("/guides/sql"); again.text("article") != p.text("article") {
			t.Error("another replica asks something else")
		}
	})
}

func TestWhatNobodyOfferedIsNotHeard(t *testing.T) {
	s := one(t)
	b := s.visitor()
	plain := b.get("/guides/sql")
	id := plain.boxes()[0]
	for _, query := range []string{
		"check=00000000&answer=1", "check=" + id + "&answer=5", "check=" + id + "&answer=0", "check=" + id + "&answer=-1", "check=" + id + "&answer=a", "check=" + id + "&answer=",
		"check=" + id + "&answer=99999999999999999999", "check=&answer=1", "answer=1", "ask=none", "check=%ff&answer=%00", "check=" + b.get("/guides/rest").boxes()[0] + "&answer=1",
	} {
		p := b.get("/guides/sql?" + query).is(http.StatusOK).hides(canary)
		if p.text("article") != plain.text("article") {
			t.Errorf("%s changes the page", query)
		}
	}
	b.get("/guides/sql?check=" + id).is(http.StatusOK).hides(canary).says("Choose one of the answers first").has("#check-" + id + " fieldset[aria-describedby='check-" + id + "-error']")
}

func TestAScriptGetsTheQuestionAlone(t *testing.T) {
	s := one(t)
	b := s.visitor()
	p := b.get("/guides/sql")
	id := p.boxes()[0]
	only := func(path string) *page {
		r := b.request(http.MethodGet, path, nil)
		r.Header.Set("X-Only", "check")
		return b.ask(r)
	}
	told := only("/guides/sql?check=" + id + "&answer=" + p.choiceOf(id, true))
	if told.is(http.StatusOK).Find("h1, nav, form").Length() != 0 || told.Find("[role=status] .outcome-right[tabindex='-1']").Length() != 1 {
		t.Errorf("the script gets %s", told.body)
	}
	if !strings.Contains(strings.Join(told.header.Values("Vary"), ","), "X-Only") || !strings.Contains(strings.Join(p.header.Values("Vary"), ","), "X-Only") {
		t.Error("a cache may take the question for the page")
	}
	only("/guides/sql").has("h1")
}

func TestAnExamUnderWayKeepsItsAnswersFromTheGuides(t *testing.T) {
	s := one(t)
	all := storetest.Quiz("all", quiz.Exam, 60, "sql", "rest") // every question, so that those of the guides are among them
	if err := s.store.AddQuiz(s.Context(), &all); err != nil {
		t.Fatal(err)
	}
	b, other := s.as(ada), s.as(bob)
	_, at := b.start("all")
	stems := map[string]bool{}
	for _, item := range s.attempt(ada, at).Items {
		stems["Which statement about "+strings.TrimPrefix(item.Question, "question-")+" is right?"] = true
	}
	withheld := 0
	addresses := map[string]bool{} // of answers to questions of the exam
	for _, slug := range []string{"sql", "rest"} {
		for _, first := range b.get("/guides/" + slug).boxes() {
			for id := first; id != ""; {
				q := b.get("/guides/" + slug + "?ask=" + id)
				stem := q.Find("#check-" + id + " legend").Text()
				inExam := false
				for known := range stems {
					inExam = inExam || strings.Contains(stem, known)
				}
				answer := "/guides/" + slug + "?check=" + id + "&answer=1"
				told := b.get(answer)
				if inExam {
					withheld++
					addresses[answer] = true
					told.hides(canary).says("An exam that you have not sent yet")
				}
				other.get(answer).says(canary + " explanation")
				next := told.Find("#check-"+id+" a[data-ask]").AttrOr("href", "")
				_, id, _ = strings.Cut(next, "#check-")
			}
		}
	}
	if withheld != 12 {
		t.Fatalf("%d questions are withheld, want three in each of four sections", withheld)
	}
	b.post(at + "/submission")
	for address := range addresses {
		b.get(address).says(canary + " explanation")
	}
}

func TestAGuideSaysHowTheAnswersOnEachSectionWere(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		if n := b.get("/guides/sql").Find(".heading-and-mark").Length(); n != 0 {
			t.Errorf("before the first answer %d sections have a mark", n)
		}
		p, at := b.start("sql")
		for n := 1; ; n++ {
			p = b.answer(p, n%3 != 0)
			next := p.Find("a[data-continue]").AttrOr("href", "")
			if next == "" {
				break
			}
			p = b.get(next)
		}
		b.post(at + "/submission")
		passages := passagesOf("sql")
		right, answered := map[string]int{}, map[string]int{}
		for _, item := range s.attempt(ada, at).Items {
			place, err := strconv.Atoi(item.Question[len(item.Question)-3:])
			if err != nil {
				t.Fatal(err)
			}
			passage := passages[place%len(passages)]
			answered[passage]++
			if item.Answer.Mark >= quiz.RightMark {
				right[passage]++
			}
		}
		guide := b.get("/guides/sql")
		for _, passage := range passages {
			section := guide.Find("#p-" + passage).Closest("section")
			want := ""
			if answered[passage] > 0 {
				want = strconv.Itoa(right[passage]) + " of " + strconv.Itoa(answered[passage]) + " right"
			}
			if got := strings.TrimSpace(section.Find(".mark").Text()); got != want {
				t.Errorf("beside the section stands %q, want %q", got, want)
			}
		}
		if n := s.visitor().get("/guides/sql").Find(".heading-and-mark").Length() + s.as(bob).get("/guides/sql").Find(".heading-and-mark").Length(); n != 0 {
			t.Errorf("strangers see %d marks", n)
		}
	})
}

func TestAGuideLeadsAlongThePrerequisites(t *testing.T) {
	s := one(t)
	b := s.visitor()
	if got := b.get("/guides/rest").text(".pager"); got != "Before thisAbout sql It rests on it." {
		t.Errorf("rest leads to %q", got)
	}
	if got := b.get("/guides/sql").text(".pager"); got != "After thisAbout rest Builds on About sql: It rests on it." {
		t.Errorf("sql leads to %q", got)
	}
	if n := b.get("/guides/kinds").Find(".pager").Length(); n != 0 {
		t.Error("a topic that nothing rests on and that rests on nothing leads on")
	}
}

// The list of guides says that it can be read in its order: what a guide needs stands before it, and the foundations stand first.
func TestGuidesStandInTheOrderOfReading(t *testing.T) {
	library := curriculum.Library()
	s := one(t, func(c *web.Config) { c.Curriculum = library })
	place := map[string]int{}
	s.visitor().get("/guides").Find("main ol a.guide-name").Each(func(i int, link *goquery.Selection) {
		place[strings.TrimPrefix(link.AttrOr("href", ""), "/guides/")] = i + 1
	})
	for _, topic := range library.Topics {
		for _, need := range topic.Needs {
			if place[need.Topic] == 0 || place[need.Topic] >= place[topic.Slug] {
				t.Errorf("%s stands at %d, and what it needs, %s, at %d", topic.Slug, place[topic.Slug], need.Topic, place[need.Topic])
			}
		}
	}
	for _, later := range []string{"oauth", "serverless"} {
		if place["sql"] == 0 || place["sql"] > place[later] {
			t.Errorf("sql stands at %d, %s at %d", place["sql"], later, place[later])
		}
	}
}
