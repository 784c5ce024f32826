package store

import (
	"context"
	"database/sql/driver"
	"errors"

	"github.com/ncruces/go-sqlite3"
	sqlitedriver "github.com/ncruces/go-sqlite3/driver"
)

// preparedLimit is how many statements each SQLite connection remembers. The program has about a hundred different ones; lists of several lengths make more.
const preparedLimit = 256

// remembering opens SQLite connections that remember their prepared statements, as pgx does for PostgreSQL: parsing a statement takes longer than running most of
// them. A cache of database/sql's own statements would have to prepare on a second connection, and the writer has one only.
type remembering struct {
	driver.Connector
	check func(*sqlite3.Conn) error // of each new connection; may be nil
}

// sqliteConn is what the driver's connections can do.
type sqliteConn interface {
	sqlitedriver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.ExecerContext
	driver.NamedValueChecker
}

// sqliteStatement is what the driver's statements can do.
type sqliteStatement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
	driver.NamedValueChecker
}

// Connect implements driver.Connector.
func (r *remembering) Connect(ctx context.Context) (driver.Conn, error) {
	opened, err := r.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	c := &rememberingConn{sqliteConn: opened.(sqliteConn), idle: map[string]sqliteStatement{}}
	if r.check == nil {
		return c, nil
	}
	if err := r.check(c.Raw()); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// rememberingConn is one connection. database/sql uses it from one goroutine at a time.
type rememberingConn struct {
	sqliteConn
	idle map[string]sqliteStatement // by text; a statement in use is not among them
}

// PrepareContext implements driver.ConnPrepareContext.
func (c *rememberingConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if statement, ok := c.idle[query]; ok {
		delete(c.idle, query)
		return &remembered{statement, c, query}, nil
	}
	statement, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return &remembered{statement.(sqliteStatement), c, query}, nil
}

// Close implements driver.Conn.
func (c *rememberingConn) Close() error {
	var problems []error
	for _, statement := range c.idle {
		problems = append(problems, statement.Close())
	}
	clear(c.idle)
	return errors.Join(append(problems, c.sqliteConn.Close())...)
}

// remembered is a statement in use. Its rows reset it when they are closed.
type remembered struct {
	sqliteStatement
	conn  *rememberingConn
	query string
}

// Close gives the statement back to its connection, unless another with the same text was quicker or there are too many.
func (r *remembered) Close() error {
	if _, taken := r.conn.idle[r.query]; taken || len(r.conn.idle) >= preparedLimit {
		return r.sqliteStatement.Close()
	}
	r.conn.idle[r.query] = r.sqliteStatement
	return nil
}
