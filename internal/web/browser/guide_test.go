package browser

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/internal/testbed"
)

// firstCheck is the id of the first question on a guide's page.
func firstCheck(p *testbed.Page, site, slug string) string {
	p.Goto(site + "/guides/" + slug)
	return testbed.Eval[string](p, `document.querySelector("form[data-check] [name=check]").value`)
}

// checked is the address of a guide with its first question answered, right or wrong as asked.
func checked(t *testing.T, p *testbed.Page, site, slug string, right bool) string {
	t.Helper()
	id := firstCheck(p, site, slug)
	for place := 1; place <= p.Count("form[data-check]:first-of-type .choice"); place++ {
		path := fmt.Sprintf("/guides/%s?check=%s&answer=%d#check-%s", slug, id, place, id)
		p.Goto(site + path)
		if (p.Count("#check-"+id+" .outcome-right") == 1) == right {
			return path
		}
	}
	t.Fatalf("no answer to the first question of %s is right: %v", slug, right)
	return ""
}

func TestACheckIsAnsweredInItsPlace(t *testing.T) {
	t.Parallel()
	site := demo(t)
	p := testbed.NewPage(t, phone)
	id := firstCheck(p, site, "oauth")
	p.Click("#check-" + id + " .button")
	p.Await(`document.querySelector("#check-` + id + ` .field-error")`)
	p.Click("#check-" + id + " .choice")
	p.Click("#check-" + id + " .button")
	p.Await(`document.querySelector("#check-` + id + ` .outcome")`)
	if !testbed.Eval[bool](p, `document.activeElement.matches(".outcome") && document.activeElement.closest("[role=status]") !== null`) {
		t.Error("the focus is not on what became of the answer")
	}
	if strings.Contains(p.Address(), "answer") {
		t.Errorf("the page was left for %s", p.Address())
	}
	p.Click("#check-" + id + " [data-ask]")
	p.Await(`!document.getElementById("check-` + id + `")`)
	if focus := testbed.Eval[string](p, `document.activeElement.closest("form[data-check]").querySelector(".label").textContent`); focus != "Check yourself, 2 of 3" {
		t.Errorf("after “Next question” the focus is in %q", focus)
	}
}

func TestACheckWorksWithoutAScript(t *testing.T) {
	site := demo(t)
	id := firstCheck(testbed.NewPage(t, desk), site, "oauth")
	p := testbed.NewPage(t, testbed.View{NoScript: true})
	p.Goto(site + "/guides/oauth")
	p.Click("#check-" + id + " .choice")
	p.Follow("#check-" + id + " .button")
	if at := p.Address(); !strings.HasSuffix(at, "#check-"+id) {
		t.Errorf("the answer led to %s", at)
	}
	if p.Count("#check-"+id+" .outcome") != 1 || p.Count(".outcome") != 1 {
		t.Error("the answer is not told in its place alone")
	}
	p.Follow("#check-" + id + " [data-ask]")
	if p.Count("#check-"+id) != 0 {
		t.Error("the first question stands there still")
	}
}

func TestATermIsExplainedWhereItStands(t *testing.T) {
	site := demo(t)
	p := testbed.NewPage(t, desk)
	p.Goto(site + "/guides/oauth")
	shown := func() int { return testbed.Eval[int](p, `document.querySelectorAll(".meaning:not([hidden])").length`) }
	for range 80 { // to the first term by keyboard alone
		p.Press(testbed.Tab)
		if testbed.Eval[bool](p, `document.activeElement.matches(".term")`) {
			break
		}
	}
	if shown() != 1 {
		t.Fatalf("%d meanings stand there while a term has the focus", shown())
	}
	said := testbed.Eval[string](p, `document.getElementById(document.activeElement.getAttribute("aria-describedby")).innerText`)
	if !strings.Contains(strings.ToLower(said), strings.ToLower(testbed.Eval[string](p, `document.activeElement.innerText`))) {
		t.Errorf("the meaning says %q", said)
	}
	p.Press(testbed.Escape)
	if shown() != 0 || !testbed.Eval[bool](p, `document.activeElement.matches(".term")`) {
		t.Error("Escape does not take the meaning away, or takes the focus along")
	}
	point := func(selector string) {
		testbed.Eval[bool](p, `document.querySelector(`+literal(selector)+`).dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }))`)
	}
	point(".term")
	p.Await(`document.querySelector(".meaning:not([hidden])")`)
	point(".meaning:not([hidden])")
	if testbed.Eval[int](p, `new Promise((done) => setTimeout(() => done(document.querySelectorAll(".meaning:not([hidden])").length), 400))`) != 1 {
		t.Error("the meaning goes away while it is pointed at")
	}
	point("h1")
	p.Await(`!document.querySelector(".meaning:not([hidden])")`)
}

func TestCodeIsCopiedExactly(t *testing.T) {
	site := demo(t)
	p := testbed.NewPage(t, desk)
	p.BeforeScripts(`Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } });`)
	p.Goto(site + "/guides/oauth")
	p.Click(".guide .copy")
	p.Await(`window.copied !== undefined`)
	if !testbed.Eval[bool](p, `window.copied === document.querySelector(".guide .code pre code").textContent && window.copied.includes("\n")`) {
		t.Errorf("copied %q", testbed.Eval[string](p, "window.copied"))
	}
}

// TestEveryTermLeadsToItsDefinition follows the terms of all guides.
func TestEveryTermLeadsToItsDefinition(t *testing.T) {
	site := demo(t)
	p := testbed.NewPage(t, desk)
	p.Goto(site + "/guides")
	wrong := testbed.Eval[[]string](p, `(async () => {
		const wrong = [];
		const pages = new Map();
		const open = async (path) => {
			if (!pages.has(path)) pages.set(path, new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html"));
			return pages.get(path);
		};
		let terms = 0;
		const plain = (text) => text.replace(/\s+/g, " ");
		for (const link of document.querySelectorAll("main a[href^='/guides/']")) {
			const path = link.getAttribute("href");
			const page = await open(path);
			for (const section of page.querySelectorAll(".guide section")) {
				const own = [...section.querySelectorAll(".term")];
				terms += own.length;
				if (own.length > 12) wrong.push(path + ": " + own.length + " terms in " + section.querySelector("h2").textContent);
				const seen = new Set();
				for (const term of own) {
					const said = page.getElementById(term.getAttribute("aria-describedby")).textContent;
					if (seen.has(said)) wrong.push(path + ": twice in a section: " + said);
					seen.add(said);
					const [guide, anchor] = term.getAttribute("href").split("#");
					const passage = (await open(guide || path)).getElementById(anchor);
					if (!passage || !plain(passage.closest("dl, li, p, table").textContent).includes(said)) wrong.push(path + ": " + term.textContent + " leads to no passage that says: " + said);
					else if (!guide && section.contains(passage)) wrong.push(path + ": " + term.textContent + " is defined beside it");
				}
			}
			if (page.querySelector(".guide :is(h1, h2, h3, h4, th, pre, code, strong, dt) .term, .guide a a")) wrong.push(path + ": a term where none may stand");
			if (page.querySelectorAll("form[data-check]").length < 5) wrong.push(path + ": fewer than five sections ask");
		}
		if (terms < 500) wrong.push(terms + " terms in all guides");
		return wrong;
	})()`)
	for _, what := range wrong {
		t.Error(what)
	}
}

// TestAGuideOnPaper: a guide prints on as many sheets as it does without its questions and buttons.
func TestAGuideOnPaper(t *testing.T) {
	t.Parallel()
	p := signIn(t, demo(t), ada, desk)
	p.Goto(demo(t) + "/guides/oauth")
	whole := testbed.Sheets(p.PDF())
	if taken := testbed.Eval[int](p, `(() => {
		const pressed = document.querySelectorAll(".guide :is(.try, .copy, .wrap-lines, .meaning)");
		pressed.forEach((e) => e.remove());
		return pressed.length;
	})()`); taken < 20 {
		t.Fatalf("the page has only %d things to press", taken)
	}
	if bare := testbed.Sheets(p.PDF()); whole != bare || whole == 0 {
		t.Errorf("the guide prints on %d sheets, without questions and buttons on %d", whole, bare)
	}
}

// TestAGuideIsLight weighs every guide cold, without the fonts.
func TestAGuideIsLight(t *testing.T) {
	t.Parallel()
	site := demo(t)
	p := testbed.NewPage(t, desk)
	p.Goto(site + "/guides/oauth")
	weights := testbed.Eval[map[string]int](p, `(async () => {
		performance.setResourceTimingBufferSize(1000);
		const weigh = async (url) => {
			performance.clearResourceTimings();
			await (await fetch(url, { cache: "reload" })).text();
			return performance.getEntriesByName(new URL(url, location)).pop().transferSize;
		};
		let assets = 0;
		const icons = document.querySelector("use").getAttribute("href").split("#")[0];
		for (const url of [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((e) => e.href || e.src).concat(icons)) assets += await weigh(url);
		const list = new DOMParser().parseFromString(await (await fetch("/guides")).text(), "text/html");
		const weights = {};
		for (const link of list.querySelectorAll("main a[href^='/guides/']")) weights[link.getAttribute("href")] = assets + await weigh(link.getAttribute("href"));
		return weights;
	})()`)
	heaviest := ""
	for path, bytes := range weights {
		if bytes > 60*kilobyte || bytes < 20*kilobyte {
			t.Errorf("%s weighs %d bytes without fonts, allowed are %d", path, bytes, 60*kilobyte)
		}
		if bytes > weights[heaviest] {
			heaviest = path
		}
	}
	if len(weights) < 10 {
		t.Fatalf("weighed %v", weights)
	}
	t.Logf("the heaviest of %d guides is %s with %.1f KB", len(weights), heaviest, float64(weights[heaviest])/kilobyte)
}
