package views

import (
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/guide"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/recommend"
	"touchstone/internal/screening"
)

func libraryPages() []specimen {
	entries := []QuizEntry{
		{Slug: "http-and-rest", Title: "HTTP and REST", Mode: quiz.Practice, Questions: 8, Topics: []string{"http-and-rest"}, Taken: wholeResult()},
		{Slug: "oauth", Title: "OAuth 2.0", Mode: quiz.Practice, Questions: 8, Topics: []string{"oauth"}},
		{Slug: "backend-foundations", Title: "Backend foundations", Mode: quiz.Exam, Questions: 24, Minutes: 40, Topics: []string{"http-and-rest", "sql", "oauth"}, GivenBy: "Maria Ortega", Due: now.AddDate(0, 0, 7)},
	}
	next := sampleSteps()[0]
	withTitles := pageFor(ada)
	withTitles.Titles = Titles{}
	for _, topic := range mapOfTopics() {
		withTitles.Titles[topic.Slug] = topic.Title
	}
	builder := Builder{
		Page:   pageFor(ada),
		Topics: []BuilderTopic{{"http-and-rest", 64}, {"sql", 71}, {"oauth", 58}, {"caching", 5}},
		Form:   BuilderForm{Title: "Before the interview", Mode: "exam", Length: "20", Minutes: "30", PassMark: "60", Shares: map[string]string{"http-and-rest": "2", "caching": "2"}},
	}
	preview := builder
	preview.Preview = &BuilderPreview{
		Counts:    []TopicCount{{"http-and-rest", 10}, {"caching", 5}},
		Shortfall: quiz.Shortfall{Asked: 20, Given: 15, Lacks: []quiz.Lack{{Topic: "caching", Asked: 10, Given: 5}}},
	}
	wrong := builder
	wrong.Form = BuilderForm{Length: "99"}
	wrong.Problems = (&quiz.Blueprint{Length: 99}).Check(func(string) bool { return true })
	return []specimen{
		{"guide", sampleGuide().View()},
		{"guide-bare", Guide{Page: pageFor(nil), Slug: "sql", Document: &guide.Document{}}.View()},
		{"guides", Guides{Page: pageFor(ada), Guides: []GuideEntry{
			{GuideLink: GuideLink{Slug: "frontend-and-backend", Title: "Frontend and backend", Minutes: 12}, Summary: "What runs in the browser, what runs on the server, and how the two talk.", Standing: &recommend.TopicState{State: recommend.Known, Answers: 16, Score: 84, Low: 74, High: 92, Enough: true}},
			{GuideLink: GuideLink{Slug: "oauth", Title: "OAuth 2.0", Minutes: 14}, Summary: "How an application gets limited access to somebody’s data.", Standing: &recommend.TopicState{State: recommend.Few, Answers: 2}},
		}}.View()},
		{"guides-empty", Guides{Page: pageFor(nil)}.View()},
		{"search", Search{Page: pageFor(ada), Query: "defintion of token", Asked: true, Readable: true, Slips: []Slip{{"defintion", "definition"}}, Unknown: []string{"qwx"}, More: 7, Found: []Finding{
			{Topic: "oauth", Passage: PassageLink{Title: "OAuth 2.0"}, Words: []FoundWords{{Text: "OAuth 2.0: how an application gets limited access."}}},
			{Passage: PassageLink{Guide: "oauth", Title: "OAuth 2.0", Heading: "Tokens", Passage: "1"}, Words: []FoundWords{{Text: "A refresh "}, {"token", true}, {Text: " renews what has expired."}}},
		}}.View()},
		{"search-new", Search{Page: pageFor(nil)}.View()},
		{"search-empty", Search{Page: pageFor(nil), Query: "qwx", Asked: true, Readable: true, Unknown: []string{"qwx"}, Cut: true}.View()},
		{"search-unreadable", Search{Page: pageFor(nil), Query: `"*"`, Asked: true}.View()},
		{"topics", Topics{Page: withTitles, Topics: mapOfTopics(), Standings: sampleStandings, Next: &next}.View()},
		{"topics-new", Topics{Page: pageFor(nil), Topics: mapOfTopics()}.View()},
		{"topics-roles", Topics{Page: withTitles, Topics: mapOfTopics(), Standings: sampleStandings, Roles: sampleRoles, Role: &sampleRoles[0]}.View()},
		{"topics-empty", Topics{Page: pageFor(nil)}.View()},
		{"topic", Topic{Page: withTitles, Topic: mapOfTopics()[5], Opens: []string{"security"}, Standing: sampleStandings["oauth"], Guide: GuideLink{Slug: "oauth", Title: "OAuth 2.0", Minutes: 14}, Quizzes: entries[1:2], Questions: 58}.View()},
		{"topic-empty", Topic{Page: withTitles, Topic: mapOfTopics()[0], Standing: recommend.TopicState{State: recommend.Ready}}.View()},
		{"catalogue", Catalogue{Page: pageFor(ada), Groups: []QuizGroup{{"Given to you", "", entries[2:]}, {"One topic", "Practice, 8 questions each.", entries[:2]}}}.View()},
		{"catalogue-empty", Catalogue{Page: pageFor(nil)}.View()},
		{"builder", Builder{Page: pageFor(ada), Topics: builder.Topics}.View()},
		{"builder-preview", preview.View()}, {"builder-error", wrong.View()}, {"builder-empty", Builder{Page: pageFor(ada)}.View()},
	}
}

func ownPages() []specimen {
	ended := exam(quiz.Exam)
	ended.State, ended.EndedAt, ended.Result = quiz.Submitted, now, wholeResult()
	responses := []bank.Response{{Choices: []int{1}}, {Choices: []int{0, 1, 2}}, {Rights: []int{0, 2, 4, -1}}, {Sequence: []int{1, 0, 2, 3, 4}}, {Text: "6"}}
	for i, r := range responses {
		answered(ended, i+1, r, []float64{0, 1.0 / 3, .25, .5, 1}[i])
	}
	var entries []Explained
	for i, q := range asked {
		entries = append(entries, Explained{Number: i + 1, Asked: q, Item: &ended.Items[i], Passages: samplePassages})
	}
	history := []HistoryEntry{
		{"t1", "First try", quiz.Practice, daysAgo(79), 34, 20, 48}, {"t2", "Mixed", quiz.Practice, daysAgo(58), 43, 30, 56}, {"t3", "Mixed", quiz.Practice, daysAgo(37), 52, 41, 63},
		{"t4", "OAuth 2.0", quiz.Practice, daysAgo(16), 57, 47, 67}, {"t5", "Backend foundations", quiz.Exam, daysAgo(0), 62, 50, 73},
	}
	mistakes := []Mistake{
		{Stem: "What does the server compare in a PKCE flow?", Topic: "oauth", Took: "the client secret", MissedAt: daysAgo(0), Times: 1, Attempt: "t5", Number: 3},
		{Stem: "Which rows does `WHERE x <> 1` return when x is NULL?", Topic: "sql", MissedAt: daysAgo(4), Times: 2, RightSince: 1, Attempt: "t5", Number: 9},
		{Stem: "Which token should an API refuse?", Topic: "oauth", Took: "`ID token`", MissedAt: daysAgo(4), Times: 2, Attempt: "t4", Number: 2},
	}
	noticed := pageFor(ada)
	noticed.Notice = "Your preferences are kept."
	notSure := Problems{fault.Field("sure", "Tick the box if you are sure")}
	report := Report{Page: pageFor(ada), Attempt: exam(quiz.Exam), Number: 1, Asked: singleQuestion}
	reportWrong := report
	reportWrong.Problems = Problems{fault.Field("reason", "Choose a reason")}
	return []specimen{
		{"answers", Answers{Page: pageFor(ada), Attempt: ended, Entries: entries}.View()},
		{"progress", Progress{Page: pageFor(ada), History: history, Mistakes: mistakes, Next: ptr(sampleSteps()[0]), Classes: []people.Membership{{Cohort: "c1", Name: "Backend, autumn 2026", Leader: "Maria Ortega"}}}.View()},
		{"progress-one", Progress{Page: pageFor(guest), History: history[4:], Continue: &Continue{Attempt: "t7", Title: "SQL", Number: 2, Total: 8}}.View()},
		{"progress-empty", Progress{Page: pageFor(guest), Try: QuizLink{Slug: "first-five", Questions: 5}}.View()},
		{"preferences", Preferences{Page: noticed}.View()},
		{"my-data", MyData{Page: pageFor(ada), Attempts: 12, Answers: 210}.View()},
		{"my-data-error", MyData{Page: pageFor(guest), Attempts: 1, Answers: 5, Problems: notSure}.View()},
		{"account", Account{Page: pageFor(ada), Name: ada.Name, Sessions: []Session{{"s1", "Firefox on Linux", daysAgo(0), true}, {"s2", "Safari on a telephone", daysAgo(1), false}}}.View()},
		{"account-error", Account{Page: pageFor(maria), Name: "", Problems: Problems{fault.Field("name", "Enter your name"), fault.Field("current", "This is not the password now")}}.View()},
		{"report", report.View()}, {"report-error", reportWrong.View()},
		{"about-scores", AboutScores(pageFor(nil))}, {"about-accessibility", AboutAccessibility(pageFor(ada))}, {"about-data", AboutData(pageFor(nil))},
		{"sent", Sent{Page: pageFor(guest), Attempt: ended, Company: "Nordwind Ltd", Reference: "7F3K"}.View()},
	}
}

func classPages() []specimen {
	cohort := people.Cohort{ID: "c1", Name: "Backend, autumn 2026", Members: 12, Sample: true}
	class := Cohort{
		Page: pageFor(maria), Cohort: cohort, Standings: sampleStandingsOfClass(), Topics: classTopics, JoinURL: "https://touchstone.example.org/join/k7Qm2vX9",
		Teach:       &Teach{Topic: "oauth", Below: 9, Of: 11, Why: "It is the weakest topic that most are ready for."},
		Help:        []Help{{"m2", "Chidi Eze", 5, 7, daysAgo(2)}, {"m5", "Farid Rahimi", 4, 6, daysAgo(12)}},
		Assignments: []AssignmentEntry{{people.Assignment{Quiz: "oauth", Title: "OAuth 2.0", Due: now.AddDate(0, 0, 7)}, 4, 12}},
		Quizzes:     []QuizLink{{"oauth", "OAuth 2.0", 8}, {"sql", "SQL", 8}},
	}
	class.Sample = true
	hidden := class
	hidden.NamesHidden, hidden.Sort, hidden.Descending, hidden.Shown = true, "sql", true, "sql"
	fresh := Cohort{Page: pageFor(maria), Cohort: cohort, Topics: classTopics, JoinURL: class.JoinURL, Quizzes: class.Quizzes}
	waiting := fresh
	waiting.Standings, waiting.JoinURL, waiting.Quizzes = []people.Standing{{Name: "Ada Lindqvist"}}, "", nil
	wrong := class
	wrong.Problems = Problems{fault.Field("quiz", "Choose a quiz"), fault.Field("due", "Write the day as 27.11.2026, or leave it empty")}
	return []specimen{
		{"cohorts", Cohorts{Page: pageFor(maria), Cohorts: []people.Cohort{cohort, {ID: "c2", Name: "Evening class"}}}.View()},
		{"cohorts-empty", Cohorts{Page: pageFor(maria)}.View()},
		{"cohort-new", NewCohort{Page: pageFor(maria)}.View()},
		{"cohort-new-error", NewCohort{Page: pageFor(maria), Problems: Problems{people.CheckCohortName("")}}.View()},
		{"cohort", class.View()}, {"cohort-hidden", hidden.View()}, {"cohort-empty", fresh.View()}, {"cohort-waiting", waiting.View()}, {"cohort-error", wrong.View()},
		{"cohort-learner", CohortLearner{
			Page: pageFor(maria), Cohort: cohort, Standing: sampleStandingsOfClass()[0], Topics: classTopics,
			Results: []LearnerResult{{"Week 1: OAuth 2.0", daysAgo(9), wholeResult()}, {"Week 2: SQL", daysAgo(2), wholeResult()}},
		}.View()},
		{"cohort-learner-empty", CohortLearner{Page: pageFor(maria), Cohort: cohort, Standing: people.Standing{Name: "Ada Lindqvist"}}.View()},
		{"join", JoinCohort{Page: pageFor(nil), Cohort: cohort, LedBy: "Maria Ortega", Token: "k7Qm2vX9"}.View()},
		{"join-error", JoinCohort{Page: pageFor(guest), Cohort: cohort, LedBy: "Maria Ortega", Token: "k7Qm2vX9", Problem: Problems{people.CheckName("")}}.View()},
		{"join-joined", JoinCohort{Page: pageFor(ada), Cohort: cohort, LedBy: "Maria Ortega", Token: "k7Qm2vX9", Joined: true}.View()},
	}
}

func hiringPages() []specimen {
	role := screening.Screening{ID: "s1", Title: "Junior backend developer", CutScore: 60, Sample: true}
	quizzes := []QuizLink{{"junior-backend", "Junior backend developer", 24}}
	list := Screening{Page: pageFor(jonas), Screening: role, QuizTitle: "Junior backend developer, 24 questions", Candidates: sampleCandidates()}
	invited := list
	invited.Link = &InvitationLink{Code: "W3ZB", URL: "https://touchstone.example.org/invitations/4nW0xq2u7kQZp8", Expires: daysAgo(-14)}
	wrong := list
	wrong.Name, wrong.Email, wrong.Problems = "Sam", "sam", Problems{fault.Field("email", "Enter an e-mail address with an @, like name@example.org")}
	noCut := list
	noCut.Screening.CutScore = 0
	report := CandidateReport{
		Page: pageFor(jonas), Screening: role, QuizTitle: "Junior backend developer", Candidate: list.Candidates[0], StartedAt: now.Add(-48 * time.Hour), EndedAt: now.Add(-47*time.Hour - 34*time.Minute), Ties: 3,
		Ask: []InterviewQuestion{{"When may a shared cache keep an answer to a request that carried a cookie?", "never"}, {"What does `HAVING` filter?", ""}},
	}
	door := Invitation{
		Start: Start{
			Page:      pageFor(nil),
			Quiz:      &quiz.Blueprint{Slug: "junior-backend", Title: "Junior backend developer", Mode: quiz.Exam, Minutes: 30, Shares: []quiz.Share{{Topic: "sql", Weight: 1}, {Topic: "http-and-rest", Weight: 1}}},
			Questions: 24, Kinds: []bank.Kind{bank.Single, bank.Multiple, bank.Match, bank.Order}, ExtraTime: 50, SeenBy: []string{"Nordwind Ltd"}, Action: "/invitations/4nW0xq2u7kQZp8",
		},
		Role: "Junior backend developer", Company: "Nordwind Ltd", Expires: daysAgo(-14),
	}
	return []specimen{
		{"screenings", Screenings{Page: pageFor(jonas), Screenings: []ScreeningEntry{{role, 14, 11}}}.View()},
		{"screenings-empty", Screenings{Page: pageFor(jonas)}.View()},
		{"screening-new", NewScreening{Page: pageFor(jonas), Quizzes: quizzes}.View()},
		{"screening-new-error", NewScreening{Page: pageFor(jonas), Quizzes: quizzes, Problems: Problems{screening.CheckTitle(""), fault.Field("quiz", "Choose a quiz")}}.View()},
		{"screening-new-empty", NewScreening{Page: pageFor(jonas)}.View()},
		{"screening", list.View()}, {"screening-invited", invited.View()}, {"screening-error", wrong.View()}, {"screening-no-cut", noCut.View()},
		{"screening-empty", Screening{Page: pageFor(jonas), Screening: role, QuizTitle: "Junior backend developer, 24 questions"}.View()},
		{"candidate", report.View()},
		{"candidate-waiting", CandidateReport{Page: pageFor(jonas), Screening: role, Candidate: list.Candidates[8]}.View()},
		{"invitation", door.View()}, {"invitation-taken", InvitationTaken{Page: pageFor(nil), Role: "Junior backend developer", Company: "Nordwind Ltd"}.View()},
	}
}
