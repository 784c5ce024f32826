package store_test

import (
	"testing"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// A quiz that a colleague gave to a class outlives whoever built it, and does not come to stand among the library's.
func TestAGivenQuizGoesToWhoeverGaveIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		done(t, s.AddOrganisation(t.Context(), people.Organisation{ID: "school", Name: "School"}))
		for _, name := range []string{"maker", "giver"} {
			member := storetest.Account(name, people.Instructor)
			member.Organisation = "school"
			done(t, s.AddMember(t.Context(), member, "hash"))
		}
		built := storetest.Quiz("shared-quiz", quiz.Practice, 3, "sql")
		built.Owner, built.Organisation = "maker", "school"
		done(t, s.AddQuiz(t.Context(), &built))
		done(t, s.AddCohort(t.Context(), &people.Cohort{ID: "class", Organisation: "school", Owner: "giver", Name: "Class", CreatedAt: s.Now()}))
		done(t, s.Assign(t.Context(), "giver", &people.Assignment{ID: "given", Cohort: "class", Quiz: "shared-quiz"}))

		done(t, s.EraseMember(t.Context(), "maker"))
		giver := must[*people.Member](t)(s.Member(t.Context(), "giver"))
		if got := must[*quiz.Blueprint](t)(s.Quiz(t.Context(), giver, "shared-quiz")); got.Owner != "giver" {
			t.Errorf("the quiz belongs to %q", got.Owner)
		}
		_, err := s.Quiz(t.Context(), nil, "shared-quiz")
		wantKind(t, err, fault.NotFound)
	})
}
