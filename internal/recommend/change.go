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

// fewAnswers is how many answers in a row a person can be told of as a plan; more are said as a long way.
const fewAnswers = 8

// change says what would change the advice in one or two sentences, found by giving the model those answers and ranking again. place is the step's place in
// the list. It is empty where the answers tried change nothing.
func (p *picture) change(o offer, place int, focus Focus) string {
	if o.kind == quiz.Review {
		return p.afterReview(o.topic)
	}
	if o.kind == quiz.Check {
		right, wrong := p.outcome(o.topic, 1, focus), p.outcome(o.topic, 0, focus)
		next := fmt.Sprintf("If the next %d answers on it are ", checkLength)
		switch {
		case right == wrong: // the check tells nothing that changes the advice
		case right != "" && wrong != "":
			return sentences(next+"right, "+right, "If they are wrong, "+wrong)
		case right != "":
			return next + "right, " + right + "."
		case wrong != "":
			return next + "wrong, " + wrong + "."
		}
	}
	if place == 0 {
		return p.untilAnotherLeads(o.topic, focus)
	}
	return p.untilGone(o.topic, focus)
}

// untilAnotherLeads finds the fewest answers in a row that put another topic first.
func (p *picture) untilAnotherLeads(k int, focus Focus) string {
	for _, mark := range []float64{1, 0} {
		for n := 1; n <= replayLimit; n++ {
			then := p.replay(k, mark, n)
			lead := then.choose(focus)[0]
			if lead.topic == k {
				continue
			}
			said := then.name(lead) + " comes next"
			if mark < quiz.RightMark && p.below[lead.topic][k] {
				said += ", because " + p.topics[k].Title + " builds on it"
			}
			return p.after(k, n, mark, said)
		}
	}
	return ""
}

// untilGone finds the fewest right answers in a row after which the topic is no longer advised.
func (p *picture) untilGone(k int, focus Focus) string {
	for n := 1; n <= replayLimit; n++ {
		then := p.replay(k, 1, n)
		if then.topics[k].mastered() {
			return p.after(k, n, 1, "it counts as known")
		}
		if !holds(then.choose(focus), k) {
			return p.after(k, n, 1, "other topics come first")
		}
	}
	return ""
}

// after says what a run of answers on a topic leads to.
func (p *picture) after(k, n int, mark float64, said string) string {
	kind := "right answer"
	if mark < quiz.RightMark {
		kind = "wrong answer"
	}
	if n > fewAnswers {
		return fmt.Sprintf("It takes about %s in a row on %s before %s.", count(n, kind), p.topics[k].Title, said)
	}
	if p.topics[k].answers > 0 {
		kind = "more " + kind
	}
	row := " in a row"
	if n == 1 {
		row = ""
	}
	return fmt.Sprintf("After %s%s on %s, %s.", count(n, kind), row, p.topics[k].Title, said)
}

// outcome says what a check changes when all its answers earn the mark; empty where the advice stays the same check.
func (p *picture) outcome(k int, mark float64, focus Focus) string {
	then := p.replay(k, mark, checkLength)
	lead := then.choose(focus)[0]
	switch {
	case then.topics[k].mastered() && lead.topic != k:
		return "it counts as known and " + then.name(lead) + " comes next"
	case then.topics[k].mastered():
		return "it counts as known"
	case lead.topic != k:
		return then.name(lead) + " comes next"
	case lead.kind == quiz.Learn:
		return "its guide comes before more questions"
	}
	return ""
}

// afterReview says how long a review lasts, and what wrong answers would show. Questions that were right before and are right again do not add to the
// stability, so that the time said is the least.
func (p *picture) afterReview(k int) string {
	right := p.replay(k, 1, checkLength)
	right.topics[k].right = p.topics[k].right
	right.topics[k].remember(p.now)
	said := fmt.Sprintf("After %d right answers it is not due again for at least %s.", checkLength, count(int(right.topics[k].dueIn()), "day"))
	if !p.replay(k, 0, checkLength).topics[k].mastered() {
		said += fmt.Sprintf(" After %d wrong ones it no longer counts as known.", checkLength)
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
