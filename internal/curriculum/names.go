package curriculum

import (
	"regexp"
	"strings"
)

// Names returns what the concept is called in running text: its name, its plural and its aliases.
func (c Concept) Names() []string {
	plural := c.Plural
	if plural == "" && !c.Mass {
		plural = c.Name + "s"
	}
	names := []string{c.Name}
	if plural != "" {
		names = append(names, plural)
	}
	return append(names, c.Aliases...)
}

// spoken is Names with the regular plurals of name and aliases: all that nothing else may be called.
func (c Concept) spoken() []string {
	names := c.Names()
	if c.Mass {
		return names
	}
	for _, name := range append([]string{c.Name}, c.Aliases...) {
		names = append(names, regularPlural(name))
	}
	return names
}

var (
	hissing     = regexp.MustCompile(`(?i)(s|x|z|ch|sh)$`)
	consonantal = regexp.MustCompile(`(?i)[^aeiou]y$`)
)

func regularPlural(noun string) string {
	switch {
	case consonantal.MatchString(noun):
		return noun[:len(noun)-1] + "ies"
	case hissing.MatchString(noun):
		return noun + "es"
	}
	return noun + "s"
}

// Wording is a text in which concepts can be looked up by their names as whole words.
type Wording struct{ text string }

// NewWording prepares a text.
func NewWording(text string) Wording { return Wording{spaced(text)} }

// Names says whether the text names the concept.
func (w Wording) Names(c Concept) bool {
	for _, name := range c.Names() {
		if strings.Contains(w.text, spaced(name)) {
			return true
		}
	}
	return false
}

var notWord = regexp.MustCompile(`[^\pL\pN+#.=']+`)

// spaced lower-cases a text and puts one space around each word, so that a name is found only as whole words.
func spaced(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, word := range strings.Fields(notWord.ReplaceAllString(strings.ToLower(text), " ")) {
		if word = strings.Trim(word, ".'"); word != "" {
			b.WriteString(word + " ")
		}
	}
	return b.String()
}
