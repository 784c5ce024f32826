package generate

import (
	"slices"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
)

func TestClausesOfARefutationThatStandAlone(t *testing.T) {
	w := newWriter(&Generator{curriculum: &curriculum.Curriculum{}}, nil, nil, 1)
	for _, test := range []struct {
		wrong, because string
		want           []string
	}{
		{"A kettle heats faster with two lids", "A second lid on a kettle keeps the heat of a kettle inside, and a kettle with one lid loses little.",
			[]string{"A second lid on a kettle keeps the heat of a kettle inside, and a kettle with one lid loses little", "A second lid on a kettle keeps the heat of a kettle inside", "a kettle with one lid loses little"}},
		{"A kettle heats faster with two lids", "One kettle holds two litres of cold water, so the second lid saves time.", []string{"One kettle holds two litres of cold water"}},
		{"A kettle heats faster with two lids", "They keep the same heat, and the word lid says nothing.", nil},
		{"A kettle heats faster with two lids", "A kettle takes longer in winter.", nil},
	} {
		f := &extract.Fact{Fact: bank.Fact{Relation: extract.Misconception, Object: test.wrong}, Because: test.because}
		got := w.refutations(f)
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("%q gives %q, want %q", test.because, got, test.want)
		}
	}
}

func TestMisconceptionsMakeQuestionsInBothWays(t *testing.T) {
	questions, _ := libraryQuestions(t)
	right, mistakes := 0, 0
	for i := range questions {
		q := &questions[i]
		if q.Schema != "misconception" {
			continue
		}
		for _, o := range q.Options {
			if !o.Correct {
				continue
			}
			if o.Proof[:1] == "c" {
				mistakes++
			} else {
				right++
			}
		}
	}
	if right < 20 || mistakes < 100 {
		t.Errorf("%d questions for the right statement and %d for the mistake", right, mistakes)
	}
}

func TestClaimsNameWhatTheySpeakOf(t *testing.T) {
	w := newWriter(&Generator{curriculum: kitchen()}, nil, nil, 1)
	if !w.names("Somebody cleans a whisk after each use") {
		t.Error("a whisk is known")
	}
	if w.names("A target of one hundred percent leaves no room") {
		t.Error("nobody knows which target is meant")
	}
	for text, want := range map[string]bool{
		"A second pan needs the cook that books":            false,
		"A cook is free, and the cook that books is not":    true,
		"A whisk beats air into eggs without any machine":   true,
		"The browser that asks receives the page unchanged": true,
	} {
		if got := introduced(text); got != want {
			t.Errorf("%q is introduced: %t, want %t", text, got, want)
		}
	}
}
