package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"

	"touchstone/internal/fault"
)

// Backup writes the whole database into one new SQLite file while it is in use, whichever kind it is: everything that was acknowledged before Backup
// began is in it. The file appears under its name only when it is complete and checked. progress, which may be nil, is told each table and how many of
// its rows are written.
func (s *Store) Backup(ctx context.Context, file string, progress func(table string, rows int)) error {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return existsAlready(file)
	}
	partial, err := createBeside(file)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(partial) }() // gone already when all went well
	if s.dialect == postgres {
		err = s.copyInto(ctx, partial, progress)
	} else {
		err = s.vacuumInto(ctx, partial)
	}
	if err != nil {
		return fmt.Errorf("backup: %w", translate(err))
	}
	if err := checkBackup(ctx, partial, s.dialect == sqlite, progress); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if err := syncFile(partial); err != nil {
		return err
	}
	if err := os.Link(partial, file); errors.Is(err, fs.ErrExist) {
		return existsAlready(file)
	} else if err != nil { // a file system without links
		if err := os.Rename(partial, file); err != nil {
			return err
		}
	}
	return syncFile(filepath.Dir(file))
}

func existsAlready(file string) error {
	return fault.New(fault.Conflict, "%s exists already. Name a file that does not, so that no backup is overwritten.", file)
}

// createBeside makes an empty file next to another, on the same file system, that only its owner can read: backups hold people's answers.
func createBeside(file string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".partial-*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// syncFile brings a file or a folder to the disk.
func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// vacuumInto copies a SQLite database in one read transaction, which no writer waits for.
func (s *Store) vacuumInto(ctx context.Context, file string) (err error) {
	source, err := openSQLitePool(s.dsn, 1, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	_, err = source.ExecContext(ctx, "VACUUM INTO ?", file)
	return err
}

// copyInto copies a PostgreSQL database as it is at one moment into a SQLite file.
func (s *Store) copyInto(ctx context.Context, file string, progress func(table string, rows int)) (err error) {
	target, err := openSingleFile(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	if err := migrate(ctx, goose.DialectSQLite3, target); err != nil {
		return err
	}
	tables, err := tablesOf(ctx, target)
	if err != nil {
		return err
	}
	pool, err := s.read.DB()
	if err != nil {
		return err
	}
	source, err := pool.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = source.Rollback() }()                                              // it only reads
	if _, err := source.ExecContext(ctx, "SET LOCAL statement_timeout = 0"); err != nil { // counting a large table takes longer than a visitor would wait
		return err
	}
	into, err := target.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := copyTables(ctx, tables, source, into, progress); err != nil {
		return errors.Join(err, into.Rollback())
	}
	return into.Commit()
}

func copyTables(ctx context.Context, tables []table, source, into *sql.Tx, progress func(table string, rows int)) error {
	for i := len(tables) - 1; i >= 0; i-- { // what the migrations put in comes from the source too
		if _, err := into.ExecContext(ctx, "DELETE FROM "+tables[i].name); err != nil {
			return err
		}
	}
	for _, t := range tables {
		if err := copyTable(ctx, &t, source, into, progress); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return nil
}

func copyTable(ctx context.Context, t *table, source, into *sql.Tx, progress func(table string, rows int)) (err error) {
	insert, err := into.PrepareContext(ctx, t.insert())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	copied := 0
	err = t.pages(ctx, source, func(page [][]any) error {
		for _, row := range page {
			if _, err := insert.ExecContext(ctx, row...); err != nil {
				return err
			}
		}
		copied += len(page)
		report(progress, t.name, copied)
		return nil
	})
	if err != nil {
		return err
	}
	there, err := t.count(ctx, source)
	if err == nil && there != int64(copied) {
		err = fmt.Errorf("%d of %d rows were copied", copied, there)
	}
	return err
}

func report(progress func(table string, rows int), table string, rows int) {
	if progress != nil {
		progress(table, rows)
	}
}

// checkBackup reads a finished backup back as restoring would. say tells the tables and their rows, where writing could not.
func checkBackup(ctx context.Context, file string, say bool, progress func(table string, rows int)) (err error) {
	written, err := openSingleFile(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, written.Close()) }()
	if err := checkFile(ctx, written); err != nil {
		return err
	}
	tables, err := tablesOf(ctx, written)
	if err != nil {
		return err
	}
	for _, t := range tables {
		rows, err := t.count(ctx, written)
		if err != nil {
			return err
		}
		if say {
			report(progress, t.name, int(rows))
		}
	}
	return nil
}
