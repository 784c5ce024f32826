package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"

	"touchstone/internal/store"
)

type migrateCommand struct{ database }

// Run migrates and says so.
func (c *migrateCommand) Run(ctx context.Context, o output) error {
	s, err := openMigrated(ctx, c.DB)
	if err != nil {
		return err
	}
	fmt.Fprintln(o.out, "The schema is up to date.")
	return s.Close()
}

// openMigrated opens a database and brings its schema up to date.
func openMigrated(ctx context.Context, dsn string) (*store.Store, error) {
	s, err := store.Open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	if err := s.Migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// openExisting opens a database that must be there already, so that a mistyped path does not make a new one.
func openExisting(ctx context.Context, dsn string) (*store.Store, error) {
	if !strings.Contains(dsn, "://") {
		if _, err := os.Stat(dsn); err != nil {
			return nil, fmt.Errorf("there is no database at %s; name one with --db", dsn)
		}
	}
	return openMigrated(ctx, dsn)
}

func randomKey() []byte {
	key := make([]byte, minKey)
	_, _ = rand.Read(key) // never fails: the runtime ends the program instead
	return key
}
