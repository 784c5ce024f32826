package audit

import (
	"strings"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate"
)

// library makes the questions of the study guides and a gate that knows their texts.
func library(t *testing.T) ([]bank.Question, *bank.Gate) {
	t.Helper()
	c := curriculum.Library()
	sources, err := generate.Library(c)
	if err != nil {
		t.Fatal(err)
	}
	made, err := generate.Run(sources, c, generate.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, source := range sources {
		texts[source.Path] = source.Document.Text
	}
	return made.Questions, bank.NewGate(c, func(document string) (string, bool) {
		text, ok := texts[document]
		return text, ok
	})
}

func TestTheGateFindsPlantedFlaws(t *testing.T) {
	questions, gate := library(t)
	alarms := Share{}
	for i := range questions {
		alarms.add(len(gate.Question(&questions[i])) > 0)
	}
	foreign, unsourced := bank.NewGate(gate.Curriculum, nil), Share{}
	for i := range questions {
		unsourced.add(len(foreign.Question(&questions[i])) > 0)
	}
	t.Logf("false alarms on the library: %v; without its texts: %v", alarms, unsourced)
	if alarms.Value() > 0.03 || unsourced.Value() > 0.03 {
		t.Error("more than 3 % of the library's questions are blamed")
	}
	all := Share{}
	for _, trial := range []*Trial{Try(questions, gate, 40), TrySets(questions, gate, 40)} {
		t.Logf("\n%v\nmissed:\n%s", trial, strings.Join(trial.Missed, "\n"))
		for check, share := range trial.Found {
			all.Hits, all.Of = all.Hits+share.Hits, all.Of+share.Of
			if share.Of < 20 || share.Value() < 0.85 { // of 40 plants a share of 0.95 comes out below 0.90 once in ten times
				t.Errorf("%s: %v", bank.CheckName(check), share)
			}
		}
	}
	if all.Of < 29*20 || all.Value() < 0.95 {
		t.Errorf("of all plants %v are found", all)
	}
}
