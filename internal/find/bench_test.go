package find

import "testing"

// BenchmarkFind is what a search costs beside the database: reading a question, ranking all passages, and twenty excerpts.
func BenchmarkFind(b *testing.B) {
	x, all := wholeLibrary(b)
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			x.Read("how do I stop two people buying the same seat")
		}
	})
	q := x.Read("how do I stop two people buying the same seat")
	b.Run("rank", func(b *testing.B) {
		for b.Loop() {
			x.Rank(q, all)
		}
	})
	hits := x.Rank(q, all)
	b.Run("excerpts", func(b *testing.B) {
		for b.Loop() {
			for _, hit := range hits[:20] {
				x.Excerpt(q, hit.Text)
			}
		}
	})
}
