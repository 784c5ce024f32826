package generate

import (
	"math"

	"touchstone/internal/bank"
	"touchstone/internal/generate/compute"
	"touchstone/internal/generate/extract"
)

// addComputed adds the questions whose keys are computed. They rest on sentences of our study guides, so a run over other documents gets none.
func addComputed(w *writer, sources []extract.Source, variants int, result *Result) error {
	if variants == 0 {
		return nil
	}
	var ours []extract.Source
	for _, s := range sources {
		if w.ours[documentName(s)] {
			ours = append(ours, s)
		}
	}
	made, err := compute.Questions(ours, w.gate, w.seed, variants)
	if err != nil {
		return err
	}
	for i := range made.Questions {
		q := &made.Questions[i]
		b := levelDifficulty[q.Level] + 0.1*float64(w.topicDepth[q.Topic])
		if q.Kind == bank.Numeric {
			b += 0.2 // nothing to recognise: the number has to be found
		}
		q.Difficulty = math.Round(100*math.Min(2, b)) / 100
	}
	result.Facts = append(result.Facts, made.Facts...)
	result.Questions = append(result.Questions, made.Questions...)
	result.Rejected = append(result.Rejected, made.Rejected...)
	return nil
}
