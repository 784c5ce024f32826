package web

import (
	"context"
	"sync"

	"touchstone/internal/bank"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// readings hold what one version of the library adds to the guides, worked out when a guide is first read.
type readings struct {
	mu       sync.Mutex
	hash     string
	glossary *glossary
	guides   map[string]*reading
}

// reading is what the library adds to one guide. It is never changed and shared by all requests.
type reading struct {
	sections []views.GuideSection
	// checks are the questions after each section.
	checks [][]check
	// section is where a question's evidence stands, for the questions that rest on one section alone.
	section     map[string]int
	terms       []views.Term
	definitions []views.Definition
}

// reading returns what the live version of the library adds to a guide.
func (s *Server) reading(ctx context.Context, b *book, hash string) (*reading, error) {
	all := &s.guides.readings
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.guides == nil || all.hash != hash {
		facts, err := s.store.Facts(ctx, definitionRelation)
		if err != nil {
			return nil, err
		}
		all.hash, all.glossary, all.guides = hash, newGlossary(s.curriculum, s.guides.books, facts), map[string]*reading{}
	}
	slug := b.topic.Slug
	if all.guides[slug] == nil {
		questions, err := s.store.TopicQuestions(ctx, slug)
		if err != nil {
			return nil, err
		}
		all.guides[slug] = newReading(b, questions, all.glossary)
	}
	return all.guides[slug], nil
}

func newReading(b *book, questions []*bank.Question, g *glossary) *reading {
	r := &reading{sections: views.Sections(b.document, b.passages)}
	r.section = sectionsOf(r.sections, questions)
	r.checks = make([][]check, len(r.sections))
	for i := range r.sections {
		var candidates []*bank.Question
		for _, q := range questions {
			if section, whole := r.section[q.ID]; whole && section == i {
				candidates = append(candidates, q)
			}
		}
		chosen := chooseChecks(candidates, checksPerSection, g.about)
		for n, q := range chosen {
			c := asCheck(q)
			c.Number, c.Of = n+1, len(chosen)
			r.checks[i] = append(r.checks[i], c)
		}
	}
	r.terms, r.definitions = g.marked(b, r.sections)
	return r
}

// find is the section and place of a check, by its id.
func (r *reading) find(id string) (section, n int, found bool) {
	for section, checks := range r.checks {
		for n := range checks {
			if checks[n].ID == id {
				return section, n, true
			}
		}
	}
	return 0, 0, false
}

// known counts a learner's answers to the questions that rest on each section.
func (r *reading) known(l *quiz.Learner) []views.SectionMark {
	marks := make([]views.SectionMark, len(r.sections))
	for id, asked := range l.Asked {
		section, whole := r.section[id]
		if !whole || asked.LastAt.IsZero() {
			continue
		}
		marks[section].Answered++
		if asked.LastMark >= quiz.RightMark {
			marks[section].Right++
		}
	}
	return marks
}
