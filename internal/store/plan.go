package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"

	"touchstone/internal/quiz"
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

// plan is a document of pinned questions. It is written once and read with every page and answer.
type plan []plannedItem

// progress is a document of what stands now for each question. An answer in it is never changed: a new one takes its place.
type progress []progressItem

type progressItem struct {
	Answer  *quiz.Answer `json:"answer,omitempty"`
	Flagged bool         `json:"flagged,omitempty"`
}

// Taking these texts apart is most of what a page costs beside its rendering, and the same text comes again and again: with every page of an attempt, and after every
// answer on the page that follows it. So what came out is remembered by the text, some 10 kB each.
var (
	plans      = newCache[string, plan](1024)
	progresses = newCache[string, progress](512)
)

// Value implements driver.Valuer.
func (p plan) Value() (driver.Value, error) { return document[[]plannedItem]{p}.Value() }

// Scan implements sql.Scanner.
func (p *plan) Scan(value any) error { return recall(plans, value, p) }

// GormDataType implements schema.GormDataTypeInterface.
func (plan) GormDataType() string { return "text" }

// Value implements driver.Valuer.
func (p progress) Value() (driver.Value, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	progresses.put(string(text), p)
	return string(text), nil
}

// Scan implements sql.Scanner.
func (p *progress) Scan(value any) error { return recall(progresses, value, p) }

// GormDataType implements schema.GormDataTypeInterface.
func (progress) GormDataType() string { return "text" }

// recall reads a document from the cache, or takes its text apart and remembers it.
func recall[T any](known *cache[string, T], value any, into *T) error {
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("JSON is kept as text, not as %T", value)
	}
	if found, ok := known.get(text); ok {
		*into = found
		return nil
	}
	var read T
	if err := json.Unmarshal([]byte(text), &read); err != nil {
		return err
	}
	known.put(text, read)
	*into = read
	return nil
}
