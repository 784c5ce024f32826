package guide

import "strings"

// component drops a line of component tags, as MDX has them, and returns how many lines the tag took, 0 if there is
// none. A component's title or label stays as a paragraph; what stands inside loses the indentation of its first line.
func (d *dialect) component(in []string, bases *[]int) int {
	trimmed := strings.TrimSpace(in[0])
	if trimmed == "" || trimmed[0] != '<' {
		return 0
	}
	lines := 1
	tag := trimmed
	switch {
	case componentTag.MatchString(trimmed):
	case componentOn.MatchString(trimmed) && !strings.Contains(trimmed, ">"):
		for ; lines < len(in) && lines < maxDirective; lines++ {
			next := strings.TrimSpace(in[lines])
			tag += " " + next
			if strings.HasSuffix(next, ">") && !strings.HasSuffix(next, "=>") {
				break
			}
		}
		if lines == len(in) || lines == maxDirective {
			return 0
		}
		lines++
	case isMarkdownWrapper(trimmed):
	default:
		return 0
	}
	switch {
	case strings.HasPrefix(tag, "</"):
		if n := len(*bases); n > 0 {
			*bases = (*bases)[:n-1]
		}
	case !strings.HasSuffix(tag, "/>"):
		if len(*bases) < 64 {
			base := 0
			for _, next := range in[lines:min(len(in), lines+maxDirective)] {
				if strings.TrimSpace(next) != "" {
					base = indentOf(next)
					break
				}
			}
			*bases = append(*bases, base)
		}
	}
	d.title("", firstOf(titleOf.FindStringSubmatch(tag)))
	return lines
}

// isMarkdownWrapper says that a line is an HTML tag that says of itself that Markdown stands inside.
func isMarkdownWrapper(s string) bool {
	return strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") && strings.Count(s, "<") == 1 && (strings.Contains(s, ` markdown="`) || strings.Contains(s, " markdown>"))
}

// maxInlineMark is how far the end of a shortcode or wiki link is looked for, in bytes.
const maxInlineMark = 2000

// inline rewrites the marks inside a line, past code: shortcodes, footnote marks, wiki links, formulas, attributes.
func (d *dialect) inline(line string) string {
	if !strings.ContainsAny(line, "{[$") {
		return line
	}
	out := make([]byte, 0, len(line))
	none := map[string]int{} // up to where an end mark is known not to stand
	find := func(from int, near, mark string) int {
		if none[mark] > from {
			return -1
		}
		at := strings.Index(near, mark)
		if at < 0 {
			none[mark] = from + len(near) - len(mark)
		}
		return at
	}
	for i := 0; i < len(line); {
		rest := line[i:]
		near := rest[:min(len(rest), maxInlineMark)]
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line):
			out = append(out, rest[:2]...)
			i += 2
			continue
		case c == '`':
			n := codeSpan(rest)
			out = append(out, rest[:n]...)
			i += n
			continue
		case strings.HasPrefix(rest, "{{</*"), strings.HasPrefix(rest, "{{%/*"):
			out = append(out, rest[:3]...)
			i += 3
			continue
		case strings.HasPrefix(rest, "{{<"), strings.HasPrefix(rest, "{{%"), strings.HasPrefix(rest, "{%"):
			ending := "%}"
			if rest[1] == '{' {
				ending = map[byte]string{'<': ">}}", '%': "%}}"}[rest[2]]
			}
			if end := find(i, near, ending); end > 0 {
				tag := rest[:end]
				i += end + len(ending)
				if text := firstOf(textOf.FindStringSubmatch(tag)); text != "" {
					out = append(out, text...)
				} else if title := firstOf(titleOf.FindStringSubmatch(tag)); title != "" && strings.TrimSpace(line[i:]) == "" && len(strings.TrimSpace(string(out))) == 0 {
					out = append(out, title+"\n"...)
				}
				continue
			}
		case c == '{' && i > 0 && strings.IndexByte(")*_`]", line[i-1]) >= 0:
			if end := strings.IndexByte(near, '}'); end > 1 && strings.IndexByte(":.#", rest[1]) >= 0 && !strings.Contains(rest[:end], "\n") {
				i += end + 1
				continue
			}
		case strings.HasPrefix(rest, "[^"):
			if end := strings.IndexByte(near, ']'); end > 2 && d.notes[rest[2:end]] {
				for len(out) > 0 && out[len(out)-1] == ' ' {
					out = out[:len(out)-1]
				}
				i += end + 1
				continue
			}
		case strings.HasPrefix(rest, "[[") && len(rest) > 2 && rest[2] != ' ' && rest[2] != '[':
			if end := find(i, near, "]]"); end > 2 && !strings.ContainsAny(rest[2:end], "[]\n`\"'") {
				_, text, named := strings.Cut(rest[2:end], "|")
				if !named {
					text = rest[2:end]
				}
				out = append(out, text...)
				i += end + 2
				continue
			}
		case c == '$':
			if n := formula(rest); n > 0 {
				for j := 0; j < n; j++ {
					if rest[j] < 0x80 && strings.IndexByte("\\`*_{}[]()#+-.!<>&~|", rest[j]) >= 0 {
						out = append(out, '\\')
					}
					out = append(out, rest[j])
				}
				i += n
				continue
			}
		}
		out = append(out, line[i])
		i++
	}
	return string(out)
}

// codeSpan returns the length of the code span that s starts with, or of its backticks when it never ends.
func codeSpan(s string) int {
	ticks := len(s) - len(strings.TrimLeft(s, "`"))
	near := s[ticks:min(len(s), ticks+maxInlineMark)]
	for at := 0; ; {
		n := strings.IndexByte(near[at:], '`')
		if n < 0 {
			return ticks
		}
		at += n
		run := len(near[at:]) - len(strings.TrimLeft(near[at:], "`"))
		if run == ticks {
			return ticks + at + run
		}
		at += run
	}
}

// formula returns the length of the formula between dollar signs that s starts with, 0 if these are prices: a formula
// touches its signs from inside and no figure follows it.
func formula(s string) int {
	start := 1
	if strings.HasPrefix(s, "$$") {
		start = 2
	}
	if len(s) <= start || s[start] == ' ' || s[start] == '\n' || s[start] == '$' {
		return 0
	}
	end := strings.IndexByte(s[start:min(len(s), maxInlineMark)], '$')
	if end <= 0 || s[start+end-1] == ' ' || s[start+end-1] == '\\' || strings.Contains(s[start:start+end], "\n") {
		return 0
	}
	end += start + start
	if end > len(s) || start == 2 && s[end-1] != '$' || end < len(s) && s[end] >= '0' && s[end] <= '9' {
		return 0
	}
	return end
}
