package quiz

import (
	"math/rand/v2"
	"sort"

	"touchstone/internal/bank"
)

// Candidate is what drawing needs to know of a live question.
type Candidate struct {
	ID         string
	Version    string
	Topic      string
	Family     string
	Schema     string
	Kind       bank.Kind
	Facts      []string
	Difficulty float64
	Guessing   float64
	Shuffled   int
	// Seen is how often this person has been asked it.
	Seen int
}

// Shortfall says that a blueprint got fewer questions than it asked for.
type Shortfall struct {
	Asked, Given int
	Lacks        []Lack
}

// Lack is a topic that has fewer questions resting on different facts than its share asks for.
type Lack struct {
	Topic        string
	Asked, Given int
}

// Short reports whether anything is missing.
func (s Shortfall) Short() bool { return s.Given < s.Asked }

// Withhold leaves out of a pool what an attempt of a mode must not ask while others of the same person are open: what an open exam asks, because practice
// would explain it, and for an exam what an open practice has not explained yet, because it will.
func Withhold(pool []Candidate, open []*Attempt, mode Mode) []Candidate {
	held := map[string]bool{}
	for _, a := range open {
		for i := range a.Items {
			if a.Mode == Exam || mode == Exam && !a.Released(i+1) {
				held[a.Items[i].Question] = true
			}
		}
	}
	var free []Candidate
	for _, candidate := range pool {
		if !held[candidate.ID] {
			free = append(free, candidate)
		}
	}
	return free
}

// Draw chooses the questions of one attempt: the topics' shares by largest remainder, what this person has not seen first, then what was seen
// least, never two questions on one fact or of one family, and schemas as varied as the pool allows. The order is by topic, as in the blueprint.
func Draw(b *Blueprint, pool []Candidate, chance *rand.Rand) ([]Candidate, Shortfall) {
	byTopic := map[string][]Candidate{}
	for _, candidate := range oneVariant(pool, chance) {
		byTopic[candidate.Topic] = append(byTopic[candidate.Topic], candidate)
	}
	used := newTaken()
	counts := apportion(b.Shares, b.Length)
	drawn := make([][]Candidate, len(b.Shares))
	missing := 0
	var lacks []Lack
	for i, share := range b.Shares {
		ranked := rank(byTopic[share.Topic], chance)
		byTopic[share.Topic] = ranked
		drawn[i] = take(ranked, counts[i], used)
		if short := counts[i] - len(drawn[i]); short > 0 {
			missing += short
			lacks = append(lacks, Lack{share.Topic, counts[i], len(drawn[i])})
		}
	}
	for i := 0; i < len(b.Shares) && missing > 0; i++ {
		more := take(byTopic[b.Shares[i].Topic], missing, used)
		drawn[i] = append(drawn[i], more...)
		missing -= len(more)
	}
	var all []Candidate
	for _, part := range drawn {
		all = append(all, part...)
	}
	shortfall := Shortfall{Asked: b.Length, Given: len(all)}
	if shortfall.Short() {
		shortfall.Lacks = lacks
	}
	return all, shortfall
}

// oneVariant leaves one variant of each computed question, so that its many numbers give it no greater chance than any other question has. It is the one
// that this person has seen least, by chance among equals, and counts as seen as often as all of its variants together.
func oneVariant(pool []Candidate, chance *rand.Rand) []Candidate {
	var kept, variants []Candidate
	seen := map[string]int{}
	for _, candidate := range pool {
		if bank.Computed(candidate.Schema) && candidate.Family != "" {
			variants = append(variants, candidate)
			seen[candidate.Family] += candidate.Seen
		} else {
			kept = append(kept, candidate)
		}
	}
	chosen := map[string]bool{}
	for _, candidate := range rank(variants, chance) {
		if !chosen[candidate.Family] {
			chosen[candidate.Family] = true
			candidate.Seen = seen[candidate.Family]
			kept = append(kept, candidate)
		}
	}
	return kept
}

// apportion spreads length over the shares by largest remainder, earlier shares first among equals.
func apportion(shares []Share, length int) []int {
	total := 0
	for _, share := range shares {
		total += share.Weight
	}
	counts := make([]int, len(shares))
	if total == 0 {
		return counts
	}
	order := make([]int, len(shares))
	given := 0
	for i, share := range shares {
		counts[i] = length * share.Weight / total
		given += counts[i]
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool {
		return length*shares[order[i]].Weight%total > length*shares[order[j]].Weight%total
	})
	for i := 0; given < length; i++ {
		counts[order[i%len(order)]]++
		given++
	}
	return counts
}

// rank puts unseen questions first, then those seen least, in an order of chance among equals.
func rank(pool []Candidate, chance *rand.Rand) []Candidate {
	ranked := append([]Candidate(nil), pool...)
	sort.Slice(ranked, func(i, j int) bool { return ranked[i].ID < ranked[j].ID })
	chance.Shuffle(len(ranked), func(i, j int) { ranked[i], ranked[j] = ranked[j], ranked[i] })
	sort.SliceStable(ranked, func(i, j int) bool { return ranked[i].Seen < ranked[j].Seen })
	return ranked
}

type taken struct{ question, fact, family map[string]bool }

func newTaken() *taken {
	return &taken{map[string]bool{}, map[string]bool{}, map[string]bool{}}
}

func (t *taken) clashes(c Candidate) bool {
	if t.question[c.ID] || c.Family != "" && t.family[c.Family] {
		return true
	}
	for _, fact := range c.Facts {
		if t.fact[fact] {
			return true
		}
	}
	return false
}

func (t *taken) add(c Candidate) {
	t.question[c.ID] = true
	t.family[c.Family] = true
	for _, fact := range c.Facts {
		t.fact[fact] = true
	}
}

// take picks n candidates from a ranked pool. Within one level of Seen it prefers the schema used least so far, so that a quiz does not ask the same kind of thing all the time.
func take(ranked []Candidate, n int, used *taken) []Candidate {
	var picked []Candidate
	schemas := map[string]int{}
	for len(picked) < n {
		best := -1
		for i, candidate := range ranked {
			if used.clashes(candidate) {
				continue
			}
			if best < 0 || candidate.Seen == ranked[best].Seen && schemas[candidate.Schema] < schemas[ranked[best].Schema] {
				best = i
			}
			if candidate.Seen > ranked[best].Seen {
				break
			}
		}
		if best < 0 {
			break
		}
		used.add(ranked[best])
		schemas[ranked[best].Schema]++
		picked = append(picked, ranked[best])
	}
	return picked
}
