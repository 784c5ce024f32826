package find

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"touchstone/internal/curriculum"
)

// field is the part of a passage that a word stands in.
type field uint8

const (
	body field = iota
	name
	heading
	upper // a heading further above
	lead
	fields
)

// weights say how much a word counts in each field.
var weights = [fields]float64{body: 1, name: 2.5, heading: 1.6, upper: 0.8, lead: 0.6}

// place is one word of a passage: its stem's number, -1 between two fields.
type place struct {
	stem  int32
	field field
}

type entry struct {
	passage *Passage
	places  []place
	// length is the number of words of the text alone.
	length  float64
	section int
	names   []string    // keys
	heading string      // key of the nearest
	rows    bool        // it is a table
	against [][]int32   // the stems of each sentence that sets one thing against another; of a table those of its first row
	advises bool        // it says what to do, what goes wrong, or what is wrongly believed
	title   []int32     // stems
	kinds   [][][]int32 // rows and columns, or entries: the stems of each name that it enumerates
	about   []int32     // stems of the headings and of what introduces it
}

// Index is what ranking needs to know of all passages. It is made once, never changed, and shared by all requests.
type Index struct {
	entries []entry
	byID    map[string]int
	stems   map[string]int32
	counts  []int // by stem: in how many passages it stands
	average float64
	// known are all words of the passages in alphabetical order, with how often each stands in them.
	known    []string
	often    map[string]int
	concepts map[string][]string // every way to write a concept, by each way's key
	homes    map[string][]string // the topics that teach a concept, by each way's key
	spoken   map[string]bool     // the stems of the concepts' names
	subjects map[string]bool     // the keys of the topics' names
	initials map[string][]string // names of several words, by their first letters
	telling  map[int32]bool      // the stems that stand in a heading or name
	longest  int                 // stems of the longest key
}

// NewIndex reads all passages.
func NewIndex(c *curriculum.Curriculum, passages []Passage) *Index {
	x := &Index{byID: map[string]int{}, stems: map[string]int32{}, often: map[string]int{}, concepts: map[string][]string{}, homes: map[string][]string{}, spoken: map[string]bool{}, subjects: map[string]bool{},
		initials: map[string][]string{}, telling: map[int32]bool{}}
	sections := map[string]int{}
	for i := range passages {
		x.add(&passages[i], sections)
	}
	total := 0.0
	for i := range x.entries {
		total += x.entries[i].length
	}
	x.average = total / math.Max(1, float64(len(x.entries)))
	for w := range x.often {
		x.known = append(x.known, w)
	}
	slices.Sort(x.known)
	for i := range c.Concepts {
		x.addConcept(&c.Concepts[i])
		x.addInitials(c.Concepts[i].Name)
	}
	return x
}

// contrasts are the words with which guides set one thing against another.
var contrasts = regexp.MustCompile(`(?i)\b(while|whereas|unlike|instead|rather than|in contrast|on the other hand)\b`)

// advice are the words that a consequence, a misconception, a purpose, a choice or a list of steps is told with.
var advice = regexp.MustCompile(`^(If|Without|Misconception)\b|\b(chooses|In fact|prevents?|is used to|runs? in this order)\b|(^|[.] )Use `)

func (x *Index) add(p *Passage, sections map[string]int) {
	e := entry{passage: p, heading: keyOf(p.Heading())}
	section := p.Guide + "\n" + strings.Join(p.Headings, "\n")
	if _, known := sections[section]; !known {
		sections[section] = len(sections)
	}
	e.section = sections[section]
	counted := map[int32]bool{}
	put := func(f field, text string) int {
		var whole []place
		n := 0
		for _, w := range read(text) {
			at := place{x.stemOf(w.text), f}
			x.often[w.text]++
			if f == name || f == heading || f == upper {
				x.telling[at.stem] = true
			}
			if !counted[at.stem] {
				counted[at.stem] = true
				x.counts[at.stem]++
			}
			if w.whole {
				whole = append(whole, place{-1, f}, at)
				continue
			}
			n++
			e.places = append(e.places, at)
		}
		e.places = append(append(e.places, whole...), place{-1, f})
		return n
	}
	e.length = float64(put(body, p.Text))
	put(lead, p.Lead)
	for _, n := range p.Names {
		put(name, n)
		x.addInitials(n)
		e.names = append(e.names, keyOf(n))
		if p.IsTopic() {
			x.subjects[keyOf(n)] = true
		}
	}
	for i, h := range p.Headings {
		f := upper
		if i == len(p.Headings)-1 {
			f = heading
		}
		put(f, h)
	}
	e.rows = strings.Contains(p.Text, " · ")
	e.against = x.againstIn(p, e.rows)
	e.kinds = append(e.kinds, x.stemsOfEach(p.Kinds))
	if first, _, _ := strings.Cut(p.Text, "\n"); e.rows {
		e.kinds = append(e.kinds, x.stemsOfEach(strings.Split(first, " · ")[1:]))
	}
	e.advises = !e.rows && advice.MatchString(p.Text)
	for _, w := range read(p.Title) {
		e.title = append(e.title, x.stemOf(w.text))
	}
	opening, _, _ := strings.Cut(p.Text, "\n")
	for _, w := range read(p.Heading() + " " + p.Title + " " + p.Lead + " " + opening) {
		e.about = append(e.about, x.stemOf(w.text))
	}
	x.byID[p.ID] = len(x.entries)
	x.entries = append(x.entries, e)
}

// stemOf numbers the stems as they come.
func (x *Index) stemOf(w string) int32 {
	s := stem(w)
	number, known := x.stems[s]
	if !known {
		number = int32(len(x.counts))
		x.stems[s] = number
		x.counts = append(x.counts, 0)
	}
	return number
}

func (x *Index) stemsOfEach(phrases []string) [][]int32 {
	all := make([][]int32, len(phrases))
	for i, phrase := range phrases {
		for _, w := range read(phrase) {
			all[i] = append(all[i], x.stemOf(w.text))
		}
	}
	return all
}

// againstIn returns the stems of the sentences that set one thing against another, of a table those of its first row.
func (x *Index) againstIn(p *Passage, rows bool) [][]int32 {
	var all [][]int32
	put := func(text string) {
		var stems []int32
		for _, w := range read(text) {
			stems = append(stems, x.stemOf(w.text))
		}
		all = append(all, stems)
	}
	if rows {
		first, _, _ := strings.Cut(p.Text, "\n")
		put(first)
		put(strings.Join(p.Names, " ")) // the first column
		return all
	}
	for _, s := range sentences(p.Text) {
		if sentence := p.Text[s.Start:s.End]; contrasts.MatchString(sentence) {
			put(sentence)
		}
	}
	return all
}

// addInitials lets a name of two to five words be found by its first letters: "single-page application" by "spa".
func (x *Index) addInitials(phrase string) {
	letters, n := "", 0
	for _, w := range read(phrase) {
		if !w.whole {
			letters += w.text[:1]
			n++
		}
	}
	if n > 1 && n < 6 && !slices.Contains(x.initials[letters], phrase) {
		x.initials[letters] = append(x.initials[letters], phrase)
	}
}

func (x *Index) addConcept(c *curriculum.Concept) {
	var ways []string
	for _, way := range append([]string{c.Name}, c.Aliases...) {
		if !strings.Contains(way, "(") { // "OpenID Connect (OIDC)" is two ways in one
			ways = append(ways, way)
		}
	}
	for _, way := range ways {
		key := keyOf(way)
		for _, s := range strings.Fields(key) {
			x.spoken[s] = true
		}
		x.longest = max(x.longest, strings.Count(key, " ")+1)
		if !slices.Contains(x.homes[key], c.Topic) {
			x.homes[key] = append(x.homes[key], c.Topic)
		}
		for _, other := range ways {
			if keyOf(other) != key && !slices.Contains(x.concepts[key], other) {
				x.concepts[key] = append(x.concepts[key], other)
			}
		}
		if x.concepts[key] == nil {
			x.concepts[key] = []string{}
		}
	}
}

// rarity is the weight of a word that stands in count passages (inverse document frequency as in BM25).
func (x *Index) rarity(count int) float64 {
	n, c := float64(len(x.entries)), float64(count)
	return math.Log(1 + (n-c+0.5)/(c+0.5))
}
