package guide

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// outline writes a document as one line a block: kind, level, text, lead-in, noise.
func outline(d *Document) string {
	kinds := [...]string{"p", "h", "li", "def", "table", "code", "quote"}
	var b strings.Builder
	for i, block := range d.Blocks {
		b.WriteString(kinds[block.Kind])
		if block.Level > 0 {
			fmt.Fprint(&b, block.Level)
		}
		if block.Ordered {
			fmt.Fprintf(&b, "#%d", block.Number)
		}
		if block.Language != "" {
			b.WriteString(" (" + block.Language + ")")
		}
		b.WriteString(" ")
		if block.Term.Len() > 0 {
			b.WriteString("[" + strings.ReplaceAll(d.Slice(block.Term), "\n", "|") + "] ")
		}
		b.WriteString(strings.NewReplacer("\n", "|", "\t", "~").Replace(d.Slice(block.Span)))
		if lead, ok := d.LeadIn(i); ok {
			b.WriteString(" <- " + d.Slice(lead))
		}
		if block.Noise != "" {
			b.WriteString(" !" + block.Noise)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestOutlines compares the blocks of each fixture with the outline that was read and approved by hand.
func TestOutlines(t *testing.T) {
	for name, data := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			d := mustParse(t, string(data))
			got := "format: " + string(d.Format) + "\ntitle: " + d.Title + "\n\n" + outline(d)
			path := "testdata/outlines/" + name + ".outline"
			if os.Getenv("UPDATE_OUTLINES") != "" {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got == string(want) {
				return
			}
			gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
			for i := range max(len(gotLines), len(wantLines)) {
				if i >= len(gotLines) || i >= len(wantLines) || gotLines[i] != wantLines[i] {
					t.Fatalf("line %d differs\n got: %s\nwant: %s", i+1, at(gotLines, i), at(wantLines, i))
				}
			}
		})
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

func TestBlocks(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"styles do not drag spaces along", "<html><p>a&nbsp;<strong>b c</strong>&nbsp;<em> d</em>e", "p a b c de\n"},
		{"line breaks stay in the block, two make no gap", "<html><p>a<br><br>b<br></p>", "p a|b\n"},
		{"wrapped lines are joined", "---\na: b\n---\none\ntwo  \nthree\\\nfour", "p one two|three|four\n"},
		{"entities and escapes", "# T\n\na &lt; b \\* c &amp;amp; d", "h1 T\np a < b * c &amp; d\n"},
		{"code keeps its lines", "# T\n\n```sql\n\nSELECT 1;\n\n\tx &amp;\n```", "h1 T\ncode (sql) SELECT 1;||~x &amp;\n"},
		{"raw HTML in Markdown", "# T\n\n<ul><li>a<script>x()</script></li></ul>\n\nb<br>c <b>d</b>", "h1 T\nli1 a\np b|c d\n"},
		{"pictures inside text are not read", "# T\n\nSee ![icon](i.png) here.\n\n![chart](c.png)", "h1 T\np See here.\np chart !caption\n"},
		{"an item's second paragraph belongs to it", "# T\n\n- a\n\n  b\n- c", "h1 T\nli1 a\np b <- a\nli1 c\n"},
		{"a lead-in is the last sentence", "# T\n\nOne thing, e.g. Go 1.2. Without a cache:\n\n- a", "h1 T\np One thing, e.g. Go 1.2. Without a cache:\nli1 a <- Without a cache:\n"},
		{"a heading ends a lead-in", "# T\n\nThese are:\n\n## H\n\n- a", "h1 T\np These are:\nh2 H\nli1 a\n"},
		{"a picture does not end a lead-in", "# T\n\nThese are:\n\n![x](y)\n\n- a", "h1 T\np These are:\np x !caption\nli1 a <- These are:\n"},
		{"a lead-in reaches tables and code", "# T\n\nAs in:\n\n|a|\n|-|\n|b|\n\nOr:\n\n    c", "h1 T\np As in:\ntable a|b <- As in:\np Or:\ncode c <- Or:\n"},
		{"cells keep their place", "# T\n\n|a|b|\n|-|-|\n||c|", "h1 T\ntable a~b|~c\n"},
		{"open items and cells are closed", "<html><ul><li>a<li>b</ul><table><tr><td>c<td>d<tr><td>e</table>", "li1 a\nli1 b\ntable c~d|e\n"},
		{"a table in a cell is part of it", "<html><table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>", "table a b c~d\n"},
		{"bold questions are headings", "# T\n\n## F\n\n**1. Why?**\n\nBecause.\n\n**Not a heading:**\n\nText.", "h1 T\nh2 F\nh3 1. Why?\np Because.\np Not a heading:\np Text.\n"},
		{"plain text: wrapped lines", "Title\n\nThis line of the paragraph is wrapped at about sixty columns\nand goes on here until the text reaches its end in this line\nor in this one.\n\nNext paragraph.", "h1 Title\np This line of the paragraph is wrapped at about sixty columns and goes on here until the text reaches its end in this line or in this one.\np Next paragraph.\n"},
		{"plain text: nested bullets", "Title\n\nThese are:\n  • a\n      ◦ b\n  • c\n", "h1 Title\np These are:\nli1 a <- These are:\nli2 b <- a\nli1 c <- These are:\n"},
		{"plain text: numbered questions", "Title\n\n1. What is a log?\nA log is a list of events.\n\n2. Why?\nTo replay.\n", "h1 Title\nh2 What is a log?\np A log is a list of events.\nh2 Why?\np To replay.\n"},
		{"plain text: glued bullets", "Title\n\n• a • b • c", "h1 Title\nli1 a\nli1 b\nli1 c\n"},
		{"plain text: tabs make a table", "Title\n\nName\tPort\nDNS\t53\n", "h1 Title\ntable Name~Port|DNS~53\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := mustParse(t, test.src)
			checkDocument(t, d)
			if got := outline(d); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

func TestRunsAndRows(t *testing.T) {
	d := mustParse(t, "# T\n\nA **bold [link](https://example.org)** and `code`.\n\n| K | V |\n|---|---|\n| *a* | b |\n")
	var got []string
	for _, r := range d.Blocks[1].Runs {
		got = append(got, fmt.Sprintf("%s/%d/%s", d.Slice(r.Span), r.Style, r.Href))
	}
	want := fmt.Sprintf("A /0/,bold /%d/,link/%d/https://example.org, and /0/,code/%d/,./0/", Strong, Strong|Link, InlineCode)
	if strings.Join(got, ",") != want {
		t.Errorf("runs %v, want %s", got, want)
	}
	rows := d.Blocks[2].Rows
	if len(rows) != 2 || !rows[0].Header || rows[1].Header || d.Slice(rows[1].Cells[1].Span) != "b" || rows[1].Cells[0].Runs[0].Style != Emphasis {
		t.Errorf("rows %+v", rows)
	}
}

func TestFrontMatter(t *testing.T) {
	d := mustParse(t, "---\nTitle: A: b\ntags: [x, \"y\"]\nminutes: 12\nnested: {a: b}\nempty:\n---\ntext")
	if d.Title != "A: b" || d.Fields["minutes"] != "12" {
		t.Errorf("broken YAML gave title %q, fields %v", d.Title, d.Fields)
	}
	d = mustParse(t, "---\ntitle: A\ntags: [x, \"y\"]\nminutes: 12\nnested: {a: b}\nempty:\n---\ntext")
	if d.Title != "A" || d.Fields["tags"] != "x, y" || d.Fields["minutes"] != "12" || len(d.Fields) != 3 {
		t.Errorf("fields %v", d.Fields)
	}
}
