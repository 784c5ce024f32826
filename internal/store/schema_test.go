package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm/schema"

	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

// shape is a schema in words that both databases can say: columns as "table.column type null", keys as "table key (columns)", references as "table
// (column) -> table (column) on delete action". The full-text index of the passages is left out, which each database has in a form of its own: a virtual table with its shadow tables on
// SQLite, a generated column with an index on PostgreSQL. TestBothDatabasesIndexTheWordsOfPassages looks at these.
type shape []string

func shapeOf(t *testing.T, s *store.Store) shape {
	t.Helper()
	statements := sqliteShape
	if s.Dialect() == "postgres" {
		statements = postgresShape
	}
	pool, err := s.ReadPool()
	if err != nil {
		t.Fatal(err)
	}
	var lines shape
	for _, statement := range statements {
		rows, err := pool.QueryContext(t.Context(), statement)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	sort.Strings(lines)
	return lines
}

var sqliteShape = []string{
	`SELECT m.name || '.' || c.name || ' ' || c.type || CASE WHEN c."notnull" OR c.pk > 0 THEN '' ELSE ' null' END
		FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'passages_words%'`,
	`SELECT m.name || ' primary (' || (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_table_info(m.name) WHERE pk > 0 ORDER BY pk)) || ')'
		FROM sqlite_schema m WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'passages_words%'`,
	`SELECT m.name || CASE WHEN i."unique" THEN ' unique (' ELSE ' index (' END || (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')'
		|| CASE WHEN i.partial THEN ' partial' ELSE '' END
		FROM sqlite_schema m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin <> 'pk' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'passages_words%'`,
	`SELECT m.name || ' (' || f."from" || ') -> ' || f."table" || ' (' || f."to" || ') on delete ' || lower(f.on_delete)
		FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`,
}

var postgresShape = []string{
	`SELECT table_name || '.' || column_name || ' ' || data_type || CASE WHEN is_nullable = 'YES' THEN ' null' ELSE '' END
		FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%' AND is_generated = 'NEVER'`,
	`SELECT t.relname || CASE WHEN i.indisprimary THEN ' primary (' WHEN i.indisunique THEN ' unique (' ELSE ' index (' END
		|| (SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(i.indkey::int[]) WITH ORDINALITY k (number, place) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) || ')'
		|| CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END
		FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = 'public' AND t.relname NOT LIKE 'goose%' AND t.relname || '.' || (SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = i.indkey[0]) <> 'passages.stems'`,
	`SELECT f.conrelid::regclass || ' (' || a.attname || ') -> ' || f.confrelid::regclass || ' (' || b.attname || ') on delete ' || CASE f.confdeltype WHEN 'c' THEN 'cascade' WHEN 'a' THEN 'no action' ELSE f.confdeltype::text END
		FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1] JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1] WHERE f.contype = 'f'`,
}

// inCommon translates the types of both databases into what they have in common. SQLite keeps truths as integers, so these stay apart by name.
func inCommon(lines shape, truths map[string]bool) shape {
	words := strings.NewReplacer(" TEXT", " text", " REAL", " double precision", " BLOB", " bytea", " INTEGER", " bigint")
	common := make(shape, len(lines))
	for i, line := range lines {
		common[i] = words.Replace(line)
		if column, _, found := strings.Cut(common[i], " "); found && truths[column] {
			common[i] = strings.Replace(common[i], " bigint", " boolean", 1)
		}
	}
	return common
}

func TestBothMigrationsGiveTheSameSchema(t *testing.T) {
	postgres := shapeOf(t, storetest.Open(t, storetest.DSN(t, "postgres")))
	truths := map[string]bool{}
	for _, line := range postgres {
		if column, kind, _ := strings.Cut(line, " "); kind == "boolean" {
			truths[column] = true
		}
	}
	if len(postgres) < 200 || len(truths) < 5 {
		t.Fatalf("only %d lines and %d truths were found", len(postgres), len(truths))
	}
	sqlite := inCommon(shapeOf(t, storetest.Open(t, storetest.DSN(t, "sqlite"))), truths)
	for _, line := range sqlite {
		if !slices.Contains(postgres, line) {
			t.Errorf("only on SQLite: %s", line)
		}
	}
	for _, line := range postgres {
		if !slices.Contains(sqlite, line) {
			t.Errorf("only on PostgreSQL: %s", line)
		}
	}
}

// What the comparison of schemas leaves out is there, is used by the search, and is all that is left out.
func TestBothDatabasesIndexTheWordsOfPassages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		query, want := `SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE name LIKE 'passages_words%' AND type = 'table' ORDER BY name)`,
			"passages_words passages_words_config passages_words_data passages_words_docsize passages_words_idx"
		if s.Dialect() == "postgres" {
			query, want = `SELECT (SELECT string_agg(table_name || '.' || column_name || ' ' || data_type || ' ' || generation_expression, ' ') FROM information_schema.columns WHERE table_schema = 'public' AND is_generated <> 'NEVER')
				|| ' ' || (SELECT string_agg(indexdef, ' ') FROM pg_indexes WHERE schemaname = 'public' AND indexdef NOT LIKE '% USING btree %')`,
				"passages.stems tsvector to_tsvector('touchstone'::regconfig, words) CREATE INDEX passages_stems ON public.passages USING gin (stems)"
		}
		if found, err := store.Scalar[string](t.Context(), s, query); err != nil || found != want {
			t.Errorf("got %q (%v), want %q", found, err, want)
		}
		explain := map[string]string{
			"sqlite":   "EXPLAIN QUERY PLAN SELECT p.id FROM passages_words w JOIN passages p ON p.number = w.rowid WHERE w.passages_words MATCH '\"cache\"'",
			"postgres": "EXPLAIN SELECT id FROM passages WHERE stems @@ to_tsquery('touchstone', 'cache')",
		}[s.Dialect()]
		pool := must[*sql.DB](t)(s.WritePool())
		connection := must[*sql.Conn](t)(pool.Conn(t.Context()))
		defer connection.Close()
		if s.Dialect() == "postgres" { // an empty table is read whole, whatever indexes it has
			if _, err := connection.ExecContext(t.Context(), "SET enable_seqscan = off"); err != nil {
				t.Fatal(err)
			}
			defer func() { _, _ = connection.ExecContext(context.Background(), "RESET enable_seqscan") }()
		}
		plan := ""
		rows := must[*sql.Rows](t)(connection.QueryContext(t.Context(), explain))
		defer rows.Close()
		columns := must[[]string](t)(rows.Columns())
		for rows.Next() {
			values := make([]any, len(columns))
			places := make([]any, len(columns))
			for i := range values {
				places[i] = &values[i]
			}
			done(t, rows.Scan(places...))
			plan += fmt.Sprintln(values...)
		}
		if index := map[string]string{"sqlite": "VIRTUAL TABLE INDEX", "postgres": "Bitmap Index Scan on passages_stems"}[s.Dialect()]; !strings.Contains(plan, index) {
			t.Errorf("the index is not used:\n%s", plan)
		}
	})
}

func TestEveryRowHasItsColumns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		known := map[string]bool{}
		for _, line := range shapeOf(t, s) {
			column, _, _ := strings.Cut(line, " ")
			known[column] = true
		}
		for _, row := range store.Rows {
			parsed, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
			if err != nil {
				t.Fatal(err)
			}
			for _, field := range parsed.Fields {
				if column := parsed.Table + "." + field.DBName; field.Creatable && !known[column] {
					t.Errorf("%T has %s, the schema has not", row, column)
				}
			}
		}
	})
}

func TestTablesOfABackupAreAllTablesOfTheSchema(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var tables []string
		for _, line := range shapeOf(t, s) {
			if name, _, found := strings.Cut(line, " primary ("); found {
				tables = append(tables, name)
			}
		}
		if copied := slices.Sorted(slices.Values(store.Tables)); !slices.Equal(copied, tables) {
			t.Errorf("copied %v, the schema has %v", copied, tables)
		}
	})
}

func TestMigratingAgainAndFromSeveralReplicasAtOnce(t *testing.T) {
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			dsn := storetest.EmptyDSN(t, kind)
			const replicas = 4
			errs := make(chan error, replicas)
			for range replicas {
				go func() {
					s, err := store.Open(context.Background(), dsn)
					if err == nil {
						if err = s.Migrate(context.Background()); err == nil {
							err = s.Migrate(context.Background())
						}
						_ = s.Close()
					}
					errs <- err
				}()
			}
			for range replicas {
				if err := <-errs; err != nil {
					t.Error(err)
				}
			}
			s := storetest.Open(t, dsn)
			versions, err := store.Scalar[int](t.Context(), s, "SELECT count(*) FROM goose_db_version WHERE version_id > 0")
			if err != nil || versions != 2 {
				t.Errorf("%d versions applied, %v", versions, err)
			}
			if name, err := store.Scalar[string](t.Context(), s, "SELECT name FROM organisations WHERE id = 'public'"); err != nil || name == "" {
				t.Errorf("the public has no name: %q, %v", name, err)
			}
		})
	}
}

func TestPragmasHoldOnEveryConnection(t *testing.T) {
	s := storetest.Open(t, storetest.DSN(t, "sqlite"))
	write, errWrite := s.WritePool()
	read, errRead := s.ReadPool()
	if errWrite != nil || errRead != nil {
		t.Fatal(errWrite, errRead)
	}
	if limit := write.Stats().MaxOpenConnections; limit != 1 {
		t.Errorf("%d writers, want one", limit)
	}
	for name, pool := range map[string]*sql.DB{"write": write, "read": read} {
		connections := make([]*sql.Conn, pool.Stats().MaxOpenConnections) // held at the same time, so that each is another
		for i := range connections {
			var err error
			if connections[i], err = pool.Conn(t.Context()); err != nil {
				t.Fatal(err)
			}
			defer connections[i].Close()
			for pragma, want := range store.Pragmas() {
				var value string
				if err := connections[i].QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&value); err != nil || value != want {
					t.Errorf("%s connection %d: %s is %q, want %q (%v)", name, i, pragma, value, want, err)
				}
			}
		}
		for _, connection := range connections {
			_ = connection.Close()
		}
	}
	if _, err := read.ExecContext(t.Context(), "DELETE FROM organisations"); err == nil {
		t.Error("a reading connection writes")
	}
}

func ExampleStatements_Since() {
	before := store.Statements{Reads: 10, Writes: 4, Commits: 2}
	after := store.Statements{Reads: 12, Writes: 6, Commits: 3}
	fmt.Printf("%+v\n", after.Since(before))
	// Output: {Reads:2 Writes:2 Commits:1 Rollbacks:0}
}
