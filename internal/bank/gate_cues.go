package bank

import (
	"strings"
	"unicode"
)

// checkCues looks at what lets a learner guess without knowing: checks 7, 8, 11 and 12.
func (g *Gate) checkCues(q *Question, add adder) {
	key := q.key()
	if key >= 0 && q.Kind == Single {
		g.checkConvergence(q, key, add)
		g.checkLogic(q, key, add)
		g.checkRepeat(q, key, add)
	}
	g.checkAbsolutes(q, add)
}

// checkConvergence finds a key that shares a word with each of two wrong options or more, words that these do not share among themselves: the
// option in the middle of such a net is the key too often to be chance.
func (g *Gate) checkConvergence(q *Question, key int, add adder) {
	if len(q.Options) < 4 {
		return
	}
	sets := make([]map[string]bool, len(q.Options))
	for i, option := range q.Options {
		sets[i] = g.words.contentSet(option.Text)
	}
	hub := func(i int) int {
		links := 0
		for j := range sets {
			if j == i {
				continue
			}
			for w := range sets[j] {
				if sets[i][w] && only(sets, w, i, j) {
					links++
					break
				}
			}
		}
		return links
	}
	n := hub(key)
	if n < 2 || n < len(q.Options)-2 {
		return
	}
	for j := range sets {
		if j != key && hub(j) >= n {
			return
		}
	}
	add(7, "the key shares words with %d options that these do not share with each other", n)
}

// only reports whether word w stands in the sets i and j and in no other.
func only(sets []map[string]bool, w string, i, j int) bool {
	for k, s := range sets {
		if s[w] != (k == i || k == j) {
			return false
		}
	}
	return true
}

var opposites = map[string]string{}

func init() {
	for _, pair := range [][2]string{{"increase", "decrease"}, {"increases", "decreases"}, {"more", "less"}, {"more", "fewer"}, {"higher", "lower"}, {"faster", "slower"}, {"before", "after"},
		{"with", "without"}, {"first", "last"}, {"allows", "forbids"}, {"allow", "forbid"}, {"accepts", "rejects"}, {"accepts", "refuses"}, {"grows", "shrinks"}, {"raises", "lowers"}, {"longer", "shorter"},
		{"larger", "smaller"}, {"can", "cannot"}, {"is", "isn't"}, {"does", "doesn't"}, {"always", "never"}, {"inside", "outside"}, {"public", "private"}, {"client", "server"}, {"up", "down"}, {"enable", "disable"}} {
		opposites[pair[0]], opposites[pair[1]] = pair[1], pair[0]
	}
}

// checkLogic finds a pair of opposites that holds the key while no other option has an opposite, and a number or unit that the key alone has.
func (g *Gate) checkLogic(q *Question, key int, add adder) {
	numbers, keyNumber := 0, false
	for i, option := range q.Options {
		if strings.IndexFunc(option.Text, unicode.IsDigit) >= 0 && g.aliases[g.fold(option.Text)] == "" {
			numbers++
			keyNumber = keyNumber || i == key
		}
	}
	if numbers == 1 && keyNumber {
		add(8, "the key alone holds a number")
	}
	if len(q.Options) < 3 {
		return
	}
	paired := make([]bool, len(q.Options))
	for i := range q.Options {
		for j := range i {
			if g.opposed(q.Options[i].Text, q.Options[j].Text) {
				paired[i], paired[j] = true, true
			}
		}
	}
	count := 0
	for _, p := range paired {
		if p {
			count++
		}
	}
	if count == 2 && paired[key] {
		add(8, "the key and its opposite stand among options without one")
	}
}

// opposed reports whether two options differ in one word and its opposite, or in a negation, alone.
func (g *Gate) opposed(a, b string) bool {
	wa, wb := g.words.words(a), g.words.words(b)
	if len(wa) == len(wb) && len(wa) > 1 {
		turned := 0
		for i := range wa {
			switch {
			case wa[i].lower == wb[i].lower:
			case opposites[wa[i].lower] == wb[i].lower:
				turned++
			default:
				return false
			}
		}
		return turned == 1
	}
	if len(wa) > len(wb) {
		wa, wb = wb, wa
	}
	if len(wb)-len(wa) > 2 || len(wa) < 2 {
		return false
	}
	k, extra := 0, 0
	for _, w := range wb {
		if k < len(wa) && g.words.stem(wa[k].lower) == g.words.stem(w.lower) {
			k++
			continue
		}
		if w.lower != "not" && w.lower != "does" && w.lower != "do" && w.lower != "never" && w.lower != "no" {
			return false
		}
		extra++
	}
	return k == len(wa) && extra > 0
}

// checkRepeat finds a content word of the stem that the key has and no wrong option, unless a wrong option echoes the stem as much with other words.
func (g *Gate) checkRepeat(q *Question, key int, add adder) {
	stem := g.words.content(q.Stem)
	echo := func(text string) (words []string) {
		for _, w := range g.words.content(text) {
			for _, s := range stem {
				if alike(w, s) {
					words = append(words, w)
					break
				}
			}
		}
		return words
	}
	right := echo(q.Options[key].Text)
	if len(right) == 0 {
		g.checkKin(q, key, add)
		return
	}
	most := 0
	elsewhere := map[string]bool{}
	for i, option := range q.Options {
		if i == key {
			continue
		}
		words := echo(option.Text)
		most = max(most, len(words))
		for _, w := range words {
			elsewhere[w] = true
		}
		for _, w := range g.words.content(option.Text) {
			elsewhere[w] = true
		}
	}
	if len(right) <= most {
		return
	}
	for _, w := range right {
		if !elsewhere[w] {
			add(12, "%q stands in the stem and in the key alone", w)
			return
		}
	}
}

// checkKin finds a word of the key that a word of the stem gives away in another form, where no wrong option has one.
func (g *Gate) checkKin(q *Question, key int, add adder) {
	var stem []string
	for _, w := range strings.FieldsFunc(strings.ToLower(q.Stem), notLetter) {
		if !functionWords[w] || len(kinships[w]) > 0 {
			stem = append(stem, w)
		}
	}
	tells := func(text string) string {
		for _, w := range strings.FieldsFunc(strings.ToLower(text), notLetter) {
			for _, s := range stem {
				if w != s && kin(w, s) {
					return w
				}
			}
		}
		return ""
	}
	word := tells(q.Options[key].Text)
	if word == "" {
		return
	}
	for i, option := range q.Options {
		if i != key && tells(option.Text) != "" {
			return
		}
	}
	add(12, "%q in the key alone stands for a word of the stem", word)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// checkAbsolutes looks at check 11. Where two options or more speak in absolutes the word tells nothing. A quantifier (every, only, no) that stands so in
// the guide is a fact's own wording, and so it is in an option that comes with a proof.
func (g *Gate) checkAbsolutes(q *Question, add adder) {
	var strong, loose []int
	var strongWord, looseWord string
	for i, option := range q.Options {
		if w, ok := g.words.has(option.Text, absolutes); ok {
			strong, strongWord = append(strong, i), w
		} else if w, ok := g.words.has(option.Text, quantifiers); ok {
			loose, looseWord = append(loose, i), w
		}
	}
	if len(strong)+len(loose) >= 2 {
		return
	}
	if len(strong) == 1 {
		add(11, "%q stands in one option alone", strongWord)
	}
	if len(loose) == 1 && g.Text == nil && !q.Options[loose[0]].Correct && q.Options[loose[0]].Proof == "" {
		add(11, "%q stands in one wrong option alone", looseWord)
	}
}
