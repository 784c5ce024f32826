package generate

import (
	"fmt"
	"regexp"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// writeContrasts asks what tells two things apart. The wrong options are the other ways to deal the two predicates out to the two things; since each
// predicate is false of the other side, each of them is false.
func writeContrasts(w *writer) {
	for _, f := range w.facts(extract.Contrast) {
		if f.Other == nil || wordCount(f.Object) < 2 || wordCount(f.Other.Object) < 2 || wordCount(f.Object)+wordCount(f.Other.Object) > 32 {
			continue
		}
		if dangling.MatchString(f.Object) || dangling.MatchString(f.Other.Object) {
			continue
		}
		a, b := w.pole(f.Subject, f.SubjectText), w.pole(f.Other.Subject, f.Other.SubjectText)
		a, b = w.sameArticle(f.Subject, f.Other.Subject, a, b)
		if strings.EqualFold(a, b) || overlapping(bareName(a), bareName(b)) {
			continue
		}
		p, q := f.Object, f.Other.Object
		proof := fmt.Sprintf("b: the guide sets the two against each other, so what it says of %s is false of %s: %s", a, b, stated(f))
		truth := w.says(f)
		option := func(text, why string, correct bool) bank.Option {
			concept := ""
			if !correct {
				concept = f.Other.Subject
			} else {
				concept = f.Subject
			}
			if _, ok := w.concept(concept); !ok {
				concept = ""
			}
			if correct {
				return bank.Option{Text: w.speaker.upper(text), Correct: true, Concept: concept, Why: truth, Proof: stated(f)}
			}
			return bank.Option{Text: w.speaker.upper(text), Concept: concept, Why: why + " " + truth, Proof: proof}
		}
		d := draft{schema: "contrast", facts: []*extract.Fact{f}, kind: bank.Single, options: 4, needed: 1, balanced: true,
			teaching: []string{truth, w.gloss(f.Subject), w.gloss(f.Other.Subject)}}
		d.keys = []bank.Option{option(a+" "+p+", and "+b+" "+q, "", true)}
		d.wrong = []bank.Option{
			option(b+" "+p+", and "+a+" "+q, "The two are mixed up here.", false),
			option(a+" "+p+", and the same is true of "+b, w.speaker.sentence("this holds for "+a+" alone"), false),
			option(b+" "+q+", and the same is true of "+a, w.speaker.sentence("this holds for "+b+" alone"), false),
		}
		d.stems = fixed(
			"What distinguishes "+a+" from "+b+"?",
			"How does "+a+" differ from "+b+"?",
			"Which comparison of "+a+" and "+b+" is right?",
		)
		w.settle(d)
	}
}

// dangling finds a pronoun that points at the other half of the sentence.
var dangling = regexp.MustCompile(`\b(?:it|its|them|their|they|this|these|those|one of them|the same|the other|the latter|the former)\b`)

// sameArticle gives two things that are set against each other the same article: the frontend and the backend, not a backend.
func (w *writer) sameArticle(ida, idb, a, b string) (string, string) {
	the := strings.HasPrefix(a, "the ") || strings.HasPrefix(b, "the ")
	if bareName(a) == a && bareName(b) == b || !commonNoun(w.curriculum, ida) || !commonNoun(w.curriculum, idb) {
		return a, b
	}
	ca, _ := w.concept(ida)
	cb, _ := w.concept(idb)
	if ca.Mass || cb.Mass {
		return a, b
	}
	if the {
		return "the " + bareName(a), "the " + bareName(b)
	}
	return withArticle(indefinite, bareName(a)), withArticle(indefinite, bareName(b))
}

// writeMisconceptions lets a colleague say what is wrong and asks for the right reply. A wrong reply agrees, or mixes up the two things that the
// refutation keeps apart.
func writeMisconceptions(w *writer) {
	for _, f := range w.facts(extract.Misconception) {
		wrong, right := strings.TrimRight(f.Object, ". "), strings.TrimRight(f.Because, ". ")
		if wordCount(wrong) < 4 || wordCount(right) < 4 || wordCount(wrong) > 26 || wordCount(right) > 34 {
			continue
		}
		d := draft{schema: "misconception", facts: []*extract.Fact{f}, kind: bank.Single, options: 4}
		d.keys = []bank.Option{w.phrase("No: "+w.speaker.lowerFirst(right)+".", f.Subject, true, w.speaker.sentence(right), stated(f))}
		if mixed, a, b, ok := w.exchanged(right); ok {
			d.wrong = append(d.wrong, bank.Option{Text: "No: " + w.speaker.lowerFirst(mixed) + ".", Why: "The two are mixed up here. " + w.speaker.sentence(right),
				Proof: fmt.Sprintf("b: %s and %s are exchanged in the guide's own sentence, and they exclude each other", a, b), Concept: f.Subject})
		}
		d.wrong = append(d.wrong, bank.Option{Text: "Yes: " + w.speaker.lowerFirst(wrong) + ".", Why: "This is the common mistake itself. " + w.speaker.sentence(right), Proof: "c: the guide refutes it: " + stated(f), Concept: f.Subject})
		d.teaching = []string{w.speaker.sentence(right), w.gloss(f.Subject)}
		claim := w.speaker.upper(wrong)
		d.stems = fixed(
			"A colleague says: “"+claim+".” Which reply is right?",
			"A team member writes: “"+claim+".” Which answer is right?",
			"A new colleague believes: “"+claim+".” Which reply is right?",
		)
		w.settle(d)
	}
}

// exchanged swaps the two concepts of a sentence that exclude each other. It gives up unless each of the two is named exactly once.
func (w *writer) exchanged(sentence string) (mixed, a, b string, ok bool) {
	type mention struct {
		id         string
		start, end int
	}
	var mentions []mention
	for _, c := range w.curriculum.Concepts {
		if len(w.sets[c.ID]) == 0 {
			continue
		}
		for _, name := range append([]string{c.Name, c.Plural}, c.Aliases...) {
			if len(name) < 3 {
				continue
			}
			if at := wholeWord(sentence, name); at >= 0 {
				mentions = append(mentions, mention{c.ID, at, at + len(name)})
			}
		}
	}
	for i, m := range mentions {
		for _, n := range mentions[i+1:] {
			if m.id == n.id || m.start < n.end && n.start < m.end || !w.exclusive(m.id, n.id) || !w.sameKind(m.id, n.id) {
				continue
			}
			if m.start > n.start {
				m, n = n, m
			}
			if alikeBetween.MatchString(sentence[m.end:n.start]) {
				continue // "A works like B" says the same turned round
			}
			first, second := sentence[m.start:m.end], sentence[n.start:n.end]
			if strings.Count(strings.ToLower(sentence), strings.ToLower(first)) != 1 || strings.Count(strings.ToLower(sentence), strings.ToLower(second)) != 1 {
				continue
			}
			if indefiniteArticle(first) != indefiniteArticle(second) && strings.Contains(strings.ToLower(sentence), indefiniteArticle(first)+" "+strings.ToLower(first)) {
				continue
			}
			mixed = sentence[:m.start] + second + sentence[m.end:n.start] + first + sentence[n.end:]
			return w.speaker.upper(mixed), first, second, true
		}
	}
	return "", "", "", false
}

var alikeBetween = regexp.MustCompile(`^ ?(?:like|and|or|as|as well as|with|,) ?(?:the |a |an )?$`)

func (w *writer) sameKind(a, b string) bool {
	ca, _ := w.concept(a)
	cb, _ := w.concept(b)
	return ca.Kind == cb.Kind
}

func (w *writer) exclusive(a, b string) bool {
	for _, r := range w.rivals(a) {
		if r.id == b {
			return true
		}
	}
	return false
}

// wholeWord finds a name at word boundaries, whatever the case of its letters; -1 if it does not stand there.
func wholeWord(text, name string) int {
	lower, want := strings.ToLower(text), strings.ToLower(name)
	if len(lower) != len(text) {
		return -1
	}
	for from := 0; ; {
		i := strings.Index(lower[from:], want)
		if i < 0 {
			return -1
		}
		i += from
		end := i + len(want)
		if (i == 0 || !letter(lower[i-1])) && (end == len(lower) || !letter(lower[end])) {
			return i
		}
		from = i + 1
	}
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' }
