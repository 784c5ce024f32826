package recommend

import (
	"math"
	"time"
)

// The forgetting curve of FSRS-6 with its default decay: R(t) = (1 + F t/S)^-w20, so that R(S) = 0.9.
const (
	forgettingDecay = 0.1542
	// firstStability is the stability in days after one good answer, w2 of FSRS-6.
	firstStability = 2.3065
	// reviewBelow is the recall under which a review is due.
	reviewBelow = 0.90
)

var forgettingFactor = math.Pow(reviewBelow, -1/forgettingDecay) - 1

// recallAfter is the probability of recalling what was known, days after it was last seen. Range (0,1]; 1 on the day itself.
func recallAfter(days, stability float64) float64 {
	return math.Pow(1+forgettingFactor*math.Max(0, days)/stability, -forgettingDecay)
}

// remember fills in what is left of a topic. Its stability grows with the questions whose last answer was right, by the stability of a first good answer
// each. That is a rule of thumb: a topic is many facts, and FSRS follows each fact by itself.
func (t *topic) remember(now time.Time) {
	t.stability = firstStability * float64(1+t.right)
	t.recall = 1
	if t.seen.IsZero() {
		return
	}
	t.age = math.Max(0, now.Sub(t.seen).Hours()/24)
	t.recall = recallAfter(t.age, t.stability)
}

// due reports whether a review is due.
func (t *topic) due() bool { return t.recall < reviewBelow }

// dueIn is the number of days until a review is due, negative when it is overdue.
func (t *topic) dueIn() float64 { return t.stability - t.age }
