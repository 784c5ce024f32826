package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

// reader holds what the rules need to know while one document is read.
type reader struct {
	source   Source
	c        *curriculum.Curriculum
	tagger   *tagger
	doc      *guide.Document
	units    []*unit // by block; nil for tables, code and noise
	passages map[int]guide.Passage
	headings map[int]*unit
	// properNames are words that the document writes with a capital inside sentences and never small.
	properNames map[string]bool
	// smallWords are words that the document writes small somewhere.
	smallWords map[string]bool
	// trusted says that the document's headings tell what stands under them.
	trusted bool
	// classes is what the curriculum says about classes, in the form in which phrases are compared.
	classes  classBook
	mistakes []mistake
	// wholeSentence is set while a rule reads clauses that are shown together, so that "that token" in the second may name one of the first.
	wholeSentence bool
	classNames    map[string]bool
	facts         []Fact
	ids           map[string]bool
}

// Reader reads documents with what one curriculum knows. It is safe for concurrent use.
type Reader struct {
	c       *curriculum.Curriculum
	tagger  *tagger
	classes classBook
	// mistakes are the misconceptions of the curriculum.
	mistakes []mistake
}

// NewReader prepares the names and classes of a curriculum.
func NewReader(c *curriculum.Curriculum) *Reader {
	return &Reader{c: c, tagger: newTagger(c), classes: newClassBook(c), mistakes: newMistakes(c)}
}

// Facts reads one document. Who reads several makes a Reader once.
func Facts(source Source, c *curriculum.Curriculum) Reading { return NewReader(c).Facts(source) }

// Facts reads a document and returns its facts in the order of the document.
func (shared *Reader) Facts(source Source) Reading {
	r := &reader{source: source, c: shared.c, doc: source.Document, tagger: shared.tagger, classes: shared.classes, mistakes: shared.mistakes,
		passages: map[int]guide.Passage{}, headings: map[int]*unit{}, ids: map[string]bool{}}
	reading := Reading{Source: source}
	if r.doc == nil {
		return reading
	}
	passages := r.doc.Passages(source.key())
	for _, p := range passages {
		r.passages[p.Block] = p
	}
	r.units = make([]*unit, len(r.doc.Blocks))
	for i := range r.doc.Blocks {
		block := &r.doc.Blocks[i]
		switch {
		case block.Noise != "" || block.Kind == guide.Code || block.Kind == guide.Table:
		case block.Kind == guide.Heading:
			r.headings[i] = r.newUnit(i, block.Span, block.Runs)
		default:
			r.units[i] = r.newUnit(i, block.Span, block.Runs)
		}
	}
	r.properNames = r.findProperNames()
	r.trusted = r.headingTrust() >= 0.5

	for i := range r.doc.Blocks {
		if u := r.units[i]; u != nil && r.doc.Blocks[i].Kind == guide.Paragraph {
			r.decision(u)
			r.misconceptions(u)
		}
	}
	r.readLists()
	for i := range r.doc.Blocks {
		block := &r.doc.Blocks[i]
		if block.Noise != "" {
			continue
		}
		switch block.Kind {
		case guide.Heading:
			r.numberedHeading(i)
		case guide.Table:
			r.table(i)
		case guide.Definition:
			r.definitionEntry(i)
		}
		if u := r.units[i]; u != nil {
			r.sentences(u)
		}
	}
	sort.SliceStable(r.facts, func(a, b int) bool { return before(&r.facts[a], &r.facts[b]) })
	reading.Facts = r.facts
	reading.Passages = len(passages)
	for _, p := range passages {
		if reason := r.usability(p.Block); reason == "" {
			reading.UsablePassages++
		} else {
			reading.Skipped = append(reading.Skipped, bank.Rejection{Schema: "passage", Facts: []string{p.ID}, Reason: reason})
		}
		reading.Words += r.wordCount(p.Block)
	}
	return reading
}

// before orders facts by the place of their last quote, then by id.
func before(a, b *Fact) bool {
	x, y := a.Quotes[len(a.Quotes)-1], b.Quotes[len(b.Quotes)-1]
	if x.Start != y.Start {
		return x.Start < y.Start
	}
	if x.End != y.End {
		return x.End < y.End
	}
	return a.ID < b.ID
}

func (r *reader) wordCount(block int) int {
	if u := r.units[block]; u != nil {
		return wordsIn(u, 0, len(u.tokens))
	}
	return len(strings.Fields(r.doc.Slice(r.doc.Blocks[block].Span)))
}

// findProperNames compares how words are written inside sentences.
func (r *reader) findProperNames() map[string]bool {
	capital, small := map[string]bool{}, map[string]bool{}
	for _, u := range r.units {
		if u == nil {
			continue
		}
		for _, s := range u.sentences {
			for i := s.first; i < s.next; i++ {
				t := &u.tokens[i]
				if t.kind != wordToken {
					continue
				}
				if t.capital() {
					if i > s.first && u.tokens[i-1].kind != punctToken && !u.tokens[i-1].capital() {
						capital[t.text] = true
					}
				} else {
					small[t.lower] = true
				}
			}
		}
	}
	r.smallWords = small
	for word := range capital {
		if small[strings.ToLower(word)] {
			delete(capital, word)
		}
	}
	return capital
}

// headingTrust is the share of paragraphs and items under a heading with concepts that name one of these concepts, 1 when there is nothing to judge by.
func (r *reader) headingTrust() float64 {
	with, all := 0, 0
	for i, u := range r.units {
		if u == nil {
			continue
		}
		heading := r.headings[r.doc.Blocks[i].Heading]
		if heading == nil || len(heading.mentions) == 0 || len(u.mentions) == 0 {
			continue
		}
		all++
		if sharesConcept(heading, u) {
			with++
		}
	}
	if all == 0 {
		return 1
	}
	return float64(with) / float64(all)
}

func sharesConcept(a, b *unit) bool {
	for _, x := range a.mentions {
		for _, y := range b.mentions {
			if x.concept == y.concept {
				return true
			}
		}
	}
	return false
}

// usability says why a passage is not used; empty for a usable one.
func (r *reader) usability(block int) string {
	u := r.units[block]
	if u == nil {
		return ""
	}
	reason := "no sentence"
	concepts := len(u.mentions) > 0
	for i := range u.sentences {
		s := &u.sentences[i]
		if s.refused == "" {
			if s.status == bank.Stated && (concepts || r.doc.Blocks[block].Kind != guide.Paragraph) {
				return ""
			}
			switch {
			case s.status == bank.Opinion:
				reason = "opinion"
			case s.status == bank.Dated:
				reason = "dated"
			default:
				reason = "context only: no concept"
			}
		} else if reason == "no sentence" {
			reason = s.refused
			if s.refused == pronounLed && concepts {
				reason = "context only: its subject is a pronoun"
			}
		}
	}
	return reason
}

// statement is what a rule hands to add.
type statement struct {
	relation string
	subject  phrase
	object   string
	rule     string
	status   bank.FactStatus
	spans    []guide.Span
	fill     func(*Fact)
}

// add keeps a statement as a fact, unless the document has said the same before.
func (r *reader) add(u *unit, s statement) {
	if s.object == "" || s.subject.text == "" || len(s.spans) == 0 {
		return
	}
	f := Fact{SubjectText: s.subject.text}
	f.Document, f.Topic, f.Relation, f.Object, f.Origin, f.Status = r.source.name(), r.source.Topic, s.relation, s.object, s.rule, s.status
	if f.Status == "" {
		f.Status = bank.Stated
	}
	if s.subject.concept >= 0 {
		f.Subject = r.c.Concepts[s.subject.concept].ID
		if f.Topic == "" {
			f.Topic = r.c.Concepts[s.subject.concept].Topic
		}
	} else {
		f.Subject = normalPhrase(s.subject.text)
	}
	if concept, ok := r.tagger.named(s.object); ok && !((s.relation == Member || s.relation == Example) && (concept == s.subject.concept || r.siblings(concept, s.subject.concept))) {
		f.ObjectConcept = r.c.Concepts[concept].ID
	}
	if passage, ok := r.passages[u.block]; ok {
		f.Passage, f.Headings = passage.ID, passage.Headings
	}
	if s.fill != nil {
		s.fill(&f)
	}
	for _, span := range s.spans {
		f.Quotes = append(f.Quotes, bank.Quote{Text: r.doc.Slice(span), Start: span.Start, End: span.End})
	}
	r.checkClass(&f)
	f.ID = factID(r.source.key(), &f)
	if r.ids[f.ID] {
		return
	}
	r.ids[f.ID] = true
	r.facts = append(r.facts, f)
}

// factID hashes what the fact says and where it says it, so that an edit elsewhere in the document changes nothing.
func factID(key string, f *Fact) string {
	parts := []string{key, f.Relation, f.Subject, strings.ToLower(f.Attribute), normalText(f.Object)}
	if f.Other != nil {
		parts = append(parts, f.Other.Subject, normalText(f.Other.Object))
	}
	switch f.Relation {
	case Condition, Step, Decision:
		parts = append(parts, normalText(f.Situation))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

var plainMarks = strings.NewReplacer("`", "", "’", "'", "“", `"`, "”", `"`)

// normalText brings a text into the form in which facts are compared.
func normalText(text string) string {
	text = plainMarks.Replace(strings.ToLower(text))
	return strings.Trim(strings.Join(strings.Fields(text), " "), ".,;: ")
}

// normalPhrase writes a subject that the curriculum does not know: lower case, singular, without code marks.
func normalPhrase(text string) string {
	parts := strings.Fields(normalText(text))
	if len(parts) == 0 {
		return ""
	}
	head := len(parts) - 1
	for i, w := range parts {
		if i > 0 && (prepositions[w] || relatives[w] || w == "whose") {
			head = i - 1
			break
		}
	}
	parts[head], _ = singular(parts[head])
	return strings.Join(parts, " ")
}
