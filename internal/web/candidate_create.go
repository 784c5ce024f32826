package web

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/screening"
	"touchstone/internal/store"
	"touchstone/views"
)

// candidateCreate invites a candidate and shows the link, once: only its hash is kept.
func (s *Server) candidateCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	candidate, problems := readCandidate(r)
	if len(problems) > 0 {
		page, err := s.screeningPage(r, v)
		if err != nil {
			return err
		}
		page.Name, page.Email, page.ExtraTime, page.Problems = r.PostFormValue("name"), r.PostFormValue("email"), r.PostFormValue("extra_time"), problems
		return s.show(w, r, http.StatusUnprocessableEntity, page.View())
	}
	now, token := s.store.Now(), newToken()
	candidate.InvitedAt, candidate.ExpiresAt = now, now.Add(screening.LinkLife)
	// A code of four characters may be taken already; chance finds a free one soon.
	for try := 0; ; try++ {
		candidate.Code = newCode()
		err := s.store.Invite(r.Context(), v.member.ID, candidate, hashToken(token))
		if err == nil {
			break
		}
		if fault.KindOf(err) != fault.Conflict || try == 20 {
			return err
		}
	}
	page, err := s.screeningPage(r, v)
	if err != nil {
		return err
	}
	page.Link = &views.InvitationLink{Code: candidate.Code, URL: s.public.String() + "/invitations/" + token, Expires: candidate.ExpiresAt}
	return s.show(w, r, http.StatusOK, page.View())
}

func readCandidate(r *http.Request) (*screening.Candidate, views.Problems) {
	var problems views.Problems
	c := &screening.Candidate{ID: store.NewID(), Screening: r.PathValue("id"), Name: strings.TrimSpace(r.PostFormValue("name"))}
	if problem := people.CheckName(c.Name); problem != nil {
		problem.Message = strings.Replace(problem.Message, "your name", "the candidate’s name", 1)
		problems = append(problems, problem)
	}
	email, problem := people.NormaliseEmail(r.PostFormValue("email"))
	if problem != nil {
		problems = append(problems, problem)
	}
	c.Email = email
	if typed := r.PostFormValue("extra_time"); typed != "" {
		extra, err := strconv.Atoi(typed)
		if err != nil || extra < 0 || extra > 300 {
			problems = append(problems, fault.Field("extra_time", "Choose an adjustment from the list"))
		}
		c.ExtraTime = extra
	}
	return c, problems
}

// newCode is four characters without meaning; those that look alike are left out.
func newCode() string {
	const letters = "ACDEFHJKLMNPQRTUVWXY3479"
	var bytes [4]byte
	_, _ = rand.Read(bytes[:]) // never fails: the runtime ends the program instead
	code := make([]byte, len(bytes))
	for i, b := range bytes {
		code[i] = letters[int(b)%len(letters)]
	}
	return string(code)
}
