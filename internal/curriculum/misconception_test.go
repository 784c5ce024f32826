package curriculum

import (
	"regexp"
	"strings"
	"testing"
)

// inProse are the misconceptions that no guide states in the form "Misconception: ... In fact, ...". The guide refutes them in the prose of a paragraph, a
// list item or a row.
var inProse = wordSet(`
	secrets-in-scripts hashing-is-encryption
	put-only-updates fragment-is-sent post-is-never-cacheable
	replication-is-sharding high-cardinality-is-enough
	document-store-ends-mismatch one-database-forever two-phase-commit-never-waits saga-is-isolated
	count-counts-nulls transaction-serial-by-default escaping-is-enough
`)

var misconceptionForm = regexp.MustCompile(`(?s)\*\*Misconception:\*\*(.*?)\*\*In fact\*\*,(.*)`)

// TestEveryMisconceptionIsRefutedInItsGuide looks for what is believed and what is right by their words, because the data say both in short.
func TestEveryMisconceptionIsRefutedInItsGuide(t *testing.T) {
	const enough = 0.5 // of the words that carry meaning
	guides := map[string][]string{}
	for _, guide := range Library().Guides {
		if !guide.Decisions {
			guides[guide.Topic] = strings.Split(taught(guide), "\n\n")
		}
	}
	for _, m := range Library().Misconceptions {
		stated, refuted := false, 0.0
		for _, paragraph := range guides[m.Topic] {
			if form := misconceptionForm.FindStringSubmatch(paragraph); form != nil {
				stated = stated || overlap(m.Wrong, form[1]) >= enough && overlap(m.Right, form[2]) >= enough
			}
			refuted = max(refuted, overlap(m.Right, paragraph))
		}
		switch {
		case stated && inProse[m.ID]:
			t.Logf("%s: the guide states %s as a misconception now; it can go from inProse", m.Topic, m.ID)
		case !stated && !inProse[m.ID]:
			t.Errorf("%s: no paragraph of the guide says “Misconception: %s In fact, %s” (%s; prose %.2f)", m.Topic, m.Wrong, m.Right, m.ID, refuted)
		case !stated && refuted < enough:
			t.Errorf("%s: nothing in the guide refutes %s: %s", m.Topic, m.ID, m.Right)
		}
	}
}

var (
	word   = regexp.MustCompile(`[a-z0-9_#+]+`)
	filler = wordSet("a an the is are of to in on for and or that it its with as by be no not than so from one each every only has have does do at more can because when if")
)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// overlap is the share of the words of a statement, without fillers and endings, that a text holds.
func overlap(statement, text string) float64 {
	stems := func(s string) map[string]bool {
		set := map[string]bool{}
		for _, w := range word.FindAllString(strings.ToLower(s), -1) {
			if !filler[w] {
				set[stem(w)] = true
			}
		}
		return set
	}
	wanted, have := stems(statement), stems(text)
	n := 0
	for w := range wanted {
		if have[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(wanted)))
}

// stem cuts a word to what its forms share: reads, reading and read are one.
func stem(w string) string {
	for _, ending := range []string{"ing", "ed", "es", "s"} {
		if cut, ok := strings.CutSuffix(w, ending); ok && len(cut) > 2 {
			w = cut
			break
		}
	}
	return w[:min(len(w), 7)]
}
