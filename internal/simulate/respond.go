package simulate

import (
	"math"
	"math/rand/v2"
	"strconv"

	"touchstone/internal/ability"
	"touchstone/internal/bank"
	"touchstone/internal/quiz"
)

// What real questions have and their priors do not know, in logits and log slopes: how far a difficulty is from what was judged, and how slopes vary.
const (
	difficultyMiss = 0.5
	slopeSpread    = 0.25
)

// honesty is the share of wrong answers that are “I do not know” instead.
const honesty = 0.2

// respond answers a question as somebody of that ability would: right with the probability of the model, else near the truth or honestly not at all.
func respond(q *bank.Question, item *quiz.Item, theta float64, chance *rand.Rand) bank.Response {
	right := chance.Float64() < truth(q, item).Probability(theta)
	if !right && chance.Float64() < honesty {
		return bank.Response{DontKnow: true}
	}
	switch q.Kind {
	case bank.Single:
		return bank.Response{Choices: []int{choose(q, right, chance)}}
	case bank.Multiple:
		return bank.Response{Choices: chooseSeveral(q, right, chance)}
	case bank.Match:
		return bank.Response{Rights: match(q, right, chance)}
	case bank.Order:
		return bank.Response{Sequence: arrange(q, right, chance)}
	case bank.Numeric:
		return number(q, right)
	case bank.Short:
		if right && len(q.Accept) > 0 {
			return bank.Response{Text: q.Accept[0]}
		}
	}
	return bank.Response{DontKnow: true}
}

// truth is the question as it really is, the same for everybody.
func truth(q *bank.Question, item *quiz.Item) ability.Item {
	own := source(0, q.ID)
	return ability.Item{
		Slope:      ability.PriorSlope * math.Exp(slopeSpread*own.NormFloat64()),
		Difficulty: item.Difficulty + difficultyMiss*own.NormFloat64(),
		Guessing:   item.Guessing,
	}
}

// choose picks the key, or a wrong option: the first two wrong ones tempt more than the others.
func choose(q *bank.Question, right bool, chance *rand.Rand) int {
	var wrong []int
	for i, option := range q.Options {
		if option.Correct == right {
			if right {
				return i
			}
			wrong = append(wrong, i)
		}
	}
	if len(wrong) == 0 {
		return 0
	}
	return wrong[min(chance.IntN(len(wrong)), chance.IntN(len(wrong)))]
}

// chooseSeveral picks all keys, or misses one of them, or takes a wrong option for one.
func chooseSeveral(q *bank.Question, right bool, chance *rand.Rand) []int {
	left := -1
	if !right {
		left = chance.IntN(len(q.Options))
	}
	var choices []int
	for i, option := range q.Options {
		if option.Correct != (i == left) {
			choices = append(choices, i)
		}
	}
	if len(choices) == 0 {
		return []int{0}
	}
	return choices
}

// match pairs everything rightly, or swaps two.
func match(q *bank.Question, right bool, chance *rand.Rand) []int {
	rights := make([]int, len(q.Pairs))
	for i := range rights {
		rights[i] = i
	}
	if !right {
		swapTwo(rights, chance)
	}
	return rights
}

// arrange puts the steps in order, or swaps two of them.
func arrange(q *bank.Question, right bool, chance *rand.Rand) []int {
	sequence := make([]int, len(q.Order))
	for i := range sequence {
		sequence[i] = i
	}
	if !right {
		swapTwo(sequence, chance)
	}
	return sequence
}

func swapTwo(places []int, chance *rand.Rand) {
	if len(places) < 2 {
		return
	}
	i := chance.IntN(len(places))
	j := (i + 1 + chance.IntN(len(places)-1)) % len(places)
	places[i], places[j] = places[j], places[i]
}

// number writes the key, or a number of the wrong magnitude.
func number(q *bank.Question, right bool) bank.Response {
	if q.Value == nil {
		return bank.Response{DontKnow: true}
	}
	value := *q.Value
	if !right {
		value = 10*value + 2*q.Tolerance + 1
	}
	return bank.Response{Text: strconv.FormatFloat(value, 'f', -1, 64)}
}
