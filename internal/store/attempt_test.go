package store_test

import (
	"reflect"
	"testing"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// journal counts the entries of an attempt's journal.
func journal(t *testing.T, s *store.Store, attempt string) int {
	t.Helper()
	return must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM answers WHERE attempt_id = ?", attempt))
}

func TestAttemptsComeBackWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		ann := storetest.Guest("ann")
		ann.ExtraTime = 33
		done(t, s.AddMember(t.Context(), ann, ""))
		made := storetest.NewAttempt(t, s, ann, "exam", 7)
		made.Assignment, made.Candidate, made.Sample = "assignment", "candidate", true
		made.Items[4].Flagged = true
		must[*quiz.Attempt](t)(s.StartAttempt(t.Context(), made))
		got := must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", made.ID))
		if !reflect.DeepEqual(got, made) {
			t.Errorf("got  %+v\nwant %+v", got, made)
		}

		got = finish(t, s, answerAll(t, s, got, 0))
		again := must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", made.ID))
		got.Journal = nil
		if !reflect.DeepEqual(again, got) {
			t.Errorf("ended: got %+v\nwant %+v", again, got)
		}
		if again.Result == nil || again.Result.Points != 10 || again.Result.Answered != 10 {
			t.Errorf("result %+v", again.Result)
		}
	})
}

func TestEveryKindOfResponseComesBack(t *testing.T) {
	responses := map[bank.Kind]bank.Response{
		bank.Single: {Choices: []int{0}}, bank.Multiple: {Choices: []int{0, 1}}, bank.Match: {Rights: []int{0, -1, 3}}, bank.Order: {Sequence: []int{3, 2, 0, 1}},
		bank.Numeric: {Text: " 404,0 "}, bank.Short: {DontKnow: true},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "kinds")
		for n := 1; n <= len(a.Items); n++ {
			_, err := s.AnswerAttempt(t.Context(), "ann", a.ID, n, func(a *quiz.Attempt, q *bank.Question) error {
				return a.Answer(n, q, responses[q.Kind], 0, s.Now())
			})
			done(t, err)
		}
		a = must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", a.ID))
		for i, item := range a.Items {
			q := must[*bank.Question](t)(s.Version(t.Context(), item.Version))
			if item.Answer == nil || !reflect.DeepEqual(item.Answer.Response, responses[q.Kind]) {
				t.Errorf("%s: %+v", q.Kind, item.Answer)
			}
			kept := must[string](t)(store.Scalar[string](t.Context(), s, "SELECT response FROM answers WHERE attempt_id = ? AND item = ?", a.ID, i+1))
			if kept == "" || kept == "{}" {
				t.Errorf("%s: the journal has %s", q.Kind, kept)
			}
		}
	})
}

func TestAnothersAttemptDoesNotExist(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "practice")
		storetest.AddGuest(t, s, "eve")
		never := func(*quiz.Attempt) error { t.Error("the change ran"); return nil }
		_, errRead := s.Attempt(t.Context(), "eve", a.ID)
		_, errUpdate := s.UpdateAttempt(t.Context(), "eve", a.ID, never)
		_, errAnswer := s.AnswerAttempt(t.Context(), "eve", a.ID, 1, func(a *quiz.Attempt, _ *bank.Question) error { return never(a) })
		_, errFinish := s.FinishAttempt(t.Context(), "eve", a.ID, func(a *quiz.Attempt, _ *quiz.Learner) error { return never(a) })
		_, errNone := s.Attempt(t.Context(), "ann", "no such attempt")
		for _, err := range []error{errRead, errUpdate, errAnswer, errFinish, errNone} {
			wantKind(t, err, fault.NotFound)
			if fault.MessageOf(err) != fault.MessageOf(errNone) {
				t.Errorf("another's attempt reads otherwise than none: %v", err)
			}
		}
		if list := must[[]*quiz.Attempt](t)(s.Attempts(t.Context(), "eve", 10)); len(list) != 0 {
			t.Errorf("eve sees %d attempts", len(list))
		}
		_, err := s.AnswerAttempt(t.Context(), "ann", a.ID, 11, func(*quiz.Attempt, *bank.Question) error { return never(nil) })
		wantKind(t, err, fault.NotFound)
	})
}

func TestTheJournalOnlyGrowsAndARepeatChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
		for i, step := range []struct{ choice, entries, seq int }{{0, 1, 1}, {0, 1, 1}, {2, 2, 2}, {2, 2, 2}, {0, 3, 3}} {
			var err error
			if a, err = storetest.Answer(t, s, a, 1, step.choice); err != nil {
				t.Fatal(err)
			}
			if n := journal(t, s, a.ID); n != step.entries || a.Seq != step.seq || a.Items[0].Answer.Seq != step.seq || a.Items[0].Answer.Response.Choices[0] != step.choice {
				t.Errorf("step %d: %d entries, attempt %d, answer %+v", i, n, a.Seq, a.Items[0].Answer)
			}
		}
		firsts := must[string](t)(store.Scalar[string](t.Context(), s, "SELECT response FROM answers WHERE attempt_id = ? AND seq = 1", a.ID))
		if firsts != `{"choices":[0]}` {
			t.Errorf("the first entry is now %s", firsts)
		}
	})
}

func TestAStalePageIsToldAndWritesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
		answer := func(choice, seen int) error {
			_, err := s.AnswerAttempt(t.Context(), "ann", a.ID, 1, func(a *quiz.Attempt, q *bank.Question) error {
				return a.Answer(1, q, bank.Response{Choices: []int{choice}}, seen, s.Now())
			})
			return err
		}
		done(t, answer(0, -1)) // a page that does not say what it showed may write first
		wantKind(t, answer(1, -1), fault.Conflict)
		wantKind(t, answer(1, 0), fault.Conflict)
		wantKind(t, answer(1, 7), fault.Conflict)
		done(t, answer(1, 1))
		wantKind(t, answer(2, 1), fault.Conflict)
		if n := journal(t, s, a.ID); n != 2 {
			t.Errorf("%d entries", n)
		}
	})
}

func TestLateAnswersAndExpiry(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		ann := storetest.AddGuest(t, s, "ann")
		a := storetest.Start(t, s, ann, "exam")
		a = must[*quiz.Attempt](t)(storetest.Answer(t, s, a, 1, 0))
		if overdue := must[[][2]string](t)(s.Overdue(t.Context(), 10)); len(overdue) != 0 {
			t.Errorf("overdue before its time: %v", overdue)
		}

		s.SetClock(20*time.Minute + 2*time.Second) // inside the grace
		a = must[*quiz.Attempt](t)(storetest.Answer(t, s, a, 2, 0))
		s.SetClock(20*time.Minute + quiz.Grace + time.Second)
		_, err := storetest.Answer(t, s, a, 3, 0)
		wantKind(t, err, fault.Gone)
		overdue := must[[][2]string](t)(s.Overdue(t.Context(), 10))
		if len(overdue) != 1 || overdue[0] != [2]string{"ann", a.ID} {
			t.Fatalf("overdue: %v", overdue)
		}
		if other := must[*quiz.Attempt](t)(s.StartAttempt(t.Context(), storetest.NewAttempt(t, s, ann, "exam", 2))); other.ID == a.ID {
			t.Error("an attempt whose time is over was taken up again")
		}

		ended := finish(t, s, a)
		if ended.State != quiz.Expired || !ended.EndedAt.Equal(a.Deadline) || ended.Answered() != 2 || journal(t, s, a.ID) != 2 {
			t.Errorf("%s at %v with %d answers", ended.State, ended.EndedAt, ended.Answered())
		}
		if overdue := must[[][2]string](t)(s.Overdue(t.Context(), 10)); len(overdue) != 0 {
			t.Errorf("still overdue: %v", overdue)
		}
	})
}

func TestOverdueComesInOrderAndInPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		var made []string
		for i, name := range []string{"ann", "bob", "eve"} {
			s.SetClock(time.Duration(-60+i) * time.Minute)
			made = append(made, storetest.Start(t, s, storetest.AddGuest(t, s, name), "exam").ID)
		}
		s.SetClock(0)
		storetest.Start(t, s, storetest.AddGuest(t, s, "now"), "exam")
		storetest.Start(t, s, storetest.AddGuest(t, s, "without limit"), "practice")
		page := must[[][2]string](t)(s.Overdue(t.Context(), 2))
		if len(page) != 2 || page[0][1] != made[0] || page[1][1] != made[1] {
			t.Errorf("page %v of %v", page, made)
		}
	})
}

func TestAnAttemptIsTakenUpThroughItsOwnDoorOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		ann := storetest.AddGuest(t, s, "ann")
		start := func(slug, assignment, candidate string, mode quiz.Mode) string {
			t.Helper()
			a := storetest.NewAttempt(t, s, ann, slug, 3)
			a.Assignment, a.Candidate = assignment, candidate
			if mode != "" {
				a.Mode = mode
			}
			return must[*quiz.Attempt](t)(s.StartAttempt(t.Context(), a)).ID
		}
		first := start("practice", "", "", "")
		doors := map[string]bool{first: true}
		for _, id := range []string{start("exam", "", "", ""), start("practice", "given", "", ""), start("practice", "", "invited", ""), start("practice", "", "", quiz.Mistakes)} {
			if doors[id] {
				t.Error("two doors lead to one attempt")
			}
			doors[id] = true
		}
		if again := start("practice", "", "", ""); again != first {
			t.Error("the open attempt was not taken up")
		}
		finish(t, s, must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", first)))
		if next := start("practice", "", "", ""); next == first {
			t.Error("an ended attempt was taken up")
		}
		_, err := s.StartAttempt(t.Context(), func() *quiz.Attempt {
			a := storetest.NewAttempt(t, s, ann, "exam", 4)
			a.Owner = "nobody"
			return a
		}())
		wantKind(t, err, fault.NotFound)
	})
}

func TestAttemptsListTheLatestFirstWithoutVoid(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		ann := storetest.AddGuest(t, s, "ann")
		first := finish(t, s, storetest.Start(t, s, ann, "practice"))
		second := storetest.Start(t, s, ann, "practice")
		void := storetest.Start(t, s, ann, "exam")
		must[*quiz.Attempt](t)(s.UpdateAttempt(t.Context(), "ann", void.ID, func(a *quiz.Attempt) error { a.State = quiz.Void; return nil }))
		list := must[[]*quiz.Attempt](t)(s.Attempts(t.Context(), "ann", 10))
		if len(list) != 2 || list[0].ID != second.ID || list[1].ID != first.ID {
			t.Errorf("%d attempts", len(list))
		}
		if list := must[[]*quiz.Attempt](t)(s.Attempts(t.Context(), "ann", 1)); len(list) != 1 {
			t.Errorf("%d attempts, want one", len(list))
		}
	})
}

func TestFinishingFoldsOnceAndKeepsTheResult(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		ann := storetest.AddAccount(t, s, "ann", people.Learner)
		a := answerAll(t, s, storetest.Start(t, s, ann, "practice"), 1) // all wrong
		finish(t, s, a)
		once := must[*quiz.Learner](t)(s.Learner(t.Context(), "ann"))
		_, err := s.FinishAttempt(t.Context(), "ann", a.ID, func(*quiz.Attempt, *quiz.Learner) error { t.Error("the change ran again"); return nil })
		done(t, err)
		if twice := must[*quiz.Learner](t)(s.Learner(t.Context(), "ann")); !reflect.DeepEqual(once, twice) {
			t.Errorf("%+v, then %+v", once, twice)
		}
		missed := must[[]quiz.Candidate](t)(s.Missed(t.Context(), people.PublicOrganisation, "ann"))
		if len(missed) != 10 || missed[0].Seen != 1 || missed[0].Version == "" {
			t.Fatalf("%d mistakes: %+v", len(missed), missed)
		}
		answers := 0
		for _, topic := range once.Ability.Topics {
			answers += topic.Answers
		}
		if answers != 10 || once.Ability.Mean >= 0 || len(once.LastSeen) != 2 {
			t.Errorf("%d answers folded: %+v", answers, once)
		}
		if l := must[*quiz.Learner](t)(s.Learner(t.Context(), "nobody")); !reflect.DeepEqual(l, quiz.NewLearner("nobody")) {
			t.Errorf("somebody new: %+v", l)
		}
	})
}

func TestOpenAttemptsAreThoseThatStillTakeAnswers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		ann := storetest.AddGuest(t, s, "ann")
		finish(t, s, storetest.Start(t, s, ann, "kinds"))
		practice := storetest.Start(t, s, ann, "practice")
		exam := storetest.Start(t, s, ann, "exam")
		storetest.Start(t, s, storetest.AddGuest(t, s, "eve"), "practice")
		ids := func() (ids []string) {
			for _, a := range must[[]*quiz.Attempt](t)(s.OpenAttempts(t.Context(), "ann")) {
				ids = append(ids, a.ID)
			}
			return ids
		}
		if got := ids(); !reflect.DeepEqual(got, []string{exam.ID, practice.ID}) {
			t.Errorf("open: %v", got)
		}
		s.SetClock(21 * time.Minute)
		if got := ids(); !reflect.DeepEqual(got, []string{practice.ID}) {
			t.Errorf("open after the exam's time: %v", got)
		}
	})
}

// Attempts that were loaded from one text share what is pinned: changing one must not change the other.
func TestLoadedAttemptsDoNotShareWhatMayChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
		first := must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", a.ID))
		first.Items[0].Question, first.Items[0].Flagged, first.Items[0].Answer = "changed", true, &quiz.Answer{Seq: 9}
		first.Items = append(first.Items[:1], first.Items[2:]...)
		second := must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", a.ID))
		if !reflect.DeepEqual(second, a) {
			t.Errorf("got %+v\nwant %+v", second.Items[0], a.Items[0])
		}
	})
}
