package find

import (
	"slices"
	"strings"
)

// side is one of the things that a query compares.
type side struct {
	// stems are its words, without those that all sides have.
	stems []string
	// key is that of all its words.
	key string
}

// parting are the words that stand between two things that are compared.
var parting = setOf("vs versus or against")

// closing are the words after which a comparison says only where or for whom.
var closing = setOf("for in on when if at with")

// sidesOf finds what a query compares: "X vs Y", "X or Y", "X instead of Y", "difference between X and Y", "how is X different from Y". It returns none where it finds
// only one thing.
func sidesOf(all []word) []side {
	var words []string
	for _, w := range all {
		if !w.whole {
			words = append(words, w.text)
		}
	}
	joins := func(int) bool { return false }
	if slices.ContainsFunc(words, func(w string) bool {
		return w == "between" || w == "compare" || w == "difference" || w == "differences"
	}) {
		joins = func(i int) bool { return words[i] == "and" || words[i] == "with" || words[i] == "to" }
	}
	var groups [][]string
	var group []string
	parted := false
	for i, w := range words {
		after := ""
		if i+1 < len(words) {
			after = words[i+1]
		}
		switch {
		case parting[w] || joins(i) && len(group) > 0 || (w == "instead" || w == "rather") && (after == "of" || after == "than") || (w == "different" || w == "differ" || w == "differs" || w == "compared") && (after == "from" || after == "to" || after == "with"):
			groups, group, parted = append(groups, group), nil, true
		case parted && len(group) > 0 && closing[w]:
			groups, group = append(groups, group), nil
			return distinct(groups)
		case w == "between":
			group = nil
		case !little[w] && !(weak[w] && !parted):
			group = append(group, w)
		}
	}
	return distinct(append(groups, group))
}

// distinct keeps of each side what the others do not have.
func distinct(groups [][]string) []side {
	groups = slices.DeleteFunc(groups, func(g []string) bool { return len(g) == 0 })
	if len(groups) < 2 {
		return nil
	}
	stemmed := make([][]string, len(groups))
	for i, g := range groups {
		for _, w := range g {
			stemmed[i] = append(stemmed[i], stem(w))
		}
	}
	var sides []side
	for i, stems := range stemmed {
		s := side{key: strings.Join(stems, " ")}
		for _, one := range stems {
			if !slices.ContainsFunc(stemmed[:i], has(one)) && !slices.ContainsFunc(stemmed[i+1:], has(one)) {
				s.stems = append(s.stems, one)
			}
		}
		if len(s.stems) == 0 {
			s.stems = stems
		}
		sides = append(sides, s)
	}
	return sides
}

func has(stem string) func([]string) bool {
	return func(stems []string) bool { return slices.Contains(stems, stem) }
}

// met says how surely a passage speaks of a typed word, 0 to 1: by the word itself, or by what stands in its place.
func (q *Query) met(typed string, units []float64) float64 {
	surely := 0.0
	for u := range q.units {
		switch unit := &q.units[u]; {
		case units[u] == 0:
		case unit.typed == typed:
			return 1
		case slices.Contains(unit.stands, typed):
			surely = max(surely, unit.trust)
		}
	}
	return surely
}

// opposes reports whether a passage sets all sides against each other: in one sentence, in the head of a table, or by defining each.
func (q *Query) opposes(e *entry) bool {
	if len(q.sides) == 0 {
		return false
	}
	defines := func(w way) bool { return slices.Contains(e.names, w.key()) }
	if q.allSides(func(s side) bool { return slices.Contains(e.names, s.key) || q.some(s, defines) }) {
		return true
	}
	return slices.ContainsFunc(e.against, func(said []int32) bool {
		within := func(w way) bool {
			return len(w.stems) > 0 && !slices.ContainsFunc(w.stems, func(n int32) bool { return !slices.Contains(said, n) })
		}
		return q.allSides(func(s side) bool { return q.some(s, within) })
	})
}

func (q *Query) allSides(holds func(side) bool) bool {
	return !slices.ContainsFunc(q.sides, func(s side) bool { return !holds(s) })
}

// some reports whether something holds for any way to say any word of a side.
func (q *Query) some(s side, holds func(way) bool) bool {
	for u := range q.units {
		unit := &q.units[u]
		if (slices.Contains(s.stems, unit.typed) || slices.ContainsFunc(s.stems, func(stem string) bool { return slices.Contains(unit.stands, stem) })) && slices.ContainsFunc(unit.ways, holds) {
			return true
		}
	}
	return false
}

// treated is how much of its least treated side a passage speaks of, 0 to 1. What only the rest of its section says counts half.
func (q *Query) treated(units, section []float64) float64 {
	least := 1.0
	for _, s := range q.sides {
		met := 0.0
		for _, stem := range s.stems {
			met += max(q.met(stem, units), 0.5*q.met(stem, section))
		}
		least = min(least, met/float64(len(s.stems)))
	}
	return least
}
