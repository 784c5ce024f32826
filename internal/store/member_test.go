package store_test

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

func TestMembersComeBackWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		done(t, s.AddOrganisation(t.Context(), people.Organisation{ID: "school", Name: "A school"}))
		done(t, s.AddOrganisation(t.Context(), people.Organisation{ID: "school", Name: "Another name"}))
		if name := must[string](t)(store.Scalar[string](t.Context(), s, "SELECT name FROM organisations WHERE id = 'school'")); name != "A school" {
			t.Errorf("the school is called %q", name)
		}
		want := &people.Member{
			ID: "ann", Organisation: "school", Name: "Ann", Email: "ann@example.org", Role: people.Instructor, ExtraTime: 25, Sample: true,
			Preferences: people.Preferences{Theme: "dark", Text: "large", KeysOff: true, HideTime: true, LessMotion: true}, CreatedAt: s.Now(),
		}
		done(t, s.AddMember(t.Context(), want, "hash"))
		if got := must[*people.Member](t)(s.Member(t.Context(), "ann")); !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
		got, hash, err := s.Credentials(t.Context(), "ann@example.org")
		if err != nil || hash != "hash" || !reflect.DeepEqual(got, want) {
			t.Errorf("credentials: %+v, %q, %v", got, hash, err)
		}
		_, _, err = s.Credentials(t.Context(), "bob@example.org")
		wantKind(t, err, fault.NotFound)
		_, _, err = s.Credentials(t.Context(), "")
		wantKind(t, err, fault.NotFound)
	})
}

func TestSeveralGuestsHaveNoAddress(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if has := must[bool](t)(s.HasAccounts(t.Context())); has {
			t.Error("an account before the first")
		}
		storetest.AddGuest(t, s, "one")
		storetest.AddGuest(t, s, "two")
		if has := must[bool](t)(s.HasAccounts(t.Context())); has {
			t.Error("guests count as accounts")
		}
		storetest.AddAccount(t, s, "ann", people.Learner)
		if has := must[bool](t)(s.HasAccounts(t.Context())); !has {
			t.Error("the account does not count")
		}
	})
}

func TestPreferencesPasswordAndRole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.AddAccount(t, s, "ann", people.Learner)
		wanted := people.Preferences{Theme: "light", Text: "larger", HideTime: true}
		done(t, s.SetPreferences(t.Context(), "ann", wanted))
		if got := must[*people.Member](t)(s.Member(t.Context(), "ann")).Preferences; got != wanted {
			t.Errorf("preferences %+v", got)
		}
		wantKind(t, s.SetPreferences(t.Context(), "nobody", wanted), fault.NotFound)

		for _, hash := range []string{"keep", "end"} {
			addSession(t, s, hash, "ann", time.Hour)
		}
		done(t, s.SetPassword(t.Context(), "ann", "new hash", "keep"))
		if _, hash, err := s.Credentials(t.Context(), "ann@example.org"); err != nil || hash != "new hash" {
			t.Errorf("hash %q, %v", hash, err)
		}
		if sessions := must[[]*store.Session](t)(s.Sessions(t.Context(), "ann")); len(sessions) != 1 || sessions[0].Hash != "keep" {
			t.Errorf("sessions after the new password: %+v", sessions)
		}
		wantKind(t, s.SetPassword(t.Context(), "nobody", "hash", ""), fault.NotFound)

		done(t, s.SetRole(t.Context(), "root", "ann@example.org", people.Hiring))
		if got := must[*people.Member](t)(s.Member(t.Context(), "ann")).Role; got != people.Hiring {
			t.Errorf("role %s", got)
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM audit WHERE actor_id = 'root' AND action = 'role hiring' AND subject = 'ann' AND organisation_id = 'public'")); n != 1 {
			t.Errorf("%d lines of audit", n)
		}
		wantKind(t, s.SetRole(t.Context(), "root", "nobody@example.org", people.Admin), fault.NotFound)
	})
}

func TestClaimGuestKeepsThePerson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		guest := storetest.AddGuest(t, s, "guest")
		a := storetest.Start(t, s, guest, "practice")
		storetest.AddAccount(t, s, "taken", people.Learner)

		wantKind(t, s.ClaimGuest(t.Context(), "guest", "Ann", "taken@example.org", "hash"), fault.Invalid)
		done(t, s.ClaimGuest(t.Context(), "guest", "Ann", "ann@example.org", "hash"))
		m, hash, err := s.Credentials(t.Context(), "ann@example.org")
		if err != nil || m.ID != "guest" || m.Name != "Ann" || hash != "hash" {
			t.Errorf("%+v %q %v", m, hash, err)
		}
		if _, err := s.Attempt(t.Context(), "guest", a.ID); err != nil {
			t.Errorf("the attempt is lost: %v", err)
		}
		wantKind(t, s.ClaimGuest(t.Context(), "guest", "Eve", "eve@example.org", "hash"), fault.Conflict)
		wantKind(t, s.ClaimGuest(t.Context(), "nobody", "Eve", "eve@example.org", "hash"), fault.Conflict)
	})
}

func TestMoveWorkGivesEverythingToTheAccount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		done(t, s.AddOrganisation(t.Context(), people.Organisation{ID: "school", Name: "A school"}))
		guest := storetest.AddGuest(t, s, "guest")
		account := storetest.Account("ann", people.Learner)
		account.Organisation = "school"
		done(t, s.AddMember(t.Context(), account, "hash"))
		leader := storetest.AddAccount(t, s, "leader", people.Instructor)
		addSession(t, s, "guest session", "guest", time.Hour)

		finished := finish(t, s, answerAll(t, s, storetest.Start(t, s, guest, "practice"), 1))
		open := storetest.Start(t, s, guest, "exam")
		done(t, s.AddQuestionReport(t.Context(), "guest", open.ID, 1, "two options are right"))
		built := storetest.Quiz("mine", quiz.Practice, 3, "sql")
		built.Owner = "guest"
		done(t, s.AddQuiz(t.Context(), &built))
		done(t, s.AddCohort(t.Context(), &people.Cohort{ID: "class", Organisation: people.PublicOrganisation, Owner: leader.ID, Name: "Class", JoinToken: "join", CreatedAt: s.Now()}))
		done(t, s.JoinCohort(t.Context(), "guest", "join"))
		done(t, s.JoinCohort(t.Context(), "ann", "join"))
		before := must[*quiz.Learner](t)(s.Learner(t.Context(), "guest"))

		done(t, s.MoveWork(t.Context(), "guest", "ann"))

		for _, id := range []string{finished.ID, open.ID} {
			if _, err := s.Attempt(t.Context(), "ann", id); err != nil {
				t.Errorf("attempt %s: %v", id, err)
			}
		}
		after := must[*quiz.Learner](t)(s.Learner(t.Context(), "ann"))
		before.Member = "ann"
		if !reflect.DeepEqual(before, after) {
			t.Errorf("what was known: %+v, now %+v", before, after)
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM asked WHERE organisation_id = 'school' AND member_id = 'ann'")); n != len(after.Asked) {
			t.Errorf("%d of %d questions are the school's", n, len(after.Asked))
		}
		if _, err := s.Quiz(t.Context(), account, "mine"); err != nil {
			t.Errorf("the quiz: %v", err)
		}
		if class := must[*people.Cohort](t)(s.Cohort(t.Context(), leader.ID, "class")); class.Members != 1 {
			t.Errorf("%d members of the class", class.Members)
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM question_reports WHERE member_id = 'ann'")); n != 1 {
			t.Errorf("%d reports", n)
		}
		_, err := s.Member(t.Context(), "guest")
		wantKind(t, err, fault.NotFound)
		_, _, err = s.Session(t.Context(), "guest session")
		wantKind(t, err, fault.NotFound)

		done(t, s.MoveWork(t.Context(), "ann", "ann"))
		wantKind(t, s.MoveWork(t.Context(), "guest", "ann"), fault.NotFound)
		wantKind(t, s.MoveWork(t.Context(), "leader", "ann"), fault.NotFound) // an account is nobody's guest
		storetest.AddGuest(t, s, "other")
		wantKind(t, s.MoveWork(t.Context(), "other", "nobody"), fault.NotFound)
	})
}

// answerAll answers every single choice of an attempt; choice 0 is right.
func answerAll(t *testing.T, s *store.Store, a *quiz.Attempt, choice int) *quiz.Attempt {
	t.Helper()
	for n := range a.Items {
		var err error
		if a, err = storetest.Answer(t, s, a, n+1, choice); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// finish submits an attempt and folds it.
func finish(t *testing.T, s *store.Store, a *quiz.Attempt) *quiz.Attempt {
	t.Helper()
	ended, err := s.FinishAttempt(t.Context(), a.Owner, a.ID, func(a *quiz.Attempt, l *quiz.Learner) error {
		if err := a.Submit(s.Now()); err != nil {
			return err
		}
		a.Result = a.Score(s.Now())
		l.Fold(a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ended
}

func TestSetupLinkMakesOneAdministrator(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, hash := range []string{"first", "second"} {
			done(t, s.AddSetupLink(t.Context(), hash, time.Hour))
		}
		done(t, s.AddSetupLink(t.Context(), "old", -time.Minute))
		for hash, want := range map[string]bool{"first": true, "second": true, "old": false, "unknown": false} {
			if good := must[bool](t)(s.SetupLinkGood(t.Context(), hash)); good != want {
				t.Errorf("%s is good: %v", hash, good)
			}
		}
		wantKind(t, s.UseSetupLink(t.Context(), "old", storetest.Account("root", people.Admin), "hash"), fault.Gone)

		var wait sync.WaitGroup
		errs := make([]error, 20)
		for i := range errs {
			wait.Go(func() {
				errs[i] = s.UseSetupLink(t.Context(), []string{"first", "second"}[i%2], storetest.Account("root"+string(rune('a'+i)), people.Admin), "hash")
			})
		}
		wait.Wait()
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
			} else {
				wantKind(t, err, fault.Gone)
			}
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM members WHERE role = 'admin'")); made != 1 || n != 1 {
			t.Errorf("%d uses succeeded and made %d administrators", made, n)
		}
		if good := must[bool](t)(s.SetupLinkGood(t.Context(), "second")); good {
			t.Error("a link is left")
		}
	})
}

func TestQuestionReports(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "practice")
		storetest.AddGuest(t, s, "eve")
		done(t, s.AddQuestionReport(t.Context(), "ann", a.ID, 3, "the third option is right too"))
		wantKind(t, s.AddQuestionReport(t.Context(), "eve", a.ID, 3, "not mine"), fault.NotFound)
		wantKind(t, s.AddQuestionReport(t.Context(), "ann", a.ID, 11, "there is no such question"), fault.NotFound)
		words := must[string](t)(store.Scalar[string](t.Context(), s, "SELECT words FROM question_reports WHERE question_id = ? AND version = ? AND state = 'open'", a.Items[2].Question, a.Items[2].Version))
		if words != "the third option is right too" {
			t.Errorf("kept %q", words)
		}
	})
}

func TestNewIDsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		id := store.NewID()
		if len(id) != 32 || seen[id] {
			t.Fatalf("%q", id)
		}
		seen[id] = true
	}
}

var errStop = errors.New("stop")

func TestAFailedChangeChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "practice")
		got, err := s.AnswerAttempt(t.Context(), "ann", a.ID, 1, func(a *quiz.Attempt, q *bank.Question) error {
			if err := a.Answer(1, q, bank.Response{Choices: []int{0}}, 0, s.Now()); err != nil {
				return err
			}
			return errStop
		})
		if !errors.Is(err, errStop) || got != nil {
			t.Errorf("%+v, %v", got, err)
		}
		if kept := must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", a.ID)); kept.Seq != 0 || kept.Answered() != 0 {
			t.Errorf("kept %+v", kept)
		}
	})
}
