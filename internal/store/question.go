package store

import (
	"context"

	"gorm.io/gorm"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

type questionRow struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string `gorm:"primaryKey"`
	Version        string
	Topic          string
	Schema         string
	Family         string
	Kind           string
	Level          string
	Difficulty     float64
	Guessing       float64
	Shuffled       int
	Facts          document[[]string]
	State          string
	UpdatedAt      moment `gorm:"autoUpdateTime:false"`
}

func (questionRow) TableName() string { return "questions" }

// poolRow is a question with how often one member has been asked it.
type poolRow struct {
	Question questionRow `gorm:"embedded"`
	Seen     int
}

type versionRow struct {
	Version        string `gorm:"primaryKey"`
	OrganisationID string
	QuestionID     string
	Content        document[*bank.Question]
	CreatedAt      moment `gorm:"autoCreateTime:false"`
}

func (versionRow) TableName() string { return "question_versions" }

// Version returns a pinned version of a question. Versions never change, so they are remembered.
func (s *Store) Version(ctx context.Context, version string) (*bank.Question, error) {
	q, err := s.version(s.view(ctx), version)
	return q, translate(err)
}

// Versions returns several pinned versions by their hash, in one read for those that are not remembered.
func (s *Store) Versions(ctx context.Context, versions []string) (map[string]*bank.Question, error) {
	found := make(map[string]*bank.Question, len(versions))
	var missing []string
	for _, version := range versions {
		if q, ok := s.versions.get(version); ok {
			found[version] = q
		} else {
			missing = append(missing, version)
		}
	}
	if len(missing) == 0 {
		return found, nil
	}
	var rows []versionRow
	if err := s.view(ctx).Where("version IN ?", missing).Find(&rows).Error; err != nil {
		return nil, translate(err)
	}
	for _, row := range rows {
		s.versions.put(row.Version, row.Content.of)
		found[row.Version] = row.Content.of
	}
	for _, version := range missing {
		if found[version] == nil {
			return nil, fault.New(fault.NotFound, "A question of this attempt is missing from the bank.")
		}
	}
	return found, nil
}

// Pool returns the live questions on some topics with how often a member has been asked each. The library's questions are everybody's; an organisation's own are its members'.
func (s *Store) Pool(ctx context.Context, organisation, member string, topics []string) ([]quiz.Candidate, error) {
	return pool(s.view(ctx), organisation, member, topics)
}

func pool(tx *gorm.DB, organisation, member string, topics []string) ([]quiz.Candidate, error) {
	var rows []poolRow
	err := tx.Raw(`SELECT q.*, coalesce(a.seen, 0) AS seen FROM questions q LEFT JOIN asked a ON a.member_id = ? AND a.question_id = q.id
		WHERE q.organisation_id IN ? AND q.state = 'live' AND q.topic IN ? ORDER BY q.id`,
		member, []string{people.PublicOrganisation, organisation}, topics).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	return candidatesOf(rows), nil
}

func candidatesOf(rows []poolRow) []quiz.Candidate {
	candidates := make([]quiz.Candidate, len(rows))
	for i := range rows {
		q := &rows[i].Question
		candidates[i] = quiz.Candidate{
			ID: q.ID, Version: q.Version, Topic: q.Topic, Family: q.Family, Schema: q.Schema, Kind: bank.Kind(q.Kind),
			Facts: q.Facts.of, Difficulty: q.Difficulty, Guessing: q.Guessing, Shuffled: q.Shuffled, Seen: rows[i].Seen,
		}
	}
	return candidates
}

// Missed returns a member's mistakes as candidates, the oldest first.
func (s *Store) Missed(ctx context.Context, organisation, member string) ([]quiz.Candidate, error) {
	var rows []poolRow
	err := s.view(ctx).Raw(`SELECT q.*, a.seen AS seen FROM asked a JOIN questions q ON q.id = a.question_id AND q.organisation_id IN ?
		WHERE a.member_id = ? AND a.missed AND q.state = 'live' ORDER BY a.last_at, q.id`, []string{people.PublicOrganisation, organisation}, member).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	return candidatesOf(rows), nil
}

// QuestionCounts returns how many live questions of the library each topic has. A computed question counts once, however many variants it has.
func (s *Store) QuestionCounts(ctx context.Context) (map[string]int, error) {
	var rows []struct {
		Topic string
		Count int
	}
	err := s.view(ctx).Raw(`SELECT topic, count(DISTINCT CASE WHEN schema IN ? THEN family ELSE id END) AS count FROM questions
		WHERE organisation_id = ? AND state = 'live' GROUP BY topic`, bank.ComputedSchemas(), people.PublicOrganisation).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Topic] = row.Count
	}
	return counts, nil
}
