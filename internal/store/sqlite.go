package store

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/gormlite"
	"gorm.io/gorm"
)

// pragmas are set on every connection. FULL loses no acknowledged answer at a power cut, where NORMAL may.
var pragmas = []struct{ name, set, read string }{
	{"busy_timeout", "5000", "5000"},
	{"journal_mode", "wal", "wal"},
	{"synchronous", "full", "2"},
	{"foreign_keys", "on", "1"},
}

// openSQLite opens one writer and a few readers on the same file.
func (s *Store) openSQLite(path string) error {
	if folder := filepath.Dir(path); folder != "." {
		if err := os.MkdirAll(folder, 0o750); err != nil {
			return fmt.Errorf("the folder for the database: %w", err)
		}
	}
	if made, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600); err == nil { // people's answers are nobody else's on this machine to read
		if err := made.Close(); err != nil {
			return err
		}
	}
	s.turns = make(chan struct{}, 1)
	writer, err := openSQLitePool(path, 1, false)
	if err != nil {
		return err
	}
	reader, err := openSQLitePool(path, max(4, 2*runtime.NumCPU()), true)
	if err != nil {
		return errors.Join(err, writer.Close())
	}
	if s.write, err = gorm.Open(gormlite.OpenDB(&connections{writer, s.traffic}), withoutPing()); err != nil {
		return errors.Join(err, writer.Close(), reader.Close())
	}
	if s.read, err = gorm.Open(gormlite.OpenDB(&connections{reader, s.traffic}), withoutPing()); err != nil {
		return errors.Join(err, writer.Close(), reader.Close())
	}
	return nil
}

func openSQLitePool(path string, limit int, readOnly bool) (*sql.DB, error) {
	values := url.Values{"_txlock": {"immediate"}, "modeof": {path}} // the log gets the rights of the file
	for _, pragma := range pragmas {
		values.Add("_pragma", fmt.Sprintf("%s(%s)", pragma.name, pragma.set))
	}
	if readOnly {
		values.Add("_pragma", "query_only(on)") // a write that went past the writer's queue would be an error here, not a lock
	}
	return openFile(path, values, limit, readBack)
}

// openSingleFile opens a SQLite file that nobody else uses, with one connection and without a write-ahead log, so that the file is all there is. It is
// not safe against a power cut: whoever writes calls syncFile in the end.
func openSingleFile(path string) (*sql.DB, error) {
	values := url.Values{"_txlock": {"immediate"}, "_pragma": {"busy_timeout(0)", "journal_mode(memory)", "synchronous(off)", "foreign_keys(on)"}}
	return openFile(path, values, 1, nil)
}

// openFile opens a SQLite file with a number of connections.
func openFile(path string, values url.Values, limit int, check func(*sqlite3.Conn) error) (*sql.DB, error) {
	query := strings.ReplaceAll(values.Encode(), "+", "%20") // SQLite does not read a plus as a space
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query}).String()
	connector, err := (&driver.SQLite{}).OpenConnector(dsn)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db := sql.OpenDB(&remembering{connector, check})
	db.SetMaxOpenConns(limit)
	db.SetMaxIdleConns(limit)
	return db, nil
}

// readBack refuses a connection whose pragmas did not take, because a misspelt one is silently ignored.
func readBack(c *sqlite3.Conn) error {
	for _, pragma := range pragmas {
		statement, _, err := c.Prepare("PRAGMA " + pragma.name)
		if err != nil {
			return err
		}
		got := ""
		if statement.Step() {
			got = statement.ColumnText(0)
		}
		if err := statement.Close(); err != nil {
			return err
		}
		if got != pragma.read {
			return fmt.Errorf("the database did not take %s=%s: it says %q", pragma.name, pragma.set, got)
		}
	}
	return nil
}
