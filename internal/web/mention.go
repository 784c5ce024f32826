package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"touchstone/internal/curriculum"
)

// spelling is one way to write a concept: the very words, and of words in small letters also with a capital at the beginning.
type spelling struct{ text, concept string }

// readForms collects names, plurals and aliases. What names two concepts names none for certain.
func (g *glossary) readForms() {
	owner := map[string]string{}
	for i := range g.curriculum.Concepts {
		c := &g.curriculum.Concepts[i]
		for _, text := range waysToWrite(c) {
			if other, taken := owner[text]; taken && other != c.ID {
				owner[text] = ""
				continue
			}
			owner[text] = c.ID
		}
	}
	for text, concept := range owner {
		if utf8.RuneCountInString(text) > 1 {
			first := firstWord(text)
			g.forms[first] = append(g.forms[first], spelling{text, concept})
		}
	}
	for _, forms := range g.forms {
		slices.SortFunc(forms, func(a, b spelling) int {
			return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text))
		})
	}
}

// waysToWrite are the words for a concept. The data gives irregular plurals.
func waysToWrite(c *curriculum.Concept) []string {
	var ways []string
	for _, name := range append([]string{c.Name}, c.Aliases...) {
		ways = append(ways, name)
		if !c.Mass {
			ways = append(ways, plural(name))
		}
	}
	if c.Plural != "" {
		ways = append(ways, c.Plural)
	}
	for _, way := range slices.Clone(ways) {
		if strings.ToLower(way) == way {
			ways = append(ways, capitalised(way))
		}
	}
	return ways
}

// plural is the regular plural of a noun.
func plural(noun string) string {
	for _, ending := range []string{"s", "x", "z", "ch", "sh"} {
		if strings.HasSuffix(noun, ending) {
			return noun + "es"
		}
	}
	if stem, y := strings.CutSuffix(noun, "y"); y && stem != "" && !strings.ContainsRune("aeiou", rune(stem[len(stem)-1])) {
		return stem + "ies"
	}
	return noun + "s"
}

func capitalised(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// mention is a place at which a text names a concept, which is empty where two have the name.
type mention struct {
	start, end int
	concept    string
}

// mentions finds the concepts that a text names, the longest name first at each place.
func (g *glossary) mentions(text string) []mention {
	var found []mention
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) || i > 0 && joins(lastRune(text[:i])) {
			i += n
			continue
		}
		end := i
		for _, f := range g.forms[firstWord(text[i:])] {
			if strings.HasPrefix(text[i:], f.text) && !joins(firstRune(text[i+len(f.text):])) {
				end = i + len(f.text)
				found = append(found, mention{i, end, f.concept})
				break
			}
		}
		if end == i {
			end += len(firstWord(text[i:]))
		}
		i = max(end, i+n)
	}
	return found
}

// firstWord is what stands before the first rune that no word has.
func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !wordRune(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// joins reports whether a rune makes what stands beside it part of a longer word.
func joins(r rune) bool { return wordRune(r) || r == '-' || r == '/' }

func firstRune(s string) rune {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ' '
	}
	return r
}

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }
