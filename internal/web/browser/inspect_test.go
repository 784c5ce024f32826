package browser

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"touchstone/internal/testbed"
)

// picturesVariable names the folder that pictures of every page are written to; see make pictures.
const picturesVariable = "TOUCHSTONE_PICTURES"

// TestEveryPage opens every page in every state and holds it to what is demanded of all.
func TestEveryPage(t *testing.T) {
	seen := &titles{paths: map[string]string{}}
	covered := &sync.Map{}
	t.Run("scenes", func(t *testing.T) {
		for _, s := range scenes {
			t.Run(s.name, func(t *testing.T) {
				t.Parallel()
				p, site, states := s.enter(t)
				for _, at := range states {
					covered.Store(at.route, true)
					t.Run(at.name, func(t *testing.T) { inspect(t, p, site, at, seen) })
				}
			})
		}
	})
	for _, route := range pageRoutes(t) {
		if _, looked := covered.Load(route); !looked {
			t.Errorf("no state of %s was looked at", route)
		}
	}
}

// inspect holds one page to what is demanded of all.
func inspect(t *testing.T, p *testbed.Page, site string, at state, seen *titles) {
	p = p.For(t)
	p.Look(desk)
	if at.form != nil {
		submit(p, at.path, at.form)
	} else {
		p.Goto(site + at.path)
	}
	if want := max(at.status, 200); p.Status() != want {
		t.Fatalf("%s: status %d, want %d", at.path, p.Status(), want)
	}
	if n := p.Count("h1"); n != 1 {
		t.Errorf("%d h1 elements, want 1", n)
	}
	seen.add(t, p, at)
	if os.Getenv(picturesVariable) != "" {
		picture(t, p, at.name)
		return
	}
	for _, dark := range []bool{false, true} {
		p.Look(testbed.View{Dark: dark, ReducedMotion: true}) // a colour on its way to the other theme is neither
		var rules []string
		if dark {
			rules = []string{"color-contrast", "link-in-text-block"} // what a theme can change; the rest has been seen
		}
		violations, incomplete := p.Axe(rules...)
		for _, v := range violations {
			t.Errorf("dark %v: %s", dark, v)
		}
		for _, v := range incomplete {
			for _, reason := range undecided(p, v) {
				t.Errorf("dark %v: axe could not decide, and %s", dark, reason)
			}
		}
	}
	p.Look(desk)
	for _, lost := range p.Reflow() {
		t.Errorf("at 320 px: %s", lost)
	}
	for _, width := range []int{1280, 390} {
		p.Look(testbed.View{Width: width})
		for _, lost := range p.SpacedText() {
			t.Errorf("with spaced text at %d px: %s", width, lost)
		}
	}
	if complaints := p.Complaints(); len(complaints) > 0 {
		t.Errorf("the page complains: %q", complaints)
	}
}

// titles holds that no two pages share a title. The pages of refusals do: they say what happened.
type titles struct {
	mutex sync.Mutex
	paths map[string]string
}

func (s *titles) add(t *testing.T, p *testbed.Page, at state) {
	title := p.Title()
	if !strings.HasSuffix(title, " - Touchstone") {
		t.Errorf("title %q", title)
	}
	if refused := at.status >= 400; refused != strings.HasPrefix(title, "Error: ") && at.status != 409 {
		t.Errorf("title %q with status %d", title, at.status)
	}
	if at.form != nil || at.status >= 400 {
		return
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if other, taken := s.paths[title]; taken && other != at.route {
		t.Errorf("the title %q belongs to %s too", title, other)
	}
	s.paths[title] = at.route
}

// submit sends a form as a page would and waits for the answer.
func submit(p *testbed.Page, path string, form url.Values) {
	var fields strings.Builder
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range form[name] {
			fmt.Fprintf(&fields, "add(%s, %s);", literal(name), literal(value))
		}
	}
	testbed.Eval[bool](p, `(() => {
		const form = Object.assign(document.createElement("form"), { method: "post", action: `+literal(path)+` });
		const add = (name, value) => form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
		`+fields.String()+`
		form.append(Object.assign(document.createElement("button"), { id: "sent-by-test", textContent: "Send" }));
		document.querySelector("main").prepend(form);
		return true;
	})()`)
	p.Follow("#sent-by-test")
}

// picture writes what a page looks like on a telephone and on a desk, light and dark.
func picture(t *testing.T, p *testbed.Page, name string) {
	t.Helper()
	folder := os.Getenv(picturesVariable)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dark := range []bool{false, true} {
		for _, width := range []int{390, 1280} {
			p.Look(testbed.View{Width: width, Dark: dark, ReducedMotion: true})
			theme := map[bool]string{false: "light", true: "dark"}[dark]
			p.Screenshot(filepath.Join(folder, fmt.Sprintf("%s-%d-%s.png", name, width, theme)), true)
		}
	}
}
