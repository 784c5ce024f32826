package web

import (
	"net/http"
	"slices"
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
	entries, err := s.entries(r, v)
	if err != nil {
		return err
	}
	page := views.Catalogue{Page: s.chrome(r, v)}
	given, mixed, single := views.QuizGroup{Name: "Given to you"}, views.QuizGroup{Name: "Several topics"}, views.QuizGroup{Name: "One topic"}
	own, shared := views.QuizGroup{Name: "Built by you"}, views.QuizGroup{Name: "Built by others here"}
	for _, entry := range entries {
		switch {
		case entry.GivenBy != "":
			given.Quizzes = append(given.Quizzes, entry.QuizEntry)
		case entry.own:
			own.Quizzes = append(own.Quizzes, entry.QuizEntry)
		case entry.shared:
			shared.Quizzes = append(shared.Quizzes, entry.QuizEntry)
		case len(entry.Topics) > 1:
			mixed.Quizzes = append(mixed.Quizzes, entry.QuizEntry)
		default:
			single.Quizzes = append(single.Quizzes, entry.QuizEntry)
		}
	}
	for _, group := range []views.QuizGroup{given, own, mixed, single, shared} {
		if len(group.Quizzes) > 0 {
			page.Groups = append(page.Groups, group)
		}
	}
	if v.member != nil {
		attempts, err := s.store.Attempts(r.Context(), v.member.ID, recentAttempts)
		if err != nil {
			return err
		}
		page.Continue = s.openAttempt(attempts)
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// catalogueEntry is a quiz as the catalogue sorts it.
type catalogueEntry struct {
	views.QuizEntry
	// own was built by the visitor, shared by somebody else of the organisation or class.
	own, shared bool
}

// entries lists the quizzes that the visitor may take, with what was given to them and their last result.
func (s *Server) entries(r *http.Request, v *visit) ([]catalogueEntry, error) {
	quizzes, err := s.store.Quizzes(r.Context(), v.member)
	if err != nil {
		return nil, err
	}
	given := map[string]people.Assignment{}
	taken := map[string]*quiz.Result{}
	if v.member != nil {
		list, err := s.store.AssignedTo(r.Context(), v.member.ID)
		if err != nil {
			return nil, err
		}
		for _, a := range slices.Backward(list) {
			given[a.Quiz] = a // what is due first stands first and so comes last here
		}
		attempts, err := s.store.Attempts(r.Context(), v.member.ID, recentAttempts)
		if err != nil {
			return nil, err
		}
		for _, a := range slices.Backward(attempts) {
			if a.Result != nil {
				taken[a.Quiz] = a.Result
			}
		}
	}
	quizzes = withoutSampleTwins(quizzes, func(b *quiz.Blueprint) bool { return given[b.Slug].ID != "" })
	entries := make([]catalogueEntry, len(quizzes))
	for i, b := range quizzes {
		mine := v.member != nil && b.Owner == v.member.ID
		entries[i] = catalogueEntry{own: mine, shared: b.Owner != "" && !mine, QuizEntry: views.QuizEntry{
			Slug: b.Slug, Title: b.Title, Mode: b.Mode, Questions: b.Length, Minutes: b.Minutes, Topics: b.Topics(), Sample: b.Organisation == store.SampleOrganisation,
			Due: given[b.Slug].Due, GivenBy: given[b.Slug].Leader, Taken: taken[b.Slug],
		}}
	}
	return entries, nil
}

// withoutSampleTwins leaves out the quizzes of sample people that have the title of another one, unless they must stay: a list with one title twice asks its
// reader to guess.
func withoutSampleTwins(quizzes []*quiz.Blueprint, stays func(*quiz.Blueprint) bool) []*quiz.Blueprint {
	titles := map[string]bool{}
	for _, b := range quizzes {
		if b.Organisation != store.SampleOrganisation || stays(b) {
			titles[b.Title] = true
		}
	}
	return slices.DeleteFunc(quizzes, func(b *quiz.Blueprint) bool {
		if b.Organisation != store.SampleOrganisation || stays(b) {
			return false
		}
		twin := titles[b.Title]
		titles[b.Title] = true
		return twin
	})
}

// none is for lists in which nothing must stay.
func none(*quiz.Blueprint) bool { return false }

// quizNew is the builder.
func (s *Server) quizNew(w http.ResponseWriter, r *http.Request, v *visit) error {
	return s.showBuilder(w, r, v, http.StatusOK, nil, nil)
}

func (s *Server) knownTopic(slug string) bool {
	_, known := s.curriculum.Topic(slug)
	return known
}

// showBuilder shows the form with what was typed, and what it would give when there is nothing wrong with it.
func (s *Server) showBuilder(w http.ResponseWriter, r *http.Request, v *visit, status int, typed map[string][]string, problems views.Problems) error {
	counts, err := s.store.QuestionCounts(r.Context())
	if err != nil {
		return err
	}
	page := views.Builder{Page: s.chrome(r, v), Form: builderForm(typed), Problems: problems}
	for _, topic := range s.curriculum.Topics {
		page.Topics = append(page.Topics, views.BuilderTopic{Slug: topic.Slug, Available: counts[topic.Slug]})
	}
	if len(typed) > 0 && len(problems) == 0 {
		if page.Preview, err = s.preview(r, v, typed); err != nil {
			return err
		}
	}
	return s.show(w, r, status, page.View())
}

func (s *Server) preview(r *http.Request, v *visit, typed map[string][]string) (*views.BuilderPreview, error) {
	blueprint, _ := readBlueprint(typed, s.knownTopic)
	pool, err := s.pool(r.Context(), v.member, blueprint, "")
	if err != nil {
		return nil, err
	}
	drawn, short := quiz.Draw(blueprint, pool, newChance())
	short.Asked, short.Given = blueprint.Length, len(drawn)
	preview := &views.BuilderPreview{Shortfall: short}
	perTopic := map[string]int{}
	for _, candidate := range drawn {
		perTopic[candidate.Topic]++
	}
	for _, topic := range blueprint.Topics() {
		preview.Counts = append(preview.Counts, views.TopicCount{Topic: topic, Questions: perTopic[topic]})
	}
	return preview, nil
}

// builderForm is what was typed, as it was typed.
func builderForm(typed map[string][]string) views.BuilderForm {
	first := func(name string) string {
		if len(typed[name]) == 0 {
			return ""
		}
		return typed[name][0]
	}
	f := views.BuilderForm{Title: first("title"), Mode: first("mode"), Length: first("length"), Minutes: first("minutes"), PassMark: first("pass_mark"), Shares: map[string]string{}}
	for _, topic := range typed["topic"] {
		f.Shares[topic] = first("share." + topic)
	}
	return f
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
	for i, topic := range form["topic"] {
		if slices.Contains(form["topic"][:i], topic) {
			continue
		}
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

// quizCreate keeps a quiz that a person built and leads to its start page, or shows what it would give when that was asked for.
func (s *Server) quizCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	blueprint, problems := readBlueprint(r.PostForm, s.knownTopic)
	if len(problems) > 0 {
		return s.showBuilder(w, r, v, http.StatusUnprocessableEntity, r.PostForm, problems)
	}
	if r.PostFormValue("act") == "preview" {
		return s.showBuilder(w, r, v, http.StatusOK, r.PostForm, nil)
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
