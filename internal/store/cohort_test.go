package store_test

import (
	"reflect"
	"testing"
	"time"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

func TestCohortsBelongToTheirLeader(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.AddAccount(t, s, "teacher", people.Instructor)
		storetest.AddAccount(t, s, "other", people.Instructor)
		storetest.AddGuest(t, s, "ann")
		class := &people.Cohort{ID: "class", Organisation: people.PublicOrganisation, Owner: "teacher", Name: "Class 7", JoinToken: "join", CreatedAt: s.Now(), Sample: true}
		done(t, s.AddCohort(t.Context(), class))
		done(t, s.AddCohort(t.Context(), &people.Cohort{ID: "closed", Organisation: people.PublicOrganisation, Owner: "teacher", Name: "Closed", CreatedAt: s.Now().Add(time.Second)}))
		done(t, s.JoinCohort(t.Context(), "ann", "join"))
		done(t, s.JoinCohort(t.Context(), "ann", "join"))
		class.Members = 1

		if got := must[*people.Cohort](t)(s.Cohort(t.Context(), "teacher", "class")); !reflect.DeepEqual(got, class) {
			t.Errorf("got %+v, want %+v", got, class)
		}
		if got := must[*people.Cohort](t)(s.CohortByToken(t.Context(), "join")); !reflect.DeepEqual(got, class) {
			t.Errorf("by token: %+v", got)
		}
		list := must[[]*people.Cohort](t)(s.Cohorts(t.Context(), "teacher"))
		if len(list) != 2 || !reflect.DeepEqual(list[0], class) || list[1].Name != "Closed" || list[1].Members != 0 {
			t.Errorf("list %+v", list)
		}
		if list := must[[]*people.Cohort](t)(s.Cohorts(t.Context(), "other")); len(list) != 0 {
			t.Errorf("another sees %d", len(list))
		}

		_, errCohort := s.Cohort(t.Context(), "other", "class")
		_, errToken := s.CohortByToken(t.Context(), "")
		_, errUnknown := s.CohortByToken(t.Context(), "unknown")
		for _, err := range []error{errCohort, errToken, errUnknown, s.SetJoinToken(t.Context(), "other", "class", "mine"), s.JoinCohort(t.Context(), "ann", ""), s.JoinCohort(t.Context(), "ann", "unknown")} {
			wantKind(t, err, fault.NotFound)
		}
		wantKind(t, s.JoinCohort(t.Context(), "nobody", "join"), fault.Conflict)

		done(t, s.SetJoinToken(t.Context(), "teacher", "class", "new"))
		wantKind(t, s.JoinCohort(t.Context(), "ann", "join"), fault.NotFound)
		wantKind(t, s.SetJoinToken(t.Context(), "teacher", "closed", "new"), fault.Conflict)
		done(t, s.SetJoinToken(t.Context(), "teacher", "class", ""))
		done(t, s.SetJoinToken(t.Context(), "teacher", "closed", "")) // two closed links are not the same link
		_, err := s.CohortByToken(t.Context(), "new")
		wantKind(t, err, fault.NotFound)
	})
}

func TestAssignmentsAndWhatWasDoneThroughThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		teacher := storetest.AddAccount(t, s, "teacher", people.Instructor)
		storetest.AddAccount(t, s, "other", people.Instructor)
		ann, bob := storetest.AddGuest(t, s, "ann"), storetest.AddGuest(t, s, "bob")
		done(t, s.AddCohort(t.Context(), &people.Cohort{ID: "class", Organisation: people.PublicOrganisation, Owner: teacher.ID, Name: "Class", JoinToken: "join", CreatedAt: s.Now()}))
		for _, member := range []*people.Member{ann, bob} {
			done(t, s.JoinCohort(t.Context(), member.ID, "join"))
		}
		due := s.Now().Add(48 * time.Hour)
		done(t, s.Assign(t.Context(), "teacher", &people.Assignment{ID: "whenever", Cohort: "class", Quiz: "practice"}))
		done(t, s.Assign(t.Context(), "teacher", &people.Assignment{ID: "due", Cohort: "class", Quiz: "exam", Due: due}))
		wantKind(t, s.Assign(t.Context(), "other", &people.Assignment{ID: "x", Cohort: "class", Quiz: "exam"}), fault.NotFound)
		wantKind(t, s.Assign(t.Context(), "teacher", &people.Assignment{ID: "x", Cohort: "class", Quiz: "no such quiz"}), fault.Invalid)

		mine := must[[]people.Assignment](t)(s.AssignedTo(t.Context(), "ann"))
		if len(mine) != 2 || mine[0].ID != "due" || !mine[0].Due.Equal(due) || mine[0].Leader != "teacher" || mine[0].Title != "Quiz exam" || !mine[1].Due.IsZero() {
			t.Errorf("ann was given %+v", mine)
		}
		given := must[people.Assignment](t)(s.Assignment(t.Context(), "ann", "due"))
		if !reflect.DeepEqual(given, mine[0]) {
			t.Errorf("%+v", given)
		}
		_, err := s.Assignment(t.Context(), "other", "due")
		wantKind(t, err, fault.NotFound)

		a := storetest.NewAttempt(t, s, ann, "exam", 1)
		a.Assignment = "due"
		sent := finish(t, s, answerAll(t, s, must[*quiz.Attempt](t)(s.StartAttempt(t.Context(), a)), 0))
		finish(t, s, answerAll(t, s, storetest.Start(t, s, ann, "practice"), 0)) // her own, nobody's business
		open := storetest.NewAttempt(t, s, bob, "exam", 2)
		open.Assignment = "due"
		must[*quiz.Attempt](t)(s.StartAttempt(t.Context(), open))

		if mine := must[[]people.Assignment](t)(s.AssignedTo(t.Context(), "ann")); len(mine) != 1 || mine[0].ID != "whenever" {
			t.Errorf("left for ann: %+v", mine)
		}
		list := must[[]people.Assignment](t)(s.Assignments(t.Context(), "class"))
		if len(list) != 2 || list[0].ID != "whenever" || list[0].Done != 0 || list[1].Done != 1 {
			t.Errorf("assignments %+v", list)
		}

		before := s.Statements()
		learners := must[[]store.CohortLearner](t)(s.CohortLearners(t.Context(), "teacher", "class"))
		if spent := s.Statements().Since(before); spent.Reads != 2 {
			t.Errorf("%d reads", spent.Reads)
		}
		if len(learners) != 2 || learners[0].Name != "ann" || len(learners[0].Attempts) != 1 || learners[0].Attempts[0].ID != sent.ID || learners[0].Attempts[0].Result == nil || len(learners[1].Attempts) != 0 {
			t.Errorf("learners %+v", learners)
		}
		if learners := must[[]store.CohortLearner](t)(s.CohortLearners(t.Context(), "other", "class")); len(learners) != 0 {
			t.Errorf("another sees %d learners", len(learners))
		}
	})
}
