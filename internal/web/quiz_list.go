package web

import (
	"net/http"
	"strconv"
	"strings"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/views"
)

// quizList is the catalogue.
func (s *Server) quizList(w http.ResponseWriter, r *http.Request, v *visit) error {
	quizzes, err := s.store.Quizzes(r.Context(), v.member)
	if err != nil {
		return err
	}
	page := views.Catalogue{Page: s.chrome(r, v), Quizzes: quizzes}
	if v.member != nil {
		attempts, err := s.store.Attempts(r.Context(), v.member.ID, recentAttempts)
		if err != nil {
			return err
		}
		page.Continue = s.openAttempt(attempts)
		if page.Assigned, err = s.assigned(r.Context(), v.member); err != nil {
			return err
		}
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// quizNew is the builder. Its fields may come with the address, so that the preview is a plain GET.
func (s *Server) quizNew(w http.ResponseWriter, r *http.Request, v *visit) error {
	query := r.URL.Query()
	if len(query) == 0 {
		query = map[string][]string{"mode": {string(quiz.Practice)}, "length": {"10"}}
		return s.showBuilder(w, r, v, http.StatusOK, query, nil, false)
	}
	_, problems := readBlueprint(query, s.knownTopic)
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return s.showBuilder(w, r, v, status, query, problems, len(problems) == 0)
}

func (s *Server) knownTopic(slug string) bool {
	_, known := s.curriculum.Topic(slug)
	return known
}

func (s *Server) showBuilder(w http.ResponseWriter, r *http.Request, v *visit, status int, typed map[string][]string, problems views.Problems, preview bool) error {
	counts, err := s.store.QuestionCounts(r.Context())
	if err != nil {
		return err
	}
	page := views.Builder{Page: s.chrome(r, v), Topics: s.curriculum.Topics, Counts: counts, Form: typed, Problems: problems}
	if preview {
		blueprint, _ := readBlueprint(typed, s.knownTopic)
		organisation, member := people.PublicOrganisation, ""
		if v.member != nil {
			organisation, member = v.member.Organisation, v.member.ID
		}
		pool, err := s.store.Pool(r.Context(), organisation, member, blueprint.Topics())
		if err != nil {
			return err
		}
		drawn, short := quiz.Draw(blueprint, pool, newChance())
		page.Preview = &views.Preview{Blueprint: blueprint, Questions: len(drawn), Short: short, Topics: map[string]int{}}
		for _, candidate := range drawn {
			page.Preview.Topics[candidate.Topic]++
		}
	}
	return s.show(w, r, status, page.View())
}

// readBlueprint reads the builder's form: topic (several), share.<topic>, mode, length, minutes, pass_mark, title.
func readBlueprint(form map[string][]string, known func(string) bool) (*quiz.Blueprint, views.Problems) {
	first := func(name string) string {
		if len(form[name]) == 0 {
			return ""
		}
		return strings.TrimSpace(form[name][0])
	}
	var problems views.Problems
	number := func(field, words string) int {
		typed := first(field)
		if typed == "" {
			return 0
		}
		n, err := strconv.Atoi(typed)
		if err != nil {
			problems = append(problems, fault.Field(field, "%s", words))
			return 1 // in range, so that one field is told one thing
		}
		return n
	}
	b := &quiz.Blueprint{
		Title: first("title"), Mode: quiz.Mode(first("mode")), Organisation: people.PublicOrganisation,
		Length: number("length", "Write the number of questions in figures"), Minutes: number("minutes", "Write the minutes in figures, or leave the field empty"),
		PassMark: number("pass_mark", "Write the pass mark in figures, or leave the field empty"),
	}
	for _, topic := range form["topic"] {
		share := quiz.Share{Topic: topic, Weight: 1}
		if typed := first("share." + topic); typed != "" {
			share.Weight, _ = strconv.Atoi(typed) // 0 for what is no number, which Check refuses
		}
		b.Shares = append(b.Shares, share)
	}
	if b.Title == "" && len(b.Shares) > 0 {
		b.Title = "My quiz"
	}
	return b, append(problems, b.Check(known)...)
}

// quizCreate keeps a quiz that a person built, and leads to its start page.
func (s *Server) quizCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	blueprint, problems := readBlueprint(r.PostForm, s.knownTopic)
	if len(problems) > 0 {
		return s.showBuilder(w, r, v, http.StatusUnprocessableEntity, r.PostForm, problems, false)
	}
	if err := s.limits.allow("build "+s.client(r), 30, 60, s.store.Now()); err != nil {
		return err
	}
	member, err := s.somebody(w, r, v)
	if err != nil {
		return err
	}
	blueprint.Owner, blueprint.Organisation, blueprint.Guest = member.ID, member.Organisation, true
	blueprint.Slug = slugOf(blueprint.Title) + "-" + store.NewID()[:6]
	if err := s.store.AddQuiz(r.Context(), blueprint); err != nil {
		return err
	}
	return seeOther(w, r, "/quizzes/"+blueprint.Slug)
}

// slugOf makes the readable part of an address from a title.
func slugOf(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 40 {
			break
		}
	}
	if slug := strings.Trim(b.String(), "-"); slug != "" {
		return slug
	}
	return "quiz"
}
