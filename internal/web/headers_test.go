package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestEveryAnswerCarriesTheHeadersThatProtectIt(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"http", "https"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, "sqlite")
			if name == "https" {
				s = newSite(t, "sqlite", secure)
			}
			b := s.as(maria)
			_, at := b.start("exam")
			answers := map[string]*page{
				"an attempt": b.get(at), "an error": b.get("/nothing"), "a wrong method": b.do(http.MethodDelete, "/guides", nil), "a redirect": b.once(http.MethodGet, at),
				"a refused form": b.post("/cohorts", "name", ""), "a forbidden page": b.get("/screenings"), "a clock": b.get(at + "/clock"), "an export": b.get("/me/data.json"),
				"a stranger's page": s.visitor().get("/"), "a picture": b.get("/favicon.ico"), "health": b.get("/healthz"), "metrics": b.get("/metrics"),
				"an asset that is none": b.get("/static/nothing.css"), "robots": b.get("/robots.txt"), "another site's form": b.crossSite("https://evil.example", "/session/end"),
			}
			for what, p := range answers {
				for header, want := range map[string]string{
					"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
				} {
					if got := p.header.Get(header); got != want {
						t.Errorf("%s: %s is %q, want %q", what, header, got, want)
					}
				}
				policy := p.header.Get("Content-Security-Policy")
				for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "object-src 'none'"} {
					if !strings.Contains(policy, part) {
						t.Errorf("%s: the policy lacks %s: %s", what, part, policy)
					}
				}
				if strings.Contains(policy, "unsafe") {
					t.Errorf("%s: the policy is %s", what, policy)
				}
				if transport := p.header.Get("Strict-Transport-Security"); (transport != "") != (name == "https") || name == "https" && !strings.HasPrefix(transport, "max-age=31536000") {
					t.Errorf("%s: Strict-Transport-Security is %q", what, transport)
				}
				if p.header.Get("Content-Type") == "" && p.status != http.StatusSeeOther {
					t.Errorf("%s has no type", what)
				}
			}
		})
	}
}

// A style sheet is no page: it says what it is and who may use it, and no more.
func TestAnAssetCarriesTheHeadersOfAnAsset(t *testing.T) {
	t.Parallel()
	b := newSite(t, "sqlite").visitor()
	sheet := b.get(b.get("/").Find("link[rel=stylesheet]").AttrOr("href", ""))
	for header, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "", "Cache-Control": "public, max-age=31536000, immutable",
		"Content-Security-Policy": "", "X-Frame-Options": "", "Permissions-Policy": "",
	} {
		if got := sheet.header.Get(header); got != want {
			t.Errorf("%s is %q, want %q", header, got, want)
		}
	}
}

// crossSite sends a form as a browser does that shows another site's page.
func (b *browser) crossSite(origin, path string, fields ...string) *page {
	b.Helper()
	r := b.request(http.MethodPost, path, strings.NewReader(values(fields...).Encode()))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.Header.Set("Origin", origin)
	r.Header.Set("Referer", origin+"/trap")
	return b.ask(r)
}

func TestPersonalPagesAreKeptNowhere(t *testing.T) {
	s := one(t)
	all, _ := s.principals()
	b := s.as(maria)
	_, at := b.start("sql")
	for _, path := range []string{"/", "/me", "/me/data", "/me/data.json", "/me/preferences", "/account", "/cohorts", at, at + "/questions/1", at + "/review", at + "/clock", "/quizzes", "/guides/sql"} {
		if got := b.get(path).header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control is %q", path, got)
		}
	}
	stranger := s.visitor()
	for _, path := range []string{"/join/join-maria", "/invitations/invitation-jonas", "/setup/nothing", "/nothing"} {
		p := stranger.get(path)
		if got := p.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control is %q", path, got)
		}
		if got := p.header.Get("Referrer-Policy"); path != "/nothing" && got != "no-referrer" {
			t.Errorf("%s: Referrer-Policy is %q: the link would be told to other sites", path, got)
		}
	}
	if p := stranger.post("/session", "email", "somebody@example.org", "password", "x"); p.header.Get("Cache-Control") != "no-store" {
		t.Errorf("what was typed into a form may be kept: %q", p.header.Get("Cache-Control"))
	}
	if got := stranger.get("/guides").header; got.Get("Cache-Control") != "no-cache" || !slices.Contains(got.Values("Vary"), "Cookie") {
		t.Errorf("a page for everybody: %v", got)
	}
	if len(all) == 0 {
		t.Fatal("nobody was here")
	}
}

func TestPagesArePackedForWhoeverAsks(t *testing.T) {
	s := one(t)
	b := s.visitor()
	r := b.request(http.MethodGet, "/guides", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	recorder := s.recorded(r)
	if recorder.Header().Get("Content-Encoding") != "gzip" {
		t.Error("the page is not packed")
	}
	vary := strings.Join(recorder.Header().Values("Vary"), ",")
	if !strings.Contains(vary, "Accept-Encoding") || !strings.Contains(vary, "Cookie") {
		t.Errorf("Vary is %q", vary)
	}
	sheet := b.get("/").Find("link[rel=stylesheet]").AttrOr("href", "")
	for _, encoding := range []string{"gzip", ""} {
		r := b.request(http.MethodGet, sheet, nil)
		r.Header.Set("Accept-Encoding", encoding)
		got := s.recorded(r)
		if got.Header().Get("Content-Encoding") != encoding || !strings.Contains(got.Header().Get("Cache-Control"), "immutable") || got.Body.Len() < 1000 {
			t.Errorf("the style sheet for %q: %v, %d bytes", encoding, got.Header(), got.Body.Len())
		}
	}
}

func TestAWrongMethodIsTold(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	_, at := b.start("exam")
	cases := []struct{ method, path, allow string }{
		{"POST", "/guides", "GET, HEAD"}, {"PUT", "/me", "GET, HEAD"}, {"DELETE", at, "GET, HEAD"}, {"GET", at + "/submission", "POST"}, {"GET", at + "/questions/1/answer", "POST"},
		{"GET", "/session/end", "POST"}, {"PATCH", "/session", "GET, HEAD, POST"}, {"DELETE", "/me/data", "GET, HEAD"}, {"GET", "/me/data/deletion", "POST"}, {"OPTIONS", "/", "GET, HEAD"},
		{"TRACE", "/", "GET, HEAD"}, {"POST", "/healthz", "GET, HEAD"}, {"POST", "/static/x", "GET, HEAD"},
	}
	before := s.dump()
	for _, c := range cases {
		p := b.do(c.method, c.path, nil)
		if p.status != http.StatusMethodNotAllowed || p.header.Get("Allow") != c.allow {
			t.Errorf("%s %s: status %d, Allow %q, want 405 and %q", c.method, c.path, p.status, p.header.Get("Allow"), c.allow)
			continue
		}
		p.says("This page cannot do that").has("a.button")
	}
	if s.dump() != before {
		t.Error("a wrong method changed something")
	}
	for _, path := range []string{"/", "/guides/sql", at + "/questions/1", "/healthz", "/me/data.json"} {
		r := b.request(http.MethodHead, path, nil)
		r.AddCookie(b.cookie())
		got := s.recorded(r)
		if got.Code != http.StatusOK || path != "/healthz" && path != "/me/data.json" && got.Body.Len() > 0 {
			t.Errorf("HEAD %s: %d with %d bytes", path, got.Code, got.Body.Len())
		}
	}
}

func TestAddressesThatAreNoneHaveAPage(t *testing.T) {
	s := one(t)
	for _, b := range []*browser{s.visitor(), s.as(ada)} {
		for _, path := range []string{"/nothing", "/guides/nothing", "/topics/nothing", "/quizzes/nothing", "/about/nothing", "/attempts", "/static/", "/static/../go.mod", "/admin", "/.git/config", "/guides/sql/x", "/%00", "/guides/%ff"} {
			p := b.get(path)
			if b.cookie() == nil && p.status == http.StatusOK && strings.HasPrefix(p.path, "/session") {
				continue
			}
			if path == "/attempts" {
				p.is(http.StatusMethodNotAllowed)
				continue
			}
			p.is(http.StatusNotFound).has("h1").has("a.button")
			if got := p.header.Get("Content-Type"); got != "text/html; charset=utf-8" {
				t.Errorf("%s: %s", path, got)
			}
		}
	}
}

func TestTheHostThatABrowserNamesIsNotBelieved(t *testing.T) {
	s := one(t)
	s.belongings(maria)
	b := s.as(maria)
	id := ""
	s.scan(&id, "SELECT id FROM cohorts")
	for _, path := range []string{"/", "/cohorts/" + id, "/me", "/session"} {
		r := b.request(http.MethodGet, path, nil)
		r.Host = "evil.example"
		r.Header.Set("X-Forwarded-Host", "evil.example")
		r.AddCookie(b.cookie())
		p := b.ask(r).is(http.StatusOK)
		p.hides("evil.example")
	}
	b.get("/cohorts/" + id).says("http://touchstone.test/join/")
}
