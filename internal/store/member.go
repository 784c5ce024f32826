package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"touchstone/internal/fault"
	"touchstone/internal/people"
)

type memberRow struct {
	ID             string
	OrganisationID string
	Name           string
	Email          *string
	PasswordHash   *string
	Role           string
	ExtraTime      int
	Preferences    document[people.Preferences]
	Sample         bool
	CreatedAt      moment
}

func (memberRow) TableName() string { return "members" }

func (r *memberRow) member() *people.Member {
	return &people.Member{
		ID: r.ID, Organisation: r.OrganisationID, Name: r.Name, Email: deref(r.Email), Role: people.Role(r.Role),
		ExtraTime: r.ExtraTime, Preferences: r.Preferences.of, Sample: r.Sample, CreatedAt: r.CreatedAt.Time,
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func nullable(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// AddOrganisation makes an organisation; one that exists already stays as it is.
func (s *Store) AddOrganisation(ctx context.Context, o people.Organisation) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO organisations (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING", o.ID, o.Name, at(s.Now())).Error
	})
}

// AddMember keeps a new person. passwordHash is empty for guests and candidates.
func (s *Store) AddMember(ctx context.Context, m *people.Member, passwordHash string) error {
	return s.transact(ctx, func(tx *gorm.DB) error { return s.addMember(tx, m, passwordHash) })
}

func (s *Store) addMember(tx *gorm.DB, m *people.Member, passwordHash string) error {
	if m.CreatedAt.IsZero() {
		m.CreatedAt = s.Now()
	}
	return emailTaken(tx.Create(&memberRow{
		ID: m.ID, OrganisationID: m.Organisation, Name: m.Name, Email: nullable(m.Email), PasswordHash: nullable(passwordHash), Role: string(m.Role),
		ExtraTime: m.ExtraTime, Preferences: document[people.Preferences]{m.Preferences}, Sample: m.Sample, CreatedAt: at(m.CreatedAt),
	}).Error)
}

func emailTaken(err error) error {
	if err != nil && fault.KindOf(translate(err)) == fault.Conflict {
		return fault.Field("email", "There is an account with this address already. Sign in, or use another address").Because(err)
	}
	return err
}

// ClaimGuest turns a guest into an account: the same person, with everything that they did.
func (s *Store) ClaimGuest(ctx context.Context, guest, name, email, passwordHash string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		result := tx.Exec("UPDATE members SET name = ?, email = ?, password_hash = ? WHERE id = ? AND email IS NULL", name, email, passwordHash, guest)
		if result.Error != nil {
			return emailTaken(result.Error)
		}
		if result.RowsAffected == 0 {
			return fault.New(fault.Conflict, "This account exists already. Sign in.")
		}
		return nil
	})
}

// MoveWork gives everything that a guest did to an account, when somebody signs in after answering as a guest. The guest is gone afterwards.
func (s *Store) MoveWork(ctx context.Context, guest, account string) error {
	if guest == account {
		return nil
	}
	return s.transact(ctx, func(tx *gorm.DB) error {
		if err := s.lockMembers(tx, guest, account); err != nil {
			return err
		}
		var own memberRow
		if err := tx.Where("id = ?", guest).Where("email IS NULL").Take(&memberRow{}).Error; err != nil {
			return err
		}
		if err := tx.Where("id = ?", account).Take(&own).Error; err != nil {
			return err
		}
		theirs, err := loadLearner(tx, guest)
		if err != nil {
			return err
		}
		learner, err := loadLearner(tx, account)
		if err != nil {
			return err
		}
		before := historyOf(learner)
		for _, statement := range []string{
			"UPDATE attempts SET member_id = @account WHERE member_id = @guest",
			"UPDATE question_reports SET member_id = @account WHERE member_id = @guest",
			"UPDATE candidates SET member_id = @account WHERE member_id = @guest",
			"UPDATE quizzes SET owner_id = @account WHERE owner_id = @guest",
			"INSERT INTO cohort_members (cohort_id, member_id, organisation_id, joined_at) SELECT cohort_id, @account, organisation_id, joined_at FROM cohort_members WHERE member_id = @guest ON CONFLICT DO NOTHING",
			"DELETE FROM cohort_members WHERE member_id = @guest",
		} {
			if err := tx.Exec(statement, map[string]any{"account": account, "guest": guest}).Error; err != nil {
				return err
			}
		}
		learner.Absorb(theirs)
		if err := s.saveLearner(tx, learner, before, own.OrganisationID); err != nil {
			return err
		}
		return tx.Exec("DELETE FROM members WHERE id = ?", guest).Error
	})
}

// Credentials returns the member with an e-mail address and the hash of their password.
func (s *Store) Credentials(ctx context.Context, email string) (*people.Member, string, error) {
	var row memberRow
	if err := s.view(ctx).Where("email = ?", email).Take(&row).Error; err != nil {
		return nil, "", translate(err)
	}
	return row.member(), deref(row.PasswordHash), nil
}

// Member returns a person by id.
func (s *Store) Member(ctx context.Context, id string) (*people.Member, error) {
	var row memberRow
	if err := s.view(ctx).Where("id = ?", id).Take(&row).Error; err != nil {
		return nil, translate(err)
	}
	return row.member(), nil
}

// SetPreferences keeps how a member wants the pages.
func (s *Store) SetPreferences(ctx context.Context, member string, p people.Preferences) error {
	return s.updateMember(ctx, member, "preferences", document[people.Preferences]{p})
}

// SetPassword keeps a new password's hash and ends every session of the member but the one named.
func (s *Store) SetPassword(ctx context.Context, member, passwordHash, keepSession string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		changed := tx.Exec("UPDATE members SET password_hash = ? WHERE id = ?", passwordHash, member)
		if changed.Error != nil {
			return changed.Error
		}
		if changed.RowsAffected == 0 {
			return notFound()
		}
		return tx.Exec("DELETE FROM sessions WHERE member_id = ? AND id_hash <> ?", member, keepSession).Error
	})
}

// SetRole changes what a member may do, and keeps who changed it.
func (s *Store) SetRole(ctx context.Context, actor, email string, role people.Role) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		var row memberRow
		if err := tx.Where("email = ?", email).Take(&row).Error; err != nil {
			return err
		}
		if err := tx.Exec("UPDATE members SET role = ? WHERE id = ?", string(role), row.ID).Error; err != nil {
			return err
		}
		return s.audit(tx, row.OrganisationID, actor, "role "+string(role), row.ID)
	})
}

func (s *Store) updateMember(ctx context.Context, member, column string, value any) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		result := tx.Model(&memberRow{}).Where("id = ?", member).Update(column, value)
		if result.Error == nil && result.RowsAffected == 0 {
			return notFound()
		}
		return result.Error
	})
}

// HasAccounts reports whether anybody has an account yet.
func (s *Store) HasAccounts(ctx context.Context) (bool, error) {
	var count int64
	err := s.view(ctx).Raw("SELECT count(*) FROM (SELECT 1 FROM members WHERE email IS NOT NULL LIMIT 1) AS found").Scan(&count).Error
	return count > 0, translate(err)
}

// AddSetupLink keeps the hash of a one-time link for creating the first administrator.
func (s *Store) AddSetupLink(ctx context.Context, tokenHash string, life time.Duration) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		now := s.Now()
		return tx.Exec("INSERT INTO setup_links (token_hash, created_at, expires_at) VALUES (?, ?, ?)", tokenHash, at(now), at(now.Add(life))).Error
	})
}

// UseSetupLink creates the first administrator, if the link is good and nobody has used it. All other links end with it.
func (s *Store) UseSetupLink(ctx context.Context, tokenHash string, m *people.Member, passwordHash string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		now := s.Now()
		if s.dialect == postgres { // two links used at once would wait for each other's rows
			if err := tx.Exec("LOCK TABLE setup_links IN SHARE ROW EXCLUSIVE MODE").Error; err != nil {
				return err
			}
		}
		result := tx.Exec("UPDATE setup_links SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?", at(now), tokenHash, at(now))
		if result.Error != nil {
			return result.Error
		}
		if result.RowsAffected == 0 {
			return fault.New(fault.Gone, "This link has been used or has run out. Start the server again for a new one, or run touchstone user add.")
		}
		if err := tx.Exec("UPDATE setup_links SET used_at = ? WHERE used_at IS NULL", at(now)).Error; err != nil {
			return err
		}
		return s.addMember(tx, m, passwordHash)
	})
}

// SetupLinkGood reports whether a one-time link can still be used.
func (s *Store) SetupLinkGood(ctx context.Context, tokenHash string) (bool, error) {
	var count int64
	err := s.view(ctx).Raw("SELECT count(*) FROM setup_links WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?", tokenHash, at(s.Now())).Scan(&count).Error
	return count > 0, translate(err)
}
