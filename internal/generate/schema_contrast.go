package generate

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// writeContrasts asks what holds of which of two things, and what is true of one rather than of the other.
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
		one := side{f.Subject, a, f.Object}
		two := side{f.Other.Subject, b, f.Other.Object}
		if !gradual(one.says) && !gradual(two.says) {
			w.comparison(f, one, two)
		}
		if w.chance(f.Document, "contrast", f.ID).IntN(2) == 0 {
			one, two = two, one
		}
		if !w.ratherThan(f, one, two) {
			w.ratherThan(f, two, one)
		}
	}
}

// side is one of two things that are set against each other, and what is said of it.
type side struct{ id, noun, says string }

// gradual reports whether a predicate names a focus, which the other side may share to a lesser degree: then "both" would be open to argument.
func gradual(says string) bool {
	verb, rest, _ := strings.Cut(says, " ")
	return focusing[verb] || verb == "is" && (strings.HasPrefix(rest, "concerned ") || strings.HasPrefix(rest, "responsible ")) || strings.Contains(says, " more ") || strings.Contains(says, " deep ")
}

var focusing = words("deals focuses cares concentrates ensures requires needs looks handles works")

// comparison asks which statement about two things is right. The four options deal the two predicates out in all ways: as it is, the other way round, one
// for both, the other for both; so none of them falls by logic alone.
func (w *writer) comparison(f *extract.Fact, one, two side) {
	p, okOne := extract.Several(one.says)
	q, okTwo := extract.Several(two.says)
	if !okOne || !okTwo {
		return
	}
	proof := fmt.Sprintf("b: the guide sets the two against each other, so what it says of %s is false of %s: %s", one.noun, two.noun, stated(f))
	truth := w.says(f)
	option := func(text, why string) bank.Option {
		return bank.Option{Text: w.speaker.upper(text), Concept: w.knownID(two.id), Why: why + " " + truth, Proof: proof}
	}
	d := draft{schema: "contrast", facts: []*extract.Fact{f}, kind: bank.Single, options: 4, exact: true, balanced: true,
		teaching: []string{truth, w.gloss(one.id), w.gloss(two.id)}}
	d.keys = []bank.Option{{Text: w.speaker.upper(one.noun + " " + one.says + ", and " + two.noun + " " + two.says), Correct: true, Concept: w.knownID(one.id), Why: truth, Proof: stated(f)}}
	d.wrong = []bank.Option{
		option(two.noun+" "+one.says+", and "+one.noun+" "+two.says, "The two are mixed up here."),
		option("both "+one.noun+" and "+two.noun+" "+p, w.speaker.sentence("this holds for "+one.noun+" alone")),
		option("both "+one.noun+" and "+two.noun+" "+q, w.speaker.sentence("this holds for "+two.noun+" alone")),
	}
	d.stems = fixed(
		"Which statement about "+one.noun+" and "+two.noun+" is right?",
		"Which of these statements about "+one.noun+" and "+two.noun+" is right?",
		"Which comparison of "+one.noun+" and "+two.noun+" is right?",
	)
	w.settle(d)
}

// ratherThan asks what is true of one thing rather than of the other. Beside the other's predicate stand those of further rivals of the same kind.
func (w *writer) ratherThan(f *extract.Fact, asked, other side) bool {
	k, ok := w.concept(asked.id)
	if _, known := w.concept(other.id); !ok || !known {
		return false
	}
	truth := w.says(f)
	d := draft{schema: "contrast", direction: "of " + asked.id, facts: []*extract.Fact{f}, kind: bank.Single, needed: 1, teaching: []string{truth, w.gloss(asked.id), w.gloss(other.id)}}
	d.keys = []bank.Option{{Text: w.speaker.upper(asked.says), Correct: true, Concept: asked.id, Why: truth, Proof: stated(f)}}
	d.wrong = []bank.Option{{Text: w.speaker.upper(other.says), Concept: other.id, Why: w.speaker.sentence("this holds for "+other.noun) + " " + truth,
		Proof: fmt.Sprintf("b: the guide says it of %s and sets %s against it: %s", other.noun, asked.noun, stated(f))}}
	chance := w.chance(f.Document, "contrast", f.ID, asked.id)
	rivals := w.ranked(asked.id, asked.says, chance, func(id string) string {
		if c, _ := w.concept(id); c.Kind != k.Kind || w.mayShare(f, id) {
			return ""
		}
		if acts := w.acts(id, asked.says); len(acts) > 0 {
			return acts[0].Object
		}
		return ""
	})
	for turn := range 2 {
		if turn > 0 && len(d.wrong) > 2 {
			break // a second act of one rival serves only where rivals are few
		}
		for _, r := range rivals {
			acts := w.acts(r.id, asked.says)
			if turn >= len(acts) || turn == 0 && r.id == other.id || acts[turn].Object == other.says || w.gate.Likeness(acts[turn].Object, other.says) > 0.5 {
				continue
			}
			d.wrong = append(d.wrong, w.phrase(acts[turn].Object, r.id, false, w.says(acts[turn]), w.excluded("d", asked.id, r)))
		}
	}
	d.stems = fixed("Which of these describes "+asked.noun+" rather than "+other.noun+"?", "What is true of "+asked.noun+" rather than of "+other.noun+"?")
	return w.settle(d)
}

// acts are the known duties and effects of a concept that can stand as options beside a predicate, those most like it in length first.
func (w *writer) acts(id, says string) []*extract.Fact {
	var found []*extract.Fact
	for _, relation := range []string{extract.Responsibility, extract.Effect} {
		for _, f := range w.known[factKey{id, relation}] {
			if wordCount(f.Object) <= 16 && w.ownDuty(f) && !dangling.MatchString(f.Object) {
				found = append(found, f)
			}
		}
	}
	sort.SliceStable(found, func(a, b int) bool {
		return lengthLikeness(found[a].Object, says) > lengthLikeness(found[b].Object, says)
	})
	return found
}

// knownID is the id if the curriculum knows the concept, else empty.
func (w *writer) knownID(id string) string {
	if _, ok := w.concept(id); ok {
		return id
	}
	return ""
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
