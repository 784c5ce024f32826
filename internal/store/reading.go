package store

import (
	"context"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

// LibraryOn returns which version of the library is live, empty for none, and how many of its questions are on a topic.
func (s *Store) LibraryOn(ctx context.Context, topic string) (hash string, questions int, err error) {
	var row struct {
		Hash  string
		Count int
	}
	err = s.view(ctx).Raw(`SELECT coalesce((SELECT hash FROM libraries ORDER BY loaded_at DESC, hash LIMIT 1), '') AS hash,
		(SELECT count(*) FROM questions WHERE organisation_id = ? AND topic = ? AND state = 'live') AS count`, people.PublicOrganisation, topic).Scan(&row).Error
	return row.Hash, row.Count, translate(err)
}

// TopicQuestions returns the library's live questions on a topic with their keys, by id. They are not remembered: whoever asks keeps what it needs.
func (s *Store) TopicQuestions(ctx context.Context, topic string) ([]*bank.Question, error) {
	var rows []versionRow
	err := s.view(ctx).Raw(`SELECT v.version, v.content FROM questions q JOIN question_versions v ON v.version = q.version
		WHERE q.organisation_id = ? AND q.topic = ? AND q.state = 'live' ORDER BY q.id`, people.PublicOrganisation, topic).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	questions := make([]*bank.Question, len(rows))
	for i := range rows {
		questions[i] = rows[i].Content.of
	}
	return questions, nil
}

// Facts returns the library's facts of one relation, by document and id.
func (s *Store) Facts(ctx context.Context, relation string) ([]bank.Fact, error) {
	var rows []factRow
	err := s.view(ctx).Where("organisation_id = ? AND relation = ?", people.PublicOrganisation, relation).Order("document, id").Find(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	facts := make([]bank.Fact, len(rows))
	for i, row := range rows {
		facts[i] = bank.Fact{
			ID: row.ID, Document: row.Document, Topic: row.Topic, Subject: row.Subject, Relation: row.Relation, Object: row.Object,
			Quotes: row.Quotes.of, Status: bank.FactStatus(row.Status), Origin: row.Origin,
		}
	}
	return facts, nil
}

// learnerOnRow is a learner with one answered question, or with none where every column of it is null.
type learnerOnRow struct {
	Ability  document[quiz.Ability]
	LastSeen document[map[string]time.Time]
	Asked    askedRow `gorm:"embedded"`
}

// LearnerOn is Learner with the answered questions of one topic alone, which is what a page about the topic needs, in one read.
func (s *Store) LearnerOn(ctx context.Context, member, topic string) (*quiz.Learner, error) {
	var rows []learnerOnRow
	err := s.view(ctx).Raw(`SELECT l.ability, l.last_seen, a.* FROM learners l LEFT JOIN asked a ON a.member_id = l.member_id AND a.topic = ? AND a.last_at IS NOT NULL
		WHERE l.member_id = ?`, topic, member).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	l := quiz.NewLearner(member)
	for i, row := range rows {
		if i == 0 {
			l.Ability = row.Ability.of
			if row.LastSeen.of != nil {
				l.LastSeen = row.LastSeen.of
			}
		}
		if r := row.Asked; r.QuestionID != "" {
			l.Asked[r.QuestionID] = &quiz.Asked{Question: r.QuestionID, Topic: r.Topic, Seen: r.Seen, Missed: r.Missed, RightSince: r.RightSince, Misses: r.Misses, MissedAt: r.MissedAt.Time, MissedAttempt: r.MissedAttempt, MissedItem: r.MissedItem, LastMark: r.LastMark, LastAt: r.LastAt.Time}
		}
	}
	return l, nil
}
