package extract

import "strings"

// pronounClause reads "It Vs ..." and "They V ..." when the sentence before leaves no doubt about what the pronoun means: its own subject is a known
// concept of the same number, a person or group for "they".
func (r *reader) pronounClause(u *unit, s, previous *sentence) {
	i := r.afterLinks(u, s.first, s.next)
	pronoun := &u.tokens[i]
	if !pronoun.is("it", "they") || previous.spent || i+2 >= s.next {
		return
	}
	var p phrase
	switch {
	case previous.meant != nil:
		p = *previous.meant
	case previous.refused == "":
		subject, ok := r.subjectAt(u, r.afterLinks(u, previous.first, previous.next), previous.next)
		if !ok || subject.concept < 0 || subject.next >= previous.next {
			return
		}
		verb := u.skipAdverbs(subject.next, previous.next)
		if !r.finite(u, verb, previous.next, subject.plural, true) {
			return
		}
		p = subject
	default:
		return
	}
	isRole := strings.HasSuffix(strings.ToLower(r.c.Concepts[p.concept].Kind), "role")
	if pronoun.is("they") && !p.plural && !isRole || pronoun.is("it") && (p.plural || isRole) {
		return
	}
	s.meant = &p
	s.antecedent = previous
	if previous.antecedent != nil {
		s.antecedent = previous.antecedent
	}
	p.plural = pronoun.is("they")
	verb := u.skipAdverbs(i+1, s.next)
	if u.hedged(i+1, verb) {
		return
	}
	if t := &u.tokens[verb]; verb >= s.next || auxiliary[t.lower] || modals[t.lower] || negations[t.lower] {
		return
	}
	r.verb(u, s, []phrase{p}, verb, s.next)
}
