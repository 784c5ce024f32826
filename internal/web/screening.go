package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/exchange"
	"touchstone/internal/fault"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
	"touchstone/internal/store"
	"touchstone/views"
)

// screeningList lists a member's screenings.
func (s *Server) screeningList(w http.ResponseWriter, r *http.Request, v *visit) error {
	list, err := s.store.Screenings(r.Context(), v.member.ID)
	if err != nil {
		return err
	}
	page := views.Screenings{Page: s.chrome(r, v)}
	for _, entry := range list {
		page.Screenings = append(page.Screenings, views.ScreeningEntry{Screening: entry.Screening, Invited: entry.Invited, Finished: entry.Finished})
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// screeningNew is the form for a new screening.
func (s *Server) screeningNew(w http.ResponseWriter, r *http.Request, v *visit) error {
	page, err := s.newScreening(r, v)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// newScreening offers exams alone: practice shows the answers as it goes.
func (s *Server) newScreening(r *http.Request, v *visit) (*views.NewScreening, error) {
	quizzes, err := s.store.Quizzes(r.Context(), v.member)
	if err != nil {
		return nil, err
	}
	exams := slices.DeleteFunc(withoutSampleTwins(quizzes, none), func(b *quiz.Blueprint) bool { return b.Mode != quiz.Exam })
	return &views.NewScreening{Page: s.chrome(r, v), Quizzes: quizLinks(exams)}, nil
}

// screeningCreate makes a screening from a quiz.
func (s *Server) screeningCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	made, problems, err := s.readScreening(r, v)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		page, err := s.newScreening(r, v)
		if err != nil {
			return err
		}
		page.Title, page.Quiz, page.CutScore, page.Problems = r.PostFormValue("title"), r.PostFormValue("quiz"), r.PostFormValue("cut_score"), problems
		return s.show(w, r, http.StatusUnprocessableEntity, page.View())
	}
	if err := s.store.AddScreening(r.Context(), made); err != nil {
		return err
	}
	return seeOther(w, r, "/screenings/"+made.ID)
}

func (s *Server) readScreening(r *http.Request, v *visit) (*screening.Screening, views.Problems, error) {
	var problems views.Problems
	made := &screening.Screening{ID: store.NewID(), Organisation: v.member.Organisation, Owner: v.member.ID, Title: strings.TrimSpace(r.PostFormValue("title")), CreatedAt: s.store.Now()}
	if problem := screening.CheckTitle(made.Title); problem != nil {
		problems = append(problems, problem)
	}
	blueprint, err := s.store.Quiz(r.Context(), v.member, r.PostFormValue("quiz"))
	switch {
	case fault.KindOf(err) == fault.NotFound:
		problems = append(problems, fault.Field("quiz", "Choose a quiz from the list"))
	case err != nil:
		return nil, nil, err
	case blueprint.Mode != quiz.Exam:
		problems = append(problems, fault.Field("quiz", "Choose an exam: practice shows the answers as it goes"))
	default:
		made.Quiz, made.CutScore = blueprint.Slug, blueprint.PassMark
	}
	if typed := strings.TrimSpace(r.PostFormValue("cut_score")); typed != "" {
		cut, err := strconv.Atoi(typed)
		if err != nil || cut < 1 || cut > 100 {
			problems = append(problems, fault.Field("cut_score", "Set a cut from 1 to 100, or leave the field empty"))
		}
		made.CutScore = cut
	}
	return made, problems, nil
}

// screeningShow lists the candidates by their codes: names stay away from scores.
func (s *Server) screeningShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	page, err := s.screeningPage(r, v)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, page.View())
}

func (s *Server) screeningPage(r *http.Request, v *visit) (*views.Screening, error) {
	of, candidates, err := s.store.Screening(r.Context(), v.member.ID, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	blueprint, err := s.store.Quiz(r.Context(), v.member, of.Quiz)
	if err != nil {
		return nil, err
	}
	page := &views.Screening{Page: s.chrome(r, v), Screening: *of, QuizTitle: blueprint.Title}
	page.Sample = of.Sample
	for _, candidate := range candidates {
		page.Candidates = append(page.Candidates, candidate.Blind())
	}
	return page, nil
}

// screeningExport is the blind list as CSV.
func (s *Server) screeningExport(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.limits.allow("export "+v.member.ID, 1, 10, s.store.Now()); err != nil {
		return err
	}
	page, err := s.screeningPage(r, v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="candidates.csv"`)
	return exchange.WriteCandidates(w, page.Candidates)
}
