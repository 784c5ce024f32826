package web_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing/fstest"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
	"touchstone/internal/web"
)

// canary stands in every text that must not leave the server before its question is released; canaryNumber is the key of the numeric question.
const (
	canary       = "canary"
	canaryNumber = "7340211"
)

// password opens every account of the tests.
const password = "a long enough password"

var passwordHash = sync.OnceValue(func() string { return web.HashPassword(password) })

// The people of every site. Their ids are their names.
var (
	ada   = account("ada", people.Learner)
	bob   = account("bob", people.Learner)
	maria = account("maria", people.Instructor)
	jonas = account("jonas", people.Hiring)
	root  = account("root", people.Admin)
)

func account(name string, role people.Role) *people.Member {
	m := storetest.Account(name, role)
	m.Name = strings.ToUpper(name[:1]) + name[1:] + " Surname"
	return m
}

// smallCurriculum has three topics, each with a short guide: sql, rest that needs it, and kinds; and the role of a clerk, who needs the first two.
var smallCurriculum = sync.OnceValue(func() *curriculum.Curriculum {
	files := fstest.MapFS{}
	for _, topic := range []struct{ slug, needs string }{{"sql", ""}, {"rest", "sql"}, {"kinds", ""}} {
		needs := "[]"
		if topic.needs != "" {
			needs = "[{topic: " + topic.needs + ", why: It rests on it.}]"
		}
		files["data/"+topic.slug+".yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "topic:\n  slug: %s\n  title: About %s\n  summary: All about %s.\n  needs: %s\n", topic.slug, topic.slug, topic.slug, needs)}
		files["guides/"+topic.slug+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: About %[1]s\nminutes: 5\n---\n\n## The first thing about %[1]s\n\nA thing of %[1]s is a part that one can point at with a finger and name in a word.\n\n## The second thing about %[1]s\n\nThe other thing of %[1]s is what nobody can point at, though everybody speaks of it.\n", topic.slug)}
	}
	files["roles.yaml"] = &fstest.MapFile{Data: []byte("roles:\n  - slug: clerk\n    title: Clerk\n    summary: Keeps records.\n    topics:\n" +
		"      - {topic: sql, weight: 60, target: 60, why: It is the work.}\n      - {topic: rest, weight: 40, target: 70, why: It is the way out.}\n")}
	c, err := curriculum.Read(files)
	if err != nil {
		panic(err)
	}
	return c
})

// questions returns n single choices on a topic with canaries in all that is secret. The key is the first option.
func questions(topic string, n int) []bank.Question {
	passages := passagesOf(topic)
	list := storetest.Questions(topic, n)
	for i := range list {
		seal(&list[i], passages[i%len(passages)])
	}
	return list
}

func seal(q *bank.Question, passage string) {
	q.Explanation = canary + " explanation of " + q.ID
	q.Evidence[0].Quote, q.Evidence[0].Heading, q.Evidence[0].Passage = canary+" quote of "+q.ID, canary+" heading", passage
	for k := range q.Options {
		q.Options[k].Why, q.Options[k].Proof, q.Options[k].Concept = canary+" why", canary+" proof", canary+"-concept"
	}
}

func passagesOf(topic string) []string {
	for _, g := range smallCurriculum().Guides {
		if g.Topic == topic {
			document, err := guide.Parse(g.Source)
			if err != nil {
				panic(err)
			}
			var ids []string
			for _, passage := range document.Passages(topic) {
				ids = append(ids, passage.ID)
			}
			return ids
		}
	}
	panic("no guide on " + topic)
}

// everyKind returns one question of each kind. What is right is told by the words: see rightAnswer.
func everyKind() []bank.Question {
	list := storetest.EveryKind("kinds")
	for i := range list {
		seal(&list[i], passagesOf("kinds")[0])
		switch q := &list[i]; q.Kind {
		case bank.Single:
			q.Code = "GET /kinds HTTP/1.1"
		case bank.Multiple:
			q.Options[1].Text = "Also right about it"
		case bank.Numeric:
			value := 7340211.0
			q.Value = &value
		case bank.Short:
			q.Accept = []string{canary + " accepted"}
		}
	}
	return list
}

// library is what every site of the tests holds: 30 questions on each of sql and rest, six of all kinds.
func library() *store.Library {
	exam := storetest.Quiz("exam", quiz.Exam, 10, "sql", "rest")
	exam.Minutes, exam.PassMark = 20, 60
	closed := storetest.Quiz("members-only", quiz.Exam, 5, "rest")
	closed.Guest = false
	return &store.Library{
		Hash:      "web-tests",
		Questions: append(append(questions("sql", 30), questions("rest", 30)...), everyKind()...),
		Quizzes: []quiz.Blueprint{
			storetest.Quiz(web.FirstTry, quiz.Practice, 5, "sql", "rest"), exam, closed,
			storetest.Quiz("sql", quiz.Practice, web.TopicQuizLength, "sql"), storetest.Quiz("rest", quiz.Practice, web.TopicQuizLength, "rest"),
			storetest.Quiz("kinds", quiz.Practice, 6, "kinds"), storetest.Quiz("kinds-exam", quiz.Exam, 6, "kinds"),
		},
	}
}

// prepare fills a database for the tests of this package, once for each kind of database.
func prepare(dsn string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	fill := func() error {
		if err := s.Migrate(ctx); err != nil {
			return err
		}
		if _, err := s.LoadLibrary(ctx, library()); err != nil {
			return err
		}
		for _, member := range []*people.Member{ada, bob, maria, jonas, root} {
			if err := s.AddMember(ctx, member, passwordHash()); err != nil {
				return err
			}
		}
		return nil
	}
	return errors.Join(fill(), s.Close())
}

// hashOf is what the database keeps of a secret.
func hashOf(secret string) string { return web.HashToken(secret) }

func organisation(id string) people.Organisation { return people.Organisation{ID: id, Name: id} }
