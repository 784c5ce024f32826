package web

import (
	"net/http"

	"touchstone/internal/store"
	"touchstone/views"
)

// cohortLearnerShow is what one learner reached in the quizzes given to a class, for whoever leads it.
func (s *Server) cohortLearnerShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	cohort, err := s.store.Cohort(r.Context(), v.member.ID, r.PathValue("id"))
	if err != nil {
		return err
	}
	learner, err := s.store.CohortLearner(r.Context(), v.member.ID, cohort.ID, r.PathValue("member"))
	if err != nil {
		return err
	}
	alone := []store.CohortLearner{learner}
	page := views.CohortLearner{Page: s.chrome(r, v), Cohort: *cohort, Standing: standings(alone)[0], Topics: s.assignedTopics(alone)}
	page.Sample = cohort.Sample
	for _, a := range learner.Attempts {
		if a.Result != nil {
			page.Results = append(page.Results, views.LearnerResult{Title: a.Title, EndedAt: a.EndedAt, Result: a.Result})
		}
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// departureCreate takes the visitor out of a class.
func (s *Server) departureCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.store.LeaveCohort(r.Context(), v.member.ID, r.PathValue("id")); err != nil {
		return err
	}
	return seeOther(w, r, done("/me", doneLeft))
}
