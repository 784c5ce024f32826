package guide

import (
	"strings"
	"unicode/utf8"
)

// readPlainText reads text without markup: bullets and numbers make lists, short lines headings, wrapped lines paragraphs.
func readPlainText(src string) (*Document, error) {
	r := &textReader{w: newWriter(PlainText)}
	var ok bool
	if r.lines, ok = splitLines(src); !ok {
		return nil, errTooManyPieces()
	}
	r.lines = withoutPages(r.lines)
	r.words = hyphenated(r.lines)
	r.width = wrapWidth(r.lines)
	r.margin = maxIndent
	for _, l := range r.lines {
		if !l.blank() {
			r.margin = min(r.margin, l.indent)
		}
	}
	for r.at < len(r.lines) && !r.w.full() {
		r.next()
	}
	return r.w.finish()
}

// textList is an open list of plain text.
type textList struct {
	group  int
	indent int
	bullet string
	number int
	parent int // item that the list stands in
	last   int // the newest item
}

type textReader struct {
	w      *writer
	lines  []line
	at     int
	width  int
	titled bool // the first heading, which is the title, is behind
	lists  []textList
	gap    bool // a blank line is directly above
	margin int  // the smallest indentation of a line
	words  map[string]bool
	prose  int // up to this line no code was found
}

// next reads the block that starts at the current line.
func (r *textReader) next() {
	l := r.lines[r.at]
	switch {
	case l.blank():
		r.at++
		r.gap = true
		return
	case l.bullet == "" && underline.MatchString(l.text):
		r.at++
		r.lists = nil
	case l.indent >= r.margin+4 && r.at >= r.prose && (r.gap || r.afterLeadIn()) && (len(r.lists) == 0 || l.bullet == "") && r.startsCode():
	case l.bullet == "1" && r.isNumberedHeading():
		r.lists = nil
		r.heading(l.text)
		r.at++
	case l.bullet != "":
		r.item()
	case r.isTable():
		r.lists = nil
		r.table()
	case r.isHeading():
		r.lists = nil
		r.heading(l.text)
		r.at++
		if r.at < len(r.lines) && underline.MatchString(r.lines[r.at].text) {
			r.at++
		}
	default:
		r.paragraph()
	}
	r.gap = false
}

// isHeading says that the current line stands over what follows: a title-like line between blank lines, with a line of
// the same kind as a paragraph under it, or underlined.
func (r *textReader) isHeading() bool {
	l := r.lines[r.at]
	if !looksTitle(l) {
		return false
	}
	above := r.at == 0 || r.gap || len(r.w.doc.Blocks) == 0 || r.endsBlock(r.at-1)
	if !above {
		return false
	}
	if r.at+1 == len(r.lines) || r.lines[r.at+1].blank() {
		return true
	}
	below := r.lines[r.at+1]
	if below.bullet != "" {
		return true
	}
	if underline.MatchString(below.text) && len(below.text) >= 3 {
		return true
	}
	return !r.wrapped(l, below) && (r.width == 0 || !startsLower(below.text))
}

// endsBlock says that a block cannot go on after line i.
func (r *textReader) endsBlock(i int) bool {
	l := r.lines[i]
	return l.blank() || underline.MatchString(l.text) || r.width == 0
}

// isNumberedHeading tells a numbered heading or question from a list item: it is title-like and no list item of its kind
// follows before other text.
func (r *textReader) isNumberedHeading() bool {
	l := r.lines[r.at]
	if !titleLike(l.text) || len(r.lists) > 0 && r.lists[len(r.lists)-1].bullet == "1" && r.lists[len(r.lists)-1].number+1 == l.number && !strings.HasSuffix(l.text, "?") {
		return false
	}
	for i := r.at + 1; i < len(r.lines); i++ {
		below := r.lines[i]
		if below.blank() {
			continue
		}
		if below.bullet != "" || below.indent > l.indent {
			return false
		}
		return i > r.at+1 || !r.wrapped(l, below)
	}
	return false
}

// wrapped says that the text of one line goes on in the next: the next line's first word did not fit any more.
func (r *textReader) wrapped(l, below line) bool {
	if r.width == 0 || below.bullet != "" || below.blank() {
		return false
	}
	word := below.text
	if at := strings.IndexAny(word, " \t"); at > 0 {
		word = word[:at]
	}
	return l.hang+utf8.RuneCountInString(l.text)+1+utf8.RuneCountInString(word) > r.width-2
}

// joined returns the text of the current block and moves past it. min is the indent that a following line needs to go on.
func (r *textReader) joined(min int) string {
	first := r.lines[r.at]
	parts := []string{first.text}
	r.at++
	for r.at < len(r.lines) {
		l := r.lines[r.at]
		if l.blank() || l.bullet != "" || underline.MatchString(l.text) {
			break
		}
		above := r.lines[r.at-1]
		if r.width == 0 && (min == 0 || l.indent < min) {
			break
		}
		if r.width > 0 && !r.wrapped(above, l) && endsStatement(above.text) {
			break
		}
		parts = append(parts, l.text)
		r.at++
	}
	return r.joinLines(parts)
}

// afterLeadIn says that the line above introduces something.
func (r *textReader) afterLeadIn() bool {
	return r.at > 0 && strings.HasSuffix(r.lines[r.at-1].text, ":")
}

// startsCode reads the code that starts at the current line, if it does.
func (r *textReader) startsCode() bool {
	n := r.codeLines()
	if n == 0 {
		r.prose = r.at + 1
		for r.prose < len(r.lines) && (r.lines[r.prose].blank() || r.lines[r.prose].indent >= r.margin+4) {
			r.prose++
		}
		return false
	}
	r.code(n)
	return true
}

// endsStatement says that a line ends a sentence or introduces something.
func endsStatement(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `"”’')]`))
	return strings.ContainsRune(".!?:…", last)
}

func (r *textReader) paragraph() {
	l := r.lines[r.at]
	parent := -1
	for n := len(r.lists); n > 0; n = len(r.lists) {
		if l.indent > r.lists[n-1].indent {
			parent = r.lists[n-1].last
			break
		}
		r.lists = r.lists[:n-1]
	}
	in := &inline{}
	in.add(r.joined(0), 0, "")
	r.w.add(Block{Kind: Paragraph}, in, note{parent: parent})
}

func (r *textReader) heading(text string) {
	in := &inline{flat: true}
	in.add(text, 0, "")
	level := 2
	if !r.titled && len(r.w.doc.Blocks) == 0 {
		level, r.w.doc.Title = 1, string(in.text)
	}
	r.titled = true
	r.w.add(Block{Kind: Heading, Level: level}, in, note{parent: -1})
}

// item reads a list item. Deeper indents open nested lists; another kind of bullet or a number that does not go on
// starts a new list.
func (r *textReader) item() {
	l := r.lines[r.at]
	for n := len(r.lists); n > 0 && l.indent < r.lists[n-1].indent; n = len(r.lists) {
		r.lists = r.lists[:n-1]
	}
	tight := true
	switch n := len(r.lists); {
	case n == 0:
		r.lists = append(r.lists, textList{group: r.w.newGroup(), indent: l.indent, bullet: l.bullet, parent: -1})
		tight = false
	case l.indent > r.lists[n-1].indent+1:
		r.lists = append(r.lists, textList{group: r.w.newGroup(), indent: l.indent, bullet: l.bullet, parent: r.lists[n-1].last})
	case l.bullet != r.lists[n-1].bullet && l.indent >= r.lists[n-1].indent && n < 16 && !r.gap:
		// Another kind of bullet at the same indent directly below an item: a list inside that item.
		r.nestOrReturn(l)
	case l.bullet != r.lists[n-1].bullet || l.number > 0 && l.number <= r.lists[n-1].number:
		if n > 1 && r.lists[n-2].bullet == l.bullet && l.number > r.lists[n-2].number {
			r.lists = r.lists[:n-1]
			break
		}
		r.lists[n-1] = textList{group: r.w.newGroup(), indent: l.indent, bullet: l.bullet, parent: r.lists[n-1].parent}
		tight = false
	}
	n := len(r.lists)
	list := &r.lists[n-1]
	list.number = l.number
	b := Block{Kind: ListItem, Level: n, List: list.group}
	if l.number > 0 {
		b.Ordered, b.Number = true, l.number
	}
	in := &inline{}
	in.add(r.joined(l.indent+1), 0, "")
	list.last = r.w.add(b, in, note{parent: list.parent, group: list.group, tight: tight})
}

// nestOrReturn goes back to an outer list that uses this bullet, or opens a nested one.
func (r *textReader) nestOrReturn(l line) {
	n := len(r.lists)
	for i := n - 2; i >= 0; i-- {
		if r.lists[i].bullet == l.bullet && (l.number == 0 || l.number > r.lists[i].number) {
			r.lists = r.lists[:i+1]
			return
		}
	}
	r.lists = append(r.lists, textList{group: r.w.newGroup(), indent: l.indent, bullet: l.bullet, parent: r.lists[n-1].last})
}

// isTable says that a table starts here: two lines or more with the same number of tabs.
func (r *textReader) isTable() bool {
	l := r.lines[r.at]
	return l.tabs > 0 && r.at+1 < len(r.lines) && r.lines[r.at+1].tabs == l.tabs && r.lines[r.at+1].bullet == ""
}

func (r *textReader) table() {
	tabs := r.lines[r.at].tabs
	var rows []row
	for ; r.at < len(r.lines) && r.lines[r.at].tabs == tabs && r.lines[r.at].bullet == "" && len(rows) < maxPieces; r.at++ {
		out := row{header: len(rows) == 0}
		for _, cell := range strings.Split(r.lines[r.at].text, "\t") {
			in := &inline{flat: true}
			in.add(cell, 0, "")
			out.cells = append(out.cells, in)
		}
		rows = append(rows, out)
	}
	r.w.table(rows, "", note{parent: -1})
}
