package extract

import (
	"reflect"
	"strings"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

// TestLibrary reads every study guide that is built in: the invariants hold, each guide states enough typed facts, and a second reading is the same.
func TestLibrary(t *testing.T) {
	c := curriculum.Library()
	if len(c.Guides) == 0 {
		t.Skip("no study guides are built in yet")
	}
	var readings []Reading
	for _, g := range c.Guides {
		doc, err := guide.Parse(g.Source)
		if err != nil {
			t.Fatal(err)
		}
		slug := g.Topic
		if g.Decisions {
			slug += ".decisions"
		}
		source := Source{Slug: slug, Topic: g.Topic, Document: doc}
		reading := Facts(source, c)
		invariants(t, doc, reading)
		if again := Facts(source, c); !reflect.DeepEqual(reading, again) {
			t.Errorf("%s: a second reading differs", slug)
		}
		counts := map[string]int{}
		for i := range reading.Facts {
			f := &reading.Facts[i]
			if f.Usable() {
				counts[f.Relation]++
			}
			switch f.Relation {
			case Contrast:
				if f.Other == nil || f.Other.Object == "" || f.Other.Subject == f.Subject {
					t.Errorf("%s: a contrast without a second pole: %s", slug, line(f))
				}
			case Decision:
				if f.Situation == "" || f.Because == "" || len(f.Alternatives) == 0 {
					t.Errorf("%s: an incomplete decision: %s", slug, line(f))
				}
				for _, a := range f.Alternatives {
					if a.Why == "" {
						t.Errorf("%s: nothing says why %s is rejected", slug, a.Text)
					}
				}
			case Misconception, Condition:
				if f.Relation == Misconception && f.Because == "" || f.Relation == Condition && f.Situation == "" {
					t.Errorf("%s: half a fact: %s", slug, line(f))
				}
			}
			if f.Status == bank.Wrong {
				t.Errorf("%s contradicts the curriculum: %s", slug, line(f))
			}
		}
		if g.Decisions {
			if counts[Decision] < 12 {
				t.Errorf("%s: %d decisions, want 12 or more", slug, counts[Decision])
			}
		} else if counts[Definition] < 20 || counts[Purpose] < 8 || counts[Contrast] < 6 || counts[Member] < 10 || counts[Without]+counts[Condition]+counts[Effect] < 10 || counts[Misconception] < 6 || counts[Step] < 5 {
			t.Errorf("%s: too few facts: %v", slug, counts)
		}
		readings = append(readings, reading)
	}
	total := 0
	for _, r := range readings {
		total += len(r.Facts)
	}
	if ledger := Merge(readings, c); len(ledger.Facts) != total {
		t.Errorf("the ledger holds %d facts of %d", len(ledger.Facts), total)
	}
}

// FuzzFacts looks for texts that break an invariant or make a rule panic.
func FuzzFacts(f *testing.F) {
	for _, text := range handCut {
		f.Add([]byte(text))
	}
	for _, text := range []string{
		"# T\n\n**Misconception:** A shelf is shut. **In fact**, it is open.\n\nThe team chooses a shelf rather than a crate, because it is open. A crate is shut.\n",
		"| A | B |\n|---|---|\n| Shelf | `x` |\n| Crate (BC) | - |\n",
		"The clerk:\n\n1. sorts\n2. prints a label\n3. Stops.\n\n- **Shelf** – for storing\n- Without\n",
		"While a shelf, a crate; whereas the\n\nIf , then\n\nThe claims `a`, `b` are codes.\n\nThese are:\n- Shelf",
		"{\"id\":1,\"title\":{\"rendered\":\"A\"},\"content\":{\"rendered\":\"<p>A <b>sh</b>elf is a store that holds.</p>\"}}",
	} {
		f.Add([]byte(text))
	}
	c := shop(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := guide.Parse(data)
		if err != nil {
			return
		}
		invariants(t, doc, Facts(Source{Path: "fuzz", Document: doc}, c))
	})
}

// TestLongTexts reads texts without an end: one rule that looks back over the whole of them would take minutes.
func TestLongTexts(t *testing.T) {
	c := shop(t)
	for _, text := range []string{
		strings.Repeat("A clerk, ", 40000), strings.Repeat("While a shelf shows, ", 20000), strings.Repeat("(", 200000), strings.Repeat("If a clerk drops a crate, ", 15000),
		strings.Repeat("- **Shelf**: a store that shows what it holds\n", 10000), strings.Repeat("**Misconception:** A shelf is shut. ", 10000),
		"Glass breaks. The team chooses " + strings.Repeat("a crate rather than over ", 15000) + "because it works.", strings.Repeat("A shelf is a store that ", 15000),
		"| A | B |\n|---|---|\n" + strings.Repeat("| Shelf | holds boxes |\n", 10000), strings.Repeat("Stock Code (SC) ", 20000), "A clerk writes every label. " + strings.Repeat("They write codes by hand. ", 10000),
	} {
		doc, err := guide.Parse([]byte("---\ntitle: Long\n---\n\n" + text))
		if err != nil {
			t.Fatal(err)
		}
		invariants(t, doc, Facts(Source{Path: "long", Document: doc}, c))
	}
}
