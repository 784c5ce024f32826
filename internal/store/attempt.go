package store

import (
	"context"
	"sort"
	"time"

	"gorm.io/gorm"

	"touchstone/internal/quiz"
)

// attemptRow splits an attempt into plan, which is pinned and never written again, and progress, which each answer rewrites.
type attemptRow struct {
	ID             string
	OrganisationID string
	MemberID       string
	Quiz           string
	AssignmentID   *string
	CandidateID    *string
	Title          string
	Mode           string
	PassMark       int
	LimitSeconds   int64
	State          string
	Sample         bool
	CreatedAt      moment `gorm:"autoCreateTime:false"`
	StartedAt      moment
	DeadlineAt     moment
	EndedAt        moment
	Seq            int
	Plan           plan
	Progress       progress
	Result         *document[*quiz.Result]
}

func (attemptRow) TableName() string { return "attempts" }

func rowOf(a *quiz.Attempt) *attemptRow {
	planned := make(plan, len(a.Items))
	for i, item := range a.Items {
		planned[i] = plannedItem{item.Question, item.Version, item.Topic, item.Order, item.Difficulty, item.Guessing}
	}
	return &attemptRow{
		ID: a.ID, OrganisationID: a.Organisation, MemberID: a.Owner, Quiz: a.Quiz, AssignmentID: nullable(a.Assignment), CandidateID: nullable(a.Candidate),
		Title: a.Title, Mode: string(a.Mode), PassMark: a.PassMark, LimitSeconds: int64(a.Limit / time.Second), State: string(a.State), Sample: a.Sample,
		CreatedAt: at(a.CreatedAt), StartedAt: at(a.StartedAt), DeadlineAt: at(a.Deadline), EndedAt: at(a.EndedAt), Seq: a.Seq,
		Plan: planned, Progress: progressOf(a), Result: resultDocument(a.Result),
	}
}

func progressOf(a *quiz.Attempt) progress {
	now := make(progress, len(a.Items))
	for i, item := range a.Items {
		now[i] = progressItem{item.Answer, item.Flagged}
	}
	return now
}

func (r *attemptRow) attempt() *quiz.Attempt {
	a := &quiz.Attempt{
		ID: r.ID, Organisation: r.OrganisationID, Owner: r.MemberID, Quiz: r.Quiz, Assignment: deref(r.AssignmentID), Candidate: deref(r.CandidateID),
		Title: r.Title, Mode: quiz.Mode(r.Mode), PassMark: r.PassMark, Limit: time.Duration(r.LimitSeconds) * time.Second, State: quiz.State(r.State), Sample: r.Sample,
		CreatedAt: r.CreatedAt.Time, StartedAt: r.StartedAt.Time, Deadline: r.DeadlineAt.Time, EndedAt: r.EndedAt.Time, Seq: r.Seq,
		Items: make([]quiz.Item, len(r.Plan)),
	}
	if r.Result != nil {
		a.Result = r.Result.of
	}
	for i, p := range r.Plan {
		a.Items[i] = quiz.Item{Question: p.Question, Version: p.Version, Topic: p.Topic, Order: p.Order, Difficulty: p.Difficulty, Guessing: p.Guessing}
		if i < len(r.Progress) {
			a.Items[i].Answer, a.Items[i].Flagged = r.Progress[i].Answer, r.Progress[i].Flagged
		}
	}
	return a
}

// attemptColumns are read into columns. Every page and answer of an attempt begins with them, and GORM's own way from rows to structs takes longer than the database.
const attemptColumns = `a.id, a.organisation_id, a.member_id, a.quiz, a.assignment_id, a.candidate_id, a.title, a.mode, a.pass_mark, a.limit_seconds, a.state, a.sample,
	a.created_at, a.started_at, a.deadline_at, a.ended_at, a.seq, a.plan, a.progress, a.result`

const selectAttempt = "SELECT " + attemptColumns + " FROM attempts a WHERE a.id = ? AND a.member_id = ?"

var (
	attemptOf       = hot(selectAttempt)
	attemptForWrite = hot(selectAttempt + " FOR UPDATE")
)

func (r *attemptRow) columns() []any {
	return []any{
		&r.ID, &r.OrganisationID, &r.MemberID, &r.Quiz, &r.AssignmentID, &r.CandidateID, &r.Title, &r.Mode, &r.PassMark, &r.LimitSeconds, &r.State, &r.Sample,
		&r.CreatedAt, &r.StartedAt, &r.DeadlineAt, &r.EndedAt, &r.Seq, &r.Plan, &r.Progress, &r.Result,
	}
}

// Attempt returns a member's attempt. Another's attempt does not exist.
func (s *Store) Attempt(ctx context.Context, owner, id string) (*quiz.Attempt, error) {
	var row attemptRow
	if err := s.one(ctx, s.read, attemptOf, []any{id, owner}, row.columns()...); err != nil {
		return nil, translate(err)
	}
	return row.attempt(), nil
}

// addAttempt keeps a new attempt and counts its questions as seen. Rows are written in the order of their keys, so that two transactions cannot wait for each other.
func addAttempt(tx *gorm.DB, a *quiz.Attempt) error {
	if err := tx.Create(rowOf(a)).Error; err != nil {
		return err
	}
	rows := make([]askedRow, len(a.Items))
	for i, item := range a.Items {
		rows[i] = askedRow{MemberID: a.Owner, QuestionID: item.Question, OrganisationID: a.Organisation, Topic: item.Topic, Seen: 1}
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].QuestionID < rows[j].QuestionID })
	return insertAll(tx.Clauses(countSeen), rows)
}

// StartAttempt keeps a new attempt unless the member has one open at the same quiz through the same door; then that one is returned. Starts of one member wait
// for each other, so that twenty at once make one attempt.
func (s *Store) StartAttempt(ctx context.Context, a *quiz.Attempt) (*quiz.Attempt, error) {
	kept := a
	err := s.transact(ctx, func(tx *gorm.DB) error {
		kept = a
		if err := s.lockMembers(tx, a.Owner); err != nil {
			return err
		}
		query := tx.Where("member_id = ? AND quiz = ? AND mode = ? AND state IN ?", a.Owner, a.Quiz, string(a.Mode), []string{string(quiz.Created), string(quiz.InProgress)})
		query = query.Where("deadline_at IS NULL OR deadline_at >= ?", at(s.Now().Add(-quiz.Grace)))
		query = whereNullable(query, "assignment_id", a.Assignment)
		query = whereNullable(query, "candidate_id", a.Candidate)
		var open []attemptRow
		if err := query.Order("created_at, id").Limit(1).Find(&open).Error; err != nil {
			return err
		}
		if len(open) == 1 {
			kept = open[0].attempt()
			return nil
		}
		return addAttempt(tx, a)
	})
	if err != nil {
		return nil, err
	}
	return kept, nil
}

func whereNullable(query *gorm.DB, column, value string) *gorm.DB {
	if value == "" {
		return query.Where(column + " IS NULL")
	}
	return query.Where(column+" = ?", value)
}

// lockMembers makes transactions on the same members wait for each other, in the order of their ids. It takes no lock that new rows of these members need.
func (s *Store) lockMembers(tx *gorm.DB, ids ...string) error {
	query := "SELECT id FROM members WHERE id IN ? ORDER BY id"
	if s.dialect == postgres {
		query += " FOR NO KEY UPDATE"
	}
	var found []string
	if err := tx.Raw(query, ids).Scan(&found).Error; err != nil {
		return err
	}
	if len(found) < len(ids) {
		return notFound()
	}
	return nil
}

// UpdateAttempt loads a member's attempt, lets change alter it, and saves it with the journal entries that change made, in one transaction. change may run twice.
// It writes even where change altered nothing: whoever repeats a request after a lost reply is told that it is kept only once that is durable.
func (s *Store) UpdateAttempt(ctx context.Context, owner, id string, change func(a *quiz.Attempt) error) (*quiz.Attempt, error) {
	var changed *quiz.Attempt
	err := s.transact(ctx, func(tx *gorm.DB) error {
		a, err := s.lockAttempt(tx, owner, id)
		if err != nil {
			return err
		}
		if err := change(a); err != nil {
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

// FinishAttempt is UpdateAttempt with what is known of the learner, which an attempt's end changes too. Ends of one member's attempts wait for each other, so
// that no fold is lost; an attempt that has ended stays as it is and change does not run.
func (s *Store) FinishAttempt(ctx context.Context, owner, id string, change func(a *quiz.Attempt, l *quiz.Learner) error) (*quiz.Attempt, error) {
	var changed *quiz.Attempt
	err := s.transact(ctx, func(tx *gorm.DB) error {
		if err := s.lockMembers(tx, owner); err != nil {
			return err
		}
		a, err := s.lockAttempt(tx, owner, id)
		if err != nil {
			return err
		}
		changed = a
		if a.Ended() {
			return saveAttempt(tx, a)
		}
		l, err := loadLearner(tx, owner)
		if err != nil {
			return err
		}
		before := historyOf(l)
		if err := change(a, l); err != nil {
			return err
		}
		if err := saveAttempt(tx, a); err != nil {
			return err
		}
		return s.saveLearner(tx, l, before, a.Organisation)
	})
	if err != nil {
		return nil, err
	}
	return changed, nil
}

func (s *Store) lockAttempt(tx *gorm.DB, owner, id string) (*quiz.Attempt, error) {
	var row attemptRow
	query := attemptOf
	if s.dialect == postgres {
		query = attemptForWrite
	}
	if err := s.one(tx.Statement.Context, tx, query, []any{id, owner}, row.columns()...); err != nil {
		return nil, err
	}
	return row.attempt(), nil
}

// resultDocument keeps no result as NULL.
func resultDocument(r *quiz.Result) *document[*quiz.Result] {
	if r == nil {
		return nil
	}
	return &document[*quiz.Result]{r}
}

// Overdue returns attempts whose time has run out, as owner and id, so that a job can end those that nobody visits.
func (s *Store) Overdue(ctx context.Context, limit int) ([][2]string, error) {
	var rows []struct{ MemberID, ID string }
	err := s.view(ctx).Raw("SELECT member_id, id FROM attempts WHERE state = 'in progress' AND deadline_at IS NOT NULL AND deadline_at < ? ORDER BY deadline_at LIMIT ?",
		at(s.Now().Add(-quiz.Grace)), limit).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	overdue := make([][2]string, len(rows))
	for i, row := range rows {
		overdue[i] = [2]string{row.MemberID, row.ID}
	}
	return overdue, nil
}

// Attempts lists a member's attempts, the latest first, without those that were made void.
func (s *Store) Attempts(ctx context.Context, owner string, limit int) ([]*quiz.Attempt, error) {
	var rows []attemptRow
	if err := s.view(ctx).Where("member_id = ? AND state <> 'void'", owner).Order("created_at DESC, id").Limit(limit).Find(&rows).Error; err != nil {
		return nil, translate(err)
	}
	list := make([]*quiz.Attempt, len(rows))
	for i := range rows {
		list[i] = rows[i].attempt()
	}
	return list, nil
}

// OpenAttempts lists a member's attempts that still take answers, the latest first.
func (s *Store) OpenAttempts(ctx context.Context, owner string) ([]*quiz.Attempt, error) {
	var rows []attemptRow
	err := s.view(ctx).Where("member_id = ? AND state = ?", owner, string(quiz.InProgress)).Where("deadline_at IS NULL OR deadline_at >= ?", at(s.Now().Add(-quiz.Grace))).
		Order("created_at DESC, id").Find(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	list := make([]*quiz.Attempt, len(rows))
	for i := range rows {
		list[i] = rows[i].attempt()
	}
	return list, nil
}
