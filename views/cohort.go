package views

import (
	"fmt"
	"net/url"
	"sort"
	"strings"
	"time"

	"touchstone/internal/people"
)

// Cohorts lists an instructor's cohorts.
type Cohorts struct {
	Page
	Cohorts []people.Cohort
}

// NewCohort is the form that makes one.
type NewCohort struct {
	Page
	Name     string
	Problems Problems
}

// Cohort is one class: learners by topics, its join link, its quizzes.
type Cohort struct {
	Page
	Cohort    people.Cohort
	Standings []people.Standing
	// Topics are the slugs of the columns, in the order of learning.
	Topics []string
	// Teach is what to teach next, nil while too little is known.
	Teach *Teach
	// Help names learners who may need help, with the reason.
	Help []Help
	// JoinURL is the whole join link, empty when it is closed.
	JoinURL     string
	Assignments []AssignmentEntry
	// Quizzes can be given.
	Quizzes []QuizLink
	// Sort is the column that the rows are sorted by: name, all or a topic's slug; Descending turns it round.
	Sort       string
	Descending bool
	// Shown is the topic that a phone shows, empty for the first.
	Shown       string
	NamesHidden bool
	// Quiz and Due are what was typed into the form that gives a quiz.
	Quiz, Due string
	Problems  Problems
}

// Teach is the topic to teach next: Below of Of learners with a score lie below 60.
type Teach struct {
	Topic     string
	Below, Of int
	// Why is one sentence more, such as which mistake is the commonest.
	Why string
}

// Help is a learner who may need help: Weak of Of topics lie below 40.
type Help struct {
	Member   string
	Name     string
	Weak, Of int
	LastSeen time.Time
}

// AssignmentEntry is a quiz given to the cohort, with how many have taken it.
type AssignmentEntry struct {
	people.Assignment
	Taken, Of int
}

// JoinCohort is the door behind a join link.
type JoinCohort struct {
	Page
	Cohort  people.Cohort
	LedBy   string
	Token   string
	Joined  bool
	Name    string
	Problem Problems
}

// passing is the score from which on a topic counts as worked.
const passing = 60

// rows are the learners as the table shows them: sorted, and without names where these are hidden.
func (c Cohort) rows() []people.Standing {
	rows := append([]people.Standing(nil), c.Standings...)
	sort.SliceStable(rows, func(i, j int) bool { return strings.ToLower(rows[i].Name) < strings.ToLower(rows[j].Name) })
	if c.NamesHidden {
		for i := range rows {
			rows[i].Name = "Learner " + itoa(i+1)
		}
	}
	less := func(i, j int) bool { return c.cell(rows[i]).Score < c.cell(rows[j]).Score }
	switch {
	case c.column() != "name":
		sort.SliceStable(rows, func(i, j int) bool {
			a, b := c.cell(rows[i]), c.cell(rows[j])
			if a.Enough != b.Enough {
				return a.Enough
			}
			if c.Descending {
				return less(j, i)
			}
			return less(i, j)
		})
	case c.Descending:
		for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
			rows[i], rows[j] = rows[j], rows[i]
		}
	}
	return rows
}

func (c Cohort) column() string {
	if c.Sort == "" {
		return "name"
	}
	return c.Sort
}

func (c Cohort) cell(row people.Standing) people.Cell {
	if c.column() == "all" {
		return row.Overall
	}
	return row.Topics[c.column()]
}

// sortAddress sorts by a column, or turns the order round where it is sorted by it already.
func (c Cohort) sortAddress(column string) string {
	values := url.Values{"sort": {column}}
	if column == c.column() && !c.Descending {
		values.Set("order", "descending")
	}
	if c.NamesHidden {
		values.Set("names", "hidden")
	}
	return c.address() + "?" + values.Encode()
}

func (c Cohort) address() string { return "/cohorts/" + c.Cohort.ID }

// sorted is the value of aria-sort, empty for columns that the rows are not sorted by.
func (c Cohort) sorted(column string) string {
	switch {
	case column != c.column():
		return ""
	case c.Descending:
		return "descending"
	}
	return "ascending"
}

func (c Cohort) shown() string {
	for _, topic := range c.Topics {
		if topic == c.Shown {
			return topic
		}
	}
	if len(c.Topics) == 0 {
		return ""
	}
	if c.Teach != nil {
		for _, topic := range c.Topics {
			if topic == c.Teach.Topic {
				return topic
			}
		}
	}
	return c.Topics[0]
}

func (c Cohort) namesAddress() string {
	if c.NamesHidden {
		return c.address()
	}
	return c.address() + "?names=hidden"
}

func (c Cohort) csvAddress() string {
	if c.NamesHidden {
		return c.address() + "/scores.csv?names=hidden"
	}
	return c.address() + "/scores.csv"
}

// whole is how the class stands on a column: the percentage at 60 or above, and the widths of the five steps.
type whole struct {
	percent int
	known   bool
	steps   [5]int
}

func (c Cohort) whole(topic string) whole {
	var w whole
	counts, passed, total := [5]int{}, 0, 0
	for _, row := range c.Standings {
		cell := row.Topics[topic]
		if topic == "all" {
			cell = row.Overall
		}
		if !cell.Enough {
			continue
		}
		total++
		counts[min(4, clamp(cell.Score)/20)]++
		if cell.Score >= passing {
			passed++
		}
	}
	if total == 0 || topic == "all" && !c.anyTopicKnown() {
		return w
	}
	w.known, w.percent = true, (passed*100+total/2)/total
	for i, n := range counts {
		w.steps[i] = (n*100 + total/2) / total
	}
	return w
}

// anyTopicKnown reports whether anybody has a score in a topic: a share of the class beside nothing but dashes would rest on too little.
func (c Cohort) anyTopicKnown() bool {
	for _, row := range c.Standings {
		for _, cell := range row.Topics {
			if cell.Enough {
				return true
			}
		}
	}
	return false
}

func (t Teach) sentence(titles Titles) string {
	return fmt.Sprintf("%s: %d of %d are below %d.", titles.Of(t.Topic), t.Below, t.Of, passing)
}

func (c Cohort) helpReason(h Help) string {
	words := fmt.Sprintf("Below 40 in %d of %s.", h.Weak, count(h.Of, "topic"))
	if !h.LastSeen.IsZero() {
		words += " Last seen " + c.ago(h.LastSeen) + "."
	}
	return words
}

// giveAddress is the form that gives a quiz, with the topic's own quiz chosen where there is one.
func (c Cohort) giveAddress(topic string) string {
	for _, q := range c.Quizzes {
		if q.Slug != topic {
			continue
		}
		values := url.Values{"give": {topic}}
		if c.NamesHidden {
			values.Set("names", "hidden")
		}
		return c.address() + "?" + values.Encode() + "#give"
	}
	return "#give"
}

// learnerAddress is where a learner's results stand.
func (c Cohort) learnerAddress(member string) string { return c.address() + "/learners/" + member }

func (c Cohort) facts() string { return count(len(c.Standings), "learner") }

// anyScore reports whether there is anything to show in the table.
func (c Cohort) anyScore() bool {
	for _, row := range c.Standings {
		for _, cell := range row.Topics {
			if cell.Asked > 0 {
				return true
			}
		}
	}
	return false
}

// columnClass marks the column that a phone shows.
func (c Cohort) columnClass(topic string) string {
	if topic == c.shown() {
		return "chosen"
	}
	return ""
}
