package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLintTellsFlawsWithWhatToDo(t *testing.T) {
	folder := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(folder, name)
		check(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	flawed := file("flawed.txt", "Which tree keeps its needles through the whole winter?\nA. birch\nB. spruce\nC. all of the above\nANSWER: B\n\nWhich organ filters waste from the blood of a mammal?\nA. kidney\nB. lung\nC. spleen\nANSWER: A\n")
	good := file("good.gift", "::organ::Which organ filters waste from the blood of a mammal?{=kidney ~lung ~spleen}\n\nTell a story.{}\n")
	bad := file("bad.txt", "nothing here")

	out, errOut, err := runs(t, "lint", flawed, good)
	check(t, err)
	for _, part := range []string{
		"flawed.txt: Aiken, 2 questions", "1 (line 1): Which tree keeps its needles", "all of the above: \"all of the above\"", "Ask for all right options instead",
		"good.gift: GIFT, 1 question\n", "0 of 1 question with flaws", "not read: it asks for a free text: line 3", "not checked: support of the key by a passage",
	} {
		if !strings.Contains(out, part) {
			t.Errorf("%q is missing in\n%s", part, out)
		}
	}
	if errOut != "" {
		t.Errorf("to the error output went %q", errOut)
	}
	if _, _, err := runs(t, "lint", "--strict", flawed); err == nil {
		t.Error("--strict takes flaws")
	}
	if _, _, err := runs(t, "lint", "--strict", good); err != nil {
		t.Errorf("--strict refuses a file without flaws: %v", err)
	}
	refuses(t, "bad.txt: this is no question file", "lint", flawed, bad)
	refuses(t, "there is no such file", "lint", filepath.Join(folder, "none"))

	out, _, err = runs(t, "lint", "--json", flawed)
	check(t, err)
	var reports []struct {
		File, Format      string
		Questions, Flawed int
		Items             []struct {
			ID    string
			Line  int
			Flaws []struct {
				Check               int
				Name, Words, Advice string
			}
		}
	}
	check(t, json.Unmarshal([]byte(out), &reports))
	if len(reports) != 1 || reports[0].Format != "aiken" || reports[0].Questions != 2 || reports[0].Flawed != 1 || reports[0].Items[0].Flaws[0].Check != 9 || reports[0].Items[0].Flaws[0].Advice == "" {
		t.Errorf("%+v", reports)
	}
}

// What the generator prints is a question file too, and the gate has passed it.
func TestLintFindsNothingInWhatIsGenerated(t *testing.T) {
	out, _, err := runs(t, "generate", "--json", ownGuide(t, "sql"))
	check(t, err)
	path := filepath.Join(t.TempDir(), "sql.json")
	check(t, os.WriteFile(path, []byte(out), 0o600))
	out, _, err = runs(t, "lint", path)
	check(t, err)
	if !strings.Contains(out, "0 of ") || !strings.Contains(out, "JSON of touchstone") || strings.Contains(out, "the level: ") {
		t.Errorf("printed\n%s", out)
	}
}
