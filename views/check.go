package views

import (
	"strconv"
	"strings"
)

// Check is a question with which readers of a guide test themselves. Nothing of it tells the key.
type Check struct {
	// ID names it on the guide's page.
	ID string
	// Number is its place among the Of questions of its section, from 1.
	Number, Of int
	Stem, Code string
	// Options stand in the order in which they are shown; an answer names the place, from 1.
	Options []string
}

// CheckBox is the place after a section in which one of its questions stands, answered or not.
type CheckBox struct {
	// Guide is the guide's slug.
	Guide string
	Check
	// Next is the id of the question that follows, empty after the last one.
	Next string
	// Missing says that nothing was chosen.
	Missing bool
	// Answer is nil while the question waits for one.
	Answer *Explained
	// Withheld says that an exam under way asks the same question, so that nothing is told yet.
	Withheld bool
}

func (b CheckBox) id() string { return "check-" + b.ID }

func (b CheckBox) address(query string) string {
	page := "/guides/" + b.Guide
	if query == "" {
		return page + "#" + b.id()
	}
	return page + "?" + query
}

// next is where the question that follows stands.
func (b CheckBox) next() string { return b.address("ask=" + b.Next + "#check-" + b.Next) }

func (b CheckBox) label() string {
	if b.Of == 1 {
		return "Check yourself"
	}
	return "Check yourself, " + strconv.Itoa(b.Number) + " of " + strconv.Itoa(b.Of)
}

// passage is the address of what the answer rests on, on the same page.
func (b CheckBox) passage() string {
	if b.Answer == nil {
		return ""
	}
	_, anchor, found := strings.Cut(b.Answer.section(), "#")
	if !found {
		return ""
	}
	return "#" + anchor
}

func (b CheckBox) missing() string {
	if b.Missing {
		return "Choose one of the answers first."
	}
	return ""
}
