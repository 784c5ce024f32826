package generate

import (
	"sync"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
)

type libraryRun struct {
	sources []extract.Source
	result  *Result
	err     error
}

// library is made once for all tests of this file.
var library = sync.OnceValue(func() libraryRun {
	c := curriculum.Library()
	sources, err := Library(c)
	if err != nil {
		return libraryRun{err: err}
	}
	result, err := Run(sources, c, Options{Seed: 1})
	return libraryRun{sources, result, err}
})

func libraryQuestions(t *testing.T) ([]bank.Question, map[string]string) {
	t.Helper()
	run := library()
	if run.err != nil {
		t.Fatal(run.err)
	}
	texts := map[string]string{}
	for _, s := range run.sources {
		texts[s.Path] = s.Document.Text
	}
	return run.result.Questions, texts
}

func TestEveryQuoteStandsWhereItSays(t *testing.T) {
	questions, texts := libraryQuestions(t)
	for i := range questions {
		q := &questions[i]
		if len(q.Evidence) == 0 {
			t.Errorf("%s %q rests on nothing", q.Schema, q.Stem)
		}
		for _, e := range q.Evidence {
			text, ok := texts[e.Document]
			if !ok || e.Start < 0 || e.End > len(text) || text[e.Start:e.End] != e.Quote || e.Passage == "" {
				t.Errorf("%q: the quote %q is not at %d to %d of %s", q.Stem, e.Quote, e.Start, e.End, e.Document)
			}
		}
	}
	for _, f := range library().result.Facts {
		for _, quote := range f.Quotes {
			if text := texts[f.Document]; quote.End > len(text) || text[quote.Start:quote.End] != quote.Text {
				t.Errorf("fact %s: the quote %q is not at its span", f.ID, quote.Text)
			}
		}
	}
}

func TestKeysEarnTheMarkAndWrongAnswersNothing(t *testing.T) {
	questions, _ := libraryQuestions(t)
	mark := func(q *bank.Question, r bank.Response) float64 {
		m, err := q.Mark(r)
		if err != nil {
			t.Fatalf("%q: %v", q.Stem, err)
		}
		return m
	}
	for i := range questions {
		q := &questions[i]
		switch q.Kind {
		case bank.Single:
			for k, o := range q.Options {
				want := 0.0
				if o.Correct {
					want = 1
				}
				if got := mark(q, bank.Response{Choices: []int{k}}); got != want {
					t.Errorf("%q: option %d earns %v, want %v", q.Stem, k, got, want)
				}
			}
		case bank.Multiple:
			var keys, wrong []int
			for k, o := range q.Options {
				if o.Correct {
					keys = append(keys, k)
				} else {
					wrong = append(wrong, k)
				}
			}
			if len(keys) < 2 || len(wrong) < 2 || mark(q, bank.Response{Choices: keys}) != 1 || mark(q, bank.Response{Choices: wrong}) != 0 {
				t.Errorf("%q: %d keys and %d wrong options do not earn 1 and 0", q.Stem, len(keys), len(wrong))
			}
		case bank.Match:
			rights := make([]int, len(q.Pairs))
			for k := range rights {
				rights[k] = k
			}
			if mark(q, bank.Response{Rights: rights}) != 1 {
				t.Errorf("%q: the right pairs do not earn the mark", q.Stem)
			}
		case bank.Order:
			steps, reverse := make([]int, len(q.Order)), make([]int, len(q.Order))
			for k := range steps {
				steps[k], reverse[len(reverse)-1-k] = k, k
			}
			if mark(q, bank.Response{Sequence: steps}) != 1 || mark(q, bank.Response{Sequence: reverse}) != 0 {
				t.Errorf("%q: the order and its reverse do not earn 1 and 0", q.Stem)
			}
		case bank.Numeric:
			if q.Value == nil {
				t.Errorf("%q has no value", q.Stem)
			}
		}
	}
}

func TestEveryOptionIsProvedAndExplained(t *testing.T) {
	questions, _ := libraryQuestions(t)
	for i := range questions {
		q := &questions[i]
		if q.Explanation == "" || q.Topic == "" || q.Family == "" || len(q.Facts) == 0 || q.Flaws == nil || len(q.Flaws) > 0 {
			t.Errorf("%s %q lacks an explanation, topic, family or facts, or has flaws %v", q.Schema, q.Stem, q.Flaws)
		}
		if q.Difficulty < -2 || q.Difficulty > 2 {
			t.Errorf("%q has the difficulty %v", q.Stem, q.Difficulty)
		}
		for _, o := range q.Options {
			if o.Why == "" || o.Proof == "" {
				t.Errorf("%q: the option %q is not explained or not proved", q.Stem, o.Text)
			}
		}
	}
}

func TestIdsAreUniqueAndFactsCarryThreeAtMost(t *testing.T) {
	questions, _ := libraryQuestions(t)
	ids, facts := map[string]bool{}, map[string]int{}
	for i := range questions {
		q := &questions[i]
		if ids[q.ID] {
			t.Errorf("the id %s is used twice", q.ID)
		}
		ids[q.ID] = true
		for _, f := range q.Facts {
			if facts[f]++; facts[f] == mostOnFact+1 {
				t.Errorf("more than %d questions on the fact %s", mostOnFact, f)
			}
		}
	}
}

func TestTheLibraryPassesTheGateAsABank(t *testing.T) {
	questions, texts := libraryQuestions(t)
	gate := bank.NewGate(curriculum.Library(), func(document string) (string, bool) { text, ok := texts[document]; return text, ok })
	for i := range questions {
		if flaws := gate.Question(&questions[i]); len(flaws) > 0 {
			t.Errorf("%q: %v", questions[i].Stem, flaws)
		}
	}
	for _, f := range gate.Bank(questions) {
		t.Errorf("%s: %s", bank.CheckName(f.Check), f.Words)
	}
}

// TestTheLibraryIsBroad holds what the seven study guides must give: 400 questions in all, and enough in each schema to choose from.
func TestTheLibraryIsBroad(t *testing.T) {
	questions, _ := libraryQuestions(t)
	count := map[string]int{}
	for i := range questions {
		count[questions[i].Schema]++
	}
	if len(questions) < 400 {
		t.Errorf("%d questions, want 400 or more", len(questions))
	}
	for _, schema := range []string{"definition-term", "definition-meaning", "classification", "contrast", "purpose-term", "purpose-meaning", "framework-of", "consequence", "multiple", "scenario"} {
		if count[schema] < 25 {
			t.Errorf("%d questions of the schema %s, want 25 or more", count[schema], schema)
		}
	}
	for _, schema := range []string{"matching", "ordering", "odd-one-out"} {
		if count[schema] < 10 {
			t.Errorf("%d questions of the schema %s, want 10 or more", count[schema], schema)
		}
	}
}
