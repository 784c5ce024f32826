package bank

import "strings"

// Bounds for support and copying, as shares from 0 to 1.
const (
	supportShare = 0.5 // of the key's content words, that must stand in the evidence
	copiedShare  = 0.6 // of the stem's words inside copied runs, from which a stem is a copy
	copiedRun    = 8   // words in a row that count as copied
)

// checkSupport looks at checks 20 (support), 28 (copying) and 29 (level).
func (g *Gate) checkSupport(q *Question, add adder) {
	schema, known := SchemaNamed(q.Schema)
	if known && schema.Level != q.Level {
		add(29, "%s questions are of the level %q, this one says %q", q.Schema, schema.Level, q.Level)
	}
	if g.Text == nil {
		return
	}
	if len(q.Evidence) == 0 {
		add(20, "no passage supports the key")
		return
	}
	var quotes strings.Builder
	for _, e := range q.Evidence {
		quotes.WriteString(e.Quote + "\n")
		text, ok := g.Text(e.Document)
		switch {
		case !ok:
			add(20, "the document %q is unknown", e.Document)
		case e.Start < 0 || e.End > len(text) || e.Start >= e.End || text[e.Start:e.End] != e.Quote:
			add(20, "the quote is not what stands in %q from %d to %d", e.Document, e.Start, e.End)
		}
	}
	g.checkEntailed(q, quotes.String(), add)
	if !known || !schema.Quoting {
		g.checkCopied(q, quotes.String(), add)
	}
}

// checkEntailed demands that the evidence speaks of the key: half of the content words of the key, or the concept by one of its names. A computed key
// follows from the rule that the evidence states and seldom shares its words.
func (g *Gate) checkEntailed(q *Question, quotes string, add adder) {
	if q.Kind != Single && q.Kind != Multiple || q.Schema == "misconception" || Computed(q.Schema) {
		return
	}
	evidence := g.words.content(quotes)
	for _, option := range q.Options {
		if !option.Correct {
			continue
		}
		if g.names(option.Concept, quotes) {
			continue
		}
		content := g.words.content(option.Text)
		found := 0
		for _, w := range content {
			for _, e := range evidence {
				if alike(w, e) {
					found++
					break
				}
			}
		}
		if len(content) > 0 && float64(found) < supportShare*float64(len(content)) {
			add(20, "the quotes do not speak of %q", option.Text)
		}
	}
}

func (g *Gate) names(concept, text string) bool {
	if g.Curriculum == nil || concept == "" {
		return false
	}
	c, ok := g.Curriculum.Concept(concept)
	if !ok {
		return false
	}
	folded := g.fold(text)
	for _, name := range append([]string{c.Name, c.Plural}, c.Aliases...) {
		if name != "" && strings.Contains(folded, g.fold(name)) {
			return true
		}
	}
	return false
}

// checkCopied measures how much of the stem stands in runs of eight words that the passage has too.
func (g *Gate) checkCopied(q *Question, quotes string, add adder) {
	stem, source := g.words.words(q.Stem), g.words.words(quotes)
	if len(stem) < copiedRun {
		return
	}
	runs := map[string]bool{}
	for i := 0; i+copiedRun <= len(source); i++ {
		runs[joined(source[i:i+copiedRun])] = true
	}
	copied := make([]bool, len(stem))
	for i := 0; i+copiedRun <= len(stem); i++ {
		if runs[joined(stem[i:i+copiedRun])] {
			for k := range copiedRun {
				copied[i+k] = true
			}
		}
	}
	n := 0
	for _, c := range copied {
		if c {
			n++
		}
	}
	if float64(n) > copiedShare*float64(len(stem)) {
		add(28, "%d of %d words are copied from the passage", n, len(stem))
	}
}

func joined(ws []word) string {
	var b strings.Builder
	for _, w := range ws {
		b.WriteString(w.lower)
		b.WriteByte(' ')
	}
	return b.String()
}
