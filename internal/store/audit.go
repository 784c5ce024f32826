package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"

	"gorm.io/gorm"
)

// audit keeps who did what, in the transaction that did it.
func (s *Store) audit(tx *gorm.DB, organisation, actor, action, subject string) error {
	return tx.Exec("INSERT INTO audit (id, organisation_id, actor_id, action, subject, at) VALUES (?, ?, ?, ?, ?, ?)", NewID(), organisation, actor, action, subject, at(s.Now())).Error
}

// AddQuestionReport keeps what a learner says is wrong with a question of their attempt.
func (s *Store) AddQuestionReport(ctx context.Context, owner, attempt string, item int, words string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		var row attemptRow
		if err := tx.Where("id = ? AND member_id = ?", attempt, owner).Take(&row).Error; err != nil {
			return err
		}
		of, err := row.attempt().Item(item)
		if err != nil {
			return err
		}
		return tx.Exec("INSERT INTO question_reports (id, organisation_id, member_id, attempt_id, question_id, version, words, state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'open', ?)",
			NewID(), row.OrganisationID, owner, attempt, of.Question, of.Version, words, at(s.Now())).Error
	})
}

// NewID returns an identifier that cannot be guessed: 128 bits of chance in hex.
func NewID() string {
	var id [16]byte
	_, _ = rand.Read(id[:]) // never fails: the runtime ends the program instead
	return hex.EncodeToString(id[:])
}
