package ability

import (
	"math"
	"slices"
)

// TestStatistics are the figures of a whole test in classical test theory.
//
// A person's total is the sum of marks on the items that this person was asked. Mean, SD, Median, Skewness and Kurtosis describe the totals of the people who
// were asked anything. Reliability compares variances of the same people, so Alpha, KR21, SEM, CIC, ErrorRatio and SE rest on those who were asked every
// item, and are absent where there are fewer than two of them. No figure is clipped: alpha and CIC may be negative.
type TestStatistics struct {
	People   int // asked at least one item
	Complete int // asked every item that anybody was asked

	Mean, SD, Median Figure // marks; SD with n-1
	// Skewness and Kurtosis (excess) are k3/k2^1.5 and k4/k2^2 with Fisher's k-statistics: from 3 and from 4 people on.
	Skewness, Kurtosis Figure
	// Alpha is k/(k-1) (1 - sum var_j / var_T) over the k items that anybody was asked, KR-20 where marks are 0 and 1. Range (-inf,1]; absent for a single item.
	Alpha Figure
	// KR21 is k/(k-1) (1 - M(k-M)/(k var_T)), for marks of 0 and 1 alone: alpha if all items were equally hard.
	KR21 Figure
	// SEM is SD sqrt(1-alpha), in marks.
	SEM Figure
	// CIC, Moodle's coefficient of internal consistency, is 100 alpha; ErrorRatio is 100 sqrt(1-CIC/100); SE is ErrorRatio SD/100, in marks.
	CIC, ErrorRatio, SE Figure

	Items []ItemStatistics
}

// Classical computes the classical statistics of a test: time and memory are linear in the answers, but for one sort of the people an item. It needs
// no minimum of people or items; what cannot be had is absent. Formulas: Moodle's quiz statistics where it has them, Lord and Novick 1968 elsewhere.
func Classical(items []Answers) TestStatistics {
	s := TestStatistics{Items: make([]ItemStatistics, len(items))}
	c := classical{items: items, scores: totals(items)}
	present := pick(c.total, func(i int) bool { return c.asked[i] > 0 })
	complete := present
	for i := range c.asked {
		if c.complete(i) {
			s.Complete++
		}
	}
	if s.People = len(present); s.Complete < s.People {
		c.partial = true
		complete = pick(c.total, c.complete)
	}
	s.describe(present, c.reach)
	c.split(present)

	variances := make([]completeVariances, len(items))
	onEach(len(items), func() *pairs { return &pairs{} }, func(j int, scratch *pairs) {
		s.Items[j], variances[j] = c.item(j, scratch)
	})
	weigh(s.Items)
	s.reliability(&c, variances, complete)
	return s
}

// describe fills in what the totals alone tell. It sorts a copy.
func (s *TestStatistics) describe(total []float64, reach float64) {
	n := float64(len(total))
	if n == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(total))
	s.Median = Known(quantile(sorted, .5))
	m := mean(total)
	s.Mean = Known(m)
	if n < 2 {
		return
	}
	m2, m3, m4 := 0.0, 0.0, 0.0
	for _, value := range total {
		d := value - m
		m2 += d * d / n
		m3 += d * d * d / n
		m4 += d * d * d * d / n
	}
	if math.Sqrt(m2) <= noise*reach {
		s.SD = Known(0)
		return
	}
	k2 := n * m2 / (n - 1)
	s.SD = Known(math.Sqrt(k2))
	if n > 2 {
		k3 := n * n * m3 / ((n - 1) * (n - 2))
		s.Skewness = Known(k3 / math.Pow(k2, 1.5))
	}
	if n > 3 {
		k4 := n * n * ((n+1)*m4 - 3*(n-1)*m2*m2) / ((n - 1) * (n - 2) * (n - 3))
		s.Kurtosis = Known(k4 / (k2 * k2))
	}
}

// completeVariances are the variances of an item's marks and of the rest of the test, among the people who were asked every item.
type completeVariances struct{ mark, rest float64 }

// reliability fills in what compares the items' variances with that of the total.
func (s *TestStatistics) reliability(c *classical, variances []completeVariances, total []float64) {
	if len(total) < 2 || c.scores.items < 2 {
		return
	}
	varT, _, _ := comoments(total, total, c.reach, c.reach)
	sum, k := 0.0, float64(c.scores.items)
	for _, v := range variances {
		sum += v.mark
	}
	if k > 2 {
		for j, v := range variances {
			if v.rest > 0 && s.Items[j].People > 0 {
				s.Items[j].AlphaIfDeleted = Known((k - 1) / (k - 2) * (1 - (sum-v.mark)/v.rest))
			}
		}
	}
	if varT == 0 {
		return
	}
	alpha, sd := k/(k-1)*(1-sum/varT), math.Sqrt(varT)
	s.Alpha, s.CIC = Known(alpha), Known(100*alpha)
	// 1-alpha is never negative but for rounding: alpha is at most 1.
	s.SEM = Known(sd * math.Sqrt(math.Max(0, 1-alpha)))
	s.ErrorRatio = Known(100 * math.Sqrt(math.Max(0, 1-alpha)))
	s.SE = s.ErrorRatio.times(sd / 100)
	if !slices.ContainsFunc(c.items, func(item Answers) bool { return item.Max != 1 || !item.dichotomous() }) {
		m := mean(total)
		s.KR21 = Known(k / (k - 1) * (1 - m*(k-m)/(k*varT)))
	}
}
