// Command tally reads the output of go test -json. It prints one line a package and what failing tests wrote, and ends
// with the number of tests that passed and failed. A test with subtests counts as one more.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

func main() {
	t := newTally(os.Stdout)
	if err := t.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if !t.green() {
		os.Exit(1)
	}
}

// event is one line of go test -json. See: go doc test2json.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
	Elapsed    float64
}

type tally struct {
	out                     io.Writer
	written                 map[string][]string // by package and test: what it wrote, until its end is known
	passed, failed, skipped int
	broken                  int             // packages that failed outside any test
	failing                 map[string]bool // packages with a failed test
}

func newTally(out io.Writer) *tally {
	return &tally{out: out, written: map[string][]string{}, failing: map[string]bool{}}
}

func (t *tally) read(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) == nil {
				t.add(e)
			} else {
				fmt.Fprintf(t.out, "%s", line)
			}
		}
		if err == io.EOF {
			t.finish()
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (t *tally) add(e event) {
	key := e.Package + e.ImportPath + " " + e.Test
	switch e.Action {
	case "output", "build-output":
		t.written[key] = append(t.written[key], e.Output)
		return
	case "build-fail":
		t.show(key)
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.addPackage(e, key)
		} else {
			t.addTest(e, key)
		}
	default:
		return
	}
	delete(t.written, key)
}

func (t *tally) addTest(e event, key string) {
	switch e.Action {
	case "pass":
		t.passed++
	case "skip":
		t.skipped++
		t.show(key)
	case "fail":
		t.failed++
		t.failing[e.Package] = true
		t.show(key)
	}
}

func (t *tally) addPackage(e event, key string) {
	word := map[string]string{"pass": "ok", "fail": "FAIL", "skip": "no tests"}[e.Action]
	if e.Action == "fail" {
		t.showUnfinished(e.Package)
		if !t.failing[e.Package] {
			t.broken++
		}
		t.show(key)
	}
	fmt.Fprintf(t.out, "%-9s %-48s %7.1f s\n", word, e.Package, e.Elapsed)
}

// showUnfinished prints what tests wrote that never ended, as after a panic or a time-out.
func (t *tally) showUnfinished(pkg string) {
	for _, key := range slices.Sorted(maps.Keys(t.written)) {
		if strings.HasPrefix(key, pkg+" ") && key != pkg+" " {
			t.failed++
			t.failing[pkg] = true
			t.show(key)
			delete(t.written, key)
		}
	}
}

func (t *tally) show(key string) {
	for _, line := range t.written[key] {
		fmt.Fprint(t.out, line)
	}
}

func (t *tally) finish() {
	if t.broken > 0 {
		fmt.Fprintf(t.out, "%d packages failed outside their tests\n", t.broken)
	}
	fmt.Fprintf(t.out, "%d passed, %d failed", t.passed, t.failed)
	if t.skipped > 0 {
		fmt.Fprintf(t.out, ", %d skipped", t.skipped)
	}
	fmt.Fprintln(t.out)
}

// green is false too when nothing was tested: then the run itself went wrong.
func (t *tally) green() bool { return t.failed == 0 && t.broken == 0 && t.passed > 0 }
