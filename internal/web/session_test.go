package web_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"touchstone/internal/web"
)

func TestTheCookieIsHardOnHTTPSAndWorksOnHTTP(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*web.Config)
		cookie string
		secure bool
	}{{"http", func(*web.Config) {}, "touchstone", false}, {"https", secure, "__Host-touchstone", true}} {
		s := newSite(t, "sqlite", c.change)
		b := s.visitor()
		p := b.once(http.MethodPost, "/attempts", "quiz", web.FirstTry)
		response := http.Response{Header: p.header}
		if len(response.Cookies()) != 1 {
			t.Fatalf("%s: %d cookies", c.name, len(response.Cookies()))
		}
		cookie := response.Cookies()[0]
		if cookie.Name != c.cookie || cookie.Secure != c.secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" || cookie.MaxAge < 86400 {
			t.Errorf("%s: %+v", c.name, cookie)
		}
		b.get(p.header.Get("Location")).is(http.StatusOK).says("Question 1 of 5")
	}
}

func TestSigningInBeginsANewSession(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		b.start(web.FirstTry)
		planted := b.cookie()
		b.post("/session", "email", ada.Email, "password", password).at("/me")
		if b.cookie().Value == planted.Value {
			t.Fatal("the id from before signing in is still in use")
		}
		attacker := s.visitor()
		attacker.client.Jar.SetCookies(attacker.url("/"), []*http.Cookie{planted})
		attacker.get("/account").says("Create an account").hides(ada.Email)

		mine := b.cookie() // signing in again ends the session that was replaced
		b.post("/session", "email", bob.Email, "password", password)
		attacker.client.Jar.SetCookies(attacker.url("/"), []*http.Cookie{mine})
		attacker.get("/account").says("Create an account").hides(ada.Email)
	})
}

func TestASessionThatWasEndedOpensNothing(t *testing.T) {
	each(t, func(s *site) {
		replica := siteOn(t, s.kind, s.dsn)
		b := s.as(ada)
		kept := b.cookie()
		b.get("/account").says(ada.Email)
		b.post("/session/end").at("/")
		if b.cookie() != nil {
			t.Error("the cookie is still there")
		}
		for _, on := range []*site{s, replica} {
			thief := on.visitor()
			thief.client.Jar.SetCookies(thief.url("/"), []*http.Cookie{kept})
			thief.get("/account").hides(ada.Email)
			thief.get("/me/data").says("Sign in")
		}
	})
}

func TestASessionRunsOut(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		s.exec("UPDATE sessions SET expires_at = ?", s.microseconds(-1))
		b.get("/me/data").says("Sign in").hides(ada.Email)
	})
}

func TestUsingASessionMakesItLiveLonger(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	soon := s.microseconds(3600)
	s.exec("UPDATE sessions SET seen_at = ?, expires_at = ?", s.microseconds(-11*60), soon)
	if p := b.get("/me"); p.header.Get("Set-Cookie") == "" {
		t.Error("the cookie is not renewed")
	}
	var expires int64
	if s.scan(&expires, "SELECT expires_at FROM sessions"); expires <= soon {
		t.Error("the session still ends at the same moment")
	}
	if p := b.get("/me"); p.header.Get("Set-Cookie") != "" {
		t.Error("the cookie is renewed with every page")
	}
}

func TestCookiesThatWeDidNotSignAreNobody(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	good := b.cookie().Value
	other := newSite(t, "sqlite", func(c *web.Config) { c.CookieKeys = [][]byte{bytes.Repeat([]byte("x"), 32)} })
	for name, value := range map[string]string{
		"cut": good[:len(good)-3], "changed": "A" + good[1:], "empty": "", "nonsense": "....", "of another key": other.as(ada).cookie().Value, "long": strings.Repeat("a", 5000),
		"the hash of the session": web.HashToken(good), "a NUL": "a%00b",
	} {
		r := b.request(http.MethodGet, "/me/data", nil)
		r.Header.Set("Cookie", "touchstone="+value)
		if got := s.recorded(r); got.Code != http.StatusSeeOther {
			t.Errorf("a cookie that is %s: status %d", name, got.Code)
		}
	}
}

func TestKeysCanBeChangedWhilePeopleAreSignedIn(t *testing.T) {
	s := one(t)
	old, fresh := bytes.Repeat([]byte("k"), 32), bytes.Repeat([]byte("n"), 32)
	b := s.as(ada)
	kept := b.cookie()
	rotated := siteOn(t, s.kind, s.dsn, func(c *web.Config) { c.CookieKeys = [][]byte{fresh, old} })
	through := func(on *site, cookie *http.Cookie) *page {
		b := on.visitor()
		b.client.Jar.SetCookies(b.url("/"), []*http.Cookie{cookie})
		return b.get("/account")
	}
	through(rotated, kept).says(ada.Email)
	renewed := rotated.as(ada).cookie()
	only := siteOn(t, s.kind, s.dsn, func(c *web.Config) { c.CookieKeys = [][]byte{fresh} })
	through(only, renewed).says(ada.Email)
	through(only, kept).hides(ada.Email)
}

func TestAPasswordChangeEndsEveryOtherSession(t *testing.T) {
	each(t, func(s *site) {
		here, there := s.as(ada), s.as(ada)
		here.get("/account").says("Firefox on Linux")
		here.post("/account/password", "current", "not the password", "password", "another good password").wrong("current", "not your present password")
		here.post("/account/password", "current", password, "password", "short").wrong("password", "12 characters")
		there.get("/account").says(ada.Email)
		here.post("/account/password", "current", password, "password", "another good password").is(http.StatusOK).says("Your password is changed")
		here.get("/account").says(ada.Email)
		there.get("/account").hides(ada.Email)
		b := s.visitor()
		b.post("/session", "email", ada.Email, "password", password).is(http.StatusUnprocessableEntity)
		b.post("/session", "email", ada.Email, "password", "another good password").at("/me")
	})
}

func TestPeopleSeeAndEndTheirSessions(t *testing.T) {
	s := one(t)
	here, there, other := s.as(ada), s.as(ada), s.as(bob)
	id := there.get("/account").Find("form[action='/account/sessions/end'] [name=session]").AttrOr("value", "")
	if id == "" {
		t.Fatal("the other session cannot be ended alone")
	}
	other.post("/account/sessions/end", "session", id) // somebody else's id does nothing
	here.get("/account").says(ada.Email)
	there.post("/account/sessions/end", "session", id).at("/account")
	here.get("/account").hides(ada.Email)
	third := s.as(ada)
	there.post("/account/sessions/end").at("/account").says(ada.Email)
	third.get("/account").hides(ada.Email)
	other.get("/account").says(bob.Email)
}
