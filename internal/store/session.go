package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

// Session is one signed-in browser.
type Session struct {
	// Hash is the SHA-256 of the session's id in hex. The id itself is never kept.
	Hash      string
	Member    string
	Agent     string
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

type sessionRow struct {
	IDHash    string
	MemberID  string
	Agent     string
	CreatedAt moment
	SeenAt    moment
	ExpiresAt moment
}

func (sessionRow) TableName() string { return "sessions" }

func (r *sessionRow) session() *Session {
	return &Session{Hash: r.IDHash, Member: r.MemberID, Agent: r.Agent, CreatedAt: r.CreatedAt.Time, SeenAt: r.SeenAt.Time, ExpiresAt: r.ExpiresAt.Time}
}

// AddSession keeps a new session, and with it a new guest when guest is not nil.
func (s *Store) AddSession(ctx context.Context, session *Session, guest *people.Member) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		if guest != nil {
			if err := s.addMember(tx, guest, ""); err != nil {
				return err
			}
		}
		return tx.Create(&sessionRow{
			IDHash: session.Hash, MemberID: session.Member, Agent: session.Agent,
			CreatedAt: at(session.CreatedAt), SeenAt: at(session.SeenAt), ExpiresAt: at(session.ExpiresAt),
		}).Error
	})
}

// sessionColumns are a session with its member. They are read with every request.
const (
	sessionColumns = `s.id_hash, s.member_id, s.agent, s.created_at, s.seen_at, s.expires_at,
	m.id, m.organisation_id, m.name, m.email, m.role, m.extra_time, m.preferences, m.sample, m.created_at`
	sessionTables = "sessions s JOIN members m ON m.id = s.member_id"
	sessionOpen   = "s.id_hash = ? AND s.expires_at > ?"
)

var (
	sessionOf          = hot("SELECT " + sessionColumns + " FROM " + sessionTables + " WHERE " + sessionOpen)
	sessionWithAttempt = hot("SELECT " + sessionColumns + ", " + attemptColumns + " FROM " + sessionTables +
		" JOIN attempts a ON a.member_id = s.member_id WHERE " + sessionOpen + " AND a.id = ?")
)

// signedIn is what sessionColumns are read into.
type signedIn struct {
	session sessionRow
	member  memberRow
}

func (r *signedIn) columns() []any {
	s, m := &r.session, &r.member
	return []any{
		&s.IDHash, &s.MemberID, &s.Agent, &s.CreatedAt, &s.SeenAt, &s.ExpiresAt,
		&m.ID, &m.OrganisationID, &m.Name, &m.Email, &m.Role, &m.ExtraTime, &m.Preferences, &m.Sample, &m.CreatedAt,
	}
}

// Session returns a session that has not expired, with its member.
func (s *Store) Session(ctx context.Context, hash string) (*Session, *people.Member, error) {
	var row signedIn
	err := s.one(ctx, s.read, sessionOf, []any{hash, at(s.Now())}, row.columns()...)
	if err != nil {
		return nil, nil, translate(err)
	}
	return row.session.session(), row.member.member(), nil
}

// SessionWithAttempt is Session with one of the member's attempts, read in the same statement. The attempt is nil where the member has none of this id.
func (s *Store) SessionWithAttempt(ctx context.Context, hash, attempt string) (*Session, *people.Member, *quiz.Attempt, error) {
	var row signedIn
	var own attemptRow
	err := s.one(ctx, s.read, sessionWithAttempt, []any{hash, at(s.Now()), attempt}, append(row.columns(), own.columns()...)...)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		session, member, err := s.Session(ctx, hash)
		return session, member, nil, err
	}
	if err != nil {
		return nil, nil, nil, translate(err)
	}
	return row.session.session(), row.member.member(), own.attempt(), nil
}

// TouchSession keeps when a session was last used.
func (s *Store) TouchSession(ctx context.Context, hash string, expires time.Time) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE sessions SET seen_at = ?, expires_at = ? WHERE id_hash = ?", at(s.Now()), at(expires), hash).Error
	})
}

// Sessions lists where a member is signed in, the latest first.
func (s *Store) Sessions(ctx context.Context, member string) ([]*Session, error) {
	var rows []sessionRow
	if err := s.view(ctx).Where("member_id = ? AND expires_at > ?", member, at(s.Now())).Order("seen_at DESC, id_hash").Find(&rows).Error; err != nil {
		return nil, translate(err)
	}
	sessions := make([]*Session, len(rows))
	for i := range rows {
		sessions[i] = rows[i].session()
	}
	return sessions, nil
}

// EndSession ends one session of a member.
func (s *Store) EndSession(ctx context.Context, member, hash string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM sessions WHERE member_id = ? AND id_hash = ?", member, hash).Error
	})
}

// EndOtherSessions ends every session of a member but one.
func (s *Store) EndOtherSessions(ctx context.Context, member, keep string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM sessions WHERE member_id = ? AND id_hash <> ?", member, keep).Error
	})
}

// ForgetExpired removes sessions and sign-in failures that no longer count.
func (s *Store) ForgetExpired(ctx context.Context) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		now := s.Now()
		if err := tx.Exec("DELETE FROM sessions WHERE expires_at <= ?", at(now)).Error; err != nil {
			return err
		}
		return tx.Exec("DELETE FROM sign_in_failures WHERE at <= ?", at(now.Add(-24*time.Hour))).Error
	})
}

// AddSignInFailure counts a wrong password. account is a hash of the address that was typed, so that the table says nothing about people.
func (s *Store) AddSignInFailure(ctx context.Context, id, account, address string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO sign_in_failures (id, account, address, at) VALUES (?, ?, ?, ?)", id, account, address, at(s.Now())).Error
	})
}

// SignInFailures counts the wrong passwords within a window, for an account and for an address.
func (s *Store) SignInFailures(ctx context.Context, account, address string, window time.Duration) (byAccount, byAddress int, err error) {
	since := at(s.Now().Add(-window))
	var counts struct{ ByAccount, ByAddress int }
	err = s.view(ctx).Raw(`SELECT (SELECT count(*) FROM sign_in_failures WHERE account = ? AND at > ?) AS by_account,
		(SELECT count(*) FROM sign_in_failures WHERE address = ? AND at > ?) AS by_address`, account, since, address, since).Scan(&counts).Error
	return counts.ByAccount, counts.ByAddress, translate(err)
}

// ForgiveSignIn forgets an account's wrong passwords after a right one.
func (s *Store) ForgiveSignIn(ctx context.Context, account string) error {
	return s.transact(ctx, func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM sign_in_failures WHERE account = ?", account).Error
	})
}
