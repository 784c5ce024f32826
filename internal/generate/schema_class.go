package generate

import (
	"fmt"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
)

// writeClassifications asks for the class of a thing among the classes of a partition.
func writeClassifications(w *writer) {
	for _, b := range w.memberships() {
		if len(b.partition.Classes) < 3 || b.partition.Broad && !w.mixedUp(b) {
			continue
		}
		f := b.fact
		chance := w.chance(f.Document, "classification", f.ID, b.partition.ID)
		name, noun := w.speaker.name(f.Subject), w.speaker.noun(f.Subject)
		d := draft{schema: "classification", direction: b.partition.ID, facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.classTeaching(b), sorts: b.sorting(true)}
		d.keys = []bank.Option{w.class(b.class.Name, true, w.says(f), stated(f))}
		for _, i := range chance.Perm(len(b.partition.Classes)) {
			other := &b.partition.Classes[i]
			if other.Name == b.class.Name || w.alsoIn(other, f.Subject) {
				continue
			}
			why := w.speaker.sentence(w.classMembers(other, f.Subject)) + " " + w.says(f)
			d.wrong = append(d.wrong, w.class(other.Name, false, why, fmt.Sprintf("b: %s is a member of another class of “%s”. %s", name, b.partition.Name, w.speaker.sentence(b.partition.Why))))
		}
		group := b.partition.Name
		if groupName.MatchString(group) {
			d.stems = fixed("Which "+group+" does "+noun+" belong to?", "To which "+group+" does "+noun+" belong?")
		} else {
			d.stems = fixed("Which of these is "+noun+" an example of?", "How would an engineer classify "+noun+"?")
			if head, ok := commonHead(b.partition); ok {
				d.stems = fixed("What kind of "+head+" is "+noun+"?", "Which kind of "+head+" is "+noun+"?", "How would an engineer classify "+noun+"?")
			}
		}
		d.stems = within(b.partition, d.stems)
		w.settle(d)
	}
}

// mixedUp reports whether the curriculum declares the thing confusable with a member of another class: only then its class is worth asking for where the
// classes lie far apart.
func (w *writer) mixedUp(b belongs) bool {
	c, _ := w.concept(b.fact.Subject)
	for _, other := range c.Confusable {
		if class := w.classIn(b.partition, other); class.Name != "" && class.Name != b.class.Name {
			return true
		}
	}
	return false
}

// within opens stems with where the names of the classes have their meaning.
func within(p *curriculum.Partition, stems func([]bank.Option) []string) func([]bank.Option) []string {
	if p.Within == "" {
		return stems
	}
	return func(options []bank.Option) []string {
		var opened []string
		for _, stem := range stems(options) {
			if !strings.HasPrefix(stem, "Choose ") {
				opened = append(opened, strings.ToUpper(p.Within[:1])+p.Within[1:]+", "+strings.ToLower(stem[:1])+stem[1:])
			}
		}
		return opened
	}
}

// commonHead is the noun in which the names of all classes end, if they do: frameworks of many languages.
func commonHead(p *curriculum.Partition) (string, bool) {
	head := lastField(p.Classes[0].Name)
	for i := range p.Classes {
		if lastField(p.Classes[i].Name) != head || wordCount(p.Classes[i].Name) < 2 {
			return "", false
		}
	}
	return head, true
}

func (w *writer) class(name string, correct bool, why, proof string) bank.Option {
	return bank.Option{Text: w.speaker.upper(name), Correct: correct, Concept: w.conceptNamed(name), Why: strings.TrimSpace(why), Proof: proof}
}

// conceptNamed returns the id of the concept with that very name, empty if there is none.
func (w *writer) conceptNamed(name string) string { return w.byName[strings.ToLower(name)] }

// classMembers names up to three other members of a class.
func (w *writer) classMembers(class *curriculum.Class, but string) string {
	var names []string
	for _, id := range class.Members {
		if id != but && len(names) < 3 {
			names = append(names, w.definiteNoun(id))
		}
	}
	if len(names) == 0 {
		return ""
	}
	is, are := w.classPhrases(class.Name)
	if len(names) == 1 {
		return names[0] + " " + is
	}
	return list(names) + " " + are
}

// definiteNoun names a thing among others of its kind: the COMMIT statement, PostgreSQL.
func (w *writer) definiteNoun(id string) string {
	name := w.speaker.name(id)
	if mixedName(name) {
		return "the " + name
	}
	return name
}

func (w *writer) classTeaching(b belongs) []string {
	return []string{w.says(b.fact), w.speaker.sentence(b.partition.Why), w.gloss(b.fact.Subject)}
}

// writeMemberships asks which of several things is a member of a class.
func writeMemberships(w *writer) {
	for _, b := range w.memberships() {
		f := b.fact
		chance := w.chance(f.Document, "membership", f.ID, b.partition.ID)
		d := draft{schema: "membership", direction: b.partition.ID, facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.classTeaching(b), sorts: b.sorting(false)}
		d.keys = []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}
		for _, o := range w.outsiders(b.membership, f.Subject, chance.Perm) {
			d.wrong = append(d.wrong, o)
		}
		is, _ := w.classPhrases(b.class.Name)
		d.stems = fixed("Which of these "+is+"?", "Which of the following "+is+"?", "Which one of these "+is+"?")
		d.stems = within(b.partition, d.stems)
		w.settle(d)
	}
}

// classPhrases are the words that say of one thing and of several that they are in a class: "is a document store", "are document stores". What cannot
// be counted takes other words: something belongs to a language group with a proper name, and is an example of a service model.
func (w *writer) classPhrases(class string) (one, many string) {
	fields := strings.Fields(class)
	proper := len(fields) > 1
	for _, f := range fields {
		proper = proper && !startsSmall(f)
	}
	c, known := w.concept(w.conceptNamed(class))
	switch {
	case proper:
		return "belongs to " + class, "belong to " + class
	case known && c.Mass || strings.Contains(class, " as a "):
		return "is an example of " + class, "are examples of " + class
	}
	return "is " + indefiniteArticle(class) + " " + class, "are " + plural(class)
}

// byClass groups the memberships of the sources by partition and class, in a stable order.
func (w *writer) byClass() [][]belongs {
	groups := map[string][]belongs{}
	var order []string
	for _, b := range w.memberships() {
		id := b.partition.ID + "/" + b.class.Name
		if groups[id] == nil {
			order = append(order, id)
		}
		groups[id] = append(groups[id], b)
	}
	sort.Strings(order)
	found := make([][]belongs, 0, len(order))
	for _, id := range order {
		found = append(found, groups[id])
	}
	return found
}

// writeOddOnes shows three members of a class and one of another class.
func writeOddOnes(w *writer) {
	groups := w.byClass()
	for gi, group := range groups {
		if len(group) < 3 {
			continue
		}
		chance := w.chance("odd-one-out", group[0].partition.ID, group[0].class.Name)
		shuffled := shuffle(group, chance.Perm)
		used := 0
		for _, hi := range chance.Perm(len(groups)) {
			other := groups[hi]
			if hi == gi || other[0].partition != group[0].partition || len(shuffled) < used+3 {
				continue
			}
			three := shuffled[used : used+3]
			odd := other[chance.IntN(len(other))]
			if inClass(group[0].class, odd.fact.Subject) || w.alsoIn(group[0].class, odd.fact.Subject) {
				continue
			}
			d := draft{schema: "odd-one-out", kind: bank.Single, options: 4, exact: true, direction: group[0].partition.ID, teaching: []string{w.says(odd.fact)}}
			d.facts = append(d.facts, odd.fact)
			d.keys = []bank.Option{w.term(odd.fact.Subject, true, w.says(odd.fact), "b: "+w.speaker.name(odd.fact.Subject)+" is in another class of “"+odd.partition.Name+"”. "+stated(odd.fact))}
			var names []string
			for _, b := range three {
				d.facts = append(d.facts, b.fact)
				names = append(names, w.definiteNoun(b.fact.Subject))
				d.wrong = append(d.wrong, w.term(b.fact.Subject, false, w.says(b.fact), stated(b.fact)))
			}
			_, are := w.classPhrases(group[0].class.Name)
			d.teaching = append(d.teaching, w.speaker.sentence(list(names)+" "+are), w.speaker.sentence(group[0].partition.Why))
			d.stems = fixed("Three of these "+are+". Which one belongs elsewhere?", "Three of these "+are+". Which one is something else?", "Which one of these belongs elsewhere, while the other three "+are+"?")
			d.stems = within(group[0].partition, d.stems)
			if w.settle(d) {
				used += 3
			}
		}
	}
}

func shuffle[T any](items []T, perm func(int) []int) []T {
	shuffled := make([]T, len(items))
	for i, from := range perm(len(items)) {
		shuffled[i] = items[from]
	}
	return shuffled
}

// writeMultiples asks for all members of a class among members and others, and for all duties of a role.
func writeMultiples(w *writer) {
	for _, group := range w.byClass() {
		chance := w.chance("multiple", group[0].partition.ID, group[0].class.Name)
		shuffled := shuffle(group, chance.Perm)
		for part := 0; len(shuffled) >= 2 && part < 3; part++ {
			n := 2
			if len(shuffled) == 3 || len(shuffled) > 4 && chance.IntN(2) == 0 {
				n = 3
			}
			w.multipleOf(shuffled[:n], chance.Perm)
			shuffled = shuffled[n:]
		}
	}
	w.writeDuties()
}

func (w *writer) multipleOf(members []belongs, perm func(int) []int) {
	d := draft{schema: "multiple", kind: bank.Multiple, options: 5, direction: members[0].partition.ID}
	var names []string
	for _, b := range members {
		d.facts = append(d.facts, b.fact)
		d.keys = append(d.keys, w.term(b.fact.Subject, true, w.says(b.fact), stated(b.fact)))
		names = append(names, w.definiteNoun(b.fact.Subject))
	}
	d.wrong = w.outsiders(members[0].membership, members[0].fact.Subject, perm)
	_, are := w.classPhrases(members[0].class.Name)
	d.teaching = []string{w.speaker.sentence(list(names) + " " + are), w.speaker.sentence(members[0].partition.Why)}
	d.stems = fixed("Which of these "+are+"? Choose all that apply.", "Which of the following "+are+"? Choose all that apply.", "Which of these things "+are+"? Choose all that apply.")
	if many, ok := strings.CutPrefix(are, "are "); ok && !strings.HasPrefix(many, "examples") {
		d.stems = fixed("Which of these "+are+"? Choose all that apply.", "Which of the following "+are+"? Choose all that apply.", "Choose all "+many+" from this list.")
	}
	d.stems = within(members[0].partition, d.stems)
	w.settle(d)
}
