package generate

import (
	"strings"
)

// plural of a noun phrase whose head is its last word before "of", "for", "that" and their like.
func plural(phrase string) string {
	fields := strings.Fields(phrase)
	head := len(fields) - 1
	for i, w := range fields {
		if i > 0 && headEnds[w] {
			head = i - 1
			break
		}
	}
	if head < 0 {
		return phrase
	}
	fields[head] = pluralWord(fields[head])
	joined := strings.Join(fields, " ")
	for singular, many := range map[string]string{" that is ": " that are ", " that compiles ": " that compile ", " that keeps ": " that keep ", " that compares ": " that compare ", " that runs ": " that run ", " that stores ": " that store ", " that has ": " that have "} {
		joined = strings.Replace(joined, singular, many, 1)
	}
	return joined
}

var headEnds = words("of for that which with in by to as under from at on about between")

func pluralWord(word string) string {
	lower := strings.ToLower(word)
	switch {
	case strings.HasSuffix(lower, "y") && len(lower) > 1 && !strings.ContainsRune("aeiou", rune(lower[len(lower)-2])):
		return word[:len(word)-1] + "ies"
	case strings.HasSuffix(lower, "s"), strings.HasSuffix(lower, "x"), strings.HasSuffix(lower, "z"), strings.HasSuffix(lower, "ch"), strings.HasSuffix(lower, "sh"):
		return word + "es"
	}
	return word + "s"
}

// list joins words with commas and a last "and".
func list(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}

func wordCount(text string) int { return len(strings.Fields(text)) }
