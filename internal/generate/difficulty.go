package generate

import (
	"math"

	"touchstone/internal/bank"
)

// Starting points of the difficulty prior in logits, by level: what recalls is easier than what applies. Judgement, to be replaced by answers.
var levelDifficulty = map[bank.Level]float64{bank.Remember: -0.7, bank.Understand: -0.15, bank.Apply: 0.35, bank.Analyse: 0.6}

// difficulty is the prior of b on the logit scale, between -2 and 2: level, likeness of the options to the key (the more alike, the harder), confusable
// wrong options, number of options, depth of the topic, and how much has to be got right at once.
func (w *writer) difficulty(q *bank.Question) float64 {
	b := levelDifficulty[q.Level]
	switch q.Kind {
	case bank.Multiple:
		b += 0.4
	case bank.Match:
		b += 0.2
	case bank.Order:
		b += 0.1 * float64(len(q.Order)-3)
	}
	var key bank.Option
	for _, o := range q.Options {
		if o.Correct {
			key = o
			break
		}
	}
	likeness, confusable, wrong := 0.0, 0.0, 0.0
	for _, o := range q.Options {
		if o.Correct {
			continue
		}
		wrong++
		likeness = math.Max(likeness, w.gate.Likeness(o.Text, key.Text))
		if w.confusable[[2]string{key.Concept, o.Concept}] {
			confusable++
		}
	}
	if wrong > 0 {
		b += 0.8*likeness + 0.3*confusable/wrong
		if q.Kind == bank.Single && wrong < 3 {
			b -= 0.15
		}
	}
	b += 0.1 * float64(w.topicDepth[q.Topic])
	b -= 0.05 * float64(min(len(q.Evidence)-1, 3))
	return math.Round(100*math.Max(-2, math.Min(2, b))) / 100
}
