package extract

import (
	"sort"
	"strings"
	"testing"
)

func TestCodeOfSeveralWordsIsAName(t *testing.T) {
	reading := read(t, "## Stock statements\n\n- `PUT` – adds a crate to the stock\n- `dock port` – joins a hall to a ship\n- `frob` – turns the wheel around its axle\n")
	var subjects []string
	for i := range reading.Facts {
		subjects = append(subjects, reading.Facts[i].Relation+" "+reading.Facts[i].Subject)
	}
	sort.Strings(subjects)
	if got, want := strings.Join(subjects, ", "), "effect port, effect put-statement, property frob"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFlowsOfTasksAndListsOfForms(t *testing.T) {
	for text, want := range map[string]string{
		"To sharpen a blade, follow these steps:\n\n1. Wet the stone.\n2. Draw the blade over the stone.\n3. Wipe the blade.\n": "step to sharpen a blade",
		"Burrow is a tool for building, shipping and storing crates.":                                                           "definition burrow: a tool for building, shipping and storing crates",
		"With a bin code, the clerk finds each crate within a minute.":                                                          "condition bin-code: the clerk finds each crate within a minute",
		"While a long ladder reaches the roof, a short ladder fits into a car.":                                                 "contrast long ladder: reaches the roof",
	} {
		reading := read(t, text)
		found := ""
		for i := range reading.Facts {
			f := &reading.Facts[i]
			line := f.Relation + " " + f.Subject
			if f.Relation != Step {
				line += ": " + f.Object
			}
			if line == want {
				found = line
			}
		}
		if found == "" {
			t.Errorf("%q gives %q, want %q", text, lines(reading), want)
		}
	}
}
