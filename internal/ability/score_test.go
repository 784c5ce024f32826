package ability

import (
	"math"
	"math/rand/v2"
	"testing"
)

// lsat7Items are the published 2PL parameters of LSAT-7.
func lsat7Items() []Item {
	a := []float64{.987546, 1.080837, 1.707478, .764990, .735673}
	d := []float64{1.855856, .807970, 1.805207, .486000, 1.854458}
	items := make([]Item, len(a))
	for j := range items {
		items[j] = Item{Slope: a[j], Difficulty: -d[j] / a[j]}
	}
	return items
}

func marksOf(pattern string) []Mark {
	var marks []Mark
	for j, c := range pattern {
		if c != '-' {
			marks = append(marks, Mark{j, float64(c - '0')})
		}
	}
	return marks
}

// none stands for an infinite estimate.
var none = math.NaN()

func meets(t *testing.T, s *Scorer, method Method, pattern string, theta, se, tolerance float64) {
	t.Helper()
	got := s.Estimate(method, marksOf(pattern))
	if math.IsNaN(theta) {
		if got.Theta.known || got.SE.known || got.Infinite == 0 {
			t.Errorf("%s by method %d is %+v, want infinite", pattern, method, got)
		}
		return
	}
	absolute(t, pattern+" theta", got.Theta, theta, tolerance)
	absolute(t, pattern+" SE", got.SE, se, tolerance)
}

func TestEstimatesMeetLSAT7(t *testing.T) {
	s := NewScorer(lsat7Items())
	for pattern, want := range map[string][8]float64{ // EAP, SD, MAP, SE, WLE, SE, ML, SE
		"00000": {-1.86978, .69270, -1.81639, .67500, -4.13707, 1.95733, none, none},
		"00001": {-1.52726, .67363, -1.49464, .64961, -2.59983, 1.16062, -3.12431, 1.38208},
		"00010": {-1.51397, .67308, -1.48228, .64887, -2.56210, 1.14633, -3.06933, 1.35680},
		"00011": {-1.18550, .66517, -1.17913, .63734, -1.86105, .92548, -2.10161, .99066},
		"00100": {-1.09404, .66502, -1.09523, .63673, -1.71704, .89308, -1.90978, .93762},
		"00101": {-.76618, .67213, -.79463, .64428, -1.28477, .83242, -1.34265, .83701},
		"11110": {.28210, .75527, .19594, .74740, -.00556, 1.04154, .47259, 1.25901},
		"11111": {.72718, .80093, .63815, .80352, 1.08819, 1.63780, none, none},
	} {
		for i, method := range []Method{EAP, MAP, WLE, ML} {
			meets(t, s, method, pattern, want[2*i], want[2*i+1], 2e-4)
		}
	}
	if low, high := s.Estimate(ML, marksOf("00000")), s.Estimate(ML, marksOf("11111")); low.Infinite != -1 || high.Infinite != 1 {
		t.Errorf("ML of nothing and of everything right are %+v and %+v", low, high)
	}
}

// Four items that catR scores alike: ML, WLE, MAP, EAP, each with its SE.
func TestEstimatesMeetCatR(t *testing.T) {
	s := NewScorer([]Item{{.5, -2, 0, 0}, {1, -1, 0, 0}, {1.5, 1, 0, 0}, {1.1, 2, 0, 0}})
	for pattern, want := range map[string][8]float64{
		"1010": {.65614, 1.06260, .76192, 1.05026, .29926, .74831, .26044, .76008},
		"1100": {.02887, 1.19601, .30028, 1.12786, .01185, .76839, -.03341, .77362},
		"1110": {1.77436, 1.12492, 1.57411, 1.08282, .83682, .72207, .82393, .74408},
		"0110": {1.19955, 1.03944, 1.16020, 1.03768, .57291, .73211, .54522, .74993},
		"1000": {-2.17047, 1.90973, -1.52700, 1.64927, -.61121, .80930, -.65722, .80682},
		"1111": {none, none, 3.01427, 1.66790, 1.40903, .72670, 1.43370, .74935},
		"0000": {none, none, -3.14595, 2.49977, -.94611, .82722, -.98995, .82474},
	} {
		for i, method := range []Method{ML, WLE, MAP} {
			meets(t, s, method, pattern, want[2*i], want[2*i+1], 2e-5)
		}
		meets(t, s, EAP, pattern, want[6], want[7], 2e-4) // catR integrates from -4 to 4
	}
}

func TestInformationMeetsCatR(t *testing.T) {
	items := []Item{{1, 0, .2, 0}, {1.5, .5, .25, 0}, {.8, -1, 0, 0}}
	for theta, want := range map[float64][]float64{-1: {.101894, .043168, .16}, 0: {.166667, .240443, .136902}, 1: {.146510, .328862, .089449}} {
		for i, item := range items {
			near(t, "I", item.Information(theta), want[i], 1e-6)
		}
	}
}

func TestSumScoresMeetLSAT7(t *testing.T) {
	scores, reliability := SumScores(lsat7Items())
	for s, want := range [][3]float64{{-1.86978, .69270, 10.08986}, {-1.43186, .68387, 44.65900}, {-.94885, .69423, 109.77300},
		{-.41320, .72110, 207.7382}, {.15173, .75877, 319.18594}, {.72718, .80093, 308.55396}} {
		absolute(t, "theta", scores[s].Theta, want[0], 2e-5)
		absolute(t, "SD", scores[s].SD, want[1], 2e-5)
		near(t, "expected people", 1000*scores[s].Share, want[2], 5e-3)
	}
	near(t, "reliability", reliability, .43165, 2e-5)
	for i, theta := range []float64{-2, -1, 0, 1, 2} {
		near(t, "expected score", ExpectedScore(lsat7Items(), theta), []float64{1.69712, 2.84547, 3.89908, 4.49234, 4.77235}[i], 1e-5)
		near(t, "information", TestInformation(lsat7Items(), theta), []float64{1.08152, 1.46083, .91806, .40237, .16893}[i], 1e-5)
	}
}

// With one slope the number right is all that counts.
func TestEstimatesOfEqualSlopesMeetPublishedScoreTables(t *testing.T) {
	d := []float64{1.8683, .7910, 1.4610, .5215, 1.9930}
	seven := make([]Item, 5)
	for j := range seven {
		seven[j] = Item{Slope: 1.0113, Difficulty: -d[j] / 1.0113}
	}
	s := NewScorer(seven)
	for pattern, want := range map[string]float64{"10000": -2.78157, "00011": -1.74976, "10101": -.88073, "11101": .15820} {
		absolute(t, pattern, s.Estimate(ML, marksOf(pattern)).Theta, want, 3e-4)
	}
	d = []float64{2.7300, .9986, .2399, 1.3065, 2.0994}
	six := make([]Item, 5)
	for j := range six {
		six[j] = Item{Slope: .7551, Difficulty: -d[j] / .7551}
	}
	s = NewScorer(six)
	scores, _ := SumScores(six)
	for right, want := range map[int][2]float64{0: {-1.91012, .79732}, 1: {-1.42881, .80032}, 2: {-.94056, .80878}, 4: {.08353, .84130}, 5: {.63221, .86401}} {
		absolute(t, "EAP of a score", scores[right].Theta, want[0], 2e-4)
		absolute(t, "SD of a score", scores[right].SD, want[1], 2e-4)
	}
	for right, want := range [][2]float64{{-1.910, .790}, {-1.439, .793}, {-.959, .801}, {-.466, .816}, {.049, .836}, {.593, .862}} {
		pattern := "11111"[:right] + "00000"[right:]
		meets(t, s, MAP, pattern, want[0], want[1], 1e-3)
	}
}

// Rasch difficulties of LSAT-6 by conditional maximum likelihood, with the ML of each raw score as eRm prints it.
func TestEstimatesMeetERm(t *testing.T) {
	var items []Item
	for _, b := range []float64{-1.25613, .47491, 1.23598, .16841, -.62317} {
		items = append(items, Item{Slope: 1, Difficulty: b})
	}
	s := NewScorer(items)
	for pattern, want := range map[string][2]float64{"10000": {-1.60153, 1.18104}, "11000": {-.47433, .98980}, "11100": {.48086, .98737}, "11110": {1.59995, 1.17681}} {
		meets(t, s, ML, pattern, want[0], want[1], 6e-5)
	}
}

// With guessing the likelihood can have two tops, or be highest without end although some answers are wrong.
func TestGuessingCanMakeTheLikelihoodHighestAtMinusInfinity(t *testing.T) {
	s := NewScorer([]Item{{1.5, -2, .25, 0}, {1.5, 0, .25, 0}, {1.5, 2, .25, 0}})
	got := s.Estimate(ML, marksOf("001"))
	if got.Infinite != -1 || got.Theta.known {
		t.Errorf("only the hardest right: %+v", got)
	}
	for _, method := range []Method{EAP, MAP, WLE} {
		if got := s.Estimate(method, marksOf("001")); !got.Theta.known || !got.SE.known {
			t.Errorf("method %d: %+v", method, got)
		}
	}
}

func TestNoAnswersGiveThePriorOrNothing(t *testing.T) {
	s := NewScorer(lsat7Items())
	for _, method := range []Method{EAP, MAP} {
		got := s.Estimate(method, nil)
		absolute(t, "theta", got.Theta, 0, 1e-9)
		absolute(t, "SE", got.SE, 1, 1e-3)
	}
	for _, method := range []Method{ML, WLE} {
		if got := s.Estimate(method, nil); got.Theta.known || got.SE.known || got.Infinite != 0 {
			t.Errorf("method %d: %+v", method, got)
		}
	}
}

// A likelihood much narrower than the grid's spacing is integrated on a grid of its own: its mean is near its mode, and its SD near 1/sqrt(I+1).
func TestEAPIsRightWhereTheLikelihoodIsNarrowOrFarOut(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for _, truth := range []float64{-.3, .07, .13, 7.5} {
		var items []Item
		var marks []Mark
		for j := range 3000 {
			item := Item{Slope: 2, Difficulty: truth + chance.NormFloat64()}
			right := 0.0
			if chance.Float64() < item.Probability(truth) {
				right = 1
			}
			items, marks = append(items, item), append(marks, Mark{j, right})
		}
		s := NewScorer(items)
		eap, mode := s.Estimate(EAP, marks), s.Estimate(MAP, marks)
		near(t, "EAP", eap.Theta.value, mode.Theta.value, 1e-3)
		near(t, "SD", eap.SE.value/mode.SE.value, 1, .01)
		near(t, "EAP and truth", eap.Theta.value, truth, 5*eap.SE.value)
	}
}

// The uncertainty of difficulties widens the posterior.
func TestUncertainDifficultiesWeakenTheEvidence(t *testing.T) {
	sure := lsat7Items()
	unsure := lsat7Items()
	for j := range unsure {
		unsure[j].DifficultyVariance = .64
	}
	a, b := NewScorer(sure).Estimate(EAP, marksOf("11111")), NewScorer(unsure).Estimate(EAP, marksOf("11111"))
	if !(b.SE.value > a.SE.value) {
		t.Errorf("sure %+v, unsure %+v", a, b)
	}
	near(t, "information with k", unsure[0].Information(0), Item{Slope: .987546 / math.Sqrt(1+.987546*.987546*.64/2.89), Difficulty: sure[0].Difficulty}.Information(0), 1e-12)
}

// The roots are those of the derivatives: each estimate is higher than its neighbourhood, and WLE of 1PL and 2PL is the top of L sqrt(I).
func TestEstimatesAreTops(t *testing.T) {
	chance := rand.New(rand.NewPCG(4, 4))
	for range 300 {
		items := make([]Item, 1+chance.IntN(12))
		marks := make([]Mark, len(items))
		for j := range items {
			items[j] = Item{Slope: .3 + 2*chance.Float64(), Difficulty: 2 * chance.NormFloat64()}
			if chance.IntN(2) == 0 && len(items) > 6 {
				items[j].Guessing = .2
			}
			marks[j] = Mark{j, float64(chance.IntN(2))}
		}
		s := NewScorer(items)
		for _, method := range []Method{MAP, ML, WLE} {
			if method == WLE && len(items) > 6 {
				continue // with guessing Warm's equation is not the derivative of L sqrt(I)
			}
			theta, known := s.Estimate(method, marks).Theta.Value()
			if !known {
				continue
			}
			top := s.sum(marks, theta).height(method, theta)
			for x := -8.0; x <= 8; x += .05 {
				if h := s.sum(marks, x).height(method, x); h > top+1e-9 {
					t.Fatalf("method %d: %g at %g, and %g at %g", method, top, theta, h, x)
				}
			}
		}
	}
}

// One more right answer never lowers an ability, for any method and any 2PL items.
func TestEstimatesAreMonotone(t *testing.T) {
	chance := rand.New(rand.NewPCG(9, 9))
	for range 200 {
		items := make([]Item, 8)
		marks := make([]Mark, len(items))
		for j := range items {
			items[j], marks[j] = Item{Slope: .3 + 2*chance.Float64(), Difficulty: 2 * chance.NormFloat64()}, Mark{j, float64(chance.IntN(2))}
		}
		s := NewScorer(items)
		j := chance.IntN(len(items))
		for _, method := range []Method{EAP, MAP, ML} {
			marks[j].Share = 0
			worse, known := s.Estimate(method, marks).Theta.Value()
			marks[j].Share = 1
			better, alsoKnown := s.Estimate(method, marks).Theta.Value()
			if known && alsoKnown && better < worse {
				t.Fatalf("method %d: %g with a wrong answer, %g with a right one", method, worse, better)
			}
		}
	}
}

func FuzzEstimate(f *testing.F) {
	f.Add(uint64(1), 1.0, 0.0, 0.0, "101-1")
	f.Add(uint64(2), -3.0, 90.0, .99, "0000")
	f.Add(uint64(3), 100.0, -100.0, .2, "1")
	f.Fuzz(func(t *testing.T, seed uint64, slope, difficulty, guessing float64, pattern string) {
		if !(math.Abs(slope) <= 100 && math.Abs(difficulty) <= 100 && guessing >= 0 && guessing < 1) || slope == 0 || len(pattern) > 60 {
			t.Skip()
		}
		chance := rand.New(rand.NewPCG(seed, 1))
		items := make([]Item, len(pattern)+1)
		var marks []Mark
		for j := range pattern {
			items[j] = Item{slope * (.5 + chance.Float64()), difficulty * chance.NormFloat64() / 3, guessing, chance.Float64()}
			if c := pattern[j]; c != '-' {
				marks = append(marks, Mark{j, float64(c%5) / 4})
			}
		}
		s := NewScorer(items[:len(pattern)])
		for _, method := range []Method{EAP, MAP, ML, WLE} {
			got := s.Estimate(method, marks)
			if got.Theta.known && got.Infinite != 0 {
				t.Fatalf("method %d: finite and infinite: %+v", method, got)
			}
			if method <= MAP && !got.Theta.known {
				t.Fatalf("method %d gives nothing for %v of %v", method, marks, items)
			}
			if method == EAP && !(got.SE.value >= 0) || math.Abs(got.Theta.value) > 1000 {
				t.Fatalf("method %d: %+v", method, got)
			}
		}
	})
}
