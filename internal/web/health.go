package web

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// healthShow says that the process lives, whatever the database does.
func (s *Server) healthShow(w http.ResponseWriter, _ *http.Request) {
	plain(w, http.StatusOK, "ok\n")
}

// readyShow says whether requests should be sent here: not while draining, and not without the database.
func (s *Server) readyShow(w http.ResponseWriter, r *http.Request) {
	select {
	case <-s.draining:
		plain(w, http.StatusServiceUnavailable, "draining\n")
		return
	default:
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := s.store.Ping(ctx); err != nil {
		plain(w, http.StatusServiceUnavailable, "the database does not answer\n")
		return
	}
	plain(w, http.StatusOK, "ready\n")
}

func (s *Server) metricsShow() http.Handler {
	return promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{})
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // the client may have gone
}
