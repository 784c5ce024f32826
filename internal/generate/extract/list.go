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
	if lead.kind == "" {
		lead = r.dutyLead(l)
	}
	if lead.kind == "steps" {
		r.steps(l, lead.subject)
		return
	}
	for _, item := range l.items {
		u := r.units[item]
		if len(u.tokens) == 0 || len(u.sentences) == 0 {
			continue
		}
		if lead.kind == "sequence" {
			// The items tell what happens in one course of events, not what is true of their subjects in general.
			for k := range u.sentences {
				u.sentences[k].spent = true
			}
			continue
		}
		if r.termItem(l, u, lead) {
			continue
		}
		spans := []guide.Span{lead.span, r.doc.Blocks[item].Span}
		if lead.span.Len() == 0 {
			spans[0] = l.leadIn
		}
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
	// span is what says so when it is not the lead-in's last sentence.
	span guide.Span
}

// leadKind reads the lead-in of a list.
func (r *reader) leadKind(l *list) lead {
	none := lead{subject: phrase{concept: -1, about: -1}}
	ordered := r.doc.Blocks[l.items[0]].Ordered
	if l.lead == nil || l.leadS == nil || l.leadS.first >= l.leadS.next {
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
		return lead{kind: "sequence", subject: none.subject}
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

// dutyWords in a heading or lead-in tell that a list holds what somebody does.
var dutyWords = words(`do does role roles responsibility responsibilities duty duties tasks task work works job jobs action rundown handles handle responsible`)

// dutyLead reads a list of gerunds or orders ("Writing server-side code ...") whose lead-in or trusted heading names one role or side and speaks of
// duties: "What does a backend developer do?".
func (r *reader) dutyLead(l *list) lead {
	none := lead{subject: phrase{concept: -1, about: -1}}
	verbs := 0
	for _, item := range l.items {
		u := r.units[item]
		if len(u.tokens) > 2 && (gerunds[u.tokens[0].lower] != "" || bases[u.tokens[0].lower] && verbOnly(u.tokens[0].lower)) {
			verbs++
		}
	}
	if verbs < 2 || verbs*2 < len(l.items) {
		return none
	}
	if l.lead != nil && l.leadS != nil {
		if p, ok := r.dutyOf(l.lead, l.leadS.first, l.leadS.next); ok {
			return lead{kind: "does", subject: p, span: l.leadIn}
		}
	}
	heading := r.doc.Blocks[l.items[0]].Heading
	if h := r.headings[heading]; h != nil && r.trusted && (l.lead == nil || l.leadS.refused != "" || len(l.lead.mentions) == 0) {
		if p, ok := r.dutyOf(h, 0, len(h.tokens)); ok {
			return lead{kind: "does", subject: p, span: r.doc.Blocks[heading].Span}
		}
	}
	return none
}

// dutyOf finds the one acting concept of a heading or lead-in that speaks of duties.
func (r *reader) dutyOf(u *unit, from, to int) (phrase, bool) {
	p := phrase{concept: -1, about: -1}
	duty := false
	for i := from; i < to; i++ {
		if t := &u.tokens[i]; t.kind == wordToken {
			duty = duty || dutyWords[t.lower]
			if t.is("become", "need", "learn", "skills", "future", "salary", "why", "how", "without") {
				return p, false
			}
		}
		m, ok := u.mentionAt(i)
		if !ok || m.next > to {
			continue
		}
		if !actsAs(r.c.Concepts[m.concept].Kind) || p.concept >= 0 && p.concept != m.concept {
			return p, false
		}
		p.concept, p.text, p.plural = m.concept, u.render(m.first, m.next), m.plural
	}
	return p, duty && p.concept >= 0
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
	nounEnd := i
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
		return noun + " that " + predicate, u.render(start, nounEnd) + " that " + u.render(i, end), true
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
		if wordsIn(u, i, end) > 1 || negations[u.tokens[i].lower] {
			return noun + " that is " + u.render(i, end), u.render(start, nounEnd) + " that are " + u.render(i, end), true
		}
	}
	return u.render(i, end) + " " + noun, u.render(i, end) + " " + u.render(start, nounEnd), true
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
		if s.refused != "" || !r.opensClause(u, s.first, s.next) && !(first.kind == wordToken && bases[first.lower]) {
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
