package compute

import (
	"slices"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

// shelf is a study guide in which sentences are looked up by their words.
type shelf struct {
	name     string
	document *guide.Document
	passages []guide.Passage
	folded   []string
	found    map[string]bank.Evidence
	// missing are words that were looked for in vain.
	missing []string
}

func newShelf(source extract.Source) *shelf {
	s := &shelf{name: source.Path, document: source.Document, passages: source.Document.Passages(source.Slug), found: map[string]bank.Evidence{}}
	if s.name == "" {
		s.name = source.Slug
	}
	for _, p := range s.passages {
		s.folded = append(s.folded, fold(s.document.Slice(p.Span)))
	}
	return s
}

// quote finds the first sentence or row that holds the words.
func (s *shelf) quote(words string) (bank.Evidence, bool) {
	if e, known := s.found[words]; known {
		return e, true
	}
	wanted := fold(words)
	for i, p := range s.passages {
		if !strings.Contains(s.folded[i], wanted) {
			continue
		}
		span := teaching(s.document, p, wanted)
		e := bank.Evidence{Document: s.name, Quote: s.document.Slice(span), Start: span.Start, End: span.End, Passage: p.ID}
		if len(p.Headings) > 0 {
			e.Heading = p.Headings[len(p.Headings)-1]
		}
		s.found[words] = e
		return e, true
	}
	if !slices.Contains(s.missing, words) {
		s.missing = append(s.missing, words)
	}
	return bank.Evidence{}, false
}

// fact makes the sentence that teaches the family's rule a fact. Without the sentence ok is false.
func (f *family) fact(s *shelf) (fact bank.Fact, ok bool) {
	fact = bank.Fact{ID: identity("fact", f.name), Document: s.name, Topic: f.topic, Subject: f.name, Relation: "rule", Status: bank.Stated, Origin: "computed"}
	e, ok := s.quote(f.teaches)
	fact.Object, fact.Quotes = e.Quote, []bank.Quote{{Text: e.Quote, Start: e.Start, End: e.End}}
	return fact, ok
}

func fold(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// teaching narrows a passage to the row or sentence that holds the words; the whole passage where neither does by itself.
func teaching(document *guide.Document, p guide.Passage, wanted string) guide.Span {
	block := document.Blocks[p.Block]
	for _, row := range block.Rows {
		span := guide.Span{Start: row.Cells[0].Start, End: row.Cells[len(row.Cells)-1].End}
		if strings.Contains(fold(document.Slice(span)), wanted) {
			return span
		}
	}
	if block.Kind != guide.Paragraph {
		return p.Span
	}
	for start := p.Span.Start; start < p.Span.End; {
		end := p.Span.End
		if i := strings.Index(document.Text[start:p.Span.End], ". "); i >= 0 {
			end = start + i + 1
		}
		if span := (guide.Span{Start: start, End: end}); strings.Contains(fold(document.Slice(span)), wanted) {
			return span
		}
		start = end + 1
	}
	return p.Span
}
