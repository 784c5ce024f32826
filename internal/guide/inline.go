package guide

import (
	"unicode"
	"unicode/utf8"
)

// inline collects the text of one block or cell: white space is folded to single spaces, invisible and control characters
// go, and equal styles grow into one run. Offsets are relative until the writer places the text in the document.
type inline struct {
	text  []byte
	runs  []Run
	alt   []byte // text of images, used only when there is no other text
	space bool   // a space is due before the next visible character
	flat  bool   // line breaks become spaces (cells, headings and terms)
}

// add appends text with one style.
func (in *inline) add(s string, style Style, href string) {
	if href != "" {
		style |= Link
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c > ' ' && c < utf8.RuneSelf && c != 0x7f {
			j := i + 1
			for j < len(s) && s[j] > ' ' && s[j] < 0x7f {
				j++
			}
			in.visible(s[i:j], style, href)
			i = j
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isSpace(r):
			in.space = len(in.text) > 0
		case isInvisible(r):
		case r == utf8.RuneError && n == 1:
		default:
			in.visible(s[i:i+n], style, href)
		}
		i += n
	}
}

// visible appends text without white space, after the space that is due. That space takes only the styles that both
// sides share, so that bold words do not drag their spaces along.
func (in *inline) visible(s string, style Style, href string) {
	if in.space {
		in.space = false
		if last := len(in.text) - 1; in.text[last] != '\n' {
			common, link := Style(0), ""
			if n := len(in.runs); n > 0 {
				common = in.runs[n-1].Style & style
				if in.runs[n-1].Href == href {
					link = href
				} else {
					common &^= Link
				}
			}
			in.put(" ", common, link)
		}
	}
	in.put(s, style, href)
}

func (in *inline) put(s string, style Style, href string) {
	start := len(in.text)
	in.text = append(in.text, s...)
	if n := len(in.runs); n > 0 && in.runs[n-1].Style == style && in.runs[n-1].Href == href {
		in.runs[n-1].End = len(in.text)
		return
	}
	in.runs = append(in.runs, Run{Span: Span{start, len(in.text)}, Style: style, Href: href})
}

// breakLine ends the line inside the block.
func (in *inline) breakLine() {
	if in.flat {
		in.space = len(in.text) > 0
		return
	}
	in.space = false
	if n := len(in.text); n > 0 && in.text[n-1] != '\n' {
		in.put("\n", 0, "")
	}
}

// verbatim appends code as it stands, but for carriage returns and control characters.
func (in *inline) verbatim(s string) {
	start := len(in.text)
	for i, r := range s {
		switch {
		case r == '\n' || r == '\t':
			in.text = append(in.text, byte(r))
		case r == '\r':
			if i+1 == len(s) || s[i+1] != '\n' {
				in.text = append(in.text, '\n')
			}
		case r == '\u00a0':
			in.text = append(in.text, ' ')
		case isInvisible(r) || r == utf8.RuneError:
		default:
			in.text = utf8.AppendRune(in.text, r)
		}
	}
	if len(in.text) > start {
		if n := len(in.runs); n > 0 && in.runs[n-1].Style == 0 && in.runs[n-1].Href == "" {
			in.runs[n-1].End = len(in.text)
			return
		}
		in.runs = append(in.runs, Run{Span: Span{start, len(in.text)}})
	}
}

// image remembers the text of an image.
func (in *inline) image(alt string) {
	var words inline
	words.flat = true
	words.add(alt, 0, "")
	if len(words.text) == 0 {
		return
	}
	if len(in.alt) > 0 {
		in.alt = append(in.alt, ' ')
	}
	in.alt = append(in.alt, words.text...)
}

// trim drops the line breaks at the end, and blank lines at both ends of code.
func (in *inline) trim() {
	end := len(in.text)
	for end > 0 && (in.text[end-1] == '\n' || in.text[end-1] == ' ' || in.text[end-1] == '\t') {
		end--
	}
	start := 0
	for i := 0; i < end; i++ {
		if in.text[i] == '\n' {
			start = i + 1
		} else if in.text[i] != ' ' && in.text[i] != '\t' {
			break
		}
	}
	if start == 0 && end == len(in.text) {
		return
	}
	runs := in.runs[:0]
	for _, r := range in.runs {
		r.Start, r.End = max(r.Start, start)-start, min(r.End, end)-start
		if r.Start < r.End {
			runs = append(runs, r)
		}
	}
	in.text, in.runs = in.text[start:end], runs
}

// empty says that nothing visible was added, image text included.
func (in *inline) empty() bool { return len(in.text) == 0 && len(in.alt) == 0 }

// isSpace says that a character separates words: any white space, line and paragraph separators, no-break spaces.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u00a0' || unicode.Is(unicode.Zs, r) }

// isInvisible says that a character has no place in readable text: controls, soft hyphens, zero-width spaces, byte order
// marks, and the marks that change the direction of the text around them.
func isInvisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff', utf8.RuneError:
		return true
	}
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}
