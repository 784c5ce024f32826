// Package ability is the mathematics of measurement: from marks to abilities with their uncertainty. Numbers in, numbers out.
//
// The metric is logistic with D = 1, and abilities are N(0,1) in the population that items are calibrated on.
package ability

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Defaults for items that have not been calibrated: a common slope, and the variance of a difficulty that was judged and not measured (SD 0.8 logits).
const (
	PriorSlope              = 1.2
	PriorDifficultyVariance = 0.64
)

// Item holds the parameters of the three-parameter logistic model, with the uncertainty of the difficulty.
type Item struct {
	Slope      float64 // a, per logit, > 0
	Difficulty float64 // b, logits
	Guessing   float64 // c, probability of a right answer without any ability, in [0,1)
	// DifficultyVariance is Var(b) in squared logits; it flattens the curve.
	DifficultyVariance float64
}

// Probability is P(theta) = c + (1-c) sigma(k a (theta-b)), where k = 1/sqrt(1 + a^2 Var(b)/2.89) lets the uncertainty of b attenuate the slope.
// The factor is the probit-style approximation with 2.89 = 1.7^2. Range (c,1).
func (i Item) Probability(theta float64) float64 {
	k := 1 / math.Sqrt(1+i.Slope*i.Slope*i.DifficultyVariance/2.89)
	return i.Guessing + (1-i.Guessing)/(1+math.Exp(-k*i.Slope*(theta-i.Difficulty)))
}

// Response is one mark on one item. Topic is an index from 0.
type Response struct {
	Topic int
	Item  Item
	// Mark is from 0 to 1; parts of a mark count as parts of a right and of a wrong answer.
	Mark float64
}

// TwoLevel is the model logit P = a (theta + delta_k - b): an overall ability theta ~ N(0,1), and for each topic k a deviation delta_k ~ N(0, Sigma^2).
// It shrinks a topic to the person's overall ability as far as its answers are few.
type TwoLevel struct {
	// Sigma is the SD of topics inside a person, in logits.
	Sigma float64
}

// DefaultTwoLevel has a Sigma that corresponds to a correlation of about 0.7 between topics: (1-0.7)/0.7 = 0.65^2.
var DefaultTwoLevel = TwoLevel{Sigma: 0.65}

// The grid of the overall ability and of a topic's ability: 61 nodes on [-6,6], dense enough for steep items.
const (
	gridNodes = 61
	gridReach = 6.0
)

func gridNode(q int) float64 { return -gridReach + 2*gridReach*float64(q)/float64(gridNodes-1) }

// Share is an expected share right on reference items, with the 5 % and 95 % points of its posterior. All are in [0,1].
type Share struct{ Mean, Low, High float64 }

// Estimates is a posterior on the scale of shares.
type Estimates struct {
	// Mean is the share over all topics, each with equal weight.
	Mean   Share
	Topics []Share
	// Theta and SD are the overall ability; Abilities and their SDs are theta + delta_k.
	Theta, SD float64
	Abilities []Normal
}

// Normal is a mean with its standard deviation, in logits.
type Normal struct{ Mean, SD float64 }

// Estimate computes the exact posterior on the grid: for each overall ability g, each topic's likelihood is integrated over N(g, Sigma^2), and the
// products are combined under N(0,1). Cost is topics x 61 x 61. With no responses it returns the prior.
func (m TwoLevel) Estimate(topics int, responses []Response) Estimates {
	likelihood := topicLikelihoods(topics, responses)
	conditional := m.conditionals()
	reference := referenceCurve()

	logPosterior := make([]float64, gridNodes)
	evidence := make([][]float64, topics)
	for g := range logPosterior {
		node := gridNode(g)
		logPosterior[g] = -node * node / 2
	}
	for k := range topics {
		evidence[k] = make([]float64, gridNodes)
		for g := range gridNodes {
			for t := range gridNodes {
				evidence[k][g] += conditional[g][t] * likelihood[k][t]
			}
			logPosterior[g] += math.Log(evidence[k][g])
		}
	}
	posterior := normalise(logPosterior)

	result := Estimates{Topics: make([]Share, topics), Abilities: make([]Normal, topics)}
	result.Theta, result.SD = moments(posterior, gridNode)
	shareMean := make([]float64, gridNodes) // of the mean over topics, given g
	shareVariance := make([]float64, gridNodes)
	for k := range topics {
		marginal := make([]float64, gridNodes)
		for g, weight := range posterior {
			first, second := 0.0, 0.0
			for t := range gridNodes {
				p := conditional[g][t] * likelihood[k][t] / evidence[k][g]
				marginal[t] += weight * p
				first += p * reference[t]
				second += p * reference[t] * reference[t]
			}
			shareMean[g] += first / float64(topics)
			shareVariance[g] += (second - first*first) / float64(topics*topics)
		}
		mean, sd := moments(marginal, func(t int) float64 { return reference[t] })
		result.Topics[k] = share(mean, sd*sd)
		result.Abilities[k].Mean, result.Abilities[k].SD = moments(marginal, gridNode)
	}
	if topics == 0 {
		mean, sd := moments(posterior, func(t int) float64 { return reference[t] })
		result.Mean = share(mean, sd*sd)
		return result
	}
	mean, sd := moments(posterior, func(g int) float64 { return shareMean[g] })
	inside := 0.0
	for g, weight := range posterior {
		inside += weight * shareVariance[g]
	}
	result.Mean = share(mean, sd*sd+inside)
	return result
}

// topicLikelihoods returns each topic's likelihood over the grid, scaled so that its maximum is 1.
func topicLikelihoods(topics int, responses []Response) [][]float64 {
	logs := make([][]float64, topics)
	for k := range logs {
		logs[k] = make([]float64, gridNodes)
	}
	for _, response := range responses {
		for t := range gridNodes {
			p := response.Item.Probability(gridNode(t))
			logs[response.Topic][t] += response.Mark*math.Log(p) + (1-response.Mark)*math.Log1p(-p)
		}
	}
	for k := range logs {
		top := math.Inf(-1)
		for _, value := range logs[k] {
			top = math.Max(top, value)
		}
		for t := range logs[k] {
			logs[k][t] = math.Exp(logs[k][t] - top)
		}
	}
	return logs
}

// conditionals returns the weights of a topic's ability given the overall ability: row g is N(g, Sigma^2) over the grid.
func (m TwoLevel) conditionals() [][]float64 {
	rows := make([][]float64, gridNodes)
	for g := range rows {
		logs := make([]float64, gridNodes)
		for t := range logs {
			z := (gridNode(t) - gridNode(g)) / m.Sigma
			logs[t] = -z * z / 2
		}
		rows[g] = normalise(logs)
	}
	return rows
}

func normalise(logs []float64) []float64 {
	top := math.Inf(-1)
	for _, value := range logs {
		top = math.Max(top, value)
	}
	weights := make([]float64, len(logs))
	sum := 0.0
	for i, value := range logs {
		weights[i] = math.Exp(value - top)
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	return weights
}

func moments(weights []float64, value func(int) float64) (mean, sd float64) {
	second := 0.0
	for i, weight := range weights {
		mean += weight * value(i)
		second += weight * value(i) * value(i)
	}
	return mean, math.Sqrt(math.Max(0, second-mean*mean))
}

// share turns a mean and a variance in [0,1] into quantiles by the beta distribution of the same moments, which keeps them inside the scale.
func share(mean, variance float64) Share {
	if limit := mean * (1 - mean); variance <= 1e-12 || limit <= 1e-12 || variance >= limit {
		return Share{Mean: mean, Low: mean, High: mean}
	}
	concentration := mean*(1-mean)/variance - 1
	alpha, beta := mean*concentration, (1-mean)*concentration
	return Share{Mean: mean, Low: mathext.InvRegIncBeta(alpha, beta, 0.05), High: mathext.InvRegIncBeta(alpha, beta, 0.95)}
}
