package web

import (
	"cmp"
	"slices"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
	"touchstone/views"
)

// definitionRelation is the relation of the facts that say what something is; package extract writes it.
const definitionRelation = "definition"

// termsPerSection bounds how many terms of a section are linked, so that the page stays quiet.
const termsPerSection = 12

// glossary knows which passage defines a concept, and by which words guides name it.
type glossary struct {
	curriculum *curriculum.Curriculum
	// definitions holds each concept's, in the order of the guides.
	definitions map[string][]definition
	// defining holds the concepts that a passage says something defining of, usable or not.
	defining map[string]map[string]bool
	// forms are the ways in which concepts are written, by their first word, the longest first.
	forms map[string][]spelling
}

// definition is a guide's own sentence on a concept.
type definition struct{ guide, passage, sentence string }

// newGlossary reads the facts that say what something is. One that the guide's text does not bear out word by word is left out: it belongs to another version.
func newGlossary(c *curriculum.Curriculum, books map[string]*book, facts []bank.Fact) *glossary {
	g := &glossary{curriculum: c, definitions: map[string][]definition{}, defining: map[string]map[string]bool{}, forms: map[string][]spelling{}}
	g.readForms()
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b bank.Fact) int { return cmp.Compare(start(a), start(b)) })
	for _, topic := range c.Topics {
		b := books[topic.Slug]
		for i := range facts {
			if b != nil && facts[i].Document == topic.Slug {
				g.add(b, &facts[i])
			}
		}
	}
	return g
}

func start(f bank.Fact) int {
	if len(f.Quotes) == 0 {
		return 0
	}
	return f.Quotes[0].Start
}

func (g *glossary) add(b *book, f *bank.Fact) {
	if _, known := g.curriculum.Concept(f.Subject); !known {
		return
	}
	for _, quote := range f.Quotes {
		passage := b.passageAt(quote)
		if passage == "" {
			return
		}
		if g.defining[passage] == nil {
			g.defining[passage] = map[string]bool{}
		}
		g.defining[passage][f.Subject] = true
		// Only a sentence that stands alone: a row of a table does not, nor what leads to a list.
		if f.Usable() && len(f.Quotes) == 1 && !strings.Contains(quote.Text, "\t") && !strings.HasSuffix(quote.Text, ":") && g.names(quote.Text, f.Subject) {
			g.definitions[f.Subject] = append(g.definitions[f.Subject], definition{b.topic.Slug, passage, strings.Join(strings.Fields(quote.Text), " ")})
		}
	}
}

// passageAt is the passage that holds a quote, empty where the document does not say these words there.
func (b *book) passageAt(quote bank.Quote) string {
	if quote.Start < 0 || quote.End > len(b.document.Text) || quote.Start >= quote.End || b.document.Text[quote.Start:quote.End] != quote.Text {
		return ""
	}
	for i := range b.passages {
		block := &b.document.Blocks[b.passages[i].Block]
		from := b.passages[i].Span.Start
		if block.Kind == guide.Definition {
			from = min(from, block.Term.Start)
		}
		if from <= quote.Start && quote.End <= b.passages[i].Span.End {
			return b.passages[i].ID
		}
	}
	return ""
}

// names reports whether a text names a concept.
func (g *glossary) names(text, concept string) bool {
	for _, m := range g.mentions(text) {
		if m.concept == concept {
			return true
		}
	}
	return false
}

// about are the concepts that a question names.
func (g *glossary) about(q *bank.Question) (concepts []string) {
	for _, m := range g.mentions(q.Stem) {
		if m.concept != "" {
			concepts = append(concepts, m.concept)
		}
	}
	return concepts
}

// marked is the terms of a guide that are linked to their definitions, in the order of the text.
func (g *glossary) marked(b *book, sections []views.GuideSection) ([]views.Term, []views.Definition) {
	near := g.near(b.topic.Slug)
	var terms []views.Term
	var definitions []views.Definition
	number := map[string]int{}
	perSection := make([][]candidate, len(sections))
	spread := map[string]int{}
	for i, section := range sections {
		if !section.Sources {
			perSection[i] = g.candidates(b, section, near)
		}
		for _, c := range perSection[i] {
			spread[c.concept]++
		}
	}
	linked := map[string]bool{}
	for _, found := range perSection {
		// What more than half of the sections speak of is the guide's daily bread: it is linked where it comes first.
		found = slices.DeleteFunc(found, func(c candidate) bool { return linked[c.concept] && 2*spread[c.concept] > len(sections) })
		for _, c := range rarest(found, spread, termsPerSection) {
			linked[c.concept] = true
			at, shown := number[c.concept]
			if !shown {
				at = len(definitions)
				number[c.concept] = at
				definitions = append(definitions, views.Definition{Address: c.address(b.topic.Slug), Sentence: c.sentence})
			}
			terms = append(terms, views.Term{Span: c.span, Definition: at})
		}
	}
	return terms, definitions
}

// candidate is the first mention of a concept in a section with the definition that it would lead to.
type candidate struct {
	concept string
	span    guide.Span
	definition
}

func (d definition) address(from string) string {
	if d.guide == from {
		return "#p-" + d.passage
	}
	return "/guides/" + d.guide + "#p-" + d.passage
}

// candidates are a section's first mentions, without what the section itself defines and without what the whole guide is about.
func (g *glossary) candidates(b *book, section views.GuideSection, near map[string]bool) []candidate {
	var found []candidate
	done := map[string]bool{}
	for _, passage := range section.Passages {
		for concept := range g.defining[passage] {
			done[concept] = true
		}
	}
	for _, span := range section.Texts {
		text := b.document.Slice(span)
		for _, m := range g.mentions(text) {
			if m.concept == "" || done[m.concept] || idiom(text, m) || !g.fits(m.concept, b, near) {
				continue
			}
			if d, defined := g.definitionFor(m.concept, b.topic.Slug); defined {
				done[m.concept] = true
				found = append(found, candidate{m.concept, guide.Span{Start: span.Start + m.start, End: span.Start + m.end}, d})
			}
		}
	}
	return found
}

// fits reports whether a name surely means the concept here: a common word does only in guides of its own topic and of those that rest on it directly, and one
// of several senses only in its own.
func (g *glossary) fits(id string, b *book, near map[string]bool) bool {
	c, _ := g.curriculum.Concept(id)
	switch {
	case c.Name == b.topic.Title || slices.Contains(c.Aliases, b.topic.Title):
		return false
	case c.Topic == b.topic.Slug:
		return true
	case slices.Contains(homonyms, c.Name):
		return false
	}
	return near[c.Topic] || strings.ContainsAny(c.Name, " /0123456789") || c.Name != strings.ToLower(c.Name)
}

// homonyms are names that guides of other topics use in another sense: the lock of a mutex, the views of a page, the null of JSON, a public library.
var homonyms = []string{"collection", "library", "lock", "null", "origin", "parallel run", "schema", "snapshot", "sorting", "unit of work", "view"}

// idioms are phrases in which a term's word says something else.
var idioms = []string{"out of scope", "point of view"}

func idiom(text string, m mention) bool {
	return slices.ContainsFunc(idioms, func(phrase string) bool { return strings.HasSuffix(text[:m.end], phrase) })
}

// near is a topic with what it rests on directly.
func (g *glossary) near(slug string) map[string]bool {
	near := map[string]bool{slug: true}
	topic, _ := g.curriculum.Topic(slug)
	for _, need := range topic.Needs {
		near[need.Topic] = true
	}
	return near
}

// definitionFor chooses among a concept's definitions: this guide's own, else that of the topic the concept belongs to, else the first in the order of learning.
func (g *glossary) definitionFor(concept, here string) (definition, bool) {
	all := g.definitions[concept]
	if len(all) == 0 {
		return definition{}, false
	}
	c, _ := g.curriculum.Concept(concept)
	for _, preferred := range []string{here, c.Topic} {
		for _, d := range all {
			if d.guide == preferred {
				return d, true
			}
		}
	}
	return all[0], true
}

// rarest keeps the n candidates that fewest sections of the guide speak of, in the order of the text: what stands everywhere needs a link least.
func rarest(found []candidate, spread map[string]int, n int) []candidate {
	if len(found) <= n {
		return found
	}
	kept := slices.Clone(found)
	slices.SortStableFunc(kept, func(a, b candidate) int { return cmp.Compare(spread[a.concept], spread[b.concept]) })
	kept = kept[:n]
	slices.SortFunc(kept, func(a, b candidate) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return kept
}
