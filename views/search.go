package views

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// Search is the page on which passages and topics are found.
type Search struct {
	Page
	// Query is what was typed.
	Query string
	// Asked says that something was typed; Readable, that it holds a word that can be looked for; Cut, that not all of it was read.
	Asked, Readable, Cut bool
	// Slips are words that stand nowhere, with the words that were taken for them.
	Slips []Slip
	// Unknown are words that stand nowhere, and that nothing was taken for.
	Unknown []string
	Found   []Finding
	// More is how many further passages were found.
	More int
}

// Slip is a word that was probably meant otherwise.
type Slip struct{ Typed, Meant string }

// Finding is one passage of a guide, or a topic, that was found.
type Finding struct {
	// Topic is the slug of a topic; empty for a passage.
	Topic string
	// Passage is where the passage stands. Of a topic only the title is set.
	Passage PassageLink
	Words   []FoundWords
}

// FoundWords are a stretch of a passage's text; Found marks what was looked for.
type FoundWords struct {
	Text  string
	Found bool
}

func (f Finding) address() templ.SafeURL {
	if f.Topic != "" {
		return templ.URL("/topics/" + f.Topic)
	}
	return templ.URL("/guides/" + f.Passage.Guide + "#p-" + f.Passage.Passage)
}

// name is the heading that a passage stands under; a passage before the first heading has the guide's title.
func (f Finding) name() string {
	if f.Topic != "" || f.Passage.Heading == "" {
		return f.Passage.Title
	}
	return f.Passage.Heading
}

// kind says where a finding stands.
func (f Finding) kind() string {
	if f.Topic != "" {
		return "Topic"
	}
	return "Guide: " + f.Passage.Title
}

func (s Search) title() string {
	if !s.Asked {
		return "Search"
	}
	return "“" + shortened(s.Query, 60) + "”, a search"
}

// shortened cuts a text at a rune.
func shortened(text string, runes int) string {
	if all := []rune(text); len(all) > runes {
		return strings.TrimSpace(string(all[:runes])) + "…"
	}
	return text
}

// heading says how many passages were found.
func (s Search) heading() string {
	n := len(s.Found) + s.More
	if s.More > 0 {
		return "The best " + itoa(len(s.Found)) + " of " + itoa(n)
	}
	return capital(count(n, "passage"))
}

// unknown says which words stand nowhere.
func (s Search) unknown() string {
	quotedWords := make([]string, len(s.Unknown))
	for i, w := range s.Unknown {
		quotedWords[i] = "“" + shortened(w, 40) + "”"
	}
	if len(quotedWords) == 1 {
		return "No guide has the word " + quotedWords[0] + "."
	}
	return "No guide has the words " + list(quotedWords) + "."
}

// examples show what can be typed: a term, a code, a question.
var examples = []string{"deadlock", "Cache-Control", "difference between PUT and PATCH", "what happens when the token expires"}

func searchAddress(words string) templ.SafeURL {
	return templ.URL("/search?q=" + url.QueryEscape(words))
}
