// Package store keeps everything, on SQLite or PostgreSQL, and is the only user of GORM. One exported method is one transaction; rows are unexported.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

// Store is an open database.
type Store struct {
	// write and read are one pool on PostgreSQL. On SQLite write has a single connection, so that writers queue instead of starving each other.
	write, read *gorm.DB
	// turns is how many transactions may run at once. Whoever waits for a turn gets it in the order of arrival, where database/sql gives a free connection to anybody who
	// waits: under load that made some wait ten times as long as others.
	turns    chan struct{}
	dialect  dialect
	dsn      string
	traffic  *traffic
	versions *cache[string, *bank.Question]
	// offset is the database's clock minus this process's, in nanoseconds.
	offset atomic.Int64
}

type dialect string

const (
	sqlite   dialect = "sqlite"
	postgres dialect = "postgres"
)

// Open opens the database that dsn names: a postgres:// or postgresql:// URL, else the path of a SQLite file, which is created when it does not exist.
func Open(ctx context.Context, dsn string) (*Store, error) {
	s := &Store{dsn: dsn, dialect: dialectOf(dsn), traffic: &traffic{}, versions: newCache[string, *bank.Question](4096)}
	open := s.openSQLite
	if s.dialect == postgres {
		open = s.openPostgres
	}
	if err := open(dsn); err != nil {
		return nil, err
	}
	for _, check := range []func(context.Context) error{s.firstSign, s.MeasureClock} {
		if err := check(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

func dialectOf(dsn string) dialect {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return postgres
	}
	return sqlite
}

// Close closes all connections.
func (s *Store) Close() error {
	var problems []error
	for _, db := range []*gorm.DB{s.write, s.read} {
		if db == nil {
			continue
		}
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

// firstSign is Ping for whoever starts the program: it may be told which file is wrong and why.
func (s *Store) firstSign(ctx context.Context) error {
	if s.dialect != sqlite {
		return s.Ping(ctx)
	}
	pool, err := s.write.DB()
	if err == nil {
		err = whileLocked(ctx, func() error { return pool.PingContext(ctx) })
	}
	if err != nil {
		return fmt.Errorf("the database file %s cannot be opened: %w", s.dsn, err)
	}
	return nil
}

// Ping asks the database for a sign of life.
func (s *Store) Ping(ctx context.Context) error {
	pool, err := s.read.DB()
	if err != nil {
		return err
	}
	return translate(pool.PingContext(ctx))
}

// Dialect names the kind of database: sqlite or postgres.
func (s *Store) Dialect() string { return string(s.dialect) }

// DSN is the address that the store was opened with. It may hold a password.
func (s *Store) DSN() string { return s.dsn }

// Now is the database's time, so that replicas agree on deadlines. It has microseconds and no more, because that is what is kept.
func (s *Store) Now() time.Time {
	return time.Now().Add(time.Duration(s.offset.Load())).UTC().Truncate(time.Microsecond)
}

// MeasureClock measures how far this process's clock is from the database's. A SQLite file has no clock of its own.
func (s *Store) MeasureClock(ctx context.Context) error {
	if s.dialect == sqlite {
		return nil
	}
	before := time.Now()
	var theirs time.Time
	if err := s.read.WithContext(ctx).Raw("SELECT clock_timestamp()").Scan(&theirs).Error; err != nil {
		return translate(err)
	}
	after := time.Now()
	middle := before.Add(after.Sub(before) / 2)
	s.offset.Store(int64(theirs.Sub(middle)))
	return nil
}

// PoolStats returns the connection pools' figures by name.
func (s *Store) PoolStats() map[string]sql.DBStats {
	stats := map[string]sql.DBStats{}
	for name, db := range map[string]*gorm.DB{"write": s.write, "read": s.read} {
		if pool, err := db.DB(); err == nil {
			stats[name] = pool.Stats()
		}
	}
	return stats
}

// config is GORM's, on both databases: no transaction that was not asked for, and no logger that prints values.
func config() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		PrepareStmt:            false,
		Logger:                 logger.New(quiet{}, logger.Config{LogLevel: logger.Silent}),
	}
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}

// tries is how often a transaction is tried that lost a race or its connection.
const tries = 4

// transact runs change in one transaction on the writer, and again when the database says that it lost a race, or when the connection died before COMMIT
// was sent. So change must have no effect but on tx and its own variables.
func (s *Store) transact(ctx context.Context, change func(tx *gorm.DB) error) error {
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return translate(ctx.Err())
	}
	var err error
	for try := range tries {
		if try > 0 {
			select {
			case <-ctx.Done():
				return translate(ctx.Err())
			case <-time.After(time.Duration(try*try) * 5 * time.Millisecond):
			}
		}
		committing := false
		err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			err := change(tx)
			committing = err == nil
			return err
		})
		switch {
		case err == nil:
			return nil
		case lostRace(err), !committing && connectionLost(err) && ctx.Err() == nil:
			continue
		case committing && unreachable(err):
			return fault.New(fault.Unavailable, "The database stopped answering at the last moment, so it is not certain that this was kept. Load the page again to see.").Because(err)
		}
		break
	}
	return translate(err)
}

// view runs read-only work on the readers, without a transaction of its own.
func (s *Store) view(ctx context.Context) *gorm.DB { return s.read.WithContext(ctx) }

// hotQuery is a statement that every page or answer of an attempt sends. It goes to the connections without GORM's builder, which takes longer than the database does.
type hotQuery struct{ marks, numbers string }

// hot writes a statement for both databases: SQLite reads question marks, PostgreSQL numbers.
func hot(text string) hotQuery {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if r == '?' {
			n++
			fmt.Fprintf(&b, "$%d", n)
			continue
		}
		b.WriteRune(r)
	}
	return hotQuery{text, b.String()}
}

// one reads the single row of a hot query into its columns. No row is gorm.ErrRecordNotFound.
func (s *Store) one(ctx context.Context, tx *gorm.DB, query hotQuery, args []any, columns ...any) (err error) {
	text := query.marks
	if s.dialect == postgres {
		text = query.numbers
	}
	rows, err := tx.Statement.ConnPool.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return err
		}
		return gorm.ErrRecordNotFound
	}
	return rows.Scan(columns...)
}

// translate turns what the database says into what callers know. What it does not know stays internal.
func translate(err error) error {
	var known *fault.Error
	switch {
	case err == nil, errors.As(err, &known):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return notFound().Because(err)
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return fault.New(fault.Conflict, "This exists already.").Because(err)
	case errors.Is(err, gorm.ErrForeignKeyViolated):
		return fault.New(fault.Conflict, "Something that this belongs to is not there any more. Load the page again.").Because(err)
	case lostRace(err), unreachable(err):
		return fault.New(fault.Unavailable, "The database does not answer at the moment. Nothing was changed. Please try again in a minute.").Because(err)
	}
	return fmt.Errorf("store: %w", err)
}

func notFound() *fault.Error {
	return fault.New(fault.NotFound, "There is nothing at this address, or it is not yours to see.")
}

// closeQuietly closes what was only read, where a failure changes nothing but is worth a line in the log.
func closeQuietly(c io.Closer, what string) {
	if err := c.Close(); err != nil {
		slog.Warn("closing failed", "what", what, "error", err)
	}
}
