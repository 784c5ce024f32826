package web

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"touchstone/internal/fault"
	"touchstone/views"
)

// maxReport is in characters.
const maxReport = 2000

// reportNew is the form for saying what is wrong with a question.
func (s *Server) reportNew(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showReport(w, r, v, http.StatusOK, nil)
}

func (s *Server) showReport(w http.ResponseWriter, r *http.Request, v *visit, status int, problems views.Problems) error {
	n, err := number(r)
	if err != nil {
		return err
	}
	a, err := s.attempt(r, v)
	if err != nil {
		return err
	}
	item, err := a.Item(n)
	if err != nil {
		return err
	}
	asked, err := s.store.Version(r.Context(), item.Version)
	if err != nil {
		return err
	}
	page := views.Report{Page: s.chrome(r, v), Attempt: a, Number: n, Asked: asked, Reason: r.PostFormValue("reason"), Words: r.PostFormValue("words"), Problems: problems}
	return s.show(w, r, status, page.View())
}

// reportCreate keeps it. The attempt and its score stay as they are.
func (s *Server) reportCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	n, err := number(r)
	if err != nil {
		return err
	}
	reason, words := r.PostFormValue("reason"), strings.TrimSpace(r.PostFormValue("words"))
	switch {
	case !views.KnownReason(reason):
		return s.showReport(w, r, v, http.StatusUnprocessableEntity, views.Problems{fault.Field("reason", "Choose what is wrong with the question")})
	case utf8.RuneCountInString(words) > maxReport:
		return s.showReport(w, r, v, http.StatusUnprocessableEntity, views.Problems{fault.Field("words", "Use %d characters or fewer", maxReport)})
	}
	if err := s.limits.allow("report "+v.member.ID, 5, 20, s.store.Now()); err != nil {
		return err
	}
	if err := s.store.AddQuestionReport(r.Context(), v.member.ID, r.PathValue("id"), n, strings.TrimSpace(reason+" "+words)); err != nil {
		return err
	}
	return seeOther(w, r, attemptPath(r.PathValue("id"), "/questions/"+r.PathValue("n")))
}
