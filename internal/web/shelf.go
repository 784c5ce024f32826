package web

import (
	"fmt"
	"strings"

	"touchstone/internal/curriculum"
	"touchstone/internal/find"
	"touchstone/internal/guide"
	"touchstone/views"
)

// shelf holds the study guides of the library, parsed once and shared by all requests. Only readings changes, with the version of the library.
type shelf struct {
	books    map[string]*book // by topic
	passages map[string]place // by passage id, worked decisions left out
	// decisions are the worked decisions by passage id: they stand on no page and are shown only with a released question.
	decisions map[string]decision
	titles    map[string]string
	readings  readings
	// index ranks what a search finds; decisions are not in it.
	index *find.Index
}

// book is one study guide.
type book struct {
	topic    curriculum.Topic
	document *guide.Document
	passages []guide.Passage
	minutes  int
}

func (b *book) link() views.GuideLink {
	return views.GuideLink{Slug: b.topic.Slug, Title: b.topic.Title, Minutes: b.minutes}
}

// place says where a passage stands.
type place struct {
	topic   string
	heading string
}

// decision is a worked decision with its paragraph.
type decision struct {
	topic, heading, text string
}

// DecisionsSuffix is what the generator adds to a topic's slug for the file of its worked decisions, so that their passages have ids of their own.
const DecisionsSuffix = ".decisions"

// wordsPerMinute is a slow reader's pace in technical prose (Brysbaert 2019 gives 238 for non-fiction; code and tables slow it down).
const wordsPerMinute = 200

func newShelf(c *curriculum.Curriculum) (*shelf, error) {
	s := &shelf{books: map[string]*book{}, passages: map[string]place{}, decisions: map[string]decision{}, titles: map[string]string{}}
	for _, topic := range c.Topics {
		s.titles[topic.Slug] = topic.Title
	}
	documents := map[string]*guide.Document{}
	for _, source := range c.Guides {
		topic, _ := c.Topic(source.Topic)
		document, err := guide.Parse(source.Source)
		if err != nil {
			return nil, fmt.Errorf("the guide %s: %w", source.Topic, err)
		}
		if source.Decisions {
			for _, passage := range document.Passages(source.Topic + DecisionsSuffix) {
				s.decisions[passage.ID] = decision{source.Topic, innermost(passage.Headings), document.Slice(passage.Span)}
			}
			continue
		}
		b := &book{topic: topic, document: document, passages: document.Passages(source.Topic), minutes: minutesToRead(document)}
		s.books[source.Topic], documents[source.Topic] = b, document
		for _, passage := range b.passages {
			s.passages[passage.ID] = place{source.Topic, innermost(passage.Headings)}
		}
	}
	s.index = find.NewIndex(c, find.Passages(c, documents))
	return s, nil
}

func innermost(headings []string) string {
	if len(headings) == 0 {
		return ""
	}
	return headings[len(headings)-1]
}

// minutesToRead counts the words that the page shows, the sources aside. It asks no author: what a guide's front matter says of its length goes out of date
// with the next edit.
func minutesToRead(d *guide.Document) int {
	words := 0
	sources := false
	for i := range d.Blocks {
		block := &d.Blocks[i]
		if block.Kind == guide.Heading {
			sources = strings.EqualFold(d.Slice(block.Span), "sources")
		}
		if sources || block.Noise != "" {
			continue
		}
		words += len(strings.Fields(d.Slice(block.Term))) + len(strings.Fields(d.Slice(block.Span)))
	}
	return max(1, (words+wordsPerMinute/2)/wordsPerMinute)
}
