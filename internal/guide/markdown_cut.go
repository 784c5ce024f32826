package guide

import (
	"regexp"
	"strings"
)

const (
	// chunkSize is the length from which Markdown is parsed in parts, in bytes, so that only one part's syntax tree is in
	// memory at a time.
	chunkSize = 256 << 10
	// maxParagraph is the longest run of lines without a blank line that is parsed as one paragraph, in bytes. The parser
	// needs more than linear time for marks that never close, and this bounds it.
	maxParagraph = 64 << 10
	// maxReferences bounds the link definitions that every part gets, in bytes.
	maxReferences = 16 << 10
)

var referenceLine = regexp.MustCompile(`(?m)^ {0,3}\[[^\]\n]{1,200}\]:[ \t]+\S[^\n]*\n?`)

// cutMarkdown cuts a long source into parts at lines that start a block of their own. Every part gets the link
// definitions of the whole.
func cutMarkdown(src string) []string {
	if len(src) <= chunkSize {
		return []string{src}
	}
	references := "\n\n"
	for _, line := range referenceLine.FindAllString(src, 5000) {
		if len(references)+len(line) > maxReferences {
			break
		}
		references += strings.TrimRight(line, "\n") + "\n"
	}
	var parts []string
	start, blank := 0, true
	fence := ""
	for at := 0; at < len(src); {
		end := len(src)
		if n := strings.IndexByte(src[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		line := src[at:end]
		if fence == "" && blank && at-start >= chunkSize && startsBlock(line) {
			parts = append(parts, src[start:at]+references)
			start = at
		}
		fence = fenceAfter(fence, line)
		blank = strings.TrimSpace(line) == ""
		at = end
	}
	return append(parts, src[start:]+references)
}

// startsBlock says that a line after a blank line cannot belong to the list or quote above.
func startsBlock(line string) bool {
	c := line[0]
	return c == '#' || c == '`' || c == '~' || c == '|' || c == '>' || c == '[' || c == '\\' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80
}

// fenceAfter returns the open code fence after a line.
func fenceAfter(fence, line string) string {
	trimmed := strings.TrimLeft(line, " ")
	for _, mark := range []string{"```", "~~~"} {
		if strings.HasPrefix(trimmed, mark) {
			switch fence {
			case "":
				return mark
			case mark:
				return ""
			}
		}
	}
	return fence
}
