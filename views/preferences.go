package views

import (
	"time"

	"touchstone/internal/people"
)

// Preferences is the form for how the viewer wants the pages.
type Preferences struct {
	Page
	Problems Problems
}

// choice is one radio button of a preference.
type preferenceChoice struct{ value, words string }

var (
	themes    = []preferenceChoice{{"", "As the system has it"}, {"light", "Light"}, {"dark", "Dark"}}
	textSizes = []preferenceChoice{{"", "Normal"}, {"large", "Large"}, {"larger", "Larger"}}
)

// switches are the preferences that are on or off, by form name.
func (p Preferences) switches() []preferenceSwitch {
	now := p.preferences()
	return []preferenceSwitch{
		{"keys", "Use number keys in questions", "1 to 9 choose, Enter continues, f flags, ? shows the keys", !now.KeysOff},
		{"hide_time", "Hide the time", "It comes back when five minutes are left", now.HideTime},
		{"less_motion", "Less motion", "Colours change at once, without a fade", now.LessMotion},
	}
}

type preferenceSwitch struct {
	name, words, hint string
	on                bool
}

// MyData lists what is kept about the viewer, and lets them save or delete it.
type MyData struct {
	Page
	Attempts, Answers int
	Problems          Problems
}

// Account is the page of a signed-in member.
type Account struct {
	Page
	// Name is what the form shows: the kept name, or what was typed.
	Name     string
	Sessions []Session
	Problems Problems
}

// Session is a device on which the member is signed in.
type Session struct {
	ID      string
	Device  string
	SeenAt  time.Time
	Current bool
}

// roleName says what a member may do here.
func roleName(role people.Role) string {
	switch role {
	case people.Instructor:
		return "Instructor"
	case people.Hiring:
		return "Hiring"
	case people.Admin:
		return "Administrator"
	}
	return "Learner"
}
