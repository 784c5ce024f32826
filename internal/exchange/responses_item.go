package exchange

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"touchstone/internal/fault"
)

// itemReader turns one column's cells into codes.
type itemReader struct {
	item   ItemResponses
	column int
	codes  map[string]uint16
	// single is codes for cells of one byte, which most are; 0 is unknown.
	single [256]uint16
}

// itemReaders makes a reader for each column that is neither the person nor the group.
func itemReaders(t *table, key map[string]string, person, group int) ([]*itemReader, error) {
	var readers []*itemReader
	columns := map[string]int{}
	for i, heading := range t.header {
		if i == person || i == group {
			continue
		}
		name, top, stated, err := itemHeading(heading, i)
		if err != nil {
			return nil, err
		}
		if first, twice := columns[name]; twice {
			return nil, fault.New(fault.Invalid, "row 1: columns %d and %d are both the item %q; give each its own name", first+1, i+1, short(name))
		}
		columns[name] = i
		reader := &itemReader{item: ItemResponses{Name: name, Max: top}, column: i, codes: map[string]uint16{}}
		reader.item.Marks, reader.item.Cells = []float64{0, 0}, []string{"", "-"}
		right, keyed := key[name]
		switch {
		case keyed:
			reader.item.Key = len(reader.item.Cells)
			reader.remember(right, top)
		case key != nil && !stated:
			return nil, fault.New(fault.Invalid, "row 1, column %s: the key has no row for this item; add it to the key, write %s:1 if the column holds marks, or take the column out", short(heading), short(name))
		}
		readers = append(readers, reader)
	}
	if len(readers) == 0 {
		return nil, fault.New(fault.Invalid, "row 1: there is no item; write one column an item beside %q", "person")
	}
	return readers, nil
}

// itemHeading reads "item" or "item:max".
func itemHeading(heading string, column int) (name string, top float64, stated bool, err error) {
	name, tail := heading, ""
	if i := strings.LastIndexByte(heading, ':'); i >= 0 {
		name, tail, stated = strings.TrimSpace(heading[:i]), strings.TrimSpace(heading[i+1:]), true
	}
	if name == "" {
		return "", 0, false, fault.New(fault.Invalid, "row 1, column %d: the item has no name; write one, or take the column out", column+1)
	}
	if !stated {
		return name, 1, false, nil
	}
	top, ok := number(tail)
	if !ok || top < minMax || top > maxMax {
		return "", 0, false, fault.New(fault.Invalid, "row 1, column %s: %q is no maximum mark; write item:max with a number above 0, such as %s:2", short(heading), short(tail), short(name))
	}
	return name, top, true, nil
}

// A maximum mark lies between these, so that no sum of marks or of their fourth powers leaves the range of a float64.
const (
	minMax = 1e-6
	maxMax = 1e6
)

// add appends the code of the current row's cell.
func (r *itemReader) add(t *table) error {
	cell := t.cells[r.column]
	switch len(cell) {
	case 0:
		r.item.Codes = append(r.item.Codes, NotAsked)
		return nil
	case 1:
		if cell[0] == '-' {
			r.item.Codes = append(r.item.Codes, Omitted)
			return nil
		}
		if code := r.single[cell[0]]; code != 0 {
			r.item.Codes = append(r.item.Codes, code)
			return nil
		}
	}
	code, known := r.codes[cell]
	if !known {
		mark, err := r.mark(t, cell)
		if err != nil {
			return err
		}
		code = r.remember(strings.Clone(cell), mark)
	}
	r.item.Codes = append(r.item.Codes, code)
	return nil
}

// mark is what a cell that was not seen before is worth.
func (r *itemReader) mark(t *table, cell string) (float64, error) {
	if len(r.item.Cells) >= maxCodes {
		return 0, t.wrong(r.column, "the column has more than %d different cells, so it is no item; take it out", maxCodes-2)
	}
	if r.item.Keyed() {
		if !utf8.ValidString(cell) {
			return 0, t.wrong(r.column, "the choice is not in UTF-8; save the file as CSV in UTF-8")
		}
		return 0, nil
	}
	mark, ok := number(cell)
	switch {
	case !ok:
		return 0, t.wrong(r.column, "%q is no mark; write a number from 0 to %s, - for left out or nothing for not asked, give the key if these are raw choices, or take the column out if it is no item",
			short(cell), plain(r.item.Max))
	case mark < 0:
		return 0, t.wrong(r.column, "the mark %s is below 0; write a number from 0 to %s", short(cell), plain(r.item.Max))
	case mark > r.item.Max:
		return 0, t.wrong(r.column, "the mark %s is above the maximum %s; correct it, write the maximum into the header as %s:max, or give the key if these are raw choices", short(cell), plain(r.item.Max), short(r.item.Name))
	}
	return mark, nil
}

func (r *itemReader) remember(cell string, mark float64) uint16 {
	code := uint16(len(r.item.Cells))
	r.item.Cells, r.item.Marks = append(r.item.Cells, cell), append(r.item.Marks, mark)
	r.codes[cell] = code
	if len(cell) == 1 {
		r.single[cell[0]] = code
	}
	return code
}

// number reads a decimal number as people and spreadsheets write it. Hexadecimal digits, underscores, infinities and what is no number are refused.
func number(text string) (float64, bool) {
	if text == "" || strings.ContainsAny(text, "xXpP_") {
		return 0, false
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		return 0, false
	}
	return value + 0, true
}

func plain(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }
