package ability

import "math"

// Model is a logistic model for items that are right or wrong.
type Model int

// The models: a difficulty for each item and one slope for all (1PL), a slope for each item (2PL), and a guessing parameter for each item as well (3PL).
const (
	OnePL Model = iota + 1
	TwoPL
	ThreePL
)

// SlopeForm says where an item's slope comes from.
type SlopeForm int

// A slope is the item's own, or one with all other common slopes, or given.
const (
	OwnSlope SlopeForm = iota
	CommonSlope
	GivenSlope
)

// ItemForm says what of an item is estimated, and what is held true before its answers. A prior with SD 0 is none.
type ItemForm struct {
	Slope SlopeForm
	// SlopeAt is the slope where it is given, and otherwise where the search begins; 0 begins at 1.
	SlopeAt float64
	// Guessing is c in [0,1) where it is given, and otherwise where the search begins.
	Guessing     float64
	FreeGuessing bool

	LogSlope      Normal // of log a; forces a > 0
	Intercept     Normal // of d
	Difficulty    Normal // of b = -d/a
	LogitGuessing Normal // of log(c/(1-c)), where c is free
}

// informed says whether a prior keeps the difficulty finite by itself, so that even an item that everybody gets right has an estimate.
func (f ItemForm) informed() bool { return f.Difficulty.SD > 0 }

// Priors of an item that nothing is known of: log a ~ N(0, 0.5^2), d ~ N(0, 2^2), and logit c ~ N(logit of the centre, 0.5^2).
const (
	priorLogSlopeSD      = 0.5
	priorInterceptSD     = 2
	priorLogitGuessingSD = 0.5
	// PriorGuessing is the centre for an item whose number of options is not known: one in five.
	PriorGuessing = 0.2
)

// Forms returns the form of n items under a model. A guessing parameter that is given holds for all items, whatever the model; without it c is 0 in 1PL and
// 2PL, and free in 3PL. Priors are those of items that nothing is known of.
func (m Model) Forms(n int, guessing Figure, priors bool) []ItemForm {
	form := ItemForm{SlopeAt: 1}
	if m == OnePL {
		form.Slope = CommonSlope
	}
	form.Guessing, _ = guessing.Value()
	if m == ThreePL && !guessing.known {
		form.Guessing, form.FreeGuessing = PriorGuessing, true
	}
	if priors {
		form.LogSlope, form.Intercept = Normal{0, priorLogSlopeSD}, Normal{0, priorInterceptSD}
		form.LogitGuessing = Normal{logit(PriorGuessing), priorLogitGuessingSD}
	}
	forms := make([]ItemForm, n)
	for j := range forms {
		forms[j] = form
	}
	return forms
}

func logit(p float64) float64 { return math.Log(p) - math.Log1p(-p) }

// Why says why figures of an item are absent; it is empty where none is.
type Why string

// The reasons.
const (
	NeverAsked     Why = "nobody was asked"
	AllRight       Why = "everybody who was asked got it right"
	AllWrong       Why = "nobody who was asked got it right"
	PartialMarks   Why = "it has marks between 0 and the maximum, and the model knows right and wrong alone"
	NoFiniteSlope  Why = "the answers push its slope or its intercept without end"
	NotDetermined  Why = "the answers do not determine it; more of them or priors would"
	NotConverged   Why = "the fit has not converged, and standard errors hold at the maximum alone"
	NoSlope        Why = "its slope is 0, so it has no difficulty"
	TooManyFigures Why = "there are too many parameters for standard errors"
)

// CalibratedItem has P = c + (1-c) sigma(a theta + d) and b = -d/a, with standard errors. They are the square roots of the diagonal of the inverse of the
// observed information of the marginal likelihood (Louis 1982), with the curvature of the priors where there are any; that of b is by the delta method.
type CalibratedItem struct {
	People        int // who were asked
	A, B, C, D    Figure
	SEA, SEB, SED Figure
	// CovarianceAD is between the estimates of a and d.
	CovarianceAD Figure
	Why          Why
}

// Item returns the parameters for scoring, with Var(b) as their uncertainty; false where there are none.
func (c CalibratedItem) Item() (Item, bool) {
	if !c.A.known || !c.B.known || !c.C.known {
		return Item{}, false
	}
	return Item{Slope: c.A.value, Difficulty: c.B.value, Guessing: c.C.value, DifficultyVariance: c.SEB.value * c.SEB.value}, true
}

// Calibration is a fit by marginal maximum likelihood with abilities from N(0,1), or by its posterior mode with priors.
type Calibration struct {
	People int    // who were asked an item that is calibrated
	Loglik Figure // marginal, without priors
	// Parameters are how many were estimated.
	Parameters int
	// Iterations counts passes over the answers.
	Iterations int
	// Converged says that the last step to the maximum by Newton's method moves no parameter by 1e-4 or more, and that the curvature there is that of a maximum.
	Converged bool
	// Distance is the largest move of that step; absent where it cannot be taken.
	Distance Figure
	Items    []CalibratedItem
}

// CalibrationLimits bound the work. The zero value has the defaults.
type CalibrationLimits struct {
	Iterations int // passes over the answers; 0 is 2,000
	// Going is called before each pass with the passes made so far, and ends the work by returning false; it may be nil.
	Going func(iterations int) bool
}

// Calibrate estimates item parameters from marks of 0 and the maximum; what a person was not asked is left out of the likelihood, which is right as long as
// the choice of what is asked depends on answers alone (missing at random). It uses the EM algorithm of Bock and Aitkin (1981) on 61 equally spaced
// abilities from -6 to 6 (more for long tests, whose likelihoods are narrow), sped up by SQUAREM (Varadhan and Roland 2008), and ends with Newton steps on the marginal
// likelihood. forms has one entry an item. Memory is linear in answers plus squared in parameters. The figures are the same bytes on any number of
// processors and for any order of the people.
func Calibrate(items []Answers, forms []ItemForm, limits CalibrationLimits) Calibration {
	result := Calibration{Items: make([]CalibratedItem, len(items))}
	var usable []int
	for j, item := range items {
		right, wrong, partial := item.tally()
		c := &result.Items[j]
		c.People = right + wrong + partial
		switch {
		case c.People == 0:
			c.Why = NeverAsked
		case partial > 0:
			c.Why = PartialMarks
		case wrong == 0 && !forms[j].informed():
			c.Why = AllRight
		case right == 0 && !forms[j].informed():
			c.Why = AllWrong
		default:
			usable = append(usable, j)
		}
	}
	if len(usable) == 0 {
		return result
	}
	f := newFit(items, forms, usable, limits)
	for {
		f.climb()
		// An item whose estimates run away is taken out, so that its figures are absent and those of the others do not lean on it.
		away := f.runaways()
		if len(away) == 0 {
			break
		}
		for _, k := range away {
			result.Items[usable[k]].Why = NoFiniteSlope
		}
		usable = without(usable, away)
		if len(usable) == 0 {
			return result
		}
		passes := f.iterations
		f = newFit(items, forms, usable, limits)
		f.iterations = passes
	}
	f.report(&result)
	return result
}

// tally counts the people with the maximum, with no mark, and with something between.
func (a Answers) tally() (right, wrong, partial int) {
	kinds := make([]*int, len(a.Marks))
	for code, mark := range a.Marks {
		switch {
		case code == 0:
		case mark == a.Max:
			kinds[code] = &right
		case mark == 0:
			kinds[code] = &wrong
		default:
			kinds[code] = &partial
		}
	}
	for _, code := range a.Codes {
		if counter := kinds[code]; counter != nil {
			*counter++
		}
	}
	return right, wrong, partial
}

func without(values, places []int) []int {
	out := map[int]bool{}
	for _, place := range places {
		out[place] = true
	}
	var kept []int
	for i, value := range values {
		if !out[i] {
			kept = append(kept, value)
		}
	}
	return kept
}
