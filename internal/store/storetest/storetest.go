// Package storetest gives tests a fresh migrated store on each database, and valid things to put into it.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"touchstone/internal/store"
	"touchstone/internal/testbed"
)

// Kinds are the databases that everything must work on.
var Kinds = []string{"sqlite", "postgres"}

// Each runs a test on a fresh migrated store of each kind, as a subtest of its name.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	EachDSN(t, func(t *testing.T, dsn string) { test(t, Open(t, dsn)) })
}

// EachDSN runs a test with the address of a fresh migrated database of each kind, for tests that open several stores on it, as replicas do.
func EachDSN(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Helper()
	for _, kind := range Kinds {
		t.Run(kind, func(t *testing.T) { test(t, DSN(t, kind)) })
	}
}

// DSN returns the address of a fresh migrated database: a file in a temporary folder, or a clone of a PostgreSQL template.
func DSN(t testing.TB, kind string) string {
	t.Helper()
	if kind == "postgres" {
		return testbed.Postgres(t, migrated)
	}
	template, err := migratedFile()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "touchstone.db")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// EmptyDSN returns the address of a database without a schema: a file that does not exist yet, or an empty PostgreSQL database.
func EmptyDSN(t testing.TB, kind string) string {
	t.Helper()
	if kind == "postgres" {
		return testbed.Postgres(t, nil)
	}
	return filepath.Join(t.TempDir(), "touchstone.db")
}

// Open opens a store that is closed when the test ends.
func Open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// migratedFile is the content of a SQLite file without rows, made once in a test process.
var migratedFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "touchstone-sqlite-")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, "template.db")
	err = migrated(path)
	content, errRead := os.ReadFile(path)
	return content, errors.Join(err, errRead, os.RemoveAll(folder))
})

// migrated leaves a migrated database behind, closed, so that it can be copied.
func migrated(dsn string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx); err != nil {
		return errors.Join(fmt.Errorf("template: %w", err), s.Close())
	}
	return s.Close()
}

// Reopen opens a further store on the same database, which remembers nothing of what the first one has read.
func Reopen(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	return Open(t, s.DSN())
}
