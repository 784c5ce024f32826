package compute

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

// rest finds the sentence that teaches the family's rule and makes it a fact. Without the sentence ok is false.
func (f *family) rest(source extract.Source, passages []guide.Passage) (fact bank.Fact, evidence bank.Evidence, ok bool) {
	name := source.Path
	if name == "" {
		name = source.Slug
	}
	fact = bank.Fact{ID: identity("fact", f.name), Document: name, Topic: f.topic, Subject: f.name, Relation: "rule", Status: bank.Stated, Origin: "computed"}
	document := source.Document
	wanted := fold(f.teaches)
	for _, p := range passages {
		if !strings.Contains(fold(document.Slice(p.Span)), wanted) {
			continue
		}
		span := teaching(document, p, wanted)
		fact.Object = document.Slice(span)
		fact.Quotes = []bank.Quote{{Text: document.Slice(span), Start: span.Start, End: span.End}}
		evidence = bank.Evidence{Document: name, Quote: document.Slice(span), Start: span.Start, End: span.End, Passage: p.ID}
		if len(p.Headings) > 0 {
			evidence.Heading = p.Headings[len(p.Headings)-1]
		}
		return fact, evidence, true
	}
	return fact, evidence, false
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
