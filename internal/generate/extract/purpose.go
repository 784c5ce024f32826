package extract

import "touchstone/internal/guide"

// purpose keeps "X is used to V": tokens[i:to] start with the verb.
func (r *reader) purpose(u *unit, s *sentence, subjects []phrase, i, to int, rule string) {
	i = u.skipAdverbs(i, to)
	if i >= to || !bases[u.tokens[i].lower] && u.tokens[i].kind != wordToken {
		return
	}
	end := r.objectEnd(u, i, to)
	if wordsIn(u, i, end) < 2 || !r.wellFormed(u, i, end) {
		return
	}
	object := r.lowered(u, i, end)
	for _, p := range r.concepts(subjects) {
		r.add(u, statement{relation: Purpose, subject: p, object: object, rule: rule, status: s.status, spans: []guide.Span{u.sentenceSpan(s)}, fill: grouped(subjects, u, s)})
	}
}

// purposeFor keeps "X is used for V-ing" as "V".
func (r *reader) purposeFor(u *unit, s *sentence, subjects []phrase, i, to int, rule string) {
	i = u.skipAdverbs(i, to)
	if i >= to {
		return
	}
	end := r.objectEnd(u, i, to)
	object, ok := r.infinitive(u, i, end)
	if !ok || wordsIn(u, i, end) < 2 || !r.wellFormed(u, i, end) {
		return
	}
	for _, p := range r.concepts(subjects) {
		r.add(u, statement{relation: Purpose, subject: p, object: object, rule: rule, status: s.status, spans: []guide.Span{u.sentenceSpan(s)}, fill: grouped(subjects, u, s)})
	}
}

// useTo reads "Use X to V" and "Use X for V-ing".
func (r *reader) useTo(u *unit, s *sentence, i int) {
	p, ok := r.subjectAt(u, i, s.next)
	if !ok || p.concept < 0 || p.next >= s.next {
		return
	}
	switch {
	case u.tokens[p.next].is("to"):
		r.purpose(u, s, []phrase{p}, p.next+1, s.next, "use to")
	case u.tokens[p.next].is("for"):
		r.purposeFor(u, s, []phrase{p}, p.next+1, s.next, "use for")
	}
}

// purposeOf reads "The purpose of X is to V", also with job, role, task and aim.
func (r *reader) purposeOf(u *unit, s *sentence, i int) bool {
	to := s.next
	if !u.tokens[i].is("the") || i+4 >= to || !u.tokens[i+1].is("purpose", "job", "task", "aim", "role", "point", "goal", "duty") || !u.tokens[i+2].is("of") {
		return false
	}
	p, ok := r.subjectAt(u, i+3, to)
	if !ok || p.next+2 >= to || p.concept < 0 || !u.tokens[p.next].is("is") {
		return false
	}
	if u.tokens[p.next+1].is("to") {
		r.purpose(u, s, []phrase{p}, p.next+2, to, "the purpose of")
	}
	return true
}

// infinitive renders tokens[i:to], which start with a verb in -ing, with its base form; joined verbs follow suit ("deploying and managing").
func (r *reader) infinitive(u *unit, i, to int) (string, bool) {
	return r.inflect(u, i, to, gerunds, func(base string) string { return base })
}
