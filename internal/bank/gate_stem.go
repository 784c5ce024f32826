package bank

import (
	"regexp"
	"strings"
	"unicode"
)

// Bounds for the length of a stem, in words. A scenario tells a situation first and may take longer.
const (
	shortestStem  = 6
	longestStem   = 35
	longestStory  = 75
	gratuitousAt  = 45
	shortestFocus = 1 // content words that a stem needs to ask about something
)

var (
	blank        = regexp.MustCompile(`_{3,}|\[\.\.\.\]|…{2,}`)
	sentenceEnd  = regexp.MustCompile(`[.!?](\s+|$)`)
	negations    = []string{"not", "except", "never", "isn't", "aren't", "doesn't", "don't", "cannot", "can't", "least", "false", "incorrect", "untrue", "wrong"}
	relatives    = set("that who whom whose when if because where while without so although though unless until since which what how after before")
	auxiliaries  = set("is are was were be do does did can could will would shall should has have had may might must which what one these following")
	pronounHeads = set("it they them these those this he she his her their its such")
	shaky        = lexiconOf("etc", "and so on", "things like", "stuff", "various", "and the like", "and/or", "somehow", "kind of like")
	openings     = []string{"which of the following", "which of these", "which statement", "which one", "what is true", "select the correct", "choose the correct", "pick the"}
)

func blankAt(text string) []int {
	if !hasAny(text, "___", "[...]", "…", "..") {
		return nil
	}
	return blank.FindStringIndex(text)
}

// asking returns the sentence of a stem that asks, and what stands before it.
func asking(stem string) (before, ask string) {
	trimmed := strings.TrimSpace(stem)
	if !strings.ContainsAny(strings.TrimRight(trimmed, ".!?"), ".!?") {
		return "", trimmed
	}
	ends := sentenceEnd.FindAllStringIndex(trimmed, -1)
	start := 0
	for _, end := range ends {
		if end[1] < len(trimmed) && startsSentence(trimmed[end[1]:]) && !abbreviated(trimmed[:end[0]]) {
			start = end[1]
		}
	}
	return strings.TrimSpace(trimmed[:start]), trimmed[start:]
}

func startsSentence(text string) bool {
	for _, c := range text {
		return unicode.IsUpper(c) || unicode.IsDigit(c) || c == '`' || c == '“' || c == '"' || c == '_'
	}
	return false
}

func abbreviated(text string) bool {
	if n := len(text); n >= 2 && text[n-1] >= 'A' && text[n-1] <= 'Z' && text[n-2] == ' ' {
		return true // an initial, as in Ulysses S. Grant
	}
	for _, end := range []string{"e.g", "i.e", "etc", "vs", "No", "Dr", "Mr", "Ms"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}

// checkStem looks at checks 1, 5, 10, 13 and 19.
func (g *Gate) checkStem(q *Question, add adder) {
	before, ask := asking(q.Stem)
	ws := g.words.words(q.Stem)
	story := q.Level == Apply || q.Level == Analyse || strings.ContainsAny(q.Stem, "“\"")

	// 1: unclear
	limit := longestStem
	if story {
		limit = longestStory
	}
	switch {
	case len(ws) < shortestStem && q.Code == "":
		add(1, "the stem has %d words, fewer than %d", len(ws), shortestStem)
	case len(ws) > limit:
		add(1, "the stem has %d words, more than %d", len(ws), limit)
	}
	if len(ws) > 1 && pronounHeads[ws[0].lower] && !demonstrativeOfOwn(ws) {
		add(1, "the stem begins with %q, which points at nothing", ws[0].text)
	}
	if phrase, ok := g.words.has(q.Stem, shaky); ok {
		add(1, "%q leaves open what is meant", phrase)
	}
	if strings.Count(q.Stem, "?") > 1 {
		add(1, "the stem asks more than one question")
	}
	g.checkAbbreviations(q, add)

	// 5: gratuitous information
	if !story && len(ws) > gratuitousAt {
		add(5, "the stem has %d words", len(ws))
	}
	g.checkStory(q, before, ask, add)

	// 10: blank
	if at := blankAt(q.Stem); at != nil {
		if rest := strings.TrimSpace(q.Stem[at[1]:]); len(g.words.words(rest)) > 0 {
			add(10, "words follow the blank")
		}
	}

	// 13: focus
	g.checkFocus(q, ask, add)

	// 19: negative
	if phrase, ok := g.negated(ask); ok && !strings.Contains(ask, strings.ToUpper(phrase)) {
		add(19, "the question turns on %q", phrase)
	} else if ok && q.Schema != "odd-one-out" {
		add(19, "the question turns on %q", phrase)
	}
}

// demonstrativeOfOwn allows a demonstrative that the stem itself explains: "These steps ...:" before an ordering task, or "This query" above code.
func demonstrativeOfOwn(ws []word) bool {
	return len(ws) > 1 && set("steps statements lines query request response function code program snippet table")[ws[1].lower]
}

func (g *Gate) checkAbbreviations(q *Question, add adder) {
	if g.Curriculum == nil {
		return
	}
	for _, w := range g.words.words(q.Stem) {
		if w.code || g.known[w.text] || g.known[strings.TrimSuffix(w.text, "s")] || commonAbbreviations[strings.TrimSuffix(w.text, "s")] {
			continue
		}
		if !isAbbreviation(w.text) || strings.Contains(q.Stem, "("+w.text+")") || q.Schema == "expansion" || g.quoted(q, w.text) {
			continue
		}
		add(1, "%s is not explained", w.text)
	}
}

func isAbbreviation(text string) bool {
	text = strings.TrimSuffix(text, "s")
	if len(text) < 2 || len(text) > 6 {
		return false
	}
	for _, c := range text {
		if !unicode.IsUpper(c) {
			return false
		}
	}
	return true
}

func (g *Gate) quoted(q *Question, text string) bool {
	for _, e := range q.Evidence {
		if strings.Contains(e.Quote, text) {
			return true
		}
	}
	return false
}

// checkStory demands that every sentence before the question has to do with it: with the options, the evidence or the question itself.
func (g *Gate) checkStory(q *Question, before, ask string, add adder) {
	if before == "" || strings.HasSuffix(before, "?") || len(q.Evidence) == 0 && g.pointsBack(ask) {
		return
	}
	bearing := g.words.contentSet(ask)
	for _, text := range optionTexts(q) {
		for s := range g.words.contentSet(text) {
			bearing[s] = true
		}
	}
	for _, option := range q.Options {
		for s := range g.words.contentSet(option.Why) {
			bearing[s] = true
		}
	}
	for _, e := range q.Evidence {
		for s := range g.words.contentSet(e.Quote) {
			bearing[s] = true
		}
	}
	for s := range g.words.contentSet(q.Explanation + " " + q.Code) {
		bearing[s] = true
	}
	rest := before
	for rest != "" {
		var sentence string
		if end := sentenceEnd.FindStringIndex(rest); end != nil {
			sentence, rest = rest[:end[0]], rest[end[1]:]
		} else {
			sentence, rest = rest, ""
		}
		content := g.words.content(sentence)
		bears := len(content) == 0
		for _, s := range content {
			bears = bears || bearing[s]
		}
		if !bears {
			add(5, "%q has nothing to do with the question", sentence)
		}
	}
}

// pointsBack reports whether the question takes up what was told before it, in a word such as "it", "them" or "should". Where a passage is at hand, that passage
// tells better what belongs to a story.
func (g *Gate) pointsBack(ask string) bool {
	ws := g.words.words(ask)
	for i, w := range ws {
		switch {
		case !backward[w.lower]:
		case i > 0 && ws[i-1].lower == "of" && (w.lower == "these" || w.lower == "those"):
			// "which of these" points at the options
		case w.lower == "this" && strings.Contains(ask, ":"):
			// "which claim does this describe: ..." points ahead
		default:
			return true
		}
	}
	return false
}

var backward = set("it its they them their these this that those one he she his her should such same there")

func optionTexts(q *Question) []string {
	var texts []string
	for _, option := range q.Options {
		texts = append(texts, option.Text)
	}
	for _, pair := range q.Pairs {
		texts = append(texts, pair.Left, pair.Right)
	}
	return append(append(texts, q.Decoys...), q.Order...)
}

func (g *Gate) checkFocus(q *Question, ask string, add adder) {
	if len(g.words.content(q.Stem)) < shortestFocus && q.Code == "" {
		add(13, "the stem names nothing to answer about")
		return
	}
	trimmed := strings.TrimRight(strings.TrimSpace(q.Stem), " ")
	asks := strings.HasSuffix(trimmed, "?") || strings.HasSuffix(trimmed, ":") || blankAt(trimmed[max(0, len(trimmed)-8):]) != nil
	if !asks && (q.Kind == Single || q.Kind == Numeric || q.Kind == Short) && !imperative(g.words.words(ask)) {
		add(13, "the stem ends without a question")
	}
	lower := strings.ToLower(ask)
	for _, opening := range openings {
		if !strings.HasPrefix(lower, opening) {
			continue
		}
		if rest := g.words.content(removeTruth(lower[len(opening):])); len(rest) == 0 && strings.TrimSpace(q.Stem[:len(q.Stem)-len(ask)]) == "" && q.Code == "" {
			add(13, "the options must be read to know what is asked")
		}
	}
}

var truthWords = regexp.MustCompile(`\b(true|correct|right|best|valid|accurate|applies|about)\b`)

func removeTruth(text string) string { return truthWords.ReplaceAllString(text, "") }

var imperatives = set("choose select match put order arrange give write complete name pick calculate type sort find")

func imperative(ws []word) bool { return len(ws) > 0 && imperatives[ws[0].lower] }

// negated finds a negation in the main clause of the question. One inside a relative or conditional clause tells a case and turns nothing round.
func (g *Gate) negated(ask string) (string, bool) {
	ws := g.words.words(ask)
	for i, w := range ws {
		if w.code {
			continue
		}
		if i > 1 && relatives[w.lower] || i == 1 && w.lower != "which" && w.lower != "what" && relatives[w.lower] {
			return "", false
		}
		for _, n := range negations {
			if w.lower != n {
				continue
			}
			if n == "least" && i > 0 && ws[i-1].lower == "at" {
				continue
			}
			if n == "not" && i > 0 && !auxiliaries[ws[i-1].lower] && i > 3 {
				continue // "activities not visible to the user" describes the activities and turns nothing round
			}
			return n, true
		}
	}
	return "", false
}
