package ability

import "gonum.org/v1/gonum/mat"

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
