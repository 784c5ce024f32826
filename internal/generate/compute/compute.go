// Package compute makes questions whose keys are computed by running the real thing: SQL in an in-memory SQLite, the parsers and handlers of net/http, or
// a small evaluator of a published rule. A family is one question that comes in many variants, each with numbers, tables or requests of its own.
package compute

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

// Variants is how many variants of each family the library holds.
const Variants = 20

// Bounds of the search for variants.
const (
	trialsPerVariant = 40
	// sameKey is the largest share of a family's variants that may have one and the same key, or people would learn the key by heart.
	sameKey = 0.4
)

// The schemas of computed questions: to find a result is to apply a rule, to find what went wrong or what decides is to analyse a case.
const (
	apply   = "computed"
	analyse = "computed-analysis"
)

// family is one question in many variants.
type family struct {
	// name is part of the ids of all variants and never changes.
	name   string
	topic  string
	schema string
	// teaches are words of the study guide's sentence that teaches the rule.
	teaches string
	// vary makes a variant, or none when the numbers drawn make no fair question.
	vary func(d *draw) *variant
}

// variant is one question of a family. It has a number to be typed (value) or a key with wrong options.
type variant struct {
	stem, code string
	value      *float64
	// tolerance is absolute; 0 where the stem asks for an exact number.
	tolerance float64
	key       string
	wrong     []mistake
	// by says what computed the key.
	by          string
	explanation string
}

// mistake is a wrong option: the result of a mistaken procedure.
type mistake struct {
	text string
	// why explains the mistake to somebody who made it.
	why string
	// by names the mistaken procedure; empty where the evaluator shows that the option is false.
	by string
}

// Made is what a run gives.
type Made struct {
	Facts     []bank.Fact
	Questions []bank.Question
	Rejected  []bank.Rejection
}

// Questions makes variants of every family whose study guide is among the sources. A family whose passage is gone, or which finds too few variants that
// pass the gate, is rejected with the reason.
func Questions(sources []extract.Source, gate *bank.Gate, seed uint64, variants int) (Made, error) {
	db, err := openDatabase()
	if err != nil {
		return Made{}, err
	}
	var made Made
	passages := map[string][]guide.Passage{}
	for _, f := range families {
		source, ok := guideOf(sources, f.topic)
		if !ok {
			continue
		}
		if passages[f.topic] == nil {
			passages[f.topic] = source.Document.Passages(source.Slug)
		}
		fact, evidence, ok := f.rest(source, passages[f.topic])
		if !ok {
			made.Rejected = append(made.Rejected, bank.Rejection{Facts: []string{fact.ID}, Schema: f.schema, Reason: "the study guide no longer says: " + f.teaches})
			continue
		}
		questions, reason := f.variants(db, gate, fact, evidence, seed, variants)
		if len(questions) < variants {
			made.Rejected = append(made.Rejected, bank.Rejection{Facts: []string{fact.ID}, Schema: f.schema,
				Reason: fmt.Sprintf("%s has %d of %d variants: %s", f.name, len(questions), variants, reason)})
		}
		if len(questions) > 0 {
			made.Facts = append(made.Facts, fact)
			made.Questions = append(made.Questions, questions...)
		}
	}
	return made, db.close()
}

func guideOf(sources []extract.Source, topic string) (extract.Source, bool) {
	for _, s := range sources {
		if s.Slug == topic && s.Topic == topic {
			return s, true
		}
	}
	return extract.Source{}, false
}

// variants draws until enough pass. The reason is why the last ones did not.
func (f *family) variants(db *database, gate *bank.Gate, fact bank.Fact, evidence bank.Evidence, seed uint64, wanted int) ([]bank.Question, string) {
	var questions []bank.Question
	seen := map[string]bool{}
	keys := map[string]int{}
	reason := "the draws repeat themselves"
	for trial := 0; trial < wanted*trialsPerVariant && len(questions) < wanted; trial++ {
		d := newDraw(db, f.name, trial, seed)
		v := f.vary(d)
		if v == nil {
			continue
		}
		fewest := mostWrong
		if trial >= wanted*trialsPerVariant/2 {
			fewest = mostWrong - 1 // a question with three options in place of none
		}
		q := f.question(v, d, fact, evidence, fewest)
		if q == nil {
			reason = "wrong options coincide"
			continue
		}
		key := keyText(q)
		shown := q.Stem + "\x00" + q.Code + "\x00" + key
		if seen[q.ID] || seen[shown] || float64(keys[key]+1) > max(1, sameKey*float64(wanted)) {
			continue
		}
		if !gate.Pass(q) {
			reason = strings.Join(q.Flaws, "; ")
			continue
		}
		seen[q.ID], seen[shown] = true, true
		keys[key]++
		questions = append(questions, *q)
	}
	return questions, reason
}

// keyText is the right answer in words.
func keyText(q *bank.Question) string {
	if q.Value != nil {
		return number(*q.Value)
	}
	for _, o := range q.Options {
		if o.Correct {
			return o.Text
		}
	}
	return ""
}

// question turns a variant into a question of the bank; nil when too few wrong options differ.
func (f *family) question(v *variant, d *draw, fact bank.Fact, evidence bank.Evidence, fewest int) *bank.Question {
	schema, ok := bank.SchemaNamed(f.schema)
	if !ok {
		panic("compute: the bank knows no schema " + f.schema)
	}
	q := &bank.Question{
		ID: identity(f.schema, f.name, strings.Join(d.drawn, " ")), Schema: f.schema, Family: identity("family", f.name), Kind: bank.Numeric, Level: schema.Level, Topic: f.topic,
		Stem: v.stem, Code: v.code, Value: v.value, Tolerance: v.tolerance, Explanation: v.explanation,
		Facts: []string{fact.ID}, Evidence: []bank.Evidence{evidence}, Flaws: []string{},
	}
	if v.value != nil {
		return q
	}
	q.Kind = bank.Single
	q.Options = v.options(d.chance, fewest)
	if q.Options == nil {
		return nil
	}
	settleOrder(q.Options, d.chance)
	return q
}

func identity(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// draw is where a family takes its chance from. It notes what was drawn, so that a variant is known by its numbers and not by its words.
type draw struct {
	db     *database
	chance *rand.Rand
	drawn  []string
}

func newDraw(db *database, name string, trial int, seed uint64) *draw {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s\x00%d", name, trial) // a hash takes everything
	return &draw{db: db, chance: rand.New(rand.NewPCG(h.Sum64(), seed))}
}

func (d *draw) note(n int) int {
	d.drawn = append(d.drawn, fmt.Sprint(n))
	return n
}

// between draws a whole number from low to high, both included.
func (d *draw) between(low, high int) int { return d.note(low + d.chance.IntN(high-low+1)) }

// step draws one of low, low+step ... high.
func (d *draw) step(low, high, step int) int { return low + step*d.between(0, (high-low)/step) }

// coin draws yes or no.
func (d *draw) coin() bool { return d.between(0, 1) == 1 }

// pick draws one of several.
func pick[T any](d *draw, of ...T) T { return of[d.between(0, len(of)-1)] }

// some draws n different ones of several, in an order of chance.
func some[T any](d *draw, n int, of []T) []T {
	left := append([]T(nil), of...)
	taken := make([]T, n)
	for i := range taken {
		k := d.between(0, len(left)-1)
		taken[i] = left[k]
		left = append(left[:k], left[k+1:]...)
	}
	return taken
}
