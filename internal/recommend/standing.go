package recommend

import (
	"math"
	"time"

	"touchstone/internal/curriculum"
	"touchstone/internal/quiz"
)

// State is where a person stands with a topic.
type State string

// The states of a topic.
const (
	// Known is mastered with at least three answers.
	Known State = "known"
	// Learning is asked often enough for a score and not mastered.
	Learning State = "learning"
	// Few is asked, but too little for a score.
	Few State = "few"
	// Ready is not asked, and what it needs is probably there.
	Ready State = "ready"
	// Later is not asked, and something that it needs is missing or uncertain.
	Later State = "later"
)

// TopicState is one person's standing in one topic.
type TopicState struct {
	Topic string
	State State
	// Score, Low and High are from 0 to 100, over all answers; they hold only where Enough is set.
	Score, Low, High int
	Enough           bool
	// Answers is the number of answers that the figures rest on.
	Answers int
	// LastSeen is when the topic was last answered, zero for never.
	LastSeen time.Time
	// DueIn is the number of whole days until a review is due, 0 or less when it is due; only where State is Known.
	DueIn int
	// Next marks the one topic that is advised first.
	Next bool
}

// Standing returns where a person stands with each topic, in the order of the curriculum. One topic is marked as next.
func Standing(c *curriculum.Curriculum, l *quiz.Learner, now time.Time) []TopicState {
	p := look(c, l, now)
	next := -1
	if chosen := p.choose(Focus{}); len(chosen) > 0 {
		next = chosen[0].topic
	}
	standing := make([]TopicState, len(p.topics))
	for k := range p.topics {
		t := &p.topics[k]
		s := TopicState{Topic: t.Slug, State: p.state(k), Enough: t.enough(), Answers: t.answers, LastSeen: t.seen, Next: k == next}
		if s.Enough {
			share, _ := l.TopicShare(t.Slug)
			s.Score, s.Low, s.High = percent(share.Mean), percent(share.Low), percent(share.High)
		}
		if s.State == Known {
			s.DueIn = int(math.Floor(t.dueIn()))
		}
		standing[k] = s
	}
	return standing
}

func (p *picture) state(k int) State {
	t := &p.topics[k]
	switch {
	case t.mastered():
		return Known
	case t.enough():
		return Learning
	case t.answers > 0:
		return Few
	case t.open:
		return Ready
	}
	return Later
}

func percent(share float64) int { return int(math.Round(100 * share)) }
