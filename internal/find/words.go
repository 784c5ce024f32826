package find

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"

	"touchstone/internal/guide"
)

// word is one normalised word of a text: small letters a to z and digits.
type word struct {
	text       string
	start, end int // in bytes of the text
	// whole marks an identifier as one word, beside its parts: "cachecontrol" of Cache-Control.
	whole bool
	// typed is the text as written.
	typed string
}

// joints hold the parts of an identifier together: Cache-Control, HTTP/2, N+1, client_secret, node.js.
const joints = "-_/+.:@"

// longestIdentifier is how many parts are read as one word too. A path of more parts is no name.
const longestIdentifier = 4

// read splits a text into its words.
func read(text string) []word {
	var words []word
	parts := 0 // how many words at the end of the list belong to one identifier
	whole := func() {
		if parts > 1 && parts <= longestIdentifier {
			first := len(words) - parts
			joined := word{start: words[first].start, end: words[len(words)-1].end, whole: true}
			for _, part := range words[first:] {
				joined.text += part.text
			}
			joined.text, joined.typed = spell(joined.text), text[joined.start:joined.end]
			words = append(words, joined)
		}
		parts = 0
	}
	for at := 0; at < len(text); {
		folded, size := foldAt(text, at)
		if folded == "" {
			joint := parts > 0 && words[len(words)-1].end == at && strings.IndexByte(joints, text[at]) >= 0
			if !joint {
				whole()
			}
			at += size
			continue
		}
		if parts > 0 && words[len(words)-1].end != at-1 {
			whole()
		}
		w := readWord(text, at)
		at = w.end
		words = append(words, w)
		parts++
	}
	whole()
	return words
}

// readWord reads the word that begins at a place.
func readWord(text string, at int) word {
	var b strings.Builder
	end := at
	for end < len(text) {
		folded, size := foldAt(text, end)
		if folded == "" {
			after, _ := foldAt(text, min(end+size, len(text)))
			if quote, _ := utf8.DecodeRuneInString(text[end:]); (quote != '\'' && quote != '’') || after == "" {
				break
			}
			if rest, _ := foldAt(text, min(end+size+1, len(text))); after == "s" && rest == "" { // the genitive adds nothing
				end += size + 1
				break
			}
		}
		b.WriteString(folded)
		end += size
	}
	w := word{text: b.String(), start: at, end: end}
	rest := text[end:]
	switch {
	case len(w.text) == 1 && strings.HasPrefix(rest, "#"): // C#
		w.text, w.end = w.text+"sharp", end+1
	case len(w.text) == 1 && strings.HasPrefix(rest, "++"): // C++
		w.text, w.end = w.text+"plusplus", end+2
	case w.text == "o" && strings.HasPrefix(rest, "("): // O(n log n)
		if inner, _, closed := strings.Cut(rest[1:], ")"); closed && len(inner) < 16 {
			w.text, w.end = "bigo"+flat(inner), end+len(inner)+2
		}
	}
	w.typed = text[at:w.end]
	if acronyms, plural := strings.CutSuffix(w.typed, "s"); plural && len(acronyms) > 1 && acronyms == strings.ToUpper(acronyms) { // JWTs
		w.text = strings.TrimSuffix(w.text, "s")
	}
	w.text = spell(w.text)
	return w
}

// foldAt returns the letter or digit at a place in its normal form, empty for any other sign.
func foldAt(text string, at int) (folded string, size int) {
	if at >= len(text) {
		return "", 0
	}
	if c := text[at]; c < utf8.RuneSelf {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return text[at : at+1], 1
		case c >= 'A' && c <= 'Z':
			return string(c + 'a' - 'A'), 1
		}
		return "", 1
	}
	r, size := utf8.DecodeRuneInString(text[at:])
	return flat(norm.NFKD.String(string(r))), size
}

// flat keeps the letters a to z and the digits of a text, in small letters.
func flat(text string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, norm.NFKD.String(text))
}

// British endings and what they become, so that both spellings are one.
var endings = []struct{ british, american string }{
	{"isations", "izations"}, {"isation", "ization"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"}, {"iser", "izer"}, {"isers", "izers"}, {"ise", "ize"},
	{"ours", "ors"}, {"our", "or"}, {"yse", "yze"}, {"ysed", "yzed"}, {"ysing", "yzing"}, {"elled", "eled"}, {"elling", "eling"},
}

// British words and their American spelling where no ending decides.
var spellings = map[string]string{"licence": "license", "defence": "defense", "catalogue": "catalog", "dialogue": "dialog", "centre": "center"}

// spell makes two spellings of a word one. It makes some words odd, which nobody sees: both sides of every comparison pass through it.
func spell(w string) string {
	if len(w) < 6 {
		return w
	}
	for british, american := range spellings {
		if w == british || w == british+"s" {
			return american + w[len(british):]
		}
	}
	for _, ending := range endings {
		if stem, found := strings.CutSuffix(w, ending.british); found {
			return stem + ending.american
		}
	}
	return w
}

// oddStems are words that the stemmer would part from their other forms.
var oddStems = map[string]string{"embed": "embed", "embeds": "embed", "reference": "referenc", "references": "referenc"}

// stem brings the forms of a word together.
func stem(w string) string {
	for i := range len(w) {
		if w[i] >= '0' && w[i] <= '9' {
			return w
		}
	}
	if kept, odd := oddStems[w]; odd {
		return kept
	}
	return english.Stem(w, true)
}

// keyOf is a phrase in a form in which two ways to write it are the same.
func keyOf(phrase string) string {
	var stems []string
	for _, w := range read(phrase) {
		if !w.whole {
			stems = append(stems, stem(w.text))
		}
	}
	return strings.Join(stems, " ")
}

// sentences returns the places of the sentences of a text; a line ends one as well.
func sentences(text string) []guide.Span {
	var spans []guide.Span
	start := 0
	keep := func(end int) {
		piece := text[start:end]
		from := start + len(piece) - len(strings.TrimLeft(piece, " \n\t"))
		to := start + len(strings.TrimRight(piece, " \n\t"))
		if to > from {
			spans = append(spans, guide.Span{Start: from, End: to})
		}
		start = end
	}
	for i := range len(text) {
		switch {
		case text[i] == '\n':
			keep(i + 1)
		case i > 1 && text[i] == ' ' && strings.IndexByte(".!?", text[i-1]) >= 0 && i+1 < len(text) && opens(text[i+1:]) && text[i-2] != '.' && (i < 3 || text[i-3] != '.'):
			keep(i + 1)
		}
	}
	keep(len(text))
	return spans
}

// opens reports whether a sentence can begin with a text.
func opens(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, `"“(*`))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}
