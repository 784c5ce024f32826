package exchange

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"touchstone/internal/fault"
)

// table reads a CSV file with a header row by row. Cells are trimmed, rows without any content are passed over, and every error names the row and, where
// there is one, the column. Rows are counted as lines of the file, the header being row 1.
type table struct {
	csv    *csv.Reader
	header []string
	cells  []string
	row    int
}

// newTable reads the header. A byte order mark is passed over; UTF-16 and semicolons are refused with what to do.
func newTable(r io.Reader) (*table, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	start, err := in.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		if _, err := in.Discard(3); err != nil {
			return nil, err
		}
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return nil, fault.New(fault.Invalid, "the file is in UTF-16; save it as CSV in UTF-8")
	case bytes.HasPrefix(start, []byte("PK")):
		return nil, fault.New(fault.Invalid, "this is a workbook or an archive; save its sheet as CSV in UTF-8")
	}
	t := &table{csv: csv.NewReader(in)}
	t.csv.ReuseRecord = true
	t.csv.FieldsPerRecord = -1
	if err := t.next(); errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "the file is empty; its first row names the columns")
	} else if err != nil {
		return nil, err
	}
	t.header = make([]string, len(t.cells))
	for i, name := range t.cells {
		t.header[i] = strings.Clone(name)
	}
	if len(t.header) == 1 && strings.ContainsAny(t.header[0], ";\t") {
		return nil, fault.New(fault.Invalid, "row 1: the columns are not separated by commas; save the file as CSV with commas")
	}
	for i, name := range t.header {
		if !utf8.ValidString(name) {
			return nil, fault.New(fault.Invalid, "row 1, column %d: the name is not in UTF-8; save the file as CSV in UTF-8", i+1)
		}
		if first := slices.Index(t.header, name); first < i && name != "" {
			return nil, fault.New(fault.Invalid, "row 1: columns %d and %d are both called %q; give each its own name", first+1, i+1, short(name))
		}
	}
	return t, nil
}

// next reads the next row that has content into cells, or returns io.EOF. The cells are valid until the next call.
func (t *table) next() error {
	for {
		cells, err := t.csv.Read()
		if err != nil {
			return readable(err)
		}
		t.row, _ = t.csv.FieldPos(0)
		content := false
		for i, cell := range cells {
			cells[i] = strings.TrimSpace(cell)
			content = content || cells[i] != ""
		}
		if !content {
			continue
		}
		if t.header != nil && len(cells) != len(t.header) {
			return fault.New(fault.Invalid, "row %d has %s and the header %d; a cell that holds a comma must stand in quotes", t.row, cellCount(len(cells)), len(t.header))
		}
		t.cells = cells
		return nil
	}
}

// wrong is an error about one cell of the current row.
func (t *table) wrong(column int, format string, args ...any) error {
	e := fault.New(fault.Invalid, format, args...)
	return fault.New(fault.Invalid, "row %d, column %s: %s", t.row, short(t.header[column]), e.Message)
}

// column finds a column by its name, or returns -1.
func (t *table) column(name string) int { return slices.Index(t.header, name) }

// require finds a column that must be there.
func (t *table) require(name string) (int, error) {
	if i := t.column(name); i >= 0 {
		return i, nil
	}
	for _, other := range t.header {
		if strings.EqualFold(other, name) {
			return -1, fault.New(fault.Invalid, "row 1: the column %q must be written %q", short(other), name)
		}
	}
	return -1, fault.New(fault.Invalid, "row 1: there is no column %q; the columns are %s", name, short(strings.Join(t.header, ", ")))
}

// readable turns an error of the CSV reader into one that says where it is and what to do.
func readable(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	if errors.Is(parse.Err, csv.ErrQuote) || errors.Is(parse.Err, csv.ErrBareQuote) {
		return fault.New(fault.Invalid, "row %d: a quotation mark is not closed or stands inside a cell; close it, or write it twice inside a quoted cell", parse.StartLine)
	}
	return fault.New(fault.Invalid, "row %d: this is not CSV: %v", parse.StartLine, parse.Err)
}

func cellCount(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return decimal(n) + " cells"
}

// short cuts a text for a message of one line.
func short(text string) string {
	if len(text) <= 60 {
		return text
	}
	cut := 57
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "..."
}
