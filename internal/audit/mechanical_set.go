package audit

import (
	"fmt"
	"slices"
	"strings"

	"touchstone/internal/bank"
)

// setFlaw is a rule that puts a flaw into questions together: it returns a set of them that has it, and the check that should see it.
type setFlaw struct {
	check int
	plant func(questions []bank.Question, n int) ([]bank.Question, bool)
}

// setSize is how many questions stand in a set whose keys are biased.
const setSize = 60

var setFlaws = []setFlaw{
	{4, func(questions []bank.Question, n int) ([]bank.Question, bool) {
		return biased(questions, n, func(q *bank.Question) {
			longest := slices.MaxFunc(q.Options, func(a, b bank.Option) int { return len(a.Text) - len(b.Text) })
			q.Options[keyOf(q)].Text = longest.Text + "s."
		})
	}},
	{27, func(questions []bank.Question, n int) ([]bank.Question, bool) {
		return biased(questions, n, func(q *bank.Question) {
			key, place := keyOf(q), n%2
			q.Options[key], q.Options[place] = q.Options[place], q.Options[key]
		})
	}},
	{26, func(questions []bank.Question, n int) ([]bank.Question, bool) {
		a, ok := anySingle(questions, n)
		b := cloned(&a)
		b.ID, b.Facts, b.Schema, b.Family = fmt.Sprint("copy ", n), nil, "", ""
		stem := strings.TrimRight(a.Stem, "?.")
		b.Stem = variant(n, stem+" here?", "Please say: "+stem+"?", strings.Replace(stem, "Which of these", "Which one of the following", 1)+"?")
		slices.Reverse(b.Options)
		return []bank.Question{a, b}, ok
	}},
	{21, func(questions []bank.Question, n int) ([]bank.Question, bool) {
		a, ok := anySingle(questions, n)
		other, _ := anySingle(questions, n+7)
		b := cloned(&other)
		b.ID, b.Facts, b.Schema, b.Family = fmt.Sprint("hinge ", n), nil, "", ""
		b.Stem = fmt.Sprintf("As to “%s”, what follows from the fact that it is %s?", strings.TrimRight(a.Stem, "?."), strings.TrimRight(a.Options[max(0, keyOf(&a))].Text, "."))
		return []bank.Question{a, b}, ok
	}},
}

// anySingle takes the n-th of the single choices at even distances.
func anySingle(questions []bank.Question, n int) (bank.Question, bool) {
	for i := range questions {
		q := &questions[(n*131+i)%len(questions)]
		if q.Kind == bank.Single && keyOf(q) >= 0 {
			return cloned(q), true
		}
	}
	return bank.Question{}, false
}

// biased changes every question of a set in one way.
func biased(questions []bank.Question, n int, change func(q *bank.Question)) ([]bank.Question, bool) {
	var set []bank.Question
	for k := range setSize {
		q, ok := anySingle(questions, n*setSize+k)
		if !ok {
			return nil, false
		}
		q.ID = fmt.Sprintf("%s-%d-%d", q.ID, n, k)
		change(&q)
		set = append(set, q)
	}
	return set, true
}

// TrySets plants each flaw of questions together n times and asks the gate for it.
func TrySets(questions []bank.Question, gate *bank.Gate, n int) *Trial {
	t := &Trial{Found: map[int]*Share{}}
	for _, s := range setFlaws {
		share := &Share{}
		t.Found[s.check] = share
		for k := 0; k < n; k++ {
			set, ok := s.plant(questions, k)
			if !ok {
				break
			}
			hit := slices.ContainsFunc(append(gate.Bank(set), gate.Quiz(set)...), func(f bank.SetFlaw) bool { return f.Check == s.check })
			share.add(hit)
			if !hit {
				t.Missed = append(t.Missed, fmt.Sprintf("%s: %s / %s", bank.CheckName(s.check), set[0].Stem, set[1].Stem))
			}
		}
	}
	return t
}
