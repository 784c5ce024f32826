package generate

import (
	"fmt"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// says turns a fact back into a sentence.
func (w *writer) says(f *extract.Fact) string {
	s := w.speaker
	subject := s.subject(f)
	switch f.Relation {
	case extract.Definition:
		return s.sentence(subject + " " + linking(f) + " " + f.Object)
	case extract.Purpose:
		return s.sentence(subject + " is used to " + f.Object)
	case extract.Without:
		return s.sentence("without " + subject + ", " + f.Object)
	case extract.Effect, extract.Responsibility:
		return s.sentence(subject + " " + f.Object)
	case extract.Condition:
		return s.sentence("if " + s.lowerFirst(f.Situation) + ", " + f.Object)
	case extract.Contrast:
		if f.Other != nil {
			return s.sentence(w.pole(f, f.Subject, f.SubjectText) + " " + f.Object + ", while " + w.pole(f, f.Other.Subject, f.Other.SubjectText) + " " + f.Other.Object)
		}
	case extract.Member, extract.Example:
		return s.sentence(subject + " is " + indefiniteArticle(f.Object) + " " + f.Object)
	case extract.FrameworkOf:
		return s.sentence(subject + " is a framework for " + f.Object)
	case extract.Property:
		return s.sentence(fmt.Sprintf("%s of %s: %s", f.Attribute, subject, f.Object))
	case extract.Expansion:
		return s.sentence(f.SubjectText + " stands for " + f.Object)
	case extract.Decision:
		return s.sentence(f.Object + " fits, because " + f.Because)
	case extract.Misconception:
		return s.sentence(f.Because)
	}
	if len(f.Quotes) > 0 {
		return s.sentence(f.Quotes[0].Text)
	}
	return ""
}

// linking is the verb between a term and its definition: an activity "means", a thing "is".
func linking(f *extract.Fact) string {
	first, _, _ := strings.Cut(f.Object, " ")
	if strings.HasSuffix(first, "ing") && len(first) > 5 && !things[first] || first == "that" {
		return "means"
	}
	return "is"
}

// words in -ing that are no acts
var things = words("everything anything something nothing string")

// pole names one side of a contrast, with the article that the guide gives it where the curriculum does not know it.
func (w *writer) pole(f *extract.Fact, subject, text string) string {
	if _, ok := w.concept(subject); ok {
		return w.speaker.noun(subject)
	}
	return w.speaker.asQuoted(text, f.Quotes)
}

// gloss says in one sentence what a concept is or does; it is empty where nothing is known.
func (w *writer) gloss(id string) string {
	for _, relation := range []string{extract.Definition, extract.Purpose, extract.Responsibility, extract.Effect, extract.Member, extract.FrameworkOf, extract.Property} {
		for _, f := range w.known[factKey{id, relation}] {
			if !w.praises(f) {
				return w.says(f)
			}
		}
	}
	return ""
}

// term makes an option of a concept.
func (w *writer) term(id string, correct bool, why, proof string) bank.Option {
	return bank.Option{Text: w.speaker.upper(w.speaker.name(id)), Correct: correct, Concept: id, Why: strings.TrimSpace(why), Proof: proof}
}

// phrase makes an option of a phrase that belongs to a concept.
func (w *writer) phrase(text, id string, correct bool, why, proof string) bank.Option {
	return bank.Option{Text: w.speaker.upper(text), Correct: correct, Concept: id, Why: strings.TrimSpace(why), Proof: proof}
}

// stated is the proof of a key.
func stated(f *extract.Fact) string {
	if len(f.Quotes) == 0 {
		return "stated in the guide"
	}
	return "stated: “" + strings.TrimSpace(f.Quotes[len(f.Quotes)-1].Text) + "”"
}

// excluded is the proof that what is said of one concept is false of its rival. The letter names the rule of proof: b disjoint classes, d a definition,
// purpose or duty of a sibling.
func (w *writer) excluded(letter, key string, r rival) string {
	return fmt.Sprintf("%s: %s and %s exclude each other as “%s”. %s", letter, w.speaker.name(key), w.speaker.name(r.id), r.set.Name, w.speaker.sentence(r.set.Why))
}

// instead tells what an option stands for and what was asked for.
func (w *writer) instead(r rival, key string) string {
	return strings.TrimSpace(w.gloss(r.id) + " " + w.speaker.sentence("the question is about "+w.speaker.noun(key)))
}
