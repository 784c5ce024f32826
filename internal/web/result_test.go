package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// A learner who got nothing right reads so, beside a score that few answers keep near the middle.
func TestAResultSaysTheCountBesideTheScore(t *testing.T) {
	s := one(t)
	for right, says := range map[bool]string{false: "0 of 5 right. Everybody’s score starts at 50, and 5 answers move it only part of the way.", true: "5 of 5 right. Everybody’s score starts at 50"} {
		b := s.visitor()
		p, at := b.start("first-try")
		for range 5 {
			p = b.answer(p, right)
			if next := p.Find("a[data-continue]").AttrOr("href", ""); next != "" {
				p = b.get(next)
			}
		}
		b.post(at+"/submission").at(at+"/result").is(http.StatusOK).says(says, "From this quiz alone").has("main a[href='/topics']").says("Five answers are a start, and too few to name a level.")
		b.last.Find(".steps-next > div").Each(func(i int, step *goquery.Selection) {
			if first := step.Find(".row .button").First().Text(); strings.Contains(step.Text(), "its guide comes before more questions") && !strings.Contains(first, "Practise") {
				t.Errorf("step %d says that questions come first, and its first act is %q", i+1, first)
			}
			if primary := step.Find(".button:not(.button-quiet)").Length(); i == 0 && primary != 1 || i > 0 && primary != 0 {
				t.Errorf("step %d has %d primary acts", i+1, primary)
			}
		})
		b.get("/topics").says("from all your answers; the result of one quiz goes by that quiz alone")
	}
}
