package ability

import (
	"math"
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
