package counts

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"touchstone/internal/curriculum"
)

const harbourData = `topic: {slug: harbour, title: Harbour, summary: Where ships lie.}
concepts:
  - {id: crane, name: crane, kind: machine, confusable: [winch]}
  - {id: winch, name: winch, plural: winches, kind: machine}
  - {id: buoy, name: buoy, kind: sign}
misconceptions:
  - {id: cranes-sail, concept: crane, wrong: A crane can sail., right: A crane stands on the quay.}
`

const harbourGuide = `---
title: The harbour
---

## Machines

A crane is a machine that lifts loads from a ship. A winch is a machine that pulls a rope around a drum.

` + "```sh\nlift --crane a long line of words that nobody counts\n```" + `

### Signs

| Sign | Colour |
|---|---|
| Port mark | red |

**Misconception:** A crane can sail. **In fact**, a crane stands on the quay.

## Sources

- [The book of buoys](https://example.org/buoys)
`

const harbourDecisions = `---
title: "Worked decisions: harbour"
---

## Heavy crates on the quay

Twenty heavy crates have to come from a ship to the quay within an hour. The harbour master chooses a crane rather than a winch or a ladder, because a crane lifts each crate over the rail at once. A winch would drag the crates against the rail. A ladder would leave the crates to people who cannot carry them.
`

func harbour(t *testing.T) *Library {
	t.Helper()
	c, err := curriculum.Read(fstest.MapFS{
		"data/harbour.yaml":           {Data: []byte(harbourData)},
		"guides/harbour.md":           {Data: []byte(harbourGuide)},
		"guides/harbour.decisions.md": {Data: []byte(harbourDecisions)},
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := Count(c)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestCountTakesProseAndLeavesCodeAndSources(t *testing.T) {
	topic := harbour(t).Topics[0]
	// 23 words in the first paragraph, 5 in the table, 13 in the misconception; the buoy stands among the sources alone.
	if topic.Words != 41 || topic.Sections != 1 {
		t.Errorf("%d words in %d sections, want 41 in 1", topic.Words, topic.Sections)
	}
	if topic.Concepts != 3 || topic.Taught != 2 || topic.Misconceptions != 1 || topic.Decisions != 1 {
		t.Errorf("counted %+v, want 3 concepts of which 2 are taught, 1 misconception and 1 decision", topic)
	}
	if topic.Facts["definition"] != 2 || topic.Facts["misconception"] != 1 || topic.Facts["decision"] != 0 || topic.AllFacts() < 3 {
		t.Errorf("facts %v, want 2 definitions, 1 misconception and no decision, which is the second file's", topic.Facts)
	}
}

func TestFiguresNameWhatFallsShort(t *testing.T) {
	full := Topic{Slug: "full", Words: MinWords, Facts: map[string]int{"definition": 40, "step": 20}, Decisions: MinDecisions, Taught: MinConcepts, Misconceptions: MinMisconceptions - 1}
	long := Topic{Slug: "long", Words: MaxWords + 1, Facts: map[string]int{"definition": 59}, Decisions: MinDecisions - 1, Misconceptions: 1}
	var short []string
	for _, f := range (&Library{Topics: []Topic{full, long}}).Figures() {
		short = append(short, f.Short...)
	}
	if got, want := strings.Join(short, ", "), "long 5001, long 59, long 9"; got != want {
		t.Errorf("short of the figures: %s; want %s", got, want)
	}
	for _, f := range (&Library{Topics: []Topic{full}}).Figures()[3:] {
		if want := map[bool]int{true: 1}[strings.Contains(f.Wanted, "misconceptions")]; len(f.Short) != want {
			t.Errorf("%s: %v", f.Wanted, f.Short)
		}
	}
}

func TestWriteSaysWhetherTheFiguresAreReached(t *testing.T) {
	l := &Library{Topics: []Topic{{Slug: "full", Words: MaxWords, Sections: 4, Facts: map[string]int{"definition": 60}, Concepts: 400, Taught: 350, Decisions: 10, Misconceptions: 150, Questions: 70}}}
	var first, second bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		if reached, err := l.Write(w); err != nil || !reached {
			t.Fatalf("reached %v, error %v", reached, err)
		}
	}
	if first.String() != second.String() || strings.Count(first.String(), "pass  ") != 5 || !strings.Contains(first.String(), "full     5000         4     60       400     350         10             150         70\n") {
		t.Errorf("printed\n%s", first.String())
	}
	l.Topics[0].Words++
	first.Reset()
	if reached, err := l.Write(&first); err != nil || reached || !strings.Contains(first.String(), "FAIL  2500 to 5000 words in each guide: full 5001\n") {
		t.Errorf("reached %v, error %v, printed\n%s", reached, err, first.String())
	}
}

func TestRelationsAreAllShown(t *testing.T) {
	for relation := range harbour(t).Topics[0].Facts {
		if !strings.Contains(" "+strings.Join(Relations, " ")+" ", " "+relation+" ") {
			t.Errorf("no column for facts of the relation %s", relation)
		}
	}
}

func TestTheLibraryReachesItsFigures(t *testing.T) {
	l, err := Count(curriculum.Library())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range l.Figures() {
		if len(f.Short) > 0 {
			t.Errorf("%s: short are %v", f.Wanted, f.Short)
		}
	}
}
