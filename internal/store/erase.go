package store

import (
	"context"

	"gorm.io/gorm"

	"touchstone/internal/fault"
)

// EraseMember removes a person and all that they did, in one transaction. Whoever leads a class or a screening hands it over first, because it holds other
// people's work.
func (s *Store) EraseMember(ctx context.Context, member string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		var row memberRow
		if err := tx.Where("id = ?", member).Take(&row).Error; err != nil {
			return err
		}
		var leads int64
		if err := tx.Raw("SELECT (SELECT count(*) FROM cohorts WHERE owner_id = @member) + (SELECT count(*) FROM screenings WHERE owner_id = @member)", map[string]any{"member": member}).Scan(&leads).Error; err != nil {
			return err
		}
		if leads > 0 {
			return fault.Field("sure", "You lead classes or screenings that hold other people’s work. Ask an administrator to hand them over first")
		}
		for _, statement := range []string{
			"DELETE FROM answers WHERE attempt_id IN (SELECT id FROM attempts WHERE member_id = @member)",
			"DELETE FROM question_reports WHERE member_id = @member",
			"DELETE FROM candidates WHERE member_id = @member",
			"DELETE FROM attempts WHERE member_id = @member",
			// A quiz that others were given goes to whoever gave it: without an owner it would stand among the library's.
			`UPDATE quizzes SET owner_id = coalesce((SELECT min(c.owner_id) FROM assignments a JOIN cohorts c ON c.id = a.cohort_id WHERE a.quiz = quizzes.slug),
				(SELECT min(x.owner_id) FROM screenings x WHERE x.quiz = quizzes.slug)) WHERE owner_id = @member AND slug IN (SELECT quiz FROM assignments UNION SELECT quiz FROM screenings)`,
			"DELETE FROM quizzes WHERE owner_id = @member",
			"DELETE FROM members WHERE id = @member",
		} {
			if err := tx.Exec(statement, map[string]any{"member": member}).Error; err != nil {
				return err
			}
		}
		return s.audit(tx, row.OrganisationID, "the person", "erased a person", "")
	})
}
