package views

import (
	"time"

	"touchstone/internal/quiz"
)

// Catalogue is the list of quizzes, in groups.
type Catalogue struct {
	Page
	Groups []QuizGroup
	// Continue is the attempt that is open, nil for none.
	Continue *Continue
}

// QuizGroup is a part of the catalogue under a name of its own.
type QuizGroup struct {
	Name, Note string
	Quizzes    []QuizEntry
}

// QuizEntry is a quiz as the catalogue shows it.
type QuizEntry struct {
	Slug, Title string
	Mode        quiz.Mode
	Questions   int
	// Sample says that somebody built it who does not exist.
	Sample bool
	// Minutes is the time limit, 0 for none.
	Minutes int
	// Topics are slugs.
	Topics []string
	// Due is zero where nobody gave a date; GivenBy is empty where nobody gave the quiz.
	Due     time.Time
	GivenBy string
	// Taken is the last result's score, nil before the first.
	Taken *quiz.Result
}

// about says what a quiz is, in one line.
func (p Page) about(q QuizEntry) string {
	words := modeName(q.Mode) + ", " + count(q.Questions, "question")
	if q.Minutes > 0 {
		words += ", " + count(q.Minutes, "minute")
	}
	if len(q.Topics) > 1 {
		words += ": " + p.Titles.List(q.Topics)
	}
	if q.Sample {
		words = "Sample. " + words
	}
	if q.GivenBy != "" {
		words = "From " + q.GivenBy + ". " + words
	}
	return words
}

// standing says when a quiz is due, or how it went.
func (p Page) standing(q QuizEntry) string {
	switch {
	case q.Taken != nil:
		return "last " + itoa(q.Taken.Score) + ", range " + between(q.Taken.Low, q.Taken.High)
	case !q.Due.IsZero():
		return "due " + p.due(q.Due)
	case q.Minutes == 0:
		return "about " + count(likely(q.Questions), "minute")
	}
	return ""
}

func (c Catalogue) none() bool {
	for _, group := range c.Groups {
		if len(group.Quizzes) > 0 {
			return false
		}
	}
	return true
}
