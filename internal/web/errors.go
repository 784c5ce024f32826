package web

import (
	"context"
	"errors"
	"net/http"

	"touchstone/internal/fault"
)

// statuses is the one table from kinds of error to HTTP.
var statuses = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.Gone:            http.StatusGone,
	fault.TooLarge:        http.StatusRequestEntityTooLarge,
	fault.TooMany:         http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

// clientGone is what the log calls a request whose sender did not wait (nginx's convention).
const clientGone = 499

// answerError is the only place where an error becomes an answer and a line in the log.
func (s *Server) answerError(w http.ResponseWriter, r *http.Request, v *visit, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		w.WriteHeader(clientGone)
		return
	}
	kind := fault.KindOf(err)
	if kind == fault.Unauthenticated && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		http.Redirect(w, r, "/session?next="+escape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	switch kind {
	case fault.Internal:
		s.log.ErrorContext(r.Context(), "request failed", "method", r.Method, "route", r.Pattern, "error", err)
	case fault.Unavailable:
		s.log.WarnContext(r.Context(), "unavailable", "method", r.Method, "route", r.Pattern, "error", err)
		w.Header().Set("Retry-After", "30")
	case fault.TooMany:
		w.Header().Set("Retry-After", "60")
	}
	s.showError(w, r, v, statuses[kind], fault.MessageOf(err))
}
