package bank

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// word is one token of a text: what stands between spaces and punctuation, with its place.
type word struct {
	text  string // as written, without surrounding punctuation and backticks
	lower string
	code  bool // inside `backticks`
}

// reader splits texts into words and remembers their stems, since a bank asks for the same words again and again.
type reader struct {
	stems  map[string]string
	texts  map[string][]word
	scents map[string][]string
}

func newReader() *reader {
	return &reader{stems: map[string]string{}, texts: map[string][]word{}, scents: map[string][]string{}}
}

// words splits a text. A dot, hyphen, slash or apostrophe inside a word belongs to it (Node.js, client-side, I/O), at its edge it does not.
func (r *reader) words(text string) []word {
	if known, ok := r.texts[text]; ok {
		return known
	}
	var found []word
	code, start := false, -1
	flush := func(end int) {
		if start < 0 {
			return
		}
		raw := strings.Trim(text[start:end], ".,;:!?'’-–/")
		if raw != "" {
			found = append(found, word{text: raw, lower: strings.ToLower(raw), code: code})
		}
		start = -1
	}
	for i, c := range text {
		switch {
		case c == '`':
			flush(i)
			code = !code
		case unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune(".-/'’_+#%$@", c):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(text))
	r.texts[text] = found
	return found
}

// stem brings a lower-case word to its stem; names with digits, dots or slashes stay as they are.
func (r *reader) stem(lower string) string {
	if s, ok := r.stems[lower]; ok {
		return s
	}
	s := strings.TrimSuffix(strings.TrimSuffix(lower, "'s"), "’s")
	if !strings.ContainsAny(s, "0123456789./_+#") && utf8.RuneCountInString(s) > 3 {
		s = english.Stem(s, false)
	}
	r.stems[lower] = s
	return s
}

// content returns the stems of the words that carry meaning, each once, in order. The parts of a hyphenated word count too. Words that bind a sentence
// carry meaning where they are names: WHERE and HAVING in capitals, at-most-once in one piece.
func (r *reader) content(text string) []string {
	if known, ok := r.scents[text]; ok {
		return known
	}
	var stems []string
	seen := map[string]bool{}
	add := func(stem string) {
		if stem != "" && !seen[stem] {
			seen[stem] = true
			stems = append(stems, stem)
		}
	}
	for _, w := range r.words(text) {
		if functionWords[w.lower] {
			if len(w.text) > 2 && w.text == strings.ToUpper(w.text) {
				add(w.text)
			}
			continue
		}
		if !strings.Contains(w.lower, "-") {
			add(r.stem(w.lower))
			continue
		}
		bound := true
		for _, part := range strings.Split(w.lower, "-") {
			if part != "" && !functionWords[part] {
				bound = false
				add(r.stem(part))
			}
		}
		if bound {
			add(w.lower)
		}
	}
	r.scents[text] = stems
	return stems
}

func (r *reader) contentSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, s := range r.content(text) {
		set[s] = true
	}
	return set
}

// lexicon holds words and phrases in lower case by their first word.
type lexicon map[string][][]string

func lexiconOf(entries ...string) lexicon {
	l := lexicon{}
	for _, entry := range entries {
		phrase := strings.Fields(entry)
		l[phrase[0]] = append(l[phrase[0]], phrase)
	}
	return l
}

// has reports whether an entry of the lexicon stands in the text in whole words, outside code, and which.
func (r *reader) has(text string, l lexicon) (string, bool) {
	ws := r.words(text)
	for i := range ws {
		if ws[i].code {
			continue
		}
		for _, phrase := range l[ws[i].lower] {
			if phraseAt(ws[i:], phrase) {
				return strings.Join(phrase, " "), true
			}
		}
	}
	return "", false
}

func phraseAt(ws []word, phrase []string) bool {
	if len(ws) < len(phrase) {
		return false
	}
	for k, p := range phrase {
		if ws[k].lower != p {
			return false
		}
	}
	return true
}

// jaccard is the share of common stems among all stems of two texts, from 0 to 1.
func (r *reader) jaccard(a, b string) float64 { return jaccard(r.content(a), r.content(b)) }

func jaccard(a, b []string) float64 {
	if len(a) == 0 && len(b) == 0 {
		return 1
	}
	set := make(map[string]bool, len(a))
	for _, s := range a {
		set[s] = true
	}
	common := 0
	for _, s := range b {
		if set[s] {
			common++
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

// alike reports whether two stems would remind a reader of each other: equal, one beginning of six letters or more, or an abbreviation inside a name (SQL, MySQL).
func alike(a, b string) bool {
	if a == b {
		return true
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n >= 6 {
		return true
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	return len(short) >= 3 && len(short) <= 5 && len(long) <= 12 && abbreviationEndings[short] && strings.HasSuffix(long, short)
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// kin reports whether one word gives the other away although they begin differently: one is a part of the other ("phone" and "telephone", "ruby" and "rubygems"), or both say the
// same thing ("self" and "alone").
func kin(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) >= 5 && len(a) < len(b) && strings.HasSuffix(b, a) || len(a) >= 4 && len(b) >= len(a)+4 && strings.HasPrefix(b, a) {
		return true
	}
	for _, i := range kinships[a] {
		for _, k := range kinships[b] {
			if i == k {
				return true
			}
		}
	}
	return false
}

// kinGroups are words of our subjects of which each answers a question that holds another.
var kinGroups = []string{"self alone oneself", "phone telephone", "mail email e-mail letter", "aggregate aggregates aggregator aggregation collect collects collected", "schedule scheduled calendar timetable",
	"synced synchronised copies", "conditional condition precondition", "designer layout", "watch observe observes", "nominal name names declared", "fixed constant", "append adds", "geographic region regions location near",
	"directory lookup table", "retry repeat repeats", "timeout deadline", "anonymous nameless", "portable moves", "shared common", "hidden invisible"}

var kinships = func() map[string][]int {
	found := map[string][]int{}
	for i, group := range kinGroups {
		for _, w := range strings.Fields(group) {
			found[w] = append(found[w], i)
		}
	}
	return found
}()

// Abbreviations that stand at the end of product names and give them away.
var abbreviationEndings = set("sql db js api mq http")

// Words that bind a sentence together and say nothing about its subject, with the verbs and nouns that questions are asked with.
var functionWords = set(`a an the this that these those it its they them their there here he she his her who whom whose which what when where why how
and or nor but so yet if then than as of in on at by to for from with without within into onto over under between among about against through during before after
until since while whereas because although though unless per via is are was were be been being am do does did done has have had having can could will would shall
should may might must not no yes only also very more most less least such same other another each every all any some both either neither one two three four
i you we us our your my me up out off down again once just even still too s t describes describe described statement statements following term terms means meaning
question answer option options choose chosen choice part does doing done called named name makes make made get gets let lets use uses used using way kind kinds type types
thing things work works need needs please say`)

// Likeness is the share of content words that two texts have in common, from 0 to 1.
func (g *Gate) Likeness(a, b string) float64 { return g.words.jaccard(a, b) }

// Covers reports whether a text holds every content word of a phrase.
func (g *Gate) Covers(text, phrase string) bool {
	have := g.words.contentSet(text)
	for _, s := range g.words.content(phrase) {
		if !have[s] {
			return false
		}
	}
	return true
}

// Content returns the stems of the content words of a text, each once.
func (g *Gate) Content(text string) []string { return g.words.content(text) }

// KnownName reports whether a word is part of a name in the curriculum, written so.
func (g *Gate) KnownName(word string) bool { return g.known[word] }

// Meet reads a text so that its words count as ordinary ones.
func (g *Gate) Meet(text string) {
	for _, w := range g.words.words(text) {
		if w.text == w.lower {
			g.ordinary[w.lower] = true
		}
	}
}

// Ordinary reports whether a word has been met in small letters.
func (g *Gate) Ordinary(word string) bool { return g.ordinary[strings.ToLower(word)] }

// Echoes reports whether two texts share a content word or one that reminds of it, so that one gives the other away.
func (g *Gate) Echoes(a, b string) bool {
	for _, x := range g.words.content(a) {
		for _, y := range g.words.content(b) {
			if alike(x, y) {
				return true
			}
		}
	}
	return false
}
