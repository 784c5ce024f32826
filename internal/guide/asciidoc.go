package guide

import (
	"regexp"
	"strings"
)

var (
	asciiSection   = regexp.MustCompile(`^(={1,6})[ \t]+(\S.*?)(?:[ \t]+=+)?$`)
	bylineBelow    = regexp.MustCompile(`^[\p{L}\d][^:=*|]*(?:<[^>]*>.*)?\n?$`)
	asciiAttribute = regexp.MustCompile(`^:(!?[\w-]+!?):(?:[ \t]+(.*))?$`)
	asciiBlock     = regexp.MustCompile(`^\[([^\]]*)\]$`)
	asciiItem      = regexp.MustCompile(`^[ \t]*(\*{1,5}|-|\.{1,5}|\d{1,3}\.)[ \t]+(\S.*)$`)
	asciiTerm      = regexp.MustCompile(`^[ \t]*(\S.*?)(?:::|;;)(?:[ \t]+(\S.*))?$`)
	asciiNote      = regexp.MustCompile(`^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION): +(\S.*)$`)
	asciiMacro     = regexp.MustCompile(`^(?:include|image|video|audio|toc|ifdef|ifndef|ifeval|endif|video)::\S*\[.*\]$`)
	asciiReference = regexp.MustCompile(`\{([\w-]{1,60})\}`)

	asciiInline = []struct {
		pattern *regexp.Regexp
		with    string
	}{
		{regexp.MustCompile(`\(\(\([^()]*\)\)\)|footnote:\w*\[[^\]]*\]|indexterm:\[[^\]]*\]|\[\[[\w-]+\]\]`), ""},
		{regexp.MustCompile(`\(\(([^()]+)\)\)`), "$1"},
		{regexp.MustCompile(`<<[^<>,]+,[ \t]*([^<>]+)>>|<<#?([^<>,]+)>>`), "$1$2"},
		{regexp.MustCompile(`(?:kbd|btn|menu|pass|stem|latexmath):\w*\[([^\]]*)\]`), "$1"},
		{regexp.MustCompile(`xref:[^\s\[]*\[([^\]]*)\]`), "$1"},
		{regexp.MustCompile(`(?:link:)?(https?://[^\s\[\]<>]+)\[([^\]^]+)\^?\]`), "[$2]($1)"},
		{regexp.MustCompile(`link:([^\s\[\]<>]+)\[([^\]^]+)\^?\]`), "[$2]($1)"},
		{regexp.MustCompile(`image:[^\s:\[]+\[[^\]]*\]`), ""},
		{regexp.MustCompile(`\[[.#][\w.#-]+\]#([^#]+)#`), "$1"},
		{regexp.MustCompile("`\\+([^`+]+)\\+`"), "`$1`"},
		{regexp.MustCompile(`(^|[\s(>"'])_([^_\s][^_]*)_`), "$1*$2*"},
		{regexp.MustCompile(`(^|[\s("'])\*([^*\s](?:[^*]*[^*\s])?)\*`), "$1**$2**"},
	}
)

// maxSubstituted bounds the text that attributes may add to a document, in bytes.
const maxSubstituted = 1 << 20

// maxRewritten bounds the text whose inline marks are read, in bytes; what stands behind it keeps its marks.
const maxRewritten = 1 << 20

// readAsciiDoc reads the block structure of AsciiDoc by writing it as Markdown. Includes are never followed, conditions
// never decided; attributes are put in where the document sets them to plain text.
func readAsciiDoc(src string) (*Document, error) {
	r := &asciiReader{attributes: map[string]string{}}
	r.lines(strings.SplitAfter(src, "\n"))
	return readMarked(AsciiDoc, r.out.String())
}

// readMarked reads Markdown that a reader of another format wrote.
func readMarked(format Format, src string) (*Document, error) {
	w := newWriter(format)
	readMarkdownInto(w, src)
	return w.finish()
}

type asciiReader struct {
	out        strings.Builder
	attributes map[string]string
	style      string   // the block attributes that wait for their block
	items      []string // markers of the open lists
	quote      bool
	rewritten  int // bytes whose inline marks were read
	added      int // bytes that attributes have added
}

func (r *asciiReader) lines(in []string) {
	for i := 0; i < len(in); i++ {
		line := strings.TrimRight(in[i], " \t\n")
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
			r.put("\n")
		case isFence(trimmed, "-.+/", 4) || strings.HasPrefix(trimmed, "```"):
			i = r.verbatim(in, i, trimmed)
		case strings.HasPrefix(trimmed, "|==="):
			i = r.table(in, i)
		case isFence(trimmed, "_", 4):
			r.quote = !r.quote
			r.put("\n")
		case isFence(trimmed, "=*", 4), trimmed == "--", trimmed == "'''", trimmed == "<<<":
			r.put("\n")
		case strings.HasPrefix(trimmed, "//"), asciiMacro.MatchString(trimmed):
		case trimmed == "+":
			r.put("\n")
		case asciiSection.MatchString(line):
			m := asciiSection.FindStringSubmatch(line)
			r.items = nil
			r.put("\n" + strings.Repeat("#", len(m[1])) + " " + r.inline(m[2]) + "\n\n")
			for len(m[1]) == 1 && i+1 < len(in) && bylineBelow.MatchString(in[i+1]) {
				i++ // the author and the revision stand directly below the title
			}
		case asciiAttribute.MatchString(line):
			m := asciiAttribute.FindStringSubmatch(line)
			if !strings.Contains(m[1], "!") && len(r.attributes) < 1000 && len(m[2]) < 500 {
				r.attributes[m[1]] = m[2]
			}
		case asciiBlock.MatchString(line):
			r.style = asciiBlock.FindStringSubmatch(line)[1]
		case len(line) > 1 && line[0] == '.' && line[1] != '.' && line[1] != ' ':
			r.put("\n" + r.inline(line[1:]) + "\n\n")
		case asciiItem.MatchString(line):
			m := asciiItem.FindStringSubmatch(line)
			r.item(m[1], m[2])
		case asciiNote.MatchString(line):
			r.put(r.inline(asciiNote.FindStringSubmatch(line)[1]) + "\n")
		case asciiTerm.MatchString(line):
			m := asciiTerm.FindStringSubmatch(line)
			r.items = nil
			text := m[2]
			for text == "" && i+1 < len(in) {
				i++
				text = strings.TrimSpace(in[i])
			}
			r.put("\n" + r.inline(m[1]) + "\n: " + r.inline(text) + "\n")
		default:
			if strings.HasSuffix(line, " +") {
				line = strings.TrimSuffix(line, " +") + `\`
			}
			r.put(strings.Repeat(" ", 4*len(r.items)) + r.inline(strings.TrimSpace(line)) + "\n")
		}
		if trimmed != "" && !asciiBlock.MatchString(line) {
			r.style = ""
		}
		if trimmed == "" && len(r.items) > 0 && i+1 < len(in) && !asciiItem.MatchString(in[i+1]) {
			r.items = nil
		}
	}
}

func (r *asciiReader) put(s string) {
	if r.quote && strings.TrimSpace(s) != "" {
		s = "> " + s
	}
	r.out.WriteString(s)
}

// isFence says that a line is nothing but one of some signs, at least n times.
func isFence(s, signs string, n int) bool {
	return len(s) >= n && strings.IndexByte(signs, s[0]) >= 0 && strings.Trim(s, s[:1]) == ""
}

// verbatim copies a block between equal fences as code; comments and raw output are left out.
func (r *asciiReader) verbatim(in []string, i int, fence string) int {
	end := i + 1
	closing := fence
	if fence[0] == '`' {
		closing = "```"
	}
	for end < len(in) && strings.TrimSpace(in[end]) != closing {
		end++
	}
	if fence[0] != '/' && fence[0] != '+' {
		language := strings.TrimLeft(fence, "`-.")
		if parts := strings.Split(r.style, ","); len(parts) > 1 && strings.HasPrefix(parts[0], "source") {
			language = strings.TrimSpace(parts[1])
		}
		r.out.WriteString("\n~~~~~~" + language + "\n" + strings.ReplaceAll(strings.Join(in[i+1:end], ""), "~~~", "~ ~ ~"))
		r.out.WriteString("\n~~~~~~\n")
	}
	return end
}

// item writes an item of a list. A marker that is not open yet opens a list inside the item above.
func (r *asciiReader) item(marker, text string) {
	if marker[0] >= '0' && marker[0] <= '9' {
		marker = "."
	}
	depth := -1
	for n, open := range r.items {
		if open == marker {
			depth = n
		}
	}
	if depth < 0 && len(r.items) < maxContainers {
		r.items = append(r.items, marker)
		depth = len(r.items) - 1
		if depth == 0 {
			r.put("\n")
		}
	}
	r.items = r.items[:max(depth, 0)+1]
	sign := "-   "
	if marker[0] == '.' {
		sign = "1.  "
	}
	r.put(strings.Repeat(" ", 4*max(depth, 0)) + sign + r.inline(strings.TrimPrefix(strings.TrimPrefix(text, "[ ] "), "[x] ")) + "\n")
}

// table writes a table. Its columns are counted in the attributes or in its first line.
func (r *asciiReader) table(in []string, i int) int {
	columns := 0
	if at := strings.Index(r.style, `cols="`); at >= 0 {
		spec, _, _ := strings.Cut(r.style[at+6:], `"`)
		columns = strings.Count(spec, ",") + 1
		if n := strings.IndexByte(spec, '*'); n > 0 {
			columns = attributeNumber(spec[:n], columns)
		}
	}
	header := strings.Contains(r.style, "header")
	var cells []string
	end := i + 1
	for ; end < len(in) && !strings.HasPrefix(strings.TrimSpace(in[end]), "|==="); end++ {
		line := strings.TrimSpace(in[end])
		if line == "" {
			header = header || columns > 0 && len(cells) == columns
			continue
		}
		parts := strings.Split(strings.ReplaceAll(line, `\|`, "\x01"), "|")
		if len(cells) > 0 && strings.TrimSpace(parts[0]) != "" {
			cells[len(cells)-1] += " " + parts[0]
		}
		cells = append(cells, parts[1:]...)
		if columns == 0 {
			columns = len(cells)
		}
	}
	if columns == 0 || columns > 1000 {
		return end
	}
	r.put("\n")
	rule := strings.Repeat("|---", columns) + "|\n"
	if !header {
		r.put(strings.Repeat("| ", columns) + "|\n" + rule)
	}
	for n := 0; n < len(cells); n += columns {
		for _, cell := range cells[n:min(n+columns, len(cells))] {
			r.out.WriteString("| " + strings.ReplaceAll(r.inline(strings.TrimSpace(cell)), "\x01", `\|`) + " ")
		}
		r.out.WriteString("|\n")
		if n == 0 && header {
			r.out.WriteString(rule)
		}
	}
	r.out.WriteString("\n")
	return end
}

// inline writes the marks inside a line as Markdown has them.
func (r *asciiReader) inline(s string) string {
	if len(r.attributes) > 0 && strings.Contains(s, "{") {
		s = asciiReference.ReplaceAllStringFunc(s, func(name string) string {
			value, known := r.attributes[name[1:len(name)-1]]
			if known && r.added < maxSubstituted {
				r.added += len(value)
				return value
			}
			return name
		})
	}
	if !strings.ContainsAny(s, "*_`:<([") || r.rewritten > maxRewritten {
		return s
	}
	r.rewritten += len(s)
	if len(s) > maxParagraph {
		return s
	}
	for _, rule := range asciiInline {
		s = rule.pattern.ReplaceAllString(s, rule.with)
	}
	return s
}
