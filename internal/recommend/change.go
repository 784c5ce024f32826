package recommend

import (
	"fmt"

	"touchstone/internal/ability"
	"touchstone/internal/quiz"
)

// replayLimit is how many further answers are tried when looking for what would change the advice.
const replayLimit = 20

// replayItem stands for a question that will be asked: single choice with four options and of middle difficulty, not measured yet.
var replayItem = ability.Item{Slope: ability.PriorSlope, Guessing: 0.225, DifficultyVariance: ability.PriorDifficultyVariance}

// change says what would change the advice, found by giving the model those answers and ranking again. place is the step's place in the list.
func (p *picture) change(o offer, place int, focus Focus) string {
	if o.kind == quiz.Review {
		return p.afterReview(o.topic)
	}
	if o.kind == quiz.Check {
		right, wrong := p.outcome(o.topic, 1, focus), p.outcome(o.topic, 0, focus)
		if right != wrong {
			return fmt.Sprintf("With %d right answers %s. With %d wrong ones %s.", checkLength, right, checkLength, wrong)
		}
	}
	if place == 0 {
		return p.untilAnotherLeads(o.topic, focus)
	}
	return p.untilGone(o.topic, focus)
}

// untilAnotherLeads finds the fewest answers in a row that put another topic first.
func (p *picture) untilAnotherLeads(k int, focus Focus) string {
	title := p.topics[k].Title
	for _, mark := range []float64{1, 0} {
		for n := 1; n <= replayLimit; n++ {
			then := p.replay(k, mark, n)
			lead := then.choose(focus)[0]
			if lead.topic == k {
				continue
			}
			why := then.because(lead, focus.without(p.topics[k].Slug)) // the figures of the attempt do not hold the answers tried here
			return fmt.Sprintf("%s on %s, and %s comes first, because %s.", p.more(k, n, mark), title, then.name(lead), why)
		}
	}
	return fmt.Sprintf("Even %d right answers in a row on %s would leave it first.", replayLimit, title)
}

// untilGone finds the fewest right answers in a row after which the topic is no longer advised.
func (p *picture) untilGone(k int, focus Focus) string {
	title := p.topics[k].Title
	for n := 1; n <= replayLimit; n++ {
		then := p.replay(k, 1, n)
		if then.topics[k].mastered() {
			return fmt.Sprintf("%s on %s, and it counts as known.", p.more(k, n, 1), title)
		}
		if !holds(then.choose(focus), k) {
			return fmt.Sprintf("%s on %s, and it leaves this list, because other topics then matter more.", p.more(k, n, 1), title)
		}
	}
	return fmt.Sprintf("Even %d right answers in a row on %s would leave it in this list.", replayLimit, title)
}

// outcome says what a check leads to when all its answers earn the mark.
func (p *picture) outcome(k int, mark float64, focus Focus) string {
	then := p.replay(k, mark, checkLength)
	lead := then.choose(focus)[0]
	switch {
	case lead.topic != k && then.topics[k].mastered():
		return "it counts as known and " + then.name(lead) + " comes first"
	case lead.topic != k:
		return then.name(lead) + " comes first"
	case lead.kind == quiz.Review:
		return "it counts as known"
	}
	if lead.kind == quiz.Learn {
		return "it is the topic to learn"
	}
	return "it stays first, with more questions"
}

// afterReview says how long a review lasts, and what wrong answers would show. Questions that were right before and are right again do not add to the
// stability, so that the time said is the least.
func (p *picture) afterReview(k int) string {
	right := p.replay(k, 1, checkLength)
	right.topics[k].right = p.topics[k].right
	right.topics[k].remember(p.now)
	said := fmt.Sprintf("With %d right answers it is not due again for at least %s.", checkLength, count(int(right.topics[k].dueIn()), "day"))
	if !p.replay(k, 0, checkLength).topics[k].mastered() {
		said += fmt.Sprintf(" With %d wrong ones it no longer counts as known.", checkLength)
	}
	return said
}

// replay returns the picture after n more answers on topic k, given now.
func (p *picture) replay(k int, mark float64, n int) *picture {
	slug := p.topics[k].Slug
	learner := *p.learner
	for range n {
		learner.Ability = ability.DefaultTwoLevel.Update(learner.Ability, slug, replayItem, mark)
	}
	then := &picture{learner: &learner, now: p.now, topics: append([]topic(nil), p.topics...), index: p.index, below: p.below}
	for i := range then.topics {
		t := &then.topics[i]
		posterior, answers := ability.DefaultTwoLevel.Topic(learner.Ability, t.Slug)
		t.mastery, t.answers = ability.Above(posterior, masteryCut()), answers
	}
	t := &then.topics[k]
	t.seen = p.now
	if mark >= quiz.RightMark {
		t.right += n
	} else {
		t.mistakes += n
	}
	t.remember(p.now)
	then.openTopics()
	return then
}

// without leaves out what happened on one topic.
func (f Focus) without(slug string) Focus {
	topics := make(map[string]Happened, len(f.Topics))
	for topic, happened := range f.Topics {
		if topic != slug {
			topics[topic] = happened
		}
	}
	return Focus{Goals: f.Goals, Topics: topics}
}

func (p *picture) name(o offer) string {
	if o.kind == quiz.Review {
		return "a review of " + p.topics[o.topic].Title
	}
	return p.topics[o.topic].Title
}

func holds(offers []offer, k int) bool {
	for _, o := range offers {
		if o.topic == k {
			return true
		}
	}
	return false
}

// more says a number of answers on a topic, on top of those that are there.
func (p *picture) more(k, n int, mark float64) string {
	kind := "right answer"
	if mark < quiz.RightMark {
		kind = "wrong answer"
	}
	if p.topics[k].answers > 0 {
		kind = "more " + kind
	}
	return count(n, kind)
}
