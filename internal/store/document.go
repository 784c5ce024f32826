package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// document is a value that is kept as JSON in a text column, read and written whole.
type document[T any] struct{ of T }

// Value implements driver.Valuer.
func (d document[T]) Value() (driver.Value, error) {
	text, err := json.Marshal(d.of)
	return string(text), err
}

// Scan implements sql.Scanner.
func (d *document[T]) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(v), &d.of)
	case []byte:
		return json.Unmarshal(v, &d.of)
	}
	return fmt.Errorf("JSON is kept as text, not as %T", value)
}

// GormDataType implements schema.GormDataTypeInterface.
func (document[T]) GormDataType() string { return "text" }
