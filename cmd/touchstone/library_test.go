package main

import (
	"log/slog"
	"reflect"
	"slices"
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

// The start says how many guides there are to read: the worked decisions beside each are none.
func TestTheStartCountsGuidesThatCanBeRead(t *testing.T) {
	c := curriculum.Library()
	read := map[string]bool{}
	for _, g := range c.Guides {
		read[g.Topic] = true
	}
	if n := studyGuides(c); n != len(read) || n == len(c.Guides) {
		t.Errorf("%d guides are counted; there are %d topics with a guide and %d files", n, len(read), len(c.Guides))
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
	noDecisionIsFound(t, s, c)
}

// noDecisionIsFound fails where a search shows a worked decision: these are kept for assessment.
func noDecisionIsFound(t *testing.T, s *store.Store, c *curriculum.Curriculum) {
	t.Helper()
	var everything [][]find.Term
	for _, letter := range "abcdefghijklmnopqrstuvwxyz0123456789" {
		everything = append(everything, []find.Term{{Word: string(letter), Prefix: true}})
	}
	all, err := s.FindPassages(t.Context(), everything)
	if err != nil || len(all) < 1000 {
		t.Fatalf("%d passages, %v", len(all), err)
	}
	decisions := 0
	for _, g := range c.Guides {
		if !g.Decisions {
			continue
		}
		document, err := guide.Parse(g.Source)
		if err != nil {
			t.Fatal(err)
		}
		for _, slug := range []string{g.Topic, g.Topic + ".decisions"} {
			for _, p := range document.Passages(slug) {
				decisions++
				if slices.Contains(all, p.ID) {
					t.Errorf("%s: the passage %s of a worked decision can be found", g.Topic, p.ID)
				}
			}
		}
	}
	if decisions < 100 {
		t.Errorf("only %d passages of worked decisions were looked for", decisions)
	}
}
