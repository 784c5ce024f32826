package extract

import (
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
)

// Merge brings together what several documents say. What two of them state alike is corroborated. Where a relation allows one object only, different
// objects for one subject contradict each other: the one that the curriculum excludes is wrong, the others are contested.
func Merge(readings []Reading, c *curriculum.Curriculum) Ledger {
	var ledger Ledger
	for _, reading := range readings {
		ledger.Facts = append(ledger.Facts, reading.Facts...)
	}
	sort.SliceStable(ledger.Facts, func(i, j int) bool {
		a, b := &ledger.Facts[i], &ledger.Facts[j]
		if a.Document != b.Document {
			return a.Document < b.Document
		}
		return before(a, b)
	})
	corroborate(ledger.Facts)
	ledger.Contradictions = contradictions(ledger.Facts, c)
	return ledger
}

// corroborate marks stated facts that another document states too.
func corroborate(facts []Fact) {
	documents := map[string]map[string]bool{}
	key := func(f *Fact) string {
		return strings.Join([]string{f.Relation, f.Subject, strings.ToLower(f.Attribute), normalText(stripArticle(f.Object))}, "\x00")
	}
	for i := range facts {
		f := &facts[i]
		if f.Status != bank.Stated {
			continue
		}
		k := key(f)
		if documents[k] == nil {
			documents[k] = map[string]bool{}
		}
		documents[k][f.Document] = true
	}
	for i := range facts {
		if f := &facts[i]; f.Status == bank.Stated && len(documents[key(f)]) > 1 {
			f.Status = bank.Corroborated
		}
	}
}

// contradictions finds facts that cannot both be true and marks them.
func contradictions(facts []Fact, c *curriculum.Curriculum) []bank.Contradiction {
	var found []bank.Contradiction
	for i := range facts {
		if f := &facts[i]; f.Status == bank.Wrong {
			concept, _ := c.Concept(f.Subject)
			found = append(found, bank.Contradiction{Facts: []string{f.ID}, Reason: "The guide calls " + f.SubjectText + " " + withArticle(headPhrase(f.Object)) + ", but " + concept.Name + " is " + withArticle(concept.Kind) + "."})
		}
	}
	byKey := map[string][]int{}
	var keys []string
	for i := range facts {
		f := &facts[i]
		if f.Relation != FrameworkOf && f.Relation != Expansion || f.Status == bank.Wrong {
			continue
		}
		k := f.Relation + "\x00" + f.Subject
		if byKey[k] == nil {
			keys = append(keys, k)
		}
		byKey[k] = append(byKey[k], i)
	}
	for _, k := range keys {
		objects := map[string]bool{}
		for _, i := range byKey[k] {
			objects[sameObject(&facts[i])] = true
		}
		if len(objects) < 2 {
			continue
		}
		var ids []string
		var said []string
		for _, i := range byKey[k] {
			if facts[i].Relation == FrameworkOf {
				facts[i].Status = bank.Contested
			}
			ids = append(ids, facts[i].ID)
			said = append(said, facts[i].Object)
		}
		if facts[byKey[k][0]].Relation == FrameworkOf {
			found = append(found, bank.Contradiction{Facts: ids, Reason: "The guides name different languages for " + facts[byKey[k][0]].SubjectText + ": " + strings.Join(said, ", ") + "."})
		}
	}
	return found
}

func sameObject(f *Fact) string {
	if f.ObjectConcept != "" {
		return f.ObjectConcept
	}
	return strings.ReplaceAll(normalText(f.Object), "-", " ")
}

func withArticle(noun string) string { return articleFor(noun) + " " + noun }
