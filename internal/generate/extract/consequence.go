package extract

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// without reads "Without X, C": tokens[i:] follow the preposition.
func (r *reader) without(u *unit, s *sentence, i int) {
	p, ok := r.subjectAt(u, i, s.next)
	if ok && p.next < s.next && prepositions[u.tokens[p.next].lower] {
		// "Without a check on the server side, ..."
		for n := p.next; n < s.next && n < p.next+8; n++ {
			if u.tokens[n].text == "," {
				p.text, p.next = u.render(p.first, n), n
				break
			}
		}
	}
	if !ok || p.next >= s.next || u.tokens[p.next].text != "," {
		return
	}
	r.withoutClause(u, s.status, p, p.next+1, s.next, []guide.Span{u.sentenceSpan(s)})
}

// withoutClause keeps the clause at tokens[i:to] as what happens when the subject is missing.
func (r *reader) withoutClause(u *unit, status bank.FactStatus, p phrase, i, to int, spans []guide.Span) {
	end := r.objectEnd(u, i, to)
	r.wholeSentence = true
	defer func() { r.wholeSentence = false }()
	if !r.opensClause(u, i, end) || wordsIn(u, i, end) < 3 || !r.wellFormed(u, i, end) {
		return
	}
	if p.concept < 0 && p.about >= 0 {
		// "an index on the column" lacks the index; "a shard key" is another thing than a shard.
		if m, ok := u.mentionAt(p.first); ok && m.concept == p.about && m.next < len(u.tokens) && prepositions[u.tokens[m.next].lower] {
			p.concept = p.about
		}
	}
	r.add(u, statement{relation: Without, subject: p, object: r.lowered(u, i, end), rule: "without", status: status, spans: spans})
}

// with reads "With X, C": what holds where X is used. The name of X must stand alone before the comma.
func (r *reader) with(u *unit, s *sentence, i int) bool {
	p, ok := r.subjectAt(u, i, s.next)
	if !ok || p.concept < 0 || p.next+3 >= s.next || u.tokens[p.next].text != "," {
		return false
	}
	from := p.next + 1
	end := r.objectEnd(u, from, s.next)
	r.wholeSentence = true
	defer func() { r.wholeSentence = false }()
	if !r.opensClause(u, from, end) || wordsIn(u, from, end) < 4 || !r.wellFormed(u, from, end) || u.tokens[from].is("this", "that", "these", "those") || pronouns[u.tokens[from].lower] || u.hedged(from, end) {
		return false
	}
	used := " is used"
	if p.plural {
		used = " are used"
	}
	situation := r.lowered(u, i, p.next) + used
	r.add(u, statement{relation: Condition, subject: p, object: r.lowered(u, from, end), rule: "with", status: s.status, spans: []guide.Span{u.sentenceSpan(s)}, fill: func(f *Fact) { f.Situation = situation }})
	return true
}

// condition reads "If S, C".
func (r *reader) condition(u *unit, s *sentence, i int) {
	to := s.next
	r.wholeSentence = true
	defer func() { r.wholeSentence = false }()
	for k := i + 2; k+2 < to; k++ {
		if u.tokens[k].text != "," {
			continue
		}
		from := k + 1
		if u.tokens[from].is("then") {
			from++
		}
		if u.tokens[from].is("and", "or") || !r.opensClause(u, from, to) {
			continue
		}
		if t := &u.tokens[from]; t.is("this", "that", "these", "those") {
			return
		}
		end := r.objectEnd(u, from, to)
		if !r.wellFormed(u, i, k) || !r.wellFormed(u, from, end) || wordsIn(u, from, end) < 3 {
			return
		}
		if first := &u.tokens[i]; pronouns[first.lower] {
			return
		}
		m, ok := r.wholeMention(u, i, k)
		if !ok {
			q, known := r.subjectAt(u, from, end)
			if !known || q.concept < 0 {
				return
			}
			m = mention{first: q.first, next: q.next, concept: q.concept}
		}
		p := phrase{concept: m.concept, about: -1, text: u.render(m.first, m.next)}
		situation := r.lowered(u, i, k)
		if u.tokens[i-1].is("when", "whenever") {
			situation = u.tokens[i-1].lower + " " + situation
		}
		r.add(u, statement{relation: Condition, subject: p, object: r.lowered(u, from, end), rule: u.tokens[i-1].lower, status: s.status, spans: []guide.Span{u.sentenceSpan(s)},
			fill: func(f *Fact) { f.Situation = situation }})
		return
	}
}

// wholeMention returns the first concept in tokens[from:to] that is not the beginning of a longer name ("server" in "server clocks").
func (r *reader) wholeMention(u *unit, from, to int) (mention, bool) {
	for i := from; i < to; i++ {
		m, ok := u.mentionAt(i)
		if !ok || m.next > to || m.possessive {
			continue
		}
		if m.next >= to {
			return m, true
		}
		next := &u.tokens[m.next]
		if next.kind != wordToken || len(next.text) == 1 || prepositions[next.lower] || conjunctions[next.lower] || determiners[next.lower] || adverbs[next.lower] || r.finite(u, m.next, to, m.plural, true) {
			return m, true
		}
	}
	return mention{}, false
}

// numeric reads "The ATTRIBUTE of X is NUMBER" and "X has NUMBER UNIT", also twice in a sentence joined by ", and".
func (r *reader) numeric(u *unit, s *sentence, i int) {
	from := i
	for k := i; k <= s.next; k++ {
		if k < s.next && !(u.tokens[k].text == "," && k+1 < s.next && u.tokens[k+1].is("and")) {
			continue
		}
		r.numericClause(u, s, from, k)
		from = k + 2
	}
}

func (r *reader) numericClause(u *unit, s *sentence, i, to int) {
	if i+3 >= to {
		return
	}
	if u.tokens[i].is("the") {
		of := u.find(i+1, min(to, i+6), "of")
		if of < 0 || of == i+1 {
			return
		}
		p, ok := r.subjectAt(u, of+1, to)
		if !ok || p.next+1 >= to || !u.tokens[p.next].is("is", "are") || p.concept < 0 {
			return
		}
		if value, ok := r.value(u, p.next+1, to); ok {
			attribute := strings.ToLower(u.render(i+1, of))
			r.add(u, statement{relation: Numeric, subject: p, object: value, rule: "the attribute of", status: s.status, spans: []guide.Span{u.sentenceSpan(s)}, fill: func(f *Fact) { f.Attribute = attribute }})
		}
		return
	}
	p, ok := r.subjectAt(u, i, to)
	if !ok || p.next+2 >= to || p.concept < 0 || !u.tokens[p.next].is("has", "have") {
		return
	}
	if value, ok := r.value(u, p.next+1, to); ok {
		fields := strings.Fields(value)
		r.add(u, statement{relation: Numeric, subject: p, object: value, rule: "has", status: s.status, spans: []guide.Span{u.sentenceSpan(s)}, fill: func(f *Fact) { f.Attribute = "number of " + fields[len(fields)-1] }})
	}
}

// value renders a number with at most two words of unit that fill tokens[i:to] whole.
func (r *reader) value(u *unit, i, to int) (string, bool) {
	if to-i > 6 || u.tokens[i].kind != numberToken || strings.HasPrefix(u.tokens[i].text, "$") {
		return "", false
	}
	for k := i; k < to; k++ {
		t := &u.tokens[k]
		if t.kind == punctToken && t.text != "%" || t.kind == wordToken && prepositions[t.lower] && !t.is("to", "per") {
			return "", false
		}
	}
	return u.render(i, to), true
}
