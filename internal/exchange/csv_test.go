package exchange

import (
	"encoding/csv"
	"strings"
	"testing"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
)

func TestScoresHoldOneRowALearnerAndNoFalseZero(t *testing.T) {
	rows := []people.Standing{
		{Name: `=HYPERLINK("http://evil")`, Taken: 2, Overall: people.Cell{Asked: 20, Enough: true, Score: 62, Low: 50, High: 73}, Topics: map[string]people.Cell{"sql": {Asked: 1}}},
		{Name: "Björn, \"the\" second", Taken: 0, Topics: map[string]people.Cell{}},
	}
	var b strings.Builder
	if err := WriteScores(&b, []Column{{"sql", "SQL"}}, rows, false); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil || len(records) != 3 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	want := []string{`'=HYPERLINK("http://evil")`, "2", "62", "50", "73", "20", "", "", "", "1"}
	for i, cell := range records[1] {
		if cell != want[i] {
			t.Errorf("cell %d is %q, want %q", i, cell, want[i])
		}
	}
	if records[2][0] != `Björn, "the" second` {
		t.Errorf("the name came back as %q", records[2][0])
	}
}

func TestHiddenNamesStandNowhere(t *testing.T) {
	var b strings.Builder
	if err := WriteScores(&b, nil, []people.Standing{{Name: "Ada"}}, true); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "Ada") || !strings.Contains(b.String(), "Learner 1") {
		t.Errorf("got %q", b.String())
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"=1+1", "@SUM(A1)", "-2+3", "\t=1", "plain", "\x00=1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		safe := Text(cell)
		if safe != "" && strings.ContainsRune("=+-@\t\r\n", rune(safe[0])) {
			t.Errorf("%q begins like a formula", safe)
		}
	})
}

func TestCandidatesStandByCodeAlone(t *testing.T) {
	var b strings.Builder
	err := WriteCandidates(&b, []screening.Candidate{
		{Code: "7F3K", Name: "Ada", Email: "ada@example.org", ExtraTime: 50, Status: screening.Done, Result: &quiz.Result{Score: 62, Low: 50, High: 73}},
		{Code: "9QAB", Name: "Ben", Status: screening.Invited},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, leak := range []string{"Ada", "ada@", "Ben", "50,"} {
		if strings.Contains(strings.Replace(b.String(), "62,50,73", "", 1), leak) {
			t.Errorf("%q leaked into %q", leak, b.String())
		}
	}
	if !strings.Contains(b.String(), "7F3K,done,62,50,73,") || !strings.Contains(b.String(), "9QAB,invited,,,,") {
		t.Errorf("got %q", b.String())
	}
}
