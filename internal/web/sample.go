package web

import (
	"context"
	"net/http"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/views"
)

// mayClear reports whether somebody may clear the sample data: an administrator, and those sample people who lead a class or a screening.
func mayClear(m *people.Member) bool {
	return m != nil && (m.Role == people.Admin || m.Sample && m.May(people.Instructor, people.Hiring))
}

// readySignIns are those of the demonstration as long as its people are there.
func (s *Server) readySignIns(ctx context.Context) ([]views.ReadySignIn, error) {
	if len(s.signIns) == 0 {
		return nil, nil
	}
	has, err := s.store.HasSample(ctx)
	if err != nil || !has {
		return nil, err
	}
	return s.signIns, nil
}

// sampleShow says what clearing the sample data removes, before anything is done.
func (s *Server) sampleShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	if !mayClear(v.member) {
		return fault.New(fault.Forbidden, "Only whoever runs the demonstration may clear it.")
	}
	page := views.ClearSample{Page: s.chrome(r, v)}
	return s.show(w, r, http.StatusOK, page.View())
}

// sampleDelete clears the sample data, whoever of the sample asked for it included.
func (s *Server) sampleDelete(w http.ResponseWriter, r *http.Request, v *visit) error {
	if !mayClear(v.member) {
		return fault.New(fault.Forbidden, "Only whoever runs the demonstration may clear it.")
	}
	if err := s.store.ClearSample(r.Context()); err != nil {
		return err
	}
	if v.member.Sample {
		if err := s.sessions.end(w, r); err != nil {
			return err
		}
	}
	return seeOther(w, r, "/")
}
