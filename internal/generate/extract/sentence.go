package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations end with a stop that does not end the sentence.
var abbreviations = words(`e.g i.e eg ie vs cf approx resp incl excl viz al fig figs eq sec ch vol pp ed eds dept est ext max min
	mr mrs ms dr prof sr jr st mt no nos inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec a.k.a aka w.r.t`)

// sometimesFinal are abbreviations that may well be the last word of a sentence.
var sometimesFinal = words(`etc inc ltd co corp a.m p.m am pm u.s u.k e.u u.s.a ed al ext jr sr no max min ch mar sec`)

// lowerStarts are names that start a sentence in lower case.
var lowerStarts = words(`npm npx nginx pip psql curl git jquery ios macos ipad iphone grpc webpack systemd memcached kubectl etcd redis localhost`)

// starters are words that begin a sentence more often than they follow an abbreviation inside one.
var starters = words(`the a an this that these those it they he she we you i in on at for when while if although because however but and so as
	to with without each every all some most many there here both use such one after before then unlike whereas`)

// splitSentences cuts the tokens of one block into sentences: half-open ranges of token indices.
func splitSentences(tokens []token) [][2]int {
	var sentences [][2]int
	start, depth := 0, 0
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		if t.kind != punctToken {
			continue
		}
		switch t.text {
		case "(", "[":
			if closes(tokens, i) {
				depth++
			}
		case ")", "]":
			depth = max(0, depth-1)
		case ".", "!", "?", "…":
			end := i + 1
			for end < len(tokens) && tokens[end].kind == punctToken && !tokens[end].spaced && strings.Contains(`.!?…"”’')]»`, tokens[end].text) {
				end++
			}
			inside := depth
			for k := i + 1; k < end; k++ {
				if tokens[k].text == ")" || tokens[k].text == "]" {
					inside = max(0, inside-1)
				}
			}
			if inside > 0 || !endsSentence(tokens, start, i, end) {
				continue
			}
			depth = 0
			sentences = append(sentences, [2]int{start, end})
			start = end
			i = end - 1
		}
	}
	if start < len(tokens) {
		sentences = append(sentences, [2]int{start, len(tokens)})
	}
	return sentences
}

// closes reports whether the bracket at i is closed within the next 60 tokens.
func closes(tokens []token, i int) bool {
	depth := 0
	for k := i; k < len(tokens) && k < i+60; k++ {
		switch tokens[k].text {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
			if depth == 0 {
				return true
			}
		}
	}
	return false
}

// endsSentence decides whether the mark at i, whose closing quotes reach to next, ends the sentence that began at start.
func endsSentence(tokens []token, start, i, next int) bool {
	if next >= len(tokens) {
		return true
	}
	follower := &tokens[next]
	if !follower.spaced {
		// Without a space only a glued sentence ("end.The next one") goes on: scanToken has cut it apart already.
		if follower.kind != wordToken || !follower.capital() || tokens[i].text != "." {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(follower.text)
	opens := follower.kind == codeToken || follower.capital() || unicode.IsDigit(first) || strings.ContainsRune("\"“‘'([«$", first)
	if !opens && follower.kind == wordToken {
		opens = lowerStarts[follower.lower] || mixedCase(follower.text)
	}
	if !opens && follower.kind == punctToken && strings.ContainsRune("•-–—*", first) {
		opens = true
	}
	if !opens {
		return false
	}
	if tokens[i].text != "." || i == start {
		return tokens[i].text != "…" || follower.capital()
	}
	before := &tokens[i-1]
	if before.spaced || i-1 == start || !tokens[i].spaced {
		switch {
		case before.kind == numberToken && i-1 == start && !strings.ContainsAny(before.text, ".,:%$"):
			return false // the number of an item: "1. Open the file"
		case sometimesFinal[before.lower]:
			if before.is("no", "ch", "sec", "mar", "max", "min") {
				return before.is("no") && !unicode.IsDigit(first) || before.is("max", "min", "ch", "sec", "mar") && !unicode.IsDigit(first) && starters[follower.lower]
			}
			return starters[follower.lower] || follower.kind == codeToken
		case abbreviations[before.lower]:
			return false
		case before.kind == wordToken && len(before.text) == 1 && before.capital():
			// An initial follows another name or opens the sentence: "J. Smith", "by Donald E. Knuth".
			return i-1 != start && !tokens[i-2].capital() && starters[follower.lower]
		}
	}
	return true
}

func mixedCase(s string) bool {
	upper, lower := false, false
	for _, r := range s {
		upper = upper || unicode.IsUpper(r)
		lower = lower || unicode.IsLower(r)
	}
	return upper && lower
}
