package bank

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	articleEnd    = regexp.MustCompile(`(?i)\b(a|an)\s*(_{3,}|:|\?)?\s*$`)
	pluralAsk     = regexp.MustCompile(`(?i)^\W*(which|what) are\b|\b(which|what) (of these|of the following) are\b`)
	notGerunds    = set("string thing king ring spring nothing everything something evening caching hashing sharding routing polling hosting scripting styling indexing logging testing debugging messaging billing throttling computing networking")
	notThirdForms = set("dns css aws js https kubernetes redis access process class address this always less its status express rails sass apis databases cross")
)

// checkForm looks at grammar and order: checks 15 and 16.
func (g *Gate) checkForm(q *Question, add adder) {
	g.checkGrammar(q, add)
	g.checkSequence(q, add)
}

// checkGrammar demands that all options fit the stem and each other equally well.
func (g *Gate) checkGrammar(q *Question, add adder) {
	n := len(q.Options)
	if n < 3 {
		return
	}
	traits := []struct {
		name string
		has  func(text string) bool
	}{
		{"ends with a full stop", func(t string) bool { return strings.HasSuffix(t, ".") }},
		{"ends with a comma or semicolon", func(t string) bool { return strings.HasSuffix(t, ",") || strings.HasSuffix(t, ";") }},
		{"begins with an article", g.beginsWithArticle},
		{"begins with “to”", func(t string) bool { return g.firstWord(t) == "to" }},
		{"begins with a form in -ing", g.beginsWithGerund},
		{"begins with a verb in the third person", g.beginsWithThirdPerson},
	}
	for _, trait := range traits {
		count, keyHas, odd := 0, false, -1
		for i, option := range q.Options {
			if trait.has(strings.TrimSpace(option.Text)) {
				count++
				odd = i
				keyHas = keyHas || option.Correct
			}
		}
		switch {
		case count == 1:
			add(15, "only %q %s", q.Options[odd].Text, trait.name)
		case count == n-1 && n > 2:
			add(15, "every option but one %s", trait.name)
		}
	}
	g.checkCapitals(q, add)
	if ws := g.words.words(q.Stem); len(ws) > 0 && (ws[len(ws)-1].lower == "a" || ws[len(ws)-1].lower == "an" || blankAt(q.Stem) != nil) && articleEnd.MatchString(strings.TrimSpace(q.Stem)) {
		article := strings.ToLower(articleEnd.FindStringSubmatch(strings.TrimSpace(q.Stem))[1])
		fits := 0
		for _, option := range q.Options {
			if vowelSound(option.Text) == (article == "an") {
				fits++
			}
		}
		if fits < n {
			add(15, "%q at the end of the stem fits %d of %d options", article, fits, n)
		}
	}
	g.checkNumber(q, add)
}

// checkNumber compares the grammatical number of short options with each other and with the stem.
func (g *Gate) checkNumber(q *Question, add adder) {
	plural, odd, oneOdd := 0, -1, -1
	for i, option := range q.Options {
		ws := g.words.words(option.Text)
		if len(ws) == 0 || len(ws) > 3 || ws[len(ws)-1].code || !startsLower(ws[len(ws)-1].text) {
			return
		}
		if isPlural(ws[len(ws)-1].lower) {
			plural++
			odd = i
		} else {
			oneOdd = i
		}
	}
	n := len(q.Options)
	if plural == 1 || plural == n-1 {
		if plural == n-1 {
			odd = oneOdd
		}
		add(15, "%q differs from the other options in number", q.Options[odd].Text)
	}
	if q.Kind == Single && plural == 1 && pluralAsk.MatchString(q.Stem) {
		add(15, "the stem asks in the plural and one option is a plural")
	}
}

func isPlural(lower string) bool {
	return strings.HasSuffix(lower, "s") && !strings.HasSuffix(lower, "ss") && !strings.HasSuffix(lower, "us") && !strings.HasSuffix(lower, "is") && !notThirdForms[lower]
}

func vowelSound(text string) bool {
	lower := strings.ToLower(strings.Trim(text, "`\"“ "))
	for _, silent := range []string{"hour", "honest", "heir", "http", "html", "sql", "xml", "ssl", "mvc", "nosql", "rpc", "lru"} {
		if strings.HasPrefix(lower, silent) {
			return true
		}
	}
	for _, hard := range []string{"uni", "use", "user", "uri", "url", "utf", "one", "eu"} {
		if strings.HasPrefix(lower, hard) && !strings.HasPrefix(lower, "unin") && !strings.HasPrefix(lower, "unim") {
			return false
		}
	}
	return strings.IndexAny(lower, "aeiou") == 0
}

func (g *Gate) firstWord(text string) string {
	ws := g.words.words(text)
	if len(ws) == 0 || strings.HasPrefix(text, "`") {
		return ""
	}
	return ws[0].lower
}

func (g *Gate) beginsWithArticle(text string) bool {
	w := g.firstWord(text)
	return w == "a" || w == "an" || w == "the"
}

func (g *Gate) beginsWithGerund(text string) bool {
	w := g.firstWord(text)
	ws := g.words.words(text)
	if len(w) <= 5 || !strings.HasSuffix(w, "ing") || notGerunds[w] || len(ws) < 2 {
		return false
	}
	// "painting the barn" is an act, "monitoring service" a thing
	return len(ws) > 3 || articlesAndQuantifiers[ws[1].lower]
}

// beginsWithThirdPerson is a rough sign of a verb: a first word in -s with more words behind it, and no plural noun before a verb or preposition.
func (g *Gate) beginsWithThirdPerson(text string) bool {
	ws := g.words.words(text)
	if len(ws) < 3 || ws[0].code || !startsLower(ws[0].text) || !isPlural(ws[0].lower) {
		return false
	}
	return articlesAndQuantifiers[ws[1].lower]
}

var articlesAndQuantifiers = set("a an the every each one its no only all what which where when how")

// checkCapitals finds the one option that begins with a small letter among capitals, or the other way round. Names keep their own letters and do not count.
func (g *Gate) checkCapitals(q *Question, add adder) {
	small, capital := 0, 0
	var last [2]string
	for _, option := range q.Options {
		first, _ := utf8.DecodeRuneInString(option.Text)
		switch {
		case unicode.IsLower(first) && g.aliases[g.fold(option.Text)] == "":
			small++
			last[0] = option.Text
		case unicode.IsUpper(first) && !g.properStart(option.Text):
			capital++
			last[1] = option.Text
		}
	}
	switch {
	case small == 1 && capital > 0:
		add(15, "only %q begins with a small letter", last[0])
	case capital == 1 && small > 0:
		add(15, "only %q begins with a capital", last[1])
	}
}

// properStart reports whether a text may begin with a capital anywhere in a sentence: a name, an abbreviation, or a word with capitals inside.
func (g *Gate) properStart(text string) bool {
	ws := g.words.words(text)
	if len(ws) == 0 {
		return false
	}
	first := ws[0].text
	if g.known[first] || g.aliases[g.fold(text)] != "" {
		return true
	}
	for i, c := range first {
		if i > 0 && (unicode.IsUpper(c) || unicode.IsDigit(c)) {
			return true
		}
	}
	// A title of several words (Spring Boot) or a single word among options that are single words is a name.
	return len(ws) <= 3 && !functionWords[ws[0].lower]
}

// checkSequence looks at check 16: options that are numbers stand in order.
func (g *Gate) checkSequence(q *Question, add adder) {
	values := make([]float64, 0, len(q.Options))
	for _, option := range q.Options {
		if !measured.MatchString(option.Text) {
			return
		}
		value, ok := leadingNumber(option.Text)
		if !ok {
			return
		}
		values = append(values, value)
	}
	up, down := true, true
	for i := 1; i < len(values); i++ {
		up = up && values[i] >= values[i-1]
		down = down && values[i] <= values[i-1]
	}
	if !up && !down {
		add(16, "the numbers stand in no order")
	}
}

func leadingNumber(text string) (float64, bool) {
	trimmed := strings.TrimLeft(text, "<>≤≥~ ")
	end := 0
	for end < len(trimmed) && strings.ContainsRune("0123456789.,-", rune(trimmed[end])) {
		end++
	}
	return ParseNumber(strings.TrimRight(trimmed[:end], ".,"))
}
