package quiz

import (
	"slices"
	"strings"
	"testing"
)

func TestBlueprintsAreCheckedFieldByField(t *testing.T) {
	known := func(topic string) bool { return topic == "sql" || topic == "rest" }
	good := func() *Blueprint {
		return &Blueprint{Title: "Mine", Mode: Exam, Length: 10, Minutes: 20, PassMark: 60, Shares: []Share{{"sql", 1}, {"rest", 100}}}
	}
	if problems := good().Check(known); len(problems) != 0 {
		t.Fatalf("%v", problems)
	}
	for name, c := range map[string]struct {
		spoil func(b *Blueprint)
		field string
	}{
		"no title":            {func(b *Blueprint) { b.Title = " " }, "title"},
		"a long title":        {func(b *Blueprint) { b.Title = strings.Repeat("ž", MaxTitle+1) }, "title"},
		"no topic":            {func(b *Blueprint) { b.Shares = nil }, "topic"},
		"an unknown topic":    {func(b *Blueprint) { b.Shares[0].Topic = "cooking" }, "topic"},
		"a share of nothing":  {func(b *Blueprint) { b.Shares[0].Weight = 0 }, "topic"},
		"too large a share":   {func(b *Blueprint) { b.Shares[0].Weight = 101 }, "topic"},
		"no mode":             {func(b *Blueprint) { b.Mode = "" }, "mode"},
		"mistakes as a mode":  {func(b *Blueprint) { b.Mode = Mistakes }, "mode"},
		"no length":           {func(b *Blueprint) { b.Length = 0 }, "length"},
		"too long":            {func(b *Blueprint) { b.Length = MaxLength + 1 }, "length"},
		"negative minutes":    {func(b *Blueprint) { b.Minutes = -1 }, "minutes"},
		"days":                {func(b *Blueprint) { b.Minutes = MaxMinutes + 1 }, "minutes"},
		"more than all right": {func(b *Blueprint) { b.PassMark = 101 }, "pass_mark"},
	} {
		b := good()
		c.spoil(b)
		if problems := b.Check(known); len(problems) != 1 || problems[0].Field != c.field {
			t.Errorf("%s: %v", name, problems)
		}
	}
	if problems := (&Blueprint{Minutes: -1, PassMark: -1}).Check(known); len(problems) != 6 {
		t.Errorf("everything wrong: %v", problems)
	}
	if topics := good().Topics(); !slices.Equal(topics, []string{"sql", "rest"}) {
		t.Errorf("topics %v", topics)
	}
}
