package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// tableNames are all tables but the migrations' own, each after those that it refers to.
var tableNames = []string{
	"organisations", "members", "sessions", "sign_in_failures", "setup_links", "libraries", "passages", "guides", "facts", "rejections", "contradictions", "questions",
	"question_versions", "quizzes", "cohorts", "cohort_members", "assignments", "screenings", "candidates", "attempts", "answers", "learners", "asked",
	"question_reports", "audit",
}

// table is what copying needs to know of one.
type table struct {
	name    string
	columns []string
	key     []string
}

// tablesOf reads the columns and keys from a SQLite file; both databases have the same.
func tablesOf(ctx context.Context, file *sql.DB) ([]table, error) {
	tables := make([]table, len(tableNames))
	for i, name := range tableNames {
		tables[i].name = name
		err := each(ctx, file, "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", []any{name}, func(rows *sql.Rows) error {
			var column string
			var place int
			if err := rows.Scan(&column, &place); err != nil {
				return err
			}
			tables[i].columns = append(tables[i].columns, quoted(column))
			if place > 0 {
				for len(tables[i].key) < place {
					tables[i].key = append(tables[i].key, "")
				}
				tables[i].key[place-1] = quoted(column)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(tables[i].key) == 0 {
			return nil, fmt.Errorf("the file has no table %s", name)
		}
	}
	return tables, nil
}

func quoted(column string) string { return `"` + column + `"` }

// querier is a pool, a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// each runs do on every row of a query.
func each(ctx context.Context, from querier, query string, args []any, do func(rows *sql.Rows) error) (err error) {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// scan reads a row of n columns as the driver gives them.
func scan(rows *sql.Rows, n int) ([]any, error) {
	values := make([]any, n)
	places := make([]any, n)
	for i := range values {
		places[i] = &values[i]
	}
	return values, rows.Scan(places...)
}

// scalar reads one value.
func scalar[T any](ctx context.Context, from querier, query string, args ...any) (value T, err error) {
	found := false
	err = each(ctx, from, query, args, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(&value)
	})
	if err == nil && !found {
		err = sql.ErrNoRows
	}
	return value, err
}

// pageRows is how many rows one read of a copy takes: few enough for memory and for the time limit of a statement.
const pageRows = 500

// pages hands a table's rows to take in pages by primary key, so that no read lasts long however large the table is. The placeholders are PostgreSQL's.
func (t *table) pages(ctx context.Context, from querier, take func(page [][]any) error) error {
	places := make([]string, len(t.key))
	keyAt := make([]int, len(t.key))
	for i, name := range t.key {
		places[i] = fmt.Sprintf("$%d", i+1)
		for k, column := range t.columns {
			if column == name {
				keyAt[i] = k
			}
		}
	}
	key := strings.Join(t.key, ", ")
	after := ""
	var last []any
	for {
		page := make([][]any, 0, pageRows)
		query := fmt.Sprintf("SELECT %s FROM %s%s ORDER BY %s LIMIT %d", strings.Join(t.columns, ", "), t.name, after, key, pageRows)
		err := each(ctx, from, query, last, func(rows *sql.Rows) error {
			values, err := scan(rows, len(t.columns))
			page = append(page, values)
			return err
		})
		if err != nil || len(page) == 0 {
			return err
		}
		if err := take(page); err != nil || len(page) < pageRows {
			return err
		}
		after = fmt.Sprintf(" WHERE (%s) > (%s)", key, strings.Join(places, ", "))
		last = make([]any, len(t.key))
		for i, k := range keyAt {
			last[i] = page[len(page)-1][k]
		}
	}
}

// insert returns the statement that writes one row into a SQLite file.
func (t *table) insert() string {
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", t.name, strings.Join(t.columns, ", "), strings.Repeat(", ?", len(t.columns)-1))
}

func (t *table) count(ctx context.Context, from querier) (int64, error) {
	return scalar[int64](ctx, from, "SELECT count(*) FROM "+t.name)
}

// checkFile reports what is wrong with a SQLite file.
func checkFile(ctx context.Context, file *sql.DB) error {
	said, err := scalar[string](ctx, file, "PRAGMA integrity_check")
	if err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("the file is damaged: %s", said)
	}
	return each(ctx, file, "PRAGMA foreign_key_check", nil, func(rows *sql.Rows) error {
		values, err := scan(rows, 4)
		if err != nil {
			return err
		}
		return fmt.Errorf("the file is damaged: a row of %v refers to one of %v that is not there", values[0], values[2])
	})
}
