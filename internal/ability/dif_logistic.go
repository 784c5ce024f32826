package ability

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Logistic is the comparison of two groups by logistic regression of the answer on the total T and the group G, 1 for the focal one (Swaminathan and Rogers
// 1990): logit P = b0 + b1 T, then + b2 G, then + b3 T G. Figures are absent where a model has no finite solution.
type Logistic struct {
	// Group is b2 of the second model: the focal group's log odds of a right answer minus the reference group's, at the same total. Slope is b3 of the third,
	// a mark. Their standard errors come from the inverse of the information.
	Group, GroupSE, Slope, SlopeSE Figure
	// Uniform and NonUniform are likelihood ratios of the second model over the first and of the third over the second, with 1 degree of freedom each; Both is
	// that of the third over the first, with 2. Each has its P.
	Uniform, UniformP, NonUniform, NonUniformP, Both, BothP Figure
	// R2 is how much the third model's Nagelkerke R2 exceeds the first's.
	R2 Figure
}

func fitLogistic(cells []cell) (l Logistic) {
	n, right, sum, squares := 0.0, 0.0, 0.0, 0.0
	for _, c := range cells {
		count := c.referenceRight + c.referenceWrong + c.focalRight + c.focalWrong
		n += count
		right += c.referenceRight + c.focalRight
		sum += count * c.total
	}
	centre := sum / n
	for _, c := range cells {
		count := c.referenceRight + c.referenceWrong + c.focalRight + c.focalWrong
		squares += count * (c.total - centre) * (c.total - centre)
	}
	spread := math.Sqrt(squares / n)
	if right == 0 || right == n || spread == 0 {
		return l
	}
	// The total is standardised, which makes the equations well conditioned and changes neither the likelihood nor b2 of the second model.
	var rows []logisticRow
	for _, c := range cells {
		z := (c.total - centre) / spread
		rows = append(rows, logisticRow{[4]float64{1, z, 0, 0}, c.referenceRight, c.referenceRight + c.referenceWrong},
			logisticRow{[4]float64{1, z, 1, z}, c.focalRight, c.focalRight + c.focalWrong})
	}
	first, ok := newton(rows, 2)
	if !ok {
		return l
	}
	second, ok := newton(rows, 3)
	if !ok {
		return l
	}
	l.Group, l.GroupSE = Known(second.b[2]), Known(second.se[2])
	l.Uniform, l.UniformP = ratio(second.logLikelihood-first.logLikelihood, 1)
	third, ok := newton(rows, 4)
	if !ok {
		return l
	}
	l.Slope, l.SlopeSE = Known(third.b[3]/spread), Known(third.se[3]/spread)
	l.NonUniform, l.NonUniformP = ratio(third.logLikelihood-second.logLikelihood, 1)
	l.Both, l.BothP = ratio(third.logLikelihood-first.logLikelihood, 2)
	null := right*math.Log(right/n) + (n-right)*math.Log1p(-right/n)
	l.R2 = Known((math.Exp(2*(null-first.logLikelihood)/n) - math.Exp(2*(null-third.logLikelihood)/n)) / (1 - math.Exp(2*null/n)))
	return l
}

// ratio is twice a gain in log-likelihood, which nested models never make negative but for rounding.
func ratio(gain float64, degrees int) (statistic, p Figure) {
	x := math.Max(0, 2*gain)
	return Known(x), Known(chiSquared(x, degrees))
}

// logisticRow is a group of people with the same predictors: how many there are and how many were right.
type logisticRow struct {
	x        [4]float64
	right, n float64
}

type logisticFit struct {
	b, se         [4]float64
	logLikelihood float64
}

const (
	newtonSteps = 60
	newtonStop  = 1e-9
	// separation is the log odds beyond which a fit runs away to infinity, because some predictor parts right from wrong answers altogether.
	separation = 25.0
)

// newton maximises the likelihood over the first k predictors, halving steps that do not climb. It returns false where there is no finite maximum.
func newton(rows []logisticRow, k int) (fit logisticFit, ok bool) {
	fit.logLikelihood, _ = logisticLikelihood(rows, fit.b, k)
	for range newtonSteps {
		gradient, information := logisticDerivatives(rows, fit.b, k)
		var factor mat.Cholesky
		if !factor.Factorize(information) || factor.Cond() > 1e12 {
			return fit, false
		}
		var step mat.VecDense
		if factor.SolveVecTo(&step, gradient) != nil {
			return fit, false
		}
		length, moved := 1.0, false
		for range 30 {
			next := fit.b
			for i := range k {
				next[i] += length * step.AtVec(i)
			}
			if value, extreme := logisticLikelihood(rows, next, k); value >= fit.logLikelihood-1e-12*math.Abs(fit.logLikelihood) {
				if extreme > separation {
					return fit, false
				}
				fit.b, fit.logLikelihood, moved = next, value, true
				break
			}
			length /= 2
		}
		if !moved {
			return fit, false
		}
		if mat.Norm(&step, math.Inf(1)) < newtonStop {
			var inverse mat.SymDense
			if factor.InverseTo(&inverse) != nil {
				return fit, false
			}
			for i := range k {
				fit.se[i] = math.Sqrt(inverse.At(i, i))
			}
			return fit, true
		}
	}
	return fit, false
}

// logisticLikelihood also returns the largest log odds of any row in absolute value.
func logisticLikelihood(rows []logisticRow, b [4]float64, k int) (sum, extreme float64) {
	for _, row := range rows {
		if row.n == 0 {
			continue
		}
		eta := 0.0
		for i := range k {
			eta += b[i] * row.x[i]
		}
		extreme = math.Max(extreme, math.Abs(eta))
		// ln(1+e^eta) without overflow.
		sum += row.right*eta - row.n*(math.Max(eta, 0)+math.Log1p(math.Exp(-math.Abs(eta))))
	}
	return sum, extreme
}

func logisticDerivatives(rows []logisticRow, b [4]float64, k int) (*mat.VecDense, *mat.SymDense) {
	gradient, information := mat.NewVecDense(k, nil), mat.NewSymDense(k, nil)
	for _, row := range rows {
		eta := 0.0
		for i := range k {
			eta += b[i] * row.x[i]
		}
		p := 1 / (1 + math.Exp(-eta))
		for i := range k {
			gradient.SetVec(i, gradient.AtVec(i)+row.x[i]*(row.right-row.n*p))
			for j := i; j < k; j++ {
				information.SetSym(i, j, information.At(i, j)+row.x[i]*row.x[j]*row.n*p*(1-p))
			}
		}
	}
	return gradient, information
}
