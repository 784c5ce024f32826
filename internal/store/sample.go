package store

import (
	"context"

	"gorm.io/gorm"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
)

// SampleOrganisation is where the people live who do not exist.
const SampleOrganisation = "sample"

// Sample is what a demonstration shows: people who do not exist, with what they did.
type Sample struct {
	Members []SampleMember
	Quizzes []quiz.Blueprint
	Cohorts []people.Cohort
	// Joined holds the members of each cohort by its id.
	Joined      map[string][]string
	Assignments []people.Assignment
	Attempts    []*quiz.Attempt
	Learners    []*quiz.Learner
	Screenings  []screening.Screening
	Candidates  []SampleCandidate
}

// SampleMember is a member; the hash is empty for those who cannot sign in.
type SampleMember struct {
	people.Member
	PasswordHash string
}

// SampleCandidate is a candidate with the member who answered, empty for one who has not begun.
type SampleCandidate struct {
	screening.Candidate
	Member string
}

// HadSample reports whether this database was made for a demonstration, whether its people are still there or have been cleared.
func (s *Store) HadSample(ctx context.Context) (bool, error) {
	var count int64
	err := s.view(ctx).Raw("SELECT count(*) FROM organisations WHERE id = ?", SampleOrganisation).Scan(&count).Error
	return count > 0, translate(err)
}

// HasSample reports whether the people who do not exist are there.
func (s *Store) HasSample(ctx context.Context) (bool, error) {
	var count int64
	err := s.view(ctx).Raw("SELECT count(*) FROM (SELECT 1 FROM members WHERE organisation_id = ? LIMIT 1) AS found", SampleOrganisation).Scan(&count).Error
	return count > 0, translate(err)
}

// AddSample fills a database in which nobody has an account yet, in one transaction. Of several replicas one wins, and the others find it done.
func (s *Store) AddSample(ctx context.Context, sample *Sample) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		now := at(s.Now())
		claimed := tx.Exec("INSERT INTO organisations (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING", SampleOrganisation, "Sample", now)
		if claimed.Error != nil || claimed.RowsAffected == 0 {
			return claimed.Error
		}
		var accounts int64
		if err := tx.Raw("SELECT count(*) FROM (SELECT 1 FROM members WHERE email IS NOT NULL LIMIT 1) AS found").Scan(&accounts).Error; err != nil {
			return err
		}
		if accounts > 0 {
			return fault.New(fault.Conflict, "this database belongs to real people, so no sample people are added; name another with --db, or leave --demo out")
		}
		for i := range sample.Members {
			if err := s.addMember(tx, &sample.Members[i].Member, sample.Members[i].PasswordHash); err != nil {
				return err
			}
		}
		for i := range sample.Quizzes {
			if err := tx.Create(quizRowOf(&sample.Quizzes[i], builtPlace, now)).Error; err != nil {
				return err
			}
		}
		if err := addSampleCohorts(tx, sample, now); err != nil {
			return err
		}
		if err := addSampleScreenings(tx, sample); err != nil {
			return err
		}
		for _, a := range sample.Attempts {
			if err := tx.Create(rowOf(a)).Error; err != nil {
				return err
			}
			if err := appendJournal(tx, a); err != nil {
				return err
			}
		}
		for _, l := range sample.Learners {
			if err := s.saveLearner(tx, l, nil, SampleOrganisation); err != nil {
				return err
			}
		}
		return nil
	})
}

func addSampleCohorts(tx *gorm.DB, sample *Sample, now moment) error {
	for _, c := range sample.Cohorts {
		row := cohortRow{ID: c.ID, OrganisationID: c.Organisation, OwnerID: c.Owner, Name: c.Name, JoinToken: nullable(c.JoinToken), Sample: true, CreatedAt: at(c.CreatedAt)}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		for _, member := range sample.Joined[c.ID] {
			if err := joinCohort(tx, c.ID, c.Organisation, member, at(c.CreatedAt)); err != nil {
				return err
			}
		}
	}
	for _, a := range sample.Assignments {
		err := tx.Exec("INSERT INTO assignments (id, organisation_id, cohort_id, quiz, due_at, created_at) VALUES (?, ?, ?, ?, ?, ?)",
			a.ID, SampleOrganisation, a.Cohort, a.Quiz, at(a.Due), now).Error
		if err != nil {
			return err
		}
	}
	return nil
}

func addSampleScreenings(tx *gorm.DB, sample *Sample) error {
	for _, x := range sample.Screenings {
		if err := tx.Create(&screeningRow{x.ID, x.Organisation, x.Owner, x.Title, x.Quiz, x.CutScore, true, at(x.CreatedAt)}).Error; err != nil {
			return err
		}
	}
	for _, c := range sample.Candidates {
		row := candidateRow{
			ID: c.ID, OrganisationID: SampleOrganisation, ScreeningID: c.Screening, Code: c.Code, Name: c.Name, Email: c.Email, ExtraTime: c.ExtraTime,
			TokenHash: rowID("sample candidate", c.ID), MemberID: nullable(c.Member), AttemptID: nullable(c.Attempt), InvitedAt: at(c.InvitedAt), ExpiresAt: at(c.ExpiresAt),
		}
		if c.Member != "" {
			row.UsedAt = at(c.InvitedAt)
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// ClearSample removes the people who do not exist and all that they did, with what a visitor gave them by signing in as one of them. Their organisation
// stays, empty: it marks the database as one that a demonstration made.
func (s *Store) ClearSample(ctx context.Context) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		const members = "(SELECT id FROM members WHERE organisation_id = @sample)"
		for _, statement := range []string{
			"DELETE FROM answers WHERE attempt_id IN (SELECT id FROM attempts WHERE member_id IN " + members + ")",
			"DELETE FROM candidates WHERE organisation_id = @sample OR member_id IN " + members,
			"DELETE FROM screenings WHERE organisation_id = @sample OR owner_id IN " + members,
			"DELETE FROM attempts WHERE member_id IN " + members,
			"DELETE FROM cohorts WHERE organisation_id = @sample OR owner_id IN " + members,
			"DELETE FROM quizzes WHERE organisation_id = @sample OR owner_id IN " + members,
			"DELETE FROM question_reports WHERE organisation_id = @sample",
			"DELETE FROM members WHERE organisation_id = @sample",
		} {
			if err := tx.Exec(statement, map[string]any{"sample": SampleOrganisation}).Error; err != nil {
				return err
			}
		}
		return nil
	})
}
