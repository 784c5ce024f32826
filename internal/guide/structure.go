package guide

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxHeadingWords is the most words that a line may have to stand for a heading.
const maxHeadingWords = 16

// numberedLine is a number that starts a line, as in a list of questions: "2. ".
var numberedLine = regexp.MustCompile(`^\(?\d{1,3}[.)]\s+`)

// promoteHeadings turns bold lines that stand alone into headings one level below the heading above: many guides write
// their minor headings and their questions that way.
func (d *Document) promoteHeadings() {
	level := 1
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == Heading {
			level = b.Level
			continue
		}
		if b.Noise != "" || !d.standsForHeading(i) {
			continue
		}
		*b = Block{Kind: Heading, Span: b.Span, Runs: b.Runs, Level: min(level+1, 6), Heading: -1, LeadIn: -1}
	}
}

// standsForHeading says that a block is a bold line over other material: all of it strong, short, without the end of a
// statement. A bold list item counts only when it is alone in its list.
func (d *Document) standsForHeading(i int) bool {
	b := d.Blocks[i]
	switch b.Kind {
	case Paragraph:
	case ListItem:
		alone := (i == 0 || d.Blocks[i-1].List != b.List) && (i+1 == len(d.Blocks) || d.Blocks[i+1].List != b.List)
		if !alone || !strings.HasSuffix(d.Slice(b.Span), "?") {
			return false
		}
	default:
		return false
	}
	if i+1 == len(d.Blocks) || !allStrong(b.Runs) {
		return false
	}
	return titleLike(d.Slice(b.Span))
}

func allStrong(runs []Run) bool {
	for _, r := range runs {
		if r.Style&Strong == 0 {
			return false
		}
	}
	return len(runs) > 0
}

// titleLike says that a line could be a heading: one short line that does not end like a statement or a lead-in.
func titleLike(s string) bool {
	if len(s) > 160 || strings.Contains(s, "\n") || len(strings.Fields(s)) > maxHeadingWords {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `"”’')]`))
	return !strings.ContainsRune(".!:;,：，；。！…—–-", last)
}

// linkHeadings sets the heading of every block, past headings that are noise.
func (d *Document) linkHeadings() {
	var open [7]int // the open heading of each level
	for i := range open {
		open[i] = -1
	}
	nearest := -1
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind != Heading || b.Noise != "" {
			b.Heading = nearest
			continue
		}
		b.Heading = -1
		for level := b.Level - 1; level > 0; level-- {
			if open[level] >= 0 {
				b.Heading = open[level]
				break
			}
		}
		open[b.Level] = i
		for level := b.Level + 1; level < len(open); level++ {
			open[level] = -1
		}
		nearest = i
	}
}

// linkLeadIns sets what introduces each list, definition list, table and piece of code: the paragraph directly above
// that ends with a colon, noise aside, or the list item that it stands in. What follows in a group shares its lead-in.
func (d *Document) linkLeadIns(notes []note) {
	byGroup := map[int]int{}
	above := -1 // the block above that is not noise
	for i := range d.Blocks {
		b, n := &d.Blocks[i], notes[i]
		switch {
		case b.Kind == Heading:
		case b.Kind == Paragraph || b.Kind == Quote:
			b.LeadIn = n.parent
		case n.group > 0:
			lead, known := byGroup[n.group]
			if !known {
				lead = d.introduces(above, n.parent)
				byGroup[n.group] = lead
			}
			b.LeadIn = lead
		default:
			b.LeadIn = d.introduces(above, n.parent)
		}
		if b.Noise == "" {
			above = i
		}
	}
}

// introduces returns the block above when it is a paragraph that ends with a colon, else the parent.
func (d *Document) introduces(above, parent int) int {
	if above >= 0 {
		b := d.Blocks[above]
		if (b.Kind == Paragraph || b.Kind == Quote) && above >= parent {
			text := strings.TrimRight(d.Slice(b.Span), `*_"”’' `)
			if strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") {
				return above
			}
		}
	}
	return parent
}
