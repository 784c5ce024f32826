package views

import (
	"slices"
	"strings"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/quiz"
)

// Start is the page before a quiz: this person's own contract.
type Start struct {
	Page
	Quiz *quiz.Blueprint
	// Questions is the number that the attempt will really have; Short says why it is less than asked for.
	Questions int
	Short     quiz.Shortfall
	// Kinds are the kinds of question that may come, so that their marks can be told.
	Kinds []bank.Kind
	// ExtraTime is this person's, in percent.
	ExtraTime int
	// GivenBy is the name of whoever gave the quiz, empty for nobody; Due is zero for no date.
	GivenBy string
	Due     time.Time
	// SeenBy names who sees the result beside the person.
	SeenBy []string
	// Practice is a quiz to try the questions on before the clock starts, empty for none.
	Practice string
	// Continue is an attempt at this quiz that is open.
	Continue *Continue
	// Closed says that the questions are not explained afterwards, because others take the same test.
	Closed bool
	// Action is where the form goes; empty is POST /attempts.
	Action string
}

// lacks says which topics are short of questions.
func (p Page) lacks(short quiz.Shortfall) string {
	words := make([]string, len(short.Lacks))
	for i, lack := range short.Lacks {
		words[i] = p.Titles.Of(lack.Topic) + " has " + itoa(lack.Given) + " of the " + itoa(lack.Asked) + " asked for that rest on different facts"
	}
	return list(words)
}

func (s Start) limit() time.Duration { return s.Quiz.Limit(s.ExtraTime) }

func (s Start) action() string {
	if s.Action != "" {
		return s.Action
	}
	return "/attempts"
}

func (s Start) questions() string {
	words := count(s.Questions, "question")
	topics := len(s.Quiz.Shares)
	if topics > 1 {
		words = itoa(s.Questions) + ", from " + count(topics, "topic")
	}
	return words
}

// yourTime says the limit and how it came about.
func (s Start) yourTime() (limit, reason string) {
	if s.limit() == 0 {
		return "No limit", "Most people need about " + count(likely(s.Questions), "minute") + "."
	}
	reason = "It runs on when you leave the page."
	if s.ExtraTime > 0 {
		reason = count(s.Quiz.Minutes, "minute") + ", and your " + itoa(s.ExtraTime) + " % extra. " + reason
	}
	return minutes(s.limit()), reason
}

func (s Start) goingBack() (answer, detail string) {
	if s.Quiz.Mode == quiz.Exam {
		return "Yes, until you send", "Change any answer, flag any question, take them in any order."
	}
	return "Yes, to read", "After each answer you see why. An answer that has been explained stays as it was."
}

// mark is the rule of marking in short.
func (s Start) mark() string {
	if slices.Contains(s.Kinds, bank.Multiple) {
		return "At most one for each question, and never below 0"
	}
	return "One for each question; nothing is taken off"
}

// marks says every rule of marking that this quiz can meet, before the first answer.
func (s Start) marks() string {
	var rules []string
	for _, kind := range s.Kinds {
		switch kind {
		case bank.Multiple:
			rules = append(rules, "Where several answers are right, a wrong choice takes away what a right one gives. In all other questions a wrong answer takes nothing away.")
		case bank.Match:
			rules = append(rules, "A matching question gives a share for each right pair.")
		case bank.Order:
			rules = append(rules, "An ordering question gives a share for every two steps that follow each other as they should.")
		}
	}
	return strings.Join(append(rules, "“I do not know” counts as not right, and helps us to help you."), " ")
}

func (s Start) pass() string {
	if s.Closed && len(s.SeenBy) > 0 {
		return "If your range includes " + itoa(s.Quiz.PassMark) + ", the test alone does not decide: " + list(s.SeenBy) + " does. The mark only sorts candidates into groups; nobody is turned down by it alone."
	}
	if s.GivenBy != "" {
		return "If your range includes " + itoa(s.Quiz.PassMark) + ", the test alone does not decide: " + s.GivenBy + " does, with you."
	}
	return "If your range includes " + itoa(s.Quiz.PassMark) + ", the test alone does not decide."
}

func (s Start) result() (when, who string) {
	when = "At once, with every answer explained"
	if s.Quiz.Mode != quiz.Exam {
		when = "After each answer why, at the end your score with its range"
	}
	closed := ""
	if s.Closed {
		when, closed = "At once: your score, its range and your topics", " The questions stay closed, because others take them too."
	}
	if len(s.SeenBy) == 0 {
		return when, "You see it. Nobody else does."
	}
	what := "your score and topics, not your answers."
	if s.Closed {
		what = "your score, your topics, and some of the answers that were not right."
	}
	return when, "You see it first. " + capital(list(s.SeenBy)) + sees(s.SeenBy) + what + " Nobody else sees anything of it." + closed
}

func (s Start) kind() string {
	switch s.Quiz.Mode {
	case quiz.Exam:
		return "An exam. Everything that counts stands on this page."
	case quiz.Mistakes:
		return "Only what you missed before. Everything that counts stands on this page."
	}
	return "A practice quiz. Everything that counts stands on this page."
}

func (s Start) button() string {
	if s.limit() > 0 {
		return "Start the " + minutes(s.limit())
	}
	return "Start with question 1"
}
