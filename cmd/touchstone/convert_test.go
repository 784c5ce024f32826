package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestConvertTellsWhatIsLostAndWritesOverNothing(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	check(t, os.WriteFile(at("in.gift"), []byte("::organ::Which organ filters waste?{=kidney ~lung ~spleen}\n\n::decks::How many decks?{#3:1}\n\nTell.{}\n"), 0o600))

	out, _, err := runs(t, "convert", at("in.gift"), at("out.aiken"))
	check(t, err)
	for _, part := range []string{"1 question of 2 written as Aiken", "not read: it asks for a free text: line 5", "lost: the question is left out: Aiken has only choices with one right answer: decks"} {
		if !strings.Contains(out, part) {
			t.Errorf("%q is missing in\n%s", part, out)
		}
	}
	written, err := os.ReadFile(at("out.aiken"))
	check(t, err)
	if string(written) != "Which organ filters waste?\nA) kidney\nB) lung\nC) spleen\nANSWER: A\n\n" {
		t.Errorf("written was\n%s", written)
	}
	refuses(t, "is there already", "convert", at("in.gift"), at("out.aiken"))
	refuses(t, "tells no format", "convert", at("in.gift"), at("out.doc"))
	refuses(t, "there is no folder", "convert", at("in.gift"), at("none/out.csv"))
	refuses(t, "there is no such file", "convert", at("none.gift"), at("x.csv"))

	for _, name := range []string{"out.xml", "out.csv", "out.json"} {
		out, _, err := runs(t, "convert", at("in.gift"), at(name))
		check(t, err)
		if !strings.Contains(out, "2 questions of 2 written") || strings.Contains(out, "lost:") {
			t.Errorf("%s: %s", name, out)
		}
		back, _, err := runs(t, "convert", at(name), at(name+".gift"))
		check(t, err)
		if !strings.Contains(back, "2 questions of 2 written as GIFT") {
			t.Errorf("%s: %s", name, back)
		}
	}
	_, _, err = runs(t, "convert", at("in.gift"), at("items"))
	check(t, err)
	out, _, err = runs(t, "lint", at("items/item-00001.xml"), at("items/item-00002.xml"))
	check(t, err)
	if !strings.Contains(out, "QTI, 1 question") {
		t.Errorf("the items are read as\n%s", out)
	}
	entries, err := os.ReadDir(folder)
	check(t, err)
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			t.Errorf("%s is left behind", entry.Name())
		}
	}
}
