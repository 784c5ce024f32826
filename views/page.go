// Package views renders every page of Touchstone with templ: one file a page, components for what pages share. A page is a struct that embeds
// Page; its View method is the component. Views decide words and places, never rules.
package views

import (
	"strings"
	"time"

	"touchstone/internal/people"
)

//go:generate go tool templ generate --include-version=false

// Page is what all pages share: who looks, when, and what stands around the matter.
type Page struct {
	// Viewer is nil for a visitor of whom nothing is known; a guest is a member without an e-mail address.
	Viewer *people.Member
	// Now is the time of the request, in the zone in which times are shown.
	Now time.Time
	// Path is the address of this page with its query, for forms that lead back to it.
	Path string
	// Titles are the titles of the topics.
	Titles Titles
	// Demo says that the program runs with ready sign-ins.
	Demo bool
	// Sample says that what the page shows is sample data; MayClear, that the viewer may clear it.
	Sample   bool
	MayClear bool
	// Notice is said once, above the matter, after something was done; empty for nothing.
	Notice string
}

// Titles maps the slugs of topics to their titles.
type Titles map[string]string

// Of returns the title of a topic; for an unknown one its slug in words.
func (t Titles) Of(slug string) string {
	if title, ok := t[slug]; ok {
		return title
	}
	return capital(strings.ReplaceAll(slug, "-", " "))
}

// List returns the titles of several topics as a person would say them.
func (t Titles) List(slugs []string) string {
	titles := make([]string, len(slugs))
	for i, slug := range slugs {
		titles[i] = t.Of(slug)
	}
	return list(titles)
}

func (p Page) preferences() people.Preferences {
	if p.Viewer == nil {
		return people.Preferences{}
	}
	return p.Viewer.Preferences
}

func (p Page) signedIn() bool { return p.Viewer != nil && !p.Viewer.Guest() }

func (p Page) may(roles ...people.Role) bool { return p.Viewer != nil && p.Viewer.May(roles...) }

// scheme is the value of the color-scheme meta element.
func (p Page) scheme() string {
	if theme := p.preferences().Theme; theme != "" {
		return theme
	}
	return "light dark"
}

func (p Page) motion() string {
	if p.preferences().LessMotion {
		return "less"
	}
	return ""
}

// place names an entry of the menu.
type place string

const (
	nowhere    place = ""
	quizzes    place = "quizzes"
	guides     place = "guides"
	topics     place = "topics"
	progress   place = "progress"
	cohorts    place = "cohorts"
	screenings place = "screenings"
)

type menuEntry struct {
	place   place
	name    string
	address string
}

// menu returns the entries for the viewer's role: the work of the role first.
func (p Page) menu() []menuEntry {
	var entries []menuEntry
	if p.may(people.Instructor) {
		entries = append(entries, menuEntry{cohorts, "Classes", "/cohorts"})
	}
	if p.may(people.Hiring) {
		entries = append(entries, menuEntry{screenings, "Screenings", "/screenings"})
	}
	entries = append(entries,
		menuEntry{quizzes, "Quizzes", "/quizzes"},
		menuEntry{guides, "Guides", "/guides"},
		menuEntry{topics, "Topics", "/topics"},
	)
	if p.Viewer != nil {
		entries = append(entries, menuEntry{progress, "Progress", "/me"})
	}
	return entries
}

// frame is what a page tells the layout.
type frame struct {
	title string
	place place
	// attempt is set on pages inside an attempt, which have a masthead of their own and no footer.
	attempt *attemptHead
	// wrong puts "Error: " before the title.
	wrong bool
	// speaks is set where the serif speaks to the reader from the first line on: its font is asked for at once, so that no line moves when it comes.
	speaks bool
	// code is set where the first thing to read has code in it, whose font is asked for at once for the same reason.
	code bool
}

func (f frame) fullTitle() string {
	title := f.title + " - Touchstone"
	if f.wrong {
		title = "Error: " + title
	}
	return title
}

func (f frame) skip() string {
	if f.attempt != nil {
		return "Skip to the question"
	}
	return "Skip to the content"
}

// attemptHead names the attempt in the masthead.
type attemptHead struct {
	title string
	kind  string
	// answered lists "number:sequence" of the kept answers, so that a script can tell which answers have arrived.
	answered string
	attempt  string
}
