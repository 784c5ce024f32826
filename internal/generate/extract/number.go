package extract

import "strings"

// Several puts a predicate in the third person singular into the plural: "allows storage and demands a check" becomes "allow storage and demand a check".
// It reports false where it does not know the verb.
func Several(predicate string) (string, bool) {
	fields := strings.Fields(predicate)
	if len(fields) == 0 {
		return "", false
	}
	first := 0
	for first < len(fields)-1 && (adverbs[fields[first]] || strings.HasSuffix(fields[first], "ly")) {
		first++
	}
	if modals[fields[first]] {
		return predicate, true
	}
	verb, ok := severalVerb(fields[first])
	if !ok {
		return "", false
	}
	fields[first] = verb
	for i := first + 1; i < len(fields); i++ {
		word := strings.Trim(fields[i], ",;")
		if relatives[word] || conjunctions[word] && word != "and" && word != "or" {
			break // verbs from here on have a subject of their own
		}
		if before := fields[i-1]; before != "and" && before != "or" || !followsVerb(fields, i) {
			continue
		}
		if verb, ok := severalVerb(word); ok {
			fields[i] = strings.Replace(fields[i], word, verb, 1)
		}
	}
	return strings.Join(fields, " "), true
}

func severalVerb(word string) (string, bool) {
	switch base := thirdPerson[word]; base {
	case "":
		return "", false
	case "be":
		return "are", true
	default:
		return base, true
	}
}

// followsVerb reports whether the word at i is a verb rather than a noun in -s: it can be no noun, or an object stands behind it.
func followsVerb(fields []string, i int) bool {
	if !nounLike[fields[i]] {
		return true
	}
	return i+1 < len(fields) && (determiners[fields[i+1]] && fields[i+1] != "that" || prepositions[fields[i+1]])
}
