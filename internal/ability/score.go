package ability

import "math"

// Method is a way to estimate an ability from answers.
type Method int

// The methods. EAP and MAP are the mean and the mode of the posterior under N(0,1). ML is the maximum of the likelihood, which can be infinite. WLE is
// Warm's weighted likelihood (1989), without the bias of ML and always finite where there is information.
const (
	EAP Method = iota + 1
	MAP
	ML
	WLE
)

// Mark is a mark on an item of a Scorer, from 0 to 1; parts of a mark count as parts of a right and of a wrong answer.
type Mark struct {
	Item  int
	Share float64
}

// Ability is an estimate in logits. For EAP the standard error is the posterior SD; for MAP it is 1/sqrt(I+1), for ML and WLE 1/sqrt(I), with the test
// information I at the estimate.
type Ability struct {
	// Theta is absent where it is infinite, or where there is no answer that says anything and no prior to fall back on.
	Theta, SE Figure
	// Infinite is -1 or 1 where the likelihood rises without end in that direction.
	Infinite int
}

// Scorer estimates abilities from answers to items with known parameters. It is safe for concurrent use.
type Scorer struct {
	items []Item
	curve [][]point // by item and node
}

// NewScorer tabulates the items' curves. Slopes and difficulties must be finite and guessing in [0,1).
func NewScorer(items []Item) *Scorer {
	s := &Scorer{items: items, curve: make([][]point, len(items))}
	for j, item := range items {
		s.curve[j] = make([]point, gridNodes)
		for q := range s.curve[j] {
			s.curve[j][q] = item.at(gridNode(q))
		}
	}
	return s
}

// Estimate returns the ability by a method. Marks of the same item count each.
func (s *Scorer) Estimate(method Method, marks []Mark) Ability {
	if method == EAP {
		return s.eap(marks)
	}
	return s.root(method, marks)
}

// EstimateAll estimates many people on all processors. marks fills a buffer with a person's marks; it is called from several goroutines. An ability depends on
// that person's marks alone.
func (s *Scorer) EstimateAll(method Method, people int, marks func(person int, buffer []Mark) []Mark) []Ability {
	abilities := make([]Ability, people)
	onEach(people, func() *[]Mark { return new([]Mark) }, func(i int, buffer *[]Mark) {
		*buffer = marks(i, (*buffer)[:0])
		abilities[i] = s.Estimate(method, *buffer)
	})
	return abilities
}

// eap integrates the posterior on the grid. Where it is narrower than the grid can show, or reaches the grid's end, a grid of its own lies around its mode.
func (s *Scorer) eap(marks []Mark) Ability {
	logs := make([]float64, gridNodes)
	for q := range logs {
		x := gridNode(q)
		logs[q] = -x * x / 2
	}
	for _, m := range marks {
		for q, p := range s.curve[m.Item] {
			logs[q] += p.logLikelihood(m.Share)
		}
	}
	weights := normalise(logs)
	mean, sd := moments(weights, gridNode)
	const narrow, edge = 2 * gridReach / (gridNodes - 1), 1e-9 // an SD of one spacing is integrated to 1e-8
	if sd < narrow || weights[0] > edge || weights[gridNodes-1] > edge {
		mode := s.root(MAP, marks)
		if centre, known := mode.Theta.Value(); known {
			reach := 8 * math.Max(mode.SE.value, sd)
			if sd < narrow {
				reach = 8 * math.Max(mode.SE.value, .02)
			}
			node := func(q int) float64 { return centre + reach*(2*float64(q)/float64(fineNodes-1)-1) }
			logs = make([]float64, fineNodes)
			for q := range logs {
				total := s.sum(marks, node(q))
				logs[q] = total.logLikelihood - node(q)*node(q)/2
			}
			mean, sd = moments(normalise(logs), func(q int) float64 { return node(q) - centre })
			mean += centre
		}
	}
	return Ability{Theta: Known(mean), SE: Known(sd)}
}

// fineNodes are those of a grid around a mode: with 16 standard errors across, 0.13 of one apart.
const fineNodes = 121

func (p point) logLikelihood(share float64) float64 {
	switch share {
	case 1:
		return p.logP
	case 0:
		return p.logQ
	}
	return share*p.logP + (1-share)*p.logQ
}

// sums are a likelihood and its derivatives at one ability.
type sums struct{ logLikelihood, score, information, j float64 }

func (t *sums) add(p point, share float64) {
	t.logLikelihood += p.logLikelihood(share)
	t.score += share*p.right + (1-share)*p.wrong
	t.information += p.information
	t.j += p.j
}

func (s *Scorer) sum(marks []Mark, theta float64) (t sums) {
	for _, m := range marks {
		t.add(s.items[m.Item].at(theta), m.Share)
	}
	return t
}

// slope is the function whose root is the estimate, and height what the estimate is to have most of.
func (t sums) slope(method Method, theta float64) float64 {
	switch {
	case method == MAP:
		return t.score - theta
	case method == WLE && t.information > 0:
		return t.score + t.j/(2*t.information)
	}
	return t.score
}

func (t sums) height(method Method, theta float64) float64 {
	switch method {
	case MAP:
		return t.logLikelihood - theta*theta/2
	case WLE:
		return t.logLikelihood + math.Log(t.information)/2
	}
	return t.logLikelihood
}

// abilityReach is how far from 0 an estimate is looked for, in logits.
const abilityReach = 400

// root finds where the slope falls through 0. Items with guessing can make more than one such place: the highest counts. For ML it must be higher than
// the likelihood's limits at both ends.
func (s *Scorer) root(method Method, marks []Mark) Ability {
	if len(marks) == 0 {
		if method == MAP {
			return Ability{Theta: Known(0), SE: Known(1)}
		}
		return Ability{}
	}
	thetas, slopes := s.scan(method, marks)
	best, height := math.NaN(), math.Inf(-1)
	for i := 0; i+1 < len(thetas); i++ {
		if !(slopes[i] >= 0 && slopes[i+1] <= 0) || slopes[i] == slopes[i+1] {
			continue
		}
		theta := s.bisect(method, marks, thetas[i], thetas[i+1], slopes[i], slopes[i+1])
		if h := s.sum(marks, theta).height(method, theta); h > height {
			best, height = theta, h
		}
	}
	if method == ML {
		low, high := s.limits(marks)
		const rounding = 1e-9
		switch {
		case high >= math.Max(low, height)-rounding && !math.IsInf(high, -1):
			return Ability{Infinite: 1}
		case low >= height-rounding && !math.IsInf(low, -1):
			return Ability{Infinite: -1}
		}
	}
	if math.IsNaN(best) {
		return Ability{}
	}
	information := s.sum(marks, best).information
	if method == MAP {
		information++
	}
	return Ability{Theta: Known(best), SE: Known(1 / math.Sqrt(information))}
}

// scan computes the slope at the grid's nodes, and beyond them, in growing steps, until it has the sign that it must have far out or the reach ends.
func (s *Scorer) scan(method Method, marks []Mark) (thetas, slopes []float64) {
	var grid [gridNodes]sums
	for _, m := range marks {
		for q, p := range s.curve[m.Item] {
			grid[q].add(p, m.Share)
		}
	}
	beyond := func(sign float64) (far, slope []float64) {
		for step := .4; ; step *= 1.25 {
			x := sign * (gridReach + step)
			value := s.sum(marks, x).slope(method, x)
			far, slope = append(far, x), append(slope, value)
			if math.Abs(x) > abilityReach || value*sign < 0 && math.Abs(x) > 4*gridReach {
				return far, slope
			}
		}
	}
	far, slope := beyond(-1)
	for i := len(far) - 1; i >= 0; i-- {
		thetas, slopes = append(thetas, far[i]), append(slopes, slope[i])
	}
	for q, total := range grid {
		thetas, slopes = append(thetas, gridNode(q)), append(slopes, total.slope(method, gridNode(q)))
	}
	far, slope = beyond(1)
	return append(thetas, far...), append(slopes, slope...)
}

// bisect narrows a fall through 0 down to 1e-10 logits, by the Illinois form of false position with bisection where that is slow.
func (s *Scorer) bisect(method Method, marks []Mark, low, high, atLow, atHigh float64) float64 {
	for i := 0; high-low > 1e-10*math.Max(1, math.Abs(low)); i++ {
		middle := (low + high) / 2
		if i%3 != 2 && atLow > 0 && atHigh < 0 {
			middle = low + (high-low)*atLow/(atLow-atHigh)
		}
		if middle <= low || middle >= high {
			middle = (low + high) / 2
		}
		value := s.sum(marks, middle).slope(method, middle)
		switch {
		case value == 0:
			return middle
		case value > 0:
			low, atLow, atHigh = middle, value, atHigh/2
		default:
			high, atHigh, atLow = middle, value, atLow/2
		}
	}
	return (low + high) / 2
}

// limits are the log-likelihoods at minus and plus infinity, where P is c or 1.
func (s *Scorer) limits(marks []Mark) (low, high float64) {
	for _, m := range marks {
		item := s.items[m.Item]
		guessed := 0.0
		if m.Share > 0 {
			guessed = m.Share * math.Log(item.Guessing)
		}
		guessed += (1 - m.Share) * math.Log1p(-item.Guessing)
		sure := 0.0
		if m.Share < 1 {
			sure = math.Inf(-1)
		}
		if item.Slope < 0 {
			guessed, sure = sure, guessed
		}
		low, high = low+guessed, high+sure
	}
	return low, high
}
