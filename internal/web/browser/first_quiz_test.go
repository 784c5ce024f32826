package browser

import (
	"net/http"
	"regexp"
	"strconv"
	"testing"

	"touchstone/internal/testbed"
)

// TestFirstQuiz is the first minutes of somebody who has never been here, by every way of using a page: from the front door
// to a question, through a quiz to the result, its next topic and a second quiz, and to the passage behind an answer.
func TestFirstQuiz(t *testing.T) {
	ways := []struct {
		name     string
		view     testbed.View
		keyboard bool
	}{
		{"by mouse", desk, false},
		{"without script", testbed.View{Width: 390, Height: 844, NoScript: true}, false},
		{"by keyboard", desk, true},
		{"320 px wide", small, false},
	}
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			site := demo(t)
			v := &taker{Page: testbed.NewPage(t, way.view), t: t, keyboard: way.keyboard}
			if way.view == small {
				v.looks = func() {
					for _, lost := range v.Lost() {
						t.Errorf("%s: %s", path(v.Page), lost)
					}
				}
			}
			v.Goto(site + "/")
			v.activate(`form[action="/attempts"] .button`)
			v.at("/attempts/*/questions/1") // the first activation has led here
			asked := 0
			asked += v.finishPractice(5, way.view.NoScript)
			if title := v.Title(); !regexp.MustCompile(`^Your result: First try`).MatchString(title) {
				t.Fatalf("title %q", title)
			}
			if way.view.NoScript || way.keyboard {
				v.checkAdvice()
				return // the second quiz has nothing that the first had not
			}
			v.checkAdvice()
			v.activate(`section[aria-labelledby=next] form[action="/attempts"] .button`)
			asked += v.finishPractice(8, false)
			v.checkAdvice()
			if asked < 10 {
				t.Errorf("%d questions were asked, want 10 or more", asked)
			}
			if complaints := v.Complaints(); len(complaints) > 0 {
				t.Errorf("the pages complain: %q", complaints)
			}
		})
	}
}

// finishPractice answers a practice quiz to its result and returns the number of its questions. On the way it reads the
// passage behind the first answer that has one.
func (v *taker) finishPractice(want int, noScript bool) int {
	v.t.Helper()
	read := false
	for n := 1; ; n++ {
		v.at("/attempts/*/questions/" + strconv.Itoa(n))
		if checked := v.Count("form[data-answer] :checked:not(option)"); checked != 0 {
			v.t.Errorf("question %d: %d options are chosen beforehand", n, checked)
		}
		v.answer()
		v.at("/attempts/*/questions/" + strconv.Itoa(n) + "/feedback")
		if !noScript && !testbed.Eval[bool](v.Page, `document.activeElement.matches("h1")`) {
			v.t.Errorf("question %d: the focus is on %s, not on the heading that says how it went", n, focusOf(v.Page).Name)
		}
		if !read && v.Count(`.passage a`) > 0 {
			read = true
			v.readPassage()
		}
		if v.Count("[data-continue]") == 0 {
			if n != want {
				v.t.Errorf("%d questions, want %d", n, want)
			}
			if !read {
				v.t.Error("no answer led to a passage")
			}
			v.activate(`.acts .button:not(.button-quiet)`)
			v.at("/attempts/*/result")
			return n
		}
		v.activate("[data-continue]")
	}
}

// readPassage opens the passage behind an answer, sees it highlighted, and comes back.
func (v *taker) readPassage() {
	v.t.Helper()
	v.activate(".passage a")
	seen := testbed.Eval[struct {
		Found, InView bool
		Ground, Plain string
	}](v.Page, `(() => {
		const target = document.querySelector(":target");
		if (!target) return {};
		const box = target.getBoundingClientRect();
		const look = (e) => { const style = getComputedStyle(e); return [style.backgroundColor, style.boxShadow, style.outline].join(); };
		const plain = [...document.querySelectorAll(target.localName)].find((e) => e !== target && e.id.startsWith("p-"));
		return { Found: true, InView: box.top >= 0 && box.top < innerHeight, Ground: look(target), Plain: plain ? look(plain) : "" };
	})()`)
	if !seen.Found || !seen.InView || seen.Ground == seen.Plain {
		v.t.Errorf("the passage at %s: %+v", path(v.Page), seen)
	}
	v.Back()
}

// checkAdvice holds that the result says a score with its range, and a next topic with its reason and two ways to act on it.
func (v *taker) checkAdvice() {
	v.t.Helper()
	if score := v.Text(".slab .score"); !regexp.MustCompile(`^\d+\s*of 100$`).MatchString(score) {
		v.t.Errorf("the score says %q", score)
	}
	says(v.t, v.Page, ".slab .said", "most likely between ")
	next := v.Text("section[aria-labelledby=next]")
	if !regexp.MustCompile(`(?s)(right|builds? on th).*What would change this:`).MatchString(next) {
		v.t.Errorf("the advice gives no reason: %q", next)
	}
	if v.Count(`section[aria-labelledby=next] a[href^="/guides/"]`) == 0 || v.Count(`section[aria-labelledby=next] form[action="/attempts"]`) == 0 {
		v.t.Error("the advice has no guide to read or no quiz to take")
	}
}

// TestFrontDoorSetsNoCookie: looking around leaves nothing on the device.
func TestFrontDoorSetsNoCookie(t *testing.T) {
	t.Parallel()
	site := demo(t)
	for _, address := range []string{"/", "/guides", "/guides/oauth", "/topics", "/quizzes", "/quizzes/oauth", "/me", "/session"} {
		response, err := http.Get(site + address)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if cookies := response.Cookies(); len(cookies) > 0 || response.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d, cookies %v", address, response.StatusCode, cookies)
		}
	}
}
