package store

import (
	"context"
	"errors"
	"sort"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"touchstone/internal/quiz"
)

type learnerRow struct {
	MemberID       string `gorm:"primaryKey"`
	OrganisationID string
	Ability        document[quiz.Ability]
	LastSeen       document[map[string]time.Time]
	UpdatedAt      moment `gorm:"autoUpdateTime:false"`
}

func (learnerRow) TableName() string { return "learners" }

type askedRow struct {
	MemberID       string `gorm:"primaryKey"`
	QuestionID     string `gorm:"primaryKey"`
	OrganisationID string
	Topic          string
	Seen           int
	Missed         bool
	RightSince     int
	Misses         int
	MissedAt       moment
	MissedAttempt  string
	MissedItem     int
	LastMark       float64
	LastAt         moment
}

func (askedRow) TableName() string { return "asked" }

// countSeen adds one to a history that exists already.
var countSeen = clause.OnConflict{
	Columns:   []clause.Column{{Name: "member_id"}, {Name: "question_id"}},
	DoUpdates: clause.Assignments(map[string]any{"seen": gorm.Expr("asked.seen + 1")}),
}

// Learner returns what is known of a member.
func (s *Store) Learner(ctx context.Context, member string) (*quiz.Learner, error) {
	l, err := loadLearner(s.view(ctx), member)
	return l, translate(err)
}

func loadLearner(tx *gorm.DB, member string) (*quiz.Learner, error) {
	l := quiz.NewLearner(member)
	var row learnerRow
	switch err := tx.Where("member_id = ?", member).Take(&row).Error; {
	case err == nil:
		l.Ability = row.Ability.of
		if row.LastSeen.of != nil {
			l.LastSeen = row.LastSeen.of
		}
	case !errors.Is(err, gorm.ErrRecordNotFound):
		return nil, err
	}
	var rows []askedRow
	if err := tx.Where("member_id = ?", member).Find(&rows).Error; err != nil {
		return nil, err
	}
	for _, r := range rows {
		l.Asked[r.QuestionID] = &quiz.Asked{Question: r.QuestionID, Topic: r.Topic, Seen: r.Seen, Missed: r.Missed, RightSince: r.RightSince, Misses: r.Misses, MissedAt: r.MissedAt.Time, MissedAttempt: r.MissedAttempt, MissedItem: r.MissedItem, LastMark: r.LastMark, LastAt: r.LastAt.Time}
	}
	return l, nil
}

// historyOf copies what is known of each question, so that saving can tell what has changed.
func historyOf(l *quiz.Learner) map[string]quiz.Asked {
	history := make(map[string]quiz.Asked, len(l.Asked))
	for id, asked := range l.Asked {
		history[id] = *asked
	}
	return history
}

// saveLearner writes back what is known, of the questions only those that differ from before. Rows are written in the order of their keys, so that two
// transactions cannot wait for each other.
func (s *Store) saveLearner(tx *gorm.DB, l *quiz.Learner, before map[string]quiz.Asked, organisation string) error {
	row := learnerRow{l.Member, organisation, document[quiz.Ability]{l.Ability}, document[map[string]time.Time]{l.LastSeen}, at(s.Now())}
	if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
		return err
	}
	var rows []askedRow
	for _, a := range l.Asked {
		if was, known := before[a.Question]; !known || was != *a {
			rows = append(rows, askedRow{l.Member, a.Question, organisation, a.Topic, a.Seen, a.Missed, a.RightSince, a.Misses, at(a.MissedAt), a.MissedAttempt, a.MissedItem, a.LastMark, at(a.LastAt)})
		}
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].QuestionID < rows[j].QuestionID })
	return insertAll(tx.Clauses(clause.OnConflict{UpdateAll: true}), rows)
}
