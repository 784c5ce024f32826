package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"touchstone/internal/bank"
)

// screening makes a screening of the exam, and returns its address.
func (b *browser) screening() string {
	b.Helper()
	return b.post("/screenings", "title", "Junior backend developer", "quiz", "exam", "cut_score", "60").is(http.StatusOK).path
}

// invite makes a candidate, and returns the link's path and the code.
func (b *browser) invite(screening, name, email string, more ...string) (link, code string) {
	b.Helper()
	p := b.post(screening+"/invitations", append([]string{"name", name, "email", email}, more...)...).is(http.StatusOK)
	link, found := strings.CutPrefix(p.text("[data-copy]"), b.base)
	code = regexp.MustCompile(`link of candidate ([A-Z0-9]{4})`).FindStringSubmatch(p.text("body"))[1]
	if !found || !strings.HasPrefix(link, "/invitations/") || len(link) < len("/invitations/")+43 {
		b.Fatalf("the link is %q", link)
	}
	return link, code
}

// takeAll answers every question of an exam, the first ones right, and sends it.
func (b *browser) takeAll(p *page, right int) (attempt string) {
	b.Helper()
	attempt = "/attempts/" + questionPath.FindStringSubmatch(p.path)[1]
	for n := 0; questionPath.MatchString(p.path); n++ {
		p = b.answer(p, n < right)
	}
	b.post(attempt + "/submission").at(attempt + "/result")
	return attempt
}

func TestAScreeningSaysWhatItNeeds(t *testing.T) {
	s := one(t)
	b := s.as(jonas)
	b.get("/screenings").says("Make a screening")
	b.get("/screenings/new").has("option[value=exam]")
	if b.last.Find("option[value=sql]").Length() > 0 {
		t.Error("practice is offered, which shows the answers as it goes")
	}
	b.post("/screenings", "title", "", "quiz", "", "cut_score", "0").wrong("title", "Say which role").wrong("quiz", "Choose a quiz from the list").wrong("cut_score", "1 to 100")
	b.post("/screenings", "title", strings.Repeat("a", 81), "quiz", "sql", "cut_score", "many").wrong("title", "80 characters").wrong("quiz", "Choose an exam").wrong("cut_score", "1 to 100").has("#cut_score[value=many]")
	at := b.screening()
	b.get(at).says("Nobody has finished yet")
	b.post(at+"/invitations", "name", "", "email", "x", "extra_time", "1000").wrong("name", "Enter the candidate’s name").wrong("email", "Enter an e-mail address").wrong("extra_time", "Choose an adjustment")
	b.get("/screenings").says("0 invited")
}

func TestBlindMeansBlind(t *testing.T) {
	each(t, func(s *site) {
		hr := s.as(jonas)
		at := hr.screening()
		secrets := []string{"Zaphod", "zaphod@example.org", "Trillian", "trillian@example.org"}
		done, code := hr.invite(at, "Zaphod Beeblebrox", "zaphod@example.org", "extra_time", "50")
		hr.invite(at, "Trillian Astra", "trillian@example.org")
		candidate := s.visitor()
		candidate.get(done).is(http.StatusOK).says("Junior backend developer", "Jonas Surname", "30 minutes").hides(canary)
		candidate.takeAll(candidate.post(done), 7)

		pages := 0
		check := func(p *page) {
			pages++
			p.hides(secrets...)
		}
		hr.crawl(check, "/screenings", at, at+"/scores.csv", at+"/candidates/"+code, "/", "/me", "/account")
		if pages < 8 {
			t.Errorf("the crawl saw %d pages", pages)
		}
		hr.get(at).says(code, "1 finished").has("td.figure")
		report := hr.get(at+"/candidates/"+code).is(http.StatusOK).says("one source among several", "right about 9 times in 10", "Ask in the interview")
		check(report.hides("more time", "extra", "30 minutes", "adjust"))
		csv := hr.get(at + "/scores.csv").is(http.StatusOK)
		if !strings.HasPrefix(csv.header.Get("Content-Type"), "text/csv") || csv.header.Get("Content-Disposition") != `attachment; filename="candidates.csv"` {
			t.Errorf("the file's headers: %v", csv.header)
		}
		check(csv)
		score := hr.get(at).text("td.figure")
		if !strings.Contains(csv.body, code+",done,"+score+",") || strings.Count(csv.body, "\r\n") != 3 {
			t.Errorf("the file is %q, the table says %s for %s", csv.body, score, code)
		}
		check(hr.post(at+"/invitations", "name", "", "email", "x"))
		check(hr.get(at + "/candidates/ZZZZ").is(http.StatusNotFound))
		for _, line := range strings.Split(s.log.String(), "\n") {
			for _, secret := range secrets {
				if strings.Contains(line, secret) {
					t.Errorf("the log names a candidate: %s", line)
				}
			}
		}
	})
}

// A candidate reads the cut that counts for them, which need not be the pass mark of the quiz, on the start page and in the result.
func TestACandidateReadsTheCutOfTheScreening(t *testing.T) {
	s := one(t)
	hr := s.as(jonas)
	at := hr.post("/screenings", "title", "Backend developer", "quiz", "exam", "cut_score", "71").is(http.StatusOK).path
	link, code := hr.invite(at, "Zaphod Beeblebrox", "zaphod@example.org")
	candidate := s.visitor()
	candidate.get(link).is(http.StatusOK).says("Everything that counts stands on this page", "71 of 100", "If your range includes 71").hides("60 of 100")
	result := candidate.takeAll(candidate.post(link), 7) + "/result"
	candidate.get(result).says("the pass mark of 71").hides("mark of 60")
	hr.get(at + "/candidates/" + code).says("the cut of 71")
}

// A question about code cannot be asked in a talk without its code; a wrong number can be talked about.
func TestAnInterviewAsksNothingThatNeedsItsCode(t *testing.T) {
	s := one(t)
	hr := s.as(jonas)
	at := hr.post("/screenings", "title", "Backend developer", "quiz", "kinds-exam", "cut_score", "").is(http.StatusOK).path
	link, code := hr.invite(at, "Zaphod Beeblebrox", "zaphod@example.org")
	candidate := s.visitor()
	candidate.takeAll(candidate.post(link), 0)
	report := hr.get(at+"/candidates/"+code).says("Ask in the interview", "Answered: 12")
	for _, q := range everyKind() {
		if q.Kind == bank.Single && (q.Code == "" || strings.Contains(report.text("ol.questions"), q.Stem)) {
			t.Errorf("the report asks %q without its code", q.Stem)
		}
	}
	candidate.get("/me").hides("You answered: 12") // the questions of a screening stay closed
}

// What was missed says what was taken for the answer, a number as well as an option.
func TestAMissedNumberSaysWhatWasAnswered(t *testing.T) {
	s := one(t)
	b := s.visitor()
	p, _ := b.start("kinds-exam")
	b.takeAll(p, 0)
	b.get("/me").says("You answered: 12", "You answered: something else")
}

// A name is shown on request, to whoever runs the screening and to nobody else, and the request is kept.
func TestShowingANameIsRecorded(t *testing.T) {
	each(t, func(s *site) {
		hr := s.as(jonas)
		at := hr.screening()
		link, code := hr.invite(at, "Zaphod Beeblebrox", "zaphod@example.org")
		_, other := hr.invite(at, "Trillian Astra", "trillian@example.org")
		candidate := s.visitor()
		candidate.takeAll(candidate.post(link), 6)
		report := at + "/candidates/" + code
		hr.get(report).says("It is recorded who was shown the name").hides("Zaphod", "zaphod@example.org", "Shown to").has("form[action='" + report + "/name']")
		for _, stranger := range []*browser{s.as(maria), s.as(ada), s.visitor(), candidate} {
			stranger.post(report + "/name")
			stranger.last.hides("Zaphod Beeblebrox", "zaphod@example.org")
		}
		s.as(root).post(report + "/name").is(http.StatusNotFound)
		if got := s.count("SELECT count(*) FROM audit"); got != 0 {
			t.Fatalf("%d entries before anybody was shown a name", got)
		}
		for range 2 {
			hr.post(report+"/name").says("Zaphod Beeblebrox", "zaphod@example.org", "Shown to Jonas Surname on").hides("Trillian")
		}
		if got := s.count("SELECT count(*) FROM audit WHERE actor_id = ? AND action LIKE 'showed%' AND subject IN (SELECT id FROM candidates WHERE code = ?)", jonas.ID, code); got != 1 {
			t.Errorf("%d entries of one look", got)
		}
		hr.get(at).hides("Zaphod", "zaphod@example.org")
		hr.get(at+"/scores.csv").hides("Zaphod", "zaphod@example.org")
		hr.get(at+"/candidates/"+other).is(http.StatusOK).says("not finished yet", "Show the name").hides("Trillian", "Zaphod")
		hr.post(at+"/candidates/"+other+"/name").says("Trillian Astra", "trillian@example.org")
		hr.post(at + "/candidates/ZZZZ/name").is(http.StatusNotFound)
	})
}

func TestALinkIsShownOnceAndKeptAsAHash(t *testing.T) {
	each(t, func(s *site) {
		hr := s.as(jonas)
		at := hr.screening()
		link, _ := hr.invite(at, "Zaphod", "zaphod@example.org")
		token := strings.TrimPrefix(link, "/invitations/")
		hr.crawl(func(p *page) { p.hides(token) }, at, "/screenings")
		if got := s.count("SELECT count(*) FROM candidates WHERE token_hash = ?", token); got != 0 {
			t.Error("the database keeps the link itself")
		}
		if strings.Contains(s.log.String(), token) {
			t.Error("the log holds the link")
		}
		other, _ := hr.invite(at, "Zaphod", "zaphod@example.org")
		if other == link {
			t.Error("two invitations have one link")
		}
	})
}

func TestAnInvitationIsOneAttemptThatGoesOnOnAnyDevice(t *testing.T) {
	each(t, func(s *site) {
		hr := s.as(jonas)
		link, _ := hr.invite(hr.screening(), "Zaphod", "zaphod@example.org")
		for range 3 { // a mail program looks at the link
			s.visitor().get(link).is(http.StatusOK)
		}
		if got := s.count("SELECT count(*) FROM attempts"); got != 0 {
			t.Fatal("looking at the link began the attempt")
		}
		laptop, phone := s.visitor(), s.visitor()
		p := laptop.post(link)
		at := "/attempts/" + questionPath.FindStringSubmatch(p.path)[1]
		p.hides(canary).says("Question 1 of 10")
		laptop.answer(p, true)
		laptop.get(link).at(at + "/questions/2")
		phone.get(link).is(http.StatusOK).has("form[action='" + link + "']")
		phone.post(link).at(at + "/questions/2")
		phone.takeAll(phone.last, 9)
		phone.get(at + "/result").says("Whoever invited you sees your score")
		if got := s.count("SELECT count(*) FROM attempts"); got != 1 {
			t.Errorf("%d attempts", got)
		}
		hr.get("/screenings").says("1 finished")
	})
}

func TestALinkThatIsOpenedManyTimesAtOnceBeginsOneAttempt(t *testing.T) {
	each(t, func(s *site) {
		hr := s.as(jonas)
		link, _ := hr.invite(hr.screening(), "Zaphod", "zaphod@example.org")
		for i, p := range s.visitor().together(16, http.MethodPost, link) {
			if p.status != http.StatusSeeOther || !strings.HasPrefix(p.header.Get("Location"), "/attempts/") {
				t.Errorf("press %d: %d to %q: %s", i, p.status, p.header.Get("Location"), short(p.text("main")))
			}
		}
		attempts, members := s.count("SELECT count(*) FROM attempts"), s.count("SELECT count(*) FROM members WHERE email IS NULL")
		if attempts != 1 || members != 1 {
			t.Errorf("%d attempts by %d members", attempts, members)
		}
	})
}

// The sender has the link too, and so has everybody whom it was shown: the result is for the browser that took the test.
func TestALinkShowsTheResultOnlyWhereTheTestWasTaken(t *testing.T) {
	each(t, func(s *site) {
		hr := s.as(jonas)
		of := hr.screening()
		link, _ := hr.invite(of, "Zaphod", "zaphod@example.org")
		candidate, early := s.visitor(), s.visitor()
		candidate.get(link).says("The questions stay closed, because others take them too")
		p := candidate.post(link)
		early.post(link).at(p.path) // somebody else with the link, before the answers are sent
		at := candidate.takeAll(candidate.get(p.path), 6)
		candidate.get(link).at(at + "/result").says("of 100")
		early.get(at + "/result").says("E-mail address").hides("of 100")
		for _, other := range []*browser{early, s.visitor(), hr} {
			other.get(link).at(link).is(http.StatusOK).says("This test has been taken", "Jonas Surname").hides("of 100")
			other.post(link).at(link).says("This test has been taken")
			other.get(at + "/result").hides("of 100")
		}

		link, _ = hr.invite(of, "Trillian", "trillian@example.org")
		late := s.visitor().post(link)
		s.runOut("/attempts/"+questionPath.FindStringSubmatch(late.path)[1], 30)
		s.visitor().post(link).at(link).says("This test has been taken")
	})
}

// Others take the same test after this candidate: no page and no file of theirs explains a question or says which answer was right.
func TestACandidateIsToldNoKey(t *testing.T) {
	each(t, func(s *site) {
		hr := s.as(jonas)
		link, _ := hr.invite(hr.screening(), "Zaphod", "zaphod@example.org")
		b := s.visitor()
		at := b.takeAll(b.post(link), 4)
		pages := 0
		b.crawl(func(p *page) {
			pages++
			p.hides(canary)
			if p.Find(".verdict, .passage, #means").Length() > 0 {
				t.Errorf("%s explains a question", p.path)
			}
		}, at+"/result", at+"/questions/1/feedback", at+"/questions/5", "/me", "/")
		if pages < 4 {
			t.Errorf("the crawl saw %d pages", pages)
		}
		b.get(at+"/result").says("of 100", "The questions stay closed").has("#next")
		b.get(at + "/answers").is(http.StatusForbidden).hides(canary)
		b.get("/me").says("None are left")
		b.post("/attempts", "mode", "mistakes").is(http.StatusConflict)
		if file := b.get("/me/data.json").body; !strings.Contains(file, `"mark": null`) || strings.Contains(file, `"mark": 0`) || strings.Contains(file, `"mark": 1`) || strings.Contains(file, `"chance"`) {
			t.Errorf("the candidate's file tells marks: %s", short(file))
		}
	})
}

func TestALinkRunsOut(t *testing.T) {
	each(t, func(s *site) {
		hr := s.as(jonas)
		at := hr.screening()
		link, code := hr.invite(at, "Zaphod", "zaphod@example.org")
		s.exec("UPDATE candidates SET expires_at = ?", s.microseconds(-1))
		b := s.visitor()
		b.get(link).is(http.StatusGone).says("has run out")
		b.post(link).is(http.StatusGone).says("has run out")
		hr.get(at).says(code)
		b.get("/invitations/made-up").is(http.StatusNotFound)
		b.post("/invitations/made-up").is(http.StatusNotFound)
		if got := s.count("SELECT count(*) FROM members WHERE email IS NULL"); got != 0 {
			t.Error("a link that has run out made a member")
		}
	})
}

// Whoever sent a link has it. Once the candidate's work belongs to an account, the link must not be a way into that account.
func TestALinkIsNoWayIntoAnAccount(t *testing.T) {
	each(t, func(s *site) {
		hr := s.as(jonas)
		at := hr.screening()
		signsUp, _ := hr.invite(at, "Zaphod", "zaphod@example.org")
		candidate := s.visitor()
		candidate.takeAll(candidate.post(signsUp), 5)
		candidate.post("/account", "name", "Zaphod", "email", "zaphod@example.org", "password", "a very long password").at("/me")

		signsIn, _ := hr.invite(at, "Ada", "ada@work.example")
		other := s.visitor()
		other.post(signsIn)
		own := "/attempts/" + questionPath.FindStringSubmatch(other.last.path)[1]
		other.post("/session", "email", ada.Email, "password", password).at("/me")

		for _, link := range []string{signsUp, signsIn} {
			sender := s.visitor()
			p := sender.post(link)
			if !strings.HasPrefix(p.path, "/session?next=") {
				t.Errorf("the link leads its sender to %s", p.path)
			}
			sender.get("/account").says("Create an account").hides("zaphod@example.org", ada.Email)
		}
		other.post(signsIn).at(own + "/questions/1")
		other.get(signsIn).at(own + "/questions/1")
		fresh := s.visitor()
		fresh.post(signsIn)
		back := fresh.last.Find("input[name=back]").AttrOr("value", "")
		fresh.post("/session", "email", ada.Email, "password", password, "back", back).at(own + "/questions/1")
	})
}

func TestACandidateSeesTheSameResultAtOnce(t *testing.T) {
	s := one(t)
	hr := s.as(jonas)
	at := hr.screening()
	link, code := hr.invite(at, "Zaphod", "zaphod@example.org")
	b := s.visitor()
	attempt := b.takeAll(b.post(link), 6)
	theirs := b.get(attempt + "/result").text(".score")
	ours := hr.get(at + "/candidates/" + code).text(".big")
	if theirs == "" || theirs != ours {
		t.Errorf("the candidate reads %q, the report says %q", theirs, ours)
	}
	hr.get(at + "/candidates/" + code).hides(canary)
	said := hr.last.Find(".questions li").Length()
	if said == 0 || said > 3 {
		t.Errorf("%d questions to ask in the interview, want 1 to 3", said)
	}
	hr.last.Find(".questions small").Each(func(_ int, answered *goquery.Selection) {
		if strings.Contains(answered.Text(), "The right one") {
			t.Errorf("a right answer is asked about: %s", answered.Text())
		}
	})
}
