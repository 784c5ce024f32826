package recommend

import (
	"math"
	"sort"
	"time"

	"touchstone/internal/ability"
	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/quiz"
)

// maxPassages is how many passages a step offers to read.
const maxPassages = 6

// Finish completes an attempt that has ended: its result, what is now known of the learner, and what comes next. questions holds the attempt's questions
// by version; what is missing there only goes without examples and passages. It changes nothing but a and l, does nothing for an attempt that is still
// open or has its result, and reports whether it did anything. What a candidate reads names no question and no passage: others take the same test.
func Finish(c *curriculum.Curriculum, a *quiz.Attempt, l *quiz.Learner, questions map[string]*bank.Question, now time.Time) bool {
	if !a.Ended() || a.Result != nil {
		return false
	}
	if a.Candidate != "" {
		questions = nil
	}
	a.Result = a.Score(now)
	l.Fold(a)
	a.Result.Next = Next(c, l, FocusOf(a, questions), now)
	a.Result.Examples = examples(a, questions)
	return true
}

// FocusOf reads from an ended attempt what bears on the advice.
func FocusOf(a *quiz.Attempt, questions map[string]*bank.Question) Focus {
	focus := Focus{Topics: map[string]Happened{}}
	for i := range a.Items {
		item := &a.Items[i]
		happened, met := focus.Topics[item.Topic]
		if !met {
			focus.Goals = append(focus.Goals, item.Topic)
		}
		happened.Asked++
		if item.Answer == nil || item.Answer.Mark < quiz.RightMark {
			happened.Missed++
			happened.Passages = addPassages(happened.Passages, questions[item.Version])
		}
		focus.Topics[item.Topic] = happened
	}
	return focus
}

func addPassages(passages []string, q *bank.Question) []string {
	if q == nil {
		return passages
	}
next:
	for _, evidence := range q.Evidence {
		if evidence.Passage == "" || len(passages) >= maxPassages {
			continue
		}
		for _, known := range passages {
			if known == evidence.Passage {
				continue next
			}
		}
		passages = append(passages, evidence.Passage)
	}
	return passages
}

// exampleChances are the chances that the examples of a result come near to.
var exampleChances = [...]float64{0.8, 0.6, 0.4}

// examples places up to three of the attempt's questions on the scale: the chance of a right answer by somebody whose level is the attempt's score. Questions
// that cannot be understood from the stem alone are left out.
func examples(a *quiz.Attempt, questions map[string]*bank.Question) []quiz.Example {
	theta := ability.AbilityFor(float64(a.Result.Score) / 100)
	var pool []quiz.Example
	for i := range a.Items {
		q := questions[a.Items[i].Version]
		if q == nil || q.Code != "" {
			continue
		}
		pool = append(pool, quiz.Example{Stem: q.Stem, Topic: a.Items[i].Topic, Chance: a.Items[i].Parameters().Probability(theta)})
	}
	var chosen []quiz.Example
	for _, target := range exampleChances {
		best := -1
		for i := range pool {
			if best < 0 || math.Abs(pool[i].Chance-target) < math.Abs(pool[best].Chance-target) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		chosen = append(chosen, pool[best])
		pool = append(pool[:best], pool[best+1:]...)
	}
	sort.SliceStable(chosen, func(i, j int) bool { return chosen[i].Chance > chosen[j].Chance })
	return chosen
}
