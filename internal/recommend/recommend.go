// Package recommend says what to learn next, why, and what would change the advice. It ranks topics by the probability that a person knows them and
// what they need, and writes its sentences from the terms of that ranking.
package recommend

import (
	"sort"
	"time"

	"touchstone/internal/curriculum"
	"touchstone/internal/quiz"
)

// MasteryScore is the score from which on a topic counts as known: the lower end of the level “Working”, at which a person handles everyday work alone.
// The cut at 80 that one might expect cannot be reached in practice on a reference blueprint as wide as the population: somebody who gets 34 of 40 answers
// right is above 60 with probability 0.96 and above 80 with 0.44, and would be held at the first topic for ever.
const MasteryScore = 60

// The labels of mastery, by the probability that the ability is at or above the cut.
const (
	// MasteredFrom is the probability from which on a topic is known, given enough answers.
	MasteredFrom = 0.90
	// NotYetUpTo is the probability up to which a topic is not known yet.
	NotYetUpTo = 0.30
	// probable is the probability from which on a topic probably is known.
	probable = 0.50
)

// Weights of the ranking. What opens topics and what is learnt count the same; what the person is working on tips the balance; knowing more about a
// person is worth a little; a due review competes at what is forgotten. They are judgement.
const (
	unlockWeight = 1.0
	gainWeight   = 1.0
	goalWeight   = 0.4
	infoWeight   = 0.2
	reviewWeight = 1.0
)

// The chance that an hour with a topic teaches it, when its prerequisites are there and when they are not.
const (
	learnsReady   = 0.8
	learnsUnready = 0.1
)

const (
	// maxSteps is the number of things to do that a person is shown.
	maxSteps = 3
	// worthwhile is the share of the best score that a second or third topic needs.
	worthwhile = 0.5
	// checkLength is the number of questions of a check.
	checkLength = quiz.EnoughAnswers
)

// Focus is what the person is busy with: the attempt that has just ended, as far as it bears on what comes next.
type Focus struct {
	// Goals are the topics that the person works towards; none means all of them alike.
	Goals []string
	// Topics holds what happened in the attempt, by topic.
	Topics map[string]Happened
}

// Happened is what happened on one topic in the attempt that has just ended.
type Happened struct {
	Asked, Missed int
	// Passages are the ids of the passages behind missed questions.
	Passages []string
}

// Next returns one to three things to do, the first of them the advice. It never offers what rests on a topic that is known to be missing, and what is
// mastered comes only as a review that is due. When every topic is mastered and none is due, it names the review that comes first.
func Next(c *curriculum.Curriculum, l *quiz.Learner, focus Focus, now time.Time) []quiz.Step {
	p := look(c, l, now)
	var steps []quiz.Step
	for place, offer := range p.choose(focus) {
		steps = append(steps, quiz.Step{
			Topic:    p.topics[offer.topic].Slug,
			Kind:     offer.kind,
			Reason:   p.because(offer, focus),
			Change:   p.change(offer, place, focus),
			Opens:    p.opened(offer.topic),
			Passages: focus.Topics[p.topics[offer.topic].Slug].Passages,
		})
	}
	return steps
}

// offer is one thing that could be done next.
type offer struct {
	topic int
	kind  quiz.StepKind
	score float64
}

// rank returns what could be done now, the best first; equals stand in the order of the curriculum. Score_k = Ready_k (unlock + goal + gain) + information
// for a topic to learn or check, with Ready_k = (1-M_k) times the product of its prerequisites' M, and M_k (1-R_k) for a review that is due.
func (p *picture) rank(focus Focus) []offer {
	goals := p.goals(focus)
	var offers []offer
	for k := range p.topics {
		t := &p.topics[k]
		if t.mastered() {
			if t.due() {
				offers = append(offers, offer{k, quiz.Review, reviewWeight * t.mastery * (1 - t.recall)})
			}
			continue
		}
		if !t.open {
			continue
		}
		have := p.haveNeeds(k)
		gain := (learnsUnready + (learnsReady-learnsUnready)*have) * (1 - t.mastery)
		score := have * (1 - t.mastery) * (unlockWeight*p.unlocks(k) + goalWeight*goals[k] + gainWeight*gain)
		if !t.enough() {
			score += infoWeight * t.uncertainty()
		}
		offers = append(offers, offer{k, p.kind(k), score})
	}
	sort.SliceStable(offers, func(i, j int) bool { return offers[i].score > offers[j].score })
	return offers
}

// kind tells a lesson from a check. A few questions come first where the person may well know the topic: where nothing answered on it is still wrong, where
// it is probable, and where too few answers exist to send somebody away to read, unless the overall ability says that it is not there yet.
func (p *picture) kind(k int) quiz.StepKind {
	t := &p.topics[k]
	switch {
	case t.spotless():
		return quiz.Check
	case t.enough() && t.mastery < probable:
		return quiz.Learn
	case t.answers == 0 && t.mastery <= NotYetUpTo && !p.usedAbove(k):
		return quiz.Learn
	}
	return quiz.Check
}

// choose cuts the ranking to what is worth showing: the best, what comes close to it, and the review that is most due.
func (p *picture) choose(focus Focus) []offer {
	ranked := p.rank(focus)
	if len(ranked) == 0 {
		return p.firstReview()
	}
	chosen := ranked[:1:1]
	rest := ranked[1:]
	for _, offer := range rest {
		if len(chosen) < maxSteps && offer.kind != quiz.Review && offer.score >= worthwhile*chosen[0].score {
			chosen = append(chosen, offer)
		}
	}
	for _, offer := range rest {
		if offer.kind == quiz.Review && len(chosen) < maxSteps {
			return append(chosen, offer)
		}
	}
	return chosen
}

// firstReview is what is left when everything is mastered and nothing is due: the topic that will be forgotten first.
func (p *picture) firstReview() []offer {
	first := -1
	for k := range p.topics {
		if first < 0 || p.topics[k].dueIn() < p.topics[first].dueIn() {
			first = k
		}
	}
	if first < 0 {
		return nil
	}
	return []offer{{first, quiz.Review, 0}}
}

// goals weighs the topics by what the person works towards: 1 for a goal, a half for what a goal rests on.
func (p *picture) goals(focus Focus) []float64 {
	weights := make([]float64, len(p.topics))
	for _, slug := range focus.Goals {
		k, known := p.index[slug]
		if !known || p.topics[k].mastered() {
			continue
		}
		weights[k] = 1
		for j := range p.topics {
			if p.below[j][k] && weights[j] == 0 {
				weights[j] = 0.5
			}
		}
	}
	return weights
}
