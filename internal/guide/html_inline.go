package guide

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// inlineNames are class names of inline elements that only the page's program or a screen reader uses.
var inlineNames = map[string]bool{"sr-only": true, "screen-reader-text": true, "visually-hidden": true, "visuallyhidden": true, "mw-editsection": true,
	"lineno": true, "linenos": true, "line-number": true, "line-numbers": true, "line-numbers-rows": true, "lnt": true, "ln": true, "hljs-ln-n": true,
	"noprint": true, "reference": true, "footnote-ref": true, "footnote-reference": true, "footnotes-ref": true, "copy-button": true, "copybtn": true}

// gutterNames are class names of table cells that hold line numbers.
var gutterNames = map[string]bool{"linenos": true, "lineno": true, "gutter": true, "line-numbers": true, "rouge-gutter": true, "blob-num": true,
	"hljs-ln-numbers": true, "crayon-nums": true, "linenodiv": true, "line-number": true}

// codeTableNames are class names of tables that set code beside its line numbers.
var codeTableNames = map[string]bool{"highlighttable": true, "lntable": true, "rouge-table": true, "hljs-ln": true, "crayon-table": true,
	"js-file-line-container": true, "codehilitetable": true, "sourcetable": true}

func hasName(class string, names map[string]bool) bool {
	for _, name := range strings.Fields(strings.ToLower(class)) {
		if names[name] {
			return true
		}
	}
	return false
}

// isHidden says that nobody sees an element.
func isHidden(attributes map[string]string) bool {
	if _, hidden := attributes["hidden"]; hidden || strings.EqualFold(attributes["aria-hidden"], "true") {
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attributes["style"]), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// skipsInline says that the text of an inline element is no part of the sentence around it: it is hidden, a line number,
// a footnote mark, or a button to copy code.
func (r *htmlReader) skipsInline(tag string, attributes map[string]string) bool {
	switch tag {
	case "span", "sup", "a", "i", "b", "em", "strong", "small", "sub", "code", "font", "rp", "rt":
	case "button":
		return r.inCode()
	default:
		return false
	}
	if tag == "rp" || tag == "rt" || isHidden(attributes) || hasName(attributes["class"], inlineNames) || attributes["role"] == "doc-noteref" {
		return true
	}
	return tag == "a" && r.top().tag == "sup" && strings.HasPrefix(attributes["href"], "#")
}

// superscripts are the figures that stand raised, so that ten to the sixth does not become one hundred and six.
var superscripts = map[rune]rune{'0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹', '-': '⁻', '−': '⁻', '+': '⁺', 'n': 'ⁿ'}

// raised returns the text of a superscript: figures and signs raised, everything else as it stands.
func raised(s string) string {
	word := strings.TrimSpace(s)
	var b strings.Builder
	for _, c := range word {
		up, known := superscripts[c]
		if !known {
			return s
		}
		b.WriteRune(up)
	}
	return b.String()
}

// trimMarks takes links without a letter or figure off both ends of a heading: the signs that link to the heading itself.
func (in *inline) trimMarks() {
	isMark := func(r Run) bool {
		return r.Style&Link != 0 && strings.IndexFunc(string(in.text[r.Start:r.End]), func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) < 0
	}
	for n := len(in.runs); n > 1 && (isMark(in.runs[n-1]) || in.blank(in.runs[n-1])); n = len(in.runs) {
		in.text, in.runs = in.text[:in.runs[n-1].Start], in.runs[:n-1]
	}
	if n := len(in.runs); n > 0 && in.runs[n-1].Style&Link != 0 {
		for _, sign := range []string{" ¶", " §", " #", " 🔗"} {
			if text := strings.TrimSuffix(string(in.text), sign); len(text) < len(in.text) && len(text) > in.runs[n-1].Start {
				in.text, in.runs[n-1].End = in.text[:len(text)], len(text)
			}
		}
	}
	cut := 0
	for cut+1 < len(in.runs) && (isMark(in.runs[cut]) || cut > 0 && in.blank(in.runs[cut])) {
		cut++
	}
	if cut == 0 {
		return
	}
	start := in.runs[cut].Start
	for start < in.runs[cut].End-1 && in.text[start] == ' ' {
		start++
	}
	runs := in.runs[cut:]
	runs[0].Start = start
	for i := range runs {
		runs[i].Start, runs[i].End = runs[i].Start-start, runs[i].End-start
	}
	in.text, in.runs = in.text[start:], runs
}

func (in *inline) blank(r Run) bool { return strings.TrimSpace(string(in.text[r.Start:r.End])) == "" }

// inCode says that the open block is code: elements in it only colour and number its lines.
func (r *htmlReader) inCode() bool {
	if n := len(r.tables); n > 0 && r.tables[n-1].code && r.tables[n-1].cell != nil {
		return true
	}
	return r.kind.Kind == Code && r.cur != nil
}

// codeLine ends a line of code, where each line is an element of its own.
func (r *htmlReader) codeLine() {
	in := r.target()
	if n := len(in.text); n > 0 && in.text[n-1] != '\n' {
		in.verbatim("\n")
	}
}

// closeCode turns a table of code and line numbers into a block of code.
func (r *htmlReader) closeCode(t *htmlTable) {
	code := &inline{}
	for _, line := range t.rows {
		for _, cell := range line.cells {
			if utf8.RuneCount(cell.text) == 0 {
				continue
			}
			if n := len(code.text); n > 0 && code.text[n-1] != '\n' {
				code.verbatim("\n")
			}
			code.verbatim(string(cell.text))
		}
	}
	joinRuns(code)
	e := r.top()
	r.w.main = e.main
	r.w.add(Block{Kind: Code, Noise: e.noise, Language: t.language}, code, note{parent: r.around()})
}

// joinRuns makes one run of code that was collected in parts.
func joinRuns(in *inline) {
	if len(in.text) > 0 {
		in.runs = []Run{{Span: Span{0, len(in.text)}}}
	}
}

// around returns the item that a block at this place belongs to.
func (r *htmlReader) around() int {
	if l := len(r.lists); l > 0 {
		if r.lists[l-1].item >= 0 {
			return r.lists[l-1].item
		}
		return r.lists[l-1].parent
	}
	return r.parent - 1
}

// dissolve takes the open tables for what they are: a page laid out in cells. Their text so far becomes paragraphs, and
// what follows is read as if there were no table.
func (r *htmlReader) dissolve() {
	e := r.top()
	r.w.main = e.main
	for _, t := range r.tables {
		for _, line := range t.rows {
			for _, cell := range line.cells {
				r.w.add(Block{Kind: Paragraph, Noise: e.noise}, cell, note{parent: r.around()})
			}
		}
	}
	r.tables = nil
	r.cur, r.kind = nil, Block{}
}
