package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"touchstone/internal/testbed/load"
)

// report is a table of figures beside their limits.
type report struct{ text strings.Builder }

func newReport(kind string) *report {
	r := &report{}
	fmt.Fprintf(&r.text, "%s, %d cores that server, database and clients share; medians of %d rounds of %v\n", kind, cores, rounds, roundLength)
	fmt.Fprintf(&r.text, "%-46s %12s    %s\n", "", "figure", "limit")
	return r
}

// String returns the table.
func (r *report) String() string { return r.text.String() }

func (r *report) head(name string) { fmt.Fprintf(&r.text, "%s\n", name) }

func (r *report) figure(name string, value float64, unit string) {
	fmt.Fprintf(&r.text, "  %-44s %9s %s\n", name, number3(value), unit)
}

func (r *report) atLeast(name string, value float64, unit string, limit float64) {
	if limit == 0 {
		r.figure(name, value, unit)
		return
	}
	r.limited(name, value, unit, ">=", limit, value >= limit)
}

func (r *report) atMost(name string, value float64, unit string, limit float64) {
	r.limited(name, value, unit, "<=", limit, value <= limit)
}

func (r *report) limited(name string, value float64, unit, sign string, limit float64, met bool) {
	verdict := "met"
	if !met {
		verdict = "MISSED"
	}
	fmt.Fprintf(&r.text, "  %-44s %9s %-3s %s %s  %s\n", name, number3(value), unit, sign, number3(limit), verdict)
}

// times shows the percentiles. The limit on the 99th is for the full number of clients.
func (r *report) times(name string, f load.Figures, clients int) {
	r.figure(name+", p50", milliseconds(f.P50), "ms")
	r.figure(name+", p95", milliseconds(f.P95), "ms")
	if clients == mostClients {
		r.atMost(name+", p99", milliseconds(f.P99), "ms", 50)
	} else {
		r.figure(name+", p99", milliseconds(f.P99), "ms")
	}
}

func milliseconds(d interface{ Seconds() float64 }) float64 { return 1000 * d.Seconds() }

// number3 writes a number with three digits that count.
func number3(x float64) string {
	switch {
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

func middle[T cmp.Ordered](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
