package web

import (
	"net/http"

	"touchstone/internal/fault"
	"touchstone/internal/screening"
	"touchstone/views"
)

// candidateShow is one candidate's report, by code.
func (s *Server) candidateShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	of, candidates, err := s.store.Screening(r.Context(), v.member.ID, r.PathValue("id"))
	if err != nil {
		return err
	}
	for _, candidate := range candidates {
		if candidate.Code != r.PathValue("code") {
			continue
		}
		page := &views.CandidateReport{Page: s.chrome(r, v), Screening: *of, Candidate: candidate.Blind()}
		if candidate.Result != nil {
			if page, err = s.reportPage(r, v, of, candidate, candidates); err != nil {
				return err
			}
		}
		page.Sample = of.Sample
		shown, err := s.store.CandidateShown(r.Context(), v.member.ID, candidate.ID)
		if err != nil {
			return err
		}
		if len(shown) > 0 {
			page.Identity = &views.CandidateIdentity{Name: candidate.Name, Email: candidate.Email, Shown: shown}
		}
		return s.show(w, r, http.StatusOK, page.View())
	}
	return fault.New(fault.NotFound, "There is no candidate with this code in the screening.")
}

// candidateName shows who a candidate is, and keeps that it did.
func (s *Server) candidateName(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.store.ShowCandidate(r.Context(), v.member.ID, r.PathValue("id"), r.PathValue("code")); err != nil {
		return err
	}
	return seeOther(w, r, "/screenings/"+r.PathValue("id")+"/candidates/"+r.PathValue("code")+"#name")
}

// questionsToAsk is how many questions a report suggests for the interview.
const questionsToAsk = 3

func (s *Server) reportPage(r *http.Request, v *visit, of *screening.Screening, candidate *screening.Candidate, all []*screening.Candidate) (*views.CandidateReport, error) {
	blueprint, err := s.store.Quiz(r.Context(), v.member, of.Quiz)
	if err != nil {
		return nil, err
	}
	a, err := s.store.CandidateAttempt(r.Context(), v.member.ID, of.ID, candidate.ID)
	if err != nil {
		return nil, err
	}
	questions, err := s.store.Versions(r.Context(), versionsOf(a))
	if err != nil {
		return nil, err
	}
	page := &views.CandidateReport{
		Page: s.chrome(r, v), Screening: *of, QuizTitle: blueprint.Title, Candidate: candidate.Blind(), Mode: a.Mode, StartedAt: a.StartedAt, EndedAt: a.EndedAt,
		Ties: screening.Ties(candidate, all),
	}
	for i := range a.Items {
		item := &a.Items[i]
		asked := questions[item.Version]
		if said := took(asked, item); said != "" && asked.Code == "" && len(page.Ask) < questionsToAsk { // a question about code cannot be asked without it
			page.Ask = append(page.Ask, views.InterviewQuestion{Stem: asked.Stem, Said: said})
		}
	}
	return page, nil
}
