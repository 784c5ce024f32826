package guide

import (
	"strings"
	"testing"
)

// noiseOf returns the reason of the block with a text.
func noiseOf(t *testing.T, d *Document, text string) string {
	t.Helper()
	for _, b := range d.Blocks {
		if d.Slice(b.Span) == text {
			return b.Noise
		}
	}
	t.Fatalf("no block %q in\n%s", text, outline(d))
	return ""
}

func TestNoiseIsMarked(t *testing.T) {
	const para = "\n\nA paragraph of some length that teaches how a log keeps the order of its events.\n\n"
	tests := []struct{ name, src, text, want string }{
		{"comment section", "# T" + para + "## Leave a Reply\n\nYour e-mail is safe.", "Your e-mail is safe.", NoiseComments},
		{"count of comments", "Title" + para + "3 Responses to “Title”\n\nAnn says: thanks", "Ann says: thanks", NoiseComments},
		{"trackback", "# T" + para + "1. Trackback: Another page", "Trackback: Another page", NoiseComments},
		{"scroll to top", "# T" + para + "Back to top", "Back to top", NoiseFurniture},
		{"cookie notice", "# T\n\nWe use cookies to improve this site." + para, "We use cookies to improve this site.", NoiseFurniture},
		{"copyright", "# T" + para + "© 2021 Example Ltd. All rights reserved.", "© 2021 Example Ltd. All rights reserved.", NoiseFurniture},
		{"link to more", "# T" + para + "Learn more about logs here", "Learn more about logs here", NoiseRelated},
		{"tags of a post", "# T" + para + "Tags: logs, queues", "Tags: logs, queues", NoiseRelated},
		{"breadcrumb", "Home > Guides > Logs" + para, "Home > Guides > Logs", NoiseMenu},
		{"contents by its items", "# T\n\n- First part\n- Second part\n- Third part\n\n## First part" + para + "## Second part" + para + "x\n\n## Third part" + para, "Second part", NoiseContents},
		{"contents by its links", "# T\n\n- [One](#a)\n- [Two](#b)" + para, "Two", NoiseContents},
		{"menu of links", "# T\n\n- [One](/a)\n- [Two](/b)\n- [Three](/c)" + para, "Two", NoiseMenu},
		{"byline", "# T\n\nBy Ann Example" + para, "By Ann Example", NoiseByline},
		{"date", "# T\n\nPublished on 3 May 2021" + para, "Published on 3 May 2021", NoiseByline},
		{"reading time", "# T\n\n5 min read" + para, "5 min read", NoiseByline},
		{"footnote", "# T" + para + "[2] Example, Logs, 2001", "[2] Example, Logs, 2001", NoiseReference},
		{"lone address", "# T" + para + "https://example.org/logs", "https://example.org/logs", NoiseReference},
		{"advert", "# T" + para + "Enroll now in our course. Sign up today.", "Enroll now in our course. Sign up today.", NoiseAdvert},
		{"printed twice", "# T" + para + "## H" + para, "", ""},
		{"heading without content", "# T" + para + "## Empty\n\n## Full" + para[:40] + "x", "Empty", NoiseEmptyHeading},
		{"title again", "The title of it" + para + "The title of it" + para + "End.", "", ""},
		{"region of a page", "<html><body><p>Text.</p><div class='post-share'><p>Tell friends</p></div></body></html>", "Tell friends", NoiseFurniture},
		{"outside the main content", "<html><body><div>Phone 123</div><main><p>" + strings.Repeat("Text of a page. ", 9) + "</p></main></body></html>", "Phone 123", NoiseFooter},
		{"hidden text", "<html><body><p>Text.</p><p hidden>Secret.</p></body></html>", "Secret.", NoiseHidden},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := mustParse(t, test.src)
			if test.text == "" {
				last := ""
				for _, b := range d.Blocks {
					if b.Noise != "" {
						last = b.Noise
					}
				}
				if last != NoiseRepeated {
					t.Errorf("nothing is marked as repeated:\n%s", outline(d))
				}
				return
			}
			if got := noiseOf(t, d, test.text); got != test.want {
				t.Errorf("%q has noise %q, want %q", test.text, got, test.want)
			}
		})
	}
}

// TestMaterialIsNoNoise holds sentences that share words with site furniture and teach all the same.
func TestMaterialIsNoNoise(t *testing.T) {
	src := `# Working with Git

A tag is a name for a commit. By default, a tag is not pushed.

## Tags

A tag names one commit for good, and teams use tags to mark the releases of a product.

## Comments

Comments in SQL start with two dashes and end with the line, so that a reader knows why a query is there.

## Cookies

A server uses cookies to recognise a browser that comes back, because HTTP itself keeps no state.

Next page tables hold the address of the page that follows in a linked list of pages.

By Moore's law, transistors double.

## Example

One example.

## Advantages

A log in order.

## Disadvantages

More disk.

## Steps

To enter the shop:

1. Log in
2. Search
3. Open the cart
4. Check the total

## Advantages

These are again advantages.

A course offered by a school is a row in the table of courses. The table has one row for each course. A join finds its teacher.

[1] is an index in Go.
`
	src = strings.Replace(src, "[1] is an index in Go.", "The expression a[1] is an index in Go.", 1)
	d := mustParse(t, src)
	for i, b := range d.Blocks {
		if b.Noise != "" {
			t.Errorf("block %d %q is marked as %s", i, d.Slice(b.Span), b.Noise)
		}
	}
}

func TestAnswersWithoutQuestionsAreMaterial(t *testing.T) {
	d := mustParse(t, "What Is a Log?\n\nFrequently Asked Questions\n\nIt depends upon the broker and on its settings.\n\nAccording to one survey, most teams keep logs for a week.\n")
	if got := len(d.Passages("x")); got != 2 {
		t.Errorf("%d passages, want 2:\n%s", got, outline(d))
	}
}
