package web

import (
	"context"
	"net/http"
	"strings"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/views"
)

// joinLinkUpdate renews or closes the join link; the old one stops working at once.
func (s *Server) joinLinkUpdate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	token := newToken()
	if r.PostFormValue("act") == "close" {
		token = ""
	}
	if err := s.store.SetJoinToken(r.Context(), v.member.ID, r.PathValue("id"), token); err != nil {
		return err
	}
	return seeOther(w, r, "/cohorts/"+r.PathValue("id"))
}

// joinShow is where a join link leads: what joining means, before anything is done.
func (s *Server) joinShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showJoin(w, r, v, http.StatusOK, "", nil)
}

func (s *Server) showJoin(w http.ResponseWriter, r *http.Request, v *visit, status int, name string, problems views.Problems) error {
	cohort, leader, err := s.joined(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	page := views.JoinCohort{Page: s.chrome(r, v), Cohort: *cohort, LedBy: leader.Name, Token: r.PathValue("token"), Name: name, Problem: problems}
	if v.member != nil {
		if page.Joined, err = s.store.InCohort(r.Context(), v.member.ID, cohort.ID); err != nil {
			return err
		}
	}
	return s.show(w, r, status, page.View())
}

func (s *Server) joined(ctx context.Context, token string) (*people.Cohort, *people.Member, error) {
	cohort, err := s.store.CohortByToken(ctx, token)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil, fault.New(fault.Gone, "This link no longer leads to a class. Ask your instructor for the present one.")
	}
	if err != nil {
		return nil, nil, err
	}
	leader, err := s.store.Member(ctx, cohort.Owner)
	return cohort, leader, err
}

// joinCreate makes the visitor a learner of the class. Somebody without a name is asked for one, because the instructor reads it.
func (s *Server) joinCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	name := strings.TrimSpace(r.PostFormValue("name"))
	nameless := v.member == nil || v.member.Name == ""
	if nameless {
		if problem := people.CheckName(name); problem != nil {
			return s.showJoin(w, r, v, http.StatusUnprocessableEntity, name, views.Problems{problem})
		}
	}
	cohort, _, err := s.joined(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	member, err := s.somebody(w, r, v)
	if err != nil {
		return err
	}
	if nameless {
		if err := s.store.SetName(r.Context(), member.ID, name); err != nil {
			return err
		}
	}
	if err := s.store.JoinCohort(r.Context(), member.ID, r.PathValue("token")); err != nil {
		return err
	}
	return seeOther(w, r, done("/", doneJoined+cohort.ID))
}
