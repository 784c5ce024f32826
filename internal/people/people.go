// Package people holds who takes part: organisations, members with their roles and preferences, cohorts, assignments and invitations.
package people

import (
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"touchstone/internal/fault"
)

// PublicOrganisation is the id of the organisation that the library and people without an employer or school belong to.
const PublicOrganisation = "public"

// Role is what a member may do.
type Role string

// The roles. Everybody may learn.
const (
	Learner    Role = "learner"
	Instructor Role = "instructor"
	Hiring     Role = "hiring"
	Admin      Role = "admin"
)

// Organisation is a school, an employer or the public.
type Organisation struct {
	ID   string
	Name string
}

// Member is a person in an organisation. A guest has no e-mail address; signing up gives the same member one, so that nothing is lost.
type Member struct {
	ID           string
	Organisation string
	Name         string
	Email        string
	Role         Role
	// ExtraTime is in percent of every time limit.
	ExtraTime   int
	Preferences Preferences
	// Sample marks people who do not exist.
	Sample    bool
	CreatedAt time.Time
}

// Guest reports whether the member has no account.
func (m *Member) Guest() bool { return m.Email == "" }

// May reports whether the member has one of the roles; an admin has all of them.
func (m *Member) May(roles ...Role) bool {
	for _, role := range roles {
		if m.Role == role || m.Role == Admin {
			return true
		}
	}
	return false
}

// Preferences are how a member wants the pages.
type Preferences struct {
	// Theme is "light", "dark" or empty for the system's own.
	Theme string `json:"theme,omitempty"`
	// Text is "large", "larger" or empty.
	Text string `json:"text,omitempty"`
	// KeysOff turns the number keys off.
	KeysOff bool `json:"keys_off,omitempty"`
	// HideTime hides the time on question pages until a warning is due.
	HideTime bool `json:"hide_time,omitempty"`
	// LessMotion turns off what moves.
	LessMotion bool `json:"less_motion,omitempty"`
}

// Check refuses what the form does not offer.
func (p Preferences) Check() error {
	if p.Theme != "" && p.Theme != "light" && p.Theme != "dark" {
		return fault.Field("theme", "Choose light, dark or the system's own")
	}
	if p.Text != "" && p.Text != "large" && p.Text != "larger" {
		return fault.Field("text", "Choose a text size from the list")
	}
	return nil
}

// Limits of what people type about themselves.
const (
	MaxName     = 100
	MinPassword = 12
	MaxPassword = 256
)

// SignUp is what a person types to create an account.
type SignUp struct{ Name, Email, Password string }

// Check returns what is wrong, one error a field.
func (s SignUp) Check() []*fault.Error {
	var problems []*fault.Error
	if err := CheckName(s.Name); err != nil {
		problems = append(problems, err)
	}
	if _, err := NormaliseEmail(s.Email); err != nil {
		problems = append(problems, err)
	}
	if err := CheckPassword(s.Password, s.Email); err != nil {
		problems = append(problems, err)
	}
	return problems
}

// CheckName refuses a name that nobody could see, is overlong, or does not stay on one line.
func CheckName(name string) *fault.Error {
	name = strings.TrimSpace(name)
	if strings.IndexFunc(name, visible) < 0 {
		return fault.Field("name", "Enter your name")
	}
	if strings.IndexFunc(name, unicode.IsControl) >= 0 {
		return fault.Field("name", "Write your name on one line")
	}
	if utf8.RuneCountInString(name) > MaxName {
		return fault.Field("name", "Use a name of %d characters or fewer", MaxName)
	}
	return nil
}

func visible(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) && r != utf8.RuneError }

// NormaliseEmail returns the address in the form in which it is kept: trimmed and in lower case.
func NormaliseEmail(email string) (string, *fault.Error) {
	email = strings.ToLower(strings.TrimSpace(email))
	address, err := mail.ParseAddress(email)
	if err != nil || address.Address != email || len(email) > 254 || !strings.Contains(email, "@") {
		return "", fault.Field("email", "Enter an e-mail address with an @, like name@example.org")
	}
	return email, nil
}

// CheckPassword refuses what is short, endless, or the e-mail address itself. There are no rules about which characters it holds.
func CheckPassword(password, email string) *fault.Error {
	switch count := utf8.RuneCountInString(password); {
	case count < MinPassword:
		return fault.Field("password", "Use a password of %d characters or more", MinPassword)
	case count > MaxPassword:
		return fault.Field("password", "Use a password of %d characters or fewer", MaxPassword)
	case strings.EqualFold(strings.TrimSpace(password), strings.TrimSpace(email)):
		return fault.Field("password", "Use a password that is not your e-mail address")
	case strings.Trim(password, string([]rune(password)[:1])) == "":
		return fault.Field("password", "Use a password that is more than one character repeated")
	}
	return nil
}
