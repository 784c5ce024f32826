package views

import (
	"sort"
	"strconv"
	"strings"

	"touchstone/internal/guide"
)

// Term is a stretch of a guide's text that names something which another passage defines.
type Term struct {
	guide.Span
	// Definition is its place in Guide.Definitions.
	Definition int
}

// Definition is a guide's own sentence on a term, with the address of the passage.
type Definition struct{ Address, Sentence string }

// SectionMark counts a learner's answers to the questions that rest on a section.
type SectionMark struct{ Right, Answered int }

func (m SectionMark) words() string {
	return strconv.Itoa(m.Right) + " of " + strconv.Itoa(m.Answered) + " right"
}

// fewAnswers is how many answers on a section show nothing yet.
const fewAnswers = 2

// shape is the icon beside the words, with the meaning that it has on the map of topics.
func (m SectionMark) shape() string {
	switch {
	case m.Answered <= fewAnswers:
		return "few"
	case m.Right == m.Answered:
		return "known"
	case m.Right == 0:
		return "ready"
	}
	return "learning"
}

// wordsOf is a stretch of text, a term where definition is not negative.
type wordsOf struct {
	text       string
	definition int
}

// cut divides a stretch of the text at its terms.
func (t *guideText) cut(span guide.Span) []wordsOf {
	var pieces []wordsOf
	at := span.Start
	for i := sort.Search(len(t.terms), func(i int) bool { return t.terms[i].Start >= span.Start }); i < len(t.terms) && t.terms[i].End <= span.End; i++ {
		term := t.terms[i]
		if term.Start > at {
			pieces = append(pieces, wordsOf{t.document.Text[at:term.Start], -1})
		}
		pieces = append(pieces, wordsOf{t.document.Slice(term.Span), term.Definition})
		at = term.End
	}
	if at < span.End {
		pieces = append(pieces, wordsOf{t.document.Text[at:span.End], -1})
	}
	return pieces
}

func definitionID(n int) string { return "d-" + strconv.Itoa(n+1) }

// title begins with what became of an answer, so that a page that was loaded again says it first.
func (g Guide) pageTitle() string {
	title := g.title() + ", a guide"
	if g.Answered != nil && g.Answered.Answer != nil {
		return g.Answered.Answer.inShort() + ": " + strings.ToLower(g.Answered.label()[:1]) + g.Answered.label()[1:] + ", " + title
	}
	return title
}

// check is the box after a section, nil for none.
func (g Guide) check(section int) *CheckBox {
	if section >= len(g.Checks) {
		return nil
	}
	return g.Checks[section]
}

// mark is what the viewer has answered on a section.
func (g Guide) mark(section int) SectionMark {
	if section >= len(g.Marks) {
		return SectionMark{}
	}
	return g.Marks[section]
}
