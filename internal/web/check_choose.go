package web

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"touchstone/internal/bank"
	"touchstone/views"
)

// checksPerSection is how many questions a section of a guide asks its reader.
const checksPerSection = 3

// check is a question with which readers test themselves. It holds no key: the version that is marked is read when it is answered.
type check struct {
	views.Check
	version string
	// order is the place at which each option stands: order[place] is the option's own index.
	order []int
}

// sectionsOf returns for each question the section that holds all its evidence; questions on several sections or on what the page does not show are left out.
func sectionsOf(sections []views.GuideSection, questions []*bank.Question) map[string]int {
	at := map[string]int{}
	for i, section := range sections {
		if section.Sources {
			continue
		}
		for _, passage := range section.Passages {
			at[passage] = i
		}
	}
	found := map[string]int{}
	for _, q := range questions {
		section, whole := -1, len(q.Evidence) > 0
		for _, evidence := range q.Evidence {
			i, shown := at[evidence.Passage]
			whole = whole && shown && (section < 0 || section == i)
			section = i
		}
		if whole {
			found[q.ID] = section
		}
	}
	return found
}

// chooseChecks picks a section's questions: single choices on different facts, with as many different schemas, subjects, levels and passages as there are.
// The easiest stands first. What it is given may stand in any order; about names the concepts that a question speaks of.
func chooseChecks(candidates []*bank.Question, n int, about func(q *bank.Question) []string) []*bank.Question {
	var pool []topical
	for _, q := range candidates {
		if q.Kind == bank.Single {
			pool = append(pool, topical{q, about(q)})
		}
	}
	slices.SortFunc(pool, func(a, b topical) int { return strings.Compare(scattered(a.ID), scattered(b.ID)) })
	var chosen []topical
	for len(chosen) < n {
		best, worth := -1, -1
		for i, q := range pool {
			if w := newness(q, chosen); w > worth {
				best, worth = i, w
			}
		}
		if best < 0 {
			break
		}
		chosen = append(chosen, pool[best])
		pool = slices.Delete(pool, best, best+1)
	}
	slices.SortFunc(chosen, func(a, b topical) int {
		return cmp.Or(cmp.Compare(a.Difficulty, b.Difficulty), strings.Compare(a.ID, b.ID))
	})
	questions := make([]*bank.Question, len(chosen))
	for i, q := range chosen {
		questions[i] = q.Question
	}
	return questions
}

// topical is a question with the concepts that it speaks of.
type topical struct {
	*bank.Question
	concepts []string
}

// newness says how much a question adds to those chosen, -1 where it repeats one of them or one tells the other's answer. Each kind of news outweighs all
// that stand behind it: the schema, the subject, the level, the passage.
func newness(q topical, chosen []topical) int {
	schema, subject, level, passage := 8, 4, 2, 1
	for _, other := range chosen {
		if q.Family == other.Family || q.Stem == other.Stem || tells(q, other) || tells(other, q) || key(q.Question) == key(other.Question) || share(q.Facts, other.Facts) {
			return -1
		}
		if q.Schema == other.Schema {
			schema = 0
		}
		if share(q.concepts, other.concepts) {
			subject = 0
		}
		if q.Level == other.Level {
			level = 0
		}
		if q.Evidence[0].Passage == other.Evidence[0].Passage {
			passage = 0
		}
	}
	return schema + subject + level + passage
}

// tells reports whether a question's stem holds the key of another.
func tells(q, other topical) bool {
	return strings.Contains(strings.ToLower(q.Stem), key(other.Question))
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(one string) bool { return slices.Contains(b, one) })
}

// key is the right option in small letters.
func key(q *bank.Question) string {
	for _, option := range q.Options {
		if option.Correct {
			return strings.ToLower(option.Text)
		}
	}
	return ""
}

// asCheck is a question without what is secret, its options in an order that the version decides.
func asCheck(q *bank.Question) check {
	version := q.Version()
	c := check{Check: views.Check{ID: version[:8], Stem: q.Stem, Code: q.Code}, version: version, order: make([]int, len(q.Options))}
	for i := range c.order {
		c.order[i] = i
	}
	slices.SortFunc(c.order, func(a, b int) int {
		return strings.Compare(scattered(version+q.Options[a].Text), scattered(version+q.Options[b].Text))
	})
	for _, own := range c.order {
		c.Options = append(c.Options, q.Options[own].Text)
	}
	return c
}

// scattered is a text's hash, which puts texts into an order that has nothing to do with them.
func scattered(text string) string {
	h := fnv.New128a()
	_, _ = h.Write([]byte(text)) // it never fails
	return string(h.Sum(nil))
}
