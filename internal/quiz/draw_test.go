package quiz

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// poolOf makes n questions a topic in which some share facts and families and some have been seen.
func poolOf(chance *rand.Rand, n int, topics ...string) []Candidate {
	var pool []Candidate
	for _, topic := range topics {
		for i := range n {
			c := Candidate{
				ID: fmt.Sprintf("%s-%d", topic, i), Topic: topic, Schema: fmt.Sprint("schema", chance.IntN(4)), Facts: []string{fmt.Sprintf("%s-fact-%d", topic, chance.IntN(n))},
				Seen: max(0, chance.IntN(4)-1), Shuffled: 4,
			}
			if chance.IntN(2) == 0 {
				c.Family = fmt.Sprint("family", chance.IntN(2*n)) // over topics
			}
			if chance.IntN(4) == 0 {
				c.Facts = append(c.Facts, fmt.Sprint("common-fact-", chance.IntN(n)))
			}
			pool = append(pool, c)
		}
	}
	return pool
}

func clash(a, b Candidate) bool {
	if a.ID == b.ID || a.Family != "" && a.Family == b.Family {
		return true
	}
	for _, fact := range a.Facts {
		if slices.Contains(b.Facts, fact) {
			return true
		}
	}
	return false
}

func TestDrawKeepsItsRules(t *testing.T) {
	chance := rand.New(rand.NewPCG(3, 4))
	short := 0
	for round := range 500 {
		topics := []string{"sql", "rest", "oauth"}[:1+chance.IntN(3)]
		b := &Blueprint{Length: 1 + chance.IntN(15)}
		for _, topic := range topics {
			b.Shares = append(b.Shares, Share{topic, 1 + chance.IntN(4)})
		}
		pool := poolOf(chance, 1+chance.IntN(20), append(topics, "not asked for")...)
		drawn, shortfall := Draw(b, pool, rand.New(rand.NewPCG(uint64(round), 1)))

		if shortfall.Asked != b.Length || shortfall.Given != len(drawn) || len(drawn) > b.Length {
			t.Fatalf("drew %d: %+v", len(drawn), shortfall)
		}
		if shortfall.Short() {
			short++
			if len(shortfall.Lacks) == 0 {
				t.Errorf("round %d: short without saying where", round)
			}
		}
		for i, a := range drawn {
			if !slices.Contains(topics, a.Topic) {
				t.Errorf("round %d: a question on %s", round, a.Topic)
			}
			for _, b := range drawn[i+1:] {
				if clash(a, b) {
					t.Errorf("round %d: %+v and %+v in one quiz", round, a, b)
				}
			}
		}
		for _, left := range pool {
			if !slices.Contains(topics, left.Topic) || slices.ContainsFunc(drawn, func(d Candidate) bool { return d.ID == left.ID }) {
				continue
			}
			clashes := slices.ContainsFunc(drawn, func(d Candidate) bool { return clash(d, left) })
			if !clashes && shortfall.Short() {
				t.Errorf("round %d: short, but %s was left", round, left.ID)
			}
			if !clashes && slices.ContainsFunc(drawn, func(d Candidate) bool { return d.Topic == left.Topic && d.Seen > left.Seen }) {
				t.Errorf("round %d: %s, seen %d times, was left for one that was seen more often", round, left.ID, left.Seen)
			}
		}
		if !slices.IsSortedFunc(drawn, func(a, b Candidate) int { return slices.Index(topics, a.Topic) - slices.Index(topics, b.Topic) }) {
			t.Errorf("round %d: not in the order of the topics", round)
		}
	}
	if short < 20 || short > 480 {
		t.Errorf("%d of 500 rounds were short, so that one side is hardly tested", short)
	}
}

func TestDrawDependsOnTheSeedAndNotOnTheOrderOfThePool(t *testing.T) {
	b := &Blueprint{Length: 8, Shares: []Share{{"sql", 1}, {"rest", 1}}}
	pool := poolOf(rand.New(rand.NewPCG(1, 1)), 40, "sql", "rest")
	seed := func(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, 9)) }
	first, _ := Draw(b, pool, seed(1))
	before := slices.Clone(pool)
	mixed := slices.Clone(pool)
	rand.New(rand.NewPCG(5, 5)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	if again, _ := Draw(b, mixed, seed(1)); !reflect.DeepEqual(again, first) {
		t.Error("the order of the pool changes the draw")
	}
	if !reflect.DeepEqual(pool, before) {
		t.Error("the pool was changed")
	}
	if other, _ := Draw(b, pool, seed(2)); reflect.DeepEqual(other, first) {
		t.Error("another seed draws the same")
	}
}

func TestDrawVariesTheSchemas(t *testing.T) {
	var pool []Candidate
	for i := range 40 {
		schema := "common"
		if i%10 == 0 {
			schema = fmt.Sprint("rare", i)
		}
		pool = append(pool, Candidate{ID: fmt.Sprint(i), Topic: "sql", Schema: schema, Facts: []string{fmt.Sprint(i)}})
	}
	drawn, _ := Draw(&Blueprint{Length: 5, Shares: []Share{{"sql", 1}}}, pool, rand.New(rand.NewPCG(1, 1)))
	seen := map[string]bool{}
	for _, c := range drawn {
		seen[c.Schema] = true
	}
	if len(seen) != 5 {
		t.Errorf("five questions have %d schemas of 5", len(seen))
	}
}

func TestEveryQuestionHasItsChance(t *testing.T) {
	var pool []Candidate
	for i := range 20 {
		pool = append(pool, Candidate{ID: fmt.Sprint(i), Topic: "sql", Facts: []string{fmt.Sprint(i)}})
	}
	count := map[string]int{}
	const draws = 4000
	for seed := range uint64(draws) {
		drawn, _ := Draw(&Blueprint{Length: 5, Shares: []Share{{"sql", 1}}}, pool, rand.New(rand.NewPCG(seed, 7)))
		for _, c := range drawn {
			count[c.ID]++
		}
	}
	for id, n := range count { // 1000 expected, SD sqrt(4000 * 0.25 * 0.75) = 27
		if math.Abs(float64(n)-1000) > 5*27 {
			t.Errorf("question %s was drawn %d times of %d", id, n, draws)
		}
	}
	if len(count) != 20 {
		t.Errorf("%d of 20 questions are drawn", len(count))
	}
}

func TestApportionmentSumsAndKeepsTheQuota(t *testing.T) {
	for _, c := range []struct {
		weights []int
		length  int
		want    []int
	}{
		{[]int{1, 1}, 10, []int{5, 5}}, {[]int{1, 1, 1}, 10, []int{4, 3, 3}}, {[]int{3, 1}, 10, []int{8, 2}}, {[]int{50, 30, 20}, 5, []int{3, 1, 1}}, {[]int{1, 100}, 3, []int{0, 3}},
		{nil, 5, []int{}}, {[]int{0, 0}, 5, []int{0, 0}}, {[]int{7}, 0, []int{0}},
	} {
		shares := make([]Share, len(c.weights))
		for i, weight := range c.weights {
			shares[i] = Share{fmt.Sprint(i), weight}
		}
		if got := apportion(shares, c.length); !slices.Equal(got, c.want) {
			t.Errorf("%v of %d: %v, want %v", c.weights, c.length, got, c.want)
		}
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		shares := make([]Share, 1+chance.IntN(8))
		total := 0
		for i := range shares {
			shares[i] = Share{fmt.Sprint(i), 1 + chance.IntN(100)}
			total += shares[i].Weight
		}
		length := chance.IntN(MaxLength + 1)
		sum := 0
		for i, count := range apportion(shares, length) {
			sum += count
			if quota := float64(length) * float64(shares[i].Weight) / float64(total); math.Abs(float64(count)-quota) >= 1 {
				t.Fatalf("%v of %d: share %d has %d, its quota is %v", shares, length, i, count, quota)
			}
		}
		if sum != length {
			t.Fatalf("%v of %d: the sum is %d", shares, length, sum)
		}
	}
}

func TestNewPinsVersionsAndOrders(t *testing.T) {
	drawn := []Candidate{{ID: "a", Version: "va", Topic: "sql", Shuffled: 4, Difficulty: 0.5, Guessing: 0.2}, {ID: "b", Version: "vb", Topic: "rest"}}
	orders := map[string]bool{}
	for seed := range uint64(200) {
		a := New(&Blueprint{Slug: "quiz", Mode: Exam, Minutes: 10}, drawn, 50, rand.New(rand.NewPCG(seed, 1)))
		item := a.Items[0]
		sorted := slices.Clone(item.Order)
		slices.Sort(sorted)
		if item.Version != "va" || item.Difficulty != 0.5 || item.Guessing != 0.2 || !slices.Equal(sorted, []int{0, 1, 2, 3}) || len(a.Items[1].Order) != 0 {
			t.Fatalf("%+v", a.Items)
		}
		orders[fmt.Sprint(item.Order)] = true
	}
	if len(orders) != 24 {
		t.Errorf("%d of 24 orders in 200 attempts", len(orders))
	}
}

func TestOpenAttemptsHoldTheirQuestionsBack(t *testing.T) {
	pool := []Candidate{{ID: "q1"}, {ID: "q2"}, {ID: "q3"}, {ID: "other"}}
	open := func(mode Mode) *Attempt {
		a := attempt(t, mode, 3, 0)
		if err := a.Answer(1, choice("q1"), pick(0), 0, start); err != nil {
			t.Fatal(err)
		}
		return a
	}
	for _, c := range []struct {
		open, next Mode
		want       []string
	}{
		{Exam, Practice, []string{"other"}}, {Exam, Exam, []string{"other"}}, {Practice, Exam, []string{"q1", "other"}}, {Practice, Practice, []string{"q1", "q2", "q3", "other"}},
	} {
		var ids []string
		for _, free := range Withhold(pool, []*Attempt{open(c.open)}, c.next) {
			ids = append(ids, free.ID)
		}
		if !slices.Equal(ids, c.want) {
			t.Errorf("%s while a %s is open: %v, want %v", c.next, c.open, ids, c.want)
		}
	}
	if free := Withhold(pool, nil, Exam); len(free) != 4 {
		t.Errorf("nothing open: %v", free)
	}
}
