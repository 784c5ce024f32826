package web

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
	"touchstone/internal/store"
	"touchstone/views"
)

// screeningList lists a member's screenings, with the form for a new one.
func (s *Server) screeningList(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showScreenings(w, r, v, http.StatusOK, nil)
}

func (s *Server) showScreenings(w http.ResponseWriter, r *http.Request, v *visit, status int, problems views.Problems) error {
	list, err := s.store.Screenings(r.Context(), v.member.ID)
	if err != nil {
		return err
	}
	quizzes, err := s.store.Quizzes(r.Context(), v.member)
	if err != nil {
		return err
	}
	page := views.Screenings{Page: s.chrome(r, v), Screenings: list, Quizzes: quizzes, Form: r.PostForm, Problems: problems}
	return s.show(w, r, status, page.View())
}

// screeningCreate makes a screening from a quiz.
func (s *Server) screeningCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	var problems views.Problems
	title := strings.TrimSpace(r.PostFormValue("title"))
	if problem := screening.CheckTitle(title); problem != nil {
		problems = append(problems, problem)
	}
	blueprint, err := s.store.Quiz(r.Context(), v.member, r.PostFormValue("quiz"))
	switch {
	case fault.KindOf(err) == fault.NotFound:
		problems = append(problems, fault.Field("quiz", "Choose a quiz from the list"))
	case err != nil:
		return err
	case blueprint.Mode != quiz.Exam:
		problems = append(problems, fault.Field("quiz", "Choose an exam: practice shows the answers as it goes"))
	}
	if len(problems) > 0 {
		return s.showScreenings(w, r, v, http.StatusUnprocessableEntity, problems)
	}
	made := &screening.Screening{ID: store.NewID(), Organisation: v.member.Organisation, Owner: v.member.ID, Title: title, Quiz: blueprint.Slug, CutScore: blueprint.PassMark, CreatedAt: s.store.Now()}
	if err := s.store.AddScreening(r.Context(), made); err != nil {
		return err
	}
	return seeOther(w, r, "/screenings/"+made.ID)
}

// screeningShow lists the candidates by their codes: names stay away from scores.
func (s *Server) screeningShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showScreening(w, r, v, http.StatusOK, "", nil)
}

func (s *Server) showScreening(w http.ResponseWriter, r *http.Request, v *visit, status int, link string, problems views.Problems) error {
	of, candidates, err := s.store.Screening(r.Context(), v.member.ID, r.PathValue("id"))
	if err != nil {
		return err
	}
	blueprint, err := s.store.Quiz(r.Context(), v.member, of.Quiz)
	if err != nil {
		return err
	}
	page := views.Screening{Page: s.chrome(r, v), Screening: of, Quiz: blueprint, Candidates: candidates, Link: link, Form: r.PostForm, Problems: problems}
	page.Sample = of.Sample
	return s.show(w, r, status, page.View())
}

// candidateCreate invites a candidate and shows the link, once: only its hash is kept.
func (s *Server) candidateCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	var problems views.Problems
	name := strings.TrimSpace(r.PostFormValue("name"))
	if problem := people.CheckName(name); problem != nil {
		problem.Message = "Enter the candidate’s name"
		problems = append(problems, problem)
	}
	email, problem := people.NormaliseEmail(r.PostFormValue("email"))
	if problem != nil {
		problems = append(problems, problem)
	}
	extra, err := strconv.Atoi(r.PostFormValue("extra_time"))
	if given := r.PostFormValue("extra_time"); given != "" && (err != nil || extra < 0 || extra > 300) {
		problems = append(problems, fault.Field("extra_time", "Give extra time from 0 to 300 percent"))
	}
	if len(problems) > 0 {
		return s.showScreening(w, r, v, http.StatusUnprocessableEntity, "", problems)
	}
	now, token := s.store.Now(), newToken()
	candidate := &screening.Candidate{
		ID: store.NewID(), Screening: r.PathValue("id"), Name: name, Email: email, ExtraTime: extra, InvitedAt: now, ExpiresAt: now.Add(screening.LinkLife),
	}
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
	r.PostForm = nil
	return s.showScreening(w, r, v, http.StatusOK, s.public.String()+"/invitations/"+token, nil)
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

// candidateShow is one candidate's report, by code.
func (s *Server) candidateShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	of, candidates, err := s.store.Screening(r.Context(), v.member.ID, r.PathValue("id"))
	if err != nil {
		return err
	}
	for _, candidate := range candidates {
		if candidate.Code != r.PathValue("code") {
			continue
		}
		if candidate.Result == nil {
			return fault.New(fault.NotFound, "This candidate has not finished yet, so there is no report.")
		}
		blueprint, err := s.store.Quiz(r.Context(), v.member, of.Quiz)
		if err != nil {
			return err
		}
		page := views.CandidateReport{Page: s.chrome(r, v), Screening: of, Quiz: blueprint, Candidate: candidate}
		page.Sample = of.Sample
		return s.show(w, r, http.StatusOK, page.View())
	}
	return fault.New(fault.NotFound, "There is no candidate with this code in the screening.")
}

// invitationShow is the candidate's door. Opening the page uses nothing up: mail programs open links to look at them.
func (s *Server) invitationShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	w.Header().Set("Referrer-Policy", "no-referrer")
	if err := s.limits.allow("invitation "+s.client(r), 20, 60, s.store.Now()); err != nil {
		return err
	}
	of, candidate, member, err := s.store.Invitation(r.Context(), hashToken(r.PathValue("token")))
	if err != nil {
		return err
	}
	if member != "" && v.member != nil && v.member.ID == member {
		return seeOther(w, r, attemptPath(candidate.Attempt, ""))
	}
	owner, err := s.store.Member(r.Context(), of.Owner)
	if err != nil {
		return err
	}
	blueprint, err := s.store.Quiz(r.Context(), owner, of.Quiz)
	if err != nil {
		return err
	}
	page := views.Invitation{Page: s.chrome(r, v), Screening: of, Quiz: blueprint, Candidate: candidate, InvitedBy: owner.Name, Action: r.URL.Path}
	return s.show(w, r, http.StatusOK, page.View())
}

// invitationOpen starts the one attempt of an invitation, for a new member of its own.
func (s *Server) invitationOpen(w http.ResponseWriter, r *http.Request, _ *visit) error {
	w.Header().Set("Referrer-Policy", "no-referrer")
	hash := hashToken(r.PathValue("token"))
	of, candidate, opened, err := s.store.Invitation(r.Context(), hash)
	if err != nil {
		return err
	}
	if opened != "" {
		return s.invitationResume(w, r, candidate, opened)
	}
	owner, err := s.store.Member(r.Context(), of.Owner)
	if err != nil {
		return err
	}
	blueprint, err := s.store.Quiz(r.Context(), owner, of.Quiz)
	if err != nil {
		return err
	}
	member := &people.Member{ID: store.NewID(), Organisation: of.Organisation, Name: candidate.Name, Role: people.Learner, ExtraTime: candidate.ExtraTime, CreatedAt: s.store.Now()}
	a, err := s.draw(r.Context(), member, blueprint)
	if err != nil {
		return err
	}
	a.Candidate = candidate.ID
	if err := s.store.OpenInvitation(r.Context(), hash, member, a); err != nil {
		return err
	}
	if err := s.sessions.begin(w, r, member, false); err != nil {
		return err
	}
	return seeOther(w, r, attemptPath(a.ID, whereItStands(a)))
}

// invitationResume lets the holder of an opened link go on with the same attempt on another device.
func (s *Server) invitationResume(w http.ResponseWriter, r *http.Request, candidate *screening.Candidate, opened string) error {
	member, err := s.store.Member(r.Context(), opened)
	if err != nil {
		return err
	}
	if err := s.sessions.begin(w, r, member, false); err != nil {
		return err
	}
	return seeOther(w, r, attemptPath(candidate.Attempt, ""))
}
