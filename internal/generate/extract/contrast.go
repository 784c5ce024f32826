package extract

import (
	"strings"

	"touchstone/internal/guide"
)

// pole is one side of a contrast with its subject and predicate.
type pole struct {
	subject phrase
	object  string
}

// leadingContrast reads "While A ..., B ...": tokens[i:] follow the conjunction.
func (r *reader) leadingContrast(u *unit, s *sentence, i int) {
	for k := i + 2; k+2 < s.next; k++ {
		if u.tokens[k].text != "," || !r.startsClause(u, k+1, s.next) {
			continue
		}
		a, okA := r.pole(u, i, k)
		b, okB := r.pole(u, k+1, s.next)
		if okA && okB {
			r.contrast(u, s, a, b, "while")
		}
		return
	}
}

// middleContrast reads "A ..., whereas B ...", "A ..., while B ..." and "A ...; B ...".
func (r *reader) middleContrast(u *unit, s *sentence, i int) bool {
	depth := 0
	for k := i + 2; k+2 < s.next; k++ {
		switch u.tokens[k].text {
		case "(":
			depth++
		case ")":
			depth--
		}
		if depth > 0 {
			continue
		}
		from, rule := 0, ""
		switch {
		case u.tokens[k].text == ";":
			from, rule = k+1, ";"
		case u.tokens[k].text == "," && u.tokens[k+1].is("whereas", "while"):
			from, rule = k+2, u.tokens[k+1].lower
		case u.tokens[k].text == "," && u.tokens[k+1].is("but"):
			from, rule = k+2, "but"
		case u.tokens[k].is("whereas"):
			from, rule = k+1, "whereas"
		default:
			continue
		}
		first := i
		if colon := u.find(i, k, ":"); colon >= 0 {
			first = colon + 1 // "Two things differ: A ..., whereas B ..."
		}
		a, okA := r.pole(u, first, k)
		b, okB := r.pole(u, from, s.next)
		if !okA || !okB {
			continue
		}
		if (rule == ";" || rule == "but") && !r.siblings(a.subject.concept, b.subject.concept) {
			continue
		}
		return r.contrast(u, s, a, b, rule)
	}
	return false
}

// siblings reports whether the curriculum sets two concepts against each other.
func (r *reader) siblings(a, b int) bool {
	if a < 0 || b < 0 || a == b {
		return false
	}
	x, y := r.c.Concepts[a].ID, r.c.Concepts[b].ID
	for _, set := range r.c.Siblings {
		if has(set.Members, x) && has(set.Members, y) {
			return true
		}
	}
	return has(r.c.Concepts[a].Confusable, y) || has(r.c.Concepts[b].Confusable, x)
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// pole reads a clause as subject and predicate.
func (r *reader) pole(u *unit, from, to int) (pole, bool) {
	p, ok := r.subjectAt(u, from, to)
	if !ok || p.next >= to {
		return pole{}, false
	}
	r.wholeSentence = true
	defer func() { r.wholeSentence = false }()
	verb := p.next
	at := u.skipAdverbs(verb, to)
	if at >= to || !r.finite(u, at, to, p.plural, true) || u.tokens[at].is("was", "were", "had", "did") {
		return pole{}, false
	}
	end := r.objectEnd(u, at, to)
	if wordsIn(u, at, end) < 2 || !r.wellFormed(u, at, end) {
		return pole{}, false
	}
	object, ok := r.predicate(u, at, end, p.plural)
	if !ok {
		return pole{}, false
	}
	if lead := strings.ToLower(object); strings.HasPrefix(lead, "is what ") || strings.HasPrefix(lead, "is where ") || strings.HasPrefix(lead, "is like ") || strings.HasPrefix(lead, "is just ") || strings.HasPrefix(lead, "is the one") {
		return pole{}, false
	}
	if at > verb && !droppable[u.tokens[verb].lower] {
		object = u.render(verb, at) + " " + object
	}
	for talk, plain := range aboutWords {
		if rest, ok := strings.CutPrefix(object, talk); ok && p.concept >= 0 && actsAs(r.c.Concepts[p.concept].Kind) {
			object = plain + rest
		}
	}
	return pole{subject: p, object: object}, true
}

// aboutWords say in plain words what a side or role "is all about".
var aboutWords = map[string]string{"is all about ": "deals with ", "is about ": "deals with ", "is more about ": "deals more with ", "is mainly about ": "deals mainly with "}

func (r *reader) contrast(u *unit, s *sentence, a, b pole, rule string) bool {
	if a.subject.concept < 0 && b.subject.concept < 0 && !(opposing[rule] && r.plainPole(u, a.subject) && r.plainPole(u, b.subject)) || a.subject.text == b.subject.text || a.object == b.object || a.subject.concept >= 0 && a.subject.concept == b.subject.concept {
		return false
	}
	if a.subject.about >= 0 && a.subject.about == b.subject.about {
		return false
	}
	// "A is concerned with the look of an application, B with its speed": "its" means the application, which the second pole does not name.
	if at := strings.LastIndex(a.object, " of a"); at >= 0 && b.subject.concept >= 0 && actsAs(r.c.Concepts[b.subject.concept].Kind) && len(strings.Fields(a.object[at:])) == 3 {
		if strings.Contains(b.object, " its ") {
			b.object = strings.Replace(b.object, " its ", " the ", 1) + a.object[at:]
		}
	}
	other := Pole{Subject: r.subjectID(b.subject), SubjectText: b.subject.text, Object: b.object}
	r.add(u, statement{relation: Contrast, subject: a.subject, object: a.object, rule: rule, status: s.status, spans: []guide.Span{u.sentenceSpan(s)}, fill: func(f *Fact) { f.Other = &other }})
	return true
}

// opposing are conjunctions that set two things against each other by themselves.
var opposing = words("while whereas")

// plainPole reports whether a subject that the curriculum does not know is one thing called by a short name with its article: "a track circuit".
func (r *reader) plainPole(u *unit, p phrase) bool {
	if p.plural || p.about >= 0 || p.first < 1 && !articles[u.tokens[p.first].lower] || len(strings.Fields(p.text)) > 4 {
		return false
	}
	led := articles[u.tokens[p.first].lower] || p.first > 0 && articles[u.tokens[p.first-1].lower]
	for _, w := range strings.Fields(strings.ToLower(p.text)) {
		if vagueWords[w] || pronouns[w] {
			return false
		}
	}
	return led
}

// vagueWords make a noun phrase point at something that other sentences name.
var vagueWords = words("first second third other former latter same next last one ones way approach case example thing problem part result rest new old")

func (r *reader) subjectID(p phrase) string {
	if p.concept >= 0 {
		return r.c.Concepts[p.concept].ID
	}
	return normalPhrase(p.text)
}
