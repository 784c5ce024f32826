package extract

import (
	"strconv"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

func (r *reader) withoutItem(u *unit, subject phrase, spans []guide.Span) {
	s := &u.sentences[0]
	if s.first >= s.next {
		return
	}
	i := r.afterLinks(u, s.first, s.next)
	if persons[u.tokens[i].lower] && u.tokens[i].is("your", "our", "my") {
		i++ // "Your data is not saved" is said of any data
	}
	if i >= s.next || s.refused != "" && s.refused != addressed {
		return
	}
	r.withoutClause(u, bank.Stated, subject, i, s.next, spans)
	s.spent = true
}

// memberItem keeps an item that is the name of a concept, or several joined by commas, as member of the lead-in's class.
func (r *reader) memberItem(u *unit, l lead, spans []guide.Span) {
	s := &u.sentences[0]
	end := s.next
	for i := s.first; i < s.next; i++ {
		if t := &u.tokens[i]; t.kind == punctToken && (t.text == ":" || t.text == "–" || t.text == "—" || t.text == ",") {
			end = i
			break
		}
	}
	p, ok := r.subjectAt(u, s.first, end)
	if !ok || p.next < end {
		if p, ok = r.wholePhrase(u, s.first, end); !ok {
			return
		}
	}
	r.memberFact(u, p, l, spans)
}

// wholePhrase takes an item as it stands for the name of a thing that the curriculum does not know.
func (r *reader) wholePhrase(u *unit, from, to int) (phrase, bool) {
	for from < to && articles[u.tokens[from].lower] {
		from++
	}
	if to-from > 12 || from >= to {
		return phrase{}, false
	}
	for i := from; i < to; i++ {
		if u.tokens[i].kind == wordToken && (persons[u.tokens[i].lower] || modals[u.tokens[i].lower]) {
			return phrase{}, false
		}
	}
	p := phrase{concept: -1, about: -1, first: from, next: to, text: r.lowered(u, from, to)}
	if concept, ok := r.tagger.single(u.tokens, from, to); ok {
		p.concept = concept
	}
	return p, true
}

func (r *reader) memberFact(u *unit, p phrase, l lead, spans []guide.Span) {
	r.add(u, statement{relation: Member, subject: p, object: l.class, rule: "list of members", status: bank.Stated, spans: spans, fill: func(f *Fact) {
		f.Attribute = l.written
		f.Group = "class/" + normalPhrase(l.class)
	}})
}

// doesItem keeps "signs the owner in" under "The authorization server:" as a responsibility.
func (r *reader) doesItem(u *unit, subject phrase, spans []guide.Span) {
	s := &u.sentences[0]
	if s.refused != "" {
		return
	}
	from := s.first
	end := r.objectEnd(u, from, s.next)
	if wordsIn(u, from, end) < 2 || !r.wellFormed(u, from, end) {
		return
	}
	w := u.tokens[from].lower
	object, ok := "", false
	switch {
	case gerunds[w] != "":
		object, ok = r.thirdOf(u, from, end, gerunds)
	case thirdPerson[w] != "":
		object, ok = strings.ToLower(u.tokens[from].text)+r.rest(u, from+1, end), true
	case bases[w] && !nounLike[third(w)]:
		object, ok = r.thirdOf(u, from, end, baseForms)
	}
	if !ok {
		return
	}
	object = closeList(u, end, object)
	relation := Responsibility
	if !actsAs(r.c.Concepts[subject.concept].Kind) && subject.concept >= 0 && !strings.Contains(strings.ToLower(r.c.Concepts[subject.concept].Kind), "side") {
		relation = Effect
	}
	group := "list/" + strconv.Itoa(r.doc.Blocks[u.block].List)
	r.add(u, statement{relation: relation, subject: subject, object: object, rule: "list under " + "lead-in", status: s.status, spans: spans, fill: func(f *Fact) { f.Group = group }})
	s.spent = true
}

// forItem reads "Git for version control", "MySQL and PostgreSQL for relational databases" and "Docker for deploying applications in containers".
func (r *reader) forItem(u *unit) {
	s := &u.sentences[0]
	if s.refused != "" {
		return
	}
	var subjects []phrase
	at := s.first
	for {
		m, ok := u.mentionAt(at)
		if !ok || m.next >= s.next {
			return
		}
		subjects = append(subjects, phrase{concept: m.concept, about: -1, text: u.render(m.first, m.next), plural: m.plural})
		next, joined := u.joined(m.next, s.next)
		at = m.next
		if !joined {
			break
		}
		at = next
	}
	if at+1 >= s.next || !u.tokens[at].is("for") || len(r.concepts(subjects)) == 0 {
		return
	}
	if object, _, ok := r.classAt(u, at+1, s.next); ok && r.knownClass(object) {
		r.members(u, s, subjects, at+1, s.next, Member, "for a class")
		return
	}
	r.purposeFor(u, s, subjects, at+1, s.next, "item for")
	r.useFor(u, s, subjects, at+1)
}

// useFor keeps "Git for version control" as a property: the noun phrase says what the tool is for.
func (r *reader) useFor(u *unit, s *sentence, subjects []phrase, i int) {
	end := r.objectEnd(u, i, s.next)
	if gerunds[u.tokens[i].lower] != "" && !gerundNouns[u.tokens[i].lower] || wordsIn(u, i, end) < 2 || !r.wellFormed(u, i, end) {
		return
	}
	for _, p := range r.concepts(subjects) {
		r.add(u, statement{relation: Property, subject: p, object: u.render(i, end), rule: "item for", status: s.status, spans: []guide.Span{u.sentenceSpan(s)}, fill: func(f *Fact) { f.Attribute = "use" }})
	}
}
