package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestTally(t *testing.T) {
	passing := `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"quiet\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p","Elapsed":1.5}
`
	cases := []struct {
		name, stream, last string
		green              bool
		shown, hidden      string
	}{
		{name: "all pass", stream: passing, last: "1 passed, 0 failed", green: true, hidden: "quiet"},
		{name: "nothing ran", last: "0 passed, 0 failed"},
		{name: "a skip is told", last: "1 passed, 0 failed, 1 skipped", green: true,
			stream: `{"Action":"skip","Package":"p","Test":"TestB"}` + "\n" + passing},
		{name: "a failure shows what it wrote", last: "1 passed, 1 failed", shown: "want 2",
			stream: passing + `{"Action":"output","Package":"q","Test":"TestB","Output":"want 2\n"}
{"Action":"fail","Package":"q","Test":"TestB"}
{"Action":"fail","Package":"q"}
`},
		{name: "a package that does not build", last: "1 passed, 0 failed", shown: "1 packages failed outside",
			stream: passing + `{"ImportPath":"q","Action":"build-output","Output":"undefined: x\n"}
{"ImportPath":"q","Action":"build-fail"}
{"Action":"fail","Package":"q","FailedBuild":"q"}
`},
		{name: "a test that never ends", last: "1 passed, 1 failed", shown: "started",
			stream: passing + `{"Action":"output","Package":"q","Test":"TestB","Output":"started\n"}
{"Action":"fail","Package":"q"}
`},
		{name: "a failure of one package is not another's excuse", last: "1 passed, 1 failed", shown: "1 packages failed outside",
			stream: passing + `{"Action":"fail","Package":"q","Test":"TestB"}
{"Action":"fail","Package":"r"}
{"Action":"fail","Package":"q"}
`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			tally := newTally(&out)
			if err := tally.read(strings.NewReader(c.stream)); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			if last := lines[len(lines)-1]; last != c.last {
				t.Errorf("last line %q, want %q", last, c.last)
			}
			if tally.green() != c.green {
				t.Errorf("green is %v, want %v", tally.green(), c.green)
			}
			if !strings.Contains(out.String(), c.shown) {
				t.Errorf("output lacks %q:\n%s", c.shown, out.String())
			}
			if c.hidden != "" && strings.Contains(out.String(), c.hidden) {
				t.Errorf("output has %q of a passing test", c.hidden)
			}
		})
	}
}
