package exchange

import (
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"touchstone/internal/fault"
)

// ReadKey reads the right choice of each item from a table with the columns "item" and "key". Other columns are passed over.
func ReadKey(r io.Reader) (map[string]string, error) {
	t, err := newTable(r)
	if err != nil {
		return nil, err
	}
	item, err := t.require("item")
	if err != nil {
		return nil, err
	}
	right, err := t.require("key")
	if err != nil {
		return nil, err
	}
	key, rows := map[string]string{}, map[string]int{}
	for {
		if err := t.next(); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		name, err := itemName(t, item, rows)
		if err != nil {
			return nil, err
		}
		cell := t.cells[right]
		switch {
		case cell == "" || cell == "-":
			return nil, t.wrong(right, "the key of %q is missing; write the right choice", short(name))
		case !utf8.ValidString(cell):
			return nil, t.wrong(right, "the key is not in UTF-8; save the file as CSV in UTF-8")
		}
		key[name] = strings.Clone(cell)
	}
	if len(key) == 0 {
		return nil, fault.New(fault.Invalid, "there is no row below the header; write one row an item")
	}
	return key, nil
}

// ItemParameters are one row of a table of calibrated items: slope a and difficulty b in logits, and guessing c in [0,1).
type ItemParameters struct {
	Name    string
	A, B, C float64
}

// parameterReach bounds slopes and difficulties, in logits: what lies beyond comes from a mistake, and exp would overflow.
const parameterReach = 100

// ReadItems reads calibrated items from a table with the columns "item", "a", "b" and, if there is guessing, "c". Other columns are passed over.
func ReadItems(r io.Reader) ([]ItemParameters, error) {
	t, err := newTable(r)
	if err != nil {
		return nil, err
	}
	columns := [3]int{}
	item, err := t.require("item")
	if err != nil {
		return nil, err
	}
	for i, name := range []string{"a", "b"} {
		if columns[i], err = t.require(name); err != nil {
			return nil, err
		}
	}
	columns[2] = t.column("c")
	var items []ItemParameters
	rows := map[string]int{}
	for {
		if err := t.next(); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		name, err := itemName(t, item, rows)
		if err != nil {
			return nil, err
		}
		values := [3]float64{}
		for i, column := range columns {
			if column < 0 || i == 2 && t.cells[column] == "" {
				continue
			}
			value, ok := number(t.cells[column])
			switch {
			case !ok:
				return nil, t.wrong(column, "%q is no number; write it with a point, such as 1.25, or take the item out", short(t.cells[column]))
			case i == 0 && value == 0:
				return nil, t.wrong(column, "a slope of 0 says nothing about anybody; take the item out")
			case i < 2 && math.Abs(value) > parameterReach:
				return nil, t.wrong(column, "%s is out of range; write a number from -%d to %d in logits", short(t.cells[column]), parameterReach, parameterReach)
			case i == 2 && (value < 0 || value >= 1):
				return nil, t.wrong(column, "the guessing parameter %s is out of range; write a number from 0 to below 1", short(t.cells[column]))
			}
			values[i] = value
		}
		items = append(items, ItemParameters{Name: name, A: values[0], B: values[1], C: values[2]})
	}
	if len(items) == 0 {
		return nil, fault.New(fault.Invalid, "there is no row below the header; write one row an item")
	}
	return items, nil
}

// itemName reads the item's name in the current row, which must be there and must be new.
func itemName(t *table, column int, rows map[string]int) (string, error) {
	name := t.cells[column]
	switch first, twice := rows[name]; {
	case name == "":
		return "", t.wrong(column, "the item has no name; write it as the header of the responses has it")
	case !utf8.ValidString(name):
		return "", t.wrong(column, "the name is not in UTF-8; save the file as CSV in UTF-8")
	case twice:
		return "", t.wrong(column, "%q stands in row %d already; keep one row an item", short(name), first)
	}
	name = strings.Clone(name)
	rows[name] = t.row
	return name, nil
}
