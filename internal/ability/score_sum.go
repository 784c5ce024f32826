package ability

import "math"

// SumScore is what a number of right answers says about an ability.
type SumScore struct {
	// Theta and SD are the mean and the SD of the posterior; absent for a score whose chance is below the smallest number of double precision.
	Theta, SD Figure
	// Share is the part of the population N(0,1) that is expected to reach this score.
	Share float64
}

// SumScores returns the EAP for each number right from 0 to the number of items, by the recursion of Lord and Wingersky (1984) on the grid, and the marginal
// reliability 1 - mean posterior variance / 1. It is for tests whose scores are given as a count, to people who were all asked the same items.
func SumScores(items []Item) (scores []SumScore, reliability float64) {
	scores = make([]SumScore, len(items)+1)
	prior := make([]float64, gridNodes)
	for q := range prior {
		prior[q] = -gridNode(q) * gridNode(q) / 2
	}
	prior = normalise(prior)
	joint := make([][]float64, len(items)+1) // by score and node
	for s := range joint {
		joint[s] = make([]float64, gridNodes)
	}
	for q, weight := range prior {
		chances := make([]float64, 1, len(items)+1)
		chances[0] = 1
		for _, item := range items {
			p := item.Probability(gridNode(q))
			chances = append(chances, 0)
			for s := len(chances) - 1; s >= 0; s-- {
				chances[s] *= 1 - p
				if s > 0 {
					chances[s] += chances[s-1] * p
				}
			}
		}
		for s, chance := range chances {
			joint[s][q] = weight * chance
		}
	}
	spread := 0.0
	for s, weights := range joint {
		total := 0.0
		for _, weight := range weights {
			total += weight
		}
		scores[s].Share = total
		if total < math.SmallestNonzeroFloat64*1e20 {
			continue
		}
		for q := range weights {
			weights[q] /= total
		}
		mean, sd := moments(weights, gridNode)
		scores[s].Theta, scores[s].SD = Known(mean), Known(sd)
		spread += total * sd * sd
	}
	return scores, 1 - spread
}
