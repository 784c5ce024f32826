package quiz

import (
	"math"
	"testing"
	"time"
)

func TestFoldMovesTheAbilityWithTheMarks(t *testing.T) {
	up, down := NewLearner("ann"), NewLearner("bob")
	up.Fold(markedAttempt(repeated(10, 1)...))
	down.Fold(markedAttempt(repeated(10, 0)...))
	if up.Ability.Mean <= 0.3 || down.Ability.Mean >= -0.3 {
		t.Errorf("all right gives %v, all wrong %v", up.Ability.Mean, down.Ability.Mean)
	}
	for _, l := range []*Learner{up, down} {
		if l.Ability.Variance <= 0 || l.Ability.Variance >= 1 || math.IsNaN(l.Ability.Mean) {
			t.Errorf("%+v", l.Ability)
		}
		if l.Ability.Topics["sql"].Answers != 5 || l.Ability.Topics["rest"].Answers != 5 || len(l.Asked) != 10 {
			t.Errorf("%+v, %d questions", l.Ability.Topics, len(l.Asked))
		}
	}
	good, answers := up.TopicShare("sql")
	bad, _ := down.TopicShare("sql")
	unknown, none := up.TopicShare("oauth")
	if good.Mean <= bad.Mean || answers != 5 || none != 0 || unknown.High-unknown.Low <= good.High-good.Low {
		t.Errorf("%+v, %+v, %+v", good, bad, unknown)
	}
}

func TestFoldStaysFiniteOverAnyHistory(t *testing.T) {
	l := NewLearner("ann")
	for round := range 300 {
		a := markedAttempt(repeated(20, float64(round/100%2))...)
		a.StartedAt = start.Add(time.Duration(round) * time.Hour)
		l.Fold(a)
		if math.IsNaN(l.Ability.Mean) || math.IsInf(l.Ability.Mean, 0) || !(l.Ability.Variance > 0) || l.Ability.Variance > 10 {
			t.Fatalf("after %d attempts: %+v", round+1, l.Ability)
		}
	}
}

func TestMistakesComeAndGo(t *testing.T) {
	l := NewLearner("ann")
	for i, step := range []struct {
		mark   float64
		missed bool
		since  int
		misses int
	}{
		{1, false, 0, 0}, {0, true, 0, 1}, {-1, true, 0, 1}, {1, true, 1, 1}, {0.5, true, 0, 2}, {1, true, 1, 2}, {1, false, 2, 2}, {1, false, 2, 2}, {0, true, 0, 3},
	} {
		a := markedAttempt(step.mark)
		a.StartedAt = start.Add(time.Duration(i) * time.Hour)
		if answer := a.Items[0].Answer; answer != nil {
			answer.At = a.StartedAt
		}
		l.Fold(a)
		asked := l.Asked["q0"]
		if asked.Missed != step.missed || asked.RightSince != step.since || asked.Misses != step.misses {
			t.Errorf("step %d: %+v, want %+v", i, asked, step)
		}
	}
	if asked := l.Asked["q0"]; !asked.MissedAt.Equal(start.Add(8*time.Hour)) || asked.MissedAttempt != "attempt" || asked.MissedItem != 1 || !l.LastSeen["sql"].Equal(start.Add(8*time.Hour)) {
		t.Errorf("%+v, %v", asked, l.LastSeen)
	}
}

func TestWhatWasNotAnsweredIsNotFolded(t *testing.T) {
	l := NewLearner("ann")
	l.Fold(markedAttempt(-1, -1, -1))
	if len(l.Asked) != 0 || len(l.LastSeen) != 0 || l.Ability.Mean != 0 || l.Ability.Variance != 1 {
		t.Errorf("%+v", l)
	}
}

func TestAbsorbKeepsTheSideThatKnowsMore(t *testing.T) {
	account, guest := NewLearner("ann"), NewLearner("guest")
	account.Fold(markedAttempt(1, 1, 0, 0))
	more := markedAttempt(repeated(12, 1)...)
	more.ID, more.StartedAt = "later", start.Add(24*time.Hour)
	for i := range more.Items {
		more.Items[i].Answer.At = more.Items[i].Answer.At.Add(24 * time.Hour)
	}
	guest.Fold(more)
	for _, l := range []*Learner{account, guest} {
		for _, asked := range l.Asked {
			asked.Seen = 1
		}
	}
	ability := guest.Ability.Mean
	account.Absorb(guest)
	if account.Member != "ann" || account.Ability.Mean != ability || account.Ability.Topics["sql"].Answers != 6 || len(account.Asked) != 12 {
		t.Errorf("%+v", account)
	}
	for id, asked := range account.Asked {
		want := 1
		if id == "q0" || id == "q1" || id == "q2" || id == "q3" {
			want = 2
		}
		if asked.Seen != want || asked.LastMark != 1 {
			t.Errorf("%s: %+v, want it seen %d times and right at last", id, asked, want)
		}
	}
	if q := account.Asked["q2"]; q.Misses != 1 || q.MissedAttempt != "attempt" || q.MissedItem != 3 {
		t.Errorf("the mistake of the account is gone: %+v", q)
	}
	if !account.LastSeen["sql"].After(start.Add(23 * time.Hour)) {
		t.Errorf("last seen %v", account.LastSeen)
	}
}

func TestAbsorbingLittleKeepsTheAccount(t *testing.T) {
	account, guest := NewLearner("ann"), NewLearner("guest")
	account.Fold(markedAttempt(repeated(12, 1)...))
	before := account.Ability.Mean
	early := markedAttempt(0)
	early.Items[0].Topic, early.Items[0].Question = "oauth", "other"
	guest.Fold(early)
	account.Absorb(guest)
	if account.Ability.Mean != before || account.Ability.Topics["oauth"].Answers != 1 || account.Asked["other"] == nil || !account.Asked["other"].Missed {
		t.Errorf("%+v", account)
	}
	account.Absorb(NewLearner("nobody"))
	if account.Ability.Mean != before || len(account.Asked) != 13 {
		t.Errorf("absorbing nothing changes %+v", account)
	}
}
