package browser

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"touchstone/internal/testbed"
)

// kilobyte is 1000 bytes: what the wire carries is counted, with headers.
const kilobyte = 1000

// TestBudgets measures what pages cost on the wire, packed and with nothing in the cache.
func TestBudgets(t *testing.T) {
	site := demo(t)
	guest := testbed.NewPage(t, phone)
	guest.Goto(site + "/")
	plain := withoutCode(t, guest)
	taken := begin(t, guest, "frontend-and-backend")
	complete(t, guest, taken)
	send(t, guest, taken)

	cold := []struct {
		what, email, path string
		bytes, requests   int
	}{
		{"question without code", "", plain, 50 * kilobyte, 6},
		{"result", "", taken + "/result", 110 * kilobyte, 8},
		{"class", maria, "/cohorts", 50 * kilobyte, 6},
		{"candidates", jonas, "/screenings", 50 * kilobyte, 6},
		{"guide with all fonts", "", "/guides/oauth", 140 * kilobyte, 8},
		{"landing", "", "/", 140 * kilobyte, 8},
	}
	weigh := func(p *testbed.Page, site, what, path string, bytes, requests int) {
		p.ClearCache()
		p.BeforeScripts(shifts)
		p.Goto(site + path)
		cost := p.Traffic()
		t.Logf("%-22s %6.1f KB in %d requests, cold", what, float64(cost.Bytes)/kilobyte, cost.Requests)
		if cost.Bytes > bytes || cost.Requests > requests {
			t.Errorf("%s costs %d bytes in %d requests, allowed are %d in %d: %q", what, cost.Bytes, cost.Requests, bytes, requests, cost.Addresses)
		}
		if home, err := url.Parse(site); err != nil || len(cost.Hosts) != 1 || cost.Hosts[0] != home.Host {
			t.Errorf("%s asks %v", what, cost.Hosts)
		}
		if shift := testbed.Eval[float64](p, "window.shifted"); shift > 0.02 {
			t.Errorf("%s shifts by %.3f while it loads: %q", what, shift, testbed.Eval[[]string](p, "window.moved"))
		}
	}
	b := library(t, "sqlite")
	coded := b.sit(t, phone, "code")
	weigh(coded.Page, b.url, "question with code", coded.attempt()+"/questions/1", 90*kilobyte, 6)
	for _, budget := range cold {
		p := guest
		if budget.email != "" {
			p = signIn(t, site, budget.email, desk)
			p.Goto(site + budget.path)
			budget.path = testbed.Eval[string](p, `document.querySelector("main a.whole").getAttribute("href")`)
		}
		weigh(p, site, budget.what, budget.path, budget.bytes, budget.requests)
	}

	guest.Goto(site + plain)
	guest.Traffic()
	guest.Goto(site + question(begin(t, guest, "sql"), 1))
	if warm := guest.Traffic(); warm.Requests != 1 || warm.Bytes > 10*kilobyte {
		t.Errorf("the next question costs %d bytes in %d requests", warm.Bytes, warm.Requests)
	} else {
		t.Logf("%-22s %6.1f KB in %d request, warm", "next question", float64(warm.Bytes)/kilobyte, warm.Requests)
	}
	checkAssets(t, guest, site)
}

// shifts sums up how far things move by themselves while a page loads.
const shifts = `window.shifted = 0; window.moved = [];
new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
	window.shifted += entry.value;
	for (const s of entry.sources) window.moved.push((s.node?.className || s.node?.nodeName || "gone") + " from " + JSON.stringify(s.previousRect) + " to " + JSON.stringify(s.currentRect));
} })
	.observe({ type: "layout-shift", buffered: true });`

func question(attempt string, n int) string { return attempt + "/questions/" + strconv.Itoa(n) }

// withoutCode finds a question that shows no code font.
func withoutCode(t *testing.T, p *testbed.Page) string {
	t.Helper()
	attempt := begin(t, p, "nosql")
	for n := 1; n <= 8; n++ {
		html := testbed.Eval[string](p, `fetch(`+literal(question(attempt, n))+`).then((r) => r.text())`)
		if main := html[strings.Index(html, "<main"):]; !strings.Contains(main, "<code>") && !strings.Contains(main, "<pre") {
			return question(attempt, n)
		}
	}
	t.Fatal("every question shows code")
	return ""
}

// checkAssets weighs the style sheet and the script that learners load.
func checkAssets(t *testing.T, p *testbed.Page, site string) {
	t.Helper()
	assets := testbed.Eval[map[string]string](p, `({ "style sheet": document.querySelector("link[rel=stylesheet]").href, script: document.querySelector("script[src]").src })`)
	for what, limit := range map[string]int{"style sheet": 15 * kilobyte, "script": 8 * kilobyte} {
		request, err := http.NewRequest(http.MethodGet, assets[what], nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", "gzip") // set by hand, so that the client leaves it packed
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		packed, err := io.ReadAll(response.Body)
		if closing := response.Body.Close(); err != nil || closing != nil {
			t.Fatal(err, closing)
		}
		if _, err := gzip.NewReader(strings.NewReader(string(packed))); err != nil {
			t.Errorf("the %s is not packed: %v", what, err)
		}
		t.Logf("%-22s %6.1f KB packed", what, float64(len(packed))/kilobyte)
		if len(packed) > limit {
			t.Errorf("the %s has %d bytes, allowed are %d", what, len(packed), limit)
		}
	}
	if n := p.Count("script"); n != 1 {
		t.Errorf("a learner's page loads %d scripts", n)
	}
}
