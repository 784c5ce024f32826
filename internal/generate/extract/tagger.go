package extract

import (
	"strings"
	"unicode"

	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

// mention is a place where a text names a concept: tokens from first up to, not including, next.
type mention struct {
	first, next int
	concept     int // index in Curriculum.Concepts
	plural      bool
	possessive  bool
}

// tagger finds the concepts of a curriculum in tokens: the longest name wins, from left to right.
type tagger struct {
	c    *curriculum.Curriculum
	root *node
}

type node struct {
	next  map[string]*node
	names []name // names that end here
}

type name struct {
	concept int
	plural  bool
	// exact is the spelling that must be met letter by letter; empty where case does not count.
	exact string
}

func newTagger(c *curriculum.Curriculum) *tagger {
	t := &tagger{c: c, root: &node{}}
	for i := range c.Concepts {
		concept := &c.Concepts[i]
		names := append([]string{concept.Name}, concept.Aliases...)
		names = append(names, spokenVariants(concept, names)...)
		for _, n := range names {
			t.add(n, name{concept: i, plural: !concept.Mass && pluralName(n)})
			if !concept.Mass && !strings.HasSuffix(n, "s") || n == concept.Name && concept.Plural != "" {
				p := concept.Plural
				if p == "" || n != concept.Name {
					p = plural(n)
				}
				t.add(p, name{concept: i, plural: true})
			}
		}
		if concept.Plural != "" {
			t.add(concept.Plural, name{concept: i, plural: true})
		}
	}
	return t
}

// pluralName reports whether a name ends in a plural: "server-sent events".
func pluralName(n string) bool {
	_, many := singular(n[strings.LastIndexAny(n, " -")+1:])
	return many && n == strings.ToLower(n)
}

// spokenVariants are the ways in which guides speak of a side of an application and of the people who build it: "backend development" is what is done on
// the backend, a "backend dev" or "back-end engineer" is a backend developer.
func spokenVariants(concept *curriculum.Concept, names []string) []string {
	var variants []string
	for _, n := range names {
		switch {
		case concept.Kind == "side":
			variants = append(variants, n+" development")
		case concept.Kind == "role" && strings.HasSuffix(n, " developer"):
			stem := strings.TrimSuffix(n, "developer")
			variants = append(variants, stem+"dev", stem+"engineer", stem+"programmer", stem+"web developer")
		}
	}
	return variants
}

// add enters a spelling together with its variants: "front-end", "front end".
func (t *tagger) add(spelling string, n name) {
	spelling = strings.ReplaceAll(spelling, "`", "")
	if spelling == "" {
		return
	}
	variants := []string{spelling}
	if strings.Contains(spelling, " ") && strings.Count(spelling, " ") == 1 && !strings.Contains(spelling, "-") && spelling == strings.ToLower(spelling) {
		variants = append(variants, strings.Replace(spelling, " ", "-", 1))
	}
	if strings.Contains(spelling, "-") {
		variants = append(variants, strings.ReplaceAll(spelling, "-", " "))
	}
	for k, v := range variants {
		tokens := tokenizePlain(nil, v, 0, len(v), false)
		if len(tokens) == 0 {
			continue
		}
		entry := n
		if len(tokens) == 1 && k == 0 && needsExactCase(v) {
			entry.exact = v
		}
		at := t.root
		for i := range tokens {
			if at.next == nil {
				at.next = map[string]*node{}
			}
			child := at.next[tokens[i].lower]
			if child == nil {
				child = &node{}
				at.next[tokens[i].lower] = child
			}
			at = child
		}
		known := false
		for _, other := range at.names {
			known = known || other.concept == entry.concept && other.exact == entry.exact
		}
		if !known {
			at.names = append(at.names, entry)
		}
	}
}

// needsExactCase holds for one-word names with a capital: Go is not go, GET is not get, Host is not host.
func needsExactCase(s string) bool {
	for _, r := range s {
		if unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

// mentions returns the concepts named in tokens[from:to], in order, without overlaps.
func (t *tagger) mentions(tokens []token, from, to int) []mention {
	var found []mention
	for i := from; i < to; {
		m, ok := t.longest(tokens, i, to)
		if !ok {
			i++
			continue
		}
		found = append(found, m)
		i = m.next
	}
	return found
}

func (t *tagger) longest(tokens []token, from, to int) (mention, bool) {
	var best mention
	found := false
	at := t.root
	for i := from; i < to; i++ {
		tok := &tokens[i]
		key := tok.lower
		bare, owned := strings.CutSuffix(key, "'s")
		if child := at.next[key]; child != nil {
			at = child
			owned = false
		} else if child := at.words(tok); child != nil {
			at = child // `git fetch` is one token and two words of the name
			owned = false
		} else if child := at.next[bare]; owned && child != nil {
			at = child
		} else {
			break
		}
		for _, n := range at.names {
			if n.exact != "" && !exactly(tok, n.exact, owned) {
				continue
			}
			best, found = mention{first: from, next: i + 1, concept: n.concept, plural: n.plural, possessive: owned}, true
			break
		}
		if owned {
			break
		}
	}
	return best, found
}

// words follows the words of a stretch of code one by one; nil where they are no part of a name.
func (n *node) words(tok *token) *node {
	if tok.kind != codeToken || !strings.Contains(tok.text, " ") {
		return nil
	}
	at := n
	for _, word := range strings.Fields(tok.lower) {
		if at = at.next[word]; at == nil {
			return nil
		}
	}
	return at
}

// exactly reports whether the token is spelled like the name, possessive ending aside.
func exactly(tok *token, exact string, owned bool) bool {
	if owned && len(tok.text) > len(exact) {
		return tok.text[:len(exact)] == exact
	}
	return tok.text == exact
}

// single returns the concept that the whole text names, and whether there is one.
func (t *tagger) single(tokens []token, from, to int) (int, bool) {
	for from < to && (tokens[from].is("the", "a", "an") || tokens[from].is(`"`, "“", "‘")) {
		from++
	}
	for to > from && tokens[to-1].kind == punctToken && tokens[to-1].text != "+" {
		to--
	}
	m, ok := t.longest(tokens, from, to)
	if ok && m.next == to && !m.possessive {
		return m.concept, true
	}
	return 0, false
}

// named returns the concept that a plain text names.
func (t *tagger) named(text string) (int, bool) {
	text = strings.ReplaceAll(text, "`", "")
	tokens := tokenize(nil, text, guide.Span{End: len(text)}, nil)
	return t.single(tokens, 0, len(tokens))
}
