package guide

import (
	"maps"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/internal/fault"
)

// hostile are inputs of n bytes that a careless reader needs too much time or memory for.
var hostile = map[string]func(n int) string{
	"one line of prose": func(n int) string { return repeat("A queue keeps **work** until `take` is called. ", n) },
	"a long book":       func(n int) string { return repeat(bookSection(), n) },
	"items below the limit": func(n int) string {
		return "# T\n\n" + strings.Repeat("- read and share 3 comments of next page, by Ann\n", min(n/50, maxPieces/2-10))
	},
	"lines below the limit": func(n int) string {
		return "Title\n\n" + strings.Repeat("Read and share 3 comments of next page, by Ann.\n\n", min(n/50, maxPieces/2-10))
	},
	"one word":                func(n int) string { return repeat("a", n) },
	"open brackets":           func(n int) string { return "# T\n\n" + repeat("[", n) },
	"open images":             func(n int) string { return "# T\n\n" + repeat("![", n) },
	"open emphasis":           func(n int) string { return "# T\n\n" + repeat("*a **b ", n) },
	"closing emphasis":        func(n int) string { return "# T\n\n" + repeat("a* b** ", n) },
	"mixed emphasis":          func(n int) string { return "# T\n\n" + repeat("*a_ ", n) },
	"open links":              func(n int) string { return "# T\n\n" + repeat("[a](", n) },
	"open angle":              func(n int) string { return "# T\n\n" + repeat("<a ", n) },
	"open comments":           func(n int) string { return "# T\n\n" + repeat("a <!-- ", n) },
	"open processing":         func(n int) string { return "# T\n\n" + repeat("a <? ", n) },
	"backticks":               func(n int) string { return "# T\n\n" + growing("`", n) },
	"tildes":                  func(n int) string { return "# T\n\n" + repeat("~~a ~", n) },
	"nested quotes":           func(n int) string { return "# T\n\n" + repeat(">", n) },
	"nested quotes in lines":  func(n int) string { return "# T\n\n" + repeat(repeat("> ", 2000)+"a\n", n) },
	"nested lists":            func(n int) string { return "# T\n\n" + repeat("- ", n) },
	"nested lists in lines":   func(n int) string { return "# T\n\n" + staircase("- a\n", n) },
	"references":              func(n int) string { return "# T\n\n" + repeat("[a]: /b\n", n) },
	"table":                   func(n int) string { return "| a | b | c |\n|---|---|---|\n" + repeat("| one | two | three |\n", n) },
	"wide table":              func(n int) string { return repeat("|a", n/2) + "|\n" + repeat("|-", n/2) + "|\n" },
	"empty cells":             func(n int) string { return repeat("|a", 1000) + "|\n" + repeat("|-", 1000) + "|\n" + repeat("|\n", n) },
	"short paragraphs":        func(n int) string { return "# T\n\n" + repeat("ab\n\n", n) },
	"headings":                func(n int) string { return repeat("# a\n", n) },
	"rules":                   func(n int) string { return "# T\n\n" + repeat("---\n", n) },
	"definitions":             func(n int) string { return "# T\n\n" + repeat("a\n: b\n\n", n) },
	"newlines":                func(n int) string { return "# T" + repeat("\n", n) },
	"spaces":                  func(n int) string { return "a" + repeat(" ", n) + "b" },
	"entities":                func(n int) string { return "# T\n\n" + repeat("&amp;", n) },
	"plain bullets":           func(n int) string { return "Title\n\n" + repeat("• an item of a list\n", n) },
	"plain staircase":         func(n int) string { return "Title\n\n" + staircase("• a\n", n) },
	"plain numbered headings": func(n int) string { return "Title\n\n" + repeat("1. What\n\n", n) },
	"plain glued bullets":     func(n int) string { return "• a" + repeat(" • a", n) },
	"plain page numbers":      func(n int) string { return "Title\n\n" + repeat("a line of text here\n1\nb\nc\nd\n", n) },
	"plain hyphens": func(n int) string {
		return "Title\n\n" + repeat("a line that ends inside of a word of more than twelve let-\n", n)
	},
	"plain code":             func(n int) string { return "Title\n\n" + repeat("    not code\n\n", n) },
	"AsciiDoc blocks":        func(n int) string { return "= T\n\n== A\n\n" + repeat("----\na\n....\n|===\n", n) },
	"AsciiDoc marks":         func(n int) string { return "= T\n\n== A\n\n" + repeat("*a _b `c <<d ((e ", n) },
	"reST blocks":            func(n int) string { return ".. a::\n\n" + repeat(".. note::\n\n  a::\n\n    b\n\n+---+\n", n) },
	"reST nesting":           func(n int) string { return ".. a::\n\n" + staircase(".. note::\n\n", n) },
	"reST marks":             func(n int) string { return ".. a::\n\n" + repeat("`a `` b_ :c:` <\n", n) },
	"nested bold":            func(n int) string { return "<html>" + repeat("<b>", n) },
	"nested divs":            func(n int) string { return "<html>" + repeat("<div>a", n) },
	"nested lists in HTML":   func(n int) string { return "<html>" + repeat("<ul><li>a", n) },
	"nested tables":          func(n int) string { return "<html>" + repeat("<table><tr><td>a", n) },
	"tables without cells":   func(n int) string { return "<html><table>" + repeat("<tr>", n) },
	"cells":                  func(n int) string { return "<html><table>" + repeat("<td>", n) },
	"stray end tags":         func(n int) string { return "<html>" + repeat("<i>a", 200) + repeat("</p>", n) },
	"layout tables":          func(n int) string { return "<html>" + repeat("<table><tr><td>a<td><h2>b", n) },
	"hidden spans":           func(n int) string { return "<html><p>a" + repeat("<span hidden>a", n) },
	"lines of code":          func(n int) string { return "<html><pre>" + repeat("<div>a", n) },
	"code tables":            func(n int) string { return "<html><table class=lntable>" + repeat("<tr><td>a<pre>b", n) },
	"heading links":          func(n int) string { return "<html><h2>" + repeat("<a href=#a>#</a> ", n) },
	"open tag":               func(n int) string { return "<html><p " + repeat("a=b ", n) },
	"open comment":           func(n int) string { return "<html><p>a</p><!--" + repeat("a", n) },
	"shortcodes":             func(n int) string { return `{"content":{"rendered":"` + repeat("[a ", n) + `"}}` },
	"deep JSON":              func(n int) string { return `{"a":` + repeat("[", n) },
	"front matter":           func(n int) string { return "---\na: &a [x]\n" + repeat("b: *a\n", n) + "---\ntext\n" },
	"links":                  func(n int) string { return "# T\n\n" + repeat("[a](/b) ", n) },
	"formulas":               func(n int) string { return "# T\n\n" + repeat("$a_b ", n) },
	"shortcodes in Markdown": func(n int) string { return "# T\n\n" + repeat("{{< a {% b [[c {{% ", n) },
	"open admonitions":       func(n int) string { return "# T\n\n" + repeat(":::note\n!!! tip\n    > [!TIP]\n    a\n\n", n) },
	"nested admonitions":     func(n int) string { return "# T\n\n" + staircase("!!! tip\n", n) },
	"open components":        func(n int) string { return "# T\n\n" + repeat("<Card\na\n\n<Tabs>\n", n) },
	"open directives":        func(n int) string { return "# T\n\n" + repeat("```{note}\na\n````{tip}\n", n) },
	"open formulas":          func(n int) string { return "# T\n\n" + repeat("$$\n{/*\n{% comment %}\n{% highlight a %}\n", n) },
	"footnotes":              func(n int) string { return "# T\n\n" + repeat("[^a]: b [^a] `\n", n) },
	"line of links":          func(n int) string { return "<html><p>" + repeat("<a href=/b>a</a> ", n) },
}

// bookSection is an ordinary section of 3 kB.
func bookSection() string {
	paragraph := repeat("A broker keeps the order of its events, so that a **consumer** can read them again from any point. ", 600)
	return "## Section\n\n" + repeat(paragraph+"\n\n", 2500) + "The broker does three things:\n\n- it appends an event to the log\n- it answers a read\n- it drops old segments\n\n"
}

func repeat(s string, n int) string { return strings.Repeat(s, n/len(s)) }

func growing(s string, n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(s, i))
		b.WriteString(" ")
	}
	return b.String()
}

func staircase(s string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i))
		b.WriteString(s)
	}
	return b.String()
}

// What one upload of ten million bytes may cost; the benchmark prints its figures beside these limits.
const (
	limitSeconds   = 2
	limitMegabytes = 256
)

// TestHostileInput reads 50,000 bytes of each kind: no panic, sound documents, a message to show where there is none.
func TestHostileInput(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		t.Run(name, func(t *testing.T) {
			d, err := Parse([]byte(hostile[name](50_000)))
			if err == nil {
				checkDocument(t, d)
			} else if fault.MessageOf(err) == "" {
				t.Errorf("error without a message to show: %v", err)
			}
		})
	}
}

// BenchmarkHostileInput reads ten million bytes of each kind and prints seconds and the highest memory beside the limits.
func BenchmarkHostileInput(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		b.Run(name, func(b *testing.B) {
			src := []byte(hostile[name](10_000_000))
			highest := int64(0)
			for b.Loop() {
				used := peak(func() { _, _ = Parse(src) }) // refusing is an answer too
				highest = max(highest, used)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/op")
			b.ReportMetric(limitSeconds, "s-limit")
			b.ReportMetric(float64(highest>>20), "MB")
			b.ReportMetric(limitMegabytes, "MB-limit")
		})
	}
}

// peak runs work and returns by how many bytes the heap grew at most meanwhile, looked at every 5 ms.
func peak(work func()) int64 {
	runtime.GC()
	before := heapBytes()
	stop, seen := make(chan struct{}), make(chan uint64)
	go func() {
		highest := uint64(0)
		for {
			highest = max(highest, heapBytes())
			select {
			case <-stop:
				seen <- highest
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	work()
	close(stop)
	return int64(<-seen - before)
}

func heapBytes() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
