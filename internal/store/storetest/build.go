package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/find"
	"touchstone/internal/guide"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
)

// Guest returns a member without an account. The id is the name.
func Guest(name string) *people.Member {
	return &people.Member{ID: name, Organisation: people.PublicOrganisation, Name: name, Role: people.Learner}
}

// Account returns a member of the public with an e-mail address. The id is the name.
func Account(name string, role people.Role) *people.Member {
	m := Guest(name)
	m.Email, m.Role = name+"@example.org", role
	return m
}

// AddGuest keeps a guest.
func AddGuest(t testing.TB, s *store.Store, name string) *people.Member {
	t.Helper()
	return add(t, s, Guest(name), "")
}

// AddAccount keeps a member with an account, whose password hash is "hash of" and the name.
func AddAccount(t testing.TB, s *store.Store, name string, role people.Role) *people.Member {
	t.Helper()
	return add(t, s, Account(name, role), "hash of "+name)
}

func add(t testing.TB, s *store.Store, m *people.Member, hash string) *people.Member {
	t.Helper()
	if err := s.AddMember(t.Context(), m, hash); err != nil {
		t.Fatal(err)
	}
	return m
}

// Questions returns n single choices on a topic, each on a fact and of a family of its own. The key is always the first option.
func Questions(topic string, n int) []bank.Question {
	questions := make([]bank.Question, n)
	for i := range questions {
		name := fmt.Sprintf("%s-%03d", topic, i)
		questions[i] = bank.Question{
			ID: "question-" + name, Schema: []string{"definition-term", "contrast", "purpose"}[i%3], Family: "family-" + name, Kind: bank.Single, Level: bank.Understand,
			Topic: topic, Stem: "Which statement about " + name + " is right?",
			Options: []bank.Option{
				{Text: "The right one about " + name, Correct: true, Why: "The guide says so.", Proof: "quoted"},
				{Text: "A wrong one about " + name, Why: "The guide says the contrary.", Proof: "functional relation"},
				{Text: "Another wrong one about " + name, Why: "This is about something else.", Proof: "disjoint sets"},
				{Text: "A third wrong one about " + name, Why: "This is about a third thing.", Proof: "disjoint sets"},
			},
			Explanation: "The guide states it.", Facts: []string{"fact-" + name}, Difficulty: float64(i%5)/2 - 1,
			Evidence: []bank.Evidence{{Document: topic, Quote: "The right one about " + name, Start: 0, End: 20 + len(name), Heading: "About " + topic, Passage: "passage-" + name}},
		}
	}
	return questions
}

// EveryKind returns one question of each kind on a topic.
func EveryKind(topic string) []bank.Question {
	questions := Questions(topic, 6)
	multiple, match, order, numeric, short := &questions[1], &questions[2], &questions[3], &questions[4], &questions[5]
	multiple.Kind, multiple.Options[1].Correct = bank.Multiple, true
	match.Kind, match.Options, match.Decoys = bank.Match, nil, []string{"delta"}
	match.Pairs = []bank.Pair{{Left: "first", Right: "alpha"}, {Left: "second", Right: "beta"}, {Left: "third", Right: "gamma"}}
	order.Kind, order.Options, order.Order = bank.Order, nil, []string{"connect", "send", "wait", "close"}
	value := 404.0
	numeric.Kind, numeric.Options, numeric.Value = bank.Numeric, nil, &value
	short.Kind, short.Options, short.Accept = bank.Short, nil, []string{"foreign key", "foreign keys"}
	return questions
}

// Quiz returns a blueprint of the library on topics of equal weight that guests may take.
func Quiz(slug string, mode quiz.Mode, length int, topics ...string) quiz.Blueprint {
	b := quiz.Blueprint{Slug: slug, Title: "Quiz " + slug, Summary: "About " + slug, Mode: mode, Length: length, Organisation: people.PublicOrganisation, Guest: true}
	for _, topic := range topics {
		b.Shares = append(b.Shares, quiz.Share{Topic: topic, Weight: 1})
	}
	return b
}

// Passages are three pieces of a guide on sql that a search can find, and the topic itself.
func Passages() []find.Passage {
	passage := func(id, heading, text string) find.Passage {
		return find.Passage{ID: id, Guide: "sql", Topic: "sql", Title: "About sql", Headings: []string{heading}, Text: text}
	}
	return []find.Passage{
		{ID: "topic sql", Topic: "sql", Title: "About sql", Text: "About sql: all about it."},
		passage("p-locks", "Locks", "A deadlock is a circle of transactions that wait for each other."),
		passage("p-caches", "Caching", "The Cache-Control header says how long copies may be kept; HAVING has nothing to do with it."),
		passage("p-problem", "The N+1 problem", "Fetching rows one by one over HTTP/2 from C# code is O(n)."),
	}
}

// LoadLibrary loads a library of 30 questions on each of sql and rest, one of every other kind on kinds, the passages of Passages, and the quizzes practice (10 questions, sql and
// rest), exam (10 questions, 20 minutes, pass mark 60) and kinds (6 questions, an exam without limit).
func LoadLibrary(t testing.TB, s *store.Store) *store.Library {
	t.Helper()
	exam := Quiz("exam", quiz.Exam, 10, "sql", "rest")
	exam.Minutes, exam.PassMark = 20, 60
	l := &store.Library{
		Hash:      "library-1",
		Questions: append(append(Questions("sql", 30), Questions("rest", 30)...), EveryKind("kinds")...),
		Quizzes:   []quiz.Blueprint{Quiz("practice", quiz.Practice, 10, "sql", "rest"), exam, Quiz("kinds", quiz.Exam, 6, "kinds")},
		Passages:  Passages(),
	}
	for _, q := range l.Questions {
		l.Facts = append(l.Facts, bank.Fact{
			ID: q.Facts[0], Document: q.Topic, Topic: q.Topic, Subject: q.ID, Relation: "definition", Object: "The right one", Status: bank.Stated, Origin: "definition-sentence",
			Quotes: []bank.Quote{{Text: q.Evidence[0].Quote, Start: q.Evidence[0].Start, End: q.Evidence[0].End}},
		})
	}
	l.Rejections = []bank.Rejection{{Facts: []string{"fact-sql-000"}, Schema: "odd-one-out", Reason: "fewer than three distractors"}}
	l.Contradictions = []bank.Contradiction{{Facts: []string{"fact-sql-000", "fact-sql-001"}, Reason: "both cannot hold"}}
	loaded, err := s.LoadLibrary(t.Context(), l)
	if err != nil || !loaded {
		t.Fatalf("library: loaded %v, %v", loaded, err)
	}
	return l
}

// NewAttempt draws an attempt that has begun and is not kept yet. The same seed draws the same questions.
func NewAttempt(t testing.TB, s *store.Store, owner *people.Member, slug string, seed uint64) *quiz.Attempt {
	t.Helper()
	b, err := s.Quiz(t.Context(), owner, slug)
	if err != nil {
		t.Fatal(err)
	}
	pool, err := s.Pool(t.Context(), owner.Organisation, owner.ID, b.Topics())
	if err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(seed, 1))
	drawn, shortfall := quiz.Draw(b, pool, chance)
	if shortfall.Short() {
		t.Fatalf("%s: %+v", slug, shortfall)
	}
	a := quiz.New(b, drawn, owner.ExtraTime, chance)
	a.ID, a.Owner, a.Organisation, a.CreatedAt = store.NewID(), owner.ID, owner.Organisation, s.Now()
	if err := a.Begin(s.Now()); err != nil {
		t.Fatal(err)
	}
	return a
}

// Start keeps a new attempt that has begun.
func Start(t testing.TB, s *store.Store, owner *people.Member, slug string) *quiz.Attempt {
	t.Helper()
	kept, err := s.StartAttempt(t.Context(), NewAttempt(t, s, owner, slug, 1))
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// Answer gives question n of an attempt to a choice, in the question's own numbering, as if the page had shown what is kept.
func Answer(t testing.TB, s *store.Store, a *quiz.Attempt, n, choice int) (*quiz.Attempt, error) {
	t.Helper()
	seen := 0
	if kept := a.Items[n-1].Answer; kept != nil {
		seen = kept.Seq
	}
	return s.AnswerAttempt(t.Context(), a.Owner, a.ID, n, func(a *quiz.Attempt, q *bank.Question) error {
		return a.Answer(n, q, bank.Response{Choices: []int{choice}}, seen, s.Now())
	})
}

// Documents are the study guides of the built-in library by topic, without the worked decisions.
func Documents(t testing.TB) map[string]*guide.Document {
	t.Helper()
	documents := map[string]*guide.Document{}
	for _, g := range curriculum.Library().Guides {
		if g.Decisions {
			continue
		}
		document, err := guide.Parse(g.Source)
		if err != nil {
			t.Fatal(err)
		}
		documents[g.Topic] = document
	}
	return documents
}
