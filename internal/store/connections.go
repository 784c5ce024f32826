package store

import (
	"context"
	"database/sql"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"
)

// Statements counts what was sent to the database since the store was opened, for tests, measurements and metrics.
type Statements struct {
	// Reads are statements that return rows, SELECT ... FOR UPDATE included; Writes are all others but BEGIN, COMMIT and ROLLBACK.
	Reads, Writes, Commits, Rollbacks int64
}

// Since returns what was sent after an earlier count.
func (s Statements) Since(earlier Statements) Statements {
	return Statements{s.Reads - earlier.Reads, s.Writes - earlier.Writes, s.Commits - earlier.Commits, s.Rollbacks - earlier.Rollbacks}
}

// Statements returns the counts so far.
func (s *Store) Statements() Statements {
	return Statements{s.traffic.reads.Load(), s.traffic.writes.Load(), s.traffic.commits.Load(), s.traffic.rollbacks.Load()}
}

// traffic is what the pools of one store have in common.
type traffic struct {
	reads, writes, commits, rollbacks atomic.Int64
	// lost is when a connection was last found dead, in nanoseconds since 1970.
	lost atomic.Int64
}

// suspect reports whether a connection should be tried before it is used: after an idle second, and when another one has died since it was used last,
// because a restart of the server ends all of them.
func (t *traffic) suspect(idle time.Duration) bool {
	return idle > time.Second || time.Now().Add(-idle).UnixNano() <= t.lost.Load()
}

// noteLoss reports whether err says that the connection died, and remembers when.
func (t *traffic) noteLoss(err error) bool {
	if !connectionLost(err) {
		return false
	}
	t.lost.Store(time.Now().UnixNano())
	return true
}

// connections is a database as GORM sees it. It counts, cleans texts, and reads again where a connection turns out to be dead.
type connections struct {
	*sql.DB
	traffic *traffic
}

// GetDBConn implements gorm.GetDBConnector.
func (c *connections) GetDBConn() (*sql.DB, error) { return c.DB, nil }

// ExecContext implements gorm.ConnPool.
func (c *connections) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	c.traffic.writes.Add(1)
	return c.DB.ExecContext(ctx, query, clean(args)...)
}

// QueryContext implements gorm.ConnPool. Outside a transaction there are only reads, which can be repeated without harm.
func (c *connections) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	c.traffic.reads.Add(1)
	args = clean(args)
	rows, err := c.DB.QueryContext(ctx, query, args...)
	if c.traffic.noteLoss(err) && ctx.Err() == nil {
		return c.DB.QueryContext(ctx, query, args...)
	}
	return rows, err
}

// QueryRowContext implements gorm.ConnPool.
func (c *connections) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	c.traffic.reads.Add(1)
	return c.DB.QueryRowContext(ctx, query, clean(args)...)
}

// BeginTx implements gorm.ConnPoolBeginner.
func (c *connections) BeginTx(ctx context.Context, options *sql.TxOptions) (gorm.ConnPool, error) {
	tx, err := c.DB.BeginTx(ctx, options)
	if err != nil {
		c.traffic.noteLoss(err)
		return nil, err
	}
	return &transaction{tx, c.traffic}, nil
}

// transaction is a running transaction as GORM sees it.
type transaction struct {
	*sql.Tx
	traffic *traffic
}

// ExecContext implements gorm.ConnPool.
func (t *transaction) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	t.traffic.writes.Add(1)
	result, err := t.Tx.ExecContext(ctx, query, clean(args)...)
	t.traffic.noteLoss(err)
	return result, err
}

// QueryContext implements gorm.ConnPool.
func (t *transaction) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	t.traffic.reads.Add(1)
	rows, err := t.Tx.QueryContext(ctx, query, clean(args)...)
	t.traffic.noteLoss(err)
	return rows, err
}

// QueryRowContext implements gorm.ConnPool.
func (t *transaction) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	t.traffic.reads.Add(1)
	return t.Tx.QueryRowContext(ctx, query, clean(args)...)
}

// Commit implements gorm.TxCommitter.
func (t *transaction) Commit() error {
	t.traffic.commits.Add(1)
	err := t.Tx.Commit()
	t.traffic.noteLoss(err)
	return err
}

// Rollback implements gorm.TxCommitter.
func (t *transaction) Rollback() error {
	t.traffic.rollbacks.Add(1)
	return t.Tx.Rollback()
}

// clean makes texts such that both databases take and keep them alike: PostgreSQL refuses NUL and invalid UTF-8, which any visitor can send in a
// name, a header or an address.
func clean(args []any) []any {
	for i, arg := range args {
		switch v := arg.(type) {
		case string:
			if !plain(v) {
				args[i] = cleanText(v)
			}
		case *string:
			if v != nil && !plain(*v) {
				args[i] = cleanText(*v)
			}
		}
	}
	return args
}

func plain(text string) bool { return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 }

func cleanText(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}
