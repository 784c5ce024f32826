package web

import (
	"encoding/json"
	"net/http"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// dataShow tells people what is kept about them, and lets them take it or delete it.
func (s *Server) dataShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showData(w, r, v, http.StatusOK, nil)
}

func (s *Server) showData(w http.ResponseWriter, r *http.Request, v *visit, status int, problems views.Problems) error {
	attempts, err := s.store.Attempts(r.Context(), v.member.ID, recentAttempts)
	if err != nil {
		return err
	}
	page := views.MyData{Page: s.chrome(r, v), Attempts: len(attempts), Problems: problems}
	for _, a := range attempts {
		page.Answers += a.Answered()
	}
	return s.show(w, r, status, page.View())
}

// dataDelete erases a person, once they have said that they are sure.
func (s *Server) dataDelete(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	if r.PostFormValue("sure") != "1" {
		return s.showData(w, r, v, http.StatusUnprocessableEntity, views.Problems{fault.Field("sure", "Tick the box if you are sure")})
	}
	if err := s.store.EraseMember(r.Context(), v.member.ID); err != nil {
		return err
	}
	if err := s.sessions.end(w, r); err != nil {
		return err
	}
	return seeOther(w, r, "/")
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

// dataExport gives people what is kept about them, as JSON.
func (s *Server) dataExport(w http.ResponseWriter, r *http.Request, v *visit) error {
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
