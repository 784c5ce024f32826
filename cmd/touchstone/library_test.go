package main

import (
	"log/slog"
	"reflect"
	"testing"

	"touchstone/internal/curriculum"
	"touchstone/internal/find"
	"touchstone/internal/generate"
	"touchstone/internal/guide"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
	"touchstone/internal/web"
)

func TestLibraryQuizzes(t *testing.T) {
	c := curriculum.Library()
	quizzes := map[string]quiz.Blueprint{}
	for _, b := range libraryQuizzes(c) {
		if _, ok := quizzes[b.Slug]; ok {
			t.Errorf("two quizzes are called %s", b.Slug)
		}
		quizzes[b.Slug] = b
	}
	want := map[string][]string{
		web.FirstTry:          {"frontend-and-backend", "http-and-rest", "sql"},
		"backend-foundations": {"frontend-and-backend", "http-and-rest", "nosql", "oauth", "serverless", "sql", "sql-vs-nosql"},
	}
	for _, topic := range c.Topics {
		want[topic.Slug] = []string{topic.Slug}
	}
	for slug, topics := range want {
		if b := quizzes[slug]; !reflect.DeepEqual(b.Topics(), topics) {
			t.Errorf("%s covers %v, want %v", slug, b.Topics(), topics)
		}
	}
	if len(quizzes) != len(want) {
		t.Errorf("there are %d quizzes, want %d", len(quizzes), len(want))
	}
}

// A database that was filled before there was a search has the same guides and questions under the hash of then. The next start brings what a search can find.
func TestAnOldDatabaseGetsWhatASearchFinds(t *testing.T) {
	t.Parallel()
	c := curriculum.Library()
	s := storetest.Open(t, storetest.DSN(t, "sqlite"))
	if loaded, err := s.LoadLibrary(t.Context(), &store.Library{Hash: c.Hash + "-" + generate.Version}); err != nil || !loaded {
		t.Fatal(loaded, err)
	}
	wanted := [][]find.Term{{{Word: "deadlock"}}}
	if ids, err := s.FindPassages(t.Context(), wanted); err != nil || len(ids) != 0 {
		t.Fatalf("before: %v, %v", ids, err)
	}
	for range 2 { // the second start finds it done
		if err := loadLibrary(t.Context(), s, c, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		ids, err := s.FindPassages(t.Context(), wanted)
		if err != nil || len(ids) < 5 {
			t.Errorf("after: %v, %v", ids, err)
		}
	}
}

// Worked decisions are kept for assessment, so no search shows them.
func TestNoSearchShowsAWorkedDecision(t *testing.T) {
	c := curriculum.Library()
	shown := map[string]bool{}
	for _, p := range find.Passages(c, storetest.Documents(t)) {
		shown[p.ID] = true
	}
	for _, g := range c.Guides {
		if !g.Decisions {
			continue
		}
		document, err := guide.Parse(g.Source)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range document.Passages(g.Topic + ".decisions") {
			if shown[p.ID] {
				t.Errorf("%s: the passage %s can be found", g.Topic, p.ID)
			}
		}
	}
	if len(shown) < 1000 {
		t.Errorf("only %d passages", len(shown))
	}
}
