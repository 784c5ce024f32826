package extract

import (
	"strings"
	"unicode"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// asides runs the rules that find statements anywhere inside a sentence.
func (r *reader) asides(u *unit, s *sentence) {
	r.expansions(u, s)
	r.frameworks(u, s)
	r.suchAs(u, s)
	if s.refused == "" {
		r.andOther(u, s)
	}
}

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

// frameworks reads "Django (Python)", "Spring Boot (for Java)" and "Python (Django, FastAPI)" where the curriculum knows one as a language and the other as a framework.
func (r *reader) frameworks(u *unit, s *sentence) {
	for i := s.first + 1; i+1 < s.full; i++ {
		if u.tokens[i].text != "(" {
			continue
		}
		end := i + 1
		for end < s.full && u.tokens[end].text != ")" && end < i+12 {
			end++
		}
		if end >= s.full || u.tokens[end].text != ")" {
			continue
		}
		before, ok := mentionEnding(u, i)
		if !ok {
			continue
		}
		switch {
		case r.isFramework(before.concept):
			if m, ok := u.mentionIn(i+1, end); ok && r.isLanguage(m.concept) && m.next == end && m.first-i <= 2 {
				r.frameworkOf(u, s, before, m, "brackets")
			}
		case r.isLanguage(before.concept):
			for k := i + 1; k < end; k++ {
				if m, ok := u.mentionAt(k); ok && r.isFramework(m.concept) {
					r.frameworkOf(u, s, m, before, "brackets of a language")
				}
			}
		}
	}
	for i := s.first; i < s.next; i++ {
		m, ok := u.mentionAt(i)
		if !ok || !r.isFramework(m.concept) {
			continue
		}
		// "Django is a Python web framework", "Django is a framework for Python", "... written in Python"
		if m.next+2 < s.next && u.tokens[m.next].is("is") && u.tokens[m.next+1].is("a", "an", "the") {
			for k := m.next + 2; k < s.next && k < m.next+9; k++ {
				if l, ok := u.mentionAt(k); ok && r.isLanguage(l.concept) {
					if l.next < s.next && (headWithin(u, l.next, s.next, "framework", "library") || u.tokens[k-1].is("for") || u.tokens[k-1].is("in") && u.tokens[k-2].is("written")) {
						r.frameworkOf(u, s, m, l, "is a framework")
					} else if l.next >= s.next && (u.tokens[k-1].is("for") || u.tokens[k-1].is("in") && u.tokens[k-2].is("written")) {
						r.frameworkOf(u, s, m, l, "is a framework")
					}
					break
				}
			}
		}
	}
}

func headWithin(u *unit, i, to int, heads ...string) bool {
	for k := i; k < to && k < i+3; k++ {
		if u.tokens[k].is(heads...) {
			return true
		}
	}
	return false
}

func mentionEnding(u *unit, at int) (mention, bool) {
	for k := max(0, at-5); k < at; k++ {
		if m, ok := u.mentionAt(k); ok && m.next == at {
			return m, true
		}
	}
	return mention{}, false
}

func (r *reader) frameworkOf(u *unit, s *sentence, framework, language mention, rule string) {
	p := phrase{concept: framework.concept, about: -1, text: u.render(framework.first, framework.next)}
	r.add(u, statement{relation: FrameworkOf, subject: p, object: r.c.Concepts[language.concept].Name, rule: rule, spans: []guide.Span{u.sentenceSpan(s)}})
}

func (r *reader) isFramework(concept int) bool {
	kind := lastWord(strings.ToLower(r.c.Concepts[concept].Kind))
	return kind == "framework" || kind == "library"
}

func (r *reader) isLanguage(concept int) bool {
	return lastWord(strings.ToLower(r.c.Concepts[concept].Kind)) == "language"
}

// suchAs reads "Ys such as A, B and C" and "Ys like A".
func (r *reader) suchAs(u *unit, s *sentence) {
	for i := s.first + 1; i+1 < s.next; i++ {
		from, rule := 0, ""
		switch {
		case u.tokens[i].is("such") && u.tokens[i+1].is("as"):
			from, rule = i+2, "such as"
		case u.tokens[i].is("like"):
			from, rule = i+1, "like"
		case u.tokens[i].is("including") && u.tokens[i-1].text == ",":
			from, rule = i+1, "including"
		default:
			continue
		}
		end := i
		comma := u.tokens[end-1].text == ","
		if comma {
			end--
		}
		class, written, many, ok := r.classBefore(u, s.first, end)
		if !ok || comma && !many {
			continue
		}
		if rule != "such as" && !many && !classHeads[lastWord(class)] {
			continue
		}
		items, proper := r.items(u, from, s.next)
		r.examples(u, s, class, written, items, proper, rule)
	}
}

// andOther reads "A, B and other Ys".
func (r *reader) andOther(u *unit, s *sentence) {
	for i := s.first + 1; i+2 < s.next; i++ {
		if !u.tokens[i].is("and", "or") || !u.tokens[i+1].is("other") {
			continue
		}
		object, written, ok := r.classAt(u, i+2, s.next)
		if !ok || object == written {
			continue
		}
		start := i
		for start > s.first {
			m, ok := mentionEnding(u, start)
			if !ok || m.first < s.first {
				break
			}
			start = m.first
			if start > s.first && u.tokens[start-1].text == "," {
				start--
				continue
			}
			break
		}
		if start == i {
			continue
		}
		items, proper := r.items(u, start, i)
		r.examples(u, s, object, written, items, proper, "and other")
	}
}

// classHeads are nouns after which "like" gives examples even in the singular: "a language like Python".
var classHeads = words(`language database framework platform tool service system library product store runtime`)

// examples keeps each item as an example of the class. Items that the curriculum does not know count only as proper names, two or more of them together.
func (r *reader) examples(u *unit, s *sentence, class, written string, items []phrase, proper int, rule string) {
	known := 0
	for _, p := range items {
		if p.concept >= 0 {
			known++
		}
	}
	if known == 0 && (proper < 2 || rule == "like") {
		return
	}
	for _, p := range items {
		if p.concept < 0 && !(p.definite && len(items) >= 2) {
			continue
		}
		if normalPhrase(p.text) == normalPhrase(class) || p.concept >= 0 && r.generalises(p.concept, class) {
			continue
		}
		r.add(u, statement{relation: Example, subject: p, object: class, rule: rule, status: listStatus(s), spans: []guide.Span{u.sentenceSpan(s)}, fill: func(f *Fact) {
			f.Attribute = written
			f.Group = "class/" + f.Passage + "/" + normalPhrase(class)
		}})
	}
}

// listStatus is the status of what a sentence says in passing: praise in the main clause does not touch it.
func listStatus(s *sentence) bank.FactStatus {
	if s.status == bank.Dated {
		return bank.Dated
	}
	return bank.Stated
}

// generalises reports whether the class is the concept itself under another of its names.
func (r *reader) generalises(concept int, class string) bool {
	other, ok := r.tagger.named(class)
	return ok && other == concept
}

// items reads a list of names from i on: concepts and capitalised words, joined by commas, "and", "or". definite marks capitalised names that are no concept.
func (r *reader) items(u *unit, i, to int) (items []phrase, proper int) {
	for i < to {
		for i < to && (articles[u.tokens[i].lower] || u.tokens[i].text == `"`) {
			i++
		}
		if i >= to {
			break
		}
		if m, ok := u.mentionAt(i); ok && m.next <= to && !m.possessive {
			next := m.next
			if next < to && u.tokens[next].kind == wordToken && !conjunctions[u.tokens[next].lower] && !prepositions[u.tokens[next].lower] && !auxiliary[u.tokens[next].lower] && !modals[u.tokens[next].lower] && thirdPerson[u.tokens[next].lower] == "" && gerunds[u.tokens[next].lower] == "" {
				break // "SQL injection": the concept is part of a longer name
			}
			items = append(items, phrase{concept: m.concept, about: -1, text: u.render(m.first, m.next), plural: m.plural})
			i = next
		} else {
			start := i
			for i < to && u.tokens[i].wordy() && (u.tokens[i].capital() || i > start && u.tokens[i].kind == numberToken) && !conjunctions[u.tokens[i].lower] {
				i++
			}
			if i == start {
				break
			}
			items = append(items, phrase{concept: -1, about: -1, text: u.render(start, i), definite: true})
			proper++
		}
		i = u.skipAside(i, to)
		joined := false
		if i < to && u.tokens[i].text == "," {
			i++
			joined = true
		}
		if i < to && u.tokens[i].is("and", "or") {
			i++
			joined = true
		}
		if !joined {
			break
		}
	}
	return items, proper
}

// classBefore reads the noun phrase that ends before token end as a class.
func (r *reader) classBefore(u *unit, first, end int) (class, written string, many, ok bool) {
	start := end
	for start > first && end-start < 4 {
		t := &u.tokens[start-1]
		if !t.wordy() || t.kind == codeToken || t.kind == numberToken {
			break
		}
		w := t.lower
		if determiners[w] || prepositions[w] || conjunctions[w] || auxiliary[w] || modals[w] || adverbs[w] || counts[w] || pronouns[w] || negations[w] || gerunds[w] != "" && !gerundNouns[w] ||
			pasts[w] != "" && strings.HasSuffix(w, "ed") && start-1 == end-1 || thirdPerson[w] != "" && verbOnly(thirdPerson[w]) || bases[w] && verbOnly(w) || evaluation[w] || weakSubjects[w] {
			break
		}
		start--
	}
	if start == end {
		return "", "", false, false
	}
	last := &u.tokens[end-1]
	one, plural := singular(last.text)
	if adjectiveLike(last.lower) || vagueTerms[strings.TrimSuffix(last.lower, "s")] && !last.is("forms", "types") || last.is("features", "places", "areas", "factors", "aspects", "words") || pasts[last.lower] != "" && strings.HasSuffix(last.lower, "ed") {
		return "", "", false, false
	}
	written = u.render(start, end)
	class = one
	if start < end-1 {
		class = u.render(start, end-1) + " " + one
	}
	if r.mayLower(u, start) {
		class = strings.ToLower(class[:1]) + class[1:]
	}
	return class, written, plural, true
}
