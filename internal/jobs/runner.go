// Package jobs is the work that nobody waits for: ending attempts whose time has run out, forgetting what has expired, following the database's clock.
// Each job may run in several processes at once; the store's transactions decide who does what.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"touchstone/internal/curriculum"
	"touchstone/internal/store"
)

// How often each job runs, and how long one run may take.
const (
	overdueEvery = 5 * time.Second
	clockEvery   = time.Minute
	forgetEvery  = time.Hour
	runLimit     = 30 * time.Second
)

// Runner runs the jobs of one process.
type Runner struct {
	store      *store.Store
	curriculum *curriculum.Curriculum
	log        *slog.Logger
}

// New returns a runner that has not begun.
func New(s *store.Store, c *curriculum.Curriculum, log *slog.Logger) *Runner {
	return &Runner{store: s, curriculum: c, log: log}
}

// job is one kind of work. Its run says in a few words what it did, or nothing when there was nothing to do.
type job struct {
	name  string
	every time.Duration
	run   func(ctx context.Context) (did string, err error)
}

// Run runs all jobs, each at once and then at its interval, until ctx is cancelled and the runs under way have ended.
func (r *Runner) Run(ctx context.Context) {
	r.runAll(ctx, []job{
		{"end overdue attempts", overdueEvery, r.endOverdue},
		{"measure the clock", clockEvery, func(ctx context.Context) (string, error) { return "", r.store.MeasureClock(ctx) }},
		{"forget what has expired", forgetEvery, func(ctx context.Context) (string, error) { return "", r.store.ForgetExpired(ctx) }},
	})
}

func (r *Runner) runAll(ctx context.Context, jobs []job) {
	var running sync.WaitGroup
	for _, j := range jobs {
		running.Go(func() { r.repeat(ctx, j) })
	}
	running.Wait()
}

// repeat runs one job for ever. A job that fails again and again is logged when it begins to fail and when it has healed, so that a database that is
// away for an hour does not fill the log.
func (r *Runner) repeat(ctx context.Context, j job) {
	ticker := time.NewTicker(j.every)
	defer ticker.Stop()
	failing := false
	for ctx.Err() == nil {
		did, err := r.once(ctx, j)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !failing:
			r.log.Error("a job failed", "job", j.name, "error", err)
		case err == nil && failing:
			r.log.Info("a job works again", "job", j.name)
		}
		if did != "" {
			r.log.Info("a job was done", "job", j.name, "did", did)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
		case <-ticker.C:
		}
	}
}

// once runs a job within its time. A panic is an error like another: background work must not take the pages down.
func (r *Runner) once(ctx context.Context, j job) (did string, err error) {
	ctx, cancel := context.WithTimeout(ctx, runLimit)
	defer cancel()
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v\n%s", reason, debug.Stack())
		}
	}()
	return j.run(ctx)
}
