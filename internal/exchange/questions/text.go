package questions

import (
	"html"
	"regexp"
	"strings"

	hypertext "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	tagged = regexp.MustCompile(`(?i)</?(p|br|b|i|em|strong|code|pre|span|div|ul|ol|li|table|img|sub|sup)\b[^<>]*>`)
	fenced = regexp.MustCompile("(?s)\n*```[a-zA-Z0-9]*\n(.*?)\n?```\\s*$")
	blanks = regexp.MustCompile(`[ \t\x{a0}]+`)
)

// fromMarkdown takes a block of code at the end of a text apart from the text.
func fromMarkdown(text string) (plain, code string) {
	if m := fenced.FindStringSubmatchIndex(text); m != nil {
		return strings.TrimSpace(text[:m[0]]), text[m[2]:m[3]]
	}
	return strings.TrimSpace(text), ""
}

// markdown joins a text and its code.
func markdown(text, code string) string {
	if code == "" {
		return text
	}
	return text + "\n\n```\n" + code + "\n```"
}

// fromHTML turns HTML into plain text in which backticks mark code. Preformatted text is the code. Pictures, sound and the like are told as lost.
func fromHTML(source string) (plain, code string, lost []string) {
	tokens := hypertext.NewTokenizer(strings.NewReader(source))
	var b, pre strings.Builder
	hidden, inPre, inCode := 0, 0, false
	for {
		kind := tokens.Next()
		if kind == hypertext.ErrorToken {
			break
		}
		token := tokens.Token()
		opens := kind == hypertext.StartTagToken
		switch kind {
		case hypertext.TextToken:
			switch {
			case hidden > 0:
			case inPre > 0:
				pre.WriteString(token.Data)
			default:
				b.WriteString(strings.ReplaceAll(token.Data, "\n", " "))
			}
		case hypertext.StartTagToken, hypertext.EndTagToken, hypertext.SelfClosingTagToken:
			switch token.DataAtom {
			case atom.Script, atom.Style:
				if opens {
					hidden++
				} else {
					hidden = max(0, hidden-1)
				}
			case atom.Pre:
				switch {
				case opens:
					if pre.Len() > 0 {
						pre.WriteString("\n\n")
					}
					inPre++
				case kind == hypertext.EndTagToken:
					inPre = max(0, inPre-1)
				}
			case atom.Code, atom.Tt, atom.Kbd, atom.Samp:
				if inPre == 0 && (opens != inCode) && kind != hypertext.SelfClosingTagToken {
					b.WriteString("`")
					inCode = opens
				}
			case atom.Img, atom.Video, atom.Audio, atom.Object, atom.Iframe, atom.Svg, atom.Canvas:
				if kind != hypertext.EndTagToken {
					lost = append(lost, "a picture or other medium")
					b.WriteString(attribute(token, "alt"))
				}
			case atom.Br:
				if inPre > 0 {
					pre.WriteString("\n")
				} else {
					b.WriteString("\n")
				}
			case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Table, atom.Tr, atom.H1, atom.H2, atom.H3, atom.H4, atom.Blockquote:
				if inPre == 0 {
					b.WriteString("\n")
				}
			case atom.Td, atom.Th:
				b.WriteString(" ")
			}
		}
	}
	if inCode {
		b.WriteString("`")
	}
	return lines(b.String()), strings.Trim(pre.String(), "\n"), lost
}

func attribute(token hypertext.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// lines trims each line and drops empty ones.
func lines(text string) string {
	var kept []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(blanks.ReplaceAllString(line, " ")); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// toHTML writes a plain text with backticks, and code, as HTML.
func toHTML(text, code string) string {
	text, code = printable(text), printable(code)
	var b strings.Builder
	if strings.Count(text, "`")%2 == 0 {
		for i, part := range strings.Split(text, "`") {
			if i%2 == 1 {
				b.WriteString("<code>" + html.EscapeString(part) + "</code>")
			} else {
				b.WriteString(strings.ReplaceAll(html.EscapeString(part), "\n", "<br/>"))
			}
		}
	} else {
		b.WriteString(strings.ReplaceAll(html.EscapeString(text), "\n", "<br/>"))
	}
	if code != "" {
		b.WriteString("<pre>" + html.EscapeString(code) + "</pre>")
	}
	return b.String()
}
