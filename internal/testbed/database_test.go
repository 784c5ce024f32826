package testbed

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

var fillings atomic.Int32

func fillCountedShelf(dsn string) error {
	fillings.Add(1)
	return fillShelf(dsn)
}

func fillShelf(dsn string) error {
	return execOn(context.Background(), dsn, "CREATE TABLE shelf (book text); INSERT INTO shelf VALUES ('first')")
}

func count(t *testing.T, dsn, query string) (n int) {
	t.Helper()
	connection, err := pgx.Connect(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(context.Background())
	if err := connection.QueryRow(context.Background(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEveryTestHasItsOwnCloneOfOneTemplate(t *testing.T) {
	for _, name := range []string{"one", "two", "three", "four"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dsn := Postgres(t, fillCountedShelf)
			if err := execOn(context.Background(), dsn, "INSERT INTO shelf VALUES ('mine')"); err != nil {
				t.Fatal(err)
			}
			if n := count(t, dsn, "SELECT count(*) FROM shelf"); n != 2 {
				t.Errorf("%d rows, want the template's and this test's", n)
			}
			if n := fillings.Load(); n != 1 {
				t.Errorf("migrated %d times, want once", n)
			}
		})
	}
}

func TestServerOutlivesACollectionOfGarbage(t *testing.T) {
	dsn := Postgres(t, nil)
	for range 3 {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
	}
	if err := execOn(context.Background(), dsn, "SELECT 1"); err != nil {
		t.Errorf("the server stopped under a running test: %v", err)
	}
}

func TestDatabaseIsDroppedWithItsTest(t *testing.T) {
	var dsn string
	t.Run("inner", func(t *testing.T) { dsn = Postgres(t, nil) })
	if err := execOn(context.Background(), dsn, "SELECT 1"); err == nil {
		t.Error("the database of a finished test still answers")
	}
}

func TestClusterKeepsItsDataOverAStop(t *testing.T) {
	cluster, err := NewCluster("fsync=on")
	if err != nil {
		t.Fatal(err)
	}
	defer cluster.Close()
	dsn := cluster.DSN("postgres")
	if err := fillShelf(dsn); err != nil {
		t.Fatal(err)
	}
	if n := count(t, dsn, "SELECT count(*) FROM pg_settings WHERE name = 'fsync' AND setting = 'on'"); n != 1 {
		t.Error("the cluster did not take its setting")
	}
	if err := cluster.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := cluster.exec(context.Background(), "SELECT 1"); err == nil {
		t.Error("a stopped cluster answers")
	}
	if err := cluster.Start(); err != nil {
		t.Fatal(err)
	}
	if n := count(t, dsn, "SELECT count(*) FROM shelf"); n != 1 {
		t.Errorf("%d rows after the restart, want 1", n)
	}
	if err := cluster.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(cluster.dir, "data")); !os.IsNotExist(err) {
		t.Errorf("the data outlives the cluster: %v", err)
	}
}
