package exchange

import (
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"touchstone/internal/fault"
)

// Codes of an answer that mean the same for every item of Responses.
const (
	NotAsked = 0 // the cell was empty
	Omitted  = 1 // "-": asked and left out by the person, mark 0
)

// maxCodes bounds how many different cells an item may have, so that an answer fits two bytes.
const maxCodes = math.MaxUint16 + 1

// Responses is a table of answers, two bytes an answer. Its numbers have the shape that package ability takes, so that a column can be handed on without
// being copied.
type Responses struct {
	People []string // by row
	Items  []ItemResponses
	// Groups are the values of the group column in the order of their names; GroupOf holds for each person an index into it, or -1 where the cell was empty.
	// Both are nil when no group was asked for.
	Groups  []string
	GroupOf []int32
}

// ItemResponses is one item's column. Codes has one code a person: NotAsked, Omitted, or that of another cell. Marks and Cells are indexed by code.
type ItemResponses struct {
	Name  string
	Max   float64 // maximum mark, > 0
	Codes []uint16
	Marks []float64 // in [0, Max]; that of NotAsked is 0 and means nothing
	Cells []string  // as written: the raw choice, or the mark
	// Key is the code of the right choice. It is NotAsked when the cells are marks.
	Key int
}

// Keyed says whether the item's cells are raw choices.
func (i *ItemResponses) Keyed() bool { return i.Key != NotAsked }

// ResponsesForm says how a table of answers is to be read.
type ResponsesForm struct {
	// Key gives the right choice of each item by name; nil when all cells are marks. With a key, an item that is not in it must state its maximum mark in
	// the header, and then has marks.
	Key map[string]string
	// Group names a column that is no item; empty when there is none.
	Group string
	// Rows is called now and then with the number of rows read; it may be nil.
	Rows func(int)
}

// ReadResponses reads a table of answers: a header with the column "person" and one column an item, "item" or "item:max"; then one row a person. A cell is
// a mark from 0 to the maximum, the raw choice when there is a key, "-" for left out by the person, or empty for not asked. Memory is linear in the
// answers. An error is a fault.Invalid that names row and column and what to do, unless reading itself failed.
func ReadResponses(r io.Reader, form ResponsesForm) (*Responses, error) {
	t, err := newTable(r)
	if err != nil {
		return nil, err
	}
	person, err := t.require("person")
	if err != nil {
		return nil, err
	}
	group := -1
	if form.Group != "" {
		if group, err = t.require(form.Group); err != nil {
			return nil, err
		}
		if group == person {
			return nil, fault.New(fault.Invalid, "the group column cannot be %q; name a column such as one of gender or age", "person")
		}
	}
	readers, err := itemReaders(t, form.Key, person, group)
	if err != nil {
		return nil, err
	}
	b := responsesBuilder{table: t, person: person, group: group, readers: readers, rowOf: map[string]int{}, groups: map[string]int32{}}
	for {
		if err := t.next(); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if err := b.add(); err != nil {
			return nil, err
		}
		if form.Rows != nil && len(b.people)%4096 == 0 {
			form.Rows(len(b.people))
		}
	}
	return b.finish()
}

// responsesBuilder gathers the rows of a table of answers.
type responsesBuilder struct {
	table         *table
	person, group int
	readers       []*itemReader
	people        []string
	rowOf         map[string]int
	groups        map[string]int32
	groupOf       []int32
}

func (b *responsesBuilder) add() error {
	name := b.table.cells[b.person]
	switch first, twice := b.rowOf[name]; {
	case name == "":
		return b.table.wrong(b.person, "the person has no name; give each row a name or a number")
	case !utf8.ValidString(name):
		return b.table.wrong(b.person, "the name is not in UTF-8; save the file as CSV in UTF-8")
	case twice:
		return b.table.wrong(b.person, "%q stands in row %d already; keep one row a person, or give a second attempt its own name", short(name), first)
	}
	name = strings.Clone(name) // a cell is a part of its row's string, which must not be kept
	b.people = append(b.people, name)
	b.rowOf[name] = b.table.row
	if b.group >= 0 {
		code := int32(-1)
		if cell := b.table.cells[b.group]; cell != "" {
			var known bool
			if code, known = b.groups[cell]; !known {
				if !utf8.ValidString(cell) {
					return b.table.wrong(b.group, "the group is not in UTF-8; save the file as CSV in UTF-8")
				}
				code = int32(len(b.groups))
				b.groups[strings.Clone(cell)] = code
			}
		}
		b.groupOf = append(b.groupOf, code)
	}
	for _, reader := range b.readers {
		if err := reader.add(b.table); err != nil {
			return err
		}
	}
	return nil
}

func (b *responsesBuilder) finish() (*Responses, error) {
	if len(b.people) == 0 {
		return nil, fault.New(fault.Invalid, "there is no row below the header; write one row a person")
	}
	result := &Responses{People: b.people}
	for _, reader := range b.readers {
		result.Items = append(result.Items, reader.item)
	}
	if b.group < 0 {
		return result, nil
	}
	result.Groups = make([]string, 0, len(b.groups))
	for name := range b.groups {
		result.Groups = append(result.Groups, name)
	}
	slices.Sort(result.Groups)
	place := make([]int32, len(result.Groups))
	for i, name := range result.Groups {
		place[b.groups[name]] = int32(i)
	}
	for i, code := range b.groupOf {
		if code >= 0 {
			b.groupOf[i] = place[code]
		}
	}
	result.GroupOf = b.groupOf
	return result, nil
}

func decimal(n int) string { return strconv.Itoa(n) }
