package web_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/ncruces/go-sqlite3/driver"

	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
	"touchstone/internal/testbed"
	"touchstone/internal/web"
)

// site is a whole Touchstone on a database of its own.
type site struct {
	testing.TB
	kind    string
	dsn     string
	store   *store.Store
	server  *web.Server
	handler http.Handler
	log     *logbook
	base    string
	open    func() *sql.DB
}

// logbook keeps what a server writes into its log.
type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logbook) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// each runs a test on a site on each kind of database, in parallel with the other tests.
func each(t *testing.T, test func(s *site)) {
	t.Helper()
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			test(newSite(t, kind))
		})
	}
}

// one runs a test on SQLite alone, for what no database can change.
func one(t *testing.T, change ...func(*web.Config)) *site {
	t.Helper()
	t.Parallel()
	return newSite(t, "sqlite", change...)
}

func newSite(t testing.TB, kind string, change ...func(*web.Config)) *site {
	t.Helper()
	dsn := ""
	if kind == "postgres" {
		dsn = testbed.Postgres(t, prepare)
	} else {
		content, err := preparedFile()
		if err != nil {
			t.Fatal(err)
		}
		dsn = filepath.Join(t.TempDir(), "touchstone.db")
		if err := os.WriteFile(dsn, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return siteOn(t, kind, dsn, change...)
}

// siteOn opens a site on a prepared database: a second one on the same is a replica.
func siteOn(t testing.TB, kind, dsn string, change ...func(*web.Config)) *site {
	t.Helper()
	s := &site{TB: t, kind: kind, dsn: dsn, store: storetest.Open(t, dsn), log: &logbook{}}
	s.open = sync.OnceValue(s.openDatabase)
	config := web.Config{
		Store: s.store, Curriculum: smallCurriculum(), Log: slog.New(slog.NewTextHandler(s.log, nil)), PublicURL: "http://touchstone.test",
		CookieKeys: [][]byte{bytes.Repeat([]byte("k"), 32)},
	}
	for _, f := range change {
		f(&config)
	}
	var err error
	if s.server, err = web.New(config); err != nil {
		t.Fatal(err)
	}
	s.handler, s.base = s.server.Handler(), config.PublicURL
	return s
}

var preparedFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "touchstone-web-")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, "template.db")
	err = prepare(path)
	content, errRead := os.ReadFile(path)
	return content, errors.Join(err, errRead, os.RemoveAll(folder))
})

func secure(c *web.Config)  { c.PublicURL = "https://touchstone.test" }
func proxied(c *web.Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} }

// visitor is a browser that has never been here.
func (s *site) visitor() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.Fatal(err)
	}
	b := &browser{site: s, from: "192.0.2.1:4711"}
	b.client = &http.Client{Jar: jar, Transport: b}
	return b
}

// as is a browser in which a member is signed in.
func (s *site) as(m *people.Member) *browser {
	s.Helper()
	cookie, err := s.server.CookieFor(s.Context(), m)
	if err != nil {
		s.Fatal(err)
	}
	b := s.visitor()
	b.client.Jar.SetCookies(b.url("/"), []*http.Cookie{cookie})
	return b
}

// exec runs a statement past every rule, with ? for its arguments.
func (s *site) exec(statement string, args ...any) {
	s.Helper()
	if _, err := s.database().ExecContext(s.Context(), s.dialect(statement), args...); err != nil {
		s.Fatalf("%s: %v", statement, err)
	}
}

// scan reads one value.
func (s *site) scan(into any, query string, args ...any) {
	s.Helper()
	if err := s.database().QueryRowContext(s.Context(), s.dialect(query), args...).Scan(into); err != nil {
		s.Fatalf("%s: %v", query, err)
	}
}

func (s *site) count(query string, args ...any) int {
	s.Helper()
	n := 0
	s.scan(&n, query, args...)
	return n
}

// database is a way past the store, opened when it is first needed.
func (s *site) database() *sql.DB { return s.open() }

func (s *site) openDatabase() *sql.DB {
	driver, dsn := "pgx", s.dsn
	if s.kind == "sqlite" {
		driver, dsn = "sqlite3", "file:"+s.dsn+"?_pragma=busy_timeout(5000)"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		s.Fatal(err)
	}
	db.SetMaxOpenConns(2)
	s.Cleanup(func() {
		if err := db.Close(); err != nil {
			s.Errorf("close: %v", err)
		}
	})
	return db
}

func (s *site) dialect(query string) string {
	if s.kind == "sqlite" {
		return query
	}
	parts := strings.Split(query, "?")
	for i := 1; i < len(parts); i++ {
		parts[i] = "$" + strconv.Itoa(i) + parts[i]
	}
	return strings.Join(parts, "")
}

// microseconds is a moment as the database keeps it, seconds from now.
func (s *site) microseconds(seconds int) int64 { return s.store.Now().UnixMicro() + int64(seconds)*1e6 }

// recorded answers one request that no browser would send.
func (s *site) recorded(r *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, r.WithContext(context.WithoutCancel(s.Context())))
	return recorder
}

// selected reads rows as text, one line a row.
func (s *site) selected(query string) (lines []string) {
	s.Helper()
	rows, err := s.database().QueryContext(s.Context(), query)
	if err != nil {
		s.Fatal(err)
	}
	columns, err := rows.Columns()
	if err != nil {
		s.Fatal(err)
	}
	for rows.Next() {
		cells, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			s.Fatal(err)
		}
		texts := make([]string, len(cells))
		for i, cell := range cells {
			texts[i] = string(cell)
		}
		lines = append(lines, "["+strings.Join(texts, " ")+"]")
	}
	if err := rows.Close(); err != nil {
		s.Fatal(err)
	}
	return lines
}
