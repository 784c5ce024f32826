package jobs

import (
	"context"
	"errors"
	"fmt"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/quiz"
	"touchstone/internal/recommend"
)

// overdueBatch is how many attempts are listed at a time.
const overdueBatch = 100

func (r *Runner) endOverdue(ctx context.Context) (string, error) {
	ended, err := r.EndOverdue(ctx)
	if ended == 0 {
		return "", err
	}
	return fmt.Sprintf("attempts ended at their deadline: %d", ended), err
}

// EndOverdue ends every attempt whose time has run out, as if its owner had come back: at the deadline, with what was saved. It returns how many this
// process ended. One attempt that cannot be ended does not keep the others open.
func (r *Runner) EndOverdue(ctx context.Context) (ended int, err error) {
	for {
		overdue, err := r.store.Overdue(ctx, overdueBatch)
		if err != nil {
			return ended, err
		}
		var problems []error
		before := ended
		for _, attempt := range overdue {
			did, err := r.end(ctx, attempt[0], attempt[1])
			if err != nil {
				problems = append(problems, fmt.Errorf("attempt %s: %w", attempt[1], err))
			}
			if did {
				ended++
			}
		}
		if len(overdue) < overdueBatch || ended == before {
			return ended, errors.Join(problems...)
		}
	}
}

// end reports whether this call ended the attempt: another process, its owner or more time given may have come first.
func (r *Runner) end(ctx context.Context, owner, id string) (ended bool, err error) {
	a, err := r.store.Attempt(ctx, owner, id)
	if fault.KindOf(err) == fault.NotFound { // a guest has signed in meanwhile and took it along: the next run meets it under its new owner
		return false, nil
	}
	if err != nil {
		return false, err
	}
	questions, err := r.questions(ctx, a)
	if err != nil {
		return false, err
	}
	_, err = r.store.FinishAttempt(ctx, owner, id, func(a *quiz.Attempt, l *quiz.Learner) error {
		now := r.store.Now()
		ended = a.Expire(now) && recommend.Finish(r.curriculum, a, l, questions, now)
		return nil
	})
	return ended && err == nil, err
}

// questions loads what the attempt asked. A question that is gone costs the result its examples and passages and nothing else.
func (r *Runner) questions(ctx context.Context, a *quiz.Attempt) (map[string]*bank.Question, error) {
	versions := make([]string, len(a.Items))
	for i := range a.Items {
		versions[i] = a.Items[i].Version
	}
	questions, err := r.store.Versions(ctx, versions)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	return questions, err
}
