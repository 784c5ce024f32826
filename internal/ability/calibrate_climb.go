package ability

import "math"

// Tolerances of the climb, in logits: EM stops when a step moves nothing by more than one of emCloser, and Newton's steps take over; the fit has converged
// when the last of them would move nothing by newtonDone.
var emCloser = []float64{1e-3, 1e-4, 1e-5, 1e-6}

const (
	newtonDone   = 1e-4
	newtonTarget = 1e-6
	newtonPasses = 12
	// refresh is how far Newton's steps may have moved before the curvature, and with it the standard errors, is computed anew.
	// Where the curvature is cheap, in multiplications, it is computed anew after moves of exact.
	refresh = 2e-3
	exact   = 1e-6
	cheap   = 1e8
)

// climb brings theta to the maximum of the marginal likelihood times the prior. EM alone is slow near it, and Newton's method alone is unsafe far from it.
func (f *fit) climb() {
	for _, closer := range emCloser {
		f.em(closer)
		if f.stopped || len(f.runaways()) > 0 {
			break
		}
		if f.newton() {
			return
		}
		if f.stopped {
			break
		}
	}
	f.final()
}

// final leaves a fit that was not finished with the likelihood of its last theta.
func (f *fit) final() {
	f.converged = false
	if f.covariance.why == "" {
		f.covariance = covariance{why: NotConverged}
	}
	f.pass()
	f.iterations--
}

// em repeats E and M steps, three to a cycle of SQUAREM: two make an extrapolation, which is kept if it is no less likely, and the third steadies it.
func (f *fit) em(closer float64) {
	n := len(f.theta)
	first, second, third := make([]float64, n), make([]float64, n), make([]float64, n)
	for !f.stopped {
		copy(first, f.theta)
		f.pass()
		f.maximise(f.theta)
		copy(second, f.theta)
		if largest(first, second) < closer || f.stopped {
			return
		}
		f.pass()
		before := f.loglik + f.logPrior(f.theta)
		f.maximise(f.theta)
		copy(third, f.theta)
		if largest(second, third) < closer || f.stopped || len(f.runaways()) > 0 {
			return
		}
		r, v := 0.0, 0.0
		for i := range first {
			d, e := second[i]-first[i], third[i]-second[i]
			r += d * d
			v += (e - d) * (e - d)
		}
		if v == 0 {
			continue
		}
		length := math.Max(1, math.Sqrt(r/v))
		for i := range first {
			d, e := second[i]-first[i], third[i]-second[i]
			f.theta[i] = first[i] + 2*length*d + length*length*(e-d)
		}
		if !f.inside() || math.IsInf(f.logPrior(f.theta), 0) {
			copy(f.theta, third)
			continue
		}
		f.pass()
		if after := f.loglik + f.logPrior(f.theta); !(after >= before) {
			copy(f.theta, third)
			continue
		}
		f.maximise(f.theta)
	}
}

// inside says whether theta is well within the bounds.
func (f *fit) inside() bool {
	for k := range f.forms {
		v := f.curve(k, f.theta)
		if !(math.Abs(v.a) < slopeReach && math.Abs(v.d) < interceptReach && v.logitC < guessingReach-1) {
			return false
		}
	}
	return true
}

func largest(a, b []float64) float64 {
	most := 0.0
	for i := range a {
		most = math.Max(most, math.Abs(a[i]-b[i]))
	}
	return most
}

// newton ends the climb with steps of the observed information, which is computed once and again if the steps were long. It reports whether they arrived;
// if not, theta is where it was.
func (f *fit) newton() bool {
	start := append([]float64(nil), f.theta...)
	f.pass()
	height := f.loglik + f.logPrior(f.theta)
	for range 3 {
		f.covariance = f.information()
		if !f.covariance.known() {
			return false
		}
		moved := append([]float64(nil), f.theta...)
		arrived := false
		for range newtonPasses {
			step := f.covariance.times(f.gradient())
			size := 0.0
			for _, value := range step {
				size = math.Max(size, math.Abs(value))
			}
			f.distance = Known(size)
			if size < newtonTarget {
				arrived = true
				break
			}
			if f.stopped {
				break
			}
			old := append([]float64(nil), f.theta...)
			for i, value := range step {
				f.theta[i] += value
			}
			lower := true
			if size < 1 && f.inside() && !math.IsInf(f.logPrior(f.theta), 0) {
				f.pass()
				next := f.loglik + f.logPrior(f.theta)
				// Near the top, rounding alone can lower a sum of a million logarithms.
				lower = next < height-1e-11*math.Abs(height)
				height = math.Max(height, next)
			}
			if lower {
				copy(f.theta, old)
				f.pass()
				arrived = size < newtonDone
				break
			}
		}
		if size, _ := f.distance.Value(); !arrived && size >= newtonDone {
			copy(f.theta, start)
			return false
		}
		if d := largest(moved, f.theta); d < exact || d < refresh && f.informationCost() > cheap {
			f.converged = true
			return true
		}
	}
	f.converged = true
	return true
}

// informationCost is about how many multiplications the information matrix takes.
func (f *fit) informationCost() float64 {
	return float64(len(f.answers.count)) * float64(len(f.theta)) * float64(len(f.theta)) * 5
}

// gradient is that of the log posterior of the parameters, after a pass at theta: by Fisher's identity it is that of the expected complete data.
func (f *fit) gradient() []float64 {
	gradient := make([]float64, len(f.theta))
	for k, at := range f.places {
		s := f.derive(k, f.theta, false)
		for p, place := range at {
			if place >= 0 {
				gradient[place] += s.gradient[p]
			}
		}
	}
	return gradient
}
