package generate

import (
	"testing"

	"touchstone/internal/curriculum"
)

// BenchmarkLibrary reads all study guides and makes all of their questions.
func BenchmarkLibrary(b *testing.B) {
	c := curriculum.Library()
	sources, err := Library(c)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Run(sources, c, Options{Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
