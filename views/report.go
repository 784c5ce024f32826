package views

import (
	"touchstone/internal/bank"
	"touchstone/internal/quiz"
)

// Report is the form with which a learner says that a question is wrong.
type Report struct {
	Page
	Attempt  *quiz.Attempt
	Number   int
	Asked    *bank.Question
	Reason   string
	Words    string
	Problems Problems
}

// reportReasons are what a learner can choose from, by form value.
var reportReasons = []struct{ value, words string }{
	{"wrong-key", "The answer that counts as right is not right"},
	{"two-right", "More than one answer is right"},
	{"unclear", "I cannot tell what is asked"},
	{"guide", "It does not fit what the guide says"},
	{"other", "Something else"},
}

func (r Report) anchor(field string) string {
	if field == "reason" {
		return "reason-1"
	}
	return field
}

// KnownReason reports whether a reason is one that the form offers.
func KnownReason(reason string) bool {
	for _, known := range reportReasons {
		if known.value == reason {
			return true
		}
	}
	return false
}
