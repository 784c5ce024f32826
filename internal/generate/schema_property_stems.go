package generate

import (
	"regexp"
	"strings"

	"touchstone/internal/generate/extract"
)

// propertyStems asks for a property in words that fit its header; nothing where no wording fits.
func (w *writer) propertyStems(f *extract.Fact) []string {
	_, noun := w.naming(f)
	if noun == "" {
		return nil
	}
	lower := lowerHeader(f.Attribute)
	if verb, rest, ok := w.does(lower, f); ok {
		if strings.HasSuffix(noun, " "+infinitive(verb)) {
			return nil // "what does code on demand demand" trips the tongue
		}
		if verb == "does" {
			return []string{"What does " + noun + " do?", "Which of these describes what " + noun + " does?"}
		}
		return []string{"What does " + noun + " " + infinitive(verb) + rest + "?", "Which of these does " + noun + " " + infinitive(verb) + rest + "?"}
	}
	switch {
	case meaningHeader.MatchString(lower):
		return []string{"What is the meaning of " + noun + "?", "Which meaning does " + noun + " have?"}
	case nounHeader(lower):
		if m := ownThing.FindStringSubmatch(lower); m != nil && w.isCalled(f.Subject, m[1]) {
			lower = strings.Replace(lower, m[0], noun, 1) // "cost of the pattern"
			return []string{"What is the " + lower + "?", "Which of these is the " + lower + "?"}
		}
		of := " of "
		if wordCount(lower) > 2 && narrowed.MatchString(lower) {
			of = " in the case of " // lest "the sign in the measurements of a hot key" speak of the measurements of the hot key
		}
		return []string{"What is the " + lower + of + noun + "?", "Which of these is the " + lower + of + noun + "?"}
	case suitable[lower] != "":
		return []string{"What is " + noun + " " + suitable[lower] + "?", "Which of these is " + noun + " " + suitable[lower] + "?"}
	case lower == "typical occasion" || lower == "typical fit":
		return []string{"What is a " + lower + " for " + noun + "?", "Which of these is a " + lower + " for " + noun + "?"}
	}
	if m := whoHeader.FindStringSubmatch(lower); m != nil && (m[2] == "" || w.isCalled(f.Subject, m[2])) {
		return []string{"Who " + m[1] + " " + noun + "?", "Which party " + m[1] + " " + noun + "?"}
	}
	return w.indirectly(f, lower, noun)
}

// narrowed finds a header whose noun has a phrase behind it.
var narrowed = regexp.MustCompile(` (?:of|in|on|at|with|for|from|to|by) `)

// subjectAsked finds an indirect question that asks for its subject and so keeps its order of words: "what waits between two requests".
var subjectAsked = regexp.MustCompile(`^(?:who|what) (?:is|are|has|\pL+[^s]s)\b`)

// elsewhere finds a word that points at another column or place.
var elsewhere = regexp.MustCompile(`\b(?:there|here|both|each|then|other|them|they)\b`)

// Headers that are indirect questions ("who calls it", "where the check stands") and those that name a case of the subject ("example of a rule").
var (
	indirect      = regexp.MustCompile("^(?:who|what|where|when|how|which|why) (?:[\\pL\\d'’` -]+)$")
	itself        = regexp.MustCompile(`\bit\b`)
	exampleHeader = regexp.MustCompile(`^(?:typical )?example$`)
	// ownThing is a definite noun in an indirect question, which may be the subject called by its kind.
	ownThing = regexp.MustCompile(`\bthe ([\pL-]+)\b`)
)

// indirectly asks a header that is an indirect question. The subject stands in place of "it" or of its kind, else behind the question as the case that it is asked for.
func (w *writer) indirectly(f *extract.Fact, lower, noun string) []string {
	if exampleHeader.MatchString(lower) && w.conceptOf(f) != "" {
		return []string{"Which of these is an example of " + noun + "?", "What is an example of " + noun + "?"}
	}
	if !indirect.MatchString(lower) || strings.Contains(lower, " says") || strings.Contains(lower, " this ") || strings.Contains(lower, " these ") || elsewhere.MatchString(lower) {
		return nil
	}
	if subjectAsked.MatchString(lower) {
		asked := itself.ReplaceAllString(lower, noun)
		if m := ownThing.FindStringSubmatch(lower); asked == lower && m != nil && w.isCalled(f.Subject, m[1]) {
			asked = strings.Replace(lower, m[0], noun, 1)
		}
		if asked == lower {
			asked += " in the case of " + noun
		}
		return []string{strings.ToUpper(asked[:1]) + asked[1:] + "?"}
	}
	if itself.MatchString(lower) {
		asked := itself.ReplaceAllString(lower, noun)
		return []string{"Which of these tells " + asked + "?", "Which answer tells " + asked + "?"}
	}
	if m := ownThing.FindStringSubmatch(lower); m != nil && w.isCalled(f.Subject, m[1]) {
		asked := strings.Replace(lower, m[0], noun, 1)
		return []string{"Which of these tells " + asked + "?", "Which answer tells " + asked + "?"}
	}
	return []string{"Which of these tells " + lower + " in the case of " + noun + "?", "In the case of " + noun + ", which of these tells " + lower + "?"}
}

// isCalled reports whether a noun is the kind of a concept, the end of its name, or in the name of a set that it is in.
func (w *writer) isCalled(id, noun string) bool {
	c, ok := w.concept(id)
	if !ok {
		return false
	}
	is := lastWord(c.Kind) == noun || lastWord(c.Name) == noun
	for _, set := range w.sets[id] {
		is = is || strings.Contains(" "+strings.ToLower(set.Name)+" ", " "+noun+" ")
	}
	return is
}

// suitable are headers that say what a thing is good for, with the words that a question puts behind "what is it".
var suitable = map[string]string{"suited to": "suited to", "suited for": "suited for", "suitable for": "suitable for", "best for": "meant for"}

var (
	meaningHeader = regexp.MustCompile(`^(meaning|what it means|what the \w+ means)$`)
	whoHeader     = regexp.MustCompile(`^who (\w+s) (?:it|the (\w+))$`)
)
