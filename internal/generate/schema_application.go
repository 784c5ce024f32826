package generate

import (
	"regexp"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// writeApplications tells a case in a sentence and asks what it is, or what fits it. The cue is the guide's own: the clause of a definition, a purpose, or the
// column of a table that says what a thing is suited to, how it shows or what helps against it.
func writeApplications(w *writer) {
	for _, f := range w.facts(extract.Definition) {
		w.describedCase(f)
	}
	for _, f := range w.facts(extract.Purpose) {
		if w.isTask(f) {
			w.task(f)
		}
	}
	for _, f := range w.propertyFacts() {
		w.need(f)
		w.symptom(f)
		w.remedy(f)
	}
}

// enacted finds definitions of what goes on in a system, with the clause that tells it: "a fault in which two programs wait for each other".
var enacted = regexp.MustCompile("^(?:a|an|the) (?:[\\pL-]+ ){0,3}?(?:pattern|technique|attack|fault|flaw|failure|style|way|practice|growth|smell|placement|approach|weakness|dependence|wait|situation|anomaly|problem|mistake|method|strategy|" +
	"deception|fraud|burst|overwrite|error|arrangement|protection|scheme|procedure|policy|rule|model)(?: of [\\pL -]+?)? in which ((?:a|an|each|every|one|two|three|several|many|some|no|all|the [\\pL-]+|[\\pL-]+s) .+)$")

// gap finds a clause that ends where its noun would stand: "a way in which a client asks for".
var gap = regexp.MustCompile(` (?:in|for|of|from|to|by|with|at|on)$`)

func (w *writer) describedCase(f *extract.Fact) {
	if _, known := w.concept(f.Subject); !known || f.Form != "noun" || !askable(f.Object) {
		return
	}
	found := enacted.FindStringSubmatch(f.Object)
	if found == nil || gap.MatchString(found[1]) || wordCount(found[1]) < 6 || strings.Contains(found[1], " it ") && !strings.Contains(found[1], " a ") {
		return
	}
	chance := w.chance(f.Document, "application", "case", f.ID)
	d := draft{schema: "application", direction: "case", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f),
		keys: []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}, wrong: w.terms(f, "d", chance)}
	told := w.speaker.sentence(found[1])
	d.stems = func(options []bank.Option) []string {
		if kind := w.kindOfAll(optionConcepts(options)); kind != "term" {
			return []string{told + " Which " + kind + " is this?", "A colleague reports this: " + found[1] + ". Which " + kind + " is it?"}
		}
		return []string{told + " What is this called?", "A colleague reports this: " + found[1] + ". What is it called?"}
	}
	w.told[f.ID] = w.settle(d)
}

// Parts of a message and states do not serve a team's task: they say something by themselves.
var partOfMessage = regexp.MustCompile(`(?i)\b(?:code|field|claim|header|parameter|request|response|status|role|side|party|token|event|state|property|type|member|value|level)\b`)

// isTask reports whether a purpose is a task that a team can set itself.
func (w *writer) isTask(f *extract.Fact) bool {
	c, known := w.concept(f.Subject)
	verb, _, _ := strings.Cut(f.Object, " ")
	return known && w.ours[f.Document] && !telling[verb] && !partOfMessage.MatchString(c.Kind) && !dangling.MatchString(f.Object) && wordCount(f.Object) >= shortestMeaning && wordCount(f.Object) <= 18
}

// task asks what serves the task that a purpose names.
func (w *writer) task(f *extract.Fact) { w.serves(f, f.Object) }

// helpful are verbs of effects that people want.
var helpful = words("prevents reduces stops avoids removes hides lowers shortens limits")

// furtherVerb finds a second verb in the third person, which would have to be changed with the first.
var furtherVerb = regexp.MustCompile(`(?:,| and| or| but) (?:then )?\pL+s (?:a|an|the|each|every|its|all|no|\pL+s|them|it)\b`)

// wanted turns an effect that people want into a task: what "prevents a write from being lost" serves to "prevent a write from being lost".
func (w *writer) wanted(f *extract.Fact) (string, bool) {
	c, known := w.concept(f.Subject)
	verb, rest, _ := strings.Cut(f.Object, " ")
	if !known || !helpful[verb] || !w.ours[f.Document] || partOfMessage.MatchString(c.Kind) || furtherVerb.MatchString(f.Object) || dangling.MatchString(f.Object) || wordCount(f.Object) < shortestMeaning || wordCount(f.Object) > 18 {
		return "", false
	}
	return infinitive(verb) + " " + rest, true
}

// serves asks what serves a task, told as an infinitive phrase.
func (w *writer) serves(f *extract.Fact, act string) bool {
	chance := w.chance(f.Document, "application", "task", f.ID)
	d := draft{schema: "application", direction: "task", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f),
		keys: []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}, wrong: w.terms(f, "d", chance)}
	d.stems = func(options []bank.Option) []string {
		kind := w.kindOfAll(optionConcepts(options))
		if kind == "term" {
			field := w.field(f, act, options)
			return []string{"A team wants to " + act + ". Which of these fits the task" + field + "?", "A developer has to " + act + ". Which of these serves the task" + field + "?"}
		}
		return []string{"A team wants to " + act + ". Which " + kind + " fits the task?", "A developer has to " + act + ". Which " + kind + " serves the task?", "The task is to " + act + ". Which " + kind + " fits?"}
	}
	return w.settle(d)
}

// profession finds names of people by what they do for a living.
var profession = regexp.MustCompile(`(?i)\b(?:developer|designer|engineer|manager|administrator|architect|analyst|tester|operator|programmer)$`)

// toldDuty tells a duty as what somebody or something in a project is seen to do; empty where it cannot be told so.
func (w *writer) toldDuty(f *extract.Fact) string {
	c, _ := w.concept(f.Subject)
	verb, _, _ := strings.Cut(f.Object, " ")
	if verb == "is" || verb == "needs" || verb == "has" || dangling.MatchString(f.Object) || wordCount(f.Object) < 4 {
		return ""
	}
	switch {
	case profession.MatchString(c.Name):
		return "One person in a project " + f.Object + "."
	case c.Kind == "side":
		return "One part of an application " + f.Object + "."
	}
	return ""
}

// dutyOfWhom asks whose duty has been told.
func (w *writer) dutyOfWhom(f *extract.Fact, told string) bool {
	c, _ := w.concept(f.Subject)
	chance := w.chance(f.Document, "application", "duty", f.ID)
	d := draft{schema: "application", direction: "duty", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f),
		keys: []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}, wrong: w.terms(f, "d", chance)}
	if c.Kind == "side" {
		d.stems = fixed(told+" Which part is it?", told+" Which part does that?")
	} else {
		d.stems = fixed(told+" Which role is that?", told+" Which role does this person have?")
	}
	return w.settle(d)
}

// Headers of columns that say what a thing is for, how it shows, and what helps against it.
var (
	needHeader    = regexp.MustCompile(`^(?:(?:typical|main|usual|common|good) )?(?:use|use case|occasion|fit|wish|need|case|task|job|situation)$|^(?:best )?suit(?:s|ed to|ed for|able for)$|^fits$|^(?:good|useful|meant|made) for$|^when to use it$|^use (?:it )?(?:for|when)$|^suitable (?:case|use)$|^typical (?:case|question|problem) `)
	symptomHeader = regexp.MustCompile(`^(?:(?:typical|first|usual|clear|warning) )?(?:sign|symptom|trace)\b`)
	remedyHeader  = regexp.MustCompile(`^(?:(?:main|typical|usual|first|good) )?(remedy|defence|defense|countermeasure|protection|cure|fix|mitigation|treatment|answer)(?: that (?:fits|helps|works))?$`)
)

// tellsCase reports whether a column tells cases, so that its values are asked as such.
func tellsCase(header string) bool {
	return needHeader.MatchString(header) || symptomHeader.MatchString(header) || remedyHeader.MatchString(header)
}

// need asks what fits a case, by a column such as “typical use”.
func (w *writer) need(f *extract.Fact) {
	if !needHeader.MatchString(lowerHeader(f.Attribute)) {
		return
	}
	value := strings.TrimRight(w.speaker.lowerFirst(f.Object), ".")
	w.byColumn(f, "need", func(kind string) []string {
		if !w.ours[f.Document] {
			return []string{"The case is this: " + value + ". Which " + kind + " suits it?"}
		}
		if strings.HasSuffix(lowerHeader(f.Attribute), "wish") {
			return []string{"A team wants to " + value + ". Which " + kind + " fits the wish?"}
		}
		value := w.inSentence(value)
		return []string{"Which " + kind + " is the usual choice for " + value + "?", "A team needs something for " + value + ". Which " + kind + " fits?"}
	})
}

// inSentence takes the capital off a value that has it only because it opens a cell.
func (w *writer) inSentence(value string) string {
	first, _, _ := strings.Cut(value, " ")
	if len(first) < 2 || strings.ToLower(first[1:]) != first[1:] || w.gate.KnownName(first) || !w.gate.Ordinary(strings.ToUpper(first[:1])+first[1:]) {
		return value
	}
	return strings.ToLower(first[:1]) + value[1:]
}

// symptom asks what is behind a sign.
func (w *writer) symptom(f *extract.Fact) {
	header := lowerHeader(f.Attribute)
	if !symptomHeader.MatchString(header) {
		return
	}
	value := strings.TrimRight(w.speaker.lowerFirst(f.Object), ".")
	w.byColumn(f, "symptom", func(kind string) []string {
		if !w.ours[f.Document] {
			return []string{"This " + header + " is found: " + value + ". Which " + kind + " is behind it?", "Somebody notices this " + header + ": " + value + ". Which " + kind + " is behind it?"}
		}
		return []string{"An engineer finds this " + header + ": " + value + ". Which " + kind + " is behind it?", "A system shows this " + header + ": " + value + ". Which " + kind + " is it?"}
	})
}

// remedy asks what helps against something, and against what it helps.
func (w *writer) remedy(f *extract.Fact) {
	found := remedyHeader.FindStringSubmatch(lowerHeader(f.Attribute))
	if found == nil {
		return
	}
	mates := w.columnMates(f)
	if len(mates) < 2 {
		return
	}
	_, noun := w.naming(f)
	d := draft{schema: "application", direction: "remedy", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f)}
	d.keys = []bank.Option{w.phrase(f.Object, w.conceptOf(f), true, w.says(f), stated(f))}
	for _, o := range w.orderedMates(f, mates) {
		_, other := w.naming(o)
		if other == "" {
			other = o.SubjectText
		}
		d.wrong = append(d.wrong, w.phrase(o.Object, w.conceptOf(o), false, w.speaker.sentence("this is the "+found[1]+" for "+other)+" "+w.says(f), w.columnProof(f, o)))
	}
	d.stems = fixed("A team has to deal with "+noun+". Which "+found[1]+" fits?", "The trouble is "+noun+". Which "+found[1]+" fits?")
	switch {
	case !w.ours[f.Document] && noun != "":
		d.stems = fixed("The trouble is "+noun+". Which "+found[1]+" fits?", "Which "+found[1]+" fits if the trouble is "+noun+"?")
	case w.conceptOf(f) == "":
		d.stems = fixed("The trouble is this: " + f.SubjectText + ". Which " + found[1] + " fits?")
	}
	w.settle(d)
	value := strings.TrimRight(w.speaker.lowerFirst(f.Object), ".")
	w.byColumn(f, "against", func(kind string) []string {
		if !w.ours[f.Document] {
			return []string{"Somebody chooses this " + found[1] + ": " + value + ". Against which " + kind + " does it help?"}
		}
		return []string{"A team prepares this " + found[1] + ": " + value + ". Against which " + kind + " does it help?"}
	})
}

// byColumn asks which row of a table a value belongs to.
func (w *writer) byColumn(f *extract.Fact, direction string, stems func(kind string) []string) {
	mates := w.columnMates(f)
	if len(mates) < 2 || w.sharedValue(f) {
		return
	}
	name, _ := w.naming(f)
	d := draft{schema: "application", direction: direction, facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f)}
	d.keys = []bank.Option{w.phrase(name, w.conceptOf(f), true, w.says(f), stated(f))}
	for _, o := range w.orderedMates(f, mates) {
		other, _ := w.naming(o)
		d.wrong = append(d.wrong, w.phrase(other, w.conceptOf(o), false, w.says(o), w.columnProof(f, o)))
	}
	d.stems = func(options []bank.Option) []string {
		kind := w.kindOfAll(optionConcepts(options))
		if kind == "term" {
			kind = "of these"
		}
		return stems(kind)
	}
	w.settle(d)
}
