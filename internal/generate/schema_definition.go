package generate

import (
	"cmp"
	"slices"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// Bounds for a definition that may stand in a question, in words.
const (
	shortestMeaning = 4
	longestMeaning  = 26
)

// termShare is the share of definitions of our study guides that are asked for their term first; the others are asked for their meaning.
const termShare = 0.35

// writeDefinitions asks for the meaning of a term and for the term of a meaning. Our study guides define so much that one of the two is enough: more would
// fill every quiz with definitions.
func writeDefinitions(w *writer) {
	for _, f := range w.facts(extract.Definition) {
		if !askable(f.Object) || w.namesAnother(f) {
			continue
		}
		ways := []func(*extract.Fact) bool{w.definitionMeaning, w.definitionTerm}
		if w.chance("definition", f.ID).Float64() < termShare {
			slices.Reverse(ways)
		}
		if w.told[f.ID] && w.ours[f.Document] {
			ways = []func(*extract.Fact) bool{w.definitionMeaning} // its term is asked for by a case already
		}
		for _, way := range ways {
			if way(f) && w.ours[f.Document] {
				break
			}
		}
	}
}

// namesAnother reports whether what should define a term is the name of another term that the guide defines: it sorts the term and does not define it.
func (w *writer) namesAnother(f *extract.Fact) bool {
	if w.defined == nil {
		w.defined = map[[2]string]string{}
		for _, o := range w.facts(extract.Definition) {
			w.defined[[2]string{o.Document, strings.ToLower(o.SubjectText)}] = o.Subject
		}
	}
	other := w.defined[[2]string{f.Document, strings.ToLower(bareName(f.Object))}]
	return other != "" && other != f.Subject
}

// definitionTerm asks for the term that a definition belongs to.
func (w *writer) definitionTerm(f *extract.Fact) bool {
	chance := w.chance(f.Document, "definition-term", f.ID)
	d := draft{schema: "definition-term", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f)}
	if _, ok := w.concept(f.Subject); ok {
		d.keys = []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}
		d.wrong = w.orNear(w.terms(f, "d", chance), f, w.termOf)
	} else {
		d.keys, d.wrong = w.glossary(f, w.termOf)
	}
	meaning := f.Object
	d.stems = func(options []bank.Option) []string {
		kind := w.kindOfAll(optionConcepts(options))
		if f.Form == "clause" || clause(meaning) {
			return []string{"Which " + kind + " says this: " + meaning + "?", "Which " + kind + " stands for this: " + meaning + "?", "Which " + kind + " means this: " + meaning + "?"}
		}
		if linking(f) == "means" {
			return []string{
				"Which " + kind + " means " + meaning + "?",
				"What is the name for " + meaning + "?",
				"Which " + kind + " stands for " + meaning + "?",
			}
		}
		if kind == "term" {
			return []string{
				"Which term stands for " + meaning + "?",
				"Which term names " + meaning + "?",
				"What is the right name for " + meaning + "?",
			}
		}
		if act, ok := actOf(kind, meaning); ok {
			return []string{"Which " + kind + " " + act + "?"}
		}
		if first, _, _ := strings.Cut(bareName(meaning), " "); first == lastField(kind) || strings.HasPrefix(bareName(meaning)+" ", kind+" ") || strings.HasPrefix(kind, first+" ") {
			// "Which technique is a technique in which ..." says the word twice.
			return []string{"Which term stands for " + meaning + "?", "Which term names " + meaning + "?"}
		}
		return []string{
			"Which " + kind + " is " + meaning + "?",
			"Which " + kind + " is defined as " + meaning + "?",
			"Which " + kind + " does this describe: " + meaning + "?",
		}
	}
	return w.settle(d)
}

// definitionMeaning asks for the definition of a term.
func (w *writer) definitionMeaning(f *extract.Fact) bool {
	chance := w.chance(f.Document, "definition-meaning", f.ID)
	d := draft{schema: "definition-meaning", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f)}
	object := func(o *extract.Fact) string { return o.Object }
	if _, ok := w.concept(f.Subject); ok {
		d.keys = []bank.Option{w.phrase(f.Object, f.Subject, true, w.says(f), stated(f))}
		d.wrong = w.orNear(w.phrases(f, "d", chance, object), f, object)
	} else {
		d.keys, d.wrong = w.glossary(f, object)
	}
	noun := w.speaker.subject(f)
	term := w.asTerm(f, noun)
	stems := []string{"What does " + term + " mean?", "How is " + term + " defined?"}
	if _, known := w.concept(f.Subject); known {
		stems = append(stems, "Which of these definitions fits "+noun+"?", "Which of these descriptions fits "+noun+"?")
	}
	d.stems = fixed(stems...)
	return w.settle(d)
}

// asTerm names what a definition is asked of: a status or error code by its kind, anything else as a term in quotes.
func (w *writer) asTerm(f *extract.Fact, noun string) string {
	if c, ok := w.concept(f.Subject); ok && strings.HasSuffix(c.Kind, " code") && !strings.Contains(strings.ToLower(c.Name), "code") {
		return "the " + c.Kind + " " + noun
	}
	return "the term “" + strings.ReplaceAll(w.unlisted(f, bareName(strings.Replace(noun, f.SubjectText, oneOf(f), 1))), "`", "") + "”"
}

// unlisted takes the capital off a term that has it only because it opens an item of a list.
func (w *writer) unlisted(f *extract.Fact, term string) string {
	first, _, _ := strings.Cut(term, " ")
	if _, known := w.concept(f.Subject); known || len(first) < 2 || strings.ToLower(first[1:]) != first[1:] {
		return term
	}
	text, _ := w.gate.Text(f.Document)
	for from := 0; ; {
		i := strings.Index(text[from:], " "+first)
		if i < 0 {
			return strings.ToLower(term[:1]) + term[1:]
		}
		if from += i; from > 0 && (text[from-1] >= 'a' && text[from-1] <= 'z' || text[from-1] == ',') {
			return term // it keeps its capital inside a sentence
		}
		from++
	}
}

// actOf takes the act out of a meaning that repeats what the question calls its options: "which scan" and "a scan that reads every row" make "which scan
// reads every row".
func actOf(kind, meaning string) (string, bool) {
	act, ok := strings.CutPrefix(bareName(meaning), kind+" that ")
	verb, _, _ := strings.Cut(act, " ")
	return act, ok && strings.HasSuffix(verb, "s") && !strings.HasSuffix(verb, "ss") && !strings.HasSuffix(verb, "'s")
}

// clause reports whether a meaning is a whole sentence ("the device code is too old to continue") and no noun phrase: a verb stands in it before any
// word that opens a relative clause.
func clause(meaning string) bool {
	for i, w := range strings.Fields(meaning) {
		lower := strings.ToLower(strings.Trim(w, ",`"))
		switch {
		case clauseOpeners[lower]:
			return false
		case i > 0 && finiteVerbs[lower]:
			return true
		}
	}
	return false
}

var (
	clauseOpeners = words("that which who whose where when in whom if because by of")
	finiteVerbs   = words("is are was were has have had can cannot may must will should does lacks failed needs asks did")
)

// bareName takes the article off.
func bareName(noun string) string {
	for _, a := range []string{"a ", "an ", "the ", "A ", "An ", "The "} {
		if rest, ok := strings.CutPrefix(noun, a); ok {
			return rest
		}
	}
	return noun
}

func askable(meaning string) bool {
	n := wordCount(meaning)
	return n >= shortestMeaning && n <= longestMeaning && !strings.HasPrefix(meaning, "that ") && !strings.ContainsAny(meaning, "?:;")
}

// glossary serves definitions of things that the curriculum does not know: the other terms that the guide defines are defined otherwise.
func (w *writer) glossary(f *extract.Fact, form func(*extract.Fact) string) (keys, wrong []bank.Option) {
	return []bank.Option{w.phrase(form(f), "", true, w.says(f), stated(f))}, w.definedNear(f, form)
}

// termOf is the term that a definition defines: the concept's name, else the words of the guide.
func (w *writer) termOf(f *extract.Fact) string {
	if _, known := w.concept(f.Subject); known {
		return w.speaker.name(f.Subject)
	}
	return oneOf(f)
}

// oneOf is the term of a definition as the guide writes it, in the singular where the definition speaks of one: "producers" are defined as "a program that ...".
func oneOf(f *extract.Fact) string {
	text := f.SubjectText
	if single := len(f.Subject); bareName(f.Object) != f.Object && !strings.EqualFold(text, f.Subject) && len(text) > single && strings.EqualFold(text[:single], f.Subject) {
		return text[:single]
	}
	return text
}

// orNear adds what the guide defines nearby where the curriculum knows too few rivals.
func (w *writer) orNear(wrong []bank.Option, f *extract.Fact, form func(*extract.Fact) string) []bank.Option {
	if len(wrong) >= 2 {
		return wrong
	}
	for _, o := range w.definedNear(f, form) {
		if !slices.ContainsFunc(wrong, func(have bank.Option) bool { return have.Concept != "" && have.Concept == o.Concept }) {
			wrong = append(wrong, o)
		}
	}
	return wrong
}

// definedNear makes wrong options of the other terms that the guide defines: of those in the same list or marked alike in the same section, and of those in
// running text that have nothing to do with the term. A definition in running text may be that of a part or a kind of the next thing, so neither of the two
// may name the other.
func (w *writer) definedNear(f *extract.Fact, form func(*extract.Fact) string) []bank.Option {
	type scored struct {
		fact  *extract.Fact
		score float64
	}
	chance := w.chance(f.Document, "near", f.ID)
	_, known := w.concept(f.Subject)
	var near []scored
	for _, o := range w.facts(extract.Definition) {
		if o.Document != f.Document || o.Subject == f.Subject || o.Form != f.Form || !askable(o.Object) {
			continue
		}
		luck := chance.Float64()
		section, entry := slices.Equal(o.Headings, f.Headings), entries[f.Origin] && o.Origin == f.Origin
		if overlapping(o.SubjectText, f.SubjectText) || kindOf(o.Object, f.SubjectText) || kindOf(f.Object, o.SubjectText) || w.gate.Likeness(o.Object, f.Object) > 0.5 || !section && (w.ours[f.Document] || entry) {
			continue
		}
		if !entry && (w.gate.Covers(o.Object, f.SubjectText) || w.gate.Covers(f.Object, o.SubjectText)) {
			continue
		}
		if _, also := w.concept(o.Subject); known && also {
			continue // whether these two exclude each other is for the curriculum to say
		}
		score := chanceWeight*luck + likenessWeight*w.gate.Likeness(o.Object, f.Object) + lengthWeight*lengthLikeness(o.Object, f.Object)
		if section {
			score += sameSectionWeight
		}
		near = append(near, scored{o, score})
	}
	slices.SortStableFunc(near, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var wrong []bank.Option
	for _, n := range near {
		why := w.says(n.fact) + " " + w.speaker.sentence("the question is about "+w.speaker.subject(f))
		wrong = append(wrong, w.phrase(form(n.fact), w.conceptOf(n.fact), false, why, "d: the guide defines “"+n.fact.SubjectText+"” otherwise: “"+n.fact.Object+"”"))
	}
	return wrong
}

// entries are the rules that read lists of terms: there each entry is set apart from its neighbours, while a definition in running text may be that of a
// part or a kind of the next thing.
var entries = map[string]bool{"list": true, "table": true, "definition list": true, "bold term": true}

// kindOf reports whether the class that opens a definition is called by the other term: "a minor term that ..." is a kind of term.
func kindOf(definition, term string) bool {
	class := " " + strings.ToLower(bareName(definition)) + " "
	for _, cut := range []string{" that ", " which ", " of ", " by ", " for ", " in ", " who ", " with "} {
		if head, _, ok := strings.Cut(class, cut); ok {
			class = head + " "
		}
	}
	return strings.Contains(class, " "+strings.ToLower(term)+" ")
}

func overlapping(a, b string) bool {
	a, b = " "+strings.ToLower(a)+" ", " "+strings.ToLower(b)+" "
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// teaching are the sentences of an explanation: the fact, the ground on which its siblings differ, and the neighbour that it is most mixed up with.
func (w *writer) teaching(f *extract.Fact) []string {
	sentences := []string{w.says(f)}
	c, ok := w.concept(f.Subject)
	if !ok {
		return sentences
	}
	for _, other := range c.Confusable {
		if g := w.gloss(other); g != "" {
			sentences = append(sentences, g)
			break
		}
	}
	if sets := w.sets[f.Subject]; len(sets) > 0 {
		sentences = append(sentences, w.speaker.sentence(sets[0].Why))
	}
	return sentences
}
