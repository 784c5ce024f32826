package ability

import (
	"math"
	"slices"
)

// ItemStatistics are the figures of one item among the people who were asked it. R is the rest of a person's total: total minus the mark on this item.
type ItemStatistics struct {
	People   int // asked this item
	Max      float64
	Facility Figure // mean mark / Max, in [0,1]
	SD       Figure // marks, n-1
	// ItemTotal is r(x,T), inflated because T holds x. ItemRest is r(x,R): the one to act on. Both are absent for a constant.
	ItemTotal, ItemRest Figure
	// Covariance is cov(x,R), and CovarianceMax what it would be had the people with the best marks on the item the best rests too: each list sorted by itself.
	Covariance, CovarianceMax Figure
	// Discrimination is 100 r(x,R), and Efficiency 100 Covariance/CovarianceMax: Moodle's discrimination index and discriminative efficiency, in percent.
	Discrimination, Efficiency Figure
	// EffectiveWeight is 100 sqrt(cov(x,T)) / the sum of such roots over all items whose covariance is not negative; absent where this item's is. Percent.
	EffectiveWeight Figure
	// D27 is the facility in the upper group minus that in the lower. The groups are cut by score, T <= the 27 % quantile and T >= the 73 % quantile, so that
	// people with the same total are never parted. Absent where the two quantiles meet or a group was not asked. Range [-1,1].
	D27 Figure
	// AlphaIfDeleted is the alpha of the other items, among the people who were asked every item.
	AlphaIfDeleted Figure

	covTotal Figure // cov(x,T)
}

// classical is what the items of a test share.
type classical struct {
	scores
	items   []Answers
	partial bool   // somebody was asked some items and not all
	group   []int8 // +1 upper, -1 lower, 0 between or without a total; nil where the groups meet
}

// pairs is a worker's scratch space: marks and rests of the people who were asked an item.
type pairs struct{ mark, rest []float64 }

// split cuts the upper and the lower group by score.
func (c *classical) split(present []float64) {
	if len(present) < 2 {
		return
	}
	sorted := slices.Sorted(slices.Values(present))
	tolerance := noise * c.reach
	low, high := quantile(sorted, .27)+tolerance, quantile(sorted, .73)-tolerance
	if low >= high {
		return
	}
	c.group = make([]int8, len(c.total))
	for i, t := range c.total {
		switch {
		case c.asked[i] == 0:
		case t <= low:
			c.group[i] = -1
		case t >= high:
			c.group[i] = 1
		}
	}
}

func (c *classical) item(j int, scratch *pairs) (ItemStatistics, completeVariances) {
	item := c.items[j]
	c.gather(item, scratch, false)
	x, rest := scratch.mark, scratch.rest
	s := ItemStatistics{People: len(x), Max: item.Max}
	if len(x) == 0 {
		return s, completeVariances{}
	}
	s.Facility = Known(mean(x) / item.Max)
	s.D27 = c.d27(item)
	if len(x) < 2 {
		return s, completeVariances{}
	}
	varX, varR, cov := comoments(x, rest, item.Max, c.reach)
	s.SD = Known(math.Sqrt(varX))
	s.Covariance, s.covTotal = Known(cov), Known(cov+varX)
	s.ItemRest = correlation(varX, varR, cov)
	s.Discrimination = s.ItemRest.times(100)
	varT := varX + varR + 2*cov
	if math.Sqrt(math.Max(0, varT)) > noise*c.reach {
		s.ItemTotal = correlation(varX, varT, cov+varX)
	}
	variances := completeVariances{varX, varR}

	slices.Sort(x)
	slices.Sort(rest)
	_, _, most := comoments(x, rest, item.Max, c.reach)
	s.CovarianceMax = Known(most)
	if most > 0 {
		s.Efficiency = Known(100 * cov / most)
	}
	if c.partial {
		variances = completeVariances{}
		if c.gather(item, scratch, true); len(scratch.mark) > 1 {
			variances.mark, variances.rest, _ = comoments(scratch.mark, scratch.rest, item.Max, c.reach)
		}
	}
	return s, variances
}

// gather collects marks and rests of the people who were asked this item, or of those who were asked every item.
func (c *classical) gather(item Answers, into *pairs, completeOnly bool) {
	into.mark, into.rest = into.mark[:0], into.rest[:0]
	for i, code := range item.Codes {
		if code == 0 || completeOnly && !c.complete(i) {
			continue
		}
		mark := item.Marks[code]
		into.mark = append(into.mark, mark)
		into.rest = append(into.rest, c.total[i]-mark)
	}
}

func (c *classical) d27(item Answers) Figure {
	if c.group == nil {
		return Figure{}
	}
	var sum, n [3]float64
	for i, code := range item.Codes {
		if code != 0 {
			sum[c.group[i]+1] += item.Marks[code]
			n[c.group[i]+1]++
		}
	}
	if n[0] == 0 || n[2] == 0 {
		return Figure{}
	}
	return Known((sum[2]/n[2] - sum[0]/n[0]) / item.Max)
}

// weigh fills in the effective weights, for which all items are needed.
func weigh(items []ItemStatistics) {
	sum := 0.0
	for _, item := range items {
		if cov, known := item.covTotal.Value(); known && cov >= 0 {
			sum += math.Sqrt(cov)
		}
	}
	for j := range items {
		if cov, known := items[j].covTotal.Value(); known && cov >= 0 && sum > 0 {
			items[j].EffectiveWeight = Known(100 * math.Sqrt(cov) / sum)
		}
	}
}
