package ability

import "math"

// effectiveSlope is the slope that the uncertainty of the difficulty leaves: k a with k = 1/sqrt(1 + a^2 Var(b)/2.89).
func (i Item) effectiveSlope() float64 {
	return i.Slope / math.Sqrt(1+i.Slope*i.Slope*i.DifficultyVariance/2.89)
}

// Information is Fisher's information about an ability in an answer, I = P'^2/(PQ) = a^2 (Q/P) ((P-c)/(1-c))^2, per squared logit; 0 or more.
func (i Item) Information(theta float64) float64 { return i.at(theta).information }

// point is an item's curve at one ability: what one answer adds to the likelihood and to its derivatives.
type point struct {
	logP, logQ   float64 // log likelihood of a right and of a wrong answer
	right, wrong float64 // their derivatives by theta: P'/P and -P'/Q
	information  float64 // P'^2/(PQ)
	j            float64 // P'P''/(PQ), of Warm's correction
}

// at computes the curve from L = sigma(a(theta-b)) and E = e^(a(theta-b)) with P = (c+E)/(1+E) and Q = (1-c)/(1+E), which loses no digits at either end.
func (i Item) at(theta float64) point {
	a, c := i.effectiveSlope(), i.Guessing
	eta := a * (theta - i.Difficulty)
	l, rest, logRest := logistic(eta)
	p := point{logQ: math.Log1p(-c) + logRest}
	rho := 1.0 // L/P
	if c > 0 {
		rho = l / (l + c*rest)
		p.logP = math.Log(l + c*rest)
	} else {
		p.logP = eta + logRest
	}
	p.right, p.wrong = a*(1-c)*rest*rho, -a*l
	p.information = a * a * (1 - c) * rest * l * rho
	p.j = p.information * a * (rest - l)
	return p
}

// logistic returns L = sigma(x), 1-L and log(1-L), each without loss of digits.
func logistic(x float64) (l, rest, logRest float64) {
	if x > 0 {
		e := math.Exp(-x)
		return 1 / (1 + e), e / (1 + e), -x - math.Log1p(e)
	}
	e := math.Exp(x)
	return e / (1 + e), 1 / (1 + e), -math.Log1p(e)
}

// ExpectedScore is the test characteristic curve: the sum of P over the items. Range [0, number of items].
func ExpectedScore(items []Item, theta float64) float64 {
	sum := 0.0
	for _, item := range items {
		sum += item.Probability(theta)
	}
	return sum
}

// TestInformation is the sum of the items' information, per squared logit.
func TestInformation(items []Item, theta float64) float64 {
	sum := 0.0
	for _, item := range items {
		sum += item.Information(theta)
	}
	return sum
}
