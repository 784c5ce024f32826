package extract

import (
	"strings"
	"unicode"

	"touchstone/internal/bank"
)

// longestSentence is in tokens. Longer ones are lists or lost punctuation, and the bound keeps the rules linear in the length of the text.
const longestSentence = 150

const tooLong = "longer than a sentence"

// judge says whether a fact may rest on a sentence, and with which status.
func (r *reader) judge(u *unit, s *sentence) (refused string, status bank.FactStatus) {
	status = bank.Stated
	if s.first >= s.next {
		return "empty", status
	}
	if s.next-s.first > longestSentence {
		return tooLong, status
	}
	if last := u.tokens[s.full-1].text; last == "?" || s.full-2 >= s.first && u.tokens[s.full-2].text == "?" {
		return "a question", status
	}
	first := &u.tokens[r.afterLinks(u, s.first, s.next)]
	if pronouns[first.lower] && first.kind == wordToken {
		return pronounLed, status
	}
	if first.is("your") {
		return addressed, status
	}
	opinion, dated := false, false
	for i := s.first; i < s.next; i++ {
		t := &u.tokens[i]
		if t.kind == codeToken {
			continue
		}
		if t.kind == numberToken || t.kind == wordToken && t.text[0] >= '0' && t.text[0] <= '9' {
			dated = dated || yearAt(u, i) || strings.HasPrefix(t.text, "$")
			continue
		}
		if t.kind != wordToken {
			if t.text == "!" {
				opinion = true
			}
			continue
		}
		w := t.lower
		switch {
		case t.text == "I" && i+1 < s.next && u.tokens[i+1].text == "/": // I/O
		case w == "your":
		case persons[w] && t.text != "US" && !(w == "i" && t.text != "I") && !(w == "mine" || w == "me" && t.text == "ME"):
			return addressed, status
		case siteWords[w] && r.site(u, i):
			return "words of the site", status
		case promotion[w] && !u.inMention(i) && !(w == "course" && i > s.first && u.tokens[i-1].is("of")):
			return "promotion or career advice", status
		}
		opinion = opinion || evaluation[w] && !u.inMention(i) && r.evaluates(u, i)
		dated = dated || dateWords[w] && !u.inMention(i)
	}
	if selfReference(u, s) {
		return "speaks of the text itself", status
	}
	switch {
	case dated:
		status = bank.Dated
	case opinion:
		status = bank.Opinion
	}
	return "", status
}

func (u *unit) inMention(i int) bool {
	for k := max(0, i-5); k <= i; k++ {
		if m, ok := u.mentionAt(k); ok && m.first <= i && m.next > i {
			return true
		}
	}
	return false
}

// site tells words of the web page from the same words as subject matter: "a comment" in code, "click" as an event, "a blog post" as an example.
func (r *reader) site(u *unit, i int) bool {
	if u.tokens[i].is("post") && u.tokens[i].text != "post" {
		return false // the HTTP method
	}
	if i == 0 {
		return u.tokens[i].is("click", "pingback", "subscribe", "comment", "comments")
	}
	before := &u.tokens[i-1]
	return before.is("this", "our", "the", "below", "your") && u.tokens[i].is("article", "blog", "post", "tutorial", "comments", "screenshot", "sidebar", "footer") || u.tokens[i].is("pingback") || before.is("please")
}

// evaluates excuses words of praise that are technical terms in their place: "primary key", "top level", "critical section".
func (r *reader) evaluates(u *unit, i int) bool {
	t := &u.tokens[i]
	next := ""
	if i+1 < len(u.tokens) {
		next = u.tokens[i+1].lower
	}
	before := ""
	if i > 0 {
		before = u.tokens[i-1].lower
	}
	switch t.lower {
	case "key":
		return before == "the" && (next == "to" || next == "is" && i+2 < len(u.tokens) && u.tokens[i+2].is("to")) || next == "technologies" || (before == "is" || before == "are") && (next == "to" || next == "for" || next == "in" || next == ".")
	case "critical":
		return next != "section" && next != "path" && next != "rendering"
	case "top":
		return next != "level" && next != "of"
	case "heart", "backbone":
		return true
	case "best":
		return next != "practice" && next != "practices" && next != "current" && before != "at" && next != "effort"
	case "love", "fun", "hot":
		return next != "path" && next != "spot" && next != "standby" && next != "reload" && next != "data" && next != "partition" && next != "rows" && next != "key" && next != "keys"
	case "important", "great", "good", "simple", "powerful":
		return true
	case "success":
		return next == "of" || next == "in"
	case "magic":
		return next != "link" && next != "number"
	}
	return true
}

// yearAt holds for 1990 to 2049 as a number of its own that is not the number of a standard.
func yearAt(u *unit, i int) bool {
	text := strings.TrimSuffix(u.tokens[i].text, "s")
	if len(text) != 4 || (text[:2] != "19" && text[:2] != "20") || text[:3] >= "205" || !unicode.IsDigit(rune(text[2])) || !unicode.IsDigit(rune(text[3])) {
		return false
	}
	if i > 0 {
		switch before := &u.tokens[i-1]; {
		case before.text == "RFC", before.text == "ISO", before.text == "error", before.text == "status", before.text == "port", before.text == "PEP":
			return false
		}
	}
	return true
}

var selfWords = words(`article guide section chapter page post table list example examples figure diagram picture paragraph section's snippet listing`)

// selfReference finds sentences about the text: "in this section", "the table below", "as shown above".
func selfReference(u *unit, s *sentence) bool {
	if s.first+2 < s.next && u.tokens[s.first].is("the") && selfWords[u.tokens[s.first+1].lower] && u.tokens[s.first+2].is("shows", "lists", "places", "gives", "compares", "sums", "explains", "describes", "names", "on", "below", "above") {
		return true
	}
	for i := s.first; i < s.next; i++ {
		t := &u.tokens[i]
		if t.kind != wordToken {
			continue
		}
		switch t.lower {
		case "this", "these", "following", "next":
			if i+1 < s.next && selfWords[u.tokens[i+1].lower] {
				return true
			}
		case "guide":
			if i > 0 && u.tokens[i-1].is("the") && i+1 < s.next && u.tokens[i+1].is("on") {
				return true
			}
		case "below", "above":
			if i+1 >= s.next || u.tokens[i+1].kind == punctToken && i > s.first && (selfWords[u.tokens[i-1].lower] || u.tokens[i-1].is("as", "described", "shown", "mentioned", "highlighted", "listed", "discussed", "given")) {
				return !precededByNoun(u, s, i)
			}
		case "here":
			if i == s.first || i+1 >= s.next {
				return true
			}
		}
	}
	return false
}

// precededByNoun holds for "the forms below it" and "the three forms below": only "as shown below" speaks of the text.
func precededByNoun(u *unit, s *sentence, i int) bool {
	return i > s.first && !u.tokens[i-1].is("as", "described", "shown", "mentioned", "highlighted", "listed", "discussed", "given") && !selfWords[u.tokens[i-1].lower]
}

// afterLinks skips words that only tie the sentence to the one before: "Moreover,", "In addition,", "Again,".
func (r *reader) afterLinks(u *unit, i, to int) int {
	for i < to-1 {
		i = u.skipQuotes(i, to)
		if i+1 >= to {
			break
		}
		t := &u.tokens[i]
		if t.kind == wordToken && sentenceLinks[t.lower] && u.tokens[i+1].text == "," {
			i += 2
			continue
		}
		if t.is("but", "and", "so", "or", "yet") && i+1 < to && !u.tokens[i+1].is("not") {
			i++
			continue
		}
		skipped := false
		for _, phrase := range [][]string{{"in", "addition", ","}, {"in", "fact", ","}, {"in", "short", ","}, {"in", "practice", ","}, {"in", "general", ","}, {"for", "example", ","}, {"for", "instance", ","}, {"in", "truth", ","}, {"put", "simply", ","}, {"in", "other", "words", ","}, {"by", "contrast", ","}, {"in", "contrast", ","}, {"on", "the", "other", "hand", ","}, {"as", "a", "result", ","}, {"of", "course", ","}} {
			if next, ok := u.phraseAt(i, to, phrase...); ok && next < to {
				i, skipped = next, true
				break
			}
		}
		if !skipped {
			break
		}
	}
	return min(i, to-1)
}
