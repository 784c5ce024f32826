package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// fill replaces all rows of a PostgreSQL database by those of a SQLite file. It takes the connection below GORM, because COPY is far quicker than INSERT.
func fill(ctx context.Context, s *Store, tables []table, source *sql.DB, progress func(table string, rows int)) error {
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	connection, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	err = connection.Raw(func(driven any) error {
		into := driven.(*stdlib.Conn).Conn()
		return pgx.BeginFunc(ctx, into, func(tx pgx.Tx) error { return fillAll(ctx, tx, tables, source, progress) })
	})
	if err == nil {
		_, err = connection.ExecContext(ctx, "ANALYZE") // the planner knows nothing yet of what came in
	}
	return errors.Join(err, connection.Close())
}

func fillAll(ctx context.Context, tx pgx.Tx, tables []table, source *sql.DB, progress func(table string, rows int)) error {
	all := strings.Join(tableNames, ", ")
	for _, statement := range []string{
		"SET LOCAL statement_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0",
		"LOCK TABLE " + all + " IN ACCESS EXCLUSIVE MODE",
	} {
		if _, err := tx.Exec(ctx, statement); err != nil {
			return err
		}
	}
	people := 0
	if err := tx.QueryRow(ctx, hasWork).Scan(&people); err != nil {
		return err
	}
	if people > 0 {
		return holdsWork()
	}
	if _, err := tx.Exec(ctx, "TRUNCATE "+all); err != nil {
		return err
	}
	for _, t := range tables {
		if err := fillTable(ctx, tx, &t, source, progress); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return nil
}

func fillTable(ctx context.Context, tx pgx.Tx, t *table, source *sql.DB, progress func(table string, rows int)) error {
	truths, err := truthsOf(ctx, tx, t)
	if err != nil {
		return err
	}
	columns := make([]string, len(t.columns))
	for i, column := range t.columns {
		columns[i] = strings.Trim(column, `"`)
	}
	copied := 0
	err = t.pages(ctx, source, func(page [][]any) error {
		for _, row := range page {
			for i, truth := range truths {
				if number, is := row[i].(int64); is && truth {
					row[i] = number != 0
				}
			}
		}
		_, err := tx.CopyFrom(ctx, pgx.Identifier{t.name}, columns, pgx.CopyFromRows(page))
		copied += len(page)
		report(progress, t.name, copied)
		return err
	})
	if err != nil {
		return err
	}
	there := 0
	if err := tx.QueryRow(ctx, "SELECT count(*) FROM "+t.name).Scan(&there); err != nil {
		return err
	}
	if rows, err := t.count(ctx, source); err != nil || rows != int64(there) {
		return errors.Join(err, fmt.Errorf("%d of %d rows were copied", there, rows))
	}
	return nil
}

// truthsOf says which columns hold truths, that SQLite keeps as 0 and 1.
func truthsOf(ctx context.Context, tx pgx.Tx, t *table) ([]bool, error) {
	rows, err := tx.Query(ctx, "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 AND data_type = 'boolean'", t.name)
	if err != nil {
		return nil, err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	truths := make([]bool, len(t.columns))
	for i, column := range t.columns {
		for _, name := range names {
			truths[i] = truths[i] || column == quoted(name)
		}
	}
	return truths, err
}
