package generate

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
)

// writer holds what the schemas of one run share: the facts that questions may rest on, what else is known for wrong options, and the gate.
type writer struct {
	curriculum *curriculum.Curriculum
	speaker    *speaker
	gate       *bank.Gate
	seed       uint64
	// own are the usable facts of the sources, sorted by id: keys rest on these alone.
	own []*extract.Fact
	// byRelation are own by their relation, made when first asked for.
	byRelation map[string][]*extract.Fact
	// everything is own and, behind it, what the study guides say beside it.
	everything []*extract.Fact
	// byName finds a concept by its name in small letters, byAnyName also by its plural and aliases.
	byName, byAnyName map[string]string
	// known are own and the study guides' facts by subject and relation; own facts stand first.
	known map[factKey][]*extract.Fact
	// sets are the sibling sets that a concept is in.
	sets       map[string][]*curriculum.Siblings
	confusable map[[2]string]bool
	classOf    map[string][]membership
	topicDepth map[string]int
	// disputed holds the concepts of which a source says what is wrong or contested. They are no wrong options for a class: a reader who trusts the
	// source would take them for right.
	disputed map[string]bool
	// ours names the study guides, whose sentences are written so that each fits one concept alone.
	ours map[string]bool
	// common counts in how many concepts' facts a word stands; spoken holds the words of each concept's facts.
	common map[string]int
	spoken map[string]map[string]bool
	// topics is the topic of each document: the one given, else the one that most of its facts belong to.
	topics map[string]string

	questions []bank.Question
	rejected  []bank.Rejection
	ids       map[string]bool
	sorts     map[string]sorting
	lengths   map[int]tally
	// lowered are the texts of documents in small letters.
	lowered map[string]string
	// defined finds the subject that a document defines under a term in small letters.
	defined map[[2]string]string
	// told holds the definitions that a case tells.
	told map[string]bool
}

type factKey struct{ subject, relation string }

// membership is a class of a partition that a concept belongs to.
type membership struct {
	partition *curriculum.Partition
	class     *curriculum.Class
}

func newWriter(g *Generator, sources []extract.Source, facts []extract.Fact, seed uint64) *writer {
	c := g.curriculum
	texts := map[string]string{}
	var guides, prose []string
	add := func(s extract.Source, ours bool) {
		name := documentName(s)
		if _, ok := texts[name]; !ok {
			texts[name] = s.Document.Text
			if !ours {
				prose = append(prose, s.Document.Text)
			}
		}
	}
	for _, s := range sources {
		add(s, false)
	}
	own := map[string]bool{}
	for i := range g.library {
		guides = append(guides, g.library[i].Source.Document.Text)
		own[g.library[i].Source.Document.Text] = true
		add(g.library[i].Source, true)
	}
	w := &writer{
		curriculum: c, seed: seed, speaker: newSpeaker(c, guides, prose),
		gate:   bank.NewGate(c, func(document string) (string, bool) { text, ok := texts[document]; return text, ok }),
		byName: map[string]string{}, byAnyName: map[string]string{}, known: map[factKey][]*extract.Fact{}, sets: map[string][]*curriculum.Siblings{}, confusable: map[[2]string]bool{},
		classOf: map[string][]membership{}, topicDepth: map[string]int{}, ours: map[string]bool{}, disputed: map[string]bool{}, common: map[string]int{}, spoken: map[string]map[string]bool{}, topics: map[string]string{}, ids: map[string]bool{}, sorts: map[string]sorting{}, lengths: map[int]tally{}, lowered: map[string]string{}, told: map[string]bool{},
	}
	for i := range g.library {
		for k := range g.library[i].Facts {
			w.gate.Meet(g.library[i].Facts[k].Object)
		}
	}
	for _, s := range sources {
		w.ours[documentName(s)] = own[s.Document.Text]
	}
	for i := range facts {
		f := &facts[i]
		if f.Status == bank.Wrong || f.Status == bank.Contested {
			w.disputed[f.Subject] = true
		}
		if !f.Usable() || !whole(f) || !w.cleanWords(f) {
			continue
		}
		f = withoutPraise(dutiful(f))
		if !w.ours[f.Document] {
			if f = plainly(f); !selfContained(f) {
				w.rejected = append(w.rejected, bank.Rejection{Schema: f.Relation, Facts: []string{f.ID}, Reason: "cannot stand alone: it speaks of something that only the guide names: " + f.Object})
				continue
			}
		}
		w.own = append(w.own, f)
	}
	sort.SliceStable(w.own, func(i, j int) bool { return w.own[i].ID < w.own[j].ID })
	seen := map[string]bool{}
	for _, f := range w.own {
		w.learn(f)
		seen[f.ID] = true
	}
	for i := range g.library {
		for k := range g.library[i].Facts {
			if f := &g.library[i].Facts[k]; f.Usable() && whole(f) && !seen[f.ID] {
				seen[f.ID] = true
				w.learn(dutiful(f))
			}
		}
	}
	w.readCurriculum()
	w.readWords(g)
	w.readTopics()
	return w
}

// readTopics settles the topic of each document that came without one.
func (w *writer) readTopics() {
	count := map[string]map[string]int{}
	for _, f := range w.own {
		if f.Topic != "" {
			w.topics[f.Document] = f.Topic
			continue
		}
		if c, ok := w.concept(f.Subject); ok {
			if count[f.Document] == nil {
				count[f.Document] = map[string]int{}
			}
			count[f.Document][c.Topic]++
		}
	}
	for document, topics := range count {
		best := ""
		for _, t := range w.curriculum.Topics {
			if n := topics[t.Slug]; n > 0 && (best == "" || n > topics[best]) {
				best = t.Slug
			}
		}
		if w.topics[document] == "" {
			w.topics[document] = best
		}
	}
}

func (w *writer) learn(f *extract.Fact) {
	w.everything = append(w.everything, f)
	key := factKey{f.Subject, f.Relation}
	w.known[key] = append(w.known[key], f)
}

func (w *writer) readCurriculum() {
	for i := range w.curriculum.Siblings {
		set := &w.curriculum.Siblings[i]
		for _, id := range set.Members {
			w.sets[id] = append(w.sets[id], set)
		}
	}
	for _, c := range w.curriculum.Concepts {
		name := strings.ToLower(c.Name)
		if w.byName[name] == "" {
			w.byName[name] = c.ID
		}
		for _, called := range append([]string{c.Name, c.Plural}, c.Aliases...) {
			if called = strings.ToLower(called); called != "" && w.byAnyName[called] == "" {
				w.byAnyName[called] = c.ID
			}
		}
		for _, other := range c.Confusable {
			w.confusable[[2]string{c.ID, other}] = true
			w.confusable[[2]string{other, c.ID}] = true
		}
	}
	for i := range w.curriculum.Partitions {
		p := &w.curriculum.Partitions[i]
		for k := range p.Classes {
			for _, id := range p.Classes[k].Members {
				w.classOf[id] = append(w.classOf[id], membership{p, &p.Classes[k]})
			}
		}
	}
	for _, t := range w.curriculum.Topics {
		depth := 0
		for _, need := range t.Needs {
			depth = max(depth, w.topicDepth[need.Topic]+1)
		}
		w.topicDepth[t.Slug] = depth
	}
}

// facts returns the usable facts of the sources with one of the relations.
func (w *writer) facts(relations ...string) []*extract.Fact {
	if w.byRelation == nil {
		w.byRelation = map[string][]*extract.Fact{}
		for _, f := range w.own {
			w.byRelation[f.Relation] = append(w.byRelation[f.Relation], f)
		}
	}
	if len(relations) == 1 {
		return slices.Clip(w.byRelation[relations[0]])
	}
	var found []*extract.Fact
	for _, f := range w.own {
		if slices.Contains(relations, f.Relation) {
			found = append(found, f)
		}
	}
	return found
}

// first returns the first known fact of a subject and relation, own before the library's.
func (w *writer) first(subject, relation string) (*extract.Fact, bool) {
	facts := w.known[factKey{subject, relation}]
	if len(facts) == 0 {
		return nil, false
	}
	return facts[0], true
}

func (w *writer) concept(id string) (curriculum.Concept, bool) { return w.curriculum.Concept(id) }

// topic is the topic that a question on the fact counts for: the document's, else that of the concept.
func (w *writer) topic(f *extract.Fact) string {
	if f.Topic != "" {
		return f.Topic
	}
	if c, ok := w.concept(f.Subject); ok {
		return c.Topic
	}
	return w.topics[f.Document]
}

// chance is a source of random numbers that depends on the seed and the parts alone.
func (w *writer) chance(parts ...string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(strings.Join(parts, "\x00")))
	return rand.New(rand.NewPCG(h.Sum64(), w.seed))
}
