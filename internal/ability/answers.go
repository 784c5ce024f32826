package ability

import (
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Answers are one item's answers in compact form: Codes has one code a person, and Marks the mark of each code in [0, Max]. Code 0 means that the person was
// not asked; Marks[0] is not read. All items of a test have the same number of codes.
type Answers struct {
	Max   float64
	Codes []uint16
	Marks []float64
}

// scores are what the people of a test reach.
type scores struct {
	total []float64 // sum of marks
	asked []int32   // number of items that the person was asked
	reach float64   // the highest total possible
	items int       // number of items that anybody was asked: the others are no part of the test
}

// totals adds up the marks.
func totals(items []Answers) (s scores) {
	if len(items) == 0 {
		return s
	}
	s.total, s.asked = make([]float64, len(items[0].Codes)), make([]int32, len(items[0].Codes))
	for _, item := range items {
		s.reach += item.Max
		anybody := false
		for i, code := range item.Codes {
			if code != 0 {
				s.total[i] += item.Marks[code]
				s.asked[i]++
				anybody = true
			}
		}
		if anybody {
			s.items++
		}
	}
	return s
}

// complete says whether a person was asked every item of the test.
func (s *scores) complete(person int) bool {
	return s.items > 0 && int(s.asked[person]) == s.items
}

// dichotomous says whether all answers have either no mark or the maximum.
func (a Answers) dichotomous() bool {
	for _, code := range a.used() {
		if mark := a.Marks[code]; mark != 0 && mark != a.Max {
			return false
		}
	}
	return true
}

// used lists the codes, other than 0, that somebody has.
func (a Answers) used() []int {
	seen := make([]bool, len(a.Marks))
	for _, code := range a.Codes {
		seen[code] = true
	}
	var codes []int
	for code := 1; code < len(seen); code++ {
		if seen[code] {
			codes = append(codes, code)
		}
	}
	return codes
}

// noise is the part of a scale below which a spread comes from rounding: sums of a few hundred marks are exact to about 1e-14 of their range.
const noise = 1e-12

// comoments returns means, variances and covariance of two lists of the same length, with n-1 in the denominator. A spread within rounding of the scales is
// exactly 0. Both lists need at least two values.
func comoments(x, y []float64, scaleX, scaleY float64) (varX, varY, cov float64) {
	meanX, meanY := mean(x), mean(y)
	for i := range x {
		dx, dy := x[i]-meanX, y[i]-meanY
		varX += dx * dx
		varY += dy * dy
		cov += dx * dy
	}
	n := float64(len(x) - 1)
	varX, varY, cov = varX/n, varY/n, cov/n
	if math.Sqrt(varX) <= noise*scaleX {
		varX, cov = 0, 0
	}
	if math.Sqrt(varY) <= noise*scaleY {
		varY, cov = 0, 0
	}
	return varX, varY, cov
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, value := range x {
		sum += value
	}
	return sum / float64(len(x))
}

// correlation is cov/sqrt(varX varY), absent where one of the two does not vary.
func correlation(varX, varY, cov float64) Figure {
	if varX == 0 || varY == 0 {
		return Figure{}
	}
	return Known(cov / math.Sqrt(varX) / math.Sqrt(varY))
}

// quantile interpolates linearly between the order statistics of a sorted list, so that the smallest value is the quantile 0 and the largest the quantile 1
// (Hyndman and Fan 1996, definition 7). The list must not be empty.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	low := int(at)
	if low+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[low] + (at-float64(low))*(sorted[low+1]-sorted[low])
}

// onEach calls work for 0 to n-1 on all processors. Each call has an index of its own to write to, so the result does not depend on their order. The
// scratch space made by prepare belongs to one worker.
func onEach[S any](n int, prepare func() S, work func(i int, scratch S)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			scratch := prepare()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i, scratch)
			}
		})
	}
	workers.Wait()
}

// pick returns the values of the people that a condition holds for.
func pick(values []float64, holds func(person int) bool) []float64 {
	var picked []float64
	for i, value := range values {
		if holds(i) {
			picked = append(picked, value)
		}
	}
	return slices.Clip(picked)
}
