// Package bank holds the question bank's words and rules: questions, options, facts, evidence, the proof that a wrong option
// is wrong, and the marking of a response.
package bank

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Kind is how a question is answered.
type Kind string

// The kinds of question.
const (
	Single   Kind = "single"
	Multiple Kind = "multiple"
	Match    Kind = "match"
	Order    Kind = "order"
	Numeric  Kind = "numeric"
	Short    Kind = "short"
)

// Level is what answering demands of the learner.
type Level string

// The levels, from the least demanding on.
const (
	Remember   Level = "remember"
	Understand Level = "understand"
	Apply      Level = "apply"
	Analyse    Level = "analyse"
)

// Question is one item of the bank. Text fields are plain text in which `backticks` mark code.
type Question struct {
	// ID is a hash of the facts, the schema and the direction: it survives a change of wording.
	ID string `json:"id"`
	// Schema names the rule that made the question (definition-term, contrast, scenario ...).
	Schema string `json:"schema"`
	// Family joins questions that must not stand in one quiz because one would answer another.
	Family string `json:"family"`
	Kind   Kind   `json:"kind"`
	Level  Level  `json:"level"`
	// Topic is the slug of the topic that the question counts for.
	Topic string `json:"topic"`
	Stem  string `json:"stem"`
	// Code is shown below the stem as it is.
	Code string `json:"code,omitempty"`
	// Options of single and multiple questions; their order here is no secret and never shown: an attempt pins an order of its own.
	Options []Option `json:"options,omitempty"`
	// Pairs of a matching question.
	Pairs []Pair `json:"pairs,omitempty"`
	// Decoys are right-hand sides that belong to no left-hand side.
	Decoys []string `json:"decoys,omitempty"`
	// Order holds the steps of an ordering question in the right order.
	Order []string `json:"order,omitempty"`
	// Accept lists the accepted answers of a short question.
	Accept []string `json:"accept,omitempty"`
	// Value and Tolerance (absolute) are the key of a numeric question.
	Value     *float64 `json:"value,omitempty"`
	Tolerance float64  `json:"tolerance,omitempty"`
	// Explanation says in two or three sentences why the key is right.
	Explanation string     `json:"explanation"`
	Facts       []string   `json:"facts"`
	Evidence    []Evidence `json:"evidence"`
	// Difficulty is the prior of the item's b on the logit scale; 0 is a question that an average learner gets right half of the time, guessing aside.
	Difficulty float64  `json:"difficulty"`
	Flaws      []string `json:"flaws"`
}

// Option is one choice of a single or multiple question.
type Option struct {
	Text    string `json:"text"`
	Correct bool   `json:"correct"`
	// Why explains the option to somebody who chose it.
	Why string `json:"why"`
	// Proof says why the option is certainly right or certainly wrong.
	Proof string `json:"proof"`
	// Concept is the id of the concept that the option stands for, so that a wrong pick names the confusion; empty if none.
	Concept string `json:"concept,omitempty"`
}

// Pair is a left side with the right side that belongs to it.
type Pair struct {
	Left  string `json:"left"`
	Right string `json:"right"`
}

// Evidence is a passage that supports the key. Quote is exactly the bytes from Start to End of the document's extracted text.
type Evidence struct {
	Document string `json:"document"`
	Quote    string `json:"quote"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Heading  string `json:"heading"`
	// Passage is the id of the passage, for the link into the guide.
	Passage string `json:"passage,omitempty"`
}

// Version is a hash of everything that a learner may see or be marked by: an attempt pins it.
func (q *Question) Version() string {
	content, err := json.Marshal(q)
	if err != nil {
		panic("bank: a question that cannot be written as JSON: " + err.Error()) // only a NaN or infinite number could do this; the gate refuses them
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:12])
}

// Rights returns the right-hand sides of a matching question, those of the pairs first, then the decoys.
func (q *Question) Rights() []string {
	rights := make([]string, 0, len(q.Pairs)+len(q.Decoys))
	for _, pair := range q.Pairs {
		rights = append(rights, pair.Right)
	}
	return append(rights, q.Decoys...)
}

// Shuffled returns how many things of the question an attempt must put into an order of its own.
func (q *Question) Shuffled() int {
	switch q.Kind {
	case Single, Multiple:
		return len(q.Options)
	case Match:
		return len(q.Pairs) + len(q.Decoys)
	case Order:
		return len(q.Order)
	}
	return 0
}

// GuessingChance is the chance of a right answer by somebody who picks blindly: 1 over the options of a single choice, 0 elsewhere.
func (q *Question) GuessingChance() float64 {
	if q.Kind == Single && len(q.Options) > 0 {
		return 1 / float64(len(q.Options))
	}
	return 0
}
