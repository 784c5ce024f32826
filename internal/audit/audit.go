// Package audit draws questions for blind judges, blends planted defects into them, and scores what the judges wrote. It is pure: texts go in and come out.
package audit

import (
	"math/rand/v2"
	"slices"
	"sort"

	"touchstone/internal/bank"
)

// plantedShare is how many planted defects stand in the sheets for each genuine question.
const plantedShare = 0.1

// Item is a question as the judges see it, in its order of options.
type Item struct {
	// Number counts from 1 and is all that a judge knows an item by.
	Number   int
	Question bank.Question
	// Planted names the defect that was put in; it is empty for a genuine question.
	Planted string
	// Letters holds for each thing that is shown under a letter its index in the question: options, right-hand sides or steps.
	Letters []int
}

// Draw takes count questions by a seed, adds planted defects, one for ten, and shuffles both. The draw is systematic over the bank in the order of schema,
// topic and document: each question has the same chance and each part its share, so the figures of the sample need no weights. Where the bank is too small for
// both, a planted defect takes the place of a genuine question: no question stands in a sheet twice.
func Draw(questions []bank.Question, count int, seed uint64) []Item {
	chance := rand.New(rand.NewPCG(seed, 0x5a6d))
	pool := slices.Clone(questions)
	sort.SliceStable(pool, func(i, j int) bool { return pool[i].ID < pool[j].ID })
	chance.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	sort.SliceStable(pool, func(i, j int) bool { return slices.Compare(stratum(&pool[i]), stratum(&pool[j])) < 0 })

	count = max(0, min(count, int(float64(len(pool))/(1+plantedShare))))
	planted := 0
	if count > 0 {
		planted = max(len(defects), int(float64(count)*plantedShare+0.5))
		planted = min(planted, len(pool)-count)
	}
	drawn := systematic(len(pool), count, chance)
	items := make([]Item, 0, count+planted)
	var rest []bank.Question
	for i := range pool {
		if drawn[i] {
			items = append(items, Item{Question: pool[i]})
		} else {
			rest = append(rest, pool[i])
		}
	}
	items = append(items, plant(rest, questions, planted, chance)...)
	chance.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	for i := range items {
		items[i].Number = i + 1
		items[i].Letters = shuffled(&items[i].Question, chance)
	}
	return items
}

func stratum(q *bank.Question) []string { return []string{q.Schema, q.Topic, document(q)} }

// document is the first document that a question rests on.
func document(q *bank.Question) string {
	if len(q.Evidence) == 0 {
		return ""
	}
	return q.Evidence[0].Document
}

// systematic marks count of n places at even distances from a start by chance.
func systematic(n, count int, chance *rand.Rand) []bool {
	marked := make([]bool, n)
	if count == 0 {
		return marked
	}
	step := float64(n) / float64(count)
	at := chance.Float64() * step
	for range count {
		marked[min(int(at), n-1)] = true
		at += step
	}
	return marked
}

// shuffled puts what a question shows under letters into an order by chance. Numbers stay in their order, as in every quiz.
func shuffled(q *bank.Question, chance *rand.Rand) []int {
	order := make([]int, q.Shuffled())
	numbers := len(q.Options) > 0
	for i := range order {
		order[i] = i
	}
	for _, option := range q.Options {
		_, number := bank.ParseNumber(option.Text)
		numbers = numbers && number
	}
	if !numbers {
		chance.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	return order
}
