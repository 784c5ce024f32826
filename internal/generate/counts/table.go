package counts

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Figure is one figure that is required, with what falls short of it.
type Figure struct {
	// Wanted says the figure in words.
	Wanted string
	// Short names the topics, or the whole library, that miss it, each with its number.
	Short []string
}

// Figures compares the library with what is required.
func (l *Library) Figures() []Figure {
	each := func(wanted string, number func(*Topic) int, least, most int) Figure {
		f := Figure{Wanted: wanted}
		for i := range l.Topics {
			if n := number(&l.Topics[i]); n < least || most > 0 && n > most {
				f.Short = append(f.Short, l.Topics[i].Slug+" "+strconv.Itoa(n))
			}
		}
		return f
	}
	all := func(wanted string, number func(*Topic) int, least int) Figure {
		sum := 0
		for i := range l.Topics {
			sum += number(&l.Topics[i])
		}
		f := Figure{Wanted: wanted}
		if sum < least {
			f.Short = append(f.Short, "the library "+strconv.Itoa(sum))
		}
		return f
	}
	return []Figure{
		each(fmt.Sprintf("%d to %d words in each guide", MinWords, MaxWords), func(t *Topic) int { return t.Words }, MinWords, MaxWords),
		each(fmt.Sprintf("%d typed facts in each guide", MinFacts), (*Topic).AllFacts, MinFacts, 0),
		each(fmt.Sprintf("%d worked decisions for each topic", MinDecisions), func(t *Topic) int { return t.Decisions }, MinDecisions, 0),
		all(fmt.Sprintf("%d concepts in all that their guides teach", MinConcepts), func(t *Topic) int { return t.Taught }, MinConcepts),
		all(fmt.Sprintf("%d misconceptions in all", MinMisconceptions), func(t *Topic) int { return t.Misconceptions }, MinMisconceptions),
	}
}

// Write prints the counts and the figures, and says whether all figures are reached.
func (l *Library) Write(w io.Writer) (reached bool, err error) {
	columns := []struct {
		name   string
		number func(*Topic) int
	}{
		{"words", func(t *Topic) int { return t.Words }},
		{"sections", func(t *Topic) int { return t.Sections }},
		{"facts", (*Topic).AllFacts},
		{"concepts", func(t *Topic) int { return t.Concepts }},
		{"taught", func(t *Topic) int { return t.Taught }},
		{"decisions", func(t *Topic) int { return t.Decisions }},
		{"misconceptions", func(t *Topic) int { return t.Misconceptions }},
		{"questions", func(t *Topic) int { return t.Questions }},
	}
	width := len("in all")
	for i := range l.Topics {
		width = max(width, len(l.Topics[i].Slug))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s", width, "topic")
	for _, c := range columns {
		fmt.Fprintf(&b, "  %s", c.name)
	}
	sums := make([]int, len(columns))
	for i := range l.Topics {
		fmt.Fprintf(&b, "\n%-*s", width, l.Topics[i].Slug)
		for k, c := range columns {
			n := c.number(&l.Topics[i])
			sums[k] += n
			fmt.Fprintf(&b, "  %*d", len(c.name), n)
		}
	}
	fmt.Fprintf(&b, "\n%-*s", width, "in all")
	for k, c := range columns {
		fmt.Fprintf(&b, "  %*d", len(c.name), sums[k])
	}
	b.WriteString("\n\nTyped facts by relation\n")
	l.writeRelations(&b, width)
	b.WriteString("\n")
	reached = true
	for _, f := range l.Figures() {
		verdict := "pass"
		if len(f.Short) > 0 {
			verdict, reached = "FAIL", false
		}
		fmt.Fprintf(&b, "%s  %s", verdict, f.Wanted)
		if len(f.Short) > 0 {
			fmt.Fprintf(&b, ": %s", strings.Join(f.Short, ", "))
		}
		b.WriteString("\n")
	}
	_, err = io.WriteString(w, b.String())
	return reached, err
}

// writeRelations prints one column for each relation that any guide has facts of.
func (l *Library) writeRelations(b *strings.Builder, width int) {
	sums := map[string]int{}
	for i := range l.Topics {
		for relation, n := range l.Topics[i].Facts {
			sums[relation] += n
		}
	}
	line := func(name string, facts map[string]int) {
		fmt.Fprintf(b, "%-*s", width, name)
		for _, relation := range Relations {
			if sums[relation] > 0 {
				fmt.Fprintf(b, "  %*d", max(4, len(relation)), facts[relation])
			}
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(b, "%-*s", width, "topic")
	for _, relation := range Relations {
		if sums[relation] > 0 {
			fmt.Fprintf(b, "  %4s", relation)
		}
	}
	b.WriteString("\n")
	for i := range l.Topics {
		line(l.Topics[i].Slug, l.Topics[i].Facts)
	}
	line("in all", sums)
}
