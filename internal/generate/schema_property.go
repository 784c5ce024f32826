package generate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// attributePhrase turns the header of a table's column into what stands after "match each ... with".
func attributePhrase(attribute string) (string, bool) {
	lower := lowerHeader(attribute)
	switch first, _, _ := strings.Cut(lower, " "); {
	case lower == "", lookedUp.MatchString(lower):
		return "", false
	case questionWords[first] && !strings.HasSuffix(lower, "?"):
		return lower, true
	case lower == "meaning", lower == "purpose", lower == "effect", nounHeader(lower):
		return "its " + lower, true
	}
	return "", false
}

var questionWords = words("who what how where when whom which why")

// lowerHeader writes a header as it stands inside a sentence: a first word that is no abbreviation loses its capital.
func lowerHeader(header string) string {
	header = strings.TrimSpace(header)
	if header == "" {
		return ""
	}
	first, _, _ := strings.Cut(header, " ")
	if spelled(first) || len(first) > 1 && strings.ToLower(first[1:]) != first[1:] {
		return header
	}
	return strings.ToLower(header[:1]) + header[1:]
}

// nounHeader reports whether a header names a property that reads well after "what is the ... of". The list is of head nouns; a header that ends
// otherwise may be anything ("typical fit", "first response holds") and is left alone.
func nounHeader(lower string) bool {
	phrase := strings.Fields(lower)
	fields := phrase
	for i, word := range phrase {
		if i > 0 && headEnds[word] {
			fields = phrase[:i] // "cost of the pattern": the head stands before the preposition
			break
		}
	}
	if len(fields) == 0 || leadingArticle[fields[0]] || len(fields) > 4 || len(phrase) > 7 || questionWords[fields[0]] || restricted.MatchString(lower) {
		return false
	}
	head := fields[len(fields)-1]
	if bareHeads[head] {
		return true
	}
	return len(fields) > 1 && modifiedHeads[head]
}

// leadingArticle opens a header that "what is the" would give a second article.
var leadingArticle = words("a an the its one")

// restricted finds a header with a clause of its own: "proof that is sent".
var restricted = regexp.MustCompile(` (?:that|which|who|whose) `)

var (
	bareHeads = words(`reader lifetime port duty weakness strength purpose owner maintainer protocol transport capital author inventor format freshness symbol
abbreviation unit colour location habitat diet size weight length duration temperature frequency extension drawback defence price result notation form cost
remedy magnitude trace sign strength content rhythm place direction proof moment lifetime reaction contract evidence condition isolation notation calculation manifest registry
danger advantage disadvantage gain loss task rule limit speed order scope guarantee consequence capacity`)
	modifiedHeads = words(`life language digit use client party defence document compression name status number code address value key limit range role target trigger
output field report trace threat attack store check action calculation duty pattern service storage variant value usage use example occasion fit wish registry
interpreter receiver sender place query interface setting operation answer sign behaviour layout request response event term level source cause remedy risk benefit advantage drawback task goal aim product material tool method duration temperature`)
	// whatHeader is "what it does" or "what the constraint demands": the subject does something to the value.
	whatHeader = regexp.MustCompile(`^what (?:it|the (\w+)) (\w+s|does)( [a-z]+)?$`)
)

// does splits a header such as "what it asks for" into its verb in the third person and what follows. A noun in it must be what the subject is, or the
// header speaks of something else.
func (w *writer) does(attribute string, f *extract.Fact) (verb, rest string, ok bool) {
	m := whatHeader.FindStringSubmatch(attribute)
	if m == nil || strings.HasSuffix(m[2], "ss") || m[2] == "says" {
		return "", "", false
	}
	if m[1] != "" {
		c, _ := w.concept(f.Subject)
		is := strings.HasSuffix(strings.ToLower(c.Kind), m[1]) || strings.HasSuffix(strings.ToLower(c.Name), m[1])
		for _, set := range w.sets[f.Subject] {
			is = is || strings.Contains(strings.ToLower(set.Name), m[1])
		}
		if !is {
			return "", "", false
		}
	}
	return m[2], m[3], true
}

// infinitive of a verb in the third person.
func infinitive(verb string) string {
	switch {
	case verb == "does":
		return "do"
	case strings.HasSuffix(verb, "ies"):
		return strings.TrimSuffix(verb, "ies") + "y"
	case strings.HasSuffix(verb, "ches"), strings.HasSuffix(verb, "shes"), strings.HasSuffix(verb, "sses"):
		return strings.TrimSuffix(verb, "es")
	}
	return strings.TrimSuffix(verb, "s")
}

// propertyFacts are the properties of concepts that a question may ask about.
func (w *writer) propertyFacts() []*extract.Fact {
	var found []*extract.Fact
	for _, f := range w.facts(extract.Property) {
		if f.Attribute != "" && !lookedUp.MatchString(lowerHeader(f.Attribute)) && !totals.MatchString(f.SubjectText) && !strings.EqualFold(f.Object, "none") && f.Object != "" && wordCount(f.Object) <= longestMeaning {
			found = append(found, f)
		}
	}
	return found
}

// totals finds rows that add up the others.
var totals = regexp.MustCompile(`(?i)^(?:total|sum|altogether|all together|average)\b`)

// columnMates are the values that the same column gives to concepts that exclude the subject.
func (w *writer) columnMates(f *extract.Fact) []*extract.Fact {
	var mates []*extract.Fact
	if _, known := w.concept(f.Subject); !known {
		return w.rowMates(f)
	}
	for _, r := range w.rivals(f.Subject) {
		for _, o := range w.known[factKey{r.id, extract.Property}] {
			if o.Group == f.Group && o.Document == f.Document && o.Attribute == f.Attribute && !strings.EqualFold(o.Object, f.Object) {
				mates = append(mates, o)
				break
			}
		}
	}
	if len(mates) < 3 && w.ours[f.Document] {
		// Our tables set their rows apart: where each row has a value of its own, that of another row is false of this one.
		for _, o := range w.rowMates(f) {
			if !slices.Contains(mates, o) {
				mates = append(mates, o)
			}
		}
	}
	return mates
}

// orderedMates puts the values of a column into the order in which they make good wrong options: those of confusable things first, then those most like
// the key in length and words.
func (w *writer) orderedMates(f *extract.Fact, mates []*extract.Fact) []*extract.Fact {
	chance := w.chance(f.Document, "mates", f.ID)
	score := map[string]float64{}
	for _, o := range mates {
		score[o.ID] = chanceWeight*chance.Float64() + likenessWeight*w.gate.Likeness(o.Object, f.Object) + lengthWeight*lengthLikeness(o.Object, f.Object)
		if w.confusable[[2]string{f.Subject, o.Subject}] {
			score[o.ID] += confusionWeight
		}
		if w.conceptOf(o) != "" && w.sameKind(f.Subject, o.Subject) {
			score[o.ID] += sameKindWeight
		}
	}
	ordered := slices.Clone(mates)
	slices.SortStableFunc(ordered, func(a, b *extract.Fact) int { return cmp.Compare(score[b.ID], score[a.ID]) })
	return ordered
}

func (w *writer) sameKind(a, b string) bool {
	ca, _ := w.concept(a)
	cb, _ := w.concept(b)
	return ca.Kind == cb.Kind
}

// rowMates are the values in the same column of a table whose rows the curriculum does not know. They are false of the subject as far as the column
// gives each row a value of its own: a column that repeats a value proves nothing.
func (w *writer) rowMates(f *extract.Fact) []*extract.Fact {
	var mates []*extract.Fact
	values := map[string]bool{strings.ToLower(f.Object): true}
	for _, o := range w.own {
		if o.ID == f.ID || o.Relation != extract.Property || o.Group != f.Group || o.Document != f.Document || o.Attribute != f.Attribute || o.Subject == f.Subject {
			continue
		}
		if value := strings.ToLower(o.Object); values[value] || overlapping(o.Object, f.Object) || overlapping(o.SubjectText, f.SubjectText) {
			return nil
		} else {
			values[value] = true
		}
		mates = append(mates, o)
	}
	return mates
}

// naming are the names of a fact's subject: as an option, and inside a sentence.
func (w *writer) naming(f *extract.Fact) (name, noun string) {
	if _, known := w.concept(f.Subject); known {
		return w.speaker.name(f.Subject), w.speaker.noun(f.Subject)
	}
	return f.SubjectText, w.articled(f)
}

// articled gives the subject of a row that the curriculum does not know the article that its document gives it elsewhere; empty where the document never says.
// A name with a capital inside and a plural need none.
func (w *writer) articled(f *extract.Fact) string {
	text := f.SubjectText
	if w.ours[f.Document] || text[0] == '`' || strings.ToLower(text[1:]) != text[1:] || strings.HasSuffix(text, "s") {
		return text
	}
	lower := " " + w.lowerText(f.Document)
	phrase := strings.ToLower(text)
	if strings.HasSuffix(phrase, "ing") {
		return phrase // an activity
	}
	for _, a := range []string{"a ", "an ", "the "} {
		if strings.Contains(lower, " "+a+phrase+" ") || strings.Contains(lower, " "+a+phrase+".") || strings.Contains(lower, " "+a+phrase+",") {
			return a + phrase
		}
	}
	// Without any article in running text: a substance or an illness is called so.
	for _, verb := range []string{" is ", " are ", " can ", " has ", " kills ", " causes "} {
		if strings.Contains(lower, ". "+phrase+verb) || strings.Contains(lower, "\n"+phrase+verb) || strings.Contains(lower, " "+phrase+verb) {
			return phrase
		}
	}
	return ""
}

// lowerText is the text of a source in small letters.
func (w *writer) lowerText(document string) string {
	text, known := w.lowered[document]
	if !known {
		raw, _ := w.gate.Text(document)
		text = strings.ToLower(raw)
		w.lowered[document] = text
	}
	return text
}

// conceptOf is the id of the subject's concept, empty if the curriculum does not know it.
func (w *writer) conceptOf(f *extract.Fact) string {
	if _, known := w.concept(f.Subject); known {
		return f.Subject
	}
	return ""
}

// writeProperties asks for the value that a thing has in a comparison.
func writeProperties(w *writer) {
	for _, f := range w.propertyFacts() {
		if w.ours[f.Document] && w.conceptOf(f) == "" {
			continue // the row of a calculation or of a story
		}
		if remedyHeader.MatchString(lowerHeader(f.Attribute)) {
			continue // asked as an application
		}
		stems := w.propertyStems(f)
		mates := w.columnMates(f)
		if len(stems) == 0 || len(mates) == 0 {
			continue
		}
		d := draft{schema: "property", facts: []*extract.Fact{f}, kind: bank.Single, stems: fixed(stems...), teaching: w.teaching(f)}
		d.keys = []bank.Option{w.phrase(f.Object, w.conceptOf(f), true, w.says(f), stated(f))}
		for _, o := range w.orderedMates(f, mates) {
			_, noun := w.naming(o)
			if noun == "" {
				noun = o.SubjectText
			}
			why := w.speaker.sentence("this belongs to "+noun) + " " + w.gloss(f.Subject)
			d.wrong = append(d.wrong, w.phrase(o.Object, w.conceptOf(o), false, why, w.columnProof(f, o)))
		}
		w.settle(d)
	}
}

func (w *writer) columnProof(f, o *extract.Fact) string {
	one, _ := w.naming(f)
	other, _ := w.naming(o)
	return "a: in the comparison by “" + f.Attribute + "” " + one + " has “" + f.Object + "” and " + other + " “" + o.Object + "”"
}

// writePropertyTerms asks which thing has a value.
func writePropertyTerms(w *writer) {
	for _, f := range w.propertyFacts() {
		mates := w.columnMates(f)
		if len(mates) < 2 || w.sharedValue(f) || w.ours[f.Document] && w.conceptOf(f) == "" || tellsCase(lowerHeader(f.Attribute)) {
			continue
		}
		d := draft{schema: "property-term", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f)}
		name, _ := w.naming(f)
		d.keys = []bank.Option{w.phrase(name, w.conceptOf(f), true, w.says(f), stated(f))}
		for _, o := range w.orderedMates(f, mates) {
			other, _ := w.naming(o)
			d.wrong = append(d.wrong, w.phrase(other, w.conceptOf(o), false, w.says(o), w.columnProof(f, o)))
		}
		attribute, value := lowerHeader(f.Attribute), f.Object
		d.stems = func(options []bank.Option) []string {
			kind := w.kindOfAll(optionConcepts(options))
			if kind == "term" {
				kind = "of these"
			}
			if attribute == "what it does" {
				if verb, _, _ := strings.Cut(value, " "); startsSmall(verb) && strings.HasSuffix(verb, "s") {
					return []string{"Which " + kind + " " + strings.TrimRight(value, ".") + "?"}
				}
				return nil
			}
			if verb, rest, ok := w.does(attribute, f); ok && verb != "does" {
				return []string{"Which " + kind + " " + verb + rest + " this: " + value + "?"}
			}
			if kind == "of these" && exampleHeader.MatchString(attribute) {
				return []string{"This is an example: " + value + ". Of which of these?"}
			}
			if stems := plainValue(kind, attribute, value); stems != nil {
				return stems
			}
			switch {
			case meaningHeader.MatchString(attribute):
				return []string{"Which " + kind + " means this: " + value + "?", "Which " + kind + " stands for this: " + value + "?"}
			case attribute == "purpose" || attribute == "main purpose":
				return []string{"Which " + kind + " serves this purpose: " + w.speaker.lowerFirst(value) + "?", "Which " + kind + " has this purpose: " + w.speaker.lowerFirst(value) + "?"}
			case nounHeader(attribute):
				return []string{w.having(kind, attribute, value)}
			case suitable[attribute] != "":
				return []string{"Which " + kind + " is " + suitable[attribute] + " " + w.speaker.lowerFirst(value) + "?"}
			case attribute == "typical occasion" || attribute == "typical fit":
				return []string{"Which " + kind + " fits this case: " + w.speaker.lowerFirst(value) + "?"}
			}
			return nil
		}
		if len(d.stems(d.keys)) > 0 {
			w.settle(d)
		}
	}
}

// having asks which thing has a value. A number, a name or code stands behind its property, the name of a thing before it with its article, anything else behind a
// colon.
func (w *writer) having(kind, attribute, value string) string {
	if m := ownThing.FindStringSubmatch(attribute); m != nil && strings.HasSuffix(attribute, " of "+m[0]) && lastField(kind) == m[1] {
		attribute = strings.TrimSuffix(attribute, " of "+m[0]) // "which caching pattern has this cost of the pattern"
	}
	oneWord := !strings.Contains(value, " ")
	if _, number := bank.ParseNumber(value); oneWord && (number || !startsSmall(value)) || oneWord && strings.HasPrefix(value, "`") || rfc.MatchString(value) {
		return "Which " + kind + " has the " + attribute + " " + value + "?"
	}
	if startsSmall(value) && parties[lastField(attribute)] && (oneWord || w.conceptNamed(value) != "") {
		return "Which " + kind + " has the " + value + " as its " + attribute + "?"
	}
	return "Which " + kind + " has this " + attribute + ": " + value + "?"
}

// parties are properties whose values are the parties of an exchange.
var parties = words("reader owner party client maintainer caller sender receiver")

var rfc = regexp.MustCompile(`^RFC \d+$`)

// sharedValue reports whether the column gives the same value to another row.
func (w *writer) sharedValue(f *extract.Fact) bool {
	for _, o := range w.own {
		if o.ID != f.ID && o.Relation == extract.Property && o.Group == f.Group && o.Document == f.Document && o.Attribute == f.Attribute && strings.EqualFold(o.Object, f.Object) {
			return true
		}
	}
	return false
}
