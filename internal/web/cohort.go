package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/views"
)

// cohortList lists the classes that an instructor leads.
func (s *Server) cohortList(w http.ResponseWriter, r *http.Request, v *visit) error {
	cohorts, err := s.store.Cohorts(r.Context(), v.member.ID)
	if err != nil {
		return err
	}
	page := views.Cohorts{Page: s.chrome(r, v), Cohorts: values(cohorts)}
	return s.show(w, r, http.StatusOK, page.View())
}

// cohortNew is the form for a new class.
func (s *Server) cohortNew(w http.ResponseWriter, r *http.Request, v *visit) error {
	page := views.NewCohort{Page: s.chrome(r, v)}
	return s.show(w, r, http.StatusOK, page.View())
}

// cohortCreate makes a class with a join link.
func (s *Server) cohortCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	name := strings.TrimSpace(r.PostFormValue("name"))
	if problem := people.CheckCohortName(name); problem != nil {
		page := views.NewCohort{Page: s.chrome(r, v), Name: name, Problems: views.Problems{problem}}
		return s.show(w, r, http.StatusUnprocessableEntity, page.View())
	}
	cohort := &people.Cohort{ID: store.NewID(), Organisation: v.member.Organisation, Owner: v.member.ID, Name: name, JoinToken: newToken(), CreatedAt: s.store.Now()}
	if err := s.store.AddCohort(r.Context(), cohort); err != nil {
		return err
	}
	return seeOther(w, r, "/cohorts/"+cohort.ID)
}

// cohortShow is the class at a glance: learner by topic.
func (s *Server) cohortShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	page, err := s.cohortPage(r, v)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, page.View())
}

func (s *Server) cohortPage(r *http.Request, v *visit) (*views.Cohort, error) {
	ctx, id, query := r.Context(), r.PathValue("id"), r.URL.Query()
	cohort, err := s.store.Cohort(ctx, v.member.ID, id)
	if err != nil {
		return nil, err
	}
	learners, err := s.store.CohortLearners(ctx, v.member.ID, id)
	if err != nil {
		return nil, err
	}
	assignments, err := s.store.Assignments(ctx, id)
	if err != nil {
		return nil, err
	}
	quizzes, err := s.store.Quizzes(ctx, v.member)
	if err != nil {
		return nil, err
	}
	page := &views.Cohort{
		Page: s.chrome(r, v), Cohort: *cohort, Topics: s.assignedTopics(learners), Standings: standings(learners), Quizzes: quizLinks(withoutSampleTwins(quizzes, none)),
		NamesHidden: query.Get("names") == "hidden", Shown: query.Get("topic"), Sort: query.Get("sort"), Descending: query.Get("order") == "descending",
	}
	if give := query.Get("give"); slices.ContainsFunc(page.Quizzes, func(q views.QuizLink) bool { return q.Slug == give }) {
		page.Quiz = give
	}
	if page.Sort != "all" && !slices.Contains(page.Topics, page.Sort) {
		page.Sort = "" // by name
	}
	page.Sample = cohort.Sample
	if page.NamesHidden {
		hideNames(page.Standings)
	}
	people.SortStandings(page.Standings, page.Sort, page.Descending)
	if teach, known := people.TeachNext(page.Topics, page.Standings); known {
		page.Teach = &views.Teach{Topic: teach.Topic, Below: teach.Below, Of: teach.Of}
	}
	for _, need := range people.MayNeedHelp(page.Standings) {
		if page.NamesHidden {
			break // a list of those who need help is for the instructor alone, not for a wall
		}
		page.Help = append(page.Help, views.Help{Member: need.Standing.Member, Name: need.Standing.Name, Weak: need.Weak, Of: need.Of, LastSeen: need.Standing.LastSeen})
	}
	for _, given := range assignments {
		page.Assignments = append(page.Assignments, views.AssignmentEntry{Assignment: given, Taken: given.Done, Of: cohort.Members})
	}
	if cohort.JoinToken != "" {
		page.JoinURL = s.public.String() + "/join/" + cohort.JoinToken
	}
	return page, nil
}

// hideNames puts numbers in the place of names before a page or a file is given the rows, so that names cannot leak into it. The numbers follow the members'
// ids, which come of chance: in the order of the names a number would tell who it is.
func hideNames(rows []people.Standing) {
	slices.SortFunc(rows, func(a, b people.Standing) int { return cmp.Compare(a.Member, b.Member) })
	digits := len(strconv.Itoa(len(rows))) // so that they sort as numbers do
	for i := range rows {
		rows[i].Name = fmt.Sprintf("Learner %0*d", digits, i+1)
	}
}

func quizLinks(quizzes []*quiz.Blueprint) []views.QuizLink {
	links := make([]views.QuizLink, len(quizzes))
	for i, b := range quizzes {
		links[i] = views.QuizLink{Slug: b.Slug, Title: b.Title, Questions: b.Length}
	}
	return links
}

// values copies what pointers point to.
func values[T any](pointers []*T) []T {
	list := make([]T, len(pointers))
	for i, p := range pointers {
		list[i] = *p
	}
	return list
}
