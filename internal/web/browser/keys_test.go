package browser

import (
	"net/url"
	"testing"

	"touchstone/internal/testbed"
)

// formState is what the form of a question would send.
const formState = `new URLSearchParams(new FormData(document.querySelector("form[data-answer]"))).toString() + location.href + document.querySelectorAll("dialog[open]").length`

// TestKeysOfAQuestion: a number chooses, Enter continues, f flags, ? helps. They leave text fields and modified keys alone.
func TestKeysOfAQuestion(t *testing.T) {
	t.Parallel()
	b := library(t, "sqlite")
	v := b.sit(t, desk, "exam")
	attempt := v.attempt()
	v.Press("2")
	if !testbed.Eval[bool](v.Page, `document.querySelector("#o2").checked && document.activeElement.id === "o2"`) {
		t.Error("2 does not choose the second option")
	}
	if at := focusOf(v.Page); !at.Shown {
		t.Errorf("the focus on %s cannot be seen", at.Name)
	}
	v.Press("f")
	if !testbed.Eval[bool](v.Page, `document.querySelector("[data-flag]").checked`) {
		t.Error("f does not flag")
	}
	v.Press("?")
	v.Await(`document.querySelector("dialog[open]")`)
	violations, _ := v.Axe()
	if len(violations) > 0 {
		t.Errorf("axe on the list of keys: %v", violations)
	}
	v.Press(testbed.Escape)
	if v.Count("dialog[open]") > 0 {
		t.Error("Escape does not close the list of keys")
	}
	v.FollowKey(testbed.Enter)
	v.at(attempt + "/questions/2")
	if n := count(t, b.store.DSN(), "SELECT count(*) FROM answers WHERE attempt_id = ?", v.id()); n != 1 {
		t.Errorf("%d answers, want 1", n)
	}
	v.Press("9") // there is no ninth option
	if v.Count("input[name=answer]:checked") > 0 {
		t.Error("a number without an option chooses something")
	}
}

// TestKeysCanBeTurnedOff: with the preference off, no printable key changes anything, as WCAG 2.1.4 asks.
func TestKeysCanBeTurnedOff(t *testing.T) {
	t.Parallel()
	b := library(t, "sqlite")
	v := b.sit(t, desk, "exam")
	attempt := v.attempt()
	v.Goto(b.url + "/me/preferences")
	v.Click(`label:has(input[name=keys])`)
	v.Follow(`main form .button`)
	if v.Count(`input[name=keys]:checked`) > 0 {
		t.Fatal("the switch does not stay off")
	}
	v.Goto(b.url + attempt + "/questions/1")
	if v.Count(".choice kbd") > 0 {
		t.Error("keys that do nothing are hinted at")
	}
	before := testbed.Eval[string](v.Page, formState)
	for key := '!'; key <= '~'; key++ {
		v.Press(string(key))
	}
	if after := testbed.Eval[string](v.Page, formState); after != before {
		t.Errorf("a key changed the page: %s, before %s", after, before)
	}
	if at := post(v.Page, "/me/preferences", url.Values{"keys": {"1"}}); at.status != 200 {
		t.Fatalf("keys on: %+v", at)
	}
	v.Reload()
	v.Press("3")
	if !testbed.Eval[bool](v.Page, `document.querySelector("#o3").checked`) {
		t.Error("the keys do not come back")
	}
}
