package find

import (
	"cmp"
	"math"
	"slices"
)

// Hit is a passage that was found.
type Hit struct {
	*Passage
	Score float64
}

// The figures of the ranking. They were set by hand on questions that are kept beside the tests, and are round on purpose.
const (
	saturation = 1.2  // after how many mentions a further one adds little (k1 of BM25)
	lengthened = 0.6  // how much a long passage has to mention a word more often (b of BM25)
	shortest   = 0.6  // the length, as a share of the average, below which a passage gains nothing by being short
	around     = 0.3  // the share of what the rest of the section says
	complete   = 0.65 // the share of the score that depends on how much of the query is covered
	both       = 0.9  // the same where two things are to be compared
	named      = 0.9  // what a passage gains that defines what the query names, as a share of the query's whole weight
	nameRows   = 0.5  // the share of that for a table, whose rows say something of what is defined elsewhere
	ofTask     = 0.25 // the share of it where the question is not what something is
	meantTask  = 0.6  // the same for what the query does not name but mean
	atHome     = 0.12 // what a passage gains that stands in the guide that teaches the concept
	enumerates = 1.0  // what a list, a table or a row of definitions gains where the kinds of something are asked for
	advising   = 0.15 // what a consequence, a misconception or a list of steps gains where it is asked how, why or when
	aside      = 0.6  // the weight of a typed word that no heading and no name has
	contrasted = 0.3  // what a passage gains that has all that is to be compared, and again when it sets one against the other
	beside     = 0.35 // what two words of the query gain when they stand beside each other
	ofGuide    = 0.4  // how well a passage meets a word of the query that only its guide's title has
	inSection  = 0.35 // the share of what a definition gains for a passage under a heading of that name
	meantName  = 0.5  // how much of the query something is that it does not name but mean
	topics     = 0.6  // the share that is left to a topic, which says little, unless the query is its name
	first      = 5.0  // what a topic gains whose name the query is, so that it comes before all passages
	code       = 0.7  // the share that is left to a piece of code
	ofSides    = 0.6  // how much of covering a comparison is to treat all its sides, and not only many of its words
	mostOf     = 0.6  // the share of each side that a passage has to speak of to speak of both
	repeated   = 0.75 // the share that is left to each further passage of one section
	reading    = 0.5  // the share that is left to what only says where to read on
)

// onward is the section that every guide ends with.
const onward = "Where to go next"

// scored is one passage while it is ranked.
type scored struct {
	entry *entry
	units []float64 // how well each unit is met, 0 to 1
	near  float64
	score float64
}

// Rank puts the passages that a database has found in the order of their worth; ids that are not known here are left out. The worth of a passage is
//   - how well it has the words of the query, or what stands in their place (BM25 over text, names, headings and the sentence before, and a little of what the
//     rest of the section says),
//   - less the smaller the share of the query is that it covers; of a comparison, the share of the side that it treats least,
//   - and what its form adds to what is asked for: a definition for a name, a contrast or two definitions for a comparison, a list or table for the kinds of
//     something, and a consequence, misconception or list of steps for how, why and when.
//
// Of several passages of one section the best keeps its place, and each further one loses a quarter.
func (x *Index) Rank(q *Query, ids []string) []Hit {
	m := newMatcher(x, q)
	found := make([]scored, 0, len(ids))
	for _, id := range ids {
		at, known := x.byID[id]
		if !known {
			continue
		}
		if units, near, met := m.match(&x.entries[at]); met {
			found = append(found, scored{entry: &x.entries[at], units: units, near: near})
		}
	}
	rarity := m.rarities(found)
	bothTold := slices.ContainsFunc(found, func(s scored) bool {
		return !s.entry.passage.IsTopic() && q.treated(s.units, s.units) > mostOf && q.opposes(s.entry)
	})
	best := map[int][]float64{} // by section
	for i := range found {
		section := found[i].entry.section
		if best[section] == nil {
			best[section] = make([]float64, len(q.units))
		}
		for u, met := range found[i].units {
			best[section][u] = max(best[section][u], met)
		}
	}
	for i := range found {
		found[i].score = x.score(q, &found[i], rarity, best[found[i].entry.section], bothTold)
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return spread(found)
}

// score is the worth of one passage.
func (x *Index) score(q *Query, s *scored, rarity, section []float64, bothTold bool) float64 {
	sum, covered, whole := 0.0, 0.0, 0.0
	for u := range q.units {
		worth := q.units[u].weight * rarity[u]
		met := s.units[u]
		if q.units[u].typed != "" && slices.Contains(s.entry.title, q.units[u].ways[0].stems[0]) {
			met = max(met, ofGuide)
		}
		sum += worth * (met + around*max(0, section[u]-met))
		if q.units[u].typed != "" {
			whole += worth
			covered += worth * max(q.met(q.units[u].typed, s.units), around*q.met(q.units[u].typed, section), min(1, met))
		}
	}
	if whole == 0 {
		whole, covered = sum, sum
	}
	complete := complete
	told := min(1, covered/math.Max(whole, 1e-9))
	treated := told
	if q.contrast {
		complete = both
		if len(q.sides) > 0 {
			treated = q.treated(s.units, section)
			told = told*(1-ofSides) + treated*ofSides
		}
	}
	score := sum*(1-complete+complete*told) + s.near
	score += whole * x.namedBy(q, s.entry, bothTold)
	if q.contrast && treated > mostOf {
		score += contrasted * whole
		if q.opposes(s.entry) {
			score += contrasted * whole
		}
	}
	if len(s.entry.passage.Kinds) > 2 && (q.list || s.entry.heading == q.key) {
		score += enumerates * whole * (q.aboutShare(s.entry) + q.kindsShare(s.entry)) / 2
	}
	if q.task && s.entry.advises {
		score += advising * whole * told
	}
	p := s.entry.passage
	if p.IsTopic() {
		score *= topics
		for _, key := range s.entry.names {
			if q.named(key) >= 1 {
				score += whole * first
				break
			}
		}
	}
	if p.Code {
		score *= code
	}
	if p.Heading() == onward {
		score *= reading
	}
	return score
}

// spread lets other sections come up between many passages of one.
func spread(found []scored) []Hit {
	from := map[int]int{}
	for i := range found {
		for range from[found[i].entry.section] {
			found[i].score *= repeated
		}
		from[found[i].entry.section]++
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	hits := make([]Hit, len(found))
	for i, s := range found {
		hits[i] = Hit{s.entry.passage, s.score}
	}
	return hits
}

// at is one way of one unit.
type at struct{ unit, way int }

// matcher finds the units of one query in passages.
type matcher struct {
	index *Index
	query *Query
	first [][]at      // by stem: the ways that begin with it
	times [][]float64 // by unit and way: how often it was met in the passage at hand
	stood [][]int     // by unit and way: in how many passages it stands
	last  []int       // by typed unit: the place where it was met last
}

func newMatcher(x *Index, q *Query) *matcher {
	m := &matcher{index: x, query: q, first: make([][]at, len(x.counts)), last: make([]int, len(q.units))}
	for u := range q.units {
		ways := q.units[u].ways
		m.times, m.stood = append(m.times, make([]float64, len(ways))), append(m.stood, make([]int, len(ways)))
		for w := range ways {
			if len(ways[w].stems) > 0 && ways[w].stems[0] >= 0 {
				m.first[ways[w].stems[0]] = append(m.first[ways[w].stems[0]], at{u, w})
			}
		}
	}
	return m
}

// match says how well a passage meets each unit, and what its words gain by standing near each other.
func (m *matcher) match(e *entry) (units []float64, near float64, found bool) {
	for u := range m.times {
		clear(m.times[u])
		m.last[u] = -1
	}
	for i, p := range e.places {
		if p.stem < 0 {
			continue
		}
		for _, a := range m.first[p.stem] {
			w := &m.query.units[a.unit].ways[a.way]
			if !follows(e.places[i:], w.stems) {
				continue
			}
			found = true
			weight := weights[p.field]
			if p.field == name && m.query.task {
				weight = weights[body]
			}
			m.times[a.unit][a.way] += weight
			if p.field == body {
				near = max(near, m.nearness(a.unit, i))
				m.last[a.unit] = i
			}
		}
	}
	if !found {
		return nil, 0, false
	}
	units = make([]float64, len(m.times))
	for u, ways := range m.times {
		unit := &m.query.units[u]
		for w, times := range ways {
			if times == 0 {
				continue
			}
			m.stood[u][w]++
			met := times / (times + saturation*(1-lengthened+lengthened*max(shortest, e.length/m.index.average)))
			units[u] = max(units[u], unit.ways[w].weight*met)
		}
	}
	return units, near, true
}

// follows reports whether a phrase stands at the beginning of places.
func follows(places []place, stems []int32) bool {
	if len(places) < len(stems) {
		return false
	}
	for i, s := range stems {
		if places[i].stem != s || places[i].field != places[0].field {
			return false
		}
	}
	return true
}

// nearness is what a word gains that stands near the word that comes before it in the query, in bits of rarity.
func (m *matcher) nearness(u, i int) float64 {
	unit := &m.query.units[u]
	if unit.typed == "" || u == 0 || m.query.units[u-1].typed == "" || m.last[u-1] < 0 {
		return 0
	}
	distance := i - m.last[u-1]
	if distance > 8 {
		return 0
	}
	return beside * min(unit.weight, m.query.units[u-1].weight) * min(unit.ways[0].rarity, m.query.units[u-1].ways[0].rarity) / math.Sqrt(float64(distance))
}

// rarities is how much each unit says: as much as the rarest of its ways would, but no more than the word that was typed.
func (m *matcher) rarities(found []scored) []float64 {
	rarity := make([]float64, len(m.query.units))
	for u := range m.query.units {
		together := 0
		for _, s := range found {
			if s.units[u] > 0 {
				together++
			}
		}
		rarity[u] = m.index.rarity(together)
	}
	for u := range m.query.units {
		if unit := &m.query.units[u]; unit.capped && unit.typed == "" {
			most := 0.0
			for t := range m.query.units {
				if slices.Contains(unit.stands, m.query.units[t].typed) {
					most = max(most, rarity[t])
				}
			}
			if most > 0 {
				rarity[u] = min(rarity[u], most)
			}
		}
	}
	return rarity
}
