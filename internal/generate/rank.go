package generate

import (
	"math/rand/v2"
	"sort"
	"unicode/utf8"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// Weights of what makes a rival a good wrong option. A declared confusion counts most; then that the options can be called by one name.
const (
	confusionWeight = 1.5
	sameSetWeight   = 1.0
	sameKindWeight  = 1.3
	likenessWeight  = 0.8
	lengthWeight    = 0.8
	chanceWeight    = 0.9
)

// ranked orders the rivals of a concept, the most tempting first. text gives what would stand as the option; rivals without a text are left out.
func (w *writer) ranked(key, keyText string, chance *rand.Rand, text func(id string) string) []rival {
	rivals := w.rivals(key)
	k, _ := w.concept(key)
	main := w.mainSet(rivals, k.Kind, text)
	type scored struct {
		rival
		score float64
	}
	var list []scored
	for _, r := range rivals {
		t := text(r.id)
		luck := chance.Float64()
		if t == "" {
			continue
		}
		c, _ := w.concept(r.id)
		score := chanceWeight*luck + likenessWeight*w.gate.Likeness(t, keyText) + lengthWeight*lengthLikeness(t, keyText)
		if r.confusable {
			score += confusionWeight
		}
		if main != nil && inSetID(w, main, r.id) {
			score += sameSetWeight
		}
		if c.Kind == k.Kind {
			score += sameKindWeight
		}
		list = append(list, scored{r, score})
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].score > list[j].score })
	found := make([]rival, len(list))
	for i := range list {
		found[i] = list[i].rival
	}
	return found
}

// mainSet is the id of the set that holds most of the rivals that have a text; those of the key's own kind count three times.
func (w *writer) mainSet(rivals []rival, kind string, text func(id string) string) *string {
	count := map[string]int{}
	var best *string
	for _, r := range rivals {
		if text(r.id) == "" {
			continue
		}
		id := r.set.ID
		count[id]++
		if c, _ := w.concept(r.id); c.Kind == kind {
			count[id] += 2
		}
		if best == nil || count[id] > count[*best] {
			best = &id
		}
	}
	return best
}

func inSetID(w *writer, set *string, id string) bool {
	for _, s := range w.sets[id] {
		if s.ID == *set {
			return true
		}
	}
	return false
}

// lengthLikeness is 1 for texts of the same length and falls to 0 at twice the length.
func lengthLikeness(a, b string) float64 {
	la, lb := float64(utf8.RuneCountInString(a)), float64(utf8.RuneCountInString(b))
	if la == 0 || lb == 0 {
		return 0
	}
	ratio := la / lb
	if ratio > 1 {
		ratio = 1 / ratio
	}
	return max(0, 2*ratio-1)
}

// objectOf gives the object of the first known fact of a relation, for use as the text of an option.
func (w *writer) objectOf(relation string) func(id string) string {
	return func(id string) string {
		if f, ok := w.first(id, relation); ok {
			return f.Object
		}
		return ""
	}
}

// terms makes wrong options of the names of a key's rivals.
func (w *writer) terms(f *extract.Fact, letter string, chance *rand.Rand) []bank.Option {
	var options []bank.Option
	for _, r := range w.ranked(f.Subject, w.speaker.name(f.Subject), chance, w.speaker.name) {
		if w.mayShare(f, r.id) {
			continue
		}
		options = append(options, w.term(r.id, false, w.instead(r, f.Subject), w.excluded(letter, f.Subject, r)))
	}
	return options
}

// phrases makes wrong options of what is said of a key's rivals in the same relation. Where rivals are few, one may lend several of its acts; of two
// definitions or purposes of one thing only one may stand in a question.
func (w *writer) phrases(f *extract.Fact, letter string, chance *rand.Rand, form func(f *extract.Fact) string) []bank.Option {
	var options []bank.Option
	rivals := w.ranked(f.Subject, form(f), chance, w.objectOf(f.Relation))
	each := 1
	if len(rivals) < 3 && (f.Relation == extract.Responsibility || f.Relation == extract.Effect) {
		each = 3
	}
	for turn := range each {
		for _, r := range rivals {
			facts := w.known[factKey{r.id, f.Relation}]
			if turn >= len(facts) {
				continue
			}
			other := facts[turn]
			if each > 1 { // the most like the key first, since all of them serve
				facts = append([]*extract.Fact{}, facts...)
				sort.SliceStable(facts, func(a, b int) bool {
					return lengthLikeness(facts[a].Object, f.Object) > lengthLikeness(facts[b].Object, f.Object)
				})
				other = facts[turn]
			}
			why := w.speaker.sentence("this is said of "+w.speaker.noun(r.id)+", not of "+w.speaker.noun(f.Subject)) + " " + w.gloss(f.Subject)
			options = append(options, w.phrase(form(other), r.id, false, why, w.excluded(letter, f.Subject, r)))
		}
	}
	return options
}

func optionConcepts(options []bank.Option) []string {
	ids := make([]string, 0, len(options))
	for _, o := range options {
		ids = append(ids, o.Concept)
	}
	return ids
}
