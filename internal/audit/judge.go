package audit

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

// Judge is what one judge wrote in one form.
type Judge struct {
	Name string
	Rows map[int]Row
}

// Row is a judge's word on one item.
type Row struct {
	Answer  string
	Usable  bool
	Flaws   []string
	Level   int // index into levels, -1 where none is given
	Support bool
	// Implausible and True are letters of options.
	Implausible, True string
}

var levels = []bank.Level{bank.Remember, bank.Understand, bank.Apply, bank.Analyse}

// ReadJudge reads a judge's CSV file. Columns are found by the names in the first row. A row without an answer has not been judged and is left out.
func ReadJudge(r io.Reader, name string, form Form) (*Judge, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1
	in.TrimLeadingSpace = true
	header, err := in.Read()
	if err != nil {
		return nil, fault.New(fault.Invalid, "%s: the first row must hold the names of the columns: %s", name, strings.Join(Columns[form], ","))
	}
	at := map[string]int{}
	for i, column := range header {
		at[strings.ToLower(strings.Trim(column, " \ufeff"))] = i
	}
	for _, column := range Columns[form] {
		if _, ok := at[column]; !ok && column != "comment" {
			return nil, fault.New(fault.Invalid, "%s: there is no column %q", name, column)
		}
	}
	j := &Judge{Name: name, Rows: map[int]Row{}}
	for line := 2; ; line++ {
		record, err := in.Read()
		if err == io.EOF {
			return j, nil
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "%s: %v", name, err)
		}
		cell := func(column string) string {
			if i, ok := at[column]; ok && i < len(record) {
				return strings.TrimSpace(record[i])
			}
			return ""
		}
		if cell("item") == "" || cell("answer") == "" {
			continue
		}
		number, err := strconv.Atoi(cell("item"))
		if err != nil {
			return nil, fault.New(fault.Invalid, "%s, row %d: %q is no item number", name, line, cell("item"))
		}
		if _, twice := j.Rows[number]; twice {
			return nil, fault.New(fault.Invalid, "%s, row %d: item %d stands twice", name, line, number)
		}
		row := Row{Answer: cell("answer"), Flaws: strings.FieldsFunc(strings.ToLower(cell("flaws")), apart), Implausible: lettersOf(cell("implausible")), True: lettersOf(cell("true"))}
		for column, into := range map[string]*bool{"usable": &row.Usable, "support": &row.Support} {
			if !slices.Contains(Columns[form], column) {
				continue
			}
			yes, ok := yesOrNo(cell(column))
			if !ok {
				return nil, fault.New(fault.Invalid, "%s, row %d: %s must be y or n, not %q", name, line, column, cell(column))
			}
			*into = yes
		}
		if row.Level, err = levelOf(cell("level")); err != nil {
			return nil, fault.New(fault.Invalid, "%s, row %d: %v", name, line, err)
		}
		j.Rows[number] = row
	}
}

func apart(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '/' || r == '|' }

func yesOrNo(text string) (yes, ok bool) {
	switch strings.ToLower(text) {
	case "y", "yes":
		return true, true
	case "n", "no":
		return false, true
	}
	return false, false
}

func levelOf(text string) (int, error) {
	text = strings.ToLower(text)
	if text == "" {
		return -1, nil
	}
	for i, level := range levels {
		if strings.HasPrefix(string(level), text) && (len(text) > 1 || text[0] != 'a') || strings.Replace(string(level), "yse", "yze", 1) == text {
			return i, nil
		}
	}
	return -1, fmt.Errorf("the level must be remember, understand, apply or analyse, not %q", text)
}

// lettersOf keeps the capital letters of a list such as "A, C". Words such as "none" hold no letters.
func lettersOf(text string) string {
	upper := strings.ToUpper(text)
	if upper == "NONE" || upper == "NO" || upper == "N/A" {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, upper)
}

// right reports whether a judge's answer is the key.
func (k *KeyItem) right(answer string) bool {
	switch k.Kind {
	case bank.Match, bank.Order:
		return lettersOf(answer) == k.Answer
	case bank.Numeric, bank.Short:
		q := bank.Question{Kind: k.Kind, Accept: k.Accept, Value: k.Value, Tolerance: k.Tolerance}
		mark, err := q.Mark(bank.Response{Text: answer})
		return err == nil && mark == 1
	}
	return sorted(lettersOf(answer)) == sorted(k.Answer)
}

func sorted(text string) string {
	runes := []rune(text)
	slices.Sort(runes)
	return string(runes)
}

// finds reports whether a judge has seen a planted defect: the item is not usable, or the row says what is wrong with it.
func (k *KeyItem) finds(row Row) bool {
	if !row.Usable {
		return true
	}
	switch k.Planted {
	case WrongKey, SecondKey:
		return !k.right(row.Answer) || row.True != "" || slices.Contains(row.Flaws, "key")
	case LongCue, RepeatCue, GrammarCue:
		return slices.Contains(row.Flaws, "cue")
	case Unsupported:
		return !row.Support || slices.Contains(row.Flaws, "support")
	}
	return false
}
