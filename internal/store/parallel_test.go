package store_test

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
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

// together runs n calls at once and returns their errors.
func together(n int, call func(i int) error) []error {
	errs := make([]error, n)
	var wait sync.WaitGroup
	ready := make(chan struct{})
	for i := range n {
		wait.Go(func() {
			<-ready
			errs[i] = call(i)
		})
	}
	close(ready)
	wait.Wait()
	return errs
}

func allDone(t *testing.T, errs []error) {
	t.Helper()
	for i, err := range errs {
		if err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func TestTwentyStartsMakeOneAttempt(t *testing.T) {
	storetest.EachDSN(t, func(t *testing.T, dsn string) {
		replicas := []*store.Store{storetest.Open(t, dsn), storetest.Open(t, dsn)}
		s := replicas[0]
		storetest.LoadLibrary(t, s)
		ann := storetest.AddGuest(t, s, "ann")
		made := make([]*quiz.Attempt, 20)
		for i := range made {
			made[i] = storetest.NewAttempt(t, s, ann, "exam", uint64(i))
		}
		kept := make([]string, len(made))
		allDone(t, together(len(made), func(i int) error {
			a, err := replicas[i%2].StartAttempt(t.Context(), made[i])
			if err == nil {
				kept[i] = a.ID
			}
			return err
		}))
		for _, id := range kept {
			if id != kept[0] {
				t.Errorf("%s and %s", id, kept[0])
			}
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM attempts")); n != 1 {
			t.Errorf("%d attempts", n)
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT sum(seen) FROM asked")); n != 10 {
			t.Errorf("questions seen %d times, want 10", n)
		}
	})
}

func TestTwentySubmissionsFoldOnce(t *testing.T) {
	storetest.EachDSN(t, func(t *testing.T, dsn string) {
		replicas := []*store.Store{storetest.Open(t, dsn), storetest.Open(t, dsn)}
		s := replicas[0]
		storetest.LoadLibrary(t, s)
		a := answerAll(t, s, storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "practice"), 0)
		expected := quiz.NewLearner("ann")
		expected.Fold(a)
		results := make([]*quiz.Result, 20)
		allDone(t, together(len(results), func(i int) error {
			ended, err := replicas[i%2].FinishAttempt(t.Context(), "ann", a.ID, func(a *quiz.Attempt, l *quiz.Learner) error {
				now := s.Now()
				if err := a.Submit(now); err != nil {
					return err
				}
				a.Result = a.Score(now)
				l.Fold(a)
				return nil
			})
			if err == nil {
				results[i] = ended.Result
			}
			return err
		}))
		for _, result := range results {
			if !reflect.DeepEqual(result, results[0]) {
				t.Errorf("two results: %+v and %+v", result, results[0])
			}
		}
		if l := must[*quiz.Learner](t)(s.Learner(t.Context(), "ann")); !reflect.DeepEqual(l.Ability, expected.Ability) {
			t.Errorf("folded to %+v, want %+v", l.Ability, expected.Ability)
		}
	})
}

// Two attempts of one member that end at the same time must both be in what is known afterwards. Each end waits a moment for the other to have read what was
// known before, which must not happen.
func TestTwoEndsAtOnceLoseNoFold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		for round := range 2 {
			var inside atomic.Int32
			name := fmt.Sprint("ann", round)
			member := storetest.AddGuest(t, s, name)
			slugs := []string{"practice", "exam"}
			attempts := make([]*quiz.Attempt, len(slugs))
			for i, slug := range slugs {
				attempts[i] = answerAll(t, s, storetest.Start(t, s, member, slug), i)
			}
			allDone(t, together(len(attempts), func(i int) error {
				_, err := s.FinishAttempt(t.Context(), name, attempts[i].ID, func(a *quiz.Attempt, l *quiz.Learner) error {
					inside.Add(1)
					for until := time.Now().Add(200 * time.Millisecond); inside.Load() < 2 && time.Now().Before(until); {
						time.Sleep(time.Millisecond)
					}
					if err := a.Submit(s.Now()); err != nil {
						return err
					}
					l.Fold(a)
					return nil
				})
				return err
			}))
			answers := 0
			for _, topic := range must[*quiz.Learner](t)(s.Learner(t.Context(), name)).Ability.Topics {
				answers += topic.Answers
			}
			if answers != 20 {
				t.Errorf("round %d: %d answers are folded, want 20", round, answers)
			}
		}
	})
}

func TestFiftySaversAtOnceLoseNothing(t *testing.T) {
	storetest.EachDSN(t, func(t *testing.T, dsn string) {
		replicas := []*store.Store{storetest.Open(t, dsn), storetest.Open(t, dsn)}
		s := replicas[0]
		storetest.LoadLibrary(t, s)
		attempts := make([]*quiz.Attempt, 50)
		for i := range attempts {
			attempts[i] = storetest.Start(t, s, storetest.AddGuest(t, s, fmt.Sprint("guest", i)), "exam")
		}
		began := time.Now()
		allDone(t, together(len(attempts), func(i int) error {
			a := attempts[i]
			for n := 1; n <= 10; n++ {
				var err error
				if a, err = storetest.Answer(t, replicas[n%2], a, n, (i+n)%4); err != nil {
					return fmt.Errorf("question %d: %w", n, err)
				}
			}
			return nil
		}))
		t.Logf("500 answers in %v", time.Since(began))
		for i, a := range attempts {
			kept := must[*quiz.Attempt](t)(s.Attempt(t.Context(), a.Owner, a.ID))
			for n := 1; n <= 10; n++ {
				if answer := kept.Items[n-1].Answer; answer == nil || answer.Response.Choices[0] != (i+n)%4 {
					t.Errorf("attempt %d, question %d: %+v", i, n, answer)
				}
			}
			if n := journal(t, s, a.ID); n != 10 {
				t.Errorf("attempt %d: %d entries", i, n)
			}
		}
	})
}

// The same answer from two tabs at once is kept once; different answers from pages that showed the same are one answer and conflicts.
func TestTwentySavesOfOneQuestion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
		save := func(n, choice int) error {
			_, err := s.AnswerAttempt(t.Context(), "ann", a.ID, n, func(a *quiz.Attempt, q *bank.Question) error {
				return a.Answer(n, q, bank.Response{Choices: []int{choice}}, 0, s.Now())
			})
			return err
		}
		allDone(t, together(20, func(int) error { return save(1, 2) }))
		if n := journal(t, s, a.ID); n != 1 {
			t.Errorf("%d entries after the same answer twenty times", n)
		}
		kept := 0
		for _, err := range together(20, func(i int) error { return save(2, i%4) }) {
			if err == nil {
				kept++
			} else {
				wantKind(t, err, fault.Conflict)
			}
		}
		if n := journal(t, s, a.ID); n != 2 || kept != 5 { // the five that say the same as the first
			t.Errorf("%d entries, %d of 20 were told that theirs is kept", n, kept)
		}
	})
}

func TestTwoReplicasLoadTheLibraryOnce(t *testing.T) {
	storetest.EachDSN(t, func(t *testing.T, dsn string) {
		replicas := []*store.Store{storetest.Open(t, dsn), storetest.Open(t, dsn)}
		l := &store.Library{Hash: "one", Questions: storetest.Questions("sql", 450), Quizzes: []quiz.Blueprint{storetest.Quiz("practice", quiz.Practice, 5, "sql")}}
		loaded := make([]bool, 8)
		allDone(t, together(len(loaded), func(i int) (err error) {
			loaded[i], err = replicas[i%2].LoadLibrary(t.Context(), l)
			return err
		}))
		times := 0
		for _, did := range loaded {
			if did {
				times++
			}
		}
		count := must[map[string]int](t)(replicas[0].QuestionCounts(t.Context()))
		if times != 1 || count["sql"] != 450 {
			t.Errorf("loaded %d times, %d questions", times, count["sql"])
		}
	})
}

func TestTwoVersionsOfTheLibraryAtOnceDoNotMix(t *testing.T) {
	storetest.EachDSN(t, func(t *testing.T, dsn string) {
		replicas := []*store.Store{storetest.Open(t, dsn), storetest.Open(t, dsn)}
		topics := []string{"old", "new"}
		allDone(t, together(2, func(i int) error {
			_, err := replicas[i].LoadLibrary(t.Context(), &store.Library{Hash: topics[i], Questions: append(storetest.Questions(topics[i], 300), storetest.Questions("both", 5)...)})
			return err
		}))
		counts := must[map[string]int](t)(replicas[0].QuestionCounts(t.Context()))
		if len(counts) != 2 || counts["old"]+counts["new"] != 300 || counts["both"] != 5 {
			t.Errorf("live: %v", counts)
		}
	})
}

func TestFiftyOpeningsOfAnInvitationMakeOneAttempt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		hr := storetest.AddAccount(t, s, "hr", people.Hiring)
		addScreening(t, s, hr, "screening")
		invite(t, s, hr, "screening", "candidate", "AB12", "token", time.Hour)
		model := storetest.NewAttempt(t, s, hr, "exam", 1)
		opened := 0
		for _, err := range together(50, func(i int) error {
			member := storetest.Guest(fmt.Sprint("member", i))
			a := *model
			a.ID, a.Owner, a.Candidate = fmt.Sprint("attempt", i), member.ID, "candidate"
			return s.OpenInvitation(context.Background(), "token", member, &a)
		}) {
			if err == nil {
				opened++
			} else {
				wantKind(t, err, fault.Gone)
			}
		}
		attempts := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM attempts"))
		members := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM members WHERE email IS NULL"))
		if opened != 1 || attempts != 1 || members != 1 {
			t.Errorf("%d opened, %d attempts, %d members", opened, attempts, members)
		}
		_, candidate, member, err := s.Invitation(t.Context(), "token")
		if err != nil || candidate.Status != screening.Started || member == "" || candidate.Attempt == "" {
			t.Errorf("%+v %q %v", candidate, member, err)
		}
	})
}
