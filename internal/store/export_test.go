package store

import (
	"context"
	"database/sql"
	"time"
)

// Rows are one value of every row type, for the test that compares them with both schemas.
var Rows = []any{
	&answerRow{}, &askedRow{}, &attemptRow{}, &candidateRow{}, &cohortRow{}, &contradictionRow{}, &factRow{}, &learnerRow{}, &memberRow{},
	&questionRow{}, &passageRow{}, &quizRow{}, &rejectionRow{}, &screeningRow{}, &sessionRow{}, &versionRow{},
}

// Tables are the tables that a backup holds.
var Tables = tableNames

// WritePool and ReadPool are the pools below GORM.
func (s *Store) WritePool() (*sql.DB, error) { return s.write.DB() }

// ReadPool is the pool that reads go through.
func (s *Store) ReadPool() (*sql.DB, error) { return s.read.DB() }

// Pragmas are what every SQLite connection must say of itself.
func Pragmas() map[string]string {
	said := map[string]string{}
	for _, pragma := range pragmas {
		said[pragma.name] = pragma.read
	}
	return said
}

// Scalar reads one value, written for both databases with ? as placeholder.
func Scalar[T any](ctx context.Context, s *Store, query string, args ...any) (T, error) {
	var value T
	err := s.view(ctx).Raw(query, args...).Scan(&value).Error
	return value, err
}

// Exec runs a statement past every rule.
func (s *Store) Exec(ctx context.Context, statement string, args ...any) error {
	return s.write.WithContext(ctx).Exec(statement, args...).Error
}

// SetClock moves the store's clock against the true one.
func (s *Store) SetClock(ahead time.Duration) { s.offset.Store(int64(ahead)) }
