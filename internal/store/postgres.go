package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
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

// postgresConfig reads an address and adds the limits that it does not set itself.
func postgresConfig(dsn string) (*pgx.ConnConfig, error) {
	parsed, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, errors.New("the address of the database cannot be read; write postgres://user:password@host:5432/name") // the parser's own error may repeat the password
	}
	if parsed.ConnectTimeout == 0 {
		parsed.ConnectTimeout = 5 * time.Second
	}
	setDefault(parsed.RuntimeParams, "statement_timeout", fmt.Sprint(statementTimeout.Milliseconds()))
	setDefault(parsed.RuntimeParams, "lock_timeout", "5000")
	setDefault(parsed.RuntimeParams, "idle_in_transaction_session_timeout", "30000")
	setDefault(parsed.RuntimeParams, "timezone", "UTC")
	setDefault(parsed.RuntimeParams, "application_name", "touchstone")
	return parsed, nil
}

func (s *Store) openPostgres(dsn string) error {
	parsed, err := postgresConfig(dsn)
	if err != nil {
		return err
	}
	db := stdlib.OpenDB(*parsed, stdlib.OptionShouldPing(func(_ context.Context, p stdlib.ShouldPingParams) bool { return s.traffic.suspect(p.IdleDuration) }))
	limit := max(16, 4*runtime.NumCPU())
	s.turns = make(chan struct{}, limit-limit/4) // the rest is for pages, which need a connection for a moment only
	db.SetMaxOpenConns(limit)
	db.SetMaxIdleConns(limit)
	db.SetConnMaxIdleTime(5 * time.Minute)
	opened, err := gorm.Open(gormpostgres.New(gormpostgres.Config{Conn: &connections{db, s.traffic}}), withoutPing())
	if err != nil {
		return errors.Join(translate(err), db.Close())
	}
	s.write, s.read = opened, opened
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

// lostRace reports whether the same transaction may succeed when it is tried again.
func lostRace(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	return errors.Is(err, sqlite3.BUSY)
}

// connectionLost reports whether a connection that had been good died under a statement. Not being able to connect at all is no such loss.
func connectionLost(err error) bool {
	if err == nil {
		return false
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "57P01" || pg.Code == "57P02" || strings.HasPrefix(pg.Code, "08") || pg.Code == "25P03"
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var network *net.OpError
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, driver.ErrBadConn) || strings.Contains(err.Error(), "conn closed")
}

// unreachable reports whether the database is gone, full or too busy, which heals by itself or by an operator, never by the visitor.
func unreachable(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		for _, code := range []string{"08", "53", "57", "58", "55P03", "25006", "25P03"} {
			if strings.HasPrefix(pg.Code, code) {
				return true
			}
		}
		return false
	}
	var connect *pgconn.ConnectError
	return connectionLost(err) || errors.As(err, &connect) || errors.Is(err, context.DeadlineExceeded) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) ||
		errors.Is(err, sqlite3.BUSY) || errors.Is(err, sqlite3.FULL) || errors.Is(err, sqlite3.IOERR) || errors.Is(err, sqlite3.CANTOPEN) || errors.Is(err, sqlite3.READONLY)
}
