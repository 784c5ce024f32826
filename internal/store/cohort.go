package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

type cohortRow struct {
	ID             string
	OrganisationID string
	OwnerID        string
	Name           string
	JoinToken      *string
	Sample         bool
	CreatedAt      moment `gorm:"autoCreateTime:false"`
	Members        int    `gorm:"->"`
}

func (cohortRow) TableName() string { return "cohorts" }

func (r *cohortRow) cohort() *people.Cohort {
	return &people.Cohort{ID: r.ID, Organisation: r.OrganisationID, Owner: r.OwnerID, Name: r.Name, JoinToken: deref(r.JoinToken), Members: r.Members, CreatedAt: r.CreatedAt.Time, Sample: r.Sample}
}

const cohortColumns = "c.*, (SELECT count(*) FROM cohort_members m WHERE m.cohort_id = c.id) AS members"

// AddCohort keeps a new cohort.
func (s *Store) AddCohort(ctx context.Context, c *people.Cohort) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		return tx.Create(&cohortRow{ID: c.ID, OrganisationID: c.Organisation, OwnerID: c.Owner, Name: c.Name, JoinToken: nullable(c.JoinToken), Sample: c.Sample, CreatedAt: at(c.CreatedAt)}).Error
	})
}

// Cohorts lists the cohorts that a member leads.
func (s *Store) Cohorts(ctx context.Context, owner string) ([]*people.Cohort, error) {
	var rows []cohortRow
	if err := s.view(ctx).Raw("SELECT "+cohortColumns+" FROM cohorts c WHERE c.owner_id = ? ORDER BY c.created_at, c.id", owner).Scan(&rows).Error; err != nil {
		return nil, translate(err)
	}
	cohorts := make([]*people.Cohort, len(rows))
	for i := range rows {
		cohorts[i] = rows[i].cohort()
	}
	return cohorts, nil
}

// Cohort returns a cohort that the member leads.
func (s *Store) Cohort(ctx context.Context, owner, id string) (*people.Cohort, error) {
	var row cohortRow
	if err := s.view(ctx).Raw("SELECT "+cohortColumns+" FROM cohorts c WHERE c.id = ? AND c.owner_id = ?", id, owner).Take(&row).Error; err != nil {
		return nil, translate(err)
	}
	return row.cohort(), nil
}

// CohortByToken returns the cohort that a join link leads to.
func (s *Store) CohortByToken(ctx context.Context, token string) (*people.Cohort, error) {
	if token == "" {
		return nil, notFound()
	}
	var row cohortRow
	if err := s.view(ctx).Raw("SELECT "+cohortColumns+" FROM cohorts c WHERE c.join_token = ?", token).Take(&row).Error; err != nil {
		return nil, translate(err)
	}
	return row.cohort(), nil
}

// SetJoinToken renews or, with an empty token, closes the join link of a cohort.
func (s *Store) SetJoinToken(ctx context.Context, owner, id, token string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		result := tx.Exec("UPDATE cohorts SET join_token = ? WHERE id = ? AND owner_id = ?", nullable(token), id, owner)
		if result.Error == nil && result.RowsAffected == 0 {
			return notFound()
		}
		return result.Error
	})
}

// JoinCohort makes a member a learner of the cohort that a link leads to. Joining twice changes nothing.
func (s *Store) JoinCohort(ctx context.Context, member, token string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		var row cohortRow
		if err := tx.Raw("SELECT * FROM cohorts WHERE join_token = ?", token).Take(&row).Error; err != nil {
			return err
		}
		return joinCohort(tx, row.ID, row.OrganisationID, member, at(s.Now()))
	})
}

// InCohort reports whether a member learns in a cohort.
func (s *Store) InCohort(ctx context.Context, member, cohort string) (bool, error) {
	var count int64
	err := s.view(ctx).Raw("SELECT count(*) FROM cohort_members WHERE cohort_id = ? AND member_id = ?", cohort, member).Scan(&count).Error
	return count > 0, translate(err)
}

// CohortsOf lists the cohorts that a member learns in, with the name of whoever leads each.
func (s *Store) CohortsOf(ctx context.Context, member string) ([]people.Membership, error) {
	var rows []people.Membership
	err := s.view(ctx).Raw(`SELECT k.id AS cohort, k.name, l.name AS leader FROM cohort_members c JOIN cohorts k ON k.id = c.cohort_id JOIN members l ON l.id = k.owner_id
		WHERE c.member_id = ? ORDER BY c.joined_at, k.id`, member).Scan(&rows).Error
	return rows, translate(err)
}

// LeaveCohort takes a learner out of a cohort. Their attempts stay their own and out of the leader's sight; how many took a quiz stays counted.
func (s *Store) LeaveCohort(ctx context.Context, member, cohort string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		left := tx.Exec("DELETE FROM cohort_members WHERE cohort_id = ? AND member_id = ?", cohort, member)
		if left.Error == nil && left.RowsAffected == 0 {
			return notFound()
		}
		return left.Error
	})
}

func joinCohort(tx *gorm.DB, cohort, organisation, member string, now moment) error {
	return tx.Exec("INSERT INTO cohort_members (cohort_id, member_id, organisation_id, joined_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", cohort, member, organisation, now).Error
}

// Assign gives a quiz that the member may take to a cohort that the member leads.
func (s *Store) Assign(ctx context.Context, owner string, a *people.Assignment) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		var row cohortRow
		if err := tx.Raw("SELECT * FROM cohorts WHERE id = ? AND owner_id = ?", a.Cohort, owner).Take(&row).Error; err != nil {
			return err
		}
		if err := mayGive(tx, owner, a.Quiz); err != nil {
			return err
		}
		return tx.Exec("INSERT INTO assignments (id, organisation_id, cohort_id, quiz, due_at, created_at) VALUES (?, ?, ?, ?, ?, ?)",
			a.ID, row.OrganisationID, a.Cohort, a.Quiz, at(a.Due), at(s.Now())).Error
	})
}

type assignmentRow struct {
	ID        string
	CohortID  string
	Quiz      string
	Title     string
	DueAt     moment
	CreatedAt moment
	Leader    string
	Done      int
}

func (r *assignmentRow) assignment() people.Assignment {
	return people.Assignment{ID: r.ID, Cohort: r.CohortID, Quiz: r.Quiz, Title: r.Title, Due: r.DueAt.Time, CreatedAt: r.CreatedAt.Time, Leader: r.Leader, Done: r.Done}
}

// Assignments lists what a cohort was given, with how many of its learners have sent it.
func (s *Store) Assignments(ctx context.Context, cohort string) ([]people.Assignment, error) {
	return s.assignments(ctx, `SELECT a.id, a.cohort_id, a.quiz, q.title, a.due_at, a.created_at, '' AS leader,
		(SELECT count(DISTINCT t.member_id) FROM attempts t WHERE t.assignment_id = a.id AND t.state IN ('submitted', 'expired')) AS done
		FROM assignments a JOIN quizzes q ON q.slug = a.quiz WHERE a.cohort_id = ? ORDER BY a.due_at IS NOT NULL, a.due_at DESC, a.created_at DESC, a.id`, cohort)
}

// AssignedTo lists what a member was given and has not sent, what is due first before the rest.
func (s *Store) AssignedTo(ctx context.Context, member string) ([]people.Assignment, error) {
	return s.assignments(ctx, `SELECT a.id, a.cohort_id, a.quiz, q.title, a.due_at, a.created_at, l.name AS leader, 0 AS done
		FROM assignments a JOIN quizzes q ON q.slug = a.quiz JOIN cohort_members c ON c.cohort_id = a.cohort_id JOIN cohorts k ON k.id = a.cohort_id JOIN members l ON l.id = k.owner_id
		WHERE c.member_id = ? AND NOT EXISTS (SELECT 1 FROM attempts t WHERE t.assignment_id = a.id AND t.member_id = c.member_id AND t.state IN ('submitted', 'expired'))
		ORDER BY a.due_at IS NULL, a.due_at, a.created_at, a.id`, member)
}

func (s *Store) assignments(ctx context.Context, query string, args ...any) ([]people.Assignment, error) {
	var rows []assignmentRow
	if err := s.view(ctx).Raw(query, args...).Scan(&rows).Error; err != nil {
		return nil, translate(err)
	}
	list := make([]people.Assignment, len(rows))
	for i := range rows {
		list[i] = rows[i].assignment()
	}
	return list, nil
}

// CohortLearners returns the members of a cohort with what is known of each, in the order of their names, in two reads whatever the size. Only answers
// given through the cohort's assignments count: what a person does elsewhere is theirs.
func (s *Store) CohortLearners(ctx context.Context, owner, id string) ([]CohortLearner, error) {
	return s.cohortLearners(ctx, owner, id, "")
}

// CohortLearner returns one member of a cohort that the owner leads, with the attempts that they sent through it.
func (s *Store) CohortLearner(ctx context.Context, owner, id, member string) (CohortLearner, error) {
	if member == "" {
		return CohortLearner{}, notFound()
	}
	learners, err := s.cohortLearners(ctx, owner, id, member)
	if err == nil && len(learners) == 0 {
		err = notFound()
	}
	if err != nil {
		return CohortLearner{}, err
	}
	return learners[0], nil
}

// cohortLearners reads all members of a cohort, or the one that is named.
func (s *Store) cohortLearners(ctx context.Context, owner, id, only string) ([]CohortLearner, error) {
	var rows []struct {
		ID       string
		Name     string
		JoinedAt moment
	}
	err := s.view(ctx).Raw(`SELECT m.id, m.name, c.joined_at FROM cohort_members c JOIN members m ON m.id = c.member_id JOIN cohorts k ON k.id = c.cohort_id
		WHERE k.id = ? AND k.owner_id = ? AND (? = '' OR m.id = ?) ORDER BY m.name, m.id`, id, owner, only, only).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	learners := make([]CohortLearner, len(rows))
	index := map[string]int{}
	for i, row := range rows {
		learners[i] = CohortLearner{Member: row.ID, Name: row.Name, JoinedAt: row.JoinedAt.Time}
		index[row.ID] = i
	}
	var attempts []attemptRow
	err = s.view(ctx).Raw(`SELECT t.* FROM attempts t JOIN assignments a ON a.id = t.assignment_id JOIN cohorts k ON k.id = a.cohort_id
		WHERE k.id = ? AND k.owner_id = ? AND (? = '' OR t.member_id = ?) AND t.state IN ('submitted', 'expired') ORDER BY t.ended_at, t.id`, id, owner, only, only).Scan(&attempts).Error
	if err != nil {
		return nil, translate(err)
	}
	for i := range attempts {
		if k, member := index[attempts[i].MemberID]; member {
			learners[k].Attempts = append(learners[k].Attempts, attempts[i].attempt())
		}
	}
	return learners, nil
}

// CohortLearner is one learner of a cohort with the attempts that they sent through it.
type CohortLearner struct {
	Member   string
	Name     string
	JoinedAt time.Time
	Attempts []*quiz.Attempt
}

// Assignment returns an assignment that was given to the member.
func (s *Store) Assignment(ctx context.Context, member, id string) (people.Assignment, error) {
	list, err := s.assignments(ctx, `SELECT a.id, a.cohort_id, a.quiz, q.title, a.due_at, a.created_at, l.name AS leader, 0 AS done
		FROM assignments a JOIN quizzes q ON q.slug = a.quiz JOIN cohort_members c ON c.cohort_id = a.cohort_id JOIN cohorts k ON k.id = a.cohort_id JOIN members l ON l.id = k.owner_id
		WHERE c.member_id = ? AND a.id = ?`, member, id)
	if err != nil {
		return people.Assignment{}, err
	}
	if len(list) == 0 {
		return people.Assignment{}, fault.New(fault.NotFound, "This quiz was not given to you.")
	}
	return list[0], nil
}
