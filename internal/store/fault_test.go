package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
	"touchstone/internal/testbed"
)

func TestAStoppedServerIsSaidAndHealsByItself(t *testing.T) {
	cluster, err := testbed.NewCluster()
	if err != nil {
		t.Fatal(err)
	}
	defer cluster.Close()
	s := storetest.Open(t, cluster.DSN("postgres"))
	done(t, s.Migrate(t.Context()))
	storetest.LoadLibrary(t, s)
	a := storetest.Start(t, s, storetest.AddAccount(t, s, "ann", people.Learner), "exam")
	fillPool(t, s)
	done(t, cluster.Stop())
	began := time.Now()
	_, errRead := s.Member(t.Context(), "ann")
	_, errWrite := storetest.Answer(t, s, a, 1, 0)
	for _, err := range []error{errRead, errWrite, s.Ping(t.Context())} {
		wantKind(t, err, fault.Unavailable)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("saying so took %v", took)
	}
	_, err = store.Open(t.Context(), cluster.DSN("postgres"))
	wantKind(t, err, fault.Unavailable)

	done(t, cluster.Start())
	if _, err := s.Member(t.Context(), "ann"); err != nil {
		t.Errorf("the first read after the restart: %v", err)
	}
	if _, err := storetest.Answer(t, s, a, 1, 0); err != nil {
		t.Errorf("the first answer after the restart: %v", err)
	}
	if n := journal(t, s, a.ID); n != 1 {
		t.Errorf("%d entries, want the one that was acknowledged", n)
	}
}

// fillPool leaves as many idle connections as the pool holds, used just now.
func fillPool(t *testing.T, s *store.Store) {
	t.Helper()
	pool := must[*sql.DB](t)(s.ReadPool())
	connections := make([]*sql.Conn, pool.Stats().MaxOpenConnections)
	for i := range connections {
		for connections[i] == nil {
			connection := must[*sql.Conn](t)(pool.Conn(t.Context()))
			if connection.PingContext(t.Context()) == nil {
				connections[i] = connection
			} else {
				_ = connection.Close() // one that an earlier round has killed
			}
		}
	}
	for _, connection := range connections {
		done(t, connection.Close())
	}
}

// terminate ends every other connection to the database of dsn, as an administrator or a failover does.
func terminate(t *testing.T, dsn string) {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(context.Background())
	const others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
	if _, err := connection.Exec(t.Context(), "SELECT pg_terminate_backend(pid) "+others); err != nil {
		t.Fatal(err)
	}
	for left := 1; left > 0; {
		if err := connection.QueryRow(t.Context(), "SELECT count(*) "+others).Scan(&left); err != nil {
			t.Fatal(err)
		}
	}
}

func TestKilledConnectionsAreReplacedUnseen(t *testing.T) {
	dsn := storetest.DSN(t, "postgres")
	s := storetest.Open(t, dsn)
	storetest.LoadLibrary(t, s)
	a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
	for n := 1; n <= 4; n++ {
		fillPool(t, s)
		terminate(t, dsn)
		if n%2 == 0 {
			if _, err := s.Attempt(t.Context(), "ann", a.ID); err != nil {
				t.Errorf("a read on a killed connection: %v", err)
			}
		}
		if _, err := storetest.Answer(t, s, a, n, 0); err != nil {
			t.Errorf("an answer on a killed connection: %v", err)
		}
	}
	if n := journal(t, s, a.ID); n != 4 {
		t.Errorf("%d entries, want 4", n)
	}
}

func TestATransactionWhoseConnectionIsKilledRunsAgain(t *testing.T) {
	dsn := storetest.DSN(t, "postgres")
	s := storetest.Open(t, dsn)
	storetest.LoadLibrary(t, s)
	a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
	answer := func(n int, kills int) (runs int, err error) {
		_, err = s.AnswerAttempt(t.Context(), "ann", a.ID, n, func(a *quiz.Attempt, q *bank.Question) error {
			if runs++; runs <= kills {
				terminate(t, dsn)
			}
			return a.Answer(n, q, bank.Response{Choices: []int{0}}, 0, s.Now())
		})
		return runs, err
	}
	if runs, err := answer(1, 1); err != nil || runs != 2 {
		t.Errorf("killed once: %d runs, %v", runs, err)
	}
	_, err := answer(2, 100)
	wantKind(t, err, fault.Unavailable)
	if n := journal(t, s, a.ID); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}

// A connection that dies under COMMIT leaves open whether the answer is kept, and nothing else may be said.
func TestACommitWithoutReplyIsNotCalledAFailure(t *testing.T) {
	dsn := storetest.DSN(t, "postgres")
	s := storetest.Open(t, dsn)
	storetest.LoadLibrary(t, s)
	a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
	for _, statement := range []string{
		"CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'",
		"CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON answers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()",
	} {
		done(t, s.Exec(t.Context(), statement))
	}
	_, err := storetest.Answer(t, s, a, 1, 0)
	wantKind(t, err, fault.Unavailable)
	if shown := fault.MessageOf(err); !strings.Contains(shown, "not certain") || strings.Contains(shown, "Nothing was changed") {
		t.Errorf("shown: %s", shown)
	}
	done(t, s.Exec(t.Context(), "DROP TRIGGER dies ON answers"))
	if _, err := storetest.Answer(t, s, a, 1, 0); err != nil || journal(t, s, a.ID) != 1 {
		t.Errorf("the repeat: %v, %d entries", err, journal(t, s, a.ID))
	}
}

func TestALockThatLastsIsSaid(t *testing.T) {
	dsn := storetest.DSN(t, "postgres") + "&lock_timeout=200"
	s := storetest.Open(t, dsn)
	storetest.LoadLibrary(t, s)
	a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
	blocker, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer blocker.Close(context.Background())
	if _, err := blocker.Exec(t.Context(), "BEGIN; LOCK TABLE answers"); err != nil {
		t.Fatal(err)
	}
	_, err = storetest.Answer(t, s, a, 1, 0)
	wantKind(t, err, fault.Unavailable)
	if _, err := blocker.Exec(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Answer(t, s, a, 1, 0); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// A standby that was not promoted yet takes no writes, and says so with a code of its own.
func TestAReadOnlyServerReadsAndSaysThatItCannotWrite(t *testing.T) {
	dsn := storetest.DSN(t, "postgres")
	storetest.AddGuest(t, storetest.Open(t, dsn), "ann")
	s := storetest.Open(t, dsn+"&default_transaction_read_only=on")
	if _, err := s.Member(t.Context(), "ann"); err != nil {
		t.Error(err)
	}
	wantKind(t, s.SetPreferences(t.Context(), "ann", people.Preferences{}), fault.Unavailable)
}

func TestAFullDiskIsSaidAndHealsByItself(t *testing.T) {
	s := storetest.Open(t, storetest.DSN(t, "sqlite"))
	storetest.LoadLibrary(t, s)
	a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
	a = must[*quiz.Attempt](t)(storetest.Answer(t, s, a, 1, 0))
	pool := must[*sql.DB](t)(s.WritePool())
	limit := func(pages string) {
		if _, err := pool.ExecContext(t.Context(), "PRAGMA max_page_count = "+pages); err != nil { // a file that may not grow answers as a full disk does
			t.Fatal(err)
		}
	}
	limit("1")
	kept := 1
	var full error
	for n := 2; n <= 10 && full == nil; n++ {
		if _, full = storetest.Answer(t, s, a, n, 0); full == nil {
			kept++
		}
	}
	for i := 0; full == nil && i < 200; i++ {
		full = s.AddMember(t.Context(), &people.Member{ID: fmt.Sprint("long", i), Organisation: "public", Name: strings.Repeat("name ", 400), Role: people.Learner}, "")
	}
	wantKind(t, full, fault.Unavailable)
	if got := must[*quiz.Attempt](t)(s.Attempt(t.Context(), "ann", a.ID)); got.Answered() != kept || journal(t, s, a.ID) != kept {
		t.Errorf("%d answers are kept, %d were acknowledged", got.Answered(), kept)
	}
	limit("1000000")
	done(t, s.AddMember(t.Context(), storetest.Guest("afterwards"), ""))
}

func TestAFileThatCannotBeWrittenIsSaid(t *testing.T) {
	dsn := storetest.DSN(t, "sqlite")
	s := storetest.Open(t, dsn)
	storetest.AddGuest(t, s, "ann")
	pool := must[*sql.DB](t)(s.WritePool())
	if _, err := pool.ExecContext(t.Context(), "PRAGMA query_only = on"); err != nil { // gives the code that a read-only file gives
		t.Fatal(err)
	}
	wantKind(t, s.SetPreferences(t.Context(), "ann", people.Preferences{}), fault.Unavailable)
	if _, err := s.Member(t.Context(), "ann"); err != nil {
		t.Errorf("a read: %v", err)
	}
}

// Another process that holds the write lock is waited for, and then it is said that the database is busy.
func TestASecondProcessIsWaitedFor(t *testing.T) {
	dsn := storetest.DSN(t, "sqlite")
	s, other := storetest.Open(t, dsn), storetest.Open(t, dsn)
	storetest.AddGuest(t, s, "ann")
	pool := must[*sql.DB](t)(other.WritePool())
	tx, err := pool.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(300*time.Millisecond, func() { _ = tx.Rollback() })
	began := time.Now()
	done(t, s.SetPreferences(t.Context(), "ann", people.Preferences{Theme: "dark"}))
	if waited := time.Since(began); waited < 200*time.Millisecond {
		t.Errorf("did not wait: %v", waited)
	}
}

func TestAVisitorWhoLeavesKeepsNoConnection(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.Start(t, s, storetest.AddGuest(t, s, "ann"), "exam")
		for range 20 {
			ctx, leave := context.WithCancel(t.Context())
			_, err := s.UpdateAttempt(ctx, "ann", a.ID, func(*quiz.Attempt) error { leave(); return nil })
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("%v", err)
			}
			leave()
		}
		if _, err := storetest.Answer(t, s, a, 1, 0); err != nil {
			t.Errorf("afterwards: %v", err)
		}
		deadline := time.Now().Add(3 * time.Second)
		for s.PoolStats()["write"].InUse > 0 && time.Now().Before(deadline) {
			time.Sleep(10 * time.Millisecond)
		}
		if stats := s.PoolStats()["write"]; stats.InUse != 0 {
			t.Errorf("%d connections are still held", stats.InUse)
		}
	})
}
