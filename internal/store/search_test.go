package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/curriculum"
	"touchstone/internal/find"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// groups are words as they are, each of which is enough.
func groups(words ...string) [][]find.Term {
	list := make([][]find.Term, len(words))
	for i, w := range words {
		list[i] = []find.Term{{Word: w}}
	}
	return list
}

func wantFound(t *testing.T, s *store.Store, word string, want ...string) {
	t.Helper()
	if found := must[[]string](t)(s.FindPassages(t.Context(), groups(word))); !slices.Equal(found, want) {
		t.Errorf("%s finds %v, want %v", word, found, want)
	}
}

func TestPassagesAreFoundByTheirWords(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		wantFound(t, s, "deadlock")
		storetest.LoadLibrary(t, s)
		for word, want := range map[string][]string{
			"deadlocks": {"p-locks"}, "waiting": {"p-locks"}, "locked": {"p-locks"}, "caches": {"p-caches"}, "cachecontrol": {"p-caches"}, "having": {"p-caches"},
			"http2": {"p-problem"}, "csharp": {"p-problem"}, "bigon": {"p-problem"}, "n1": {"p-problem"}, "nothing": {"p-caches"}, "sqlite": nil, "": nil,
		} {
			wantFound(t, s, word, want...)
		}
		for _, c := range []struct {
			groups [][]find.Term
			want   []string
		}{
			{groups("problem", "deadlock"), []string{"p-locks", "p-problem"}},
			{[][]find.Term{{{Word: "wait"}, {Word: "circle"}}, {{Word: "cache"}, {Word: "deadlock"}}}, []string{"p-locks"}},
			{[][]find.Term{{{Word: "dead", Prefix: true}}}, []string{"p-locks"}},
			{[][]find.Term{{{Word: "dead"}}}, nil},
			{nil, nil},
		} {
			if found := must[[]string](t)(s.FindPassages(t.Context(), c.groups)); !slices.Equal(found, c.want) {
				t.Errorf("%v finds %v, want %v", c.groups, found, c.want)
			}
		}
	})
}

// The words come from visitors. The store lets none of them be more than a word, even if the search had let it through.
func TestNoWordIsACommand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		for _, hostile := range []string{`"`, `'`, `*`, `-`, `:`, `(`, `)`, `&`, `|`, `!`, `<->`, `a:*`, `x" OR "deadlock`, `deadlock'); DROP TABLE passages; --`, "NEAR(a b)", "words:deadlock", "\x00", "ü", "^a", "{a}", "\\"} {
			wantFound(t, s, hostile)
		}
		for _, operator := range []string{"and", "or", "not", "near"} { // plain words, whatever they mean in a query's language
			if _, err := s.FindPassages(t.Context(), groups(operator)); err != nil {
				t.Errorf("%s: %v", operator, err)
			}
		}
		many := make([]string, 400)
		for i := range many {
			many[i] = fmt.Sprint("word", i)
		}
		if found := must[[]string](t)(s.FindPassages(t.Context(), groups(append(many, "deadlock")...))); !slices.Equal(found, []string{"p-locks"}) {
			t.Errorf("among many words: %v", found)
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM passages")); n != len(storetest.Passages()) {
			t.Errorf("%d passages are left", n)
		}
	})
}

func TestANewVersionOfTheLibraryReplacesItsPassages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		second := &store.Library{Hash: "library-2", Passages: []find.Passage{{ID: "p-new", Guide: "sql", Topic: "sql", Text: "A lock is held."}}}
		if loaded := must[bool](t)(s.LoadLibrary(t.Context(), second)); !loaded {
			t.Fatal("not loaded")
		}
		wantFound(t, s, "deadlock")
		wantFound(t, s, "locks", "p-new")
		done(t, s.Exec(t.Context(), "UPDATE passages SET words = 'another' WHERE id = 'p-new'"))
		wantFound(t, s, "locks")
		wantFound(t, s, "another", "p-new")
	})
}

// A database of before the search has a library and no passages. Its next version, of which the search is a part, brings them.
func TestADatabaseOfBeforeTheSearchGetsItsPassages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := storetest.LoadLibrary(t, s)
		done(t, s.Exec(t.Context(), "DELETE FROM passages"))
		wantFound(t, s, "deadlock")
		l.Hash += "-with-passages"
		if loaded := must[bool](t)(s.LoadLibrary(t.Context(), l)); !loaded {
			t.Fatal("not loaded")
		}
		wantFound(t, s, "deadlock", "p-locks")
	})
}

// What the two databases find of the whole library is the same but for the few words that their stemmers see differently.
func TestBothDatabasesFindTheSame(t *testing.T) {
	passages := find.Passages(curriculum.Library(), storetest.Documents(t))
	stores := map[string]*store.Store{}
	for _, kind := range storetest.Kinds {
		stores[kind] = storetest.Open(t, storetest.DSN(t, kind))
		must[bool](t)(stores[kind].LoadLibrary(t.Context(), &store.Library{Hash: "whole", Passages: passages}))
	}
	asked, apart := 0, []string{}
	seen := map[string]bool{}
	for i := 0; i < len(passages); i += 7 {
		for _, w := range strings.Fields(passages[i].Words()) {
			if seen[w] {
				continue
			}
			seen[w] = true
			asked++
			first := must[[]string](t)(stores["sqlite"].FindPassages(t.Context(), groups(w)))
			if second := must[[]string](t)(stores["postgres"].FindPassages(t.Context(), groups(w))); !slices.Equal(first, second) {
				apart = append(apart, fmt.Sprintf("%s (%d, %d)", w, len(first), len(second)))
			}
			if !slices.Contains(first, passages[i].ID) {
				t.Errorf("%s does not find its passage", w)
			}
		}
	}
	t.Logf("%d of %d words find different passages: %v", len(apart), asked, apart)
	if len(apart)*20 > asked {
		t.Errorf("%d of %d words find different passages", len(apart), asked)
	}
}

func BenchmarkFindPassages(b *testing.B) {
	c := curriculum.Library()
	passages := find.Passages(c, storetest.Documents(b))
	index := find.NewIndex(c, passages)
	q := index.Read("how do I stop two people buying the same seat")
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			s := storetest.Open(b, storetest.DSN(b, kind))
			if _, err := s.LoadLibrary(b.Context(), &store.Library{Hash: "whole", Passages: passages}); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if ids, err := s.FindPassages(b.Context(), q.Groups()); err != nil || len(ids) < 100 {
					b.Fatal(len(ids), err)
				}
			}
		})
	}
}
