package views

import (
	"bytes"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

// libraryGuides are the study guides of the program, as pages.
func libraryGuides(t *testing.T) []Guide {
	t.Helper()
	library := curriculum.Library()
	names := Titles{}
	for _, topic := range library.Topics {
		names[topic.Slug] = topic.Title
	}
	var pages []Guide
	for _, source := range library.Guides {
		if source.Decisions {
			continue
		}
		document, err := guide.Parse(source.Source)
		if err != nil {
			t.Fatal(err)
		}
		page := pageFor(nil)
		page.Titles = names
		pages = append(pages, Guide{Page: page, Slug: source.Topic, Document: document, Passages: document.Passages(source.Topic), Practice: QuizLink{Slug: source.Topic, Questions: 8}})
	}
	return pages
}

// spaced writes a text with single spaces, as a reader sees it.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestGuidesOfTheLibraryAreShownWhole(t *testing.T) {
	for _, page := range libraryGuides(t) {
		t.Run(page.Slug, func(t *testing.T) {
			document, err := goquery.NewDocumentFromReader(bytes.NewReader(render(t, page.View())))
			if err != nil {
				t.Fatal(err)
			}
			checkPage(t, document)
			article := document.Find("article.guide")
			for _, passage := range page.Passages {
				if article.Find("[id='p-"+passage.ID+"']").Length() != 1 {
					t.Errorf("the passage %q has no place of its own", page.Document.Slice(passage.Span))
				}
			}
			text := spaced(article.Text())
			for i := range page.Document.Blocks {
				block := &page.Document.Blocks[i]
				if skipped(block) || block.Kind == guide.Table || strings.HasPrefix(page.Document.Slice(block.Span), "Misconception") {
					continue
				}
				if words := spaced(page.Document.Slice(block.Span)); !strings.Contains(text, words) {
					t.Errorf("the page does not say %q as it stands", words)
				}
			}
			for _, block := range page.Document.Blocks {
				for _, row := range block.Rows {
					for _, cell := range row.Cells {
						if words := spaced(page.Document.Slice(cell.Span)); !strings.Contains(text, words) {
							t.Errorf("no cell says %q as it stands", words)
						}
					}
				}
			}
		})
	}
}

func TestGuideHasItsParts(t *testing.T) {
	document, err := goquery.NewDocumentFromReader(bytes.NewReader(render(t, sampleGuide().View())))
	if err != nil {
		t.Fatal(err)
	}
	for selector, want := range map[string]int{
		"nav.contents li":                         5,
		".guide section > h2":                     4,
		".guide h3":                               2,
		".guide ol.steps > li":                    4,
		".guide ul.plain > li > ul.plain > li":    2,
		".guide dl.definition":                    1,
		".guide dl.definitions > div":             2,
		".guide .scroller table tbody th":         4,
		".guide aside.note-notice":                1,
		".guide figure.code pre b":                1,
		".guide a[href^='https://']":              1,
		".guide form.try ~ section":               1,
		".pager a":                                2,
		".guide p:contains('Buy our course')":     0,
		".guide section:has(form), .guide script": 0,
	} {
		if got := document.Find(selector).Length(); got != want {
			t.Errorf("%s: %d elements, want %d", selector, got, want)
		}
	}
	note := document.Find("aside.note-notice")
	if got := note.Find("h3").Text(); got != "“OAuth 2.0 tells an application who has signed in.”" {
		t.Errorf("the misconception says %q", got)
	}
	if got := spaced(note.Find("p").Last().Text()); !strings.HasPrefix(got, "In fact, an access token says") {
		t.Errorf("the refutation says %q", got)
	}
}

func TestAnchorsAreUniqueAndNeverAPassage(t *testing.T) {
	taken := map[string]bool{"main": true}
	for _, c := range []struct{ title, want string }{
		{"Main", "main-2"}, {"What is HTTP?", "what-is-http"}, {"What is HTTP", "what-is-http-2"}, {"P 4", "section-p-4"}, {"???", "section"}, {"Ärger & Ökonomie", "ärger-ökonomie"},
	} {
		if got := anchorFor(c.title, taken); got != c.want {
			t.Errorf("%q gives %q, want %q", c.title, got, c.want)
		}
	}
}
