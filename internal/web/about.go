package web

import (
	"net/http"

	"github.com/a-h/templ"

	"touchstone/internal/fault"
	"touchstone/views"
)

// aboutPages are the plain words about the product, by the last part of their address.
var aboutPages = map[string]func(views.Page) templ.Component{
	"scores":        views.AboutScores,
	"accessibility": views.AboutAccessibility,
	"data":          views.AboutData,
}

// aboutShow serves the plain words: how scores are computed, accessibility, what becomes of one's data.
func (s *Server) aboutShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	page := aboutPages[r.PathValue("subject")]
	if page == nil {
		return fault.New(fault.NotFound, "There is no page at this address.")
	}
	return s.show(w, r, http.StatusOK, page(s.chrome(r, v)))
}
