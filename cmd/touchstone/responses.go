package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"touchstone/internal/ability"
	"touchstone/internal/exchange"
	"touchstone/internal/fault"
)

// readTable opens a file and reads it with one of package exchange's readers. Errors begin with the path; the second thoughts of the person at the keyboard
// end the reading.
func readTable[T any](ctx context.Context, path string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return none, fmt.Errorf("%s: %w", path, fault.New(fault.NotFound, "there is no such file"))
	case err != nil:
		return none, err
	case info.IsDir():
		return none, fmt.Errorf("%s: %w", path, fault.New(fault.Invalid, "this is a folder; name a CSV file"))
	}
	file, err := os.Open(path)
	if err != nil {
		return none, err
	}
	value, err := read(&interruptible{ctx, file})
	if err := errors.Join(err, file.Close()); err != nil {
		return none, fmt.Errorf("%s: %w", path, err)
	}
	return value, nil
}

// interruptible is a reader that ends with its context.
type interruptible struct {
	ctx  context.Context
	file io.Reader
}

func (r *interruptible) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.file.Read(p)
}

// readResponses reads a table of answers, with its key if a path is given, and shows how far it is.
func readResponses(ctx context.Context, o output, path, keyPath, group string) (*exchange.Responses, error) {
	form := exchange.ResponsesForm{Group: group}
	if keyPath != "" {
		key, err := readTable(ctx, keyPath, exchange.ReadKey)
		if err != nil {
			return nil, err
		}
		form.Key = key
	}
	tell := progress(o)
	form.Rows = func(n int) { tell("people read", n) }
	responses, err := readTable(ctx, path, func(r io.Reader) (*exchange.Responses, error) { return exchange.ReadResponses(r, form) })
	if isTerminal(o.err) {
		fmt.Fprint(o.err, "\r\033[K")
	}
	return responses, err
}

// answersOf hands the columns of a table to the mathematics. Nothing is copied.
func answersOf(responses *exchange.Responses) []ability.Answers {
	answers := make([]ability.Answers, len(responses.Items))
	for j, item := range responses.Items {
		answers[j] = ability.Answers{Max: item.Max, Codes: item.Codes, Marks: item.Marks}
	}
	return answers
}

// printable makes a name from a file safe to show on a terminal.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, name)
}

// decimals writes a figure with some decimals, and a dash where there is none.
func decimals(f ability.Figure, places int) string {
	value, known := f.Value()
	if !known {
		return "-"
	}
	text := fmt.Sprintf("%.*f", places, value)
	if strings.Trim(text, "-0.") == "" {
		return strings.TrimPrefix(text, "-")
	}
	return text
}
