package ability

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance {
		t.Errorf("%s = %.6f, want %.6f within %g", what, got, want, tolerance)
	}
}

// The worked example of an update with Vg=1, Vd=.5, a=1, b=0 and a right answer, from 0.
func TestUpdateMeetsTheWorkedExample(t *testing.T) {
	m := TwoLevel{Sigma: math.Sqrt(.5)}
	s := m.Update(NewState(), "sql", Item{Slope: 1}, 1)
	near(t, "overall", s.Mean, .363636, 1e-6)
	near(t, "deviation", s.Topics["sql"].Deviation, .181818, 1e-6)
	near(t, "overall variance", s.Variance, .818182, 1e-6)
	near(t, "deviation variance", s.Topics["sql"].Variance, .454545, 1e-6)
	eta := s.Mean + s.Topics["sql"].Deviation
	v := s.Variance + s.Topics["sql"].Variance
	near(t, "next prediction", 1/(1+math.Exp(-eta/math.Sqrt(1+math.Pi*v/8))), .609543, 1e-6)
	if s.Topics["sql"].Answers != 1 {
		t.Errorf("answers = %d, want 1", s.Topics["sql"].Answers)
	}
}

// Probabilities of the three-parameter model computed by catR for (1,0,.2), (1.5,.5,.25), (.8,-1,0).
func TestProbabilityMeetsCatR(t *testing.T) {
	items := []Item{{1, 0, .2, 0}, {1.5, .5, .25, 0}, {.8, -1, 0, 0}}
	for theta, want := range map[float64][]float64{-1: {.415153, .321512, .5}, 0: {.6, .490616, .689974}, 1: {.784847, .759384, .832018}} {
		for i, item := range items {
			near(t, "P", item.Probability(theta), want[i], 1e-6)
		}
	}
}

// With one topic and no spread between topics the model is an ordinary EAP, whose values for LSAT-7 under the 2PL are known.
func TestEstimateIsTheKnownEAPWhenTopicsDoNotDiffer(t *testing.T) {
	a := []float64{.987546, 1.080837, 1.707478, .764990, .735673}
	d := []float64{1.855856, .807970, 1.805207, .486000, 1.854458}
	for pattern, want := range map[string][2]float64{"00000": {-1.86978, .69270}, "00011": {-1.18550, .66517}, "11110": {.28210, .75527}, "11111": {.72718, .80093}} {
		var responses []Response
		for i, c := range pattern {
			responses = append(responses, Response{Item: Item{Slope: a[i], Difficulty: -d[i] / a[i]}, Mark: float64(c - '0')})
		}
		e := TwoLevel{Sigma: 1e-6}.Estimate(1, responses)
		near(t, pattern+" EAP", e.Theta, want[0], 2e-4)
		near(t, pattern+" SD", e.SD, want[1], 2e-4)
	}
}

func TestEstimateWithoutAnswersIsThePrior(t *testing.T) {
	e := DefaultTwoLevel.Estimate(2, nil)
	near(t, "theta", e.Theta, 0, 1e-9)
	near(t, "SD", e.SD, 1, 1e-3)
	near(t, "score", e.Mean.Mean, .5, 1e-6)
	if !(e.Mean.Low < .25 && e.Mean.High > .75) {
		t.Errorf("the prior interval %v is too narrow", e.Mean)
	}
	near(t, "a topic's ability without answers has the spread of topics added", e.Abilities[0].SD, math.Sqrt(1+.65*.65), 5e-3)
}

// More right answers never lower a score, an interval holds its score, and extremes stay finite.
func TestEstimateIsMonotoneAndFinite(t *testing.T) {
	before := -1.0
	for right := 0; right <= 20; right++ {
		var responses []Response
		for i := range 20 {
			mark := 0.0
			if i < right {
				mark = 1
			}
			responses = append(responses, Response{Topic: i % 2, Item: Item{Slope: PriorSlope, Difficulty: float64(i%5) - 2, Guessing: .225, DifficultyVariance: PriorDifficultyVariance}, Mark: mark})
		}
		e := DefaultTwoLevel.Estimate(2, responses)
		if right > 0 && e.Mean.Mean <= before && right%5 == 0 {
			t.Errorf("%d right scores %.4f, fewer scored %.4f", right, e.Mean.Mean, before)
		}
		before = e.Mean.Mean
		for _, s := range append(e.Topics, e.Mean) {
			if !(0 <= s.Low && s.Low <= s.Mean && s.Mean <= s.High && s.High <= 1) {
				t.Errorf("%d right: the interval %v is out of order", right, s)
			}
		}
	}
}

func TestAbilityForInvertsExpectedShare(t *testing.T) {
	for _, theta := range []float64{-3, -1, 0, .5, 2.5} {
		near(t, "theta", AbilityFor(ExpectedShare(theta)), theta, 1e-6)
	}
	near(t, "the share of an average person", ExpectedShare(0), .5, 1e-9)
}

// The figures that DriftPerWeek rests on: 600 people with 7 topics in five sessions over eleven weeks, three answers a topic and session.
func TestDriftFollowsPeopleWhoLearn(t *testing.T) {
	for _, test := range []struct {
		growth, drift, coverage, rmse float64
	}{{0, 0, .905, .55}, {0, 1, .946, .58}, {.12, 0, .69, .85}, {.12, 1, .865, .75}} {
		chance := rand.New(rand.NewPCG(1, 7))
		inside, square, n := 0.0, 0.0, 0.0
		for range 600 {
			overall := chance.NormFloat64() - 4*test.growth
			truth, growth := make([]float64, 7), make([]float64, 7)
			for k := range truth {
				truth[k], growth[k] = overall+DefaultTwoLevel.Sigma*chance.NormFloat64(), test.growth*(.5+chance.Float64())
			}
			s := NewState()
			for _, weeks := range []float64{0, 3, 3, 3, 2} {
				s = DefaultTwoLevel.Drift(s, test.drift*weeks)
				for i := range 3 * len(truth) {
					k := i / 3
					if i%3 == 0 {
						truth[k] += growth[k] * weeks
					}
					item := Item{Slope: PriorSlope, Difficulty: .6*chance.NormFloat64() - .2, Guessing: .225, DifficultyVariance: PriorDifficultyVariance}
					actual := Item{Slope: item.Slope, Difficulty: item.Difficulty + .8*chance.NormFloat64(), Guessing: item.Guessing}
					mark := 0.0
					if chance.Float64() < actual.Probability(truth[k]) {
						mark = 1
					}
					s = DefaultTwoLevel.Update(s, string(rune('a'+k)), item, mark)
				}
			}
			for k := range truth {
				x, _ := DefaultTwoLevel.Topic(s, string(rune('a'+k)))
				miss := x.Mean - truth[k]
				square, n = square+miss*miss, n+1
				if math.Abs(miss) < ninetyPercent*x.SD {
					inside++
				}
			}
		}
		near(t, "coverage", inside/n, test.coverage, .015)
		near(t, "RMSE", math.Sqrt(square/n), test.rmse, .02)
	}
}

func TestDriftForgetsNoMoreThanEverything(t *testing.T) {
	s := DefaultTwoLevel.Update(NewState(), "sql", Item{Slope: 1}, 1)
	after := DefaultTwoLevel.Drift(s, 1000)
	near(t, "overall variance", after.Variance, 1, 1e-12)
	near(t, "deviation variance", after.Topics["sql"].Variance, .65*.65, 1e-12)
	if after.Mean != s.Mean || after.Topics["sql"].Deviation != s.Topics["sql"].Deviation || after.Topics["sql"].Answers != 1 {
		t.Errorf("drift moved what it should only widen: %+v", after)
	}
	for _, weeks := range []float64{0, -3, math.NaN()} {
		if same := DefaultTwoLevel.Drift(s, weeks); same.Variance != s.Variance {
			t.Errorf("%g weeks changed the state", weeks)
		}
	}
}
