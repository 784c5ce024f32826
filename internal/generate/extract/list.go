package extract

import (
	"strconv"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// list is a list with what introduces it.
type list struct {
	number int
	items  []int // block indices
	lead   *unit // the lead-in's unit, nil without one
	leadS  *sentence
	leadIn guide.Span
}

// readLists gathers the items of each list and reads them by what introduces them.
func (r *reader) readLists() {
	var order []int
	byNumber := map[int]*list{}
	for i := range r.doc.Blocks {
		block := &r.doc.Blocks[i]
		if block.Kind != guide.ListItem || block.List == 0 || r.units[i] == nil {
			continue
		}
		l := byNumber[block.List]
		if l == nil {
			l = &list{number: block.List}
			byNumber[block.List] = l
			order = append(order, block.List)
			if block.LeadIn >= 0 && r.units[block.LeadIn] != nil {
				l.lead = r.units[block.LeadIn]
				if n := len(l.lead.sentences); n > 0 {
					l.leadS = &l.lead.sentences[n-1]
					l.leadIn = l.lead.sentenceSpan(l.leadS)
				}
			}
		}
		l.items = append(l.items, i)
	}
	for _, number := range order {
		r.list(byNumber[number])
	}
	for i := range r.doc.Blocks {
		if u := r.units[i]; u != nil && r.doc.Blocks[i].Kind == guide.Paragraph {
			r.inlineMembers(u)
		}
	}
}

func (r *reader) list(l *list) {
	lead := r.leadKind(l)
	if lead.kind == "steps" {
		r.steps(l, lead.subject)
		return
	}
	for _, item := range l.items {
		u := r.units[item]
		if len(u.tokens) == 0 || len(u.sentences) == 0 {
			continue
		}
		if r.termItem(l, u, lead) {
			continue
		}
		spans := []guide.Span{l.leadIn, r.doc.Blocks[item].Span}
		switch lead.kind {
		case "without":
			r.withoutItem(u, lead.subject, spans)
		case "members":
			r.memberItem(u, lead, spans)
		case "does":
			r.doesItem(u, lead.subject, spans)
		}
		if lead.kind == "" {
			r.forItem(u)
		}
	}
}

// lead is what a lead-in says about the items under it.
type lead struct {
	kind    string // steps, without, members, does, or "" when nothing is certain
	subject phrase
	class   string // members: the class, singular
	written string
}

// leadKind reads the lead-in of a list.
func (r *reader) leadKind(l *list) lead {
	none := lead{subject: phrase{concept: -1, about: -1}}
	ordered := r.doc.Blocks[l.items[0]].Ordered
	if l.lead == nil || l.leadS == nil {
		return none
	}
	u, s := l.lead, l.leadS
	from, to := r.afterLinks(u, s.first, s.next), s.next
	colon := strings.HasSuffix(strings.TrimSpace(r.doc.Slice(l.leadIn)), ":")
	if !colon {
		return none
	}
	if ordered && len(l.items) >= 3 {
		if p, ok := r.flowSubject(u, from, to); ok && r.allSteps(l) {
			return lead{kind: "steps", subject: p}
		}
		return none
	}
	if u.tokens[from].is("without") {
		if p, ok := r.subjectAt(u, from+1, to); ok && p.next == to {
			return lead{kind: "without", subject: p}
		}
		return none
	}
	if class, written, ok := r.leadClass(u, from, to); ok {
		return lead{kind: "members", class: class, written: written, subject: none.subject}
	}
	p, ok := r.subjectAt(u, from, to)
	if !ok || p.concept < 0 {
		return none
	}
	if p.next == to || u.tokens[p.next].is("includes", "include", "involves", "involve", "covers", "does", "do", "handles") && p.next+2 >= to {
		return lead{kind: "does", subject: p}
	}
	if end, ok := u.phraseAt(p.next, to, "is", "responsible", "for"); ok && end+2 >= to {
		return lead{kind: "does", subject: p}
	}
	return none
}

// leadClass reads "These NOUNs are CLASS:", "These NOUNs VERB ...:" and "The following NOUNs are CLASS:" as a class with the noun as its head.
func (r *reader) leadClass(u *unit, from, to int) (class, written string, ok bool) {
	i := from
	switch {
	case u.tokens[i].is("these"):
		i++
	case u.tokens[i].is("the") && i+1 < to && u.tokens[i+1].is("following"):
		i += 2
	default:
		return "", "", false
	}
	start := i
	if i < to && counts[u.tokens[i].lower] {
		i++
		start = i
	}
	// The noun: words up to the verb.
	for i < to && !(i > start && r.finite(u, i, to, true, true)) {
		if u.tokens[i].kind == punctToken && u.tokens[i].text != "-" {
			return "", "", false
		}
		i++
	}
	if i >= to || i == start || i-start > 4 {
		return "", "", false
	}
	noun, many := singular(u.tokens[i-1].text)
	if !many {
		return "", "", false
	}
	if i-1 > start {
		noun = u.render(start, i-1) + " " + noun
	}
	end := trimTail(u, i, to)
	if !u.tokens[i].is("are") {
		predicate, ok := r.predicate(u, i, end, true)
		if !ok || wordsIn(u, i, end) < 2 {
			return "", "", false
		}
		return noun + " that " + predicate, u.render(start, end), true
	}
	i = u.skipAdverbs(i+1, end)
	if i >= end {
		return "", "", false
	}
	if object, written, ok := r.classAt(u, i, end); ok && object != written {
		return object, written, true
	}
	if negations[u.tokens[i].lower] || pasts[u.tokens[i].lower] != "" || prepositions[u.tokens[i].lower] || u.find(i, end, "but", "and", "or") >= 0 || wordsIn(u, i, end) > 2 {
		// "These methods are not idempotent", "idempotent but unsafe": the predicate follows the noun.
		return noun + " that is " + u.render(i, end), u.render(start, end), true
	}
	return u.render(i, end) + " " + noun, u.render(start, end), true
}

// flowSubject reads the process that a lead-in names: "The authorization code flow with PKCE runs in this order:".
func (r *reader) flowSubject(u *unit, from, to int) (phrase, bool) {
	process := u.find(from, to, "order", "steps", "sequence", "stages", "phases", "works", "happens", "follows", "way", "process", "proceeds", "runs", "takes", "goes", "steps")
	if process < 0 {
		return phrase{}, false
	}
	p, ok := r.subjectAt(u, from, to)
	if !ok {
		if t := &u.tokens[from]; gerunds[t.lower] == "" {
			return phrase{}, false
		}
		p = phrase{concept: -1, about: -1, first: from, next: from + 1}
	}
	if gerunds[u.tokens[p.first].lower] != "" || p.next < to && !r.finite(u, p.next, to, p.plural, true) {
		// A longer subject: all words up to the finite verb.
		i := p.next
		for i < to && !r.finite(u, i, to, p.plural, true) {
			i++
		}
		if i >= to {
			return phrase{}, false
		}
		p.concept, p.about, p.next = -1, -1, i
		p.text = r.lowered(u, p.first, i)
	}
	if pronouns[u.tokens[p.first].lower] {
		return phrase{}, false
	}
	return p, true
}

// allSteps reports whether each item is one sentence with a subject and a verb, or an order ("Open the file").
func (r *reader) allSteps(l *list) bool {
	for _, item := range l.items {
		u := r.units[item]
		if len(u.sentences) == 0 || len(u.sentences) > 2 {
			return false
		}
		s := &u.sentences[0]
		first := &u.tokens[s.first]
		if s.refused != "" || !r.startsClause(u, s.first, s.next) && !(first.kind == wordToken && bases[first.lower]) {
			return false
		}
	}
	return true
}

func (r *reader) steps(l *list, subject phrase) {
	situation := r.doc.Slice(l.leadIn)
	group := ""
	for n, item := range l.items {
		u := r.units[item]
		s := &u.sentences[0]
		object := u.render(s.first, s.next)
		if n == 0 {
			group = "flow/" + r.passages[item].ID
		}
		r.add(u, statement{relation: Step, subject: subject, object: object, rule: "numbered list", status: bank.Stated, spans: []guide.Span{l.leadIn, r.doc.Blocks[item].Span}, fill: func(f *Fact) {
			f.Situation, f.Group, f.Ordinal = strings.Join(strings.Fields(situation), " "), group, n+1
		}})
		for k := range u.sentences {
			u.sentences[k].spent = true
		}
	}
}

func (r *reader) withoutItem(u *unit, subject phrase, spans []guide.Span) {
	s := &u.sentences[0]
	i := r.afterLinks(u, s.first, s.next)
	if persons[u.tokens[i].lower] && u.tokens[i].is("your", "our", "my") {
		i++ // "Your data is not saved" is said of any data
	}
	if i >= s.next || s.refused != "" && s.refused != "first or second person" {
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
	subjects, at, ok := r.subjects(u, s.first, s.next)
	if !ok {
		return
	}
	for i := range subjects {
		if subjects[i].about >= 0 && subjects[i].concept < 0 { // "Git for version control" was read as a qualified phrase
			first := subjects[i].first
			if m, ok := u.mentionAt(first); ok && m.next < s.next && u.tokens[m.next].is("for") {
				subjects[i].concept, subjects[i].text, at = m.concept, u.render(m.first, m.next), m.next
			}
		}
	}
	if at+1 >= s.next || !u.tokens[at].is("for") || len(r.concepts(subjects)) == 0 {
		return
	}
	if object, _, ok := r.classAt(u, at+1, s.next); ok && r.knownClass(object) {
		r.members(u, s, subjects, at+1, s.next, Member, "for a class")
		return
	}
	r.purposeFor(u, s, subjects, at+1, s.next, "item for")
}

// inlineMembers reads "These grants are current: A, B and C."
func (r *reader) inlineMembers(u *unit) {
	for n := range u.sentences {
		s := &u.sentences[n]
		if s.spent || !u.tokens[s.first].is("these", "the") {
			continue
		}
		colon := u.find(s.first, s.next, ":")
		if colon < 0 || colon+2 >= s.next {
			continue
		}
		class, written, ok := r.leadClass(u, s.first, colon)
		if !ok {
			continue
		}
		items, _ := r.items(u, colon+1, s.next)
		for _, p := range items {
			if p.concept >= 0 {
				r.memberFact(u, p, lead{class: class, written: written}, []guide.Span{u.sentenceSpan(s)})
			}
		}
		s.spent = true
	}
}
