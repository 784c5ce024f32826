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
		a, b := w.pole(f, f.Subject, f.SubjectText), w.pole(f, f.Other.Subject, f.Other.SubjectText)
		a, b = w.sameArticle(f.Subject, f.Other.Subject, a, b)
		if strings.EqualFold(a, b) || overlapping(bareName(a), bareName(b)) {
			continue
		}
		one := side{f.Subject, a, f.Object}
		two := side{f.Other.Subject, b, f.Other.Object}
		if leansBack.MatchString(one.says) || leansBack.MatchString(two.says) {
			continue // "applies the opposite of that change" says nothing without the other pole
		}
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

// leansBack finds a predicate that points at what has been said of the other thing.
var leansBack = regexp.MustCompile(`\b(?:of|to|in|for|with|on|by|from) (?:that|this|these|those|such) [\pL-]+|\b(?:that|this|these|those|such) [\pL-]+(?:$|,| and | or )`)

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
	p, okOne := both(one, two, one.says, two.says)
	q, okTwo := both(one, two, two.says, one.says)
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
		option(p, w.speaker.sentence("this holds for "+one.noun+" alone")),
		option(q, w.speaker.sentence("this holds for "+two.noun+" alone")),
	}
	d.stems = fixed(
		"Which statement about "+one.noun+" and "+two.noun+" is right?",
		"Which of these statements about "+one.noun+" and "+two.noun+" is right?",
		"Which comparison of "+one.noun+" and "+two.noun+" is right?",
	)
	w.settle(d)
}

// both says one predicate of two things at once. What the one does not do, neither of them does: that needs the predicate that the other has without "not".
func both(one, two side, says, other string) (string, bool) {
	if rest, negated := strings.CutPrefix(says, "does not "); negated {
		if plain, ok := extract.Several(other); !ok || plain != rest {
			return "", false
		}
		return "neither " + one.noun + " nor " + two.noun + " " + other, true
	}
	plain, ok := extract.Several(says)
	return "both " + one.noun + " and " + two.noun + " " + plain, ok && !strings.HasPrefix(plain, "are not ") && !strings.HasPrefix(plain, "cannot ")
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
