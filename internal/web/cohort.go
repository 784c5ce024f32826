package web

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"touchstone/internal/ability"
	"touchstone/internal/exchange"
	"touchstone/internal/fault"
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
		Page: s.chrome(r, v), Cohort: *cohort, Topics: s.assignedTopics(learners), Standings: standings(learners), Quizzes: quizLinks(quizzes),
		NamesHidden: query.Get("names") == "hidden", Shown: query.Get("topic"), Sort: query.Get("sort"), Descending: query.Get("order") == "descending",
	}
	page.Sample = cohort.Sample
	people.SortStandings(page.Standings, page.Sort, page.Descending)
	if teach, known := people.TeachNext(page.Topics, page.Standings); known {
		page.Teach = &views.Teach{Topic: teach.Topic, Below: teach.Below, Of: teach.Of}
	}
	for _, need := range people.MayNeedHelp(page.Standings) {
		page.Help = append(page.Help, views.Help{Name: need.Standing.Name, Weak: need.Weak, Of: need.Of, LastSeen: need.Standing.LastSeen})
	}
	for _, given := range assignments {
		page.Assignments = append(page.Assignments, views.AssignmentEntry{Assignment: given, Taken: given.Done, Of: cohort.Members})
	}
	if cohort.JoinToken != "" {
		page.JoinURL = s.public.String() + "/join/" + cohort.JoinToken
	}
	if page.NamesHidden {
		hideNames(page)
	}
	return page, nil
}

// hideNames takes the names out of what the page is given, so that they cannot leak into it.
func hideNames(page *views.Cohort) {
	for i := range page.Standings {
		page.Standings[i].Name = "Learner " + strconv.Itoa(i+1)
	}
	page.Help = nil
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

// assignedTopics lists the topics that anybody of a class was asked about, in the curriculum's order.
func (s *Server) assignedTopics(learners []store.CohortLearner) []string {
	asked := map[string]bool{}
	for _, learner := range learners {
		for _, a := range learner.Attempts {
			for i := range a.Items {
				asked[a.Items[i].Topic] = true
			}
		}
	}
	var topics []string
	for _, topic := range s.curriculum.Topics {
		if asked[topic.Slug] {
			topics = append(topics, topic.Slug)
		}
	}
	return topics
}

// standings turns what learners sent into the rows of the class table.
func standings(learners []store.CohortLearner) []people.Standing {
	rows := make([]people.Standing, len(learners))
	for i, learner := range learners {
		known := quiz.NewLearner(learner.Member)
		row := people.Standing{Member: learner.Member, Name: learner.Name, Taken: len(learner.Attempts), Topics: map[string]people.Cell{}}
		for _, a := range learner.Attempts {
			known.Fold(a)
			if a.EndedAt.After(row.LastSeen) {
				row.LastSeen = a.EndedAt
			}
		}
		total := 0
		for topic, state := range known.Ability.Topics {
			share, answers := known.TopicShare(topic)
			row.Topics[topic] = cell(share, answers)
			total += state.Answers
		}
		row.Overall = cell(ability.Normal{Mean: known.Ability.Mean, SD: math.Sqrt(known.Ability.Variance)}.Share(), total)
		rows[i] = row
	}
	return rows
}

func cell(share ability.Share, answers int) people.Cell {
	percent := func(x float64) int { return int(math.Round(100 * x)) }
	return people.Cell{Asked: answers, Enough: answers >= quiz.EnoughAnswers, Score: percent(share.Mean), Low: percent(share.Low), High: percent(share.High)}
}

// cohortExport is the class table as CSV.
func (s *Server) cohortExport(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.limits.allow("export "+v.member.ID, 1, 10, s.store.Now()); err != nil {
		return err
	}
	learners, err := s.store.CohortLearners(r.Context(), v.member.ID, r.PathValue("id"))
	if err != nil {
		return err
	}
	if _, err := s.store.Cohort(r.Context(), v.member.ID, r.PathValue("id")); err != nil {
		return err
	}
	var columns []exchange.Column
	for _, topic := range s.assignedTopics(learners) {
		columns = append(columns, exchange.Column{Topic: topic, Title: s.guides.titles[topic]})
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="class-scores.csv"`)
	return exchange.WriteScores(w, columns, standings(learners), r.URL.Query().Get("names") == "hidden")
}

// assignmentCreate gives a quiz to the class.
func (s *Server) assignmentCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	due, problem := readDate("due", r.PostFormValue("due"))
	if problem == nil && r.PostFormValue("quiz") == "" {
		problem = fault.Field("quiz", "Choose a quiz to give")
	}
	if problem == nil {
		_, err := s.store.Quiz(r.Context(), v.member, r.PostFormValue("quiz"))
		if fault.KindOf(err) == fault.NotFound {
			problem = fault.Field("quiz", "Choose a quiz from the list")
		} else if err != nil {
			return err
		}
	}
	if problem != nil {
		page, err := s.cohortPage(r, v)
		if err != nil {
			return err
		}
		page.Quiz, page.Due, page.Problems = r.PostFormValue("quiz"), r.PostFormValue("due"), views.Problems{problem}
		return s.show(w, r, http.StatusUnprocessableEntity, page.View())
	}
	given := &people.Assignment{ID: store.NewID(), Cohort: r.PathValue("id"), Quiz: r.PostFormValue("quiz"), Due: due}
	if err := s.store.Assign(r.Context(), v.member.ID, given); err != nil {
		return err
	}
	return seeOther(w, r, "/cohorts/"+given.Cohort)
}

// readDate reads an optional date as browsers send it; a due date is the end of that day in UTC.
func readDate(field, typed string) (time.Time, *fault.Error) {
	if typed == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, typed)
	if err != nil || day.Year() < 2000 || day.Year() > 2200 {
		return time.Time{}, fault.Field(field, "Write the date as year-month-day, like 2027-03-31")
	}
	return day.Add(24*time.Hour - time.Second), nil
}

// joinLinkUpdate renews or closes the join link; the old one stops working at once.
func (s *Server) joinLinkUpdate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	token := newToken()
	if r.PostFormValue("act") == "close" {
		token = ""
	}
	if err := s.store.SetJoinToken(r.Context(), v.member.ID, r.PathValue("id"), token); err != nil {
		return err
	}
	return seeOther(w, r, "/cohorts/"+r.PathValue("id"))
}

// joinShow is where a join link leads: what joining means, before anything is done.
func (s *Server) joinShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showJoin(w, r, v, http.StatusOK, "", nil)
}

func (s *Server) showJoin(w http.ResponseWriter, r *http.Request, v *visit, status int, name string, problems views.Problems) error {
	cohort, leader, err := s.joined(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	page := views.JoinCohort{Page: s.chrome(r, v), Cohort: *cohort, LedBy: leader.Name, Token: r.PathValue("token"), Name: name, Problem: problems}
	if v.member != nil {
		if page.Joined, err = s.store.InCohort(r.Context(), v.member.ID, cohort.ID); err != nil {
			return err
		}
	}
	return s.show(w, r, status, page.View())
}

func (s *Server) joined(ctx context.Context, token string) (*people.Cohort, *people.Member, error) {
	cohort, err := s.store.CohortByToken(ctx, token)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil, fault.New(fault.Gone, "This link no longer leads to a class. Ask your instructor for the present one.")
	}
	if err != nil {
		return nil, nil, err
	}
	leader, err := s.store.Member(ctx, cohort.Owner)
	return cohort, leader, err
}

// joinCreate makes the visitor a learner of the class. Somebody without a name is asked for one, because the instructor reads it.
func (s *Server) joinCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	name := strings.TrimSpace(r.PostFormValue("name"))
	nameless := v.member == nil || v.member.Name == ""
	if nameless {
		if problem := people.CheckName(name); problem != nil {
			return s.showJoin(w, r, v, http.StatusUnprocessableEntity, name, views.Problems{problem})
		}
	}
	if _, _, err := s.joined(r.Context(), r.PathValue("token")); err != nil {
		return err
	}
	member, err := s.somebody(w, r, v)
	if err != nil {
		return err
	}
	if nameless {
		if err := s.store.SetName(r.Context(), member.ID, name); err != nil {
			return err
		}
	}
	if err := s.store.JoinCohort(r.Context(), member.ID, r.PathValue("token")); err != nil {
		return err
	}
	return seeOther(w, r, "/")
}
