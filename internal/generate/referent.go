package generate

import (
	"regexp"
	"strings"

	"touchstone/internal/generate/extract"
)

// What a guide from elsewhere says in passing often leans on the text around it. A question has no text around it, so such statements are mended where
// that is safe and refused otherwise. Our own guides are written so that each sentence stands alone.

// unique are things that everybody knows which one is meant when no other is named: "the browser" is that of the user, "the server" the one that answers.
var unique = words(`browser server client user users internet web network backend frontend database cloud screen page client-side server-side same way first
whole only right wrong database's user's client's server's visitor`)

// definiteNoun finds a definite noun phrase and the word behind it.
var definitePhrase = regexp.MustCompile(`\bthe ((?:[\pL-]+ )?[\pL'-]+)((?:,? \pL+)?)`)

// joinedNouns matches what stands between the first of several joined nouns and the word that completes them: "the look and speed of a page".
var joinedNouns = regexp.MustCompile(`^(?:,? (?:and )?[\pL-]+){1,5}? (?:of|that|which|between|in) `)

// completed are words that tell which one a definite noun phrase means: "the cost of a call".
var completed = words("of that which who whose where behind between needed used")

var (
	otherThings = regexp.MustCompile(`(?:^|\b(?:and|or|including|,) )(?:any |some |all )?other (?:[a-z-]+)`)
	// vagueSubject opens a clause with a thing of which nobody knows which one or whose.
	vagueSubject = regexp.MustCompile(`^(?:(?:sensitive|personal|important|user|all) )?(?:data|info|information|logins|things|stuff|everything|content|code|work|work|projects?) `)
	colloquial   = regexp.MustCompile(`\b(?:info|stuff|cool|flashy|devs|techie|super|awesome|behind the scenes|solutions|behind-the-scenes|backside|under the hood|make sense|life cycle)\b`)
)

// selfContained reports whether a statement of a guide from elsewhere can be understood without the guide.
func selfContained(f *extract.Fact) bool {
	switch f.Relation {
	case extract.Responsibility, extract.Effect, extract.Purpose, extract.Without, extract.Contrast, extract.Definition, extract.Condition:
	default:
		return true
	}
	texts := []string{f.Object}
	if f.Other != nil {
		texts = append(texts, f.Other.Object)
	}
	if f.Relation == extract.Condition {
		texts = append(texts, f.Situation)
	}
	for _, text := range texts {
		if colloquial.MatchString(text) || otherThings.MatchString(strings.ReplaceAll(text, "each other", "")) {
			return false
		}
		// In a definition and a purpose "the soil" is any soil: they speak of their subject in general.
		// So does an entry of a table or of a list of terms.
		entry := strings.HasPrefix(f.Origin, "term") || strings.Contains(f.Origin, "table")
		if !entry && f.Relation != extract.Definition && f.Relation != extract.Purpose && pointsOutside(text, strings.Join(texts, " ")) {
			return false
		}
	}
	return f.Relation != extract.Without && f.Relation != extract.Condition || !vagueSubject.MatchString(f.Object)
}

// pointsOutside reports whether a definite noun phrase means something that neither the text names nor everybody knows.
func pointsOutside(text, all string) bool {
	for _, at := range definitePhrase.FindAllStringSubmatchIndex(text, -1) {
		nouns, behind := strings.Fields(text[at[2]:at[3]]), strings.Fields(strings.Trim(text[at[4]:at[5]], ", "))
		head := nouns[len(nouns)-1]
		if rest := text[at[3]:]; (strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, " and ")) && joinedNouns.MatchString(rest) || head == "and" && joinedNouns.MatchString(" "+head+rest) {
			continue
		}
		if unique[head] || unique[nouns[0]] || len(behind) > 0 && completed[behind[0]] || completed[head] {
			continue
		}
		if strings.Contains(all, " a "+head) || strings.Contains(all, " an "+head) {
			continue // named before: "an application ... the application"
		}
		return true
	}
	return false
}

// plainly puts everyday turns of a guide into plain words and gives a lonely noun its article: "lots of users" are many users.
func plainly(f *extract.Fact) *extract.Fact {
	switch f.Relation {
	case extract.Responsibility, extract.Effect, extract.Purpose, extract.Without, extract.Contrast:
	default:
		return f
	}
	object := plainWords(f.Object)
	var other *extract.Pole
	if f.Other != nil {
		pole := *f.Other
		pole.Object = plainWords(pole.Object)
		other = &pole
	}
	if object == f.Object && (other == nil || other.Object == f.Other.Object) {
		return f
	}
	mended := *f
	mended.Object, mended.Other = object, other
	return &mended
}

var everyday = strings.NewReplacer("lots of ", "many ", "a lot of ", "much ", "tons of ", "many ", "server-side of ", "server side of ", "client-side of ", "client side of ")

// lonely finds a countable noun in the singular that stands behind a preposition without an article.
var lonely = regexp.MustCompile(`\b(with|about|on|for|of|in) ((?:user |web )?(?:interface|server|browser|screen|page|database))(,|$| and | or )`)

func plainWords(text string) string {
	return lonely.ReplaceAllString(everyday.Replace(text), "$1 the $2$3")
}
