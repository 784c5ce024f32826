package questions

import (
	"encoding/csv"
	"io"
	"regexp"
	"strconv"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/exchange"
	"touchstone/internal/fault"
)

// The columns of a question table. Only stem and key are needed; option columns are numbered from 1. The key of a choice is the letters of the right options
// (A, or A C), of a number its value and tolerance (4 +- 0.5), of a short answer what is accepted, with | between. Pairs stand in option columns as left -> right,
// what belongs to no left side as -> right, and steps in their right order; neither has a key. Other programs' names for a column are known too.
var csvNames = map[string]string{
	"stem": "stem", "question": "stem", "question text": "stem", "prompt": "stem",
	"key": "key", "answer": "key", "correct": "key", "correct answer": "key", "correct_answer": "key", "correct option": "key",
	"id": "id", "kind": "kind", "type": "kind", "topic": "topic", "category": "topic", "level": "level", "code": "code",
	"explanation": "explanation", "feedback": "explanation",
}

var csvOption = regexp.MustCompile(`^(?:(option|choice|answer|why)[ _]?)?([a-z]|[0-9]{1,2})$`)

// csvColumns finds what each column of a header holds. Option columns are numbered from 0.
type csvColumns struct {
	named         map[string]int
	options, whys map[int]int
}

func columnsOf(header []string) csvColumns {
	c := csvColumns{named: map[string]int{}, options: map[int]int{}, whys: map[int]int{}}
	for i, cell := range header {
		cell = strings.ToLower(strings.TrimSpace(cell))
		if name, ok := csvNames[cell]; ok {
			if _, twice := c.named[name]; !twice {
				c.named[name] = i
			}
			continue
		}
		m := csvOption.FindStringSubmatch(cell)
		if m == nil {
			continue
		}
		number, err := strconv.Atoi(m[2])
		if err != nil {
			number = int(m[2][0]-'a') + 1
		}
		if m[1] == "why" {
			c.whys[number-1] = i
		} else {
			c.options[number-1] = i
		}
	}
	return c
}

// separator is the one of comma, semicolon and tab that the header has most of.
func separator(header string) rune {
	best := ','
	for _, r := range ";\t" {
		if strings.Count(header, string(r)) > strings.Count(header, string(best)) {
			best = r
		}
	}
	return best
}

func isCSV(text string) bool {
	header, _, _ := strings.Cut(text, "\n")
	record, err := csvReader(header).Read()
	if err != nil || len(record) < 2 {
		return false
	}
	c := columnsOf(record)
	_, stem := c.named["stem"]
	return stem && (len(c.options) > 0 || len(c.named) > 1)
}

func csvReader(text string) *csv.Reader {
	header, _, _ := strings.Cut(text, "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(header), -1, true
	return r
}

func readCSV(text string) (*File, error) {
	r := csvReader(text)
	header, err := r.Read()
	if err != nil {
		return nil, fault.New(fault.Invalid, "the first row cannot be read: %v", err)
	}
	columns, f := columnsOf(header), &File{}
	for {
		record, err := r.Read()
		if err == io.EOF {
			return f, nil
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "%v", err)
		}
		line, _ := r.FieldPos(0)
		cell := func(name string) string {
			i, ok := columns.named[name]
			return cellAt(record, i, ok)
		}
		q := bank.Question{ID: cell("id"), Stem: cell("stem"), Code: cell("code"), Topic: cell("topic"), Explanation: cell("explanation"), Level: bank.Level(strings.ToLower(cell("level")))}
		if q.Stem == "" {
			if strings.Join(record, "") != "" {
				f.skip(q.ID, line, "it has no stem")
			}
			continue
		}
		var options, whys []string
		for k := range 100 {
			i, ok := columns.options[k]
			text := cellAt(record, i, ok)
			if text == "" {
				continue
			}
			why, told := columns.whys[k]
			options, whys = append(options, text), append(whys, cellAt(record, why, told))
		}
		if said := csvAnswers(&q, strings.ToLower(cell("kind")), cell("key"), options, whys); said != "" {
			f.skip(q.ID, line, said)
			continue
		}
		f.add(q, line, nil)
	}
}

// cellAt gives a cell without outer space and without the apostrophe that keeps a spreadsheet from running it.
func cellAt(record []string, i int, ok bool) string {
	if !ok || i >= len(record) {
		return ""
	}
	text := strings.TrimSpace(record[i])
	if len(text) > 1 && text[0] == '\'' && exchange.Text(text[1:]) == text {
		return text[1:]
	}
	return text
}

// csvAnswers fills in the answers by kind and says what is wrong with them, if anything is.
func csvAnswers(q *bank.Question, kind, key string, options, whys []string) string {
	switch {
	case kind == string(bank.Match):
		for _, option := range options {
			left, right, found := strings.Cut(option, "->")
			left, right = strings.TrimSpace(left), strings.TrimSpace(right)
			switch {
			case !found:
				return "the pair " + strconv.Quote(option) + " has no ->"
			case left == "":
				q.Decoys = append(q.Decoys, right)
			default:
				q.Pairs = append(q.Pairs, bank.Pair{Left: left, Right: right})
			}
		}
		q.Kind = bank.Match
	case kind == string(bank.Order):
		q.Kind, q.Order = bank.Order, options
	case kind == string(bank.Numeric):
		number, reach, _ := strings.Cut(strings.ReplaceAll(key, "±", "+-"), "+-")
		value, ok := bank.ParseNumber(number)
		if !ok {
			return "its key is no number"
		}
		q.Kind, q.Value = bank.Numeric, &value
		if reach != "" {
			if q.Tolerance, ok = bank.ParseNumber(reach); !ok {
				return "the tolerance of its key is no number"
			}
		}
	case kind == string(bank.Short) || len(options) == 0:
		for _, accepted := range strings.Split(key, "|") {
			if accepted = strings.TrimSpace(accepted); accepted != "" {
				q.Accept = append(q.Accept, accepted)
			}
		}
		q.Kind = bank.Short
	default:
		for k, option := range options {
			q.Options = append(q.Options, bank.Option{Text: option, Why: whys[k]})
		}
		markKeys(q, key)
		settle(q)
		if kind == string(bank.Multiple) {
			q.Kind = bank.Multiple
		}
	}
	return ""
}

var keyLetters = regexp.MustCompile(`^[A-Za-z]([ ,;|]*[A-Za-z])*$|^[0-9]{1,2}([ ,;|]+[0-9]{1,2})*$`)

// markKeys marks the right options: those that the key names by letter or number, or whose text it is.
func markKeys(q *bank.Question, key string) {
	for k := range q.Options {
		if bank.FoldAnswer(q.Options[k].Text) == bank.FoldAnswer(key) {
			q.Options[k].Correct = true
			return
		}
	}
	if !keyLetters.MatchString(key) {
		return
	}
	for _, part := range strings.FieldsFunc(key, func(r rune) bool { return strings.ContainsRune(" ,;|", r) }) {
		if number, err := strconv.Atoi(part); err == nil {
			if number >= 1 && number <= len(q.Options) {
				q.Options[number-1].Correct = true
			}
			continue
		}
		for _, letter := range lettersIn(part) {
			if k := int(letter - 'A'); k < len(q.Options) {
				q.Options[k].Correct = true
			}
		}
	}
}

func writeCSV(questions []bank.Question, lose func(q *bank.Question, what string)) (string, error) {
	width := 0
	rows := make([][]string, 0, len(questions)+1)
	for i := range questions {
		q := &questions[i]
		loseOurs(&bank.Question{ID: q.ID, Options: q.Options, Evidence: q.Evidence, Facts: q.Facts, Schema: q.Schema, Family: q.Family, Difficulty: q.Difficulty}, func(_ *bank.Question, what string) { lose(q, what) }, false)
		options, whys, key := csvCells(q)
		if len(options) > 26 {
			lose(q, leftOut+"it has more than 26 options")
			continue
		}
		width = max(width, len(options))
		rows = append(rows, append(append([]string{q.ID, string(q.Kind), q.Topic, string(q.Level), q.Stem, q.Code, key, q.Explanation}, options...), whys...))
	}
	header := []string{"id", "kind", "topic", "level", "stem", "code", "key", "explanation"}
	for k := range width {
		header = append(header, "option "+strconv.Itoa(k+1))
	}
	for k := range width {
		header = append(header, "why "+strconv.Itoa(k+1))
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.Write(header); err != nil {
		return "", err
	}
	for _, row := range rows {
		fixed, n := row[:8], (len(row)-8)/2
		record := make([]string, len(header))
		copy(record, fixed)
		copy(record[8:], row[8:8+n])
		copy(record[8+width:], row[8+n:])
		for i := range record {
			record[i] = exchange.Text(record[i])
		}
		if err := w.Write(record); err != nil {
			return "", err
		}
	}
	w.Flush()
	return b.String(), w.Error()
}

// csvCells gives the option cells with an explanation for each, and the key.
func csvCells(q *bank.Question) (options, whys []string, key string) {
	switch q.Kind {
	case bank.Match:
		for _, pair := range q.Pairs {
			options = append(options, pair.Left+" -> "+pair.Right)
		}
		for _, decoy := range q.Decoys {
			options = append(options, "-> "+decoy)
		}
	case bank.Order:
		options = q.Order
	case bank.Short:
		key = strings.Join(q.Accept, " | ")
	case bank.Numeric:
		if q.Value != nil {
			key = decimal(*q.Value)
		}
		if q.Tolerance != 0 {
			key += " +- " + decimal(q.Tolerance)
		}
	default:
		var letters []string
		for k, option := range q.Options {
			options, whys = append(options, option.Text), append(whys, option.Why)
			if option.Correct {
				letters = append(letters, string(rune('A'+k)))
			}
		}
		return options, whys, strings.Join(letters, " ")
	}
	return options, make([]string, len(options)), key
}
