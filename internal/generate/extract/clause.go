package extract

import (
	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// sentences runs the rules for sentences over a unit.
func (r *reader) sentences(u *unit) {
	for i := range u.sentences {
		s := &u.sentences[i]
		if s.refused == "" && !s.spent {
			r.clause(u, s)
		}
		if (s.refused == "" || s.refused == addressed) && !s.spent {
			r.roleOf(u, s)
			r.asA(u, s)
		}
		if s.refused == pronounLed && !s.spent && i > 0 {
			r.pronounClause(u, s, &u.sentences[i-1])
		}
		if !s.spent && (s.refused == "" || s.refused == pronounLed || s.refused == addressed) {
			r.asides(u, s)
		}
	}
}

// Why a sentence was refused, where rules look at the reason.
const (
	pronounLed = "its subject is a pronoun"
	addressed  = "first or second person"
)

// clause reads one sentence: the rules that look at its first word, then those that look at its verb.
func (r *reader) clause(u *unit, s *sentence) {
	first := r.afterLinks(u, s.first, s.next)
	to := s.next
	t := &u.tokens[first]
	switch {
	case t.is("while", "whereas"):
		r.leadingContrast(u, s, first+1)
		return
	case t.is("without"):
		r.without(u, s, first+1)
		return
	case t.is("with") && r.with(u, s, first+1):
		return
	case t.is("if", "when", "whenever"):
		r.condition(u, s, first+1)
		return
	case t.is("use") && t.capital():
		r.useTo(u, s, first+1)
		return
	}
	if r.middleContrast(u, s, first) {
		return
	}
	r.numeric(u, s, first)
	if r.purposeOf(u, s, first) {
		return
	}
	subjects, verb, ok := r.subjects(u, first, to)
	if !ok || verb >= to {
		return
	}
	at := u.skipAdverbs(verb, to)
	if u.hedged(verb, at+1) {
		return
	}
	r.verb(u, s, subjects, at, to)
}

// hedged reports whether tokens[from:to], which stand between a subject and its verb, say that the statement holds at times only. "Can" is left to the
// rule for the verb: what a thing can be used for is its purpose.
func (u *unit) hedged(from, to int) bool {
	for i := from; i < min(to, len(u.tokens)); i++ {
		if t := &u.tokens[i]; t.kind == wordToken && hedges[t.lower] && !t.is("can") {
			return true
		}
	}
	return false
}

// verb reads a clause whose subjects end where its verb begins.
func (r *reader) verb(u *unit, s *sentence, subjects []phrase, verb, to int) {
	t := &u.tokens[verb]
	next := &token{}
	if verb+1 < to {
		next = &u.tokens[verb+1]
	}
	switch {
	case t.kind != wordToken:
		return
	case t.is("is", "are"):
		r.copula(u, s, subjects, verb+1, to)
	case t.is("means", "mean", "denotes", "denote"):
		r.define(u, s, subjects, verb+1, to, "means")
	case t.is("refers", "refer") && next.is("to"):
		r.define(u, s, subjects, verb+2, to, "refers to")
	case t.is("describes", "describe") && len(subjects) == 1:
		r.does(u, s, subjects, verb, to)
	case t.is("works", "work", "helps", "help") && next.is("to") && len(subjects) == 1:
		r.worksTo(u, s, subjects[0], verb+2, to)
	case t.is("involves", "involve", "includes", "include") && gerunds[next.lower] != "" && len(subjects) == 1:
		r.involves(u, s, subjects[0], verb+1, to)
	case t.is("serves", "serve") && next.is("to"):
		r.purpose(u, s, subjects, verb+2, to, "serves to")
	case t.is("exists", "exist") && next.is("to"):
		r.purpose(u, s, subjects, verb+2, to, "exists to")
	case t.is("can") && next.is("be") && verb+3 < to && u.tokens[verb+2].is("used") && u.tokens[verb+3].is("to"):
		r.purpose(u, s, subjects, verb+4, to, "can be used to")
	case auxiliary[t.lower] || modals[t.lower]:
		return
	default:
		r.does(u, s, subjects, verb, to)
	}
}

// copula reads what follows "is" or "are".
func (r *reader) copula(u *unit, s *sentence, subjects []phrase, i, to int) {
	from := i
	i = u.skipAdverbs(i, to)
	if u.hedged(from, i) || i >= to || negations[u.tokens[i].lower] {
		return
	}
	if next, ok := u.phraseAt(i, to, "all", "about"); ok {
		r.allAbout(u, s, subjects, next, to)
		return
	}
	if next, ok := u.phraseAt(i, to, "used", "to"); ok {
		r.purpose(u, s, subjects, next, to, "is used to")
		return
	}
	if next, ok := u.phraseAt(i, to, "used", "for"); ok {
		r.purposeFor(u, s, subjects, next, to, "is used for")
		return
	}
	for _, participle := range []string{"designed", "built", "intended", "meant", "made", "required", "needed", "necessary"} {
		if next, ok := u.phraseAt(i, to, participle, "to"); ok {
			r.purpose(u, s, subjects, next, to, "is "+participle+" to")
			return
		}
	}
	for _, lead := range [][]string{{"responsible", "for"}, {"in", "charge", "of"}} {
		if next, ok := u.phraseAt(i, to, lead...); ok {
			r.responsibleFor(u, s, subjects, next, to)
			return
		}
	}
	if next, ok := u.phraseAt(i, to, "defined", "as"); ok {
		r.define(u, s, subjects, next, to, "is defined as")
		return
	}
	if next, ok := u.phraseAt(i, to, "an", "example", "of"); ok {
		r.members(u, s, subjects, next, to, Example, "is an example of")
		return
	}
	if next, ok := u.phraseAt(i, to, "examples", "of"); ok {
		r.members(u, s, subjects, next, to, Example, "are examples of")
		return
	}
	if len(subjects) > 1 {
		r.members(u, s, subjects, i, to, Member, "are")
		return
	}
	r.define(u, s, subjects, i, to, "is")
}

// concepts leaves the subjects of which the curriculum knows what they are; several subjects must all be known.
func (r *reader) concepts(subjects []phrase) []phrase {
	var known []phrase
	for _, p := range subjects {
		if p.concept < 0 {
			return nil
		}
		known = append(known, p)
	}
	return known
}

// grouped marks the facts of one sentence as belonging together when it has several subjects.
func grouped(subjects []phrase, u *unit, s *sentence) func(*Fact) {
	if len(subjects) < 2 {
		return nil
	}
	return func(f *Fact) { f.Group = f.Passage + "/" + u.tokens[s.first].lower + u.tokens[s.next-1].lower }
}

// spansOf is where a sentence stands, together with the sentence that says what its pronoun means.
func (r *reader) spansOf(u *unit, s *sentence) []guide.Span {
	if s.antecedent != nil {
		return []guide.Span{u.sentenceSpan(s.antecedent), u.sentenceSpan(s)}
	}
	return []guide.Span{u.sentenceSpan(s)}
}

// checkClass marks a fact wrong when the class that it gives its subject excludes what the curriculum says of the subject.
func (r *reader) checkClass(f *Fact) {
	if f.Relation != Member && f.Relation != Example && f.Relation != Definition {
		return
	}
	switch {
	case r.excludedClass(f.Subject, f.Object):
		f.Status = bank.Wrong
	case f.Relation != Definition && r.contestedClass(f.Subject, f.Object):
		f.Status = bank.Contested
	}
}
