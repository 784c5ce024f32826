package ability

import "math"

// derivatives are a log-likelihood with its gradient and its negative second derivatives by a, d and logit c.
type derivatives struct {
	value    float64
	gradient [3]float64
	curve    [3][3]float64
}

// complete computes the derivatives of an item's expected complete-data log-likelihood sum_q r log P + (n-r) log Q. With rho = L/P, log P has the
// derivatives rho-L by eta = aX+d and (1-L)/P by c, and log Q has -L and -1/(1-c). In place of the second derivatives, scoring takes their expectations,
// which are never negative definite.
func (v curve) complete(nodes, right, asked []float64, free places, scoring bool) (s derivatives) {
	kappa := v.c * (1 - v.c) // dc/dlogit c
	guess := free[guessingPlace] >= 0 && v.c > 0
	for q, x := range nodes {
		r, n := right[q], asked[q]
		if n <= 0 {
			continue
		}
		logP, logQ := v.logs(x)
		s.value += r*logP + (n-r)*logQ
		l, rest, _ := logistic(v.a*x + v.d)
		rho, p := 1.0, l
		if v.c > 0 {
			p = l + v.c*rest
			rho = l / p
		}
		eta := r*rho - n*l
		curveEta := n*l*rest - r*rho*(1-rho)
		if scoring && v.c > 0 {
			curveEta = n * (1 - v.c) * rest * l * rho
		}
		s.gradient[0] += x * eta
		s.gradient[1] += eta
		s.curve[0][0] += x * x * curveEta
		s.curve[0][1] += x * curveEta
		s.curve[1][1] += curveEta
		if !guess {
			continue
		}
		byC := rest / p
		cross := r * rho * byC // -d2/deta dc
		curveC := r*byC*byC + (n-r)/((1-v.c)*(1-v.c))
		gradientC := r*byC - (n-r)/(1-v.c)
		curveC = kappa*kappa*curveC - kappa*(1-2*v.c)*gradientC
		if scoring {
			cross = n * l * byC
			curveC = kappa * kappa * n * byC / (1 - v.c)
		}
		s.gradient[2] += kappa * gradientC
		s.curve[0][2] += x * kappa * cross
		s.curve[1][2] += kappa * cross
		s.curve[2][2] += curveC
	}
	s.mirror()
	return s
}

func (s *derivatives) mirror() {
	s.curve[1][0], s.curve[2][0], s.curve[2][1] = s.curve[0][1], s.curve[0][2], s.curve[1][2]
}

// prior adds the log of an item's prior. withSlope is false for a common slope whose prior another item has.
func (s *derivatives) prior(form ItemForm, v curve, free places, withSlope, scoring bool) {
	if p := form.LogSlope; p.SD > 0 && free[slopePlace] >= 0 && withSlope {
		if v.a <= 0 {
			s.value = math.Inf(-1)
			return
		}
		z, w := math.Log(v.a)-p.Mean, 1/(p.SD*p.SD)
		s.value -= z * z * w / 2
		s.gradient[0] -= z * w / v.a
		if second := (1 - z) * w / (v.a * v.a); !scoring || second > 0 {
			s.curve[0][0] += second
		}
	}
	if p := form.Intercept; p.SD > 0 {
		z, w := v.d-p.Mean, 1/(p.SD*p.SD)
		s.value -= z * z * w / 2
		s.gradient[1] -= z * w
		s.curve[1][1] += w
	}
	if p := form.Difficulty; p.SD > 0 && v.a != 0 {
		b := -v.d / v.a
		z, w := b-p.Mean, 1/(p.SD*p.SD)
		byA, byD := -b/v.a, -1/v.a
		s.value -= z * z * w / 2
		s.gradient[0] -= z * w * byA
		s.gradient[1] -= z * w * byD
		s.curve[0][0] += w * byA * byA
		s.curve[0][1] += w * byA * byD
		s.curve[1][1] += w * byD * byD
		if !scoring {
			s.curve[0][0] += z * w * 2 * b / (v.a * v.a)
			s.curve[0][1] += z * w / (v.a * v.a)
		}
	}
	if p := form.LogitGuessing; p.SD > 0 && free[guessingPlace] >= 0 {
		z, w := v.logitC-p.Mean, 1/(p.SD*p.SD)
		s.value -= z * z * w / 2
		s.gradient[2] -= z * w
		s.curve[2][2] += w
	}
	s.mirror()
}

// derive computes an item's derivatives under the current expected counts, with its prior.
func (f *fit) derive(k int, theta []float64, scoring bool) derivatives {
	n, v := len(f.nodes), f.curve(k, theta)
	s := v.complete(f.nodes, f.right[k*n:(k+1)*n], f.asked[k*n:(k+1)*n], f.places[k], scoring)
	s.prior(f.forms[k], v, f.places[k], f.forms[k].Slope != CommonSlope || k == f.common, scoring)
	return s
}

// logPrior is the log density of theta under the priors, but for a constant.
func (f *fit) logPrior(theta []float64) float64 {
	var s derivatives
	for k, form := range f.forms {
		s.prior(form, f.curve(k, theta), f.places[k], form.Slope != CommonSlope || k == f.common, false)
	}
	return s.value
}
