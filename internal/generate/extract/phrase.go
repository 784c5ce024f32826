package extract

import "strings"

// phrase is a noun phrase at the head of a clause.
type phrase struct {
	// concept is the index of the concept that the phrase is, -1 if it is none.
	concept int
	// about is the concept that the phrase contains while it says more than the concept alone ("an index on the column"), -1 if none.
	about       int
	text        string // as the guide writes it, without article
	plural      bool
	first, next int // the phrase without article; next is where the clause goes on
	// definite says that the phrase began with "the".
	definite bool
}

// neutral are words before a concept that do not narrow it.
var neutral = words(`typical single given classic ordinary normal particular certain plain regular whole`)

// subjectAt reads the noun phrase that begins at token i. It refuses pronouns, quantities and phrases in which the head is not certain.
func (r *reader) subjectAt(u *unit, i, to int) (phrase, bool) {
	p := phrase{concept: -1, about: -1}
	i = u.skipQuotes(i, to)
	if i >= to {
		return p, false
	}
	first := &u.tokens[i]
	switch {
	case first.kind == wordToken && (pronouns[first.lower] || persons[first.lower] || weakSubjects[first.lower]):
		return p, false
	case first.is("a", "an", "the", "each", "every", "any") && first.kind == wordToken:
		p.definite = first.is("the")
		i++
	case first.kind == wordToken && (prepositions[first.lower] || conjunctions[first.lower]):
		if _, named := u.mentionAt(i); !named {
			return p, false
		}
	}
	for i < to && u.tokens[i].kind == wordToken && neutral[u.tokens[i].lower] {
		if _, named := u.mentionAt(i); named {
			break
		}
		i++
	}
	i = u.skipQuotes(i, to)
	if i >= to {
		return p, false
	}
	p.first = i
	if m, ok := u.mentionAt(i); ok && m.next <= to && !m.possessive {
		return r.conceptSubject(u, p, m, to)
	}
	return r.plainSubject(u, p, to)
}

func (r *reader) conceptSubject(u *unit, p phrase, m mention, to int) (phrase, bool) {
	p.concept, p.plural, p.next = m.concept, m.plural, m.next
	end := m.next
	// "the `state` parameter": the head says what kind of thing it is and adds nothing. "event bus": the head makes another thing of it.
	if end < to && u.tokens[end].kind == wordToken && !r.finite(u, end, to, m.plural, true) {
		head, isPlural := singular(u.tokens[end].lower)
		after := end + 1
		kind := strings.ToLower(r.c.Concepts[m.concept].Kind)
		sameKind := kind == head || strings.HasSuffix(kind, " "+head)
		if (sameKind || genericHeads[head] && u.tokens[end-1].kind == codeToken) && (after >= to || u.tokens[after].kind == punctToken || r.finite(u, after, to, isPlural, true) || prepositions[u.tokens[after].lower]) {
			p.plural = isPlural
			end = after
		} else if _, also := u.mentionAt(end); also || !adverbs[u.tokens[end].lower] && !prepositions[u.tokens[end].lower] && !conjunctions[u.tokens[end].lower] {
			return r.plainSubject(u, p, to)
		}
	}
	p.text = u.render(p.first, end)
	p.next = u.skipAside(end, to)
	if p.next < to && p.next == end && prepositions[u.tokens[p.next].lower] && u.tokens[p.next].kind == wordToken {
		// "An index on the column ..." speaks of the concept, but not of it alone.
		return r.qualified(u, p, to)
	}
	return p, true
}

// qualified reads the prepositional phrase behind a concept: the phrase is about the concept.
func (r *reader) qualified(u *unit, p phrase, to int) (phrase, bool) {
	p.about, p.concept = p.concept, -1
	headPlural := p.plural
	i := p.next
	for i < to && i < p.first+14 {
		t := &u.tokens[i]
		if t.kind == punctToken && t.text != "-" && t.text != "(" && t.text != ")" && t.text != `"` && t.text != "'" && t.text != "’" {
			break
		}
		if r.finite(u, i, to, headPlural, true) {
			break
		}
		if conjunctions[t.lower] && t.kind == wordToken && !t.is("and", "or") {
			break
		}
		if m, ok := u.mentionAt(i); ok && m.next <= to {
			i = m.next
			continue
		}
		i++
	}
	p.next = i
	p.text = u.render(p.first, i)
	return p, i > p.first
}

// plainSubject reads a noun phrase whose head the curriculum does not know.
func (r *reader) plainSubject(u *unit, p phrase, to int) (phrase, bool) {
	p.concept, p.about = -1, -1
	i, last := p.first, p.first
	for i < to && i < p.first+9 {
		t := &u.tokens[i]
		if t.kind == punctToken {
			if t.text == "(" {
				break
			}
			if (t.text == "/" || t.text == "*" || t.text == `"` || t.text == "”" || t.text == "’" || t.text == "'") && i > p.first {
				i++
				continue
			}
			break
		}
		if m, ok := u.mentionAt(i); ok && m.next <= to && !(i > p.first && r.finite(u, i, to, p.plural, true)) {
			if m.possessive {
				return p, false
			}
			p.about, p.plural = m.concept, m.plural
			last, i = m.next-1, m.next
			continue
		}
		w := t.lower
		if t.kind == wordToken {
			if auxiliary[w] || modals[w] || relatives[w] || i > p.first && r.finite(u, i, to, p.plural, false) {
				break
			}
			if prepositions[w] {
				if w == "of" && i > p.first {
					i++
					if i < to && articles[u.tokens[i].lower] {
						i++
					}
					continue
				}
				break
			}
			if conjunctions[w] || adverbs[w] && i > p.first || persons[w] || pronouns[w] {
				break
			}
		}
		if !strings.Contains(u.render(p.first, i), " of ") {
			_, p.plural = singular(t.text)
		}
		last = i
		i++
	}
	if i == p.first || last < p.first || u.tokens[i-1].is("of") {
		return p, false
	}
	p.text = u.render(p.first, i)
	p.next = u.skipAside(i, to)
	// A concept at the very end, after words that narrow it, is another thing: "Java backend developer". It stays a plain phrase.
	return p, true
}

// skipAside moves over "(BFF)" and ", also called a reverse proxy," behind a subject.
func (u *unit) skipAside(i, to int) int {
	for i < to && (u.tokens[i].text == `"` || u.tokens[i].text == "”" || u.tokens[i].text == "’" && !u.tokens[i].spaced) {
		i++
	}
	if i < to && u.tokens[i].text == "(" {
		for k := i + 1; k < to && k < i+12; k++ {
			if u.tokens[k].text == ")" {
				i = k + 1
				break
			}
		}
	}
	if i+2 < to && u.tokens[i].text == "," {
		k := i + 1
		if u.tokens[k].is("also", "sometimes", "often", "otherwise") {
			k++
		}
		if k < to && (u.tokens[k].is("called", "known", "named", "abbreviated", "short") || u.tokens[k].is("or") && k == i+1) {
			for n := k + 1; n < to && n < k+10; n++ {
				if u.tokens[n].text == "," {
					return n + 1
				}
			}
		}
	}
	return i
}

// finite reports whether the token is a finite verb that fits a subject of the given number. sure says that the subject before it is complete,
// so that a word which may be a noun is taken as the verb.
func (r *reader) finite(u *unit, i, to int, plural, sure bool) bool {
	if i >= to {
		return false
	}
	t := &u.tokens[i]
	if t.kind != wordToken {
		return false
	}
	w := t.lower
	if auxiliary[w] || modals[w] {
		return true
	}
	if t.capital() && i > 0 && t.text != "" {
		return false
	}
	next := &token{}
	if i+1 < to {
		next = &u.tokens[i+1]
	}
	if plural {
		if !bases[w] || !sure {
			return bases[w] && !sure && verbOnly(w) && opensObject(next, i+1 < to)
		}
		return opensObject(next, i+1 < to) || verbOnly(w)
	}
	if _, ok := thirdPerson[w]; !ok {
		return false
	}
	if !nounLike[w] {
		return true
	}
	return (sure || i > 0 && u.tokens[i-1].kind != punctToken) && opensObject(next, i+1 < to)
}

// opensObject reports whether a token can follow a transitive verb rather than a noun.
func opensObject(t *token, exists bool) bool {
	if !exists {
		return false
	}
	if t.kind == codeToken || t.kind == numberToken {
		return true
	}
	if t.kind == punctToken {
		return t.text == `"` || t.text == "“"
	}
	w := t.lower
	if auxiliary[w] || modals[w] || w == "of" || w == "and" || w == "or" {
		return false
	}
	return true
}

// verbOnly holds for verbs that are hardly ever nouns.
func verbOnly(base string) bool { return !nounLike[third(base)] }

// skipAdverbs moves over adverbs before a verb.
func (u *unit) skipAdverbs(i, to int) int {
	for i < to-1 && u.tokens[i].kind == wordToken && (adverbs[u.tokens[i].lower] || strings.HasSuffix(u.tokens[i].lower, "ly") && len(u.tokens[i].lower) > 4) {
		if _, named := u.mentionAt(i); named {
			break
		}
		i++
	}
	return i
}

// subjects reads one noun phrase or several joined by commas and "and" ("A, B and C").
func (r *reader) subjects(u *unit, i, to int) ([]phrase, int, bool) {
	p, ok := r.subjectAt(u, i, to)
	if !ok {
		return nil, i, false
	}
	list := []phrase{p}
	for {
		k := p.next
		if k >= to {
			return list, k, true
		}
		joined := false
		if u.tokens[k].text == "," {
			k++
			joined = true
		}
		if k < to && u.tokens[k].is("and") {
			k++
			joined = true
		}
		if !joined || k >= to {
			return list, p.next, true
		}
		q, ok := r.subjectAt(u, k, to)
		if !ok {
			return list, p.next, true
		}
		list = append(list, q)
		p = q
	}
}
