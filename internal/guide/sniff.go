package guide

import (
	"encoding/json"
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
		{regexp.MustCompile(`(?m)^ {0,3}> ?\[!\w+\]`), 2},
		{regexp.MustCompile(`(?m)^:{3,} ?\w+`), 2},
		{regexp.MustCompile(`(?m)^(?:!!!|\?\?\?\+?) \w+[^\n]*\n(?: {4}|\t)\S`), 2},
		{regexp.MustCompile(`(?m)^ {0,3}\[\^[^\]\s]{1,60}\]: `), 2},
		{regexp.MustCompile(`(?m)^ {0,3}\[[^\]\n]{1,200}\]: +<?(?:https?:|/|\.|#)`), 2},
		{regexp.MustCompile(`(?m)^\s*[-*+] \[[ xX]\] \S`), 2},
	}
)

// sniff tells the format of a document from its text.
func sniff(src string) Format {
	head := src[:min(len(src), sniffWindow)]
	if frontMatter(head) != "" {
		return Markdown
	}
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
	if looksAsciiDoc(head) {
		return AsciiDoc
	}
	if restSign.MatchString(head) && !markdownHeading.MatchString(head) {
		return ReStructuredText
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

// yamlKey is the first line of front matter: a key, a comment or nothing. Two rules around a paragraph are no front matter.
var yamlKey = regexp.MustCompile(`^(?:["']?[\w .-]{1,60}["']?[ \t]*:(?:[ \t]|$)|#|%YAML|\{|-{3}[ \t]*$|\.{3}[ \t]*$)`)

// frontMatter returns the front matter that a source starts with, its fences included, empty if there is none: YAML
// between --- and ---, TOML between +++ and +++, or a JSON object with text behind it.
func frontMatter(src string) string {
	first, rest, _ := strings.Cut(src, "\n")
	fence := strings.TrimRight(first, " \t")
	switch {
	case fence == "---":
		if key := strings.TrimLeft(rest[:min(len(rest), 4096)], " \t\n"); key != "" && !yamlKey.MatchString(firstLine(key)) {
			return ""
		}
	case fence == "+++":
	case strings.HasPrefix(src, "{"):
		return jsonFrontMatter(src)
	default:
		return ""
	}
	for at := len(src) - len(rest); at < len(src) && at < sniffWindow; {
		end := len(src)
		if n := strings.IndexByte(src[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		if line := strings.TrimRight(src[at:end], " \t\n"); line == fence || line == "..." && fence == "---" {
			return src[:end]
		}
		at = end
	}
	return ""
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// jsonFrontMatter returns the JSON object that a source starts with when text stands behind it.
func jsonFrontMatter(src string) string {
	var object map[string]json.RawMessage
	d := json.NewDecoder(strings.NewReader(src[:min(len(src), maxFrontMatter)]))
	if d.Decode(&object) != nil || len(object) == 0 {
		return ""
	}
	end := int(d.InputOffset())
	if rest := src[end:]; !strings.HasPrefix(rest, "\n") || strings.TrimSpace(rest) == "" {
		return ""
	}
	return src[:end]
}

var (
	markdownHeading = regexp.MustCompile(`(?m)^#{1,6} \S`)
	// restSign is a directive, a label or a role of reStructuredText, which other texts do not have.
	restSign = regexp.MustCompile("(?m)^[ \t]*\\.\\. (?:[a-z][\\w:-]*::(?: |$)|_[^:\n]+:(?: |$)|\\|[^|\n]+\\| [a-z]+::)|:(?:ref|doc|class|func|meth|mod|term):`[^`\n]+`")
	// asciiSigns are marks of AsciiDoc that other texts do not have; two kinds of them make a document.
	asciiSigns = []*regexp.Regexp{
		regexp.MustCompile(`\A\s*= \S`),
		regexp.MustCompile(`(?m)^={2,6} \S[^=\n]*$`),
		regexp.MustCompile(`(?m)^\[(?:source|NOTE|TIP|WARNING|IMPORTANT|CAUTION|cols|options|%|\[|#|\.|quote|listing)[^\]\n]*\]+$`),
		regexp.MustCompile(`(?m)^\|===$`),
		regexp.MustCompile(`(?m)^:[a-z][\w-]*:(?: |$)`),
		regexp.MustCompile(`(?m)^(?:include|image|ifdef|ifndef|endif)::\S*\[`),
		regexp.MustCompile(`(?m)^\S[^\n]{0,80}::(?: \S|$)`),
	}
)

// looksAsciiDoc tells AsciiDoc from other markup.
func looksAsciiDoc(head string) bool {
	found := 0
	for _, sign := range asciiSigns {
		if sign.MatchString(head) {
			found++
		}
	}
	return found >= 2 && (asciiSigns[0].MatchString(head) || asciiSigns[1].MatchString(head)) && !markdownHeading.MatchString(head)
}
