package guide

import (
	"strings"
	"unicode/utf8"
)

const (
	// maxContainers is the deepest nesting of quotes and lists that a line may open.
	maxContainers = 24
	// maxIndent is the widest indentation that is kept, in columns.
	maxIndent = 96
	// maxTable is the longest table that is parsed as one, in bytes; the rest becomes tables with the same header.
	maxTable = 1 << 20
	// inlineBudget bounds, over a whole document, the sum of marks times bytes over all paragraphs: the work of looking
	// for the end of each mark. A guide of 10 MB with 20 marks in each paragraph of 1 kB spends 200 million.
	inlineBudget = 500_000_000
	// inlineMarks are the characters that start or end styles, links and tags.
	inlineMarks = "[]*_~<`"
)

// tamer rewrites Markdown that would cost the parser more than linear time: it keeps nesting, paragraphs and unclosed
// marks within bounds. Ordinary text passes through unchanged.
type tamer struct {
	out       strings.Builder
	fence     string
	paragraph []string // lines since the last blank one
	size      int
	columns   int // of the open table; short rows are filled up to them
	blocks    int // lines that start a block of their own, and cells
	budget    int
}

// tame returns the rewritten source and a lower bound for the number of its blocks and cells.
func tame(src string) (string, int) {
	t := tamer{budget: inlineBudget}
	t.out.Grow(len(src) + len(src)/16)
	for at := 0; at < len(src); {
		end := len(src)
		if n := strings.IndexByte(src[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		t.line(src[at:end])
		at = end
		if t.blocks > maxPieces {
			break
		}
	}
	t.flush()
	return t.out.String(), t.blocks
}

func (t *tamer) line(line string) {
	fence := fenceAfter(t.fence, line)
	if t.fence != "" || fence != "" {
		t.flush()
		t.out.WriteString(line)
		t.fence = fence
		return
	}
	if strings.TrimSpace(line) == "" {
		t.flush()
		t.out.WriteString("\n")
		return
	}
	line = t.prefix(line)
	limit := maxParagraph
	if t.isTable() {
		limit = maxTable
		t.blocks += max(strings.Count(line, "|"), t.columns)
	}
	for len(line) > maxParagraph {
		t.flush()
		at := strings.LastIndexAny(line[:maxParagraph], " \t")
		if at <= 0 {
			for at = maxParagraph; !utf8.RuneStart(line[at]); at-- {
			}
		}
		t.append(line[:at] + "\n")
		t.flush()
		t.out.WriteString("\n")
		line = strings.TrimLeft(line[at:], " \t")
	}
	if t.size+len(line) > limit {
		var header []string
		if t.isTable() {
			header = append(header, t.paragraph[:2]...)
		}
		t.flush()
		t.out.WriteString("\n")
		for _, h := range header {
			t.append(h)
		}
	}
	t.append(line)
}

func (t *tamer) append(line string) {
	switch len(t.paragraph) {
	case 0:
		t.blocks++
	case 1:
		t.columns = strings.Count(line, "|")
	}
	t.paragraph = append(t.paragraph, line)
	t.size += len(line)
}

// isTable says that the open paragraph is a table: its second line is a delimiter row.
func (t *tamer) isTable() bool {
	return len(t.paragraph) >= 2 && strings.Contains(t.paragraph[1], "|") && strings.Contains(t.paragraph[1], "-") &&
		strings.Trim(t.paragraph[1], " \t\n|:-") == ""
}

// flush writes the open paragraph. When its marks would break the budget they are escaped, so that they stand as they are.
func (t *tamer) flush() {
	if len(t.paragraph) == 0 {
		return
	}
	cost := 0
	table := t.isTable()
	for _, line := range t.paragraph {
		marks := 0
		for i := 0; i < len(line); i++ {
			if strings.IndexByte(inlineMarks, line[i]) >= 0 {
				marks++
			}
		}
		if table {
			cost += marks * len(line)
		} else {
			cost += marks * t.size
		}
	}
	escape := cost > t.budget
	if !escape {
		t.budget -= cost
	}
	for _, line := range t.paragraph {
		if escape {
			escapeMarks(&t.out, line)
		} else {
			t.out.WriteString(line)
		}
	}
	t.paragraph, t.size = t.paragraph[:0], 0
}

// escapeMarks writes a line with a backslash before each mark that has none.
func escapeMarks(out *strings.Builder, line string) {
	slashes := 0
	for i := 0; i < len(line); i++ {
		c := line[i]
		if strings.IndexByte(inlineMarks, c) >= 0 && slashes%2 == 0 {
			out.WriteByte('\\')
		}
		if c == '\\' {
			slashes++
		} else {
			slashes = 0
		}
		out.WriteByte(c)
	}
}

// prefix bounds the indentation and the containers at the start of a line, and counts what starts a block.
func (t *tamer) prefix(line string) string {
	columns, containers, at := 0, 0, 0
	starts := line[0] == '#' || strings.Trim(line, "-*_ \t\n") == ""
	for at < len(line) {
		c := line[at]
		n := 0
		switch {
		case c == ' ' || c == '\t':
			columns++
			at++
			continue
		case c == '>':
			n = 1
		case c == ':' && at+1 < len(line) && line[at+1] == ' ':
			n, starts = 1, true
		case (c == '-' || c == '*' || c == '+') && at+1 < len(line) && (line[at+1] == ' ' || line[at+1] == '\t' || line[at+1] == '\n'):
			n, starts = 1, true
		case c >= '0' && c <= '9':
			for n = 1; at+n < len(line) && n < 9 && line[at+n] >= '0' && line[at+n] <= '9'; n++ {
			}
			if at+n+1 >= len(line) || line[at+n] != '.' && line[at+n] != ')' || line[at+n+1] != ' ' {
				n = 0
			} else {
				n, starts = n+1, true
			}
		}
		if n == 0 {
			break
		}
		containers++
		at += n
	}
	if starts {
		t.blocks++
	}
	if containers <= maxContainers && columns <= maxIndent {
		return line
	}
	// Beyond the bounds the line keeps its text and stands at the margin.
	if rest := line[at:]; strings.TrimSpace(rest) != "" {
		return rest
	}
	return "\n"
}
