package guide

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The reasons for which a block is no teaching material, as Block.Noise has them.
const (
	NoiseMenu         = "menu"
	NoiseContents     = "table of contents"
	NoiseComments     = "comments"
	NoiseFurniture    = "site furniture" // share, subscribe, scroll to top, log in
	NoiseRelated      = "related links"
	NoiseAdvert       = "advert"
	NoiseByline       = "byline or date"
	NoiseCaption      = "caption"
	NoiseRepeated     = "repeated line"
	NoiseEmptyHeading = "heading without content"
	NoiseReference    = "reference"
	NoiseFooter       = "page frame" // header, footer and margins of a page
	NoiseHidden       = "hidden"
)

// markNoise gives a reason to every block that is structure of a site and not material. It looks at structure,
// repetition and the words that sites use for their furniture; it never drops anything.
func (d *Document) markNoise(notes []note) {
	m := &noiseMarker{d: d, notes: notes, folded: make([]string, len(d.Blocks))}
	for i, b := range d.Blocks {
		if b.Span.Len() <= 400 {
			m.folded[i] = fold(d.Slice(b.Span))
		}
	}
	m.title = fold(d.Title)
	m.frame()
	m.lines()
	m.comments()
	m.contents()
	m.references()
	m.linkLists()
	m.repetitions()
	m.captions()
	m.adverts()
	m.emptyHeadings()
}

type noiseMarker struct {
	d      *Document
	notes  []note
	folded []string // the text of short blocks, folded
	title  string
}

func (m *noiseMarker) mark(i int, reason string) {
	if m.d.Blocks[i].Noise == "" {
		m.d.Blocks[i].Noise = reason
	}
}

func (m *noiseMarker) text(i int) string { return m.d.Slice(m.d.Blocks[i].Span) }

// frame marks what stands outside of a page's main content, when the main content holds a fair share of the text.
func (m *noiseMarker) frame() {
	inside, all := 0, 0
	for i, b := range m.d.Blocks {
		all += b.Span.Len()
		if m.notes[i].main {
			inside += b.Span.Len()
		}
	}
	if inside == 0 || inside*3 < all {
		return
	}
	for i, b := range m.d.Blocks {
		if !m.notes[i].main && m.folded[i] != m.title && b.Span.Len() > 0 {
			m.mark(i, NoiseFooter)
		}
	}
}

// lines marks single lines by their words. An item of a list is furniture only among others of its kind: "Log in" may be
// a step. A heading over a real paragraph is material when its word is an ordinary one, such as "Tags".
func (m *noiseMarker) lines() {
	count := len(m.d.Blocks)
	for i, b := range m.d.Blocks {
		if b.Noise != "" || b.Kind != Paragraph && b.Kind != Heading {
			continue
		}
		if reason := lineReason(m.text(i), m.folded[i]); reason != "" {
			if b.Kind != Heading || strings.Contains(m.folded[i], " ") || !m.overParagraph(i) {
				m.mark(i, reason)
			}
			continue
		}
		edge := i < 8 || i >= count-5 || m.d.Blocks[max(i-1, 0)].Noise == NoiseByline
		if edge && isByline(m.text(i)) {
			m.mark(i, NoiseByline)
		}
	}
	m.eachList(func(items []int) {
		reasons, found := make([]string, len(items)), 0
		for n, i := range items {
			reasons[n] = lineReason(m.text(i), m.folded[i])
			if m.d.Blocks[i].Ordered && reasons[n] != NoiseComments {
				reasons[n] = ""
			}
			if reasons[n] != "" {
				found++
			}
		}
		if found*3 < len(items)*2 {
			return
		}
		for n, i := range items {
			if reasons[n] != "" {
				m.mark(i, reasons[n])
			}
		}
	})
}

// overParagraph says that a paragraph of some length stands directly below a heading.
func (m *noiseMarker) overParagraph(heading int) bool {
	if heading+1 == len(m.d.Blocks) {
		return false
	}
	b := m.d.Blocks[heading+1]
	return b.Kind == Paragraph && b.Span.Len() >= 60
}

// comments marks everything behind the start of a comment section in the second half of a document.
func (m *noiseMarker) comments() {
	start := -1
	for i := len(m.d.Blocks) / 2; i < len(m.d.Blocks); i++ {
		if b := m.d.Blocks[i]; b.Noise == NoiseComments && b.Kind != ListItem {
			start = i
			break
		}
	}
	if start < 0 {
		return
	}
	for i := start; i < len(m.d.Blocks); i++ {
		if b := m.d.Blocks[i]; b.Kind == Heading && b.Noise == "" && b.Level <= 2 && m.d.Format != PlainText && m.d.Blocks[start].Kind == Heading && i > start {
			return
		}
		m.mark(i, NoiseComments)
	}
}

// contents marks lists that repeat the document's headings, or whose items all link to places in the document.
func (m *noiseMarker) contents() {
	headings := map[string]bool{}
	for i, b := range m.d.Blocks {
		if b.Kind == Heading && m.folded[i] != "" {
			headings[m.folded[i]] = true
		}
	}
	m.eachList(func(items []int) {
		known, fragments := 0, 0
		for _, i := range items {
			f := fold(leadingNumber.ReplaceAllString(m.text(i), ""))
			if headings[m.folded[i]] || headings[f] {
				known++
			}
			if allLinks(m.d.Blocks[i].Runs, func(href string) bool { return strings.HasPrefix(href, "#") }) {
				fragments++
			}
		}
		underContents := items[0] > 0 && m.d.Blocks[items[0]-1].Noise == NoiseContents
		if len(items) >= 3 && known*10 >= len(items)*7 || len(items) >= 2 && fragments == len(items) || underContents && known+fragments > 0 {
			for _, i := range items {
				m.mark(i, NoiseContents)
			}
		}
	})
}

// references marks footnotes, lone addresses, and sections of sources that hold nothing but links.
func (m *noiseMarker) references() {
	for i, b := range m.d.Blocks {
		if b.Noise != "" || b.Kind == Code || b.Kind == Table || b.Kind == Heading {
			continue
		}
		s := m.text(i)
		if footnote.MatchString(s) || loneAddress.MatchString(s) {
			m.mark(i, NoiseReference)
		}
	}
	for i := 0; i < len(m.d.Blocks); i++ {
		b := m.d.Blocks[i]
		if b.Kind != Heading || b.Noise != "" || !sourceHeadings[m.folded[i]] {
			continue
		}
		_, end := m.d.Section(i)
		only := end > i+1
		for j := i + 1; j < end; j++ {
			if c := m.d.Blocks[j]; c.Noise == "" && !mostlyLinks(c) {
				only = false
			}
		}
		if only {
			for j := i; j < end; j++ {
				m.mark(j, NoiseReference)
			}
		}
	}
}

// linkLists marks lists of short links: menus, and links to other pages.
func (m *noiseMarker) linkLists() {
	m.eachList(func(items []int) {
		if len(items) < 3 {
			return
		}
		for _, i := range items {
			b := m.d.Blocks[i]
			if !allLinks(b.Runs, func(string) bool { return true }) || len(strings.Fields(m.text(i))) > 12 {
				return
			}
		}
		for _, i := range items {
			m.mark(i, NoiseMenu)
		}
	})
}

// eachList calls f with the items of each list that have no reason yet, nested items left out.
func (m *noiseMarker) eachList(f func(items []int)) {
	lists := map[int][]int{}
	var order []int
	for i, b := range m.d.Blocks {
		if b.Kind != ListItem || b.Noise != "" {
			continue
		}
		if lists[b.List] == nil {
			order = append(order, b.List)
		}
		lists[b.List] = append(lists[b.List], i)
	}
	for _, list := range order {
		f(lists[list])
	}
}

func allLinks(runs []Run, fits func(href string) bool) bool {
	links := 0
	for _, r := range runs {
		if r.Style&Link == 0 {
			if r.Len() > 1 {
				return false
			}
			continue
		}
		if !fits(r.Href) {
			return false
		}
		links++
	}
	return links > 0
}

// mostlyLinks says that at least half of a block's text is linked.
func mostlyLinks(b Block) bool {
	linked := 0
	for _, r := range b.Runs {
		if r.Style&Link != 0 {
			linked += r.Len()
		}
	}
	return linked > 0 && linked*2 >= b.Span.Len()
}

// startsLower says that a text starts with a lower-case letter.
func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}
