package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"touchstone/internal/quiz"
)

func TestTwentySendsAtOnceMakeOneResult(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		p, at := b.start("exam")
		b.answer(p, true)
		for _, answer := range b.together(20, http.MethodPost, at+"/submission") {
			if answer.status != http.StatusSeeOther || answer.header.Get("Location") != at+"/result" {
				t.Errorf("status %d to %s", answer.status, answer.header.Get("Location"))
			}
		}
		learner, err := s.store.Learner(s.Context(), ada.ID)
		if err != nil {
			t.Fatal(err)
		}
		answers := 0
		for _, topic := range learner.Ability.Topics {
			answers += topic.Answers
		}
		if answers != 1 {
			t.Errorf("the answer was counted %d times", answers)
		}
	})
}

func TestTwentyAnswersAtOnceKeepOne(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		_, at := b.start("exam")
		kept := 0
		for i, answer := range b.together(20, http.MethodPost, at+"/questions/1/answer", "answer", "a", "seq", "0") {
			if answer.status != http.StatusSeeOther {
				t.Errorf("answer %d: %d", i, answer.status)
				continue
			}
			kept++
		}
		if got := s.count("SELECT count(*) FROM answers"); got != 1 || kept != 20 {
			t.Errorf("%d entries, %d acknowledged", got, kept)
		}
	})
}

func TestAVisitAfterTheDeadlineEndsTheAttemptAtIt(t *testing.T) {
	each(t, func(s *site) {
		for _, rest := range []string{"", "/questions/2", "/review", "/result", "/answers"} {
			b := s.visitor()
			p, at := b.start("exam")
			b.answer(p, true)
			s.runOut(at, 60)
			want := at + "/result"
			if rest == "/answers" {
				want = at + "/answers"
			}
			b.get(at + rest).at(want).is(http.StatusOK)
			var ended, deadline int64
			s.scan(&ended, "SELECT ended_at FROM attempts WHERE id = ?", at[len("/attempts/"):])
			s.scan(&deadline, "SELECT deadline_at FROM attempts WHERE id = ?", at[len("/attempts/"):])
			if ended != deadline {
				t.Errorf("%s: ended %d µs after the deadline", rest, ended-deadline)
			}
		}
	})
}

func TestTheClockTellsTheServersTime(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		p, at := b.start("exam")
		clock := func() (c struct {
			Left  *int64
			Open  bool
			Seq   int
			State quiz.State
		}) {
			p := b.get(at + "/clock").is(http.StatusOK).hides(canary)
			if p.header.Get("Content-Type") != "application/json" || p.header.Get("Cache-Control") != "no-store" {
				t.Errorf("headers %v", p.header)
			}
			if err := json.Unmarshal([]byte(p.body), &c); err != nil {
				t.Fatal(err)
			}
			return c
		}
		if c := clock(); c.Left == nil || *c.Left < 1190 || *c.Left > 1200 || !c.Open || c.Seq != 0 {
			t.Errorf("at the start: %+v", c)
		}
		b.answer(p, true)
		s.exec("UPDATE attempts SET deadline_at = ?", s.microseconds(1800)) // more time is given
		if c := clock(); *c.Left < 1790 || c.Seq != 1 {
			t.Errorf("after more time was given: %+v", c)
		}
		s.runOut(at, 1)
		if c := clock(); *c.Left != 0 || !c.Open {
			t.Errorf("within the grace: %+v", c)
		}
		s.runOut(at, 10)
		if c := clock(); c.Open || c.State != quiz.Expired {
			t.Errorf("after the end: %+v", c)
		}
		_, free := b.start("kinds-exam")
		at = free
		if c := clock(); c.Left != nil || !c.Open {
			t.Errorf("without a limit: %+v", c)
		}
	})
}

func TestExtraTimeBelongsToThePerson(t *testing.T) {
	s := one(t)
	s.exec("UPDATE members SET extra_time = 50 WHERE id = 'ada'")
	slow := *ada
	slow.ExtraTime = 50
	b := s.as(&slow)
	b.get("/quizzes/exam").says("30 minutes")
	_, at := b.start("exam")
	if a := s.attempt(ada, at); a.Deadline.Sub(a.StartedAt).Minutes() != 30 {
		t.Errorf("the limit is %v", a.Deadline.Sub(a.StartedAt))
	}
	s.as(bob).get("/quizzes/exam").says("20 minutes")
}

func TestAnotherPersonsAttemptIsNotThere(t *testing.T) {
	each(t, func(s *site) {
		own := s.as(ada)
		p, at := own.start("exam")
		own.answer(p, true)
		nobodys := "/attempts/" + strings.Repeat("0", 32)
		for name, b := range map[string]*browser{"another learner": s.as(bob), "an instructor": s.as(maria), "an administrator": s.as(root)} {
			for _, rest := range []string{"", "/questions/1", "/questions/1/feedback", "/questions/1/report", "/review", "/result", "/answers", "/clock"} {
				foreign, none := b.get(at+rest).is(http.StatusNotFound), b.get(nobodys+rest).is(http.StatusNotFound)
				if foreign.body != none.body {
					t.Errorf("%s: %s of another person looks different from one that is not there", name, rest)
				}
			}
			for _, rest := range []string{"/questions/1/answer", "/questions/1/flag", "/questions/1/report", "/submission"} {
				fields := []string{"answer", "b", "seq", "1", "flag", "1", "reason", "key"}
				foreign, none := b.post(at+rest, fields...).is(http.StatusNotFound), b.post(nobodys+rest, fields...).is(http.StatusNotFound)
				if foreign.body != none.body {
					t.Errorf("%s: POST %s of another person looks different from one that is not there", name, rest)
				}
			}
		}
		a := s.attempt(ada, at)
		if a.State != quiz.InProgress || a.Seq != 1 || a.Items[0].Flagged || s.count("SELECT count(*) FROM question_reports") != 0 {
			t.Errorf("somebody else changed it: %+v", a)
		}
	})
}
