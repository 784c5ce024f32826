package load

import (
	"errors"
	"slices"
	"sync"
	"time"
)

// Figures are what one round of requests took.
type Figures struct {
	Done    int
	Elapsed time.Duration
	// P50, P95 and P99 are the times within which that share of the requests was answered.
	P50, P95, P99 time.Duration
}

// PerSecond is the rate of what was done.
func (f Figures) PerSecond() float64 { return float64(f.Done) / f.Elapsed.Seconds() }

// Round lets clients do one thing again and again for a time, each beginning anew when it has its answer, and measures every time. It fails with the first error of
// any client: a rate that counts errors says nothing.
func Round(clients int, length time.Duration, once func(client int) error) (Figures, error) {
	times := make([][]time.Duration, clients)
	problems := make([]error, clients)
	var running sync.WaitGroup
	began := time.Now()
	for client := range clients {
		running.Go(func() {
			for time.Since(began) < length {
				start := time.Now()
				if problems[client] = once(client); problems[client] != nil {
					return
				}
				times[client] = append(times[client], time.Since(start))
			}
		})
	}
	running.Wait()
	f := Figures{Elapsed: time.Since(began)}
	if err := errors.Join(problems...); err != nil {
		return f, err
	}
	all := slices.Concat(times...)
	slices.Sort(all)
	f.Done = len(all)
	f.P50, f.P95, f.P99 = quantile(all, 0.50), quantile(all, 0.95), quantile(all, 0.99)
	return f, nil
}

// quantile of sorted times: the smallest that at least the share p does not exceed.
func quantile(sorted []time.Duration, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	place := int(p*float64(len(sorted))+0.999999) - 1
	return sorted[min(max(place, 0), len(sorted)-1)]
}

// Median returns the round whose rate stands in the middle.
func Median(rounds []Figures) Figures {
	sorted := slices.Clone(rounds)
	slices.SortFunc(sorted, func(a, b Figures) int {
		switch {
		case a.PerSecond() < b.PerSecond():
			return -1
		case a.PerSecond() > b.PerSecond():
			return 1
		}
		return 0
	})
	return sorted[len(sorted)/2]
}
