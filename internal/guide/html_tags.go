package guide

import (
	"strings"
)

// staysInHead are the elements that do not end a head without an end tag.
var staysInHead = map[string]bool{"title": true, "meta": true, "link": true, "base": true, "script": true, "style": true, "noscript": true, "template": true}

// start handles a start tag.
func (r *htmlReader) start(tag string, attributes map[string]string) {
	if r.top().tag == "head" && !staysInHead[tag] {
		r.pop()
	}
	if r.top().skip && isVoid(tag) {
		return
	}
	if !r.top().skip && r.inCode() && (r.isBlock(tag) && tag != "pre" && tag != "td" && tag != "th" && tag != "tr" && tag != "table" && tag != "button") {
		r.codeLine()
		if len(r.open) >= maxTagDepth {
			r.deep++
			return
		}
		r.push(tag, attributes)
		r.open[len(r.open)-1].inCode = true
		return
	}
	switch tag {
	case "br":
		if r.inCode() {
			r.target().verbatim("\n")
			return
		}
		r.target().breakLine()
		return
	case "img":
		if !r.top().skip && !r.inCell() {
			r.target().image(attributes["alt"])
		}
		return
	case "hr":
		if !r.inCell() {
			r.flush()
		}
		return
	}
	if isVoid(tag) {
		return
	}
	if r.skipsInline(tag, attributes) && len(r.open) < maxTagDepth {
		e := r.top()
		e.tag, e.skip, e.inCode = tag, true, true
		r.open = append(r.open, e)
		return
	}
	r.repair(tag)
	if (tag == "h1" || tag == "h2" || tag == "h3") && r.inCell() && !r.top().skip {
		r.dissolve()
	}
	if r.isBlock(tag) && !r.inCell() {
		r.flush()
	}
	if len(r.open) >= maxTagDepth {
		r.deep++
		return
	}
	r.push(tag, attributes)
	t := r.top()
	if t.skip {
		return
	}
	switch tag {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		if !r.inCell() {
			r.cur, r.kind = &inline{flat: true}, Block{Kind: Heading, Level: int(tag[1] - '0')}
		}
	case "pre":
		if !r.inCell() {
			r.cur, r.kind = &inline{}, Block{Kind: Code, Language: codeLanguage(attributes["class"])}
		}
	case "code":
		if n := len(r.tables); n > 0 && r.tables[n-1].code && r.tables[n-1].language == "" {
			r.tables[n-1].language = codeLanguage(attributes["class"])
		}
		if r.kind.Kind == Code && r.cur != nil && len(r.cur.text) == 0 && r.kind.Language == "" {
			r.kind.Language = codeLanguage(attributes["class"])
		}
	case "ul", "ol", "menu":
		r.openList(tag, attributes)
	case "li":
		r.openItem(attributes)
	case "dl":
		r.defs = append(r.defs, htmlDefs{group: r.w.newGroup(), term: &inline{}})
	case "dt":
		if n := len(r.defs); n > 0 {
			d := &r.defs[n-1]
			if d.described {
				d.term, d.described = &inline{}, false
			} else {
				d.term.breakLine()
			}
			d.inTerm = true
		}
	case "dd":
		if n := len(r.defs); n > 0 {
			r.defs[n-1].description = true
		}
	case "table":
		if role := attributes["role"]; role == "presentation" || role == "none" {
			break
		}
		r.tables = append(r.tables, &htmlTable{code: hasName(attributes["class"], codeTableNames), language: codeLanguage(attributes["class"])})
	case "tr":
		if n := len(r.tables); n > 0 {
			r.tables[n-1].rows = append(r.tables[n-1].rows, row{header: true})
			r.w.pieces++
		}
	case "td", "th":
		r.openCell(tag)
		if n := len(r.tables); n > 0 && hasName(attributes["class"], gutterNames) {
			r.tables[n-1].code = true
			r.open[len(r.open)-1].skip = true
		}
	}
}

// isBlock says that a tag stands for a block of its own.
func (r *htmlReader) isBlock(tag string) bool {
	switch tag {
	case "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "menu", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "caption", "thead", "tbody", "tfoot":
		return true
	}
	return blockTags[tag]
}

// repair closes the elements that a start tag ends without an end tag, as browsers do.
func (r *htmlReader) repair(tag string) {
	switch tag {
	case "li":
		r.closeUpTo([]string{"li"}, []string{"ul", "ol", "menu", "table"})
	case "dt", "dd":
		r.closeUpTo([]string{"dt", "dd"}, []string{"dl", "table"})
	case "td", "th":
		r.closeUpTo([]string{"td", "th"}, []string{"tr", "table"})
	case "tr":
		r.closeUpTo([]string{"tr"}, []string{"table"})
	case "option":
		r.closeUpTo([]string{"option"}, []string{"select"})
	default:
		if r.isBlock(tag) {
			r.closeUpTo([]string{"p", "h1", "h2", "h3", "h4", "h5", "h6"}, []string{"div", "section", "article", "li", "td", "th", "blockquote", "dd", "table", "ul", "ol", "figure", "main", "aside", "nav", "body"})
		}
	}
}

// closeUpTo closes the innermost element of a kind, unless a boundary stands in between.
func (r *htmlReader) closeUpTo(tags, boundaries []string) {
	for i := len(r.open) - 1; i >= 0; i-- {
		if isOneOf(r.open[i].tag, tags) {
			for len(r.open) > i {
				r.pop()
			}
			return
		}
		if isOneOf(r.open[i].tag, boundaries) {
			return
		}
	}
}

func isOneOf(tag string, tags []string) bool {
	for _, t := range tags {
		if t == tag {
			return true
		}
	}
	return false
}

// end handles an end tag: it closes the innermost element of that name, and what is open inside it.
func (r *htmlReader) end(tag string) {
	if r.deep > 0 {
		r.deep--
		if r.isBlock(tag) && !r.inCell() {
			r.flush()
		}
		return
	}
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].tag == tag {
			for len(r.open) > i {
				r.pop()
			}
			return
		}
		// An end tag inside a cell or item never closes the table or list around it.
		if outer := r.open[i].tag; (outer == "td" || outer == "th" || outer == "table") && tag != "table" && tag != "tr" && tag != "td" && tag != "th" && tag != "tbody" && tag != "thead" && tag != "tfoot" {
			break
		}
	}
	if r.isBlock(tag) && !r.inCell() {
		r.flush()
	}
}

// push opens an element. What it inherits is settled here, so that nothing has to look upwards later.
func (r *htmlReader) push(tag string, attributes map[string]string) {
	e := r.top()
	e.tag = tag
	if style := inlineTags[tag]; style != 0 && r.kind.Kind != Code {
		e.style |= style
	}
	switch tag {
	case "a":
		e.href = safeHref(attributes["href"])
	case "main", "article":
		e.main = true
	case "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "textarea", "head", "title", "canvas", "audio", "video", "select", "datalist":
		e.skip = true
	}
	if e.noise == "" {
		e.noise = regionNoise(tag, attributes, e.main)
	}
	r.open = append(r.open, e)
}

// pop closes the innermost element.
func (r *htmlReader) pop() {
	tag := r.top().tag
	if r.top().inCode {
		if r.isBlock(tag) && r.inCode() && !r.top().skip {
			r.codeLine()
		}
		r.open = r.open[:len(r.open)-1]
		return
	}
	if r.isBlock(tag) && !r.inCell() {
		r.flush()
	}
	r.open = r.open[:len(r.open)-1]
	switch tag {
	case "ul", "ol", "menu":
		if n := len(r.lists); n > 0 && !r.inCell() && r.lists[n-1].depth == len(r.open) {
			r.lists = r.lists[:n-1]
		}
	case "dt":
		if n := len(r.defs); n > 0 {
			r.defs[n-1].inTerm = false
		}
	case "dd":
		if n := len(r.defs); n > 0 {
			r.defs[n-1].description = false
		}
	case "dl":
		r.closeDefs()
	case "td", "th":
		r.closeCell()
	case "table":
		r.closeTable()
	}
	if len(r.open) == 0 || r.open[len(r.open)-1].tag == "body" {
		r.deep = 0
	}
}

func (r *htmlReader) openList(tag string, attributes map[string]string) {
	if r.inCell() {
		return
	}
	parent := r.parent - 1
	if n := len(r.lists); n > 0 {
		parent = r.lists[n-1].item
		if parent < 0 {
			parent = r.lists[n-1].parent
		}
	}
	start := attributeNumber(attributes["start"], 1)
	r.lists = append(r.lists, htmlList{group: r.w.newGroup(), ordered: tag == "ol", number: start - 1, parent: parent, item: -1, depth: len(r.open) - 1})
}

func (r *htmlReader) openItem(attributes map[string]string) {
	if r.inCell() {
		return
	}
	if len(r.lists) == 0 {
		r.lists = append(r.lists, htmlList{group: r.w.newGroup(), parent: r.parent - 1, item: -1, depth: -1})
	}
	list := &r.lists[len(r.lists)-1]
	list.number = attributeNumber(attributes["value"], list.number+1)
	list.waiting = true
}

func (r *htmlReader) openCell(tag string) {
	n := len(r.tables)
	if n == 0 {
		return
	}
	t := r.tables[n-1]
	if len(t.rows) == 0 {
		t.rows = append(t.rows, row{header: true})
	}
	current := &t.rows[len(t.rows)-1]
	if tag == "td" {
		current.header = false
	}
	t.cell = &inline{flat: true}
	current.cells = append(current.cells, t.cell)
	r.w.pieces++
}

func (r *htmlReader) closeCell() {
	if n := len(r.tables); n > 0 {
		r.tables[n-1].cell = nil
	}
}

func (r *htmlReader) closeTable() {
	n := len(r.tables)
	if n == 0 {
		return
	}
	t := r.tables[n-1]
	r.tables = r.tables[:n-1]
	if t.code && !r.inCell() {
		r.closeCode(t)
		return
	}
	if r.inCell() {
		// A table inside a cell: its text becomes part of that cell.
		outer := r.tables[n-2].cell
		for _, line := range t.rows {
			for _, cell := range line.cells {
				outer.add(" "+string(cell.text), 0, "")
			}
		}
		return
	}
	for i := range t.rows {
		t.rows[i].header = t.rows[i].header && (i == 0 || t.rows[i-1].header)
	}
	e := r.top()
	r.w.main = e.main
	r.w.table(t.rows, e.noise, note{parent: r.around()})
}

func (r *htmlReader) closeDefs() {
	n := len(r.defs)
	if n == 0 {
		return
	}
	d := r.defs[n-1]
	r.defs = r.defs[:n-1]
	if !d.described {
		r.w.define(d.term, &inline{}, r.top().noise, note{parent: r.parent - 1, group: d.group})
	}
}

// codeLanguage reads the language out of a class such as "language-go" or "lang-sql".
func codeLanguage(class string) string {
	for _, c := range strings.Fields(class) {
		for _, prefix := range []string{"language-", "lang-", "brush:"} {
			if rest, ok := strings.CutPrefix(c, prefix); ok && len(rest) <= 32 {
				return cleanLine(rest)
			}
		}
	}
	return ""
}
