package web

import (
	"net/http"

	"touchstone/internal/fault"
	"touchstone/internal/people"
)

// mayClear reports whether somebody may clear the sample data: an administrator, and those sample people who lead a class or a screening.
func mayClear(m *people.Member) bool {
	return m != nil && (m.Role == people.Admin || m.Sample && m.May(people.Instructor, people.Hiring))
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
