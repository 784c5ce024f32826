package curriculum

import (
	"slices"
	"strings"
)

// siblings holds a set to its promise that the members exclude each other: no member twice, none that is the kind of another.
func (k *checker) siblings(s *topicSource, i int) {
	set := &s.Siblings[i]
	at, members := s.at("siblings", i, "id"), s.at("siblings", i, "members")
	if set.Name == "" {
		k.add(at, "the sibling set %s needs a name: a singular noun that fits “Which ... is meant?”.", set.ID)
	}
	if !sentence(set.Why) {
		k.add(s.at("siblings", i, "why"), "the sibling set %s needs a why: one sentence, with its stop, on why what is true of one member is false of the others.", set.ID)
	}
	if len(set.Members) < 2 {
		k.add(members, "the sibling set %s has %d members and needs two or more. Add one, or take the set out.", set.ID, len(set.Members))
	}
	met := map[string]bool{}
	for _, id := range set.Members {
		if met[id] {
			k.add(members, "the sibling set %s lists %s twice. Keep one.", set.ID, id)
		}
		met[id] = true
		if !k.known("the sibling set "+set.ID, id, members) {
			return
		}
	}
	for _, general := range set.Members {
		for _, special := range set.Members {
			if general != special && k.isKindOf(special, general) {
				k.add(members, "the sibling set %s lists %s and %s, and the first is the kind of the second, so they do not exclude each other. Take one of them out.", set.ID, general, special)
			}
		}
	}
	sorted := slices.Sorted(slices.Values(set.Members))
	content := strings.Join(sorted, " ")
	if first, taken := k.contents[content]; taken {
		k.add(at, "the sibling set %s has the same members as the set in %v. Keep one of them.", set.ID, first)
	}
	k.contents[content] = at
}

// isKindOf says whether the kind of one concept is the name of the other.
func (k *checker) isKindOf(special, general string) bool {
	kind := strings.ToLower(k.c.Concepts[k.c.concepts[special]].Kind)
	g := k.c.Concepts[k.c.concepts[general]]
	return slices.ContainsFunc(append([]string{g.Name}, g.Aliases...), func(name string) bool { return strings.ToLower(name) == kind })
}

// partition holds the classes apart: no class twice, no concept in two of them.
func (k *checker) partition(s *topicSource, i int) {
	p := &s.Classes[i]
	if p.Name == "" {
		k.add(s.at("classes", i, "id"), "the partition %s needs a name: a singular noun for what its classes are.", p.ID)
	}
	if !sentence(p.Why) {
		k.add(s.at("classes", i, "why"), "the partition %s needs a why: one sentence, with its stop, on what puts a member into one class only.", p.ID)
	}
	if len(p.Classes) < 2 {
		k.add(s.at("classes", i, "classes"), "the partition %s has %d classes and needs two or more.", p.ID, len(p.Classes))
	}
	named, member := map[string]bool{}, map[string]string{}
	for n, class := range p.Classes {
		at := s.at("classes", i, "classes", n)
		if class.Name == "" || len(class.Members) == 0 {
			k.add(at, "a class of the partition %s needs a name and members.", p.ID)
		}
		if named[strings.ToLower(class.Name)] {
			k.add(at, "the partition %s has the class %q twice. Put the two together.", p.ID, class.Name)
		}
		named[strings.ToLower(class.Name)] = true
		for _, id := range class.Members {
			k.known("the partition "+p.ID, id, at)
			if other, taken := member[id]; taken {
				k.add(at, "the partition %s has %s both as %s and as %s. A member belongs to one class: take it out of one, or out of both.", p.ID, id, other, class.Name)
			}
			member[id] = class.Name
		}
	}
}

func (k *checker) misconception(s *topicSource, i int) {
	m := &s.Misconceptions[i]
	at := s.at("misconceptions", i, "id")
	k.known("the misconception "+m.ID, m.Concept, s.at("misconceptions", i, "concept"))
	if !sentence(m.Wrong) {
		k.add(at, "the misconception %s needs what is believed as a whole sentence under wrong.", m.ID)
	}
	if !sentence(m.Right) || strings.EqualFold(m.Wrong, m.Right) {
		k.add(at, "the misconception %s needs its refutation as a whole sentence under right.", m.ID)
	}
	key := strings.ToLower(m.Wrong)
	if first, taken := k.wrongs[key]; taken && key != "" {
		k.add(at, "the misconception %s says the same as the one in %v. Keep one of them.", m.ID, first)
	}
	k.wrongs[key] = at
}
