package guide

import "strings"

// statementWords is the number of words from which a paragraph that comes twice was printed twice, and is no short line
// that serves several places.
const statementWords = 8

// repetitions marks lines that come again and again (the text of images, running heads), the title when it comes a
// second time, headings that repeat the heading directly above, and long paragraphs that were printed twice.
func (m *noiseMarker) repetitions() {
	at := map[string][]int{}
	var order []string
	for i, b := range m.d.Blocks {
		f := m.folded[i]
		if b.Noise != "" || f == "" || b.Kind != Paragraph && b.Kind != Heading {
			continue
		}
		if at[f] == nil {
			order = append(order, f)
		}
		at[f] = append(at[f], i)
	}
	for _, f := range order {
		places := at[f]
		if len(places) < 2 {
			continue
		}
		switch {
		case f == m.title:
			m.markAll(places[1:], NoiseRepeated)
		case len(strings.Fields(f)) >= statementWords && m.d.Blocks[places[0]].Kind == Paragraph:
			m.markAll(places[1:], NoiseRepeated)
		case m.d.Format == PlainText:
			if !usualSubheadings[f] && m.isRunningHead(places, f) {
				m.markAll(places, NoiseRepeated)
			}
		default:
			m.markAll(m.doubled(places), NoiseRepeated)
		}
	}
}

func (m *noiseMarker) markAll(places []int, reason string) {
	for _, i := range places {
		m.mark(i, reason)
	}
}

// isRunningHead says that a repeated short line of plain text is no heading: it comes three times or more, or its words
// all stand in the title, and somewhere it stands directly below another heading.
func (m *noiseMarker) isRunningHead(places []int, f string) bool {
	if len(places) < 3 && !allIn(f, m.title) && !startsLower(m.text(places[0])) {
		return false
	}
	for _, i := range places {
		if i > 0 && m.d.Blocks[i-1].Kind == Heading {
			return true
		}
	}
	return startsLower(m.text(places[0]))
}

// allIn says that every word of a stands in b.
func allIn(a, b string) bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(b) {
		words[w] = true
	}
	for _, w := range strings.Fields(a) {
		if !words[w] {
			return false
		}
	}
	return a != ""
}

// doubled returns the places that directly follow the same text, and paragraphs that repeat a heading.
func (m *noiseMarker) doubled(places []int) []int {
	var out []int
	headings := 0
	for n, i := range places {
		if m.d.Blocks[i].Kind == Heading {
			headings++
		}
		if n > 0 && places[n-1] == i-1 {
			out = append(out, i)
		}
	}
	if headings == 0 && len(places) >= 3 {
		return places
	}
	return out
}

// captions marks short fragments that are no sentences and stand where pictures stand: in lower case directly below a
// heading, or repeated in lower case.
func (m *noiseMarker) captions() {
	if m.d.Format != PlainText {
		return
	}
	for i, b := range m.d.Blocks {
		if b.Noise != "" || b.Kind != Paragraph && b.Kind != Heading || i == 0 {
			continue
		}
		s := m.text(i)
		above := m.d.Blocks[i-1]
		if startsLower(s) && titleLike(s) && len(strings.Fields(s)) <= 8 && (above.Kind == Heading || above.Noise != "") {
			m.mark(i, NoiseCaption)
		}
	}
}

// emptyHeadings marks headings that nothing stands under. Plain text does not tell a heading from its subheading, so
// there only a heading at the very end, or over nothing but noise, is empty.
func (m *noiseMarker) emptyHeadings() {
	for i := len(m.d.Blocks) - 1; i >= 0; i-- {
		b := m.d.Blocks[i]
		if b.Kind != Heading || b.Noise != "" || b.Level == 1 && m.folded[i] == m.title {
			continue
		}
		if m.d.Format == PlainText {
			if m.emptyUntilEnd(i) {
				m.mark(i, NoiseEmptyHeading)
			}
			continue
		}
		if !m.holdsMaterial(i) {
			m.mark(i, NoiseEmptyHeading)
		}
	}
}

func (m *noiseMarker) holdsMaterial(heading int) bool {
	level := m.d.Blocks[heading].Level
	for i := heading + 1; i < len(m.d.Blocks); i++ {
		b := m.d.Blocks[i]
		if b.Noise != "" {
			continue
		}
		if b.Kind != Heading || b.Level > level {
			return true
		}
		return false
	}
	return false
}

func (m *noiseMarker) emptyUntilEnd(heading int) bool {
	for i := heading + 1; i < len(m.d.Blocks); i++ {
		if m.d.Blocks[i].Noise == "" {
			return false
		}
	}
	return true
}
