package generate

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
)

// article is what stands before a noun.
type article uint8

const (
	bare article = iota
	indefinite
	definite
)

// speaker knows how to name things in running text. Which article a concept takes is learned from the guides themselves, because no rule tells that one
// says "a JSON Web Token" and "PostgreSQL".
type speaker struct {
	curriculum *curriculum.Curriculum
	articles   map[string]article
	// names are first words of concepts that are written with a capital.
	names map[string]bool
}

var wordPattern = regexp.MustCompile("[\\pL\\pN][\\pL\\pN.+#_/'’-]*|[.,;:!?()|\n`]")

// after the name of a thing, these show that the name was the whole noun phrase ("a token is", but not "a token endpoint")
var phraseEnds = words(`is are was were has have can cannot could may might must will does do that which who whose to for from in on at with without by as of and or but when while whereas
if because so than means lets gives keeps makes tells returns serves stores names holds . , ; : ? ! ( ) |`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// newSpeaker learns from the study guides; the sources have a say about concepts that these do not mention.
func newSpeaker(c *curriculum.Curriculum, guides, sources []string) *speaker {
	s := &speaker{curriculum: c, articles: map[string]article{}, names: map[string]bool{}}
	for i := range c.Concepts {
		if first, _, _ := strings.Cut(c.Concepts[i].Name, " "); !startsSmall(first) {
			s.names[first] = true
		}
	}
	s.learn(guides)
	s.learn(sources)
	return s
}

func (s *speaker) learn(texts []string) {
	c := s.curriculum
	type entry struct {
		words []string
		id    string
	}
	byFirst := map[string][]entry{}
	for _, concept := range c.Concepts {
		split := wordPattern.FindAllString(concept.Name, -1)
		if len(split) == 0 {
			continue
		}
		for i := range split {
			split[i] = strings.ToLower(split[i])
		}
		byFirst[split[0]] = append(byFirst[split[0]], entry{split, concept.ID})
	}
	type usage struct{ a, the, none int }
	seen := map[string]*usage{}
	for _, text := range texts {
		tokens := wordPattern.FindAllString(text, -1)
		lower := make([]string, len(tokens))
		for i, t := range tokens {
			lower[i] = strings.ToLower(strings.TrimRight(t, "."))
			if lower[i] == "" {
				lower[i] = t
			}
		}
		for i := range lower {
			for _, e := range byFirst[lower[i]] {
				if !startsWith(lower[i:], e.words) {
					continue
				}
				if next := i + len(e.words); next < len(lower) && !phraseEnds[lower[next]] && !strings.HasSuffix(tokens[next-1], ".") {
					continue
				}
				u := seen[e.id]
				if u == nil {
					u = &usage{}
					seen[e.id] = u
				}
				switch {
				case i > 0 && (lower[i-1] == "a" || lower[i-1] == "an"):
					u.a++
				case i > 0 && lower[i-1] == "the":
					u.the++
				case i > 0 && unicode.IsLetter(rune(tokens[i-1][0])):
					u.none++
				}
			}
		}
	}
	for id, u := range seen {
		if _, known := s.articles[id]; known {
			continue
		}
		switch {
		case u.a > 0 && u.a >= u.the && u.a*4 >= u.none:
			s.articles[id] = indefinite
		case u.the > 0 && u.the >= u.none:
			s.articles[id] = definite
		case u.a > 0 && u.a*4 >= u.none:
			s.articles[id] = indefinite
		case u.none > 0 && !commonNoun(c, id):
			s.articles[id] = bare
		}
	}
}

func startsWith(text, head []string) bool {
	if len(text) < len(head) {
		return false
	}
	for i := range head {
		if text[i] != head[i] {
			return false
		}
	}
	return true
}

// name is a concept as it is called, with code marked.
func (s *speaker) name(id string) string {
	c, ok := s.curriculum.Concept(id)
	if !ok {
		return id
	}
	return spokenName(c)
}

// spokenName is a concept's name with code marked: names that can only be code, and the code before the kind in names such as "aud claim".
func spokenName(c curriculum.Concept) string {
	first, rest, more := strings.Cut(c.Name, " ")
	if more && codeKinds[c.Kind] && startsSmall(first) && !strings.Contains(rest, " ") && namedParts[rest] {
		return "`" + first + "` " + rest
	}
	if strings.HasSuffix(c.Kind, " command") && startsSmall(c.Name) && strings.Contains(c.Name, " ") && !strings.HasSuffix(c.Name, "command") {
		return "`" + c.Name + "`" // typed as it is: `git push`
	}
	return codeMarked(c.Name)
}

// kinds of concept whose members are named by a piece of code and their kind
var codeKinds = map[string]bool{"claim": true, "scope value": true, "parameter": true, "cache directive": true}

// codeMarked puts names that can only be code into backticks: words with underscores and no space.
func codeMarked(name string) string {
	if strings.Contains(name, "_") && !strings.Contains(name, " ") {
		return "`" + name + "`"
	}
	return name
}

// noun is a concept with its article, as it stands inside a sentence.
func (s *speaker) noun(id string) string {
	c, ok := s.curriculum.Concept(id)
	if !ok {
		return id
	}
	name := spokenName(c)
	a, known := s.articles[id]
	switch {
	case strings.HasPrefix(name, "`") && strings.HasSuffix(name, "`"):
		a = bare
	case uniqueKinds[c.Kind] && commonNoun(s.curriculum, id), strings.HasPrefix(name, "`") && strings.Contains(name, " "):
		a = definite // one of a fixed set: the stateless constraint, the `phone` scope
		if c.Mass && !strings.HasPrefix(name, "`") {
			a = bare
		}
	case c.Mass:
		a = bare
	case mixedName(name) && namedParts[lastField(name)] && (!startsSmall(name) || namedAlone[lastField(name)] || !known && strings.ContainsAny(name, "-._")):
		a = definite // one of its name; there are many prepared statements
	case lastField(c.Kind) == "role" && a == definite && mixedName(name):
		a = indefinite
	case !known && mixedName(name):
		a = indefinite
	case titleHeads[lastField(name)] && wordCount(name) > 1 && a != indefinite:
		a = definite // a proper name that ends in an ordinary noun: the Common Language Runtime
	case !known && commonNoun(s.curriculum, id):
		a = indefinite
	}
	return withArticle(a, name)
}

// titleHeads are nouns at the end of proper names that take the article.
var titleHeads = words("Runtime Machine System Foundation Act Regulation Guide Consortium Force Institute Commission Project Registry Model Interface Framework Protocol Standard Layer Bus Cloud Guidelines Manifesto")

// commonNoun reports whether a name ends in an ordinary word (access token, PUT method, B-tree), so that it takes an article.
func commonNoun(c *curriculum.Curriculum, id string) bool {
	concept, _ := c.Concept(id)
	fields := strings.FieldsFunc(concept.Name, func(r rune) bool { return r == ' ' || r == '-' })
	if len(fields) > 1 && countable[fields[len(fields)-1]] {
		return true
	}
	return len(fields) > 0 && !strings.Contains(concept.Name, "_") && startsSmall(fields[len(fields)-1]) && (len(fields) > 1 || startsSmall(fields[0])) && !deliberatelySmall[concept.Name]
}

// abbreviations that are counted like words: an HTTP data API
var countable = words("API URL URI ID Token")

// kinds of which each member is the only one of its name
var uniqueKinds = map[string]bool{"REST constraint": true, "status class": true, "tier": true, "scope value": true, "side": true}

// mixedName finds a proper name or a piece of code before an ordinary word: the PUT method, the Content-Type header, the max-age directive.
func mixedName(name string) bool {
	fields := strings.Fields(name)
	return len(fields) > 1 && startsSmall(fields[len(fields)-1]) && (!startsSmall(name) && name[0] != '`' || namedParts[fields[len(fields)-1]])
}

var namedParts = words("directive header parameter claim scope attribute component method clause statement endpoint function command operator predicate keyword grant theorem model problem payload signature")

// namedAlone are parts of names that belong to one thing even behind a plain word: the waterfall model, the pick command.
var namedAlone = words("command component model theorem problem clause keyword directive method operator attribute")

func withArticle(a article, name string) string {
	switch a {
	case indefinite:
		return indefiniteArticle(name) + " " + name
	case definite:
		return "the " + name
	}
	return name
}

// subject is the subject of a fact with its article: by its concept, or as the quote has it.
func (s *speaker) subject(f *extract.Fact) string {
	if _, ok := s.curriculum.Concept(f.Subject); ok {
		return s.noun(f.Subject)
	}
	return s.asQuoted(f.SubjectText, f.Quotes)
}

// asQuoted gives a phrase the article that stands before it in a quote.
func (s *speaker) asQuoted(phrase string, quotes []bank.Quote) string {
	plain := strings.ToLower(strings.ReplaceAll(phrase, "`", ""))
	for _, q := range quotes {
		text := strings.ToLower(q.Text)
		i := strings.Index(text, plain)
		if i < 0 {
			continue
		}
		before := strings.Fields(text[:i])
		if len(before) == 0 {
			break
		}
		switch strings.Trim(before[len(before)-1], "*_\"“(") {
		case "a", "an":
			return withArticle(indefinite, phrase)
		case "the":
			return withArticle(definite, phrase)
		}
		break
	}
	return phrase
}

func startsSmall(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}

// indefiniteArticle chooses by sound: a vowel letter that is spoken as one, or a letter of an abbreviation whose name begins with a vowel.
func indefiniteArticle(noun string) string {
	bareNoun := strings.TrimLeft(noun, "`“\"(")
	lower := strings.ToLower(bareNoun)
	first := strings.FieldsFunc(bareNoun, func(r rune) bool { return r == ' ' || r == '-' })
	if len(first) > 0 && spelled(first[0]) {
		if strings.ContainsRune("AEFHILMNORSX8", rune(first[0][0])) {
			return "an"
		}
		return "a"
	}
	if letters, ok := leadingLetters(bareNoun); ok {
		if strings.ContainsRune("AEFHILMNORSX8", rune(letters[0])) {
			return "an"
		}
		return "a"
	}
	for _, hard := range []string{"uni", "use", "user", "uri", "one-", "one ", "eu", "uu", "usu"} {
		if strings.HasPrefix(lower, hard) && !strings.HasPrefix(lower, "unin") && !strings.HasPrefix(lower, "unim") && !strings.HasPrefix(lower, "unid") {
			return "a"
		}
	}
	if strings.HasPrefix(lower, "hour") || strings.HasPrefix(lower, "honest") || strings.IndexAny(lower, "aeiou") == 0 {
		return "an"
	}
	return "a"
}

// leadingLetters returns the letters that are spoken one by one at the head of a name with capitals inside: SS of SSTable, M of mTLS, G of gRPC. A name that
// begins with a vowel or a syllable is spoken as a word: OAuth, JSONPath.
func leadingLetters(noun string) (string, bool) {
	word, _, _ := strings.Cut(noun, " ")
	upper := 0
	for upper < len(word) && word[upper] >= 'A' && word[upper] <= 'Z' {
		upper++
	}
	switch {
	case upper == 0 && len(word) > 2 && word[0] >= 'a' && word[0] <= 'z' && word[1] >= 'A' && word[1] <= 'Z':
		return strings.ToUpper(word[:1]), true
	case upper > 2 && upper < len(word) && word[upper] >= 'a' && word[upper] <= 'z' && !strings.ContainsAny(word[:upper-1], "AEIOU"):
		return word[:upper-1], true // the last capital begins the word behind the letters
	}
	return "", false
}

// Abbreviations and words in capitals that are spoken as words.
var spelledWords = words("OIDC UUID IEEE")

var spokenWords = words("SAML REST CRUD LIFO FIFO RAM JSON NAT GET PUT HEAD POST PATCH DELETE TRACE CONNECT WHERE FROM GROUP HAVING LIMIT NULL NOT DROP CREATE ROLLBACK COMMIT SAVEPOINT GRANT REVOKE DISTINCT PARTITION BASE PAC SELECT LAG LEAD RANK MIN MAX SUM COUNT CAP BRIN GIN")

func spelled(word string) bool {
	if len(word) > 3 && strings.ContainsAny(word[1:], "AEIOU") && !spelledWords[word] {
		return false
	}
	if spokenWords[word] || len(word) < 2 || len(word) > 6 {
		return len(word) == 1 && strings.ToUpper(word) == word && word >= "A" && word <= "Z"
	}
	for _, r := range word {
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// upper writes the first letter as a capital. Names that begin with a small letter on purpose and code stay as they are.
func (s *speaker) upper(text string) string {
	if text == "" || text[0] == '`' {
		return text
	}
	first, _, _ := strings.Cut(text, " ")
	first = strings.Trim(first, ",.;:'’")
	if deliberatelySmall[first] || strings.ContainsAny(first, "_") || strings.Contains(first, ".") && fileName.MatchString(first) {
		return text
	}
	for i, r := range first {
		if i > 0 && unicode.IsUpper(r) && !strings.Contains(first, "-") {
			return text // a name such as npm or iOS
		}
	}
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}

// fileName finds names of files and addresses, whose letters matter.
var fileName = regexp.MustCompile(`^[\pL\d-]+\.[\pL\d.-]+$`)

var deliberatelySmall = words("npm nginx webpack pip etcd jsonb psql curl gzip kubectl systemd mTLS")

// lowerFirst undoes a capital at the start of a sentence, unless the word is a name.
func (s *speaker) lowerFirst(text string) string {
	first, _, _ := strings.Cut(text, " ")
	if startWords[strings.ToLower(first)] || s.gerund(first) {
		r, n := utf8.DecodeRuneInString(text)
		return string(unicode.ToLower(r)) + text[n:]
	}
	return text
}

// gerund reports whether a capital stands on an ordinary word in -ing, and not on a name such as Spring or Sprint Planning.
func (s *speaker) gerund(word string) bool {
	if len(word) < 6 || !strings.HasSuffix(word, "ing") || strings.ToLower(word[1:]) != word[1:] {
		return false
	}
	return !s.names[word]
}

var startWords = words(`a an the this that these those its their each every all any some no one two three when if while because without with in on at by for from to of as it they there
after before during since until most many several both such only not whose who what which how where`)

// sentence closes a text with a full stop and begins it with a capital.
func (s *speaker) sentence(text string) string {
	text = strings.TrimSpace(s.upper(text))
	if text == "" || strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, ".”") {
		return text
	}
	return text + "."
}
