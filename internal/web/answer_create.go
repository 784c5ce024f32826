package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// answerCreate keeps an answer and leads on. What the browser is told is saved, is saved: the page after it is sent only after the commit.
func (s *Server) answerCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	n, err := number(r)
	if err != nil {
		return err
	}
	if err := form(r); err != nil {
		return err
	}
	seen := -1
	if given := r.PostFormValue("seq"); given != "" {
		if seen, err = strconv.Atoi(given); err != nil || seen < 0 {
			return fault.New(fault.Invalid, "The form did not arrive in one piece. Load the question again and answer once more.")
		}
	}
	now := s.store.Now()
	skipped := false
	a, err := s.store.AnswerAttempt(r.Context(), v.member.ID, r.PathValue("id"), n, func(a *quiz.Attempt, asked *bank.Question) error {
		skipped = false
		item, err := a.Item(n)
		if err != nil {
			return err
		}
		if flags := r.PostForm["flag"]; len(flags) > 0 && a.Open(now) {
			item.Flagged = slices.Contains(flags, "1")
		}
		response, err := item.Decode(asked, r.PostForm)
		if err != nil {
			return err
		}
		if a.Mode == quiz.Exam && item.Flagged && item.Answer == nil && nothing(r.PostForm) && a.Open(now) {
			skipped = true // a flag says: later
			return nil
		}
		return a.Answer(n, asked, response, seen, now)
	})
	s.metrics.answers.WithLabelValues(outcome(err)).Inc()
	if err != nil {
		return s.answerRefused(w, r, v, n, err)
	}
	switch {
	case a.Mode != quiz.Exam:
		return seeOther(w, r, attemptPath(a.ID, "/questions/"+strconv.Itoa(n)+"/feedback"))
	case r.PostFormValue("from") == "review" && !skipped:
		return seeOther(w, r, attemptPath(a.ID, "/review?from="+strconv.Itoa(n)))
	case n < len(a.Items):
		return seeOther(w, r, attemptPath(a.ID, "/questions/"+strconv.Itoa(n+1)))
	}
	return seeOther(w, r, attemptPath(a.ID, "/review?from="+strconv.Itoa(n)))
}

// nothing reports whether a form holds no answer at all.
func nothing(form map[string][]string) bool {
	for name, values := range form {
		if name != "answer" && (len(name) < 7 || name[:7] != "answer.") {
			continue
		}
		for _, value := range values {
			if value != "" {
				return false
			}
		}
	}
	return true
}

func outcome(err error) string {
	switch fault.KindOf(err) {
	case fault.Conflict:
		return "stale"
	case fault.Gone:
		return "late"
	case fault.Invalid:
		return "refused"
	case fault.Internal:
		if err == nil {
			return "saved"
		}
	}
	return "failed"
}

// answerRefused shows the question again with what was chosen and the reason; what is kept stays as it was.
func (s *Server) answerRefused(w http.ResponseWriter, r *http.Request, v *visit, n int, err error) error {
	var problem *fault.Error
	if !errors.As(err, &problem) || problem.Kind != fault.Invalid && problem.Kind != fault.Conflict {
		return err
	}
	a, loadErr := s.attempt(r, v)
	if loadErr != nil {
		return loadErr
	}
	item, loadErr := a.Item(n)
	if loadErr != nil {
		return loadErr
	}
	if a.Released(n) {
		return err // the answer has been explained: showing the form again would invite another
	}
	asked, loadErr := s.store.Version(r.Context(), item.Version)
	if loadErr != nil {
		return loadErr
	}
	page := views.Question{
		Page: s.chrome(r, v), Attempt: a, Number: n, Asked: asked, Clock: s.clockOf(a), Form: r.PostForm, Problem: problem, Stale: problem.Kind == fault.Conflict,
	}
	return s.show(w, r, statuses[problem.Kind], page.View())
}

// flagUpdate sets or clears the learner's own mark on a question.
func (s *Server) flagUpdate(w http.ResponseWriter, r *http.Request, v *visit) error {
	n, err := number(r)
	if err != nil {
		return err
	}
	if err := form(r); err != nil {
		return err
	}
	now := s.store.Now()
	a, err := s.store.UpdateAttempt(r.Context(), v.member.ID, r.PathValue("id"), func(a *quiz.Attempt) error {
		return a.Flag(n, slices.Contains(r.PostForm["flag"], "1"), now)
	})
	if err != nil {
		return err
	}
	return seeOther(w, r, attemptPath(a.ID, "/questions/"+strconv.Itoa(n)))
}
