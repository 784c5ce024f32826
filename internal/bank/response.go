package bank

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"touchstone/internal/fault"
)

// Response is what a learner answered, in the question's own numbering and never in the order that was shown.
type Response struct {
	// DontKnow is the honest answer; it counts as not right.
	DontKnow bool `json:"dont_know,omitempty"`
	// Choices are the indices of the chosen options, ascending.
	Choices []int `json:"choices,omitempty"`
	// Rights holds for each pair the index into Question.Rights, -1 where nothing was chosen.
	Rights []int `json:"rights,omitempty"`
	// Sequence holds the indices of the steps in the order that the learner gave them.
	Sequence []int `json:"sequence,omitempty"`
	// Text is a typed answer as it was typed.
	Text string `json:"text,omitempty"`
}

// Same reports whether two responses say the same.
func (r Response) Same(other Response) bool {
	return r.DontKnow == other.DontKnow && r.Text == other.Text &&
		equal(r.Choices, other.Choices) && equal(r.Rights, other.Rights) && equal(r.Sequence, other.Sequence)
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Mark returns the mark for a response, from 0 to 1. A single choice, a number and a typed answer are right or not; several choices
// earn the right ones minus the wrong ones over the number of right ones, never below 0; matching earns the share of right pairs, and
// ordering the share of right neighbours. A response that the question does not know is Invalid and must be refused before it is kept.
func (q *Question) Mark(r Response) (float64, error) {
	if r.DontKnow {
		return 0, nil
	}
	switch q.Kind {
	case Single:
		return q.markSingle(r)
	case Multiple:
		return q.markMultiple(r)
	case Match:
		return q.markMatch(r)
	case Order:
		return q.markOrder(r)
	case Numeric:
		return q.markNumeric(r)
	case Short:
		return q.markShort(r)
	}
	return 0, fault.New(fault.Invalid, "This question cannot be answered.")
}

func (q *Question) markSingle(r Response) (float64, error) {
	if len(r.Choices) != 1 {
		return 0, fault.Field("answer", "Choose one answer, or “I do not know”.")
	}
	if !within(r.Choices[0], len(q.Options)) {
		return 0, unknownOption()
	}
	if q.Options[r.Choices[0]].Correct {
		return 1, nil
	}
	return 0, nil
}

func (q *Question) markMultiple(r Response) (float64, error) {
	if len(r.Choices) == 0 {
		return 0, fault.Field("answer", "Choose one answer or more, or “I do not know”.")
	}
	right, wrong, keys := 0, 0, 0
	for _, option := range q.Options {
		if option.Correct {
			keys++
		}
	}
	for i, choice := range r.Choices {
		if !within(choice, len(q.Options)) || i > 0 && choice <= r.Choices[i-1] {
			return 0, unknownOption()
		}
		if q.Options[choice].Correct {
			right++
		} else {
			wrong++
		}
	}
	if keys == 0 {
		return 0, nil
	}
	return math.Max(0, float64(right-wrong)/float64(keys)), nil
}

func (q *Question) markMatch(r Response) (float64, error) {
	rights := q.Rights()
	if len(r.Rights) != len(q.Pairs) {
		return 0, unknownOption()
	}
	right, chosen := 0, 0
	for i, choice := range r.Rights {
		if choice < -1 || choice >= len(rights) {
			return 0, unknownOption()
		}
		if choice < 0 {
			continue
		}
		chosen++
		if rights[choice] == q.Pairs[i].Right {
			right++
		}
	}
	if chosen == 0 {
		return 0, fault.Field("answer.1", "Choose a match for at least one line, or “I do not know any of these”.")
	}
	return float64(right) / float64(len(q.Pairs)), nil
}

func (q *Question) markOrder(r Response) (float64, error) {
	if len(r.Sequence) != len(q.Order) || len(q.Order) < 2 {
		return 0, fault.Field("answer.1", "Give every step a place of its own.")
	}
	seen := make([]bool, len(q.Order))
	for _, step := range r.Sequence {
		if !within(step, len(q.Order)) || seen[step] {
			return 0, fault.Field("answer.1", "Give every step a place of its own.")
		}
		seen[step] = true
	}
	neighbours := 0
	for i := 1; i < len(r.Sequence); i++ {
		if r.Sequence[i] == r.Sequence[i-1]+1 {
			neighbours++
		}
	}
	return float64(neighbours) / float64(len(q.Order)-1), nil
}

func (q *Question) markNumeric(r Response) (float64, error) {
	values := readings(r.Text)
	if len(values) == 0 || q.Value == nil {
		return 0, fault.Field("answer", "Write a number, such as 12 or 0.5.")
	}
	for _, value := range values {
		if q.near(value) {
			return 1, nil
		}
	}
	return 0, nil
}

// near reports whether a number is the key, within its tolerance.
func (q *Question) near(value float64) bool {
	// Half a unit in the last place of a float64 is forgiven, so that 0.1+0.2 meets 0.3.
	return math.Abs(value-*q.Value) <= q.Tolerance+1e-12*math.Abs(*q.Value)
}

// thousands are digits that commas cut into groups of three. Our own texts write 12,000 so, and some people mean 12 by it: both readings count.
var thousands = regexp.MustCompile(`^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$`)

// readings are the numbers that a typed text may mean.
func readings(text string) []float64 {
	var values []float64
	if value, ok := ParseNumber(text); ok {
		values = append(values, value)
	}
	if bare := separators.Replace(width.Fold.String(strings.TrimSpace(text))); thousands.MatchString(bare) {
		if value, ok := ParseNumber(strings.ReplaceAll(bare, ",", "")); ok {
			values = append(values, value)
		}
	}
	return values
}

func (q *Question) markShort(r Response) (float64, error) {
	typed := foldTyped(r.Text)
	if typed == "" {
		return 0, fault.Field("answer", "Write an answer, or choose “I do not know”.")
	}
	for _, accepted := range q.Accept {
		if foldTyped(accepted) == typed {
			return 1, nil
		}
	}
	return 0, nil
}

var separators = strings.NewReplacer(" ", "", "\u00a0", "", "\u2009", "", "\u202f", "", "'", "", "’", "", "−", "-")

// ParseNumber reads a number as people type it: a decimal point or comma, spaces or apostrophes between thousands, a leading sign. NaN and infinity are refused.
func ParseNumber(text string) (float64, bool) {
	text = separators.Replace(width.Fold.String(strings.TrimSpace(text))) // some keyboards write digits in full width
	if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		text = strings.Replace(text, ",", ".", 1)
	}
	if text == "" || len(text) > 40 || strings.Trim(text, "+-.0123456789eE") != "" {
		return 0, false
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		return 0, false
	}
	return value, true
}

func within(i, n int) bool { return i >= 0 && i < n }

func unknownOption() error {
	return fault.New(fault.Invalid, "The answer does not belong to this question. Load the page again and choose from what it shows.")
}
