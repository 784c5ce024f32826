package browser

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"touchstone/internal/testbed"
)

// ownClock gives a page a clock that moves when the test says so, and timers that the test calls.
const ownClock = `(() => {
	let now = 0;
	const timers = [];
	performance.now = () => now;
	window.setInterval = (call, every) => timers.push({ call, every });
	window.pass = async (seconds) => { now += seconds * 1000; for (const t of timers) if (t.every === 1000) await t.call(); };
	window.askServer = async () => { for (const t of timers) if (t.every === 15000) await t.call(); };
})()`

// left lets time pass until so many seconds are left of 20 minutes, and returns what the warning says.
func left(p *testbed.Page, seconds int) string {
	return testbed.Eval[string](p, fmt.Sprintf(`(async () => {
		const box = document.querySelector("[data-clock]");
		window.at ??= Number(box.dataset.left);
		await pass(window.at - %d);
		window.at = %[1]d;
		return box.querySelector(".warning").textContent;
	})()`, seconds))
}

// TestTimeIsToldAtItsMarks lets 20 minutes pass. The live region speaks at half, 5 and 1 minutes and at no other second; a time
// that was hidden comes back then; and nothing that ticks is live.
func TestTimeIsToldAtItsMarks(t *testing.T) {
	t.Parallel()
	b := library(t, "sqlite")
	p := testbed.NewPage(t, desk)
	p.BeforeScripts(ownClock)
	p.Goto(b.url + "/quizzes/exam")
	v := &taker{Page: p, t: t}
	v.activate(`main form[action="/attempts"] .button-large`)

	shown := func() bool { return testbed.Eval[bool](p, `!document.querySelector(".time .left").hidden`) }
	if p.Count(`[role=timer][aria-live], [role=timer] [aria-live]`) > 0 {
		t.Error("a timer that ticks is live: it would be read out every second")
	}
	p.Click("[data-hide-time] button")
	if shown() {
		t.Error("the time cannot be hidden")
	}
	for _, step := range []struct {
		left    int
		warning string
		shown   bool
	}{
		{1100, "", false},
		{601, "", false},
		{600, "Half of the time is left: 10 minutes.", true},
		{599, "Half of the time is left: 10 minutes.", true},
		{301, "Half of the time is left: 10 minutes.", true},
		{300, "5 minutes left.", true},
		{61, "5 minutes left.", true},
		{60, "1 minute is left.", true},
		{1, "1 minute is left.", true},
	} {
		if said := left(p, step.left); said != step.warning || shown() != step.shown {
			t.Errorf("%d s left: %q, time shown %v; want %q, %v", step.left, said, shown(), step.warning, step.shown)
		}
		switch words := p.Text("[data-time]"); {
		case !step.shown:
		case step.left > 300 && words != fmt.Sprintf("%d min left", (step.left+59)/60), step.left <= 300 && !strings.HasSuffix(words, fmt.Sprintf("%d:%02d left", step.left/60, step.left%60)):
			t.Errorf("%d s left: the time says %q", step.left, words)
		}
	}
	p.Goto(b.url + v.attempt() + "/questions/1")
	if shown() {
		t.Error("the wish to hide the time is not kept for the next page")
	}
}

// TestServersClockDecides gives more time to an open page, and then ends it, behind its back.
func TestServersClockDecides(t *testing.T) {
	t.Parallel()
	b := library(t, "sqlite")
	p := testbed.NewPage(t, desk)
	p.BeforeScripts(ownClock)
	p.Goto(b.url + "/quizzes/exam")
	v := &taker{Page: p, t: t}
	v.activate(`main form[action="/attempts"] .button-large`)
	attempt, id := v.attempt(), v.id()

	change(t, b.store.DSN(), "UPDATE attempts SET deadline_at = deadline_at + ? WHERE id = ?", (5 * time.Minute).Microseconds(), id)
	testbed.Eval[bool](p, `askServer().then(() => true)`)
	says(t, p, ".time .warning", "You have been given 5 minutes more.")
	says(t, p, "[data-time]", "25 min left")

	v.pick("#o1")
	change(t, b.store.DSN(), "UPDATE attempts SET deadline_at = ? WHERE id = ?", time.Now().Add(-time.Hour).UnixMicro(), id)
	if at := post(p, attempt+"/questions/1/answer", url.Values{"answer": {"a"}, "seq": {"0"}}); at.status != 410 {
		t.Errorf("an answer after the end: %+v, want 410", at)
	}
	testbed.Eval[bool](p, `(askServer(), true)`)
	p.Await(`location.pathname.endsWith("/answer") && document.readyState === "complete"`)
	says(t, p, "main", "The time had ended before this answer arrived.")
	p.Follow("main .button")
	v.at(attempt + "/result")
	if n := count(t, b.store.DSN(), "SELECT count(*) FROM answers WHERE attempt_id = ?", id); n != 0 {
		t.Errorf("%d answers were kept after the end", n)
	}
}

// TestEndOfTheTimeSendsWhatIsChosen lets the page's own clock run out a moment before the server's.
func TestEndOfTheTimeSendsWhatIsChosen(t *testing.T) {
	t.Parallel()
	b := library(t, "sqlite")
	p := testbed.NewPage(t, desk)
	p.BeforeScripts(ownClock)
	p.Goto(b.url + "/quizzes/exam")
	v := &taker{Page: p, t: t}
	v.activate(`main form[action="/attempts"] .button-large`)
	id := v.id()
	v.pick("#o3")
	testbed.Eval[bool](p, `(pass(1201), true)`)
	p.Await(`!location.pathname.endsWith("/questions/1")`)
	if n := count(t, b.store.DSN(), "SELECT count(*) FROM answers WHERE attempt_id = ? AND item = 1", id); n != 1 {
		t.Errorf("%d answers, want the one that was chosen", n)
	}
}
