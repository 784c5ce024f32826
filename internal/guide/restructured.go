package guide

import (
	"regexp"
	"strings"
)

var (
	restRule      = regexp.MustCompile("^([=\\-~^\"'`#*+.:_])[=\\-~^\"'`#*+.:_]{2,}$")
	restDirective = regexp.MustCompile(`^\.\. ([\w:-]+)::[ \t]*(.*)$`)
	restField     = regexp.MustCompile(`^:([^:\n]{1,60}):[ \t]+(\S.*)$`)
	restItem      = regexp.MustCompile(`^(?:[-*+•]|#\.|\d{1,3}[.)]|\(\d{1,3}\))[ \t]+\S`)
	restGrid      = regexp.MustCompile(`^\+[-=+]{3,}\+$`)
	restColumns   = regexp.MustCompile(`^={2,}(?:[ \t]+={2,})+$`)

	restInline = []struct {
		pattern *regexp.Regexp
		with    string
	}{
		{regexp.MustCompile("``([^`]+)``"), "\x02$1\x02"},
		{regexp.MustCompile(":(?:\\w+:)?(?:class|func|meth|mod|attr|data|exc|obj|file|command|option|envvar|code|samp|program|kbd|const|type):`[~!.]*([^`<]+?)(?:[ \t]*<[^`>]*>)?`"), "\x02$1\x02"},
		{regexp.MustCompile(":[\\w:+.-]+:`([^`<]+?)(?:[ \t]*<[^`>]*>)?`"), "$1"},
		{regexp.MustCompile("`([^`<]+?)[ \t]*<(https?://[^`>\\s]+)>`__?"), "[$1]($2)"},
		{regexp.MustCompile("`([^`]+)`__?"), "$1"},
		{regexp.MustCompile("`([^`]+)`"), "*$1*"},
		{regexp.MustCompile(`[ \t]?\[(?:\d+|#\w*|\*)\]_`), ""},
		{regexp.MustCompile(`\b([\p{L}\d]+)_(\s|[.,;:)]|$)`), "$1$2"},
		{regexp.MustCompile(`\\[ \t]`), ""},
	}
)

// readReStructuredText reads the block structure of reStructuredText by writing it as Markdown. Nothing is included.
func readReStructuredText(src string) (*Document, error) {
	r := &restReader{levels: map[string]int{}}
	r.lines(strings.Split(src, "\n"), 0)
	return readMarked(ReStructuredText, r.out.String())
}

type restReader struct {
	out       strings.Builder
	levels    map[string]int // underline sign (twice with a line above) -> level, in order of appearance
	rewritten int
}

func (r *restReader) lines(in []string, depth int) {
	for i := 0; i < len(in); i++ {
		line := strings.TrimRight(in[i], " \t")
		trimmed := strings.TrimSpace(line)
		next := ""
		if i+1 < len(in) {
			next = strings.TrimRight(in[i+1], " \t")
		}
		switch {
		case trimmed == "":
			r.out.WriteString("\n")
		case restGrid.MatchString(trimmed):
			i = r.grid(in, i)
		case restColumns.MatchString(trimmed):
			i = r.columns(in, i, trimmed)
		case restRule.MatchString(line) && i+2 < len(in) && strings.TrimSpace(next) != "" && strings.TrimRight(in[i+2], " \t") == line:
			r.heading(line[:1]+line[:1], strings.TrimSpace(next))
			i += 2
		case restRule.MatchString(next) && line[0] != ' ' && len([]rune(line)) <= len(next)+2 && !restRule.MatchString(line) && strings.Trim(next, next[:1]) == "":
			r.heading(next[:1], trimmed)
			i++
		case restRule.MatchString(line):
			r.out.WriteString("\n")
		case strings.HasPrefix(trimmed, ".."):
			i = r.directive(in, i, trimmed, depth)
		case strings.HasPrefix(trimmed, ">>> "):
			end := i
			for end < len(in) && strings.TrimSpace(in[end]) != "" {
				end++
			}
			r.code("python", in[i:end])
			i = end - 1
		case restField.MatchString(trimmed) && line[0] == ':':
			m := restField.FindStringSubmatch(trimmed)
			r.out.WriteString("\n" + r.inline(m[1]) + "\n: " + r.inline(m[2]) + "\n")
		case strings.HasSuffix(trimmed, "::"):
			if text := strings.TrimSuffix(trimmed, ":"); text != ":" {
				r.out.WriteString(line[:indentBytes(line)] + r.inline(text) + "\n")
			}
			if end := r.body(in, i); end > i+1 {
				r.code("", in[i+1:end])
				i = end - 1
			}
		case line[0] != ' ' && !restItem.MatchString(line) && indentOf(next) >= 2 && strings.TrimSpace(next) != "" && (i == 0 || strings.TrimSpace(in[i-1]) == "" || indentOf(in[i-1]) > 0):
			end := r.body(in, i)
			inner := unindented(in[i+1 : end])
			r.out.WriteString("\n" + r.inline(trimmed) + "\n")
			first := 0
			for first < len(inner) && strings.TrimSpace(inner[first]) != "" && !restItem.MatchString(inner[first]) {
				first++
			}
			r.out.WriteString(": " + r.inline(strings.Join(inner[:first], " ")) + "\n\n")
			if depth < maxDialectDepth {
				r.lines(inner[first:], depth+1)
			}
			i = end - 1
		default:
			if rest, ok := strings.CutPrefix(trimmed, "#."); ok {
				line = line[:indentBytes(line)] + "1." + rest
			}
			r.out.WriteString(r.inline(strings.TrimPrefix(line, "| ")) + "\n")
		}
	}
}

func (r *restReader) heading(sign, text string) {
	if r.levels[sign] == 0 {
		r.levels[sign] = min(len(r.levels)+1, 6)
	}
	r.out.WriteString("\n" + strings.Repeat("#", r.levels[sign]) + " " + r.inline(text) + "\n\n")
}

func indentBytes(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// body returns the line behind the indented block below line i.
func (r *restReader) body(in []string, i int) int {
	base, end := indentOf(in[i]), i+1
	for n := i + 1; n < len(in); n++ {
		if strings.TrimSpace(in[n]) == "" {
			continue
		}
		if indentOf(in[n]) <= base {
			break
		}
		end = n + 1
	}
	return end
}

// unindented takes the indentation that lines share from them.
func unindented(in []string) []string {
	shared := maxIndent
	for _, line := range in {
		if strings.TrimSpace(line) != "" {
			shared = min(shared, indentOf(line))
		}
	}
	out := make([]string, len(in))
	for i, line := range in {
		out[i] = dedent(line, shared)
	}
	return out
}

func (r *restReader) code(language string, in []string) {
	r.out.WriteString("\n~~~~~~" + language + "\n")
	for _, line := range unindented(in) {
		r.out.WriteString(strings.ReplaceAll(line, "~~~", "~ ~ ~") + "\n")
	}
	r.out.WriteString("~~~~~~\n\n")
}

// directive reads what stands behind two dots: code and admonitions keep their text, everything else is left out.
func (r *restReader) directive(in []string, i int, trimmed string, depth int) int {
	end := r.body(in, i)
	m := restDirective.FindStringSubmatch(trimmed)
	r.out.WriteString("\n")
	if m == nil {
		return end - 1
	}
	inner := in[i+1 : end]
	for len(inner) > 0 && optionLine.MatchString(inner[0]) {
		inner = inner[1:]
	}
	switch m[1] {
	case "code-block", "code", "sourcecode", "highlight":
		if len(inner) > 0 {
			r.code(strings.TrimSpace(m[2]), inner)
		}
	case "note", "tip", "hint", "warning", "caution", "danger", "error", "important", "attention", "seealso", "admonition", "topic", "sidebar",
		"versionadded", "versionchanged", "deprecated", "function", "method", "class", "table", "container", "glossary", "epigraph", "rubric":
		if depth >= maxDialectDepth {
			return end - 1
		}
		if m[2] != "" {
			r.out.WriteString(r.inline(m[2]) + "\n")
			if m[1] == "admonition" || m[1] == "topic" || m[1] == "sidebar" || m[1] == "table" || m[1] == "function" || m[1] == "method" || m[1] == "class" {
				r.out.WriteString("\n")
			}
		}
		r.lines(unindented(inner), depth+1)
		r.out.WriteString("\n")
	}
	return end - 1
}

// grid writes a table that is drawn with lines.
func (r *restReader) grid(in []string, i int) int {
	end := i
	var rows [][]string
	open := false
	for ; end < len(in); end++ {
		line := strings.TrimSpace(in[end])
		if !strings.HasPrefix(line, "|") && !strings.HasPrefix(line, "+") {
			break
		}
		if line[0] == '+' {
			open = false
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if !open {
			rows, open = append(rows, make([]string, len(cells))), true
		}
		last := rows[len(rows)-1]
		for n := range min(len(cells), len(last)) {
			last[n] = strings.TrimSpace(last[n] + " " + strings.TrimSpace(cells[n]))
		}
	}
	r.table(rows)
	return end - 1
}

// columns writes a table whose columns stand under rules.
func (r *restReader) columns(in []string, i int, rule string) int {
	var starts []int
	for n := range rule {
		if rule[n] == '=' && (n == 0 || rule[n-1] != '=') {
			starts = append(starts, n)
		}
	}
	var rows [][]string
	rules, end := 0, i
	for ; end < len(in) && rules < 3 && len(starts) <= 100; end++ {
		line := strings.TrimSpace(in[end])
		if restColumns.MatchString(line) {
			rules++
			if rules == 2 && (end+1 >= len(in) || strings.TrimSpace(in[end+1]) == "") {
				end++
				break
			}
			continue
		}
		if line == "" {
			continue
		}
		cells := make([]string, len(starts))
		for n, start := range starts {
			stop := len(line)
			if n+1 < len(starts) {
				stop = min(stop, starts[n+1])
			}
			if start < stop {
				cells[n] = strings.ToValidUTF8(strings.TrimSpace(line[start:stop]), "")
			}
		}
		rows = append(rows, cells)
	}
	r.table(rows)
	return end - 1
}

func (r *restReader) table(rows [][]string) {
	for n, cells := range rows {
		r.out.WriteString("\n")
		for _, cell := range cells {
			r.out.WriteString("| " + strings.ReplaceAll(r.inline(cell), "|", `\|`) + " ")
		}
		r.out.WriteString("|")
		if n == 0 {
			r.out.WriteString("\n" + strings.Repeat("|---", len(cells)) + "|")
		}
	}
	r.out.WriteString("\n\n")
}

// inline writes the marks inside a line as Markdown has them.
func (r *restReader) inline(s string) string {
	if !strings.ContainsAny(s, "`_\\") || r.rewritten > maxRewritten {
		return s
	}
	if r.rewritten += len(s); len(s) > maxParagraph {
		return s
	}
	for _, rule := range restInline {
		s = rule.pattern.ReplaceAllString(s, rule.with)
	}
	return strings.ReplaceAll(s, "\x02", "`")
}
