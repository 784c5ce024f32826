package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

// ownGuide writes a study guide of the library into a file.
func ownGuide(t *testing.T, topic string) string {
	t.Helper()
	for _, g := range curriculum.Library().Guides {
		if g.Topic == topic && !g.Decisions {
			path := filepath.Join(t.TempDir(), topic+".md")
			check(t, os.WriteFile(path, g.Source, 0o600))
			return path
		}
	}
	t.Fatalf("there is no guide on %s", topic)
	return ""
}

func TestAFileThatIsNoGuideIsToldInOneLineAndNothingIsPrinted(t *testing.T) {
	folder := t.TempDir()
	file := func(name string, content []byte) string {
		path := filepath.Join(folder, name)
		check(t, os.WriteFile(path, content, 0o600))
		return path
	}
	good := ownGuide(t, "sql")
	cases := []struct{ name, path, says string }{
		{"missing", filepath.Join(folder, "missing.md"), "there is no such file"},
		{"a folder", folder, "this is a folder"},
		{"empty", file("empty.md", nil), "empty"},
		{"white space", file("white.md", []byte("\ufeff \n\t\n")), "empty"},
		{"binary", file("binary.md", []byte("\x00\x01\x02 and some text")), "not text"},
		{"a PDF", file("guide.pdf", []byte("%PDF-1.7\nx")), "PDF"},
		{"invalid UTF-8", file("latin.md", []byte("# Caf\xe9\n\nA caf\xe9 is a place.\n")), "not valid UTF-8 (byte 6)"},
		{"too large", file("large.md", bytes.Repeat([]byte("A guide is a text. "), guide.MaxSize/19+1)), "larger than 20 MB"},
		{"JSON of another kind", file("other.json", []byte(`{"a": [1, 2, 3]}`)), "not a WordPress post"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, form := range []string{"--json", "--text"} {
				refuses(t, c.says, "generate", form, c.path)
				refuses(t, filepath.Base(c.path), "generate", form, good, c.path) // the good one before it prints nothing either
			}
		})
	}
	refuses(t, "there is no topic", "generate", "--topic", "astrology", good)
	refuses(t, "--count", "generate", "--count", "-1", good)
	refuses(t, "", "generate", "--json", "--text", good)
}

// Whoever wrote a guide that gives next to nothing reads why, and what to write instead; a guide that gives enough is not commented on.
func TestAPoorGuideIsToldWhatToWriteInstead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "poor.md")
	check(t, os.WriteFile(path, []byte("# How we deploy\n\nOur team ships on Fridays. We like it.\n\n## Steps\n\nYou should check the pipeline. Then you press the button.\n\n"+
		"A canary release is a release that goes to few users first.\n"), 0o600))
	const head = "The most common reasons, and what to write instead:\n"
	poor, _, err := runs(t, "generate", path)
	check(t, err)
	for _, says := range []string{head, "- The passage speaks of “we” or “you”. Name the thing that acts", "(2 refused)", "Define at least three things of one kind"} {
		if !strings.Contains(poor, says) {
			t.Errorf("%q is not in %s", says, poor)
		}
	}
	for _, args := range [][]string{{ownGuide(t, "sql")}, {"--count", "2", ownGuide(t, "sql")}} {
		enough, _, err := runs(t, append([]string{"generate"}, args...)...)
		check(t, err)
		if strings.Contains(enough, head) {
			t.Errorf("%v gives enough and is commented on", args)
		}
	}
}

func TestGenerateGivesTheSameBytesAndExactQuotes(t *testing.T) {
	path := ownGuide(t, "http-and-rest")
	first, errOut, err := runs(t, "generate", "--json", path)
	check(t, err)
	second, _, err := runs(t, "generate", "--json", path)
	check(t, err)
	if first != second || errOut != "" {
		t.Errorf("two runs differ, or something went to the error output: %q", errOut)
	}
	read, _, err := runs(t, "generate", "--count", "3", path)
	check(t, err)
	if !strings.Contains(read, "candidates were refused.\nWith --json the refused candidates are listed, each with its reason.\n") {
		t.Errorf("the summary does not say where the refused ones can be read: %q", read[max(0, len(read)-300):])
	}
	text, _, err := runs(t, "generate", "--text", path)
	check(t, err)
	var made struct {
		Documents []struct{ Path, Title string }
		Questions []struct {
			ID, Kind, Stem string
			Evidence       []struct {
				Document, Quote string
				Start, End      int
			}
		}
		Facts []struct {
			Quotes []struct {
				Text       string
				Start, End int
			}
		}
		Shortfall struct{ Asked, Given int }
	}
	check(t, json.Unmarshal([]byte(first), &made))
	if len(made.Documents) != 1 || made.Documents[0].Path != path || len(made.Questions) < 40 || made.Shortfall.Given != len(made.Questions) {
		t.Fatalf("%d documents, %d questions, shortfall %+v", len(made.Documents), len(made.Questions), made.Shortfall)
	}
	quotes := 0
	for _, q := range made.Questions {
		if len(q.Evidence) == 0 {
			t.Errorf("%s rests on nothing: %s", q.ID, q.Stem)
		}
		for _, e := range q.Evidence {
			quotes++
			if e.Document != path || e.Start < 0 || e.End > len(text) || text[e.Start:e.End] != e.Quote {
				t.Errorf("%s quotes %q from %s, which has something else there", q.ID, e.Quote, e.Document)
			}
		}
	}
	for _, f := range made.Facts {
		for _, q := range f.Quotes {
			if text[q.Start:q.End] != q.Text {
				t.Errorf("a fact quotes %q, the text has %q", q.Text, text[q.Start:q.End])
			}
		}
	}
	t.Logf("%d questions, %d quotes", len(made.Questions), quotes)

	few, _, err := runs(t, "generate", "--json", "--count", "5", path)
	check(t, err)
	check(t, json.Unmarshal([]byte(few), &made))
	if len(made.Questions) != 5 || made.Shortfall.Asked != 5 {
		t.Errorf("asked for 5, got %d", len(made.Questions))
	}
	plain, _, err := runs(t, "generate", "--count", "5", path)
	check(t, err)
	if !strings.Contains(plain, "5. ") || !strings.Contains(plain, "   * ") || !strings.Contains(plain, "5 questions from ") {
		t.Errorf("for reading: %.400s", plain)
	}
}
