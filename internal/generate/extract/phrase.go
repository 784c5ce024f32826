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
var neutral = words(`typical single given classic ordinary normal particular certain suitable proper plain regular whole`)

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
	end := u.neutralTail(m.next, to)
	if !p.plural && pluralName(u.tokens[m.next-1].lower) && end < to && r.finite(u, end, to, true, true) && !r.finite(u, end, to, false, true) {
		p.plural = true // a name in the plural that the curriculum treats as a mass noun: "server-sent events carry ..."
	}
	// "the `state` parameter": the head says what kind of thing it is and adds nothing. "event bus": the head makes another thing of it.
	if end < to && u.tokens[end].kind == wordToken && !r.finite(u, end, to, p.plural, true) {
		head, isPlural := singular(u.tokens[end].lower)
		after := end + 1
		kind := strings.ToLower(r.c.Concepts[m.concept].Kind)
		sameKind := kind == head || strings.HasSuffix(kind, " "+head)
		if (sameKind || genericHeads[head] && u.tokens[end-1].kind == codeToken || restating[head] && r.c.Concepts[m.concept].Mass) && (after >= to || u.tokens[after].kind == punctToken || r.finite(u, after, to, isPlural, true) || prepositions[u.tokens[after].lower]) {
			p.plural = isPlural
			end = after
		} else if _, also := u.mentionAt(end); also || !adverbs[u.tokens[end].lower] && !prepositions[u.tokens[end].lower] && !conjunctions[u.tokens[end].lower] {
			return r.plainSubject(u, p, to)
		}
	}
	p.text = u.render(p.first, m.next)
	if end > m.next && u.tokens[m.next].kind == wordToken && !prepositions[u.tokens[m.next].lower] {
		p.text = u.render(p.first, end)
	}
	end = u.neutralTail(end, to)
	p.next = u.skipAside(end, to)
	if p.next < to && p.next == end && prepositions[u.tokens[p.next].lower] && u.tokens[p.next].kind == wordToken && !u.tokens[p.next].is("to") {
		// "An index on the column ..." speaks of the concept, but not of it alone.
		return r.qualified(u, p, to)
	}
	return p, true
}

// restating are heads that add nothing to a mass noun: "serverless architecture".
var restating = words(`architecture approach technology technique model computing`)

// neutralTail moves over words behind a concept that do not narrow it: "of RFC 8707", "of an application".
func (u *unit) neutralTail(i, to int) int {
	if i+2 < to && u.tokens[i].is("of", "in") && u.tokens[i+1].text == "RFC" && u.tokens[i+2].kind == numberToken {
		return i + 3
	}
	if i+2 < to && u.tokens[i].is("of", "in") && articles[u.tokens[i+1].lower] && u.tokens[i+2].is("application", "app", "website", "system", "site", "project") && (i+3 >= to || u.tokens[i+3].kind == wordToken) {
		return i + 3
	}
	return i
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
	if i < to && u.tokens[i].text == "(" && u.tokens[i].spaced {
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
		if k < to && (u.tokens[k].is("called", "known", "named", "abbreviated", "short")) {
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
		// "design, build and maintain": the next verb follows at once.
		if (next.text == "," || next.is("and", "or")) && i+2 < to && bases[u.tokens[i+2].lower] {
			return true
		}
		return opensObject(next, i+1 < to) || verbOnly(w)
	}
	if _, ok := thirdPerson[w]; !ok {
		return false
	}
	if !nounLike[w] {
		return true
	}
	return (sure || i > 0 && u.tokens[i-1].kind != punctToken) && (opensObject(next, i+1 < to) || sure && i+1 >= to)
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
	for i < to-1 && u.tokens[i].kind == wordToken && (adverbs[u.tokens[i].lower] || strings.HasSuffix(u.tokens[i].lower, "ly") && len(u.tokens[i].lower) > 4 && bases[u.tokens[i].lower] == false) {
		if _, named := u.mentionAt(i); named {
			break
		}
		i++
	}
	return i
}

// subjects reads one noun phrase or several joined by commas and "and" ("A, B and C"), also behind their common noun ("the claims `exp` and `iat`").
func (r *reader) subjects(u *unit, i, to int) ([]phrase, int, bool) {
	if list, next, ok := r.namedSubjects(u, i, to); ok {
		return list, next, true
	}
	p, ok := r.subjectAt(u, i, to)
	if !ok {
		return nil, i, false
	}
	list := []phrase{p}
	for {
		k, joined := u.joined(p.next, to)
		if !joined {
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

// joined moves over the comma and the "and" between two parts of a list.
func (u *unit) joined(k, to int) (int, bool) {
	joined := false
	if k < to && u.tokens[k].text == "," {
		k++
		joined = true
	}
	if k < to && u.tokens[k].is("and") {
		k++
		joined = true
	}
	return k, joined && k < to
}

// namedSubjects reads "the NOUNs A, B and C": each is a NOUN.
func (r *reader) namedSubjects(u *unit, i, to int) ([]phrase, int, bool) {
	if i+3 >= to || !u.tokens[i].is("the") {
		return nil, i, false
	}
	k := i + 1
	for k < to && k < i+4 && u.tokens[k].kind == wordToken && !conjunctions[u.tokens[k].lower] && !prepositions[u.tokens[k].lower] {
		noun, many := singular(u.tokens[k].lower)
		if !many || !genericHeads[noun] {
			k++
			continue
		}
		var list []phrase
		at := k + 1
		for at < to && (u.tokens[at].kind == codeToken || u.tokens[at].kind == wordToken && u.tokens[at].capital()) {
			end := at + 1
			p := phrase{concept: -1, about: -1, first: at, next: end, text: u.render(at, end)}
			if m, ok := u.mentionAt(at); ok && m.next <= to {
				p.concept, p.next, end = m.concept, m.next, m.next
				p.text = u.render(at, end)
			}
			if concept, ok := r.tagger.named(u.render(at, end) + " " + noun); ok {
				p.concept = concept
			}
			list = append(list, p)
			next, joined := u.joined(end, to)
			if !joined {
				if len(list) > 1 {
					return list, end, true
				}
				return nil, i, false
			}
			at = next
		}
		return nil, i, false
	}
	return nil, i, false
}
