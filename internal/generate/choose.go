package generate

import (
	"fmt"
	"sort"

	"touchstone/internal/bank"
)

// mostOnFact is how many questions may rest on one fact. Of these, questions that rest on several facts at once may be one in a guide from elsewhere
// and two in our study guides, or a few lists would use up all facts of a short guide.
const (
	mostOnFact    = 3
	sharedOnFact  = 1
	sharedInGuide = 2
)

// mostBeforeRecall is how many questions on a single fact of our study guides leave room for one that only recalls it.
const mostBeforeRecall = 2

// levelWeight is how many questions of a schema are taken for one of a schema that asks to understand: a quiz should apply more than it recalls.
var levelWeight = map[bank.Level]float64{bank.Remember: 0.5, bank.Understand: 1, bank.Apply: 2, bank.Analyse: 2}

// choose takes the questions of a result: at most three on one fact, no near duplicates, and with a count a spread over schemas and facts.
func choose(w *writer, options Options, result *Result) ([]bank.Question, Shortfall) {
	order := make([]int, len(w.questions))
	for i := range order {
		order[i] = i
	}
	chance := w.chance("choice")
	luck := make([]float64, len(w.questions))
	for i := range luck {
		luck[i] = chance.Float64()
	}
	used := map[string]int{}
	shared := map[string]int{}
	sorted := map[string]int{}
	taken := map[string]int{}
	chosen := []bank.Question{}
	repeats := w.gate.NewRepeats()
	left := order
	want := options.Count
	for len(left) > 0 && (want == 0 || len(chosen) < want) {
		if want > 0 {
			// The schema taken least so far for its level comes first, then the more demanding one, then the facts used least, then luck.
			sort.SliceStable(left, func(a, b int) bool {
				qa, qb := &w.questions[left[a]], &w.questions[left[b]]
				wa, wb := levelWeight[qa.Level], levelWeight[qb.Level]
				if ta, tb := float64(taken[qa.Schema])/wa, float64(taken[qb.Schema])/wb; ta != tb {
					return ta < tb
				}
				if wa != wb {
					return wa > wb
				}
				if ua, ub := mostUsed(qa, used), mostUsed(qb, used); ua != ub {
					return ua < ub
				}
				return luck[left[a]] < luck[left[b]]
			})
		}
		q := w.questions[left[0]]
		left = left[1:]
		limit := sharedOnFact
		if w.ours[q.Evidence[0].Document] {
			limit = sharedInGuide
		}
		if mostUsed(&q, used) >= mostOnFact || len(q.Facts) > 1 && mostUsed(&q, shared) >= limit {
			continue
		}
		if q.Level == bank.Remember && len(q.Facts) == 1 && w.ours[q.Evidence[0].Document] && used[q.Facts[0]]-shared[q.Facts[0]] >= mostBeforeRecall {
			continue
		}
		if w.tires(&q, sorted) {
			w.rejected = append(w.rejected, bank.Rejection{Facts: q.Facts, Schema: q.Schema, Reason: "the document has enough questions that sort this thing or into this class: " + q.Stem})
			continue
		}
		if repeats.Find(&q) != nil {
			w.rejected = append(w.rejected, bank.Rejection{Facts: q.Facts, Schema: q.Schema, Reason: bank.CheckName(26) + ": " + q.Stem})
			continue
		}
		repeats.Add(&q)
		w.noteSorting(&q, sorted)
		for _, f := range q.Facts {
			used[f]++
			if len(q.Facts) > 1 {
				shared[f]++
			}
		}
		taken[q.Schema]++
		chosen = append(chosen, q)
	}
	return chosen, shortfall(w, options, result, len(chosen))
}

// mostInClass is how many questions of a guide from elsewhere may sort something into one class by one schema. Together with the rule that a thing is sorted
// once each way it keeps guides that only list names from filling a quiz with the same two questions.
const mostInClass = 4

// sorting is what a question that sorts asks about: a thing and the class that it belongs to. ground is the partition, or the language of frameworks; forward
// asks from the thing to the class.
type sorting struct {
	thing, class, ground string
	forward              bool
}

// sortingKeys name what a question that sorts uses up: the way between thing and class, and the class with its schema. In a guide from elsewhere a thing is
// sorted on one ground only.
func (w *writer) sortingKeys(q *bank.Question) (way, class string) {
	s, document := w.sorts[q.ID], q.Evidence[0].Document
	ground := ""
	if w.ours[document] {
		ground, document = s.ground, "" // our guides together sort a thing once each way
	}
	return fmt.Sprintf("%s\x00%s\x00%s\x00%t", document, s.thing, ground, s.forward), fmt.Sprintf("%s\x00%s\x00%s", document, s.class, q.Schema)
}

// tires reports whether a document has enough questions that sort the same thing this way or into the same class.
func (w *writer) tires(q *bank.Question, sorted map[string]int) bool {
	if _, sorts := w.sorts[q.ID]; !sorts {
		return false
	}
	way, class := w.sortingKeys(q)
	return sorted[way] > 0 || !w.ours[q.Evidence[0].Document] && sorted[class] >= mostInClass
}

// noteSorting counts a chosen question that sorts.
func (w *writer) noteSorting(q *bank.Question, sorted map[string]int) {
	if _, sorts := w.sorts[q.ID]; sorts {
		way, class := w.sortingKeys(q)
		sorted[way]++
		sorted[class]++
	}
}

func mostUsed(q *bank.Question, used map[string]int) int {
	most := 0
	for _, f := range q.Facts {
		most = max(most, used[f])
	}
	return most
}

// shortfall says why there are not more questions, the most frequent reasons first.
func shortfall(w *writer, options Options, result *Result, given int) Shortfall {
	s := Shortfall{Asked: options.Count, Given: given, Reasons: []string{}}
	if options.Count == 0 {
		s.Asked = given
		return s
	}
	if given >= options.Count {
		return s
	}
	usable := 0
	for _, f := range result.Facts {
		if f.Usable() {
			usable++
		}
	}
	s.Reasons = append(s.Reasons, fmt.Sprintf("%d of %d facts can be relied on, and a fact carries at most %d questions", usable, len(result.Facts), mostOnFact))
	count := map[string]int{}
	var reasons []string
	for _, r := range w.rejected {
		if count[r.Reason] == 0 {
			reasons = append(reasons, r.Reason)
		}
		count[r.Reason]++
	}
	sort.SliceStable(reasons, func(a, b int) bool {
		if count[reasons[a]] != count[reasons[b]] {
			return count[reasons[a]] > count[reasons[b]]
		}
		return reasons[a] < reasons[b]
	})
	for _, r := range reasons[:min(3, len(reasons))] {
		s.Reasons = append(s.Reasons, fmt.Sprintf("%d times: %s", count[r], r))
	}
	return s
}
