package extract

import "strings"

var doubled = words(`get set put run cut split stop plan drop begin commit log map plug pin ping trim tag wrap swap skip strip submit ship step spin permit omit refer prefer defer transfer control cancel label model debug shut sit hit win slip grab forget occur admit quit rid let fit scan scrub program rebuild span lag cap beg chat recur infer trap opt`)

// third returns the third person singular of a verb's base form.
func third(base string) string {
	switch base {
	case "be":
		return "is"
	case "have":
		return "has"
	}
	switch {
	case strings.HasSuffix(base, "s"), strings.HasSuffix(base, "x"), strings.HasSuffix(base, "z"), strings.HasSuffix(base, "ch"), strings.HasSuffix(base, "sh"), base == "go", base == "do", base == "undo", base == "redo", base == "echo":
		return base + "es"
	case strings.HasSuffix(base, "y") && !vowelBefore(base, len(base)-1):
		return base[:len(base)-1] + "ies"
	}
	return base + "s"
}

func gerund(base string) string {
	switch {
	case base == "debug" || base == "log" || base == "tag" || base == "plug" || base == "lag":
		return base + "ging"
	case base == "cancel" || base == "label" || base == "model":
		return base + "ing"
	case strings.HasSuffix(base, "ie"):
		return base[:len(base)-2] + "ying"
	case strings.HasSuffix(base, "ee") || base == "see" || strings.HasSuffix(base, "oe"):
		return base + "ing"
	case strings.HasSuffix(base, "e") && base != "be":
		return base[:len(base)-1] + "ing"
	case doubled[base]:
		return base + base[len(base)-1:] + "ing"
	}
	return base + "ing"
}

func past(base string) string {
	switch {
	case strings.HasSuffix(base, "e"):
		return base + "d"
	case strings.HasSuffix(base, "y") && !vowelBefore(base, len(base)-1):
		return base[:len(base)-1] + "ied"
	case doubled[base]:
		return base + base[len(base)-1:] + "ed"
	}
	return base + "ed"
}

func vowelBefore(s string, i int) bool {
	return i > 0 && strings.IndexByte("aeiou", s[i-1]) >= 0
}

var irregularPlurals = map[string]string{"people": "person", "indices": "index", "matrices": "matrix", "vertices": "vertex", "children": "child", "men": "man", "women": "woman", "criteria": "criterion", "phenomena": "phenomenon",
	"data": "data", "media": "media", "analyses": "analysis", "bases": "base", "databases": "database", "caches": "cache", "axes": "axis", "headaches": "headache", "halves": "half", "lives": "life", "leaves": "leaf", "knives": "knife", "cookies": "cookie", "movies": "movie", "responses": "response", "cases": "case", "uses": "use", "houses": "house", "clauses": "clause", "phases": "phase", "releases": "release", "purposes": "purpose", "licenses": "license", "expenses": "expense", "sizes": "size", "prizes": "prize", "quizzes": "quiz", "buses": "bus", "aliases": "alias", "statuses": "status", "gases": "gas", "viruses": "virus", "focuses": "focus", "types": "type", "promises": "promise", "premises": "premise", "exercises": "exercise", "enterprises": "enterprise", "defenses": "defense", "warehouses": "warehouse", "pauses": "pause", "causes": "cause", "leases": "lease", "courses": "course", "sources": "source", "nurses": "nurse", "verses": "verse", "ties": "tie", "niches": "niche"}

// sameInBoth are nouns that end in s and are no plural.
var sameInBoth = words(`status class process address access business series species kubernetes redis https dns aws css js express postgres news analysis basis axis canvas corpus focus bus bias gas lens loss less mass pass press progress success virus alias cors tls rails apis-of this os sass jenkins nexus graphics physics mathematics always sms cms dbms rdbms vps paas saas iaas faas baas gws eks ecs rds sqs sns kms iops cross-access`)

// singular returns the singular of a noun, and whether the word was a plural.
func singular(noun string) (string, bool) {
	low := strings.ToLower(noun)
	if base, ok := irregularPlurals[low]; ok {
		return matchCase(noun, base), base != low
	}
	// An abbreviation takes a small s: APIs, JWTs, SPAs.
	if n := len(noun); n > 2 && noun[n-1] == 's' && strings.ToUpper(noun[:n-1]) == noun[:n-1] && noun[n-2] >= 'A' && noun[n-2] <= 'Z' {
		return noun[:n-1], true
	}
	switch {
	case sameInBoth[low] || len(low) < 4 || strings.HasSuffix(low, "ss") || strings.HasSuffix(low, "us") || strings.HasSuffix(low, "is") || !strings.HasSuffix(low, "s"):
		return noun, false
	case noun == strings.ToUpper(noun):
		return noun, false
	case strings.HasSuffix(low, "ies") && len(low) > 4:
		return noun[:len(noun)-3] + "y", true
	case strings.HasSuffix(low, "sses"), strings.HasSuffix(low, "xes"), strings.HasSuffix(low, "ches") && !strings.HasSuffix(low, "caches"), strings.HasSuffix(low, "shes"), strings.HasSuffix(low, "zzes"):
		return noun[:len(noun)-2], true
	}
	return noun[:len(noun)-1], true
}

func matchCase(like, word string) string {
	if like != "" && like[0] >= 'A' && like[0] <= 'Z' && word != "" {
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}

// plurals returns the regular plural of a noun.
func plural(noun string) string {
	switch {
	case noun == "":
		return ""
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"), strings.HasSuffix(noun, "ch"), strings.HasSuffix(noun, "sh"), strings.HasSuffix(noun, "z"):
		return noun + "es"
	case strings.HasSuffix(noun, "y") && !vowelBefore(noun, len(noun)-1):
		return noun[:len(noun)-1] + "ies"
	}
	return noun + "s"
}

// articleFor returns "a" or "an" as the word's sound asks.
func articleFor(word string) string {
	low := strings.ToLower(strings.TrimLeft(word, "`\"“("))
	if low == "" {
		return "a"
	}
	for _, p := range []string{"uni", "use", "usa", "uti", "eu", "one", "once", "url", "uri", "u."} {
		if strings.HasPrefix(low, p) && !strings.HasPrefix(low, "unin") && !strings.HasPrefix(low, "unim") {
			return "a"
		}
	}
	for _, p := range []string{"hour", "honest", "heir", "http", "html", "sql", "xml", "ssh", "ssl", "ssd", "sdk", "rfc", "ram", "rpc", "nfs", "mvp", "fifo", "lru", "ldap", "s3"} {
		if strings.HasPrefix(low, p) && (word == strings.ToUpper(word) || p == "hour" || p == "honest" || p == "heir" || p == "http" || p == "html" || p == "xml" || p == "sql") {
			return "an"
		}
	}
	if strings.IndexByte("aeiou8", low[0]) >= 0 {
		return "an"
	}
	return "a"
}
