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
	if stems := plainHeader(lower, noun); stems != nil {
		return stems
	}
	placed := w.placed(f, noun, lower)
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
		if wordCount(lower) > 2 && narrowed.MatchString(lower) {
			// "The sign in the measurements of a hot key" would speak of the measurements of the hot key.
			return []string{"With " + with(placed) + " what is the " + lower + "?", "With " + with(placed) + " which of these is the " + lower + "?"}
		}
		return []string{"What is the " + lower + " of " + placed + "?", "Which of these is the " + lower + " of " + placed + "?"}
	case suitable[lower] != "":
		return []string{"What is " + noun + " " + suitable[lower] + "?", "Which of these is " + noun + " " + suitable[lower] + "?"}
	}
	if m := whoHeader.FindStringSubmatch(lower); m != nil && (m[2] == "" || w.isCalled(f.Subject, m[2])) {
		return []string{"Who " + m[1] + " " + noun + "?", "Which party " + m[1] + " " + noun + "?"}
	}
	return w.indirectly(f, lower, noun, placed)
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

// indirectly asks a header that is an indirect question as a direct one: "when it runs" becomes "When does a hook run?". The subject stands in place of "it" or
// of its kind, else before the question as what it is asked of. A header whose own subject is asked for ("what is kept") says too little without its table.
func (w *writer) indirectly(f *extract.Fact, lower, noun, placed string) []string {
	if exampleHeader.MatchString(lower) && w.conceptOf(f) != "" {
		return []string{"Which of these is an example of " + placed + "?", "What is an example of " + placed + "?"}
	}
	if !indirect.MatchString(lower) || strings.Contains(lower, " says") || strings.Contains(lower, " this ") || strings.Contains(lower, " these ") || elsewhere.MatchString(lower) {
		return nil
	}
	asked := itself.ReplaceAllString(lower, noun)
	if m := ownThing.FindStringSubmatch(lower); asked == lower && m != nil && w.isCalled(f.Subject, m[1]) {
		asked = strings.Replace(lower, m[0], noun, 1)
	}
	if subjectAsked.MatchString(lower) {
		if asked == lower {
			return nil
		}
		return []string{strings.ToUpper(asked[:1]) + asked[1:] + "?"}
	}
	question, ok := directly(lower)
	if !ok {
		return nil
	}
	if asked != lower {
		question = itself.ReplaceAllString(question, noun)
		if m := ownThing.FindStringSubmatch(lower); m != nil && !strings.Contains(question, noun) {
			question = strings.Replace(question, m[0], noun, 1)
		}
		return []string{strings.ToUpper(question[:1]) + question[1:] + "?"}
	}
	return []string{"With " + with(placed) + " " + question + "?"}
}

// clauseParts splits an indirect question into its opening, its subject, its verb and the rest.
// The subject may have an adjective, which is tried second.
var clauseParts = [2]*regexp.Regexp{clausesWith("(?: [\\pL'-]+)??"), clausesWith(" [\\pL'-]+")}

func clausesWith(second string) *regexp.Regexp {
	return regexp.MustCompile(`^(who|what|where|when|how|why|which [a-z]+) (it|(?:an?|the) [\pL'-]+` + second + `(?: of (?:an?|the) [\pL-]+)?|[\pL-]+) (is|are|can|may|must|[\pL]+)((?: .+)?)$`)
}

// directly turns an indirect question into a direct one; false where its verb is not certain.
func directly(indirect string) (string, bool) {
	for _, parts := range clauseParts {
		m := parts.FindStringSubmatch(indirect)
		if m == nil {
			continue
		}
		opening, subject, verb, rest := m[1], m[2], m[3], m[4]
		plural := subject != "it" && strings.HasSuffix(lastField(subject), "s") && !strings.HasSuffix(subject, "ss")
		switch {
		case auxiliary[verb]:
			return opening + " " + verb + " " + subject + rest, true
		case plural && !strings.HasSuffix(verb, "s") && !strings.HasSuffix(verb, "ed"):
			return opening + " do " + subject + " " + verb + rest, true
		case !plural && strings.HasSuffix(verb, "s") && !strings.HasSuffix(verb, "ss"):
			return opening + " does " + subject + " " + infinitive(verb) + rest, true
		}
	}
	return "", false
}

var auxiliary = words("is are can may must")

// with ends a phrase that opens a question by a comma; one with a comma inside has its own.
func with(phrase string) string { return strings.TrimSuffix(phrase, ",") + "," }

// placed adds to a common noun what it is among its siblings, so that a question names its field: "the ownership model, a memory management technique". Names
// and nouns that say their kind themselves stay as they are.
func (w *writer) placed(f *extract.Fact, noun, header string) string {
	c, known := w.concept(f.Subject)
	if !known || !startsSmall(c.Name) || strings.HasPrefix(noun, "`") {
		return noun
	}
	var best string
	for _, set := range w.sets[f.Subject] {
		if wordCount(set.Name) < 2 || !speakable(set.Name) || len(set.Members) < 3 {
			continue
		}
		shares := w.gate.Likeness(set.Name, c.Name) > 0 || w.gate.Likeness(set.Name, header) > 0
		if shares && strings.ToLower(set.Name) == set.Name {
			return noun // the noun says its kind
		}
		if best == "" {
			best = set.Name
		}
	}
	if best == "" {
		return noun
	}
	return noun + ", " + indefiniteArticle(best) + " " + best
}

// plainHeader gives headers whose noun phrase would be stiff their everyday question.
func plainHeader(lower, noun string) []string {
	switch lower {
	case "main language":
		return []string{"In which language is " + noun + " mainly written?", "Which language is " + noun + " mainly written in?"}
	case "typical language":
		return []string{"Which language is typical of " + noun + "?"}
	case "typical fit":
		return []string{"What is " + noun + " a typical fit for?", "Which of these is " + noun + " a typical fit for?"}
	case "typical occasion":
		return []string{"What is a typical occasion for " + noun + "?", "Which of these is a typical occasion for " + noun + "?"}
	case "usual field":
		return []string{"What is " + noun + " mostly used for?", "Which of these is " + noun + " mostly used for?"}
	}
	if strings.HasSuffix(lower, " term") {
		return []string{"What is the " + lower + " for " + noun + "?", "Which of these is the " + lower + " for " + noun + "?"}
	}
	return nil
}

// plainValue asks for the thing in the everyday words of such a header.
func plainValue(kind, lower, value string) []string {
	switch {
	case lower == "main language":
		return []string{"Which " + kind + " is mainly written in " + value + "?"}
	case lower == "typical language":
		return []string{value + " is a typical language of which " + kind + "?"}
	case lower == "usual field":
		return []string{"Which " + kind + " is mostly used for " + value + "?"}
	case strings.HasSuffix(lower, " term"):
		return []string{"For which " + kind + " is " + value + " the " + lower + "?"}
	case exampleHeader.MatchString(lower):
		return []string{"Of which " + kind + " is this an example: " + value + "?"}
	}
	return nil
}

// lookedUp finds headers whose values nobody keeps in mind: port numbers and the documents that define a standard.
var lookedUp = regexp.MustCompile(`\b(?:port|(?:defining )?document|specified by|alpn name)$`)

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
