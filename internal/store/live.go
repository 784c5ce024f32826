package store

import (
	"context"

	"touchstone/internal/bank"
	"touchstone/internal/people"
)

// LiveQuestions returns the library's live questions in the order of their ids.
func (s *Store) LiveQuestions(ctx context.Context) ([]bank.Question, error) {
	var rows []versionRow
	err := s.view(ctx).Raw(`SELECT v.* FROM question_versions v JOIN questions q ON q.version = v.version AND q.organisation_id = v.organisation_id
		WHERE q.organisation_id = ? AND q.state = 'live' ORDER BY q.id`, people.PublicOrganisation).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	questions := make([]bank.Question, len(rows))
	for i := range rows {
		questions[i] = *rows[i].Content.of
	}
	return questions, nil
}
