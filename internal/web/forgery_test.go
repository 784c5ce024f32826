package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"touchstone/internal/web"
)

func TestAFormOfAnotherSiteIsNotCarriedOut(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	_, at := b.start("exam")
	before := s.dump()
	for _, path := range []string{"/session/end", at + "/submission", at + "/questions/1/answer", "/me/data/deletion", "/account/password", "/session", "/attempts", "/quizzes", "/nothing"} {
		p := b.crossSite("https://evil.example", path, "answer", "a", "sure", "1", "quiz", "sql").is(http.StatusForbidden)
		p.says("sent from another site").has("h1")
	}
	r := b.request(http.MethodPost, at+"/submission", nil) // a browser without Sec-Fetch-Site
	r.Header.Del("Sec-Fetch-Site")
	r.Header.Set("Origin", "https://evil.example")
	b.ask(r).is(http.StatusForbidden)
	if s.dump() != before {
		t.Error("a form of another site changed something")
	}
	b.get("/me").is(http.StatusOK)
	r = b.request(http.MethodPost, at+"/submission", nil)
	r.Header.Del("Sec-Fetch-Site")
	r.Header.Set("Origin", s.base)
	r.Host = "127.0.0.1:8080" // a proxy that does not pass the name on
	r.AddCookie(b.cookie())
	if got := s.recorded(r); got.Header().Get("Location") != at+"/result" {
		t.Errorf("our own form behind a proxy: status %d", got.Code)
	}
}

func TestNobodyIsLedToAnotherSite(t *testing.T) {
	s := one(t)
	for _, next := range []string{
		"//evil.example", "///evil.example", `/\evil.example`, `\\evil.example`, "https://evil.example", "javascript:alert(1)", "evil.example", "", " /me", "/\t/evil.example", "/\n/evil.example", "/\r\nSet-Cookie: a=b",
		"http:evil.example", "%2f%2fevil.example", "data:text/html,x", "/" + strings.Repeat("a", 600),
	} {
		p := s.as(ada).once(http.MethodGet, "/session?next="+url.QueryEscape(next))
		if got := p.header.Get("Location"); got != "/me" {
			t.Errorf("next %q leads to %q", next, got)
		}
		p = s.as(ada).once(http.MethodPost, "/me/preferences/time", "back", next)
		if got := p.header.Get("Location"); got != "/me" {
			t.Errorf("back %q leads to %q", next, got)
		}
	}
	for _, path := range []string{"//evil.example/guides", "//evil.example/..", "/./guides", "/guides/../guides", "///guides"} {
		p := s.visitor().once(http.MethodGet, path)
		if got := p.header.Get("Location"); strings.HasPrefix(got, "//") || strings.Contains(got, "://") {
			t.Errorf("%s leads to %q", path, got)
		}
	}
	if got := web.LocalPath("/attempts/1?x=//y", "/me"); got != "/attempts/1?x=//y" {
		t.Errorf("a path of our own became %q", got)
	}
}

func TestTheSignInPageRemembersWhereSomebodyWanted(t *testing.T) {
	s := one(t)
	b := s.visitor()
	b.get("/cohorts?sort=name").at("/session?next=%2Fcohorts%3Fsort%3Dname").has("input[name=back][value='/cohorts?sort=name']")
	b.post("/session", "email", maria.Email, "password", "wrong password", "back", "/cohorts?sort=name").wrong("password", "do not belong together").has("input[name=back][value='/cohorts?sort=name']").has("#email[value='" + maria.Email + "']")
	b.post("/session", "email", maria.Email, "password", password, "back", "/cohorts?sort=name").at("/cohorts?sort=name")
	s.visitor().get("/session?back=/join/x").has("input[name=back][value='/join/x']")
}

func TestTheAddressOfTheCallerComesFromTrustedProxiesAlone(t *testing.T) {
	t.Parallel()
	tries := func(s *site, from string, forwarded func(i int) string) (refused int) {
		b := s.visitor()
		b.from = from
		for i := range 70 { // 60 looks at an invitation at once are allowed to one address
			r := b.request(http.MethodGet, "/invitations/made-up", nil)
			r.Header.Set("X-Forwarded-For", forwarded(i))
			if b.ask(r).status == http.StatusTooManyRequests {
				refused++
			}
		}
		return refused
	}
	spoofed := func(i int) string { return "198.51.100." + string(rune('0'+i%10)) + string(rune('0'+i/10%10)) }
	if got := tries(newSite(t, "sqlite"), "203.0.113.9:1", spoofed); got == 0 {
		t.Error("somebody who makes up X-Forwarded-For escapes the limit")
	}
	if got := tries(newSite(t, "sqlite", proxied), "203.0.113.9:1", spoofed); got == 0 {
		t.Error("X-Forwarded-For is believed from an address that is no proxy")
	}
	if got := tries(newSite(t, "sqlite", proxied), "10.1.2.3:1", spoofed); got != 0 {
		t.Errorf("people behind a trusted proxy share one limit: %d refused", got)
	}
	if got := tries(newSite(t, "sqlite", proxied), "10.1.2.3:1", func(i int) string { return spoofed(i) + ", 198.51.100.200" }); got == 0 {
		t.Error("what a client puts before the proxy's own entry is believed")
	}
}
