package extract

import (
	"strings"
	"unicode"

	"touchstone/internal/guide"
)

// expansions reads "Long Form (ABC)" and "ABC (Long Form ...)".
func (r *reader) expansions(u *unit, s *sentence) {
	for i := s.first + 1; i+2 < s.full; i++ {
		if u.tokens[i].text != "(" {
			continue
		}
		if inside := &u.tokens[i+1]; u.tokens[i+2].text == ")" && abbreviation(inside) {
			letters := abbreviationLetters(inside.text)
			if from, ok := initialsBefore(u, s.first, i, letters); ok {
				r.expansion(u, s, i+1, from, i)
			}
			continue
		}
		if abbr := &u.tokens[i-1]; abbreviation(abbr) {
			letters := abbreviationLetters(abbr.text)
			if to, ok := initialsAfter(u, i+1, s.full, letters); ok {
				r.expansion(u, s, i-1, i+1, to)
			}
		}
	}
}

func (r *reader) expansion(u *unit, s *sentence, abbr, from, to int) {
	p := phrase{concept: -1, about: -1, text: strings.TrimSuffix(u.tokens[abbr].text, "s")}
	if u.tokens[abbr].text == strings.ToUpper(u.tokens[abbr].text) {
		p.text = u.tokens[abbr].text
	}
	if m, ok := u.mentionAt(abbr); ok && m.next == abbr+1 {
		p.concept = m.concept
	} else if concept, ok := r.tagger.single(u.tokens, from, to); ok {
		p.concept = concept
	}
	object := u.render(from, to)
	if one, many := singular(u.tokens[to-1].text); many && strings.HasSuffix(u.tokens[abbr].text, "s") {
		object = strings.TrimSpace(u.render(from, to-1) + " " + one)
	}
	if from == s.first && r.mayLower(u, from) && to-from > 1 && !u.tokens[to-1].capital() {
		object = strings.ToLower(object[:1]) + object[1:]
	}
	object = r.asNamed(object)
	r.add(u, statement{relation: Expansion, subject: p, object: object, rule: "brackets", spans: []guide.Span{u.sentenceSpan(s)}})
}

// asNamed writes a name with the capitals of the curriculum, where it knows the name.
func (r *reader) asNamed(text string) string {
	concept, ok := r.tagger.named(text)
	if !ok {
		return text
	}
	c := &r.c.Concepts[concept]
	for _, name := range append([]string{c.Name}, c.Aliases...) {
		if strings.EqualFold(name, text) {
			return name
		}
	}
	return text
}

// abbreviation reports whether a token looks like one: two capitals or more, no spaces.
func abbreviation(t *token) bool {
	capitals := 0
	for _, c := range t.text {
		if unicode.IsUpper(c) {
			capitals++
		} else if !unicode.IsLower(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return t.kind == wordToken && capitals >= 2 && len(t.text) <= 10
}

func abbreviationLetters(text string) string {
	if n := len(text); n > 2 && text[n-1] == 's' && text[:n-1] == strings.ToUpper(text[:n-1]) {
		text = text[:n-1]
	}
	return strings.ToLower(text)
}

// initialsBefore finds the words that end at to and whose initials spell the letters; it returns where they start.
func initialsBefore(u *unit, first, to int, letters string) (int, bool) {
	for from := to - 1; from >= first && to-from <= 12; from-- {
		if u.tokens[from].kind == punctToken && u.tokens[from].text != "," {
			return 0, false
		}
		if len(letters) > 0 && initial(&u.tokens[from]) == letters[0] && !smallWords[u.tokens[from].lower] || len(letters) > 0 && letters[0] == 'x' && strings.HasPrefix(u.tokens[from].lower, "cross") {
			if spells(u, from, to, letters) {
				return from, true
			}
		}
	}
	return 0, false
}

// initialsAfter finds the words that start at from and spell the letters; it returns where they end.
func initialsAfter(u *unit, from, limit int, letters string) (int, bool) {
	for to := from + 2; to <= limit && to-from <= 12; to++ {
		if u.tokens[to-1].text == ")" {
			return 0, false
		}
		if spells(u, from, to, letters) && !smallWords[u.tokens[to-1].lower] {
			return to, true
		}
	}
	return 0, false
}

func initial(t *token) byte {
	if t.lower == "" {
		return 0
	}
	return t.lower[0]
}

// spells reports whether the words of tokens[from:to] give the letters: each word its initial, and more of its letters where needed; small words may be left out.
func spells(u *unit, from, to int, letters string) bool {
	var parts []string
	for i := from; i < to; i++ {
		if u.tokens[i].kind == punctToken {
			continue
		}
		parts = append(parts, strings.FieldsFunc(u.tokens[i].lower, func(c rune) bool { return c == '-' || c == '/' })...)
	}
	return len(parts) > 1 && len(letters) > 1 && spellParts(parts, letters)
}

func spellParts(parts []string, letters string) bool {
	if len(parts) == 0 {
		return letters == ""
	}
	word := parts[0]
	if smallWords[word] && spellParts(parts[1:], letters) {
		return true
	}
	if letters == "" {
		return false
	}
	if letters[0] != word[0] && !(letters[0] == 'x' && (strings.HasPrefix(word, "ex") || word == "cross")) {
		return false
	}
	// The word gives its initial, or its initial and further letters in order.
	at := 1
	for n := 1; n <= len(letters); n++ {
		if n > 1 {
			k := strings.IndexByte(word[min(at, len(word)):], letters[n-1])
			if k < 0 {
				return false
			}
			at += k + 1
		}
		if spellParts(parts[1:], letters[n:]) {
			return true
		}
		if n >= 3 {
			break
		}
	}
	return false
}
