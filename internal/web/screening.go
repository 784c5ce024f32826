package web

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/exchange"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
	"touchstone/internal/store"
	"touchstone/views"
)

// screeningList lists a member's screenings.
func (s *Server) screeningList(w http.ResponseWriter, r *http.Request, v *visit) error {
	list, err := s.store.Screenings(r.Context(), v.member.ID)
	if err != nil {
		return err
	}
	page := views.Screenings{Page: s.chrome(r, v)}
	for _, entry := range list {
		page.Screenings = append(page.Screenings, views.ScreeningEntry{Screening: entry.Screening, Invited: entry.Invited, Finished: entry.Finished})
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// screeningNew is the form for a new screening.
func (s *Server) screeningNew(w http.ResponseWriter, r *http.Request, v *visit) error {
	page, err := s.newScreening(r, v)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// newScreening offers exams alone: practice shows the answers as it goes.
func (s *Server) newScreening(r *http.Request, v *visit) (*views.NewScreening, error) {
	quizzes, err := s.store.Quizzes(r.Context(), v.member)
	if err != nil {
		return nil, err
	}
	exams := slices.DeleteFunc(quizzes, func(b *quiz.Blueprint) bool { return b.Mode != quiz.Exam })
	return &views.NewScreening{Page: s.chrome(r, v), Quizzes: quizLinks(exams)}, nil
}

// screeningCreate makes a screening from a quiz.
func (s *Server) screeningCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	made, problems, err := s.readScreening(r, v)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		page, err := s.newScreening(r, v)
		if err != nil {
			return err
		}
		page.Title, page.Quiz, page.CutScore, page.Problems = r.PostFormValue("title"), r.PostFormValue("quiz"), r.PostFormValue("cut_score"), problems
		return s.show(w, r, http.StatusUnprocessableEntity, page.View())
	}
	if err := s.store.AddScreening(r.Context(), made); err != nil {
		return err
	}
	return seeOther(w, r, "/screenings/"+made.ID)
}

func (s *Server) readScreening(r *http.Request, v *visit) (*screening.Screening, views.Problems, error) {
	var problems views.Problems
	made := &screening.Screening{ID: store.NewID(), Organisation: v.member.Organisation, Owner: v.member.ID, Title: strings.TrimSpace(r.PostFormValue("title")), CreatedAt: s.store.Now()}
	if problem := screening.CheckTitle(made.Title); problem != nil {
		problems = append(problems, problem)
	}
	blueprint, err := s.store.Quiz(r.Context(), v.member, r.PostFormValue("quiz"))
	switch {
	case fault.KindOf(err) == fault.NotFound:
		problems = append(problems, fault.Field("quiz", "Choose a quiz from the list"))
	case err != nil:
		return nil, nil, err
	case blueprint.Mode != quiz.Exam:
		problems = append(problems, fault.Field("quiz", "Choose an exam: practice shows the answers as it goes"))
	default:
		made.Quiz, made.CutScore = blueprint.Slug, blueprint.PassMark
	}
	if typed := strings.TrimSpace(r.PostFormValue("cut_score")); typed != "" {
		cut, err := strconv.Atoi(typed)
		if err != nil || cut < 1 || cut > 100 {
			problems = append(problems, fault.Field("cut_score", "Set a cut from 1 to 100, or leave the field empty"))
		}
		made.CutScore = cut
	}
	return made, problems, nil
}

// screeningShow lists the candidates by their codes: names stay away from scores.
func (s *Server) screeningShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	page, err := s.screeningPage(r, v)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, page.View())
}

func (s *Server) screeningPage(r *http.Request, v *visit) (*views.Screening, error) {
	of, candidates, err := s.store.Screening(r.Context(), v.member.ID, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	blueprint, err := s.store.Quiz(r.Context(), v.member, of.Quiz)
	if err != nil {
		return nil, err
	}
	page := &views.Screening{Page: s.chrome(r, v), Screening: *of, QuizTitle: blueprint.Title}
	page.Sample = of.Sample
	for _, candidate := range candidates {
		page.Candidates = append(page.Candidates, candidate.Blind())
	}
	return page, nil
}

// screeningExport is the blind list as CSV.
func (s *Server) screeningExport(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.limits.allow("export "+v.member.ID, 1, 10, s.store.Now()); err != nil {
		return err
	}
	page, err := s.screeningPage(r, v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="candidates.csv"`)
	return exchange.WriteCandidates(w, page.Candidates)
}

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
		page, err := s.reportPage(r, v, of, candidate, candidates)
		if err != nil {
			return err
		}
		return s.show(w, r, http.StatusOK, page.View())
	}
	return fault.New(fault.NotFound, "There is no candidate with this code in the screening.")
}

// questionsToAsk is how many questions a report suggests for the interview.
const questionsToAsk = 3

func (s *Server) reportPage(r *http.Request, v *visit, of *screening.Screening, candidate *screening.Candidate, all []*screening.Candidate) (*views.CandidateReport, error) {
	blueprint, err := s.store.Quiz(r.Context(), v.member, of.Quiz)
	if err != nil {
		return nil, err
	}
	a, err := s.store.CandidateAttempt(r.Context(), v.member.ID, of.ID, candidate.ID)
	if err != nil {
		return nil, err
	}
	questions, err := s.store.Versions(r.Context(), versionsOf(a))
	if err != nil {
		return nil, err
	}
	page := &views.CandidateReport{
		Page: s.chrome(r, v), Screening: *of, QuizTitle: blueprint.Title, Candidate: candidate.Blind(), Mode: a.Mode, StartedAt: a.StartedAt, EndedAt: a.EndedAt,
		Ties: screening.Ties(candidate, all),
	}
	page.Sample = of.Sample
	for i := range a.Items {
		item := &a.Items[i]
		if said := took(questions[item.Version], item); item.Answer != nil && said != "" && len(page.Ask) < questionsToAsk {
			page.Ask = append(page.Ask, views.InterviewQuestion{Stem: questions[item.Version].Stem, Said: said})
		}
	}
	return page, nil
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
	if candidate.Status == screening.Lapsed {
		return fault.New(fault.Gone, "This invitation has run out. Ask the person who sent it for a new one.")
	}
	pool, err := s.store.Pool(r.Context(), of.Organisation, "", blueprint.Topics())
	if err != nil {
		return err
	}
	drawn, short := quiz.Draw(blueprint, pool, newChance())
	page := views.Invitation{
		Start: views.Start{
			Page: s.chrome(r, v), Quiz: blueprint, Questions: len(drawn), Short: short, Kinds: kindsOf(pool), ExtraTime: candidate.ExtraTime,
			SeenBy: []string{owner.Name}, Action: r.URL.Path,
		},
		Role: of.Title, Company: owner.Name, Expires: candidate.ExpiresAt,
	}
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
