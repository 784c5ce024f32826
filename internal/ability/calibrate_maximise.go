package ability

import "math"

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
