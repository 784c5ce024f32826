package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"touchstone/internal/exchange/questions"
	"touchstone/internal/fault"
)

type convertCommand struct {
	In  string `arg:"" help:"A question file. The format is told from the bytes."`
	Out string `arg:"" help:"The file to write. Its ending tells the format: .json, .gift, .aiken, .xml (Moodle) or .csv. QTI goes to a folder, one item a file."`
	To  string `help:"The format to write, whatever the name says: json, gift, aiken, moodle, qti or csv." enum:",json,gift,aiken,moodle,qti,csv" default:""`
}

var endings = map[string]questions.Format{".json": questions.JSON, ".gift": questions.GIFT, ".aiken": questions.Aiken, ".xml": questions.Moodle, ".csv": questions.CSV, "": questions.QTI}

// Run converts and reports what was lost. It never writes over what is there, and leaves nothing half-written.
func (c *convertCommand) Run(_ context.Context, o output) error {
	format := questions.Format(c.To)
	if format == "" {
		var known bool
		if format, known = endings[strings.ToLower(filepath.Ext(c.Out))]; !known {
			return fmt.Errorf("the ending of %s tells no format; name one with --to", c.Out)
		}
	}
	file, err := readQuestions(c.In)
	if err != nil {
		return fmt.Errorf("%s: %w", c.In, err)
	}
	if len(file.Questions) == 0 {
		return fmt.Errorf("%s: no question in it can be read: %s", c.In, strings.Join(questions.Summary(file.Lost), "; "))
	}
	if _, err := os.Lstat(c.Out); err == nil {
		return fmt.Errorf("%s is there already", c.Out)
	}
	var lost []questions.Loss
	written := len(file.Questions)
	if format == questions.QTI {
		lost, err = writeItems(file, c.Out)
	} else {
		var data []byte
		if data, lost, err = questions.Write(format, file.Questions); err == nil {
			if written = written - leftOut(lost); written == 0 {
				return fmt.Errorf("%s can carry none of the questions: %s", format.Title(), strings.Join(questions.Summary(lost), "; "))
			}
			err = writeWhole(c.Out, data)
		}
	}
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s of %d written as %s\n", c.Out, counted(written, "question"), len(file.Questions), format.Title())
	for _, line := range questions.Summary(file.Lost) {
		b.WriteString("not read: " + line + "\n")
	}
	for _, line := range questions.Summary(lost) {
		b.WriteString("lost: " + line + "\n")
	}
	_, err = fmt.Fprint(o.out, b.String())
	return err
}

// leftOut counts the questions that were not written at all.
func leftOut(lost []questions.Loss) int {
	n := 0
	for _, l := range lost {
		if l.Whole {
			n++
		}
	}
	return n
}

// writeWhole puts a file into its place only when all of it is on disk.
func writeWhole(path string, data []byte) error {
	part, err := os.CreateTemp(filepath.Dir(path), ".touchstone-*")
	if errors.Is(err, os.ErrNotExist) {
		return fault.New(fault.NotFound, "there is no folder %s", filepath.Dir(path))
	}
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	if err = errors.Join(err, part.Sync(), part.Close()); err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		os.Remove(part.Name())
	}
	return err
}

// writeItems fills a new folder with one file for each question.
func writeItems(file *questions.File, folder string) ([]questions.Loss, error) {
	part, err := os.MkdirTemp(filepath.Dir(filepath.Clean(folder)), ".touchstone-*")
	if err != nil {
		return nil, err
	}
	var lost []questions.Loss
	for i := range file.Questions {
		item, missed := questions.WriteItem(&file.Questions[i])
		lost = append(lost, missed...)
		if err == nil {
			err = os.WriteFile(filepath.Join(part, fmt.Sprintf("item-%05d.xml", i+1)), item, 0o600)
		}
	}
	if err == nil {
		err = os.Rename(part, folder)
	}
	if err != nil {
		os.RemoveAll(part)
	}
	return lost, err
}
