package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ncruces/go-sqlite3"
	"github.com/pressly/goose/v3"

	"touchstone/internal/fault"
)

// Restore fills the database that dsn names from a file that Backup wrote, of whichever kind either was. It refuses a database in which people have worked.
// On PostgreSQL it is one transaction, on SQLite one file takes the place of the other, so that nothing half-done is left. The server must not be running.
// progress is as in Backup.
func Restore(ctx context.Context, dsn, file string, progress func(table string, rows int)) (err error) {
	beside := dsn
	if dialectOf(dsn) == postgres {
		folder, err := os.MkdirTemp("", "touchstone-restore-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(folder) }()
		beside = filepath.Join(folder, "backup")
	} else if folder := filepath.Dir(dsn); folder != "." {
		if err := os.MkdirAll(folder, 0o750); err != nil {
			return err
		}
	}
	working, err := workingCopy(ctx, file, beside)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(working) }() // gone already when it took the database's place
	if dialectOf(dsn) == postgres {
		return restorePostgres(ctx, dsn, working, progress)
	}
	if err := checkBackup(ctx, working, true, progress); err != nil {
		return notABackup(file, err)
	}
	return restoreSQLite(ctx, dsn, working)
}

// workingCopy copies a backup, checks the copy and brings its schema up to date. The backup itself is never written to.
func workingCopy(ctx context.Context, file, beside string) (path string, err error) {
	if log, err := os.Stat(file + "-wal"); err == nil && log.Size() > 0 {
		return "", fault.New(fault.Invalid, "%s is a database in use, not a backup. Make one with touchstone backup, or stop the server first.", file)
	}
	path, err = createBeside(beside)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(path)
		}
	}()
	if err := copyFile(ctx, file, path); err != nil {
		return "", err
	}
	copied, err := openSingleFile(path)
	if err != nil {
		return "", notABackup(file, err)
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	return path, prepare(ctx, copied, file)
}

func prepare(ctx context.Context, copied *sql.DB, file string) error {
	version, err := scalar[int64](ctx, copied, "SELECT max(version_id) FROM goose_db_version")
	if err != nil {
		return notABackup(file, err)
	}
	if err := checkFile(ctx, copied); err != nil {
		return notABackup(file, err)
	}
	newest, err := newestMigration()
	if err != nil {
		return err
	}
	if version > newest {
		return fault.New(fault.Invalid, "%s was written by a newer version of Touchstone. Restore it with that version.", file)
	}
	if err := migrate(ctx, goose.DialectSQLite3, copied); err != nil {
		return err
	}
	return nil
}

func notABackup(file string, because error) error {
	return fault.New(fault.Invalid, "%s is not a backup of Touchstone, or it is damaged: %v", file, because)
}

func copyFile(ctx context.Context, from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer closeQuietly(source, from)
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	_, err = io.Copy(target, cancellable{ctx, source})
	return err
}

// cancellable stops reading when its context is over.
type cancellable struct {
	ctx  context.Context
	from io.Reader
}

func (c cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.from.Read(p)
}

// hasWork is the query that finds people who exist: without them there is no work.
const hasWork = "SELECT count(*) FROM (SELECT 1 FROM members WHERE NOT sample LIMIT 1) AS found"

func holdsWork() error {
	return fault.New(fault.Conflict, "People have worked in this database already. Restore into a new one, so that nothing of theirs is lost.")
}

// restoreSQLite puts a prepared file in the place of a database that nobody uses. While it looks whether anybody does, it holds the lock that everybody needs.
func restoreSQLite(ctx context.Context, path, prepared string) (err error) {
	if err := syncFile(prepared); err != nil {
		return err
	}
	if found, err := os.Stat(path); err == nil && found.Size() > 0 {
		old, err := openSingleFile(path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, old.Close()) }()
		lock, err := takeOver(ctx, old, path)
		if err != nil {
			return err
		}
		defer func() { _ = lock.Rollback() }() // the file has lost its name by then
	}
	for _, left := range []string{"-wal", "-shm", "-journal"} { // of a database that lost its main file: SQLite would play them into the new one
		if err := os.Remove(path + left); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := os.Rename(prepared, path); err != nil {
		return err
	}
	return syncFile(filepath.Dir(path))
}

// takeOver makes sure that a database has no work in it and no other user, and that no log of it is left that would be played into the file that
// takes its place.
func takeOver(ctx context.Context, old *sql.DB, path string) (*sql.Tx, error) {
	mode, err := scalar[string](ctx, old, "PRAGMA journal_mode = delete") // fails while anybody else is connected
	if err == nil && mode != "delete" {
		err = sqlite3.BUSY
	}
	var lock *sql.Tx
	if err == nil {
		lock, err = old.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelLinearizable}) // the driver's word for BEGIN EXCLUSIVE
	}
	if errors.Is(err, sqlite3.BUSY) || errors.Is(err, sqlite3.LOCKED) {
		return nil, fault.New(fault.Conflict, "%s is in use. Stop the server, then restore again.", path).Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, translate(err))
	}
	tables, err := scalar[int](ctx, lock, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'")
	if err == nil && tables > 0 {
		var people int
		people, err = scalar[int](ctx, lock, hasWork)
		if err == nil && people > 0 {
			err = holdsWork()
		}
	}
	if err != nil {
		return nil, errors.Join(translate(err), lock.Rollback())
	}
	return lock, nil
}

// restorePostgres copies a prepared file into a PostgreSQL database, in one transaction.
func restorePostgres(ctx context.Context, dsn, prepared string, progress func(table string, rows int)) (err error) {
	source, err := openSingleFile(prepared)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	tables, err := tablesOf(ctx, source)
	if err != nil {
		return err
	}
	s, err := Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	if err := fill(ctx, s, tables, source, progress); err != nil {
		return fmt.Errorf("restore: %w", translate(err))
	}
	return nil
}
