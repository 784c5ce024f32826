package ability

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// losses adds up the posterior covariances of the people's scores: the information that is lost because abilities are not observed. Scores are smooth
// functions of ability, so a few orthogonal polynomials under a person's posterior hold a covariance as a sum of a few outer products; as many as there
// are nodes would hold it exactly.
type losses struct {
	fit                     *fit
	row                     []int
	size                    int
	scoreRight, scoreRightC []float64 // by item and node: derivatives of log P by eta and by logit c
	scoreWrong              []float64 // by item and node: derivative of log Q by eta
	scoreWrongC             []float64 // by item: derivative of log Q by logit c
	batch                   []float64 // by parameter, one column an outer product
	filled                  int
	sum                     []float64 // size x size, lower triangle
}

const (
	// batchPeople are prepared side by side before their outer products are added up in order.
	batchPeople = 64
	// batchColumns keeps two blocks of parameters in a processor's cache.
	batchColumns = 256
	// leastWeight is the posterior weight below which a node is left out of a covariance.
	leastWeight = 1e-8
	// leastRest is the part of a covariance's trace that may be left out.
	leastRest = 1e-6
	// sparseRows is up to how many parameters a person's covariance is added entry by entry, if they are few of all.
	sparseRows = 256
)

func newLosses(f *fit, row []int, size int) *losses {
	n := len(f.nodes)
	l := &losses{fit: f, row: row, size: size, scoreRight: make([]float64, len(f.right)), scoreRightC: make([]float64, len(f.right)),
		scoreWrong: make([]float64, len(f.right)), scoreWrongC: make([]float64, len(f.forms)), sum: make([]float64, size*size), batch: make([]float64, size*batchColumns)}
	for k := range f.forms {
		v := f.curve(k, f.theta)
		l.scoreWrongC[k] = -v.c
		for q, x := range f.nodes {
			one, rest, _ := logistic(v.a*x + v.d)
			rho, p := 1.0, one
			if v.c > 0 {
				p = one + v.c*rest
				rho = one / p
			}
			l.scoreRight[k*n+q], l.scoreWrong[k*n+q] = (1-v.c)*rest*rho, -one
			if v.c > 0 {
				l.scoreRightC[k*n+q] = v.c * (1 - v.c) * rest / p
			}
		}
	}
	return l
}

// personScores are what a person's answers say about the parameters that they bear on.
type personScores struct {
	rows       []int     // of the parameters
	deviations []float64 // by parameter and node, times the root of the weight
	basis      []float64 // by polynomial and node
	outer      []float64 // by polynomial and parameter: the sum of their outer products is the covariance
	products   []float64 // that sum, lower triangle by rows, where it is sparse
	polynomial int       // how many
	posterior  []float64
	root       []float64
	common     []float64
	score      []float64
	sparse     bool
}

// subtractFrom takes the losses off an information matrix.
func (l *losses) subtractFrom(total *mat.SymDense) {
	people := make([]personScores, min(batchPeople, len(l.fit.answers.count)))
	for first := 0; first < len(l.fit.answers.count); first += len(people) {
		some := people[:min(len(people), len(l.fit.answers.count)-first)]
		onEach(len(some), func() []int8 { return make([]int8, len(l.fit.forms)) }, func(i int, marks []int8) { l.prepare(first+i, &some[i], marks) })
		for i := range some {
			l.take(&some[i])
		}
	}
	l.flush()
	for i := range l.size {
		for j := range i + 1 {
			total.SetSym(i, j, total.At(i, j)-l.sum[i*l.size+j])
		}
	}
}

// Marks of a person's answers.
const (
	missing = iota
	wrong
	correct
)

// prepare computes the scores of the people with one pattern, and their covariance times the number of people.
func (l *losses) prepare(i int, s *personScores, marks []int8) {
	f := l.fit
	answers, n := f.answers, len(f.nodes)
	if s.posterior == nil {
		s.posterior, s.root, s.common, s.score = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	}
	for k := range marks {
		marks[k] = missing
		if answers.dense[i] {
			marks[k] = wrong
		}
	}
	for _, k := range answers.others(i) {
		marks[k] = wrong
		if answers.dense[i] {
			marks[k] = missing
		}
	}
	for _, k := range answers.rights(i) {
		marks[k] = correct
	}
	_, low, high := f.posterior(i, s.posterior)
	for low < high && s.posterior[low] < leastWeight {
		low++
	}
	for high > low && s.posterior[high-1] < leastWeight {
		high--
	}
	weights, nodes, root := s.posterior[low:high], f.nodes[low:high], s.root[:high-low]
	sum := floats.Sum(weights)
	for q := range weights {
		weights[q] /= sum
		root[q] = math.Sqrt(weights[q] * answers.count[i])
	}
	s.rows, s.deviations = s.rows[:0], s.deviations[:0]
	common, score := s.common[:len(weights)], s.score[:len(weights)]
	clear(common)
	for k, mark := range marks {
		if mark == missing {
			continue
		}
		at, start := f.places[k], k*n+low
		byEta := l.scoreWrong[start:][:len(weights)]
		if mark == correct {
			byEta = l.scoreRight[start:][:len(weights)]
		}
		s.put(l.row[at[interceptPlace]], byEta, weights, root)
		switch {
		case f.forms[k].Slope == CommonSlope:
			for q, x := range nodes {
				common[q] += x * byEta[q]
			}
		case at[slopePlace] >= 0:
			for q, x := range nodes {
				score[q] = x * byEta[q]
			}
			s.put(l.row[at[slopePlace]], score, weights, root)
		}
		if at[guessingPlace] >= 0 && l.row[at[guessingPlace]] >= 0 {
			copy(score, l.scoreRightC[start:])
			if mark == wrong {
				for q := range score {
					score[q] = l.scoreWrongC[k]
				}
			}
			s.put(l.row[at[guessingPlace]], score, weights, root)
		}
	}
	if f.common >= 0 {
		s.put(l.row[0], common, weights, root)
	}
	s.project(nodes, root)
	s.sparse = len(s.rows) <= sparseRows && len(s.rows)*3 < l.size
	if s.sparse {
		s.multiply()
	}
}

// put appends one parameter's deviations from its mean score.
func (s *personScores) put(row int, score, weights, root []float64) {
	mean := floats.Dot(score, weights)
	s.rows = append(s.rows, row)
	for q, value := range score {
		s.deviations = append(s.deviations, root[q]*(value-mean))
	}
}

// project replaces deviations by their coordinates along orthogonal polynomials of ability under the posterior, made by Lanczos's recursion, until what is
// left of the trace is leastRest of it.
func (s *personScores) project(nodes, root []float64) {
	w, trace := len(nodes), floats.Dot(s.deviations, s.deviations)
	s.polynomial, s.basis, s.outer = 0, append(s.basis[:0], root...), s.outer[:0]
	floats.Scale(1/floats.Norm(root, 2), s.basis)
	for rest := trace; s.polynomial < w-1 && rest > leastRest*trace; s.polynomial++ {
		last := s.basis[s.polynomial*w:][:w]
		for q, x := range nodes {
			s.basis = append(s.basis, x*last[q])
		}
		next := s.basis[(s.polynomial+1)*w:][:w]
		for range 2 { // twice, because rounding leaves a part of the earlier ones
			for k := range s.polynomial + 1 {
				earlier := s.basis[k*w:][:w]
				floats.AddScaled(next, -floats.Dot(next, earlier), earlier)
			}
		}
		norm := floats.Norm(next, 2)
		if norm < 1e-10 {
			return
		}
		floats.Scale(1/norm, next)
		for p := range s.rows {
			along := floats.Dot(s.deviations[p*w:][:w], next)
			s.outer = append(s.outer, along)
			rest -= along * along
		}
	}
}

// multiply adds up the outer products of a sparse covariance.
func (s *personScores) multiply() {
	n := len(s.rows)
	s.products = append(s.products[:0], make([]float64, n*(n+1)/2)...)
	for k := range s.polynomial {
		column, to := s.outer[k*n:][:n], s.products
		for i, value := range column {
			floats.AddScaled(to[:i+1], value, column[:i+1])
			to = to[i+1:]
		}
	}
}

// take adds a person's covariance to the sum, or puts it into the batch.
func (l *losses) take(s *personScores) {
	n := len(s.rows)
	if s.sparse {
		from := s.products
		for i, row := range s.rows {
			for j, column := range s.rows[:i+1] {
				l.sum[max(row, column)*l.size+min(row, column)] += from[j]
			}
			from = from[i+1:]
		}
		return
	}
	if l.filled+s.polynomial > batchColumns {
		l.flush()
	}
	if n < l.size {
		for row := range l.size {
			clear(l.batch[row*batchColumns+l.filled:][:s.polynomial])
		}
	}
	for k := range s.polynomial {
		for i, row := range s.rows {
			l.batch[row*batchColumns+l.filled+k] = s.outer[k*n+i]
		}
	}
	l.filled += s.polynomial
}

// tile is the side of a block of the product.
const tile = 48

// flush adds the product of the batch with its transpose.
func (l *losses) flush() {
	if l.filled == 0 {
		return
	}
	side := (l.size + tile - 1) / tile
	onEach(side*(side+1)/2, func() struct{} { return struct{}{} }, func(t int, _ struct{}) {
		up := 0
		for (up+1)*(up+2)/2 <= t {
			up++
		}
		across := t - up*(up+1)/2
		for i := up * tile; i < min(l.size, (up+1)*tile); i++ {
			a := l.batch[i*batchColumns:][:l.filled]
			for j := across * tile; j < min(i+1, (across+1)*tile); j++ {
				l.sum[i*l.size+j] += floats.Dot(a, l.batch[j*batchColumns:][:l.filled])
			}
		}
	})
	l.filled = 0
}
