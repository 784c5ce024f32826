package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
)

type screeningRow struct {
	ID             string
	OrganisationID string
	OwnerID        string
	Title          string
	Quiz           string
	CutScore       int
	Sample         bool
	CreatedAt      moment `gorm:"autoCreateTime:false"`
}

func (screeningRow) TableName() string { return "screenings" }

func (r *screeningRow) screening() *screening.Screening {
	return &screening.Screening{ID: r.ID, Organisation: r.OrganisationID, Owner: r.OwnerID, Title: r.Title, Quiz: r.Quiz, CutScore: r.CutScore, CreatedAt: r.CreatedAt.Time, Sample: r.Sample}
}

type candidateRow struct {
	ID             string
	OrganisationID string
	ScreeningID    string
	Code           string
	Name           string
	Email          string
	ExtraTime      int
	TokenHash      string
	MemberID       *string
	AttemptID      *string
	InvitedAt      moment
	ExpiresAt      moment
	UsedAt         moment
	State          *string                 `gorm:"->"`
	Result         *document[*quiz.Result] `gorm:"->"`
}

func (candidateRow) TableName() string { return "candidates" }

func (r *candidateRow) candidate(now time.Time) *screening.Candidate {
	c := &screening.Candidate{
		ID: r.ID, Screening: r.ScreeningID, Code: r.Code, Name: r.Name, Email: r.Email, ExtraTime: r.ExtraTime,
		InvitedAt: r.InvitedAt.Time, ExpiresAt: r.ExpiresAt.Time, Attempt: deref(r.AttemptID), Status: screening.Invited,
	}
	switch {
	case r.Result != nil:
		c.Status, c.Result = screening.Done, r.Result.of
	case r.AttemptID != nil:
		c.Status = screening.Started
	case now.After(r.ExpiresAt.Time):
		c.Status = screening.Lapsed
	}
	return c
}

// AddScreening keeps a new screening with a quiz that its owner may take.
func (s *Store) AddScreening(ctx context.Context, x *screening.Screening) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		if err := mayGive(tx, x.Owner, x.Quiz); err != nil {
			return err
		}
		return tx.Create(&screeningRow{x.ID, x.Organisation, x.Owner, x.Title, x.Quiz, x.CutScore, x.Sample, at(x.CreatedAt)}).Error
	})
}

// ScreeningCount is a screening with the number of its candidates and of those who have finished.
type ScreeningCount struct {
	screening.Screening
	Invited, Finished int
}

// Screenings lists a member's screenings.
func (s *Store) Screenings(ctx context.Context, owner string) ([]ScreeningCount, error) {
	var rows []struct {
		Row               screeningRow `gorm:"embedded"`
		Invited, Finished int
	}
	err := s.view(ctx).Raw(`SELECT x.*, count(k.id) AS invited, count(t.id) AS finished FROM screenings x
		LEFT JOIN candidates k ON k.screening_id = x.id LEFT JOIN attempts t ON t.id = k.attempt_id AND t.state IN ('submitted', 'expired')
		WHERE x.owner_id = ? GROUP BY x.id ORDER BY x.created_at, x.id`, owner).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	list := make([]ScreeningCount, len(rows))
	for i := range rows {
		list[i] = ScreeningCount{*rows[i].Row.screening(), rows[i].Invited, rows[i].Finished}
	}
	return list, nil
}

// CandidateAttempt returns the attempt of a candidate of a screening that the member runs.
func (s *Store) CandidateAttempt(ctx context.Context, owner, screeningID, candidate string) (*quiz.Attempt, error) {
	var row attemptRow
	err := s.view(ctx).Raw(`SELECT t.* FROM attempts t JOIN candidates k ON k.attempt_id = t.id JOIN screenings x ON x.id = k.screening_id
		WHERE k.id = ? AND x.id = ? AND x.owner_id = ?`, candidate, screeningID, owner).Take(&row).Error
	if err != nil {
		return nil, translate(err)
	}
	return row.attempt(), nil
}

// showedName is the action under which the audit keeps that somebody was shown a candidate's name.
const showedName = "showed a candidate's name"

// ShowCandidate keeps that whoever runs a screening was shown the name of one of its candidates. Once it was shown to them, asking again changes nothing.
func (s *Store) ShowCandidate(ctx context.Context, owner, screeningID, code string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		var row candidateRow
		err := tx.Raw("SELECT k.* FROM candidates k JOIN screenings x ON x.id = k.screening_id WHERE x.id = ? AND x.owner_id = ? AND k.code = ?", screeningID, owner, code).Take(&row).Error
		if err != nil {
			return err
		}
		var before int64
		if err := tx.Raw("SELECT count(*) FROM audit WHERE organisation_id = ? AND actor_id = ? AND action = ? AND subject = ?", row.OrganisationID, owner, showedName, row.ID).Scan(&before).Error; err != nil || before > 0 {
			return err
		}
		return s.audit(tx, row.OrganisationID, owner, showedName, row.ID)
	})
}

// CandidateShown lists when the name of a candidate was shown, and to whom. It is empty for a candidate of a screening that the member does not run.
func (s *Store) CandidateShown(ctx context.Context, owner, candidate string) ([]screening.Shown, error) {
	var rows []struct {
		Name string
		At   moment
	}
	err := s.view(ctx).Raw(`SELECT m.name, u.at FROM audit u JOIN members m ON m.id = u.actor_id JOIN candidates k ON k.id = u.subject AND k.organisation_id = u.organisation_id
		JOIN screenings x ON x.id = k.screening_id WHERE k.id = ? AND x.owner_id = ? AND u.action = ? ORDER BY u.at, u.id`, candidate, owner, showedName).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	shown := make([]screening.Shown, len(rows))
	for i, row := range rows {
		shown[i] = screening.Shown{To: row.Name, At: row.At.Time}
	}
	return shown, nil
}

// Screening returns a member's screening with its candidates, in the order of their codes, which says nothing about them.
func (s *Store) Screening(ctx context.Context, owner, id string) (*screening.Screening, []*screening.Candidate, error) {
	var row screeningRow
	if err := s.view(ctx).Where("id = ? AND owner_id = ?", id, owner).Take(&row).Error; err != nil {
		return nil, nil, translate(err)
	}
	var rows []candidateRow
	err := s.view(ctx).Raw("SELECT k.*, t.state, t.result FROM candidates k LEFT JOIN attempts t ON t.id = k.attempt_id WHERE k.screening_id = ? ORDER BY k.code", id).Scan(&rows).Error
	if err != nil {
		return nil, nil, translate(err)
	}
	candidates := make([]*screening.Candidate, len(rows))
	for i := range rows {
		candidates[i] = rows[i].candidate(s.Now())
	}
	return row.screening(), candidates, nil
}

// Invite keeps a candidate with the hash of their link's secret.
func (s *Store) Invite(ctx context.Context, owner string, c *screening.Candidate, tokenHash string) error {
	return s.transact(ctx, func(tx *gorm.DB) error { return s.invite(tx, owner, c, tokenHash) })
}

func (s *Store) invite(tx *gorm.DB, owner string, c *screening.Candidate, tokenHash string) error {
	var row screeningRow
	if err := tx.Where("id = ? AND owner_id = ?", c.Screening, owner).Take(&row).Error; err != nil {
		return err
	}
	return tx.Create(&candidateRow{
		ID: c.ID, OrganisationID: row.OrganisationID, ScreeningID: c.Screening, Code: c.Code, Name: c.Name, Email: c.Email, ExtraTime: c.ExtraTime,
		TokenHash: tokenHash, InvitedAt: at(c.InvitedAt), ExpiresAt: at(c.ExpiresAt),
	}).Error
}

// Invitation returns the candidate and the screening that a link leads to, whatever has become of it, with the member once it was opened.
func (s *Store) Invitation(ctx context.Context, tokenHash string) (*screening.Screening, *screening.Candidate, string, error) {
	var row candidateRow
	err := s.view(ctx).Raw("SELECT k.*, t.state, t.result FROM candidates k LEFT JOIN attempts t ON t.id = k.attempt_id WHERE k.token_hash = ?", tokenHash).Take(&row).Error
	if err != nil {
		return nil, nil, "", translate(err)
	}
	var of screeningRow
	if err := s.view(ctx).Where("id = ?", row.ScreeningID).Take(&of).Error; err != nil {
		return nil, nil, "", translate(err)
	}
	return of.screening(), row.candidate(s.Now()), deref(row.MemberID), nil
}

// OpenInvitation gives an invitation its member and its one attempt. Of several at the same time one wins, the others are told that the link was used. Whoever
// holds the session of the member that it was given is led to the attempt by Invitation.
func (s *Store) OpenInvitation(ctx context.Context, tokenHash string, member *people.Member, a *quiz.Attempt) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		now := s.Now()
		if err := s.addMember(tx, member, ""); err != nil {
			return err
		}
		used := tx.Exec("UPDATE candidates SET used_at = ?, member_id = ?, attempt_id = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?", at(now), member.ID, a.ID, tokenHash, at(now))
		if used.Error != nil {
			return used.Error
		}
		if used.RowsAffected == 0 {
			return fault.New(fault.Gone, "This invitation has been opened already or has run out. Ask the person who sent it for a new one.")
		}
		return addAttempt(tx, a)
	})
}
