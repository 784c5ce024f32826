package views

import (
	"time"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

// CohortLearner is what one learner reached in the quizzes given to a class.
type CohortLearner struct {
	Page
	Cohort   people.Cohort
	Standing people.Standing
	// Topics are the slugs that the learner was asked about, in the order of learning.
	Topics []string
	// Results are those of the quizzes given to the class, the oldest first.
	Results []LearnerResult
}

// LearnerResult is the result of one quiz.
type LearnerResult struct {
	Title   string
	EndedAt time.Time
	Result  *quiz.Result
}

func (c CohortLearner) address() string { return "/cohorts/" + c.Cohort.ID }

// differ says why the two tables do not agree to the point, which they do not even after one quiz: the class figure is updated answer by answer, while a result
// weighs the answers of its quiz at once.
func (c CohortLearner) differ() string {
	words := "The two tables can differ a little: the first is updated answer by answer"
	if len(c.Results) > 1 {
		words += " over all quizzes"
	}
	return words + ", and a result weighs all answers of its quiz at once."
}

func (c CohortLearner) lede() string {
	if len(c.Results) == 0 {
		return "No quiz of the class has been sent yet."
	}
	return count(len(c.Results), "quiz") + " sent, the last " + c.ago(c.Standing.LastSeen) + ". You see scores by topic and by quiz, not the answers. What " + c.Standing.Name + " does outside the class is not here."
}
