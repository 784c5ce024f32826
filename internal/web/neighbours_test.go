package web

import (
	"testing"

	"touchstone/views"
)

func TestTheNextStepIsTheFirstThatIsNotKnown(t *testing.T) {
	steps := []views.GuideStep{{GuideLink: views.GuideLink{Slug: "first"}}, {GuideLink: views.GuideLink{Slug: "second"}}}
	for _, c := range []struct {
		known []string
		want  string
	}{{nil, "first"}, {[]string{"first"}, "second"}, {[]string{"second"}, "first"}, {[]string{"first", "second"}, "first"}} {
		known := map[string]bool{}
		for _, slug := range c.known {
			known[slug] = true
		}
		if got := firstUnknown(steps, known); got.Slug != c.want {
			t.Errorf("with %q known comes %s, want %s", c.known, got.Slug, c.want)
		}
	}
	if firstUnknown(nil, nil) != nil {
		t.Error("a step from nowhere")
	}
}
