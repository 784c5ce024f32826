package web_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/internal/people"
	"touchstone/internal/store/storetest"
)

const unknownAddress = "nobody-has-this@example.org"

func TestTheSignInPageSaysWhatIsWrongAndNotWhoHasAnAccount(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		b.post("/session", "email", "no address", "password", "x").wrong("email", "Enter an e-mail address")
		b.post("/session", "email", "", "password", "").wrong("email", "Enter an e-mail address")
		known := b.post("/session", "email", ada.Email, "password", "not the password").wrong("password", "do not belong together")
		unknown := b.post("/session", "email", unknownAddress, "password", "not the password").wrong("password", "do not belong together")
		if strings.ReplaceAll(known.body, ada.Email, "") != strings.ReplaceAll(unknown.body, unknownAddress, "") {
			t.Error("the page tells which address has an account")
		}
		known.hides("not the password")
		if b.cookie() != nil {
			t.Error("a wrong password left a cookie")
		}
		for _, m := range []*people.Member{storetest.AddGuest(s, s.store, "guest")} { // without an address nobody signs in
			b.post("/session", "email", m.ID, "password", "").is(http.StatusUnprocessableEntity)
		}
	})
}

func TestEachRoleArrivesWhereItsWorkBegins(t *testing.T) {
	s := one(t)
	for _, c := range []struct {
		who *people.Member
		at  string
	}{{ada, "/me"}, {maria, "/cohorts"}, {jonas, "/screenings"}, {root, "/me"}} {
		b := s.visitor()
		b.post("/session", "email", strings.ToUpper(c.who.Email), "password", password).at(c.at).says(c.who.Name)
		b.get("/session").at("/me")
	}
}

func TestWrongPasswordsOfAnAccountRunIntoALimit(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		for i := range 10 {
			b.from = fmt.Sprintf("203.0.113.%d:9", i) // from everywhere
			b.post("/session", "email", ada.Email, "password", "not the password").is(http.StatusUnprocessableEntity)
		}
		refused := b.post("/session", "email", "Ada@Example.ORG", "password", password).is(http.StatusTooManyRequests).says("Wait 15 minutes")
		if refused.header.Get("Retry-After") == "" {
			t.Error("Retry-After is missing")
		}
		siteOn(t, s.kind, s.dsn).visitor().post("/session", "email", ada.Email, "password", password).is(http.StatusTooManyRequests) // another replica
		b.post("/session", "email", bob.Email, "password", password).at("/me")
		s.exec("UPDATE sign_in_failures SET at = ?", s.microseconds(-15*60-1))
		s.visitor().post("/session", "email", ada.Email, "password", password).at("/me")
		if got := s.count("SELECT count(*) FROM sign_in_failures"); got != 10 {
			t.Errorf("%d failures are kept; those outside the window need no clearing", got)
		}
	})
}

func TestARightPasswordForgivesTheWrongOnes(t *testing.T) {
	s := one(t)
	b := s.visitor()
	for range 9 {
		b.post("/session", "email", ada.Email, "password", "not the password")
	}
	b.post("/session", "email", ada.Email, "password", password).at("/me")
	if got := s.count("SELECT count(*) FROM sign_in_failures"); got != 0 {
		t.Errorf("%d wrong passwords are still counted", got)
	}
}

func TestWrongPasswordsFromOneAddressRunIntoALimit(t *testing.T) {
	s := one(t)
	for i := range 100 {
		s.exec("INSERT INTO sign_in_failures (id, account, address, at) SELECT ?, ?, address, ? FROM (SELECT ? AS address) AS x", fmt.Sprint("f", i), fmt.Sprint("account", i), s.microseconds(-60), hashOf("address 192.0.2.1"))
	}
	s.visitor().post("/session", "email", ada.Email, "password", password).is(http.StatusTooManyRequests)
	elsewhere := s.visitor()
	elsewhere.from = "192.0.2.2:1"
	elsewhere.post("/session", "email", ada.Email, "password", password).at("/me")
}

// Many tries at once are counted like many one after the other: those beyond the limit are refused, but for the two that may hash at once.
func TestManyTriesAtOnceDoNotEscapeTheLimit(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		refused := 0
		for _, p := range b.together(25, http.MethodPost, "/session", "email", ada.Email, "password", "not the password") {
			if p.status == http.StatusTooManyRequests {
				refused++
			}
		}
		if kept := s.count("SELECT count(*) FROM sign_in_failures"); kept > 11 || refused != 25-kept {
			t.Errorf("%d passwords were tried, %d refused of 25", kept, refused)
		}
	})
}

// The quickest of several tries tells the work apart from what else the machine does. Without the work of a hash an unknown address is answered in a tenth
// of the time, however many tries there are.
func TestAnUnknownAddressTakesAsLong(t *testing.T) {
	s := newSite(t, "sqlite") // not in parallel: it measures
	quickest := map[string]time.Duration{ada.Email: time.Hour, unknownAddress: time.Hour}
	for try := range 40 {
		for email := range quickest {
			s.exec("DELETE FROM sign_in_failures")
			b := s.visitor()
			began := time.Now()
			b.post("/session", "email", email, "password", "not the password")
			quickest[email] = min(quickest[email], time.Since(began))
		}
		ratio := float64(quickest[unknownAddress]) / float64(quickest[ada.Email])
		if try >= 4 && ratio > 0.7 && ratio < 1.4 {
			return
		}
	}
	t.Errorf("a known address takes %v, an unknown one %v", quickest[ada.Email], quickest[unknownAddress])
}

func TestSigningUpSaysBesideEachFieldWhatIsWrong(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		p := b.post("/account", "name", " ", "email", "x", "password", "short")
		p.wrong("name", "Enter your name").wrong("email", "Enter an e-mail address").wrong("password", "12 characters or more").has("#email[value='x']").has("a[href='#password']")
		good := []string{"name", "Grace", "email", "grace@example.org", "password", "correct horse battery"}
		with := func(field, value string) *page {
			fields := slices.Clone(good)
			fields[slices.Index(fields, field)+1] = value
			return b.post("/account", fields...)
		}
		for _, email := range []string{"a@b@c", "Ada <ada@example.org>", "ada@example.org, bob@example.org", "@example.org", "ada@", strings.Repeat("a", 250) + "@example.org", "ada\r\nBcc: x@example.org"} {
			with("email", email).wrong("email", "Enter an e-mail address")
		}
		with("name", strings.Repeat("é", 101)).wrong("name", "100 characters or fewer")
		with("password", strings.Repeat("é", 257)).wrong("password", "256 characters or fewer")
		with("password", "aaaaaaaaaaaaaaaa").wrong("password", "one character repeated")
		with("password", "Grace@Example.org").wrong("password", "not your e-mail address")
		with("email", strings.ToUpper(ada.Email)).wrong("email", "There is an account with this address already")
		if got := s.count("SELECT count(*) FROM members"); got != 5 || b.cookie() != nil {
			t.Errorf("%d members, cookie %v: a refused sign-up left something", got, b.cookie())
		}
		with("password", "пароль из двенадцати букв 🔑 and spaces ").at("/me").says("Grace")
		b.post("/account", good...).at("/account").says("grace@example.org")
		b.post("/session/end")
		b.post("/session", "email", "grace@example.org", "password", "пароль из двенадцати букв 🔑 and spaces ").at("/me")
		var hash string
		if s.scan(&hash, "SELECT password_hash FROM members WHERE email = 'grace@example.org'"); !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("the password is kept as %.30s", hash)
		}
	})
}

func TestTwoSignUpsWithOneAddressMakeOneAccount(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		made := 0
		for _, p := range b.together(6, http.MethodPost, "/account", "name", "Grace", "email", "grace@example.org", "password", "correct horse battery") {
			switch location := p.header.Get("Location"); {
			case p.status == http.StatusSeeOther && location == "/account": // sent after the first answer had come, so by somebody who has an account
			case p.status == http.StatusSeeOther:
				made++
			case p.status != http.StatusUnprocessableEntity:
				t.Errorf("status %d", p.status)
			}
		}
		if got := s.count("SELECT count(*) FROM members WHERE email = 'grace@example.org'"); got != 1 || made != 1 {
			t.Errorf("%d accounts, %d people were told so", got, made)
		}
	})
}

func TestANameCanBeChanged(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	b.post("/account/name", "name", "  ").wrong("name", "Enter your name")
	b.post("/account/name", "name", " Ada L. ").is(http.StatusOK).says("Your name is changed")
	b.get("/account").says("Ada L.")
}

func TestTheSetupLinkMakesTheAdministratorOnce(t *testing.T) {
	each(t, func(s *site) {
		if err := s.store.AddSetupLink(s.Context(), hashOf("secret"), time.Hour); err != nil {
			t.Fatal(err)
		}
		b := s.visitor()
		b.get("/setup/made-up").is(http.StatusGone)
		b.post("/setup/made-up", "name", "Eve", "email", "eve@example.org", "password", "a very long password").is(http.StatusGone)
		b.get("/setup/secret").is(http.StatusOK).has("form[action='/setup/secret']")
		b.post("/setup/secret", "name", "", "email", "admin@example.org", "password", "short").wrong("name", "Enter your name").wrong("password", "12 characters").has("form[action='/setup/secret']")
		b.post("/setup/secret", "name", "Admin", "email", ada.Email, "password", "a very long password").wrong("email", "There is an account with this address already").has("form[action='/setup/secret']")
		done := 0
		for _, p := range b.together(8, http.MethodPost, "/setup/secret", "name", "Admin", "email", "admin@example.org", "password", "a very long password") {
			if p.status == http.StatusSeeOther {
				done++
			}
		}
		if got := s.count("SELECT count(*) FROM members WHERE role = 'admin' AND email = 'admin@example.org'"); got != 1 || done != 1 {
			t.Errorf("%d administrators, %d people were led on", got, done)
		}
		b.get("/setup/secret").is(http.StatusGone)
		fresh := s.visitor()
		fresh.post("/session", "email", "admin@example.org", "password", "a very long password")
		fresh.get("/cohorts").is(http.StatusOK)
		fresh.get("/screenings").is(http.StatusOK)
	})
}
