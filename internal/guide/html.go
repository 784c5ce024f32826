package guide

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxTagDepth is the deepest nesting of elements that is followed; deeper ones count for their text only.
const maxTagDepth = 256

// inlineTags are the elements that only style text.
var inlineTags = map[string]Style{"strong": Strong, "b": Strong, "em": Emphasis, "i": Emphasis, "cite": Emphasis, "dfn": Emphasis, "var": Emphasis,
	"code": InlineCode, "kbd": InlineCode, "samp": InlineCode, "tt": InlineCode}

// readHTML reads a whole page.
func readHTML(src string) (*Document, error) {
	w := newWriter(HTML)
	r := &htmlReader{w: w}
	r.read(src)
	switch {
	case r.heading != "":
		w.doc.Title = r.heading
	case r.title != "":
		w.doc.Title = r.title
	}
	return w.finish()
}

// readFragment adds the blocks of a piece of HTML to a document. parent is the list item that it stands in, or -1.
func readFragment(w *writer, src string, parent int) {
	r := &htmlReader{w: w, parent: parent + 1}
	r.read(src)
}

// element is an open element.
type element struct {
	tag   string
	style Style
	href  string
	noise string
	skip  bool
	main  bool
	// inCode says that the element ends nothing but a line of code or a skipped stretch.
	inCode bool
}

// htmlReader reads HTML as a stream of tokens. It repairs what browsers repair (open paragraphs and items, stray end
// tags) and needs memory for the open elements only.
type htmlReader struct {
	w       *writer
	parent  int // the item around a fragment, plus one
	open    []element
	cur     *inline // text of the open block
	kind    Block   // kind, level and language of the open block
	lists   []htmlList
	defs    []htmlDefs
	tables  []*htmlTable
	title   string // of the head
	heading string // first h1
	deep    int    // open elements beyond maxTagDepth
}

type htmlList struct {
	group   int
	ordered bool
	number  int
	parent  int
	item    int // newest item, -1 before the first
	waiting bool
	depth   int // len(open) at the list
	tight   bool
}

type htmlDefs struct {
	group       int
	term        *inline
	described   bool
	inTerm      bool
	description bool
	parent      int
}

type htmlTable struct {
	rows    []row
	cell    *inline
	header  bool
	caption bool
	code    bool // code beside its line numbers
	// language is that of the code.
	language string
}

func (r *htmlReader) read(src string) {
	z := html.NewTokenizer(strings.NewReader(src))
	z.SetMaxBuf(0)
	for !r.w.full() {
		switch z.Next() {
		case html.ErrorToken:
			r.finish()
			return
		case html.TextToken:
			r.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := string(name)
			attributes := map[string]string{}
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				if _, known := attributes[string(key)]; !known && len(attributes) < 64 {
					attributes[string(key)] = string(value)
				}
			}
			r.start(tag, attributes)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(string(name))
		}
	}
}

// finish closes everything that is still open.
func (r *htmlReader) finish() {
	for len(r.open) > 0 {
		r.pop()
	}
	r.flush()
	for len(r.tables) > 0 {
		r.closeTable()
	}
	for len(r.defs) > 0 {
		r.closeDefs()
	}
}

// top returns the state that the innermost open element inherits to its content.
func (r *htmlReader) top() element {
	if len(r.open) == 0 {
		return element{}
	}
	return r.open[len(r.open)-1]
}

func (r *htmlReader) text(s string) {
	t := r.top()
	if t.tag == "title" {
		r.title = cleanLine(r.title + " " + s)
		return
	}
	if t.skip {
		return
	}
	if n := len(r.tables); n > 0 && r.tables[n-1].cell == nil && !r.tables[n-1].caption {
		if strings.TrimSpace(s) == "" {
			return
		}
	}
	in := r.target()
	if r.inCode() {
		in.verbatim(s)
		return
	}
	if t.tag == "sup" {
		s = raised(s)
	}
	in.add(s, t.style, t.href)
}

// target returns where text goes: the open cell, the open term, or the open block, which is opened when needed.
func (r *htmlReader) target() *inline {
	if n := len(r.tables); n > 0 && r.tables[n-1].cell != nil {
		return r.tables[n-1].cell
	}
	if n := len(r.defs); n > 0 && r.defs[n-1].inTerm {
		return r.defs[n-1].term
	}
	if r.cur == nil {
		r.cur = &inline{}
	}
	return r.cur
}

// flush ends the open block.
func (r *htmlReader) flush() {
	in := r.cur
	kind := r.kind
	r.cur, r.kind = nil, Block{}
	if in == nil || in.empty() {
		return
	}
	t := r.top()
	kind.Noise = t.noise
	r.w.main = t.main
	n := note{parent: r.parent - 1}
	if l := len(r.lists); l > 0 {
		list := &r.lists[l-1]
		if list.item >= 0 {
			n.parent = list.item
		} else {
			n.parent = list.parent
		}
		if list.waiting && kind.Kind == Paragraph {
			list.waiting = false
			b := Block{Kind: ListItem, Level: l, List: list.group, Noise: kind.Noise}
			if list.ordered {
				b.Ordered, b.Number = true, list.number
			}
			if at := r.w.add(b, in, note{parent: list.parent, group: list.group, tight: list.tight}); at >= 0 {
				list.item, list.tight = at, true
			}
			return
		}
	}
	if d := len(r.defs); d > 0 && r.defs[d-1].description && kind.Kind == Paragraph {
		defs := &r.defs[d-1]
		defs.description = false
		r.w.define(defs.term, in, kind.Noise, note{parent: n.parent, group: defs.group})
		defs.term, defs.described = &inline{}, true
		return
	}
	if kind.Kind == Paragraph && r.inside("blockquote") {
		kind.Kind = Quote
	}
	if kind.Kind == Heading {
		in.trimMarks()
		in.trim()
		n.parent = -1
		if kind.Level == 1 && r.heading == "" && t.noise == "" {
			r.heading = string(in.text)
		}
	}
	r.w.add(kind, in, n)
}

func (r *htmlReader) inside(tag string) bool {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].tag == tag {
			return true
		}
	}
	return false
}

// inCell says that the text goes into a cell of a table, where blocks are only parts of a line.
func (r *htmlReader) inCell() bool {
	n := len(r.tables)
	return n > 0 && r.tables[n-1].cell != nil
}

// blockTags end the open block where they start and where they end.
var blockTags = map[string]bool{"p": true, "div": true, "section": true, "article": true, "main": true, "header": true, "footer": true, "nav": true,
	"aside": true, "form": true, "fieldset": true, "figure": true, "figcaption": true, "blockquote": true, "address": true, "details": true,
	"summary": true, "body": true, "html": true, "head": true, "center": true, "hr": true, "iframe": true, "video": true, "audio": true,
	"noscript": true, "template": true, "button": true, "select": true, "option": true, "label": true, "legend": true, "dialog": true, "hgroup": true}

// isVoid says that an element never has content.
func isVoid(tag string) bool {
	switch atom.Lookup([]byte(tag)) {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// attributeNumber reads a small whole number, as in start="5".
func attributeNumber(s string, missing int) int {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n < 1_000_000 {
		return n
	}
	return missing
}
