package generate

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

// A small subject of its own: a kitchen. The tests of schemas run the real parser and the real reader of facts over it.
const kitchenData = `
topic: {slug: kitchen, title: Kitchen, summary: Tools and ways of cooking.}
concepts:
  - {id: whisk, name: whisk, kind: tool, confusable: [spatula]}
  - {id: spatula, name: spatula, kind: tool, confusable: [whisk]}
  - {id: colander, name: colander, kind: tool}
  - {id: grater, name: grater, kind: tool}
  - {id: mandoline, name: mandoline, kind: tool}
  - {id: braising, name: braising, kind: technique, mass: true}
  - {id: searing, name: searing, kind: technique, mass: true}
  - {id: blanching, name: blanching, kind: technique, mass: true}
  - {id: steaming, name: steaming, kind: technique, mass: true}
  - {id: basil, name: basil, kind: plant, mass: true}
  - {id: parsley, name: parsley, kind: plant, mass: true}
  - {id: chervil, name: chervil, kind: plant, mass: true}
  - {id: cinnamon, name: cinnamon, kind: plant, mass: true}
  - {id: clove, name: clove, kind: plant}
  - {id: turnip, name: turnip, kind: plant}
  - {id: carrot, name: carrot, kind: plant}
  - {id: parsnip, name: parsnip, kind: plant}
  - {id: head-chef, name: head chef, kind: role}
  - {id: baker, name: baker, kind: role}
  - {id: waiter, name: waiter, kind: role}
siblings:
  - {id: tools, name: kitchen tool, members: [whisk, spatula, colander, grater, mandoline], why: Each tool is made for another job.}
  - {id: techniques, name: cooking technique, members: [braising, searing, blanching, steaming], why: Each technique heats food in another way.}
  - {id: roles, name: role in a restaurant, members: [head-chef, baker, waiter], why: Each role has its own duty.}
classes:
  - id: plants
    name: kind of plant
    why: A plant is listed by the part of it that is eaten.
    classes:
      - {name: herb, members: [basil, parsley, chervil]}
      - {name: spice, members: [cinnamon, clove]}
      - {name: root vegetable, members: [turnip, carrot, parsnip]}
misconceptions: []
`

const kitchenGuide = `---
title: The kitchen
---

## Tools

A whisk is a bundle of wire loops that beats air into a liquid. A spatula is a flat blade of rubber that scrapes dough from a bowl.
A colander is a bowl with many holes that lets water run off. A grater is a sheet of metal with teeth that shreds hard cheese.
A mandoline is a board with a fixed blade that cuts even slices.

A whisk is used to turn cream into foam. A spatula is used to empty a bowl without waste. A colander is used to drain boiled noodles in the sink.
A grater is used to shred a block of cheese. A mandoline is used to cut potatoes into thin slices.

## Ways of cooking

While braising keeps meat in a closed pot with some broth, searing puts meat into an open pan with sizzling fat.

Without blanching, frozen beans lose their green colour in the freezer. Without searing, a roast keeps a pale and soft surface.
Without braising, a tough piece of shank stays hard to chew. Without steaming, delicate fish falls apart in boiling water.

## Plants

Basil, parsley and chervil are herbs. Cinnamon and clove are spices. Turnip, carrot and parsnip are root vegetables.

## People

The head chef:

- writes the menu of the week
- orders the ingredients

The baker:

- prepares the dough at night
- watches the oven

The waiter:

- carries the plates to the tables
- takes the payment

## Steaming step by step

The steaming of a fish runs in this order:

1. The cook takes a wide pot from the shelf.
2. The cook puts water into the wide pot.
3. The cook adds a basket above the water.
4. The cook moves the fish into the basket.
5. The cook closes the filled basket with a lid.
`

const kitchenDecisions = `---
title: "Worked decisions: kitchen"
---

## Noodles for a party

Forty guests wait for noodles, and three large pots of them stand in boiling water that has to go. The cook chooses a colander rather than a whisk or a grater, because many holes let the water run off at once. A whisk would stir the noodles and keep them in the water. A grater would tear the noodles into pieces.
`

var kitchen = sync.OnceValue(func() *curriculum.Curriculum {
	c, err := curriculum.Read(fstest.MapFS{
		"data/kitchen.yaml":           {Data: []byte(kitchenData)},
		"guides/kitchen.md":           {Data: []byte(kitchenGuide)},
		"guides/kitchen.decisions.md": {Data: []byte(kitchenDecisions)},
	})
	if err != nil {
		panic(err)
	}
	return c
})

func kitchenQuestions(t *testing.T) map[string][]bank.Question {
	t.Helper()
	sources, err := Library(kitchen())
	if err != nil {
		t.Fatal(err)
	}
	result, err := Run(sources, kitchen(), Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	bySchema := map[string][]bank.Question{}
	for _, q := range result.Questions {
		bySchema[q.Schema] = append(bySchema[q.Schema], q)
	}
	if t.Failed() || len(result.Questions) == 0 {
		t.Log(result.Rejected)
	}
	return bySchema
}

func TestSchemasOnASubjectOfTheirOwn(t *testing.T) {
	bySchema := kitchenQuestions(t)
	for schema, want := range map[string]struct{ stem, key string }{
		"definition-term":    {"bundle of wire loops that beats air", "Whisk"},
		"definition-meaning": {"colander", "A bowl with many holes that lets water run off"},
		"application":        {"drain boiled noodles", "Colander"},
		"purpose-meaning":    {"grater", "To shred a block of cheese"},
		"contrast":           {"braising", "Braising keeps meat in a closed pot with some broth, and searing puts meat into an open pan with sizzling fat"},
		"consequence":        {"blanching", "Frozen beans lose their green colour in the freezer"},
		"diagnosis":          {"roast keeps a pale and soft surface", "Searing"},
		"membership":         {"spice", "Cinnamon"},
		"classification":     {"turnip", "Root vegetable"},
		"responsibility":     {"prepares the dough at night", "Baker"},
		"scenario":           {"Forty guests wait", "Colander"},
	} {
		found := false
		for _, q := range bySchema[schema] {
			for _, o := range q.Options {
				found = found || o.Correct && o.Text == want.key && strings.Contains(strings.ToLower(q.Stem), strings.ToLower(want.stem))
			}
		}
		if !found {
			t.Errorf("%s: no question about %q with the key %q", schema, want.stem, want.key)
			for _, q := range bySchema[schema] {
				t.Logf("  %s %v", q.Stem, q.Options)
			}
		}
	}
}

func TestOrderingKeepsTheStepsInOrder(t *testing.T) {
	questions := kitchenQuestions(t)["ordering"]
	if len(questions) != 1 {
		t.Fatalf("%d ordering questions, want 1", len(questions))
	}
	want := []string{"The cook takes a wide pot from the shelf.", "The cook puts water into the wide pot.", "The cook adds a basket above the water.", "The cook moves the fish into the basket.", "The cook closes the filled basket with a lid."}
	if got := strings.Join(questions[0].Order, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got the order\n%s", got)
	}
}

func TestClassesMakeSetsOfAnswers(t *testing.T) {
	herbs := map[string]bool{"Basil": true, "Parsley": true, "Chervil": true}
	roots := map[string]bool{"Turnip": true, "Carrot": true, "Parsnip": true}
	multiple := 0
	for _, q := range kitchenQuestions(t)["multiple"] {
		members := map[string]map[string]bool{"herbs": herbs, "root vegetables": roots}
		for class, set := range members {
			if !strings.Contains(q.Stem, class) {
				continue
			}
			multiple++
			for _, o := range q.Options {
				if o.Correct != set[o.Text] {
					t.Errorf("%q: %s is marked %v", q.Stem, o.Text, o.Correct)
				}
			}
		}
	}
	if multiple == 0 {
		t.Error("no question asks for all herbs or all root vegetables")
	}
	odd := kitchenQuestions(t)["odd-one-out"]
	if len(odd) == 0 {
		t.Fatal("no odd one out")
	}
	for _, q := range odd {
		for _, o := range q.Options {
			if inHerbs := herbs[o.Text]; strings.Contains(q.Stem, "herbs") && inHerbs == o.Correct {
				t.Errorf("%q: %s is marked %v", q.Stem, o.Text, o.Correct)
			}
		}
	}
}

func TestMatchingHasFourPairsAndADecoy(t *testing.T) {
	questions := kitchenQuestions(t)["matching"]
	if len(questions) == 0 {
		t.Fatal("no matching question")
	}
	for _, q := range questions {
		if len(q.Pairs) != 4 || len(q.Decoys) != 1 {
			t.Errorf("%q has %d pairs and %d decoys", q.Stem, len(q.Pairs), len(q.Decoys))
		}
		mark, err := q.Mark(bank.Response{Rights: []int{0, 1, 2, 3}})
		if err != nil || mark != 1 {
			t.Errorf("%q: the right pairs earn %v, %v", q.Stem, mark, err)
		}
	}
}

// TestContestedFactsAskNothing reads a guide that contradicts the curriculum.
func TestContestedFactsAskNothing(t *testing.T) {
	document, err := guide.Parse([]byte("# Plants\n\nBasil, parsley and carrot are herbs.\n"))
	if err != nil {
		t.Fatal(err)
	}
	result, err := Run([]extract.Source{{Path: "plants.md", Document: document}}, kitchen(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range result.Questions {
		for _, o := range q.Options {
			if o.Correct && o.Text == "Carrot" && strings.Contains(q.Stem, "herb") {
				t.Errorf("%q has the key %s", q.Stem, o.Text)
			}
		}
	}
}

// TestUnknownSubject reads a guide of which the curriculum knows no word: lists of terms, tables, flows and abbreviations still make questions.
func TestUnknownSubject(t *testing.T) {
	document, err := guide.Parse([]byte(`# Composting

## Terms

- **Compost**: a dark, crumbly material that forms when plant waste decays.
- **Mulch**: a layer of material that covers the soil around plants.
- **Humus**: the stable part of soil that remains after full decay.
- **Leachate**: the liquid that drains from a moist heap.

Integrated Pest Management (IPM) is an approach that combines several methods against pests.

| Method | Temperature | Typical duration |
|---|---|---|
| Hot composting | 55 to 65 °C | 4 to 8 weeks |
| Cold composting | air temperature | 6 to 12 months |
| Vermicomposting | 15 to 25 °C | 3 to 6 months |
`))
	if err != nil {
		t.Fatal(err)
	}
	result, err := Run([]extract.Source{{Path: "compost.md", Topic: "gardening", Document: document}}, kitchen(), Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for _, q := range result.Questions {
		if q.Topic != "gardening" {
			t.Errorf("%q counts for the topic %q", q.Stem, q.Topic)
		}
		for _, o := range q.Options {
			if o.Correct {
				keys[q.Schema+" "+o.Text] = q.Stem
			}
		}
	}
	for key, want := range map[string]string{
		"definition-term Mulch": "covers the soil",
		"definition-meaning The liquid that drains from a moist heap": "leachate",
		"property-term Hot composting":                                "",
		"property 4 to 8 weeks":                                       "hot composting",
		"expansion Integrated Pest Management":                        "IPM",
	} {
		if stem, ok := keys[key]; !ok || !strings.Contains(stem, want) {
			t.Errorf("no question %q about %q, have %v", key, want, keys)
		}
	}
}

func TestRunIsDeterministicAndTheSeedVaries(t *testing.T) {
	sources, err := Library(kitchen())
	if err != nil {
		t.Fatal(err)
	}
	run := func(seed uint64) []byte {
		result, err := Run(sources, kitchen(), Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(result)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if !bytes.Equal(run(1), run(1)) {
		t.Error("two runs with one seed differ")
	}
	if bytes.Equal(run(1), run(2)) {
		t.Error("another seed changes nothing")
	}
}

func TestCountSpreadsOverSchemasAndFacts(t *testing.T) {
	sources, err := Library(kitchen())
	if err != nil {
		t.Fatal(err)
	}
	result, err := Run(sources, kitchen(), Options{Seed: 1, Count: 10})
	if err != nil {
		t.Fatal(err)
	}
	schemas, facts := map[string]bool{}, map[string]int{}
	for _, q := range result.Questions {
		schemas[q.Schema] = true
		for _, f := range q.Facts {
			facts[f]++
		}
	}
	for i := range 8 {
		for k := range i {
			if result.Questions[i].Schema == result.Questions[k].Schema {
				t.Errorf("questions %d and %d of the first eight are both of the schema %s", k+1, i+1, result.Questions[i].Schema)
			}
		}
	}
	if len(result.Questions) != 10 || result.Shortfall.Given != 10 || len(schemas) < 8 {
		t.Errorf("%d questions of %d schemas", len(result.Questions), len(schemas))
	}
	for f, n := range facts {
		if n > mostOnFact {
			t.Errorf("%d questions on the fact %s", n, f)
		}
	}
	result, err = Run(sources, kitchen(), Options{Seed: 1, Count: 5000})
	if err != nil {
		t.Fatal(err)
	}
	if result.Shortfall.Asked != 5000 || result.Shortfall.Given != len(result.Questions) || len(result.Shortfall.Reasons) == 0 {
		t.Errorf("the shortfall says %+v", result.Shortfall)
	}
}
