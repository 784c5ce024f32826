package guide

import (
	"strings"
	"unicode"

	"touchstone/internal/fault"
)

// MaxSize is the largest guide that Parse takes, in bytes.
const MaxSize = 20 << 20

// Parse reads a guide. The format is told from the bytes. What cannot be read as text comes back as a fault.Error that
// says what to do about it. Nothing in a guide is ever run or fetched.
func Parse(data []byte) (*Document, error) {
	if len(data) > MaxSize {
		return nil, fault.New(fault.TooLarge, "This guide is larger than %d MB. Split it into several guides.", MaxSize>>20)
	}
	src, err := decode(data)
	if err != nil {
		return nil, err
	}
	if strings.IndexFunc(src, func(r rune) bool { return !isSpace(r) && !isInvisible(r) }) < 0 {
		return nil, fault.New(fault.Invalid, "This file is empty. Choose a file that holds the text of a guide.")
	}
	src = strings.TrimLeftFunc(src, func(r rune) bool { return r == '\ufeff' || r == '\n' || r == '\r' })
	switch format := sniff(src); format {
	case WordPress:
		return readWordPress(src)
	case HTML:
		return readHTML(src)
	case Markdown:
		return readMarkdown(src)
	case AsciiDoc:
		return readAsciiDoc(src)
	case ReStructuredText:
		return readReStructuredText(src)
	case PlainText:
		return readPlainText(src)
	default:
		return nil, fault.New(fault.Invalid, "The format %q cannot be read. Save the guide as Markdown, HTML or plain text.", string(format))
	}
}

// settleTitle finds the title: what the reader found, else the first heading of the highest level near the top.
func (d *Document) settleTitle() {
	if d.Title == "" {
		d.Title = d.Fields["title"]
	}
	if d.Title != "" {
		return
	}
	best := -1
	for i, b := range d.Blocks {
		if b.Kind == Heading && b.Noise == "" && (best < 0 || b.Level < d.Blocks[best].Level) {
			best = i
			if b.Level == 1 {
				break
			}
		}
	}
	if best >= 0 {
		d.Title = d.Slice(d.Blocks[best].Span)
	}
}

// fold reduces text to lower-case words and figures separated by single spaces, to compare lines that differ in
// capitals, quotes and punctuation only.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			space = true
		}
	}
	return b.String()
}
