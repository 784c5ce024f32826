package testbed

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// actionLimit bounds one action on a page. A page of ours loads in well under a second. The rest is for a machine that
// runs two race-detecting test processes at once.
const actionLimit = 30 * time.Second

// View says how a page is looked at. The zero value is a desk screen of 1280 by 900 in the light theme.
type View struct {
	Width, Height int  // CSS pixels
	Dark          bool // prefers-color-scheme: dark
	ReducedMotion bool // prefers-reduced-motion: reduce
	ForcedColors  bool // forced-colors: active
	NoScript      bool // the page's own scripts do not run, the checks of this package do
}

// Page is one tab. Every method fails the test when it cannot do what it says.
type Page struct {
	t       testing.TB
	context context.Context
	view    View
	record  *record
	status  int
}

// NewPage opens a tab with an empty profile of its own: no cookies, nothing cached. It closes with the test.
func NewPage(t testing.TB, view View) *Page {
	t.Helper()
	chromium, err := sharedBrowser()
	if err != nil {
		t.Fatal(err)
	}
	return open(t, chromium.context, view, chromedp.WithNewBrowserContext())
}

// Tab opens a second tab of the same profile: the same cookies, the same view.
func (p *Page) Tab() *Page {
	p.t.Helper()
	return open(p.t, p.context, p.view)
}

// For is the same tab for a subtest: what fails fails there.
func (p *Page) For(t testing.TB) *Page {
	same := *p
	same.t = t
	return &same
}

func open(t testing.TB, parent context.Context, view View, options ...chromedp.ContextOption) *Page {
	t.Helper()
	if view.Width == 0 {
		view.Width = 1280
	}
	if view.Height == 0 {
		view.Height = 900
	}
	ctx, closeTab := chromedp.NewContext(parent, options...)
	t.Cleanup(closeTab)
	p := &Page{t: t, context: ctx, record: newRecord()}
	if err := chromedp.Listen(ctx, p.record.add); err != nil {
		t.Fatalf("open a page: %v", err)
	}
	p.Look(view)
	return p
}

// Look changes the view of the page. NoScript holds from the next load on.
func (p *Page) Look(view View) {
	p.t.Helper()
	p.view = view
	preference := func(on bool, yes, no string) string {
		if on {
			return yes
		}
		return no
	}
	p.do("look", chromedp.EmulateViewport(int64(view.Width), int64(view.Height)))
	call(p, "look", emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: preference(view.Dark, "dark", "light")},
		{Name: "prefers-reduced-motion", Value: preference(view.ReducedMotion, "reduce", "no-preference")},
		{Name: "forced-colors", Value: preference(view.ForcedColors, "active", "none")},
	}})
	p.scripts(!view.NoScript)
}

func (p *Page) scripts(on bool) {
	p.t.Helper()
	call(p, "scripts", emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// Offline cuts the page off from the network, or joins it again.
func (p *Page) Offline(off bool) {
	p.t.Helper()
	// The first command stops requests, the second tells the page, as navigator.onLine and its events.
	call(p, "offline", network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}},
	})
	call(p, "offline", network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: off, DownloadThroughput: -1, UploadThroughput: -1,
	})
}

// BeforeScripts runs JavaScript at the start of every page loaded from now on, before the page's own. It is how a test
// gives a page another clock.
func (p *Page) BeforeScripts(source string) {
	p.t.Helper()
	call(p, "before scripts", cdppage.AddScriptToEvaluateOnNewDocument,
		cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: source})
}

// ClearCache forgets what the browser has loaded. Cookies stay.
func (p *Page) ClearCache() {
	p.t.Helper()
	call(p, "clear the cache", network.ClearBrowserCache, cdp.Empty{})
}

// Goto loads an address.
func (p *Page) Goto(address string) {
	p.t.Helper()
	p.load("go to "+address, chromedp.Navigate(address))
}

// Reload loads the page again.
func (p *Page) Reload() {
	p.t.Helper()
	p.load("reload", chromedp.Reload())
}

// Back goes to the page before this one.
func (p *Page) Back() {
	p.t.Helper()
	p.load("go back", chromedp.NavigateBack())
}

// load runs actions that lead to another page, and returns when it has loaded.
func (p *Page) load(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	p.record.startLoad()
	ctx, cancel := context.WithTimeout(p.context, actionLimit)
	defer cancel()
	response, err := chromedp.RunResponse(ctx, actions...)
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
	p.status = 0
	if response != nil {
		p.status = int(response.Status)
	}
}

// Status is the HTTP status of the page as it was loaded last.
func (p *Page) Status() int { return p.status }

// Address is where the page is now.
func (p *Page) Address() string {
	p.t.Helper()
	return run(p, "address", chromedp.Location())
}

// Title is the title of the page now.
func (p *Page) Title() string {
	p.t.Helper()
	return run(p, "title", chromedp.Title())
}

// Screenshot writes a PNG of the whole page, or of what is in view.
func (p *Page) Screenshot(path string, whole bool) {
	p.t.Helper()
	picture := chromedp.CaptureScreenshot()
	if whole {
		picture = chromedp.FullScreenshot(100) // a quality of 100 means PNG
	}
	if err := os.WriteFile(path, run(p, "screenshot", picture), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *Page) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	run(p, what, chromedp.Steps(actions...))
}

func run[T any](p *Page, what string, action chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.context, actionLimit)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		p.t.Fatalf("%s: %v", what, p.explained(err))
	}
	return value
}

// explained adds where the page was to an error.
func (p *Page) explained(err error) error {
	ctx, cancel := context.WithTimeout(p.context, time.Second)
	defer cancel()
	address, addressErr := chromedp.Run(ctx, chromedp.Location())
	if addressErr != nil {
		return err
	}
	return fmt.Errorf("%w (at %s)", err, address)
}
