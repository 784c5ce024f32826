package web

import (
	"slices"
	"strconv"
	"testing"

	"touchstone/internal/bank"
	"touchstone/views"
)

// question is a single choice on one fact in one passage.
func question(id, schema string, level bank.Level, fact, passage string, difficulty float64) *bank.Question {
	return &bank.Question{
		ID: id, Schema: schema, Family: "family of " + fact, Kind: bank.Single, Level: level, Facts: []string{fact}, Difficulty: difficulty, Stem: "Which " + id + "?",
		Options:  []bank.Option{{Text: "right for " + id, Correct: true}, {Text: "wrong for " + id}, {Text: "also wrong for " + id}},
		Evidence: []bank.Evidence{{Passage: passage}},
	}
}

func ids(questions []*bank.Question) (all []string) {
	for _, q := range questions {
		all = append(all, q.ID)
	}
	return all
}

func TestChosenChecksDiffer(t *testing.T) {
	candidates := []*bank.Question{
		question("a", "definition-term", bank.Remember, "f1", "p1", .3),
		question("b", "definition-meaning", bank.Understand, "f1", "p1", .2), // the same fact as a
		question("c", "contrast", bank.Understand, "f2", "p2", -.5),
		question("d", "contrast", bank.Understand, "f3", "p2", .1),
		question("e", "scenario", bank.Apply, "f4", "p3", 1),
		question("f", "scenario", bank.Apply, "f5", "p3", 1),
	}
	several := question("g", "multiple", bank.Analyse, "f6", "p4", 0)
	several.Kind = bank.Multiple
	candidates = append(candidates, several)
	about := func(q *bank.Question) []string { return []string{q.ID} }
	chosen := chooseChecks(candidates, 3, about)
	if len(chosen) != 3 {
		t.Fatalf("chosen are %q", ids(chosen))
	}
	schemas, levels, facts := map[string]bool{}, map[bank.Level]bool{}, map[string]bool{}
	for i, q := range chosen {
		schemas[q.Schema], levels[q.Level], facts[q.Facts[0]] = true, true, true
		if q.Kind != bank.Single || i > 0 && chosen[i-1].Difficulty > q.Difficulty {
			t.Errorf("chosen are %q", ids(chosen))
		}
	}
	if len(schemas) != 3 || len(levels) < 2 || len(facts) != 3 {
		t.Errorf("chosen are %q with %d schemas, %d levels and %d facts", ids(chosen), len(schemas), len(levels), len(facts))
	}
	turned := slices.Clone(candidates)
	slices.Reverse(turned)
	if got := ids(chooseChecks(turned, 3, about)); !slices.Equal(got, ids(chosen)) {
		t.Errorf("in another order are chosen %q, before %q", got, ids(chosen))
	}
	if got := ids(chooseChecks(candidates[:2], 3, about)); len(got) != 1 {
		t.Errorf("of two questions on one fact are chosen %q", got)
	}
	if got := chooseChecks(nil, 3, about); len(got) != 0 {
		t.Errorf("of nothing are chosen %q", ids(got))
	}
}

func TestAQuestionBelongsToTheSectionThatHoldsAllItsEvidence(t *testing.T) {
	sections := []views.GuideSection{{Passages: []string{"p1", "p2"}}, {Passages: []string{"p3"}}, {Passages: []string{"p4"}, Sources: true}}
	both, across, unseen, sources, none := question("both", "", "", "", "p1", 0), question("across", "", "", "", "p1", 0), question("unseen", "", "", "", "p9", 0), question("sources", "", "", "", "p4", 0), question("none", "", "", "", "", 0)
	both.Evidence = append(both.Evidence, bank.Evidence{Passage: "p2"})
	across.Evidence = append(across.Evidence, bank.Evidence{Passage: "p3"})
	none.Evidence = nil
	got := sectionsOf(sections, []*bank.Question{both, across, unseen, sources, none, question("second", "", "", "", "p3", 0)})
	if len(got) != 2 || got["both"] != 0 || got["second"] != 1 {
		t.Errorf("sections %v", got)
	}
}

func TestChecksDoNotTellEachOther(t *testing.T) {
	first, telling, same, other := question("first", "a", bank.Apply, "f1", "p1", 0), question("telling", "b", bank.Apply, "f2", "p2", 0), question("same", "c", bank.Apply, "f3", "p3", 0), question("other", "d", bank.Apply, "f4", "p4", 0)
	telling.Stem = "What follows from right for first?"
	same.Stem = first.Stem
	about := func(*bank.Question) []string { return nil }
	for _, pair := range [][]*bank.Question{{first, telling}, {first, same}} {
		if got := ids(chooseChecks(pair, 3, about)); len(got) != 1 {
			t.Errorf("together are asked %q", got)
		}
	}
	if got := ids(chooseChecks([]*bank.Question{first, other}, 3, about)); len(got) != 2 {
		t.Errorf("only %q is asked", got)
	}
	// Of two that are alike but for their subject, the one with a new subject comes first.
	again, fresh := question("again", "e", bank.Apply, "f5", "p5", 0), question("fresh", "f", bank.Apply, "f6", "p6", 0)
	subject := func(q *bank.Question) []string {
		return map[string][]string{"first": {"x"}, "again": {"x"}, "fresh": {"y"}}[q.ID]
	}
	if newness(topical{again, subject(again)}, []topical{{first, subject(first)}}) >= newness(topical{fresh, subject(fresh)}, []topical{{first, subject(first)}}) {
		t.Error("a new subject is worth nothing")
	}
}

// The place of the right option must say nothing: over many questions each is as likely as another.
func TestTheRightOptionStandsAnywhere(t *testing.T) {
	places := make([]int, 3)
	for i := range 600 {
		q := question("q"+strconv.Itoa(i), "s", bank.Apply, "f", "p", 0)
		c := asCheck(q)
		if len(c.Options) != 3 || len(c.order) != 3 || c.Options[slices.Index(c.order, 0)] != q.Options[0].Text || c.ID == "" {
			t.Fatalf("the check is %+v", c)
		}
		places[slices.Index(c.order, 0)]++
	}
	for place, n := range places {
		if n < 160 || n > 240 { // 200 with a standard deviation of 11.5
			t.Errorf("the right option stands %d times of 600 at place %d", n, place+1)
		}
	}
}
