package store

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/ncruces/go-sqlite3"
	gormpostgres "gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// statementTimeout ends a statement before the request that waits for it gives up.
const statementTimeout = 10 * time.Second

func (s *Store) openPostgres(dsn string) error {
	parsed, err := pgx.ParseConfig(dsn)
	if err != nil {
		return fmt.Errorf("the address of the database cannot be read; write postgres://user:password@host:5432/name") // the parser's own error may repeat the password
	}
	if parsed.ConnectTimeout == 0 {
		parsed.ConnectTimeout = 5 * time.Second
	}
	setDefault(parsed.RuntimeParams, "statement_timeout", fmt.Sprint(statementTimeout.Milliseconds()))
	setDefault(parsed.RuntimeParams, "lock_timeout", "5000")
	setDefault(parsed.RuntimeParams, "idle_in_transaction_session_timeout", "30000")
	setDefault(parsed.RuntimeParams, "timezone", "UTC")
	setDefault(parsed.RuntimeParams, "application_name", "touchstone")
	pool := stdlib.OpenDB(*parsed)
	connections := max(16, 4*runtime.NumCPU())
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db, err := gorm.Open(gormpostgres.New(gormpostgres.Config{Conn: pool}), withoutPing())
	if err != nil {
		return errors.Join(translate(err), pool.Close())
	}
	s.write, s.read = db, db
	return nil
}

// withoutPing leaves the first sign of life to Open, which has a context.
func withoutPing() *gorm.Config {
	c := config()
	c.DisableAutomaticPing = true
	return c
}

func setDefault(parameters map[string]string, key, value string) {
	if _, given := parameters[key]; !given {
		parameters[key] = value
	}
}

// SQLSTATE codes that matter: https://www.postgresql.org/docs/current/errcodes-appendix.html
func lostRace(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	return errors.Is(err, sqlite3.BUSY)
}

// unreachable reports whether the database is gone, full or too busy, which heals by itself or by an operator, never by the visitor.
func unreachable(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		class := pg.Code[:2]
		return class == "08" || class == "53" || class == "57" || class == "58" || pg.Code == "55P03" || pg.Code == "25006"
	}
	var connect *pgconn.ConnectError
	var network *net.OpError
	return errors.As(err, &connect) || errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) ||
		errors.Is(err, sqlite3.BUSY) || errors.Is(err, sqlite3.FULL) || errors.Is(err, sqlite3.IOERR) || errors.Is(err, sqlite3.CANTOPEN) || errors.Is(err, sqlite3.READONLY) ||
		strings.Contains(err.Error(), "conn closed")
}
