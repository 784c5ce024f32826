package guide

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/net/html"
)

// maxInlineDepth bounds the nesting of emphasis and links that is followed; deeper text is read without its styles.
const maxInlineDepth = 200

// inlines adds the text of a node's inline children.
func (r *markdownReader) inlines(n ast.Node, in *inline, style Style, href string) {
	raw := rawStyle{}
	r.spans(n, in, style, href, &raw, 0)
}

// rawStyle is the state that raw HTML tags inside a paragraph switch on and off.
type rawStyle struct {
	style   Style
	skipped string // the tag whose content is left out: script or style
}

func (r *markdownReader) spans(parent ast.Node, in *inline, style Style, href string, raw *rawStyle, depth int) {
	if depth > maxInlineDepth {
		return
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if raw.skipped != "" && n.Kind() != ast.KindRawHTML {
			continue
		}
		switch n := n.(type) {
		case *ast.Text:
			in.add(unescape(n.Value(r.src), n.IsRaw()), style|raw.style, href)
			switch {
			case n.HardLineBreak():
				in.breakLine()
			case n.SoftLineBreak():
				in.add(" ", style|raw.style, href)
			}
		case *ast.String:
			in.add(unescape(n.Value, n.IsRaw() || n.IsCode()), style|raw.style, href)
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					in.add(string(t.Value(r.src)), style|raw.style|InlineCode, href)
				}
			}
		case *ast.Emphasis:
			added := Emphasis
			if n.Level >= 2 {
				added = Strong
			}
			r.spans(n, in, style|added, href, raw, depth+1)
		case *ast.Link:
			r.spans(n, in, style, safeHref(html.UnescapeString(string(n.Destination))), raw, depth+1)
		case *ast.AutoLink:
			address := string(n.URL(r.src))
			if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
				address = "mailto:" + address
			}
			in.add(string(n.Label(r.src)), style|raw.style, safeHref(address))
		case *ast.Image:
			alt := &inline{flat: true}
			r.spans(n, alt, 0, "", &rawStyle{}, depth+1)
			in.image(string(alt.text))
		case *ast.RawHTML:
			raw.tag(string(n.Segments.Value(r.src)), in)
		case *extast.Strikethrough:
			r.spans(n, in, style, href, raw, depth+1)
		default:
			r.spans(n, in, style, href, raw, depth+1)
		}
	}
}

// tag follows one raw HTML tag in a paragraph.
func (raw *rawStyle) tag(source string, in *inline) {
	z := html.NewTokenizer(strings.NewReader(source))
	kind := z.Next()
	name, _ := z.TagName()
	tag := string(name)
	if raw.skipped != "" {
		if kind == html.EndTagToken && tag == raw.skipped {
			raw.skipped = ""
		}
		return
	}
	style := inlineTags[tag]
	switch {
	case kind == html.StartTagToken && (tag == "script" || tag == "style"):
		raw.skipped = tag
	case kind == html.StartTagToken && style != 0:
		raw.style |= style
	case kind == html.EndTagToken && style != 0:
		raw.style &^= style
	case tag == "br":
		in.breakLine()
	}
}

// unescape resolves backslash escapes and character references, as CommonMark does in running text.
func unescape(value []byte, raw bool) string {
	s := string(value)
	if raw || !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	start := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '\\' && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			b.WriteString(html.UnescapeString(s[start:i]))
			b.WriteByte(s[i+1])
			start = i + 2
			i++
		}
	}
	b.WriteString(html.UnescapeString(s[start:]))
	return b.String()
}
