package extract

import (
	"testing"

	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

// BenchmarkFacts reads the whole library. The goal is 1 MB of guide text a second on one core.
func BenchmarkFacts(b *testing.B) {
	c := curriculum.Library()
	var sources []Source
	size := 0
	for _, g := range c.Guides {
		doc, err := guide.Parse(g.Source)
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, Source{Slug: g.Topic, Topic: g.Topic, Document: doc})
		size += len(doc.Text)
	}
	b.SetBytes(int64(size))
	reader := NewReader(c)
	for b.Loop() {
		for _, s := range sources {
			reader.Facts(s)
		}
	}
}
