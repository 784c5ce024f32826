package recommend

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"touchstone/internal/quiz"
)

// because writes why something is offered, in one or two sentences in the second person, from the terms that ranked it: first what the answers show, then
// what the topic rests on or opens.
func (p *picture) because(o offer, focus Focus) string {
	t := &p.topics[o.topic]
	if o.kind == quiz.Review {
		return t.sinceThen(p)
	}
	evidence, needs, leads := p.evidence(o.topic, focus), p.needsMet(o.topic), p.leads(o.topic)
	if missed := p.missedAbove(o.topic, focus); missed != "" {
		leads = missed
	}
	switch {
	case p.nothingKnown():
		return sentences("You have not answered anything yet", leads)
	case evidence != "":
		return sentences(evidence, first(needs, leads))
	case t.mastery >= probable:
		return sentences("Your answers on other topics suggest that you may know it already", first(needs, leads))
	case leads != "" && needs == "":
		return sentences(leads, "You have not been asked about it yet")
	}
	return sentences("You have not been asked about it yet", first(needs, leads))
}

// evidence says what the person's own answers on the topic show; empty where there are none.
func (p *picture) evidence(k int, focus Focus) string {
	t := &p.topics[k]
	happened := focus.Topics[t.Slug]
	tail := ""
	if !t.enough() {
		tail = ", which is too few to tell"
	}
	switch {
	case happened.Asked > 0 && happened.Missed == 0 && t.enough() && !t.spotless():
		return fmt.Sprintf("You got %s right this time, but over all your %d answers you stand at %s", all(happened.Asked), t.answers, notSurely(p.score(k)))
	case happened.Asked > 0 && happened.Missed == 0:
		if tail == "" {
			tail = ", but it takes more answers to be sure that you know it"
		}
		return fmt.Sprintf("You got %s right%s", all(happened.Asked), tail)
	case happened.Asked > 0:
		return got(happened, "it") + tail
	case t.answers > 0 && !t.enough():
		return fmt.Sprintf("You have given only %s on it", count(t.answers, "answer"))
	case t.enough():
		return fmt.Sprintf("Your %d answers on it put you at %s", t.answers, notSurely(p.score(k)))
	}
	return ""
}

// score is a topic's figure over all answers, as the map shows it.
func (p *picture) score(k int) int {
	share, _ := p.learner.TopicShare(p.topics[k].Slug)
	return percent(share.Mean)
}

// notSurely says a score that does not make a topic known, and why not where the score alone does not tell.
func notSurely(score int) string {
	if score < MasteryScore {
		return fmt.Sprintf("%d of 100", score)
	}
	return fmt.Sprintf("%d of 100, which is not surely above %d yet", score, MasteryScore)
}

// needsMet says that the prerequisites are there; empty where there are none. It gives no figures: beside an attempt's own they would differ a little from
// those over all answers, and say nothing more.
func (p *picture) needsMet(k int) string {
	t := &p.topics[k]
	if len(t.needs) == 0 {
		return ""
	}
	have := "You know what it needs: "
	var titles []string
	for _, j := range t.needs {
		need := &p.topics[j]
		switch {
		case need.mastered():
		case need.mastery < probable:
			have = "You have no mistakes left in what it needs: "
		case !strings.Contains(have, "mistakes"):
			have = "You probably know what it needs: "
		}
		titles = append(titles, need.Title)
	}
	return have + strings.Join(titles, ", ") // titles hold "and" themselves
}

// leads says what rests on the topic and is not mastered yet; empty where nothing is.
func (p *picture) leads(k int) string {
	var titles []string
	for u := range p.topics {
		if p.below[k][u] && !p.topics[u].mastered() {
			titles = append(titles, p.topics[u].Title)
		}
	}
	switch len(titles) {
	case 0:
		return ""
	case 1:
		return titles[0] + " builds on this topic"
	case 2:
		return titles[0] + " and " + titles[1] + " build on this topic"
	}
	return strconv.Itoa(len(titles)) + " topics build on this one"
}

// missedAbove names the topic with most missed questions in the attempt among those that rest on topic k; empty where there is none.
func (p *picture) missedAbove(k int, focus Focus) string {
	most, title := Happened{}, ""
	for u := range p.topics {
		if happened := focus.Topics[p.topics[u].Slug]; p.below[k][u] && happened.Missed > most.Missed {
			most, title = happened, p.topics[u].Title
		}
	}
	if title == "" {
		return ""
	}
	return got(most, title) + ", and that builds on this topic"
}

func (p *picture) nothingKnown() bool {
	for k := range p.topics {
		if p.topics[k].answers > 0 {
			return false
		}
	}
	return true
}

// sinceThen says how long ago a topic was last seen and what that means.
func (t *topic) sinceThen(p *picture) string {
	if t.due() {
		return sentences(
			fmt.Sprintf("You know it, and your last answer on it was %s ago", count(int(t.age), "day")),
			fmt.Sprintf("After that long people usually still remember about %s of it", inTen(t.recall)),
		)
	}
	return sentences(
		"You know "+everyTopic(len(p.topics)),
		fmt.Sprintf("This is the one that you would forget first, and its review is due in %s", count(max(1, int(t.dueIn())), "day")),
	)
}

func everyTopic(n int) string {
	if n == 1 {
		return "the only topic"
	}
	return fmt.Sprintf("all %d topics", n)
}

// inTen says a probability as people say it.
func inTen(probability float64) string {
	return strconv.Itoa(int(math.Round(10*math.Min(0.94, math.Max(0.05, probability))))) + " in 10"
}

// got says how many questions on a topic were right, where at least one was not.
func got(happened Happened, topic string) string {
	if happened.Asked == 1 {
		return "You did not get the only question on " + topic + " right"
	}
	return fmt.Sprintf("You got %d of %d questions on %s right", happened.Asked-happened.Missed, happened.Asked, topic)
}

func all(n int) string {
	if n == 1 {
		return "the only question on it"
	}
	if n == 2 {
		return "both questions on it"
	}
	return fmt.Sprintf("all %d questions on it", n)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func first(clauses ...string) string {
	for _, clause := range clauses {
		if clause != "" {
			return clause
		}
	}
	return ""
}

// sentences sets a full stop behind each clause that says something.
func sentences(clauses ...string) string {
	var said []string
	for _, clause := range clauses {
		if clause != "" {
			said = append(said, clause+".")
		}
	}
	return strings.Join(said, " ")
}
