package ability

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// table makes items from rows of marks; a negative mark means not asked. The first item has the maximum given.
func table(rows [][]float64, firstMax float64) []Answers {
	if len(rows) == 0 {
		return nil
	}
	items := make([]Answers, len(rows[0]))
	for j := range items {
		items[j] = Answers{Max: 1, Marks: []float64{0}}
		if j == 0 {
			items[j].Max = firstMax
		}
		codes := map[float64]uint16{}
		for _, row := range rows {
			code, seen := codes[row[j]]
			if row[j] >= 0 && !seen {
				code = uint16(len(items[j].Marks))
				codes[row[j]] = code
				items[j].Marks = append(items[j].Marks, row[j])
			}
			items[j].Codes = append(items[j].Codes, code)
		}
	}
	return items
}

// patterns makes rows from the frequencies of answer patterns of five items.
func patterns(frequencies []int) [][]float64 {
	var rows [][]float64
	for pattern, n := range frequencies {
		row := make([]float64, 5)
		for j := range row {
			row[j] = float64(pattern >> (4 - j) & 1)
		}
		for range n {
			rows = append(rows, row)
		}
	}
	return rows
}

// figure compares with a relative tolerance, as published figures have different sizes.
func figure(t *testing.T, what string, got Figure, want, tolerance float64) {
	t.Helper()
	value, known := got.Value()
	if !known || math.Abs(value-want) > tolerance*math.Max(math.Abs(want), 1e-3) {
		t.Errorf("%s = %.10g (%v), want %.10g within %g of it", what, value, known, want, tolerance)
	}
}

func TestClassicalMeetsMoodlesFixtureOfStates(t *testing.T) {
	s := Classical(table(moodleStates, 8))
	for j, want := range moodleSlots {
		item := s.Items[j]
		figure(t, "facility", item.Facility.times(100), want[0], 1e-6)
		figure(t, "SD", item.SD.times(1000), want[1], 1e-6)
		figure(t, "discrimination", item.Discrimination, want[2], 1e-6)
		figure(t, "efficiency", item.Efficiency, want[3], 1e-6)
		figure(t, "effective weight", item.EffectiveWeight, want[4], 1e-6)
	}
	figure(t, "SD of totals", s.SD, 2.774668967, 1e-8)
	figure(t, "CIC", s.CIC, 23.43175403, 1e-8)
	figure(t, "error ratio", s.ErrorRatio, 87.50328335, 1e-8)
	figure(t, "SE", s.SE, 2.427926449, 1e-8)
	if _, known := s.KR21.Value(); known {
		t.Error("KR-21 was given for marks that are not 0 and 1")
	}
}

// Seven further slots without any mark belong to the same fixture: they have no discrimination, and count in the internal consistency.
func TestSlotsWithoutAMarkHaveNoDiscrimination(t *testing.T) {
	rows := make([][]float64, len(moodleStates))
	for i, row := range moodleStates {
		rows[i] = append(slices.Clone(row), make([]float64, 7)...)
	}
	s := Classical(table(rows, 8))
	figure(t, "CIC", s.CIC, 22.76769622, 1e-8)
	item := s.Items[19]
	figure(t, "facility", item.Facility, 0, 1e-12)
	figure(t, "effective weight", item.EffectiveWeight, 0, 1e-12)
	for name, absent := range map[string]Figure{"item-rest": item.ItemRest, "item-total": item.ItemTotal, "discrimination": item.Discrimination, "efficiency": item.Efficiency} {
		if value, known := absent.Value(); known {
			t.Errorf("the %s of a constant is %g", name, value)
		}
	}
}

func TestClassicalMeetsMoodlesQuiz(t *testing.T) {
	s := Classical(table(moodleQuiz, 1))
	const tolerance = 1.5e-5 // Moodle's own; its fixture holds rounded marks
	for j, want := range moodleQuizSlots {
		item := s.Items[j]
		sd, _ := item.SD.Value()
		for k, got := range []Figure{item.Facility, item.SD, item.EffectiveWeight, item.Covariance, Known(sd * sd), {}, item.Discrimination, item.CovarianceMax, item.Efficiency} {
			if k != 5 {
				figure(t, "slot figure", got, want[k], tolerance)
			}
		}
		// The variance of the rest stands in r = cov / sqrt(var x var R).
		cov, _ := item.Covariance.Value()
		r, _ := item.ItemRest.Value()
		figure(t, "variance of the rest", Known(cov*cov/(r*r*sd*sd)), want[5], 2*tolerance)
	}
	figure(t, "median", s.Median, 4.5, tolerance)
	figure(t, "mean", s.Mean, 4.617333332, tolerance)
	figure(t, "SD", s.SD, 0.8117265554, tolerance)
	figure(t, "skewness", s.Skewness, -0.092502502, tolerance)
	figure(t, "kurtosis", s.Kurtosis, -0.7073968557, tolerance)
	figure(t, "CIC, which is negative and stays so", s.CIC, -87.2230935542, tolerance)
	figure(t, "error ratio", s.ErrorRatio, 136.8294900795, tolerance)
	figure(t, "SE", s.SE, 1.1106813066, tolerance)
}

func TestClassicalMeetsLSAT(t *testing.T) {
	tests := []struct {
		name                                   string
		frequencies, scores                    []int
		facility, itemTotal, itemRest, deleted []float64
		mean, sd, alpha, kr21, sem             float64
	}{
		{"LSAT-6", lsat6, []int{3, 20, 85, 237, 357, 298}, []float64{.924, .709, .553, .763, .870}, []float64{.3620, .5668, .6184, .5344, .4354},
			[]float64{.1128, .1532, .1728, .1444, .1216}, []float64{.2754, .2376, .2168, .2459, .2663}, 3.819, 1.035041, .2949972, .1974947, .8690666},
		{"LSAT-7", lsat7, []int{12, 40, 114, 205, 321, 308}, []float64{.828, .658, .772, .606, .843}, []float64{.5300, .5997, .6112, .5920, .4612},
			[]float64{.2457, .2467, .3132, .2228, .1748}, []float64{.3960, .3938, .3454, .4146, .4385}, 3.707, 1.198577, .4534087, .4158791, .8861299},
	}
	for _, test := range tests {
		rows := patterns(test.frequencies)
		scores := make([]int, 6)
		for _, row := range rows {
			scores[int(row[0]+row[1]+row[2]+row[3]+row[4])]++
		}
		if !slices.Equal(scores, test.scores) {
			t.Errorf("%s: score frequencies %v, want %v", test.name, scores, test.scores)
		}
		s := Classical(table(rows, 1))
		for j, item := range s.Items {
			figure(t, test.name+" facility", item.Facility, test.facility[j], 1e-9)
			// These were published with four decimals.
			for k, want := range []float64{test.itemTotal[j], test.itemRest[j], test.deleted[j]} {
				got, _ := []Figure{item.ItemTotal, item.ItemRest, item.AlphaIfDeleted}[k].Value()
				near(t, test.name+" item figure", got, want, 5.1e-5)
			}
		}
		figure(t, test.name+" mean", s.Mean, test.mean, 1e-9)
		figure(t, test.name+" SD", s.SD, test.sd, 1e-6)
		figure(t, test.name+" alpha", s.Alpha, test.alpha, 1e-6)
		figure(t, test.name+" KR-21", s.KR21, test.kr21, 1e-6)
		figure(t, test.name+" SEM", s.SEM, test.sem, 1e-6)
	}
}

// The groups of D27 are cut by score, so no order of the people and no tie changes it.
func TestUpperAndLowerGroupsNeverPartEqualTotals(t *testing.T) {
	// Totals 0 0 1 1 1 2 2 3 3 3: the 27 % quantile is 1 and the 73 % quantile 2.57.
	rows := [][]float64{{0, 0, 0}, {0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {0, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}}
	s := Classical(table(rows, 1))
	for j := range 3 {
		figure(t, "D27", s.Items[j].D27, 1-1.0/5, 1e-12)
	}
	slices.Reverse(rows)
	for j, item := range Classical(table(rows, 1)).Items {
		if item.D27 != s.Items[j].D27 {
			t.Errorf("the order of the people changed D27 of item %d", j)
		}
	}
}

// Somebody who was not asked an item is left out of its figures; reliability rests on those who were asked all.
func TestWhatWasNotAskedIsLeftOut(t *testing.T) {
	rows := [][]float64{{1, 1, 1}, {1, 0, 0}, {0, 1, 1}, {0, 0, 0}, {1, 1, 0}}
	whole := Classical(table(rows, 1))
	some := Classical(table(append(slices.Clone(rows), []float64{-1, 1, -1}, []float64{-1, -1, -1}), 1))
	if some.People != 6 || some.Complete != 5 || some.Items[0].People != 5 || some.Items[1].People != 6 {
		t.Fatalf("%d people, %d complete, %d and %d asked", some.People, some.Complete, some.Items[0].People, some.Items[1].People)
	}
	// An item that nobody was asked is no part of the test.
	wider := make([][]float64, len(rows))
	for i, row := range rows {
		wider[i] = append(slices.Clone(row), -1)
	}
	more := Classical(table(wider, 1))
	if more.Complete != 5 || more.Alpha != whole.Alpha || more.KR21 != whole.KR21 || more.Items[3].AlphaIfDeleted.known || more.Items[0].AlphaIfDeleted != whole.Items[0].AlphaIfDeleted {
		t.Errorf("an item that nobody was asked changed the others: %+v", more)
	}
	if some.Alpha != whole.Alpha || some.SE != whole.SE || some.Items[0].AlphaIfDeleted != whole.Items[0].AlphaIfDeleted || some.Items[0].ItemRest != whole.Items[0].ItemRest {
		t.Error("somebody who was not asked changed figures of others")
	}
	figure(t, "facility", some.Items[1].Facility, 4.0/6, 1e-12)
	figure(t, "mean", some.Mean, 9.0/6, 1e-12)
}

func TestFiguresThatCannotBeHadAreAbsent(t *testing.T) {
	absent := func(what string, figures ...Figure) {
		t.Helper()
		for i, f := range figures {
			if value, known := f.Value(); known {
				t.Errorf("%s: figure %d is %g", what, i, value)
			}
		}
	}
	all := func(s TestStatistics) []Figure {
		return []Figure{s.Alpha, s.KR21, s.SEM, s.CIC, s.ErrorRatio, s.SE, s.Skewness, s.Kurtosis}
	}
	absent("no item", all(Classical(nil))...)
	nobody := Classical(table([][]float64{{-1, -1}, {-1, -1}}, 1))
	absent("all missing", append(all(nobody), nobody.Mean, nobody.SD, nobody.Median, nobody.Items[0].Facility, nobody.Items[0].SD, nobody.Items[0].D27)...)
	one := Classical(table([][]float64{{1, 0}}, 1))
	absent("one person", append(all(one), one.SD, one.Items[0].SD, one.Items[0].ItemRest)...)
	figure(t, "one person's mean", one.Mean, 1, 1e-12)
	same := Classical(table([][]float64{{.1, .1}, {.1, .1}, {.1, .1}, {.1, .1}, {.1, .1}}, 1))
	absent("a constant test", append(all(same), same.Items[0].ItemRest, same.Items[0].Efficiency, same.Items[0].EffectiveWeight, same.Items[0].D27)...)
	figure(t, "a constant's SD", same.SD, 0, 1e-15)
	single := Classical(table([][]float64{{1}, {0}, {1}}, 1))
	absent("a single item", single.Alpha, single.Items[0].ItemRest, single.Items[0].AlphaIfDeleted)
	text, err := Figure{}.MarshalJSON()
	if err != nil || string(text) != "null" || Known(math.NaN()) != (Figure{}) || Known(math.Inf(1)) != (Figure{}) {
		t.Errorf("absent is %s, %v", text, err)
	}
}

// simulated makes rows of a test of ten items with partial marks and a tenth not asked.
func simulated(chance *rand.Rand, people int) [][]float64 {
	rows := make([][]float64, people)
	for i := range rows {
		theta := chance.NormFloat64()
		rows[i] = make([]float64, 10)
		for j := range rows[i] {
			p := 1 / (1 + math.Exp(float64(j-5)/3-theta))
			rows[i][j] = math.Round(4*math.Max(0, math.Min(1, p+.3*chance.NormFloat64()))) / 4
			if chance.Float64() < .1 {
				rows[i][j] = -1
			}
		}
	}
	return rows
}

// The order of people and items, and the unit of marks, change nothing.
func TestClassicalDependsOnNoOrderAndNoUnit(t *testing.T) {
	chance := rand.New(rand.NewPCG(3, 5))
	rows := simulated(chance, 400)
	s := Classical(table(rows, 1))
	shuffled := slices.Clone(rows)
	chance.Shuffle(len(shuffled), func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
	turned := table(shuffled, 1)
	slices.Reverse(turned)
	other := Classical(turned)
	scaled := table(rows, 1)
	for j := range scaled {
		scaled[j].Max = 7
		for code := range scaled[j].Marks {
			scaled[j].Marks[code] *= 7
		}
	}
	big := Classical(scaled)
	for j, item := range s.Items {
		for name, get := range map[string]func(ItemStatistics) Figure{"facility": func(i ItemStatistics) Figure { return i.Facility }, "item-rest": func(i ItemStatistics) Figure { return i.ItemRest },
			"item-total": func(i ItemStatistics) Figure { return i.ItemTotal }, "efficiency": func(i ItemStatistics) Figure { return i.Efficiency }, "weight": func(i ItemStatistics) Figure { return i.EffectiveWeight },
			"D27": func(i ItemStatistics) Figure { return i.D27 }, "alpha if deleted": func(i ItemStatistics) Figure { return i.AlphaIfDeleted }} {
			want, known := get(item).Value()
			if !known {
				t.Fatalf("item %d has no %s", j, name)
			}
			figure(t, name+" in another order", get(other.Items[9-j]), want, 1e-9)
			figure(t, name+" in another unit", get(big.Items[j]), want, 1e-9)
		}
	}
	alpha, _ := s.Alpha.Value()
	figure(t, "alpha in another order", other.Alpha, alpha, 1e-9)
	figure(t, "alpha in another unit", big.Alpha, alpha, 1e-9)
	sem, _ := s.SEM.Value()
	figure(t, "SEM in another unit", big.SEM, 7*sem, 1e-9)
}

func FuzzClassical(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 0, 0, 255}, uint8(3))
	f.Add([]byte{}, uint8(1))
	f.Add([]byte{7, 7, 7, 7}, uint8(2))
	f.Fuzz(func(t *testing.T, cells []byte, width uint8) {
		k := int(width%9) + 1
		rows := [][]float64{}
		for len(cells) >= k {
			row := make([]float64, k)
			for j := range row {
				row[j] = float64(cells[j]%5)/3 - 1.0/3 // -1/3 is not asked
			}
			rows, cells = append(rows, row), cells[k:]
		}
		items := table(rows, 1)
		s := Classical(items)
		for _, item := range s.Items {
			for _, r := range []Figure{item.ItemRest, item.ItemTotal, item.D27} {
				if value, known := r.Value(); known && !(math.Abs(value) <= 1+1e-9) {
					t.Fatalf("%v: %g is out of range", rows, value)
				}
			}
			// The worst order may be worse than the best is good, so efficiency has no lower end.
			if value, known := item.Efficiency.Value(); known && !(value <= 100+1e-6) {
				t.Fatalf("%v: an efficiency of %g", rows, value)
			}
		}
		if alpha, known := s.Alpha.Value(); known && alpha > 1+1e-9 {
			t.Fatalf("%v: alpha is %g", rows, alpha)
		}
	})
}

// The limit that is held against is two seconds for a million people with 20 items on two cores.
func BenchmarkClassicalMillion(b *testing.B) {
	chance := rand.New(rand.NewPCG(1, 2))
	items := make([]Answers, 20)
	for j := range items {
		items[j] = Answers{Max: 1, Marks: []float64{0, 0, 1}, Codes: make([]uint16, 1_000_000)}
		for i := range items[j].Codes {
			items[j].Codes[i] = uint16(1 + chance.IntN(2))
		}
	}
	for b.Loop() {
		Classical(items)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s(limit:2)")
}
