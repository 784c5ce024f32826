package generate

import (
	"regexp"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// newClause finds a second clause with a subject of its own behind a comma. emptyDuty finds verbs that name no act.
var (
	newClause = regexp.MustCompile(`, and (?:[A-Z0-9]|it |they |the |its |their |this |a |an )`)
	emptyDuty = regexp.MustCompile(`^(?:concerns|has|have|involves|includes|forms|plays|stands|combines|helps|works|deals|aims|tends|needs|wants|is (?:[^r]|r[^e]))`)
)

// knows finds a need of knowledge that says what has to be known.
var knows = regexp.MustCompile(`^needs to (?:understand|know|learn) how to (?:\S+ ){3,}`)

// groupName finds names of partitions that read well after "which ... does it belong to".
var groupName = regexp.MustCompile(`^(kind|class|family|group|type|category)\b|\b(family|model|class|group|provider|category)$`)

// roleKinds are kinds of concept that have duties; what is said of other things is a duty of theirs only where a table or list sets them side by side.
var roleKinds = words("role participant side place program tier profession team person part")

// toolVerbs say what a tool is there for.
var toolVerbs = words("hosts stores runs records packages executes schedules bundles serves tracks builds sends receives translates compiles validates encrypts routes caches queues")

// praising are words of praise, which make a sentence useless for telling things apart.
var praising = words("fast faster high highly seamless seamlessly smooth smoothly easy easily powerful robust efficient efficiently better best modern great flawless flawlessly various")

// praises reports whether a statement of a guide that is not ours holds a word of praise.
func (w *writer) praises(f *extract.Fact) bool {
	if w.ours[f.Document] {
		return false
	}
	for _, word := range strings.Fields(f.Object) {
		if praising[strings.Trim(word, ",.")] {
			return true
		}
	}
	return false
}

// roleKind reports whether a kind of concept names something that has duties: its first or last word is a role.
func roleKind(kind string) bool {
	fields := strings.Fields(kind)
	return len(fields) > 0 && (roleKinds[fields[0]] || roleKinds[fields[len(fields)-1]])
}

// causal are verbs of effects that belong to one cause: a guide that says "X prevents Y" names X as what does it.
var causal = words("prevents reduces limits stops protects allows lets enables avoids removes forbids increases raises lowers shortens speeds exposes hides blocks")

// ownDuty reports whether a duty or effect can be held to be its subject's alone among the rivals.
func (w *writer) ownDuty(f *extract.Fact) bool {
	if newClause.MatchString(f.Object) || emptyDuty.MatchString(f.Object) && !knows.MatchString(f.Object) || strings.Contains(f.Object, "in this order") || strings.Contains(f.Object, " this ") || strings.Contains(f.Object, " the same ") {
		return false
	}
	c, ok := w.concept(f.Subject)
	if !ok {
		return false
	}
	if w.praises(f) {
		return false
	}
	verb, _, _ := strings.Cut(f.Object, " ")
	if causal[verb] || toolVerbs[verb] && c.Kind == "tool" || roleKind(c.Kind) || strings.Contains(f.Origin, "table") {
		return true
	}
	return w.ours[f.Document] && f.Origin != "verb"
}

// writeResponsibilities asks which role does something, and what a role does.
func writeResponsibilities(w *writer) {
	for _, f := range w.facts(extract.Responsibility) {
		if !w.ownDuty(f) || wordCount(f.Object) < 2 || wordCount(f.Object) > longestMeaning {
			continue
		}
		if told := w.toldDuty(f); told == "" || w.chance("duty", f.ID).Float64() < 0.5 || !w.dutyOfWhom(f, told) {
			w.whoDoes(f, "responsibility")
		}
		if !emptyDuty.MatchString(f.Object) {
			w.whatDoes(f, "responsibility")
		}
	}
}

// writeEffects asks which thing has an effect, and what the effect of a thing is.
func writeEffects(w *writer) {
	for _, f := range w.facts(extract.Effect) {
		if !w.ownDuty(f) || wordCount(f.Object) < 3 || wordCount(f.Object) > longestMeaning {
			continue
		}
		if c, _ := w.concept(f.Subject); startsSmall(c.Name) || mixedName(c.Name) {
			w.whatDoes(f, "consequence") // a product does many things, a technique or part has its one effect
		}
		if act, ok := w.wanted(f); ok && w.serves(f, act) {
			continue
		}
		w.whoDoes(f, "effect")
	}
}

func (w *writer) whoDoes(f *extract.Fact, schema string) {
	chance := w.chance(f.Document, schema, "who", f.ID)
	d := draft{schema: schema, direction: "who", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f)}
	d.keys = []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}
	d.wrong = w.terms(f, "d", chance)
	duty := f.Object
	d.stems = func(options []bank.Option) []string {
		kind := w.kindOfAll(optionConcepts(options))
		if kind == "term" {
			return []string{"Which of these " + duty + "?", "Which one of these " + duty + "?"}
		}
		return []string{"Which " + kind + " " + duty + "?"}
	}
	w.settle(d)
}

// whatDoes asks what a thing or person does. The options are predicates without a subject, which suit people and things alike.
func (w *writer) whatDoes(f *extract.Fact, schema string) {
	chance := w.chance(f.Document, schema, "what", f.ID)
	d := draft{schema: schema, direction: "what", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f)}
	d.keys = []bank.Option{w.phrase(f.Object, f.Subject, true, w.says(f), stated(f))}
	d.wrong = w.phrases(f, "d", chance, func(o *extract.Fact) string { return o.Object })
	noun := w.speaker.subject(f)
	d.stems = fixed("What does "+noun+" do?", "Which of these describes what "+noun+" does?")
	if verb, _, _ := strings.Cut(f.Object, " "); verb == "is" || schema == "consequence" && !strings.Contains(f.Origin, "table") {
		// What a thing does in the eyes of a guide may be a side effect; that it is true of the thing holds either way.
		d.stems = fixed("Which of these is true of " + noun + "?")
	}
	w.settle(d)
}

// writeDuties asks for all duties of a role among its own and those of the roles that exclude it.
func (w *writer) writeDuties() {
	bySubject := map[string][]*extract.Fact{}
	var subjects []string
	for _, f := range w.facts(extract.Responsibility) {
		if !w.ownDuty(f) || emptyDuty.MatchString(f.Object) || wordCount(f.Object) < 2 || wordCount(f.Object) > 16 {
			continue
		}
		if bySubject[f.Subject] == nil {
			subjects = append(subjects, f.Subject)
		}
		bySubject[f.Subject] = append(bySubject[f.Subject], f)
	}
	sort.Strings(subjects)
	for _, subject := range subjects {
		chance := w.chance("duties", subject)
		own := shuffle(bySubject[subject], chance.Perm)
		for part := 0; len(own) >= 2 && part < 2; part++ {
			n := 2
			if len(own) == 3 || len(own) > 4 {
				n = 3
			}
			w.dutiesOf(subject, own[:n], chance.Perm)
			own = own[n:]
		}
	}
}

func (w *writer) dutiesOf(subject string, own []*extract.Fact, perm func(int) []int) {
	d := draft{schema: "multiple", direction: "duties", kind: bank.Multiple, options: 5}
	for _, f := range own {
		d.facts = append(d.facts, f)
		d.keys = append(d.keys, w.phrase(f.Object, subject, true, w.says(f), stated(f)))
		d.teaching = append(d.teaching, w.says(f))
	}
	rivals := w.rivals(subject)
	for _, i := range perm(len(rivals)) {
		r := rivals[i]
		facts := w.known[factKey{r.id, extract.Responsibility}]
		taken := 0
		for _, o := range facts {
			if taken == 2 || wordCount(o.Object) > 16 || !w.ownDuty(o) {
				continue
			}
			taken++
			d.wrong = append(d.wrong, w.phrase(o.Object, r.id, false, w.says(o), w.excluded("d", subject, r)))
		}
	}
	if len(d.wrong) < 2 {
		return
	}
	noun := w.speaker.noun(subject)
	d.stems = fixed("What does "+noun+" do? Choose all that apply.", "Choose everything that "+noun+" does.")
	w.settle(d)
}

// writeConsequences asks what follows when something is missing or a case arises.
func writeConsequences(w *writer) {
	for _, f := range w.facts(extract.Without) {
		if _, ok := w.concept(f.Subject); !ok || wordCount(f.Object) > longestMeaning {
			continue
		}
		chance := w.chance(f.Document, "consequence", f.ID)
		object := func(o *extract.Fact) string { return o.Object }
		d := draft{schema: "consequence", direction: "without", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f),
			keys:  []bank.Option{w.phrase(f.Object, f.Subject, true, w.says(f), stated(f))},
			wrong: w.phrases(f, "d", chance, object)}
		noun := w.speaker.noun(f.Subject)
		d.stems = fixed("What follows when "+noun+" is missing?", "What is the consequence of working without "+noun+"?", "What happens where "+noun+" is missing?")
		w.settle(d)
	}
	w.writeConditions()
}

// writeConditions asks what follows from a case; wrong answers are what follows from cases of concepts that exclude the subject.
func (w *writer) writeConditions() {
	for _, f := range w.facts(extract.Condition) {
		if _, ok := w.concept(f.Subject); !ok || f.Situation == "" || wordCount(f.Object) > longestMeaning {
			continue
		}
		if f.Origin == "with" {
			w.inUse(f)
			continue
		}
		chance := w.chance(f.Document, "consequence", f.ID)
		object := func(o *extract.Fact) string { return o.Object }
		d := draft{schema: "consequence", direction: "condition", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f),
			keys:  []bank.Option{w.phrase(f.Object, f.Subject, true, w.says(f), stated(f))},
			wrong: w.phrases(f, "d", chance, object)}
		situation := w.speaker.lowerFirst(strings.TrimRight(f.Situation, "."))
		d.stems = fixed("What follows if "+situation+"?", "What is the consequence if "+situation+"?", "What happens if "+situation+"?")
		w.settle(d)
	}
}

// trouble finds what happens to people rather than being used by them.
var trouble = regexp.MustCompile(`(?i)\b(?:fault|flaw|problem|attack|anomaly|smell|trouble|threat|error|failure|weakness|mistake|risk)\b`)

// inUse tells what is seen where a thing is used, and asks which thing it is.
func (w *writer) inUse(f *extract.Fact) {
	if !w.ours[f.Document] || dangling.MatchString(f.Object) {
		return
	}
	chance := w.chance(f.Document, "diagnosis", "with", f.ID)
	d := draft{schema: "diagnosis", direction: "with", facts: []*extract.Fact{f}, kind: bank.Single, teaching: []string{w.speaker.sentence("if " + f.Situation + ", " + f.Object), w.gloss(f.Subject)},
		keys: []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}, wrong: w.terms(f, "d", chance)}
	d.stems = func(options []bank.Option) []string {
		kind := w.kindOfAll(optionConcepts(options))
		if kind == "term" {
			kind = "of these"
		}
		in := " is in use?"
		if c, _ := w.concept(f.Subject); trouble.MatchString(c.Kind) || trouble.MatchString(c.Name) {
			in = " is behind it?"
		}
		return []string{w.speaker.sentence(f.Object) + " Which " + kind + in, "This is observed: " + f.Object + ". Which " + kind + in}
	}
	w.settle(d)
}

// writeDiagnoses tells a symptom and asks what is missing.
func writeDiagnoses(w *writer) {
	for _, f := range w.facts(extract.Without) {
		if _, ok := w.concept(f.Subject); !ok || wordCount(f.Object) < 3 {
			continue
		}
		chance := w.chance(f.Document, "diagnosis", f.ID)
		d := draft{schema: "diagnosis", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f),
			keys: []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}, wrong: w.terms(f, "d", chance)}
		d.stems = func(options []bank.Option) []string { return w.symptoms(f, w.kindOfAll(optionConcepts(options))) }
		w.settle(d)
	}
}

// symptoms tells what happens where something is missing, and asks for what it is: a role in a team, a side of an application, or a thing.
func (w *writer) symptoms(f *extract.Fact, kind string) []string {
	c, _ := w.concept(f.Subject)
	clause := w.speaker.lowerFirst(strings.TrimRight(f.Object, "."))
	symptom := w.speaker.sentence(f.Object)
	kind = strings.Replace(kind, " of a ", " of the ", 1) // the case is told, so it is this query and this system
	switch {
	case lastField(c.Kind) == "role":
		return []string{"In a team without one of these roles, " + clause + ". Which role is it?", "A team lacks one of these roles, and so " + clause + ". Which role does it lack?"}
	case strings.Contains(f.Object, " would "):
		return []string{"Without one of these, " + clause + ". Which one is it?"}
	case kind == "term":
		return []string{symptom + " Which of these is missing?"}
	}
	return []string{symptom + " Which " + kind + " is missing?", "This is observed: " + strings.TrimRight(f.Object, ".") + ". Which " + kind + " is missing?"}
}

func lastField(text string) string {
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1]
}
