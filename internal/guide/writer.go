package guide

import "touchstone/internal/fault"

// maxPieces bounds the blocks, cells and runs of a document, so that memory stays in proportion to what a person could
// have written: 20 MB of one-letter paragraphs would otherwise take gigabytes.
const maxPieces = 240_000

// note is what a reader knows about a block beyond the block itself.
type note struct {
	parent int  // block of the list item that holds this block, -1 at the top
	group  int  // list, definition list or 0: blocks of one group share their lead-in
	main   bool // inside the page's main content
	tight  bool // separated from the block before it by a single newline
}

// writer builds a Document block by block. Every reader of a format drives one.
type writer struct {
	doc    *Document
	text   []byte
	notes  []note
	groups int
	pieces int
	main   bool
}

func newWriter(format Format) *writer {
	return &writer{doc: &Document{Format: format, Fields: map[string]string{}}}
}

// newGroup numbers a new list or definition list.
func (w *writer) newGroup() int {
	w.groups++
	return w.groups
}

// place appends inline text behind a separator and returns its span and runs in the document.
func (w *writer) place(in *inline, separator string) (Span, []Run) {
	if len(w.text) > 0 {
		w.text = append(w.text, separator...)
	}
	base := len(w.text)
	w.text = append(w.text, in.text...)
	runs := make([]Run, len(in.runs))
	for i, r := range in.runs {
		r.Start, r.End = r.Start+base, r.End+base
		runs[i] = r
	}
	w.pieces += 1 + len(runs)
	return Span{base, len(w.text)}, runs
}

// add appends a block with the collected text and returns its index, -1 if there was nothing to add.
func (w *writer) add(b Block, in *inline, n note) int {
	in.trim()
	if len(in.text) == 0 {
		if len(in.alt) == 0 {
			return -1
		}
		in.text, in.runs = in.alt, []Run{{Span: Span{0, len(in.alt)}}}
		if b.Noise == "" {
			b.Noise = NoiseCaption
		}
	}
	b.Span, b.Runs = w.place(in, w.separator(n))
	return w.push(b, n)
}

// define appends an entry of a definition list. term is empty when the entry shares the term of the one before.
func (w *writer) define(term, description *inline, noise string, n note) int {
	term.trim()
	description.trim()
	if len(description.text) == 0 {
		if len(term.text) == 0 {
			return -1
		}
		return w.add(Block{Kind: Paragraph, Noise: noise}, term, note{parent: n.parent})
	}
	b := Block{Kind: Definition, Noise: noise}
	separator := w.separator(n)
	if len(term.text) > 0 {
		b.Term, b.TermRuns = w.place(term, separator)
		separator = "\n"
	} else if last := len(w.doc.Blocks) - 1; last >= 0 && w.doc.Blocks[last].Kind == Definition && w.notes[last].group == n.group {
		b.Term, b.TermRuns = w.doc.Blocks[last].Term, w.doc.Blocks[last].TermRuns
	}
	b.Span, b.Runs = w.place(description, separator)
	return w.push(b, n)
}

// row is a row of a table before it has a place in the document.
type row struct {
	header bool
	cells  []*inline
}

// table appends a table: cells are separated by a tab, rows by a newline. A row or column without text keeps its place.
func (w *writer) table(rows []row, noise string, n note) int {
	last := -1
	for i, r := range rows {
		for _, c := range r.cells {
			c.trim()
			if len(c.text) > 0 {
				last = i
			}
		}
	}
	if last < 0 {
		return -1
	}
	b := Block{Kind: Table, Noise: noise}
	start := -1
	for i, r := range rows[:last+1] {
		out := Row{Header: r.header, Cells: make([]Cell, 0, len(r.cells))}
		for j, c := range r.cells {
			separator := "\t"
			if i == 0 && j == 0 {
				separator = w.separator(n)
			} else if j == 0 {
				separator = "\n"
			}
			span, runs := w.place(c, separator)
			if start < 0 {
				start = span.Start
			}
			out.Cells = append(out.Cells, Cell{Span: span, Runs: runs})
		}
		if len(out.Cells) > 0 {
			b.Rows = append(b.Rows, out)
		}
	}
	b.Span = Span{start, len(w.text)}
	return w.push(b, n)
}

func (w *writer) separator(n note) string {
	if n.tight {
		return "\n"
	}
	return "\n\n"
}

func (w *writer) push(b Block, n note) int {
	n.main = w.main
	b.Heading, b.LeadIn = -1, -1
	w.doc.Blocks = append(w.doc.Blocks, b)
	w.notes = append(w.notes, n)
	return len(w.doc.Blocks) - 1
}

// full says that the document has more pieces than are allowed; readers stop then.
func (w *writer) full() bool { return w.pieces > maxPieces }

// finish settles everything that needs the whole document: title, headings, noise and lead-ins.
func (w *writer) finish() (*Document, error) {
	if w.full() {
		return nil, errTooManyPieces()
	}
	d := w.doc
	d.Text = string(w.text)
	if len(d.Blocks) == 0 {
		return nil, fault.New(fault.Invalid, "This guide has no text. Choose a file that holds the text of a guide.")
	}
	d.promoteHeadings()
	d.settleTitle()
	d.markNoise(w.notes)
	d.linkHeadings()
	d.linkLeadIns(w.notes)
	return d, nil
}

func errTooManyPieces() error {
	return fault.New(fault.TooLarge, "This guide has too many paragraphs, list items and table cells to work with. Split it into several guides.")
}
