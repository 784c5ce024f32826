package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// plannedItem is one pinned question of an attempt. It is shared between all attempts that were loaded from the same text: nobody may change it.
type plannedItem struct {
	Question   string  `json:"question"`
	Version    string  `json:"version"`
	Topic      string  `json:"topic"`
	Order      []int   `json:"order,omitempty"`
	Difficulty float64 `json:"difficulty"`
	Guessing   float64 `json:"guessing"`
}

// plan is a document of pinned questions. It is written once and read with every page and answer, so that its text is taken apart only once in a while.
type plan []plannedItem

// plans remembers plans by their text, some 10 kB each.
var plans = newCache[string, plan](1024)

// Value implements driver.Valuer.
func (p plan) Value() (driver.Value, error) { return document[[]plannedItem]{p}.Value() }

// Scan implements sql.Scanner.
func (p *plan) Scan(value any) error {
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("a plan is kept as text, not as %T", value)
	}
	known, ok := plans.get(text)
	if !ok {
		if err := json.Unmarshal([]byte(text), &known); err != nil {
			return err
		}
		plans.put(text, known)
	}
	*p = known
	return nil
}

// GormDataType implements schema.GormDataTypeInterface.
func (plan) GormDataType() string { return "text" }
