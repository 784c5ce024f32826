package audit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/bank"
)

// Form is what a judge gets to see.
type Form string

// The forms of a sheet.
const (
	WithPassage    Form = "passage"
	WithoutPassage Form = "stem"
	OptionsOnly    Form = "options"
)

// Forms lists the forms in the order in which they are written.
var Forms = []Form{WithPassage, WithoutPassage, OptionsOnly}

// Columns is the header of a judge's file in each form.
var Columns = map[Form][]string{
	WithPassage:    {"item", "answer", "usable", "flaws", "level", "support", "implausible", "true", "comment"},
	WithoutPassage: {"item", "answer", "usable", "flaws", "level", "implausible", "true", "comment"},
	OptionsOnly:    {"item", "answer", "comment"},
}

// FlawCodes are the flaws that a judge can name, with what each means.
var FlawCodes = [][2]string{
	{"unclear", "the stem is ambiguous, incomplete or awkward"},
	{"key", "no option is right, or more than one"},
	{"cue", "length, grammar or a repeated word gives the answer away"},
	{"implausible", "a wrong option that nobody would choose"},
	{"trivial", "not worth asking, an opinion, or out of date"},
	{"support", "the passage does not support the answer"},
	{"copied", "can be answered by comparing words, without understanding"},
	{"language", "a mistake in grammar or spelling"},
	{"other", "say it in the comment"},
}

const instructions = `Judge each item by yourself and honestly. You do not know who or what wrote it, nor which answer is meant to be right. Some items may be faulty.
Fill in one row of the CSV file for each item, under the names in its first row:

- answer: the letters of what you hold right: one letter, every right letter where all are asked for (AC), the letters in the order of the numbers for
  matching (CADB), in the right order for ordering, or what you would type. Write "none" where no option is right, and every right letter where several are.
`

const judging = `- usable: y if you would give the item to junior developers as it is, else n.
- flaws: the codes of what is wrong, with spaces between them, or nothing.
- level: remember, understand, apply or analyse: what finding the answer asks of somebody who has read the material.
- implausible: the letters of wrong options that nobody would choose.
- true: the letters of options beside your answer that are right or could be defended.
`

const supporting = "- support: y if the passage alone shows that your answer is right, else n.\n"

// Sheet writes what a judge reads in one form.
func Sheet(items []Item, form Form) string {
	var b strings.Builder
	b.WriteString("# Questions to judge\n\n" + instructions)
	if form != OptionsOnly {
		b.WriteString(judging)
	}
	switch form {
	case WithPassage:
		b.WriteString(supporting)
	case OptionsOnly:
		b.WriteString("\nThe questions are hidden. Guess from the options alone which one is the answer: one letter for each item.\n")
	}
	if form != OptionsOnly {
		b.WriteString("\nCodes of flaws:\n\n")
		for _, code := range FlawCodes {
			if code[0] != "support" || form == WithPassage {
				fmt.Fprintf(&b, "- %s: %s\n", code[0], code[1])
			}
		}
	}
	for i := range items {
		if Asked(&items[i], form) {
			items[i].write(&b, form)
		}
	}
	return b.String()
}

// Asked reports whether an item stands in a form: without the stem only a choice of one can be guessed.
func Asked(i *Item, form Form) bool { return form != OptionsOnly || i.Question.Kind == bank.Single }

func (i *Item) write(b *strings.Builder, form Form) {
	q := &i.Question
	fmt.Fprintf(b, "\n## Item %d\n\n", i.Number)
	if form != OptionsOnly {
		b.WriteString(q.Stem + "\n\n")
		if q.Code != "" {
			fence := "```"
			for strings.Contains(q.Code, fence) {
				fence += "`"
			}
			fmt.Fprintf(b, "%s\n%s\n%s\n\n", fence, q.Code, fence)
		}
		b.WriteString(task(q))
	}
	for k, index := range i.Letters {
		fmt.Fprintf(b, "%s. %s\n", letter(k), shown(q, index))
	}
	if form != WithPassage {
		return
	}
	b.WriteString("\nPassage:\n")
	for _, e := range q.Evidence {
		heading := ""
		if e.Heading != "" {
			heading = "[" + e.Heading + "] "
		}
		fmt.Fprintf(b, "\n> %s%s\n", heading, strings.ReplaceAll(strings.TrimSpace(e.Quote), "\n", "\n> "))
	}
}

func task(q *bank.Question) string {
	switch q.Kind {
	case bank.Multiple:
		return "(Choose all that are right.)\n\n"
	case bank.Match:
		var b strings.Builder
		b.WriteString("(Match each number with a letter. A letter may stay over.)\n\n")
		for k, pair := range q.Pairs {
			fmt.Fprintf(&b, "%d. %s\n", k+1, pair.Left)
		}
		return b.String() + "\n"
	case bank.Order:
		return "(Put the letters into the right order.)\n\n"
	case bank.Numeric, bank.Short:
		return "(Type the answer.)\n"
	}
	return ""
}

// letter names the k-th thing: A to Z, then AA, which no question reaches.
func letter(k int) string {
	if k >= 26 {
		return letter(k/26-1) + letter(k%26)
	}
	return string(rune('A' + k))
}

func shown(q *bank.Question, index int) string {
	switch q.Kind {
	case bank.Match:
		return q.Rights()[index]
	case bank.Order:
		return q.Order[index]
	}
	return q.Options[index].Text
}

// Blank returns the rows that a judge fills in, header first.
func Blank(items []Item, form Form) [][]string {
	rows := [][]string{Columns[form]}
	for i := range items {
		if Asked(&items[i], form) {
			row := make([]string, len(Columns[form]))
			row[0] = strconv.Itoa(items[i].Number)
			rows = append(rows, row)
		}
	}
	return rows
}

// Key is what scoring needs to know and no judge may see.
type Key struct {
	Seed uint64 `json:"seed"`
	// Questions and Words are those of all that was drawn from, for the yield.
	Questions int       `json:"questions"`
	Words     int       `json:"words"`
	Items     []KeyItem `json:"items"`
}

// KeyItem is one item of the key.
type KeyItem struct {
	Number   int       `json:"item"`
	ID       string    `json:"id"`
	Schema   string    `json:"schema"`
	Topic    string    `json:"topic"`
	Document string    `json:"document"`
	Kind     bank.Kind `json:"kind"`
	// Answer is the key in the letters of the sheet; empty for typed answers.
	Answer string `json:"answer,omitempty"`
	// Letters is how many letters the sheet shows.
	Letters   int      `json:"letters"`
	Accept    []string `json:"accept,omitempty"`
	Value     *float64 `json:"value,omitempty"`
	Tolerance float64  `json:"tolerance,omitempty"`
	Planted   string   `json:"planted,omitempty"`
	// Gate lists the checks of the gate that object to the item.
	Gate []int `json:"gate,omitempty"`
}

// NewKey writes down the key of the items. The gate may be nil.
func NewKey(items []Item, gate *bank.Gate) []KeyItem {
	keys := make([]KeyItem, len(items))
	for n := range items {
		q := &items[n].Question
		keys[n] = KeyItem{Number: items[n].Number, ID: q.ID, Schema: q.Schema, Topic: q.Topic, Document: document(q), Kind: q.Kind, Answer: items[n].answer(),
			Letters: len(items[n].Letters), Accept: q.Accept, Value: q.Value, Tolerance: q.Tolerance, Planted: items[n].Planted}
		if gate == nil {
			continue
		}
		for _, f := range gate.Question(q) {
			if !slices.Contains(keys[n].Gate, f.Check) {
				keys[n].Gate = append(keys[n].Gate, f.Check)
			}
		}
	}
	return keys
}

func (i *Item) answer() string {
	q, answer := &i.Question, ""
	switch q.Kind {
	case bank.Single, bank.Multiple:
		for k, index := range i.Letters {
			if q.Options[index].Correct {
				answer += letter(k)
			}
		}
	case bank.Match:
		for index := range q.Pairs {
			answer += letter(slices.Index(i.Letters, index))
		}
	case bank.Order:
		for index := range q.Order {
			answer += letter(slices.Index(i.Letters, index))
		}
	}
	return answer
}
