package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"touchstone/migrations"
)

// Migrate brings the schema up to date. Several replicas may call it at once: on PostgreSQL they take a session lock in turn; on SQLite each migration is
// an immediate transaction, and whoever comes second finds it done.
func (s *Store) Migrate(ctx context.Context) error {
	if s.dialect == postgres {
		return s.migratePostgres(ctx)
	}
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	for range tries { // another process may apply a migration between the look at what is missing and the first step
		if err = whileLocked(ctx, func() error { return migrate(ctx, goose.DialectSQLite3, pool) }); err == nil || ctx.Err() != nil {
			break
		}
	}
	return err
}

// whileLocked repeats what another process's first steps on the same SQLite file can refuse at once, in spite of the busy time-out: turning the log on, and going from
// reading to writing.
func whileLocked(ctx context.Context, step func() error) error {
	const patience, pause = 5 * time.Second, 20 * time.Millisecond
	for began := time.Now(); ; {
		err := step()
		if !lostRace(err) || time.Since(began) > patience {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// migratePostgres uses connections of its own, because a migration may take longer than any statement of a visitor.
func (s *Store) migratePostgres(ctx context.Context) error {
	parsed, err := postgresConfig(s.dsn)
	if err != nil {
		return err
	}
	parsed.RuntimeParams["statement_timeout"] = "0"
	parsed.RuntimeParams["idle_in_transaction_session_timeout"] = "0"
	pool := stdlib.OpenDB(*parsed)
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err == nil {
		err = migrate(ctx, goose.DialectPostgres, pool, goose.WithSessionLocker(locker))
	}
	return errors.Join(err, pool.Close())
}

func migrate(ctx context.Context, dialect goose.Dialect, pool *sql.DB, options ...goose.ProviderOption) error {
	folder := map[goose.Dialect]string{goose.DialectSQLite3: "sqlite", goose.DialectPostgres: "postgres"}[dialect]
	files, err := fs.Sub(migrations.Files, folder)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, pool, files, append(options, goose.WithDisableGlobalRegistry(true))...)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", translate(err)) // which keeps the database's own error as its cause
	}
	return nil
}

// newestMigration is the number of the last migration that this program knows.
func newestMigration() (int64, error) {
	files, err := fs.Glob(migrations.Files, "sqlite/*.sql")
	if err != nil {
		return 0, err
	}
	newest := int64(0)
	for _, file := range files {
		number, err := goose.NumericComponent(path.Base(file))
		if err != nil {
			return 0, err
		}
		newest = max(newest, number)
	}
	return newest, nil
}
