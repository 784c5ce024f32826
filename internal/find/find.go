// Package find reads what a person types into the search, and ranks the passages and topics that a database has found for it. The database says which
// passages hold any of the words; the order is made here, so that it is the same on every database.
package find

import (
	"slices"
	"strings"

	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

// Version changes when words are read in another way, so that the databases are filled anew.
const Version = "2"

// Passage is a piece of a study guide that a search can find, or a topic, which has no guide's slug.
type Passage struct {
	// ID is the passage's in its guide; of a topic "topic " and its slug.
	ID    string
	Guide string
	Topic string
	// Title is the guide's or the topic's.
	Title string
	// Headings are the headings above, outermost first.
	Headings []string
	// Lead is the sentence that introduces a list, a table or a piece of code.
	Lead string
	Text string
	// Names are what the passage defines, as written.
	Names []string
	// Kinds are what the passage enumerates: the heads of a table's rows, the terms or entries of a list, or what a text defines.
	Kinds []string
	// Code marks a piece of code, which illustrates what another passage says.
	Code bool
}

// IsTopic reports whether this is a topic and not a passage of a guide.
func (p *Passage) IsTopic() bool { return p.Guide == "" }

// Heading is the nearest heading above, empty for none.
func (p *Passage) Heading() string {
	if len(p.Headings) == 0 {
		return ""
	}
	return p.Headings[len(p.Headings)-1]
}

// Words is all that a database looks into: normalised words with a space between them.
func (p *Passage) Words() string {
	var b strings.Builder
	for _, part := range append([]string{p.Lead, p.Text}, p.Headings...) {
		for _, w := range read(part) {
			b.WriteString(w.text)
			b.WriteByte(' ')
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// Passages lists what can be found: of each topic in the order of learning the topic itself, then the passages of its guide. Documents are the study guides by topic,
// without the worked decisions, which are kept for assessment.
func Passages(c *curriculum.Curriculum, documents map[string]*guide.Document) []Passage {
	var all []Passage
	for _, topic := range c.Topics {
		all = append(all, topicPassage(c, topic))
		document := documents[topic.Slug]
		if document == nil {
			continue
		}
		leads := map[int]int{} // by block: the passage that it is in all
		for _, p := range document.Passages(topic.Slug) {
			leads[p.Block] = len(all)
			all = append(all, guidePassage(document, topic, p))
			addItem(document, p.Block, leads, all)
		}
	}
	return all
}

// addItem writes an entry of a list into the passage that introduces the list, or that a row of definitions follows, so that both can be found as a whole like a table.
func addItem(d *guide.Document, block int, leads map[int]int, all []Passage) {
	b := &d.Blocks[block]
	if b.Kind != guide.ListItem && b.Kind != guide.Definition {
		return
	}
	lead := b.LeadIn
	for before := block - 1; lead < 0 && before >= 0; before-- {
		switch d.Blocks[before].Kind {
		case guide.Definition:
			continue
		case guide.Paragraph:
			lead = before
		default:
			return
		}
	}
	if at, known := leads[lead]; known {
		all[at].Text += "\n" + d.Slice(d.Whole(block))
		kind := d.Slice(b.Term)
		if kind == "" {
			kind = d.Slice(b.Span)
		}
		all[at].Kinds = append(slices.Clip(all[at].Kinds), kind)
	}
}

func topicPassage(c *curriculum.Curriculum, topic curriculum.Topic) Passage {
	p := Passage{ID: "topic " + topic.Slug, Topic: topic.Slug, Title: topic.Title, Text: topic.Title + ": " + topic.Summary, Names: []string{topic.Title, strings.ReplaceAll(topic.Slug, "-", " ")}}
	for i := range c.Concepts {
		concept := &c.Concepts[i]
		if concept.ID == topic.Slug || sameWords(concept.Name, topic.Title) {
			p.Names = append(p.Names, concept.Name)
			p.Names = append(p.Names, concept.Aliases...)
		}
	}
	return p
}

func sameWords(a, b string) bool { return keyOf(a) == keyOf(b) }

func guidePassage(d *guide.Document, topic curriculum.Topic, p guide.Passage) Passage {
	block := &d.Blocks[p.Block]
	found := Passage{ID: p.ID, Guide: topic.Slug, Topic: topic.Slug, Title: topic.Title, Headings: p.Headings, Text: d.Slice(p.Span), Code: block.Kind == guide.Code}
	if lead, ok := d.LeadIn(p.Block); ok {
		found.Lead = d.Slice(lead)
	}
	switch block.Kind {
	case guide.Table:
		found.Text, found.Names = tableText(d, block)
		found.Kinds = found.Names
	case guide.Definition:
		found.Names = []string{d.Slice(block.Term)}
	case guide.Paragraph, guide.ListItem, guide.Quote:
		found.Names = namesIn(d, block)
		found.Kinds = found.Names
	}
	return found
}

// tableText writes a table with a line a row. The rows' heads name what the rows are about.
func tableText(d *guide.Document, block *guide.Block) (text string, names []string) {
	lines := make([]string, len(block.Rows))
	for i, row := range block.Rows {
		cells := make([]string, len(row.Cells))
		for k, cell := range row.Cells {
			cells[k] = d.Slice(cell.Span)
		}
		lines[i] = strings.Join(cells, " · ")
		if len(cells) > 0 && !row.Header {
			names = append(names, cells[0])
		}
	}
	return strings.Join(lines, "\n"), names
}

// longestName is how many words a name may have that a sentence begins with.
const longestName = 6

// namesIn returns what a paragraph or list item defines: the bold words that it begins with, and the subjects of sentences such as "A deadlock is a circular wait".
func namesIn(d *guide.Document, block *guide.Block) []string {
	var names []string
	text := d.Slice(block.Span)
	if len(block.Runs) > 1 && block.Runs[0].Style&guide.Strong != 0 {
		name := strings.Trim(d.Slice(block.Runs[0].Span), " :.")
		if name == "Misconception" {
			return nil
		}
		names = append(names, waysToSay(name)...)
	}
	for _, sentence := range sentences(text) {
		if name := subject(text[sentence.Start:sentence.End]); name != "" {
			names = append(names, waysToSay(name)...)
		}
	}
	return names
}

// waysToSay takes "content delivery network (CDN)" apart.
func waysToSay(name string) []string {
	long, rest, found := strings.Cut(name, " (")
	if short, _, closed := strings.Cut(rest, ")"); found && closed {
		return []string{long, short}
	}
	return []string{name}
}

// subject returns what a sentence defines, empty when it defines nothing.
func subject(sentence string) string {
	words := strings.Fields(sentence)
	for i, word := range words {
		if i > longestName || strings.HasSuffix(word, ",") {
			break
		}
		if i == 0 || i+1 >= len(words) || word != "is" && word != "are" && word != "means" {
			continue
		}
		if next := words[i+1]; word == "means" || next == "a" || next == "an" || next == "the" && i+2 < len(words) && words[i+2] != "reason" {
			first := words[:i]
			if a := strings.ToLower(first[0]); len(first) > 1 && (a == "a" || a == "an" || a == "the") {
				first = first[1:]
			}
			return strings.Join(first, " ")
		}
	}
	return ""
}
