package ability

import (
	"math"
	"slices"
)

// Membership of a person in a comparison of two groups.
const (
	Outside   int8 = -1 // in neither
	Reference int8 = 0
	Focal     int8 = 1
)

// PowerGroup is the size of a group below which the absence of a flag is no evidence of fairness: with 100 a group, an item that is 0.8 logits harder for one
// of them is flagged about every second time, with 500 nearly always.
const PowerGroup = 200

// DIF compares two groups item by item among people with the same total: differential item functioning.
type DIF struct {
	// Reference and Focal count the people compared: those who were asked every item, as totals of different items are no common measure.
	Reference, Focal int
	Items            []ItemDIF
	// Rounds and Converged tell how the purification ended: the items flagged by their chi-squared at 5 % are taken out of the total that people are matched
	// by, until the flagged stay the same. It may end in a circle, and then has not converged.
	Rounds    int
	Converged bool
}

// ItemDIF holds an item's figures: MantelHaenszel matched by the whole total, Purified by the total of the items not flagged and this one.
type ItemDIF struct {
	MantelHaenszel, Purified MantelHaenszel
	Logistic                 Logistic
}

// maxPurification bounds the rounds of purification.
const maxPurification = 10

// CompareGroups computes DIF for each item. Membership has one value a person. Items with partial marks have no figures, and are still part of the total.
func CompareGroups(items []Answers, membership []int8) DIF {
	d := DIF{Items: make([]ItemDIF, len(items))}
	s := totals(items)
	c := groups{items: items, reach: s.reach, plain: make([]bool, len(items))}
	for i := range s.asked {
		if !s.complete(i) || membership[i] == Outside {
			continue
		}
		c.people = append(c.people, int32(i))
		c.focal = append(c.focal, membership[i] == Focal)
		if membership[i] == Focal {
			d.Focal++
		} else {
			d.Reference++
		}
	}
	if d.Focal == 0 || d.Reference == 0 {
		return d
	}
	for j, item := range items {
		c.plain[j] = len(item.used()) > 0 && item.dichotomous()
	}
	anchor := make([]bool, len(items))
	for j := range anchor {
		anchor[j] = true
	}
	all := c.mantelHaenszel(anchor)
	strata := c.strata(anchor, 0)
	onEach(len(items), func() struct{} { return struct{}{} }, func(j int, _ struct{}) {
		if d.Items[j].MantelHaenszel = all[j]; c.plain[j] {
			d.Items[j].Logistic = fitLogistic(c.cells(j, strata))
		}
	})
	c.purify(&d, all)
	return d
}

// purify repeats the Mantel-Haenszel comparison with the flagged items out of the total.
func (c *groups) purify(d *DIF, latest []MantelHaenszel) {
	anchor := unflagged(latest)
	for d.Rounds < maxPurification {
		d.Rounds++
		latest = c.mantelHaenszel(anchor)
		next := unflagged(latest)
		if d.Converged = slices.Equal(next, anchor); d.Converged {
			break
		}
		anchor = next
	}
	for j := range latest {
		d.Items[j].Purified = latest[j]
	}
}

func unflagged(figures []MantelHaenszel) []bool {
	anchor := make([]bool, len(figures))
	for j, f := range figures {
		anchor[j] = !f.P.below(.05)
	}
	return anchor
}

// groups are the people of a comparison.
type groups struct {
	items  []Answers
	reach  float64
	people []int32 // indices into an item's codes
	focal  []bool
	plain  []bool // items without partial marks
}

// matching is how people are matched: the stratum of each, and the total of each stratum.
type matching struct {
	of     []int32
	totals []float64
}

// strata parts people by their total on the anchor items and on item j. Totals that differ by rounding alone are the same.
func (c *groups) strata(anchor []bool, j int) matching {
	total := make([]float64, len(c.people))
	for k, item := range c.items {
		if !anchor[k] && k != j {
			continue
		}
		for i, person := range c.people {
			total[i] += item.Marks[item.Codes[person]]
		}
	}
	sorted := slices.Sorted(slices.Values(total))
	m := matching{of: make([]int32, len(total))}
	for i, t := range sorted {
		if i == 0 || t-m.totals[len(m.totals)-1] > noise*c.reach {
			m.totals = append(m.totals, t)
		}
	}
	for i, t := range total {
		at, _ := slices.BinarySearch(m.totals, t+noise*c.reach/2)
		if at == len(m.totals) || m.totals[at] > t+noise*c.reach/2 {
			at--
		}
		m.of[i] = int32(at)
	}
	return m
}

// cell counts the people of one stratum: right and wrong answers of the reference and the focal group.
type cell struct {
	total                                                  float64
	referenceRight, referenceWrong, focalRight, focalWrong float64
}

func (c *groups) cells(j int, m matching) []cell {
	cells := make([]cell, len(m.totals))
	for s := range cells {
		cells[s].total = m.totals[s]
	}
	item := c.items[j]
	for i, person := range c.people {
		counted := &cells[m.of[i]]
		switch right := item.Marks[item.Codes[person]] == item.Max; {
		case c.focal[i] && right:
			counted.focalRight++
		case c.focal[i]:
			counted.focalWrong++
		case right:
			counted.referenceRight++
		default:
			counted.referenceWrong++
		}
	}
	return cells
}

// mantelHaenszel compares the groups on each item, matched by the anchor items and the item itself.
func (c *groups) mantelHaenszel(anchor []bool) []MantelHaenszel {
	figures := make([]MantelHaenszel, len(c.items))
	whole := c.strata(anchor, slices.Index(anchor, true)) // fits every item that is an anchor itself
	onEach(len(c.items), func() struct{} { return struct{}{} }, func(j int, _ struct{}) {
		if !c.plain[j] {
			return
		}
		strata := whole
		if !anchor[j] {
			strata = c.strata(anchor, j)
		}
		figures[j] = compare(c.cells(j, strata))
	})
	return figures
}

// chiSquared is the upper tail of the chi-squared distribution with 1 or 2 degrees of freedom.
func chiSquared(x float64, degrees int) float64 {
	if degrees == 2 {
		return math.Exp(-x / 2)
	}
	return math.Erfc(math.Sqrt(x / 2))
}
