package web

import (
	"errors"
	"net/http"
	"strings"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
)

// visit is one request with the person behind it: Member is nil for somebody of whom nothing is known.
type visit struct {
	member  *people.Member
	session *store.Session
	// attempt is the member's own that the page is about, as it stood when the request began; nil on other pages.
	attempt *quiz.Attempt
}

// handler answers a request or returns why it cannot; exactly one function answers and logs errors.
type handler func(w http.ResponseWriter, r *http.Request, v *visit) error

// page makes a handler an http.Handler: it finds out who asks, bounds the body, and answers errors.
func (s *Server) page(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		v, err := s.sessions.current(w, r)
		if err == nil {
			if v.member != nil || r.Method == http.MethodPost {
				w.Header().Set("Cache-Control", "no-store")
			}
			err = h(w, r, v)
		}
		if err != nil {
			s.answerError(w, r, v, err)
		}
	})
}

// maxForm bounds what a form may send, in bytes.
const maxForm = 64 << 10

// known is for pages that need somebody, guest or not.
func (s *Server) known(h handler) http.Handler {
	return s.page(func(w http.ResponseWriter, r *http.Request, v *visit) error {
		if v.member == nil {
			return fault.New(fault.Unauthenticated, "Sign in to see this page.")
		}
		return h(w, r, v)
	})
}

// secret is for pages whose address opens something: neither a cache nor another site learns it.
func (s *Server) secret(h handler) http.Handler {
	return s.page(func(w http.ResponseWriter, r *http.Request, v *visit) error {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		return h(w, r, v)
	})
}

// account is for pages that need a signed-in account.
func (s *Server) account(h handler) http.Handler {
	return s.role(h, people.Learner, people.Instructor, people.Hiring)
}

// role is for pages that need one of some roles.
func (s *Server) role(h handler, roles ...people.Role) http.Handler {
	return s.page(func(w http.ResponseWriter, r *http.Request, v *visit) error {
		if v.member == nil || v.member.Guest() {
			return fault.New(fault.Unauthenticated, "Sign in to see this page.")
		}
		if !v.member.May(roles...) {
			return fault.New(fault.Forbidden, "Your account may not open this page. Ask an administrator of your organisation if you need it.")
		}
		return h(w, r, v)
	})
}

// Limits of making guests, by address: a school of several hundred people may stand behind one.
const (
	guestsPerMinute = 60
	guestsAtOnce    = 600
)

// somebody returns the visitor, and makes a nameless guest of one of whom nothing is known, so that what they do is kept.
func (s *Server) somebody(w http.ResponseWriter, r *http.Request, v *visit) (*people.Member, error) {
	if v.member != nil {
		return v.member, nil
	}
	if err := s.limits.allow("guest "+s.client(r), guestsPerMinute, guestsAtOnce, s.store.Now()); err != nil {
		return nil, err
	}
	guest := &people.Member{ID: store.NewID(), Organisation: people.PublicOrganisation, Role: people.Learner, CreatedAt: s.store.Now()}
	if err := s.sessions.begin(w, r, guest, true); err != nil {
		return nil, err
	}
	v.member = guest
	return guest, nil
}

// form parses the body and says in plain words when it is broken or too large.
func form(r *http.Request) error {
	err := r.ParseForm()
	if err == nil {
		return nil
	}
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return fault.New(fault.TooLarge, "This is more than the form can take. Make it shorter and send it again.").Because(err)
	}
	return fault.New(fault.Invalid, "The form did not arrive in one piece. Go back, load the page again and send it once more.").Because(err)
}

// seeOther sends the browser on, so that loading the page again repeats nothing.
func seeOther(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

// localPath returns next when it is a path on this site, else fallback: nobody is sent elsewhere by a link that was made up.
func localPath(next, fallback string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") || len(next) > 500 {
		return fallback
	}
	return next
}
