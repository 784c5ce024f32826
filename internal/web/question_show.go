package web

import (
	"net/http"
	"strconv"

	"touchstone/internal/quiz"
	"touchstone/views"
)

// questionShow shows one question of an open attempt. An ended attempt leads to its result, an explained question to its feedback.
func (s *Server) questionShow(w http.ResponseWriter, r *http.Request, v *visit) error {
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
	switch {
	case a.Ended():
		return seeOther(w, r, attemptPath(a.ID, "/result"))
	case a.Released(n):
		return seeOther(w, r, attemptPath(a.ID, "/questions/"+strconv.Itoa(n)+"/feedback"))
	}
	asked, err := s.store.Version(r.Context(), item.Version)
	if err != nil {
		return err
	}
	page := views.Question{Page: s.chrome(r, v), Attempt: a, Number: n, Asked: asked, Clock: s.clockOf(a)}
	return s.show(w, r, http.StatusOK, page.View())
}

// feedbackShow explains an answered question where the mode releases it.
func (s *Server) feedbackShow(w http.ResponseWriter, r *http.Request, v *visit) error {
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
	if !a.Released(n) {
		return seeOther(w, r, attemptPath(a.ID, "/questions/"+strconv.Itoa(n)))
	}
	asked, err := s.store.Version(r.Context(), item.Version)
	if err != nil {
		return err
	}
	page := views.Feedback{
		Page: s.chrome(r, v), Attempt: a,
		Explained: views.Explained{Number: n, Asked: asked, Item: item, Passages: s.passagesOf(asked)},
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// reviewShow lists all questions before they are sent.
func (s *Server) reviewShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	a, err := s.attempt(r, v)
	if err != nil {
		return err
	}
	if a.Ended() {
		return seeOther(w, r, attemptPath(a.ID, "/result"))
	}
	questions, err := s.store.Versions(r.Context(), versionsOf(a))
	if err != nil {
		return err
	}
	stems := make([]string, len(a.Items))
	for i := range a.Items {
		stems[i] = questions[a.Items[i].Version].Stem
	}
	from, _ := strconv.Atoi(r.URL.Query().Get("from"))
	page := views.Review{Page: s.chrome(r, v), Attempt: a, Stems: stems, Show: r.URL.Query().Get("show"), From: from, Clock: s.clockOf(a)}
	return s.show(w, r, http.StatusOK, page.View())
}

// submissionCreate sends the attempt.
func (s *Server) submissionCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	a, err := s.finish(r.Context(), v.member.ID, r.PathValue("id"))
	if err != nil {
		return err
	}
	if a.Candidate != "" && v.member.Guest() {
		// Whoever holds the link could have opened the attempt too; the result is for the browser that sent it.
		if err := s.store.EndOtherSessions(r.Context(), v.member.ID, v.session.Hash); err != nil {
			return err
		}
	}
	return seeOther(w, r, attemptPath(a.ID, "/result"))
}

// clockShow tells a page the time left and the answers that have arrived.
func (s *Server) clockShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	a, err := s.attempt(r, v)
	if err != nil {
		return err
	}
	return writeJSON(w, clockOf(a, s.clockOf(a)))
}

// clock is what a page learns about the time: seconds left, null without a limit.
type clock struct {
	Left  *int64     `json:"left"`
	Open  bool       `json:"open"`
	Seq   int        `json:"seq"`
	Mode  quiz.Mode  `json:"mode"`
	State quiz.State `json:"state"`
}

func clockOf(a *quiz.Attempt, left *views.Clock) clock {
	c := clock{Open: a.State == quiz.InProgress, Seq: a.Seq, Mode: a.Mode, State: a.State}
	if left != nil {
		seconds := int64(left.Left.Seconds())
		c.Left = &seconds
	}
	return c
}
