package views

import "strings"

// piece is a stretch of text, code or not.
type piece struct {
	text string
	code bool
}

// pieces cuts a text at its backticks. A backtick without a partner stays as it is.
func pieces(s string) []piece {
	var cut []piece
	for {
		open := strings.IndexByte(s, '`')
		if open < 0 {
			break
		}
		length := strings.IndexByte(s[open+1:], '`')
		if length < 0 {
			break
		}
		if open > 0 {
			cut = append(cut, piece{text: s[:open]})
		}
		if length > 0 {
			cut = append(cut, piece{text: s[open+1 : open+1+length], code: true})
		}
		s = s[open+length+2:]
	}
	if s != "" {
		cut = append(cut, piece{text: s})
	}
	return cut
}

// plain drops the backticks, for places that hold text alone.
func plain(s string) string {
	var b strings.Builder
	for _, part := range pieces(s) {
		b.WriteString(part.text)
	}
	return b.String()
}

// short cuts a text for a list at a word, with an ellipsis.
func short(s string, limit int) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	cut := string(runes[:limit])
	if i := strings.LastIndexByte(cut, ' '); i > limit/2 {
		cut = cut[:i]
	}
	if strings.Count(cut, "`")%2 == 1 {
		cut += "`"
	}
	return strings.TrimRight(cut, ",;:. ") + "…"
}
