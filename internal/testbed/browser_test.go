package testbed

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// site serves small pages under the strict policy that the product has.
func site(t *testing.T, pages map[string]string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			body = "<p>Nothing here"
		}
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'")
		switch filepath.Ext(r.URL.Path) {
		case ".css":
			w.Header().Set("Content-Type", "text/css")
			w.Header().Set("Cache-Control", "max-age=3600, immutable")
		case ".js":
			w.Header().Set("Content-Type", "text/javascript")
			w.Header().Set("Cache-Control", "max-age=3600, immutable")
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			body = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>` + r.URL.Path +
				`</title><link rel="stylesheet" href="/page.css"><main><h1>Page</h1>` + body + `</main></html>`
		}
		fmt.Fprint(w, body)
	})
	mux.HandleFunc("POST /saved", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "answer", Value: r.FormValue("answer"), Path: "/"})
		http.Redirect(w, r, "/after", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /after", func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie("answer")
		if err != nil {
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, "<p>Sign in")
			return
		}
		fmt.Fprintf(w, "<!doctype html><link rel=icon href=data:,><title>After</title><p id=said>%s</p>", cookie.Value)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

const form = `<form method=post action=/saved>
	<label><input type=radio name=answer value=a id=a> One</label>
	<label><input type=radio name=answer value=b id=b> Two</label>
	<button>Continue</button></form>`

func TestFormByMouseByKeyboardAndWithoutScript(t *testing.T) {
	home := site(t, map[string]string{"/": form, "/page.css": ""})
	for _, view := range []View{{}, {NoScript: true}, {Width: 390, Height: 844, Dark: true}} {
		p := NewPage(t, view)
		p.Goto(home + "/")
		if p.Status() != http.StatusOK || p.Title() != "/" {
			t.Fatalf("status %d, title %q", p.Status(), p.Title())
		}
		p.Click("#b")
		p.Follow("button")
		if said := p.Text("#said"); said != "b" || p.Address() != home+"/after" {
			t.Errorf("by mouse: %q at %s, want b at /after", said, p.Address())
		}
		p.Back()
		if !Eval[bool](p, `document.querySelector("#b").checked`) {
			t.Error("going back lost the choice")
		}
		p.Press(Tab, ArrowUp)
		p.FollowKey(Enter)
		if said := p.Text("#said"); said != "a" {
			t.Errorf("by keyboard: %q, want a", said)
		}
	}
}

func TestProfilesAreSeparateAndTabsShareOne(t *testing.T) {
	home := site(t, map[string]string{"/": form, "/page.css": ""})
	first, second := NewPage(t, View{}), NewPage(t, View{})
	first.Goto(home + "/")
	first.Click("#a")
	first.Follow("button")
	tab := first.Tab()
	tab.Goto(home + "/after")
	if tab.Status() != http.StatusOK {
		t.Errorf("a tab of the same profile: status %d", tab.Status())
	}
	second.Goto(home + "/after")
	if second.Status() != http.StatusUnauthorized {
		t.Errorf("another profile: status %d, want 401", second.Status())
	}
}

func TestViewReachesThePage(t *testing.T) {
	home := site(t, map[string]string{
		"/":         `<p id=state>plain</p><script src="/state.js"></script>`,
		"/state.js": `document.querySelector("#state").textContent = "scripted"`,
		"/page.css": "",
	})
	p := NewPage(t, View{Width: 390, Height: 844, Dark: true, ReducedMotion: true})
	p.BeforeScripts("Date.now = () => 42")
	p.Goto(home + "/")
	state := Eval[[]any](p, `[innerWidth, matchMedia("(prefers-color-scheme: dark)").matches,
		matchMedia("(prefers-reduced-motion: reduce)").matches, Date.now(), document.querySelector("#state").textContent]`)
	if got := fmt.Sprint(state); got != "[390 true true 42 scripted]" {
		t.Errorf("the page sees %s", got)
	}
	p.Look(View{NoScript: true})
	p.Reload()
	if got := p.Text("#state"); got != "plain" {
		t.Errorf("without script the page says %q", got)
	}
	p.Look(View{})
	p.Reload()
	p.Offline(true)
	if reached := Eval[bool](p, `fetch("/").then(() => true, () => false)`); reached || Eval[bool](p, "navigator.onLine") {
		t.Error("the page reaches the server while it is offline")
	}
	p.Offline(false)
	if reached := Eval[bool](p, `fetch("/").then(() => true, () => false)`); !reached || !Eval[bool](p, "navigator.onLine") {
		t.Error("the page does not come back online")
	}
}

func TestTrafficCountsWhatCrossesTheWire(t *testing.T) {
	sheet := "p { color: #111 } /*" + strings.Repeat("x", 20_000) + "*/"
	home := site(t, map[string]string{"/": form, "/page.css": sheet})
	p := NewPage(t, View{})
	p.Goto(home + "/")
	cold := p.Traffic()
	if cold.Requests != 2 || cold.Bytes < 20_000 || cold.Bytes > 22_000 {
		t.Errorf("cold: %+v, want 2 requests and the sheet's 20 kB with headers", cold)
	}
	if len(cold.Hosts) != 1 || "http://"+cold.Hosts[0] != home {
		t.Errorf("hosts %v, want only %s", cold.Hosts, home)
	}
	p.Goto(home + "/?again")
	if warm := p.Traffic(); warm.Requests != 1 || warm.Bytes > 2_000 {
		t.Errorf("warm: %+v, want the page alone", warm)
	}
	p.Click("#a")
	p.Follow("button")
	if answer := p.Traffic(); answer.Requests != 2 || !strings.HasSuffix(answer.Addresses[0], "/saved") || answer.Bytes == 0 {
		t.Errorf("an answer: %+v, want the POST and the page after", answer)
	}
}

func TestComplaintsOfThePage(t *testing.T) {
	home := site(t, map[string]string{
		"/quiet": form, "/page.css": "",
		"/loud":   `<p style="color: red">x</p><img src="/gone.png" alt=""><script src="/bad.js"></script>`,
		"/bad.js": `null.answer`,
	})
	p := NewPage(t, View{})
	p.Goto(home + "/quiet")
	p.Goto(home + "/missing")
	if complaints := p.Complaints(); p.Status() != http.StatusNotFound || len(complaints) > 0 {
		t.Errorf("status %d, complaints %q", p.Status(), complaints)
	}
	p.Goto(home + "/loud")
	p.Traffic()
	all := strings.Join(p.Complaints(), "\n")
	for _, part := range []string{"TypeError", "Content Security Policy", "404 for " + home + "/gone.png"} {
		if !strings.Contains(all, part) {
			t.Errorf("complaints lack %q:\n%s", part, all)
		}
	}
}

func TestAxeFindsAndClears(t *testing.T) {
	home := site(t, map[string]string{
		"/good": `<p>All is well.</p>`, "/page.css": `.faint { color: #ccc; background: #fff }`,
		"/bad": `<p class=faint>Can you read this?</p><img src="/x.png">`,
	})
	for _, view := range []View{{}, {NoScript: true}} {
		p := NewPage(t, view)
		p.Goto(home + "/good")
		if violations, _ := p.Axe(); len(violations) > 0 {
			t.Errorf("violations on a good page: %v", violations)
		}
		p.Goto(home + "/bad")
		var rules []string
		violations, _ := p.Axe()
		for _, violation := range violations {
			rules = append(rules, violation.Rule)
		}
		if !slices.Contains(rules, "image-alt") || !slices.Contains(rules, "color-contrast") {
			t.Errorf("rules %v, want image-alt and color-contrast", rules)
		}
		if violations, _ := p.Axe("color-contrast"); len(violations) != 1 || violations[0].Rule != "color-contrast" {
			t.Errorf("asked for one rule: %v", violations)
		}
	}
}

func TestReflowAndSpacing(t *testing.T) {
	home := site(t, map[string]string{
		"/page.css": `.wide { width: 500px } .scroll { overflow-x: auto } .cut { overflow: hidden; white-space: nowrap; font-family: monospace; width: 21ch }
			.reader { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
			.hide { overflow-x: hidden }
			.parked { position: absolute; left: -999px } .half { position: absolute; left: -20px }`,
		"/half":   `<p class=half>Half outside</p>`,
		"/good":   `<a class=parked href="#main">Skip to the content</a><p>Plain text that wraps.</p><div class=scroll tabindex=0><p class=wide>A table in a region</p></div><span class=reader>For screen readers</span>`,
		"/wide":   `<p class=wide>Five hundred pixels of text that do not reflow, whatever the screen is, so that it sticks out</p>`,
		"/hidden": `<div class=hide><p class=wide>Five hundred pixels of text that do not reflow, whatever the screen is, and cut</p></div>`,
		"/cut":    `<p class=cut>Just twenty letters.</p>`,
	})
	p := NewPage(t, View{})
	for page, want := range map[string]struct{ reflow, spaced bool }{
		"/good": {}, "/wide": {reflow: true}, "/hidden": {reflow: true}, "/cut": {spaced: true},
	} {
		p.Goto(home + page)
		if lost := p.Lost(); len(lost) > 0 {
			t.Errorf("%s: lost on a wide screen: %q", page, lost)
		}
		if lost := p.Reflow(); (len(lost) > 0) != want.reflow {
			t.Errorf("%s: lost at 320 px: %q, want any: %v", page, lost, want.reflow)
		}
		if lost := p.SpacedText(); (len(lost) > 0) != want.spaced {
			t.Errorf("%s: lost with spacing: %q, want any: %v", page, lost, want.spaced)
		}
	}
	if width := Eval[int](p, "innerWidth"); width != 1280 {
		t.Errorf("the page is %d px wide after the check", width)
	}
}

func TestPictureAndPaper(t *testing.T) {
	home := site(t, map[string]string{
		"/page.css": `.sheet { break-after: page }`,
		"/":         `<p class=sheet>One</p><p class=sheet>Two</p><p>Three</p>`,
	})
	p := NewPage(t, View{Width: 390, Height: 844})
	p.Goto(home + "/")
	path := filepath.Join(t.TempDir(), "page.png")
	p.Screenshot(path, true)
	picture, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(picture), "\x89PNG") {
		t.Errorf("no PNG: %v", err)
	}
	pdf := p.PDF()
	if sheets := Sheets(pdf); sheets != 3 || !strings.Contains(string(pdf), "/StructTreeRoot") {
		t.Errorf("%d sheets, want 3, tagged", sheets)
	}
}
