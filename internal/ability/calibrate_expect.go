package ability

import "math"

// expected is what one block of patterns adds to the expected counts.
type expected struct {
	right, other []float64 // by item and node; other is what answerRows.other lists, the missing with a minus sign
	everywhere   []float64 // by node, the people of dense patterns
	loglik       float64
}

// maxBlocks bounds the memory of blocks. It is a constant, so that sums do not depend on the number of processors.
const maxBlocks = 16

// tabulate computes each item's curve at all nodes.
func (f *fit) tabulate() {
	n := len(f.nodes)
	onEach(len(f.forms), func() struct{} { return struct{}{} }, func(k int, _ struct{}) {
		v := f.curve(k, f.theta)
		for q, x := range f.nodes {
			logP, logQ := v.logs(x)
			f.odds[k*n+q], f.logQ[k*n+q] = logP-logQ, logQ
		}
	})
	for q := range f.base {
		f.base[q] = 0
		for k := range f.forms {
			f.base[q] += f.logQ[k*n+q]
		}
	}
}

func (v curve) logs(x float64) (logP, logQ float64) {
	eta := v.a*x + v.d
	l, rest, logRest := logistic(eta)
	if v.c == 0 {
		return eta + logRest, logRest
	}
	return math.Log(l + v.c*rest), math.Log1p(-v.c) + logRest
}

// pass is an E-step: one look at all answers under the current theta. It sets the expected counts and the log-likelihood.
func (f *fit) pass() {
	if f.iterations >= f.limits.Iterations || f.limits.Going != nil && !f.limits.Going(f.iterations) {
		f.stopped = true
	}
	f.iterations++
	f.tabulate()
	total, size := len(f.answers.count), len(f.right)
	if f.blocks == nil {
		f.blocks = make([]expected, min(maxBlocks, (total+63)/64))
		for b := range f.blocks {
			f.blocks[b] = expected{make([]float64, size), make([]float64, size), make([]float64, len(f.nodes)), 0}
		}
	}
	onEach(len(f.blocks), func() []float64 { return make([]float64, len(f.nodes)) }, func(b int, posterior []float64) {
		f.expect(&f.blocks[b], total*b/len(f.blocks), total*(b+1)/len(f.blocks), posterior)
	})
	n := len(f.nodes)
	onEach(len(f.forms), func() struct{} { return struct{}{} }, func(k int, _ struct{}) {
		for q := k * n; q < (k+1)*n; q++ {
			f.right[q], f.asked[q] = 0, 0
			for b := range f.blocks {
				f.right[q] += f.blocks[b].right[q]
				f.asked[q] += f.blocks[b].everywhere[q-k*n] + f.blocks[b].other[q]
			}
		}
	})
	f.loglik = 0
	for b := range f.blocks {
		f.loglik += f.blocks[b].loglik
	}
}

// expect adds up the patterns from first to before last.
func (f *fit) expect(e *expected, first, last int, posterior []float64) {
	clear(e.right)
	clear(e.other)
	clear(e.everywhere)
	e.loglik = 0
	for i := first; i < last; i++ {
		logSum, low, high := f.posterior(i, posterior)
		count := f.answers.count[i]
		e.loglik += count * logSum
		weights := posterior[low:high]
		for q := range weights {
			weights[q] *= count
		}
		addTo(e.right, weights, len(f.nodes), low, f.answers.rights(i))
		if f.answers.dense[i] {
			for q, weight := range weights {
				e.everywhere[low+q] += weight
			}
			for q := range weights {
				weights[q] = -weights[q]
			}
		}
		addTo(e.other, weights, len(f.nodes), low, f.answers.others(i))
	}
}

// posterior computes the posterior of a pattern over the nodes and the log of its marginal probability. Nodes outside [low, high) have less than 1e-17 of
// the highest node's weight, which no sum of doubles would show.
func (f *fit) posterior(i int, posterior []float64) (logSum float64, low, high int) {
	n := len(f.nodes)
	if f.answers.dense[i] {
		for q := range posterior {
			posterior[q] = f.priorLog[q] + f.base[q]
		}
		addRows(posterior, f.odds, f.answers.rights(i))
		subtractRows(posterior, f.logQ, f.answers.others(i))
	} else {
		copy(posterior, f.priorLog)
		addRows(posterior, f.odds, f.answers.rights(i))
		addRows(posterior, f.logQ, f.answers.others(i))
	}
	top := math.Inf(-1)
	for _, value := range posterior {
		if value > top {
			top = value
		}
	}
	const least = -39 // log 1e-17
	for low = 0; posterior[low]-top < least; low++ {
	}
	for high = n; posterior[high-1]-top < least; high-- {
	}
	sum := 0.0
	for q := low; q < high; q++ {
		posterior[q] = math.Exp(posterior[q] - top)
		sum += posterior[q]
	}
	for q := low; q < high; q++ {
		posterior[q] /= sum
	}
	return top + math.Log(sum), low, high
}

// addRows adds the rows of a table to a list as long as a row. Four at a time need a third of the memory traffic.
func addRows(to, table []float64, rows []uint32) {
	n := len(to)
	for ; len(rows) >= 4; rows = rows[4:] {
		a, b, c, d := table[int(rows[0])*n:][:n], table[int(rows[1])*n:][:n], table[int(rows[2])*n:][:n], table[int(rows[3])*n:][:n]
		for q := range to {
			to[q] += a[q] + b[q] + (c[q] + d[q])
		}
	}
	for _, row := range rows {
		for q, value := range table[int(row)*n:][:n] {
			to[q] += value
		}
	}
}

func subtractRows(from, table []float64, rows []uint32) {
	n := len(from)
	for _, row := range rows {
		for q, value := range table[int(row)*n:][:n] {
			from[q] -= value
		}
	}
}

// addTo adds weights to rows of a table, from the node low on.
func addTo(table, weights []float64, n, low int, rows []uint32) {
	for _, row := range rows {
		to := table[int(row)*n+low:][:len(weights)]
		for q, weight := range weights {
			to[q] += weight
		}
	}
}
