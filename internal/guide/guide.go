// Package guide reads documents (Markdown, HTML, AsciiDoc, reStructuredText, WordPress REST JSON, plain text) into blocks whose spans are exact byte
// offsets into one extracted text, and marks the structural noise in them.
package guide

// Format is how a document was written. It is told from the bytes, never from a file's name.
type Format string

// The formats that Parse recognises.
const (
	Markdown  Format = "markdown"
	HTML      Format = "html"
	WordPress Format = "wordpress"
	PlainText Format = "text"
	AsciiDoc  Format = "asciidoc"

	ReStructuredText Format = "restructuredtext"
)

// Span is a half-open range of bytes in Document.Text.
type Span struct{ Start, End int }

// Len returns the number of bytes.
func (s Span) Len() int { return s.End - s.Start }

// BlockKind tells what a block is in the document's structure.
type BlockKind uint8

// The kinds of block.
const (
	Paragraph BlockKind = iota
	Heading
	ListItem
	Definition // an entry of a definition list: Term, and the block's own span for the description
	Table
	Code
	Quote
)

// Style is a set of inline styles.
type Style uint8

// The inline styles.
const (
	Strong Style = 1 << iota
	Emphasis
	InlineCode
	Link
)

// Run is a stretch of text with one set of styles. The runs of a block cover its span without gaps, in order.
type Run struct {
	Span
	Style Style
	// Href is the address of a link: http, https, mailto or a fragment or path; everything else is dropped.
	Href string
}

// Cell is one cell of a table.
type Cell struct {
	Span
	Runs []Run
}

// Row is one row of a table; Header rows come first.
type Row struct {
	Header bool
	Cells  []Cell
}

// Block is one piece of a document. Blocks stand in reading order.
type Block struct {
	Kind BlockKind
	// Span covers the block's own text in Document.Text (a list item without its nested items; a table from first to last cell).
	Span Span
	// Level is a heading's level from 1 to 6, or a list item's depth from 1.
	Level int
	// List numbers the list that an item belongs to, from 1; nested lists have numbers of their own. 0 outside lists.
	List int
	// Ordered says that the item's list is numbered; Number is the item's number in it.
	Ordered bool
	Number  int
	// Heading is the index of the nearest heading above, -1 if none. A heading's own Heading is its parent.
	Heading int
	// LeadIn is the index of the paragraph (or parent item) that introduces this list, table, code or definition list, -1 if none.
	LeadIn int
	Runs   []Run
	// Term is the defined term of a Definition.
	Term     Span
	TermRuns []Run
	// Language is the info word of a fenced code block.
	Language string
	Rows     []Row
	// Noise is why the block is not teaching material (menu, comment, advert, footer, caption, repeated heading ...); empty for material.
	Noise string
}

// Document is a parsed guide.
type Document struct {
	Format Format
	Title  string
	// Fields holds front matter (title, summary, minutes, slug ...) as plain strings.
	Fields map[string]string
	// Text is the extracted text, valid UTF-8, that every span points into.
	Text   string
	Blocks []Block
}

// Slice returns the text of a span.
func (d *Document) Slice(s Span) string { return d.Text[s.Start:s.End] }

// Passage is the smallest piece of a guide that a question can rest on: a paragraph, a list item, a definition, a table or a piece of code.
type Passage struct {
	// ID is a hash of the guide's slug, the heading path, the normalised text and the ordinal among equals, so that an edit elsewhere does not change it.
	ID string
	// Block is the index of the passage's block in Document.Blocks.
	Block int
	Span  Span
	// Headings are the headings above, outermost first.
	Headings []string
}
