package views

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"touchstone/internal/bank"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

func look(t *testing.T, page templ.Component) *goquery.Document {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(bytes.NewReader(render(t, page)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// find returns a page of the gallery by its name.
func find(t *testing.T, name string) *goquery.Document {
	t.Helper()
	for _, s := range gallery() {
		if s.name == name {
			return look(t, s.page)
		}
	}
	t.Fatalf("the gallery has no page %s", name)
	return nil
}

func counts(t *testing.T, d *goquery.Document, want map[string]int) {
	t.Helper()
	for selector, n := range want {
		if got := d.Find(selector).Length(); got != n {
			t.Errorf("%s: %d elements, want %d", selector, got, n)
		}
	}
}

func TestQuestionIsOneFieldsetUnderOneHeading(t *testing.T) {
	for _, name := range []string{"question", "question-multiple", "question-match", "question-order", "question-numeric", "question-short"} {
		d := find(t, name)
		counts(t, d, map[string]int{
			"main form fieldset > legend > h1": 1, "fieldset": 1, ":checked": 0, "option[selected]": 0,
			"input[type=hidden][name=seq][value='0']": 1, "input[value=dont-know]": 1, "main form button": 2,
			"footer": 0, "nav.menu": 0, "[role=timer]": 1, ".time [role=status]": 1,
		})
		if title := d.Find("title").Text(); !strings.HasPrefix(title, "Question ") || !strings.Contains(title, " of 6, ") {
			t.Errorf("%s: title %q", name, title)
		}
	}
}

func TestQuestionTellsNoKey(t *testing.T) {
	for i, q := range asked {
		secret := *q
		secret.Explanation, secret.Evidence = "secret words", []bank.Evidence{{Quote: "secret words"}}
		secret.Options = append([]bank.Option(nil), q.Options...)
		for k := range secret.Options {
			secret.Options[k].Why, secret.Options[k].Proof = "secret words", "secret words"
		}
		a := exam(quiz.Practice)
		page := Question{Page: pageFor(ada), Attempt: a, Number: i + 1, Asked: &secret}
		html := string(render(t, page.View()))
		for _, word := range []string{"secret words", "correct", q.Explanation} {
			if strings.Contains(html, word) {
				t.Errorf("question %d tells %q before its release", i+1, word)
			}
		}
		for _, accepted := range q.Accept {
			if strings.Contains(html, accepted) {
				t.Errorf("question %d tells the accepted answer %q", i+1, accepted)
			}
		}
	}
}

// TestFormsDecodeToWhatTheyShow takes each kept answer through the page and back: what the form holds is what is kept.
func TestFormsDecodeToWhatTheyShow(t *testing.T) {
	responses := []bank.Response{
		{Choices: []int{2}}, {Choices: []int{0, 1, 3}}, {Rights: []int{0, 4, -1, 3}}, {Sequence: []int{4, 2, 0, 1, 3}}, {Text: "6"}, {Text: "having"},
	}
	for i, r := range responses {
		for _, response := range []bank.Response{r, {DontKnow: true}} {
			a := answered(exam(quiz.Exam), i+1, response, 0)
			d := look(t, Question{Page: pageFor(ada), Attempt: a, Number: i + 1, Asked: asked[i]}.View())
			form := map[string][]string{}
			d.Find("main form input:checked, main form input[type=text], main form option[selected]").Each(func(_ int, s *goquery.Selection) {
				name := s.AttrOr("name", s.Closest("select").AttrOr("name", ""))
				if value := s.AttrOr("value", ""); value != "" {
					form[name] = append(form[name], value)
				}
			})
			got, err := a.Items[i].Decode(asked[i], form)
			if err != nil || !got.Same(response) {
				t.Errorf("question %d: the form %v decodes to %+v (%v), kept is %+v", i+1, form, got, err, response)
			}
		}
	}
}

func TestRefusedAnswerKeepsWhatWasChosen(t *testing.T) {
	d := find(t, "question-error-order")
	if !strings.HasPrefix(d.Find("title").Text(), "Error: Question 4 of 6") {
		t.Errorf("title %q", d.Find("title").Text())
	}
	counts(t, d, map[string]int{
		".problem[role=alert][tabindex='-1']": 1, ".problem a[href='#a2']": 1, "#a2": 1, "fieldset[aria-describedby=answer-error] #answer-error": 1,
		"#a1 option[value='2'][selected]": 1, "#a2 option[value='2'][selected]": 1, "form[data-refused]": 1,
	})
	if d.Find(".problem a").Text() != strings.TrimPrefix(spaced(d.Find("#answer-error span span").Parent().Text()), "Error: ") {
		t.Error("the summary and the question do not say the same words")
	}
}

func TestStaleTabShowsBothAnswers(t *testing.T) {
	d := find(t, "question-stale")
	counts(t, d, map[string]int{"input[value=b]:checked": 1, "input[name=seq][value='0']": 0, "[role=alert]": 1})
	if text := d.Find(".note").Text(); !strings.Contains(text, "Send the request again without If-None-Match") {
		t.Errorf("the page does not say which answer is kept: %q", spaced(text))
	}
}

func TestPreferencesReachThePage(t *testing.T) {
	d := find(t, "question-preferences")
	counts(t, d, map[string]int{
		"html[data-theme=dark][data-text=large][data-motion=less]": 1, "body[data-keys=off]": 1, ".left[hidden]": 1, "kbd": 0, ".keys": 0,
		"meta[name=color-scheme][content=dark]": 1,
	})
}

func TestHiddenTimeComesBackWhenItIsShort(t *testing.T) {
	page := pageFor(&people.Member{Preferences: people.Preferences{HideTime: true}})
	for _, c := range []struct {
		left   time.Duration
		hidden bool
		words  string
	}{
		{52 * time.Minute, true, "52 min left"}, {51*time.Minute + time.Second, true, "52 min left"}, {5*time.Minute + time.Second, true, "6 min left"},
		{5 * time.Minute, false, "5:00 left"}, {9 * time.Second, false, "0:09 left"}, {0, false, "The time has ended"},
	} {
		clock := &Clock{Left: c.left, Limit: time.Hour}
		if page.hidden(clock) != c.hidden || clock.left() != c.words {
			t.Errorf("%v: hidden %v, %q", c.left, page.hidden(clock), clock.left())
		}
	}
}

func TestFeedbackNamesTheChoiceInWords(t *testing.T) {
	d := find(t, "feedback")
	text := spaced(d.Find("main").Text())
	for _, words := range []string{
		"Not right this time", "Your answer: not right", "Why “Read the order from the body of this response” is not right",
		"A response with the status 304 has no body", "Why the right answer is right", "From the guide HTTP and REST, Conditional requests",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("the feedback does not say %q", words)
		}
	}
	counts(t, d, map[string]int{"h1[tabindex='-1'][data-focus]": 1, ".choice-right": 1, ".choice-wrong": 1, "a[href='/guides/http-and-rest#p-5a2f']": 2, "a[data-continue]": 1})
	if title := d.Find("title").Text(); !strings.HasPrefix(title, "Not right: question 1 of 6") {
		t.Errorf("title %q", title)
	}
}

func TestPartialMarksAreExplained(t *testing.T) {
	for name, words := range map[string]string{
		"feedback-match": "1 of 4 pairs right.", "feedback-order": "2 of 4 neighbours right: a step counts where it follows the one that it should.", "feedback-multiple": "33 % of the mark.",
	} {
		if text := spaced(find(t, name).Find("main").Text()); !strings.Contains(text, words) || !strings.Contains(text, "Partly right") {
			t.Errorf("%s does not say %q", name, words)
		}
	}
}

func TestReviewCountsInWords(t *testing.T) {
	d := find(t, "review")
	if got := d.Find("h1").Text(); got != "3 answered, 3 not answered, 1 flagged" {
		t.Errorf("heading %q", got)
	}
	if got := spaced(d.Find("form button").First().Text()); got != "Hide the time" {
		t.Errorf("first button %q", got)
	}
	counts(t, d, map[string]int{
		"form[action='/attempts/t7/submission'] button": 1, "ol.review-lines > li": 6, "ol.review-lines .whole": 6,
		".filter a": 3, ".filter a[aria-current]": 1, "details.confirm form button": 1, "a[href='/attempts/t7/questions/3?from=review']": 2,
	})
	if got := d.Find("form[action='/attempts/t7/submission'] button").Text(); got != "Yes, send 3 answers" {
		t.Errorf("button %q", got)
	}
	if got := spaced(d.Find("details.confirm").Text()); !strings.Contains(got, "Send with 3 not answered") || !strings.Contains(got, "3 questions then count as not right") {
		t.Errorf("sending is not asked about once more: %q", got)
	}
	whole := Review{Page: pageFor(ada), Attempt: &quiz.Attempt{ID: "t7", Mode: quiz.Exam, Items: []quiz.Item{{Answer: &quiz.Answer{}}}}}
	if html := string(render(t, whole.View())); strings.Contains(html, "<details") || !strings.Contains(html, "Send 1 answer<") {
		t.Error("a complete attempt is asked about twice")
	}
	if got := find(t, "review-unanswered").Find("ol.review-lines > li").Length(); got != 3 {
		t.Errorf("%d lines without an answer, want 3", got)
	}
}

func TestResultSaysTheRangeInWords(t *testing.T) {
	d := find(t, "result")
	text := spaced(d.Find("main").Text())
	for _, words := range []string{
		"most likely between 50 and 73 (right about 9 times in 10)", "too close to the pass mark of 60 to decide from this test alone", "not enough answers",
		"What would change this:", "OAuth 2.0 is where the ground is still new.", "From this quiz alone.", "by all answers that you have ever given",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("the result does not say %q", words)
		}
	}
	counts(t, d, map[string]int{".slab": 1, ".slab .you.at-62": 1, ".slab .span.at-50.w-23": 1, ".ranges tbody tr": 5, ".ranges tbody .you": 4, "a.button:not(.button-quiet)": 1})
	if late := spaced(find(t, "result-late").Find("main").Text()); !strings.Contains(late, "too few to name a level") || !strings.Contains(late, "The time ended at 10:40") {
		t.Errorf("a late result with a wide range says %q", late[:200])
	}
}

// A step that happens to stand at its place in a wrong order earns nothing and is not shown as right; one that follows the right step does and is.
func TestAnOrderMarksNeighboursAndNothingElse(t *testing.T) {
	asked := &bank.Question{Kind: bank.Order, Order: []string{"a", "b", "c", "d"}}
	for _, c := range []struct {
		sequence []int
		mark     float64
		share    string
		verdicts []string
	}{
		{[]int{3, 1, 2, 0}, 1. / 3, "1 of 3 neighbours right", []string{"You put it after step 3", "You put it after step 4", "+You put it after the right step", "You put it first"}},
		{[]int{2, 1, 0, 3}, 0, "0 of 3 neighbours right", []string{"You put it after step 2", "You put it after step 3", "You put it first", "You put it after step 1"}},
		{[]int{0, 1, 2, 3}, 1, "", []string{"+Your place: right", "+Your place: right", "+Your place: right", "+Your place: right"}},
	} {
		response := bank.Response{Sequence: c.sequence}
		if mark, err := asked.Mark(response); err != nil || mark != c.mark {
			t.Fatalf("%v is worth %v, %v", c.sequence, mark, err)
		}
		e := Explained{Asked: asked, Item: &quiz.Item{Answer: &quiz.Answer{Response: response, Mark: c.mark}}}
		if !strings.HasPrefix(e.share(), c.share) || c.share == "" && e.share() != "" {
			t.Errorf("%v: %q", c.sequence, e.share())
		}
		for i, l := range e.lines() {
			said := l.verdict
			if l.right {
				said = "+" + said
			}
			if said != c.verdicts[i] {
				t.Errorf("%v, step %d: %q, want %q", c.sequence, i+1, said, c.verdicts[i])
			}
		}
	}
}

// The score is not the share of marks, and the page says the marks and why the two differ.
func TestAResultCountsMarks(t *testing.T) {
	item := func(mark float64) quiz.Item { return quiz.Item{Answer: &quiz.Answer{Mark: mark}} }
	for _, c := range []struct {
		marks         []float64
		score         int
		counted, says string
	}{
		{[]float64{0, 0, 0, 0, 0}, 25, "0 of 5 right", "Everybody’s score starts at 50, and 5 answers move it only part of the way."},
		{[]float64{1, 1, .5, 0}, 61, "2.5 of 4 marks", ""},
		{[]float64{1, 1, 1, 1}, 79, "4 of 4 right", "Everybody’s score starts at 50, and 4 answers move it only part of the way."},
		{[]float64{1, 1, 0, 0}, 61, "2 of 4 right", "The score is not that share, because it allows for how hard these questions were."},
	} {
		r := Result{Attempt: &quiz.Attempt{Result: &quiz.Result{Score: c.score, Asked: len(c.marks)}}}
		for _, mark := range c.marks {
			r.Attempt.Items = append(r.Attempt.Items, item(mark))
			r.Attempt.Result.Points += mark
		}
		if r.counted() != c.counted || r.apart() != c.says {
			t.Errorf("%v: %q, %q", c.marks, r.counted(), r.apart())
		}
	}
}

func TestBlindPagesNameNobody(t *testing.T) {
	named := sampleCandidates()
	for i := range named {
		named[i].Name, named[i].Email, named[i].ExtraTime = "Sam Secret", "sam@secret.example", 50
	}
	list := Screening{Page: pageFor(jonas), Candidates: named}
	list.Screening.CutScore = 60
	report := CandidateReport{Page: pageFor(jonas), Candidate: named[0]}
	for name, page := range map[string]templ.Component{"list": list.View(), "report": report.View()} {
		html := string(render(t, page))
		if strings.Contains(html, "Secret") || strings.Contains(html, "secret") || strings.Contains(html, "50 %") && name == "report" {
			t.Errorf("the %s tells the name, the address or the adjustment", name)
		}
	}
	class := Cohort{Page: pageFor(maria), Topics: classTopics, Standings: sampleStandingsOfClass(), NamesHidden: true, Help: []Help{{Name: "Chidi Eze"}}}
	html := string(render(t, class.View()))
	for _, name := range classNames {
		if strings.Contains(html, name) {
			t.Errorf("the class tells %s with names hidden", name)
		}
	}
}

func TestCandidatesAreGroupedByTheirRanges(t *testing.T) {
	d := find(t, "screening")
	var names []string
	d.Find(".group-name").Each(func(_ int, s *goquery.Selection) { names = append(names, s.Text()) })
	if got := strings.Join(names, "; "); got != "Above the cut, 2; Too close to call, 2; Below the cut, 3" {
		t.Errorf("groups: %s", got)
	}
	counts(t, d, map[string]int{".candidates .cut-line.at-60": 7, "section .lines li": 3})
}

func TestClassIsARealTable(t *testing.T) {
	d := find(t, "cohort")
	counts(t, d, map[string]int{
		"table.heat": 1, "th[aria-sort]": 1, "th[aria-sort] a": 1, ".heat tbody tr": 12, ".heat tfoot td": 8, ".heat thead th.chosen": 1, ".heat tbody td.chosen": 12,
		"select#topic option[selected]": 1, "a[href='/cohorts/c1/scores.csv']": 1,
	})
	sorted := find(t, "cohort-hidden")
	var scores []string
	sorted.Find(".heat tbody td.chosen").Each(func(_ int, s *goquery.Selection) { scores = append(scores, spaced(s.Text())) })
	for i := 1; i < len(scores); i++ {
		if len(scores[i]) == 2 && len(scores[i-1]) == 2 && scores[i] > scores[i-1] {
			t.Errorf("sorted downwards, yet %s comes after %s", scores[i], scores[i-1])
		}
	}
	if sorted.Find("th[aria-sort=descending]").Length() != 1 {
		t.Error("the sorted column does not say its order")
	}
}

func TestEmptyPagesNameOneAct(t *testing.T) {
	for _, name := range []string{"start-empty", "guides-empty", "topics-empty", "catalogue-empty", "builder-empty", "progress-empty", "cohorts-empty", "screenings-empty", "screening-new-empty"} {
		d := find(t, name)
		if n := d.Find("main .button").Length(); n != 1 {
			t.Errorf("%s: %d buttons in the matter, want 1", name, n)
		}
	}
}

func TestErrorsSayWhatIsKept(t *testing.T) {
	for _, status := range []string{"403", "404", "409", "410", "413", "429", "500", "503"} {
		d := find(t, "error-"+status)
		if !strings.HasPrefix(d.Find("title").Text(), "Error: ") || d.Find("main .button").Length() != 1 || d.Find("header.masthead").Length() != 1 {
			t.Errorf("error %s: title %q, %d acts", status, d.Find("title").Text(), d.Find("main .button").Length())
		}
	}
	if text := find(t, "error-410").Find("main").Text(); !strings.Contains(text, "403 Forbidden") {
		t.Error("the late answer is not handed back")
	}
	if text := string(render(t, Error{Page: pageFor(nil), Status: 500, Message: "dial tcp 10.0.0.1"}.View())); strings.Contains(text, "dial tcp") {
		t.Error("an internal message is shown")
	}
}

func TestLandingIsTwoActivationsFromAQuestion(t *testing.T) {
	d := find(t, "landing")
	counts(t, d, map[string]int{
		"main form[action='/attempts'] input[name=quiz][value=first-five]": 2, "main .doors > section": 3, "input[type=email]": 0, "input[type=password]": 0, ".slab": 1,
	})
}
