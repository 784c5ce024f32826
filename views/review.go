package views

import (
	"fmt"
	"strings"

	"touchstone/internal/quiz"
)

// Review is the list of all questions of an open attempt, before it is sent.
type Review struct {
	Page
	Attempt *quiz.Attempt
	// Stems are the questions' stems in the attempt's order.
	Stems []string
	// Show is all, unanswered or flagged.
	Show string
	// From is the question that the learner came from, 0 for none.
	From  int
	Clock *Clock
}

func (r Review) unanswered() []int {
	var numbers []int
	for i := range r.Attempt.Items {
		if r.Attempt.Items[i].Answer == nil {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

func (r Review) flagged() int {
	flagged := 0
	for i := range r.Attempt.Items {
		if r.Attempt.Items[i].Flagged {
			flagged++
		}
	}
	return flagged
}

func (r Review) heading() string {
	words := fmt.Sprintf("%d answered, %d not answered", r.Attempt.Answered(), len(r.unanswered()))
	if n := r.flagged(); n > 0 {
		words += fmt.Sprintf(", %d flagged", n)
	}
	return words
}

// warning says what sending means now.
func (r Review) warning() string {
	missing := r.unanswered()
	final := "After sending, nothing can be changed."
	switch {
	case len(missing) == 0:
		return "Every question has an answer. " + final
	case len(missing) == 1:
		return fmt.Sprintf("Question %d has no answer and would count as not right. %s", missing[0], final)
	case len(missing) > 5:
		return fmt.Sprintf("%d questions have no answer and would count as not right. %s", len(missing), final)
	}
	numbers := make([]string, len(missing))
	for i, number := range missing {
		numbers[i] = itoa(number)
	}
	return fmt.Sprintf("Questions %s have no answer and would count as not right. %s", list(numbers), final)
}

// lost says how much cannot be won any more by sending now.
func (r Review) lost() string {
	if missing := len(r.unanswered()); missing > 1 {
		return fmt.Sprintf("%d questions then count as not right, for good.", missing)
	}
	return "One question then counts as not right, for good."
}

func (r Review) send() string {
	switch {
	case r.Attempt.Answered() == 0:
		return "Yes, send without an answer"
	case len(r.unanswered()) > 0:
		return "Yes, send " + count(r.Attempt.Answered(), "answer")
	}
	return "Send " + count(r.Attempt.Answered(), "answer")
}

// back is the question to go back to: the one that the learner came from, else the first without an answer, else the first.
func (r Review) back() int {
	if r.From > 0 {
		return r.From
	}
	return max(1, r.Attempt.FirstUnanswered())
}

// numbers are the questions that the chosen filter shows.
func (r Review) numbers() []int {
	var numbers []int
	for i := range r.Attempt.Items {
		item := &r.Attempt.Items[i]
		if r.Show == "unanswered" && item.Answer != nil || r.Show == "flagged" && !item.Flagged {
			continue
		}
		numbers = append(numbers, i+1)
	}
	return numbers
}

type filter struct {
	show, words string
}

func (r Review) filters() []filter {
	return []filter{
		{"all", fmt.Sprintf("All %d", len(r.Attempt.Items))},
		{"unanswered", fmt.Sprintf("Not answered %d", len(r.unanswered()))},
		{"flagged", fmt.Sprintf("Flagged %d", r.flagged())},
	}
}

func (r Review) showing(show string) bool {
	return show == r.Show || show == "all" && r.Show == ""
}

// change says what a link does, for whoever hears it alone.
func (r Review) change(number int) string {
	switch {
	case r.Attempt.Items[number-1].Answer == nil:
		return ", answer it"
	case r.Attempt.Mode == quiz.Exam:
		return ", change the answer"
	}
	return ", read the answer"
}

func (r Review) stem(number int) string {
	if number > len(r.Stems) {
		return fmt.Sprintf("Question %d", number)
	}
	return strings.TrimSpace(short(r.Stems[number-1], 90))
}

// address of a question says that the learner came from here, so that Continue leads back.
func (r Review) address(number int) string {
	if r.Attempt.Mode != quiz.Exam && r.Attempt.Items[number-1].Answer != nil {
		return questionURL(r.Attempt, number, "/feedback")
	}
	return questionURL(r.Attempt, number, "?from=review")
}
