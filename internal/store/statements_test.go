package store_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// The three reads of a question page, and the four statements with one commit of an answer, are what the load figures rest on.
func TestAPageAndAnAnswerCostFewStatements(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddAccount(t, s, "ann", people.Learner), "exam")
		addSession(t, s, "session", "ann", time.Hour)
		fresh := storetest.Reopen(t, s)
		writes := map[string]int64{"sqlite": 2, "postgres": 1}[s.Dialect()] // the journal and the attempt, on PostgreSQL in one statement
		spent := func(work func() error) store.Statements {
			t.Helper()
			before := fresh.Statements()
			done(t, work())
			return fresh.Statements().Since(before)
		}
		page := func(n int) func() error {
			return func() error {
				_, _, a, err := fresh.SessionWithAttempt(t.Context(), "session", a.ID)
				if err != nil {
					return err
				}
				_, err = fresh.Version(t.Context(), a.Items[n-1].Version)
				return err
			}
		}
		answer := func(n int) func() error {
			return func() error {
				if _, _, err := fresh.Session(t.Context(), "session"); err != nil {
					return err
				}
				_, err := storetest.Answer(t, fresh, a, n, 0)
				return err
			}
		}
		for _, c := range []struct {
			name string
			work func() error
			want store.Statements
		}{
			{"a question that nobody has read yet", page(1), store.Statements{Reads: 2}},
			{"a question", page(1), store.Statements{Reads: 1}},
			{"an answer", answer(1), store.Statements{Reads: 2, Writes: writes, Commits: 1}},
			{"the same answer again", answer(1), store.Statements{Reads: 2, Writes: 1, Commits: 1}},
			{"an answer to a question that this process has not read yet", answer(2), store.Statements{Reads: 3, Writes: writes, Commits: 1}},
			{"all questions of an attempt", func() error { _, err := fresh.Versions(t.Context(), versionsOf(a)); return err }, store.Statements{Reads: 1}},
		} {
			if got := spent(c.work); got != c.want {
				t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
			}
		}
		a = must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", a.ID))
		finished := spent(func() error { finish(t, fresh, a); return nil })
		if finished.Reads > 4 || finished.Writes > 3 || finished.Commits != 1 {
			t.Errorf("a submission: %+v", finished)
		}
		if started := spent(func() error {
			_, err := fresh.StartAttempt(t.Context(), func() *quiz.Attempt { next := *a; next.ID, next.Items = "next", a.Items; return &next }())
			return err
		}); started.Reads != 2 || started.Writes != 2 || started.Commits != 1 {
			t.Errorf("a start: %+v", started)
		}
	})
}

func versionsOf(a *quiz.Attempt) []string {
	versions := make([]string, len(a.Items))
	for i, item := range a.Items {
		versions[i] = item.Version
	}
	return versions
}

// BenchmarkAnswer is the whole work of the database for one answer: session, attempt, journal, commit. Each client has an attempt of its own.
func BenchmarkAnswer(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			s := storetest.Open(b, storetest.DSN(b, kind))
			storetest.LoadLibrary(b, s)
			var clients atomic.Int64
			b.SetParallelism(4)
			b.RunParallel(func(p *testing.PB) {
				name := fmt.Sprint("client", clients.Add(1))
				now := s.Now()
				session := &store.Session{Hash: name, Member: name, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(time.Hour)}
				member := storetest.Guest(name)
				if err := s.AddSession(b.Context(), session, member); err != nil {
					b.Error(err)
					return
				}
				a := storetest.Start(b, s, member, "exam")
				for i := 0; p.Next(); i++ {
					if _, _, err := s.Session(b.Context(), name); err != nil {
						b.Error(err)
						return
					}
					n := i%10 + 1
					_, err := s.AnswerAttempt(b.Context(), name, a.ID, n, func(a *quiz.Attempt, q *bank.Question) error {
						seen := 0
						if kept := a.Items[n-1].Answer; kept != nil {
							seen = kept.Seq
						}
						return a.Answer(n, q, bank.Response{Choices: []int{i / 10 % 4}}, seen, now)
					})
					if err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
		})
	}
}
