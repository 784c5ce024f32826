package views

import (
	"fmt"
	"strings"

	"touchstone/internal/curriculum"
	"touchstone/internal/recommend"
)

// Topics is the map of topics and the same as a list.
type Topics struct {
	Page
	// Topics stand in an order in which they can be learned.
	Topics []curriculum.Topic
	// Standings are the viewer's by slug; a topic without one is shown as ready where it needs nothing, else as later.
	Standings map[string]recommend.TopicState
	// Next is the advice, nil before there is one.
	Next *NextStep
	// Roles are kinds of work with their targets; Role is the one that the viewer has chosen, else nil.
	Roles []curriculum.Role
	Role  *curriculum.Role
}

// Topic is one topic: what it is, what it needs and opens, the viewer's evidence, what to read and take.
type Topic struct {
	Page
	Topic curriculum.Topic
	// Opens are the slugs of the topics that need this one.
	Opens    []string
	Standing recommend.TopicState
	Guide    GuideLink
	Quizzes  []QuizEntry
	// Questions is how many the bank holds on the topic.
	Questions int
}

// widestMap is the number of topics up to which a drawing can still be read.
const widestMap = 30

func (t Topics) standing(topic curriculum.Topic) recommend.TopicState {
	if standing, ok := t.Standings[topic.Slug]; ok {
		return standing
	}
	if len(topic.Needs) == 0 {
		return recommend.TopicState{State: recommend.Ready}
	}
	return recommend.TopicState{State: recommend.Later}
}

func (t Topics) in(state recommend.State) int {
	n := 0
	for _, topic := range t.Topics {
		if t.standing(topic).State == state {
			n++
		}
	}
	return n
}

func (t Topics) heading() string {
	return count(len(t.Topics), "topic") + ", and what leads to what"
}

// summary says how far the viewer is.
func (t Topics) summary() string {
	known, learning, few := t.in(recommend.Known), t.in(recommend.Learning), t.in(recommend.Few)
	if known+learning+few == 0 {
		return "Take a quiz, and this page shows what you know."
	}
	var said []string
	switch {
	case known > 0 && learning > 0:
		said = append(said, fmt.Sprintf("You know %d and are learning %d.", known, learning))
	case known > 0:
		said = append(said, fmt.Sprintf("You know %d.", known))
	case learning > 0:
		said = append(said, fmt.Sprintf("You are learning %d.", learning))
	}
	switch {
	case few == 1:
		said = append(said, "1 topic has not enough answers.")
	case few > 1:
		said = append(said, fmt.Sprintf("%d topics have not enough answers.", few))
	}
	return strings.Join(said, " ")
}

func (t Topics) isNext(topic curriculum.Topic) bool {
	return t.Next != nil && t.Next.Topic == topic.Slug
}

// needsOf says what a topic needs, in words.
func (t Topics) needsOf(topic curriculum.Topic) string {
	if len(topic.Needs) == 0 {
		return "needs nothing"
	}
	slugs := make([]string, len(topic.Needs))
	for i, need := range topic.Needs {
		slugs[i] = need.Topic
	}
	return "needs " + t.Titles.List(slugs)
}

// stateLine is what a topic says under its title.
func (t Topics) stateLine(topic curriculum.Topic) string {
	standing := t.standing(topic)
	words := stateWord(standing.State)
	if scored(standing) {
		words += " · " + itoa(standing.Score)
	}
	if !t.isNext(topic) {
		return words
	}
	return words + " · next"
}

// nodeLine is the same on the map. The longest state leaves no room there for the word after it: the streak alone then says that the topic is next.
func (t Topics) nodeLine(topic curriculum.Topic) string {
	if state := t.standing(topic).State; state == recommend.Few {
		return stateWord(state)
	}
	return t.stateLine(topic)
}

func (t Topics) open(m *topicMap, edge [2]int) bool {
	state := t.standing(m.nodes[edge[1]].topic).State
	return state == recommend.Later
}

func (t Topic) evidence() string {
	switch s := t.Standing; {
	case scored(s):
		return fmt.Sprintf("From all your %d answers on it your score is %d. Your level is most likely between %d and %d (right about 9 times in 10).", s.Answers, s.Score, s.Low, s.High)
	case s.Answers > 0:
		return fmt.Sprintf("%s: too few for a score. It takes 3.", capital(count(s.Answers, "answer")))
	}
	return "You have answered nothing on it yet."
}
