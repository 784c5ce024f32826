package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/exchange/questions"
	"touchstone/internal/fault"
)

type lintCommand struct {
	Files  []string `arg:"" name:"file" help:"Question files: GIFT, Aiken, Moodle XML, QTI items, CSV or JSON. The format is told from the bytes."`
	JSON   bool     `name:"json" help:"Print a JSON list with one report for each file."`
	Strict bool     `help:"Exit with status 1 when a question has a flaw. Without it a flaw is a finding, and only a file that cannot be read is an error."`
}

// lintedFile is a report with the name of its file.
type lintedFile struct {
	File string `json:"file"`
	*questions.Report
}

// Run prints the flaws of all files. Nothing is printed when one of them cannot be read.
func (c *lintCommand) Run(_ context.Context, o output) error {
	var reports []lintedFile
	library, flawed := curriculum.Library(), 0
	for _, path := range c.Files {
		file, err := readQuestions(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		report := questions.Lint(file, bank.NewGate(library, nil))
		reports = append(reports, lintedFile{path, report})
		flawed += report.Flawed + len(report.Whole)
	}
	if c.JSON {
		encoder := json.NewEncoder(o.out)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(reports); err != nil {
			return err
		}
	} else {
		var b strings.Builder
		for i := range reports {
			reports[i].write(&b)
		}
		if _, err := fmt.Fprint(o.out, b.String()); err != nil {
			return err
		}
	}
	if c.Strict && flawed > 0 {
		return errors.New("there are flaws, and --strict makes them an error")
	}
	return nil
}

// readQuestions reads a question file.
func readQuestions(path string) (*questions.File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fault.New(fault.NotFound, "there is no such file")
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fault.New(fault.Invalid, "this is a folder; name the files in it")
	case info.Size() > questions.MaxSize:
		return nil, fault.New(fault.TooLarge, "the file is larger than %d MB; split it", questions.MaxSize>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return questions.Read(data)
}

func (f *lintedFile) write(b *strings.Builder) {
	fmt.Fprintf(b, "%s: %s, %s\n", f.File, f.Format.Title(), counted(f.Questions, "question"))
	for _, item := range f.Items {
		at := ""
		if item.Line > 0 {
			at = fmt.Sprintf(" (line %d)", item.Line)
		}
		fmt.Fprintf(b, "\n%s%s: %s\n", item.ID, at, strings.Join(strings.Fields(item.Stem), " "))
		for _, flaw := range item.Flaws {
			fmt.Fprintf(b, "  %s: %s\n    %s\n", flaw.Name, flaw.Words, flaw.Advice)
		}
	}
	if len(f.Whole) > 0 {
		b.WriteString("\nAll questions together\n")
		shown := map[int]int{}
		for _, flaw := range f.Whole {
			if shown[flaw.Check]++; shown[flaw.Check] > mostShown {
				continue
			}
			fmt.Fprintf(b, "  %s: %s", flaw.Name, flaw.Words)
			if len(flaw.Questions) > 0 {
				fmt.Fprintf(b, " (%s)", strings.Join(flaw.Questions, ", "))
			}
			fmt.Fprintf(b, "\n    %s\n", flaw.Advice)
		}
		for check := 1; check <= bank.Checks; check++ {
			if more := shown[check] - mostShown; more > 0 {
				fmt.Fprintf(b, "  %s: %d more, which --json lists\n", bank.CheckName(check), more)
			}
		}
	}
	flaws := 0
	for _, n := range f.ByCheck {
		flaws += n
	}
	if f.Questions > 0 {
		fmt.Fprintf(b, "\n%d of %s with flaws, %.1f flaws for 100 questions\n", f.Flawed, counted(f.Questions, "question"), 100*float64(flaws)/float64(f.Questions))
	}
	names := make([]string, 0, len(f.ByCheck))
	for name := range f.ByCheck {
		names = append(names, name)
	}
	slices.SortFunc(names, func(x, y string) int {
		if d := f.ByCheck[y] - f.ByCheck[x]; d != 0 {
			return d
		}
		return strings.Compare(x, y)
	})
	for _, name := range names {
		fmt.Fprintf(b, "  %4d  %s\n", f.ByCheck[name], name)
	}
	for _, line := range f.Unread {
		fmt.Fprintf(b, "%s\n", line)
	}
	for _, line := range f.NotChecked {
		fmt.Fprintf(b, "not checked: %s\n", line)
	}
	b.WriteString("\n")
}

// mostShown is how many flaws of one kind that the questions have together are printed.
const mostShown = 10

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
