package bank

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// FoldAnswer brings a typed answer into the form in which answers are compared: case, width, diacritics, and repeated or outer space do not count.
func FoldAnswer(text string) string {
	folded := cases.Fold().String(norm.NFKD.String(text))
	var b strings.Builder
	space := false
	for _, r := range folded {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case unicode.IsSpace(r):
			space = true
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// typing undoes what keyboards and habits add to an answer: typographic quotes, the dashes of several lengths, and the marks of code.
var typing = strings.NewReplacer("`", "", "‘", "'", "’", "'", "‛", "'", "“", `"`, "”", `"`, "„", `"`, "‐", "-", "–", "-", "—", "-", "−", "-")

// foldTyped is FoldAnswer for a short answer, in which these do not count either, nor do outer quotes or a full stop in the end.
func foldTyped(text string) string {
	folded := typing.Replace(FoldAnswer(text))
	if bare := strings.TrimSpace(strings.TrimRight(strings.Trim(folded, `"' `), ". ")); bare != "" {
		return bare
	}
	return folded
}
