package find

import (
	"slices"
	"strings"
)

// LongestQuery is how many bytes of what was typed are read.
const LongestQuery = 300

// mostWords is how many words of a query are looked for.
const mostWords = 16

// longQuery is how many words that say something tell of a situation, and not of a thing.
const longQuery = 4

// Term is one word that the database looks for; Prefix takes all words that begin with it.
type Term struct {
	Word   string
	Prefix bool
}

// Correction is a word that stands nowhere, and the word that was taken for it.
type Correction struct{ Typed, Meant string }

// Query is what a person has typed, as the search understands it.
type Query struct {
	units       []unit
	key         string             // the words that are looked for
	names       map[string]float64 // what concepts it speaks of, by each of their names' keys, and how much of the query each is
	meant       map[string]float64 // what everyday words in it mean, in the same way
	homes       map[string]float64 // the topics that teach these concepts, with the same share
	contrast    bool               // it asks for the difference of two things
	sides       []side             // these things, none when they cannot be told apart
	list        bool               // it asks for the kinds of something
	task        bool               // it asks how, why, where or when, and not what something is
	Corrections []Correction
	// Unknown are typed words that nothing stands for.
	Unknown []string
	// Cut says that not all of it was read.
	Cut bool
}

// unit is one thing to look for, in one of several ways.
type unit struct {
	ways   []way
	weight float64
	typed  string   // the stem of the word that stands in the query; empty for what the query only means
	stands []string // the stems in whose place it stands
	trust  float64  // how surely it stands for them
	capped bool     // it says no more than they do
}

// way is a word or phrase that a unit is found by.
type way struct {
	words  []Term
	stems  []int32
	weight float64
	rarity float64 // of its words together
}

func (w *way) key() string {
	var stems []string
	for _, term := range w.words {
		stems = append(stems, stem(term.Word))
	}
	return strings.Join(stems, " ")
}

// Empty reports whether nothing was typed that could be looked for.
func (q *Query) Empty() bool { return len(q.units) == 0 && len(q.Unknown) == 0 }

// Groups are what the database looks for: passages that hold all terms of any group.
func (q *Query) Groups() [][]Term {
	var groups [][]Term
	seen := map[string]bool{}
	for _, u := range q.units {
		for _, w := range u.ways {
			key := ""
			for _, term := range w.words {
				key += term.Word + " "
			}
			if !seen[key] {
				seen[key] = true
				groups = append(groups, w.words)
			}
		}
	}
	return groups
}

// Read understands a query.
func (x *Index) Read(typed string) *Query {
	q := &Query{names: map[string]float64{}, meant: map[string]float64{}, homes: map[string]float64{}}
	if len(typed) > LongestQuery {
		typed, q.Cut = strings.ToValidUTF8(typed[:LongestQuery], ""), true
	}
	all := read(typed)
	content := contentOf(all)
	if len(content) > mostWords {
		content, q.Cut = content[:mostWords], true
	}
	for i, w := range all {
		q.task = q.task || i < 3 && asking[w.text]
		q.contrast = q.contrast || contrasting[w.text]
		q.list = q.list || enumerating[w.text]
	}
	q.task = q.task && !q.list
	if i := slices.IndexFunc(all, func(w word) bool { return w.text == "what" }); i >= 0 && i+1 < len(all) && (all[i+1].text == "to" || all[i+1].text == "should") {
		q.list, q.task = true, true // "what to look for" asks for all of it
	}
	q.sides = sidesOf(all)
	q.contrast = q.contrast || len(q.sides) > 1
	long := 0
	for _, w := range content {
		if !w.whole && len(w.text) > 1 {
			long++
		}
	}
	q.task = q.task || long >= longQuery && !q.list
	var stems []string
	for _, w := range content {
		q.addWord(x, w)
		if !w.whole {
			stems = append(stems, stem(w.text))
		}
	}
	q.key = strings.Join(stems, " ")
	for i := range q.units { // "choose" and "pick" ask for reasons where there are two things to choose from
		if q.contrast && choosing[q.units[i].typed] {
			q.units[i].weight = 1
		}
	}
	for i := range q.units { // "in GraphQL" says where to look, and what is looked for are the other words
		if len(stems) > 1 && !q.contrast && x.subjects[q.units[i].typed] {
			q.units[i].weight *= 0.6
		}
	}
	for i := range all {
		for _, c := range q.Corrections {
			if all[i].typed == c.Typed {
				all[i].text = c.Meant
			}
		}
	}
	q.addNeighbours(x, content)
	q.addConcepts(x, all)
	q.addSayings(x, all)
	if len(q.units) == 0 && len(q.Unknown) == 0 {
		for _, w := range content {
			q.Unknown = append(q.Unknown, w.typed)
		}
	}
	return q
}

// asking are the words that a question begins with whose answer is more than a definition.
var asking = setOf("how why where when which should can my i we to happens")

// choosing are the stems of the words that ask for a choice.
var choosing = map[string]bool{"choos": true, "pick": true}

// enumerating are the words that ask for the kinds of something.
var enumerating = setOf("types kinds list families categories forms")

var contrasting = setOf("difference differences differ different vs versus compare compared comparison or")

// contentOf leaves out the words that say nothing, unless there are no others.
func contentOf(all []word) []word {
	var content []word
	seen := map[string]bool{}
	for _, w := range all {
		capitals := len(w.typed) > 1 && strings.ToUpper(w.typed) == w.typed && len(all) < 8
		if (little[w.text] && !capitals) || seen[w.text] {
			continue
		}
		seen[w.text] = true
		content = append(content, w)
	}
	if len(content) == 0 {
		for _, w := range all {
			if !seen[w.text] {
				seen[w.text] = true
				content = append(content, w)
			}
		}
	}
	return content
}

// addWord adds a typed word, and what it may stand for when no passage has it.
func (q *Query) addWord(x *Index, w word) {
	u := unit{weight: 1, typed: stem(w.text)}
	if enumerating[w.text] && q.list {
		u.weight = 0.2
	} else if weak[w.text] {
		u.weight = 0.4
	} else if s, known := x.stems[u.typed]; known && !x.telling[s] && !x.spoken[u.typed] {
		u.weight = aside
	}
	if w.whole {
		u.weight = 0.8
	}
	if x.has(w.text) {
		_, odd := oddStems[w.text] // the databases' stemmers part it from its other forms too
		u.ways = append(u.ways, x.way(1, Term{Word: w.text, Prefix: odd}))
	} else if _, known := x.concepts[u.typed]; known {
		return // its other names are added with the concepts
	} else if long := x.initials[w.text]; len(w.text) > 2 && len(long) > 0 && len(long) < 4 {
		for _, phrase := range long {
			u.ways = append(u.ways, x.way(1, termsOf(phrase)...))
			q.names[keyOf(phrase)] = 0.9
		}
	} else if begun := x.beginning(w.text); len(begun) > 0 {
		for _, longer := range begun {
			longer.weight *= 0.8
			longer.words = []Term{{w.text, true}}
			u.ways = append(u.ways, longer)
		}
	} else if first, second, ok := x.split(w.text); ok {
		u.ways = append(u.ways, x.way(1, Term{Word: first}, Term{Word: second}))
	} else if w.whole || x.spoken[stem(w.text)] || said(stem(w.text)) {
		return // what it stands for is added with the concepts and sayings
	} else if meant := x.nearest(w.text); meant != "" {
		q.Corrections = append(q.Corrections, Correction{w.typed, meant})
		u.ways = append(u.ways, x.way(0.9, Term{Word: meant}))
	} else {
		q.Unknown = append(q.Unknown, w.typed)
		return
	}
	q.units = append(q.units, u)
}

func termsOf(phrase string) []Term {
	var terms []Term
	for _, w := range read(phrase) {
		if !w.whole {
			terms = append(terms, Term{Word: w.text})
		}
	}
	return terms
}

// way prepares a word or phrase. A stem that stands nowhere has the number -2, which matches nothing.
func (x *Index) way(weight float64, terms ...Term) way {
	w := way{words: terms, weight: weight}
	for _, term := range terms {
		number, known := x.stems[stem(term.Word)]
		if !known {
			number = -2
		}
		w.stems = append(w.stems, number)
	}
	for _, number := range w.stems {
		if number >= 0 {
			w.rarity += x.rarity(x.counts[number])
		}
	}
	return w
}

// has reports whether a form of a word stands in a passage.
func (x *Index) has(w string) bool { return x.hasStem(stem(w)) }

func (x *Index) hasStem(stem string) bool {
	number, known := x.stems[stem]
	return known && x.counts[number] > 0
}

// shortestBeginning is how many letters somebody has to type before they are taken for the beginning of a word.
const shortestBeginning = 3

// beginning returns the words that begin with what was typed, the most frequent first.
func (x *Index) beginning(typed string) []way {
	if len(typed) < shortestBeginning {
		return nil
	}
	from, _ := slices.BinarySearch(x.known, typed)
	var words []string
	for _, w := range x.known[from:] {
		if !strings.HasPrefix(w, typed) {
			break
		}
		words = append(words, w)
	}
	slices.SortStableFunc(words, func(a, b string) int { return x.often[b] - x.often[a] })
	var ways []way
	for _, w := range words[:min(len(words), 8)] {
		ways = append(ways, x.way(float64(len(typed))/float64(len(w)), Term{Word: w}))
	}
	return ways
}

// split reads a word as two that stand beside each other somewhere: "loadbalancer".
func (x *Index) split(w string) (first, second string, ok bool) {
	for at := 3; at <= len(w)-3; at++ {
		first, second := w[:at], w[at:]
		if x.often[first] > 1 && x.often[second] > 1 {
			return first, second, true
		}
	}
	return "", "", false
}
