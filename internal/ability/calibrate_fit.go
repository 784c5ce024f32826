package ability

import "math"

// Bounds of the search. A slope or an intercept that reaches one has no finite estimate: on the grid, steeper curves cannot be told apart.
const (
	slopeReach     = 12.0
	interceptReach = 60.0
	// A guessing parameter below 1/8,100 is 0; one above 1-1/8,100 has no finite estimate.
	guessingReach = 9.0
)

// fit is a calibration at work. Parameters stand in one vector: the common slope if there is one, then for each item what is free of a, d and logit c.
type fit struct {
	items  []Answers
	usable []int // by place in the fit, the item's index
	forms  []ItemForm
	places []places
	common int // the first item with the common slope, whose prior it has; -1 if none has

	theta    []float64
	answers  *answerRows
	nodes    []float64 // abilities
	priorLog []float64 // log weights of the nodes, which sum to 1

	// Of the current theta: tables by item and node, and what follows from them after a pass.
	odds, logQ   []float64 // log P - log Q, and log Q
	base         []float64 // by node, the sum of logQ
	right, asked []float64 // expected people at a node who get the item right, and who were asked
	loglik       float64
	blocks       []expected

	limits     CalibrationLimits
	iterations int
	stopped    bool
	distance   Figure
	converged  bool
	covariance covariance
}

// places are where an item's a, d and logit c stand in the vector; -1 is not free.
type places [3]int

const (
	slopePlace = iota
	interceptPlace
	guessingPlace
)

// newFit gathers the answers and sets out from d = 1.16 logit(p), the marginal share right at a slope of 1.
func newFit(items []Answers, forms []ItemForm, usable []int, limits CalibrationLimits) *fit {
	f := &fit{items: items, usable: usable, common: -1, limits: limits}
	if f.limits.Iterations <= 0 {
		f.limits.Iterations = 2000
	}
	var chosen []Answers
	for k, j := range usable {
		chosen = append(chosen, items[j])
		f.forms = append(f.forms, forms[j])
		if forms[j].Slope == CommonSlope && f.common < 0 {
			f.common = k
			f.theta = append(f.theta, startSlope(forms[j]))
		}
	}
	for k, form := range f.forms {
		at := places{-1, len(f.theta), -1}
		right, wrong, _ := chosen[k].tally()
		share := (float64(right) + .5) / (float64(right+wrong) + 1)
		lift := math.Max((share-form.Guessing)/(1-form.Guessing), .05)
		f.theta = append(f.theta, 1.16*logit(lift))
		switch form.Slope {
		case OwnSlope:
			at[slopePlace] = len(f.theta)
			f.theta = append(f.theta, startSlope(form))
		case CommonSlope:
			at[slopePlace] = 0
		}
		if form.FreeGuessing {
			at[guessingPlace] = len(f.theta)
			f.theta = append(f.theta, math.Max(-guessingReach/2, math.Min(guessingReach/2, logit(form.Guessing))))
		}
		f.places = append(f.places, at)
	}
	f.answers = collapse(chosen)
	f.setGrid()
	size := len(usable) * len(f.nodes)
	f.odds, f.logQ, f.right, f.asked = make([]float64, size), make([]float64, size), make([]float64, size), make([]float64, size)
	f.base = make([]float64, len(f.nodes))
	return f
}

func startSlope(form ItemForm) float64 {
	if form.SlopeAt != 0 {
		return form.SlopeAt
	}
	return 1
}

// longTest is up to how many answers a person 61 nodes are enough. With 100 answers at a slope of 1.2 the SD of a likelihood is 0.2, as wide as the nodes are
// apart, and figures are as those on 121 nodes to 1e-6; with 240 answers they are off by 0.003. Four times the answers halve the SD, and need twice the nodes.
const longTest = 100

func (f *fit) setGrid() {
	spaces := gridNodes - 1
	for reach := longTest; reach < f.answers.longest && spaces < 8*(gridNodes-1); reach *= 4 {
		spaces *= 2
	}
	n := spaces + 1
	total := 0.0
	for q := range n {
		x := -gridReach + 2*gridReach*float64(q)/float64(n-1)
		f.nodes = append(f.nodes, x)
		f.priorLog = append(f.priorLog, -x*x/2)
		total += math.Exp(-x * x / 2)
	}
	for q := range f.priorLog {
		f.priorLog[q] -= math.Log(total)
	}
}

// curve is one item's parameters.
type curve struct{ a, d, c, logitC float64 }

func (f *fit) curve(k int, theta []float64) curve {
	form, at := f.forms[k], f.places[k]
	v := curve{a: form.SlopeAt, d: theta[at[interceptPlace]], c: form.Guessing}
	if at[slopePlace] >= 0 {
		v.a = theta[at[slopePlace]]
	}
	if at[guessingPlace] >= 0 {
		v.logitC = theta[at[guessingPlace]]
		v.c = 1 / (1 + math.Exp(-v.logitC))
		if v.logitC <= -guessingReach {
			v.c = 0
		}
	}
	return v
}

// runaways lists the items that have reached a bound.
func (f *fit) runaways() []int {
	var away []int
	for k := range f.forms {
		v := f.curve(k, f.theta)
		slope := math.Abs(v.a) >= slopeReach && f.places[k][slopePlace] >= 0
		if slope || math.Abs(v.d) >= interceptReach || v.logitC >= guessingReach {
			away = append(away, k)
		}
	}
	return away
}

// report writes the figures of the items that were calibrated.
func (f *fit) report(c *Calibration) {
	c.People, c.Loglik, c.Parameters, c.Iterations = f.answers.people, Known(f.loglik), len(f.theta), f.iterations
	c.Converged, c.Distance = f.converged, f.distance
	for k, j := range f.usable {
		f.reportItem(k, &c.Items[j])
	}
}

func (f *fit) reportItem(k int, item *CalibratedItem) {
	v, at := f.curve(k, f.theta), f.places[k]
	item.A, item.C, item.D = Known(v.a), Known(v.c), Known(v.d)
	if v.a == 0 {
		item.Why = NoSlope
	} else {
		item.B = Known(-v.d / v.a)
	}
	if !f.covariance.known() {
		item.Why = f.covariance.why
		return
	}
	varD := f.covariance.at(at[interceptPlace], at[interceptPlace])
	varA, covariance := 0.0, 0.0
	if at[slopePlace] >= 0 {
		varA = f.covariance.at(at[slopePlace], at[slopePlace])
		covariance = f.covariance.at(at[slopePlace], at[interceptPlace])
		item.SEA = Known(math.Sqrt(varA))
		item.CovarianceAD = Known(covariance)
	}
	item.SED = Known(math.Sqrt(varD))
	if b, known := item.B.Value(); known {
		item.SEB = Known(math.Sqrt((varD + b*b*varA + 2*b*covariance)) / math.Abs(v.a))
	}
}
