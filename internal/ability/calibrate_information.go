package ability

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// covariance is the inverse of an information matrix. Parameters that stand at their lower bound have no row in it.
type covariance struct {
	inverse *mat.SymDense
	row     []int // by parameter; -1 has none
	why     Why
}

func (c *covariance) known() bool { return c.inverse != nil }

func (c *covariance) at(i, j int) float64 {
	if c.row[i] < 0 || c.row[j] < 0 {
		return 0
	}
	return c.inverse.At(c.row[i], c.row[j])
}

// times multiplies with a gradient by parameter.
func (c *covariance) times(gradient []float64) []float64 {
	product := make([]float64, len(gradient))
	for i, row := range c.row {
		if row < 0 {
			continue
		}
		for j, column := range c.row {
			if column >= 0 {
				product[i] += c.inverse.At(row, column) * gradient[j]
			}
		}
	}
	return product
}

const (
	// maxParameters bounds the memory of the information matrix to 300 MB.
	maxParameters = 6000
	// leastLeft is the least part of a parameter's complete-data information that must be left. Below it, what is left comes from rounding and from the
	// nodes that are left out.
	leastLeft = 1e-6
)

// information computes Louis's observed information, after a pass at theta, and inverts it: the negative second derivatives of the expected complete-data
// log-likelihood and of the prior, less for each person the posterior covariance of the score.
func (f *fit) information() covariance {
	c := covariance{row: make([]int, len(f.theta))}
	size := 0
	for i := range c.row {
		c.row[i] = size
		size++
	}
	for k, at := range f.places {
		if place := at[guessingPlace]; place >= 0 && f.curve(k, f.theta).c == 0 {
			c.row[place] = -1
		}
	}
	size = 0
	for i := range c.row {
		if c.row[i] >= 0 {
			c.row[i] = size
			size++
		}
	}
	if !f.countable() {
		c.why = NotDetermined
		return c
	}
	if size > maxParameters {
		c.why = TooManyFigures
		return c
	}
	total := mat.NewSymDense(size, nil)
	for k, at := range f.places {
		s := f.derive(k, f.theta, false)
		for p, place := range at {
			for o, other := range at[:p+1] {
				if place >= 0 && other >= 0 && c.row[place] >= 0 && c.row[other] >= 0 {
					i, j := c.row[place], c.row[other]
					total.SetSym(i, j, total.At(i, j)+s.curve[p][o])
				}
			}
		}
	}
	complete := make([]float64, size)
	for i := range complete {
		complete[i] = total.At(i, i)
	}
	newLosses(f, c.row, size).subtractFrom(total)
	var factor mat.Cholesky
	if !factor.Factorize(total) {
		c.why = NotDetermined
		return c
	}
	inverse := mat.NewSymDense(size, nil)
	// A condition that gonum warns of shows in the parts that are left.
	_ = factor.InverseTo(inverse)
	for i, whole := range complete {
		if left := 1 / (inverse.At(i, i) * whole); !(left > leastLeft) {
			c.why = NotDetermined
			return c
		}
	}
	c.inverse = inverse
	return c
}

// countable says whether the answers have at least as many patterns as there are parameters. With an own prior of each item, they need not.
func (f *fit) countable() bool {
	for _, form := range f.forms {
		if form.LogSlope.SD == 0 && form.Slope != GivenSlope || form.Intercept.SD == 0 && form.Difficulty.SD == 0 {
			return len(f.forms) > 20 || 1<<len(f.forms) > len(f.theta)
		}
	}
	return true
}

// losses adds up the posterior covariances of the people's scores, the information that is lost because abilities are not observed. A covariance is the
// sum over nodes of outer products of the deviations from the mean score, scaled by the root of the posterior weight, so a batch of people is one product of
// a matrix with its transpose.
type losses struct {
	fit                        *fit
	row                        []int
	size                       int
	scoreRight, scoreRightC    []float64 // by item and node: derivatives of log P by eta and by logit c
	scoreWrong                 []float64 // by item and node: derivative of log Q by eta
	scoreWrongC                []float64 // by item: derivative of log Q by logit c
	batch                      []float64 // by parameter, columns of deviations
	columns, filled            int
	sum                        []float64 // size x size, lower triangle
	posterior, shifted, common []float64
}

// batchColumns keeps two blocks of parameters in a processor's cache.
const batchColumns = 256

func newLosses(f *fit, row []int, size int) *losses {
	n := len(f.nodes)
	l := &losses{fit: f, row: row, size: size, columns: batchColumns, scoreRight: make([]float64, len(f.right)), scoreRightC: make([]float64, len(f.right)),
		scoreWrong: make([]float64, len(f.right)), scoreWrongC: make([]float64, len(f.forms)), sum: make([]float64, size*size), batch: make([]float64, size*batchColumns),
		posterior: make([]float64, n), shifted: make([]float64, n), common: make([]float64, n)}
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

// leastWeight is the posterior weight below which a node is left out of a covariance.
const leastWeight = 1e-7

// subtractFrom takes the losses off an information matrix.
func (l *losses) subtractFrom(total *mat.SymDense) {
	marks := make([]int8, len(l.fit.forms))
	for i := range l.fit.answers.count {
		_, low, high := l.fit.posterior(i, l.posterior)
		for low < high && l.posterior[low] < leastWeight {
			low++
		}
		for high > low && l.posterior[high-1] < leastWeight {
			high--
		}
		if l.filled+high-low > l.columns {
			l.flush()
		}
		l.fill(i, low, high, marks)
	}
	l.flush()
	for i := range l.size {
		for j := range i + 1 {
			total.SetSym(i, j, total.At(i, j)-l.sum[i*l.size+j])
		}
	}
}

// marks of a person's answers while a batch is filled.
const (
	missing = iota
	wrong
	correct
)

// fill appends a person's columns.
func (l *losses) fill(i, low, high int, marks []int8) {
	answers := l.fit.answers
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
	weights := l.posterior[low:high]
	nodes := l.fit.nodes[low:high]
	clear(l.common)
	for k, mark := range marks {
		at := l.fit.places[k]
		start := k*len(l.fit.nodes) + low
		var score []float64
		switch mark {
		case wrong:
			score = l.scoreWrong[start:][:len(weights)]
		case correct:
			score = l.scoreRight[start:][:len(weights)]
		}
		l.put(at[interceptPlace], score, weights, answers.count[i])
		if at[slopePlace] >= 0 {
			var bySlope []float64
			if score != nil {
				bySlope = l.shifted[:len(weights)]
				for q, s := range score {
					bySlope[q] = s * nodes[q]
				}
			}
			if l.fit.forms[k].Slope == CommonSlope {
				for q, s := range bySlope {
					l.common[q] += s
				}
			} else {
				l.put(at[slopePlace], bySlope, weights, answers.count[i])
			}
		}
		if at[guessingPlace] >= 0 {
			var byC []float64
			switch mark {
			case wrong:
				byC = l.shifted[:len(weights)]
				for q := range byC {
					byC[q] = l.scoreWrongC[k]
				}
			case correct:
				byC = l.scoreRightC[start:][:len(weights)]
			}
			l.put(at[guessingPlace], byC, weights, answers.count[i])
		}
	}
	if l.fit.common >= 0 {
		l.put(0, l.common[:len(weights)], weights, answers.count[i])
	}
	l.filled += len(weights)
}

// put writes one parameter's deviations into the batch; a nil score is that of an answer that is missing.
func (l *losses) put(place int, score, weights []float64, count float64) {
	row := l.row[place]
	if row < 0 {
		return
	}
	to := l.batch[row*l.columns+l.filled:][:len(weights)]
	if score == nil {
		clear(to)
		return
	}
	mean, total := 0.0, 0.0
	for q, weight := range weights {
		mean += weight * score[q]
		total += weight
	}
	mean /= total
	for q, weight := range weights {
		to[q] = math.Sqrt(count*weight) * (score[q] - mean)
	}
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
			a := l.batch[i*l.columns:][:l.filled]
			for j := across * tile; j < min(i+1, (across+1)*tile); j++ {
				l.sum[i*l.size+j] += floats.Dot(a, l.batch[j*l.columns:][:l.filled])
			}
		}
	})
	l.filled = 0
}
