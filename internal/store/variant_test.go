package store_test

import (
	"reflect"
	"testing"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// TestAComputedQuestionCountsOnceAndAnAttemptPinsOneVariant loads six variants of one computed question beside four others.
func TestAComputedQuestionCountsOnceAndAnAttemptPinsOneVariant(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := &store.Library{Hash: "variants", Questions: storetest.Questions("sql", 10), Quizzes: []quiz.Blueprint{storetest.Quiz("practice", quiz.Practice, 5, "sql")}}
		variants := map[string]bool{}
		for i := range 6 {
			q := &l.Questions[i]
			q.Schema, q.Family, q.Facts = "computed", "joins", []string{"join"}
			variants[q.ID] = true
		}
		must[bool](t)(s.LoadLibrary(t.Context(), l))
		if counts := must[map[string]int](t)(s.QuestionCounts(t.Context())); !reflect.DeepEqual(counts, map[string]int{"sql": 5}) {
			t.Errorf("counts %v, want 5: four questions and one in six variants", counts)
		}
		ann := storetest.AddAccount(t, s, "ann", people.Learner)
		seen := map[string]bool{}
		for range 6 { // the family comes in each attempt, because there is nothing else, and each time with a variant that ann has not seen
			a := finish(t, s, answerAll(t, s, storetest.Start(t, s, ann, "practice"), 0))
			pinned := ""
			for i := range a.Items {
				if variants[a.Items[i].Question] {
					if pinned != "" {
						t.Fatalf("an attempt asks %s and %s", pinned, a.Items[i].Question)
					}
					pinned = a.Items[i].Question
				}
			}
			if len(a.Items) != 5 || pinned == "" || seen[pinned] {
				t.Errorf("%d questions, the variant %q; seen before: %v", len(a.Items), pinned, seen)
			}
			seen[pinned] = true
		}
	})
}
