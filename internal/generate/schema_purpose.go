package generate

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// writePurposeTerms asks which means serves a purpose.
func writePurposeTerms(w *writer) {
	writeUses(w)
	for _, f := range w.facts(extract.Purpose) {
		if _, ok := w.concept(f.Subject); !ok || !askable(f.Object) || w.praises(f) || w.isTask(f) {
			continue
		}
		chance := w.chance(f.Document, "purpose-term", f.ID)
		d := draft{schema: "purpose-term", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f),
			keys: []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}, wrong: w.terms(f, "d", chance)}
		purpose := f.Object
		d.stems = func(options []bank.Option) []string {
			kind := w.kindOfAll(optionConcepts(options))
			if kind == "term" {
				return []string{"Which of these is used to " + purpose + "?", "What would an engineer use to " + purpose + "?"}
			}
			stems := []string{"Which " + kind + " is used to " + purpose + "?"}
			verb, _, _ := strings.Cut(purpose, " ")
			if telling[verb] {
				return stems // a header field says something by itself; it does not help to say it
			}
			stems = append(stems, "Which "+kind+" helps to "+purpose+"?")
			if verb != "serve" {
				stems = append(stems, "Which "+kind+" serves to "+purpose+"?")
			}
			return stems
		}
		w.settle(d)
	}
}

// telling are verbs of what a message or a part of it does by itself.
var telling = words("say state give list identify name carry tell report")

// writeUses asks which tool a use belongs to, where the guide names the use by a noun: "Git for version control". What is confused with the tool may share
// its use and is no option.
func writeUses(w *writer) {
	for _, f := range w.facts(extract.Property) {
		if _, ok := w.concept(f.Subject); !ok || f.Attribute != "use" || f.Origin != "item for" || wordCount(f.Object) < 2 || w.praises(f) {
			continue
		}
		use := *f
		use.Relation = extract.Purpose
		if !selfContained(&use) {
			continue
		}
		chance := w.chance(f.Document, "purpose-term", "use", f.ID)
		d := draft{schema: "purpose-term", direction: "use", facts: []*extract.Fact{f}, kind: bank.Single, teaching: []string{w.speaker.sentence(w.speaker.noun(f.Subject) + " is used for " + f.Object)}}
		d.keys = []bank.Option{w.term(f.Subject, true, d.teaching[0], stated(f))}
		for _, o := range w.terms(f, "d", chance) {
			if !w.confusable[[2]string{f.Subject, o.Concept}] {
				d.wrong = append(d.wrong, o)
			}
		}
		d.stems = func(options []bank.Option) []string {
			if kind := w.kindOfAll(optionConcepts(options)); kind != "term" {
				return []string{"Which " + kind + " is used for " + f.Object + "?"}
			}
			return []string{"Which of these is used for " + f.Object + "?"}
		}
		w.settle(d)
	}
}

// writePurposeMeanings asks what something is used for.
func writePurposeMeanings(w *writer) {
	form := func(f *extract.Fact) string { return "to " + f.Object }
	for _, f := range w.facts(extract.Purpose) {
		if _, ok := w.concept(f.Subject); !ok || wordCount(f.Object) > longestMeaning || w.praises(f) {
			continue
		}
		chance := w.chance(f.Document, "purpose-meaning", f.ID)
		d := draft{schema: "purpose-meaning", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f),
			keys:  []bank.Option{w.phrase(form(f), f.Subject, true, w.says(f), stated(f))},
			wrong: w.phrases(f, "d", chance, form)}
		noun := w.speaker.subject(f)
		d.stems = fixed("What is the purpose of "+noun+"?", "For which purpose is "+noun+" used?", "Which of these is a use of "+noun+"?")
		w.settle(d)
	}
}

// writeFrameworks asks for the language of a framework, and for the framework of a language.
func writeFrameworks(w *writer) {
	facts := w.facts(extract.FrameworkOf)
	for _, f := range facts {
		if _, ok := w.concept(f.Subject); !ok || f.ObjectConcept == "" {
			continue
		}
		w.languageOf(f)
		w.frameworkFor(f)
	}
	w.frameworkPairs(facts)
}

// mostPairs is how many questions of one document may ask for the right pair of framework and language.
const mostPairs = 3

// frameworkPairs asks which framework stands beside its language, among frameworks beside languages that they are not written for: each option has to be
// judged by itself.
func (w *writer) frameworkPairs(facts []*extract.Fact) {
	asked := map[string]int{}
	seen := map[string]bool{}
	for _, f := range facts {
		if _, ok := w.concept(f.Subject); !ok || f.ObjectConcept == "" || asked[f.Document] == mostPairs || seen[f.Subject] || w.namesLanguage(f.Subject) {
			continue
		}
		chance := w.chance(f.Document, "framework-of", "pair", f.ID)
		d := draft{schema: "framework-of", direction: "pair", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f)}
		d.keys = []bank.Option{{Text: w.pair(f.Subject, f.ObjectConcept), Correct: true, Concept: f.Subject, Why: w.says(f), Proof: stated(f)}}
		used := map[string]bool{f.ObjectConcept: true}
		var others []*extract.Fact
		for _, o := range w.frameworksShuffled(chance.Perm) {
			if !used[o.ObjectConcept] && o.Subject != f.Subject && !w.namesLanguage(o.Subject) && w.taught(o.ObjectConcept) {
				used[o.ObjectConcept] = true
				others = append(others, o)
			}
		}
		// Each wrong pair takes the language of the next framework, so that no language stands out.
		for i, o := range others[:min(3, len(others))] {
			next := others[(i+1)%min(3, len(others))].ObjectConcept
			if next == o.ObjectConcept || w.has(o.Subject, extract.FrameworkOf, next) {
				continue
			}
			d.wrong = append(d.wrong, bank.Option{Text: w.pair(o.Subject, next), Concept: o.Subject, Why: w.says(o),
				Proof: "a: a framework is written for one language, and " + w.speaker.name(o.Subject) + " for " + w.speaker.name(o.ObjectConcept)})
		}
		d.stems = fixed("Which of these pairs names a framework and the language that it is written for?", "In which of these pairs does the framework fit the language?", "Which pair of framework and language belongs together?")
		if w.settle(d) {
			asked[f.Document]++
			seen[f.Subject] = true
		}
	}
}

func (w *writer) pair(framework, language string) string {
	return w.speaker.name(framework) + " and " + w.speaker.name(language)
}

// namesLanguage reports whether the name of a framework holds the name of a language, which would give the pair away: Ruby on Rails, Express.js.
func (w *writer) namesLanguage(framework string) bool {
	name := strings.ToLower(w.speaker.name(framework))
	for language := range w.languages() {
		if called := strings.ToLower(w.speaker.name(language)); len(called) > 2 && strings.Contains(name, called) {
			return true
		}
	}
	return strings.HasSuffix(name, ".js") || strings.HasSuffix(name, " web")
}

func (w *writer) languageOf(f *extract.Fact) {
	chance := w.chance(f.Document, "framework-of", "language", f.ID)
	d := draft{schema: "framework-of", direction: "language", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f), sorts: &sorting{thing: f.Subject, class: f.ObjectConcept, ground: frameworkGround, forward: true}}
	d.keys = []bank.Option{w.term(f.ObjectConcept, true, w.says(f), stated(f))}
	others := w.languages()
	for _, r := range w.ranked(f.ObjectConcept, w.speaker.name(f.ObjectConcept), chance, w.speaker.name) {
		if !others[r.id] || w.has(f.Subject, extract.FrameworkOf, r.id) {
			continue
		}
		why := w.gloss(r.id) + " " + w.says(f)
		d.wrong = append(d.wrong, w.term(r.id, false, why, "a: a framework is written for one language, and "+w.speaker.name(f.Subject)+" for "+w.speaker.name(f.ObjectConcept)))
	}
	name := w.speaker.name(f.Subject)
	d.stems = fixed("Which language is the framework "+name+" written for?", name+" is a framework for which language?")
	w.settle(d)
}

// languages are the languages that some known framework is written for.
func (w *writer) languages() map[string]bool {
	found := map[string]bool{}
	for key, facts := range w.known {
		if key.relation != extract.FrameworkOf {
			continue
		}
		for _, f := range facts {
			if f.ObjectConcept != "" {
				found[f.ObjectConcept] = true
			}
		}
	}
	return found
}

// has reports whether a known fact gives the subject that object.
func (w *writer) has(subject, relation, object string) bool {
	for _, f := range w.known[factKey{subject, relation}] {
		if f.ObjectConcept == object || strings.EqualFold(f.Object, object) {
			return true
		}
	}
	return false
}

func (w *writer) frameworkFor(f *extract.Fact) {
	chance := w.chance(f.Document, "framework-of", "framework", f.ID)
	d := draft{schema: "framework-of", direction: "framework", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f), sorts: &sorting{thing: f.Subject, class: f.ObjectConcept, ground: frameworkGround}}
	d.keys = []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}
	seen := map[string]bool{f.ObjectConcept: true}
	for _, o := range w.frameworksShuffled(chance.Perm) {
		if seen[o.ObjectConcept] || w.has(o.Subject, extract.FrameworkOf, f.ObjectConcept) || overlapping(w.speaker.name(o.Subject), w.speaker.name(f.ObjectConcept)) {
			continue
		}
		seen[o.ObjectConcept] = true
		d.wrong = append(d.wrong, w.term(o.Subject, false, w.says(o), "a: a framework is written for one language, and "+w.speaker.name(o.Subject)+" for "+w.speaker.name(o.ObjectConcept)))
	}
	language := w.speaker.name(f.ObjectConcept)
	d.stems = fixed("Which of these frameworks is written for "+language+"?", "A project is written in "+language+". Which of these frameworks is made for that language?", "Which framework do developers use with "+language+"?")
	w.settle(d)
}

// frameworksShuffled lists the known framework facts, one a framework, in a seeded order. Frameworks of two languages are left out.
func (w *writer) frameworksShuffled(perm func(int) []int) []*extract.Fact {
	var facts []*extract.Fact
	for _, c := range w.curriculum.Concepts {
		known := w.known[factKey{c.ID, extract.FrameworkOf}]
		single := len(known) > 0 && known[0].ObjectConcept != ""
		for _, f := range known {
			single = single && f.ObjectConcept == known[0].ObjectConcept
		}
		if single {
			facts = append(facts, known[0])
		}
	}
	shuffled := make([]*extract.Fact, len(facts))
	for i, from := range perm(len(facts)) {
		shuffled[i] = facts[from]
	}
	return shuffled
}
