package store

import (
	"context"

	"gorm.io/gorm"

	"touchstone/internal/bank"
	"touchstone/internal/quiz"
)

// answerRow is one entry of the journal.
type answerRow struct {
	AttemptID      string
	Seq            int
	OrganisationID string
	Item           int
	QuestionID     string
	Version        string
	Response       document[bank.Response]
	Mark           float64
	At             moment
}

func (answerRow) TableName() string { return "answers" }

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
	if err != nil {
		return nil, err
	}
	return changed, nil
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

const (
	insertAnswer  = "INSERT INTO answers (attempt_id, seq, organisation_id, item, question_id, version, response, mark, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
	updateAttempt = "UPDATE attempts SET state = ?, started_at = ?, deadline_at = ?, ended_at = ?, seq = ?, progress = ?, result = ? WHERE id = ?"
)

// saveAttempt appends the journal and writes what may change. The plan is never written again. One answer, which is the common case, is one statement on PostgreSQL,
// where each costs a journey to the server.
func saveAttempt(tx *gorm.DB, a *quiz.Attempt) error {
	changes := []any{string(a.State), at(a.StartedAt), at(a.Deadline), at(a.EndedAt), a.Seq, progressOf(a), resultDocument(a.Result), a.ID}
	if len(a.Journal) == 1 && tx.Name() == string(postgres) {
		return tx.Exec("WITH kept AS ("+insertAnswer+") "+updateAttempt, append(rowOfEntry(a, &a.Journal[0]).values(), changes...)...).Error
	}
	if err := appendJournal(tx, a); err != nil {
		return err
	}
	return tx.Exec(updateAttempt, changes...).Error
}

func appendJournal(tx *gorm.DB, a *quiz.Attempt) error {
	for i := range a.Journal {
		if err := tx.Exec(insertAnswer, rowOfEntry(a, &a.Journal[i]).values()...).Error; err != nil {
			return err
		}
	}
	return nil
}

func rowOfEntry(a *quiz.Attempt, e *quiz.Entry) *answerRow {
	return &answerRow{a.ID, e.Seq, a.Organisation, e.Item, e.Question, e.Version, document[bank.Response]{e.Response}, e.Mark, at(e.At)}
}

// values are in the order of insertAnswer.
func (r *answerRow) values() []any {
	return []any{r.AttemptID, r.Seq, r.OrganisationID, r.Item, r.QuestionID, r.Version, r.Response, r.Mark, r.At}
}
