package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"touchstone/internal/testbed/load"
)

// How a crash is tried. KILLS in the environment sets the number of kills on each database.
const (
	crashLearners = 50
	crashKills    = 2
	crashSeed     = 20
	// pace is the mean time between two answers of one learner.
	pace = time.Second
)

// The program dies at a random moment under fifty people who answer, again and again; what it had acknowledged is there exactly once, and everybody goes on.
func TestACrashLosesNoAcknowledgedAnswer(t *testing.T) {
	kills := crashKills
	if given := os.Getenv("KILLS"); given != "" {
		var err error
		if kills, err = strconv.Atoi(given); err != nil || kills < 1 {
			t.Fatalf("KILLS=%s is no number of kills", given)
		}
	}
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) { crash(t, kind, kills) })
	}
}

func crash(t *testing.T, kind string, kills int) {
	dsn := emptyDatabase(t, kind)
	server, err := serveProgram(dsn)
	check(t, err)
	path := filepath.Join(t.TempDir(), "ledger")
	book, err := newLedger(path)
	check(t, err)
	c := &crowd{ledger: book}
	c.address.Store(&server.Address)
	for number := range crashLearners {
		l, err := newLearner(server.Address, number, examQuiz)
		check(t, err)
		check(t, l.readForms(load.NewClient(server.Address), examQuestions))
		c.learners = append(c.learners, l)
	}

	answering, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- c.answer(answering) }()
	chance := rand.New(rand.NewPCG(crashSeed, uint64(kills)))
	var ready []time.Duration
	for range kills {
		time.Sleep(500*time.Millisecond + time.Duration(chance.Int64N(int64(2500*time.Millisecond))))
		check(t, server.Kill())
		server, err = serveProgram(dsn)
		check(t, err)
		c.address.Store(&server.Address)
		ready = append(ready, server.Started)
	}
	time.Sleep(time.Second) // the clients come back and repeat what had no reply
	stop()
	check(t, <-done)
	checkResume(t, c, server.Address)
	check(t, server.Stop())

	answers, err := readLedger(path)
	check(t, err)
	found := checkJournal(t, kind, dsn, answers)
	t.Logf("%s: %d kills, %d answers acknowledged, %d of them sent more than once, %d lost, %d twice; ready again after %.2f s, at most %.2f s",
		kind, kills, found.acknowledged, c.repeated.Load(), found.lost, found.doubled, middle(ready).Seconds(), slices.Max(ready).Seconds())
	for _, problem := range found.problems {
		t.Error(problem)
	}
	if found.acknowledged < kills*crashLearners/2 {
		t.Errorf("%d acknowledged answers are too few to say anything about %d kills", found.acknowledged, kills)
	}
	if slowest := slices.Max(ready); slowest > 5*time.Second {
		t.Errorf("ready again only after %v", slowest)
	}
}

// crowd is people who answer at once, and what they know.
type crowd struct {
	ledger   *ledger
	learners []*learner
	address  atomic.Pointer[string] // of the program that runs now
	answers  atomic.Int64
	repeated atomic.Int64 // answers that were sent more than once
}

// answer lets everybody answer until ctx ends. An answer that was begun is brought to its end, so that nothing stays open but what a crash leaves open.
func (c *crowd) answer(ctx context.Context) error {
	problems := make([]error, len(c.learners))
	var running sync.WaitGroup
	for i, l := range c.learners {
		running.Go(func() {
			client := load.NewClient(*c.address.Load())
			client.Cookies = l.cookies
			chance := rand.New(rand.NewPCG(crashSeed, uint64(i)))
			for ctx.Err() == nil && problems[i] == nil {
				problems[i] = c.answerOnce(client, l, chance.IntN(examQuestions)+1)
				select {
				case <-ctx.Done():
				case <-time.After(time.Duration(chance.Int64N(int64(2 * pace)))):
				}
			}
			problems[i] = errors.Join(problems[i], client.Close())
		})
	}
	running.Wait()
	return errors.Join(problems...)
}

// answerOnce gives one answer, and gives it again with the same number until a reply comes. Then it looks at the question again: the page must show this answer
// under a number that is higher than any before.
func (c *crowd) answerOnce(client *load.Client, l *learner, n int) error {
	form := l.forms[n-1].Answer(l.turns[n-1])
	entry := line{Answer: int(c.answers.Add(1)), Attempt: strings.TrimPrefix(l.attempt, "/attempts/"), Item: n, Form: form}
	if err := c.ledger.write(entry); err != nil {
		return err
	}
	tries := 0
	err := c.insist(client, func() error {
		tries++
		reply, err := client.Post(l.question(n)+"/answer", form)
		if err == nil && reply.Status != http.StatusSeeOther {
			return replied(reply)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("question %d of %s: %w", n, l.attempt, err)
	}
	entry.Form, entry.Acknowledged = nil, true
	if err := c.ledger.write(entry); err != nil {
		return err
	}
	if tries > 1 {
		c.repeated.Add(1)
	}
	l.turns[n-1]++
	if err := c.insist(client, func() error {
		_, err := l.look(client, n)
		return err
	}); err != nil {
		return err
	}
	if seq := l.forms[n-1].Seq; seq <= l.seq {
		return fmt.Errorf("question %d of %s: the page shows answer %d after answer %d was shown", n, l.attempt, seq, l.seq)
	}
	l.seq = l.forms[n-1].Seq
	return nil
}

// refusal is a reply that repeating would not change.
type refusal struct {
	status int
	body   string
}

// Error implements error.
func (r refusal) Error() string { return fmt.Sprintf("%d: %.600s", r.status, r.body) }

func replied(reply load.Reply) error { return refusal{reply.Status, string(reply.Body)} }

// insist repeats a request while the program is away.
func (c *crowd) insist(client *load.Client, request func() error) error {
	const patience = 30 * time.Second
	began := time.Now()
	for {
		err := request()
		var refused refusal
		if err == nil || errors.As(err, &refused) || time.Since(began) > patience {
			return err
		}
		time.Sleep(20 * time.Millisecond)
		client.MoveTo(*c.address.Load())
	}
}

// checkResume lets everybody come back to the attempt, find the last page where it stands, and send it. Sending twice gives one result.
func checkResume(t *testing.T, c *crowd, address string) {
	t.Helper()
	for _, l := range c.learners {
		client := load.NewClient(address)
		client.Cookies = l.cookies
		reply, err := client.Get(l.attempt)
		check(t, err)
		if reply.Status != http.StatusSeeOther || !strings.HasPrefix(reply.Location, l.attempt+"/questions/") && reply.Location != l.attempt+"/review" {
			t.Errorf("%s leads to %q with %d", l.attempt, reply.Location, reply.Status)
		}
		check(t, get(client, reply.Location))
		for range 2 {
			reply, err = client.Post(l.attempt+"/submission", nil)
			check(t, err)
			if reply.Location != l.attempt+"/result" {
				t.Errorf("sending %s gave %d to %q", l.attempt, reply.Status, reply.Location)
			}
		}
		check(t, get(client, l.attempt+"/result"))
		check(t, client.Close())
	}
}
