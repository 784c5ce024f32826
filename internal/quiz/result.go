package quiz

import (
	"math"
	"time"

	"touchstone/internal/ability"
)

// Result is what an attempt showed, computed once when it ended and shown unchanged ever after.
type Result struct {
	// Score, Low and High are on the scale from 0 to 100: the expected share right on the reference questions, with the 90 % interval.
	Score int `json:"score"`
	Low   int `json:"low"`
	High  int `json:"high"`
	// Answered counts the questions with an answer, “I do not know” included; Points are the marks earned.
	Asked    int     `json:"asked"`
	Answered int     `json:"answered"`
	Points   float64 `json:"points"`
	PassMark int     `json:"pass_mark,omitempty"`
	Pass     Verdict `json:"pass,omitempty"`

	Topics []TopicResult `json:"topics"`
	// Next are one to three things to do, the first of them the advice.
	Next []Step `json:"next"`
	// Examples are real questions placed on the scale.
	Examples   []Example `json:"examples"`
	ComputedAt time.Time `json:"computed_at"`
	// Model names the formulas, so that a result can be recomputed.
	Model string `json:"model"`
}

// Verdict is how a score stands to a pass mark.
type Verdict string

// The verdicts. TooClose is one of its own: the interval holds the mark.
const (
	Above    Verdict = "above"
	Below    Verdict = "below"
	TooClose Verdict = "too close"
)

// TopicResult is the result on one topic.
type TopicResult struct {
	Topic  string  `json:"topic"`
	Asked  int     `json:"asked"`
	Points float64 `json:"points"`
	// Enough is false when there are too few answers for a figure: the page then shows a dash and the reason.
	Enough bool `json:"enough"`
	Score  int  `json:"score"`
	Low    int  `json:"low"`
	High   int  `json:"high"`
}

// Step is one thing to do next.
type Step struct {
	Topic string   `json:"topic"`
	Kind  StepKind `json:"kind"`
	// Reason begins the advice; Change says what would change it. Both are sentences.
	Reason string `json:"reason"`
	Change string `json:"change"`
	// Opens lists topics that this one leads to.
	Opens []string `json:"opens,omitempty"`
	// Passages are ids of passages to read, those behind missed questions first.
	Passages []string `json:"passages,omitempty"`
}

// StepKind is the kind of a next step.
type StepKind string

// The kinds of step: learn a topic, answer a few questions because too little is known, or refresh what was known.
const (
	Learn  StepKind = "learn"
	Check  StepKind = "check"
	Review StepKind = "review"
)

// Example is a real question placed on a person's scale.
type Example struct {
	Stem  string `json:"stem"`
	Topic string `json:"topic"`
	// Chance is the probability of a right answer at this person's level.
	Chance float64 `json:"chance"`
}

// EnoughAnswers is the smallest number of answers for which a topic gets a figure of its own.
const EnoughAnswers = 3

// Model names the formulas that Score uses.
const Model = "two-level-1 on reference-1"

// Score computes the figures of an ended attempt: overall and by topic, in the order in which the topics were asked. What was not answered counts as not right.
func (a *Attempt) Score(now time.Time) *Result {
	r := &Result{Asked: len(a.Items), Answered: a.Answered(), PassMark: a.PassMark, ComputedAt: now, Model: Model}
	topics, responses := a.Responses()
	estimate := ability.DefaultTwoLevel.Estimate(len(topics), responses)
	for k, topic := range topics {
		t := TopicResult{Topic: topic}
		for i := range a.Items {
			if a.Items[i].Topic != topic {
				continue
			}
			t.Asked++
			if answer := a.Items[i].Answer; answer != nil {
				t.Points += answer.Mark
			}
		}
		r.Points += t.Points
		t.Enough = t.Asked >= EnoughAnswers
		t.Score, t.Low, t.High = percent(estimate.Topics[k])
		r.Topics = append(r.Topics, t)
	}
	r.Score, r.Low, r.High = percent(estimate.Mean)
	if a.PassMark > 0 {
		switch {
		case r.Low > a.PassMark:
			r.Pass = Above
		case r.High < a.PassMark:
			r.Pass = Below
		default:
			r.Pass = TooClose
		}
	}
	return r
}

// Responses returns the attempt's topics in the order of first appearance and its answers as the ability model reads them.
func (a *Attempt) Responses() (topics []string, responses []ability.Response) {
	index := map[string]int{}
	for i := range a.Items {
		item := &a.Items[i]
		k, known := index[item.Topic]
		if !known {
			k = len(topics)
			index[item.Topic] = k
			topics = append(topics, item.Topic)
		}
		mark := 0.0
		if item.Answer != nil {
			mark = item.Answer.Mark
		}
		responses = append(responses, ability.Response{Topic: k, Mark: mark, Item: item.Parameters()})
	}
	return topics, responses
}

func percent(s ability.Share) (score, low, high int) {
	return int(math.Round(100 * s.Mean)), int(math.Round(100 * s.Low)), int(math.Round(100 * s.High))
}

// Level is a band of the scale with a name that a person can say.
type Level struct {
	Name     string
	From, To int
	// Means says what the level is, in the second person.
	Means string
}

// Levels are the bands of the scale in ascending order.
var Levels = []Level{
	{"Starting", 0, 39, "The ground is still new to you"},
	{"Building", 40, 59, "You know the basics and are filling the gaps"},
	{"Working", 60, 79, "You handle everyday work on your own"},
	{"Strong", 80, 100, "You know this well, corner cases included"},
}

// LevelOf returns the level of a score from 0 to 100.
func LevelOf(score int) Level {
	for _, level := range Levels {
		if score <= level.To {
			return level
		}
	}
	return Levels[len(Levels)-1]
}
