package web

import (
	"net/http"
	"time"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/views"
)

// Wrong passwords are counted for this long; so many are allowed for an account and for an address. A school has one address, so the account counts first.
const (
	failureWindow     = 15 * time.Minute
	failuresByAccount = 10
	failuresByAddress = 100
)

// sessionNew shows the sign-in form.
func (s *Server) sessionNew(w http.ResponseWriter, r *http.Request, v *visit) error {
	back := r.URL.Query().Get("next")
	if back == "" {
		back = r.URL.Query().Get("back")
	}
	if v.member != nil && !v.member.Guest() {
		return seeOther(w, r, localPath(back, "/me"))
	}
	ready, err := s.readySignIns(r.Context())
	if err != nil {
		return err
	}
	page := views.SignIn{Page: s.chrome(r, v), Back: back, SignIns: ready}
	return s.show(w, r, http.StatusOK, page.View())
}

// sessionCreate signs in. What a guest did before is theirs afterwards.
func (s *Server) sessionCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	email, back := r.PostFormValue("email"), r.PostFormValue("back")
	member, err := s.signIn(r, email, r.PostFormValue("password"))
	if err != nil {
		if problem := invalid(err); problem != nil {
			ready, err := s.readySignIns(r.Context())
			if err != nil {
				return err
			}
			page := views.SignIn{Page: s.chrome(r, v), Email: email, Back: back, SignIns: ready, Problems: views.Problems{problem}}
			return s.show(w, r, http.StatusUnprocessableEntity, page.View())
		}
		return err
	}
	// The work moves first: after it a failure costs a second sign-in, before it the guest's session would be gone and the work with it.
	if guest := v.member; guest != nil && guest.Guest() && member.Organisation == guest.Organisation {
		if err := s.store.MoveWork(r.Context(), guest.ID, member.ID); err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
	}
	if err := s.sessions.begin(w, r, member, false); err != nil {
		return err
	}
	return seeOther(w, r, localPath(back, home(member)))
}

// signIn finds the member for an address and a password. It takes as long for an address that nobody has.
func (s *Server) signIn(r *http.Request, typed, password string) (*people.Member, error) {
	wrong := fault.Field("password", "This e-mail address and this password do not belong together. Check both and try again")
	email, problem := people.NormaliseEmail(typed)
	if problem != nil {
		return nil, problem
	}
	// Whoever counts the failures holds a place to hash: many tries at once cannot all be counted before the first of them has failed.
	leave, err := s.passwords.enter(r.Context())
	if err != nil {
		return nil, err
	}
	defer leave()
	account, address := hashToken("account "+email), hashToken("address "+s.client(r))
	byAccount, byAddress, err := s.store.SignInFailures(r.Context(), account, address, failureWindow)
	if err != nil {
		return nil, err
	}
	if byAccount >= failuresByAccount || byAddress >= failuresByAddress {
		return nil, fault.New(fault.TooMany, "There were many wrong passwords in a short time. Wait 15 minutes and try again.")
	}
	member, hash, err := s.store.Credentials(r.Context(), email)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	same, err := s.passwords.matches(password, hash)
	if err != nil {
		return nil, err
	}
	if !same {
		if err := s.store.AddSignInFailure(r.Context(), store.NewID(), account, address); err != nil {
			return nil, err
		}
		return nil, wrong
	}
	if byAccount > 0 {
		if err := s.store.ForgiveSignIn(r.Context(), account); err != nil {
			return nil, err
		}
	}
	return member, nil
}

// home is where a member's work begins.
func home(m *people.Member) string {
	switch m.Role {
	case people.Instructor:
		return "/cohorts"
	case people.Hiring:
		return "/screenings"
	}
	return "/me"
}

// sessionEnd signs out, at the server too.
func (s *Server) sessionEnd(w http.ResponseWriter, r *http.Request, _ *visit) error {
	if err := s.sessions.end(w, r); err != nil {
		return err
	}
	return seeOther(w, r, "/")
}
