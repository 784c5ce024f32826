package web_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"touchstone/internal/quiz"
	"touchstone/internal/web"
)

func TestAGuestTakesAPracticeQuizFromTheFrontDoorToTheNextTopic(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		front := b.get("/").is(http.StatusOK).has("form[action='/attempts'] input[value='" + web.FirstTry + "']")
		if b.cookie() != nil {
			t.Error("looking around set a cookie")
		}
		front.hides("set-cookie")
		p, at := b.start(web.FirstTry)
		for n := 1; n <= 5; n++ {
			p.at(at+"/questions/"+strconv.Itoa(n)).says("Question "+strconv.Itoa(n)+" of 5", "I do not know").hides(canary)
			if got := p.Find("legend h1").Length(); got != 1 {
				t.Fatalf("question %d has %d headings inside a legend", n, got)
			}
			if got := p.Find("input[checked]").Length(); got != 0 {
				t.Errorf("question %d is answered before anybody has answered it", n)
			}
			right := n%2 == 1
			p = b.answer(p, right).at(at+"/questions/"+strconv.Itoa(n)+"/feedback").says(canary+" explanation", canary+" quote", map[bool]string{true: "Right", false: "Not right"}[right])
			p.has("blockquote").has(".passage a[href^='/guides/']")
			if n < 5 {
				p = b.get(p.Find("a[data-continue]").AttrOr("href", ""))
			}
		}
		p.has("form[action='" + at + "/submission']")
		p = b.post(at + "/submission").at(at + "/result").is(http.StatusOK)
		p.says("of 100", "right about 9 times in 10").has("#next")
		step := p.Find(".steps-next a[href^='/guides/']").AttrOr("href", "")
		slug, passage, found := strings.Cut(step, "#")
		if !found {
			t.Fatalf("the first step leads to %q, not to a passage", step)
		}
		b.get(slug).is(http.StatusOK).has("#" + passage)
		b.get(at + "/answers").says(canary + " explanation")
		b.get("/me").says("Quiz first-try").has("a[href='" + at + "/result']")
	})
}

func TestAnExamExplainsNothingBeforeItIsSent(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		b.get("/quizzes/exam").says("20", "60")
		p, at := b.start("exam")
		for n := 1; n <= 10; n++ {
			p.at(at + "/questions/" + strconv.Itoa(n)).has("[data-clock='" + at + "/clock']").hides(canary)
			if n == 10 {
				break
			}
			p = b.answer(p, true)
		}
		p = b.answer(p, false).at(at + "/review?from=10").says("Answered")
		b.get(at + "/questions/3/feedback").at(at + "/questions/3").hides(canary)
		b.get(at + "/result").at(at + "/review")
		b.get(at + "/answers").at(at + "/review")

		changed := b.get(at + "/questions/4")
		if got := changed.Find("input[checked]").Length(); got != 1 {
			t.Errorf("coming back, %d answers are chosen", got)
		}
		form := changed.filled(false)
		form.Set("from", "review")
		b.send(at+"/questions/4/answer", form).at(at + "/review?from=4")

		b.post(at+"/submission").at(at+"/result").says("of 100", "60")
		a := s.attempt(ada, at)
		if a.State != quiz.Submitted || a.Result == nil || a.Result.Answered != 10 || a.Result.Points != 8 {
			t.Errorf("state %s, result %+v; want 8 of 10 points", a.State, a.Result)
		}
		b.get(at + "/answers").says(canary + " explanation")
	})
}

func TestEveryKindOfQuestionCanBeAnsweredRightAndWrong(t *testing.T) {
	each(t, func(s *site) {
		for _, right := range []bool{true, false} {
			for _, slug := range []string{"kinds", "kinds-exam"} {
				b := s.visitor()
				p, at := b.start(slug)
				for n := 1; n <= 6; n++ {
					b.answer(b.get(at+"/questions/"+strconv.Itoa(n)), right).is(http.StatusOK)
					again := b.get(at + "/questions/" + strconv.Itoa(n))
					if slug == "kinds-exam" && again.Find("[checked], option[selected], #answer:not([value=''])").Length() == 0 {
						t.Errorf("%s, question %d does not show its answer when one comes back", slug, n)
					}
				}
				p = b.post(at + "/submission").at(at + "/result")
				var points, answered float64
				s.scan(&points, "SELECT sum(mark) FROM answers WHERE attempt_id = ?", strings.TrimPrefix(at, "/attempts/"))
				s.scan(&answered, "SELECT count(*) FROM answers WHERE attempt_id = ?", strings.TrimPrefix(at, "/attempts/"))
				if want := map[bool]float64{true: 6, false: 0}[right]; points != want || answered != 6 {
					t.Errorf("%s, right %v: %v points for %v answers, want %v", slug, right, points, answered, want)
				}
				p.says("of 100")
				b.get(at + "/answers").is(http.StatusOK).says(canary + " explanation")
			}
		}
	})
}

func TestIDoNotKnowIsAnAnswerOfEveryKind(t *testing.T) {
	s := one(t)
	b := s.visitor()
	_, at := b.start("kinds")
	for n := 1; n <= 6; n++ {
		b.post(at+"/questions/"+strconv.Itoa(n)+"/answer", "answer", quiz.DontKnow, "seq", "0").at(at + "/questions/" + strconv.Itoa(n) + "/feedback").says("You said that you do not know")
	}
	if got := s.count("SELECT count(*) FROM answers WHERE mark = 0"); got != 6 {
		t.Errorf("%d answers kept with mark 0, want 6", got)
	}
}

func TestMistakesComeAndGo(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		b.post("/attempts", "mode", "mistakes").is(http.StatusConflict).says("no mistakes")
		p, at := b.start("sql")
		for n := 1; n <= 8; n++ {
			b.answer(p, n > 3)
			p = b.get(at)
		}
		b.post(at + "/submission")
		b.get("/me").says("3").has("input[name=mode][value=mistakes]")
		for round := range quiz.RightsToClear {
			p = b.post("/attempts", "mode", "mistakes").is(http.StatusOK)
			own := "/attempts/" + questionPath.FindStringSubmatch(p.path)[1]
			if got := len(s.attempt(ada, own).Items); got != 3 {
				t.Fatalf("round %d has %d mistakes, want 3", round, got)
			}
			for range 3 {
				p.says("of 3")
				b.answer(p, true)
				p = b.get(own)
			}
			b.post(own + "/submission").at(own + "/result")
		}
		b.post("/attempts", "mode", "mistakes").is(http.StatusConflict).says("no mistakes")
	})
}

func TestUnseenQuestionsComeFirst(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	asked := map[string]int{}
	for range 3 { // 24 of 30
		_, at := b.start("sql")
		for _, item := range s.attempt(ada, at).Items {
			asked[item.Question]++
		}
		b.post(at + "/submission")
	}
	if len(asked) != 24 {
		t.Errorf("three quizzes of 8 asked %d different questions of 30", len(asked))
	}
}

func TestWorkGoesOnInAnotherBrowser(t *testing.T) {
	each(t, func(s *site) {
		first, second := s.as(ada), s.visitor()
		p, at := first.start("exam")
		first.answer(p, true)
		second.get(at + "/questions/2").says("Sign in")
		second.post("/session", "email", ada.Email, "password", password, "back", at).at(at + "/questions/2")
		second.get("/").has("a[href='" + at + "']")
		second.answer(second.get(at+"/questions/2"), true).at(at + "/questions/3")
		first.get(at).at(at + "/questions/3")
	})
}

func TestAGuestWhoSignsUpKeepsEverything(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		p, at := b.start(web.FirstTry)
		b.answer(p, false)
		before := b.cookie().Value
		b.get("/account").is(http.StatusOK).says("The question that you have answered comes with you")
		b.post("/account", "name", "Grace", "email", "Grace@Example.org", "password", "correct horse battery").at("/me").says("Grace", "Your account is made. What you did as a guest is kept in it.")
		b.get("/me").hides("Your account is made")
		if b.cookie().Value == before {
			t.Error("signing up kept the session's id")
		}
		b.get(at).at(at + "/questions/2")

		elsewhere := s.visitor()
		elsewhere.post("/session", "email", " grace@example.org ", "password", "correct horse battery").at("/me")
		elsewhere.get(at).at(at + "/questions/2")
		if got := s.count("SELECT count(*) FROM members WHERE email = 'grace@example.org'"); got != 1 {
			t.Errorf("%d members with the address", got)
		}
	})
}

func TestAGuestsWorkMovesToTheAccountTheySignInTo(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		p, at := b.start("sql")
		b.answer(p, false)
		b.post(at + "/submission")
		_, open := b.start("exam")
		guests := s.count("SELECT count(*) FROM members WHERE email IS NULL")
		b.post("/session", "email", ada.Email, "password", password).at("/me")
		b.get(at + "/result").is(http.StatusOK)
		b.get(open).at(open + "/questions/1")
		b.get("/me").says("1 ")
		if now := s.count("SELECT count(*) FROM members WHERE email IS NULL"); now != guests-1 {
			t.Errorf("%d guests, was %d: the empty guest stays", now, guests)
		}
		b.post("/attempts", "mode", "mistakes").is(http.StatusOK).says("of 1")
	})
}

func TestAQuizForMembersAsksGuestsToSignIn(t *testing.T) {
	s := one(t)
	stranger, guest := s.visitor(), s.visitor()
	guest.start(web.FirstTry)
	for _, b := range []*browser{stranger, guest} {
		b.get("/quizzes/members-only").at("/session?next=%2Fquizzes%2Fmembers-only")
		b.post("/attempts", "quiz", "members-only").is(http.StatusUnauthorized)
	}
	s.as(ada).start("members-only")
}

func TestAStartThatIsPressedTwiceMakesOneAttempt(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		const presses = 20
		places := map[string]bool{}
		for _, p := range b.together(presses, http.MethodPost, "/attempts", "quiz", "exam") {
			places[p.header.Get("Location")] = true
		}
		if got := s.count("SELECT count(*) FROM attempts"); got != 1 || len(places) != 1 {
			t.Errorf("%d attempts, led to %v", got, places)
		}
	})
}

func TestOneAttemptDoesNotExplainWhatAnotherStillAsks(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		_, exam := b.start("exam")
		held := map[string]bool{}
		for _, item := range s.attempt(ada, exam).Items {
			held[item.Question] = true
		}
		for range 5 { // 40 questions asked for, 25 free ones in the pool
			_, at := b.start("sql")
			for _, item := range s.attempt(ada, at).Items {
				if held[item.Question] {
					t.Fatal("practice asks what the open exam asks, and would explain it")
				}
			}
			b.post(at + "/submission")
		}
		_, practice := b.start("rest")
		_, second := b.start("members-only")
		for _, item := range s.attempt(ada, second).Items {
			for _, other := range s.attempt(ada, practice).Items {
				if held[item.Question] || item.Question == other.Question {
					t.Fatal("an exam asks what another open attempt will explain")
				}
			}
		}
	})
}
