package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"touchstone/internal/audit"
)

// A judge who always finds the key, and objects to what is planted, accepts every genuine question.
func TestAnAuditFromTheDrawToTheScore(t *testing.T) {
	guides, out := t.TempDir(), filepath.Join(t.TempDir(), "audit")
	check(t, os.Rename(ownGuide(t, "sql"), filepath.Join(guides, "sql.md")))
	check(t, os.WriteFile(filepath.Join(guides, "broken.md"), []byte("\x00"), 0o600))
	printed, errOut, err := runs(t, "audit", "draw", guides, "--count", "40", "--seed", "5", "--out", out)
	check(t, err)
	if !strings.Contains(printed, "46 items in the sheets, 6 of them planted") || !strings.Contains(printed, "bytes that differ in two runs         0") || !strings.Contains(errOut, "broken.md is left out") {
		t.Errorf("printed %s\n%s", printed, errOut)
	}
	refuses(t, "judges may have written in it", "audit", "draw", guides, "--count", "40", "--out", out)

	again := filepath.Join(t.TempDir(), "again")
	_, _, err = runs(t, "audit", "draw", guides, "--count", "40", "--seed", "5", "--out", again)
	check(t, err)
	for _, name := range []string{"key.json", "figures.txt", "sheets/passage.md", "sheets/stem.md", "sheets/options.md", "sheets/passage.csv"} {
		a, err := os.ReadFile(filepath.Join(out, name))
		check(t, err)
		b, err := os.ReadFile(filepath.Join(again, name))
		check(t, err)
		if string(a) != string(b) {
			t.Errorf("%s differs in a second draw by the same seed", name)
		}
	}

	sheets := filepath.Join(out, "sheets")
	refuses(t, "holds no filled sheet", "audit", "score", sheets)
	var key audit.Key
	content, err := os.ReadFile(filepath.Join(out, "key.json"))
	check(t, err)
	check(t, json.Unmarshal(content, &key))
	for _, name := range []string{"ada", "grace"} {
		fill(t, filepath.Join(sheets, "passage.csv"), filepath.Join(sheets, "passage-"+name+".csv"), &key)
	}
	printed, _, err = runs(t, "audit", "score", sheets)
	check(t, err)
	for _, part := range []string{"passage-ada", "100.0 %  [ 61.0, 100.0]  6 of 6  counts; judged 46 of 46", "100.0 %  [ 91.2, 100.0]  40 of 40"} {
		if !strings.Contains(printed, part) {
			t.Errorf("%q is missing in\n%s", part, printed)
		}
	}
}

// fill writes into a blank sheet what a perfect judge would write.
func fill(t *testing.T, blank, filled string, key *audit.Key) {
	t.Helper()
	file, err := os.Open(blank)
	check(t, err)
	rows, err := csv.NewReader(file).ReadAll()
	check(t, err)
	check(t, file.Close())
	for n, item := range key.Items {
		row := rows[n+1] // item, answer, usable, flaws, level, support
		row[1], row[2], row[4], row[5] = item.Answer, "y", "apply", "y"
		switch {
		case len(item.Accept) > 0:
			row[1] = item.Accept[0]
		case item.Value != nil:
			row[1] = strconv.FormatFloat(*item.Value, 'g', -1, 64)
		}
		if item.Planted != "" {
			row[2] = "n"
		}
	}
	file, err = os.Create(filled)
	check(t, err)
	check(t, csv.NewWriter(file).WriteAll(rows))
	check(t, file.Close())
}
