package quiz

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

// DontKnow is the form value of the honest answer.
const DontKnow = "dont-know"

// MaxAnswer is the longest typed answer in characters.
const MaxAnswer = 500

// Value is the form value of the choice at a place on the page, counted from 0: a, b, c ... It tells nothing about the key, because each attempt has an order of its own.
func Value(place int) string { return string(rune('a' + place)) }

// Decode reads what a form sent (its fields by name) as a response in the question's own numbering. It refuses what the page did not offer.
func (i *Item) Decode(q *bank.Question, form map[string][]string) (bank.Response, error) {
	answers := form["answer"]
	if len(answers) > len(i.Order)+1 || len(answers) > 100 {
		return bank.Response{}, notOffered()
	}
	for _, answer := range answers {
		if answer == DontKnow && q.Kind != bank.Multiple {
			return bank.Response{DontKnow: true}, nil
		}
	}
	switch q.Kind {
	case bank.Single, bank.Multiple:
		return i.decodeChoices(q, answers)
	case bank.Match:
		return i.decodeRights(q, form)
	case bank.Order:
		return i.decodeSequence(form)
	}
	if len(answers) == 0 {
		return bank.Response{}, nil
	}
	text := strings.ToValidUTF8(answers[0], "\uFFFD") // as it will be kept, so that a repeat is known as one
	if utf8.RuneCountInString(text) > MaxAnswer {
		return bank.Response{}, fault.Field("answer", "Use %d characters or fewer.", MaxAnswer)
	}
	return bank.Response{Text: text}, nil
}

func (i *Item) decodeChoices(q *bank.Question, answers []string) (bank.Response, error) {
	seen := map[int]bool{}
	var choices []int
	for _, answer := range answers {
		if answer == DontKnow {
			if len(answers) > 1 {
				return bank.Response{}, fault.Field("answer", "Choose answers, or “I do not know”, not both.")
			}
			return bank.Response{DontKnow: true}, nil
		}
		if len(answer) != 1 || int(answer[0])-'a' < 0 || int(answer[0])-'a' >= len(i.Order) {
			return bank.Response{}, notOffered()
		}
		choice := i.Order[answer[0]-'a']
		if seen[choice] {
			return bank.Response{}, notOffered()
		}
		seen[choice] = true
		choices = append(choices, choice)
	}
	if q.Kind == bank.Single && len(choices) > 1 {
		return bank.Response{}, notOffered()
	}
	sort.Ints(choices)
	return bank.Response{Choices: choices}, nil
}

// decodeRights reads answer.1 ... answer.n: the value is the place of a right-hand side on the page, counted from 1.
func (i *Item) decodeRights(q *bank.Question, form map[string][]string) (bank.Response, error) {
	rights := make([]int, len(q.Pairs))
	for k := range rights {
		rights[k] = -1
		values := form["answer."+strconv.Itoa(k+1)]
		if len(values) == 0 || values[0] == "" {
			continue
		}
		place, err := strconv.Atoi(values[0])
		if err != nil || len(values) > 1 || place < 1 || place > len(i.Order) {
			return bank.Response{}, notOffered()
		}
		rights[k] = i.Order[place-1]
	}
	return bank.Response{Rights: rights}, nil
}

// decodeSequence reads answer.1 ... answer.n: field k is the step at place k on the page, its value the step's position from 1 on.
func (i *Item) decodeSequence(form map[string][]string) (bank.Response, error) {
	sequence := make([]int, len(i.Order))
	for k := range sequence {
		sequence[k] = -1
	}
	for k, step := range i.Order {
		values := form["answer."+strconv.Itoa(k+1)]
		if len(values) == 0 || values[0] == "" {
			return bank.Response{}, fault.Field("answer."+strconv.Itoa(k+1), "Give every step a place of its own.")
		}
		position, err := strconv.Atoi(values[0])
		if err != nil || len(values) > 1 || position < 1 || position > len(sequence) {
			return bank.Response{}, notOffered()
		}
		if sequence[position-1] >= 0 {
			return bank.Response{}, fault.Field("answer."+strconv.Itoa(k+1), "Two steps have place %d. Give every step a place of its own.", position)
		}
		sequence[position-1] = step
	}
	return bank.Response{Sequence: sequence}, nil
}

// Place returns where the page shows a thing of the question's own numbering, counted from 0; -1 when it does not.
func (i *Item) Place(own int) int {
	for place, shown := range i.Order {
		if shown == own {
			return place
		}
	}
	return -1
}

func notOffered() error {
	return fault.New(fault.Invalid, "The answer does not belong to this question. Load the page again and choose from what it shows.")
}
