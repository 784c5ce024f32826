package compute

import (
	"fmt"
	"strings"

	"github.com/ncruces/go-sqlite3"
)

// database is an in-memory SQLite that finds keys by running the statement that the question shows. Every task runs inside a transaction that is rolled
// back, so that tables of one question never meet those of another.
type database struct{ conn *sqlite3.Conn }

func openDatabase() (*database, error) {
	conn, err := sqlite3.Open(":memory:")
	if err != nil {
		return nil, fmt.Errorf("the database that computes keys: %w", err)
	}
	if err := conn.Exec("PRAGMA foreign_keys = ON"); err != nil {
		return nil, fmt.Errorf("the database that computes keys: %w", err)
	}
	return &database{conn}, nil
}

func (d *database) close() error { return d.conn.Close() }

// null is how a missing value is written, in the tables that are shown and in results.
const null = "NULL"

// table is a small table that a question shows. Cells are whole numbers, text or null.
type table struct {
	name    string
	columns []string
	rows    [][]string
}

// script are the statements that make the table.
func (t table) script() string {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TEMP TABLE %s (%s);", t.name, strings.Join(t.columns, ", "))
	rows := make([]string, len(t.rows))
	for k, row := range t.rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = literal(cell)
		}
		rows[k] = "(" + strings.Join(cells, ", ") + ")"
	}
	fmt.Fprintf(&b, "INSERT INTO %s VALUES %s;", t.name, strings.Join(rows, ", "))
	return b.String()
}

// literal writes a cell as SQL: numbers and null as they are, everything else quoted.
func literal(cell string) string {
	if cell == null || cell != "" && strings.Trim(cell, "-0123456789") == "" {
		return cell
	}
	return "'" + strings.ReplaceAll(cell, "'", "''") + "'"
}

// String draws the table as a textbook does, in columns of equal width.
func (t table) String() string {
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = len(c)
	}
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	line := func(cells []string) string {
		padded := make([]string, len(cells))
		for i, cell := range cells {
			padded[i] = cell + strings.Repeat(" ", widths[i]-len(cell))
		}
		return strings.TrimRight(strings.Join(padded, " | "), " ")
	}
	rules := make([]string, len(widths))
	for i, w := range widths {
		rules[i] = strings.Repeat("-", w)
	}
	lines := []string{t.name, line(t.columns), strings.Join(rules, "-+-")}
	for _, row := range t.rows {
		lines = append(lines, line(row))
	}
	return strings.Join(lines, "\n")
}

// within runs a task and takes back all that it changed.
func (d *database) within(task func() error) error {
	if err := d.conn.Exec("SAVEPOINT task"); err != nil {
		return err
	}
	err := task()
	if undo := d.conn.Exec("ROLLBACK TO task; RELEASE task"); err == nil {
		err = undo
	}
	return err
}

func (d *database) query(query string) ([][]string, error) {
	statement, _, err := d.conn.Prepare(query)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for statement.Step() {
		row := make([]string, statement.ColumnCount())
		for i := range row {
			if row[i] = null; statement.ColumnType(i) != sqlite3.NULL {
				row[i] = statement.ColumnText(i)
			}
		}
		rows = append(rows, row)
	}
	if err := statement.Err(); err != nil {
		_ = statement.Close()
		return nil, err
	}
	return rows, statement.Close()
}

// results makes the tables and returns the rows of each query. A query that cannot run is a fault of its family, which no draw may hide.
func (d *draw) results(tables []table, queries ...string) [][][]string {
	all := make([][][]string, len(queries))
	err := d.db.within(func() error {
		for _, t := range tables {
			if err := d.db.conn.Exec(t.script()); err != nil {
				return err
			}
		}
		for i, query := range queries {
			rows, err := d.db.query(query)
			if err != nil {
				return fmt.Errorf("%s: %w", query, err)
			}
			all[i] = rows
		}
		return nil
	})
	d.must(err)
	return all
}

// must stops at a statement that cannot run, which is a fault of its family and of no draw.
func (d *draw) must(err error) {
	if err != nil {
		panic("compute: " + err.Error())
	}
}
