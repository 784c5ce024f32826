package store

import (
	"context"

	"gorm.io/gorm"

	"touchstone/internal/bank"
	"touchstone/internal/quiz"
)

// AnswerAttempt is UpdateAttempt for question n of an attempt, whose pinned version change is given. The version is read on the transaction's own
// connection when it is not remembered: a second connection could make all transactions wait for each other.
func (s *Store) AnswerAttempt(ctx context.Context, owner, id string, n int, change func(a *quiz.Attempt, q *bank.Question) error) (*quiz.Attempt, error) {
	var changed *quiz.Attempt
	err := s.transact(ctx, func(tx *gorm.DB) error {
		a, err := s.lockAttempt(tx, owner, id)
		if err != nil {
			return err
		}
		item, err := a.Item(n)
		if err != nil {
			return err
		}
		q, err := s.version(tx, item.Version)
		if err != nil {
			return err
		}
		if err := change(a, q); err != nil {
			return err
		}
		changed = a
		return saveAttempt(tx, a)
	})
	return changed, err
}

func (s *Store) version(tx *gorm.DB, version string) (*bank.Question, error) {
	if q, ok := s.versions.get(version); ok {
		return q, nil
	}
	var row versionRow
	if err := tx.Where("version = ?", version).Take(&row).Error; err != nil {
		return nil, err
	}
	s.versions.put(version, row.Content.of)
	return row.Content.of, nil
}
