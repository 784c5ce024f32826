package guide

import (
	"regexp"
	"strings"
)

const (
	// maxDialectLines is the number of lines up to which dialects are read; longer sources are read as plain Markdown.
	maxDialectLines = 400_000
	// maxDialectDepth bounds admonitions and tabs inside each other.
	maxDialectDepth = 8
	// maxMisses bounds the blocks without an end that are looked into, over a whole document.
	maxMisses = 50
	// maxDirective is the longest tag, shortcode or component that is looked for, in lines.
	maxDirective = 60
)

var (
	// dialectSigns are the marks that no line of plain Markdown needs reading for. A source without them stays as it is.
	dialectSigns = []string{"{{", "{%", ":::", "[!", "!!!", "???", "=== ", "[^", "$", "{:", "{#", "{.", "[[", "[TOC]", "{/*", "```{", "import ", "export ", "markdown="}
	componentAny = regexp.MustCompile(`(?m)^[ \t]*</?[A-Z]`)

	colonFence   = regexp.MustCompile(`^:{3,}[ \t]*(.*?)[ \t:]*$`)
	fenceTitle   = regexp.MustCompile(`^\{?[\w.-]*\}?(?:\[(.*)\]|[ \t]*\{[^{}]*title="([^"]*)"[^{}]*\}|[ \t]+([^{].*))?`)
	indentedNote = regexp.MustCompile(`^(?:!!!|\?\?\?\+?)[ \t]*[A-Za-z][\w-]*(?:[ \t]+[\w-]+)*(?:[ \t]+"([^"]*)")?$`)
	indentedTab  = regexp.MustCompile(`^===[+!]?[ \t]+"([^"]+)"$`)
	quotedAlert  = regexp.MustCompile(`^ {0,3}>[ \t]?\[!([A-Za-z][\w-]*)\][+-]?[ \t]*(.*)$`)
	moduleLine   = regexp.MustCompile(`^(?:import\s+(?:[\w*{][^'"]*\s+from\s+)?['"][^'"]+['"];?\s*$|export\s+(?:const|let|default|function)\b)`)
	componentTag = regexp.MustCompile(`^</?[A-Z][\w.]*(?:\s[^<>]*|\s.*=(?:\{.*\}|".*")\s*)?/?>$`)
	componentOn  = regexp.MustCompile(`^<[A-Z][\w.]*(?:\s|$)`)
	titleOf      = regexp.MustCompile(`\b(?:title|label)=\{?"([^"]*)"`)
	textOf       = regexp.MustCompile(`\btext="([^"]*)"`)
	attributes   = regexp.MustCompile(`^\{:[^{}]*\}$`)
	headingMark  = regexp.MustCompile(`^(\s{0,3}#{1,6}\s.*?)[ \t]*\{:?[ \t]*[#.][^{}]*\}[ \t#]*$`)
	contentsMark = regexp.MustCompile(`(?i)^(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|<!-- ?toc ?-->)$`)
	codeTag      = regexp.MustCompile(`^(?:\{\{[<%]|\{%)-?[ \t]*(highlight|code)(?:[ \t]+([\w+#-]+))?.*?-?(?:[>%]\}\}|%\})$`)
	codeEndTag   = regexp.MustCompile(`^(?:\{\{[<%]|\{%)-?[ \t]*(?:/[ \t]*|end)(?:highlight|code)[ \t]*-?(?:[>%]\}\}|%\})$`)
	noteLine     = regexp.MustCompile(`^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*(.*)$`)
	noteIDs      = regexp.MustCompile(`(?m)^ {0,3}\[\^([^\]\s]{1,60})\]:`)
	directive    = regexp.MustCompile("^[ \t]*(`{3,}|~{3,})[ \t]*\\{([\\w-]+)[^}]*\\}[ \t]*(.*)$")
	optionLine   = regexp.MustCompile(`^[ \t]*:[\w-]+:`)
)

// dialect rewrites what Markdown's dialects add (shortcodes, admonitions, components, footnotes, formulas) to plain
// Markdown: marks go, the text that they hold stays.
type dialect struct {
	out   strings.Builder
	notes map[string]bool // the footnotes that are defined
	// misses counts the blocks whose end was looked for in vain; after maxMisses nothing is looked for any more.
	misses int
}

// plainDialect returns the source without the marks of dialects. Nothing is run or included.
func plainDialect(src string) string {
	found := componentAny.MatchString(src)
	for _, sign := range dialectSigns {
		found = found || strings.Contains(src, sign)
	}
	if !found || strings.Count(src, "\n") > maxDialectLines {
		return src
	}
	d := &dialect{notes: map[string]bool{}}
	for _, m := range noteIDs.FindAllStringSubmatch(src, 10_000) {
		d.notes[m[1]] = true
	}
	d.out.Grow(len(src))
	d.lines(strings.SplitAfter(src, "\n"), 0)
	return d.out.String()
}

// lines rewrites lines that belong together.
func (d *dialect) lines(in []string, depth int) {
	fence := ""
	var bases []int // indentation of the text inside each open component
	for i := 0; i < len(in); {
		line := in[i]
		if n := len(bases); n > 0 {
			line = dedent(line, bases[n-1])
		}
		if fence != "" {
			d.out.WriteString(line)
			fence = fenceAfter(fence, line)
			i++
			continue
		}
		if skip := d.fenced(in[i:], line, depth); skip > 0 {
			i += skip
			continue
		}
		if fence = fenceAfter("", line); fence != "" {
			d.out.WriteString(line)
			i++
			continue
		}
		if skip := d.component(in[i:], &bases); skip > 0 {
			i += skip
			continue
		}
		if skip := d.block(in[i:], line, depth); skip > 0 {
			i += skip
			continue
		}
		if m := headingMark.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			line = m[1] + "\n"
		}
		if indentOf(line) < 4 {
			line = d.inline(line)
		}
		d.out.WriteString(line)
		i++
	}
}

// block rewrites a directive that stands on lines of its own and returns how many lines it took, 0 if there is none.
func (d *dialect) block(in []string, line string, depth int) int {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" {
		return 0
	}
	pad := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	switch {
	case trimmed[0] == ':' && colonFence.MatchString(trimmed):
		rest := colonFence.FindStringSubmatch(trimmed)[1]
		d.title(pad, firstOf(fenceTitle.FindStringSubmatch(rest)))
		return 1
	case trimmed[0] == '!' || trimmed[0] == '?' || trimmed[0] == '=':
		m := indentedNote.FindStringSubmatch(trimmed)
		if m == nil {
			m = indentedTab.FindStringSubmatch(trimmed)
		}
		if m == nil || depth >= maxDialectDepth {
			return 0
		}
		return d.indented(in, pad, m[1], depth)
	case trimmed[0] == '>':
		if m := quotedAlert.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil && depth < maxDialectDepth {
			return d.alert(in, m[2], depth)
		}
	case trimmed[0] == '{' && attributes.MatchString(trimmed), contentsMark.MatchString(trimmed):
		d.out.WriteString("\n")
		return 1
	case strings.HasPrefix(trimmed, "{/*"):
		return d.drop(in, "*/}")
	case strings.HasPrefix(trimmed, "{% comment %}"):
		return d.drop(in, "endcomment %}")
	case codeTag.MatchString(trimmed):
		return d.code(in, pad, codeTag.FindStringSubmatch(trimmed)[2], func(s string) bool { return codeEndTag.MatchString(s) })
	case trimmed == "$$":
		return d.code(in, pad, "math", func(s string) bool { return s == "$$" })
	case len(trimmed) > 4 && strings.HasPrefix(trimmed, "$$") && strings.HasSuffix(trimmed, "$$") && !strings.Contains(trimmed[2:len(trimmed)-2], "$"):
		d.out.WriteString("\n" + pad + "~~~~~~math\n" + pad + strings.TrimSpace(trimmed[2:len(trimmed)-2]) + "\n" + pad + "~~~~~~\n")
		return 1
	case len(pad) == 0 && moduleLine.MatchString(trimmed):
		n := 1
		if strings.HasPrefix(trimmed, "export") {
			for n < len(in) && n < maxDirective && strings.TrimSpace(in[n]) != "" {
				n++
			}
		}
		d.out.WriteString("\n")
		return n
	case strings.HasPrefix(trimmed, "[^"):
		return d.footnote(in, line)
	}
	return 0
}

// title writes the title of an admonition or tab as a paragraph of its own: it is no heading, because what follows the
// admonition does not stand under it.
func (d *dialect) title(pad, title string) {
	d.out.WriteString("\n")
	if title = strings.TrimSpace(title); title != "" {
		d.out.WriteString(pad + d.inline(title) + "\n\n")
	}
}

// indented reads an admonition or tab whose content is set off by four columns.
func (d *dialect) indented(in []string, pad, title string, depth int) int {
	base := indentOf(in[0]) + 4
	end := 1
	for n := 1; n < len(in); n++ {
		if strings.TrimSpace(in[n]) == "" {
			continue
		}
		if indentOf(in[n]) < base {
			break
		}
		end = n + 1
	}
	if end == 1 {
		return 0
	}
	d.title(pad, title)
	inner := make([]string, 0, end-1)
	for _, line := range in[1:end] {
		inner = append(inner, dedent(line, 4))
	}
	d.lines(inner, depth+1)
	d.out.WriteString("\n")
	return end
}

// alert reads a quote that is an admonition: its text is the author's own.
func (d *dialect) alert(in []string, title string, depth int) int {
	d.title("", title)
	var inner []string
	end := 1
	for ; end < len(in); end++ {
		rest, quoted := strings.CutPrefix(strings.TrimLeft(in[end], " "), ">")
		if !quoted {
			break
		}
		inner = append(inner, strings.TrimPrefix(rest, " "))
	}
	d.lines(inner, depth+1)
	d.out.WriteString("\n")
	return end
}

// drop leaves out the lines up to one that holds a mark; without that mark only the first.
func (d *dialect) drop(in []string, mark string) int {
	d.out.WriteString("\n")
	for n := 0; n < len(in) && n < maxDirective; n++ {
		if strings.Contains(in[n], mark) {
			return n + 1
		}
	}
	return 1
}

// code turns the lines up to an end mark into a fenced block.
func (d *dialect) code(in []string, pad, language string, ends func(string) bool) int {
	for n := 1; n < len(in) && n < 50*maxDirective && d.misses < maxMisses; n++ {
		if !ends(strings.TrimSpace(in[n])) {
			continue
		}
		d.out.WriteString("\n" + pad + "~~~~~~" + language + "\n")
		for _, line := range in[1:n] {
			d.out.WriteString(line)
		}
		d.out.WriteString(pad + "~~~~~~\n")
		return n + 1
	}
	d.misses++
	d.out.WriteString("\n")
	return 1
}

// footnote sets a footnote off as a paragraph that starts with an arrow, which marks it as a reference.
func (d *dialect) footnote(in []string, line string) int {
	m := noteLine.FindStringSubmatch(strings.TrimRight(line, "\n"))
	if m == nil {
		return 0
	}
	d.out.WriteString("\n↑ " + d.inline(m[2]))
	n := 1
	for ; n < len(in) && indentOf(in[n]) >= 2 && strings.TrimSpace(in[n]) != ""; n++ {
		d.out.WriteString(" " + d.inline(strings.TrimSpace(in[n])))
	}
	d.out.WriteString("\n\n")
	return n
}

// fenced reads a directive that is written like a code fence: an admonition keeps its text, a code block its language,
// and what would only include or place something goes.
func (d *dialect) fenced(in []string, line string, depth int) int {
	if !strings.Contains(line, "{") || fenceAfter("", line) == "" {
		return 0
	}
	m := directive.FindStringSubmatch(strings.TrimRight(line, "\n"))
	if m == nil || depth >= maxDialectDepth || d.misses >= maxMisses {
		return 0
	}
	end := 1
	for end < len(in) && strings.TrimSpace(in[end]) != m[1] {
		end++
	}
	if end == len(in) {
		d.misses++
		return 0
	}
	inner := in[1:end]
	for len(inner) > 0 && optionLine.MatchString(inner[0]) {
		inner = inner[1:]
	}
	switch name := strings.ToLower(m[2]); name {
	case "toctree", "figure", "image", "include", "literalinclude", "bibliography", "tableofcontents", "contents", "index":
		d.out.WriteString("\n")
	case "note", "tip", "hint", "warning", "caution", "danger", "error", "important", "attention", "seealso", "admonition", "dropdown", "tab-item", "tab-set", "card", "margin", "sidebar", "topic":
		d.title("", m[3])
		d.lines(inner, depth+1)
		d.out.WriteString("\n")
	default:
		if strings.HasPrefix(name, "code") || name == "sourcecode" {
			name = strings.TrimSpace(m[3])
		}
		d.out.WriteString(m[1] + name + "\n")
		for _, l := range inner {
			d.out.WriteString(l)
		}
		d.out.WriteString(m[1] + "\n")
	}
	return end + 1
}

func firstOf(groups []string) string {
	for i, g := range groups {
		if i > 0 && g != "" {
			return g
		}
	}
	return ""
}

// indentOf returns the columns before the text of a line; a tab goes to the next multiple of 4.
func indentOf(line string) int {
	columns := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			columns++
		case '\t':
			columns += 4 - columns%4
		default:
			return columns
		}
	}
	return columns
}

// dedent takes up to n columns of indentation from a line.
func dedent(line string, n int) string {
	columns := 0
	for i := 0; i < len(line); i++ {
		if columns >= n {
			return line[i:]
		}
		switch line[i] {
		case ' ':
			columns++
		case '\t':
			columns += 4 - columns%4
		default:
			return line[i:]
		}
	}
	return line
}
