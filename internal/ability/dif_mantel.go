package ability

import "math"

// ETSClass grades an item's DIF as the Educational Testing Service does.
type ETSClass byte

// The classes, from negligible to large. The zero value means that there is no class.
const (
	ETSNegligible ETSClass = 'A' // |D| < 1, or not significant at 5 %
	ETSModerate   ETSClass = 'B' // neither A nor C
	ETSLarge      ETSClass = 'C' // |D| >= 1.5 and |D| - 1.645 SE > 1
)

// MantelHaenszel is the comparison of two groups over strata of equal total (Holland and Thayer 1988). In each stratum of N people, A and B are right and
// wrong answers of the reference group, C and D those of the focal group.
type MantelHaenszel struct {
	// ChiSquared is (|sum A - sum E(A)| - 0.5)^2 / sum Var(A), the bracket not below 0, with 1 degree of freedom; P its upper tail.
	ChiSquared, P Figure
	// Alpha is the common odds ratio sum(AD/N) / sum(BC/N), above 1 where the item is easier for the reference group.
	Alpha Figure
	// D is -2.35 ln Alpha: negative where the item is harder for the focal group. SE rests on the variance of ln Alpha by Robins, Breslow and Greenland 1986.
	D, SE Figure
	Class ETSClass
}

// delta turns a log odds ratio into the delta metric of ETS.
const delta = -2.35

// compare computes the figures of one item. Those that need right and wrong answers of both groups in some stratum are absent where there is none.
func compare(cells []cell) (m MantelHaenszel) {
	observed, expected, variance := 0.0, 0.0, 0.0
	sumR, sumS, sumPR, sumMixed, sumQS := 0.0, 0.0, 0.0, 0.0, 0.0
	for _, c := range cells {
		reference, focal := c.referenceRight+c.referenceWrong, c.focalRight+c.focalWrong
		n, right := reference+focal, c.referenceRight+c.focalRight
		if reference == 0 || focal == 0 {
			continue
		}
		observed += c.referenceRight
		expected += reference * right / n
		variance += reference * focal * right * (n - right) / (n * n * (n - 1))
		p, q := (c.referenceRight+c.focalWrong)/n, (c.referenceWrong+c.focalRight)/n
		r, s := c.referenceRight*c.focalWrong/n, c.referenceWrong*c.focalRight/n
		sumR += r
		sumS += s
		sumPR += p * r
		sumMixed += p*s + q*r
		sumQS += q * s
	}
	if variance > 0 {
		off := math.Max(0, math.Abs(observed-expected)-.5)
		m.ChiSquared = Known(off * off / variance)
		m.P = Known(chiSquared(off*off/variance, 1))
	}
	if sumR == 0 || sumS == 0 {
		return m
	}
	m.Alpha = Known(sumR / sumS)
	m.D = Known(delta * math.Log(sumR/sumS))
	m.SE = Known(-delta * math.Sqrt(sumPR/(2*sumR*sumR)+sumMixed/(2*sumR*sumS)+sumQS/(2*sumS*sumS)))
	m.Class = m.grade()
	return m
}

func (m MantelHaenszel) grade() ETSClass {
	d, _ := m.D.Value()
	se, _ := m.SE.Value()
	p, known := m.P.Value()
	switch size := math.Abs(d); {
	case !known:
		return 0
	case size < 1 || p >= .05:
		return ETSNegligible
	case size >= 1.5 && size-1.645*se > 1:
		return ETSLarge
	}
	return ETSModerate
}
