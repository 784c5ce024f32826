package extract

import (
	"strconv"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// termItem reads an item "Term: what it is" or "Term – what it is". The term is bold, or a concept.
func (r *reader) termItem(l *list, u *unit, lead lead) bool {
	s := &u.sentences[0]
	cut := termMark(u, s)
	if cut < 0 {
		return false
	}
	p, ok := r.term(u, s.first, cut)
	if !ok || p.concept < 0 && !u.tokens[s.first].strong && !l.termed {
		return false
	}
	r.termExpansion(u, s, cut)
	spans := []guide.Span{u.sentenceSpan(s)}
	if lead.kind == "members" {
		r.memberFact(u, p, lead, []guide.Span{l.leadIn, u.sentenceSpan(s)})
	}
	if s.refused == "" || s.refused == pronounLed {
		r.termMeaning(u, s, p, cut+1, spans, lead)
		s.spent = true
	}
	return true
}

// termMark returns the colon or dash that parts a term at the head of a sentence from its text, -1 if there is none.
func termMark(u *unit, s *sentence) int {
	for i := s.first; i < s.next && i < s.first+14; i++ {
		t := &u.tokens[i]
		if t.text == ":" || t.spaced && (t.text == "–" || t.text == "—" || t.text == "-") && i+1 < s.next && u.tokens[i+1].spaced {
			if i == s.first || i+1 >= s.next {
				return -1
			}
			return i
		}
		if t.kind == punctToken && !strings.Contains("()/*,", t.text) {
			break
		}
	}
	return -1
}

// termed reports whether two items or more, and at least half of a list, begin with a short term and its mark.
func (r *reader) termed(l *list) bool {
	n := 0
	for _, item := range l.items {
		u := r.units[item]
		if len(u.sentences) == 0 {
			continue
		}
		s := &u.sentences[0]
		if cut := termMark(u, s); cut > 0 && cut-s.first <= 4 {
			n++
		}
	}
	return n >= 2 && n*2 >= len(l.items)
}

// term reads the words before the mark, a bracket with an abbreviation aside.
func (r *reader) term(u *unit, from, to int) (phrase, bool) {
	end := to
	aside := from
	for aside < to && u.tokens[aside].text != "(" {
		aside++
	}
	if aside < to && u.tokens[to-1].text == ")" {
		end = aside
	}
	p, ok := r.wholePhrase(u, from, end)
	if !ok {
		return p, false
	}
	if p.concept < 0 && end < to {
		if concept, ok := r.tagger.single(u.tokens, aside+1, to-1); ok && abbreviation(&u.tokens[aside+1]) {
			p.concept = concept
		}
	}
	if heading := r.headings[r.doc.Blocks[u.block].Heading]; p.concept < 0 && p.about < 0 && heading != nil && len(heading.tokens) > 0 {
		// `FROM` under the heading "Dockerfile instructions" is the FROM instruction.
		if kind, many := singular(heading.tokens[len(heading.tokens)-1].lower); many {
			if concept, ok := r.tagger.named(p.text + " " + kind); ok {
				p.concept = concept
				return p, true
			}
		}
	}
	if p.concept < 0 && end < to {
		// "Cross-site request forgery (CSRF) on the redirect"
		if q, ok := r.wholePhrase(u, from, to); ok && q.concept >= 0 {
			return q, true
		}
	}
	if _, many := singular(u.tokens[end-1].text); many {
		p.plural = true
	}
	return p, true
}

// termExpansion looks into the term's own brackets.
func (r *reader) termExpansion(u *unit, s *sentence, cut int) {
	part := *s
	part.next, part.full = cut, cut
	r.expansions(u, &part)
	r.frameworks(u, &part)
}

// termMeaning keeps what stands behind the mark by its form: a noun phrase defines, a verb tells what the term does.
func (r *reader) termMeaning(u *unit, s *sentence, p phrase, i int, spans []guide.Span, lead lead) {
	i = u.skipQuotes(i, s.next)
	if i >= s.next {
		return
	}
	w := u.tokens[i].lower
	end := r.objectEnd(u, i, s.next)
	if end <= i {
		return
	}
	if (thirdPerson[w] != "" && (!nounLike[w] || i+1 < end && opensObject(&u.tokens[i+1], true) && !prepositions[u.tokens[i+1].lower])) && !articles[w] {
		r.termDoes(u, s, p, i, end, spans)
		return
	}
	if next, ok := u.phraseAt(i, end, "used", "to"); ok {
		r.purpose(u, s, []phrase{p}, next, s.next, "term: used to")
		return
	}
	if w == "for" {
		r.purposeFor(u, s, []phrase{p}, i+1, s.next, "term: for")
		return
	}
	status := s.status
	if status == bank.Stated && firstIsPraise(u, i) {
		status = bank.Opinion
	}
	r.defineAs(u, status, p, i, s.next, "list", spans)
}

func firstIsPraise(u *unit, i int) bool {
	return opinionWords[u.tokens[i].lower] && !u.inMention(i)
}

// termDoes keeps a predicate as what the term does.
func (r *reader) termDoes(u *unit, s *sentence, p phrase, i, end int, spans []guide.Span) {
	if wordsIn(u, i, end) < 2 || !r.wellFormed(u, i, end) || p.plural && !strings.HasSuffix(u.tokens[i].lower, "s") {
		return
	}
	if p.concept < 0 {
		// Entries of a list that the curriculum does not know are compared with each other, like the rows of a table.
		if number := r.doc.Blocks[u.block].List; number > 0 && r.doc.Blocks[u.block].Kind == guide.ListItem {
			group := "list/" + strconv.Itoa(number)
			r.add(u, statement{relation: Property, subject: p, object: r.lowered(u, i, end), rule: "term: verb", status: s.status, spans: spans, fill: func(f *Fact) {
				f.Attribute, f.Group = "what it does", group
			}})
		}
		return
	}
	relation := Effect
	if actsAs(r.c.Concepts[p.concept].Kind) {
		relation = Responsibility
	}
	r.add(u, statement{relation: relation, subject: p, object: r.lowered(u, i, end), rule: "term: verb", status: s.status, spans: spans})
}

// definitionEntry reads an entry of a definition list.
func (r *reader) definitionEntry(block int) {
	b := &r.doc.Blocks[block]
	u := r.units[block]
	if u == nil || len(u.sentences) == 0 || b.Term.Len() == 0 {
		return
	}
	t := r.newUnit(block, b.Term, b.TermRuns)
	if len(t.tokens) == 0 {
		return
	}
	p, ok := r.term(t, 0, len(t.tokens))
	if !ok {
		return
	}
	if len(t.sentences) > 0 {
		r.expansions(t, &t.sentences[0])
	}
	s := &u.sentences[0]
	spans := []guide.Span{b.Term, u.sentenceSpan(s)}
	r.termMeaning(u, s, p, s.first, spans, lead{})
	s.spent = true
}
