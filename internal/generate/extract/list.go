package extract

import (
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
	// termed says that the items share the form "term: text", so that a term needs no bold type to be one.
	termed bool
}

func (r *reader) list(l *list) {
	l.termed = r.termed(l)
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

// allSentences is allSteps for a lead-in that states the order itself: it is enough that the items are sentences with a stop at their end.
func (r *reader) allSentences(l *list) bool {
	for _, item := range l.items {
		u := r.units[item]
		if len(u.sentences) != 1 || u.sentences[0].refused != "" || u.tokens[u.sentences[0].full-1].text != "." || wordsIn(u, 0, len(u.tokens)) < 3 {
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
