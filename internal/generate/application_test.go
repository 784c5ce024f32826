package generate

import (
	"strings"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

func TestClausesThatTellACase(t *testing.T) {
	for definition, want := range map[string]string{
		"a fault in which two cooks wait for one pan":                 "two cooks wait for one pan",
		"a way of frying in which the oil covers the food":            "the oil covers the food",
		"a drawer in which spoons lie":                                "",
		"a tool that beats air into cream":                            "",
		"a practice of the bakery in which every loaf is weighed raw": "every loaf is weighed raw",
	} {
		got := ""
		if found := enacted.FindStringSubmatch(definition); found != nil {
			got = found[1]
		}
		if got != want {
			t.Errorf("%q tells %q, want %q", definition, got, want)
		}
	}
}

func TestEffectsThatPeopleWantBecomeTasks(t *testing.T) {
	w := newWriter(&Generator{curriculum: kitchen()}, nil, nil, 1)
	w.ours["own.md"] = true
	for object, want := range map[string]string{
		"prevents a sauce from burning at the bottom": "prevent a sauce from burning at the bottom",
		"removes the skin and keeps the flavour":      "",
		"increases the heat of the whole oven":        "",
		"reduces it to half of the size":              "",
	} {
		f := &extract.Fact{Fact: bank.Fact{Relation: extract.Effect, Subject: "whisk", Object: object, Document: "own.md"}}
		if got, _ := w.wanted(f); got != want {
			t.Errorf("%q gives %q, want %q", object, got, want)
		}
	}
}

func TestHeadersOfColumns(t *testing.T) {
	for header, want := range map[string]string{
		"typical use": "need", "suited to": "need", "good for": "need", "typical occasion": "need", "user": "", "sign in the measurements": "symptom", "signature": "",
		"main defence": "remedy", "remedy that fits": "remedy", "remedy for breach": "",
	} {
		got := ""
		switch {
		case needHeader.MatchString(header):
			got = "need"
		case symptomHeader.MatchString(header):
			got = "symptom"
		case remedyHeader.MatchString(header):
			got = "remedy"
		}
		if got != want {
			t.Errorf("%q is %q, want %q", header, got, want)
		}
	}
}

func TestIndirectHeadersBecomeQuestions(t *testing.T) {
	w := newWriter(&Generator{curriculum: kitchen()}, nil, nil, 1)
	f := &extract.Fact{Fact: bank.Fact{Relation: extract.Property, Subject: "whisk"}}
	for header, want := range map[string]string{
		"where it hangs":               "Where does a whisk hang?",
		"who cleans it":                "Who cleans a whisk?",
		"what moves":                   "",
		"where the tool is bought":     "Where is a whisk bought?",
		"how the cook holds the stick": "With a whisk, how does the cook hold the stick?",
		"where the hands lie":          "With a whisk, where do the hands lie?",
		"what a hurried cook must buy": "With a whisk, what must a hurried cook buy?",
		"what lies there":              "",
	} {
		got := ""
		if stems := w.indirectly(f, header, "a whisk", "a whisk"); len(stems) > 0 {
			got = stems[0]
		}
		if got != want {
			t.Errorf("%q gives %q, want %q", header, got, want)
		}
	}
}

func TestTheLibraryAsksForMoreThanDefinitions(t *testing.T) {
	questions, _ := libraryQuestions(t)
	level, definitions := map[bank.Level]int{}, map[string]int{}
	for i := range questions {
		level[questions[i].Level]++
		if strings.HasPrefix(questions[i].Schema, "definition-") {
			definitions[questions[i].Family]++
		}
	}
	n := len(questions)
	if higher := n - level[bank.Remember]; higher*10 < n*6 {
		t.Errorf("%d of %d questions are above remembering, want 60 %%", higher, n)
	}
	if apply := level[bank.Apply] + level[bank.Analyse]; apply*100 < n*18 {
		t.Errorf("%d of %d questions apply or analyse, want 18 %% without the computed ones", apply, n)
	}
	for family, n := range definitions {
		if n > 1 {
			t.Errorf("the definition %s is asked in %d directions", family, n)
		}
	}
}

func TestPolesThatLeanOnTheOther(t *testing.T) {
	for _, says := range []string{"applies the opposite of that change", "stays valid until somebody revokes that key"} {
		if !leansBack.MatchString(says) {
			t.Errorf("%q points at the other pole", says)
		}
	}
	if leansBack.MatchString("limits the destinations that a server can reach") {
		t.Error("a relative clause points at nothing outside")
	}
}

func TestHeadersThatNobodyKeepsInMindAreNotAsked(t *testing.T) {
	for header, want := range map[string]bool{"default TCP port": true, "registered port": true, "defining document": true, "main drawback": false, "support": false} {
		if got := lookedUp.MatchString(lowerHeader(header)); got != want {
			t.Errorf("%q is only looked up: %t, want %t", header, got, want)
		}
	}
	if got := plainValue("language", "usual field", "scripts in the browser"); len(got) != 1 || got[0] != "Which language is mostly used for scripts in the browser?" {
		t.Errorf("got %q", got)
	}
}
