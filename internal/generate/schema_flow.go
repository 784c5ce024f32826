package generate

import (
	"fmt"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// Bounds for ordering and matching questions.
const (
	fewestSteps = 4
	mostSteps   = 7
	pairsAsked  = 4
)

// writeOrderings asks for the order of the steps of a flow.
func writeOrderings(w *writer) {
	flows := map[string][]*extract.Fact{}
	var order []string
	for _, f := range w.facts(extract.Step) {
		id := f.Document + "\x00" + f.Group
		if flows[id] == nil {
			order = append(order, id)
		}
		flows[id] = append(flows[id], f)
	}
	sort.Strings(order)
	for _, id := range order {
		steps := flows[id]
		sort.SliceStable(steps, func(i, j int) bool { return steps[i].Ordinal < steps[j].Ordinal })
		if len(steps) < fewestSteps || len(steps) > mostSteps || steps[0].Situation == "" {
			continue
		}
		d := draft{schema: "ordering", kind: bank.Order}
		complete := true
		for i, s := range steps {
			complete = complete && s.Ordinal == i+1
			d.facts = append(d.facts, s)
			d.order = append(d.order, w.speaker.sentence(s.Object))
		}
		if !complete {
			continue
		}
		lead := strings.TrimRight(strings.TrimSpace(steps[0].Situation), ":. ")
		d.teaching = []string{w.speaker.sentence(lead + ": first, " + lowerStart(strings.TrimRight(steps[0].Object, "."))), w.speaker.sentence("the last step is this one: " + lowerStart(strings.TrimRight(steps[len(steps)-1].Object, ".")))}
		heading := ""
		if n := len(steps[0].Headings); n > 0 {
			heading = steps[0].Headings[n-1]
		}
		d.stems = fixed(orderStem(w.speaker.upper(lead), heading, w.speaker))
		w.settle(d)
	}
}

// orderStem turns the sentence that introduces a flow into a task. A lead-in that only says that something runs becomes a noun phrase; one that says too
// little is helped by its heading.
func orderStem(lead, heading string, s *speaker) string {
	if task, tail, ok := strings.Cut(lead, ", "); ok && strings.HasPrefix(lead, "To ") && strings.Contains(tail, " steps") {
		return "Put the steps to " + strings.TrimPrefix(task, "To ") + " into the right order."
	}
	for _, tail := range []string{" in this order", " in these steps", " in the following order", " as follows", " in the following steps", " in this sequence", " like this"} {
		if head, ok := strings.CutSuffix(lead, tail); ok {
			lead = head
			break
		}
	}
	if wordCount(lead) < 4 && heading != "" {
		return "Put the steps of “" + heading + "” into the right order."
	}
	for _, verb := range []string{" runs", " happens", " proceeds", " works", " goes", " takes place"} {
		if head, ok := strings.CutSuffix(lead, verb); ok && wordCount(head) > 1 {
			return "Put the steps of " + s.lowerFirst(head) + " into the right order."
		}
	}
	return lead + ". Put the steps into the right order."
}

func lowerStart(text string) string {
	if startWords[strings.ToLower(strings.SplitN(text, " ", 2)[0])] {
		return strings.ToLower(text[:1]) + text[1:]
	}
	return text
}

// matchable is a left side with its right side and the fact that joins them.
type matchable struct {
	left, right string
	concept     string
	fact        *extract.Fact
}

// writeMatchings pairs the members of a sibling set with their definitions or properties, and frameworks with their languages.
func writeMatchings(w *writer) {
	for i := range w.curriculum.Siblings {
		set := &w.curriculum.Siblings[i]
		if len(set.Members) <= pairsAsked {
			continue
		}
		for _, relation := range []string{extract.Property, extract.Responsibility, extract.Definition, extract.Purpose} {
			w.matchSet(set.ID, set.Name, set.Members, relation)
		}
	}
	var frameworks []matchable
	for _, f := range w.facts(extract.FrameworkOf) {
		if f.ObjectConcept != "" {
			frameworks = append(frameworks, matchable{w.speaker.name(f.Subject), w.speaker.name(f.ObjectConcept), f.Subject, f})
		}
	}
	w.matchInTurns("framework-language", "Match each framework with the language that it is written for.", frameworks)
}

func (w *writer) matchSet(id, name string, members []string, relation string) {
	byAttribute := map[string][]matchable{}
	var attributes []string
	for _, member := range members {
		for _, f := range w.own {
			if f.Subject != member || f.Relation != relation || wordCount(f.Object) > 18 {
				continue
			}
			if byAttribute[f.Attribute] == nil {
				attributes = append(attributes, f.Attribute)
			}
			byAttribute[f.Attribute] = append(byAttribute[f.Attribute], matchable{w.speaker.upper(w.speaker.name(member)), w.speaker.upper(f.Object), member, f})
			break
		}
	}
	for _, attribute := range attributes {
		stem := matchStem(name, relation, attribute)
		w.matchInTurns(id+"/"+relation+"/"+attribute, stem, byAttribute[attribute])
	}
}

func matchStem(name, relation, attribute string) string {
	thing := strings.ToLower(name[:1]) + name[1:]
	if len(name) > 1 && name[1] >= 'A' && name[1] <= 'Z' || name[0] >= 'A' && name[0] <= 'Z' {
		thing = name
	}
	switch relation {
	case extract.Definition:
		return "Match each " + thing + " with its description."
	case extract.Purpose:
		return "Match each " + thing + " with its purpose."
	case extract.Responsibility:
		return "Match each " + thing + " with what it does."
	}
	if phrase, ok := attributePhrase(attribute); ok {
		return "Match each " + thing + " with " + phrase + "."
	}
	return ""
}

// matchInTurns makes as many matching questions as the pairs allow: four pairs whose right sides differ, and a decoy of the same set.
func (w *writer) matchInTurns(id, stem string, items []matchable) {
	if stem == "" {
		return
	}
	chance := w.chance("matching", id)
	rest := shuffle(items, chance.Perm)
	for len(rest) > pairsAsked {
		var chosen, left []matchable
		rights, lefts := map[string]bool{}, map[string]bool{}
		for _, m := range rest {
			l, r := strings.ToLower(m.left), strings.ToLower(m.right)
			if len(chosen) <= pairsAsked && !rights[r] && !lefts[l] {
				rights[r], lefts[l] = true, true
				chosen = append(chosen, m)
			} else {
				left = append(left, m)
			}
		}
		if len(chosen) <= pairsAsked {
			return
		}
		decoy := chosen[pairsAsked]
		chosen = chosen[:pairsAsked]
		d := draft{schema: "matching", direction: id, kind: bank.Match, decoys: []string{decoy.right}, stems: fixed(stem)}
		for _, m := range chosen {
			d.facts = append(d.facts, m.fact)
			d.pairs = append(d.pairs, bank.Pair{Left: m.left, Right: m.right})
			d.teaching = append(d.teaching, w.says(m.fact))
		}
		d.teaching = append([]string{fmt.Sprintf("“%s” belongs to %s.", decoy.right, w.speaker.noun(decoy.concept))}, d.teaching...)
		w.settle(d)
		rest = append(left, decoy)
		if len(left) < pairsAsked {
			return
		}
	}
}

// writeScenarios turns worked decisions into questions: the situation, the chosen option and the rejected ones.
func writeScenarios(w *writer) {
	for _, f := range w.facts(extract.Decision) {
		if f.Situation == "" || len(f.Alternatives) < 2 {
			continue
		}
		d := draft{schema: "scenario", facts: []*extract.Fact{f}, kind: bank.Single, options: 5, topic: f.Topic}
		key := w.speaker.upper(bareName(f.Object))
		why := w.speaker.sentence(f.Because)
		d.keys = []bank.Option{{Text: key, Correct: true, Concept: f.ObjectConcept, Why: why, Proof: stated(f)}}
		for _, a := range f.Alternatives {
			if a.Why == "" {
				continue
			}
			d.wrong = append(d.wrong, bank.Option{Text: w.speaker.upper(bareName(a.Text)), Concept: a.Concept, Why: w.speaker.sentence(a.Why), Proof: "c: the worked decision rejects it: “" + strings.TrimSpace(a.Why) + "”"})
			if len(d.teaching) < 1 {
				d.teaching = append(d.teaching, why)
			}
			d.teaching = append(d.teaching, w.speaker.sentence(a.Why))
		}
		situation := w.speaker.sentence(f.Situation)
		d.stems = func(options []bank.Option) []string {
			field := w.field(f, situation, options)
			return []string{situation + " Which of these should be chosen" + field + "?", situation + " Which choice fits this case" + field + "?", situation + " Which of these answers the need" + field + "?"}
		}
		w.settle(d)
	}
}
