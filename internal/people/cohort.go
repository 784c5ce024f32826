package people

import (
	"strings"
	"time"
	"unicode/utf8"

	"touchstone/internal/fault"
)

// Cohort is a group of learners that an instructor leads.
type Cohort struct {
	ID           string
	Organisation string
	Owner        string
	Name         string
	// JoinToken is the secret of the join link; empty when the link is closed.
	JoinToken string
	Members   int
	CreatedAt time.Time
	Sample    bool
}

// Membership is a cohort as one of its learners sees it.
type Membership struct {
	Cohort, Name string
	// Leader is the name of the instructor.
	Leader string
}

// Assignment is a quiz given to a cohort.
type Assignment struct {
	ID     string
	Cohort string
	Quiz   string
	Title  string
	// Due is a date to aim at, zero for none; it closes nothing.
	Due       time.Time
	CreatedAt time.Time
	// Leader is the name of the instructor who gave it.
	Leader string
	// Done counts the learners who have sent it.
	Done int
}

// MaxCohortName is in characters.
const MaxCohortName = 80

// CheckCohortName refuses an empty or overlong name.
func CheckCohortName(name string) *fault.Error {
	name = strings.TrimSpace(name)
	if name == "" {
		return fault.Field("name", "Give the class a name")
	}
	if utf8.RuneCountInString(name) > MaxCohortName {
		return fault.Field("name", "Use a name of %d characters or fewer", MaxCohortName)
	}
	return nil
}

// Cell is one learner's figure on one topic, as a cohort table shows it.
type Cell struct {
	Asked int
	// Enough is false when the answers are too few for a figure.
	Enough           bool
	Score, Low, High int
}

// Standing is one learner's row in a cohort table.
type Standing struct {
	Member   string
	Name     string
	Taken    int
	LastSeen time.Time
	Overall  Cell
	// Topics are keyed by slug.
	Topics map[string]Cell
}
