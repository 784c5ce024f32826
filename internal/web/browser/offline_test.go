package browser

import (
	"testing"

	"touchstone/internal/testbed"
)

// TestAnswerSurvivesTheConnection answers while the network is gone. The answer is kept on the device, is sent when the network
// is back, or by the next page that is loaded, and is in the database once.
func TestAnswerSurvivesTheConnection(t *testing.T) {
	t.Parallel()
	b := library(t, "sqlite")
	v := b.sit(t, desk, "exam")
	attempt, id := v.attempt(), v.id()
	kept := func(item int) int {
		return count(t, b.store.DSN(), "SELECT count(*) FROM answers WHERE attempt_id = ? AND item = ?", id, item)
	}
	offline := func() {
		v.Offline(true)
		v.pick("#o2")
		v.Click("form[data-answer] .acts .button")
		v.Await(`document.querySelector(".offline")`)
		says(t, v.Page, `[role=status].offline`, "You are offline. Your answers are kept on this device and will be sent.")
		says(t, v.Page, "[data-saved]", "is kept on this device")
	}

	offline()
	v.at(attempt + "/questions/1")
	if n := kept(1); n != 0 {
		t.Fatalf("%d answers arrived without a network", n)
	}
	if !testbed.Eval[bool](v.Page, `document.querySelector(".offline button").textContent === "Save a copy"`) {
		t.Error("there is no copy to save as the last resort")
	}
	violations, _ := v.Axe()
	if len(violations) > 0 {
		t.Errorf("axe on the page without a network: %v", violations)
	}
	v.Offline(false)
	v.Await(`location.pathname.endsWith("/questions/2")`) // it has been sent, and the page goes on
	if n := kept(1); n != 1 {
		t.Errorf("%d answers to question 1 after the network came back, want 1", n)
	}

	v.Await(`document.readyState === "complete"`)
	offline()
	tab := v.Tab() // the first tab stays without a network, as if it had been closed
	tab.Goto(b.url + attempt + "/questions/2")
	tab.Await(`localStorage.getItem("touchstone.answers") === "{}"`)
	if n := kept(2); n != 1 {
		t.Errorf("%d answers to question 2 after the page was loaded again, want 1", n)
	}
	v.Offline(false) // both tabs may send now
	v.Await(`!document.querySelector(".offline")`)
	tab.Goto(b.url + attempt + "/questions/2")
	if !testbed.Eval[bool](tab, `document.querySelector("#o2").checked`) {
		t.Error("the answer that waited is not the one that is shown")
	}
	if n, all := kept(2), count(t, b.store.DSN(), "SELECT count(*) FROM answers WHERE attempt_id = ?", id); n != 1 || all != 2 {
		t.Errorf("question 2 has %d answers, the attempt %d; want 1 and 2", n, all)
	}
}

// TestStaleTab answers one question on two pages. The second is told, keeps what was chosen, and may replace the first.
func TestStaleTab(t *testing.T) {
	t.Parallel()
	b := library(t, "sqlite")
	for _, noScript := range []bool{false, true} {
		v := b.sit(t, testbed.View{NoScript: noScript}, "exam")
		attempt, id := v.attempt(), v.id()
		other := &taker{Page: v.Tab(), t: t}
		other.Goto(b.url + attempt + "/questions/1")
		other.pick("#o1")
		other.activate("form[data-answer] .acts .button")
		other.at(attempt + "/questions/2")

		v.pick("#o2")
		v.activate("form[data-answer] .acts .button")
		if v.Status() != 409 {
			t.Fatalf("no script %v: status %d, want 409", noScript, v.Status())
		}
		says(t, v.Page, ".note", "That answer is kept:")
		if !testbed.Eval[bool](v.Page, `document.querySelector("#o2").checked`) {
			t.Errorf("no script %v: what was chosen here is lost", noScript)
		}
		if !noScript && !testbed.Eval[bool](v.Page, `document.activeElement.matches(".note")`) {
			t.Errorf("the focus is on %s, not on what happened", focusOf(v.Page).Name)
		}
		v.activate("form[data-answer] .acts .button")
		v.at(attempt + "/questions/2")
		if n := count(t, b.store.DSN(), "SELECT count(*) FROM answers WHERE attempt_id = ? AND item = 1", id); n != 2 {
			t.Errorf("no script %v: %d entries in the journal, want 2", noScript, n)
		}
		v.Goto(b.url + attempt + "/questions/1")
		if !testbed.Eval[bool](v.Page, `document.querySelector("#o2").checked`) {
			t.Errorf("no script %v: the answer that replaced the other is not shown", noScript)
		}
	}
}
