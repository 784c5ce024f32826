package store_test

import (
	"reflect"
	"testing"
	"time"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

func addScreening(t *testing.T, s *store.Store, owner *people.Member, id string) *screening.Screening {
	t.Helper()
	x := &screening.Screening{ID: id, Organisation: owner.Organisation, Owner: owner.ID, Title: "Backend, junior", Quiz: "exam", CutScore: 55, CreatedAt: s.Now()}
	done(t, s.AddScreening(t.Context(), x))
	return x
}

func invite(t *testing.T, s *store.Store, owner *people.Member, of, id, code, token string, life time.Duration) *screening.Candidate {
	t.Helper()
	now := s.Now()
	c := &screening.Candidate{ID: id, Screening: of, Code: code, Name: "Name of " + id, Email: id + "@example.org", ExtraTime: 25, InvitedAt: now, ExpiresAt: now.Add(life), Status: screening.Invited}
	done(t, s.Invite(t.Context(), owner.ID, c, token))
	return c
}

func TestScreeningsAndTheirCandidates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		hr, other := storetest.AddAccount(t, s, "hr", people.Hiring), storetest.AddAccount(t, s, "other", people.Hiring)
		want := addScreening(t, s, hr, "screening")
		wantKind(t, s.AddScreening(t.Context(), &screening.Screening{ID: "x", Organisation: "public", Owner: "hr", Title: "x", Quiz: "none", CreatedAt: s.Now()}), fault.Invalid)
		waiting := invite(t, s, hr, "screening", "waiting", "BB22", "token b", time.Hour)
		invite(t, s, hr, "screening", "lapsed", "AA11", "token a", -time.Second)
		invite(t, s, hr, "screening", "starts", "CC33", "token c", time.Hour)
		for code, token := range map[string]string{"BB22": "another", "DD44": "token b"} {
			err := s.Invite(t.Context(), "hr", &screening.Candidate{ID: code, Screening: "screening", Code: code, InvitedAt: s.Now(), ExpiresAt: s.Now()}, token)
			wantKind(t, err, fault.Conflict)
		}
		wantKind(t, s.Invite(t.Context(), "other", waiting, "mine"), fault.NotFound)

		if list := must[[]store.ScreeningCount](t)(s.Screenings(t.Context(), "hr")); len(list) != 1 || !reflect.DeepEqual(list[0], store.ScreeningCount{Screening: *want, Invited: 3}) {
			t.Errorf("screenings %+v", list)
		}
		if list := must[[]store.ScreeningCount](t)(s.Screenings(t.Context(), other.ID)); len(list) != 0 {
			t.Errorf("another sees %d", len(list))
		}
		_, _, err := s.Screening(t.Context(), "other", "screening")
		wantKind(t, err, fault.NotFound)
		_, _, _, err = s.Invitation(t.Context(), "unknown")
		wantKind(t, err, fault.NotFound)

		member := storetest.Guest("member")
		a := storetest.NewAttempt(t, s, hr, "exam", 1)
		a.Owner, a.Candidate = "member", "starts"
		wantKind(t, s.OpenInvitation(t.Context(), "token a", member, a), fault.Gone)
		done(t, s.OpenInvitation(t.Context(), "token c", member, a))
		if _, err := s.Quiz(t.Context(), member, "exam"); err != nil {
			t.Errorf("the candidate does not see the quiz: %v", err)
		}

		got, candidates, err := s.Screening(t.Context(), "hr", "screening")
		if err != nil || !reflect.DeepEqual(got, want) || len(candidates) != 3 || !reflect.DeepEqual(candidates[1], waiting) {
			t.Fatalf("%+v %+v %v", got, candidates, err)
		}
		for i, status := range []screening.Status{screening.Lapsed, screening.Invited, screening.Started} {
			if candidates[i].Status != status {
				t.Errorf("%s is %s, want %s", candidates[i].Code, candidates[i].Status, status)
			}
		}

		finish(t, s, answerAll(t, s, must[*quiz.Attempt](t)(s.Attempt(t.Context(), "member", a.ID)), 0))
		of, candidate, opener, err := s.Invitation(t.Context(), "token c")
		if err != nil || of.ID != "screening" || opener != "member" || candidate.Status != screening.Done || candidate.Result == nil || candidate.Result.Points != 10 || candidate.Attempt != a.ID {
			t.Errorf("%+v %+v %q %v", of, candidate, opener, err)
		}
	})
}
