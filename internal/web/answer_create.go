package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/quiz"
)

// answerCreate keeps an answer and leads on. What the browser is told is saved, is saved: the page after it is sent only after the commit.
func (s *Server) answerCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	n, err := number(r)
	if err != nil {
		return err
	}
	if err := form(r); err != nil {
		return s.answerRefused(w, r, v, n, err)
	}
	seen, err := seenSeq(r.PostForm)
	if err != nil {
		return s.answerRefused(w, r, v, n, err)
	}
	now := s.store.Now()
	skipped, repeated := false, false
	a, err := s.store.AnswerAttempt(r.Context(), v.member.ID, r.PathValue("id"), n, func(a *quiz.Attempt, asked *bank.Question) error {
		skipped, repeated = false, false
		item, err := a.Item(n)
		if err != nil {
			return err
		}
		if flags := r.PostForm["flag"]; len(flags) > 0 && a.Open(now) {
			item.Flagged = slices.Contains(flags, "1")
		}
		if a.Mode == quiz.Exam && item.Flagged && item.Answer == nil && nothing(r.PostForm) && a.Open(now) {
			skipped = true // a flag says: later
			return nil
		}
		response, err := item.Decode(asked, r.PostForm)
		if err != nil && a.Open(now) {
			return err
		}
		// After the end a form that cannot be read is late like any other: its empty response is never the one that is kept.
		err = a.Answer(n, asked, response, seen, now)
		repeated = err == nil && len(a.Journal) == 0
		return err
	})
	s.metrics.answers.WithLabelValues(outcome(err, repeated)).Inc()
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

// seenSeq reads the number of the answer that the page had shown; -1 when the form does not say.
func seenSeq(form url.Values) (int, error) {
	given := form.Get("seq")
	if given == "" {
		return -1, nil
	}
	seen, err := strconv.Atoi(given)
	if err != nil || seen < 0 {
		return 0, fault.New(fault.Invalid, "The form did not arrive in one piece. Answer once more.").Because(err)
	}
	return seen, nil
}

// nothing reports whether a form holds no answer at all.
func nothing(form url.Values) bool {
	for name, values := range form {
		if name != "answer" && !strings.HasPrefix(name, "answer.") {
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

// outcome names what became of an answer, for the metrics.
func outcome(err error, repeated bool) string {
	switch {
	case repeated:
		return "repeated"
	case err == nil:
		return "saved"
	}
	switch fault.KindOf(err) {
	case fault.Conflict:
		return "stale"
	case fault.Gone:
		return "late"
	case fault.Invalid:
		return "refused"
	}
	return "failed"
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
