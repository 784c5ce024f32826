package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"touchstone/internal/curriculum"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// leave starts an exam, answers its first questions right and lets its time run out an hour ago.
func leave(t *testing.T, s *store.Store, owner *people.Member, answered int) *quiz.Attempt {
	t.Helper()
	a := storetest.Start(t, s, owner, "exam")
	for n := 1; n <= answered; n++ {
		if _, err := storetest.Answer(t, s, a, n, 0); err != nil {
			t.Fatal(err)
		}
	}
	return setDeadline(t, s, a, s.Now().Add(-time.Hour))
}

func setDeadline(t *testing.T, s *store.Store, a *quiz.Attempt, deadline time.Time) *quiz.Attempt {
	t.Helper()
	changed, err := s.UpdateAttempt(t.Context(), a.Owner, a.ID, func(a *quiz.Attempt) error {
		a.Deadline = deadline
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

func load(t *testing.T, s *store.Store, a *quiz.Attempt) *quiz.Attempt {
	t.Helper()
	loaded, err := s.Attempt(t.Context(), a.Owner, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func TestOverdueAttemptsEndAtTheirDeadline(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		late := leave(t, s, storetest.AddGuest(t, s, "late"), 4)
		inTime := storetest.Start(t, s, storetest.AddGuest(t, s, "in time"), "exam")
		untimed := storetest.Start(t, s, storetest.AddGuest(t, s, "untimed"), "practice")

		ended, err := New(s, curriculum.Library(), quiet()).EndOverdue(t.Context())
		if err != nil || ended != 1 {
			t.Fatalf("ended %d, %v", ended, err)
		}
		got := load(t, s, late)
		if got.State != quiz.Expired || !got.EndedAt.Equal(late.Deadline) {
			t.Errorf("state %s, ended at %v, deadline was %v", got.State, got.EndedAt, late.Deadline)
		}
		if got.Result == nil || got.Result.Points != 4 || got.Result.Answered != 4 || got.Result.Asked != 10 || len(got.Result.Next) == 0 || len(got.Result.Examples) != 3 {
			t.Errorf("result is %+v", got.Result)
		}
		l, err := s.Learner(t.Context(), late.Owner)
		if err != nil {
			t.Fatal(err)
		}
		answers := 0
		for _, topic := range l.Ability.Topics {
			answers += topic.Answers
		}
		if answers != 4 {
			t.Errorf("the learner rests on %d answers, want the 4 that were given", answers)
		}
		for _, open := range []*quiz.Attempt{inTime, untimed} {
			if still := load(t, s, open); still.State != quiz.InProgress || still.Result != nil {
				t.Errorf("an attempt with time left is %s", still.State)
			}
		}
		if again, err := New(s, curriculum.Library(), quiet()).EndOverdue(t.Context()); again != 0 || err != nil {
			t.Errorf("a second run ended %d, %v", again, err)
		}
	})
}

// Two replicas with connections of their own meet the same attempts at the same time: each is ended by one of them, and each learner is folded once.
func TestTwoReplicasShareTheWork(t *testing.T) {
	storetest.EachDSN(t, func(t *testing.T, dsn string) {
		replicas := []*store.Store{storetest.Open(t, dsn), storetest.Open(t, dsn)}
		storetest.LoadLibrary(t, replicas[0])
		const guests = 12
		for i := range guests {
			leave(t, replicas[0], storetest.AddGuest(t, replicas[0], fmt.Sprintf("guest %d", i)), 3)
		}
		var ended atomic.Int64
		var running sync.WaitGroup
		for _, s := range replicas {
			running.Go(func() {
				n, err := New(s, curriculum.Library(), quiet()).EndOverdue(t.Context())
				if err != nil {
					t.Error(err)
				}
				ended.Add(int64(n))
			})
		}
		running.Wait()
		if ended.Load() != guests {
			t.Errorf("the replicas ended %d attempts between them, want %d", ended.Load(), guests)
		}
		for i := range guests {
			l, err := replicas[0].Learner(t.Context(), fmt.Sprintf("guest %d", i))
			if err != nil {
				t.Fatal(err)
			}
			answers := 0
			for _, topic := range l.Ability.Topics {
				answers += topic.Answers
			}
			if answers != 3 {
				t.Errorf("guest %d rests on %d answers, want 3", i, answers)
			}
		}
	})
}

// Time given after the list was made keeps the attempt open.
func TestTimeGivenMeanwhileCounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := leave(t, s, storetest.AddGuest(t, s, "slow"), 1)
		setDeadline(t, s, a, s.Now().Add(time.Hour))
		ended, err := New(s, curriculum.Library(), quiet()).end(t.Context(), a.Owner, a.ID)
		if ended || err != nil || load(t, s, a).State != quiz.InProgress {
			t.Errorf("ended %v, %v, state %s", ended, err, load(t, s, a).State)
		}
	})
}

func TestAnAttemptWithoutItsQuestionsStillEnds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.NewAttempt(t, s, storetest.AddGuest(t, s, "m"), "exam", 1)
		a.Items[0].Version = "gone"
		a.Deadline = s.Now().Add(-time.Hour)
		if _, err := s.StartAttempt(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		ended, err := New(s, curriculum.Library(), quiet()).EndOverdue(t.Context())
		if got := load(t, s, a); ended != 1 || err != nil || got.Result == nil || len(got.Result.Examples) != 0 {
			t.Errorf("ended %d, %v, result %+v", ended, err, got.Result)
		}
	})
}

func TestRunWorksAtOnceAndStopsWhenCancelled(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := leave(t, s, storetest.AddAccount(t, s, "ada-lovelace", people.Learner), 2)
		var log lockedBuffer
		ctx, cancel := context.WithCancel(t.Context())
		stopped := make(chan struct{})
		go func() {
			New(s, curriculum.Library(), slog.New(slog.NewTextHandler(&log, nil))).Run(ctx)
			close(stopped)
		}()
		deadline := time.Now().Add(10 * time.Second)
		for load(t, s, a).State == quiz.InProgress && time.Now().Before(deadline) {
			time.Sleep(10 * time.Millisecond)
		}
		cancel()
		select {
		case <-stopped:
		case <-time.After(10 * time.Second):
			t.Fatal("the runner did not stop")
		}
		if state := load(t, s, a).State; state != quiz.Expired {
			t.Errorf("the attempt is %s", state)
		}
		if text := log.String(); !strings.Contains(text, "attempts ended at their deadline: 1") || strings.Contains(text, "ada") || strings.Contains(text, "level=ERROR") {
			t.Errorf("log:\n%s", text)
		}
	})
}

func TestAFailingJobIsLoggedOnceAndHeals(t *testing.T) {
	var log lockedBuffer
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	runs := 0
	job := job{"dig", time.Millisecond, func(context.Context) (string, error) {
		runs++
		switch {
		case runs <= 3:
			return "", errors.New("no spade")
		case runs == 4:
			panic("struck a stone")
		case runs == 10:
			cancel()
		}
		return "", nil
	}}
	New(nil, nil, slog.New(slog.NewTextHandler(&log, nil))).repeat(ctx, job)
	text := log.String()
	if runs != 10 || strings.Count(text, "a job failed") != 1 || strings.Count(text, "a job works again") != 1 {
		t.Errorf("%d runs, log:\n%s", runs, text)
	}
}

// lockedBuffer is a log that several goroutines write to.
type lockedBuffer struct {
	mutex sync.Mutex
	bytes bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.bytes.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.bytes.String()
}
