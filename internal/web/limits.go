package web

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"touchstone/internal/fault"
)

// limiter holds soft limits by key in this process. Wrong passwords are counted in the database instead, where replicas agree.
type limiter struct {
	mu      sync.Mutex
	buckets map[string]*bucket
	swept   time.Time
}

type bucket struct {
	*rate.Limiter
	used time.Time
}

func newLimiter() *limiter { return &limiter{buckets: map[string]*bucket{}} }

// allow takes one from the key's bucket, which fills by perMinute and holds burst.
func (l *limiter) allow(key string, perMinute float64, burst int, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > time.Minute {
		for k, b := range l.buckets {
			if now.Sub(b.used) > 10*time.Minute {
				delete(l.buckets, k)
			}
		}
		l.swept = now
	}
	b := l.buckets[key]
	if b == nil {
		b = &bucket{Limiter: rate.NewLimiter(rate.Limit(perMinute/60), burst)}
		l.buckets[key] = b
	}
	b.used = now
	if !b.AllowN(now, 1) {
		return fault.New(fault.TooMany, "That was very often in a short time. Wait a minute and try again; nothing was lost.")
	}
	return nil
}
