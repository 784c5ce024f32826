package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"touchstone/internal/guide"
)

type tokenKind uint8

const (
	wordToken tokenKind = iota
	numberToken
	punctToken
	codeToken
)

// token is a word, a number, a punctuation mark or a whole stretch of inline code. start and end are offsets in the document's text.
type token struct {
	start, end int
	kind       tokenKind
	// spaced says that white space stands before the token.
	spaced bool
	strong bool
	text   string
	// lower is the text in lower case with straight apostrophes.
	lower string
}

func (t *token) is(words ...string) bool {
	for _, w := range words {
		if t.lower == w {
			return true
		}
	}
	return false
}

// capital reports whether the token starts with an upper-case letter.
func (t *token) capital() bool {
	r, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(r)
}

// wordy reports whether the token can be part of a name: a word, a number or code.
func (t *token) wordy() bool { return t.kind != punctToken }

// tokenize appends the tokens of the runs to tokens. A stretch of inline code is one token.
func tokenize(tokens []token, text string, span guide.Span, runs []guide.Run) []token {
	if len(runs) == 0 {
		return tokenizePlain(tokens, text, span.Start, span.End, false)
	}
	for _, run := range runs {
		start, end := max(run.Start, span.Start), min(run.End, span.End)
		if start >= end {
			continue
		}
		if run.Style&guide.InlineCode == 0 {
			tokens = tokenizePlain(tokens, text, start, end, run.Style&guide.Strong != 0)
			continue
		}
		code := text[start:end]
		left := len(code) - len(strings.TrimLeft(code, " \t\n\u00a0`"))
		right := len(strings.TrimRight(code, " \t\n\u00a0`"))
		if left >= right {
			continue
		}
		spaced := left > 0 || start == span.Start || spaceBefore(text, start)
		tokens = append(tokens, token{start: start + left, end: start + right, kind: codeToken, spaced: spaced,
			strong: run.Style&guide.Strong != 0, text: code[left:right], lower: strings.ToLower(code[left:right])})
	}
	return tokens
}

func spaceBefore(text string, at int) bool {
	r, size := utf8.DecodeLastRuneInString(text[:at])
	return size == 0 || unicode.IsSpace(r)
}

func tokenizePlain(tokens []token, text string, start, end int, strong bool) []token {
	spaced := spaceBefore(text, start)
	// A word may be split by a change of style ("data<b>base</b>"): it is joined again when no space lies between and both sides are letters.
	join := !spaced && len(tokens) > 0 && tokens[len(tokens)-1].end == start && tokens[len(tokens)-1].kind == wordToken
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(text[i:end])
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			spaced, join = true, false
			i += size
			continue
		}
		next, kind := scanToken(text, i, end)
		piece := text[i:next]
		if join && kind == wordToken {
			last := &tokens[len(tokens)-1]
			last.end = next
			last.text = text[last.start:next]
			last.lower = lower(last.text)
		} else {
			tokens = append(tokens, token{start: i, end: next, kind: kind, spaced: spaced, strong: strong, text: piece, lower: lower(piece)})
		}
		spaced, join = false, false
		i = next
	}
	return tokens
}

func lower(s string) string {
	s = strings.ToLower(s)
	if strings.Contains(s, "’") {
		s = strings.ReplaceAll(s, "’", "'")
	}
	return s
}

// scanToken returns the end and the kind of the token that starts at i, which is no white space.
func scanToken(text string, i, end int) (int, tokenKind) {
	if strings.HasPrefix(text[i:end], "http://") || strings.HasPrefix(text[i:end], "https://") {
		j := i
		for j < end && !isSpaceByte(text[j]) && text[j] != '<' && text[j] != '"' {
			j++
		}
		return i + len(strings.TrimRight(text[i:j], ".,;:!?)]'")), wordToken
	}
	r, size := utf8.DecodeRuneInString(text[i:end])
	leading := r == '.' || r == '$' || r == '#' || r == '@' || r == '_' || r == '/'
	if !isWordRune(r) {
		after, _ := utf8.DecodeRuneInString(text[i+size : end])
		if !leading || !isWordRune(after) || r == '.' && !spaceBefore(text, i) {
			return i + size, punctToken
		}
	}
	kind := wordToken
	if unicode.IsDigit(r) || r == '$' {
		kind = numberToken
	}
	j := i + size
	for j < end {
		r, size := utf8.DecodeRuneInString(text[j:end])
		if isWordRune(r) {
			if kind == numberToken && unicode.IsLetter(r) {
				kind = wordToken
			}
			j += size
			continue
		}
		after, _ := utf8.DecodeRuneInString(text[j+size : end])
		before, _ := utf8.DecodeLastRuneInString(text[:j])
		inner := isWordRune(after)
		switch {
		case (r == '\'' || r == '’') && inner && unicode.IsLetter(after):
		case (r == '-' || r == '/' || r == '_' || r == '@' || r == '&' || r == '\u2011' || r == '*' && before != '*') && inner:
		case r == '.' && inner && !(unicode.IsLower(before) && unicode.IsUpper(after) && sentenceGlued(text[j+size:end])):
		case r == ':' && unicode.IsDigit(before) && unicode.IsDigit(after):
		case r == ',' && unicode.IsDigit(before) && threeDigits(text[j+size:end]):
		case r == '+' || r == '#':
			if !unicode.IsLetter(before) && before != '+' {
				return j, kind
			}
		case r == '%' && unicode.IsDigit(before):
		default:
			return j, kind
		}
		j += size
	}
	return j, kind
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || unicode.Is(unicode.Mn, r)
}

func isSpaceByte(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }

// sentenceGlued reports whether the text after a stop looks like the next sentence with its space lost ("end.The next"):
// a capitalised word of three letters or more, followed by a space and a lower-case letter.
func sentenceGlued(rest string) bool {
	n := 0
	for n < len(rest) && (rest[n] >= 'a' && rest[n] <= 'z' || n == 0) {
		n++
	}
	return n >= 3 && n+1 < len(rest) && rest[n] == ' ' && rest[n+1] >= 'a' && rest[n+1] <= 'z'
}

func threeDigits(s string) bool {
	if len(s) < 3 {
		return false
	}
	for i := range 3 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}
