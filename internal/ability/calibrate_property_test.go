package ability

import (
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// The standard errors are those of second differences of the log posterior of the parameters, whatever the model, the priors and what is missing.
func TestStandardErrorsAreThoseOfTheNumericalHessian(t *testing.T) {
	sparse, _, _ := drawn(5, 1500, 6, .6)
	full, _, _ := drawn(6, 1500, 5, 0)
	living := TwoPL.Forms(5, Figure{}, false)
	for j := range living {
		living[j].Difficulty, living[j].LogSlope = Normal{.3, .8}, Normal{math.Log(1.2), .3}
	}
	for name, test := range map[string]struct {
		answers []Answers
		forms   []ItemForm
	}{
		"1PL":                       {full, maximumLikelihood(OnePL, 5)},
		"1PL, priors, missing":      {sparse, OnePL.Forms(6, Figure{}, true)},
		"2PL, missing":              {sparse, maximumLikelihood(TwoPL, 6)},
		"2PL, prior of generation":  {full, living},
		"3PL, priors":               {full, ThreePL.Forms(5, Figure{}, true)},
		"3PL, given, missing":       {sparse, ThreePL.Forms(6, Known(.2), true)},
		"1PL, free guessing, prior": {full, freeGuessing(5)},
	} {
		t.Run(name, func(t *testing.T) {
			usable := make([]int, len(test.answers))
			for j := range usable {
				usable[j] = j
			}
			f := newFit(test.answers, test.forms, usable, CalibrationLimits{})
			f.climb()
			if !f.converged {
				t.Fatalf("not converged: %v", f.distance)
			}
			f.pass()
			analytic := f.information()
			n := len(f.theta)
			at := func(i, j int, di, dj float64) float64 {
				old := append([]float64(nil), f.theta...)
				f.theta[i] += di
				f.theta[j] += dj
				f.pass()
				value := f.loglik + f.logPrior(f.theta)
				copy(f.theta, old)
				return value
			}
			const h = 1e-3
			// product of the inverse and the numerical matrix must be the identity.
			numeric := make([][]float64, n)
			for i := range numeric {
				numeric[i] = make([]float64, n)
				for j := range numeric[i] {
					numeric[i][j] = -(at(i, j, h, h) - at(i, j, h, -h) - at(i, j, -h, h) + at(i, j, -h, -h)) / (4 * h * h)
				}
			}
			for i := range n {
				for j := range n {
					sum := 0.0
					for k := range n {
						sum += analytic.at(i, k) * numeric[k][j]
					}
					want := 0.0
					if i == j {
						want = 1
					}
					near(t, "inverse times Hessian", sum, want, 2e-3)
				}
			}
		})
	}
}

func freeGuessing(n int) []ItemForm {
	forms := OnePL.Forms(n, Figure{}, true)
	for j := range forms {
		forms[j].FreeGuessing, forms[j].Guessing = true, .2
	}
	return forms
}

// The information is the same however it is added up: from people with few and with many answers, by polynomials or node by node.
func TestInformationIsThatOfTheDefinition(t *testing.T) {
	answers, _, _ := drawn(9, 300, 40, .9)
	full, _, _ := drawn(9, 300, 40, 0)
	for j := range answers {
		copy(answers[j].Codes[:40], full[j].Codes[:40]) // forty people answer everything
	}
	usable := make([]int, len(answers))
	for j := range usable {
		usable[j] = j
	}
	for _, forms := range [][]ItemForm{TwoPL.Forms(40, Figure{}, true), OnePL.Forms(40, Figure{}, true), ThreePL.Forms(40, Figure{}, true)} {
		f := newFit(answers, forms, usable, CalibrationLimits{})
		f.pass()
		size := len(f.theta)
		row := make([]int, size)
		for i := range row {
			row[i] = i
		}
		got := mat.NewSymDense(size, nil)
		l := newLosses(f, row, size)
		l.subtractFrom(got)
		want := make([]float64, size*size)
		posterior, score := make([]float64, len(f.nodes)), make([]float64, size)
		for i, count := range f.answers.count {
			_, low, high := f.posterior(i, posterior)
			kinds := map[uint32]bool{} // right or not, of what was asked
			for k := range uint32(len(forms)) {
				if f.answers.dense[i] {
					kinds[k] = false
				}
			}
			for _, k := range f.answers.others(i) {
				if f.answers.dense[i] {
					delete(kinds, k)
				} else {
					kinds[k] = false
				}
			}
			for _, k := range f.answers.rights(i) {
				kinds[k] = true
			}
			mean := make([]float64, size)
			for q := low; q < high; q++ {
				clear(score)
				for k, right := range kinds {
					r := 0.0
					if right {
						r = 1
					}
					s := f.curve(int(k), f.theta).complete(f.nodes[q:q+1], []float64{r}, []float64{1}, f.places[k], false)
					for p, place := range f.places[k] {
						if place >= 0 {
							score[place] += s.gradient[p]
						}
					}
				}
				for a := range size {
					mean[a] += posterior[q] * score[a]
					for b := range a + 1 {
						want[a*size+b] += count * posterior[q] * score[a] * score[b]
					}
				}
			}
			for a := range size {
				for b := range a + 1 {
					want[a*size+b] -= count * mean[a] * mean[b]
				}
			}
		}
		for a := range size {
			for b := range a + 1 {
				near(t, "lost information", -got.At(a, b), want[a*size+b], 1e-3)
			}
		}
	}
}

// The G2 and X2 of the patterns of LSAT-7 under the 2PL.
func TestPatternFitMeetsLSAT7(t *testing.T) {
	items := binary(patterns(lsat7))
	f := newFit(items, maximumLikelihood(TwoPL, 5), []int{0, 1, 2, 3, 4}, CalibrationLimits{})
	f.climb()
	if len(f.answers.count) != 32 {
		t.Fatalf("%d patterns", len(f.answers.count))
	}
	g2, x2 := 0.0, 0.0
	posterior := make([]float64, len(f.nodes))
	for i, count := range f.answers.count {
		logSum, _, _ := f.posterior(i, posterior)
		e := 1000 * math.Exp(logSum)
		g2 += 2 * count * math.Log(count/e)
		x2 += (count - e) * (count - e) / e
	}
	near(t, "G2", g2, 31.70054, 1e-3)
	near(t, "X2", x2, 32.48419, 1e-3)
}

// The same bytes on one processor and on several, and for any order of the people; other orders of the items give the same figures to rounding.
func TestCalibrationDependsOnNoProcessorAndNoOrder(t *testing.T) {
	answers, _, _ := drawn(8, 700, 30, .2)
	forms := TwoPL.Forms(30, Figure{}, true)
	want := Calibrate(answers, forms, CalibrationLimits{})
	old := runtime.GOMAXPROCS(1)
	one := Calibrate(answers, forms, CalibrationLimits{})
	runtime.GOMAXPROCS(7)
	seven := Calibrate(answers, forms, CalibrationLimits{})
	runtime.GOMAXPROCS(old)
	if !reflect.DeepEqual(one, want) || !reflect.DeepEqual(seven, want) {
		t.Error("the figures depend on the number of processors")
	}
	order := rand.New(rand.NewPCG(1, 1)).Perm(700)
	shuffled := make([]Answers, 30)
	for j, item := range answers {
		shuffled[j] = Answers{Max: item.Max, Marks: []float64{0, 1, 0}, Codes: make([]uint16, 700)} // and the codes of right and wrong change places
		for i, person := range order {
			shuffled[j].Codes[i] = []uint16{0, 2, 1}[item.Codes[person]]
		}
	}
	if got := Calibrate(shuffled, forms, CalibrationLimits{}); !reflect.DeepEqual(got, want) {
		t.Error("the figures depend on the order of the people")
	}
	reversed := make([]Answers, 30)
	for j := range reversed {
		reversed[j] = answers[29-j]
	}
	got := Calibrate(reversed, forms, CalibrationLimits{})
	near(t, "log-likelihood", got.Loglik.value, want.Loglik.value, 1e-6)
	for j := range reversed {
		near(t, "a", got.Items[j].A.value, want.Items[29-j].A.value, 1e-4)
		near(t, "b", got.Items[j].B.value, want.Items[29-j].B.value, 1e-4)
		near(t, "SE(b)", got.Items[j].SEB.value, want.Items[29-j].SEB.value, 1e-3)
	}
}

// Turning right into wrong turns the scale around.
func TestCalibrationIsSymmetric(t *testing.T) {
	answers, _, _ := drawn(8, 800, 10, .1)
	turned := make([]Answers, len(answers))
	for j, item := range answers {
		turned[j] = Answers{Max: 3, Marks: []float64{0, 3, 0}, Codes: item.Codes}
	}
	a, b := fitted(t, answers, maximumLikelihood(TwoPL, 10)), fitted(t, turned, maximumLikelihood(TwoPL, 10))
	near(t, "log-likelihood", b.Loglik.value, a.Loglik.value, 1e-6)
	for j := range answers {
		near(t, "a", b.Items[j].A.value, a.Items[j].A.value, 1e-4)
		near(t, "b", b.Items[j].B.value, -a.Items[j].B.value, 1e-4)
	}
}

// Items that cannot be calibrated have no figures and a reason, and the others have those that they have without them.
func TestDegenerateItemsAreLeftOut(t *testing.T) {
	answers, _, _ := drawn(3, 400, 8, .1)
	forms := maximumLikelihood(TwoPL, 8)
	want := fitted(t, answers, forms)
	constant := func(code uint16, marks ...float64) Answers {
		a := Answers{Max: 1, Marks: marks, Codes: make([]uint16, 400)}
		for i := range a.Codes {
			a.Codes[i] = code
		}
		return a
	}
	partial := constant(1, 0, 1, .5)
	partial.Codes[7] = 2
	more := append([]Answers{constant(1, 0, 1), constant(1, 0, 0), constant(0, 0), partial}, answers...)
	got := fitted(t, more, maximumLikelihood(TwoPL, 12))
	for j, why := range []Why{AllRight, AllWrong, NeverAsked, PartialMarks} {
		item := got.Items[j]
		if item.Why != why || item.A.known || item.B.known || item.C.known || item.D.known || item.SEA.known || item.SEB.known || item.SED.known {
			t.Errorf("item %d: %+v", j, item)
		}
		if _, known := item.Item(); known {
			t.Errorf("item %d can be scored with", j)
		}
	}
	if got.Items[0].People != 400 || got.Items[2].People != 0 {
		t.Errorf("people are %d and %d", got.Items[0].People, got.Items[2].People)
	}
	for j, item := range want.Items {
		near(t, "a", got.Items[4+j].A.value, item.A.value, 1e-9)
		near(t, "SE(d)", got.Items[4+j].SED.value, item.SED.value, 1e-9)
	}
	near(t, "log-likelihood", got.Loglik.value, want.Loglik.value, 1e-9)
}

// An item that sorts people without an error has no finite slope. It has no figures, and the fit of the others ends well.
func TestAnItemWithoutAFiniteSlopeIsLeftOut(t *testing.T) {
	answers, _, thetas := drawn(12, 500, 20, 0)
	for i, theta := range thetas {
		answers[0].Codes[i] = 1
		if theta > .1 {
			answers[0].Codes[i] = 2
		}
		answers[1].Codes[i] = answers[0].Codes[i]
	}
	c := fitted(t, answers, maximumLikelihood(TwoPL, 20))
	for j, item := range c.Items {
		if (item.Why == NoFiniteSlope) != (j < 2) || item.A.known == (j < 2) {
			t.Errorf("item %d: %+v", j, item)
		}
	}
}

// What the answers cannot tell is not called converged and has no standard errors: two items have three frequencies for four parameters.
func TestWhatIsNotDeterminedIsSaid(t *testing.T) {
	answers, _, _ := drawn(3, 400, 2, 0)
	for _, items := range [][]Answers{answers, answers[:1]} {
		c := Calibrate(items, maximumLikelihood(TwoPL, len(items)), CalibrationLimits{})
		if c.Converged || c.Items[0].SEA.known || c.Items[0].Why != NotDetermined {
			t.Errorf("%d items: %+v", len(items), c)
		}
	}
}

func TestNobodyAndNothingAreCalibratedWithoutAPanic(t *testing.T) {
	for name, answers := range map[string][]Answers{"nothing": nil, "nobody": {{Max: 1, Marks: []float64{0}}}, "one": {{Max: 1, Marks: []float64{0, 1}, Codes: []uint16{1}}},
		"all missing": {{Max: 1, Marks: []float64{0, 1}, Codes: []uint16{0, 0}}}} {
		for _, model := range []Model{OnePL, TwoPL, ThreePL} {
			c := Calibrate(answers, model.Forms(len(answers), Figure{}, true), CalibrationLimits{})
			if c.Converged || c.Loglik.known || c.People != 0 {
				t.Errorf("%s: %+v", name, c)
			}
		}
	}
}

// The work ends when it is told to, and says that it has not converged.
func TestCalibrationEndsWhenTold(t *testing.T) {
	answers, _, _ := drawn(3, 400, 10, 0)
	for limit := range 12 {
		c := Calibrate(answers, TwoPL.Forms(10, Figure{}, true), CalibrationLimits{Going: func(n int) bool { return n < limit }})
		if c.Converged && limit < 6 || c.Iterations > limit+1 || !c.Loglik.known {
			t.Errorf("told to end after %d passes: %d, converged %v", limit, c.Iterations, c.Converged)
		}
	}
	if c := Calibrate(answers, TwoPL.Forms(10, Figure{}, true), CalibrationLimits{Iterations: 3}); c.Converged || c.Iterations > 4 {
		t.Errorf("three passes: %d, converged %v", c.Iterations, c.Converged)
	}
}
