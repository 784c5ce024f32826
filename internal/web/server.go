// Package web is the server: routes on one page, the session, one table of errors, and a file for each resource.
package web

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"touchstone/internal/curriculum"
	"touchstone/internal/store"
	"touchstone/views"
)

// Config is what a server needs to know.
type Config struct {
	Store      *store.Store
	Curriculum *curriculum.Curriculum
	Log        *slog.Logger
	// PublicURL is the address that people type; links in messages begin with it, and https makes cookies Secure.
	PublicURL string
	// CookieKeys sign the session cookie: the first signs, all are accepted, so that keys can be changed while people are signed in.
	CookieKeys [][]byte
	// TrustedProxies are the networks whose X-Forwarded-For header is believed.
	TrustedProxies []netip.Prefix
	// SignIns are the ready sign-ins of a demonstration; none outside of it.
	SignIns []views.ReadySignIn
	// Registry takes the metrics that /metrics shows.
	Registry *prometheus.Registry
}

// Server answers requests. It keeps nothing between them but caches and soft limits.
type Server struct {
	store      *store.Store
	curriculum *curriculum.Curriculum
	log        *slog.Logger
	public     *url.URL
	secure     bool
	trusted    []netip.Prefix
	signIns    []views.ReadySignIn
	sessions   *sessionStore
	guides     *shelf
	metrics    *metrics
	limits     *limiter
	passwords  *hasher
	draining   chan struct{}
}

// New makes a server from what it needs. It fails when a guide of the library cannot be read or the public address makes no sense.
func New(c Config) (*Server, error) {
	public, err := url.Parse(c.PublicURL)
	if err != nil || public.Scheme != "http" && public.Scheme != "https" || public.Host == "" {
		return nil, fmt.Errorf("the public address %q is not of the form https://quiz.example.org", c.PublicURL)
	}
	guides, err := newShelf(c.Curriculum)
	if err != nil {
		return nil, err
	}
	s := &Server{
		store: c.Store, curriculum: c.Curriculum, log: c.Log, public: public, secure: public.Scheme == "https", trusted: c.TrustedProxies, signIns: c.SignIns,
		guides: guides, metrics: newMetrics(c.Registry, c.Store), limits: newLimiter(), passwords: newHasher(), draining: make(chan struct{}),
	}
	s.sessions = newSessionStore(c.Store, c.CookieKeys, s.secure)
	return s, nil
}

// Handler returns the whole site.
func (s *Server) Handler() http.Handler {
	return s.wrap(s.routes())
}

// wrap puts around a handler what every request passes through.
func (s *Server) wrap(inner http.Handler) http.Handler {
	return s.observe(s.harden(s.compress(s.sameOrigin(inner))))
}

// Drain makes /readyz say no from now on, so that a proxy sends nobody here any more while what is under way is finished.
func (s *Server) Drain() { close(s.draining) }

// HTTP wraps the handler in a server with time-outs on everything that a slow or hostile client could hold open.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       120 * time.Second,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}

// client returns the address that a request came from. X-Forwarded-For counts only from a trusted proxy, and in it the last address that is not one.
func (s *Server) client(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	for _, forwarded := range forwardedFor(r.Header.Values("X-Forwarded-For")) {
		if !s.trusts(host) {
			break
		}
		host = forwarded
	}
	return host
}

func (s *Server) trusts(host string) bool {
	address, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, prefix := range s.trusted {
		if prefix.Contains(address.Unmap()) {
			return true
		}
	}
	return false
}
