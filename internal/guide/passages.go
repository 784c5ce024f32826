package guide

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
)

// leadingNumber is the number of a heading, which says where it stands and not what it is about.
var leadingNumber = regexp.MustCompile(`^\d+(?:\.\d+)*[.)]?\s+`)

// Passages returns a passage for each block that is neither a heading nor noise, in order. The slug is the guide's
// address; it keeps passages of different guides apart.
func (d *Document) Passages(slug string) []Passage {
	seen := map[string]int{}
	var passages []Passage
	for i, b := range d.Blocks {
		if b.Kind == Heading || b.Noise != "" {
			continue
		}
		headings := d.Headings(i)
		key := passageKey(slug, headings, d.Slice(b.Term)+"\n"+d.Slice(b.Span))
		ordinal := seen[key]
		seen[key]++
		sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(ordinal)))
		passages = append(passages, Passage{ID: hex.EncodeToString(sum[:8]), Block: i, Span: d.Whole(i), Headings: headings})
	}
	return passages
}

// passageKey joins what makes a passage itself. Case and spacing do not count, so that a retouched layout changes nothing.
func passageKey(slug string, headings []string, text string) string {
	var b strings.Builder
	b.WriteString(slug)
	for _, h := range headings {
		b.WriteByte(0x1f)
		b.WriteString(fold(leadingNumber.ReplaceAllString(h, "")))
	}
	b.WriteByte(0)
	b.WriteString(strings.ToLower(strings.Join(strings.Fields(text), " ")))
	return b.String()
}

// Whole returns the span of a block with its term, when the term stands directly before the description.
func (d *Document) Whole(block int) Span {
	b := d.Blocks[block]
	if b.Kind == Definition && b.Term.Len() > 0 && b.Term.End+1 == b.Span.Start {
		return Span{b.Term.Start, b.Span.End}
	}
	return b.Span
}

// Headings returns the headings above a block, outermost first, without a heading that only repeats the document's title.
// For a heading these are its parents.
func (d *Document) Headings(block int) []string {
	path := d.HeadingPath(block)
	headings := make([]string, len(path))
	for i, h := range path {
		headings[i] = d.Slice(d.Blocks[h].Span)
	}
	return headings
}

// HeadingPath returns the indexes of the blocks whose text Headings returns.
func (d *Document) HeadingPath(block int) []int {
	var path []int
	for h := d.Blocks[block].Heading; h >= 0; h = d.Blocks[h].Heading {
		if b := d.Blocks[h]; b.Level > 1 || fold(d.Slice(b.Span)) != fold(d.Title) {
			path = append(path, h)
		}
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}

// Section returns the range of blocks, from first up to but not including end, that stand under a heading: its
// paragraphs and its subsections.
func (d *Document) Section(heading int) (first, end int) {
	level := d.Blocks[heading].Level
	for end = heading + 1; end < len(d.Blocks); end++ {
		if b := d.Blocks[end]; b.Kind == Heading && b.Noise == "" && b.Level <= level {
			break
		}
	}
	return heading + 1, end
}

// LeadIn returns the span that introduces a list, table, code or definition: the whole parent item, or the last sentence
// of the paragraph above. ok is false when nothing introduces the block.
func (d *Document) LeadIn(block int) (span Span, ok bool) {
	l := d.Blocks[block].LeadIn
	if l < 0 {
		return Span{}, false
	}
	b := d.Blocks[l]
	if b.Kind != Paragraph && b.Kind != Quote {
		return b.Span, true
	}
	start := b.Span.Start + lastSentence(d.Slice(b.Span))
	return Span{start, b.Span.End}, true
}

// sentenceEnd finds the end of a sentence with the first character of the next one.
var sentenceEnd = regexp.MustCompile(`([\p{L}\p{N}]*)[.!?…]["”’)\]]*\s+(["“‘(\[]*[\p{Lu}\p{Nd}])`)

// openAbbreviations are abbreviations that a sentence does not end with.
var openAbbreviations = map[string]bool{"eg": true, "ie": true, "e": true, "g": true, "i": true, "vs": true, "cf": true, "approx": true,
	"no": true, "fig": true, "dr": true, "mr": true, "mrs": true, "ms": true, "st": true, "prof": true}

// lastSentence returns the offset at which the last sentence of a text starts.
func lastSentence(s string) int {
	start := 0
	for at := 0; at < len(s); {
		m := sentenceEnd.FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		word := strings.ToLower(s[at+m[2] : at+m[3]])
		at += m[4]
		if !openAbbreviations[word] {
			start = at
		}
	}
	return start
}
