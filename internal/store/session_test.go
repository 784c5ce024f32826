package store_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

func addSession(t *testing.T, s *store.Store, hash, member string, life time.Duration) *store.Session {
	t.Helper()
	now := s.Now()
	session := &store.Session{Hash: hash, Member: member, Agent: "a browser", CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(life)}
	done(t, s.AddSession(t.Context(), session, nil))
	return session
}

func TestSessionsComeBackWithTheirMember(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ann := storetest.Account("ann", people.Instructor)
		ann.ExtraTime, ann.Preferences = 50, people.Preferences{Theme: "dark"}
		done(t, s.AddMember(t.Context(), ann, "hash"))
		want := addSession(t, s, "one", "ann", time.Hour)
		session, member, err := s.Session(t.Context(), "one")
		if err != nil || !reflect.DeepEqual(session, want) || !reflect.DeepEqual(member, ann) {
			t.Errorf("%+v %+v %v, want %+v %+v", session, member, err, want, ann)
		}
		addSession(t, s, "over", "ann", -time.Second)
		for _, hash := range []string{"over", "unknown", ""} {
			_, _, err = s.Session(t.Context(), hash)
			wantKind(t, err, fault.NotFound)
		}
	})
}

func TestASessionBringsItsGuest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		now := s.Now()
		guest := storetest.Guest("guest")
		session := &store.Session{Hash: "one", Member: "guest", CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(time.Hour)}
		done(t, s.AddSession(t.Context(), session, guest))
		if _, member, err := s.Session(t.Context(), "one"); err != nil || !member.Guest() {
			t.Errorf("%+v %v", member, err)
		}
		again := storetest.Guest("another")
		wantKind(t, s.AddSession(t.Context(), session, again), fault.Conflict)
		_, err := s.Member(t.Context(), "another")
		wantKind(t, err, fault.NotFound) // the guest went with the session that failed
	})
}

func TestSessionsEnd(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.AddAccount(t, s, "ann", people.Learner)
		storetest.AddAccount(t, s, "eve", people.Learner)
		for i := range 4 {
			addSession(t, s, fmt.Sprint("ann", i), "ann", time.Hour)
		}
		addSession(t, s, "eve0", "eve", time.Hour)
		addSession(t, s, "over", "ann", -time.Second)

		done(t, s.EndSession(t.Context(), "eve", "ann0")) // another's session stays
		if list := must[[]*store.Session](t)(s.Sessions(t.Context(), "ann")); len(list) != 4 {
			t.Errorf("%d sessions", len(list))
		}
		done(t, s.EndSession(t.Context(), "ann", "ann0"))
		_, _, err := s.Session(t.Context(), "ann0")
		wantKind(t, err, fault.NotFound)

		until := s.Now().Add(48 * time.Hour)
		done(t, s.TouchSession(t.Context(), "ann2", until))
		list := must[[]*store.Session](t)(s.Sessions(t.Context(), "ann"))
		if len(list) != 3 || list[0].Hash != "ann2" || !list[0].ExpiresAt.Equal(until) {
			t.Errorf("the one used last is not first: %+v", list[0])
		}

		done(t, s.EndOtherSessions(t.Context(), "ann", "ann2"))
		if list := must[[]*store.Session](t)(s.Sessions(t.Context(), "ann")); len(list) != 1 || list[0].Hash != "ann2" {
			t.Errorf("%d sessions are left", len(list))
		}
		if list := must[[]*store.Session](t)(s.Sessions(t.Context(), "eve")); len(list) != 1 {
			t.Error("another member lost a session")
		}
	})
}

func TestSignInFailuresAreCountedInTheWindow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const window = 15 * time.Minute
		add := func(id, account, address string) {
			done(t, s.AddSignInFailure(t.Context(), id, account, address))
		}
		s.SetClock(-20 * time.Minute)
		add("long ago", "ann", "10.0.0.1")
		s.SetClock(0)
		add("1", "ann", "10.0.0.1")
		add("2", "ann", "10.0.0.2")
		add("3", "bob", "10.0.0.1")
		count := func(account, address string, wantAccount, wantAddress int) {
			t.Helper()
			byAccount, byAddress, err := s.SignInFailures(t.Context(), account, address, window)
			if err != nil || byAccount != wantAccount || byAddress != wantAddress {
				t.Errorf("%s %s: %d, %d, %v", account, address, byAccount, byAddress, err)
			}
		}
		count("ann", "10.0.0.1", 2, 2)
		count("nobody", "10.0.0.9", 0, 0)
		done(t, s.ForgiveSignIn(t.Context(), "ann"))
		count("ann", "10.0.0.1", 0, 1)
	})
}

func TestForgetExpiredForgetsNothingElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.AddAccount(t, s, "ann", people.Learner)
		addSession(t, s, "good", "ann", time.Hour)
		addSession(t, s, "over", "ann", -time.Second)
		s.SetClock(-25 * time.Hour)
		done(t, s.AddSignInFailure(t.Context(), "old", "ann", "10.0.0.1"))
		s.SetClock(0)
		done(t, s.AddSignInFailure(t.Context(), "new", "ann", "10.0.0.1"))
		done(t, s.ForgetExpired(t.Context()))
		for query, want := range map[string]int{"SELECT count(*) FROM sessions": 1, "SELECT count(*) FROM sign_in_failures": 1, "SELECT count(*) FROM members": 1} {
			if n := must[int](t)(store.Scalar[int](t.Context(), s, query)); n != want {
				t.Errorf("%s: %d", query, n)
			}
		}
	})
}

// A session is read together with an attempt, and alone where the attempt is not this member's.
func TestSessionWithAttempt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		storetest.AddAccount(t, s, "ann", people.Learner)
		bob := storetest.AddAccount(t, s, "bob", people.Learner)
		addSession(t, s, "session", "ann", time.Hour)
		addSession(t, s, "ended", "ann", -time.Hour)
		own := storetest.Start(t, s, storetest.Account("ann", people.Learner), "exam")
		theirs := storetest.Start(t, s, bob, "exam")

		session, member, attempt, err := s.SessionWithAttempt(t.Context(), "session", own.ID)
		done(t, err)
		alone, memberAlone, err := s.Session(t.Context(), "session")
		done(t, err)
		if !reflect.DeepEqual(session, alone) || !reflect.DeepEqual(member, memberAlone) {
			t.Errorf("%+v and %+v, alone %+v and %+v", session, member, alone, memberAlone)
		}
		if want := must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", own.ID)); !reflect.DeepEqual(attempt, want) {
			t.Errorf("%+v, want %+v", attempt, want)
		}
		for _, other := range []string{theirs.ID, "nothing"} {
			session, member, attempt, err := s.SessionWithAttempt(t.Context(), "session", other)
			if err != nil || session == nil || member == nil || member.ID != "ann" || attempt != nil {
				t.Errorf("%s: %+v, %+v, %+v, %v", other, session, member, attempt, err)
			}
		}
		if _, _, _, err := s.SessionWithAttempt(t.Context(), "ended", own.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an ended session: %v", err)
		}
	})
}
