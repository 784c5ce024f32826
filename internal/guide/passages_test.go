package guide

import (
	"strings"
	"testing"
)

const twoSections = `---
title: Caching
---

# Caching

## Hits

A hit is a request that the cache answers.

- cheap
- fast

## Misses

A miss is a request that goes to the origin.

A miss is a request that goes to the origin; it costs a trip.

### Costs

Term
: A description.
`

// passagesByText maps the text of each passage to its id.
func passagesByText(t *testing.T, src string) map[string]string {
	t.Helper()
	d := mustParse(t, src)
	byText := map[string]string{}
	for _, p := range d.Passages("caching") {
		byText[d.Slice(p.Span)] = p.ID
	}
	return byText
}

func TestPassagesKeepTheirIDsWhenAnotherSectionChanges(t *testing.T) {
	before := passagesByText(t, twoSections)
	edits := map[string]*strings.Replacer{
		"text above":         strings.NewReplacer("A hit is", "A cache hit is", "- fast\n", "- fast\n- near\n"),
		"heading above":      strings.NewReplacer("## Hits", "## What a hit is"),
		"title":              strings.NewReplacer("title: Caching", "title: Caches", "# Caching", "# Caches"),
		"section added":      strings.NewReplacer("## Misses", "## Warm caches\n\nA warm cache has entries.\n\n## Misses"),
		"sections numbered":  strings.NewReplacer("## Hits", "## 1. Hits", "## Misses", "## 2. Misses"),
		"paragraph wrapped":  strings.NewReplacer("that goes to", "that\ngoes to"),
		"front matter added": strings.NewReplacer("---\ntitle", "---\nminutes: 3\ntitle"),
	}
	for name, edit := range edits {
		after := passagesByText(t, edit.Replace(twoSections))
		for text, id := range before {
			if strings.HasPrefix(text, "A miss") || strings.HasPrefix(text, "Term") {
				if after[text] != id {
					t.Errorf("%s: the passage %q went from %s to %s", name, text, id, after[text])
				}
			}
		}
	}
}

func TestPassageIDsTellPassagesApart(t *testing.T) {
	d := mustParse(t, "# T\n\n## A\n\nSame text of a passage.\n\n- x\n\n## B\n\nSame text of a passage.\n\n- x\n- x\n")
	ids := map[string]bool{}
	for _, p := range append(d.Passages("one"), d.Passages("two")...) {
		if len(p.ID) != 16 || ids[p.ID] {
			t.Errorf("id %q", p.ID)
		}
		ids[p.ID] = true
	}
	if len(ids) != 10 {
		t.Errorf("%d ids, want 10", len(ids))
	}
}

func TestPassagesLeaveOutHeadingsAndNoise(t *testing.T) {
	d := mustParse(t, "# T\n\nA log is a list.\n\nShare this\n\n## H\n\nLast updated: March 3, 2023\n\nText.")
	var got []string
	for _, p := range d.Passages("t") {
		got = append(got, strings.Join(p.Headings, ">")+": "+d.Slice(p.Span))
	}
	if want := ": A log is a list.|H: Text."; strings.Join(got, "|") != want {
		t.Errorf("passages %q, want %q", strings.Join(got, "|"), want)
	}
}

func TestDefinitionPassagesCoverTheirTerm(t *testing.T) {
	d := mustParse(t, twoSections)
	p := d.Passages("caching")
	last := p[len(p)-1]
	if got := d.Slice(last.Span); got != "Term\nA description." {
		t.Errorf("span %q", got)
	}
	if got := strings.Join(last.Headings, ">"); got != "Misses>Costs" {
		t.Errorf("headings %q", got)
	}
}

func TestSection(t *testing.T) {
	d := mustParse(t, twoSections)
	for i, b := range d.Blocks {
		first, end := 0, 0
		if b.Kind == Heading {
			first, end = d.Section(i)
		}
		switch d.Slice(b.Span) {
		case "Hits":
			if first != i+1 || d.Slice(d.Blocks[end].Span) != "Misses" {
				t.Errorf("section of Hits: %d to %d", first, end)
			}
		case "Misses":
			if end != len(d.Blocks) {
				t.Errorf("section of Misses ends at %d", end)
			}
		}
	}
}
