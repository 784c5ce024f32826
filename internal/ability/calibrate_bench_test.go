package ability

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// drawn simulates a 2PL test: ln a ~ N(ln 1.2, .3), b ~ N(0,1), theta ~ N(0,1); a part of the answers is missing.
func drawn(seed uint64, people, items int, missing float64) (answers []Answers, truth []Item, thetas []float64) {
	chance := rand.New(rand.NewPCG(seed, 77))
	truth, answers, thetas = make([]Item, items), make([]Answers, items), make([]float64, people)
	for j := range truth {
		truth[j] = Item{Slope: 1.2 * math.Exp(.3*chance.NormFloat64()), Difficulty: chance.NormFloat64()}
		answers[j] = Answers{Max: 1, Marks: []float64{0, 0, 1}, Codes: make([]uint16, people)}
	}
	for i := range thetas {
		thetas[i] = chance.NormFloat64()
		for j := range truth {
			if chance.Float64() < missing {
				continue
			}
			answers[j].Codes[i] = 1
			if chance.Float64() < truth[j].Probability(thetas[i]) {
				answers[j].Codes[i] = 2
			}
		}
	}
	return answers, truth, thetas
}

// Limits on two processors that do nothing else.
func BenchmarkCalibrate(b *testing.B) {
	for _, size := range []struct {
		people, items int
		missing       float64
		limit         time.Duration
	}{{2000, 100, 0, 700 * time.Millisecond}, {2000, 100, .3, 700 * time.Millisecond}, {10_000, 200, 0, 6 * time.Second}, {10_000, 200, .8, 6 * time.Second}} {
		b.Run(fmt.Sprintf("%dx%d,missing=%g,limit=%v", size.people, size.items, size.missing, size.limit), func(b *testing.B) {
			answers, _, _ := drawn(1, size.people, size.items, size.missing)
			forms := TwoPL.Forms(size.items, Figure{}, true)
			for b.Loop() {
				c := Calibrate(answers, forms, CalibrationLimits{})
				if !c.Converged {
					b.Fatalf("not converged: %v", c.Distance)
				}
				b.ReportMetric(float64(c.Iterations), "passes")
			}
			b.ReportMetric(size.limit.Seconds(), "limit-s")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/op")
		})
	}
}

func BenchmarkEstimate(b *testing.B) {
	answers, truth, _ := drawn(1, 1000, 100, 0)
	s := NewScorer(truth)
	for _, method := range []Method{EAP, MAP, ML, WLE} {
		b.Run(fmt.Sprintf("method=%d", method), func(b *testing.B) {
			i := 0
			marks := make([]Mark, len(truth))
			for b.Loop() {
				for j := range marks {
					marks[j] = Mark{j, float64(answers[j].Codes[i] - 1)}
				}
				s.Estimate(method, marks)
				i = (i + 1) % 1000
			}
		})
	}
}
