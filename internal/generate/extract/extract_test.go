package extract

import (
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

// shopCurriculum is a small curriculum about a shop's storage, with what the rules look at: kinds, siblings, classes, aliases and a misconception.
const shopCurriculum = `
topic: {slug: shop, title: Shop, summary: Storage of a shop.}
concepts:
  - {id: shelf, name: shelf, plural: shelves, kind: store}
  - {id: crate, name: crate, kind: store, confusable: [shelf]}
  - {id: bin-code, name: bin code, aliases: [BC], kind: label}
  - {id: clerk, name: clerk, kind: role}
  - {id: carrier, name: carrier, kind: role, confusable: [clerk]}
  - {id: frontend, name: frontend, aliases: [front-end, front end], kind: side, confusable: [backend]}
  - {id: backend, name: backend, aliases: [back-end, back end], kind: side, confusable: [frontend]}
  - {id: backend-developer, name: backend developer, kind: role}
  - {id: snake, name: Snake, kind: language, mass: true}
  - {id: lynx, name: Lynx, kind: language, mass: true}
  - {id: viper, name: Viper, kind: framework, mass: true}
  - {id: cub, name: Cub, kind: framework, mass: true}
  - {id: burrow, name: Burrow, kind: runtime, mass: true}
  - {id: oak, name: OakDB, kind: relational database, mass: true}
  - {id: elm, name: ElmDB, kind: relational database, mass: true}
  - {id: moss, name: MossDB, kind: document store, mass: true}
  - {id: relational-database, name: relational database, kind: database family}
  - {id: document-store, name: document store, kind: database family}
  - {id: state-parameter, name: state parameter, kind: parameter}
  - {id: port, name: dock port, kind: port}
  - {id: put-statement, name: PUT statement, kind: statement}
  - {id: take-statement, name: TAKE statement, kind: statement}
siblings:
  - {id: stores, name: store, members: [shelf, crate], why: One is open and one is closed.}
  - {id: sides, name: side, members: [frontend, backend], why: One is seen.}
classes:
  - id: families
    name: database family
    why: One model each.
    classes:
      - {name: relational database, members: [oak, elm]}
      - {name: document store, members: [moss]}
misconceptions:
  - {id: code-is-lock, concept: bin-code, wrong: A bin code is a security label that keeps thieves away., right: A bin code only names a place.}
`

func shop(t testing.TB) *curriculum.Curriculum {
	t.Helper()
	c, err := curriculum.Read(fstest.MapFS{"data/shop.yaml": {Data: []byte(shopCurriculum)}, "guides/shop.md": {Data: []byte("Text.\n")}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func read(t testing.TB, text string) Reading {
	t.Helper()
	doc, err := guide.Parse([]byte("---\ntitle: Stores\n---\n\n" + text))
	if err != nil {
		t.Fatal(err)
	}
	reading := Facts(Source{Path: "guide.md", Slug: "guide", Document: doc}, shop(t))
	invariants(t, doc, reading)
	return reading
}

// invariants are what holds of every reading: quotes are the bytes at their spans, facts are in order and their ids unique, no field is empty.
func invariants(t testing.TB, doc *guide.Document, reading Reading) {
	t.Helper()
	ids := map[string]bool{}
	for i := range reading.Facts {
		f := &reading.Facts[i]
		if ids[f.ID] {
			t.Errorf("the id %s stands twice", f.ID)
		}
		ids[f.ID] = true
		if f.Object == "" || f.Subject == "" || f.SubjectText == "" || f.Origin == "" || f.Passage == "" || len(f.Quotes) == 0 || len(f.Quotes) > 2 {
			t.Errorf("incomplete fact %+v", f)
		}
		if strings.HasSuffix(f.Object, ".") || strings.TrimSpace(f.Object) != f.Object || strings.Contains(f.Object, "  ") {
			t.Errorf("the object %q is not trimmed", f.Object)
		}
		for _, q := range f.Quotes {
			if q.Start < 0 || q.End > len(doc.Text) || q.Start >= q.End || doc.Text[q.Start:q.End] != q.Text {
				t.Fatalf("the quote of %s %s is not the text at its span", f.Relation, f.Subject)
			}
		}
		if i > 0 && before(f, &reading.Facts[i-1]) {
			t.Errorf("facts %d and %d are not in order", i-1, i)
		}
	}
	if reading.UsablePassages+len(reading.Skipped) != reading.Passages {
		t.Errorf("%d passages, %d usable, %d skipped", reading.Passages, reading.UsablePassages, len(reading.Skipped))
	}
}

// line writes a fact in one line for tables of tests.
func line(f *Fact) string {
	parts := []string{f.Relation, f.Subject}
	if f.Attribute != "" && (f.Relation == Property || f.Relation == Numeric) {
		parts = append(parts, f.Attribute)
	}
	if f.Situation != "" && f.Relation != Step {
		parts = append(parts, f.Situation)
	}
	parts = append(parts, f.Object)
	if f.Other != nil {
		parts = append(parts, f.Other.Subject, f.Other.Object)
	}
	for _, a := range f.Alternatives {
		parts = append(parts, a.Text, a.Why)
	}
	if f.Because != "" {
		parts = append(parts, f.Because)
	}
	if f.Status != bank.Stated {
		parts = append(parts, string(f.Status))
	}
	return strings.Join(parts, " | ")
}

func lines(reading Reading) []string {
	var out []string
	for i := range reading.Facts {
		out = append(out, line(&reading.Facts[i]))
	}
	sort.Strings(out)
	return out
}

func TestFacts(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"definition", "A shelf is an open store that lets people see what lies in it.", []string{"definition | shelf | an open store that lets people see what lies in it"}},
		{"definition of a plural", "Shelves are stores that show what they hold.", []string{"definition | shelf | a store that shows what they hold", "member | shelf | store"}},
		{"definition with an abbreviation", "A **bin code (BC)** is a label that names one place in the hall.", []string{"definition | bin-code | a label that names one place in the hall", "expansion | bin-code | bin code"}},
		{"meaning", "Slotting means that each article has a place of its own.", []string{"definition | slotting | each article has a place of its own"}},
		{"reasons and examples are cut off", "A crate is a closed store that protects what it holds, such as glass or paint.", []string{"definition | crate | a closed store that protects what it holds"}},
		{"a reason inside the definition stays", "A lost box is a fault in which a box is missing because two people moved it.", []string{"definition | lost box | a fault in which a box is missing because two people moved it"}},
		{"hollow definitions", "A shelf is the default in most halls. A crate is a good choice for glass. A shelf is the same as a rack.", nil},
		{"definition by example", "A crate is the use of things such as boxes and tins.", nil},
		{"pronoun without antecedent", "It is a store that lets people see what lies in it. This is a label that names a place.", nil},
		{"pronoun with a certain antecedent", "A clerk is a person who sorts what arrives in the hall. They write the codes and print the labels.", []string{
			"definition | clerk | a person who sorts what arrives in the hall", "responsibility | clerk | writes the codes and prints the labels"}},
		{"second person", "You use a shelf to store your boxes. Your shelf is a store that holds things.", nil},
		{"question", "What is a shelf? Is a shelf a store that holds boxes?", nil},
		{"praise", "A shelf is a fantastic store that makes every hall better.", []string{"member | shelf | store | opinion"}},
		{"date", "The clerk has sorted the boxes since 2019. A crate is a store that firms currently use for glass.", []string{
			"definition | crate | a store that firms currently use for glass | dated", "member | crate | store | dated"}},
		{"purpose", "A crate is used to carry glass over rough ground. A shelf is used for storing boxes in the open.", []string{
			"purpose | crate | carry glass over rough ground", "purpose | shelf | store boxes in the open"}},
		{"use", "Use a shelf to show what is left. The purpose of a crate is to protect glass.", []string{"purpose | crate | protect glass", "purpose | shelf | show what is left"}},
		{"without", "Without a bin code, the clerk looks at every place in the hall. Without a shelf, two boxes lie on the floor.", []string{
			"without | bin-code | the clerk looks at every place in the hall", "without | shelf | two boxes lie on the floor"}},
		{"without as a lead-in", "Without clerks:\n\n- Your boxes wouldn't be found\n- Orders wouldn't leave the hall\n", []string{
			"without | clerk | boxes would not be found", "without | clerk | orders would not leave the hall"}},
		{"condition", "If a clerk drops a crate, the glass inside may break.", []string{"condition | clerk | a clerk drops a crate | the glass inside may break"}},
		{"condition that points elsewhere", "If that box is full, the clerk opens such a crate.", nil},
		{"effect and negation", "A crate prevents damage to glass. A shelf never prevents damage.", []string{"effect | crate | prevents damage to glass"}},
		{"responsibility", "The clerk sorts the boxes by their codes. A clerk is responsible for counting the stock.", []string{
			"responsibility | clerk | counts the stock", "responsibility | clerk | sorts the boxes by their codes"}},
		{"responsibility of a plural", "Backend developers design, build and maintain the parts that nobody sees.", []string{
			"responsibility | backend-developer | designs, builds and maintains the parts that nobody sees"}},
		{"list of duties", "The clerk:\n\n- sorts the boxes by weight\n- prints a label for each box\n", []string{
			"responsibility | clerk | prints a label for each box", "responsibility | clerk | sorts the boxes by weight"}},
		{"duties under a heading", "## What does a backend developer do?\n\nHere is a quick rundown of what backend devs work on:\n\n- Building and maintaining interfaces\n- Storing orders for all shops\n", []string{
			"responsibility | backend-developer | builds and maintains interfaces", "responsibility | backend-developer | stores orders for all shops"}},
		{"contrast", "While a shelf shows its boxes, a crate hides its boxes.", []string{"contrast | shelf | shows its boxes | crate | hides its boxes"}},
		{"contrast in the middle", "A shelf shows its boxes, whereas a crate hides its boxes.", []string{"contrast | shelf | shows its boxes | crate | hides its boxes"}},
		{"contrast behind a colon", "Stores differ: a shelf shows its boxes, whereas a crate hides its boxes.", []string{"contrast | shelf | shows its boxes | crate | hides its boxes"}},
		{"contrast by semicolon", "The front end of the application draws buttons; the back end keeps records.", []string{"contrast | frontend | draws buttons | backend | keeps records"}},
		{"members", "OakDB and ElmDB are relational databases.", []string{"member | elm | relational database", "member | oak | relational database"}},
		{"members by lead-in", "These products are document stores:\n\n- MossDB\n", []string{"member | moss | document store"}},
		{"members by predicate", "These stores hold glass:\n\n- **Crate**: a closed store that protects what it holds.\n", []string{
			"definition | crate | a closed store that protects what it holds", "member | crate | store that holds glass"}},
		{"members in one line", "These stores are open: shelves and crates.", []string{"member | crate | open store", "member | shelf | open store"}},
		{"members with short names", "PUT and TAKE are stock statements.", []string{"member | put-statement | stock statement", "member | take-statement | stock statement"}},
		{"wrong class", "MossDB is a relational database. Burrow is a popular framework, which many like.", []string{
			"member | burrow | framework | wrong", "member | moss | relational database | wrong"}},
		{"contested class", "Security labels such as the bin code are printed.", []string{"example | bin-code | security label | contested"}},
		{"examples", "Databases like OakDB, MossDB and ElmDB are staples. Firms such as Ardo and Belva use one.", []string{
			"example | ardo | firm", "example | belva | firm", "example | elm | database", "example | moss | database", "example | oak | database"}},
		{"lists of kinds", "Common label types include Ardo, Belva and Corda. Woods such as ash, beech and oak are light.", []string{
			"example | ardo | label type", "example | ash | wood", "example | beech | wood", "example | belva | label type", "example | corda | label type", "example | oak | wood"}},
		{"terms without bold type", "- rack: a tall frame that carries long boards\n- dolly - a low cart with four wheels\n- hoist: lifts crates\n", []string{
			"definition | dolly | a low cart with four wheels", "definition | rack | a tall frame that carries long boards"}},
		{"remark with which", "Burrow is a runtime, which lets scripts run in the hall.", []string{"effect | burrow | lets scripts run in the hall", "member | burrow | runtime"}},
		{"role named behind the task", "Counting the stock is the job of a clerk. As a clerk, you need to read every label.", []string{
			"responsibility | clerk | counts the stock", "responsibility | clerk | needs to read every label"}},
		{"a state under a condition", "A crate is safe only when the lid is closed by a clerk. Glass is cheap if a shelf is full.", nil},
		{"usual definitions", "A crate is usually a store that holds glass. A shelf typically shows what is left.", nil},
		{"hedged duties", "Counting the stock may also be the job of a clerk. The clerk sometimes paints the boxes of a shop.", nil},
		{"nobody is addressed", "The clerk sorts your boxes and writes your label on paper.", []string{"responsibility | clerk | sorts boxes and writes a label on paper"}},
		{"other things are left out", "The clerk handles returns, repairs, and other tasks.", []string{"responsibility | clerk | handles returns and repairs"}},
		{"what a side is about", "The front end is all about buttons and colours, while the back end is more about records.", []string{
			"contrast | frontend | deals with buttons and colours | backend | deals more with records"}},
		{"example between dashes", "A clerk reads about a database — like OakDB — in the evening.", []string{"example | oak | database"}},
		{"numbered heading", "## Relational database #2: ElmDB\n\nThe hall is open at night.\n", []string{"example | elm | relational database"}},
		{"frameworks", "- **Snake (Viper)** – great for starters\n- Cub (Lynx): Handles pages.\n", []string{
			"effect | cub | handles pages", "framework-of | cub | Lynx", "framework-of | viper | Snake"}},
		{"expansions", "The warehouse control unit (WCU) counts boxes. SKU (Stock Keeping Unit for one article) is a label.", []string{
			"expansion | sku | Stock Keeping Unit", "expansion | wcu | warehouse control unit"}},
		{"numbers", "The default width of a shelf is 80 cm, and the default width of a crate is 40 cm.", []string{
			"numeric | crate | default width | 40 cm", "numeric | shelf | default width | 80 cm"}},
		{"item with for", "- Viper for drawing and printing labels\n- Cub for stock control.\n", []string{"property | cub | use | stock control", "purpose | viper | draw and print labels"}},
		{"misconception", "**Misconception:** A bin code keeps thieves away. **In fact**, a bin code only names a place.", []string{
			"misconception | bin-code | A bin code keeps thieves away | A bin code only names a place."}},
		{"site words and promotion", "In this article a shelf is a store that holds boxes. Our course shows how a crate protects glass. Click here to see the shelf that holds glass.", nil},
		{"figures of speech", "A shelf is the backbone of a hall. The backend is like the engine of a car.", nil},
		{"demonstratives", "A crate is the cover of that box, nailed shut.", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := lines(read(t, test.text))
			if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(test.want, "\n  "))
			}
		})
	}
}

func TestTables(t *testing.T) {
	got := lines(read(t, `
| Store | Meaning | Purpose | Width |
|---|---|---|---|
| Shelf | an open store that shows its boxes | Show what is left | 80 cm |
| Crate | a closed store that hides its boxes | Protects glass on the road | 40 cm |

| Property | Shelf | Crate |
|---|---|---|
| Access | from the front | from above |
| Cost | low | high |

| Framework | Language |
|---|---|
| Viper | Snake |
| Cub | Lynx |

| Parameter | What it does |
|---|---|
| `+"`state`"+` | Carries a value through the gate |
| `+"`tone`"+` | Sets the sound of the bell |
`))
	want := []string{
		"definition | crate | a closed store that hides its boxes",
		"definition | shelf | an open store that shows its boxes",
		"effect | state-parameter | carries a value through the gate",
		"framework-of | cub | Lynx",
		"framework-of | viper | Snake",
		"property | crate | access | from above",
		"property | crate | cost | high",
		"property | crate | width | 40 cm",
		"property | shelf | access | from the front",
		"property | shelf | cost | low",
		"property | shelf | width | 80 cm",
		"property | tone | what it does | sets the sound of the bell",
		"purpose | crate | protect glass on the road",
		"purpose | shelf | show what is left",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestDefinitionLists(t *testing.T) {
	got := lines(read(t, "Shelf\n: An open store that shows what lies in it.\n\nBin code (BC)\n: A label that names one place in the hall.\n"))
	want := []string{"definition | bin-code | a label that names one place in the hall", "definition | shelf | an open store that shows what lies in it", "expansion | bin-code | bin code"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestSteps(t *testing.T) {
	reading := read(t, "A delivery runs in this order:\n\n1. The clerk prints a label.\n2. The carrier loads the crate.\n3. The driver starts.\n")
	if len(reading.Facts) != 3 {
		t.Fatalf("%d facts, want 3: %v", len(reading.Facts), lines(reading))
	}
	for i, want := range []string{"The clerk prints a label", "The carrier loads the crate", "The driver starts"} {
		f := &reading.Facts[i]
		if f.Relation != Step || f.Object != want || f.Ordinal != i+1 || f.Group != reading.Facts[0].Group || f.Situation != "A delivery runs in this order:" || f.SubjectText != "delivery" {
			t.Errorf("step %d is %+v", i+1, f)
		}
		if len(f.Quotes) != 2 || f.Quotes[0].Text != "A delivery runs in this order:" {
			t.Errorf("step %d has the quotes %+v", i+1, f.Quotes)
		}
	}
}

// TestStepsOfOtherSubjects has verbs that the lexicon does not know: the stated order is enough.
func TestStepsOfOtherSubjects(t *testing.T) {
	reading := read(t, "A loaf is baked in this order:\n\n1. The miller grinds the grain.\n2. The baker kneads the dough.\n3. The oven browns the loaf.\n")
	if len(reading.Facts) != 3 || reading.Facts[1].Relation != Step || reading.Facts[1].Object != "The baker kneads the dough" {
		t.Errorf("the facts are %v", lines(reading))
	}
}

func TestDecision(t *testing.T) {
	reading := read(t, "Glass travels over a rough road. Nobody may see it. The team chooses a crate with straw rather than a shelf or a bag of sand or salt, because a crate hides and protects glass. A shelf would show the glass. A bag of sand or salt would scratch the glass.\n")
	if len(reading.Facts) != 1 {
		t.Fatalf("%d facts, want 1: %v", len(reading.Facts), lines(reading))
	}
	f := &reading.Facts[0]
	if f.Subject != "crate" || f.Object != "a crate with straw" || f.Situation != "Glass travels over a rough road. Nobody may see it." || f.Because != "a crate hides and protects glass" {
		t.Errorf("the decision is %+v", f)
	}
	want := []Alternative{{Text: "a shelf", Concept: "shelf", Why: "A shelf would show the glass."}, {Text: "a bag of sand or salt", Why: "A bag of sand or salt would scratch the glass."}}
	if len(f.Alternatives) != 2 || f.Alternatives[0] != want[0] || f.Alternatives[1] != want[1] {
		t.Errorf("the alternatives are %+v, want %+v", f.Alternatives, want)
	}
}

func TestStableIDs(t *testing.T) {
	const second = "## Boxes\n\nA crate is a closed store that protects what it holds.\n"
	before := read(t, "## Shelves\n\nA shelf is an open store that shows what lies in it.\n\n"+second)
	after := read(t, "## Racks\n\nSome new text stands here. A shelf is a flat store that holds tins.\n\n"+second)
	last := func(r Reading) Fact { return r.Facts[len(r.Facts)-1] }
	if a, b := last(before), last(after); a.ID != b.ID || a.Passage != b.Passage {
		t.Errorf("an edit above changed the fact: %s %s and %s %s", a.ID, a.Passage, b.ID, b.Passage)
	}
}

func TestMerge(t *testing.T) {
	c := shop(t)
	from := func(path, text string) Reading {
		doc, err := guide.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return Facts(Source{Path: path, Document: doc}, c)
	}
	ledger := Merge([]Reading{
		from("b.md", "# B\n\nViper (Lynx) draws labels. Burrow is a framework. OakDB and ElmDB are relational databases.\n"),
		from("a.md", "# A\n\nViper (Snake) draws labels. OakDB and ElmDB are relational databases.\n"),
	}, c)
	status := map[string]bank.FactStatus{}
	for i := range ledger.Facts {
		f := &ledger.Facts[i]
		status[f.Document+" "+f.Relation+" "+f.Subject] = f.Status
	}
	for key, want := range map[string]bank.FactStatus{
		"a.md framework-of viper": bank.Contested, "b.md framework-of viper": bank.Contested, "b.md member burrow": bank.Wrong,
		"a.md member oak": bank.Corroborated, "b.md member elm": bank.Corroborated,
	} {
		if status[key] != want {
			t.Errorf("%s is %q, want %q", key, status[key], want)
		}
	}
	if len(ledger.Contradictions) != 2 {
		t.Errorf("%d contradictions, want 2: %+v", len(ledger.Contradictions), ledger.Contradictions)
	}
}

func TestTagger(t *testing.T) {
	c := shop(t)
	tag := newTagger(c)
	for _, test := range []struct{ text, want string }{
		{"Shelves and crates", "shelf crate"},
		{"The shelf's label", "shelf"},
		{"a front-end and a front end and a Frontend", "frontend frontend frontend"},
		{"frontend development and a backend dev", "frontend backend-developer"},
		{"snake in the grass, viper too", ""},
		{"Snake and Viper", "snake viper"},
		{"bookshelf shelfs crated", ""},
		{"the state parameter of a gate", "state-parameter"},
		{"a relational database management", "relational-database"},
	} {
		tokens := tokenizePlain(nil, test.text, 0, len(test.text), false)
		var ids []string
		for _, m := range tag.mentions(tokens, 0, len(tokens)) {
			ids = append(ids, c.Concepts[m.concept].ID)
		}
		if got := strings.Join(ids, " "); got != test.want {
			t.Errorf("%q names %q, want %q", test.text, got, test.want)
		}
	}
}

func TestInflection(t *testing.T) {
	for base, want := range map[string][3]string{"store": {"stores", "storing", "stored"}, "carry": {"carries", "carrying", "carried"}, "run": {"runs", "running", ""},
		"push": {"pushes", "pushing", "pushed"}, "go": {"goes", "going", ""}, "tie": {"ties", "tying", "tied"}, "submit": {"submits", "submitting", "submitted"}, "free": {"frees", "freeing", "freed"}} {
		if third(base) != want[0] || gerund(base) != want[1] || want[2] != "" && past(base) != want[2] {
			t.Errorf("%s: %s %s %s, want %v", base, third(base), gerund(base), past(base), want)
		}
	}
	for many, want := range map[string]string{"databases": "database", "queries": "query", "classes": "class", "APIs": "API", "boxes": "box", "caches": "cache", "status": "status", "indices": "index", "people": "person", "HTTPS": "HTTPS", "analyses": "analysis", "responses": "response", "branches": "branch"} {
		if got, _ := singular(many); got != want {
			t.Errorf("the singular of %s is %s, want %s", many, got, want)
		}
	}
}
