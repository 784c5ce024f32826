package store_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// sampleOf is a teacher with a class of one learner who has finished an exam, and a screening with one candidate who has done so too.
func sampleOf(t *testing.T, s *store.Store) *store.Sample {
	t.Helper()
	now := s.Now()
	member := func(name string, role people.Role) store.SampleMember {
		m := storetest.Account(name, role)
		m.Organisation, m.Sample, m.CreatedAt = store.SampleOrganisation, true, now
		return store.SampleMember{Member: *m, PasswordHash: "hash of " + name}
	}
	sample := &store.Sample{
		Members: []store.SampleMember{member("teacher", people.Instructor), member("learner", people.Learner), member("applicant", people.Learner)},
		Cohorts: []people.Cohort{{ID: "class", Organisation: store.SampleOrganisation, Owner: "teacher", Name: "Class", CreatedAt: now}},
		Joined:  map[string][]string{"class": {"learner"}},
		Quizzes: []quiz.Blueprint{storetest.Quiz("sample quiz", quiz.Exam, 5, "sql")}, Assignments: []people.Assignment{{ID: "given", Cohort: "class", Quiz: "sample quiz"}},
		Screenings: []screening.Screening{{ID: "screening", Organisation: store.SampleOrganisation, Owner: "teacher", Title: "Role", Quiz: "sample quiz", CreatedAt: now}},
	}
	sample.Quizzes[0].Organisation, sample.Quizzes[0].Owner = store.SampleOrganisation, "teacher"
	for _, owner := range []string{"learner", "applicant"} {
		a := storetest.NewAttempt(t, s, storetest.Guest(owner), "exam", 1)
		a.Organisation, a.Sample = store.SampleOrganisation, true
		for n := range a.Items {
			q := must[*bank.Question](t)(s.Version(t.Context(), a.Items[n].Version))
			done(t, a.Answer(n+1, q, bank.Response{Choices: []int{0}}, 0, now))
		}
		done(t, a.Submit(now))
		a.Result = a.Score(now)
		l := quiz.NewLearner(owner)
		l.Fold(a)
		sample.Attempts, sample.Learners = append(sample.Attempts, a), append(sample.Learners, l)
	}
	sample.Attempts[0].Assignment = "given"
	sample.Candidates = []store.SampleCandidate{
		{Candidate: screening.Candidate{ID: "done", Screening: "screening", Code: "AA11", InvitedAt: now, ExpiresAt: now.Add(time.Hour), Attempt: sample.Attempts[1].ID}, Member: "applicant"},
		{Candidate: screening.Candidate{ID: "invited", Screening: "screening", Code: "BB22", InvitedAt: now, ExpiresAt: now.Add(time.Hour)}},
	}
	return sample
}

func TestSampleComesAndGoesWithoutATrace(t *testing.T) {
	storetest.EachDSN(t, func(t *testing.T, dsn string) {
		replicas := []*store.Store{storetest.Open(t, dsn), storetest.Open(t, dsn)}
		s := replicas[0]
		storetest.LoadLibrary(t, s)
		before := dump(t, s)
		sample := sampleOf(t, s)
		allDone(t, together(6, func(i int) error { return replicas[i%2].AddSample(t.Context(), sample) }))
		if has := must[bool](t)(s.HasSample(t.Context())); !has {
			t.Error("the sample is not there")
		}
		learners := must[[]store.CohortLearner](t)(s.CohortLearners(t.Context(), "teacher", "class"))
		if len(learners) != 1 || len(learners[0].Attempts) != 1 || learners[0].Attempts[0].Result.Points != 10 || journal(t, s, sample.Attempts[0].ID) != 10 {
			t.Errorf("the class: %+v", learners)
		}
		counts := must[[]store.ScreeningCount](t)(s.Screenings(t.Context(), "teacher"))
		if len(counts) != 1 || counts[0].Invited != 2 || counts[0].Finished != 1 {
			t.Errorf("the screening: %+v", counts)
		}

		// A visitor answers as a guest, signs in as one of the sample, and builds and answers as that one.
		guest := storetest.AddGuest(t, s, "guest")
		storetest.Start(t, s, guest, "practice")
		built := storetest.Quiz("built", quiz.Practice, 3, "sql")
		built.Owner = "guest"
		done(t, s.AddQuiz(t.Context(), &built))
		done(t, s.MoveWork(t.Context(), "guest", "learner"))
		storetest.Start(t, s, &sample.Members[1].Member, "built")
		done(t, s.ClearSample(t.Context()))
		if has := must[bool](t)(s.HasSample(t.Context())); has {
			t.Error("the sample is still there")
		}
		if had := must[bool](t)(s.HadSample(t.Context())); !had {
			t.Error("the database has forgotten that a demonstration made it")
		}
		done(t, s.Exec(t.Context(), "DELETE FROM organisations WHERE id = 'sample'")) // the mark that stays
		if after := dump(t, s); !slices.Equal(after, before) {
			t.Errorf("%d rows before, %d after; %s", len(before), len(after), firstDifference(after, before))
		}
		done(t, s.ClearSample(t.Context()))
	})
}

func TestNoSampleComesAmongRealPeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		storetest.AddAccount(t, s, "ann", people.Learner)
		before := dump(t, s)
		wantOperatorKind(t, s.AddSample(t.Context(), sampleOf(t, s)), fault.Conflict)
		if after := dump(t, s); !slices.Equal(after, before) {
			t.Errorf("it left something: %s", firstDifference(after, before))
		}
	})
}

func TestErasingLeavesNothingOfAPerson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		populate(t, s)
		storetest.AddAccount(t, s, "bob", people.Learner)
		bobs := storetest.Start(t, s, storetest.Guest("bob"), "exam")
		member := storetest.Guest("opened")
		a := storetest.NewAttempt(t, s, member, "exam", 3)
		a.Owner, a.Candidate = "opened", "candidate"
		done(t, s.OpenInvitation(t.Context(), "token", member, a))
		built := storetest.Quiz("anns-secret-quiz", quiz.Practice, 3, "sql")
		built.Owner = "ann"
		done(t, s.AddQuiz(t.Context(), &built))
		done(t, s.Exec(t.Context(), "DELETE FROM audit")) // it keeps ids, and grows only

		wantKind(t, s.EraseMember(t.Context(), "hr"), fault.Invalid) // leads a class
		wantKind(t, s.EraseMember(t.Context(), "nobody"), fault.NotFound)
		for _, person := range []string{"ann", "opened"} {
			done(t, s.EraseMember(t.Context(), person))
			wantKind(t, s.EraseMember(t.Context(), person), fault.NotFound)
		}
		for _, line := range dump(t, s) {
			for _, trace := range []string{`"ann"`, `"opened"`, "ann@example.org", "anns-secret", "Name of candidate", a.ID} {
				if strings.Contains(line, trace) {
					t.Errorf("left: %s", line)
				}
			}
		}
		if _, err := s.Attempt(t.Context(), "bob", bobs.ID); err != nil {
			t.Errorf("another's attempt: %v", err)
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM audit WHERE action = 'erased a person'")); n != 2 {
			t.Errorf("%d lines of audit", n)
		}
	})
}

func TestNameLiveQuestionsAndMembership(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := storetest.LoadLibrary(t, s)
		storetest.AddAccount(t, s, "ann", people.Instructor)
		done(t, s.SetName(t.Context(), "ann", "Ann Other"))
		if got := must[*people.Member](t)(s.Member(t.Context(), "ann")).Name; got != "Ann Other" {
			t.Errorf("called %q", got)
		}
		wantKind(t, s.SetName(t.Context(), "nobody", "x"), fault.NotFound)

		live := must[[]bank.Question](t)(s.LiveQuestions(t.Context()))
		want := slices.Clone(l.Questions)
		slices.SortFunc(want, func(a, b bank.Question) int { return strings.Compare(a.ID, b.ID) })
		if !reflect.DeepEqual(live, want) {
			t.Errorf("%d live questions, want %d in the order of their ids", len(live), len(want))
		}

		done(t, s.AddCohort(t.Context(), &people.Cohort{ID: "class", Organisation: "public", Owner: "ann", Name: "Class", JoinToken: "join", CreatedAt: s.Now()}))
		for _, want := range []bool{false, true} {
			if in := must[bool](t)(s.InCohort(t.Context(), "ann", "class")); in != want {
				t.Errorf("in the class: %v", in)
			}
			done(t, s.JoinCohort(t.Context(), "ann", "join"))
		}
	})
}

func TestACandidatesAttemptIsReadByWhoeverRunsTheScreening(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		hr := storetest.AddAccount(t, s, "hr", people.Hiring)
		storetest.AddAccount(t, s, "other", people.Hiring)
		addScreening(t, s, hr, "screening")
		addScreening(t, s, hr, "second")
		invite(t, s, hr, "screening", "candidate", "AB12", "token", time.Hour)
		member := storetest.Guest("member")
		a := storetest.NewAttempt(t, s, hr, "exam", 1)
		a.Owner, a.Candidate = "member", "candidate"
		_, err := s.CandidateAttempt(t.Context(), "hr", "screening", "candidate")
		wantKind(t, err, fault.NotFound) // not opened yet
		done(t, s.OpenInvitation(t.Context(), "token", member, a))
		if got := must[*quiz.Attempt](t)(s.CandidateAttempt(t.Context(), "hr", "screening", "candidate")); got.ID != a.ID {
			t.Errorf("attempt %s", got.ID)
		}
		for _, c := range [][3]string{{"other", "screening", "candidate"}, {"hr", "second", "candidate"}, {"hr", "screening", "nobody"}} {
			_, err := s.CandidateAttempt(t.Context(), c[0], c[1], c[2])
			wantKind(t, err, fault.NotFound)
		}
	})
}
