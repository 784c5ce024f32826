package web

import (
	"context"
	"net/http"
	"strings"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// landingShow is the front door: to somebody who has begun something, the way back to it.
func (s *Server) landingShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	ready, err := s.readySignIns(r.Context())
	if err != nil {
		return err
	}
	page := views.Landing{Page: s.chrome(r, v), Try: views.QuizLink{Slug: FirstTry, Title: "First try", Questions: 5}, SignIns: ready}
	page.Demo = len(ready) > 0
	if v.member != nil {
		if err := s.comeBack(r.Context(), v.member, &page); err != nil {
			return err
		}
		if cohort, joined := strings.CutPrefix(r.URL.Query().Get("done"), doneJoined); joined {
			classes, err := s.store.CohortsOf(r.Context(), v.member.ID)
			if err != nil {
				return err
			}
			for _, class := range classes {
				if class.Cohort == cohort {
					page.Notice = "You have joined " + class.Name + ". " + class.Leader + " can give you quizzes; they stand on this page."
				}
			}
		}
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// comeBack fills in what a known visitor may go on with.
func (s *Server) comeBack(ctx context.Context, member *people.Member, page *views.Landing) error {
	attempts, err := s.store.Attempts(ctx, member.ID, recentAttempts)
	if err != nil {
		return err
	}
	page.Continue = s.openAttempt(attempts)
	if last := lastResult(attempts); last != nil {
		page.Result = last.Result
		if steps := s.steps(last.Result); len(steps) > 0 {
			page.Next = &steps[0]
		}
	}
	page.Assigned, err = s.assigned(ctx, member)
	return err
}

// recentAttempts bounds what the pages about a person look back on.
const recentAttempts = 200

// openAttempt returns the latest attempt that can be gone on with.
func (s *Server) openAttempt(attempts []*quiz.Attempt) *views.Continue {
	for _, a := range attempts {
		if !a.Open(s.store.Now()) {
			continue
		}
		number := a.FirstUnanswered()
		if number == 0 {
			number = len(a.Items)
		}
		open := &views.Continue{Attempt: a.ID, Title: a.Title, Mode: a.Mode, Number: number, Total: len(a.Items), Deadline: a.Deadline}
		for i := range a.Items {
			if answer := a.Items[i].Answer; answer != nil && answer.At.After(open.SavedAt) {
				open.SavedAt = answer.At
			}
		}
		return open
	}
	return nil
}

// lastResult returns the latest ended attempt with at least one answer.
func lastResult(attempts []*quiz.Attempt) *quiz.Attempt {
	for _, a := range attempts {
		if a.Ended() && a.Result != nil && a.Result.Answered > 0 {
			return a
		}
	}
	return nil
}

func (s *Server) assigned(ctx context.Context, member *people.Member) ([]views.AssignedQuiz, error) {
	list, err := s.store.AssignedTo(ctx, member.ID)
	if err != nil {
		return nil, err
	}
	quizzes := make([]views.AssignedQuiz, len(list))
	for i, a := range list {
		quizzes[i] = views.AssignedQuiz{Slug: a.Quiz, Title: a.Title, GivenBy: a.Leader, Due: a.Due}
	}
	return quizzes, nil
}
