package guide

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"touchstone/internal/fault"
)

// checkDocument fails the test where a document breaks what every document promises.
func checkDocument(t *testing.T, d *Document) {
	t.Helper()
	if !utf8.ValidString(d.Text) {
		t.Fatal("the text is not valid UTF-8")
	}
	if strings.ContainsAny(d.Text, "\r\x00") {
		t.Fatal("the text holds carriage returns or NUL")
	}
	if len(d.Blocks) == 0 {
		t.Fatal("a document without blocks")
	}
	end := 0
	for i, b := range d.Blocks {
		if b.Term.Len() > 0 && b.Term.Start >= end {
			checkRuns(t, d, b.Term, b.TermRuns)
			end = b.Term.End
		}
		if b.Span.Start < end {
			t.Fatalf("block %d starts at %d, before the block above ends at %d", i, b.Span.Start, end)
		}
		if b.Span.Len() <= 0 || strings.TrimSpace(d.Slice(b.Span)) == "" {
			t.Fatalf("block %d is empty", i)
		}
		end = b.Span.End
		if b.Kind == Table {
			checkCells(t, d, b)
		} else {
			checkRuns(t, d, b.Span, b.Runs)
		}
		checkLinks(t, d, i)
	}
	if end > len(d.Text) {
		t.Fatalf("the last block ends at %d of %d", end, len(d.Text))
	}
	ids := map[string]bool{}
	for _, p := range d.Passages("slug") {
		if ids[p.ID] {
			t.Fatalf("two passages have the id %s", p.ID)
		}
		ids[p.ID] = true
		checkSlice(t, d, p.Span)
	}
}

func checkSlice(t *testing.T, d *Document, s Span) {
	t.Helper()
	if s.Start < 0 || s.End < s.Start || s.End > len(d.Text) || !utf8.ValidString(d.Slice(s)) {
		t.Fatalf("the span %v does not cut the text at characters", s)
	}
}

func checkRuns(t *testing.T, d *Document, s Span, runs []Run) {
	t.Helper()
	checkSlice(t, d, s)
	at := s.Start
	for _, r := range runs {
		if r.Start != at || r.End <= r.Start {
			t.Fatalf("run %v does not follow %d in span %v", r.Span, at, s)
		}
		checkSlice(t, d, r.Span)
		if safeHref(r.Href) != r.Href {
			t.Fatalf("the address %q is not safe", r.Href)
		}
		at = r.End
	}
	if at != s.End {
		t.Fatalf("the runs of span %v end at %d", s, at)
	}
}

func checkCells(t *testing.T, d *Document, b Block) {
	t.Helper()
	at := b.Span.Start
	for _, r := range b.Rows {
		for _, c := range r.Cells {
			if c.Start < at || c.End > b.Span.End || strings.ContainsAny(d.Slice(c.Span), "\t\n") {
				t.Fatalf("cell %v of table %v", c.Span, b.Span)
			}
			checkRuns(t, d, c.Span, c.Runs)
			at = c.End
		}
	}
}

func checkLinks(t *testing.T, d *Document, i int) {
	t.Helper()
	b := d.Blocks[i]
	if b.Heading >= i || b.LeadIn >= i || b.Heading < -1 || b.LeadIn < -1 {
		t.Fatalf("block %d points to heading %d and lead-in %d", i, b.Heading, b.LeadIn)
	}
	if b.Heading >= 0 && (d.Blocks[b.Heading].Kind != Heading || d.Blocks[b.Heading].Noise != "") {
		t.Fatalf("the heading of block %d is block %d, a %d with noise %q", i, b.Heading, d.Blocks[b.Heading].Kind, d.Blocks[b.Heading].Noise)
	}
	if b.Kind == Heading && (b.Level < 1 || b.Level > 6) {
		t.Fatalf("heading %d has level %d", i, b.Level)
	}
	if b.Kind == ListItem && (b.Level < 1 || b.List < 1) {
		t.Fatalf("item %d has level %d in list %d", i, b.Level, b.List)
	}
	if lead, ok := d.LeadIn(i); ok {
		checkSlice(t, d, lead)
	}
}

// parseAny parses data: it gives a sound document or a fault with a message, the same twice.
func parseAny(t *testing.T, data []byte) *Document {
	t.Helper()
	d, err := Parse(data)
	if err != nil {
		if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.TooLarge || fault.MessageOf(err) == "" {
			t.Fatalf("error without a message to show: %v", err)
		}
		return nil
	}
	checkDocument(t, d)
	again, err := Parse(data)
	if err != nil || again.Text != d.Text || len(again.Blocks) != len(d.Blocks) {
		t.Fatal("a second reading differs")
	}
	return d
}

// parseWith parses text by the reader of one format, whatever its bytes look like.
func parseWith(t *testing.T, read func(string) (*Document, error), src string) {
	t.Helper()
	d, err := read(src)
	if err != nil {
		var f *fault.Error
		if !errors.As(err, &f) {
			t.Fatalf("error without a kind: %v", err)
		}
		return
	}
	checkDocument(t, d)
}

func fixtures(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures in testdata")
	}
	out := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = data
	}
	return out
}

func TestFixturesKeepInvariants(t *testing.T) {
	for name, data := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			if parseAny(t, data) == nil {
				t.Fatal("the fixture was refused")
			}
		})
	}
}

// TestMutatedFixturesKeepInvariants cuts, doubles and swaps pieces of the fixtures with a seeded generator.
func TestMutatedFixturesKeepInvariants(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	for name, data := range fixtures(t) {
		for range 60 {
			mutated := append([]byte(nil), data...)
			for range 1 + rng.IntN(6) {
				from := rng.IntN(len(mutated))
				to := min(len(mutated), from+rng.IntN(200))
				piece := append([]byte(nil), mutated[from:to]...)
				at := rng.IntN(len(mutated))
				switch rng.IntN(3) {
				case 0:
					mutated = append(mutated[:from], mutated[to:]...)
				case 1:
					mutated = append(mutated[:at], append(piece, mutated[at:]...)...)
				case 2:
					mutated[at] = "\n\t #*_`|<>[]()&-:"[rng.IntN(17)]
				}
				if len(mutated) == 0 {
					mutated = []byte("x")
				}
			}
			if d := parseAny(t, []byte(strings.ToValidUTF8(string(mutated), ""))); d != nil && t.Failed() {
				t.Fatalf("%s mutated to %q", name, mutated)
			}
		}
	}
}
