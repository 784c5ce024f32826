package quiz

import (
	"time"

	"touchstone/internal/ability"
)

// Ability is what the model knows of a person, as it is kept.
type Ability = ability.State

// Learner is what is known of one person over all their attempts.
type Learner struct {
	Member  string
	Ability Ability
	// Asked holds what happened with each question that the person has been asked.
	Asked map[string]*Asked
	// LastSeen is when a topic was last answered.
	LastSeen map[string]time.Time
}

// Asked is the history of one person with one question.
type Asked struct {
	Question string
	Topic    string
	Seen     int
	// Missed says that the question stands among the mistakes; RightSince counts right answers since it was missed last.
	Missed     bool
	RightSince int
	// Misses counts the wrong answers. MissedAt is the last of them, and MissedAttempt with MissedItem (from 1) is where it can be read.
	Misses        int
	MissedAt      time.Time
	MissedAttempt string
	MissedItem    int
	LastMark      float64
	LastAt        time.Time
}

// RightsToClear is how often a missed question must be answered right before it leaves the mistakes.
const RightsToClear = 2

// RightMark is the smallest mark that counts as right where parts of a mark exist.
const RightMark = 0.999

// NewLearner is what is known of somebody before their first attempt.
func NewLearner(member string) *Learner {
	return &Learner{Member: member, Ability: ability.NewState(), Asked: map[string]*Asked{}, LastSeen: map[string]time.Time{}}
}

// Fold adds an ended attempt to what is known: the ability moves with each answer, and mistakes come and go. What was not answered at all says
// nothing about the ability, because time may have ended, but it does not clear a mistake either.
func (l *Learner) Fold(a *Attempt) {
	l.Ability = ability.DefaultTwoLevel.Drift(l.Ability, l.weeksAway(a))
	for i := range a.Items {
		item := &a.Items[i]
		if item.Answer == nil {
			continue
		}
		l.Ability = ability.DefaultTwoLevel.Update(l.Ability, item.Topic, item.Parameters(), item.Answer.Mark)
		if item.Answer.At.After(l.LastSeen[item.Topic]) {
			l.LastSeen[item.Topic] = item.Answer.At
		}
		asked := l.Asked[item.Question]
		if asked == nil {
			asked = &Asked{Question: item.Question, Topic: item.Topic}
			l.Asked[item.Question] = asked
		}
		asked.LastMark, asked.LastAt = item.Answer.Mark, item.Answer.At
		if a.Candidate != "" {
			continue // practising a mistake explains it, and the questions of a screening stay closed
		}
		switch {
		case item.Answer.Mark < RightMark:
			asked.Missed, asked.RightSince = true, 0
			asked.Misses++
			asked.MissedAt, asked.MissedAttempt, asked.MissedItem = item.Answer.At, a.ID, i+1
		case asked.Missed:
			asked.RightSince++
			asked.Missed = asked.RightSince < RightsToClear
		}
	}
}

// weeksAway is the time from the last answer before an attempt to the attempt's beginning; 0 before the first attempt.
func (l *Learner) weeksAway(a *Attempt) float64 {
	var last time.Time
	for _, seen := range l.LastSeen {
		if seen.After(last) {
			last = seen
		}
	}
	if last.IsZero() || !a.StartedAt.After(last) {
		return 0
	}
	return a.StartedAt.Sub(last).Hours() / (7 * 24)
}

// Parameters returns the item as the ability model reads it, with the uncertainty of a difficulty that nobody has measured yet.
func (i *Item) Parameters() ability.Item {
	return ability.Item{Slope: ability.PriorSlope, Difficulty: i.Difficulty, Guessing: i.Guessing, DifficultyVariance: ability.PriorDifficultyVariance}
}

// TopicShare returns the expected share right on a topic's reference questions with its 90 % range, and the number of answers it rests on.
func (l *Learner) TopicShare(topic string) (ability.Share, int) {
	n, answers := ability.DefaultTwoLevel.Topic(l.Ability, topic)
	return n.Share(), answers
}

// Absorb adds what is known of a guest to the account that the same person has signed in to. Answers cannot be replayed from summaries, so each topic
// keeps the side with more answers; questions keep the later outcome and the sum of the times asked.
func (l *Learner) Absorb(guest *Learner) {
	if guest.answers() > l.answers() {
		own := l.Ability
		l.Ability = guest.Ability
		guest = &Learner{Ability: own, Asked: guest.Asked, LastSeen: guest.LastSeen}
	}
	topics := make(map[string]ability.TopicState, len(l.Ability.Topics))
	for topic, state := range l.Ability.Topics {
		topics[topic] = state
	}
	for topic, state := range guest.Ability.Topics {
		if state.Answers > topics[topic].Answers {
			topics[topic] = state
		}
	}
	l.Ability.Topics = topics
	for topic, seen := range guest.LastSeen {
		if seen.After(l.LastSeen[topic]) {
			l.LastSeen[topic] = seen
		}
	}
	for id, theirs := range guest.Asked {
		own := l.Asked[id]
		if own == nil {
			l.Asked[id] = theirs
			continue
		}
		l.Asked[id] = joined(own, theirs)
	}
}

// joined is the history of one question that was asked on both sides: counts add up, the mistakes follow the later answer, and each moment is the later one.
func joined(a, b *Asked) *Asked {
	sum := *a
	if b.LastAt.After(a.LastAt) {
		sum = *b
	}
	missed := a
	if b.MissedAt.After(a.MissedAt) {
		missed = b
	}
	sum.MissedAt, sum.MissedAttempt, sum.MissedItem = missed.MissedAt, missed.MissedAttempt, missed.MissedItem
	sum.Seen, sum.Misses = a.Seen+b.Seen, a.Misses+b.Misses
	return &sum
}

func (l *Learner) answers() int {
	sum := 0
	for _, topic := range l.Ability.Topics {
		sum += topic.Answers
	}
	return sum
}
