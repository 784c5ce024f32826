package views

import (
	"fmt"

	"touchstone/internal/quiz"
)

// Answers shows every question of an ended attempt: the answer, the right one, why, and the passage.
type Answers struct {
	Page
	Attempt *quiz.Attempt
	Entries []Explained
}

func (a Answers) title() string { return "Your answers: " + a.Attempt.Title }

// heading says how many were right, without a judgement.
func (a Answers) heading() string {
	counts := map[verdict]int{}
	for _, entry := range a.Entries {
		counts[entry.verdict()]++
	}
	words := fmt.Sprintf("%d of %s right", counts[right], count(len(a.Entries), "question"))
	if n := counts[partly]; n > 0 {
		words += fmt.Sprintf(", %d partly", n)
	}
	return words
}
