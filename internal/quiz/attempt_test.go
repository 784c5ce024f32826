package quiz

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

var start = time.Date(2026, 3, 29, 0, 30, 0, 0, time.UTC)

// choice is a question whose key is the first of four options.
func choice(id string) *bank.Question {
	return &bank.Question{ID: id, Kind: bank.Single, Topic: "sql", Options: []bank.Option{{Text: "right", Correct: true}, {Text: "wrong"}, {Text: "other"}, {Text: "last"}}}
}

// attempt is an attempt at n choices that has begun at start.
func attempt(t *testing.T, mode Mode, n, minutes int) *Attempt {
	t.Helper()
	var drawn []Candidate
	for i := range n {
		drawn = append(drawn, Candidate{ID: fmt.Sprint("q", i+1), Version: fmt.Sprint("v", i+1), Topic: "sql", Shuffled: 4})
	}
	a := New(&Blueprint{Slug: "quiz", Title: "Quiz", Mode: mode, Minutes: minutes, PassMark: 60}, drawn, 0, rand.New(rand.NewPCG(1, 1)))
	a.ID = "attempt"
	if err := a.Begin(start); err != nil {
		t.Fatal(err)
	}
	return a
}

func pick(choice int) bank.Response { return bank.Response{Choices: []int{choice}} }

func wantKind(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("got %v, want an error of the kind %s", err, kind)
	}
}

// The whole machine: what each action does in each state.
func TestWhatMayHappenInEachState(t *testing.T) {
	const limit = 10
	in := start.Add(limit * time.Minute)
	late := in.Add(Grace + time.Microsecond)
	fresh := map[State]func() *Attempt{
		Created:    func() *Attempt { a := attempt(t, Exam, 3, limit); a.State, a.Deadline = Created, time.Time{}; return a },
		InProgress: func() *Attempt { return attempt(t, Exam, 3, limit) },
		Submitted:  func() *Attempt { a := attempt(t, Exam, 3, limit); a.State, a.EndedAt = Submitted, start; return a },
		Expired:    func() *Attempt { a := attempt(t, Exam, 3, limit); a.State, a.EndedAt = Expired, in; return a },
		Void:       func() *Attempt { a := attempt(t, Exam, 3, limit); a.State = Void; return a },
	}
	actions := map[string]func(a *Attempt, now time.Time) error{
		"begin":  func(a *Attempt, now time.Time) error { return a.Begin(now) },
		"answer": func(a *Attempt, now time.Time) error { return a.Answer(1, choice("q1"), pick(0), 0, now) },
		"flag":   func(a *Attempt, now time.Time) error { return a.Flag(1, true, now) },
		"submit": func(a *Attempt, now time.Time) error { return a.Submit(now) },
	}
	const ok = fault.Kind(255)
	for _, c := range []struct {
		state  State
		action string
		now    time.Time
		want   fault.Kind
		after  State
	}{
		{Created, "begin", start, ok, InProgress}, {Created, "answer", start, fault.Conflict, Created}, {Created, "flag", start, fault.Gone, Created}, {Created, "submit", start, fault.Conflict, Created},
		{InProgress, "begin", start, fault.Conflict, InProgress},
		{InProgress, "answer", start, ok, InProgress}, {InProgress, "answer", in, ok, InProgress}, {InProgress, "answer", in.Add(Grace), ok, InProgress}, {InProgress, "answer", late, fault.Gone, InProgress},
		{InProgress, "flag", in.Add(Grace), ok, InProgress}, {InProgress, "flag", late, fault.Gone, InProgress},
		{InProgress, "submit", start, ok, Submitted}, {InProgress, "submit", in.Add(Grace), ok, Submitted}, {InProgress, "submit", late, ok, Expired},
		{Submitted, "begin", start, fault.Conflict, Submitted}, {Submitted, "answer", start, fault.Gone, Submitted}, {Submitted, "flag", start, fault.Gone, Submitted}, {Submitted, "submit", late, ok, Submitted},
		{Expired, "begin", start, fault.Conflict, Expired}, {Expired, "answer", late, fault.Gone, Expired}, {Expired, "flag", late, fault.Gone, Expired}, {Expired, "submit", late, ok, Expired},
		{Void, "begin", start, fault.Conflict, Void}, {Void, "answer", start, fault.Conflict, Void}, {Void, "flag", start, fault.Gone, Void}, {Void, "submit", start, fault.Conflict, Void},
	} {
		a := fresh[c.state]()
		err := actions[c.action](a, c.now)
		if name := fmt.Sprintf("%s in state %s at %s", c.action, c.state, c.now.Sub(start)); c.want == ok && err != nil || c.want != ok && (err == nil || fault.KindOf(err) != c.want) || a.State != c.after {
			t.Errorf("%s: %v, state %s, want %v and %s", name, err, a.State, c.want, c.after)
		}
		if err != nil && len(a.Journal) > 0 {
			t.Errorf("%s in state %s was refused and written", c.action, c.state)
		}
	}
}

func TestBegin(t *testing.T) {
	a := attempt(t, Exam, 3, 10)
	if !a.StartedAt.Equal(start) || !a.Deadline.Equal(start.Add(10*time.Minute)) {
		t.Errorf("from %v to %v", a.StartedAt, a.Deadline)
	}
	if a := attempt(t, Practice, 3, 0); !a.Deadline.IsZero() || a.Late(start.AddDate(10, 0, 0)) {
		t.Error("an attempt without a limit ends")
	}
	empty := New(&Blueprint{Mode: Exam}, nil, 0, rand.New(rand.NewPCG(1, 1)))
	wantKind(t, empty.Begin(start), fault.Conflict)
}

func TestExtraTimeLengthensTheLimit(t *testing.T) {
	for _, c := range []struct {
		minutes, percent int
		want             time.Duration
	}{{20, 0, 20 * time.Minute}, {20, 25, 25 * time.Minute}, {20, 50, 30 * time.Minute}, {0, 50, 0}, {480, 100, 16 * time.Hour}, {1, 33, 80 * time.Second}} {
		b := Blueprint{Minutes: c.minutes}
		if got := b.Limit(c.percent); got != c.want {
			t.Errorf("%d min and %d %%: %v, want %v", c.minutes, c.percent, got, c.want)
		}
	}
}

func TestExpiryEndsAtTheDeadlineAndKeepsWhatWasSaved(t *testing.T) {
	a := attempt(t, Exam, 3, 10)
	if err := a.Answer(1, choice("q1"), pick(0), 0, start.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if a.Expire(start.Add(10*time.Minute + Grace)) {
		t.Error("expired inside the grace")
	}
	if late := start.Add(2 * time.Hour); !a.Expire(late) || a.Expire(late) {
		t.Error("an attempt expires once")
	}
	if a.State != Expired || !a.EndedAt.Equal(a.Deadline) || a.Answered() != 1 {
		t.Errorf("%s at %v with %d answers", a.State, a.EndedAt, a.Answered())
	}
	err := a.Answer(2, choice("q2"), pick(0), 0, start.Add(3*time.Hour))
	wantKind(t, err, fault.Gone)
	if said := fault.MessageOf(err); !strings.Contains(said, "No answer to this question was kept") || !strings.Contains(said, "1 of 3") {
		t.Errorf("said: %s", said)
	}
	err = a.Answer(1, choice("q1"), pick(1), 1, start.Add(3*time.Hour))
	if said := fault.MessageOf(err); !strings.Contains(said, "earlier answer to this question is kept") {
		t.Errorf("said: %s", said)
	}
	if err := a.Answer(1, choice("q1"), pick(0), 0, start.Add(3*time.Hour)); err != nil {
		t.Errorf("a repeat of what is kept: %v", err)
	}
}

func TestAnswersAreNumberedAndStalePagesAreTold(t *testing.T) {
	a := attempt(t, Exam, 3, 0)
	answer := func(n, pickIndex, seen int) error {
		return a.Answer(n, choice("q"), pick(pickIndex), seen, start)
	}
	for i, step := range []struct {
		n, pick, seen int
		want          fault.Kind
		seq           int
	}{
		{1, 0, 0, 255, 1}, {1, 0, 0, 255, 1}, {1, 0, -1, 255, 1}, {1, 1, 0, fault.Conflict, 1}, {1, 1, -1, fault.Conflict, 1}, {1, 1, 2, fault.Conflict, 1}, {1, 1, 1, 255, 2},
		{2, 3, -1, 255, 3}, {1, 2, 2, 255, 4}, {1, 0, 4, 255, 5}, {4, 0, 0, fault.NotFound, 5}, {0, 0, 0, fault.NotFound, 5}, {3, 9, 0, fault.Invalid, 5},
	} {
		err := answer(step.n, step.pick, step.seen)
		if step.want == 255 && err != nil || step.want != 255 && (err == nil || fault.KindOf(err) != step.want) || a.Seq != step.seq {
			t.Errorf("step %d: %v, seq %d", i, err, a.Seq)
		}
	}
	if len(a.Journal) != 5 {
		t.Fatalf("%d entries", len(a.Journal))
	}
	for i, entry := range a.Journal {
		if entry.Seq != i+1 || entry.Question != a.Items[entry.Item-1].Question || entry.Version != a.Items[entry.Item-1].Version {
			t.Errorf("entry %+v", entry)
		}
	}
}

func TestAnExplainedAnswerStays(t *testing.T) {
	for _, mode := range []Mode{Practice, Mistakes} {
		a := attempt(t, mode, 2, 0)
		if err := a.Answer(1, choice("q1"), pick(1), 0, start); err != nil {
			t.Fatal(err)
		}
		wantKind(t, a.Answer(1, choice("q1"), pick(0), 1, start), fault.Conflict)
		if err := a.Answer(1, choice("q1"), pick(1), 0, start); err != nil || len(a.Journal) != 1 {
			t.Errorf("%s: the same again: %v, %d entries", mode, err, len(a.Journal))
		}
	}
}

func TestKeysAreReleasedInTime(t *testing.T) {
	for _, c := range []struct {
		mode                    Mode
		before, answered, ended bool
	}{{Exam, false, false, true}, {Practice, false, true, true}, {Mistakes, false, true, true}} {
		a := attempt(t, c.mode, 2, 0)
		before := a.Released(1)
		if err := a.Answer(1, choice("q1"), pick(1), 0, start); err != nil {
			t.Fatal(err)
		}
		answered, other, none := a.Released(1), a.Released(2), a.Released(3)
		if err := a.Submit(start); err != nil {
			t.Fatal(err)
		}
		if before != c.before || answered != c.answered || other || none || a.Released(2) != c.ended {
			t.Errorf("%s: %v %v %v %v", c.mode, before, answered, other, a.Released(2))
		}
	}
}

func TestWhereToGoOn(t *testing.T) {
	a := attempt(t, Exam, 4, 0)
	for _, n := range []int{1, 3} {
		if err := a.Answer(n, choice("q"), pick(0), 0, start); err != nil {
			t.Fatal(err)
		}
	}
	for after, want := range map[int]int{0: 2, 1: 2, 2: 4, 3: 4, 4: 2} {
		if got := a.NextUnanswered(after); got != want {
			t.Errorf("after %d comes %d, want %d", after, got, want)
		}
	}
	if a.FirstUnanswered() != 2 || a.Answered() != 2 {
		t.Errorf("first %d, answered %d", a.FirstUnanswered(), a.Answered())
	}
	for _, n := range []int{2, 4} {
		if err := a.Answer(n, choice("q"), pick(0), 0, start); err != nil {
			t.Fatal(err)
		}
	}
	if a.FirstUnanswered() != 0 || a.NextUnanswered(2) != 0 {
		t.Error("something is left")
	}
}
