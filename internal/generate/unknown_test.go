package generate

import (
	"strings"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

// lighthouse is a guide on a subject that no curriculum of ours knows.
const lighthouse = `# Lighthouses

A **lantern** is a glazed room that holds the light of a tower. A **gallery** is a walkway that surrounds the top of a tower. A **daymark** is a
pattern of colours by which sailors know a tower in sunlight. A **diaphone** is a loud horn that warns ships in thick weather.

A fixed light shows a steady beam, whereas a flashing light hides its beam for most of a period. While a reef tower stands in water, a harbour beacon
does not stand in water.

| Fault | Sign | Remedy |
|---|---|---|
| worn bearing | uneven turning of the lens | new grease |
| broken lamp | darkness at dusk | spare bulb |
| dirty glass | weak beam on clear nights | warm water |

A worn bearing needs care. A broken lamp needs haste. A keeper finds a dirty glass at noon.

- **Level one** – keepers on the rock tend the lamp all night
- **Level two** – a clock on the shore switches the lamp
- **Level three** – sensors on the tower switch the lamp
`

func lighthouseQuestions(t *testing.T) []bank.Question {
	t.Helper()
	document, err := guide.Parse([]byte(lighthouse))
	if err != nil {
		t.Fatal(err)
	}
	result, err := Run([]extract.Source{{Path: "tower.md", Document: document}}, kitchen(), Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return result.Questions
}

func keyOf(q *bank.Question) string {
	for _, o := range q.Options {
		if o.Correct {
			return o.Text
		}
	}
	return ""
}

func TestBoldTermsOfAnUnknownSubjectAreSetApart(t *testing.T) {
	found := 0
	questions := lighthouseQuestions(t)
	for i := range questions {
		q := &questions[i]
		if q.Schema == "definition-term" && (keyOf(q) == "Lantern" || keyOf(q) == "Daymark" || keyOf(q) == "Gallery" || keyOf(q) == "Diaphone") {
			found++
		}
		if strings.Contains(strings.ToLower(q.Stem), "level") || strings.HasPrefix(keyOf(q), "Level") {
			t.Errorf("%q makes a definition of an entry that tells what happens", q.Stem)
		}
	}
	if found < 3 {
		t.Errorf("%d of four bold terms are asked for", found)
	}
}

func TestSignsAndRemediesOfAnUnknownSubject(t *testing.T) {
	questions := lighthouseQuestions(t)
	signs, remedies := 0, 0
	for i := range questions {
		q := &questions[i]
		if q.Schema != "application" {
			continue
		}
		switch {
		case strings.Contains(q.Stem, "notices this sign") || strings.Contains(q.Stem, "sign is found"):
			signs++
		case strings.Contains(q.Stem, "remedy"):
			remedies++
		}
		for _, word := range []string{"engineer", "team", "developer", "system"} {
			if strings.Contains(q.Stem, word) {
				t.Errorf("%q speaks of a %s", q.Stem, word)
			}
		}
	}
	if signs < 3 || remedies < 3 {
		t.Errorf("%d questions on signs and %d on remedies", signs, remedies)
	}
}

func TestNeitherTakesThePlaceOfBothDoNot(t *testing.T) {
	one, two := side{"", "a reef tower", "stands in water"}, side{"", "a harbour beacon", "does not stand in water"}
	if got, ok := both(one, two, two.says, one.says); !ok || got != "neither a reef tower nor a harbour beacon stands in water" {
		t.Errorf("got %q", got)
	}
	if got, ok := both(one, two, one.says, two.says); !ok || got != "both a reef tower and a harbour beacon stand in water" {
		t.Errorf("got %q", got)
	}
	if _, ok := both(one, two, "does not float", "stands in water"); ok {
		t.Error("a negation of something else cannot be turned round")
	}
	contrasts := 0
	questions := lighthouseQuestions(t)
	for i := range questions {
		if questions[i].Schema == "contrast" {
			contrasts++
		}
	}
	if contrasts == 0 {
		t.Error("no question on a contrast between two things that the curriculum does not know")
	}
}

func TestATermIsAskedInTheSingularOfItsDefinition(t *testing.T) {
	for _, c := range []struct{ text, subject, object, want string }{
		{"Producers", "producer", "a program that sends messages", "Producer"},
		{"rails", "rail", "bars of steel", "rails"},
		{"lens", "lens", "a piece of ground glass", "lens"},
	} {
		f := &extract.Fact{Fact: bank.Fact{Subject: c.subject, Object: c.object}, SubjectText: c.text}
		if got := oneOf(f); got != c.want {
			t.Errorf("%s, %q: got %q, want %q", c.text, c.object, got, c.want)
		}
	}
}

// Definitions in running text stand beside each other as options only where neither names the other's term, and a class that is itself a term defines nothing.
func TestDefinitionsInRunningTextAreSetApartWithCare(t *testing.T) {
	document, err := guide.Parse([]byte("# Sails\n\nA mast is a tall pole that carries canvas. A rudder is a flat board that steers a hull. An anchor is a heavy hook that holds a hull in place. " +
		"A mainsail is the largest canvas behind a mast. A cutter is a small boat with several foresails. A tender is a cutter.\n"))
	if err != nil {
		t.Fatal(err)
	}
	result, err := Run([]extract.Source{{Path: "sails.md", Document: document}}, kitchen(), Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for i := range result.Questions {
		q := &result.Questions[i]
		if keyOf(q) == "Tender" || strings.Contains(q.Stem, "tender") {
			t.Errorf("%q asks for a class as if it were a definition", q.Stem)
		}
		if q.Schema != "definition-term" {
			continue
		}
		asked++
		names := ""
		for _, o := range q.Options {
			names += o.Text + " "
		}
		if strings.Contains(names, "Mainsail") && strings.Contains(names, "Mast ") && (keyOf(q) == "Mainsail" || keyOf(q) == "Mast") {
			t.Errorf("%q has options of which one defines the other: %s", q.Stem, names)
		}
	}
	if asked < 3 {
		t.Errorf("%d questions for a term, want 3 or more", asked)
	}
}
