package web

import (
	"context"
	"net/http"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
	"touchstone/internal/store"
	"touchstone/views"
)

// invitationShow is the candidate's door. Opening the page uses nothing up: mail programs open links to look at them.
func (s *Server) invitationShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.limits.allow("invitation "+s.client(r), 20, 60, s.store.Now()); err != nil {
		return err
	}
	of, candidate, member, err := s.store.Invitation(r.Context(), hashToken(r.PathValue("token")))
	if err != nil {
		return err
	}
	if member != "" && v.member != nil && v.member.ID == member {
		return seeOther(w, r, attemptPath(candidate.Attempt, ""))
	}
	owner, err := s.store.Member(r.Context(), of.Owner)
	if err != nil {
		return err
	}
	blueprint, err := s.testOf(r.Context(), owner, of)
	if err != nil {
		return err
	}
	taken, err := s.taken(r.Context(), candidate, member)
	if err != nil {
		return err
	}
	if taken {
		page := views.InvitationTaken{Page: s.chrome(r, v), Role: of.Title, Company: owner.Name}
		return s.show(w, r, http.StatusOK, page.View())
	}
	if candidate.Status == screening.Lapsed {
		return fault.New(fault.Gone, "This invitation has run out. Ask the person who sent it for a new one.")
	}
	pool, err := s.store.Pool(r.Context(), of.Organisation, "", blueprint.Topics())
	if err != nil {
		return err
	}
	drawn, short := quiz.Draw(blueprint, pool, newChance())
	page := views.Invitation{
		Start: views.Start{
			Page: s.chrome(r, v), Quiz: blueprint, Questions: len(drawn), Short: short, Kinds: kindsOf(pool), ExtraTime: candidate.ExtraTime,
			SeenBy: []string{owner.Name}, Action: r.URL.Path, Closed: true,
		},
		Role: of.Title, Company: owner.Name, Expires: candidate.ExpiresAt,
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// invitationOpen starts the one attempt of an invitation, for a new member of its own.
func (s *Server) invitationOpen(w http.ResponseWriter, r *http.Request, v *visit) error {
	hash := hashToken(r.PathValue("token"))
	of, candidate, opened, err := s.store.Invitation(r.Context(), hash)
	if err != nil {
		return err
	}
	if opened != "" {
		return s.invitationResume(w, r, v, candidate, opened)
	}
	owner, err := s.store.Member(r.Context(), of.Owner)
	if err != nil {
		return err
	}
	blueprint, err := s.testOf(r.Context(), owner, of)
	if err != nil {
		return err
	}
	member := &people.Member{ID: store.NewID(), Organisation: of.Organisation, Name: candidate.Name, Role: people.Learner, ExtraTime: candidate.ExtraTime, CreatedAt: s.store.Now()}
	a, err := s.draw(r.Context(), member, blueprint, "")
	if err != nil {
		return err
	}
	a.Candidate = candidate.ID
	err = s.store.OpenInvitation(r.Context(), hash, member, a)
	if fault.KindOf(err) == fault.Gone {
		// Of two presses at once the second comes here, and goes on with what the first has begun.
		if _, candidate, opened, again := s.store.Invitation(r.Context(), hash); again == nil && opened != "" {
			return s.invitationResume(w, r, v, candidate, opened)
		}
	}
	if err != nil {
		return err
	}
	if err := s.sessions.begin(w, r, member, false); err != nil {
		return err
	}
	return seeOther(w, r, attemptPath(a.ID, whereItStands(a)))
}

// testOf is the quiz of a screening with the cut score of the screening as its pass mark: a candidate reads, before and after, the mark that counts for them.
func (s *Server) testOf(ctx context.Context, owner *people.Member, of *screening.Screening) (*quiz.Blueprint, error) {
	blueprint, err := s.store.Quiz(ctx, owner, of.Quiz)
	if err != nil {
		return nil, err
	}
	test := *blueprint
	test.PassMark = of.CutScore
	return &test, nil
}

// taken reports whether the test of an invitation has been sent or has run out of time.
func (s *Server) taken(ctx context.Context, candidate *screening.Candidate, opened string) (bool, error) {
	if opened == "" || candidate.Status == screening.Done {
		return opened != "", nil
	}
	a, err := s.store.Attempt(ctx, opened, candidate.Attempt)
	if err != nil || a.Ended() || !a.Late(s.store.Now()) {
		return err == nil && a.Ended(), err
	}
	a, err = s.finish(ctx, opened, a.ID)
	return err == nil && a.Ended(), err
}

// invitationResume lets the holder of an opened link go on with the same attempt on another device, until it has been sent: the result is for the browser
// that took the test. Once the work belongs to an account, the link alone opens nothing: whoever sent it has it too.
func (s *Server) invitationResume(w http.ResponseWriter, r *http.Request, v *visit, candidate *screening.Candidate, opened string) error {
	member, err := s.store.Member(r.Context(), opened)
	if err != nil {
		return err
	}
	if v.member == nil || v.member.ID != opened {
		if !member.Guest() {
			return seeOther(w, r, "/session?next="+escape(attemptPath(candidate.Attempt, "")))
		}
		taken, err := s.taken(r.Context(), candidate, opened)
		if err != nil {
			return err
		}
		if taken {
			return seeOther(w, r, r.URL.Path)
		}
		if err := s.sessions.begin(w, r, member, false); err != nil {
			return err
		}
	}
	return seeOther(w, r, attemptPath(candidate.Attempt, ""))
}
