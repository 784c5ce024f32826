package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"touchstone/internal/curriculum"
	"touchstone/internal/jobs"
	"touchstone/internal/store"
	"touchstone/internal/web"
	"touchstone/views"
)

type serveCommand struct {
	database
	Addr           string        `env:"TOUCHSTONE_ADDR" default:":8080" help:"Address to listen on. Port 0 takes a free one."`
	PublicURL      string        `env:"TOUCHSTONE_PUBLIC_URL" help:"The address that people type, such as https://quiz.example.org. With https, cookies are Secure. Without it: http and the port."`
	CookieKey      []string      `env:"TOUCHSTONE_COOKIE_KEY" help:"Keys of 32 bytes or more, in base64, that sign cookies; the first signs, all are accepted. Without it, a key is kept beside the SQLite file."`
	TrustedProxies []string      `env:"TOUCHSTONE_TRUSTED_PROXIES" help:"Networks of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8."`
	Demo           bool          `env:"TOUCHSTONE_DEMO" help:"Add sample people and ready sign-ins. Refuses a database that it did not create."`
	Drain          time.Duration `env:"TOUCHSTONE_DRAIN" default:"5s" help:"How long /readyz says no before connections are closed, so that a proxy can look away."`
	JSONLog        bool          `name:"json-log" env:"TOUCHSTONE_JSON_LOG" help:"Write the log as JSON."`
}

// finishTime is how long requests under way may take after draining.
const finishTime = 30 * time.Second

// Run serves until it is told to stop.
func (c *serveCommand) Run(ctx context.Context, o output) error {
	log := c.logger(o)
	s, err := openMigrated(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() {
		if err := s.Close(); err != nil {
			log.Error("closing the database", "error", err)
		}
	}()
	keys, err := c.keys(s)
	if err != nil {
		return err
	}
	trusted, err := networks(c.TrustedProxies)
	if err != nil {
		return err
	}
	library := curriculum.Library()
	if err := loadLibrary(ctx, s, library, log); err != nil {
		return err
	}
	var ready []views.ReadySignIn
	if c.Demo {
		if err := loadDemo(ctx, s, library, log); err != nil {
			return err
		}
		ready = signIns()
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", c.Addr, err)
	}
	site, err := web.New(web.Config{
		Store: s, Curriculum: library, Log: log, PublicURL: c.publicURL(listener), CookieKeys: keys, TrustedProxies: trusted, SignIns: ready, Registry: prometheus.NewRegistry(),
	})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := offerSetup(ctx, s, c.publicURL(listener), o); err != nil {
		return errors.Join(err, listener.Close())
	}
	return serve(ctx, site, listener, c.Drain, jobs.New(s, library, log), log, o)
}

// serve answers until ctx ends; then it lets proxies look away, finishes what is under way, and stops.
func serve(ctx context.Context, site *web.Server, listener net.Listener, drain time.Duration, background *jobs.Runner, log *slog.Logger, o output) error {
	server := site.HTTP()
	working, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		background.Run(working)
	}()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	fmt.Fprintf(o.out, "Touchstone is at http://%s\n", reachable(listener))

	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		log.Info("draining", "seconds", drain.Seconds())
		site.Drain()
		time.Sleep(drain)
		finishing, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishTime)
		defer cancel()
		err = server.Shutdown(finishing)
	}
	stopWork()
	<-done
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (c *serveCommand) logger(o output) *slog.Logger {
	if c.JSONLog {
		return slog.New(slog.NewJSONHandler(o.err, nil))
	}
	return slog.New(slog.NewTextHandler(o.err, nil))
}

func (c *serveCommand) publicURL(listener net.Listener) string {
	if c.PublicURL != "" {
		return strings.TrimSuffix(c.PublicURL, "/")
	}
	return "http://" + reachable(listener)
}

// reachable is the listener's address as a browser on this machine can open it.
func reachable(listener net.Listener) string {
	host, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return listener.Addr().String()
	}
	if address, err := netip.ParseAddr(host); err == nil && address.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

func networks(given []string) ([]netip.Prefix, error) {
	var prefixes []netip.Prefix
	for _, text := range given {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("%q is not a network such as 10.0.0.0/8", text)
		}
		prefixes = append(prefixes, prefix)
	}
	return prefixes, nil
}

// minKey is the smallest number of bytes of a signing key.
const minKey = 32

// keys returns the keys that sign cookies. A SQLite database has its own beside it, made once, so that sessions outlive a restart; replicas on PostgreSQL need a common one.
func (c *serveCommand) keys(s *store.Store) ([][]byte, error) {
	var keys [][]byte
	for _, text := range c.CookieKey {
		key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
		if err != nil || len(key) < minKey {
			return nil, fmt.Errorf("--cookie-key must be %d bytes or more in base64; make one with: openssl rand -base64 32", minKey)
		}
		keys = append(keys, key)
	}
	if len(keys) > 0 {
		return keys, nil
	}
	if s.Dialect() != "sqlite" {
		return nil, errors.New("several servers may share this database, so they need a common key: set TOUCHSTONE_COOKIE_KEY, made with: openssl rand -base64 32")
	}
	key, err := keyBeside(c.DB)
	return [][]byte{key}, err
}

func keyBeside(db string) ([]byte, error) {
	path := filepath.Clean(db) + ".key"
	text, err := os.ReadFile(path)
	if err == nil {
		key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
		if err != nil || len(key) < minKey {
			return nil, fmt.Errorf("%s does not hold a key; remove the file and everybody signs in once more", path)
		}
		return key, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	key := randomKey()
	return key, os.WriteFile(path, []byte(base64.StdEncoding.EncodeToString(key)+"\n"), 0o600)
}
