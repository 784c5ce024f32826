package guide

import (
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one line of plain text with what its beginning says.
type line struct {
	text   string // without marker and outer white space
	indent int    // columns before the text or marker; a tab goes to the next multiple of 4
	hang   int    // column at which the text after the marker starts
	tabs   int    // tabs inside the line
	bullet string // "•", "-" ..., "1" for numbers, "a" for letters
	number int
	raw    string // the line as it stands
}

func (l line) blank() bool { return l.text == "" && l.bullet == "" }

var (
	bulletMark = regexp.MustCompile(`^([•●◦▪▸►‣⁃∙·○■□✓✔➤➢➔→»›❖◆◇★☆☐☑✅\x{f0b7}\x{f0a7}\x{f0d8}*+–-])[ \t\x{a0}]+(\S.*)$`)
	gluedMark  = regexp.MustCompile(`^([•●◦▪‣⁃\x{f0b7}\x{f0a7}\x{f0d8}])(\S.*)$`)
	numberMark = regexp.MustCompile(`^\(?(\d{1,3})[.)][ \t\x{a0}]+(\S.*)$`)
	wordMark   = regexp.MustCompile(`^(o)\t[ \t]*(\S.*)$`) // the second bullet of word processors
	letterMark = regexp.MustCompile(`^\(?([a-z])\)[ \t\x{a0}]+(\S.*)$`)
	underline  = regexp.MustCompile(`^(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})$`)
)

// readLine reads the beginning of a line.
func readLine(raw string) line {
	l := line{raw: raw}
	at := 0
	for at < len(raw) {
		r, n := utf8.DecodeRuneInString(raw[at:])
		if r == '\t' {
			l.indent += 4 - l.indent%4
		} else if isSpace(r) {
			l.indent++
		} else if !isInvisible(r) {
			break
		}
		at += n
	}
	rest := strings.TrimRightFunc(raw[at:], func(r rune) bool { return isSpace(r) || isInvisible(r) })
	l.text, l.hang, l.tabs = rest, l.indent, strings.Count(rest, "\t")
	var m []string
	switch {
	case rest == "" || underline.MatchString(rest):
	case match(bulletMark, rest, &m) || match(gluedMark, rest, &m) || match(wordMark, rest, &m):
		l.bullet, l.text = m[1], m[2]
	case match(numberMark, rest, &m):
		l.bullet, l.text = "1", m[2]
		l.number, _ = strconv.Atoi(m[1])
	case match(letterMark, rest, &m):
		l.bullet, l.text = "a", m[2]
		l.number = int(m[1][0]-'a') + 1
	}
	if l.bullet != "" {
		l.hang += utf8.RuneCountInString(rest) - utf8.RuneCountInString(l.text)
	}
	return l
}

func match(pattern *regexp.Regexp, s string, m *[]string) bool {
	*m = pattern.FindStringSubmatch(s)
	return *m != nil
}

// maxLines bounds the lines of a plain text that are read. 20 MB wrapped at 70 characters have 300,000.
const maxLines = 2 * maxPieces

// splitLines reads all lines; a line with several bullets in it becomes several, and blank lines together become one.
// ok is false when there are more lines than are allowed.
func splitLines(src string) (lines []line, ok bool) {
	for len(src) > 0 && len(lines) <= maxLines {
		raw, rest, _ := strings.Cut(src, "\n")
		src = rest
		l := readLine(raw)
		if l.blank() && (len(lines) == 0 || lines[len(lines)-1].blank()) {
			continue
		}
		if l.bullet != "•" || !strings.Contains(l.text, " • ") {
			lines = append(lines, l)
			continue
		}
		for glued, more := l.text, true; more && len(lines) <= maxLines; {
			item := l
			item.text, glued, more = strings.Cut(glued, " • ")
			if item.text = strings.TrimSpace(item.text); item.text != "" {
				lines = append(lines, item)
			}
		}
	}
	return lines, len(lines) <= maxLines
}

// wrapWidth returns the width at which the text was wrapped by hand, in characters, 0 when each line is a paragraph.
// Text counts as wrapped when most of its characters stand in lines of at most 120 and blocks of several lines exist.
func wrapWidth(lines []line) int {
	short, long, joined := 0, 0, 0
	var widths []int
	for i, l := range lines {
		n := l.hang + utf8.RuneCountInString(l.text)
		if n > 120 {
			long += n
			continue
		}
		short += n
		if i+1 < len(lines) && !l.blank() && !lines[i+1].blank() && lines[i+1].bullet == "" && n >= 40 {
			joined++
			widths = append(widths, n)
		}
	}
	if joined < 2 || long > short {
		return 0
	}
	sort.Ints(widths)
	return widths[len(widths)*9/10]
}

// looksTitle says that a line of plain text may be a heading: title-like, starting with a capital, a figure or a quote.
func looksTitle(l line) bool {
	if l.blank() || utf8.RuneCountInString(l.text) > 100 || !titleLike(l.text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(l.text)
	return unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsDigit(r) || strings.ContainsRune(`"“‘'`, r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}
