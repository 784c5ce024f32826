package bank

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds for the lengths of options, in characters; below shortOption a difference gives nothing away.
const (
	longestRatio   = 1.25
	shortestRatio  = 0.6
	shortOption    = 25
	unevenRatio    = 3.0
	unevenDistance = 30
)

var (
	noneOfAbove = regexp.MustCompile(`(?i)\bnone of (the|these|those|them)\b|^none( of it)?\.?$|\bno(ne)? of the above\b|^nothing of the kind`)
	allOfAbove  = regexp.MustCompile(`(?i)\ball (of )?(the|these|those) (above|options|answers|choices|following)\b|^all( of (these|them|those))?\.?$|^all of the above`)
	truthValue  = set("true false yes no right wrong correct incorrect")
	truthSeries = regexp.MustCompile(`(?i)\b(which|what|select|choose)\b[^?]*\b(is|are) (true|false|correct|incorrect|right|wrong)\b\s*[?:.]?$`)
	replies     = regexp.MustCompile(`(?i)\b(which|what) (reply|answer|correction|response|explanation|argument|reason|comparison)\b|\bwhich (of these )?statements? about\b`)
	combination = regexp.MustCompile(`(?i)^both( of .*| are .*|\.)?$|^both \(?[a-e\d]\)? and \(?[a-e\d]\)?\b|^neither(?: of\b.*|\.)?$|^neither \(?[a-e\d]\)? nor\b|^(only )?\(?([a-e]|[ivx]{1,4}|\d)\)?(\s*(,|and|&|or)\s*\(?([a-e]|[ivx]{1,4}|\d)\)?)+( only)?\.?$|^all except\b|^(either|any) of (the|these|those)\b`)
	measured    = regexp.MustCompile(`^[<>≤≥~]?\s*[-−]?\d[\d.,\s]*\s*(%|[a-zA-Zµ]{0,12})\.?$`)
	numberRange = regexp.MustCompile(`^\D{0,12}(\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)(\D*)$`)
	absolutes   = lexiconOf("always", "never", "impossible", "completely", "totally", "entirely", "absolutely", "guaranteed", "nothing", "everything", "under all circumstances", "in all cases", "without exception", "must", "solely", "exclusively")
	quantifiers = lexiconOf("all", "every", "only", "any", "none", "no")
	vague       = lexiconOf("often", "usually", "may", "sometimes", "frequently", "generally", "typically", "commonly", "rarely", "seldom", "probably", "perhaps", "might", "occasionally", "normally", "mostly", "possibly", "likely", "tends", "largely",
		"in most cases", "in some cases", "in many cases", "most of the time", "from time to time", "now and then", "as a rule", "in general", "more or less")
)

// checkOptions looks at checks 2, 3, 4, 6, 9, 14, 17, 18, 22 and 23.
func (g *Gate) checkOptions(q *Question, add adder) {
	texts := optionTexts(q)
	truths := 0
	for _, text := range texts {
		bare := strings.ToLower(strings.Trim(text, " .`"))
		flaws, known := g.forms[text]
		if !known {
			flaws = g.optionFlaws(text)
			g.forms[text] = flaws
		}
		for _, f := range flaws {
			add(f.Check, "%s", f.Words)
		}
		if truthValue[bare] {
			truths++
		}
	}
	if truths >= 2 || hasAny(q.Stem, "true", "false", "correct", "right", "wrong") && truthSeries.MatchString(q.Stem) && !replies.MatchString(q.Stem) {
		add(6, "each option must be judged true or false by itself")
	}
	g.checkKeys(q, add)
	g.checkKeyLength(q, add)
	g.checkPlausible(q, add)
	g.checkUneven(q, add)
	g.checkOverlap(q, add)
}

// optionFlaws are the flaws that an option has whatever stands beside it.
func (g *Gate) optionFlaws(text string) []Flaw {
	var flaws []Flaw
	lower := strings.ToLower(text)
	if hasAny(lower, "none", "nothing") && noneOfAbove.MatchString(text) {
		flaws = append(flaws, Flaw{3, strconv.Quote(text)})
	}
	if strings.Contains(lower, "all") && allOfAbove.MatchString(text) {
		flaws = append(flaws, Flaw{9, strconv.Quote(text)})
	}
	if combination.MatchString(strings.TrimSpace(text)) {
		flaws = append(flaws, Flaw{14, strconv.Quote(text) + " joins other options"})
	}
	if phrase, ok := g.words.has(text, vague); ok && !(phrase == "may" && strings.Contains(text, "May")) {
		flaws = append(flaws, Flaw{17, strconv.Quote(phrase) + " in " + strconv.Quote(text) + " leaves room for argument"})
	}
	return flaws
}

// checkKeys looks at check 18: the number of keys, options that say the same, and options that name one concept.
func (g *Gate) checkKeys(q *Question, add adder) {
	keys := 0
	for _, option := range q.Options {
		if option.Correct {
			keys++
		}
	}
	switch {
	case q.Kind == Single && keys != 1:
		add(18, "%d options are marked as right, want one", keys)
	case q.Kind == Multiple && (keys < 1 || keys == len(q.Options)):
		add(18, "%d of %d options are marked as right", keys, len(q.Options))
	case len(q.Options) < 3 && q.Kind == Single:
		add(2, "%d options, want three or more", len(q.Options))
	}
	folded := make([]string, len(q.Options))
	for i, option := range q.Options {
		folded[i] = strings.Trim(g.fold(strings.ReplaceAll(option.Text, "`", "")), " .")
		if folded[i] == "" {
			add(18, "an option is empty")
		}
		for j := range i {
			same := folded[i] == folded[j]
			if a, b := g.aliases[folded[i]], g.aliases[folded[j]]; a != "" && a == b {
				same = true
			}
			if !same && option.Correct != q.Options[j].Correct {
				same = g.sameWords(folded[i], folded[j])
			}
			if same {
				add(18, "%q and %q say the same", q.Options[j].Text, option.Text)
			} else if meant := option.Concept; meant != "" && meant == q.Options[j].Concept && oneEach[q.Schema] {
				add(18, "%q and %q mean one thing", q.Options[j].Text, option.Text)
			}
		}
		if g.Text != nil && strings.TrimSpace(option.Proof) == "" {
			add(18, "nothing proves that %q is %s", option.Text, map[bool]string{true: "right", false: "wrong"}[option.Correct])
		}
	}
}

// oneEach are schemas in whose questions a concept may stand for one option only: two definitions of one thing are both right or both wrong.
var oneEach = map[string]bool{"definition-term": true, "definition-meaning": true, "purpose-term": true, "purpose-meaning": true, "classification": true,
	"membership": true, "framework-of": true, "property-term": true, "odd-one-out": true, "effect": true, "diagnosis": true, "application": true}

// sameWords reports whether two texts hold the same content words and the same numbers. Where the order of the words makes the meaning (a before b) it says no.
func (g *Gate) sameWords(a, b string) bool {
	ca, cb := g.words.content(a), g.words.content(b)
	if len(ca) < 2 || len(ca) != len(cb) || jaccard(ca, cb) < 1 {
		return false
	}
	bound := func(text string) string {
		kept := ""
		for _, w := range g.words.words(text) {
			if binding[w.lower] {
				kept += w.lower + " "
			}
		}
		return kept
	}
	ba, bb := bound(a), bound(b)
	// In a longer text the order tells who does what: only short ones mean the same with their words turned round.
	return ba == bb && (ba == "" && len(ca) <= 4 || equalOrder(ca, cb))
}

func equalOrder(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Function words that change what a sentence claims.
var binding = set("not no one two three four all every each none only before after than from to over under more less most least up down in out on off without with can cannot once")

func (g *Gate) checkKeyLength(q *Question, add adder) {
	key := q.key()
	if key < 0 || q.Kind != Single {
		return
	}
	length := utf8.RuneCountInString(q.Options[key].Text)
	longest, shortest := 0, 1<<30
	for i, option := range q.Options {
		if i == key {
			continue
		}
		n := utf8.RuneCountInString(option.Text)
		longest, shortest = max(longest, n), min(shortest, n)
	}
	if length > shortOption && float64(length) > longestRatio*float64(longest) {
		add(4, "the key has %d characters, the longest wrong option %d", length, longest)
	}
	if shortest > shortOption && float64(length) < shortestRatio*float64(shortest) {
		add(4, "the key has %d characters, the shortest wrong option %d", length, shortest)
	}
}

// checkPlausible looks at check 2: a wrong option must be of the key's kind, or a declared neighbour of it.
func (g *Gate) checkPlausible(q *Question, add adder) {
	key := q.key()
	if g.Curriculum == nil || key < 0 {
		return
	}
	right, ok := g.Curriculum.Concept(q.Options[key].Concept)
	if !ok {
		return
	}
	for i, option := range q.Options {
		other, ok := g.Curriculum.Concept(option.Concept)
		if i == key || !ok || other.Kind == right.Kind || option.Proof != "" {
			continue
		}
		add(2, "%q is a %s, the key a %s", option.Text, other.Kind, right.Kind)
	}
}

// checkUneven looks at check 22: options of one question should be alike in length and make.
func (g *Gate) checkUneven(q *Question, add adder) {
	longest, shortest, code, plain := 0, 1<<30, 0, 0
	for _, option := range q.Options {
		n := utf8.RuneCountInString(option.Text)
		longest, shortest = max(longest, n), min(shortest, n)
		if strings.HasPrefix(option.Text, "`") && strings.HasSuffix(option.Text, "`") {
			code++
		} else {
			plain++
		}
	}
	if longest-shortest > unevenDistance && float64(longest) > unevenRatio*float64(shortest) {
		add(22, "the options have from %d to %d characters", shortest, longest)
	}
	if code > 0 && plain > 0 && (code == 1 || plain == 1) && q.Schema != "property" && q.Schema != "property-term" {
		add(22, "one option is of another make (code or plain words) than the others")
	}
}

// checkOverlap looks at check 23: an option inside another, and ranges of numbers that share numbers. The options of a computed question are exact results:
// a short list inside a longer one is another result.
func (g *Gate) checkOverlap(q *Question, add adder) {
	if Computed(q.Schema) {
		return
	}
	for i, a := range q.Options {
		for j := range i {
			b := q.Options[j]
			if a.Correct && b.Correct {
				continue
			}
			if g.contains(a.Text, b.Text) || g.contains(b.Text, a.Text) {
				add(23, "%q and %q overlap", b.Text, a.Text)
			}
			if low1, high1, unit1, ok := rangeOf(a.Text); ok {
				if low2, high2, unit2, ok := rangeOf(b.Text); ok && unit1 == unit2 && low1 < high2 && low2 < high1 {
					add(23, "the ranges %q and %q overlap", b.Text, a.Text)
				}
			}
		}
	}
}

// contains reports whether every content word of the inner text stands in the outer one in one piece and in order, as "join" stands in "inner join".
// A text that only a negation or a preposition tells from the other is no part of it.
func (g *Gate) contains(outer, inner string) bool {
	in, out := g.words.words(inner), g.words.words(outer)
	if len(in) == 0 || len(in) >= len(out) || len(g.words.content(inner)) == 0 {
		return false
	}
	for start := 0; start+len(in) <= len(out); start++ {
		match := true
		for k := range in {
			if g.words.stem(in[k].lower) != g.words.stem(out[start+k].lower) {
				match = false
				break
			}
		}
		if !match {
			continue
		}
		rest := append(append([]word{}, out[:start]...), out[start+len(in):]...)
		for _, w := range rest {
			if negating[w.lower] {
				return false
			}
		}
		return true
	}
	return false
}

var negating = set("no not never without non un anti all every none only")

func rangeOf(text string) (low, high float64, unit string, ok bool) {
	if !strings.ContainsAny(text, "0123456789") {
		return 0, 0, "", false
	}
	m := numberRange.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, "", false
	}
	low, err1 := strconv.ParseFloat(m[1], 64)
	high, err2 := strconv.ParseFloat(m[2], 64)
	return low, high, strings.TrimSpace(m[3]), err1 == nil && err2 == nil && low < high
}

// hasAny reports whether one of the parts stands in the text. It is asked before a costly pattern that needs one of them.
func hasAny(text string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

func startsLower(text string) bool {
	for _, c := range text {
		return unicode.IsLower(c)
	}
	return false
}
