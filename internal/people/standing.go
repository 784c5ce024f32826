package people

import (
	"sort"
	"strings"
)

// LevelToReach is the score at which a learner counts as at level in class tables; FarBelow is where a learner may need help.
const (
	LevelToReach = 60
	FarBelow     = 40
)

// Teach is the topic to teach next: Below of the Of learners with a score lie below LevelToReach.
type Teach struct {
	Topic     string
	Below, Of int
}

// fewestForTeach is how many learners need a score on a topic before the class is said to need it.
const fewestForTeach = 3

// TeachNext returns the topic on which the largest share of the class lies below the level, earlier topics first among equals; false while too little is known.
func TeachNext(topics []string, rows []Standing) (Teach, bool) {
	var best Teach
	for _, topic := range topics {
		t := Teach{Topic: topic}
		for _, row := range rows {
			if cell := row.Topics[topic]; cell.Enough {
				t.Of++
				if cell.Score < LevelToReach {
					t.Below++
				}
			}
		}
		if t.Of >= fewestForTeach && t.Below > 0 && (best.Of == 0 || t.Below*best.Of > best.Below*t.Of) {
			best = t
		}
	}
	return best, best.Of > 0
}

// NeedHelp is a learner who may need help: Weak of their Of topics with a score lie far below the level.
type NeedHelp struct {
	Standing Standing
	Weak, Of int
}

// MayNeedHelp lists learners of whose scored topics at least half, and no fewer than two, lie far below the level; those with the largest share first.
func MayNeedHelp(rows []Standing) []NeedHelp {
	var list []NeedHelp
	for _, row := range rows {
		n := NeedHelp{Standing: row}
		for _, cell := range row.Topics {
			if !cell.Enough {
				continue
			}
			n.Of++
			if cell.Score < FarBelow {
				n.Weak++
			}
		}
		if n.Weak >= 2 && 2*n.Weak >= n.Of {
			list = append(list, n)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Weak*list[j].Of > list[j].Weak*list[i].Of })
	return list
}

// SortStandings sorts rows by name, by the overall score (column "all") or by a topic's score. Learners without a figure come last either way.
func SortStandings(rows []Standing, column string, descending bool) {
	cell := func(row Standing) Cell {
		if column == "all" {
			return row.Overall
		}
		return row.Topics[column]
	}
	sort.SliceStable(rows, func(i, j int) bool {
		if column == "" || column == "name" {
			a, b := strings.ToLower(rows[i].Name), strings.ToLower(rows[j].Name)
			if descending {
				a, b = b, a
			}
			return a < b
		}
		a, b := cell(rows[i]), cell(rows[j])
		switch {
		case a.Enough != b.Enough:
			return a.Enough
		case descending:
			return a.Score > b.Score
		}
		return a.Score < b.Score
	})
}
