package generate

import (
	"hash/fnv"
	"math/rand/v2"
	"regexp"
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
	// known are own and the study guides' facts by subject and relation; own facts stand first.
	known map[factKey][]*extract.Fact
	// sets are the sibling sets that a concept is in.
	sets       map[string][]*curriculum.Siblings
	confusable map[[2]string]bool
	classOf    map[string][]membership
	topicDepth map[string]int
	// ours names the study guides, whose sentences are written so that each fits one concept alone.
	ours map[string]bool
	// common counts in how many concepts' facts a word stands; spoken holds the words of each concept's facts.
	common map[string]int
	spoken map[string]map[string]bool
	// topics is the topic of each document: the one given, else the one that most of its facts belong to.
	topics map[string]string

	drafts    int
	questions []candidate
	rejected  []bank.Rejection
	ids       map[string]bool
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
		name := s.Path
		if name == "" {
			name = s.Slug
		}
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
	for i := range g.library {
		guides = append(guides, g.library[i].Source.Document.Text)
		add(g.library[i].Source, true)
	}
	w := &writer{
		curriculum: c, seed: seed, speaker: newSpeaker(c, guides, prose),
		gate:  bank.NewGate(c, func(document string) (string, bool) { text, ok := texts[document]; return text, ok }),
		known: map[factKey][]*extract.Fact{}, sets: map[string][]*curriculum.Siblings{}, confusable: map[[2]string]bool{},
		classOf: map[string][]membership{}, topicDepth: map[string]int{}, ours: map[string]bool{}, common: map[string]int{}, spoken: map[string]map[string]bool{}, topics: map[string]string{}, ids: map[string]bool{},
	}
	for i := range g.library {
		for k := range g.library[i].Facts {
			w.gate.Meet(g.library[i].Facts[k].Object)
		}
	}
	for i := range facts {
		if facts[i].Usable() && whole(&facts[i]) && w.cleanWords(&facts[i]) {
			w.own = append(w.own, withoutPraise(dutiful(&facts[i])))
		}
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

// readWords notes which words are said of which concept in our study guides.
func (w *writer) readWords(g *Generator) {
	for i := range g.library {
		w.ours[g.library[i].Source.Path] = true
		for k := range g.library[i].Facts {
			f := &g.library[i].Facts[k]
			if _, ok := w.concept(f.Subject); !ok || !f.Usable() {
				continue
			}
			if w.spoken[f.Subject] == nil {
				w.spoken[f.Subject] = map[string]bool{}
			}
			for _, word := range w.gate.Content(f.Object) {
				if !w.spoken[f.Subject][word] {
					w.spoken[f.Subject][word] = true
					w.common[word]++
				}
			}
		}
	}
}

// withoutPraise cuts a second act that only praises: a host that "hosts the project and helps the team collaborate better" hosts the project.
func withoutPraise(f *extract.Fact) *extract.Fact {
	if f.Relation != extract.Effect && f.Relation != extract.Responsibility {
		return f
	}
	head, tail, ok := strings.Cut(f.Object, " and ")
	verb, _, _ := strings.Cut(tail, " ")
	if !ok || strings.Contains(head, ",") || wordCount(head) < 4 || !strings.HasSuffix(verb, "s") {
		return f
	}
	for _, word := range strings.Fields(tail) {
		if praising[word] {
			cut := *f
			cut.Object = head
			return &cut
		}
	}
	return f
}

// A statement that goes on in these words says something else without them; one that points outside itself says nothing alone.
var (
	goesOn     = regexp.MustCompile(`^,? ?(?:although|including|unless|even if|even though|except|only if|provided|but only)\b`)
	pointsAway = regexp.MustCompile(`\b(?:the other (?:families|kinds|types|ones)|these|those|the following|the above|as follows|the former|the latter)\b`)
)

// whole reports whether the object of a definition, purpose or effect can stand by itself.
func whole(f *extract.Fact) bool {
	switch f.Relation {
	case extract.Definition, extract.Purpose, extract.Effect, extract.Responsibility, extract.Without:
	default:
		return true
	}
	if pointsAway.MatchString(f.Object) {
		return false
	}
	for _, q := range f.Quotes {
		tail := f.Object[max(0, len(f.Object)-14):]
		if at := strings.LastIndex(q.Text, tail); at >= 0 && goesOn.MatchString(q.Text[at+len(tail):]) {
			return false
		}
	}
	return true
}

// cleanWords refuses statements in which an ordinary word has a capital in mid-sentence, as where a foreign title was pasted into a page.
func (w *writer) cleanWords(f *extract.Fact) bool {
	switch f.Relation {
	case extract.Responsibility, extract.Effect, extract.Definition, extract.Purpose, extract.Contrast, extract.Without:
	default:
		return true
	}
	fields := strings.Fields(f.Object)
	for i, word := range fields {
		word = strings.Trim(word, ".,;:()“”\"'`")
		if i == 0 || len(word) < 2 || word[0] < 'A' || word[0] > 'Z' || strings.ToLower(word[1:]) != word[1:] || w.gate.KnownName(word) {
			continue
		}
		if i+1 < len(fields) && startsSmall(fields[i+1]) && startsSmall(fields[i-1]) && w.gate.Ordinary(word) {
			return false
		}
	}
	return true
}

// rareWord is the share of concepts of whose facts a word may be a part and still tell one concept from another.
const rareWord = 0.03

// mayShare reports whether a rival could be argued to fit what a guide that is not ours says of another concept: one of the telling words of the
// statement is also said of the rival. Our own guides are written and reviewed so that each statement fits one concept alone.
func (w *writer) mayShare(f *extract.Fact, rival string) bool {
	if w.ours[f.Document] {
		return false
	}
	for _, word := range w.gate.Content(f.Object) {
		if w.spoken[rival][word] && float64(w.common[word]) < rareWord*float64(len(w.spoken)) {
			return true
		}
	}
	return false
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

// dutiful reads a table's column of duties as what the subjects do: "main duty: plans the layout" says that the designer plans the layout.
func dutiful(f *extract.Fact) *extract.Fact {
	if f.Relation != extract.Property || !dutyHeaders[strings.ToLower(f.Attribute)] || wordCount(f.Object) < 2 {
		return f
	}
	first, _, _ := strings.Cut(f.Object, " ")
	if !strings.HasSuffix(first, "s") || strings.HasSuffix(first, "ss") {
		return f
	}
	duty := *f
	duty.Relation = extract.Responsibility
	return &duty
}

var dutyHeaders = map[string]bool{"duty": true, "main duty": true, "task": true, "main task": true, "responsibility": true, "job": true, "role": true}

func (w *writer) learn(f *extract.Fact) {
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
	var found []*extract.Fact
	for _, f := range w.own {
		for _, r := range relations {
			if f.Relation == r {
				found = append(found, f)
			}
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

// rival is a concept that excludes another: what defines one is false of the other.
type rival struct {
	id         string
	set        *curriculum.Siblings
	confusable bool
}

// rivals lists the concepts that exclude one, those of its largest named sets first; a concept appears once.
func (w *writer) rivals(id string) []rival {
	var found []rival
	seen := map[string]bool{id: true}
	for _, set := range w.sets[id] {
		for _, other := range set.Members {
			if seen[other] || w.related(id, other) {
				continue
			}
			seen[other] = true
			found = append(found, rival{other, set, w.confusable[[2]string{id, other}]})
		}
	}
	return found
}

// related reports whether one name is part of the other (join, inner join): such a pair may not stand as options of one question.
func (w *writer) related(a, b string) bool {
	ca, _ := w.concept(a)
	cb, _ := w.concept(b)
	na, nb := " "+strings.ToLower(ca.Name)+" ", " "+strings.ToLower(cb.Name)+" "
	return strings.Contains(na, nb) || strings.Contains(nb, na)
}

// inSet reports whether a concept is a member of a sibling set.
func inSet(set *curriculum.Siblings, id string) bool {
	for _, m := range set.Members {
		if m == id {
			return true
		}
	}
	return false
}

// commonSet returns the smallest sibling set that holds all of the concepts; its name may stand in a stem without giving anything away.
func (w *writer) commonSet(ids []string) *curriculum.Siblings {
	var best *curriculum.Siblings
	if len(ids) == 0 {
		return nil
	}
	for _, set := range w.sets[ids[0]] {
		all := true
		for _, id := range ids[1:] {
			all = all && inSet(set, id)
		}
		if all && (best == nil || len(set.Members) < len(best.Members)) {
			best = set
		}
	}
	return best
}

// kindOfAll is what a question calls its options: the name of a common sibling set, else a kind that all share, else "term".
func (w *writer) kindOfAll(ids []string) string {
	if set := w.commonSet(ids); set != nil && speakable(set.Name) {
		return set.Name
	}
	kind := ""
	for i, id := range ids {
		c, ok := w.concept(id)
		if !ok || i > 0 && c.Kind != kind {
			return "term"
		}
		kind = c.Kind
	}
	return kind
}

// speakable reports whether the name of a set can stand after "which": short, and no bare list heading such as "term of search".
func speakable(name string) bool {
	fields := strings.Fields(name)
	if len(fields) > 6 || fields[0] == "term" || fields[len(fields)-1] == "term" || fields[0] == "fault" || fields[0] == "idea" || fields[0] == "concept" || fields[0] == "basic" || fields[0] == "further" || fields[0] == "light" {
		return false
	}
	for _, f := range fields {
		if len(fields) > 2 && awkward[f] {
			return false
		}
	}
	return true
}

var awkward = words("to with at around and or that between by before after for under")
