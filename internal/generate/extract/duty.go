package extract

import (
	"strings"

	"touchstone/internal/guide"
)

// roleOf reads "Securing the servers is the role of a backend developer", also with job, task, duty and responsibility.
func (r *reader) roleOf(u *unit, s *sentence) {
	if gerunds[u.tokens[s.first].lower] == "" || s.refused == addressed {
		return
	}
	for k := s.first + 2; k+3 < s.next; k++ {
		if !u.tokens[k].is("the", "a") || !u.tokens[k+1].is("role", "job", "task", "duty", "responsibility", "work") || !u.tokens[k+2].is("of") {
			continue
		}
		p, ok := r.subjectAt(u, k+3, s.next)
		end := k
		hedged := false
		for end > s.first && (u.tokens[end-1].is("is", "be", "also") || modals[u.tokens[end-1].lower] || hedges[u.tokens[end-1].lower]) {
			end--
			hedged = hedged || hedges[u.tokens[end].lower]
		}
		if hedged || !ok || p.concept < 0 || p.next != s.next || end == k || wordsIn(u, s.first, end) < 3 || !r.wellFormed(u, s.first, end) {
			return
		}
		if object, ok := r.thirdOf(u, s.first, end, gerunds); ok {
			r.add(u, statement{relation: Responsibility, subject: p, object: object, rule: "the role of", status: s.status, spans: []guide.Span{u.sentenceSpan(s)}})
		}
		return
	}
}

// asA reads "As a backend developer, you need to V" as a need of the role.
func (r *reader) asA(u *unit, s *sentence) {
	if !u.tokens[s.first].is("as") || s.first+5 >= s.next || !u.tokens[s.first+1].is("a", "an") {
		return
	}
	p, ok := r.subjectAt(u, s.first+1, s.next)
	if !ok || p.concept < 0 || !actsAs(r.c.Concepts[p.concept].Kind) || p.next+4 >= s.next || u.tokens[p.next].text != "," {
		return
	}
	i := p.next + 1
	if !u.tokens[i].is("you", "you'll", "they") {
		return
	}
	for i++; i < s.next && u.tokens[i].is("will", "also"); i++ {
	}
	next, ok := u.phraseAt(i, s.next, "need", "to")
	if !ok {
		if next, ok = u.phraseAt(i, s.next, "have", "to"); !ok {
			return
		}
	}
	end := r.objectEnd(u, next, s.next)
	if next < s.next && bases[u.tokens[next].lower] && wordsIn(u, next, end) >= 3 && r.wellFormed(u, next, end) {
		r.add(u, statement{relation: Responsibility, subject: p, object: "needs to " + u.render(next, end), rule: "as a", status: s.status, spans: []guide.Span{u.sentenceSpan(s)}})
	}
}

// allAbout keeps "X is all about Y" of a side or role as what it deals with.
func (r *reader) allAbout(u *unit, s *sentence, subjects []phrase, i, to int) {
	end := r.objectEnd(u, i, to)
	if len(subjects) != 1 || subjects[0].concept < 0 || !actsAs(r.c.Concepts[subjects[0].concept].Kind) || i >= end || conjunctions[u.tokens[i].lower] || wordsIn(u, i, end) < 3 || !r.wellFormed(u, i, end) {
		return
	}
	r.add(u, statement{relation: Responsibility, subject: subjects[0], object: "deals with " + u.render(i, end), rule: "is all about", status: s.status, spans: r.spansOf(u, s)})
}

// responsibleFor keeps "X is responsible for V-ing Y" as "Vs Y".
func (r *reader) responsibleFor(u *unit, s *sentence, subjects []phrase, i, to int) {
	end := r.objectEnd(u, i, to)
	object, ok := r.thirdOf(u, i, end, gerunds)
	if !ok {
		if i >= end || u.tokens[i].kind != wordToken || persons[u.tokens[i].lower] {
			return
		}
		object = "is responsible for " + u.render(i, end)
	}
	if wordsIn(u, i, end) < 2 || !r.wellFormed(u, i, end) {
		return
	}
	for _, p := range r.concepts(subjects) {
		r.add(u, statement{relation: Responsibility, subject: p, object: object, rule: "is responsible for", status: s.status, spans: []guide.Span{u.sentenceSpan(s)}, fill: grouped(subjects, u, s)})
	}
}

// does keeps "X Vs Y" as a responsibility of a role or side, or as an effect of anything else.
func (r *reader) does(u *unit, s *sentence, subjects []phrase, verb, to int) {
	if len(subjects) != 1 || subjects[0].concept < 0 {
		return
	}
	p := subjects[0]
	if !r.finite(u, verb, to, p.plural, true) {
		return
	}
	for k := verb - 1; k > p.first && k >= verb-3; k-- {
		if negations[u.tokens[k].lower] {
			return
		}
	}
	base := u.tokens[verb].lower
	if !p.plural {
		base = thirdPerson[base]
	}
	relation := Effect
	if actsAs(r.c.Concepts[p.concept].Kind) {
		relation = Responsibility
	}
	end := r.objectEnd(u, verb, to)
	if p.plural {
		end = cutJoined(u, verb, end)
	}
	if weakVerbs[base] || relation == Effect && base == "concern" || base == "make" && !complemented(u, verb, end) {
		return
	}
	object, ok := r.predicate(u, verb, end, p.plural)
	if !ok || wordsIn(u, verb, end) < 3 || !r.wellFormed(u, verb, end) {
		return
	}
	if k := verb - 1; k >= p.next && u.tokens[k].kind == wordToken && !droppable[u.tokens[k].lower] && (adverbs[u.tokens[k].lower] || strings.HasSuffix(u.tokens[k].lower, "ly")) {
		object = u.tokens[k].lower + " " + object
	}
	if u.find(verb, end, "become") >= 0 || u.tokens[end-1].is("one") || verb+2 < end && u.tokens[verb+1].is("the") && u.tokens[verb+2].is("same") {
		return
	}
	if n := wordsIn(u, verb, end); relation == Effect && n < 4 && base != "prevent" && base != "avoid" && base != "eliminate" && base != "remove" {
		return
	}
	for k := verb + 1; k+1 < end; k++ {
		if u.tokens[k].is("the") && u.tokens[k+1].is("second", "third", "former", "latter") {
			return // counts what other sentences have named
		}
	}
	if last := &u.tokens[end-1]; last.is("them", "it") && prepositions[u.tokens[end-2].lower] {
		return
	}
	if counts[u.tokens[verb+1].lower] && end-verb <= 3 || u.tokens[s.full-1].text == ":" {
		return // "gives three protections:" only announces
	}
	r.add(u, statement{relation: relation, subject: p, object: withoutOthers(object), rule: "verb", status: s.status, spans: r.spansOf(u, s)})
}

// complemented holds for "makes X Y": the object is followed by what becomes of it.
func complemented(u *unit, verb, end int) bool {
	for k := verb + 1; k < end; k++ {
		t := &u.tokens[k]
		if t.is("sure", "it", "possible") || k > verb+1 && t.kind == wordToken && (bases[t.lower] && !articles[u.tokens[k-1].lower] || adjectiveLike(t.lower) || t.is("easier", "harder", "faster", "slower", "safer", "public", "permanent")) {
			return true
		}
	}
	return false
}

// cutJoined ends the predicate of a plural subject before ", V ..." behind a that-clause: "ensure that data is accurate, write code": whose verb it is cannot be told.
func cutJoined(u *unit, verb, end int) int {
	inside := false
	for k := verb + 1; k+1 < end; k++ {
		inside = inside || relatives[u.tokens[k].lower]
		if inside && u.tokens[k].text == "," && bases[u.tokens[k+1].lower] && verbOnly(u.tokens[k+1].lower) {
			return k
		}
	}
	return end
}

// worksTo keeps "X works to V" as "Vs".
func (r *reader) worksTo(u *unit, s *sentence, p phrase, i, to int) {
	end := r.objectEnd(u, i, to)
	object, ok := r.thirdOf(u, i, end, baseForms)
	if !ok || p.concept < 0 || !actsAs(r.c.Concepts[p.concept].Kind) || wordsIn(u, i, end) < 2 || !r.wellFormed(u, i, end) {
		return
	}
	r.add(u, statement{relation: Responsibility, subject: p, object: object, rule: "works to", status: s.status, spans: r.spansOf(u, s)})
}

// involves keeps "X involves V-ing" as "Vs".
func (r *reader) involves(u *unit, s *sentence, p phrase, i, to int) {
	end := r.objectEnd(u, i, to)
	object, ok := r.thirdOf(u, i, end, gerunds)
	if !ok || p.concept < 0 || !actsAs(r.c.Concepts[p.concept].Kind) || wordsIn(u, i, end) < 2 || !r.wellFormed(u, i, end) {
		return
	}
	r.add(u, statement{relation: Responsibility, subject: p, object: object, rule: "involves", status: s.status, spans: r.spansOf(u, s)})
}

// weakVerbs say too little about their subject to ask for it.
var weakVerbs = words(`be have stand behave do go come get seem appear become remain vary differ depend matter look sound happen start begin play mean work evolve continue grow try want like love feel tend sit stay suffer belong change shine rely deserve exist teach need call name say read follow lead show explain describe concern-with deserve receive lack`)

// actsAs reports whether a kind names somebody or something that acts.
func actsAs(kind string) bool {
	kind = strings.ToLower(kind)
	for _, role := range roleKinds {
		if kind == role || strings.HasSuffix(kind, " "+role) {
			return true
		}
	}
	return false
}
