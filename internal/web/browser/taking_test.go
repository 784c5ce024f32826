package browser

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"touchstone/internal/testbed"
)

// taker answers questions on the page as one kind of person does.
type taker struct {
	*testbed.Page
	t *testing.T
	// keyboard takers press keys and nothing else, and see the focus on every step.
	keyboard bool
	// looks is called on every page that is reached.
	looks func()
}

// activate presses what a selector finds and waits for the page that it leads to.
func (v *taker) activate(selector string) {
	v.t.Helper()
	if v.keyboard {
		v.reach(selector)
		v.FollowKey(testbed.Enter)
	} else {
		v.Follow(selector)
	}
	if v.looks != nil {
		v.looks()
	}
}

// reach tabs until what a selector finds has the focus. Every step must show where the focus is.
func (v *taker) reach(selector string) {
	v.t.Helper()
	const most = 200
	for range most {
		v.Press(testbed.Tab)
		at := focusOf(v.Page)
		if at.Name == "body" {
			continue // the end of the page: the next key begins again
		}
		if !at.Shown {
			v.t.Errorf("%s: the focus on %s cannot be seen", path(v.Page), at.Name)
		}
		if testbed.Eval[bool](v.Page, "document.activeElement.matches("+literal(selector)+")") {
			return
		}
	}
	v.t.Fatalf("%s: %d tabs do not reach %s", path(v.Page), most, selector)
}

// focus is what has the keyboard's attention.
type focus struct {
	Name string
	// Shown says that it is in view and marked: by a ring, or a ring around the row that it belongs to.
	Shown bool
}

func focusOf(p *testbed.Page) focus {
	return testbed.Eval[focus](p, `(() => {
		const element = document.activeElement;
		if (element === document.body) return { Name: "body", Shown: false };
		const name = element.localName + (element.id && "#" + element.id) + [...element.classList].map((c) => "." + c).join("");
		const ringed = (e, part) => {
			const style = e && getComputedStyle(e, part);
			return Boolean(style) && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && (!part || style.content !== "none");
		};
		const marked = ringed(element) || ringed(element, "::after") || ringed(element.closest("label")) ||
			element.localName === "a" && Boolean(element.querySelector("rect.box")) && parseFloat(getComputedStyle(element.querySelector("rect.box")).strokeWidth) >= 3;
		const box = element.getBoundingClientRect();
		const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
		return { Name: name, Shown: marked && inView };
	})()`)
}

// answer chooses something on the question that is open, whatever its kind, and continues.
func (v *taker) answer() {
	v.t.Helper()
	switch {
	case v.Count(`input[name=answer][type=radio]`) > 0:
		v.pick("#o1")
	case v.Count(`input[name=answer][type=checkbox]`) > 1:
		v.pick("#o2")
	case v.Count("select[name^=answer]") > 0:
		for k := range v.Count("select[name^=answer]") {
			v.place(fmt.Sprintf("#a%d", k+1), k+1)
		}
	default:
		v.write("#answer", "42")
	}
	v.activate("form[data-answer] .acts .button")
}

func (v *taker) pick(option string) {
	v.t.Helper()
	if v.keyboard && v.Count("input[name=answer][type=radio]") > 0 {
		v.reach("input[name=answer]") // one tab enters the group, and arrows move and choose inside of it
		for range v.Count("input[name=answer]") {
			if testbed.Eval[bool](v.Page, "document.activeElement.matches("+literal(option)+")") {
				break
			}
			v.Press(testbed.ArrowDown)
		}
		if !testbed.Eval[bool](v.Page, "document.activeElement.checked") {
			v.Press(testbed.Space)
		}
	} else if v.keyboard {
		v.reach(option)
		v.Press(testbed.Space)
	} else {
		v.Click("label:has(" + option + ")")
	}
	if !testbed.Eval[bool](v.Page, "document.querySelector("+literal(option)+").checked") {
		v.t.Fatalf("%s: %s is not chosen", path(v.Page), option)
	}
}

// place chooses the nth of a list's entries.
func (v *taker) place(list string, n int) {
	v.t.Helper()
	if v.keyboard {
		v.reach(list)
		for range n - testbed.Eval[int](v.Page, "document.activeElement.selectedIndex") {
			v.Press(testbed.ArrowDown)
		}
	} else {
		v.Choose(list, testbed.Eval[string](v.Page, fmt.Sprintf("document.querySelector(%s).options[%d].value", literal(list), n)))
	}
	if at := testbed.Eval[int](v.Page, "document.querySelector("+literal(list)+").selectedIndex"); at != n {
		v.t.Fatalf("%s: %s stands at %d, want %d", path(v.Page), list, at, n)
	}
}

func (v *taker) write(field, text string) {
	v.t.Helper()
	if v.keyboard {
		v.reach(field)
		v.Press(strings.Split(text, "")...)
		return
	}
	v.Type(field, text)
}

// at fails the test when the page is not where it should be. The pattern's * stands for anything.
func (v *taker) at(pattern string) {
	v.t.Helper()
	anything := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, ".*")
	if here := path(v.Page); !regexp.MustCompile("^" + anything + "$").MatchString(here) {
		v.t.Fatalf("at %s, want %s", here, pattern)
	}
}

// says fails the test when what a selector finds does not hold some words.
func says(t *testing.T, p *testbed.Page, selector, words string) {
	t.Helper()
	if text := p.Text(selector); !strings.Contains(strings.Join(strings.Fields(text), " "), words) {
		t.Errorf("%s: %s says %q, want %q in it", path(p), selector, text, words)
	}
}
