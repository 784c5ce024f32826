package views

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"touchstone/internal/guide"
	"touchstone/internal/recommend"
)

// Guide is one study guide as a page of a book.
type Guide struct {
	Page
	Slug     string
	Document *guide.Document
	// Passages give blocks the addresses that answers link to.
	Passages []guide.Passage
	Minutes  int
	// Needs are the slugs of the topics that come before.
	Needs []string
	// Questions is how many questions rest on this guide.
	Questions int
	// Practice is a quiz on it, Slug empty for none.
	Practice QuizLink
	// Before is a guide that this one rests on and After one that it opens, nil for none.
	Before, After *GuideStep
	// Checks are the questions after the sections, nil where a section has none; empty for none at all.
	Checks []*CheckBox
	// Answered is the one of them that the visitor has asked for or answered, nil for none.
	Answered *CheckBox
	// Marks are the viewer's answers section by section, empty for a stranger.
	Marks []SectionMark
	// Terms are linked to their definitions; they stand in the order of the text and do not overlap.
	Terms       []Term
	Definitions []Definition
}

// GuideStep is a neighbouring guide with the reason why it comes before or after.
type GuideStep struct {
	GuideLink
	Why string
}

// Guides is the list of all study guides, in an order in which they can be read.
type Guides struct {
	Page
	Guides []GuideEntry
}

// GuideEntry is one line of the list.
type GuideEntry struct {
	GuideLink
	Summary string
	// Standing is the viewer's on the guide's topic, nil for none.
	Standing *recommend.TopicState
}

// guideText is a document cut into sections, ready to be shown.
type guideText struct {
	document *guide.Document
	passage  map[int]string // by block
	sections []guideSection
	// sources is the index of a last section of that name, else the number of sections.
	sources int
	// labels give every table and piece of code a name of its own, by block.
	labels map[int]string
	terms  []Term
	// definitions are what the terms lead to.
	definitions []Definition
}

type guideSection struct {
	heading int // a block, -1 before the first heading
	id      string
	title   string
	parts   []guidePart
}

type partKind int

const (
	paragraphPart partKind = iota
	headingPart
	misconceptionPart
	listPart
	definitionPart
	tablePart
	codePart
	quotePart
)

// guidePart is a block or a group of blocks that belong together.
type guidePart struct {
	kind   partKind
	block  int
	id     string
	level  int
	blocks []int
	list   *guideList
}

type guideList struct {
	ordered bool
	items   []guideItem
}

type guideItem struct {
	block    int
	children []*guideList
}

// read cuts the document into sections. Structural noise is left out.
func (g Guide) read() *guideText {
	t := &guideText{document: g.Document, passage: map[int]string{}, labels: map[int]string{}, terms: g.Terms, definitions: g.Definitions}
	for _, passage := range g.Passages {
		t.passage[passage.Block] = "p-" + passage.ID
	}
	top := 6
	for _, block := range g.Document.Blocks {
		if block.Kind == guide.Heading && !skipped(&block) && block.Level < top {
			top = block.Level
		}
	}
	taken := map[string]bool{"main": true, "contents": true, "practice": true, "problem": true}
	current := guideSection{heading: -1}
	tables, codes, misconceptions := 0, 0, 0
	blocks := g.Document.Blocks
	for i := 0; i < len(blocks); i++ {
		block := &blocks[i]
		if skipped(block) {
			continue
		}
		switch block.Kind {
		case guide.Heading:
			title := g.Document.Slice(block.Span)
			id := anchorFor(title, taken)
			if level := block.Level - top + 2; level > 2 {
				current.parts = append(current.parts, guidePart{kind: headingPart, block: i, id: id, level: min(level, 4)})
				continue
			}
			t.keep(current)
			current = guideSection{heading: i, id: id, title: title}
		case guide.ListItem:
			last := i
			for last+1 < len(blocks) && blocks[last+1].Kind == guide.ListItem && (blocks[last+1].List == block.List || blocks[last+1].Level > block.Level) {
				last++
			}
			current.parts = append(current.parts, guidePart{kind: listPart, block: i, list: nest(blocks, i, last)})
			i = last
		case guide.Definition:
			group := []int{i}
			for i+1 < len(blocks) && blocks[i+1].Kind == guide.Definition && !skipped(&blocks[i+1]) {
				i++
				group = append(group, i)
			}
			current.parts = append(current.parts, guidePart{kind: definitionPart, block: group[0], blocks: group})
		case guide.Table:
			tables++
			t.labels[i] = t.label("Table", current, tables)
			current.parts = append(current.parts, guidePart{kind: tablePart, block: i})
		case guide.Code:
			codes++
			t.labels[i] = languageName(block.Language) + " example " + strconv.Itoa(codes)
			current.parts = append(current.parts, guidePart{kind: codePart, block: i})
		case guide.Quote:
			current.parts = append(current.parts, guidePart{kind: quotePart, block: i})
		default:
			part := guidePart{kind: paragraphPart, block: i}
			if t.misconception(i) {
				misconceptions++
				part.kind, part.id = misconceptionPart, "misconception-"+strconv.Itoa(misconceptions)
			}
			current.parts = append(current.parts, part)
		}
	}
	t.keep(current)
	t.sources = len(t.sections)
	if last := len(t.sections) - 1; last >= 0 && strings.EqualFold(t.sections[last].title, "sources") {
		t.sources = last
	}
	return t
}

func (t *guideText) keep(section guideSection) {
	if section.heading >= 0 || len(section.parts) > 0 {
		t.sections = append(t.sections, section)
	}
}

func (t *guideText) label(what string, section guideSection, n int) string {
	if section.title == "" {
		return what + " " + strconv.Itoa(n)
	}
	return what + " " + strconv.Itoa(n) + ": " + section.title
}

// nest builds the tree of a list from blocks first to last.
func nest(blocks []guide.Block, first, last int) *guideList {
	root := &guideList{ordered: blocks[first].Ordered}
	stack := []*guideList{root}
	base := blocks[first].Level
	for i := first; i <= last; i++ {
		block := &blocks[i]
		if skipped(block) {
			continue
		}
		depth := max(0, block.Level-base)
		for len(stack)-1 > depth {
			stack = stack[:len(stack)-1]
		}
		parent := stack[len(stack)-1]
		if depth > len(stack)-1 && len(parent.items) > 0 {
			child := &guideList{ordered: block.Ordered}
			item := &parent.items[len(parent.items)-1]
			item.children = append(item.children, child)
			stack = append(stack, child)
			parent = child
		}
		parent.items = append(parent.items, guideItem{block: i})
	}
	return root
}

// flat reports whether no item of the list has items of its own.
func (l *guideList) flat() bool {
	for _, item := range l.items {
		if len(item.children) > 0 {
			return false
		}
	}
	return true
}

// misconception reports whether a paragraph begins with the bold word and goes on with the bold refutation.
func (t *guideText) misconception(i int) bool {
	runs := t.document.Blocks[i].Runs
	return len(runs) > 2 && runs[0].Style&guide.Strong != 0 &&
		strings.HasPrefix(t.document.Slice(runs[0].Span), "Misconception") && refutation(runs) > 0
}

// refutation is the index of the second bold run, with which the refutation begins; 0 for none.
func refutation(runs []guide.Run) int {
	for i := 2; i < len(runs); i++ {
		if runs[i].Style&guide.Strong != 0 {
			return i
		}
	}
	return 0
}

// belief is the wrong statement of a misconception, without its label.
func (t *guideText) belief(runs []guide.Run) string {
	var b strings.Builder
	for _, run := range runs[1:refutation(runs)] {
		b.WriteString(t.document.Slice(run.Span))
	}
	return strings.Trim(b.String(), " \n:\"“”")
}

// anchorFor makes an id from a heading that is not taken yet.
func anchorFor(title string, taken map[string]bool) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	base := strings.Trim(b.String(), "-")
	if base == "" || strings.HasPrefix(base, "p-") { // passages own that prefix
		base = strings.TrimSuffix("section-"+base, "-")
	}
	id := base
	for n := 2; taken[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	taken[id] = true
	return id
}

var languageNames = map[string]string{
	"http": "HTTP", "sql": "SQL", "json": "JSON", "js": "JavaScript", "javascript": "JavaScript", "ts": "TypeScript", "typescript": "TypeScript",
	"html": "HTML", "css": "CSS", "go": "Go", "python": "Python", "java": "Java", "yaml": "YAML", "yml": "YAML", "sh": "Shell", "bash": "Shell",
	"shell": "Shell", "console": "Shell", "xml": "XML", "toml": "TOML", "graphql": "GraphQL", "php": "PHP", "ruby": "Ruby", "rust": "Rust", "c": "C",
}

func languageName(language string) string {
	if name, ok := languageNames[strings.ToLower(language)]; ok {
		return name
	}
	return "Code"
}

func (g Guide) title() string {
	if g.Document.Title != "" {
		return g.Document.Title
	}
	return g.Titles.Of(g.Slug)
}

// idOf is the id attribute of a block that is a passage.
func (t *guideText) idOf(block int) templ.Attributes {
	if id, ok := t.passage[block]; ok {
		return templ.Attributes{"id": id}
	}
	return nil
}

// caption is the sentence that leads to a table, else the table's label.
func (t *guideText) caption(i int) string {
	if lead := t.document.Blocks[i].LeadIn; lead >= 0 && lead < len(t.document.Blocks) {
		return strings.TrimRight(t.document.Slice(t.document.Blocks[lead].Span), ": ")
	}
	return t.labels[i]
}

// codePane names no pane: the label that follows does. The first line of an HTTP message is bold.
func codePane(language, code string) pane {
	if strings.EqualFold(language, "http") {
		p := message("", strings.TrimRight(code, "\n"))
		return p
	}
	return pane{rest: strings.TrimRight(code, "\n")}
}

func (g Guides) heading() string {
	if len(g.Guides) == 0 {
		return "No guides yet"
	}
	return capital(count(len(g.Guides), "guide")) + ", to be read in this order"
}

// skipped reports whether a block is left out of the page: structural noise is, the list of sources is not, though no question rests on it.
func skipped(b *guide.Block) bool { return b.Noise != "" && b.Noise != guide.NoiseReference }
