package generate

import (
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// Bounds of the search for options that pass the gate.
const (
	mostOptions  = 4  // of a single choice
	mostTrials   = 14 // combinations of wrong options that are put before the gate
	mostBalanced = 7  // of these, among which the balance of lengths chooses
)

// draft is a question in the making. A schema fills it; settle chooses among the wrong options and wordings until the gate is content.
type draft struct {
	schema string
	// direction tells drafts of one schema on the same facts apart; it is part of the id.
	direction string
	facts     []*extract.Fact
	kind      bank.Kind
	// stems are wordings that mean the same; chance chooses where to begin. They may depend on the concepts of the options.
	stems func(options []bank.Option) []string
	keys  []bank.Option
	// wrong are proved wrong options, the most wanted first.
	wrong []bank.Option
	// options is how many options are wanted; mostOptions if 0. exact forbids fewer.
	options int
	exact   bool
	// needed is how many of the first wrong options must stand in the question.
	needed int
	// balanced says that the options are alike in length by construction, so that the key's rank by length needs no care.
	balanced bool
	pairs    []bank.Pair
	decoys   []string
	order    []string
	value    *float64
	// tolerance is absolute.
	tolerance float64
	// teaching are the sentences of the explanation, the most important first; three are taken.
	teaching []string
	topic    string
	// sorts is set where the question sorts one thing into a class.
	sorts *sorting
}

func fixed(stems ...string) func([]bank.Option) []string {
	return func([]bank.Option) []string { return stems }
}

// settle turns a draft into a question that passes the gate, or keeps the reason why none does.
func (w *writer) settle(d draft) bool {
	id := d.id()
	if w.ids[id] {
		return false
	}
	if d.kind == bank.Single && (len(d.wrong) < 2 || d.exact && len(d.wrong)+len(d.keys) < d.options) {
		w.reject(d, "fewer than two wrong options can be proved wrong")
		return false
	}
	q, reason := w.search(d, w.base(d, id), w.chance(d.facts[0].Document, d.schema, id))
	if q == nil {
		w.reject(d, reason)
		return false
	}
	if len(q.Options) > 0 {
		arrange(q.Options, w.chance(id, "order").Perm(len(q.Options)))
	}
	w.ids[id] = true
	if d.sorts != nil {
		w.sorts[id] = *d.sorts
	}
	w.questions = append(w.questions, *q)
	return true
}

// base is the part of a question that does not depend on the choice of options and wording.
func (w *writer) base(d draft, id string) bank.Question {
	schema, ok := bank.SchemaNamed(d.schema)
	if !ok {
		panic("generate: the bank knows no schema " + d.schema)
	}
	q := bank.Question{
		ID: id, Schema: d.schema, Family: d.facts[0].ID, Kind: d.kind, Level: schema.Level, Topic: d.topic,
		Pairs: d.pairs, Decoys: d.decoys, Order: d.order, Value: d.value, Tolerance: d.tolerance,
		Explanation: explanation(d.teaching), Evidence: evidence(d.facts), Flaws: []string{},
	}
	if q.Topic == "" {
		q.Topic = w.topic(d.facts[0])
	}
	for _, f := range d.facts {
		q.Facts = append(q.Facts, f.ID)
	}
	return q
}

// search tries combinations of options and wordings until the gate is content. Combinations in which the key is the longest option, or is not, come first as
// the balance of the bank asks for it. Without any that passes it returns the most common flaw.
func (w *writer) search(d draft, base bank.Question, chance *rand.Rand) (*bank.Question, string) {
	start := chance.IntN(12)
	var flaws []string
	for trial, options := range w.inTurn(&d) {
		if trial >= mostTrials {
			break
		}
		q := base
		q.Options = options
		found, why := w.worded(&q, d.stems(options), start)
		if !found {
			flaws = append(flaws, why...)
			continue
		}
		q.Difficulty = w.difficulty(&q)
		if n := len(options); d.kind == bank.Single {
			w.lengths[n] = w.lengths[n].with(keyIsLongest(options))
		}
		return &q, ""
	}
	if len(flaws) == 0 {
		return nil, "no wording fits"
	}
	return nil, mostCommon(flaws)
}

// inTurn lists the combinations of options in the order in which they are tried: among the most wanted ones with the same number of options those come first
// that the balance of lengths asks for.
func (w *writer) inTurn(d *draft) [][]bank.Option {
	all := d.combinations()
	if d.kind != bank.Single || d.balanced || len(all) < 2 {
		return all
	}
	n := len(all[0])
	same := 1
	for same < len(all) && same < mostBalanced && len(all[same]) == n {
		same++
	}
	due := w.lengths[n].due(n)
	slices.SortStableFunc(all[:same], func(a, b []bank.Option) int {
		switch fitsA, fitsB := keyIsLongest(a) == due, keyIsLongest(b) == due; {
		case fitsA == fitsB:
			return 0
		case fitsA:
			return -1
		}
		return 1
	})
	return all
}

// tally counts questions with one number of options and how often the key is the longest of these.
type tally struct{ questions, longest int }

// due reports whether the next key should be the longest option, so that the longest is the key as often as chance would have it.
func (t tally) due(options int) bool { return t.longest*options <= t.questions }

func (t tally) with(longest bool) tally {
	t.questions++
	if longest {
		t.longest++
	}
	return t
}

// worded gives the question the first wording, from a place on, that passes the gate, else it returns the flaws.
func (w *writer) worded(q *bank.Question, stems []string, start int) (bool, []string) {
	var flaws []string
	for i := range stems {
		q.Stem = stems[(start+i)%len(stems)]
		if w.gate.Pass(q) {
			return true, nil
		}
		flaws = append(flaws, q.Flaws...)
	}
	return false, flaws
}

// id is a hash of facts, schema and direction, so that a question keeps it when its wording changes.
func (d *draft) id() string {
	h := sha256.New()
	h.Write([]byte(d.schema + "\x00" + d.direction))
	for _, f := range d.facts {
		h.Write([]byte("\x00" + f.ID))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func (w *writer) reject(d draft, reason string) {
	r := bank.Rejection{Schema: d.schema, Reason: reason}
	for _, f := range d.facts {
		r.Facts = append(r.Facts, f.ID)
	}
	w.rejected = append(w.rejected, r)
}

func mostCommon(texts []string) string {
	count := map[string]int{}
	best := ""
	for _, t := range texts {
		count[t]++
	}
	for _, t := range texts {
		if best == "" || count[t] > count[best] {
			best = t
		}
	}
	return best
}

// explanation joins the first three sentences that differ.
func explanation(sentences []string) string {
	var kept []string
	seen := map[string]bool{}
	for _, s := range sentences {
		if s == "" || seen[s] || len(kept) == 3 {
			continue
		}
		seen[s] = true
		kept = append(kept, s)
	}
	return strings.Join(kept, " ")
}

func evidence(facts []*extract.Fact) []bank.Evidence {
	var found []bank.Evidence
	type place struct {
		document   string
		start, end int
	}
	seen := map[place]bool{}
	for _, f := range facts {
		heading := ""
		if len(f.Headings) > 0 {
			heading = f.Headings[len(f.Headings)-1]
		}
		for _, q := range f.Quotes {
			if p := (place{f.Document, q.Start, q.End}); !seen[p] {
				seen[p] = true
				found = append(found, bank.Evidence{Document: f.Document, Quote: q.Text, Start: q.Start, End: q.End, Heading: heading, Passage: f.Passage})
			}
		}
	}
	return found
}
