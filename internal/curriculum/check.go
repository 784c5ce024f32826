package curriculum

import (
	"regexp"
	"sort"
	"strings"
)

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// sentence says whether a text is at least one whole sentence.
func sentence(text string) bool {
	return len(strings.Fields(text)) > 1 && strings.ContainsAny(text[len(text)-1:], ".?)")
}

// check finds what is missing in the data and what contradicts itself, and builds the index of concepts.
func (c *Curriculum) check(sources []*topicSource, r *report) {
	c.concepts = map[string]int{}
	for i, concept := range c.Concepts {
		if _, taken := c.concepts[concept.ID]; !taken {
			c.concepts[concept.ID] = i
		}
	}
	k := newChecker(c, r)
	for _, s := range sources {
		k.topic(s)
		k.ids(s)
	}
	for _, s := range sources {
		for i := range s.Concepts {
			k.concept(s, i)
		}
		for i := range s.Siblings {
			k.siblings(s, i)
		}
		for i := range s.Classes {
			k.partition(s, i)
		}
		for i := range s.Misconceptions {
			k.misconception(s, i)
		}
	}
}

// checker holds what has been met so far, each with its place, so that a second one can be told from the first.
type checker struct {
	*report
	c *Curriculum
	// concepts, names, sets, contents, partitions, beliefs and wrongs are places by id, spoken name, id, members, id, id and wrong sentence.
	concepts, sets, contents, partitions, beliefs, wrongs map[string]place
	names                                                 map[string]string
	// kinds counts the concepts of a kind; classes are the names of all classes of partitions.
	kinds      map[string]int
	classes    map[string]bool
	conceptIDs []string
}

func newChecker(c *Curriculum, r *report) *checker {
	k := &checker{report: r, c: c, concepts: map[string]place{}, sets: map[string]place{}, contents: map[string]place{}, partitions: map[string]place{},
		beliefs: map[string]place{}, wrongs: map[string]place{}, names: map[string]string{}, kinds: map[string]int{}, classes: map[string]bool{}}
	for _, concept := range c.Concepts {
		k.kinds[concept.Kind]++
		k.conceptIDs = append(k.conceptIDs, concept.ID)
	}
	for _, partition := range c.Partitions {
		for _, class := range partition.Classes {
			k.classes[class.Name] = true
		}
	}
	return k
}

// once reports an id that is missing, misshapen or used before.
func (k *checker) once(used map[string]place, what, id string, at place) {
	if !kebab.MatchString(id) {
		k.add(at, "%s needs an id of small letters, digits and hyphens, not %q.", what, id)
		return
	}
	if first, taken := used[id]; taken {
		k.add(at, "%s has the id %s, which stands in %v already. Choose another id, or put the two together.", what, id, first)
		return
	}
	used[id] = at
}

// known reports a reference to a concept that no file defines.
func (k *checker) known(where, id string, at place) bool {
	if _, ok := k.c.concepts[id]; ok {
		return true
	}
	k.add(at, "%s names the concept %q, which no file defines%s. Correct the id, or define the concept.", where, id, meant(id, k.conceptIDs))
	return false
}

func (k *checker) topic(s *topicSource) {
	if s.Topic.Title == "" || s.Topic.Summary == "" {
		k.add(s.at("topic"), "a topic needs a title and a summary of one sentence.")
	}
	for i, need := range s.Topic.Needs {
		if !sentence(need.Why) {
			k.add(s.at("topic", "needs", i), "the need %s wants a why: one sentence, with its stop, on what the learner uses from there.", need.Topic)
		}
	}
}

// ids looks for ids that are used twice, before anything is looked up by them.
func (k *checker) ids(s *topicSource) {
	for i, concept := range s.Concepts {
		k.once(k.concepts, "a concept", concept.ID, s.at("concepts", i, "id"))
	}
	for i, siblings := range s.Siblings {
		k.once(k.sets, "a sibling set", siblings.ID, s.at("siblings", i, "id"))
	}
	for i, partition := range s.Classes {
		k.once(k.partitions, "a partition", partition.ID, s.at("classes", i, "id"))
	}
	for i, misconception := range s.Misconceptions {
		k.once(k.beliefs, "a misconception", misconception.ID, s.at("misconceptions", i, "id"))
	}
}

func (k *checker) concept(s *topicSource, i int) {
	concept, at := &s.Concepts[i], s.at("concepts", i, "id")
	if concept.Name == "" {
		k.add(at, "the concept %s needs a name, as in running text.", concept.ID)
	}
	k.kind(concept, s.at("concepts", i, "kind"))
	for _, name := range concept.spoken() {
		key := strings.ToLower(name)
		if other, taken := k.names[key]; taken && other != concept.ID {
			k.add(at, "%q names the concept %s and the concept %s (%v) too. Give one of them a name or alias that is its own, or put the two together.", name, concept.ID, other, k.concepts[other])
			continue
		}
		k.names[key] = concept.ID
	}
	near := map[string]bool{}
	for _, id := range concept.Confusable {
		at := s.at("concepts", i, "confusable")
		switch {
		case id == concept.ID:
			k.add(at, "the concept %s is listed as confusable with itself. Take it out.", id)
		case near[id]:
			k.add(at, "the concept %s lists %s twice as confusable. Keep one.", concept.ID, id)
		default:
			k.known("confusable of "+concept.ID, id, at)
		}
		near[id] = true
	}
	for _, class := range concept.Also {
		if !k.classes[class] {
			k.add(s.at("concepts", i, "also"), "the concept %s also stands for the class %q, which no partition has. Write the class's name as it stands there.", concept.ID, class)
		}
	}
}

// kind wants a short noun. A kind that nothing else has and that one letter tells from another kind is a slip.
func (k *checker) kind(concept *Concept, at place) {
	kind := concept.Kind
	first, _, _ := strings.Cut(strings.ToLower(kind), " ")
	switch {
	case kind == "":
		k.add(at, "the concept %s needs a kind: a short singular noun such as credential, protocol or technique.", concept.ID)
	case first == "a" || first == "an" || first == "the" || len(strings.Fields(kind)) > 7 || strings.HasSuffix(kind, "."):
		k.add(at, "the kind of %s is %q. Write a short singular noun without article and stop, such as credential or technique.", concept.ID, kind)
	case k.kinds[kind] == 1 && len(kind) >= 6:
		for _, other := range k.otherKinds() {
			if other != kind && edits(other, kind) == 1 {
				k.add(at, "the kind of %s is %q, and others have the kind %q. Write it in the same way.", concept.ID, kind, other)
			}
		}
	}
}

func (k *checker) otherKinds() []string {
	var kinds []string
	for kind, n := range k.kinds {
		if n > 1 {
			kinds = append(kinds, kind)
		}
	}
	sort.Strings(kinds)
	return kinds
}
