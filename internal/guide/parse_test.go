package guide

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"touchstone/internal/fault"
)

func mustParse(t testing.TB, src string) *Document {
	t.Helper()
	d, err := Parse([]byte(src))
	if err != nil {
		t.Fatalf("Parse(%.40q): %v", src, err)
	}
	return d
}

func TestParseTellsTheFormatFromTheBytes(t *testing.T) {
	tests := []struct {
		name, src string
		want      Format
	}{
		{"front matter", "---\ntitle: A\n---\nText.", Markdown},
		{"heading", "# A title\n\nText.", Markdown},
		{"fence", "Text.\n\n```go\nx\n```\n", Markdown},
		{"table", "a | b\n--- | ---\nc | d\n", Markdown},
		{"link at the start", "[A link](https://example.org) begins this text.", Markdown},
		{"picture of a centred heading", "<p align=\"center\">Logo</p>\n\n# A title\n\n- [a](/b)\n", Markdown},
		{"doctype", "<!DOCTYPE html><p>Text.", HTML},
		{"comment first", "<!-- saved -->\n<html><body>Text.</body></html>", HTML},
		{"fragment", "<div><p>Text.</p></div>", HTML},
		{"fragments behind text", "Text\n<p>a</p><p>b</p><ul><li>c</li></ul>", HTML},
		{"XHTML", "<?xml version=\"1.0\"?>\n<html><body>Text.</body></html>", HTML},
		{"post", `{"title":{"rendered":"A"},"content":{"rendered":"<p>Text.</p>"}}`, WordPress},
		{"array with one post", ` [ {"content":{"rendered":"<p>Text.</p>"}} ]`, WordPress},
		{"AsciiDoc", "= Title\n\n== Part\n\nText.", AsciiDoc},
		{"equals signs are no AsciiDoc", "Text.\n\n= a sum\n\nText.", PlainText},
		{"directive", "Title\n=====\n\n.. note:: Text.\n", ReStructuredText},
		{"directive in Markdown", "# Title\n\n```\n.. note:: x\n```\n", Markdown},
		{"two dots are no directive", "Title\n\n.. and so on.\n", PlainText},
		{"bullets only", "Title\n\n- one\n- two\n", PlainText},
		{"underlined title", "Title\n=====\n\nText of a paragraph.\n", PlainText},
		{"shortcode at the start", "[gallery] Text of a paragraph.", PlainText},
		{"comparison signs", "If a < b and b > c then a paragraph goes on.", PlainText},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if d := mustParse(t, test.src); d.Format != test.want {
				t.Errorf("format %q, want %q", d.Format, test.want)
			}
		})
	}
}

func TestParseRefusesWhatIsNoGuide(t *testing.T) {
	tests := []struct {
		name, src string
		kind      fault.Kind
		says      string
	}{
		{"empty", "", fault.Invalid, "empty"},
		{"white space", " \n\t\u00a0\u200b\r\n", fault.Invalid, "empty"},
		{"byte order mark alone", "\ufeff", fault.Invalid, "empty"},
		{"NUL", "text\x00text", fault.Invalid, "not text"},
		{"control characters", strings.Repeat("ab\x01\x02", 40), fault.Invalid, "not text"},
		{"invalid UTF-8", "caf\xe9 au lait", fault.Invalid, "byte 4"},
		{"PDF", "%PDF-1.7 ...", fault.Invalid, "PDF"},
		{"Word", "PK\x03\x04...", fault.Invalid, "Word"},
		{"rich text", `{\rtf1 text}`, fault.Invalid, "rich text"},
		{"too large", strings.Repeat("a", MaxSize+1), fault.TooLarge, "20 MB"},
		{"other JSON", `{"name": "x", "items": [1, 2]}`, fault.Invalid, "not a WordPress post"},
		{"JSON of another shape", `{"content": "x"}`, fault.Invalid, "not a WordPress post"},
		{"array of words", `["a", "b"]`, fault.Invalid, "not a WordPress post"},
		{"empty array", `[]`, fault.Invalid, "not a WordPress post"},
		{"posts and others", `[{"content":{"rendered":"a"}},{"name":"b"}]`, fault.Invalid, "not a WordPress post"},
		{"posts without text", `[{"content":{"rendered":""}},{"content":{"rendered":" "}}]`, fault.Invalid, "no text"},
		{"JSON cut off", `{"content":{"rendered":"<p>te`, fault.Invalid, "cannot be read to its end"},
		{"post without text", `{"content":{"rendered":"  "}}`, fault.Invalid, "no text"},
		{"protected post", `{"content":{"rendered":"","protected":true}}`, fault.Invalid, "password"},
		{"feed", `<?xml version="1.0"?><rss><channel/></rss>`, fault.Invalid, "XML"},
		{"page without text", "<!doctype html><html><body><script>x()</script></body></html>", fault.Invalid, "no text"},
		{"too many items", "# T\n\n" + strings.Repeat("- a\n", maxPieces+1), fault.TooLarge, "Split it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := Parse([]byte(test.src))
			if err == nil {
				t.Fatalf("gave %d blocks of %s", len(d.Blocks), d.Format)
			}
			if fault.KindOf(err) != test.kind || !strings.Contains(fault.MessageOf(err), test.says) {
				t.Errorf("%v: %q", fault.KindOf(err), fault.MessageOf(err))
			}
		})
	}
}

func TestParseDecodes(t *testing.T) {
	const text = "Größe\r\n\r\nA queue keeps \U0001F4E8 work.\r\n"
	units := utf16.Encode([]rune(text))
	little, big := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	for _, u := range units {
		little = binary.LittleEndian.AppendUint16(little, u)
		big = binary.BigEndian.AppendUint16(big, u)
	}
	const want = "Größe\n\nA queue keeps \U0001F4E8 work."
	for name, data := range map[string][]byte{"UTF-8": []byte(text), "UTF-8 with a mark": []byte("\ufeff" + text), "UTF-16 little": little, "UTF-16 big": big} {
		d, err := Parse(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if d.Text != want {
			t.Errorf("%s: %q", name, d.Text)
		}
	}
}

func TestUnsafeLinksLoseTheirAddress(t *testing.T) {
	for raw, want := range map[string]string{
		"https://example.org/a?b=c#d": "https://example.org/a?b=c#d",
		"mailto:a@example.org":        "mailto:a@example.org",
		"/path":                       "/path",
		"#part":                       "#part",
		"page.html":                   "page.html",
		"//example.org/x":             "https://example.org/x",
		"javascript:alert(1)":         "",
		" JaVaScRiPt:alert(1)":        "",
		"java\nscript:alert(1)":       "",
		"java\u200bscript:alert(1)":   "",
		"data:text/html,x":            "",
		"vbscript:x":                  "",
		"file:///etc/passwd":          "",
		`\\example.org\x`:             "",
		"https://example.org/%zz":     "",
		strings.Repeat("a", 3000):     "",
	} {
		if got := safeHref(raw); got != want {
			t.Errorf("safeHref(%.40q) = %q, want %q", raw, got, want)
		}
	}
	for _, src := range []string{"# T\n\n[text](javascript:alert(1)) and [text](java&#115;cript:alert(1))", "<html><p><a href='javascript:alert(1)'>text</a>", "# T\n\n<javascript:alert(1)>"} {
		d := mustParse(t, src)
		for _, b := range d.Blocks {
			for _, r := range b.Runs {
				if strings.Contains(r.Href, "script:") {
					t.Errorf("%q keeps %q", src, r.Href)
				}
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for name, data := range fixtures(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestPagesAreReadInTheEncodingTheyDeclare(t *testing.T) {
	page := func(head, text string) []byte { return []byte(head + "<body><p>" + text + "</p></body></html>") }
	units := func(order binary.AppendByteOrder, s string) []byte {
		var out []byte
		for _, u := range utf16.Encode([]rune(s)) {
			out = order.AppendUint16(out, u)
		}
		return out
	}
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"windows-1252":        {page(`<html><head><meta charset="windows-1252">`, "\x93Caf\xe9\x94 costs 5 \x80."), "“Café” costs 5 €."},
		"latin 1 as declared": {page(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">`, "Gr\xf6\xdfe \x96 a size."), "Größe – a size."},
		"XML declaration":     {page(`<?xml version="1.0" encoding="ISO-8859-15"?><html>`, "5 \xa4 a seat."), "5 € a seat."},
		"Shift JIS":           {page(`<html><meta charset=shift_jis>`, "\x83L\x83\x85\x81["), "キュー"},
		"saved anew as UTF-8": {page(`<html><meta charset="windows-1252">`, "Café"), "Café"},
		"UTF-16, no mark":     {units(binary.LittleEndian, "<html><p>A queue keeps work.</p></html>"), "A queue keeps work."},
		"UTF-16 big, no mark": {units(binary.BigEndian, "<html><p>A queue keeps work.</p></html>"), "A queue keeps work."},
	} {
		d, err := Parse(test.data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if d.Text != test.want {
			t.Errorf("%s: %q, want %q", name, d.Text, test.want)
		}
	}
	for name, data := range map[string][]byte{
		"no declaration":      page("<html>", "caf\xe9 au lait"),
		"unknown declaration": page(`<html><meta charset="nonsense">`, "caf\xe9 au lait"),
		"broken UTF-8":        page(`<html><meta charset="utf-8">`, "caf\xe9 au lait"),
	} {
		if _, err := Parse(data); err == nil || !strings.Contains(fault.MessageOf(err), "not valid UTF-8") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
