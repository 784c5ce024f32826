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

const (
	maximiseSteps  = 8
	maximiseCloser = 1e-9
)

// maximise is an M-step: it moves theta to the maximum of the expected complete-data log-likelihood, item by item. Steps that do not climb are halved.
func (f *fit) maximise(theta []float64) {
	f.release(theta)
	var together []int
	var apart []int
	for k, form := range f.forms {
		if form.Slope == CommonSlope {
			together = append(together, k)
		} else {
			apart = append(apart, k)
		}
	}
	onEach(len(apart), func() struct{} { return struct{}{} }, func(i int, _ struct{}) { f.maximiseItem(apart[i], theta) })
	if len(together) > 0 {
		f.maximiseTogether(together, theta)
	}
}

// release lifts guessing parameters off 0 where the likelihood rises with them, which the derivative by logit c cannot show there.
func (f *fit) release(theta []float64) {
	n := len(f.nodes)
	for k, at := range f.places {
		v := f.curve(k, theta)
		if at[guessingPlace] < 0 || v.c > 0 {
			continue
		}
		rise := 0.0
		for q, x := range f.nodes {
			l, rest, _ := logistic(v.a*x + v.d)
			if l > 0 {
				rise += f.right[k*n+q]*rest/l - (f.asked[k*n+q] - f.right[k*n+q])
			}
		}
		if rise > 0 {
			theta[at[guessingPlace]] = -guessingReach + 3
		}
	}
}

func (f *fit) maximiseItem(k int, theta []float64) {
	at := f.places[k]
	s := f.derive(k, theta, true)
	for range maximiseSteps {
		step := solve3(s.curve, s.gradient, at)
		if !f.stepItem(k, theta, &s, step) {
			return
		}
	}
}

// stepItem takes a step, halved until it climbs; false when there is nothing left to climb.
func (f *fit) stepItem(k int, theta []float64, s *derivatives, step [3]float64) bool {
	at := f.places[k]
	var from [3]float64
	size := 0.0
	for i, place := range at {
		if place >= 0 {
			from[i] = theta[place]
			size = math.Max(size, math.Abs(step[i]))
		}
	}
	if size < maximiseCloser {
		return false
	}
	for scale := math.Min(1, 3/size); ; scale /= 2 {
		for i, place := range at {
			if place >= 0 {
				theta[place] = inReach(i, from[i]+scale*step[i])
			}
		}
		if next := f.derive(k, theta, true); next.value >= s.value {
			*s = next
			return true
		}
		if scale*size < maximiseCloser {
			for i, place := range at {
				if place >= 0 {
					theta[place] = from[i]
				}
			}
			return false
		}
	}
}

func inReach(place int, value float64) float64 {
	reach := [3]float64{slopeReach, interceptReach, guessingReach}[place]
	return math.Max(-reach, math.Min(reach, value))
}

// maximiseTogether moves the common slope and what is free beside it. The negative second derivatives have the form of an arrow, so the slope's step comes
// from Schur's complement and each item's from its own block.
func (f *fit) maximiseTogether(items []int, theta []float64) {
	all := make([]derivatives, len(items))
	derive := func() (value float64) {
		onEach(len(items), func() struct{} { return struct{}{} }, func(i int, _ struct{}) { all[i] = f.derive(items[i], theta, true) })
		for i := range all {
			value += all[i].value
		}
		return value
	}
	value := derive()
	from := make([]float64, len(theta))
	step := make([]float64, len(theta))
	for range maximiseSteps {
		copy(from, theta)
		slopeCurve, slopeGradient := 0.0, 0.0
		for i, k := range items {
			s, local := &all[i], places{-1, f.places[k][1], f.places[k][2]}
			byGradient := solve3(s.curve, s.gradient, local)
			bySlope := solve3(s.curve, s.curve[0], local)
			slopeCurve += s.curve[0][0] - s.curve[0][1]*bySlope[1] - s.curve[0][2]*bySlope[2]
			slopeGradient += s.gradient[0] - s.curve[0][1]*byGradient[1] - s.curve[0][2]*byGradient[2]
		}
		if slopeCurve <= 0 {
			return
		}
		step[0] = slopeGradient / slopeCurve
		size := math.Abs(step[0])
		for i, k := range items {
			s, local := &all[i], places{-1, f.places[k][1], f.places[k][2]}
			rest := s.gradient
			rest[1] -= s.curve[0][1] * step[0]
			rest[2] -= s.curve[0][2] * step[0]
			move := solve3(s.curve, rest, local)
			for p := 1; p < 3; p++ {
				if local[p] >= 0 {
					step[local[p]] = move[p]
					size = math.Max(size, math.Abs(move[p]))
				}
			}
		}
		climbed := false
		for scale := math.Min(1, 3/math.Max(size, 1e-300)); scale*size >= maximiseCloser; scale /= 2 {
			theta[0] = inReach(slopePlace, from[0]+scale*step[0])
			for _, k := range items {
				for p := 1; p < 3; p++ {
					if place := f.places[k][p]; place >= 0 {
						theta[place] = inReach(p, from[place]+scale*step[place])
					}
				}
			}
			if next := derive(); next >= value {
				value, climbed = next, true
				break
			}
		}
		if !climbed {
			copy(theta, from)
			return
		}
	}
}

// solve3 solves the system of the free rows and columns, of which there are at most three, by Gauss elimination with a little added to the diagonal. What
// is not free gets 0.
func solve3(matrix [3][3]float64, right [3]float64, free places) (x [3]float64) {
	var index [3]int
	n := 0
	for i, place := range free {
		if place >= 0 {
			index[n] = i
			n++
		}
	}
	var m [3][4]float64
	for i := range n {
		for j := range n {
			m[i][j] = matrix[index[i]][index[j]]
		}
		m[i][i] += 1e-10 + 1e-10*m[i][i]
		m[i][3] = right[index[i]]
	}
	for i := range n {
		if m[i][i] <= 0 {
			return x
		}
		for j := i + 1; j < n; j++ {
			factor := m[j][i] / m[i][i]
			for k := i; k < n; k++ {
				m[j][k] -= factor * m[i][k]
			}
			m[j][3] -= factor * m[i][3]
		}
	}
	for i := n - 1; i >= 0; i-- {
		sum := m[i][3]
		for j := i + 1; j < n; j++ {
			sum -= m[i][j] * x[index[j]]
		}
		x[index[i]] = sum / m[i][i]
	}
	return x
}
