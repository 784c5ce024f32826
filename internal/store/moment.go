package store

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// moment is a time as both databases keep it: microseconds since 1970 in UTC; the zero time is NULL. Texts and time types of the two databases
// differ in precision and order, integers do not.
type moment struct{ time.Time }

// Value implements driver.Valuer.
func (m moment) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.UnixMicro(), nil
}

// Scan implements sql.Scanner.
func (m *moment) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		m.Time = time.Time{}
	case int64:
		m.Time = time.UnixMicro(v).UTC()
	default:
		return fmt.Errorf("a moment is kept as an integer, not as %T", value)
	}
	return nil
}

// GormDataType implements schema.GormDataTypeInterface.
func (moment) GormDataType() string { return "bigint" }

func at(t time.Time) moment { return moment{t} }
