package ability

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Parameters that made the answers are found again, by the gates of a reference simulation with priors, and ranges hold them as often as they say. With 100
// people the prior, whose centre is a slope of 1, draws slopes of about 1.25 down by 0.11.
func TestCalibrationRecoversParameters(t *testing.T) {
	if testing.Short() {
		t.Skip("fits a hundred tests")
	}
	for _, gate := range []struct {
		people, items    int
		missing          float64
		rmseA, rmseB, rB float64
	}{{100, 20, 0, .36, .40, .9}, {250, 20, 0, .26, .26, .975}, {500, 20, 0, .19, .18, .985}, {1000, 20, 0, .19, .13, .985}, {2000, 60, .67, .19, .18, .985}} {
		var errorsA, errorsB, bias, sumB, sumT, crossB, squareB, squareT, n, inside float64
		repetitions := 20
		if gate.people >= 2000 {
			repetitions = 6 // whose figures vary less, and which take longer
		}
		for seed := range repetitions {
			answers, truth, _ := drawn(uint64(100+seed), gate.people, gate.items, gate.missing)
			c := Calibrate(answers, TwoPL.Forms(gate.items, Figure{}, true), CalibrationLimits{})
			if !c.Converged {
				t.Errorf("%d people, seed %d: not converged", gate.people, seed)
			}
			for j, item := range c.Items {
				if !item.A.known {
					continue
				}
				a, b := item.A.value-truth[j].Slope, item.B.value-truth[j].Difficulty
				errorsA, errorsB, bias, n = errorsA+a*a, errorsB+b*b, bias+a, n+1
				sumB, sumT = sumB+item.B.value, sumT+truth[j].Difficulty
				crossB, squareB, squareT = crossB+item.B.value*truth[j].Difficulty, squareB+item.B.value*item.B.value, squareT+truth[j].Difficulty*truth[j].Difficulty
				if math.Abs(b) < 1.96*item.SEB.value {
					inside++
				}
			}
		}
		rmseA, rmseB := math.Sqrt(errorsA/n), math.Sqrt(errorsB/n)
		r := (crossB - sumB*sumT/n) / math.Sqrt((squareB-sumB*sumB/n)*(squareT-sumT*sumT/n))
		t.Logf("%d x %d, %g missing: RMSE a %.3f (gate %.2f), b %.3f (gate %.2f), r(b) %.3f (gate %.3f), bias a %.3f, 95 %% ranges of b hold %.3f", gate.people, gate.items, gate.missing, rmseA, gate.rmseA, rmseB, gate.rmseB, r, gate.rB, bias/n, inside/n)
		if rmseA > gate.rmseA || rmseB > gate.rmseB || r < gate.rB || math.Abs(bias/n) > .1 && gate.people > 100 || inside/n < .9 || inside/n > .99 {
			t.Error("outside the gates")
		}
	}
}

// Guessing that made the answers is found about right where there are many, and the fit beats one without guessing.
func TestThreeParametersAreRecovered(t *testing.T) {
	chance := rand.New(rand.NewPCG(21, 3))
	const people, n = 4000, 30
	answers, truth := make([]Answers, n), make([]Item, n)
	for j := range truth {
		truth[j] = Item{Slope: 1.5, Difficulty: 1.2 * chance.NormFloat64(), Guessing: .15 + .15*chance.Float64()}
		answers[j] = Answers{Max: 1, Marks: []float64{0, 0, 1}, Codes: make([]uint16, people)}
	}
	for i := range people {
		theta := chance.NormFloat64()
		for j := range truth {
			answers[j].Codes[i] = 1
			if chance.Float64() < truth[j].Probability(theta) {
				answers[j].Codes[i] = 2
			}
		}
	}
	three, two := fitted(t, answers, ThreePL.Forms(n, Figure{}, true)), fitted(t, answers, TwoPL.Forms(n, Figure{}, true))
	if three.Loglik.value < two.Loglik.value+50 {
		t.Errorf("3PL %.1f, 2PL %.1f", three.Loglik.value, two.Loglik.value)
	}
	errorsB, errorsC := 0.0, 0.0
	for j, item := range three.Items {
		errorsB += math.Pow(item.B.value-truth[j].Difficulty, 2) / n
		errorsC += math.Pow(item.C.value-truth[j].Guessing, 2) / n
	}
	t.Logf("RMSE b %.3f, c %.3f", math.Sqrt(errorsB), math.Sqrt(errorsC))
	if math.Sqrt(errorsB) > .2 || math.Sqrt(errorsC) > .06 {
		t.Error("too far from the truth")
	}
}

func FuzzCalibrate(f *testing.F) {
	f.Add(uint64(1), uint8(20), uint8(4), uint8(2), uint8(30), true)
	f.Add(uint64(2), uint8(3), uint8(2), uint8(3), uint8(80), false)
	f.Fuzz(func(t *testing.T, seed uint64, people, items, model, missing uint8, priors bool) {
		answers, _, _ := drawn(seed, int(people%64), int(items%8), float64(missing%100)/100)
		c := Calibrate(answers, (Model(model%3)+OnePL).Forms(len(answers), Figure{}, priors), CalibrationLimits{Iterations: 300})
		for j, item := range c.Items {
			if item.A.known != item.D.known || item.A.known && item.Why == "" && !item.SED.known || !item.A.known && item.Why == "" {
				t.Fatalf("item %d: %+v", j, item)
			}
			if c.Converged && item.A.known && !item.SED.known {
				t.Fatalf("converged without a standard error: %+v", item)
			}
		}
		if c.Loglik.known && c.Loglik.value > 1e-9 {
			t.Fatalf("log-likelihood %g", c.Loglik.value)
		}
	})
}
