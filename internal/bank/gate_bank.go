package bank

import (
	"fmt"
	"hash/fnv"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// SetFlaw is a fault of questions together: in a quiz or in a whole bank.
type SetFlaw struct {
	Flaw
	// Questions are the ids of the questions that it is about; empty when it is about all of them.
	Questions []string
}

// Bounds for what a set of questions may show by chance.
const (
	duplicateShare = 0.8  // Jaccard of the stems of two questions' stem and key
	simHashReach   = 14   // bits of 64 in which near duplicates differ at most; only such pairs are compared word by word
	chanceLimit    = 13.8 // chi-square over its 3 degrees of freedom for a chance of 0.003, so that a fair bank is rarely blamed
	wholeKey       = 4    // words of a key that tell by themselves which question they answer, where its stem has none of its own
	fewestForBias  = 40   // questions from which a bias can be told from chance
)

// Enemies reports whether two questions must not stand in one quiz: they share a fact or a family, or the answer of one stands in the other's stem.
func (g *Gate) Enemies(a, b *Question) bool {
	if a.Family != "" && a.Family == b.Family || sharesFact(a, b) {
		return true
	}
	_, hinged := g.hinged(a, b)
	return hinged
}

func sharesFact(a, b *Question) bool {
	for _, fact := range a.Facts {
		if slices.Contains(b.Facts, fact) {
			return true
		}
	}
	return false
}

// hinged finds a right option of one question in the stem of the other, when the two stems have so much in common that the one answers the other.
func (g *Gate) hinged(a, b *Question) (string, bool) {
	for _, pair := range [][2]*Question{{a, b}, {b, a}} {
		stem := g.words.words(pair[1].Stem)
		for _, option := range pair[0].Options {
			if !option.Correct {
				continue
			}
			key := g.words.words(option.Text)
			if len(key) == 0 || !g.stands(key, stem) {
				continue
			}
			common, asked := g.commonWords(pair[0], pair[1], option.Text)
			if common >= min(2, asked) && (asked > 0 || len(key) >= wholeKey) {
				return option.Text, true
			}
		}
	}
	return "", false
}

// commonWords counts the content words that the stem of one question shares with stem or options of the other, and those that it has at all, the key's own words
// aside.
func (g *Gate) commonWords(asked, other *Question, key string) (common, all int) {
	own := g.words.contentSet(key)
	there := g.words.contentSet(other.Stem)
	for _, option := range other.Options {
		if option.Correct {
			for w := range g.words.contentSet(option.Text) {
				there[w] = true
			}
		}
	}
	for _, w := range g.words.content(asked.Stem) {
		if own[w] {
			continue
		}
		all++
		if there[w] {
			common++
		}
	}
	return common, all
}

func (g *Gate) stands(key, text []word) bool {
	for i := 0; i+len(key) <= len(text); i++ {
		match := true
		for k := range key {
			if g.words.stem(key[k].lower) != g.words.stem(text[i+k].lower) {
				match = false
				break
			}
		}
		if match {
			return true
		}
	}
	return false
}

// Quiz returns the flaws of questions that are asked together: shared facts (26), answers in another's stem (21) and a run of keys in one place (27).
func (g *Gate) Quiz(questions []Question) []SetFlaw {
	var flaws []SetFlaw
	for i := range questions {
		for j := range i {
			a, b := &questions[j], &questions[i]
			ids := []string{a.ID, b.ID}
			if sharesFact(a, b) {
				flaws = append(flaws, SetFlaw{Flaw{26, "two questions rest on one fact"}, ids})
			} else if key, ok := g.hinged(a, b); ok {
				flaws = append(flaws, SetFlaw{Flaw{21, fmt.Sprintf("%q answers one question and stands in the other", key)}, ids})
			}
		}
	}
	return append(flaws, positionBias(questions)...)
}

// Bank returns the flaws of a bank as a whole: the key's rank by length (4), its stored position (27), and near duplicates (26).
func (g *Gate) Bank(questions []Question) []SetFlaw {
	flaws := lengthBias(questions)
	flaws = append(flaws, positionBias(questions)...)
	return append(flaws, g.duplicates(questions)...)
}

// lengthBias compares how often the key is the longest option with what chance would give, by a chi-square of one degree of freedom.
func lengthBias(questions []Question) []SetFlaw {
	var expected, variance float64
	longest, n := 0, 0
	for i := range questions {
		q := &questions[i]
		key := q.key()
		if q.Kind != Single || key < 0 || len(q.Options) < 2 {
			continue
		}
		rank, ties := 0, 1
		length := utf8.RuneCountInString(q.Options[key].Text)
		for j, option := range q.Options {
			switch l := utf8.RuneCountInString(option.Text); {
			case j == key:
			case l > length:
				rank++
			case l == length:
				ties++
			}
		}
		if rank == 0 && ties == 1 {
			longest++
		}
		p := 1 / float64(len(q.Options))
		expected += p
		variance += p * (1 - p)
		n++
	}
	if n < fewestForBias || float64(longest) <= expected {
		return nil
	}
	if d := float64(longest) - expected; d*d/variance > 9 { // 9 is three standard deviations
		return []SetFlaw{{Flaw: Flaw{4, fmt.Sprintf("the key is the longest option in %d of %d questions, by chance it would be %.0f", longest, n, expected)}}}
	}
	return nil
}

// positionBias tests whether the keys of single choices stand in each place equally often.
func positionBias(questions []Question) []SetFlaw {
	observed, expected := map[int]float64{}, map[int]float64{}
	n, places := 0, 0
	for i := range questions {
		q := &questions[i]
		if q.Kind != Single || q.key() < 0 || numeric(q) {
			continue
		}
		observed[q.key()]++
		for place := range q.Options {
			expected[place] += 1 / float64(len(q.Options))
		}
		places = max(places, len(q.Options))
		n++
	}
	if n < fewestForBias {
		return nil
	}
	chi := 0.0
	for place := range places {
		if d := observed[place] - expected[place]; expected[place] > 0 {
			chi += d * d / expected[place]
		}
	}
	if chi <= chanceLimit {
		return nil
	}
	shares := make([]string, places)
	for place := range places {
		shares[place] = fmt.Sprintf("%.0f%%", 100*observed[place]/float64(n))
	}
	return []SetFlaw{{Flaw: Flaw{27, fmt.Sprintf("the keys of %d questions stand at the places A, B, C ... in %s of them", n, strings.Join(shares, ", "))}}}
}

func numeric(q *Question) bool {
	for _, option := range q.Options {
		if !measured.MatchString(option.Text) {
			return false
		}
	}
	return true
}

// sketch is what a question asks and what answers it, as content words and as a hash that is alike for like words.
type sketch struct {
	hash    uint64
	content []string
}

func (g *Gate) sketch(q *Question) sketch {
	if known, ok := g.sketches[q.ID]; ok && q.ID != "" {
		return known
	}
	var b strings.Builder
	b.WriteString(q.Stem)
	for _, option := range q.Options {
		if option.Correct {
			b.WriteString(" " + option.Text)
		}
	}
	for _, pair := range q.Pairs {
		b.WriteString(" " + pair.Left + " " + pair.Right)
	}
	b.WriteString(" " + strings.Join(q.Order, " ") + " " + strings.Join(q.Accept, " ") + " " + q.Code)
	content := g.words.content(b.String())
	made := sketch{simHash(content), content}
	g.sketches[q.ID] = made
	return made
}

// Duplicate reports whether two questions ask nearly the same and have nearly the same answer. Two directions of one fact share their words and are
// enemies, yet no duplicates; so are variants of a computed question.
func (g *Gate) Duplicate(a, b *Question) bool {
	sa, sb := g.sketch(a), g.sketch(b)
	if bits.OnesCount64(sa.hash^sb.hash) > simHashReach || opposite(a, b) || otherwiseComputed(a, b) {
		return false
	}
	return jaccard(sa.content, sb.content) >= duplicateShare
}

// duplicates finds questions whose stem and key say nearly the same.
func (g *Gate) duplicates(questions []Question) []SetFlaw {
	var flaws []SetFlaw
	seen := g.NewRepeats()
	for i := range questions {
		b := &questions[i]
		for _, a := range seen.all(b) {
			flaws = append(flaws, SetFlaw{Flaw{26, fmt.Sprintf("%q and %q ask the same", a.Stem, b.Stem)}, []string{a.ID, b.ID}})
		}
		seen.Add(b)
	}
	sort.SliceStable(flaws, func(a, b int) bool { return flaws[a].Questions[0] < flaws[b].Questions[0] })
	return flaws
}

// Repeats finds near duplicates among many questions. It compares the sketches first, which lie side by side, and few questions word by word.
type Repeats struct {
	gate      *Gate
	hashes    []uint64
	questions []*Question
}

// NewRepeats returns an empty set of questions.
func (g *Gate) NewRepeats() *Repeats { return &Repeats{gate: g} }

// Add takes a question into the set. It keeps the pointer.
func (r *Repeats) Add(q *Question) {
	r.hashes = append(r.hashes, r.gate.sketch(q).hash)
	r.questions = append(r.questions, q)
}

// Find returns a question of the set that asks nearly the same as q, nil if there is none.
func (r *Repeats) Find(q *Question) *Question {
	if found := r.all(q); len(found) > 0 {
		return found[0]
	}
	return nil
}

func (r *Repeats) all(q *Question) []*Question {
	var found []*Question
	hash := r.gate.sketch(q).hash
	for i, other := range r.hashes {
		if bits.OnesCount64(hash^other) <= simHashReach && r.gate.Duplicate(r.questions[i], q) {
			found = append(found, r.questions[i])
		}
	}
	return found
}

// opposite reports whether two questions of our own ask one fact in two directions.
func opposite(a, b *Question) bool {
	return a.Schema != "" && b.Schema != "" && a.Schema != b.Schema && sharesFact(a, b)
}

// otherwiseComputed reports whether two computed questions that share their words ask different things: variants of one family, of which a quiz asks one at
// most, or two pieces of code, of which a single word may be what is asked about (LEFT JOIN, FULL JOIN).
func otherwiseComputed(a, b *Question) bool {
	return Computed(a.Schema) && Computed(b.Schema) && (a.Family != "" && a.Family == b.Family || a.Code != b.Code)
}

// simHash sketches a set of words in 64 bits so that sets with many common words differ in few bits.
func simHash(content []string) uint64 {
	var weights [64]int
	for _, w := range content {
		h := fnv.New64a()
		h.Write([]byte(w))
		sum := h.Sum64()
		sum ^= sum >> 29 // FNV's high bits move little for short words; two rounds of mixing spread them
		sum *= 0xbf58476d1ce4e5b9
		sum ^= sum >> 32
		for bit := range weights {
			if sum>>bit&1 == 1 {
				weights[bit]++
			} else {
				weights[bit]--
			}
		}
	}
	var hash uint64
	for bit, w := range weights {
		if w > 0 {
			hash |= 1 << bit
		}
	}
	return hash
}
