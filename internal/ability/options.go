package ability

import "math"

// OptionStatistics are the figures of one choice of an item, among the people who were asked it.
type OptionStatistics struct {
	Code      int // as in Answers
	People    int
	Share     float64 // of the people who were asked, in [0,1]
	MeanTotal Figure  // marks, of those who chose it
	// WithTotal is r(1[chosen],T), and WithRest r(1[chosen],R): the second does not count the choice's own mark in its favour, so it is what the key and the
	// wrong options are compared by. Absent where all or none chose it.
	WithTotal, WithRest Figure
}

// Options computes the option tables of a test: one row for each code that somebody chose, and one for the key even if nobody did. Keys holds the code of each
// item's key; an item without one, 0, has no table.
func Options(items []Answers, keys []int) [][]OptionStatistics {
	s := totals(items)
	tables := make([][]OptionStatistics, len(items))
	onEach(len(items), func() struct{} { return struct{}{} }, func(j int, _ struct{}) {
		if keys[j] != 0 {
			tables[j] = options(items[j], keys[j], s.total, s.reach)
		}
	})
	return tables
}

func options(item Answers, key int, total []float64, reach float64) []OptionStatistics {
	// Sums are taken about the means, so that little is lost by subtraction.
	n, meanT, meanR := 0, 0.0, 0.0
	for i, code := range item.Codes {
		if code != 0 {
			n++
			meanT += total[i]
			meanR += total[i] - item.Marks[code]
		}
	}
	if n == 0 {
		return []OptionStatistics{{Code: key}}
	}
	meanT, meanR = meanT/float64(n), meanR/float64(n)
	sumT, sumR, chosen := make([]float64, len(item.Marks)), make([]float64, len(item.Marks)), make([]int, len(item.Marks))
	squareT, squareR := 0.0, 0.0
	for i, code := range item.Codes {
		if code == 0 {
			continue
		}
		t, r := total[i]-meanT, total[i]-item.Marks[code]-meanR
		chosen[code]++
		sumT[code] += t
		sumR[code] += r
		squareT += t * t
		squareR += r * r
	}
	var table []OptionStatistics
	for code := 1; code < len(chosen); code++ {
		if chosen[code] == 0 && code != key {
			continue
		}
		count := float64(chosen[code])
		row := OptionStatistics{Code: code, People: chosen[code], Share: count / float64(n)}
		if chosen[code] > 0 {
			row.MeanTotal = Known(meanT + sumT[code]/count)
			row.WithTotal = withChoice(sumT[code], squareT, row.Share, n, reach)
			row.WithRest = withChoice(sumR[code], squareR, row.Share, n, reach)
		}
		table = append(table, row)
	}
	return table
}

// withChoice is the correlation of a choice with a score, from the sum of the choosers' deviations and the sum of all squared deviations:
// sum / sqrt(n p (1-p) squares).
func withChoice(sum, squares, p float64, n int, reach float64) Figure {
	if p == 1 || math.Sqrt(squares/float64(n)) <= noise*reach {
		return Figure{}
	}
	return Known(sum / math.Sqrt(float64(n)*p*(1-p)*squares))
}

// FlagKind is a reason to look at an item again.
type FlagKind uint8

// The reasons. Those about an option name its code.
const (
	NobodyAsked    FlagKind = iota + 1
	Constant                // everybody has the same mark
	Misleading              // r(x,R) < 0
	Weak                    // r(x,R) from 0 to below 0.10
	LowEfficiency           // discriminative efficiency below 15 %, Moodle's mark of a dubious question
	KeyNeverChosen          // nobody chose the key
	RivalOption             // a wrong option's r is above the key's: the key may be wrong
	ClimbingOption          // a wrong option's r is positive
	RareOption              // a wrong option was chosen by fewer than 5 %
)

// Flag is a reason to look at an item again, and the code of the option that it is about, or 0.
type Flag struct {
	Kind   FlagKind
	Option int
}

// Flags lists why an item should be looked at. With a key, options holds its table, and key and omitted the codes that are no wrong options; without, options
// is nil. Limits are judgements in wide use, not tests of significance.
func Flags(item ItemStatistics, options []OptionStatistics, key, omitted int) []Flag {
	var flags []Flag
	sd, _ := item.SD.Value()
	switch {
	case item.People == 0:
		return []Flag{{Kind: NobodyAsked}}
	case item.People > 1 && sd == 0:
		flags = append(flags, Flag{Kind: Constant})
	case item.ItemRest.below(0):
		flags = append(flags, Flag{Kind: Misleading})
	case item.ItemRest.below(.10):
		flags = append(flags, Flag{Kind: Weak})
	case item.Efficiency.below(15):
		flags = append(flags, Flag{Kind: LowEfficiency})
	}
	var keyR Figure
	for _, option := range options {
		if option.Code == key {
			if keyR = option.WithRest; option.People == 0 {
				flags = append(flags, Flag{KeyNeverChosen, key})
			}
		}
	}
	for _, option := range options {
		if option.Code == key || option.Code == omitted {
			continue
		}
		r, known := option.WithRest.Value()
		right, keyKnown := keyR.Value()
		switch {
		case known && keyKnown && r > right:
			flags = append(flags, Flag{RivalOption, option.Code})
		case known && r > 0:
			flags = append(flags, Flag{ClimbingOption, option.Code})
		}
		if option.Share < .05 {
			flags = append(flags, Flag{RareOption, option.Code})
		}
	}
	return flags
}
