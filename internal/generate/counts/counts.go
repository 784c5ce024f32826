// Package counts says what the built-in library holds, topic by topic, and whether it comes up to its figures.
package counts

import (
	"strings"

	"touchstone/internal/curriculum"
	"touchstone/internal/generate"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

// The figures that the library has to reach: each topic, and all topics together.
const (
	MinWords, MaxWords = 2500, 5000
	MinFacts           = 60
	MinDecisions       = 10
	MinConcepts        = 350
	MinMisconceptions  = 150
)

// Relations are the typed facts that are told apart, in the order in which they are shown.
var Relations = []string{extract.Definition, extract.Purpose, extract.Without, extract.Effect, extract.Condition, extract.Responsibility, extract.Contrast,
	extract.Member, extract.Example, extract.Property, extract.FrameworkOf, extract.Expansion, extract.Numeric, extract.Step, extract.Decision, extract.Misconception}

// Topic is what stands in the files of one topic.
type Topic struct {
	Slug string
	// Words are those of the guide's paragraphs, lists and tables, without headings, code and the list of sources.
	Words int
	// Sections are the guide's headings of the second level, without the sources.
	Sections int
	// Facts are the usable facts that the generator reads in the guide, by relation; those of the worked decisions are not among them.
	Facts map[string]int
	// Concepts are defined in the topic's data; Taught is how many of them the guide names.
	Concepts, Taught int
	// Decisions are the worked decisions of the second file that the generator can read.
	Decisions int
	// Misconceptions stand in the data.
	Misconceptions int
	// Questions count for the topic when the whole library is made into questions.
	Questions int
}

// AllFacts is the number of facts of all relations.
func (t *Topic) AllFacts() int {
	all := 0
	for _, n := range t.Facts {
		all += n
	}
	return all
}

// Library is the count of all topics, in an order in which they can be learned.
type Library struct{ Topics []Topic }

// Count reads the guides and makes all questions, as the program does when it loads the library.
func Count(c *curriculum.Curriculum) (*Library, error) {
	sources, err := generate.Library(c)
	if err != nil {
		return nil, err
	}
	made, err := generate.Run(sources, c, generate.Options{Seed: 1})
	if err != nil {
		return nil, err
	}
	l, at := &Library{Topics: make([]Topic, len(c.Topics))}, map[string]*Topic{}
	for i, topic := range c.Topics {
		l.Topics[i] = Topic{Slug: topic.Slug, Facts: map[string]int{}}
		at[topic.Slug] = &l.Topics[i]
	}
	guides, decisions, wordings := map[string]*Topic{}, map[string]*Topic{}, map[string]curriculum.Wording{}
	for i, source := range sources {
		topic := at[source.Topic]
		if c.Guides[i].Decisions {
			decisions[source.Path] = topic
			continue
		}
		guides[source.Path] = topic
		var prose string
		prose, topic.Sections = teaching(source.Document)
		topic.Words = len(strings.Fields(prose))
		wordings[source.Topic] = curriculum.NewWording(prose)
	}
	for i := range made.Facts {
		fact := &made.Facts[i]
		if topic := guides[fact.Document]; topic != nil && fact.Usable() {
			topic.Facts[fact.Relation]++
		}
		if topic := decisions[fact.Document]; topic != nil && fact.Usable() && fact.Relation == extract.Decision {
			topic.Decisions++
		}
	}
	for _, concept := range c.Concepts {
		topic := at[concept.Topic]
		topic.Concepts++
		if wordings[concept.Topic].Names(concept) {
			topic.Taught++
		}
	}
	for _, misconception := range c.Misconceptions {
		at[misconception.Topic].Misconceptions++
	}
	for i := range made.Questions {
		if topic := at[made.Questions[i].Topic]; topic != nil {
			topic.Questions++
		}
	}
	return l, nil
}

// teaching returns a guide's text without headings, code and sources, and the number of its sections.
func teaching(d *guide.Document) (prose string, sections int) {
	var b strings.Builder
	for i := range d.Blocks {
		block := &d.Blocks[i]
		if under := d.HeadingPath(i); block.Noise != "" || len(under) > 0 && isSources(d, under[0]) {
			continue
		}
		switch block.Kind {
		case guide.Heading:
			if block.Level == 2 && !isSources(d, i) {
				sections++
			}
		case guide.Code:
		default:
			for _, span := range []guide.Span{block.Term, block.Span} {
				b.WriteString(d.Slice(span) + "\n")
			}
		}
	}
	return b.String(), sections
}

func isSources(d *guide.Document, heading int) bool {
	return strings.EqualFold(strings.TrimSpace(d.Slice(d.Blocks[heading].Span)), "Sources")
}
