package ability

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestStagesSwitchAtTheirNumbersOfAnswers(t *testing.T) {
	for answers, want := range map[int]Stage{0: Provisional, 29: Provisional, 30: Emerging, 99: Emerging, 100: OneSlope, 249: OneSlope, 250: OwnSlopeDrawn, 499: OwnSlopeDrawn, 500: OwnSlopeReported, 1e6: OwnSlopeReported} {
		if got := StageOf(answers); got != want || got.Answers() > answers {
			t.Errorf("%d answers: stage %d, want %d", answers, got, want)
		}
	}
}

// bank simulates a bank of 150 items that each learner answers 15 of, with judgements of difficulty that correlate with the truth by r.
func bank(seed uint64, perItem int, r float64) (answers []Answers, truth []Item, expected []Expectation) {
	const items, perLearner = 150, 15
	chance := rand.New(rand.NewPCG(seed, 6))
	people := items * perItem / perLearner
	for range items {
		b := chance.NormFloat64()
		truth = append(truth, Item{Slope: 1.2 * math.Exp(.3*chance.NormFloat64()), Difficulty: b})
		judged := r*b + math.Sqrt(1-r*r)*chance.NormFloat64()
		expected = append(expected, Expectation{Difficulty: ExpectedDifficulty(judged, r)})
		answers = append(answers, Answers{Max: 1, Marks: []float64{0, 0, 1}, Codes: make([]uint16, people)})
	}
	for i := range people {
		theta := chance.NormFloat64()
		for _, j := range chance.Perm(items)[:perLearner] {
			answers[j].Codes[i] = 1
			if chance.Float64() < truth[j].Probability(theta) {
				answers[j].Codes[i] = 2
			}
		}
	}
	return answers, truth, expected
}

// agreement is the RMSE of difficulties and their correlation with the truth.
func agreement(got []float64, truth []Item) (rmse, r float64) {
	var d, x, y, xx, yy, xy float64
	for j, b := range got {
		e := b - truth[j].Difficulty
		d, x, y, xx, yy, xy = d+e*e, x+b, y+truth[j].Difficulty, xx+b*b, yy+truth[j].Difficulty*truth[j].Difficulty, xy+b*truth[j].Difficulty
	}
	n := float64(len(got))
	return math.Sqrt(d / n), (xy - x*y/n) / math.Sqrt((xx-x*x/n)*(yy-y*y/n))
}

// The figures of a reference simulation with judgements of r = .5: RMSE and correlation of difficulties by answers an item, in batch.
func TestColdStartMeetsItsReference(t *testing.T) {
	for _, known := range []struct {
		perItem       int
		rmse, r       float64
		onlineReached float64
	}{{5, .747, .72, .735}, {10, .653, .80, .656}, {20, .547, .86, .552}, {50, .364, .94, .384}, {200, .229, .98, .261}} {
		batch, online, r := 0.0, 0.0, 0.0
		const repetitions = 4
		for seed := range uint64(repetitions) {
			answers, truth, expected := bank(seed, known.perItem, .5)
			c := Calibrate(answers, BankForms(answers, expected), CalibrationLimits{})
			if !c.Converged {
				t.Errorf("%d answers, seed %d: not converged", known.perItem, seed)
			}
			difficulties := make([]float64, len(truth))
			for j, item := range c.Items {
				difficulties[j] = item.B.value
			}
			e, correlation := agreement(difficulties, truth)
			batch, r = batch+e/repetitions, r+correlation/repetitions
			e, _ = agreement(observed(answers, expected), truth)
			online += e / repetitions
		}
		t.Logf("%d answers an item: batch RMSE %.3f (reference %.3f), r %.3f (%.2f); online RMSE %.3f (%.3f)", known.perItem, batch, known.rmse, r, known.r, online, known.onlineReached)
		if batch > known.rmse*1.06 || r < known.r-.03 || online > known.onlineReached*1.1 {
			t.Error("behind the reference")
		}
		if known.perItem == 20 && (batch > .58 || r < .85) {
			t.Error("outside the gate")
		}
	}
}

// observed folds answers in one by one, a person after the other.
func observed(answers []Answers, expected []Expectation) []float64 {
	items := make([]Item, len(answers))
	for j, e := range expected {
		items[j] = Item{Slope: PriorSlope, Difficulty: e.Difficulty.Mean, DifficultyVariance: e.Difficulty.SD * e.Difficulty.SD}
	}
	m := TwoLevel{Sigma: 1e-6}
	for i := range answers[0].Codes {
		state := NewState()
		for j, item := range answers {
			if code := item.Codes[i]; code != 0 {
				person := Normal{state.Mean, math.Sqrt(state.Variance)}
				mark := float64(code - 1)
				state = m.Update(state, "", items[j], mark)
				items[j] = items[j].Observe(person, mark)
			}
		}
	}
	difficulties := make([]float64, len(items))
	for j, item := range items {
		difficulties[j] = item.Difficulty
	}
	return difficulties
}

// An answer to an item of known difficulty changes nothing, a right answer makes an item easier, and every answer makes it better known.
func TestObserveMovesADifficultyTheRightWay(t *testing.T) {
	item := Item{Slope: 1.2, Difficulty: .3, Guessing: .2, DifficultyVariance: .64}
	person := Normal{0, .5}
	right, wrong := item.Observe(person, 1), item.Observe(person, 0)
	if !(right.Difficulty < item.Difficulty && wrong.Difficulty > item.Difficulty && right.DifficultyVariance < item.DifficultyVariance && right.DifficultyVariance > 0) {
		t.Errorf("right %+v, wrong %+v", right, wrong)
	}
	item.DifficultyVariance = 0
	if item.Observe(person, 1) != item {
		t.Error("a known difficulty moves")
	}
}

// An item that everybody gets right has an estimate in a living bank, easier than expected and less sure than one with answers of both kinds.
func TestABankEstimatesWhatEverybodyGetsRight(t *testing.T) {
	answers, _, expected := bank(3, 40, .5)
	for i, code := range answers[0].Codes {
		if code != 0 {
			answers[0].Codes[i] = 2
		}
	}
	c := fitted(t, answers, BankForms(answers, expected))
	b, known := c.Items[0].B.Value()
	if !known || b >= expected[0].Difficulty.Mean || !c.Items[0].SEB.known || c.Items[0].SEB.value > expected[0].Difficulty.SD {
		t.Errorf("%+v, expected %+v", c.Items[0], expected[0])
	}
}

// The alarm is silent for items that stay and rings for one that became known.
func TestDriftIsSeenInTheItemThatMoved(t *testing.T) {
	const people, n = 1500, 20
	before, truth, _ := drawn(31, people, n, 0)
	moved := append([]Item(nil), truth...)
	moved[4].Difficulty -= .8
	chance := rand.New(rand.NewPCG(5, 31))
	after := make([]Answers, n)
	for j := range after {
		after[j] = Answers{Max: 1, Marks: []float64{0, 0, 1}, Codes: make([]uint16, people)}
	}
	for i := range people {
		theta := chance.NormFloat64()
		for j := range moved {
			after[j].Codes[i] = 1
			if chance.Float64() < moved[j].Probability(theta) {
				after[j].Codes[i] = 2
			}
		}
	}
	forms := TwoPL.Forms(n, Figure{}, true)
	old, now := fitted(t, before, forms), fitted(t, after, forms)
	for j := range forms {
		d := Drifted(old.Items[j], now.Items[j])
		if d.Alarm != (j == 4) {
			t.Errorf("item %d: %+v", j, d)
		}
	}
	if d := Drifted(old.Items[0], old.Items[0]); d.Z.value != 0 || d.Area.value != 0 || d.Alarm {
		t.Errorf("against itself: %+v", d)
	}
	if d := Drifted(CalibratedItem{}, now.Items[0]); d.Z.known || d.Area.known || d.Alarm {
		t.Errorf("against nothing: %+v", d)
	}
}
