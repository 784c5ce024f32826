package ability

import "math"

// Stage is what an item's number of answers allows to be said of it.
type Stage int

// The stages of a living bank. They are judgement from a simulation of 150 items: the prior is worth 5 to 10 answers, a slope of an item's own helps from a
// few hundred answers on, and guessing is never free.
const (
	// Provisional items are scored with the uncertainty of their difficulty, and marked as not calibrated yet; no percentile rests on them.
	Provisional Stage = iota
	// Emerging items have a difficulty under a common slope, drawn to what was expected of them.
	Emerging
	// OneSlope items are scored with that difficulty.
	OneSlope
	// OwnSlopeDrawn items have a slope of their own, drawn to the usual one.
	OwnSlopeDrawn
	// OwnSlopeReported items have a slope that is fit to be shown.
	OwnSlopeReported
)

var stageAnswers = [...]int{0, 30, 100, 250, 500}

// FreeGuessingAnswers is below how many answers a guessing parameter is never estimated.
const FreeGuessingAnswers = 1000

// Answers is from how many answers on a stage begins.
func (s Stage) Answers() int { return stageAnswers[s] }

// StageOf returns the stage of an item with a number of answers.
func StageOf(answers int) Stage {
	stage := Provisional
	for next := Emerging; int(next) < len(stageAnswers) && answers >= stageAnswers[next]; next++ {
		stage = next
	}
	return stage
}

// Expectation is what is held true of an item when it is made.
type Expectation struct {
	// Difficulty has the SD of what is not known, > 0.
	Difficulty Normal
	// Guessing is c, given by the number of options; in [0,1).
	Guessing float64
}

// ExpectedDifficulty is the prior of a difficulty that somebody judged: b ~ N(r z, 1-r^2) with the judgement z in SDs of difficulties, and its correlation r
// with the truth, in [0,1].
func ExpectedDifficulty(z, r float64) Normal {
	return Normal{Mean: r * z, SD: math.Sqrt(math.Max(0, 1-r*r))}
}

// expectedLogSlopeSD is the spread of log slopes around PriorSlope.
const expectedLogSlopeSD = 0.3

// BankForms returns the forms in which a bank's items are calibrated: one common slope up to 249 answers, and one of their own from 250 on, both drawn to
// PriorSlope; difficulties drawn to what was expected; guessing given. An item that everybody gets right has an estimate too, because of what was expected.
func BankForms(items []Answers, expected []Expectation) []ItemForm {
	forms := make([]ItemForm, len(items))
	for j, item := range items {
		right, wrong, _ := item.tally()
		forms[j] = ItemForm{Slope: CommonSlope, SlopeAt: PriorSlope, Guessing: expected[j].Guessing,
			Difficulty: expected[j].Difficulty, LogSlope: Normal{math.Log(PriorSlope), expectedLogSlopeSD}}
		if StageOf(right+wrong) >= OwnSlopeDrawn {
			forms[j].Slope = OwnSlope
		}
	}
	return forms
}

// Observe folds one mark of a person into an item's difficulty between two calibrations, by the rule of TwoLevel.Update turned around: with
// eta = a(theta-b), w = a^2 p(1-p) and V = Var(theta) + Var(b), the error e = a(u-p)/(1+wV) moves b by -Var(b) e, and Var(b) shrinks by its square times
// w/(1+wV). Guessing enters w and e as it does there.
func (i Item) Observe(person Normal, mark float64) Item {
	sure := i
	sure.DifficultyVariance = 0
	p := sure.at(person.Mean)
	score := mark*p.right + (1-mark)*p.wrong
	v := person.SD*person.SD + i.DifficultyVariance
	i.Difficulty -= i.DifficultyVariance * score / (1 + p.information*v)
	i.DifficultyVariance -= i.DifficultyVariance * i.DifficultyVariance * p.information / (1 + p.information*v)
	return i
}

// ItemDrift compares an item with what it was.
type ItemDrift struct {
	// Z is the change of b in its standard errors, which are taken as independent.
	Z Figure
	// Area is the mean distance between the two curves over N(0,1): how much the chance of a right answer has changed. Range [0,1].
	Area Figure
	// Alarm says that the change is both surely there (|Z| of 3 or more) and of a size that matters (Area of 0.05 or more).
	Alarm bool
}

const (
	alarmZ    = 3
	alarmArea = 0.05
)

// Drifted compares two calibrations of the same item on different answers. Figures are absent where one of the two has none.
func Drifted(before, after CalibratedItem) ItemDrift {
	old, known := before.Item()
	now, alsoKnown := after.Item()
	if !known || !alsoKnown {
		return ItemDrift{}
	}
	var d ItemDrift
	if spread := math.Hypot(before.SEB.value, after.SEB.value); before.SEB.known && after.SEB.known && spread > 0 {
		d.Z = Known((now.Difficulty - old.Difficulty) / spread)
	}
	old.DifficultyVariance, now.DifficultyVariance = 0, 0
	area, total := 0.0, 0.0
	for q := range gridNodes {
		x := gridNode(q)
		weight := math.Exp(-x * x / 2)
		area += weight * math.Abs(now.Probability(x)-old.Probability(x))
		total += weight
	}
	d.Area = Known(area / total)
	d.Alarm = math.Abs(d.Z.value) >= alarmZ && d.Area.value >= alarmArea
	return d
}
