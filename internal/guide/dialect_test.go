package guide

import "testing"

func TestDialects(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"two rules are no front matter", "---\n\nA paragraph between rules.\n\n---\n\n# T\n\nText.", "p A paragraph between rules.\nh1 T\np Text.\n"},
		{"JSON front matter", "{\n  \"title\": \"A\"\n}\n\n# T\n\nText.", "h1 T\np Text.\n"},
		{"prices are no formula", "# T\n\nFrom $5 to $*10* and $x_a y_b$ stays.", "h1 T\np From $5 to $10 and $x_a y_b$ stays.\n"},
		{"marks in code stay", "# T\n\nWrite `{{< x >}}`, `[^1]` and `[[a]]`.\n\n    {{< y >}}\n\n[^1]: N", "h1 T\np Write {{< x >}}, [^1] and [[a]].\ncode {{< y >}}\np ↑ N !reference\n"},
		{"an unclosed shortcode stays", "# T\n\nText {{< a and more.", "h1 T\np Text {{< a and more.\n"},
		{"excited text is no admonition", "# T\n\n!!! wow\n\nText.", "h1 T\np !!! wow\np Text.\n"},
		{"an unclosed admonition loses no text", "# T\n\n:::tip\nOne.\n\nTwo.", "h1 T\np One.\np Two.\n"},
		{"an unclosed comment loses its line only", "# T\n\n{/* a\n\nText.", "h1 T\np Text.\n"},
		{"nested admonitions", "# T\n\n!!! note\n    One.\n\n    ??? tip \"In\"\n        Two.\n\nThree.", "h1 T\np One.\np In\np Two.\np Three.\n"},
		{"an alert inside a list", "# T\n\n- a\n- b\n\n> [!TIP]\n> - c", "h1 T\nli1 a\nli1 b\nli1 c\n"},
		{"components on one line", "# T\n\n<Note>A **note**.</Note>\n\n<Card title=\"C\" />\n", "h1 T\np A note.\np C\n"},
		{"a component without an end", "# T\n\n<Steps>\n\n  Text.", "h1 T\np Text.\n"},
		{"type parameters are text", "# T\n\nA Map<Key, Value> holds pairs.", "h1 T\np A Map<Key, Value> holds pairs.\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := readMarkdown(test.src)
			if err != nil {
				t.Fatal(err)
			}
			checkDocument(t, d)
			if got := outline(d); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

func TestFrontMatterInTOMLAndJSON(t *testing.T) {
	for name, src := range map[string]string{
		"TOML": "+++\ntitle = \"A\"\nTags = [\"x\", 'y']\nminutes = 12\nempty = \"\"\n[extra]\ntitle = \"B\"\n+++\ntext",
		"JSON": "{\n\"title\": \"A\", \"tags\": [\"x\", \"y\"], \"minutes\": 12, \"extra\": {\"title\": \"B\"}\n}\n\ntext",
	} {
		d := mustParse(t, src)
		if d.Title != "A" || d.Fields["tags"] != "x, y" || d.Fields["minutes"] != "12" || len(d.Fields) != 3 || d.Text != "text" {
			t.Errorf("%s: title %q, fields %v, text %q", name, d.Title, d.Fields, d.Text)
		}
	}
}
