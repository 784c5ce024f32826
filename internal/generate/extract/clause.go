package extract

import (
	"strings"

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
		for end > s.first && (u.tokens[end-1].is("is", "be", "also") || modals[u.tokens[end-1].lower]) {
			end--
		}
		if !ok || p.concept < 0 || p.next != s.next || end == k || wordsIn(u, s.first, end) < 3 || !r.wellFormed(u, s.first, end) {
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
	if t := &u.tokens[verb]; verb >= s.next || auxiliary[t.lower] || modals[t.lower] || negations[t.lower] {
		return
	}
	r.verb(u, s, []phrase{p}, verb, s.next)
}

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
	verb = u.skipAdverbs(verb, to)
	r.verb(u, s, subjects, verb, to)
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
	i = u.skipAdverbs(i, to)
	if i >= to || negations[u.tokens[i].lower] {
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

// allAbout keeps "X is all about Y" of a side or role as what it deals with.
func (r *reader) allAbout(u *unit, s *sentence, subjects []phrase, i, to int) {
	end := r.objectEnd(u, i, to)
	if len(subjects) != 1 || subjects[0].concept < 0 || !actsAs(r.c.Concepts[subjects[0].concept].Kind) || i >= end || conjunctions[u.tokens[i].lower] || wordsIn(u, i, end) < 3 || !r.wellFormed(u, i, end) {
		return
	}
	r.add(u, statement{relation: Responsibility, subject: subjects[0], object: "deals with " + u.render(i, end), rule: "is all about", status: s.status, spans: r.spansOf(u, s)})
}

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

// thirdOf renders tokens[i:to], which start with a verb whose forms are listed, in the third person.
func (r *reader) thirdOf(u *unit, i, to int, forms map[string]string) (string, bool) {
	return r.inflect(u, i, to, forms, third)
}

// inflect rewrites the first verb and the verbs joined to it from one form into another.
func (r *reader) inflect(u *unit, i, to int, forms map[string]string, form func(string) string) (string, bool) {
	if i >= to || forms[u.tokens[i].lower] == "" {
		return "", false
	}
	var b strings.Builder
	joined := true
	for k := i; k < to; k++ {
		t := &u.tokens[k]
		if k > i && t.spaced {
			b.WriteByte(' ')
		}
		base := forms[t.lower]
		switch {
		case t.kind == codeToken:
			b.WriteString("`" + t.text + "`")
		case t.kind == wordToken && joined && base != "" && (k == i || verbHere(u, i, k, to, forms)):
			b.WriteString(form(base))
		case k == i:
			b.WriteString(strings.ToLower(t.text))
		default:
			b.WriteString(plainWord(t))
		}
		if t.kind == wordToken && (relatives[t.lower] || t.is("to")) {
			joined = false // verbs behind "that" have a subject of their own, verbs behind "to" stay infinitives
		}
	}
	return b.String(), true
}

// verbHere reports whether the listed form at k is joined to the first verb by a comma or "and" rather than being a noun.
func verbHere(u *unit, from, k, to int, forms map[string]string) bool {
	before := &u.tokens[k-1]
	if !before.is("and", "or", ",") {
		return false
	}
	if k-1 > from && u.tokens[k-2].is(",") && before.is("and") {
		before = &u.tokens[k-2]
	}
	next := &token{}
	if k+1 < to {
		next = &u.tokens[k+1]
	}
	t := &u.tokens[k]
	if k == from+2 && u.tokens[k-1].is("and", "or") {
		return true
	}
	if gerundNouns[t.lower] {
		return false
	}
	base := forms[t.lower]
	if verbOnly(base) {
		return k+1 < to && (next.kind != punctToken || next.text == ",")
	}
	return next.kind == wordToken && (determiners[next.lower] || next.is("and", "or") && k+2 < to && forms[u.tokens[k+2].lower] != "")
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
	if weakVerbs[base] || base == "make" && !complemented(u, verb, end) {
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
	if counts[u.tokens[verb+1].lower] && end-verb <= 3 || u.tokens[s.full-1].text == ":" {
		return // "gives three protections:" only announces
	}
	r.add(u, statement{relation: relation, subject: p, object: object, rule: "verb", status: s.status, spans: r.spansOf(u, s)})
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

// spansOf is where a sentence stands, together with the sentence that says what its pronoun means.
func (r *reader) spansOf(u *unit, s *sentence) []guide.Span {
	if s.antecedent != nil {
		return []guide.Span{u.sentenceSpan(s.antecedent), u.sentenceSpan(s)}
	}
	return []guide.Span{u.sentenceSpan(s)}
}

// weakVerbs say too little about their subject to ask for it.
var weakVerbs = words(`be have stand do go come get seem appear become remain vary differ depend matter look sound happen start begin play mean work evolve continue grow try want like love feel tend sit stay suffer belong change shine rely deserve exist teach need call name say read follow lead show explain describe concern-with deserve receive lack`)

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

// predicate renders a predicate in the third person singular.
func (r *reader) predicate(u *unit, verb, to int, isPlural bool) (string, bool) {
	if verb >= to {
		return "", false
	}
	t := &u.tokens[verb]
	if isPlural {
		switch t.lower {
		case "are":
			return "is" + r.rest(u, verb+1, to), true
		case "have":
			return "has" + r.rest(u, verb+1, to), true
		case "do":
			return "does" + r.rest(u, verb+1, to), true
		case "were":
			return "was" + r.rest(u, verb+1, to), true
		}
		if modals[t.lower] {
			return u.render(verb, to), true
		}
		text, ok := r.thirdOf(u, verb, to, baseForms)
		return singularPossessive(text), ok
	}
	return u.render(verb, to), true
}

// singularPossessive lets "their" and "themselves" follow a subject into the singular, unless a plural noun stands before them that they may mean.
func singularPossessive(text string) string {
	fields := strings.Fields(text)
	for i, w := range fields {
		if w != "their" && w != "themselves" {
			if _, many := singular(strings.Trim(w, ",")); many && i > 0 {
				return text
			}
			continue
		}
		fields[i] = map[string]string{"their": "its", "themselves": "itself"}[w]
		return strings.Join(fields, " ")
	}
	return text
}

func (r *reader) rest(u *unit, from, to int) string {
	if from >= to {
		return ""
	}
	return " " + u.render(from, to)
}

// baseForms maps base forms to themselves, for inflect.
var baseForms = func() map[string]string {
	m := map[string]string{}
	for _, b := range verbBases {
		m[b] = b
	}
	return m
}()

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
