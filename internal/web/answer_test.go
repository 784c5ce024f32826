package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"touchstone/internal/quiz"
)

func TestAnAnswerThatCannotBeTakenComesBackWithItsReason(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		_, at := b.start("exam")
		action := at + "/questions/1/answer"
		cases := []struct {
			name, body, says string
		}{
			{"nothing chosen", "seq=0", "Choose one answer"},
			{"an empty form", "", "Choose one answer"},
			{"an option that is not there", "seq=0&answer=z", "does not belong to this question"},
			{"an option of another kind", "seq=0&answer.1=1", "Choose one answer"},
			{"two options", "seq=0&answer=a&answer=b", "does not belong to this question"},
			{"the same option twice", "seq=0&answer=a&answer=a", "does not belong to this question"},
			{"far too many options", strings.Repeat("answer=a&", 200), "does not belong to this question"},
			{"a sequence that is no number", "seq=one&answer=a", "did not arrive in one piece"},
			{"a negative sequence", "seq=-2&answer=a", "did not arrive in one piece"},
			{"a sequence beyond every number", "seq=99999999999999999999&answer=a", "did not arrive in one piece"},
			{"a broken form", "answer=%zz&seq=0", "did not arrive in one piece"},
		}
		for _, c := range cases {
			p := b.do(http.MethodPost, action, strings.NewReader(c.body))
			if p.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: status %d", c.name, p.status)
			}
			p.wrong("answer", c.says).has("form[data-answer='1']").has("a[href='#o1']").hides(canary)
			p.has("input[name=back][value='" + at + "/questions/1']")
		}
		if got := s.count("SELECT count(*) FROM answers"); got != 0 {
			t.Errorf("%d answers were kept", got)
		}
	})
}

func TestWhatWasChosenIsKeptOnThePageThatRefusesIt(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	_, at := b.start("kinds-exam")
	for n := 1; n <= 6; n++ {
		p := b.get(at + "/questions/" + strconv.Itoa(n))
		action := at + "/questions/" + strconv.Itoa(n) + "/answer"
		switch {
		case p.Find(".pair-step").Length() > 0:
			b.post(action, "answer.1", "2", "answer.2", "2", "answer.3", "1", "answer.4", "3", "flag", "0", "flag", "1", "seq", "0").wrong("answer", "Two steps have place 2").
				has("#a1 option[value='2'][selected]").has("#a4 option[value='3'][selected]").has("input[name=flag][checked]").has("a[href='#a2']")
		case p.Find(".pair").Length() > 0:
			b.post(action, "answer.1", "99", "seq", "0").wrong("answer", "does not belong")
			b.post(action, "answer.1", "", "seq", "0").wrong("answer", "Choose a match for at least one line")
		case p.Find("input[inputmode=decimal]").Length() > 0:
			refused := b.post(action, "answer", "about twelve", "seq", "0").wrong("answer", "Write a number").has("#answer[value='about twelve'][aria-describedby='answer-error']")
			if n := strings.Count(refused.text("main"), "Write a number"); n != 2 {
				t.Errorf("the page says %d times to write a number, want once at its head and once at the field", n)
			}
		case p.Find("input[type=text]").Length() > 0:
			b.post(action, "answer", "  ", "seq", "0").wrong("answer", "Write an answer")
			b.post(action, "answer", strings.Repeat("é", 501), "seq", "0").wrong("answer", "500 characters")
		case p.Find("input[type=radio]").Length() == 0:
			b.post(action, "answer", "b", "answer", quiz.DontKnow, "seq", "0").wrong("answer", "not both").has("#o2[checked]").has("#o5[checked]")
		}
	}
}

func TestAFormThatIsTooLargeIsRefused(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	_, at := b.start("exam")
	b.post(at+"/questions/1/answer", "answer", strings.Repeat("a", 70<<10)).is(http.StatusRequestEntityTooLarge).says("more than the form can take")
	b.post("/account/name", "name", strings.Repeat("a", 70<<10)).is(http.StatusRequestEntityTooLarge)
}

func TestARepeatedAnswerChangesNothing(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		p, at := b.start("exam")
		form := p.filled(true)
		for range 3 { // the reply was lost, and the same form is sent again
			b.send(at+"/questions/1/answer", form).at(at + "/questions/2")
		}
		if got := s.count("SELECT count(*) FROM answers"); got != 1 {
			t.Errorf("%d entries in the journal, want 1", got)
		}
		s.runOut(at, 60)
		b.send(at+"/questions/1/answer", form).at(at + "/result")
		b.get("/metrics").says(`touchstone_answers_total{outcome="repeated"} 3`, `touchstone_answers_total{outcome="saved"} 1`)
	})
}

func TestAStaleTabIsToldAndShowsBothAnswers(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		p, at := b.start("exam")
		stale, action := p.filled(false), at+"/questions/1/answer"
		b.answer(p, true)
		kept := b.get(at + "/questions/1").text("label:has(input[checked])")
		for _, seq := range []string{"0", "", "7"} { // not seen, not said, made up
			stale.Set("seq", seq)
			conflict := b.send(action, stale).is(http.StatusConflict).has("[role=alert]").has("input[name=seq][value='1']")
			if title := conflict.text("title"); !strings.HasPrefix(title, "Error: ") {
				t.Errorf("the title is %q", title)
			}
			if said := conflict.text(".note strong"); said == "" || !strings.Contains(kept, said) {
				t.Errorf("the kept answer is said to be %q, is %q", said, kept)
			}
			if chosen := conflict.text("label:has(input[checked])"); chosen == kept || chosen == "" {
				t.Errorf("the answer of the stale tab is lost: %q is chosen", chosen)
			}
		}
		if got := s.count("SELECT count(*) FROM answers"); got != 1 {
			t.Errorf("%d entries in the journal, want 1", got)
		}
		stale.Set("seq", "1") // what the page of the conflict sends
		b.send(action, stale).at(at + "/questions/2")
		if got := s.attempt(ada, at).Items[0].Answer; got.Seq != 2 || got.Mark != 0 {
			t.Errorf("the answer that was put in its place: %+v", got)
		}
	})
}

func TestAMissingSequenceCountsAsAFirstWriteOnly(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	_, at := b.start("exam")
	b.post(at+"/questions/1/answer", "answer", "a").at(at + "/questions/2")
	b.post(at+"/questions/1/answer", "answer", "b").is(http.StatusConflict)
	b.post(at+"/questions/1/answer", "answer", "a").at(at + "/questions/2")
}

func TestAnExplainedAnswerStaysAsItWas(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	p, at := b.start("sql")
	wrong := p.filled(false)
	wrong.Set("seq", "1")
	b.answer(p, true)
	b.send(at+"/questions/1/answer", wrong).is(http.StatusConflict).says("has been answered and explained", "about sql").has("a[href='" + at + "/questions/1/feedback']")
	b.get(at + "/questions/1").at(at + "/questions/1/feedback").says("Right")
}

func TestALateAnswerIsRefusedSayingWhatWasKept(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		p, at := b.start("exam")
		p = b.answer(p, true)
		late := p.filled(true)
		s.runOut(at, 10)
		refused := b.send(at+"/questions/2/answer", late).is(http.StatusGone)
		refused.says("The time had ended", "No answer to this question was kept", "1 of 10 questions have an answer", "What you had answered", "The right one about").has("a[href='" + at + "/result']")
		for _, form := range []url.Values{{}, {"answer": {"z"}}} { // late first, whatever it says
			b.send(at+"/questions/2/answer", form).is(http.StatusGone)
		}
		b.post(at+"/questions/1/answer", "answer", quiz.DontKnow, "seq", "1").is(http.StatusGone).says("Your earlier answer to this question is kept", "I do not know")
		b.post(at+"/questions/1/flag", "flag", "1").is(http.StatusGone)
		if a := s.attempt(ada, at); a.State != quiz.Expired || !a.EndedAt.Equal(a.Deadline) || a.Result == nil || a.Result.Answered != 1 {
			t.Errorf("state %s, ended %v of %v, result %+v", a.State, a.EndedAt, a.Deadline, a.Result)
		}
	})
}

func TestTheGraceTakesWhatWasSentInTime(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	p, at := b.start("exam")
	s.runOut(at, 1)
	b.answer(p, true).at(at + "/questions/2")
	s.runOut(at, 4)
	b.answer(b.last, true).is(http.StatusGone)
}

func TestNothingChangesAfterTheAnswersWereSent(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(ada)
		p, at := b.start("exam")
		form := p.filled(true)
		b.post(at + "/submission").at(at + "/result")
		b.send(at+"/questions/1/answer", form).is(http.StatusGone).says("has been sent", "0 of 10")
		b.post(at + "/submission").at(at + "/result")
		b.get(at + "/questions/1").at(at + "/result") // the back button
		b.get(at + "/review").at(at + "/result")
		b.get(at).at(at + "/result")
	})
}

func TestAFlagAloneSkipsAnyQuestionOfAnExam(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	_, at := b.start("kinds-exam")
	for n := 1; n <= 6; n++ {
		path := at + "/questions/" + strconv.Itoa(n)
		next := at + "/questions/" + strconv.Itoa(n+1)
		if n == 6 {
			next = at + "/review?from=6"
		}
		b.post(path+"/answer", "seq", "0", "flag", "0", "flag", "1", "answer.1", "", "answer", "").at(next)
		b.get(path).has("input[name=flag][checked]")
	}
	b.get(at+"/review").says("6 not answered", "6 flagged")
	b.post(at+"/questions/1/flag", "flag", "0").at(at + "/questions/1")
	if b.last.Find("input[name=flag][checked]").Length() != 0 {
		t.Error("the flag is still set")
	}
	if got := s.count("SELECT count(*) FROM answers"); got != 0 {
		t.Errorf("%d answers from flags alone", got)
	}
}

func TestNumbersOutsideTheAttemptAreNotThere(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	_, at := b.start("exam")
	for _, n := range []string{"0", "-1", "11", "99999999999999999999", "one", "1.5", "%00"} {
		for _, rest := range []string{"", "/feedback", "/report"} {
			b.get(at + "/questions/" + n + rest).is(http.StatusNotFound)
		}
		b.post(at+"/questions/"+n+"/answer", "answer", "a").is(http.StatusNotFound)
		b.post(at+"/questions/"+n+"/flag", "flag", "1").is(http.StatusNotFound)
		b.post(at+"/questions/"+n+"/report", "reason", "key").is(http.StatusNotFound)
	}
}
