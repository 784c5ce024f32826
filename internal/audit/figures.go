package audit

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"touchstone/internal/bank"
)

// Figures are what can be counted without a judge.
type Figures struct {
	Questions, Words int
	// Flawed questions have a flaw by the gate; Flaws counts all flaws by check, SetFlaws those of the bank as a whole.
	Flawed   Share
	Flaws    map[int]int
	SetFlaws []string
	// Longest is, by the number of options, how often somebody is right who takes the longest one. Where n are equally long the guess counts 1/n, rounded in the sum.
	Longest map[int]*Share
	// Duplicates are questions that ask nearly the same as another one.
	Duplicates Share
	// Positions counts where the key stands, by the number of options.
	Positions map[int][]int
	// Noise counts questions with words of the page that the text came from.
	Noise  Share
	By     map[string]map[string]int
	Differ int
}

// Measure counts over all questions of a run. Differ is the number of bytes in which a second run with the same seed gave something else.
func Measure(questions []bank.Question, words int, gate *bank.Gate, differ int) *Figures {
	f := &Figures{Questions: len(questions), Words: words, Flaws: map[int]int{}, Longest: map[int]*Share{}, Positions: map[int][]int{}, Differ: differ,
		By: map[string]map[string]int{"schema": {}, "topic": {}, "document": {}, "level": {}, "kind": {}}}
	longest, twins := map[int]float64{}, map[string]bool{}
	for i := range questions {
		q := &questions[i]
		flaws, noise := gate.Question(q), false
		for _, flaw := range flaws {
			f.Flaws[flaw.Check]++
			noise = noise || flaw.Check == 25
		}
		f.Flawed.add(len(flaws) > 0)
		f.Noise.add(noise)
		for by, value := range map[string]string{"schema": q.Schema, "topic": q.Topic, "document": document(q), "level": string(q.Level), "kind": string(q.Kind)} {
			f.By[by][value]++
		}
		if key := keyOf(q); q.Kind == bank.Single && key >= 0 {
			n := len(q.Options)
			if f.Longest[n] == nil {
				f.Longest[n], f.Positions[n] = &Share{}, make([]int, n)
			}
			f.Longest[n].Of++
			longest[n] += longestGuess(q, key)
			f.Positions[n][key]++
		}
	}
	for n, hits := range longest {
		f.Longest[n].Hits = int(math.Round(hits))
	}
	for _, flaw := range gate.Bank(questions) {
		if flaw.Check != 26 {
			f.SetFlaws = append(f.SetFlaws, flaw.String())
		}
		for _, id := range flaw.Questions {
			twins[id] = true
		}
	}
	f.Duplicates = Share{len(twins), len(questions)}
	return f
}

// longestGuess is the chance that the key is taken by somebody who takes one of the longest options.
func longestGuess(q *bank.Question, key int) float64 {
	length, ties := utf8.RuneCountInString(q.Options[key].Text), 0
	for _, option := range q.Options {
		switch l := utf8.RuneCountInString(option.Text); {
		case l > length:
			return 0
		case l == length:
			ties++
		}
	}
	return 1 / float64(ties)
}

// String prints the figures for people.
func (f *Figures) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Mechanical figures, over all %d questions from %d words\n", f.Questions, f.Words)
	if f.Questions == 0 {
		return b.String()
	}
	total := 0
	for _, n := range f.Flaws {
		total += n
	}
	fmt.Fprintf(&b, "  %-36s  %5.1f\n", "questions per 1,000 words", 1000*float64(f.Questions)/float64(max(1, f.Words)))
	fmt.Fprintf(&b, "  %-36s  %5.1f\n", "flaws by the gate, per 100", 100*float64(total)/float64(f.Questions))
	fmt.Fprintf(&b, "  %-36s  %s\n", "questions with a flaw by the gate", f.Flawed)
	for check := 1; check <= bank.Checks; check++ {
		if f.Flaws[check] > 0 {
			fmt.Fprintf(&b, "    %-34s  %d\n", bank.CheckName(check), f.Flaws[check])
		}
	}
	fmt.Fprintf(&b, "  %-36s  %s\n", "words of the source page", f.Noise)
	fmt.Fprintf(&b, "  %-36s  %s\n", "questions with a near-duplicate", f.Duplicates)
	for n := 2; n < 20; n++ {
		if f.Longest[n] != nil {
			fmt.Fprintf(&b, "  %-36s  %s, chance %.1f %%\n", fmt.Sprintf("taking the longest of %d options", n), f.Longest[n], 100/float64(n))
		}
	}
	for n := 2; n < 20; n++ {
		if f.Positions[n] == nil {
			continue
		}
		fmt.Fprintf(&b, "  %-36s", fmt.Sprintf("stored places of the key among %d", n))
		for _, count := range f.Positions[n] {
			fmt.Fprintf(&b, "  %.1f %%", 100*float64(count)/float64(f.Longest[n].Of))
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "  %-36s  %d\n", "bytes that differ in two runs", f.Differ)
	for _, flaw := range f.SetFlaws {
		b.WriteString("  of the whole: " + flaw + "\n")
	}
	for _, by := range []string{"level", "kind", "schema", "topic", "document"} {
		fmt.Fprintf(&b, "\nQuestions by %s\n", by)
		for _, value := range keysOf(f.By[by]) {
			fmt.Fprintf(&b, "  %-36s  %5d  %5.1f %%\n", value, f.By[by][value], 100*float64(f.By[by][value])/float64(f.Questions))
		}
	}
	return b.String()
}
