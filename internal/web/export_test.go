package web

import (
	"context"
	"net/http"
	"net/http/httptest"

	"touchstone/internal/bank"
	"touchstone/internal/people"
	"touchstone/views"
)

// CookieFor signs a member in without the form, because a password takes long to hash.
func (s *Server) CookieFor(ctx context.Context, m *people.Member) (*http.Cookie, error) {
	recorder := httptest.NewRecorder()
	request := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
	request.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
	if err := s.sessions.begin(recorder, request, m, false); err != nil {
		return nil, err
	}
	return recorder.Result().Cookies()[0], nil
}

// Wrap puts what every request passes through around a handler of a test.
func (s *Server) Wrap(h http.Handler) http.Handler { return s.wrap(h) }

// PassagesOf returns what a page quotes behind a released question.
func (s *Server) PassagesOf(q *bank.Question) []views.Passage { return s.passagesOf(q) }

// LocalPath is where a form may lead.
var LocalPath = localPath

// HashToken is what is kept of a secret.
var HashToken = hashToken
