package store_test

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// wantKind fails unless err is of a kind, and unless what may be shown for it tells nothing of the inside.
func wantKind(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("got %v, want an error of the kind %s", err, kind)
	}
	shown := strings.ToLower(fault.MessageOf(err))
	for _, inside := range []string{"sql", "constraint", "duplicate", "column", "relation", "gorm", "pgx", "/tmp", "touchstone.db"} {
		if strings.Contains(shown, inside) {
			t.Errorf("the message shows %q: %s", inside, shown)
		}
	}
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func done(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesWhatIsNoDatabase(t *testing.T) {
	for _, dsn := range []string{t.TempDir(), "/proc/version", "postgres://someone:secret@[bad:5432/name", "postgres://someone:secret@/none?host=/nonexistent"} {
		s, err := store.Open(t.Context(), dsn)
		if err == nil {
			t.Errorf("%s was opened", dsn)
			_ = s.Close()
			continue
		}
		if !strings.HasPrefix(dsn, "postgres") && !strings.Contains(err.Error(), dsn) {
			t.Errorf("which file is it? %v", err)
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error repeats the password: %v", err)
		}
	}
}

func TestOpenTakesPathsWithSignsOfAddresses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b", "50% c#d?e.db")
	s := storetest.Open(t, path)
	done(t, s.Migrate(t.Context()))
	storetest.AddGuest(t, s, "ann")
	for _, part := range []string{"", "-wal"} {
		if file, err := os.Stat(path + part); err != nil || file.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v, want it for its owner alone", path+part, file, err)
		}
	}
	if found, err := filepath.Glob(filepath.Join(filepath.Dir(path), "50% c#d[?]e.db")); err != nil || len(found) != 1 {
		t.Errorf("the file is not where it should be: %v %v", found, err)
	}
}

func TestPingNowAndPools(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		done(t, s.Ping(t.Context()))
		done(t, s.MeasureClock(t.Context()))
		if away := time.Since(s.Now()).Abs(); away > time.Second {
			t.Errorf("the clock is %v away", away)
		}
		if now := s.Now(); now.Nanosecond()%1000 != 0 || now.Location() != time.UTC {
			t.Errorf("%v is not in microseconds of UTC", now)
		}
		if stats := s.PoolStats(); stats["write"].MaxOpenConnections < 1 || stats["read"].MaxOpenConnections < 2 {
			t.Errorf("pools: %+v", stats)
		}
		if got := s.Dialect(); !strings.Contains(t.Name(), got) {
			t.Errorf("the dialect is %s", got)
		}
	})
}

func TestMomentsAndTextsComeBackAsTheyWent(t *testing.T) {
	times := []time.Time{
		{}, time.UnixMicro(0).UTC(), time.UnixMicro(1).UTC(), time.UnixMicro(-1).UTC(), time.Date(2026, 3, 29, 1, 59, 59, 999_999_000, time.UTC),
		time.Date(1950, 1, 1, 0, 0, 0, 1000, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for i, want := range times {
			m := storetest.Guest("guest" + string(rune('a'+i)))
			m.CreatedAt = want
			done(t, s.AddMember(t.Context(), m, ""))
			got := must[*people.Member](t)(s.Member(t.Context(), m.ID)).CreatedAt
			if want.IsZero() {
				if away := time.Since(got).Abs(); away > time.Minute {
					t.Errorf("a member without a moment was made %v ago", away)
				}
				continue
			}
			if !got.Equal(want) || got.Location() != time.UTC {
				t.Errorf("kept %v as %v", want, got)
			}
		}
		for i, text := range []string{"plain", "Žofie ’ 李 😀", "it's \"quoted\" \\ ; DROP TABLE members", "line\nbreak\ttab", strings.Repeat("long ", 20_000)} {
			m := storetest.Guest("text" + string(rune('a'+i)))
			m.Name = text
			done(t, s.AddMember(t.Context(), m, ""))
			if got := must[*people.Member](t)(s.Member(t.Context(), m.ID)).Name; got != text {
				t.Errorf("kept %.40q as %.40q", text, got)
			}
		}
	})
}

func TestWhatPostgreSQLRefusesInTextsIsReplacedOnBoth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		m := storetest.Guest("ann")
		m.Name = "A\x00nn \xff\xfe"
		done(t, s.AddMember(t.Context(), m, ""))
		if got := must[*people.Member](t)(s.Member(t.Context(), "ann")).Name; got != "A\uFFFDnn \uFFFD" {
			t.Errorf("kept as %q", got)
		}
		_, err := s.Member(t.Context(), "x\x00\xff")
		wantKind(t, err, fault.NotFound)
	})
}

func TestErrorsAreTranslated(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.AddAccount(t, s, "ann", people.Learner)
		_, err := s.Member(t.Context(), "nobody")
		wantKind(t, err, fault.NotFound)

		twin := storetest.Account("bob", people.Learner)
		twin.Email = "ann@example.org"
		err = s.AddMember(t.Context(), twin, "hash")
		wantKind(t, err, fault.Invalid)
		var field *fault.Error
		if !errors.As(err, &field) || field.Field != "email" {
			t.Errorf("not said beside the field: %v", err)
		}

		err = s.AddSession(t.Context(), &store.Session{Hash: "h", Member: "nobody", CreatedAt: s.Now(), SeenAt: s.Now(), ExpiresAt: s.Now().Add(time.Hour)}, nil)
		wantKind(t, err, fault.Conflict)

		over, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
		defer cancel()
		wantKind(t, s.SetPreferences(over, "ann", people.Preferences{}), fault.Unavailable)
		gone, leave := context.WithCancel(t.Context())
		leave()
		if err := s.SetPreferences(gone, "ann", people.Preferences{}); !errors.Is(err, context.Canceled) {
			t.Errorf("a visitor who left: %v", err)
		}

		done(t, s.Exec(t.Context(), "ALTER TABLE asked RENAME TO elsewhere"))
		_, err = s.Learner(t.Context(), "ann")
		wantKind(t, err, fault.Internal)
		if fault.MessageOf(err) != "" {
			t.Error("an internal error is shown")
		}
	})
}

func TestNumbersThatAreNoneAreRefusedAndNotKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		a := storetest.NewAttempt(t, s, storetest.AddGuest(t, s, "ann"), "practice", 1)
		a.Items[0].Difficulty = math.NaN()
		if _, err := s.StartAttempt(t.Context(), a); err == nil {
			t.Error("an attempt with NaN was kept")
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM attempts")); n != 0 {
			t.Errorf("%d attempts are kept", n)
		}
	})
}
