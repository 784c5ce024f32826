package guide

import (
	"regexp"
	"strings"
)

// sniffWindow is how much of a document is looked at to tell its format, in bytes. Counting stops there.
const sniffWindow = 256 << 10

var (
	htmlStart  = regexp.MustCompile(`(?is)^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b`)
	xmlStart   = regexp.MustCompile(`(?i)^\s*<\?xml\b`)
	htmlRoot   = regexp.MustCompile(`(?i)<html\b`)
	closingTag = regexp.MustCompile(`(?i)</(?:p|h[1-6]|li|ul|ol|div|table|article|section|main|dl)\s*>`)

	// markdownSigns are marks that plain text hardly ever has, with their weight. Two points make Markdown. Bullets and
	// numbers are no sign: plain text has them as well.
	markdownSigns = []struct {
		pattern *regexp.Regexp
		weight  int
	}{
		{regexp.MustCompile(`(?m)^ {0,3}#{1,6}[ \t]+\S`), 2},
		{regexp.MustCompile("(?m)^ {0,3}(?:```|~~~)"), 2},
		{regexp.MustCompile(`(?m)^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$`), 2},
		{regexp.MustCompile(`\[[^\]\n]{1,200}\]\((?:https?:|mailto:|/|#|\.)[^)\s]*`), 2},
		{regexp.MustCompile(`(?m)^\S[^\n]*\n(?:={3,}|-{3,})[ \t]*$`), 1},
		{regexp.MustCompile(`\*\*[^*\s][^*\n]*\*\*`), 1},
		{regexp.MustCompile("`[^`\\s][^`\\n]*`"), 1},
		{regexp.MustCompile(`(?m)^\S[^\n]*\n:[ \t]+\S`), 2},
		{regexp.MustCompile(`(?m)^> \S`), 1},
	}
)

// sniff tells the format of a document from its text.
func sniff(src string) Format {
	head := src[:min(len(src), sniffWindow)]
	switch start := strings.TrimLeft(head, " \t\n"); {
	case strings.HasPrefix(start, "{"), strings.HasPrefix(start, "[{"), strings.HasPrefix(start, "["):
		if looksLikeJSON(start) {
			return WordPress
		}
	case htmlStart.MatchString(head):
		return HTML
	case xmlStart.MatchString(head):
		if htmlRoot.MatchString(head) {
			return HTML
		}
		return Format("XML")
	}
	if frontMatter(head) != "" {
		return Markdown
	}
	score, signs := 0, 0
	for _, s := range markdownSigns {
		if n := len(s.pattern.FindAllStringIndex(head, 200)); n > 0 {
			score += s.weight
			signs += n
		}
	}
	if tags := len(closingTag.FindAllStringIndex(head, 1000)); tags > 0 && tags > signs &&
		(tags >= 3 || strings.HasPrefix(strings.TrimLeft(head, " \t\n"), "<")) {
		return HTML
	}
	if score >= 2 {
		return Markdown
	}
	return PlainText
}

// looksLikeJSON tells a JSON text from Markdown that starts with a link or a shortcode, by its first two tokens.
func looksLikeJSON(s string) bool {
	rest := strings.TrimLeft(s[1:], " \t\n")
	if rest == "" {
		return true
	}
	if s[0] == '{' {
		return rest[0] == '"' || rest[0] == '}'
	}
	switch rest[0] {
	case '{', '"', ']', '[':
		return rest[0] != '[' || strings.HasPrefix(strings.TrimLeft(rest[1:], " \t\n"), "{")
	}
	return false
}

// frontMatter returns the front matter that a source starts with, its two fences included, empty if there is none.
func frontMatter(src string) string {
	first, rest, _ := strings.Cut(src, "\n")
	if strings.TrimRight(first, " \t") != "---" {
		return ""
	}
	for at := len(src) - len(rest); at < len(src) && at < sniffWindow; {
		end := len(src)
		if n := strings.IndexByte(src[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		if fence := strings.TrimRight(src[at:end], " \t\n"); fence == "---" || fence == "..." {
			return src[:end]
		}
		at = end
	}
	return ""
}
