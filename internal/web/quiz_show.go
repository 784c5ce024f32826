package web

import (
	"net/http"

	"touchstone/internal/bank"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// quizShow is the start page: all that counts, with this person's own limit, before any clock runs.
func (s *Server) quizShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	blueprint, err := s.store.Quiz(r.Context(), v.member, r.PathValue("slug"))
	if err != nil {
		return err
	}
	page := views.Start{Page: s.chrome(r, v), Quiz: blueprint}
	given, err := s.mayTake(r.Context(), v.member, blueprint)
	if err != nil {
		return err
	}
	if given.ID != "" {
		page.GivenBy, page.Due, page.SeenBy = given.Leader, given.Due, []string{given.Leader}
	}
	if v.member != nil {
		page.ExtraTime = v.member.ExtraTime
		attempts, err := s.store.Attempts(r.Context(), v.member.ID, recentAttempts)
		if err != nil {
			return err
		}
		page.Continue = s.openAttempt(sameQuiz(attempts, blueprint.Slug))
	}
	pool, err := s.pool(r.Context(), v.member, blueprint, given.ID)
	if err != nil {
		return err
	}
	drawn, short := quiz.Draw(blueprint, pool, newChance())
	page.Questions, page.Short, page.Kinds = len(drawn), short, kindsOf(pool)
	if blueprint.Mode == quiz.Exam && blueprint.Slug != FirstTry {
		page.Practice = FirstTry
	}
	return s.show(w, r, http.StatusOK, page.View())
}

func sameQuiz(attempts []*quiz.Attempt, slug string) []*quiz.Attempt {
	var same []*quiz.Attempt
	for _, a := range attempts {
		if a.Quiz == slug {
			same = append(same, a)
		}
	}
	return same
}

// kindsOf lists the kinds of question that a pool may bring, in the order in which their marks are told.
func kindsOf(pool []quiz.Candidate) []bank.Kind {
	found := map[bank.Kind]bool{}
	for _, candidate := range pool {
		found[candidate.Kind] = true
	}
	var kinds []bank.Kind
	for _, kind := range []bank.Kind{bank.Single, bank.Multiple, bank.Match, bank.Order, bank.Numeric, bank.Short} {
		if found[kind] {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
