package web

import (
	"net/http"

	"touchstone/internal/fault"
	"touchstone/views"
)

// aboutShow serves the plain words: how scores are computed, accessibility, what becomes of one's data.
func (s *Server) aboutShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	page := views.About{Page: s.chrome(r, v), Subject: r.PathValue("subject")}
	if !page.Known() {
		return fault.New(fault.NotFound, "There is no page at this address.")
	}
	return s.show(w, r, http.StatusOK, page.View())
}
