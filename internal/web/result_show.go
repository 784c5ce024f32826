package web

import (
	"context"
	"net/http"
	"slices"

	"touchstone/internal/fault"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// resultShow shows what an ended attempt came to.
func (s *Server) resultShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	a, err := s.ended(r, v)
	if err != nil {
		return err
	}
	if a == nil {
		return seeOther(w, r, attemptPath(r.PathValue("id"), ""))
	}
	seenBy, err := s.seenBy(r.Context(), a)
	if err != nil {
		return err
	}
	page := views.Result{Page: s.chrome(r, v), Attempt: a, Steps: s.steps(a.Result), SeenBy: seenBy}
	return s.show(w, r, http.StatusOK, page.View())
}

// answerList shows every question of an ended attempt with its answer, the right one, and why.
func (s *Server) answerList(w http.ResponseWriter, r *http.Request, v *visit) error {
	a, err := s.ended(r, v)
	if err != nil {
		return err
	}
	if a == nil {
		return seeOther(w, r, attemptPath(r.PathValue("id"), ""))
	}
	if a.Candidate != "" {
		return fault.New(fault.Forbidden, "The questions of this test stay closed, because others take it too. Your score and your topics stand on the result page.")
	}
	questions, err := s.store.Versions(r.Context(), versionsOf(a))
	if err != nil {
		return err
	}
	page := views.Answers{Page: s.chrome(r, v), Attempt: a}
	for i := range a.Items {
		asked := questions[a.Items[i].Version]
		page.Entries = append(page.Entries, views.Explained{Number: i + 1, Asked: asked, Item: &a.Items[i], Passages: s.passagesOf(asked)})
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// ended returns the visitor's attempt when it has ended, nil when it is still open.
func (s *Server) ended(r *http.Request, v *visit) (*quiz.Attempt, error) {
	a, err := s.attempt(r, v)
	if err != nil || !a.Ended() {
		return nil, err
	}
	if a.Result == nil {
		return nil, fault.New(fault.Unavailable, "The result is being computed. Load the page again in a moment.")
	}
	return a, nil
}

// seenBy names who sees a result beside the person who took the quiz.
func (s *Server) seenBy(ctx context.Context, a *quiz.Attempt) ([]string, error) {
	switch {
	case a.Assignment != "":
		given, err := s.store.Assignment(ctx, a.Owner, a.Assignment)
		if fault.KindOf(err) == fault.NotFound {
			return nil, nil // the person has left the class
		}
		return []string{given.Leader}, err
	case a.Candidate != "":
		return []string{"whoever invited you"}, nil
	}
	return nil, nil
}

// steps adds to the stored advice what its links need.
func (s *Server) steps(result *quiz.Result) []views.NextStep {
	steps := make([]views.NextStep, 0, len(result.Next))
	for _, step := range result.Next {
		next := views.NextStep{Step: step, Quiz: views.QuizLink{Slug: step.Topic, Title: s.guides.titles[step.Topic], Questions: TopicQuizLength}}
		if b := s.guides.books[step.Topic]; b != nil {
			next.Guide = views.GuideLink{Slug: step.Topic, Title: b.topic.Title, Minutes: b.minutes}
		}
		for _, id := range step.Passages {
			at, open := s.guides.passages[id]
			link := s.linkTo(id, at)
			if open && !slices.ContainsFunc(next.Readings, func(l views.PassageLink) bool { return l.Name() == link.Name() }) {
				next.Readings = append(next.Readings, link) // one link a section: a second of the same name would say nothing new
			}
		}
		steps = append(steps, next)
	}
	return steps
}

// What pages link to must exist in every library: the quiz behind the landing page's first button, and a practice quiz for each topic, whose slug is the topic's.
const (
	FirstTry        = "first-try"
	TopicQuizLength = 8
)
