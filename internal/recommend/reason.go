package recommend

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"touchstone/internal/quiz"
)

// because writes why something is offered as a clause in the second person, from the terms that ranked it.
func (p *picture) because(o offer, focus Focus) string {
	t := &p.topics[o.topic]
	if o.kind == quiz.Review {
		return t.sinceThen(p)
	}
	evidence, needs, leads := p.evidence(o.topic, focus), p.needsMet(o.topic, focus), p.leads(o.topic)
	known := fmt.Sprintf("your answers elsewhere make it about %s that you know it already", inTen(t.mastery))
	if missed := p.missedAbove(o.topic, focus); missed != "" {
		leads = missed
	}
	switch {
	case p.nothingKnown():
		return join("nothing is known about you yet", leads)
	case evidence != "":
		return join(evidence, first(needs, leads))
	case o.kind == quiz.Check:
		return join(first(needs, leads), known)
	}
	return join(first(needs, "you have not been asked about it yet"), leads)
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
		share, answers := p.learner.TopicShare(t.Slug)
		return fmt.Sprintf("you got %s right this time, and all your %d answers on it together put you at %d of 100", all(happened.Asked), answers, percent(share.Mean))
	case happened.Asked > 0 && happened.Missed == 0:
		if tail == "" {
			tail = ", which is not enough to be sure yet"
		}
		return fmt.Sprintf("you got %s right%s", all(happened.Asked), tail)
	case happened.Asked > 0:
		return fmt.Sprintf("you got %d of %s right%s", happened.Asked-happened.Missed, count(happened.Asked, "question"), tail)
	case t.answers > 0 && !t.enough():
		return fmt.Sprintf("you have given only %s on it", count(t.answers, "answer"))
	case t.enough():
		score, low := p.figure(k, focus)
		if score < MasteryScore {
			return fmt.Sprintf("your %d answers on it put you at %d of 100", t.answers, score)
		}
		return fmt.Sprintf("your %d answers on it put you at %d of 100, with a range that reaches down to %d", t.answers, score, low)
	}
	return ""
}

// needsMet says that the prerequisites are there, each with its score; empty where there are none.
func (p *picture) needsMet(k int, focus Focus) string {
	t := &p.topics[k]
	if len(t.needs) == 0 {
		return ""
	}
	have := "you have what it needs: "
	var figures []string
	for _, j := range t.needs {
		need := &p.topics[j]
		switch {
		case need.mastered():
		case need.mastery < probable:
			have = "you have no mistakes left in what it needs: "
		case !strings.Contains(have, "mistakes"):
			have = "you probably have what it needs: "
		}
		if need.enough() {
			score, _ := p.figure(j, focus)
			figures = append(figures, fmt.Sprintf("%s, %d", need.Title, score))
		} else {
			figures = append(figures, need.Title+", though too few answers show it")
		}
	}
	return have + strings.Join(figures, ", and ")
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
		return titles[0] + " builds on it"
	case 2:
		return titles[0] + " and " + titles[1] + " build on it"
	}
	return strconv.Itoa(len(titles)) + " topics build on it"
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
	return fmt.Sprintf("%s, where you got %d of %s right, builds on it", title, most.Asked-most.Missed, count(most.Asked, "question"))
}

// figure is the score and the lower end of the range that a page shows for the topic: of the attempt that has just ended where it gave them, else of all answers.
func (p *picture) figure(k int, focus Focus) (score, low int) {
	if happened := focus.Topics[p.topics[k].Slug]; happened.Enough {
		return happened.Score, happened.Low
	}
	share, _ := p.learner.TopicShare(p.topics[k].Slug)
	return percent(share.Mean), percent(share.Low)
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
	days := int(t.age)
	if t.due() {
		return fmt.Sprintf("you know it, but your last answer on it was %s ago: by the usual curve of forgetting, about %s of it still comes to mind", count(days, "day"), inTen(t.recall))
	}
	return fmt.Sprintf("you know all %s, and this is the one to forget first: a review is due in %s", count(len(p.topics), "topic"), count(max(1, int(t.dueIn())), "day"))
}

// inTen says a probability as people say it.
func inTen(probability float64) string {
	return strconv.Itoa(int(math.Round(10*math.Min(0.94, math.Max(0.05, probability))))) + " in 10"
}

func all(n int) string {
	if n == 1 {
		return "the only question"
	}
	return fmt.Sprintf("all %d questions", n)
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

func join(clauses ...string) string {
	var said []string
	for _, clause := range clauses {
		if clause != "" {
			said = append(said, clause)
		}
	}
	return strings.Join(said, ", and ")
}
