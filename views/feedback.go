package views

import (
	"fmt"

	"touchstone/internal/quiz"
)

// Feedback is what a practice question shows once it is answered.
type Feedback struct {
	Page
	Attempt *quiz.Attempt
	Explained
}

func (f Feedback) title() string {
	return fmt.Sprintf("%s: question %d of %d, %s", f.inShort(), f.Number, len(f.Attempt.Items), f.Attempt.Title)
}

// next is where Continue leads: the next question without an answer, or the list of all questions when there is none.
func (f Feedback) next() string {
	if number := f.Attempt.NextUnanswered(f.Number); number > 0 {
		return questionURL(f.Attempt, number, "")
	}
	return attemptURL(f.Attempt, "/review")
}

// last reports whether every question has its answer.
func (f Feedback) last() bool { return f.Attempt.NextUnanswered(f.Number) == 0 }
