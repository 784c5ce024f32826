// Package screening holds what hiring needs: a screening, its candidates, and views in which a name cannot leak.
package screening

import (
	"strings"
	"time"
	"unicode/utf8"

	"touchstone/internal/fault"
	"touchstone/internal/quiz"
)

// Screening gives one quiz to candidates for one role.
type Screening struct {
	ID           string
	Organisation string
	Owner        string
	Title        string
	Quiz         string
	CutScore     int
	CreatedAt    time.Time
	Sample       bool
}

// Status is where a candidate stands.
type Status string

// The states of a candidate.
const (
	Invited Status = "invited"
	Started Status = "started"
	Done    Status = "done"
	Lapsed  Status = "lapsed"
)

// Candidate is a person who was sent a link.
type Candidate struct {
	ID        string
	Screening string
	// Code is what a blind list shows in place of the name: four characters without meaning.
	Code  string
	Name  string
	Email string
	// ExtraTime in percent is never shown to whoever reads results.
	ExtraTime int
	Status    Status
	ExpiresAt time.Time
	InvitedAt time.Time
	Attempt   string
	Result    *quiz.Result
}

// Shown is one time that a candidate’s name was shown: to whom, and when.
type Shown struct {
	To string
	At time.Time
}

// LinkLife is how long an invitation can be opened.
const LinkLife = 14 * 24 * time.Hour

// CheckTitle refuses an empty or overlong title.
func CheckTitle(title string) *fault.Error {
	title = strings.TrimSpace(title)
	if title == "" {
		return fault.Field("title", "Say which role the screening is for")
	}
	if utf8.RuneCountInString(title) > 80 {
		return fault.Field("title", "Use a title of 80 characters or fewer")
	}
	return nil
}
