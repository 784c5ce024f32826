package store_test

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// dump writes every row of every table as one line that both databases write alike.
func dump(t *testing.T, s *store.Store) []string {
	t.Helper()
	pool, err := s.ReadPool()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, table := range store.Tables {
		rows, err := pool.QueryContext(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(columns))
			places := make([]any, len(columns))
			for i := range values {
				places[i] = &values[i]
			}
			if err := rows.Scan(places...); err != nil {
				t.Fatal(err)
			}
			cells := make([]string, len(columns))
			for i, value := range values {
				if table == "passages" && columns[i] == "stems" { // PostgreSQL makes them from the words
					cells[i] = "="
					continue
				}
				switch v := value.(type) {
				case bool:
					value = map[bool]int{false: 0, true: 1}[v]
				case []byte:
					value = hex.EncodeToString(v)
				}
				cells[i] = fmt.Sprintf("%s=%#v", columns[i], value)
				if number, is := value.(int64); is {
					cells[i] = fmt.Sprintf("%s=%d", columns[i], number)
				}
			}
			cells = slices.DeleteFunc(cells, func(cell string) bool { return cell == "=" })
			sort.Strings(cells)
			lines = append(lines, table+" "+strings.Join(cells, " "))
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	sort.Strings(lines)
	return lines
}

// populate leaves at least one row in every table, with texts, moments and NULLs of every sort.
func populate(t *testing.T, s *store.Store) {
	t.Helper()
	storetest.LoadLibrary(t, s)
	done(t, s.AddOrganisation(t.Context(), people.Organisation{ID: "school", Name: "2026-01-01T00:00:00Z"})) // a text that looks like a moment
	hr := storetest.AddAccount(t, s, "hr", people.Hiring)
	ann := storetest.AddAccount(t, s, "ann", people.Learner)
	addSession(t, s, "session", "ann", time.Hour)
	done(t, s.AddSignInFailure(t.Context(), "failure", "account", "10.0.0.1"))
	done(t, s.AddSetupLink(t.Context(), "link", time.Hour))
	done(t, s.Exec(t.Context(), "INSERT INTO guides (id, organisation_id, slug, topic, title, decisions, hash, source, created_at) VALUES ('guide', 'school', 'slug', 'topic', '', ?, 'hash', ?, -1)", true, []byte{0, 1, 0xff}))
	done(t, s.AddCohort(t.Context(), &people.Cohort{ID: "class", Organisation: "public", Owner: "hr", Name: "Žofie ’ 李 😀\n\"quoted\"\\N\t,", JoinToken: "join", CreatedAt: s.Now(), Sample: true}))
	done(t, s.JoinCohort(t.Context(), "ann", "join"))
	done(t, s.Assign(t.Context(), "hr", &people.Assignment{ID: "given", Cohort: "class", Quiz: "exam"}))
	addScreening(t, s, hr, "screening")
	invite(t, s, hr, "screening", "candidate", "AB12", "token", time.Hour)
	a := answerAll(t, s, storetest.Start(t, s, ann, "practice"), 1)
	finish(t, s, a)
	storetest.Start(t, s, ann, "exam")
	done(t, s.AddQuestionReport(t.Context(), "ann", a.ID, 1, strings.Repeat("long ", 5000)))
	done(t, s.SetRole(t.Context(), "hr", "ann@example.org", people.Instructor))
	for i := range 1203 { // more than two pages of one table
		done(t, s.Exec(t.Context(), "INSERT INTO asked (member_id, question_id, organisation_id, topic, seen, missed, right_since, misses, missed_attempt, missed_item, last_mark, last_at) VALUES ('ann', ?, 'public', 'sql', ?, ?, 0, 0, '', 0, ?, ?)",
			fmt.Sprintf("old-%d", i), i, i%2 == 0, float64(i)/3, nil))
	}
	for _, table := range store.Tables {
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM "+table)); n == 0 {
			t.Fatalf("%s is empty, so that copying it proves nothing", table)
		}
	}
}

func TestBackupAndRestoreInAllDirections(t *testing.T) {
	for _, from := range storetest.Kinds {
		source := storetest.Open(t, storetest.DSN(t, from))
		populate(t, source)
		file := filepath.Join(t.TempDir(), "backup.db")
		written := map[string]int{}
		done(t, source.Backup(t.Context(), file, func(table string, rows int) { written[table] = rows }))
		want := dump(t, source)
		total := 0
		for _, rows := range written {
			total += rows
		}
		if total != len(want) || len(written) != len(store.Tables) {
			t.Errorf("%s: progress told of %d rows in %d tables, there are %d", from, total, len(written), len(want))
		}
		if found, err := os.Stat(file); err != nil || found.Mode().Perm() != 0o600 {
			t.Errorf("%s: the backup is %v (%v), want it readable by its owner alone", from, found.Mode(), err)
		}
		for _, to := range storetest.Kinds {
			for name, dsn := range map[string]string{"new": storetest.EmptyDSN(t, to), "migrated": storetest.DSN(t, to)} {
				t.Run(from+" to "+name+" "+to, func(t *testing.T) {
					restored := map[string]int{}
					done(t, store.Restore(t.Context(), dsn, file, func(table string, rows int) { restored[table] = rows }))
					s := storetest.Open(t, dsn)
					if got := dump(t, s); !slices.Equal(got, want) {
						t.Errorf("%d rows, want %d; first difference: %s", len(got), len(want), firstDifference(got, want))
					}
					if restored["asked"] < 1203 {
						t.Errorf("progress: %v", restored)
					}
					done(t, s.Migrate(t.Context()))
					wantFound(t, s, "deadlocks", "p-locks")
					list := must[[]*quiz.Attempt](t)(s.Attempts(t.Context(), "ann", 10))
					if _, err := storetest.Answer(t, s, list[0], 1, 0); err != nil {
						t.Errorf("an answer after the restore: %v", err)
					}
					wantOperatorKind(t, store.Restore(t.Context(), dsn, file, nil), fault.Conflict)
				})
			}
		}
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*")); err != nil || len(left) != 1 {
			t.Errorf("left beside the backup: %v", left)
		}
	}
}

// wantOperatorKind is wantKind for messages to an operator, which name the file.
func wantOperatorKind(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("got %v, want an error of the kind %s", err, kind)
	}
}

func firstDifference(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("\n%.600s\n%.600s", got[i], want[i])
		}
	}
	return "none in common length"
}

func TestABackupDuringSavesHasWhatWasAcknowledged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		const savers = 20
		var mutex sync.Mutex
		acknowledged := map[string]int{} // attempt: last sequence number
		stop := make(chan struct{})
		var wait sync.WaitGroup
		attempts := make([]*quiz.Attempt, savers)
		for i := range attempts {
			attempts[i] = storetest.Start(t, s, storetest.AddGuest(t, s, fmt.Sprint("guest", i)), "exam")
		}
		for _, a := range attempts {
			wait.Go(func() {
				for i := 0; ; i++ {
					select {
					case <-stop:
						return
					default:
					}
					kept, err := storetest.Answer(t, s, a, i%10+1, i/10%4)
					if err != nil {
						t.Errorf("a save during the backup: %v", err)
						return
					}
					a = kept
					mutex.Lock()
					acknowledged[a.ID] = a.Seq
					mutex.Unlock()
				}
			})
		}
		for round := range 3 {
			before := map[string]int{}
			for len(before) < savers && !t.Failed() {
				time.Sleep(10 * time.Millisecond)
				mutex.Lock()
				before = maps.Clone(acknowledged)
				mutex.Unlock()
			}
			file := filepath.Join(t.TempDir(), "backup.db")
			done(t, s.Backup(t.Context(), file, nil))
			backup := storetest.Open(t, file)
			for id, seq := range before {
				n := must[int](t)(store.Scalar[int](t.Context(), backup, "SELECT count(*) FROM answers WHERE attempt_id = ?", id))
				last := must[int](t)(store.Scalar[int](t.Context(), backup, "SELECT seq FROM attempts WHERE id = ?", id))
				if n < seq || last != n {
					t.Errorf("round %d: %d entries, attempt at %d, %d were acknowledged", round, n, last, seq)
				}
			}
		}
		close(stop)
		wait.Wait()
	})
}

func TestABackupOverwritesNothingAndLeavesNothingHalfDone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		populate(t, s)
		folder := t.TempDir()
		file := filepath.Join(folder, "backup.db")
		done(t, os.WriteFile(file, []byte("precious"), 0o600))
		wantOperatorKind(t, s.Backup(t.Context(), file, nil), fault.Conflict)
		if content, err := os.ReadFile(file); err != nil || string(content) != "precious" {
			t.Errorf("the file that was there is now %q, %v", content, err)
		}
		done(t, os.Remove(file))

		ctx, cancel := context.WithCancel(t.Context())
		if s.Dialect() == "sqlite" {
			cancel()
		}
		err := s.Backup(ctx, file, func(table string, _ int) {
			if table == "asked" {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled backup: %v", err)
		}
		if left, err := filepath.Glob(filepath.Join(folder, "{.,}*")); err != nil || len(left) != 0 {
			t.Errorf("left: %v", left)
		}
		if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
			t.Errorf("left: %v, %v", entries, err)
		}
		if err := s.Backup(t.Context(), filepath.Join(folder, "no such folder", "backup.db"), nil); err == nil {
			t.Error("wrote into a folder that is not there")
		}
	})
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	folder := t.TempDir()
	whole := filepath.Join(folder, "whole.db")
	source := storetest.Open(t, storetest.DSN(t, "sqlite"))
	populate(t, source)
	done(t, source.Backup(t.Context(), whole, nil))
	content, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, content []byte) string {
		path := filepath.Join(folder, name)
		done(t, os.WriteFile(path, content, 0o600))
		return path
	}
	damaged := slices.Clone(content)
	for i := len(damaged) / 2; i < len(damaged)/2+8192; i++ {
		damaged[i] = 0x5a
	}
	newer := write("newer.db", content)
	changed := storetest.Open(t, newer)
	done(t, changed.Exec(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"))
	done(t, changed.Close())
	inUse := storetest.DSN(t, "sqlite")
	storetest.AddGuest(t, storetest.Open(t, inUse), "ann")

	for name, file := range map[string]string{
		"empty": write("empty.db", nil), "text": write("text.db", []byte("no database at all")), "cut": write("cut.db", content[:len(content)/2]),
		"damaged": write("damaged.db", damaged), "newer": newer, "in use": inUse,
	} {
		for _, kind := range storetest.Kinds {
			t.Run(name+" into "+kind, func(t *testing.T) {
				dsn := storetest.DSN(t, kind)
				wantOperatorKind(t, store.Restore(t.Context(), dsn, file, nil), fault.Invalid)
				s := storetest.Open(t, dsn)
				if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT (SELECT count(*) FROM members) + (SELECT count(*) FROM questions)")); n != 0 {
					t.Errorf("%d rows came in", n)
				}
			})
		}
	}
	if err := store.Restore(t.Context(), storetest.EmptyDSN(t, "sqlite"), filepath.Join(folder, "none.db"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	for _, entry := range must[[]os.DirEntry](t)(os.ReadDir(folder)) {
		if strings.Contains(entry.Name(), "partial") {
			t.Errorf("left: %s", entry.Name())
		}
	}
}

func TestRestoreTouchesNoWorkAndNoRunningServer(t *testing.T) {
	file := filepath.Join(t.TempDir(), "backup.db")
	source := storetest.Open(t, storetest.DSN(t, "sqlite"))
	populate(t, source)
	done(t, source.Backup(t.Context(), file, nil))
	storetest.EachDSN(t, func(t *testing.T, dsn string) {
		s, err := store.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		storetest.LoadLibrary(t, s) // a library and people who do not exist may go
		sample := storetest.Account("sample", people.Learner)
		sample.Sample = true
		done(t, s.AddMember(t.Context(), sample, ""))
		if s.Dialect() == "sqlite" {
			wantOperatorKind(t, store.Restore(t.Context(), dsn, file, nil), fault.Conflict)
			if _, err := s.Member(t.Context(), "sample"); err != nil {
				t.Errorf("the running server lost its file: %v", err)
			}
		}
		done(t, s.Close())
		done(t, store.Restore(t.Context(), dsn, file, nil))
		s = storetest.Open(t, dsn)
		if got, want := dump(t, s), dump(t, source); !slices.Equal(got, want) {
			t.Errorf("first difference: %s", firstDifference(got, want))
		}
		_, candidates, err := s.Screening(t.Context(), "hr", "screening")
		if err != nil || len(candidates) != 1 || candidates[0].Status != screening.Invited {
			t.Errorf("%+v, %v", candidates, err)
		}
	})
}

func TestALogThatWasLeftIsNotPlayedIntoTheRestoredFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "backup.db")
	source := storetest.Open(t, storetest.DSN(t, "sqlite"))
	populate(t, source)
	done(t, source.Backup(t.Context(), file, nil))

	dsn := storetest.DSN(t, "sqlite")
	s := storetest.Open(t, dsn)
	storetest.AddGuest(t, s, "somebody else")
	log, err := os.ReadFile(dsn + "-wal")
	if err != nil || len(log) == 0 {
		t.Fatalf("no log: %v", err)
	}
	target := filepath.Join(t.TempDir(), "touchstone.db")
	done(t, os.WriteFile(target+"-wal", log, 0o600)) // as after somebody deleted the main file alone
	done(t, store.Restore(t.Context(), target, file, nil))
	if got, want := dump(t, storetest.Open(t, target)), dump(t, source); !slices.Equal(got, want) {
		t.Errorf("first difference: %s", firstDifference(got, want))
	}
}
