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

// Terms are only marked: the text stays as it is, and every passage keeps its address.
func TestTermsChangeNoWord(t *testing.T) {
	for _, page := range libraryGuides(t)[:4] {
		t.Run(page.Slug, func(t *testing.T) {
			bare := articleOf(t, page)
			page.Definitions = []Definition{{Address: "#p-1", Sentence: "One is one."}, {Address: "/guides/sql#p-2", Sentence: "Two & <two>."}}
			marked := 0
			for _, section := range Sections(page.Document, page.Passages) {
				for _, span := range section.Texts {
					text := page.Document.Slice(span)
					first, second := strings.IndexByte(text, ' '), strings.LastIndexByte(text, ' ')
					if first <= 0 || second <= first || second == len(text)-1 {
						continue
					}
					// The first word and the last, which end and begin with the stretch itself.
					page.Terms = append(page.Terms, Term{guide.Span{Start: span.Start, End: span.Start + first}, marked % 2}, Term{guide.Span{Start: span.Start + second + 1, End: span.End}, (marked + 1) % 2})
					marked += 2
				}
			}
			full := articleOf(t, page)
			if got := full.Find("a.term").Length(); got != marked || marked < 100 {
				t.Errorf("%d terms are linked, want %d", got, marked)
			}
			if got := full.Find("h1 .term, h2 .term, h3 .term, h4 .term, th .term, pre .term, code .term, a a, strong .term, .anchor .term").Length(); got != 0 {
				t.Errorf("%d terms stand where none may", got)
			}
			full.Find("a.term").Each(func(_ int, term *goquery.Selection) {
				if term.Text() != strings.TrimSpace(term.Text()) || full.Find("#"+term.AttrOr("aria-describedby", "none")+"[hidden][role=tooltip]").Length() != 1 {
					t.Errorf("the term %q is not described", term.Text())
				}
			})
			full.Find(".meaning").Remove()
			if got, want := full.Text(), bare.Text(); spaced(got) != spaced(want) {
				for i := range want {
					if i >= len(got) || got[i] != want[i] {
						t.Fatalf("the text differs at %q, want %q", got[max(0, i-40):min(len(got), i+40)], want[max(0, i-40):min(len(want), i+40)])
					}
				}
			}
			for _, passage := range page.Passages {
				if full.Find("[id='p-"+passage.ID+"']").Length() != 1 {
					t.Errorf("the passage %q has lost its place", page.Document.Slice(passage.Span))
				}
			}
		})
	}
}

func articleOf(t *testing.T, page Guide) *goquery.Selection {
	t.Helper()
	document, err := goquery.NewDocumentFromReader(bytes.NewReader(render(t, page.View())))
	if err != nil {
		t.Fatal(err)
	}
	return document.Find("article.guide")
}

func TestTheMarkBesideAHeadingIsAWordAndAShape(t *testing.T) {
	for mark, want := range map[SectionMark][2]string{
		{3, 4}: {"3 of 4 right", "learning"}, {4, 4}: {"4 of 4 right", "known"}, {0, 3}: {"0 of 3 right", "ready"}, {1, 1}: {"1 of 1 right", "few"}, {0, 2}: {"0 of 2 right", "few"},
	} {
		if mark.words() != want[0] || mark.shape() != want[1] {
			t.Errorf("%+v is %q with the shape %s", mark, mark.words(), mark.shape())
		}
	}
	page := sampleGuide()
	page.Marks = []SectionMark{{}, {3, 4}}
	article := articleOf(t, page)
	if article.Find(".heading-and-mark").Length() != 1 || spaced(article.Find(".heading-and-mark .mark").Text()) != "3 of 4 right" || article.Find(".heading-and-mark h2 .mark").Length() != 0 {
		t.Error("the mark does not stand beside the heading")
	}
}
