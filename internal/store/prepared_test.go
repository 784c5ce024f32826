package store_test

import (
	"database/sql"
	"fmt"
	"testing"

	"touchstone/internal/store/storetest"
)

// One SQLite connection remembers its statements. What went before must not show in what comes after: failures, open rows, changed tables, many texts.
func TestRememberedStatementsStartAfresh(t *testing.T) {
	s := storetest.Open(t, storetest.DSN(t, "sqlite"))
	pool := must[*sql.DB](t)(s.WritePool())
	exec := func(statement string, args ...any) error {
		_, err := pool.ExecContext(t.Context(), statement, args...)
		return err
	}
	const insert = "INSERT INTO organisations (id, name, created_at) VALUES (?, ?, ?)"
	done(t, exec(insert, "a", "first", 1))
	for range 3 {
		if err := exec(insert, "a", "again", 1); err == nil {
			t.Error("a repeated key was taken")
		}
		if err := exec(insert, "b", nil, 1); err == nil {
			t.Error("a missing name was taken")
		}
	}
	done(t, exec(insert, "b", "second", 2))

	connection := must[*sql.Conn](t)(pool.Conn(t.Context()))
	const query = "SELECT name FROM organisations WHERE id >= ? AND id < 'public' ORDER BY id"
	outer, err := connection.QueryContext(t.Context(), query, "a")
	done(t, err)
	var names []string
	for outer.Next() {
		var name, inside string
		done(t, outer.Scan(&name))
		done(t, connection.QueryRowContext(t.Context(), query, "b").Scan(&inside)) // the same text while the first is open
		names = append(names, name+" "+inside)
	}
	done(t, outer.Err())
	done(t, outer.Close())
	if len(names) != 2 || names[0] != "first second" || names[1] != "second second" {
		t.Errorf("read %v", names)
	}
	rows, err := connection.QueryContext(t.Context(), query, "a") // closed before its end
	done(t, err)
	rows.Next()
	done(t, rows.Close())
	done(t, connection.Close())

	done(t, exec("ALTER TABLE organisations ADD COLUMN motto TEXT DEFAULT 'none'"))
	all, err := pool.QueryContext(t.Context(), "SELECT * FROM organisations WHERE id = ?", "a")
	done(t, err)
	if columns := must[[]string](t)(all.Columns()); len(columns) != 4 {
		t.Errorf("columns %v", columns)
	}
	done(t, all.Close())

	for i := range 600 {
		var n int
		done(t, pool.QueryRowContext(t.Context(), fmt.Sprintf("SELECT count(*) + %d FROM organisations WHERE id = ?", i), "b").Scan(&n))
		if n != i+1 {
			t.Fatalf("statement %d says %d", i, n)
		}
	}
}
