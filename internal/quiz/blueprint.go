// Package quiz holds what a quiz is and what may happen in an attempt at it, and when: blueprints, drawing questions, answers,
// deadlines, release of keys, results. It knows no clock and no chance: both are arguments.
package quiz

import (
	"strings"
	"time"

	"touchstone/internal/fault"
)

// Mode is how a quiz runs.
type Mode string

// The modes. Practice shows feedback after each answer, an exam after it was sent; Mistakes holds what was missed before.
const (
	Practice Mode = "practice"
	Exam     Mode = "exam"
	Mistakes Mode = "mistakes"
)

// Limits of a blueprint.
const (
	MaxLength  = 60
	MaxMinutes = 480
	MaxTitle   = 80
)

// Blueprint says what a quiz is made of. A quiz that people see is a blueprint with a slug.
type Blueprint struct {
	Slug    string
	Title   string
	Summary string
	Mode    Mode
	Shares  []Share
	// Length is the number of questions asked for.
	Length int
	// Minutes is the time limit before anybody's extra time; 0 is none.
	Minutes int
	// PassMark is on the scale from 0 to 100; 0 is none.
	PassMark int
	// Owner is the member who built it, empty for the library's own.
	Owner string
	// Organisation that the quiz belongs to.
	Organisation string
	// Guest says that people without an account may take it.
	Guest bool
}

// Share is the weight of one topic in a blueprint; the weights count relative to each other.
type Share struct {
	Topic  string
	Weight int
}

// Limit returns the time limit for a person whose extra time is given in percent, in whole seconds, rounded up; 0 is none.
func (b *Blueprint) Limit(extraPercent int) time.Duration {
	return time.Duration((b.Minutes*60*(100+extraPercent)+99)/100) * time.Second
}

// Topics returns the slugs of the topics in order.
func (b *Blueprint) Topics() []string {
	topics := make([]string, len(b.Shares))
	for i, share := range b.Shares {
		topics[i] = share.Topic
	}
	return topics
}

// Check returns what is wrong with a blueprint that a person filled in, one error a field; known tells whether a topic exists.
func (b *Blueprint) Check(known func(topic string) bool) []*fault.Error {
	var problems []*fault.Error
	title := strings.TrimSpace(b.Title)
	switch {
	case title == "":
		problems = append(problems, fault.Field("title", "Give the quiz a title"))
	case len([]rune(title)) > MaxTitle:
		problems = append(problems, fault.Field("title", "Use a title of %d characters or fewer", MaxTitle))
	}
	if len(b.Shares) == 0 {
		problems = append(problems, fault.Field("topic", "Choose at least one topic"))
	}
	for _, share := range b.Shares {
		if !known(share.Topic) || share.Weight < 1 || share.Weight > 100 {
			problems = append(problems, fault.Field("topic", "Choose topics from the list, each with a share from 1 to 100"))
			break
		}
	}
	if b.Mode != Practice && b.Mode != Exam {
		problems = append(problems, fault.Field("mode", "Choose practice or exam"))
	}
	if b.Length < 1 || b.Length > MaxLength {
		problems = append(problems, fault.Field("length", "Ask for 1 to %d questions", MaxLength))
	}
	if b.Minutes < 0 || b.Minutes > MaxMinutes {
		problems = append(problems, fault.Field("minutes", "Set a limit from 1 to %d minutes, or leave it empty for none", MaxMinutes))
	}
	if b.PassMark < 0 || b.PassMark > 100 {
		problems = append(problems, fault.Field("pass_mark", "Set a pass mark from 1 to 100, or leave it empty for none"))
	}
	return problems
}
