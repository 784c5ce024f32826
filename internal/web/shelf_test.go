package web_test

import (
	"strings"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
	"touchstone/internal/web"
)

// A worked decision stands on no page; behind a released question its whole paragraph is shown under its title, however little of it was quoted.
func TestAWorkedDecisionIsShownWithItsQuestion(t *testing.T) {
	s := one(t, func(c *web.Config) { c.Curriculum = curriculum.Library() })
	shown := 0
	for _, source := range curriculum.Library().Guides {
		if !source.Decisions {
			continue
		}
		document, err := guide.Parse(source.Source)
		if err != nil {
			t.Fatal(err)
		}
		for _, passage := range document.Passages(source.Topic + web.DecisionsSuffix) {
			whole := document.Slice(passage.Span)
			evidence := bank.Evidence{Quote: strings.Fields(whole)[0], Passage: passage.ID}
			got := s.server.PassagesOf(&bank.Question{Evidence: []bank.Evidence{evidence, evidence}})
			if len(got) != 1 || got[0].Quote != whole || got[0].Decision != passage.Headings[len(passage.Headings)-1] || got[0].Link.Guide != "" {
				t.Fatalf("%s: %+v, want the paragraph %q once", source.Topic, got, whole)
			}
			shown++
		}
	}
	if shown < 100 {
		t.Errorf("only %d worked decisions", shown)
	}
	page := s.visitor().get("/guides/oauth").body
	if strings.Contains(page, "High traffic without a call home") {
		t.Error("a guide shows its worked decisions")
	}
}
