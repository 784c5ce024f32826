package web

import (
	"context"
	"net/http"
	"slices"

	"touchstone/internal/bank"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// meShow is a person's progress: results over time, mistakes, what is open.
func (s *Server) meShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	page := views.Progress{Page: s.chrome(r, v), Try: views.QuizLink{Slug: FirstTry, Title: "First try", Questions: 5}}
	if v.member == nil {
		return s.show(w, r, http.StatusOK, page.View())
	}
	attempts, err := s.store.Attempts(r.Context(), v.member.ID, recentAttempts)
	if err != nil {
		return err
	}
	page.Continue = s.openAttempt(attempts)
	for _, a := range slices.Backward(attempts) {
		if a.Ended() && a.Result != nil {
			page.History = append(page.History, views.HistoryEntry{
				Attempt: a.ID, Title: a.Title, Mode: a.Mode, EndedAt: a.EndedAt, Score: a.Result.Score, Low: a.Result.Low, High: a.Result.High,
			})
		}
	}
	if last := lastResult(attempts); last != nil && len(last.Result.Next) > 0 {
		page.Next = &s.steps(last.Result)[0]
	}
	page.AtOnce = mostMistakes
	if page.Mistakes, err = s.mistakes(r.Context(), v.member, attempts); err != nil {
		return err
	}
	if page.Assigned, err = s.assigned(r.Context(), v.member); err != nil {
		return err
	}
	if page.Classes, err = s.store.CohortsOf(r.Context(), v.member.ID); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// mistakes lists what was missed and not put right since, the latest first, with what was taken for the right answer.
func (s *Server) mistakes(ctx context.Context, member *people.Member, attempts []*quiz.Attempt) ([]views.Mistake, error) {
	missed, err := s.store.Missed(ctx, member.Organisation, member.ID)
	if err != nil || len(missed) == 0 {
		return nil, err
	}
	learner, err := s.store.Learner(ctx, member.ID)
	if err != nil {
		return nil, err
	}
	byID := map[string]*quiz.Attempt{}
	for _, a := range attempts {
		byID[a.ID] = a
	}
	versions := make([]string, len(missed))
	for i, candidate := range missed {
		versions[i] = candidate.Version
		if item := missedItem(learner.Asked[candidate.ID], byID); item != nil {
			versions[i] = item.Version // as it was when it was missed
		}
	}
	questions, err := s.store.Versions(ctx, versions)
	if err != nil {
		return nil, err
	}
	list := make([]views.Mistake, len(missed))
	for i, candidate := range missed {
		asked, q := learner.Asked[candidate.ID], questions[versions[i]]
		list[i] = views.Mistake{Stem: q.Stem, Topic: candidate.Topic, MissedAt: asked.MissedAt, Times: asked.Misses, RightSince: asked.RightSince}
		if item := missedItem(asked, byID); item != nil {
			list[i].Attempt, list[i].Number = asked.MissedAttempt, asked.MissedItem
			list[i].Took = took(q, item)
		}
	}
	slices.SortStableFunc(list, func(a, b views.Mistake) int { return b.MissedAt.Compare(a.MissedAt) })
	return list, nil
}

// missedItem returns the question where it was missed last, nil when that lies too far back.
func missedItem(asked *quiz.Asked, attempts map[string]*quiz.Attempt) *quiz.Item {
	a := attempts[asked.MissedAttempt]
	if a == nil {
		return nil
	}
	item, err := a.Item(asked.MissedItem)
	if err != nil || item.Answer == nil {
		return nil
	}
	return item
}

// took is what was taken for the right answer: the wrong option that was chosen or the wrong words that were typed; empty where there is no single one.
func took(q *bank.Question, item *quiz.Item) string {
	if item.Answer == nil {
		return ""
	}
	if q.Kind == bank.Numeric || q.Kind == bank.Short {
		if item.Answer.Mark >= quiz.RightMark {
			return ""
		}
		return item.Answer.Response.Text
	}
	choices := item.Answer.Response.Choices
	if q.Kind != bank.Single || len(choices) != 1 || choices[0] >= len(q.Options) || q.Options[choices[0]].Correct {
		return ""
	}
	return q.Options[choices[0]].Text
}

// preferencesShow is the form for how the pages should look and act.
func (s *Server) preferencesShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	page := views.Preferences{Page: s.chrome(r, v)}
	return s.show(w, r, http.StatusOK, page.View())
}

// preferencesUpdate keeps them.
func (s *Server) preferencesUpdate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	chosen := people.Preferences{
		Theme: r.PostFormValue("theme"), Text: r.PostFormValue("text"),
		KeysOff: r.PostFormValue("keys") != "1", HideTime: r.PostFormValue("hide_time") == "1", LessMotion: r.PostFormValue("less_motion") == "1",
	}
	if err := chosen.Check(); err != nil {
		page := views.Preferences{Page: s.chrome(r, v), Problems: views.Problems{invalid(err)}}
		return s.show(w, r, http.StatusUnprocessableEntity, page.View())
	}
	member, err := s.somebody(w, r, v)
	if err != nil {
		return err
	}
	if err := s.store.SetPreferences(r.Context(), member.ID, chosen); err != nil {
		return err
	}
	member.Preferences = chosen
	page := views.Preferences{Page: s.chrome(r, v)}
	page.Notice = "Saved. Every page looks and acts like this from now on."
	return s.show(w, r, http.StatusOK, page.View())
}

// timeUpdate hides or shows the time on question pages, and leads back.
func (s *Server) timeUpdate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	chosen := v.member.Preferences
	chosen.HideTime = r.PostFormValue("hide") == "1"
	if err := s.store.SetPreferences(r.Context(), v.member.ID, chosen); err != nil {
		return err
	}
	return seeOther(w, r, localPath(r.PostFormValue("back"), "/me"))
}
