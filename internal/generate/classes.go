package generate

import (
	"fmt"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
)

// belongs is a member of a class, as a fact of the sources states it and a partition of the curriculum confirms it.
type belongs struct {
	fact *extract.Fact
	membership
}

// sorting says what a question about the membership sorts; forward asks from the thing to its class.
func (b belongs) sorting(forward bool) *sorting {
	ground := b.partition.ID
	if b.fact.Relation == extract.FrameworkOf {
		ground = frameworkGround // the class of a framework and its language are one question
	}
	return &sorting{thing: b.fact.Subject, class: b.class.Name, ground: ground, forward: forward}
}

const frameworkGround = "language of a framework"

// memberships pairs the member facts of the sources with the partitions that agree: the class that the guide names must be the class of the partition.
// Members whose name tells their class are left out.
func (w *writer) memberships() []belongs {
	var found []belongs
	seen := map[string]bool{}
	facts := w.facts(extract.Member, extract.Example, extract.FrameworkOf)
	// A thing is sorted in the guide on its own topic, if that guide does.
	sort.SliceStable(facts, func(i, j int) bool { return w.atHome(facts[i]) && !w.atHome(facts[j]) })
	// What the guide names comes before the wider class that it implies: PostgreSQL is asked for as a relational database before it is as a database.
	for _, implied := range []bool{false, true} {
		for _, f := range facts {
			said := f.Object
			if f.Relation == extract.FrameworkOf {
				said += " framework"
			}
			for _, m := range w.classOf[f.Subject] {
				id := f.Subject + "/" + m.partition.ID
				named := w.sameClass(said, m.class.Name) || w.sameClass(f.Attribute, m.class.Name)
				if seen[id] || !named && (!implied || f.Relation == extract.FrameworkOf || !headTells(said, m)) {
					continue
				}
				seen[id] = true
				if w.gate.Echoes(w.speaker.name(f.Subject), m.class.Name) {
					continue // Oracle Database tells by its name that it is a database
				}
				found = append(found, belongs{f, m})
			}
		}
	}
	return found
}

// atHome reports whether a fact stands in the guide on the topic of its subject.
func (w *writer) atHome(f *extract.Fact) bool {
	c, ok := w.concept(f.Subject)
	return ok && c.Topic == f.Topic
}

// headTells reports whether the last word of what the guide says is the last word of the class and of no other class of the partition: a "backend
// language" is a programming language where the other classes are runtimes and frameworks. The class may add nothing to that word that the guide does
// not say: a backend language need not be a dynamically typed one.
func headTells(said string, m membership) bool {
	head := lastWord(said)
	for _, word := range strings.Fields(strings.ToLower(m.class.Name)) {
		if strings.TrimSuffix(word, "s") != head && !emptyQualifiers[word] && !strings.Contains(strings.ToLower(said), word) {
			return false
		}
	}
	for i := range m.partition.Classes {
		class := &m.partition.Classes[i]
		if (lastWord(class.Name) == head) != (class.Name == m.class.Name) {
			return false
		}
	}
	return head != ""
}

// emptyQualifiers add nothing to a class of software.
var emptyQualifiers = words("programming software web computer")

func lastWord(phrase string) string {
	fields := strings.Fields(strings.ToLower(phrase))
	if len(fields) == 0 {
		return ""
	}
	return strings.TrimSuffix(fields[len(fields)-1], "s")
}

// sameClass reports whether the guide's words for a class mean the class of the partition: the same content words, or all of the partition's.
func (w *writer) sameClass(said, class string) bool {
	if said == "" {
		return false
	}
	if w.gate.Likeness(said, class) == 1 {
		return true
	}
	return len(strings.Fields(class)) > 1 && w.gate.Covers(said, class)
}

// outsiders are members of the other classes of a partition, in turn from each class, so that no class stands out.
func (w *writer) outsiders(m membership, key string, perm func(int) []int) []bank.Option {
	k, _ := w.concept(key)
	var columns [][]string
	for _, i := range perm(len(m.partition.Classes)) {
		class := &m.partition.Classes[i]
		if class.Name == m.class.Name {
			continue
		}
		var ids []string
		for _, j := range perm(len(class.Members)) {
			id := class.Members[j]
			if !inClass(m.class, id) && !w.related(id, key) && !w.stands(m.class.Name, id) && !w.alsoIn(m.class, id) && !w.disputed[id] {
				ids = append(ids, id)
			}
		}
		sort.SliceStable(ids, func(a, b int) bool { return w.taught(ids[a]) && !w.taught(ids[b]) })
		columns = append(columns, ids)
	}
	var options []bank.Option
	for row := 0; row < 4; row++ {
		for _, ids := range columns {
			if row >= len(ids) {
				continue
			}
			id := ids[row]
			class := w.classIn(m.partition, id)
			is, _ := w.classPhrases(class.Name)
			why := w.speaker.sentence(w.definiteNoun(id) + " " + is)
			proof := fmt.Sprintf("b: %s %s, which excludes the class asked for. %s", w.definiteNoun(id), is, w.speaker.sentence(m.partition.Why))
			options = append(options, w.term(id, false, why, proof))
		}
	}
	sort.SliceStable(options, func(a, b int) bool {
		ca, _ := w.concept(options[a].Concept)
		cb, _ := w.concept(options[b].Concept)
		return ca.Kind == k.Kind && cb.Kind != k.Kind
	})
	return options
}

// taught reports whether something is known about a concept, so that its option can be explained.
func (w *writer) taught(id string) bool { return w.gloss(id) != "" }

// stands reports whether the name of a concept holds the words of a class: "graph database" says itself what it is.
func (w *writer) stands(class, id string) bool {
	return overlapping(class, w.speaker.name(id))
}

// alsoIn reports whether the name of a concept stands for a class besides the one that it is listed in.
func (w *writer) alsoIn(class *curriculum.Class, id string) bool {
	c, _ := w.concept(id)
	for _, name := range c.Also {
		if strings.EqualFold(name, class.Name) {
			return true
		}
	}
	return false
}

func inClass(class *curriculum.Class, id string) bool {
	for _, m := range class.Members {
		if m == id {
			return true
		}
	}
	return false
}

func (w *writer) classIn(p *curriculum.Partition, id string) *curriculum.Class {
	for i := range p.Classes {
		if inClass(&p.Classes[i], id) {
			return &p.Classes[i]
		}
	}
	return &curriculum.Class{}
}
