package audit

import (
	"fmt"
	"math"
	"sort"
	"strings"
)

// String prints the figures for people.
func (s *Scores) String() string {
	var b strings.Builder
	b.WriteString("Judges, by the planted defects\n")
	for _, a := range s.Judges {
		counts := "counts"
		if !a.Counts {
			counts = fmt.Sprintf("does not count: under %.0f %%", 100*attention)
		}
		fmt.Fprintf(&b, "  %-24s found %s  %s; judged %d of %d\n", a.Name, a.Found, counts, a.Judged.Hits, a.Judged.Of)
		for _, kind := range keysOf(a.Missed) {
			fmt.Fprintf(&b, "    missed %d: %s\n", a.Missed[kind], kind)
		}
	}
	if s.Accepted.Of == 0 {
		b.WriteString("  Fewer than two judges of the form with the passage count: there is no figure on acceptance.\n")
	}
	b.WriteString("\nFigure                                  share    95 % interval (Wilson)\n")
	for _, line := range []struct {
		name  string
		share Share
	}{
		{"accepted: usable, key right, by all", s.Accepted}, {"key right by all", s.KeyRight}, {"key found by no judge", s.KeyLost}, {"quote supports it, by all", s.Supported},
		{"flaw named by all", s.FlawedByAll}, {"flaw named by any", s.FlawedByAny},
		{"distractor false, by all", s.DistractorsFalse}, {"distractor held true by all", s.DistractorsTrue},
		{"distractor plausible, by all", s.DistractorsPlausible}, {"distractor implausible, by all", s.Implausible},
		{"understand or higher (lower median)", s.Understand}, {"apply or higher (lower median)", s.Apply},
		{"judges agree on use", s.Agreement}, {"key found without the passage", s.WithoutPassage}, {"key guessed from the options", s.OptionsOnly},
	} {
		fmt.Fprintf(&b, "  %-36s  %s\n", line.name, line.share)
	}
	if !math.IsNaN(s.Kappa) {
		fmt.Fprintf(&b, "  %-36s  %5.2f\n", "Cohen's kappa on use", s.Kappa)
	}
	if s.OptionsOnly.Of > 0 {
		fmt.Fprintf(&b, "  %-36s  %5.1f %%\n", "chance of a guess", 100*s.Chance)
	}
	if s.Yield > 0 {
		fmt.Fprintf(&b, "  %-36s  %5.1f\n", "accepted questions per 1,000 words", s.Yield)
	}
	for _, by := range []string{"schema", "topic", "document"} {
		if len(s.By[by]) > 0 {
			fmt.Fprintf(&b, "\nAccepted by %s\n", by)
			for _, value := range keysOf(s.By[by]) {
				fmt.Fprintf(&b, "  %-36s  %s\n", value, s.By[by][value])
			}
		}
	}
	if len(s.Flaws) > 0 {
		b.WriteString("\nFlaws that judges named\n")
		for _, code := range keysOf(s.Flaws) {
			fmt.Fprintf(&b, "  %-14s %d\n", code, s.Flaws[code])
		}
	}
	if len(s.Rejected) > 0 {
		b.WriteString("\nNot accepted\n")
		for _, line := range s.Rejected {
			b.WriteString("  " + line + "\n")
		}
	}
	return b.String()
}

func keysOf[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
