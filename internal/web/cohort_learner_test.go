package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// An instructor reads what a learner reached in the quizzes given to the class, and nothing else of theirs; nobody else reads it.
func TestAnInstructorOpensALearnersResults(t *testing.T) {
	each(t, func(s *site) {
		leader := s.as(maria)
		at, names := s.class(leader, 3)
		leader.get(at)
		row := leader.last.Find(".heat tbody tr").Last()
		address := row.Find("th a").AttrOr("href", "")
		if !strings.HasPrefix(address, at+"/learners/") || !strings.Contains(row.Text(), names[0]) {
			t.Fatalf("the row of %q leads to %q", row.Text(), address)
		}
		learner := s.visitor()
		join := strings.TrimPrefix(leader.text("[data-copy]"), s.base)
		learner.post(join, "name", "Uma Elsewhere")
		own, _ := learner.start("first-try")
		learner.get(own.path)

		score := strings.TrimSpace(row.Find("td.all").Text())
		p := leader.get(address).is(http.StatusOK).says(names[0], "Quiz exam", "0 of 10", "From all answers in the quizzes given to the class", "You see scores by topic and by quiz, not the answers").hides(canary)
		if got := strings.TrimSpace(p.Find("#together").Closest("section").Find("tbody tr").Last().Find("td.figure").Text()); got == "" || got != score {
			t.Errorf("the class table says %q, the learner's page %q", score, got)
		}
		p.hides(names[1], "First try")
		for _, stranger := range []*browser{s.as(root), s.as(jonas), s.as(ada), s.visitor(), learner} {
			stranger.get(address).hides("Quiz exam", names[0])
		}
		s.as(root).get(address).is(http.StatusNotFound)
		leader.get(at + "/learners/" + ada.ID).is(http.StatusNotFound) // no learner of this class
		leader.get(at + "?names=hidden")
		if leader.last.Find(".heat a[href*='/learners/']").Length() > 0 {
			t.Error("a table without names leads to names")
		}
	})
}

// The start and the result tell a learner exactly what whoever leads the class can open.
func TestALearnerIsToldWhatTheLeaderSees(t *testing.T) {
	s := one(t)
	leader := s.as(maria)
	at := leader.post("/cohorts", "name", "Backend, autumn").path
	leader.post(at+"/assignments", "quiz", "exam", "due", "2031-03-31")
	b := s.visitor()
	b.post(strings.TrimPrefix(leader.text("[data-copy]"), s.base), "name", "Noor")
	b.get("/quizzes/exam").says("Maria Surname sees your score and topics, not your answers. Nobody else sees anything of it.")
	result := b.takeAll(b.post("/attempts", "quiz", "exam"), 4) + "/result"
	b.get(result).says("Only you can open this page. Maria Surname sees your score and topics, not your answers.")
	leader.get(result).is(http.StatusNotFound)
	learner := leader.get(at).Find(".heat tbody th a").AttrOr("href", "")
	leader.get(learner).says("You see scores by topic and by quiz, not the answers", "Quiz exam", "the first is updated answer by answer, and a result weighs all answers of its quiz at once")
	if leader.last.Find("main a[href*='/attempts/']").Length() > 0 {
		t.Error("the learner's page leads to an attempt that the leader cannot open")
	}
}

func TestALearnerIsToldOfJoiningAndCanLeave(t *testing.T) {
	each(t, func(s *site) {
		leader := s.as(maria)
		at, names := s.class(leader, 2)
		join := strings.TrimPrefix(leader.get(at).text("[data-copy]"), s.base)
		b := s.visitor()
		b.post(join, "name", "Noor").at("/").says("You have joined Backend, autumn. Maria Surname can give you quizzes")
		s.visitor().get(b.last.path).hides("You have joined")
		b.get("/").hides("You have joined")
		leave := b.get("/me").says("Classes", "Led by Maria Surname", "Only how many have taken a quiz stays counted").Find("form[action$='/departure']").AttrOr("action", "")
		leader.get(at).says("Noor")
		s.as(ada).post(leave).is(http.StatusNotFound)
		b.post(leave).at("/me").says("You have left the class").hides("Backend, autumn")
		b.get("/").hides("Quiz exam")
		b.post(leave).is(http.StatusNotFound)
		leader.get(at).hides("Noor").says(names...)
		b.post(join).at("/").says("You have joined Backend, autumn")
	})
}

// Teach next names a topic; the button beside it chooses that topic's quiz.
func TestTeachNextChoosesTheTopicsQuiz(t *testing.T) {
	s := one(t)
	leader := s.as(maria)
	at, _ := s.class(leader, 4)
	give := leader.get(at).Find(".overview a.button").First().AttrOr("href", "")
	topic := strings.TrimSuffix(strings.TrimPrefix(give, at+"?give="), "#give")
	leader.get(strings.TrimSuffix(give, "#give")).has("#quiz option[value='" + topic + "'][selected]")
	leader.get(at + "?give=no-such-quiz").is(http.StatusOK)
	if leader.last.Find("#quiz option[selected]").Length() > 0 {
		t.Error("a quiz that does not exist is chosen")
	}
}
