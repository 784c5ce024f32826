package questions

import (
	"strings"

	"touchstone/internal/bank"
)

// loseWhys tells that the explanations of single options are lost.
func loseWhys(q *bank.Question, lose func(q *bank.Question, what string)) {
	for _, option := range q.Options {
		if option.Why != "" {
			lose(q, "the explanations of the options")
			return
		}
	}
}

// loseOurs tells which of our own fields are lost in every format but JSON; topic and level where the format has no place for them.
func loseOurs(q *bank.Question, lose func(q *bank.Question, what string), topic bool) {
	var lost []string
	if len(q.Evidence) > 0 || len(q.Facts) > 0 {
		lost = append(lost, "the passages behind it")
	}
	for _, option := range q.Options {
		if option.Proof != "" || option.Concept != "" {
			lost = append(lost, "proofs and concepts of the options")
			break
		}
	}
	if topic && q.Topic != "" {
		lost = append(lost, "the topic")
	}
	if q.Level != "" {
		lost = append(lost, "the level")
	}
	if q.Schema != "" || q.Family != "" || q.Difficulty != 0 {
		lost = append(lost, "schema, family and difficulty")
	}
	if len(lost) > 0 {
		lose(q, strings.Join(lost, ", "))
	}
}
