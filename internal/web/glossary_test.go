package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/views"
)

// keysGuide has in its first section what may be linked and what may not, in its second the definitions.
const keysGuide = `---
title: Keys
---

## Using a lock

A token ring is round. Tokens open doors, and the token opens one. Access ` + "`token`" + ` in [token](https://example.org/token), **token**, token-like or mytoken.

### A token in a heading

- Key policies say who holds a bolt.
- The order is out of scope, and its scope is small.

| Token | Meaning |
|---|---|
| token | a hasp |

## What the words mean

A token is a thing that opens a door. Policies need a token.

A hasp is a plate that a bolt goes through.

A key policy is a rule on who may open what.

A scope is the part of a house that a thing opens.

A lock is a thing that a token turns.
`

func keysCurriculum(t *testing.T) *curriculum.Curriculum {
	t.Helper()
	files := fstest.MapFS{
		"data/keys.yaml": {Data: []byte(`topic: {slug: keys, title: Keys, summary: About keys., needs: []}
concepts:
  - {id: token, name: token, kind: thing}
  - {id: token-ring, name: token ring, kind: thing}
  - {id: hasp, name: hasp, kind: thing}
  - {id: bolt, name: bolt, kind: thing}
  - {id: key-policy, name: key policy, kind: rule}
  - {id: scope, name: scope, kind: part}
  - {id: lock, name: lock, kind: thing}
`)},
		"guides/keys.md": {Data: []byte(keysGuide)},
		"data/houses.yaml": {Data: []byte(`topic: {slug: houses, title: Houses, summary: About houses., needs: [{topic: keys, why: Doors have keys.}]}
concepts:
  - {id: roof-beam, name: roof beam, kind: thing}
  - {id: attic, name: attic, kind: room}
`)},
		"guides/houses.md": {Data: []byte("---\ntitle: Houses\n---\n\n## Parts\n\nA bolt and a token and key policies stand beside the attic under lock.\n\n## Words\n\nA roof beam is wood that carries a roof.\n")},
	}
	c, err := curriculum.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// definitionFact finds a sentence in a guide and makes it the definition of a concept.
func definitionFact(t *testing.T, s *shelf, slug, concept, sentence string) bank.Fact {
	t.Helper()
	start := strings.Index(s.books[slug].document.Text, sentence)
	if start < 0 {
		t.Fatalf("%s does not say %q", slug, sentence)
	}
	return bank.Fact{ID: concept, Document: slug, Topic: slug, Subject: concept, Relation: definitionRelation, Status: bank.Stated, Quotes: []bank.Quote{{Text: sentence, Start: start, End: start + len(sentence)}}}
}

// linked returns the terms of a guide as "words -> sentence".
func linked(s *shelf, g *glossary, slug string) []string {
	b := s.books[slug]
	terms, definitions := g.marked(b, views.Sections(b.document, b.passages))
	var lines []string
	for _, term := range terms {
		lines = append(lines, b.document.Slice(term.Span)+" -> "+definitions[term.Definition].Sentence)
	}
	return lines
}

func TestFirstMentionsLeadToDefinitions(t *testing.T) {
	c := keysCurriculum(t)
	s, err := newShelf(c)
	if err != nil {
		t.Fatal(err)
	}
	facts := []bank.Fact{
		definitionFact(t, s, "keys", "token", "A token is a thing that opens a door."),
		definitionFact(t, s, "keys", "hasp", "A hasp is a plate that a bolt goes through."),
		definitionFact(t, s, "keys", "key-policy", "A key policy is a rule on who may open what."),
		definitionFact(t, s, "keys", "scope", "A scope is the part of a house that a thing opens."),
		definitionFact(t, s, "keys", "lock", "A lock is a thing that a token turns."),
	}
	g := newGlossary(c, s.books, facts)
	want := []string{
		"Tokens -> A token is a thing that opens a door.", // neither the ring nor what is no word of its own; the first mention alone
		"Key policies -> A key policy is a rule on who may open what.",
		"scope -> A scope is the part of a house that a thing opens.", // the second, because the first says something else
		"hasp -> A hasp is a plate that a bolt goes through.",
	}
	got := linked(s, g, "keys")
	if !slices.Equal(got, want) {
		t.Errorf("linked are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// In a guide that rests on this one a common word means the same, but for those with several senses.
	if got := linked(s, g, "houses"); !slices.Equal(got, []string{"token -> A token is a thing that opens a door.", "key policies -> A key policy is a rule on who may open what."}) {
		t.Errorf("in the guide that rests on it are linked %q", got)
	}
	// In any other guide it may mean something else; a name of two words does not.
	if g.fits("token", s.books["houses"], map[string]bool{"houses": true}) || !g.fits("key-policy", s.books["houses"], map[string]bool{"houses": true}) {
		t.Error("far away a common word is trusted, or a name of two words is not")
	}
	if _, definitions := g.marked(s.books["houses"], views.Sections(s.books["houses"].document, s.books["houses"].passages)); !strings.HasPrefix(definitions[0].Address, "/guides/keys#p-") {
		t.Errorf("the other guide leads to %q", definitions[0].Address)
	}
}

func TestOnlyWhatTheGuideSaysIsADefinition(t *testing.T) {
	c := keysCurriculum(t)
	s, err := newShelf(c)
	if err != nil {
		t.Fatal(err)
	}
	good := definitionFact(t, s, "keys", "token", "A token is a thing that opens a door.")
	change := func(edit func(f *bank.Fact)) bank.Fact {
		f := good
		f.Quotes = slices.Clone(good.Quotes)
		edit(&f)
		return f
	}
	for name, fact := range map[string]bank.Fact{
		"an opinion":            change(func(f *bank.Fact) { f.Status = bank.Opinion }),
		"another text":          change(func(f *bank.Fact) { f.Quotes[0].Start++; f.Quotes[0].End++ }),
		"past the end":          change(func(f *bank.Fact) { f.Quotes[0].End = 1 << 20 }),
		"another document":      change(func(f *bank.Fact) { f.Document = "keys.decisions" }),
		"no concept":            change(func(f *bank.Fact) { f.Subject = "thing" }),
		"another name":          change(func(f *bank.Fact) { f.Subject = "hasp" }),
		"nothing quoted":        change(func(f *bank.Fact) { f.Quotes = nil }),
		"two quotes":            change(func(f *bank.Fact) { f.Quotes = append(f.Quotes, f.Quotes[0]) }),
		"a name, not a mention": change(func(f *bank.Fact) { f.Subject = "token-ring" }),
	} {
		if got := linked(s, newGlossary(c, s.books, []bank.Fact{fact}), "keys"); len(got) != 0 {
			t.Errorf("%s is a definition: %q", name, got)
		}
	}
	if got := linked(s, newGlossary(c, s.books, []bank.Fact{good}), "keys"); len(got) != 1 {
		t.Errorf("the good fact gives %q", got)
	}
}

func TestASectionStaysQuiet(t *testing.T) {
	var found []candidate
	spread := map[string]int{}
	for i := range 20 {
		name := fmt.Sprint("concept", i)
		c := candidate{concept: name}
		c.span.Start, c.span.End = 10*i, 10*i+5
		found, spread[name] = append(found, c), 1+i%5
	}
	kept := rarest(found, spread, termsPerSection)
	if len(kept) != termsPerSection {
		t.Fatalf("%d terms are kept", len(kept))
	}
	for i, c := range kept {
		if spread[c.concept] > 3 || i > 0 && kept[i-1].span.Start > c.span.Start {
			t.Errorf("kept %d is %s at %d, which stands in %d sections", i, c.concept, c.span.Start, spread[c.concept])
		}
	}
}

func TestPluralsOfTerms(t *testing.T) {
	for noun, want := range map[string]string{"token": "tokens", "policy": "policies", "key": "keys", "hash": "hashes", "index": "indexes", "process": "processes", "API": "APIs", "y": "ys"} {
		if got := plural(noun); got != want {
			t.Errorf("the plural of %s is %s, want %s", noun, got, want)
		}
	}
}
