package people

import "testing"

func row(name string, scores map[string]int) Standing {
	s := Standing{Name: name, Topics: map[string]Cell{}}
	for topic, score := range scores {
		s.Topics[topic] = Cell{Asked: 5, Enough: true, Score: score}
	}
	return s
}

func TestTeachNextTakesTheTopicWithTheLargestShareBelowTheLevel(t *testing.T) {
	rows := []Standing{
		row("a", map[string]int{"sql": 70, "http": 30}), row("b", map[string]int{"sql": 50, "http": 59}),
		row("c", map[string]int{"sql": 80, "http": 90, "oauth": 10}), row("d", map[string]int{"sql": 55}),
	}
	got, ok := TeachNext([]string{"sql", "http", "oauth"}, rows)
	if !ok || got != (Teach{Topic: "http", Below: 2, Of: 3}) {
		t.Errorf("got %+v, %v; one learner alone does not make oauth the class's need", got, ok)
	}
	if _, ok := TeachNext([]string{"sql"}, nil); ok {
		t.Error("an empty class needs nothing in particular")
	}
}

func TestMayNeedHelpAsksForTwoWeakTopicsAndHalfOfThem(t *testing.T) {
	rows := []Standing{
		row("one weak topic", map[string]int{"a": 10}),
		row("two of three", map[string]int{"a": 10, "b": 39, "c": 90}),
		row("two of five", map[string]int{"a": 10, "b": 20, "c": 90, "d": 80, "e": 70}),
		row("all", map[string]int{"a": 10, "b": 20}),
	}
	got := MayNeedHelp(rows)
	if len(got) != 2 || got[0].Standing.Name != "all" || got[1].Standing.Name != "two of three" {
		t.Errorf("got %+v", got)
	}
}

func TestSortPutsLearnersWithoutAFigureLast(t *testing.T) {
	for _, descending := range []bool{false, true} {
		rows := []Standing{row("none", nil), row("low", map[string]int{"sql": 10}), row("high", map[string]int{"sql": 90})}
		SortStandings(rows, "sql", descending)
		if rows[2].Name != "none" {
			t.Errorf("descending %v: %s stands last", descending, rows[2].Name)
		}
		if first := rows[0].Name; (first == "high") != descending {
			t.Errorf("descending %v: %s stands first", descending, first)
		}
	}
}
