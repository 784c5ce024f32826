package curriculum

import (
	"fmt"
	"os"
	"regexp"
	"testing"
)

// TestMain reads the library first, so that an editor sees what is wrong in the files and nothing else.
func TestMain(m *testing.M) {
	if _, err := Read(library); err != nil {
		fmt.Fprintf(os.Stderr, "These places in internal/curriculum need a change:\n%v\n", err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// Editors find every key in README.md, in an example or in a table.
func TestEveryKeyIsExplained(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, thing := range things {
		for _, key := range keysOf(thing.is) {
			if !regexp.MustCompile("(?m)`" + key + "[`:]|(^|[ {-])" + key + ": ?").Match(readme) {
				t.Errorf("README.md does not explain the key %s of %s", key, thing.name)
			}
		}
	}
}
