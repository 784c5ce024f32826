package extract

import (
	"regexp"
	"strings"
)

// clauseBreaks open a clause that adds to the statement before it.
var clauseBreaks = words(`because so since although though while whereas but unless yet thus hence therefore meaning making allowing ensuring helping giving leading resulting thereby causing enabling`)

// objectEnd returns where an object that starts at from ends: clauses and asides that do not belong to it are left out.
func (r *reader) objectEnd(u *unit, from, to int) int { return r.cutObject(u, from, to, false) }

// definitionEnd is objectEnd for definitions, in which a reason without a comma belongs to what tells the subject apart.
func (r *reader) definitionEnd(u *unit, from, to int) int { return r.cutObject(u, from, to, true) }

func (r *reader) cutObject(u *unit, from, to int, whole bool) int {
	depth := 0
	for i := from; i < to; i++ {
		t := &u.tokens[i]
		switch t.text {
		case "(", "[":
			if depth == 0 && i > from && t.kind == punctToken && r.asideEnds(u, i, to) {
				return trimTail(u, from, i)
			}
			depth++
			continue
		case ")", "]":
			depth = max(0, depth-1)
			continue
		}
		if depth > 0 || i == from {
			continue
		}
		if t.kind == punctToken {
			switch t.text {
			case ";", ":", "—":
				return trimTail(u, from, i)
			case "–", "-":
				if t.spaced {
					return trimTail(u, from, i)
				}
			case ",":
				if i+1 < to && r.breaksAtComma(u, from, i, to) {
					return trimTail(u, from, i)
				}
			}
			continue
		}
		if next, ok := u.phraseAt(i, to, "in", "other", "words"); ok && next < to {
			return trimTail(u, from, i)
		}
		if t.kind == wordToken && t.is("because", "although", "whereas", "unlike") && !(whole && t.is("because")) || t.is("so") && i+1 < to && u.tokens[i+1].is("that", "the", "a") && u.tokens[i-1].text == "," {
			return trimTail(u, from, i)
		}
		if t.is("but") && i+1 < to && r.startsClause(u, i+1, to) {
			return trimTail(u, from, i)
		}
	}
	return trimTail(u, from, to)
}

// asideEnds reports whether the bracket at i holds an abbreviation, an example or a remark that may be dropped with all that follows it, which must be nothing.
func (r *reader) asideEnds(u *unit, i, to int) bool {
	for k := i + 1; k < to; k++ {
		if u.tokens[k].text == ")" || u.tokens[k].text == "]" {
			return k+1 >= to || strings.Contains("—–;:", u.tokens[k+1].text)
		}
	}
	return true
}

// breaksAtComma reports whether what follows the comma at i is a clause of its own, a list of examples or a remark.
func (r *reader) breaksAtComma(u *unit, from, i, to int) bool {
	next := &u.tokens[i+1]
	if next.kind != wordToken {
		return false
	}
	switch {
	case clauseBreaks[next.lower]:
		return true
	case next.is("such", "including", "like", "e.g", "especially", "particularly", "usually", "typically", "namely", "rather", "unlike", "as", "ideally", "often", "sometimes"):
		if u.goesOn(i+1, to) {
			return false
		}
		return !next.is("as") || i+2 < to && !u.tokens[i+2].is("well")
	case next.is("for") && i+2 < to && u.tokens[i+2].is("example", "instance"):
		return !u.goesOn(i+1, to)
	case next.is("which", "who", "whose", "where"):
		return i-from >= 6 && distinguishes(u, from, i)
	case next.is("even", "if", "when"):
		return i-from >= 8 && distinguishes(u, from, i)
	case gerunds[next.lower] != "" && !gerundNouns[next.lower] && i-from >= 3:
		// "manages updates, relaying them to the browser": what the subject does besides, unless the object is a list of such forms
		for k := from; k < i; k++ {
			if gerunds[u.tokens[k].lower] != "" && (!gerundNouns[u.tokens[k].lower] || k > from && prepositions[u.tokens[k-1].lower]) {
				return false // "a platform for building, shipping and running": a list of such forms
			}
		}
		return true
	case next.is("and", "or"):
		return !r.enumerates(u, from, i) && r.opensClause(u, i+2, to)
	}
	return r.startsClause(u, i+1, to) && !r.enumerates(u, from, to) && i-from >= 3
}

// goesOn reports whether the sentence is taken up again behind an aside: "a summary, such as a maximum, for each block".
func (u *unit) goesOn(i, to int) bool {
	for k := i; k+1 < to; k++ {
		if u.tokens[k].text == "," && (prepositions[u.tokens[k+1].lower] || relatives[u.tokens[k+1].lower]) && !u.tokens[k+1].is("like", "as") {
			return true
		}
	}
	return false
}

// enumerates reports whether tokens[from:to] hold a list with commas, so that ", and" may belong to it.
func (r *reader) enumerates(u *unit, from, to int) bool {
	commas, and := 0, false
	for k := from; k < to; k++ {
		if u.tokens[k].text == "," {
			commas++
		}
		and = and || u.tokens[k].is("and", "or")
	}
	return commas >= 1 && !and
}

// startsClause reports whether a subject with its own finite verb begins at i.
func (r *reader) startsClause(u *unit, i, to int) bool {
	if i >= to {
		return false
	}
	t := &u.tokens[i]
	if t.kind == wordToken && pronouns[t.lower] && !t.is("such", "both", "here", "that") {
		// "and it rewinds": a pronoun and a verb.
		return i+1 < to && (r.finite(u, i+1, to, t.is("they", "these", "those"), true) || u.tokens[i+1].kind == wordToken && (adverbs[u.tokens[i+1].lower] || !t.is("it", "they")))
	}
	if t.kind == wordToken && (persons[t.lower] || prepositions[t.lower]) {
		return false
	}
	p, ok := r.subjectAt(u, i, to)
	if !ok || p.next >= to {
		return false
	}
	at := u.skipAdverbs(p.next, to)
	if at >= to || u.tokens[at].kind == punctToken {
		return false
	}
	if r.finite(u, at, to, p.plural, true) {
		return true
	}
	return false
}

// opensClause is startsClause for a place where a clause is due: the subject may be a quantity or carry a phrase or a relative clause of its own.
func (r *reader) opensClause(u *unit, i, to int) bool {
	if r.startsClause(u, i, to) {
		return true
	}
	if i >= to || persons[u.tokens[i].lower] || u.tokens[i].kind == punctToken || prepositions[u.tokens[i].lower] || relatives[u.tokens[i].lower] {
		return false
	}
	for i < to && (weakSubjects[u.tokens[i].lower] || u.tokens[i].kind == numberToken) {
		i++
	}
	plural := false
	for k := i; k < to && k < i+14 && u.tokens[k].kind != punctToken; k++ {
		if k > i && (r.finite(u, k, to, plural, true) || k == i+1 && r.finite(u, k, to, true, true)) {
			return true
		}
		if _, many := singular(u.tokens[k].text); many && k < i+4 {
			plural = true
		}
	}
	return i < to && thirdPerson[u.tokens[i].lower] == "" && r.finite(u, i, to, false, true)
}

// distinguishes reports whether tokens[from:to] say more than the name of a class: a relative clause, a participle or a preposition.
func distinguishes(u *unit, from, to int) bool {
	for i := from + 1; i < to; i++ {
		t := &u.tokens[i]
		if t.kind != wordToken {
			continue
		}
		if relatives[t.lower] || prepositions[t.lower] || pasts[t.lower] != "" && i > from+1 || gerunds[t.lower] != "" && i > from+1 && !gerundNouns[t.lower] {
			return true
		}
	}
	return false
}

// trimTail moves the end back over words and marks that cannot end a phrase.
func trimTail(u *unit, from, to int) int {
	for to > from {
		t := &u.tokens[to-1]
		switch {
		case t.kind == punctToken && strings.Contains(",;:-–—.!?…([", t.text):
		case t.kind == wordToken && t.is("and", "or", "but", "the", "a", "an", "such", "as", "also", "too", "either", "both", "so", "however", "though", "etc"):
		default:
			return to
		}
		to--
	}
	return to
}

// otherItems matches a list whose last part only says that there is more: "retrieval, updates, and other operations".
var otherItems = regexp.MustCompile(`^(.*\S), ([^,]+),? and (?:any |all )?other [\pL-]+(?: [\pL-]+)?$`)

// withoutOthers takes such a last part off: who reads the statement alone cannot know what the others are.
func withoutOthers(object string) string {
	if m := otherItems.FindStringSubmatch(object); m != nil {
		return m[1] + " and " + m[2]
	}
	return object
}

// closeList joins the last two parts of a list with "and" where "etc." was cut off behind it.
func closeList(u *unit, end int, object string) string {
	for k := end; k < len(u.tokens) && k <= end+1; k++ {
		if u.tokens[k].is("etc") {
			if at := strings.LastIndex(object, ", "); at > 0 && !strings.Contains(object[at:], " and ") {
				return object[:at] + " and" + object[at+1:]
			}
		}
	}
	return object
}

// wellFormed refuses objects that would read badly or lean on words outside them.
func (r *reader) wellFormed(u *unit, from, to int) bool {
	n := to - from
	if n < 1 || n > 45 {
		return false
	}
	last := &u.tokens[to-1]
	if last.kind == wordToken && (determiners[last.lower] && !last.is("each") || conjunctions[last.lower] && !last.is("before", "after", "once") && !(last.is("while") && n > 1 && u.tokens[to-2].is("a")) || last.is("of", "than", "via", "per", "upon")) && !(last.is("when", "where") && n > 1 && u.tokens[to-2].is("and")) {
		return false
	}
	depth, quotes := 0, 0
	for i := from; i < to; i++ {
		t := &u.tokens[i]
		if t.kind == codeToken {
			continue
		}
		switch t.text {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		case `"`:
			quotes++
		case "“":
			quotes++
		case "”":
			quotes++
		case "?", "!":
			return false
		}
		if depth < 0 {
			return false
		}
		if t.kind != wordToken {
			continue
		}
		if persons[t.lower] && t.lower != "your" && t.text != "US" && !(t.lower == "i" && i+1 < to && u.tokens[i+1].text == "/") && !(t.is("mine", "me")) {
			return false
		}
		if vague[t.lower] || t.is("things") && i+1 < to && u.tokens[i+1].is("like", "such", "as") {
			return false
		}
		if t.is("such") && (i+1 >= to || !u.tokens[i+1].is("as", "a", "an")) && (i+2 >= to || !u.tokens[i+2].is("that", "as")) {
			return false
		}
		if t.is("this", "these", "those", "that") && r.pointsOut(u, from, i, to) {
			return false
		}
		if t.is("etc") || t.is("above", "below") && i == to-1 && u.tokens[max(from, i-1)].is("described", "shown", "mentioned", "highlighted") {
			return false
		}
	}
	return depth == 0 && quotes%2 == 0
}

// pointsOut reports whether the demonstrative at i names something that is not in the object: "the hash of that string".
func (r *reader) pointsOut(u *unit, from, i, to int) bool {
	t := &u.tokens[i]
	if i+1 >= to {
		return true
	}
	next := &u.tokens[i+1]
	if t.is("those", "that") && (next.is("of", "that", "who", "which", "in", "with", "whose") || t.is("those") && next.kind == wordToken && pasts[next.lower] != "") {
		return false
	}
	before := &u.tokens[max(i-1, 0)]
	if t.is("that") && (i == from || !prepositions[before.lower] && !before.is("and", "or") && thirdPerson[before.lower] == "" && !(bases[before.lower] && verbOnly(before.lower))) {
		return false // a relative or a conjunction
	}
	if t.is("that") && (r.finite(u, i+1, to, false, true) || r.finite(u, i+1, to, true, true) || determiners[next.lower] || before.is("in", "so") || (thirdPerson[before.lower] != "" || bases[before.lower]) && r.opensClause(u, i+1, to)) {
		return false
	}
	for k := i + 1; k < to && k <= i+3; k++ {
		noun, _ := singular(strings.TrimSuffix(u.tokens[k].lower, "'s"))
		for b := max(0, i-40); b < i; b++ {
			if before, _ := singular(strings.TrimSuffix(u.tokens[b].lower, "'s")); before == noun && len(noun) > 2 && !prepositions[noun] && b >= r.clauseStart(u, from) {
				return false
			}
		}
	}
	return true
}

// clauseStart is where the text that a question repeats begins: the sentence for clauses whose first half is told, else the object itself.
func (r *reader) clauseStart(u *unit, from int) int {
	if r.wholeSentence {
		for _, s := range u.sentences {
			if s.first <= from && from < s.full {
				return s.first
			}
		}
	}
	return from
}

// wordsIn counts words and code in tokens[from:to].
func wordsIn(u *unit, from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if u.tokens[i].wordy() {
			n++
		}
	}
	return n
}
