package web

import (
	"net/http"
	"strings"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/views"
)

// accountShow shows the account; to somebody without one it is the form that creates it.
func (s *Server) accountShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	if v.member == nil || v.member.Guest() {
		page, err := s.signUpPage(r, v)
		if err != nil {
			return err
		}
		return s.show(w, r, http.StatusOK, page.View())
	}
	page, err := s.accountPage(r, v)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, page.View())
}

func (s *Server) accountPage(r *http.Request, v *visit) (views.Account, error) {
	sessions, err := s.store.Sessions(r.Context(), v.member.ID)
	if err != nil {
		return views.Account{}, err
	}
	page := views.Account{Page: s.chrome(r, v), Name: v.member.Name}
	for _, session := range sessions {
		page.Sessions = append(page.Sessions, views.Session{
			ID: session.Hash, Device: device(session.Agent), SeenAt: session.SeenAt, Current: session.Hash == v.session.Hash,
		})
	}
	return page, nil
}

func (s *Server) signUpPage(r *http.Request, v *visit) (views.SignUp, error) {
	page := views.SignUp{Page: s.chrome(r, v)}
	if v.member == nil {
		return page, nil
	}
	attempts, err := s.store.Attempts(r.Context(), v.member.ID, 50)
	for _, a := range attempts {
		page.Answers += a.Answered()
	}
	return page, err
}

// accountCreate gives a visitor an account. A guest stays the same person, with everything that they did.
func (s *Server) accountCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if v.member != nil && !v.member.Guest() {
		return seeOther(w, r, "/account")
	}
	if err := form(r); err != nil {
		return err
	}
	if err := s.limits.allow("sign-up "+s.client(r), 30, 300, s.store.Now()); err != nil {
		return err
	}
	typed := people.SignUp{Name: strings.TrimSpace(r.PostFormValue("name")), Email: r.PostFormValue("email"), Password: r.PostFormValue("password")}
	problems := typed.Check()
	if len(problems) == 0 {
		err := s.createAccount(w, r, v, typed)
		if err == nil {
			what := doneAccount
			if v.member != nil {
				what = doneClaimed
			}
			return seeOther(w, r, done(localPath(r.PostFormValue("back"), "/me"), what))
		}
		problem := invalid(err)
		if problem == nil {
			return err
		}
		problems = append(problems, problem)
	}
	page, err := s.signUpPage(r, v)
	if err != nil {
		return err
	}
	page.Name, page.Email, page.Problems = typed.Name, typed.Email, problems
	return s.show(w, r, http.StatusUnprocessableEntity, page.View())
}

func (s *Server) createAccount(w http.ResponseWriter, r *http.Request, v *visit, typed people.SignUp) error {
	email, problem := people.NormaliseEmail(typed.Email)
	if problem != nil {
		return problem
	}
	hash, err := s.passwords.hash(r.Context(), typed.Password)
	if err != nil {
		return err
	}
	member := &people.Member{ID: store.NewID(), Organisation: people.PublicOrganisation, Name: typed.Name, Email: email, Role: people.Learner, CreatedAt: s.store.Now()}
	if v.member != nil {
		claimed := *v.member
		claimed.Name, claimed.Email = typed.Name, email
		member = &claimed
		err = s.store.ClaimGuest(r.Context(), member.ID, typed.Name, email, hash)
	} else {
		err = s.store.AddMember(r.Context(), member, hash)
	}
	if err != nil {
		return err
	}
	return s.sessions.begin(w, r, member, false)
}

// passwordUpdate changes the password and signs out every other browser.
func (s *Server) passwordUpdate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	err := s.changePassword(r, v)
	problem := invalid(err)
	if err != nil && problem == nil {
		return err
	}
	page, loadErr := s.accountPage(r, v)
	if loadErr != nil {
		return loadErr
	}
	if problem != nil {
		page.Problems = views.Problems{problem}
		return s.show(w, r, http.StatusUnprocessableEntity, page.View())
	}
	page.Notice = "Your password is changed. Every other browser has been signed out."
	return s.show(w, r, http.StatusOK, page.View())
}

func (s *Server) changePassword(r *http.Request, v *visit) error {
	if _, err := s.signIn(r, v.member.Email, r.PostFormValue("current")); err != nil {
		if invalid(err) != nil {
			return fault.Field("current", "This is not your present password")
		}
		return err
	}
	if problem := people.CheckPassword(r.PostFormValue("password"), v.member.Email); problem != nil {
		return problem
	}
	hash, err := s.passwords.hash(r.Context(), r.PostFormValue("password"))
	if err != nil {
		return err
	}
	return s.store.SetPassword(r.Context(), v.member.ID, hash, v.session.Hash)
}

// nameUpdate changes the name that others see.
func (s *Server) nameUpdate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	name := strings.TrimSpace(r.PostFormValue("name"))
	problem := people.CheckName(name)
	if problem == nil {
		if err := s.store.SetName(r.Context(), v.member.ID, name); err != nil {
			return err
		}
		v.member.Name = name
	}
	page, err := s.accountPage(r, v)
	if err != nil {
		return err
	}
	page.Name = name
	if problem != nil {
		page.Problems = views.Problems{problem}
		return s.show(w, r, http.StatusUnprocessableEntity, page.View())
	}
	page.Notice = "Your name is changed."
	return s.show(w, r, http.StatusOK, page.View())
}

// accountSessionEnd signs out one browser, or every one but this when none is named.
func (s *Server) accountSessionEnd(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	var err error
	if named := r.PostFormValue("session"); named != "" {
		err = s.store.EndSession(r.Context(), v.member.ID, named)
	} else {
		err = s.store.EndOtherSessions(r.Context(), v.member.ID, v.session.Hash)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, "/account")
}
