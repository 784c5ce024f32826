package ability

import "testing"

// binary makes answers of rows of 0, 1 and a negative mark for not asked.
func binary(rows [][]float64) []Answers { return table(rows, 1) }

// absolute compares a figure that must be there.
func absolute(t *testing.T, what string, got Figure, want, tolerance float64) {
	t.Helper()
	value, known := got.Value()
	if !known {
		t.Errorf("%s is absent, want %g", what, want)
		return
	}
	near(t, what, value, want, tolerance)
}

func maximumLikelihood(m Model, n int) []ItemForm { return m.Forms(n, Figure{}, false) }

func fitted(t *testing.T, items []Answers, forms []ItemForm) Calibration {
	t.Helper()
	c := Calibrate(items, forms, CalibrationLimits{})
	if !c.Converged {
		t.Errorf("not converged after %d passes, %v from the top", c.Iterations, c.Distance)
	}
	t.Logf("%d passes, distance %.1e, log-likelihood %.4f", c.Iterations, c.Distance.value, c.Loglik.value)
	return c
}

func TestCalibrateMeetsLSAT(t *testing.T) {
	six, seven := binary(patterns(lsat6)), binary(patterns(lsat7))
	common := func(a float64) []float64 { return []float64{a, a, a, a, a} }
	rasch := OnePL.Forms(5, Figure{}, false)
	for j := range rasch {
		rasch[j].Slope, rasch[j].SlopeAt = GivenSlope, 1
	}
	for _, test := range []struct {
		name                 string
		items                []Answers
		forms                []ItemForm
		loglik               float64
		a, b, c, d, seA, seD []float64
		seTo                 float64
	}{
		{name: "LSAT6 Rasch", items: six, forms: rasch, loglik: -2473.054, a: common(1), b: []float64{-2.872, -1.063, -.258, -1.388, -2.219}},
		{name: "LSAT6 1PL", items: six, forms: maximumLikelihood(OnePL, 5), loglik: -2466.9376, a: common(.7551), d: []float64{2.7300, .9986, .2399, 1.3065, 2.0994},
			b: []float64{-3.6153, -1.3224, -.3176, -1.7301, -2.7802}, seA: common(.0694), seD: []float64{.1304, .0792, .0718, .0846, .1054}, seTo: .0002},
		{name: "LSAT6 2PL", items: six, forms: maximumLikelihood(TwoPL, 5), loglik: -2466.6534, a: []float64{.8257, .7227, .8909, .6884, .6569},
			d: []float64{2.7732, .9902, .2491, 1.2848, 2.0533}, b: []float64{-3.3588, -1.3701, -.2797, -1.8664, -3.1259}},
		{name: "LSAT6 2PL guessing .2", items: six, forms: TwoPL.Forms(5, Known(.2), false), loglik: -2466.8174, a: []float64{.8464, .8482, 1.2475, .7639, .7095},
			d: []float64{2.5273, .6454, -.3070, .9728, 1.7993}, b: []float64{-2.986, -.7609, .2461, -1.2736, -2.536}},
		{name: "LSAT7 1PL", items: seven, forms: maximumLikelihood(OnePL, 5), loglik: -2664.9009, a: common(1.0113), d: []float64{1.8683, .7910, 1.4610, .5215, 1.9930},
			b: []float64{-1.8474, -.7822, -1.4447, -.5157, -1.9708}},
		{name: "LSAT7 2PL", items: seven, forms: maximumLikelihood(TwoPL, 5), loglik: -2658.8051, a: []float64{.987546, 1.080837, 1.707478, .764990, .735673},
			d: []float64{1.855856, .807970, 1.805207, .486000, 1.854458}, b: []float64{-1.8793, -.7475, -1.0572, -.6353, -2.5208},
			seA: []float64{.1772, .1688, .3211, .1341, .1511}, seD: []float64{.1315, .0912, .2048, .0749, .1144}, seTo: .0003},
		{name: "LSAT7 2PL guessing .2", items: seven, forms: TwoPL.Forms(5, Known(.2), false), loglik: -2659.3346, a: []float64{1.0835, 1.4476, 2.1207, .9110, .8053},
			d: []float64{1.5829, .4028, 1.5552, .0397, 1.5903}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := fitted(t, test.items, test.forms)
			if c.People != 1000 {
				t.Errorf("%d people", c.People)
			}
			absolute(t, "log-likelihood", c.Loglik, test.loglik, .002)
			for j, item := range c.Items {
				t.Logf("item %d: a %.4f b %.4f c %.4f d %.4f se a %.4f b %.4f d %.4f %s", j+1, item.A.value, item.B.value, item.C.value, item.D.value, item.SEA.value, item.SEB.value, item.SED.value, item.Why)
				for _, known := range []struct {
					what      string
					got       Figure
					want      []float64
					tolerance float64
				}{{"a", item.A, test.a, .003}, {"b", item.B, test.b, .003}, {"c", item.C, test.c, .003}, {"d", item.D, test.d, .003}, {"SE(a)", item.SEA, test.seA, test.seTo}, {"SE(d)", item.SED, test.seD, test.seTo}} {
					if known.want != nil {
						absolute(t, known.what, known.got, known.want[j], known.tolerance)
					}
				}
			}
		})
	}
	free, fixed := Calibrate(six, maximumLikelihood(OnePL, 5), CalibrationLimits{}), Calibrate(six, rasch, CalibrationLimits{})
	near(t, "likelihood ratio of the Rasch model", 2*(free.Loglik.value-fixed.Loglik.value), 12.23, .005)
	near(t, "latent variance", free.Items[0].A.value*free.Items[0].A.value, .57, .005)

}

// The fit of ltm with a common slope and free guessing stops before the top: its parameters have the likelihood that it prints, and there are better ones.
// The likelihood is nearly flat in guessing, so the parameters themselves say little.
func TestCalibrateClimbsHigherThanAFlatFitOfLtm(t *testing.T) {
	items := binary(patterns(lsat6))
	forms := OnePL.Forms(5, Figure{}, false)
	for j := range forms {
		forms[j].FreeGuessing, forms[j].Guessing = true, .2
	}
	published := newFit(items, forms, []int{0, 1, 2, 3, 4}, CalibrationLimits{})
	published.theta[0] = .846
	c, b := []float64{.083, .196, .008, .257, .496}, []float64{-3.177, -.772, -.271, -1.033, -1.433}
	for k, at := range published.places {
		published.theta[at[interceptPlace]], published.theta[at[guessingPlace]] = -.846*b[k], logit(c[k])
	}
	published.pass()
	near(t, "log-likelihood of the published parameters", published.loglik, -2466.731, .002)
	best := 0.0
	for i, start := range []float64{.02, .1, .2, .3, .5} {
		for j := range forms {
			forms[j].Guessing = start
		}
		c := fitted(t, items, forms)
		for j, item := range c.Items {
			t.Logf("item %d: a %.4f b %.4f c %.4f", j+1, item.A.value, item.B.value, item.C.value)
		}
		if c.Loglik.value < published.loglik {
			t.Errorf("from guessing %g the fit reaches %.4f, below %.4f", start, c.Loglik.value, published.loglik)
		}
		if i == 0 {
			best = c.Loglik.value
		}
		near(t, "log-likelihood from another start", c.Loglik.value, best, .001)
	}
}
