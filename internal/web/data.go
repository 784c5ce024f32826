package web

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// allAttempts is more than one person can make: what people are told of their data is complete.
const allAttempts = 1_000_000

// dataShow tells people what is kept about them, and lets them take it or delete it.
func (s *Server) dataShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showData(w, r, v, http.StatusOK, nil)
}

func (s *Server) showData(w http.ResponseWriter, r *http.Request, v *visit, status int, problems views.Problems) error {
	attempts, err := s.store.Attempts(r.Context(), v.member.ID, allAttempts)
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
	err := s.store.EraseMember(r.Context(), v.member.ID)
	if problem := invalid(err); problem != nil {
		return s.showData(w, r, v, http.StatusUnprocessableEntity, views.Problems{problem})
	}
	if err != nil {
		return err
	}
	if err := s.sessions.end(w, r); err != nil {
		return err
	}
	return seeOther(w, r, "/")
}

// ownData is what is kept about a person, for themselves.
type ownData struct {
	Name        string             `json:"name"`
	Email       string             `json:"email"`
	Role        people.Role        `json:"role"`
	ExtraTime   int                `json:"extra_time_percent"`
	Preferences people.Preferences `json:"preferences"`
	CreatedAt   time.Time          `json:"created_at"`
	Sessions    []ownSession       `json:"sessions"`
	Quizzes     []string           `json:"quizzes_built"`
	Attempts    []ownAttempt       `json:"attempts"`
}

type ownSession struct {
	Agent     string    `json:"agent"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`
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
	data, err := s.ownData(r.Context(), v.member)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="touchstone-my-data.json"`)
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(data)
}

func (s *Server) ownData(ctx context.Context, of *people.Member) (*ownData, error) {
	data := &ownData{
		Name: of.Name, Email: of.Email, Role: of.Role, ExtraTime: of.ExtraTime, Preferences: of.Preferences, CreatedAt: of.CreatedAt,
		Sessions: []ownSession{}, Quizzes: []string{}, Attempts: []ownAttempt{},
	}
	sessions, err := s.store.Sessions(ctx, of.ID)
	if err != nil {
		return nil, err
	}
	for _, session := range sessions {
		data.Sessions = append(data.Sessions, ownSession{session.Agent, session.CreatedAt, session.SeenAt})
	}
	quizzes, err := s.store.Quizzes(ctx, of)
	if err != nil {
		return nil, err
	}
	for _, blueprint := range quizzes {
		if blueprint.Owner == of.ID {
			data.Quizzes = append(data.Quizzes, blueprint.Title)
		}
	}
	attempts, err := s.store.Attempts(ctx, of.ID, allAttempts)
	if err != nil {
		return nil, err
	}
	for _, a := range attempts {
		own, err := s.ownAttempt(ctx, a)
		if err != nil {
			return nil, err
		}
		data.Attempts = append(data.Attempts, own)
	}
	return data, nil
}

func (s *Server) ownAttempt(ctx context.Context, a *quiz.Attempt) (ownAttempt, error) {
	questions, err := s.store.Versions(ctx, versionsOf(a))
	if err != nil {
		return ownAttempt{}, err
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
	return own, nil
}
