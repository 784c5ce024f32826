package web

import (
	"encoding/json"
	"net/http"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// meShow is a person's progress: results over time, mistakes, what is open.
func (s *Server) meShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	page := views.Progress{Page: s.chrome(r, v)}
	if v.member == nil {
		return s.show(w, r, http.StatusOK, page.View())
	}
	attempts, err := s.store.Attempts(r.Context(), v.member.ID, recentAttempts)
	if err != nil {
		return err
	}
	page.Continue = s.openAttempt(attempts)
	for _, a := range attempts {
		if a.Ended() && a.Result != nil {
			page.Attempts = append(page.Attempts, a)
		}
	}
	if last := lastResult(attempts); last != nil {
		page.Steps = s.steps(last.Result)
	}
	if page.Mistakes, err = s.mistakes(r, v.member); err != nil {
		return err
	}
	if page.States, err = s.standingOf(r, v); err != nil {
		return err
	}
	if page.Assigned, err = s.assigned(r.Context(), v.member); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, page.View())
}

func (s *Server) mistakes(r *http.Request, member *people.Member) ([]views.Mistake, error) {
	missed, err := s.store.Missed(r.Context(), member.Organisation, member.ID)
	if err != nil {
		return nil, err
	}
	versions := make([]string, len(missed))
	for i, candidate := range missed {
		versions[i] = candidate.Version
	}
	questions, err := s.store.Versions(r.Context(), versions)
	if err != nil {
		return nil, err
	}
	learner, err := s.store.Learner(r.Context(), member.ID)
	if err != nil {
		return nil, err
	}
	list := make([]views.Mistake, len(missed))
	for i, candidate := range missed {
		list[i] = views.Mistake{Stem: questions[candidate.Version].Stem, Topic: candidate.Topic}
		if asked := learner.Asked[candidate.ID]; asked != nil {
			list[i].At, list[i].RightSince = asked.LastAt, asked.RightSince
		}
	}
	return list, nil
}

// preferencesShow is the form for how the pages should look and act.
func (s *Server) preferencesShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	page := views.Preferences{Page: s.chrome(r, v)}
	if v.member != nil {
		page.Preferences = v.member.Preferences
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// preferencesUpdate keeps them.
func (s *Server) preferencesUpdate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	chosen := people.Preferences{
		Theme: r.PostFormValue("theme"), Text: r.PostFormValue("text"),
		KeysOff: r.PostFormValue("keys") == "off", HideTime: r.PostFormValue("hide_time") == "1", LessMotion: r.PostFormValue("less_motion") == "1",
	}
	if err := chosen.Check(); err != nil {
		page := views.Preferences{Page: s.chrome(r, v), Preferences: chosen, Problems: views.Problems{invalid(err)}}
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
	page := views.Preferences{Page: s.chrome(r, v), Preferences: chosen}
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

// ownData is everything that is kept about a person's work, for themselves.
type ownData struct {
	Name      string       `json:"name"`
	Email     string       `json:"email"`
	CreatedAt time.Time    `json:"created_at"`
	Attempts  []ownAttempt `json:"attempts"`
}

type ownAttempt struct {
	Title     string       `json:"title"`
	Mode      quiz.Mode    `json:"mode"`
	State     quiz.State   `json:"state"`
	StartedAt time.Time    `json:"started_at"`
	EndedAt   *time.Time   `json:"ended_at"`
	Questions []ownAnswer  `json:"questions"`
	Result    *quiz.Result `json:"result"`
}

type ownAnswer struct {
	Stem     string         `json:"stem"`
	Topic    string         `json:"topic"`
	Response *bank.Response `json:"response"`
	At       *time.Time     `json:"at"`
	// Mark is told only where the question has been released.
	Mark *float64 `json:"mark"`
}

// dataShow gives people what is kept about them, as JSON.
func (s *Server) dataShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.limits.allow("export "+v.member.ID, 1, 10, s.store.Now()); err != nil {
		return err
	}
	attempts, err := s.store.Attempts(r.Context(), v.member.ID, recentAttempts)
	if err != nil {
		return err
	}
	data := ownData{Name: v.member.Name, Email: v.member.Email, CreatedAt: v.member.CreatedAt, Attempts: []ownAttempt{}}
	for _, a := range attempts {
		questions, err := s.store.Versions(r.Context(), versionsOf(a))
		if err != nil {
			return err
		}
		own := ownAttempt{Title: a.Title, Mode: a.Mode, State: a.State, StartedAt: a.StartedAt, Result: a.Result}
		if a.Ended() {
			own.EndedAt = &a.EndedAt
		}
		for i := range a.Items {
			item := &a.Items[i]
			answer := ownAnswer{Stem: questions[item.Version].Stem, Topic: item.Topic}
			if item.Answer != nil {
				answer.Response, answer.At = &item.Answer.Response, &item.Answer.At
				if a.Released(i + 1) {
					answer.Mark = &item.Answer.Mark
				}
			}
			own.Questions = append(own.Questions, answer)
		}
		data.Attempts = append(data.Attempts, own)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="touchstone-my-data.json"`)
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(data)
}
