package browser

import (
	"strings"
	"testing"

	"touchstone/internal/testbed"
)

// TestPaper prints what people take away: a result on one sheet, a candidate's report on two at most.
func TestPaper(t *testing.T) {
	t.Parallel()
	site := demo(t)
	p := signIn(t, site, ada, desk)
	p.Goto(site + "/me")
	last := testbed.Eval[[]string](p, `[...document.querySelectorAll('main a[href$="/result"]')].map((a) => a.getAttribute("href"))`)
	for _, address := range last {
		p.Goto(site + address)
		if sheets := testbed.Sheets(p.PDF()); sheets != 1 {
			t.Errorf("the result %s prints on %d sheets, want 1", p.Title(), sheets)
		}
	}
	if len(last) == 0 {
		t.Error("Ada has no results")
	}
	j := signIn(t, site, jonas, desk)
	j.Goto(site + "/screenings")
	j.Follow("main a.whole")
	reports := testbed.Eval[[]string](j, `[...document.querySelectorAll("main a.code-name")].map((a) => a.getAttribute("href"))`)
	for _, address := range []string{reports[0], reports[len(reports)-1]} {
		j.Goto(site + address)
		pdf := j.PDF()
		if sheets := testbed.Sheets(pdf); sheets > 2 {
			t.Errorf("%s prints on %d sheets, want at most 2", j.Title(), sheets)
		}
		if !strings.Contains(string(pdf), "/StructTreeRoot") {
			t.Errorf("%s is not tagged", j.Title())
		}
	}
}
