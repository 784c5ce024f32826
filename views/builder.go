package views

import (
	"touchstone/internal/quiz"
)

// Builder is the form with which a person makes a quiz.
type Builder struct {
	Page
	Topics []BuilderTopic
	Form   BuilderForm
	// Preview is what the form as it stands would give, nil before it was asked for.
	Preview  *BuilderPreview
	Problems Problems
}

// BuilderTopic is a topic to choose, with the number of questions that rest on different facts.
type BuilderTopic struct {
	Slug      string
	Available int
}

// BuilderForm holds what was typed, as it was typed.
type BuilderForm struct {
	Title, Mode, Length, Minutes, PassMark string
	// Shares holds the weight of each chosen topic by slug.
	Shares map[string]string
}

// BuilderPreview is what a blueprint would give.
type BuilderPreview struct {
	Counts    []TopicCount
	Shortfall quiz.Shortfall
}

// TopicCount is the number of questions on one topic.
type TopicCount struct {
	Topic     string
	Questions int
}

func (b Builder) share(slug string) string {
	if share := b.Form.Shares[slug]; share != "" {
		return share
	}
	return "1"
}

func (b Builder) chosen(slug string) bool {
	_, ok := b.Form.Shares[slug]
	return ok
}

func (b Builder) mode(mode quiz.Mode) bool {
	return b.Form.Mode == string(mode) || b.Form.Mode == "" && mode == quiz.Practice
}

func (b Builder) length() string {
	if b.Form.Length == "" && len(b.Problems) == 0 {
		return "12"
	}
	return b.Form.Length
}

// anchor is the id of a field's first control.
func (b Builder) anchor(field string) string {
	switch field {
	case "topic":
		return "topic-1"
	case "mode":
		return "mode-practice"
	}
	return field
}

func (p BuilderPreview) heading() string {
	if p.Shortfall.Short() {
		return itoa(p.Shortfall.Given) + " of the " + count(p.Shortfall.Asked, "question") + " asked for"
	}
	return "This gives " + count(p.Shortfall.Given, "question")
}
