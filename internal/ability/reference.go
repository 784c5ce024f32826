package ability

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// ReferenceItems is the first version of the reference blueprint that scores are expressed on: 21 items of slope 1.2 without guessing, whose difficulties
// are the 21 equally likely points of N(0,1). A person of average ability is expected to get half of them right.
var ReferenceItems = sync.OnceValue(func() []Item {
	items := make([]Item, 21)
	for i := range items {
		items[i] = Item{Slope: PriorSlope, Difficulty: distuv.UnitNormal.Quantile((float64(i) + 0.5) / float64(len(items)))}
	}
	return items
})

// ExpectedShare is the expected share right on the reference blueprint at an ability in logits. It increases with theta; range (0,1).
func ExpectedShare(theta float64) float64 {
	sum := 0.0
	for _, item := range ReferenceItems() {
		sum += item.Probability(theta)
	}
	return sum / float64(len(ReferenceItems()))
}

// AbilityFor inverts ExpectedShare by bisection on [-8,8], to 1e-9 logits. Shares outside the curve's range return the end of the interval.
func AbilityFor(share float64) float64 {
	low, high := -8.0, 8.0
	for high-low > 1e-9 {
		middle := (low + high) / 2
		if ExpectedShare(middle) < share {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

var referenceCurve = sync.OnceValue(func() []float64 {
	curve := make([]float64, gridNodes)
	for t := range curve {
		curve[t] = ExpectedShare(gridNode(t))
	}
	return curve
})

// Above returns P(theta >= cut) for a normal posterior.
func Above(n Normal, cut float64) float64 {
	if n.SD <= 0 || math.IsNaN(n.SD) {
		if n.Mean >= cut {
			return 1
		}
		return 0
	}
	return 1 - distuv.UnitNormal.CDF((cut-n.Mean)/n.SD)
}

// ninetyPercent is the half-width of a central 90 % interval of N(0,1).
const ninetyPercent = 1.6448536269514722

// Share turns a normal posterior of an ability into the expected share on the reference blueprint. The ends are the curve's values at the 5 % and 95 %
// points, exact because the curve increases; the mean is the curve integrated over the posterior, on 61 points out to 5 SDs.
func (n Normal) Share() Share {
	mean, total := 0.0, 0.0
	for q := -30; q <= 30; q++ {
		z := float64(q) / 6
		weight := math.Exp(-z * z / 2)
		mean += weight * ExpectedShare(n.Mean+z*n.SD)
		total += weight
	}
	return Share{Mean: mean / total, Low: ExpectedShare(n.Mean - ninetyPercent*n.SD), High: ExpectedShare(n.Mean + ninetyPercent*n.SD)}
}
