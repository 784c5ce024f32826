package views

import (
	"bytes"
	"context"
	"testing"
	"time"
)

func TestBackticksMarkCode(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain", "plain"}, {"", ""}, {"use `GET`.", "use <code>GET</code>."}, {"`a`, `b`", "<code>a</code>, <code>b</code>"},
		{"one ` alone", "one ` alone"}, {"``", ""}, {"`<script>`", "<code>&lt;script&gt;</code>"}, {"(`x`)s", "(<code>x</code>)s"},
	} {
		var b bytes.Buffer
		if err := text(c.text).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != c.want {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}

func TestShortCutsAtAWordAndClosesCode(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"as it is", 20, "as it is"}, {"one two three four", 9, "one two…"}, {"unbrokenwordthatislong", 8, "unbroken…"}, {"what `a b c` is", 9, "what `a`…"}, {"über alles hinaus", 11, "über alles…"},
	} {
		if got := short(c.text, c.limit); got != c.want {
			t.Errorf("%q to %d gives %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func TestTimesAreSaidAsPeopleSayThem(t *testing.T) {
	p := pageFor(nil)
	for _, c := range []struct{ got, want string }{
		{p.moment(minutesAgo(3)), "today at 10:42"}, {p.moment(daysAgo(1)), "yesterday at 10:45"}, {p.moment(daysAgo(12)), "on 8 November at 10:45"},
		{p.ago(daysAgo(12)), "12 days ago"}, {p.ago(daysAgo(60)), "on 21 September 2026"}, {p.due(daysAgo(-7)), "Friday 27 November"}, {p.due(daysAgo(-1)), "tomorrow"},
		{p.due(daysAgo(3)), "17 November, which has passed"}, {minutes(43 * time.Minute), "43 minutes"}, {minutes(20 * time.Second), "1 minute"},
		{count(1, "question"), "1 question"}, {count(2, "quiz"), "2 quizzes"}, {list([]string{"a", "b", "c"}), "a, b and c"}, {inTen(.41), "right about 4 in 10"}, {inTen(.02), "right less than 1 time in 10"},
		{heat(0), "heat-1"}, {heat(59), "heat-3"}, {heat(60), "heat-4"}, {heat(100), "heat-5"}, {at(-4), "at-0"}, {wide(140), "w-100"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestExchangesAreCutInTwo(t *testing.T) {
	parts := panes(singleQuestion.Code)
	if len(parts) != 2 || parts[0].first != "GET /orders/42 HTTP/1.1" || parts[1].first != "HTTP/1.1 304 Not Modified" {
		t.Errorf("panes: %+v", parts)
	}
	if parts := panes("SELECT 1;"); len(parts) != 1 || parts[0].name != "SQL" || parts[0].rest != "SELECT 1;" {
		t.Errorf("panes: %+v", parts)
	}
	if parts := panes("DELETE FROM orders;"); parts[0].name != "SQL" {
		t.Errorf("a statement is taken for a request: %+v", parts)
	}
	if parts := panes("\tif x {\n\t\treturn\n\t}"); parts[0].rest != "\tif x {\n\t\treturn\n\t}" {
		t.Errorf("tabs are lost: %q", parts[0].rest)
	}
}

func TestCodeStandsAsItWasWritten(t *testing.T) {
	code := "\tfirst := 1\n\n\tsecond := 2 // <b>"
	d := look(t, codeFigure(code, ""))
	if got := d.Find("pre code").Text(); got != code {
		t.Errorf("got %q, want %q", got, code)
	}
}
