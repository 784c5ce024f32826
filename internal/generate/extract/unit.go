package extract

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// unit is the text of a block or a table cell, cut into tokens and sentences, with the concepts that it names.
type unit struct {
	block     int
	tokens    []token
	mentions  []mention
	startsAt  []int // for each token the mention that starts there, -1 if none
	sentences []sentence
}

// sentence is a range of a unit's tokens, without the closing mark.
type sentence struct {
	first, next int
	// full is the end with the closing mark.
	full int
	// refused says why no fact may rest on the sentence; empty if one may.
	refused string
	status  bank.FactStatus
	// spent marks a sentence that a rule for whole paragraphs has read.
	spent bool
	// meant is what the pronoun at the head of the sentence means, antecedent the sentence that says so.
	meant      *phrase
	antecedent *sentence
}

func (r *reader) newUnit(block int, span guide.Span, runs []guide.Run) *unit {
	u := &unit{block: block, tokens: tokenize(nil, r.doc.Text, span, runs)}
	u.mentions = r.tagger.mentions(u.tokens, 0, len(u.tokens))
	u.startsAt = make([]int, len(u.tokens))
	for i := range u.startsAt {
		u.startsAt[i] = -1
	}
	for i, m := range u.mentions {
		u.startsAt[m.first] = i
	}
	for _, bounds := range splitSentences(u.tokens) {
		s := sentence{first: bounds[0], next: bounds[1], full: bounds[1]}
		for s.next > s.first && u.tokens[s.next-1].kind == punctToken && strings.Contains(".!?…:;,", u.tokens[s.next-1].text) {
			s.next--
		}
		for s.first < s.next && u.tokens[s.first].kind == punctToken && strings.Contains("•*-–—+·", u.tokens[s.first].text) {
			s.first++
		}
		if s.first >= s.next {
			s.first, s.next = bounds[0], bounds[0] // nothing but marks
		}
		s.refused, s.status = r.judge(u, &s)
		u.sentences = append(u.sentences, s)
	}
	return u
}

// mentionAt returns the mention that starts at token i.
func (u *unit) mentionAt(i int) (mention, bool) {
	if i < 0 || i >= len(u.tokens) || u.startsAt[i] < 0 {
		return mention{}, false
	}
	return u.mentions[u.startsAt[i]], true
}

// mentionIn returns the first mention inside tokens[from:to].
func (u *unit) mentionIn(from, to int) (mention, bool) {
	for i := from; i < to; i++ {
		if m, ok := u.mentionAt(i); ok && m.next <= to {
			return m, true
		}
	}
	return mention{}, false
}

// render writes tokens[from:to] as plain text with backticks around code and single spaces.
func (u *unit) render(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		t := &u.tokens[i]
		if i > from && i+2 < to && t.text == "(" && u.tokens[i+2].text == ")" && abbreviation(&u.tokens[i+1]) {
			i += 2 // the abbreviation behind a name adds nothing to a statement
			continue
		}
		if i > from && t.spaced {
			b.WriteByte(' ')
		}
		if t.kind == codeToken {
			b.WriteByte('`')
			b.WriteString(strings.Join(strings.Fields(t.text), " "))
			b.WriteByte('`')
			continue
		}
		b.WriteString(u.plainWord(i, to))
	}
	return unaddressed(b.String())
}

// plainWord writes the word at i with straight apostrophes, "not" in full and without addressing the reader.
func (u *unit) plainWord(i, to int) string {
	t := &u.tokens[i]
	switch {
	case t.lower == "your":
		return u.insteadOfYour(i, to)
	case t.lower == "can't":
		return "cannot"
	case t.lower == "won't":
		return "will not"
	case strings.HasSuffix(t.lower, "n't"):
		return t.text[:len(t.lower)-3] + " not"
	}
	return strings.ReplaceAll(t.text, "’", "'")
}

// noWord stands for a word that is left out together with the space behind it.
const noWord = "\x00"

func unaddressed(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, noWord+" ", ""), noWord, "")
}

// insteadOfYour says what stands for "your" where nobody is addressed: "your project" is any project, "your servers" are servers.
func (u *unit) insteadOfYour(i, to int) string {
	head := i + 1
	for k := i + 1; k < to && k <= i+4; k++ {
		t := &u.tokens[k]
		if t.kind != wordToken || determiners[t.lower] || prepositions[t.lower] || conjunctions[t.lower] || auxiliary[t.lower] || modals[t.lower] {
			break
		}
		head = k
		if _, many := singular(t.lower); many || uncounted[t.lower] || strings.HasSuffix(t.lower, "'s") || strings.HasSuffix(t.lower, "’s") {
			break
		}
	}
	if head >= to {
		return noWord
	}
	noun := strings.TrimSuffix(strings.TrimSuffix(u.tokens[head].lower, "'s"), "’s")
	if _, many := singular(noun); many || uncounted[noun] {
		return noWord
	}
	return matchCase(u.tokens[i].text, articleFor(u.tokens[i+1].text))
}

// uncounted are nouns that take no "a".
var uncounted = words(`data information info code software hardware content traffic work knowledge access time security infrastructure logic storage performance`)

// find returns the index of the first of the words in tokens[from:to] outside brackets, or -1.
func (u *unit) find(from, to int, list ...string) int {
	depth := 0
	for i := from; i < to; i++ {
		switch u.tokens[i].text {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		if depth <= 0 && u.tokens[i].kind != codeToken && u.tokens[i].is(list...) {
			return i
		}
	}
	return -1
}

// phraseAt reports whether the words of a phrase stand at token i, and where they end.
func (u *unit) phraseAt(i, to int, phrase ...string) (int, bool) {
	if i+len(phrase) > to {
		return i, false
	}
	for k, w := range phrase {
		if u.tokens[i+k].lower != w || u.tokens[i+k].kind == codeToken {
			return i, false
		}
	}
	return i + len(phrase), true
}

// skipPunct moves over opening quotation marks.
func (u *unit) skipQuotes(i, to int) int {
	for i < to && (u.tokens[i].text == `"` || u.tokens[i].text == "“" || u.tokens[i].text == "‘" || u.tokens[i].text == "'") {
		i++
	}
	return i
}

func (u *unit) span(from, to int) guide.Span {
	if from >= to {
		return guide.Span{}
	}
	return guide.Span{Start: u.tokens[from].start, End: u.tokens[to-1].end}
}

// sentenceSpan is the span of a sentence with its closing mark.
func (u *unit) sentenceSpan(s *sentence) guide.Span { return u.span(s.first, s.full) }

// lowered renders tokens[from:to] and writes the first word small unless it is a name.
func (r *reader) lowered(u *unit, from, to int) string {
	text := u.render(from, to)
	if from >= to || !r.mayLower(u, from) {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// mayLower reports whether the capital of the token stands there only because it opens a sentence, a cell or an item.
func (r *reader) mayLower(u *unit, i int) bool {
	t := &u.tokens[i]
	if t.kind != wordToken || t.text == "" || t.text[0] < 'A' || t.text[0] > 'Z' {
		return false
	}
	rest := t.text[1:]
	if rest != strings.ToLower(rest) || strings.ContainsAny(rest, ".0123456789") {
		return false
	}
	if len(rest) == 0 {
		return t.text == "A"
	}
	for k := max(0, i-5); k <= i; k++ {
		if m, ok := u.mentionAt(k); ok && m.next > i {
			concept := r.c.Concepts[m.concept]
			return !strings.Contains(" "+strings.Join(append(concept.Aliases, concept.Name, concept.Plural), " "), " "+t.text)
		}
	}
	if r.properNames[t.text] {
		return false
	}
	if w := t.lower; r.smallWords[w] || bases[w] || thirdPerson[w] != "" || gerunds[w] != "" || pasts[w] != "" || determiners[w] || prepositions[w] || conjunctions[w] || adverbs[w] || counts[w] || weakSubjects[w] || negations[w] || plainAdjectives[w] {
		return true
	}
	if one, many := singular(t.lower); many && r.smallWords[one] || r.smallWords[plural(t.lower)] {
		return true
	}
	if strings.HasSuffix(t.lower, "ment") || strings.HasSuffix(t.lower, "tion") || strings.HasSuffix(t.lower, "ness") || strings.HasSuffix(t.lower, "ity") || strings.HasSuffix(t.lower, "ing") && len(t.lower) > 6 {
		return true
	}
	if _, many := singular(t.lower); many && i+1 < len(u.tokens) && prepositions[u.tokens[i+1].lower] {
		return true // a plural noun with its complement: "Commands for each structure"
	}
	// A capital before a small word is an ordinary first word; alone or before a capital it may be a name.
	if i+1 < len(u.tokens) {
		next := &u.tokens[i+1]
		return next.kind == wordToken && !next.capital() && !prepositions[next.lower] && !conjunctions[next.lower] && thirdPerson[next.lower] == "" && !auxiliary[next.lower]
	}
	return false
}
