package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	_ "github.com/ncruces/go-sqlite3/driver" // the plain driver that the store uses too
)

// plainDriver runs the smallest transaction that could keep an answer, without GORM and without us: select the attempt, insert the answer, update the attempt. It
// uses tables of its own in the same database.
type plainDriver struct {
	answer func(client int) error
	close  func() error
}

// rowsPerClient is how many attempts each client takes turns among, as the learners do.
const rowsPerClient = learnersPerClient

var plainTables = []string{
	"CREATE TABLE plain_attempts (id TEXT PRIMARY KEY, member_id TEXT NOT NULL, seq INTEGER NOT NULL, progress TEXT NOT NULL)",
	"CREATE TABLE plain_answers (attempt_id TEXT NOT NULL, seq INTEGER NOT NULL, response TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (attempt_id, seq))",
}

const (
	plainResponse = `{"choices":[2]}`
	plainProgress = `[{"answer":{"seq":1,"response":{"choices":[2]},"mark":1}}]`
)

func plainID(client, row int) string { return fmt.Sprintf("attempt-%03d-%03d", client, row) }

func openPlainDriver(kind, dsn string, clients int) (*plainDriver, error) {
	if kind == "postgres" {
		return openPlainPostgres(context.Background(), dsn, clients)
	}
	return openPlainSQLite(dsn, clients)
}

func openPlainPostgres(ctx context.Context, dsn string, clients int) (*plainDriver, error) {
	connections := make([]*pgx.Conn, clients)
	for i := range connections {
		var err error
		if connections[i], err = pgx.Connect(ctx, dsn); err != nil {
			return nil, err
		}
	}
	for _, table := range plainTables {
		if _, err := connections[0].Exec(ctx, table); err != nil {
			return nil, err
		}
	}
	for client := range clients {
		for row := range rowsPerClient {
			_, err := connections[0].Exec(ctx, "INSERT INTO plain_attempts VALUES ($1, $2, 0, $3)", plainID(client, row), "somebody", plainProgress)
			if err != nil {
				return nil, err
			}
		}
	}
	turns := make([]int, clients)
	return &plainDriver{
		answer: func(client int) error {
			turns[client]++
			return plainPostgresAnswer(ctx, connections[client], plainID(client, turns[client]%rowsPerClient))
		},
		close: func() error {
			var problems []error
			for _, connection := range connections {
				problems = append(problems, connection.Close(ctx))
			}
			return errors.Join(problems...)
		},
	}, nil
}

func plainPostgresAnswer(ctx context.Context, connection *pgx.Conn, id string) error {
	tx, err := connection.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }() // does nothing after the commit
	var seq int
	var progress string
	if err := tx.QueryRow(ctx, "SELECT seq, progress FROM plain_attempts WHERE id = $1 AND member_id = $2 FOR UPDATE", id, "somebody").Scan(&seq, &progress); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "INSERT INTO plain_answers VALUES ($1, $2, $3, $4)", id, seq+1, plainResponse, 1700000000000000); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "UPDATE plain_attempts SET seq = $2, progress = $3 WHERE id = $1", id, seq+1, progress); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func openPlainSQLite(path string, clients int) (*plainDriver, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=busy_timeout(5000)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	for _, table := range plainTables {
		if _, err := db.Exec(table); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	for client := range clients {
		for row := range rowsPerClient {
			if _, err := db.Exec("INSERT INTO plain_attempts VALUES (?, ?, 0, ?)", plainID(client, row), "somebody", plainProgress); err != nil {
				return nil, errors.Join(err, db.Close())
			}
		}
	}
	turns := make([]int, clients)
	return &plainDriver{
		answer: func(client int) error {
			turns[client]++
			return plainSQLiteAnswer(db, plainID(client, turns[client]%rowsPerClient))
		},
		close: db.Close,
	}, nil
}

func plainSQLiteAnswer(db *sql.DB, id string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	var seq int
	var progress string
	if err := tx.QueryRow("SELECT seq, progress FROM plain_attempts WHERE id = ? AND member_id = ?", id, "somebody").Scan(&seq, &progress); err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO plain_answers VALUES (?, ?, ?, ?)", id, seq+1, plainResponse, 1700000000000000); err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE plain_attempts SET seq = ?, progress = ? WHERE id = ?", seq+1, progress, id); err != nil {
		return err
	}
	return tx.Commit()
}
