package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// progress reports long work when the output is a terminal, and is silent otherwise.
func progress(o output) func(what string, done int) {
	if !isTerminal(o.err) {
		return func(string, int) {}
	}
	return func(what string, done int) { fmt.Fprintf(o.err, "\r\033[K%s: %d", what, done) }
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
