package web

import (
	"net/http"
	"strings"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/views"
)

// setupShow is where the one-time link for the first administrator leads.
func (s *Server) setupShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.checkSetup(r); err != nil {
		return err
	}
	page := views.SignUp{Page: s.chrome(r, v), Setup: r.URL.Path}
	return s.show(w, r, http.StatusOK, page.View())
}

func (s *Server) checkSetup(r *http.Request) error {
	good, err := s.store.SetupLinkGood(r.Context(), hashToken(r.PathValue("token")))
	if err == nil && !good {
		return fault.New(fault.Gone, "This link has been used or has run out. Start the server again for a new one, or run touchstone user add.")
	}
	return err
}

// setupCreate makes the first administrator.
func (s *Server) setupCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	if err := s.checkSetup(r); err != nil { // before a password is hashed for nobody
		return err
	}
	typed := people.SignUp{Name: strings.TrimSpace(r.PostFormValue("name")), Email: r.PostFormValue("email"), Password: r.PostFormValue("password")}
	problems := views.Problems(typed.Check())
	if len(problems) == 0 {
		err := s.createAdmin(w, r, typed)
		if err == nil {
			return seeOther(w, r, "/")
		}
		problem := invalid(err)
		if problem == nil {
			return err
		}
		problems = views.Problems{problem}
	}
	page := views.SignUp{Page: s.chrome(r, v), Setup: r.URL.Path, Name: typed.Name, Email: typed.Email, Problems: problems}
	return s.show(w, r, http.StatusUnprocessableEntity, page.View())
}

func (s *Server) createAdmin(w http.ResponseWriter, r *http.Request, typed people.SignUp) error {
	email, problem := people.NormaliseEmail(typed.Email)
	if problem != nil {
		return problem
	}
	hash, err := s.passwords.hash(r.Context(), typed.Password)
	if err != nil {
		return err
	}
	admin := &people.Member{ID: store.NewID(), Organisation: people.PublicOrganisation, Name: typed.Name, Email: email, Role: people.Admin, CreatedAt: s.store.Now()}
	if err := s.store.UseSetupLink(r.Context(), hashToken(r.PathValue("token")), admin, hash); err != nil {
		return err
	}
	return s.sessions.begin(w, r, admin, false)
}
