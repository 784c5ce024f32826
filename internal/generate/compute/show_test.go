package compute

import (
	"fmt"
	"os"
	"testing"
)

// TestShow prints questions for a reader: SHOW=2 prints two variants of each family.
func TestShow(t *testing.T) {
	var n int
	fmt.Sscan(os.Getenv("SHOW"), &n)
	seen := map[string]int{}
	for _, q := range made(t).Questions {
		if seen[q.Family]++; seen[q.Family] > n {
			continue
		}
		if f := os.Getenv("TOPIC"); f != "" && f != q.Topic {
			continue
		}
		fmt.Printf("\n##### %s %s %s\n%s\n", q.Topic, q.Schema, q.Kind, q.Stem)
		if q.Code != "" {
			fmt.Printf("-----\n%s\n-----\n", q.Code)
		}
		if q.Value != nil {
			fmt.Printf("= %v ± %v\n", *q.Value, q.Tolerance)
		}
		for _, o := range q.Options {
			m := " "
			if o.Correct {
				m = "*"
			}
			fmt.Printf("%s %-30s  (%s) [%s]\n", m, o.Text, o.Why, o.Proof)
		}
		fmt.Printf("> %s\n> %q\n", q.Explanation, q.Evidence[0].Quote)
	}
}
