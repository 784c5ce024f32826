package browser

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"touchstone/internal/curriculum"
	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
	"touchstone/internal/web"
)

// A bare site is the server in this process on a database of its own: without a library, people and samples, or with the few
// that a test puts there. It is quick to make, and its database can be looked into and broken.
type bare struct {
	url   string
	store *store.Store
}

// admin may open everything on a bare site.
const admin = "admin@example.org"

func newBare(t *testing.T, kind string) *bare {
	t.Helper()
	b := &bare{store: storetest.Open(t, storetest.DSN(t, kind))}
	if err := b.store.AddOrganisation(t.Context(), people.Organisation{ID: people.PublicOrganisation, Name: "Everybody"}); err != nil {
		t.Fatal(err)
	}
	member := &people.Member{ID: "admin", Organisation: people.PublicOrganisation, Name: "Ines Alonso", Email: admin, Role: people.Admin}
	if err := b.store.AddMember(t.Context(), member, web.HashPassword(password)); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(nil)
	b.url = "http://" + server.Listener.Addr().String()
	site, err := web.New(web.Config{
		Store: b.store, Curriculum: &curriculum.Curriculum{}, Log: slog.New(slog.NewTextHandler(&quiet{t: t}, nil)), PublicURL: b.url,
		CookieKeys: [][]byte{bytes.Repeat([]byte{7}, 32)}, Registry: prometheus.NewRegistry(),
	})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = site.Handler()
	server.Start()
	t.Cleanup(server.Close)
	return b
}

// setup makes a one-time link for the first administrator and returns its path.
func (b *bare) setup(t *testing.T, token string) string {
	t.Helper()
	sum := sha256.Sum256([]byte(token))
	if err := b.store.AddSetupLink(t.Context(), hex.EncodeToString(sum[:]), time.Hour); err != nil {
		t.Fatal(err)
	}
	return "/setup/" + token
}

// quiet keeps the log with the test that it belongs to.
type quiet struct{ t *testing.T }

func (q *quiet) Write(line []byte) (int, error) {
	q.t.Log(string(bytes.TrimSpace(line)))
	return len(line), nil
}
