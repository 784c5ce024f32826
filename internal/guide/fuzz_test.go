package guide

import (
	"encoding/json"
	"strings"
	"testing"
)

// seed adds the fixtures whose name ends with a suffix.
func seed(f *testing.F, suffix string, more ...string) {
	for name, data := range fixtures(f) {
		if strings.HasSuffix(name, suffix) {
			f.Add(string(data))
		}
	}
	for _, s := range more {
		f.Add(s)
	}
}

func FuzzMarkdown(f *testing.F) {
	seed(f, ".md", "- a\n  - b\n\n    c\n1. d", "|a|b|\n|-|-|\n|c|", "T\n: d\n\n  e", "# \n\n**b**\n\nc", "<div>\n\n*a*\n\n</div>", "[a](javascript:b) ![c](d)")
	f.Fuzz(func(t *testing.T, src string) {
		parseAny(t, []byte(src))
		parseWith(t, readMarkdown, strings.ToValidUTF8(src, ""))
	})
}

func FuzzHTML(f *testing.F) {
	seed(f, ".html", "<ul><li>a<ul><li>b</ul>c", "<table><tr><td>a<table><td>b", "<dl><dt>a<dd>b<dt>c</dl>", "<pre>a</p>b", "<p>a<br><br>b<li>c")
	f.Fuzz(func(t *testing.T, src string) {
		parseAny(t, []byte(src))
		parseWith(t, readHTML, strings.ToValidUTF8(src, ""))
	})
}

func FuzzWordPress(f *testing.F) {
	for name, data := range fixtures(f) {
		if !strings.HasSuffix(name, ".json") {
			continue
		}
		posts, err := decodePosts(string(data))
		if err != nil {
			f.Fatal(err)
		}
		for _, p := range posts {
			f.Add(p.Title.Rendered, p.Content.Rendered)
		}
	}
	f.Add("a", "[caption id=1]<img alt='b'> c[/caption] [gallery] [1]")
	f.Fuzz(func(t *testing.T, title, content string) {
		data, err := json.Marshal(map[string]any{"title": map[string]string{"rendered": title}, "content": map[string]string{"rendered": content}})
		if err != nil {
			t.Fatal(err)
		}
		parseAny(t, data)
		parseAny(t, []byte(content))
	})
}

func FuzzPlainText(f *testing.F) {
	seed(f, ".txt", "A\n\n- b\n  * c\n\n1. d\n3. e\n", "a\tb\nc\td", "1. What?\nThis.\n", "• a • b\n", "T\n===\nx")
	f.Fuzz(func(t *testing.T, src string) {
		parseAny(t, []byte(src))
		parseWith(t, readPlainText, strings.ToValidUTF8(src, ""))
	})
}

func FuzzAsciiDoc(f *testing.F) {
	seed(f, ".adoc", "= T\n\n|===\n|a|b\n|===", "* a\n** b\n. c\n+\nd", "----\na", "a:: b\n", "[source,go]\n```\nx\n```")
	f.Fuzz(func(t *testing.T, src string) {
		parseAny(t, []byte(src))
		parseWith(t, readAsciiDoc, strings.ToValidUTF8(src, ""))
	})
}

func FuzzReStructuredText(f *testing.F) {
	seed(f, ".rst", "T\n=\n\n.. note:: a\n", "== ==\na  b\n== ==\n", "+--+\n|a |\n+--+", "a\n  b\n", "::\n\n  c")
	f.Fuzz(func(t *testing.T, src string) {
		parseAny(t, []byte(src))
		parseWith(t, readReStructuredText, strings.ToValidUTF8(src, ""))
	})
}
