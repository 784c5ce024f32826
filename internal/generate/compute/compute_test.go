package compute

import (
	"sync"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

type run struct {
	sources []extract.Source
	gate    *bank.Gate
	made    Made
	err     error
}

func readGuides() run {
	c := curriculum.Library()
	var r run
	texts := map[string]string{}
	for _, g := range c.Guides {
		if g.Decisions {
			continue
		}
		document, err := guide.Parse(g.Source)
		if err != nil {
			return run{err: err}
		}
		r.sources = append(r.sources, extract.Source{Path: g.Topic, Slug: g.Topic, Topic: g.Topic, Document: document})
		texts[g.Topic] = document.Text
	}
	r.gate = bank.NewGate(c, func(document string) (string, bool) { text, ok := texts[document]; return text, ok })
	return r
}

// library is made once for all tests.
var library = sync.OnceValue(func() run {
	r := readGuides()
	if r.err == nil {
		r.made, r.err = Questions(r.sources, r.gate, 1, Variants)
	}
	return r
})

func made(t *testing.T) Made {
	t.Helper()
	r := library()
	if r.err != nil {
		t.Fatal(r.err)
	}
	return r.made
}

// TestEveryFamilyIsWhole fails when a study guide no longer has the sentence that a family rests on, or when too few of its variants pass the gate.
func TestEveryFamilyIsWhole(t *testing.T) {
	for _, r := range made(t).Rejected {
		t.Errorf("%s: %s", r.Schema, r.Reason)
	}
}

func BenchmarkQuestions(b *testing.B) {
	r := readGuides()
	for b.Loop() {
		if _, err := Questions(r.sources, r.gate, 1, Variants); err != nil {
			b.Fatal(err)
		}
	}
}
