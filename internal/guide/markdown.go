package guide

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// markdown parses CommonMark with tables, definition lists, task lists and struck-out text. It only parses: nothing is rendered.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.DefinitionList, extension.Strikethrough, extension.TaskList)).Parser()

// readMarkdown reads Markdown with optional YAML front matter.
func readMarkdown(src string) (*Document, error) {
	w := newWriter(Markdown)
	if m := frontMatter(src); m != "" {
		w.doc.Fields = readFields(m)
		src = src[len(m):]
	}
	readMarkdownInto(w, plainDialect(src))
	return w.finish()
}

// readMarkdownInto adds the blocks of Markdown to a document.
func readMarkdownInto(w *writer, src string) {
	src, pieces := tame(src)
	if pieces > maxPieces { // certainly too much: not even parsed
		w.pieces = pieces
		return
	}
	r := &markdownReader{w: w}
	for _, chunk := range cutMarkdown(src) {
		r.src = []byte(chunk)
		r.blocks(markdown.Parse(text.NewReader(r.src)), container{parent: -1})
		if w.full() {
			break
		}
	}
}

// container is what blocks stand in.
type container struct {
	parent int // list item, -1 at the top
	depth  int // lists around
	quote  bool
}

type markdownReader struct {
	w   *writer
	src []byte
}

func (r *markdownReader) blocks(parent ast.Node, c container) {
	for n := parent.FirstChild(); n != nil && !r.w.full(); n = n.NextSibling() {
		r.block(n, c)
	}
}

func (r *markdownReader) block(n ast.Node, c container) {
	switch n := n.(type) {
	case *ast.Heading:
		in := &inline{flat: true}
		r.inlines(n, in, 0, "")
		r.w.add(Block{Kind: Heading, Level: n.Level}, in, note{parent: -1})
	case *ast.Paragraph, *ast.TextBlock:
		in := &inline{}
		r.inlines(n, in, 0, "")
		r.w.add(Block{Kind: c.paragraph()}, in, note{parent: c.parent})
	case *ast.FencedCodeBlock:
		r.code(n, string(n.Language(r.src)), c)
	case *ast.CodeBlock:
		r.code(n, "", c)
	case *ast.Blockquote:
		c.quote = true
		r.blocks(n, c)
	case *ast.List:
		r.list(n, c)
	case *extast.DefinitionList:
		r.definitions(n, c)
	case *extast.Table:
		r.table(n, c)
	case *ast.HTMLBlock:
		r.html(n, c)
	case *ast.ThematicBreak, *ast.LinkReferenceDefinition:
	default:
		r.blocks(n, c)
	}
}

func (c container) paragraph() BlockKind {
	if c.quote {
		return Quote
	}
	return Paragraph
}

func (r *markdownReader) code(n ast.Node, language string, c container) {
	in := &inline{}
	in.verbatim(string(n.Lines().Value(r.src)))
	r.w.add(Block{Kind: Code, Language: language}, in, note{parent: c.parent})
}

// list adds the items of a list. The first paragraph of an item is the item; what follows in it belongs to it.
func (r *markdownReader) list(list *ast.List, c container) {
	group := r.w.newGroup()
	number := list.Start
	c.depth++
	first := true
	for n := list.FirstChild(); n != nil && !r.w.full(); n = n.NextSibling() {
		b := Block{Kind: ListItem, Level: c.depth, List: group}
		if list.IsOrdered() {
			b.Ordered, b.Number = true, number
		}
		number++
		inner := c
		child := n.FirstChild()
		if p, ok := firstText(child); ok {
			in := &inline{}
			r.inlines(p, in, 0, "")
			if at := r.w.add(b, in, note{parent: c.parent, group: group, tight: !first}); at >= 0 {
				inner.parent, first = at, false
			}
			child = child.NextSibling()
		}
		for ; child != nil; child = child.NextSibling() {
			r.block(child, inner)
		}
	}
}

// firstText returns n when it is the text that starts a list item.
func firstText(n ast.Node) (ast.Node, bool) {
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return n, true
	}
	return nil, false
}

// definitions adds a definition list. Terms that stand together share their descriptions.
func (r *markdownReader) definitions(list *extast.DefinitionList, c container) {
	group := r.w.newGroup()
	term := &inline{}
	described := true
	for n := list.FirstChild(); n != nil && !r.w.full(); n = n.NextSibling() {
		switch n := n.(type) {
		case *extast.DefinitionTerm:
			if described {
				term, described = &inline{}, false
			} else {
				term.breakLine()
			}
			r.inlines(n, term, 0, "")
		case *extast.DefinitionDescription:
			inner := c
			child := n.FirstChild()
			description := &inline{}
			if p, ok := firstText(child); ok {
				r.inlines(p, description, 0, "")
				child = child.NextSibling()
			}
			if at := r.w.define(term, description, "", note{parent: c.parent, group: group}); at >= 0 {
				inner.parent = at
			}
			term, described = &inline{}, true
			for ; child != nil; child = child.NextSibling() {
				r.block(child, inner)
			}
		}
	}
	if !described {
		r.w.define(term, &inline{}, "", note{parent: c.parent, group: group})
	}
}

func (r *markdownReader) table(table *extast.Table, c container) {
	var rows []row
	for n := table.FirstChild(); n != nil; n = n.NextSibling() {
		_, header := n.(*extast.TableHeader)
		out := row{header: header}
		for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
			in := &inline{flat: true}
			r.inlines(cell, in, 0, "")
			out.cells = append(out.cells, in)
		}
		rows = append(rows, out)
	}
	r.w.table(rows, "", note{parent: c.parent})
}

// html reads a block of raw HTML as HTML.
func (r *markdownReader) html(n *ast.HTMLBlock, c container) {
	raw := n.Lines().Value(r.src)
	if n.HasClosure() {
		raw = append(raw[:len(raw):len(raw)], n.ClosureLine.Value(r.src)...)
	}
	readFragment(r.w, string(raw), c.parent)
}

// readFields reads front matter as plain strings; lists are joined with commas, deeper values left out. Where the YAML
// is broken, the lines that look like "key: value" still count.
func readFields(block string) map[string]string {
	fields := map[string]string{}
	switch block[0] {
	case '{':
		_ = decodeFields(block, fields) // JSON is YAML
		return fields
	case '+':
		return tomlFields(block)
	}
	body := strings.TrimPrefix(block, "---")
	if at := strings.LastIndex(strings.TrimRight(body, " \t\n"), "\n"); at >= 0 {
		body = body[:at]
	}
	if err := decodeFields(body, fields); err == nil {
		return fields
	}
	for _, line := range strings.Split(body, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok || key == "" || strings.ContainsAny(key, " \t#-\"'[]{}") {
			continue
		}
		value = strings.TrimSpace(value)
		if unquoted, err := strconv.Unquote(value); err == nil {
			value = unquoted
		}
		if value = cleanLine(value); value != "" {
			fields[strings.ToLower(key)] = value
		}
	}
	return fields
}

// cleanLine folds a value to one readable line.
func cleanLine(s string) string {
	in := inline{flat: true}
	in.add(s, 0, "")
	return string(in.text)
}
