package web

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"touchstone/internal/store"
)

// metrics are what /metrics shows. Labels are routes and statuses, never people.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	answers  *prometheus.CounterVec
	finished *prometheus.CounterVec
}

func newMetrics(registry *prometheus.Registry, s *store.Store) *metrics {
	if registry == nil {
		registry = prometheus.NewRegistry()
	}
	m := &metrics{
		registry: registry,
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "touchstone_request_seconds", Help: "Time to answer a request, by method, route and status.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"method", "route", "status"}),
		answers:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "touchstone_answers_total", Help: "Answers by outcome: saved, repeated, stale, late or refused."}, []string{"outcome"}),
		finished: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "touchstone_attempts_finished_total", Help: "Attempts that ended, by how."}, []string{"state"}),
	}
	registry.MustRegister(m.requests, m.answers, m.finished, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, pool := range []string{"read", "write"} {
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "touchstone_database_connections_in_use", Help: "Connections in use, by pool.", ConstLabels: prometheus.Labels{"pool": pool},
		}, func() float64 { return float64(s.PoolStats()[pool].InUse) }))
	}
	for kind, count := range map[string]func(store.Statements) int64{
		"read": func(n store.Statements) int64 { return n.Reads }, "write": func(n store.Statements) int64 { return n.Writes },
		"commit": func(n store.Statements) int64 { return n.Commits }, "rollback": func(n store.Statements) int64 { return n.Rollbacks },
	} {
		registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "touchstone_database_statements_total", Help: "What was sent to the database, by kind: read, write, commit or rollback.", ConstLabels: prometheus.Labels{"kind": kind},
		}, func() float64 { return float64(count(s.Statements())) }))
	}
	return m
}

func (m *metrics) request(method, route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	switch method {
	case "GET", "HEAD", "POST":
	default:
		method = "other" // a client may make up methods, and each would be a series of its own
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}
