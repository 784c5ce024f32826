// Package questions reads and writes question files of other programs: GIFT, Aiken, Moodle XML, QTI 2 and 3 items, CSV, and our own JSON. What a format
// cannot carry is told, never dropped in silence.
package questions

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

// MaxSize is the largest file that is read, in bytes.
const MaxSize = 10 << 20

// Bounds far above any file that people wrote, so that none takes more memory than there is.
const (
	maxQuestions   = 50_000
	maxAnswers     = 1000
	tooManyAnswers = "it has more than 1,000 answers"
)

// Format is a kind of question file.
type Format string

// The formats.
const (
	JSON   Format = "json"
	GIFT   Format = "gift"
	Aiken  Format = "aiken"
	Moodle Format = "moodle"
	QTI    Format = "qti"
	CSV    Format = "csv"
)

// Formats lists the formats with what people call them.
var Formats = []struct {
	Format Format
	Title  string
}{{JSON, "JSON of touchstone"}, {GIFT, "GIFT"}, {Aiken, "Aiken"}, {Moodle, "Moodle XML"}, {QTI, "QTI"}, {CSV, "CSV"}}

// Title returns what people call the format.
func (f Format) Title() string {
	for _, known := range Formats {
		if known.Format == f {
			return known.Title
		}
	}
	return string(f)
}

// Loss is something that could not be carried.
type Loss struct {
	// Question is the id of the question, or where it stands in the file if it could not be read at all.
	Question string
	What     string
	// Whole says that the question was left out.
	Whole bool
}

// File is what a question file holds.
type File struct {
	Format    Format
	Questions []bank.Question
	// Lines are the lines on which the questions begin, 0 where that is unknown.
	Lines []int
	Lost  []Loss

	full bool // there are more questions than are read
}

// add keeps a question under an id of its own: the name that the file gives it, or its number. Losses that were noted while it was read get that id.
func (f *File) add(q bank.Question, line int, lost []string) {
	if f.full = f.full || len(f.Questions) == maxQuestions; f.full {
		return
	}
	name := strings.Join(strings.Fields(q.ID), " ")
	if name == "" {
		name = strconv.Itoa(len(f.Questions) + 1)
	}
	q.ID = name
	f.Questions = append(f.Questions, q)
	f.Lines = append(f.Lines, line)
	for _, what := range lost {
		f.Lost = append(f.Lost, Loss{Question: q.ID, What: what})
	}
}

// skip notes a question that cannot be read as one of ours.
func (f *File) skip(name string, line int, what string) {
	if f.full = f.full || len(f.Lost) >= maxQuestions; f.full {
		return
	}
	if name = strings.Join(strings.Fields(name), " "); name == "" {
		name = "line " + strconv.Itoa(line)
	}
	f.Lost = append(f.Lost, Loss{Question: name, What: what, Whole: true})
}

// distinguish gives each question an id that no other has.
func (f *File) distinguish() {
	seen := make(map[string]int, len(f.Questions))
	for i := range f.Questions {
		q := &f.Questions[i]
		id := q.ID
		for seen[id] > 0 {
			seen[q.ID]++
			id = fmt.Sprintf("%s (%d)", q.ID, seen[q.ID])
		}
		seen[id]++
		q.ID = id
	}
}

type reader func(text string) (*File, error)

var readers = map[Format]reader{JSON: readJSON, GIFT: readGIFT, Aiken: readAiken, Moodle: readMoodle, QTI: readQTI, CSV: readCSV}

// Read reads a question file. The format is told from the bytes.
func Read(data []byte) (*File, error) {
	if len(data) > MaxSize {
		return nil, fault.New(fault.TooLarge, "the file is larger than %d MB; split it", MaxSize>>20)
	}
	format, err := Detect(data)
	if err != nil {
		return nil, err
	}
	f, err := readers[format](textOf(data))
	if err != nil {
		return nil, err
	}
	if f.full {
		return nil, fault.New(fault.TooLarge, "the file holds more than %d questions; split it", maxQuestions)
	}
	f.Format = format
	if len(f.Questions) == 0 && len(f.Lost) == 0 {
		return nil, fault.New(fault.Invalid, "the file looks like %s and holds no question", format.Title())
	}
	f.distinguish()
	return f, nil
}

// textOf drops a byte order mark and brings line ends to one form.
func textOf(data []byte) string {
	text := strings.TrimPrefix(string(data), "\ufeff")
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// Detect tells the format of a file from its bytes.
func Detect(data []byte) (Format, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return "", fault.New(fault.Invalid, "this is a zip archive; unpack it and name the question files in it")
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "", fault.New(fault.Invalid, "the file is UTF-16; save it as UTF-8")
	case !utf8.Valid(data):
		at := 0
		for rest := data; len(rest) > 0; {
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size == 1 {
				break
			}
			at, rest = at+size, rest[size:]
		}
		return "", fault.New(fault.Invalid, "the file is not valid UTF-8 (byte %d); save it as UTF-8", at)
	case bytes.IndexByte(data, 0) >= 0:
		return "", fault.New(fault.Invalid, "the file is not text")
	}
	text := strings.TrimSpace(textOf(data))
	switch {
	case text == "":
		return "", fault.New(fault.Invalid, "the file is empty")
	case jsonStart.MatchString(text):
		return JSON, nil
	case text[0] == '<':
		return detectXML(text)
	case isCSV(text):
		return CSV, nil
	case aikenAnswer.MatchString(text):
		return Aiken, nil
	case strings.Contains(text, "{") && strings.Contains(text, "}"):
		return GIFT, nil
	}
	return "", fault.New(fault.Invalid, "this is no question file that touchstone knows: %s", titles())
}

func titles() string {
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = f.Title
	}
	return strings.Join(names, ", ")
}

// settle decides what a choice is: the kind as told, or by the number of right options.
func settle(q *bank.Question) {
	right := 0
	for _, option := range q.Options {
		if option.Correct {
			right++
		}
	}
	q.Kind = bank.Single
	if right > 1 {
		q.Kind = bank.Multiple
	}
}
