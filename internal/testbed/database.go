package testbed

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// PostgresVariable names the environment variable that holds the address of a running throw-away cluster, so that
// packages tested at once share it. Without it each test process starts its own.
const PostgresVariable = "TOUCHSTONE_TEST_POSTGRES"

// Postgres returns the address of a fresh database for this test, dropped when the test ends. Migrate fills a template
// once in a test process, and every database is a clone of it. It must close what it opens. A nil migrate leaves the
// database empty. Functions are told apart by their code, so a closure must not capture what changes the schema.
func Postgres(t testing.TB, migrate func(dsn string) error) string {
	t.Helper()
	server, err := sharedServer()
	if err != nil {
		t.Fatal(err)
	}
	template, err := server.template(migrate)
	if err != nil {
		t.Fatalf("template database: %v", err)
	}
	database, err := server.create(template)
	if err != nil {
		t.Fatalf("clone of %s: %v", template, err)
	}
	t.Cleanup(func() {
		if err := server.exec("DROP DATABASE IF EXISTS " + quoted(database) + " WITH (FORCE)"); err != nil {
			t.Errorf("drop of %s: %v", database, err)
		}
	})
	return server.dsn(database)
}

// server is a cluster as tests use it: an address, and the templates that this process has filled there.
type server struct {
	address   url.URL
	cluster   *Cluster // nil when shared: the value must live, because the server stops when its input is collected
	mutex     sync.Mutex
	templates map[uintptr]filling
}

// filling fills a template on the first call and returns its name on every call.
type filling func() (name string, err error)

// sharedServer is the cluster of the environment variable, or one that lives as long as this process.
var sharedServer = sync.OnceValues(func() (*server, error) {
	dsn := os.Getenv(PostgresVariable)
	var cluster *Cluster
	if dsn == "" {
		var err error
		if cluster, err = NewCluster(); err != nil {
			return nil, err
		}
		dsn = cluster.DSN("postgres")
	}
	address, err := url.Parse(dsn)
	if err != nil {
		return nil, err
	}
	return &server{address: *address, cluster: cluster, templates: map[uintptr]filling{}}, nil
})

func (s *server) dsn(database string) string {
	address := s.address
	address.Path = "/" + database
	return address.String()
}

// template returns the name of the database that migrate has filled, and fills it on the first call.
func (s *server) template(migrate func(dsn string) error) (string, error) {
	if migrate == nil {
		return "template0", nil
	}
	code := reflect.ValueOf(migrate).Pointer()
	s.mutex.Lock()
	fill, known := s.templates[code]
	if !known {
		fill = sync.OnceValues(func() (string, error) {
			name, err := s.create("template0")
			if err != nil {
				return "", err
			}
			return name, migrate(s.dsn(name))
		})
		s.templates[code] = fill
	}
	s.mutex.Unlock()
	return fill()
}

// create clones a template. PostgreSQL itself waits up to 5 s for the last connection to a template to end.
func (s *server) create(template string) (string, error) {
	name := "test_" + strings.ToLower(rand.Text())
	return name, s.exec("CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(template))
}

func (s *server) exec(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return execOn(ctx, s.dsn("postgres"), statement)
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }
