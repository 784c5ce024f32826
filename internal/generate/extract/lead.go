package extract

import (
	"strings"

	"touchstone/internal/guide"
)

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
		stated := u.find(from, to, "order", "sequence") >= 0
		if p, ok := r.flowSubject(u, from, to); ok && (r.allSteps(l) || stated && r.allSentences(l)) {
			return lead{kind: "steps", subject: p}
		}
		if p, ok := r.taskOf(u, from, to); ok && (r.allSteps(l) || r.allSentences(l)) {
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

var processWords = words(`order steps sequence stages phases works happens follows way process proceeds runs takes goes`)

// taskOf reads the task of a lead-in that asks the reader to act: "To sharpen a knife, follow these steps:".
func (r *reader) taskOf(u *unit, from, to int) (phrase, bool) {
	comma := u.find(from, to, ",")
	if !u.tokens[from].is("to") || comma < from+3 || u.find(comma, to, "steps") < 0 || u.find(comma, to, "follow", "take", "use", "complete", "need") < 0 || !r.wellFormed(u, from+1, comma) {
		return phrase{}, false
	}
	for i := from; i < comma; i++ {
		if persons[u.tokens[i].lower] {
			return phrase{}, false
		}
	}
	return phrase{concept: -1, about: -1, first: from, next: comma, text: r.lowered(u, from, comma)}, true
}

// flowSubject reads the process that a lead-in names: "The authorization code flow with PKCE runs in this order:".
func (r *reader) flowSubject(u *unit, from, to int) (phrase, bool) {
	process := -1
	for i := from; i < to; i++ {
		if u.tokens[i].kind == wordToken && processWords[u.tokens[i].lower] {
			process = i
		}
	}
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
		// A longer subject: all words up to the finite verb that is nearest to the word for the process ("runs in this order").
		i := process
		for i > p.first && !r.finite(u, i, to, false, true) {
			i--
		}
		if i <= p.first {
			// A plural subject: "A payment and its retry run in this order".
			for i = process - 1; i > p.first && !(bases[u.tokens[i].lower] && prepositions[u.tokens[i+1].lower]); i-- {
			}
		}
		if i <= p.first {
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
