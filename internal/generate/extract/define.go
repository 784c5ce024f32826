package extract

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// hollow are first words of an object, after the article, that make it no definition.
var hollow = words(`same default reason case answer problem key goal best worst most first last next only-one mistake matter question sign choice must good great big popular common important essential crucial vital main major
	topic subject point example need idea fact truth result challenge advantage benefit drawback downside trade-off tradeoff favorite favourite backbone heart engine future career career-path skill skills part other another lot bit number variety range perfect ideal
	safer safest cheaper cheapest clearest faster fastest slowest right wrong usual hardest easiest centre center core foundation cornerstone bridge gateway-to pure fair talk such more`)

// classMarks are words that may stand at the head of a definition without an article.
var bareHeads = words(`software hardware metadata data code information anything whatever programs tools services interfaces systems`)

// define keeps "X is a Y that Z". Without the distinguishing part it keeps the class of a known concept.
func (r *reader) define(u *unit, s *sentence, subjects []phrase, i, to int, rule string) {
	if len(subjects) != 1 {
		if rule == "is" || rule == "means" {
			return
		}
		return
	}
	r.defineAs(u, s.status, subjects[0], i, to, rule, []guide.Span{u.sentenceSpan(s)})
}

func (r *reader) defineAs(u *unit, status bank.FactStatus, p phrase, i, to int, rule string, spans []guide.Span) bool {
	i = u.skipAdverbs(i, to)
	if i >= to || p.about >= 0 && p.concept < 0 && rule == "is" && containsPreposition(p.text) {
		return false
	}
	end := r.definitionEnd(u, i, to)
	if end <= i {
		return false
	}
	if k := u.find(i, min(end, i+3), "everything"); k > i {
		i = k // "the client-side everything that people see": only the pronoun reads well
	}
	if comma := r.addedPredicate(u, status, p, i, to, rule, spans); comma > 0 {
		end = min(end, comma)
	}
	if r.praisedClass(u, status, p, i, end, rule, spans) {
		return true
	}
	form := r.objectForm(u, i, end, p.plural, rule)
	if form == "" {
		return false
	}
	if p.concept < 0 && (!plausibleTerm(p) || rule == "is" && p.definite) {
		return false
	}
	if rule == "is" && isPast(u, i) {
		return false
	}
	if rule == "list" && p.concept < 0 && form != "clause" && !articles[u.tokens[i].lower] && r.opensClause(u, i, end) || rule == "list" && p.concept < 0 && articles[u.tokens[i].lower] && r.startsClause(u, i, end) && !distinguishedFirst(u, i, end) {
		return false // an entry that tells what happens is no definition of a thing that nobody knows
	}
	switch form {
	case "class":
		if p.concept >= 0 {
			r.memberOf(u, status, p, i, end, Member, rule, spans)
		}
		return p.concept >= 0
	case "clause":
		if u.tokens[i].is("that") {
			i++
		}
	}
	if !r.wellFormed(u, i, end) {
		return false
	}
	object := r.lowered(u, i, end)
	if form == "plural" {
		if one, ok := r.singularObject(u, i, end); ok {
			object, form = one, "noun"
		}
	}
	origin := rule
	if rule == "is" && p.concept < 0 && p.first < len(u.tokens) && u.tokens[p.first].strong {
		origin = "bold term" // the guide marks the term as one that it defines
	}
	r.add(u, statement{relation: Definition, subject: p, object: object, rule: origin, status: status, spans: spans, fill: func(f *Fact) { f.Form = form }})
	if form == "noun" && p.concept >= 0 {
		r.memberOf(u, status, p, i, end, Member, rule+" a", spans)
	}
	return true
}

// distinguishedFirst reports whether a relative clause or a preposition stands before any verb could: "a grid that keeps", "a pair of sensors that counts".
func distinguishedFirst(u *unit, from, to int) bool {
	for i := from + 1; i < to; i++ {
		t := &u.tokens[i]
		if t.kind == wordToken && (relatives[t.lower] || prepositions[t.lower]) {
			return true
		}
		if t.kind == wordToken && thirdPerson[t.lower] != "" && !nounLike[t.lower] {
			return false
		}
	}
	return true
}

// praisedClass keeps the class of "X is a common framework, which ...": the adjective is no part of a definition.
func (r *reader) praisedClass(u *unit, status bank.FactStatus, p phrase, i, end int, rule string, spans []guide.Span) bool {
	if p.concept < 0 || i+2 >= end || rule != "is" || !u.tokens[i].is("a", "an") || u.inMention(i+1) || !hollow[u.tokens[i+1].lower] && !evaluation[u.tokens[i+1].lower] {
		return false
	}
	object, _, ok := r.classAt(u, i+2, end)
	if !ok || !r.knownClass(object) {
		return false
	}
	r.memberOf(u, status, p, i+2, end, Member, rule, spans)
	return true
}

// addedPredicate returns the comma before a remark that it has kept, -1 otherwise. It keeps what a remark at the end says of the subject: "X is a runtime, which lets scripts run on a server".
func (r *reader) addedPredicate(u *unit, status bank.FactStatus, p phrase, i, to int, rule string, spans []guide.Span) (comma int) {
	if p.concept < 0 || rule != "is" || p.plural {
		return -1
	}
	comma = -1
	for k := i + 1; k+2 < to; k++ {
		if u.tokens[k].text == "," {
			if comma >= 0 || !u.tokens[k+1].is("which") {
				return -1 // with a second comma it is not certain what "which" means
			}
			comma = k
		}
	}
	if comma < 0 || comma-i > 5 {
		return -1
	}
	verb := comma + 2
	end := r.objectEnd(u, verb, to)
	base := thirdPerson[u.tokens[verb].lower]
	if base == "" || weakVerbs[base] || wordsIn(u, verb, end) < 4 || u.find(verb, end, "it", "they", "them") >= 0 || !r.wellFormed(u, verb, end) {
		return -1
	}
	relation := Effect
	if actsAs(r.c.Concepts[p.concept].Kind) {
		relation = Responsibility
	}
	r.add(u, statement{relation: relation, subject: p, object: u.render(verb, end), rule: ", which", status: status, spans: spans})
	return comma
}

func containsPreposition(text string) bool {
	for _, w := range strings.Fields(strings.ToLower(text)) {
		if prepositions[w] && w != "of" {
			return true
		}
	}
	return false
}

// plausibleTerm holds for phrases that can be the term of a definition although the curriculum does not know them.
func plausibleTerm(p phrase) bool {
	fields := strings.Fields(p.text)
	if len(fields) == 0 || len(fields) > 5 || containsPreposition(p.text) {
		return false
	}
	for k, w := range fields {
		w = strings.ToLower(strings.Trim(w, "`\"“”'"))
		if pronouns[w] || persons[w] || weakSubjects[w] || adverbs[w] || evaluation[w] || k > 0 && determiners[w] {
			return false
		}
	}
	head := strings.ToLower(fields[len(fields)-1])
	return !vagueTerms[head] && !vagueTerms[strings.TrimSuffix(head, "s")]
}

// vagueTerms are nouns too general to be defined by a sentence of a guide.
var vagueTerms = words(`way reason thing difference answer problem result goal idea point key rule step part choice example case question purpose benefit advantage disadvantage option solution approach decision order time place fact kind type form list word name size number value cost price limit change need use side end today tomorrow other one role duty task job work first second third last next column row`)

func isPast(u *unit, i int) bool { return i > 0 && u.tokens[i-1].is("was", "were") }

// objectForm tells the shape of an object: noun, plural, gerund, clause, class (a class and nothing more), or "" for none of them.
func (r *reader) objectForm(u *unit, i, end int, isPlural bool, rule string) string {
	t := &u.tokens[i]
	if t.kind == wordToken && t.is("that") && rule == "means" {
		return "clause"
	}
	if t.kind == wordToken && (rule == "means" || rule == "refers to" || rule == "is") && gerunds[t.lower] != "" && !gerundNouns[t.lower] {
		if rule == "is" {
			return ""
		}
		return "gerund"
	}
	next := &token{}
	if i+1 < end {
		next = &u.tokens[i+1]
	}
	switch {
	case t.kind == punctToken || t.kind == numberToken || t.kind == codeToken:
		return ""
	case articles[t.lower]:
		if hollow[next.lower] && !(next.is("only", "first", "last", "main", "part", "number", "range", "result", "key", "first", "next", "step", "question", "right") && distinguishes(u, i+1, end)) || evaluation[next.lower] && !u.inMention(i+1) && next.lower != "key" {
			return ""
		}
		if t.is("the") && next.is("way", "promise", "trade") || next.is("default", "same", "reason", "most", "best", "answer", "matter") || next.lower == "key" && i+2 < end && u.tokens[i+2].is("to") || strings.HasSuffix(next.lower, "est") && len(next.lower) > 5 && !next.is("request", "latest", "lowest", "highest", "smallest", "largest", "longest", "shortest", "interest", "digest", "manifest", "oldest", "newest", "earliest", "widest", "test", "nearest", "rest") {
			return ""
		}
	case t.is("one") && next.is("of"):
		return ""
	case t.is("any") && rule != "list":
	case t.is("anything", "whatever", "how", "what"):
		if !t.is("anything") && rule != "means" && rule != "list" {
			return ""
		}
	case t.kind == wordToken && (auxiliary[t.lower] || modals[t.lower] || prepositions[t.lower] || pronouns[t.lower] || persons[t.lower] || conjunctions[t.lower] || negations[t.lower]):
		return ""
	case next.is("only", "when", "if", "because", "unless", "until") && rule == "is":
		return "" // "is safe only when": a state under a condition, and no class
	default:
		head := r.headOf(u, i, end)
		if head < 0 {
			return ""
		}
		_, many := singular(u.tokens[head].text)
		h := strings.ToLower(u.tokens[head].text)
		switch {
		case rule == "list" && (thirdPerson[t.lower] != "" && !next.is("of") || pasts[t.lower] != "" && !strings.HasSuffix(t.lower, "t") || gerunds[t.lower] != "" && !gerundNouns[t.lower] || opinionWords[t.lower] || adverbs[t.lower] && !t.is("only") || evaluation[t.lower] || adjectiveLike(h) || pasts[h] != "" && head == i):
			return ""
		case rule == "list" || rule == "means" || rule == "refers to":
		case isPlural && many:
		case bareHeads[h] && head+1 < end:
		case head+1 < end && relatives[u.tokens[head+1].lower] && pasts[h] == "" && !t.is("clear", "true", "important", "sure"):
		default:
			return ""
		}
		if many && pasts[h] == "" {
			if !distinguishes(u, i, end) {
				return ""
			}
			return "plural"
		}
	}
	if by := u.find(i, end, "such", "like"); by > 0 && !u.goesOn(by, end) && !distinguishesBefore(u, i+1, by) && (u.tokens[by].is("like") || by+1 < end && u.tokens[by+1].is("as")) && rule != "list" {
		return "" // a definition by examples
	}
	if wordsIn(u, i, end) >= 4 && distinguishes(u, i+1, end) && !(t.is("a", "an") && wordsIn(u, i, end) <= 6 && !distinguishesBefore(u, i+1, end) && rule == "is") {
		return "noun"
	}
	if articles[t.lower] && !t.is("the") && wordsIn(u, i, end) <= 5 {
		return "class"
	}
	if rule == "list" && wordsIn(u, i, end) >= 4 {
		return "noun"
	}
	return ""
}

// distinguishesBefore is distinguishes without a bare "of", which every class may carry.
func distinguishesBefore(u *unit, from, to int) bool {
	for i := from; i < to; i++ {
		if t := &u.tokens[i]; relatives[t.lower] || prepositions[t.lower] && !t.is("of") || i > from && pasts[t.lower] != "" {
			return true
		}
	}
	return false
}

// headOf returns the head noun of the noun phrase that starts at i: the last word before a relative, a preposition, a participle or a mark; -1 if none.
func (r *reader) headOf(u *unit, i, end int) int {
	head := -1
	for k := i; k < end; k++ {
		t := &u.tokens[k]
		if t.kind == punctToken {
			if t.text == "," && k+1 < end && k > i && k < i+4 && !relatives[u.tokens[k+1].lower] && r.headOf(u, k+1, end) > 0 && adjectival(u, i, k) {
				continue // "a fast, small store": the adjectives are joined by a comma
			}
			break
		}
		if m, ok := u.mentionAt(k); ok && m.next <= end {
			head, k = m.next-1, m.next-1
			continue
		}
		w := t.lower
		if t.kind == wordToken && k > i {
			if relatives[w] || prepositions[w] || conjunctions[w] && !t.is("and", "or") || auxiliary[w] || modals[w] {
				break
			}
			if (t.is("and", "or")) && head >= 0 {
				if _, many := singular(u.tokens[head].text); many || k+1 >= end {
					break
				}
			}
			if head >= 0 && gerunds[w] != "" && !gerundNouns[w] {
				break
			}
			if head >= 0 && pasts[w] != "" && strings.HasSuffix(w, "ed") && (k+1 >= end || prepositions[u.tokens[k+1].lower]) {
				break
			}
		}
		if determiners[w] && k > i {
			break
		}
		if !determiners[w] {
			head = k
		}
	}
	return head
}

// adjectival reports whether tokens[i:k] after an article are one or two words, as adjectives before a comma are.
func adjectival(u *unit, i, k int) bool {
	n := 0
	for ; i < k; i++ {
		if !articles[u.tokens[i].lower] {
			n++
		}
	}
	if n == 0 || n > 2 {
		return false
	}
	_, many := singular(u.tokens[k-1].text)
	return !many
}

// singularObject turns "interfaces that connect systems" into "an interface that connects systems" where the verb is certain.
func (r *reader) singularObject(u *unit, i, end int) (string, bool) {
	head := r.headOf(u, i, end)
	if head < 0 {
		return "", false
	}
	one, many := singular(u.tokens[head].text)
	if !many {
		return "", false
	}
	start := u.render(i, head)
	if start != "" {
		start += " "
	}
	text := start + one
	if r.mayLower(u, i) {
		text = strings.ToLower(text[:1]) + text[1:]
	}
	text = articleFor(text) + " " + text
	k := head + 1
	if k >= end {
		return text, true
	}
	if !u.tokens[k].is("that", "which", "who") {
		if u.tokens[k].kind == wordToken && (prepositions[u.tokens[k].lower] || pasts[u.tokens[k].lower] != "") {
			return text + " " + u.render(k, end), true
		}
		return "", false
	}
	if k+1 >= end {
		return "", false
	}
	predicate, ok := r.predicate(u, k+1, end, true)
	if !ok {
		if r.startsClause(u, k+1, end) {
			return text + " " + u.render(k, end), true // "interfaces that a program calls"
		}
		return "", false
	}
	// "serves as intermediaries" follows into the singular.
	if before, after, ok := strings.Cut(predicate, " as "); ok && !strings.Contains(before, " ") {
		noun, rest, _ := strings.Cut(after, " ")
		if one, many := singular(noun); many {
			predicate = strings.TrimSpace(before + " as " + articleFor(one) + " " + one + " " + rest)
		}
	}
	return text + " " + u.tokens[k].lower + " " + predicate, true
}
