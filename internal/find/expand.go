package find

import (
	"slices"
	"strings"
)

// addNeighbours takes two typed words for one where the guides write them as one: "time out".
func (q *Query) addNeighbours(x *Index, content []word) {
	for i := 0; i+1 < len(content); i++ {
		a, b := content[i], content[i+1]
		if a.whole || b.whole || b.start != a.end+1 {
			continue
		}
		if joined := spell(a.text + b.text); x.often[joined] > 1 {
			q.units = append(q.units, unit{ways: []way{x.way(1, Term{Word: joined})}, weight: 0.6, stands: []string{stem(a.text), stem(b.text)}, trust: 1, capped: true})
		}
	}
}

// addConcepts finds the names of concepts in the query, and adds their other names.
func (q *Query) addConcepts(x *Index, all []word) {
	var stems, texts []string
	for _, w := range all {
		if !w.whole {
			stems, texts = append(stems, stem(w.text)), append(texts, w.text)
		}
	}
	for i := 0; i < len(stems); i++ {
		for n := min(x.longest, len(stems)-i); n > 0; n-- {
			key := strings.Join(stems[i:i+n], " ")
			others, known := x.concepts[key]
			if !known || n == 1 && little[texts[i]] {
				continue
			}
			u := unit{weight: 0.8, stands: stems[i : i+n], trust: 0.9, capped: true}
			for _, text := range texts[i : i+n] {
				if w := stem(text); !x.hasStem(w) && !q.typed(w) { // a word of the curriculum that no guide writes so
					u.weight, u.typed = 1, w
				}
			}
			if n > 1 {
				u.ways = append(u.ways, x.way(1, termsOf(strings.Join(texts[i:i+n], " "))...))
			}
			for _, other := range others {
				u.ways = append(u.ways, x.way(0.9, termsOf(other)...))
			}
			if len(u.ways) > 0 {
				q.units = append(q.units, u)
			}
			share := q.share(x, stems[i:i+n])
			for _, name := range append([]string{key}, keysOf(others)...) {
				q.names[name] = max(q.names[name], share)
			}
			for _, home := range x.homes[key] {
				q.homes[home] = max(q.homes[home], share)
			}
			i += n - 1
			break
		}
	}
}

// typed reports whether a unit stands for a typed word.
func (q *Query) typed(stem string) bool {
	return slices.ContainsFunc(q.units, func(u unit) bool { return u.typed == stem })
}

func keysOf(phrases []string) []string {
	keys := make([]string, len(phrases))
	for i, phrase := range phrases {
		keys[i] = keyOf(phrase)
	}
	return keys
}

// share is how much of the query some of its words are, by their weight.
func (q *Query) share(x *Index, stems []string) float64 {
	part, whole := 0.0, 0.0
	for _, u := range q.units {
		if u.typed == "" {
			continue
		}
		worth := u.weight
		number, known := x.stems[u.typed]
		if known {
			worth *= x.rarity(x.counts[number])
		} else {
			worth *= x.rarity(0)
		}
		whole += worth
		if slices.Contains(stems, u.typed) {
			part += worth
		}
	}
	if whole == 0 {
		return 0
	}
	return part / whole
}

// addSayings adds what the words mean in the language of the guides. A longer saying explains its words better than a shorter one that shares some.
func (q *Query) addSayings(x *Index, all []word) {
	var stems []string
	for _, w := range all {
		stems = append(stems, stem(w.text))
	}
	var heard []*saying
	for i := range everyday {
		if !slices.ContainsFunc(everyday[i].said, func(said string) bool { return !slices.Contains(stems, said) }) {
			heard = append(heard, &everyday[i])
		}
	}
	for _, s := range heard {
		u := unit{weight: 0.45, stands: s.said, trust: 0.5}
		if s.family {
			u.trust, u.capped = 0.8, true
			for i := range q.units { // a product says less than what is asked about it
				if slices.Contains(s.said, q.units[i].typed) && len(stems) > 1 && !q.isSide(q.units[i].typed) {
					q.units[i].weight = min(q.units[i].weight, 0.6)
				}
			}
		}
		if len(s.said) > 1 {
			u.weight, u.trust = 1, 0.8
			for i := range q.units { // these words mean something else together
				if slices.Contains(s.said, q.units[i].typed) {
					q.units[i].weight = min(q.units[i].weight, 0.5)
				}
			}
		}
		if slices.ContainsFunc(heard, func(longer *saying) bool {
			return len(longer.said) > len(s.said) && slices.ContainsFunc(s.said, func(said string) bool { return slices.Contains(longer.said, said) })
		}) {
			u.weight *= 0.5
		}
		if len(s.said) == 1 && !x.hasStem(s.said[0]) { // a word that no guide uses stands for what is meant
			u.weight, u.typed = 1, s.said[0]
		}
		for i, phrase := range s.meant {
			trust := max(0.6, 1-0.07*float64(i)) // what is meant most often comes first
			u.ways = append(u.ways, x.way(trust, termsOf(phrase)...))
			key := keyOf(phrase)
			q.meant[key] = max(q.meant[key], meantName*u.weight*trust)
		}
		q.units = append(q.units, u)
	}
}

// isSide reports whether a word alone is one side of a comparison.
func (q *Query) isSide(stem string) bool {
	return slices.ContainsFunc(q.sides, func(s side) bool { return len(s.stems) == 1 && s.stems[0] == stem })
}

// said reports whether a stem stands in a saying.
func said(stem string) bool {
	return slices.ContainsFunc(everyday, func(s saying) bool { return slices.Contains(s.said, stem) })
}
