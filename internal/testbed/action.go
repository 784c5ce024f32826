package testbed

import (
	"context"
	"errors"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Keys for Press that are no letter or digit.
const (
	Tab        = kb.Tab
	Enter      = kb.Enter
	Escape     = kb.Escape
	Space      = " "
	ArrowUp    = kb.ArrowUp
	ArrowDown  = kb.ArrowDown
	ArrowLeft  = kb.ArrowLeft
	ArrowRight = kb.ArrowRight
)

// Click clicks the first element that a CSS selector finds, and does not wait for another page.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Follow clicks an element that leads to another page, and returns when that has loaded.
func (p *Page) Follow(selector string) {
	p.t.Helper()
	p.load("follow "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Type focuses a field and types into it.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	p.do("type into "+selector, chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Choose sets a select element to one of its values, as a choice by hand does.
func (p *Page) Choose(selector, value string) {
	p.t.Helper()
	p.do("choose "+value, chromedp.SetValue(chromedp.CSS(selector), value))
}

// Press presses keys one after another where the focus is.
func (p *Page) Press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		p.do("press a key", chromedp.KeyEvent(key))
	}
}

// PressShift presses a key with the shift key held.
func (p *Page) PressShift(key string) {
	p.t.Helper()
	p.do("press a key", chromedp.KeyEvent(key, chromedp.KeyModifiers(kb.ModifierShift)))
}

// FollowKey presses a key that leads to another page, and returns when that has loaded.
func (p *Page) FollowKey(key string) {
	p.t.Helper()
	p.load("press a key", chromedp.KeyEvent(key))
}

// Text is the text of the first element that a selector finds, as it is shown.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return run(p, "text of "+selector, chromedp.Text(chromedp.CSS(selector)))
}

// Count is how many elements a selector finds now.
func (p *Page) Count(selector string) int {
	p.t.Helper()
	return len(Eval[[]int](p, "[...document.querySelectorAll("+quotedJS(selector)+")].map(() => 1)"))
}

// Await returns when a JavaScript expression holds, on this page or on one that it leads to, and fails the test when that
// takes too long.
func (p *Page) Await(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.context, actionLimit)
	defer cancel()
	for {
		// A page that is left in the middle answers with an error; the next one is asked.
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if err == nil && holds {
			return
		}
		if ctx.Err() != nil {
			p.t.Fatalf("await %s: %v", expression, p.explained(errors.Join(ctx.Err(), err)))
		}
		time.Sleep(awaitPause)
	}
}

// awaitPause is how long Await waits before it asks again.
const awaitPause = 20 * time.Millisecond

// Eval is the value of a JavaScript expression on the page. A promise is awaited.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	return run(p, "evaluate "+shortened(expression), chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise, userGesture))
}

// userGesture lets an expression do what a page may do only on a person's act, such as writing the clipboard.
func userGesture(p *runtime.EvaluateParams) {
	yes := true
	p.UserGesture = &yes
}

// call sends one command of the DevTools protocol.
func call[P, R any](p *Page, what string, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	return run(p, what, func(ctx context.Context, t *chromedp.Target) (R, error) {
		return cdp.Call(ctx, t, command, params)
	})
}
