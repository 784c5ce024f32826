package store

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

type quizRow struct {
	Slug           string `gorm:"primaryKey"`
	OrganisationID string
	OwnerID        *string
	Title          string
	Summary        string
	Mode           string
	Length         int
	Minutes        int
	PassMark       int
	Shares         document[[]quiz.Share]
	Guest          bool
	Place          int
	CreatedAt      moment `gorm:"autoCreateTime:false"`
}

func (quizRow) TableName() string { return "quizzes" }

func (r *quizRow) blueprint() *quiz.Blueprint {
	return &quiz.Blueprint{
		Slug: r.Slug, Organisation: r.OrganisationID, Owner: deref(r.OwnerID), Title: r.Title, Summary: r.Summary, Mode: quiz.Mode(r.Mode),
		Length: r.Length, Minutes: r.Minutes, PassMark: r.PassMark, Shares: r.Shares.of, Guest: r.Guest,
	}
}

func quizRowOf(b *quiz.Blueprint, place int, now moment) *quizRow {
	return &quizRow{
		Slug: b.Slug, OrganisationID: b.Organisation, OwnerID: nullable(b.Owner), Title: b.Title, Summary: b.Summary, Mode: string(b.Mode),
		Length: b.Length, Minutes: b.Minutes, PassMark: b.PassMark, Shares: document[[]quiz.Share]{b.Shares}, Guest: b.Guest, Place: place, CreatedAt: now,
	}
}

func saveLibraryQuiz(tx *gorm.DB, b *quiz.Blueprint, place int, now moment) error {
	unowned := clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "quizzes.owner_id IS NULL"}}}
	return tx.Clauses(clause.OnConflict{UpdateAll: true, Columns: []clause.Column{{Name: "slug"}}, Where: unowned}).Create(quizRowOf(b, place, now)).Error
}

// builtPlace stands behind every quiz of the library.
const builtPlace = 1000

// AddQuiz keeps a quiz that somebody built. The slug must be new.
func (s *Store) AddQuiz(ctx context.Context, b *quiz.Blueprint) error {
	return s.transact(ctx, func(tx *gorm.DB) error { return tx.Create(quizRowOf(b, builtPlace, at(s.Now()))).Error })
}

// Quiz returns a quiz that the member may take: the library's, their own, their organisation's, and one that was assigned to them.
func (s *Store) Quiz(ctx context.Context, who *people.Member, slug string) (*quiz.Blueprint, error) {
	var row quizRow
	if err := visibleQuizzes(s.view(ctx), who).Where("slug = ?", slug).Take(&row).Error; err != nil {
		return nil, translate(err)
	}
	return row.blueprint(), nil
}

// Quizzes lists the quizzes that the member may take, the library's first.
func (s *Store) Quizzes(ctx context.Context, who *people.Member) ([]*quiz.Blueprint, error) {
	var rows []quizRow
	if err := visibleQuizzes(s.view(ctx), who).Order("place, created_at, slug").Find(&rows).Error; err != nil {
		return nil, translate(err)
	}
	quizzes := make([]*quiz.Blueprint, len(rows))
	for i := range rows {
		quizzes[i] = rows[i].blueprint()
	}
	return quizzes, nil
}

// visibleQuizzes: somebody without a session sees the library alone. What one member of the public built is not every other's; colleagues share.
func visibleQuizzes(tx *gorm.DB, who *people.Member) *gorm.DB {
	if who == nil {
		return tx.Where("organisation_id = ? AND owner_id IS NULL", people.PublicOrganisation)
	}
	return tx.Where(`((organisation_id = ? AND owner_id IS NULL) OR owner_id = ? OR (organisation_id = ? AND organisation_id <> ?)
		OR slug IN (SELECT a.quiz FROM assignments a JOIN cohort_members c ON c.cohort_id = a.cohort_id WHERE c.member_id = ?)
		OR slug IN (SELECT s.quiz FROM screenings s JOIN candidates k ON k.screening_id = s.id WHERE k.member_id = ?))`,
		people.PublicOrganisation, who.ID, who.Organisation, people.PublicOrganisation, who.ID, who.ID)
}

// mayGive refuses a quiz that the member may not take: an address that was guessed gives nothing away.
func mayGive(tx *gorm.DB, member, slug string) error {
	var who memberRow
	if err := tx.Where("id = ?", member).Take(&who).Error; err != nil {
		return err
	}
	var row quizRow
	err := visibleQuizzes(tx, who.member()).Where("slug = ?", slug).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.Field("quiz", "Choose a quiz from the list").Because(err)
	}
	return err
}
