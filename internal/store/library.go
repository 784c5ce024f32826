package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"touchstone/internal/bank"
	"touchstone/internal/find"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

// Library is what one version of the built-in library brings into the bank.
type Library struct {
	Hash           string
	Facts          []bank.Fact
	Questions      []bank.Question
	Rejections     []bank.Rejection
	Contradictions []bank.Contradiction
	Quizzes        []quiz.Blueprint
	// Passages are what a search can find.
	Passages []find.Passage
}

type factRow struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string `gorm:"primaryKey"`
	Document       string
	Topic          string
	Subject        string
	Relation       string
	Object         string
	Quotes         document[[]bank.Quote]
	Status         string
	Origin         string
}

func (factRow) TableName() string { return "facts" }

type rejectionRow struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	Schema         string
	Facts          document[[]string]
	Reason         string
	CreatedAt      moment `gorm:"autoCreateTime:false"`
}

func (rejectionRow) TableName() string { return "rejections" }

type contradictionRow struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	Facts          document[[]string]
	Reason         string
	CreatedAt      moment `gorm:"autoCreateTime:false"`
}

func (contradictionRow) TableName() string { return "contradictions" }

// HasLibrary reports whether a version of the library has been loaded.
func (s *Store) HasLibrary(ctx context.Context, hash string) (bool, error) {
	var count int64
	err := s.view(ctx).Raw("SELECT count(*) FROM libraries WHERE hash = ?", hash).Scan(&count).Error
	return count > 0, translate(err)
}

// batch is how many rows one INSERT carries; the widest row has 14 columns, and PostgreSQL takes 65,535 parameters.
const batch = 200

// LoadLibrary makes a version of the library the live one, in one transaction, once: whichever replica comes second finds it loaded. Questions that the
// new version no longer has are retired, never deleted, because attempts point to their versions.
func (s *Store) LoadLibrary(ctx context.Context, l *Library) (loaded bool, err error) {
	err = s.transact(ctx, func(tx *gorm.DB) error {
		now := at(s.Now())
		if s.dialect == postgres {
			// One replica loads while the others wait; the number is arbitrary and belongs to this task alone.
			if err := tx.Exec("SELECT pg_advisory_xact_lock(7240186)").Error; err != nil {
				return err
			}
		}
		claimed := tx.Exec("INSERT INTO libraries (hash, loaded_at, questions) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING", l.Hash, now, len(l.Questions))
		if claimed.Error != nil || claimed.RowsAffected == 0 {
			loaded = false
			return claimed.Error
		}
		loaded = true
		for _, statement := range []string{
			"DELETE FROM facts WHERE organisation_id = ?", "DELETE FROM rejections WHERE organisation_id = ?", "DELETE FROM contradictions WHERE organisation_id = ?",
			"UPDATE questions SET state = 'retired' WHERE organisation_id = ?",
		} {
			if err := tx.Exec(statement, people.PublicOrganisation).Error; err != nil {
				return err
			}
		}
		if err := insertFindings(tx, l, now); err != nil {
			return err
		}
		if err := insertQuestions(tx, people.PublicOrganisation, l.Questions, now); err != nil {
			return err
		}
		if err := replacePassages(tx, l.Passages); err != nil {
			return err
		}
		return saveLibraryQuizzes(tx, l.Quizzes, now)
	})
	return loaded && err == nil, err
}

// saveLibraryQuizzes replaces the library's quizzes. One that the new version no longer has stays where something was assigned with it. One whose slug a
// person has taken is left out, because the address is theirs.
func saveLibraryQuizzes(tx *gorm.DB, quizzes []quiz.Blueprint, now moment) error {
	slugs := make([]string, len(quizzes))
	for place, blueprint := range quizzes {
		slugs[place] = blueprint.Slug
		if err := saveLibraryQuiz(tx, &blueprint, place, now); err != nil {
			return err
		}
	}
	return tx.Exec(`DELETE FROM quizzes WHERE organisation_id = ? AND owner_id IS NULL AND slug NOT IN ?
		AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a.quiz = quizzes.slug) AND NOT EXISTS (SELECT 1 FROM screenings s WHERE s.quiz = quizzes.slug)`,
		people.PublicOrganisation, append(slugs, "")).Error
}

func insertFindings(tx *gorm.DB, l *Library, now moment) error {
	facts := make([]factRow, len(l.Facts))
	for i, fact := range l.Facts {
		facts[i] = factRow{fact.ID, people.PublicOrganisation, fact.Document, fact.Topic, fact.Subject, fact.Relation, fact.Object, document[[]bank.Quote]{fact.Quotes}, string(fact.Status), fact.Origin}
	}
	rejections := make([]rejectionRow, len(l.Rejections))
	for i, rejection := range l.Rejections {
		rejections[i] = rejectionRow{rowID("rejection", rejection.Schema, strings.Join(rejection.Facts, " "), rejection.Reason), people.PublicOrganisation, rejection.Schema, document[[]string]{rejection.Facts}, rejection.Reason, now}
	}
	contradictions := make([]contradictionRow, len(l.Contradictions))
	for i, contradiction := range l.Contradictions {
		contradictions[i] = contradictionRow{rowID("contradiction", strings.Join(contradiction.Facts, " "), contradiction.Reason), people.PublicOrganisation, document[[]string]{contradiction.Facts}, contradiction.Reason, now}
	}
	repeated := clause.OnConflict{DoNothing: true}
	for _, insert := range []func() error{
		func() error { return insertAll(tx.Clauses(repeated), facts) },
		func() error { return insertAll(tx.Clauses(repeated), rejections) },
		func() error { return insertAll(tx.Clauses(repeated), contradictions) },
	} {
		if err := insert(); err != nil {
			return err
		}
	}
	return nil
}

// rowID makes a row that says the same thing twice one row.
func rowID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

func insertQuestions(tx *gorm.DB, organisation string, questions []bank.Question, now moment) error {
	rows := make([]questionRow, len(questions))
	versions := make([]versionRow, len(questions))
	for i := range questions {
		q := &questions[i]
		version := q.Version()
		rows[i] = questionRow{
			ID: q.ID, OrganisationID: organisation, Version: version, Topic: q.Topic, Schema: q.Schema, Family: q.Family, Kind: string(q.Kind), Level: string(q.Level),
			Difficulty: q.Difficulty, Guessing: Guessing(q), Shuffled: q.Shuffled(), Facts: document[[]string]{q.Facts}, State: "live", UpdatedAt: now,
		}
		versions[i] = versionRow{version, organisation, q.ID, document[*bank.Question]{q}, now}
	}
	if err := insertAll(tx.Clauses(clause.OnConflict{DoNothing: true}), versions); err != nil {
		return err
	}
	return insertAll(tx.Clauses(clause.OnConflict{UpdateAll: true, Columns: []clause.Column{{Name: "organisation_id"}, {Name: "id"}}}), rows)
}

// Guessing is the guessing parameter of a question that nobody has calibrated: nine tenths of blind chance, because some learners are drawn to a wrong option.
func Guessing(q *bank.Question) float64 { return 0.9 * q.GuessingChance() }

func insertAll[R any](tx *gorm.DB, rows []R) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.CreateInBatches(rows, batch).Error
}
