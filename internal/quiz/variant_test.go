package quiz

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// variantPool is one computed question in twenty variants beside ten plain questions.
func variantPool() []Candidate {
	var pool []Candidate
	for i := range 20 {
		pool = append(pool, Candidate{ID: fmt.Sprint("variant-", i), Topic: "sql", Schema: "computed", Family: "joins", Facts: []string{"join"}})
	}
	for i := range 10 {
		pool = append(pool, Candidate{ID: fmt.Sprint("plain-", i), Topic: "sql", Schema: "contrast", Family: fmt.Sprint("fact-", i), Facts: []string{fmt.Sprint("fact-", i)}})
	}
	return pool
}

func TestVariantsCountAsOneQuestion(t *testing.T) {
	single := &Blueprint{Length: 1, Shares: []Share{{"sql", 1}}}
	computed := 0
	for round := range 1000 {
		drawn, _ := Draw(single, variantPool(), rand.New(rand.NewPCG(uint64(round), 7)))
		if drawn[0].Family == "joins" {
			computed++
		}
	}
	// 1 of 11, give or take four standard deviations
	if computed < 55 || computed > 127 {
		t.Errorf("the computed question came %d times of 1000, want about 91", computed)
	}
	drawn, shortfall := Draw(&Blueprint{Length: 20, Shares: []Share{{"sql", 1}}}, variantPool(), rand.New(rand.NewPCG(1, 1)))
	if len(drawn) != 11 || shortfall.Given != 11 {
		t.Errorf("drew %d questions of 11 families, shortfall %+v", len(drawn), shortfall)
	}
}

// TestEveryVariantOnceBeforeAnyTwice asks one person again and again: other questions come before a family that was seen, and no variant comes twice
// before all have come once.
func TestEveryVariantOnceBeforeAnyTwice(t *testing.T) {
	pool := variantPool()
	chance := rand.New(rand.NewPCG(5, 6))
	for round := range 22 {
		drawn, _ := Draw(&Blueprint{Length: 1, Shares: []Share{{"sql", 1}}}, pool, chance)
		for i := range pool {
			if pool[i].ID == drawn[0].ID {
				pool[i].Seen++
			}
		}
		families := map[string]int{}
		for _, c := range pool {
			families[c.Family] += c.Seen
			if c.Seen > 1 && c.Family == "joins" {
				t.Fatalf("round %d: %s came twice", round, c.ID)
			}
		}
		for family, seen := range families {
			if seen > round/11+1 {
				t.Fatalf("round %d: the family %s came %d times", round, family, seen)
			}
		}
	}
}
