package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"touchstone/internal/curriculum"
	"touchstone/internal/find"
	"touchstone/internal/generate"
	"touchstone/internal/generate/compute"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/web"
)

// librarySeed varies wording and distractors of the library's questions; it is fixed, so that every installation has the same bank.
const librarySeed = 1

// makeLibrary makes the questions of the library. It takes seconds and always gives the same, so the tests of this package, which start the program many times, make
// them once.
var makeLibrary = func(sources []extract.Source, c *curriculum.Curriculum) (*generate.Result, error) {
	return generate.Run(sources, c, generate.Options{Seed: librarySeed, Variants: compute.Variants})
}

// loadLibrary brings the study guides' questions into the bank, once for each version of curriculum and generator.
func loadLibrary(ctx context.Context, s *store.Store, c *curriculum.Curriculum, log *slog.Logger) error {
	if err := s.AddOrganisation(ctx, people.Organisation{ID: people.PublicOrganisation, Name: "Everybody"}); err != nil {
		return err
	}
	hash := libraryHash(c)
	has, err := s.HasLibrary(ctx, hash)
	if err != nil || has {
		return err
	}
	began := time.Now()
	log.Info("loading the library, once for each version; this takes some seconds", "guides", studyGuides(c))
	sources, err := librarySources(c)
	if err != nil {
		return err
	}
	documents := map[string]*guide.Document{}
	for _, source := range sources {
		if source.Slug == source.Topic { // not the worked decisions, which are kept for assessment
			documents[source.Topic] = source.Document
		}
	}
	made, err := makeLibrary(sources, c)
	if err != nil {
		return err
	}
	log.Info("keeping the questions", "questions", len(made.Questions))
	loaded, err := s.LoadLibrary(ctx, &store.Library{
		Hash: hash, Facts: made.Facts, Questions: made.Questions, Rejections: made.Rejected, Contradictions: made.Contradictions, Quizzes: libraryQuizzes(c),
		Passages: find.Passages(c, documents),
	})
	if err == nil && loaded {
		log.Info("library loaded", "questions", len(made.Questions), "facts", len(made.Facts), "seconds", time.Since(began).Round(time.Millisecond).Seconds())
	}
	return err
}

// studyGuides counts the guides that can be read; the worked decisions beside each are none.
func studyGuides(c *curriculum.Curriculum) int {
	n := 0
	for _, g := range c.Guides {
		if !g.Decisions {
			n++
		}
	}
	return n
}

// libraryHash names one version of all that loading the library makes: the texts, the questions on them, and the words that a search finds them by. A database that was
// filled by a program that made less of it has another hash, and is filled again.
func libraryHash(c *curriculum.Curriculum) string {
	return c.Hash + "-" + generate.Version + "-" + find.Version
}

func librarySources(c *curriculum.Curriculum) ([]extract.Source, error) {
	var sources []extract.Source
	for _, g := range c.Guides {
		document, err := guide.Parse(g.Source)
		if err != nil {
			return nil, fmt.Errorf("the guide %s: %w", g.Topic, err)
		}
		slug := g.Topic
		if g.Decisions {
			slug += web.DecisionsSuffix
		}
		sources = append(sources, extract.Source{Path: slug, Topic: g.Topic, Document: document, Slug: slug})
	}
	return sources, nil
}

// libraryQuizzes are the quizzes that everybody finds: a first try on the basics, an exam over the foundations, and one to practise on each topic.
func libraryQuizzes(c *curriculum.Curriculum) []quiz.Blueprint {
	quizzes := []quiz.Blueprint{{
		Slug: web.FirstTry, Title: "First try", Summary: "Five questions on the basics, each explained as soon as it is answered.",
		Mode: quiz.Practice, Length: 5, Shares: evenly(c.Basics()), Organisation: people.PublicOrganisation, Guest: true,
	}, {
		Slug: "backend-foundations", Title: "Backend foundations", Summary: "An exam over what every backend developer needs, with a time limit and a pass mark.",
		Mode: quiz.Exam, Length: 24, Minutes: 40, PassMark: 60, Shares: evenly(c.Foundations()), Organisation: people.PublicOrganisation, Guest: true,
	}}
	for _, topic := range c.Topics {
		quizzes = append(quizzes, quiz.Blueprint{
			Slug: topic.Slug, Title: topic.Title, Summary: topic.Summary, Mode: quiz.Practice, Length: web.TopicQuizLength,
			Shares: evenly([]curriculum.Topic{topic}), Organisation: people.PublicOrganisation, Guest: true,
		})
	}
	return quizzes
}

// evenly gives every topic the same share of a quiz.
func evenly(topics []curriculum.Topic) []quiz.Share {
	shares := make([]quiz.Share, len(topics))
	for i, topic := range topics {
		shares[i] = quiz.Share{Topic: topic.Slug, Weight: 1}
	}
	return shares
}
