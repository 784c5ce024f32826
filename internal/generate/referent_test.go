package generate

import (
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

func TestStatementsThatStandAlone(t *testing.T) {
	for object, want := range map[string]bool{
		"hosts a project in the cloud":                             true,
		"hosts the project on a server":                            false,
		"reduces the cost of a call":                               true,
		"cares for the look and speed of a page":                   true,
		"keeps the app secure":                                     false,
		"opens a file and closes the file":                         true,
		"handles login forms to authenticate users":                true,
		"manages updates and other operations":                     false,
		"lets two programs talk to each other":                     true,
		"writes the code behind the scenes":                        false,
		"sends the answer that the browser shows":                  true,
		"reads the row which a query asks for":                     true,
		"secures databases and servers":                            true,
		"ensures that the data is accurate":                        false,
		"draws the screen and stores the answers in the right way": false,
	} {
		f := &extract.Fact{Fact: bank.Fact{Relation: extract.Responsibility, Object: object}}
		if got := selfContained(f); got != want {
			t.Errorf("%q: got %v", object, got)
		}
	}
	for object, want := range map[string]bool{"data would not be saved": false, "logins would not work": false, "apps would not scale to many users": true} {
		if got := selfContained(&extract.Fact{Fact: bank.Fact{Relation: extract.Without, Object: object}}); got != want {
			t.Errorf("without, %q: got %v", object, got)
		}
	}
	if !selfContained(&extract.Fact{Fact: bank.Fact{Relation: extract.Definition, Object: "a layer that covers the soil"}}) {
		t.Error("a definition may speak of the soil in general")
	}
}

func TestPlainWords(t *testing.T) {
	for text, want := range map[string]string{
		"serves lots of users":          "serves many users",
		"deals with user interface":     "deals with the user interface",
		"deals with interface design":   "deals with interface design",
		"runs on server and in browser": "runs on the server and in the browser",
	} {
		if got := plainWords(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}
