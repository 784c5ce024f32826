package generate

import (
	"regexp"
	"strconv"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// attributePhrase turns the header of a table's column into what stands after "match each ... with".
func attributePhrase(attribute string) (string, bool) {
	lower := lowerHeader(attribute)
	switch first, _, _ := strings.Cut(lower, " "); {
	case lower == "":
		return "", false
	case questionWords[first]:
		return lower, true
	case nounHeader(lower):
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
	if spelled(first) || len(first) > 1 && strings.ToUpper(first[1:]) == first[1:] && strings.ToLower(first) != first {
		return header
	}
	return strings.ToLower(header[:1]) + header[1:]
}

// nounHeader reports whether a header is a short noun phrase ("intended reader", "format"): no verb in the third person at its start, no clause.
func nounHeader(lower string) bool {
	fields := strings.Fields(lower)
	if len(fields) == 0 || len(fields) > 3 || verbHeaders[fields[0]] {
		return false
	}
	for _, f := range fields {
		if headEnds[f] && f != "of" || f == "is" || f == "are" {
			return false
		}
	}
	return !strings.HasSuffix(fields[len(fields)-1], "ed")
}

var verbHeaders = words("acts stores keeps returns reads writes means names runs needs uses sends works adds does checks asks gives takes holds contains allows says belongs lives stands can may must is has a an the")

// valueOf is a property fact with what may be asked about it.
func (w *writer) propertyFacts() []*extract.Fact {
	var found []*extract.Fact
	for _, f := range w.facts(extract.Property) {
		if _, ok := w.concept(f.Subject); ok && f.Attribute != "" && f.Object != "" && wordCount(f.Object) <= longestMeaning {
			found = append(found, f)
		}
	}
	return found
}

// columnMates are the values that the same column gives to concepts that exclude the subject.
func (w *writer) columnMates(f *extract.Fact) []*extract.Fact {
	var mates []*extract.Fact
	for _, r := range w.rivals(f.Subject) {
		for _, o := range w.known[factKey{r.id, extract.Property}] {
			if o.Group == f.Group && o.Document == f.Document && o.Attribute == f.Attribute && !strings.EqualFold(o.Object, f.Object) {
				mates = append(mates, o)
				break
			}
		}
	}
	return mates
}

// writeProperties asks for the value that a thing has in a comparison.
func writeProperties(w *writer) {
	for _, f := range w.propertyFacts() {
		stems := propertyStems(f.Attribute, w.speaker.noun(f.Subject))
		mates := w.columnMates(f)
		if len(stems) == 0 || len(mates) == 0 {
			continue
		}
		chance := w.chance(f.Document, "property", f.ID)
		d := draft{schema: "property", facts: []*extract.Fact{f}, kind: bank.Single, stems: fixed(stems...), teaching: w.teaching(f)}
		d.keys = []bank.Option{w.phrase(f.Object, f.Subject, true, w.says(f), stated(f))}
		for _, o := range shuffle(mates, chance.Perm) {
			why := w.speaker.sentence("this belongs to "+w.speaker.noun(o.Subject)) + " " + w.gloss(f.Subject)
			d.wrong = append(d.wrong, w.phrase(o.Object, o.Subject, false, why, w.columnProof(f, o)))
		}
		w.settle(d)
	}
}

func (w *writer) columnProof(f, o *extract.Fact) string {
	return "a: in the comparison by “" + f.Attribute + "” " + w.speaker.name(f.Subject) + " has “" + f.Object + "” and " + w.speaker.name(o.Subject) + " “" + o.Object + "”"
}

// propertyStems asks for a property in words that fit its header; nothing where no wording fits.
func propertyStems(attribute, noun string) []string {
	lower := lowerHeader(attribute)
	switch {
	case meaningHeader.MatchString(lower):
		return []string{"What does " + noun + " mean to its reader?", "Which meaning does " + noun + " have?", "What is the meaning of " + noun + "?"}
	case strings.HasPrefix(lower, "what it does"), strings.HasPrefix(lower, "what the") && strings.HasSuffix(lower, "does"):
		return []string{"What is the effect of " + noun + "?", "Which of these does " + noun + " do?"}
	case lower == "purpose" || lower == "main purpose" || lower == "use" || lower == "main use":
		return []string{"What is the purpose of " + noun + "?", "Which purpose does " + noun + " serve?"}
	case nounHeader(lower):
		return []string{"Which " + lower + " does " + noun + " have?", "What is the " + lower + " of " + noun + "?", "Which " + lower + " belongs to " + noun + "?"}
	}
	if m := whoHeader.FindStringSubmatch(lower); m != nil {
		return []string{"Who " + m[1] + " " + noun + "?", "Which party " + m[1] + " " + noun + "?"}
	}
	return nil
}

var (
	meaningHeader = regexp.MustCompile(`^(meaning|what it means|what the \w+ means)$`)
	whoHeader     = regexp.MustCompile(`^who (\w+s) (?:it|the \w+)$`)
)

// writePropertyTerms asks which thing has a value.
func writePropertyTerms(w *writer) {
	for _, f := range w.propertyFacts() {
		mates := w.columnMates(f)
		if len(mates) < 2 || w.sharedValue(f) {
			continue
		}
		chance := w.chance(f.Document, "property-term", f.ID)
		d := draft{schema: "property-term", facts: []*extract.Fact{f}, kind: bank.Single, teaching: w.teaching(f)}
		d.keys = []bank.Option{w.term(f.Subject, true, w.says(f), stated(f))}
		for _, o := range shuffle(mates, chance.Perm) {
			d.wrong = append(d.wrong, w.term(o.Subject, false, w.gloss(o.Subject), w.columnProof(f, o)))
		}
		attribute, value := lowerHeader(f.Attribute), f.Object
		d.stems = func(options []bank.Option) []string {
			kind := w.kindOfAll(optionConcepts(options))
			if kind == "term" {
				kind = "of these"
			}
			switch {
			case meaningHeader.MatchString(attribute):
				return []string{"Which " + kind + " means this: " + value + "?", "Which " + kind + " stands for this: " + value + "?"}
			case attribute == "purpose" || attribute == "main purpose" || attribute == "use" || attribute == "main use":
				return []string{"Which " + kind + " serves this purpose: " + w.speaker.lowerFirst(value) + "?", "Which " + kind + " is made for this: " + w.speaker.lowerFirst(value) + "?"}
			case nounHeader(attribute):
				return []string{"Which " + kind + " has this " + attribute + ": " + value + "?", "For which " + strings.Replace(kind, "of these", "one of these", 1) + " is this the " + attribute + ": " + value + "?"}
			}
			return nil
		}
		w.settle(d)
	}
}

// sharedValue reports whether the column gives the same value to another row.
func (w *writer) sharedValue(f *extract.Fact) bool {
	for _, o := range w.own {
		if o.ID != f.ID && o.Relation == extract.Property && o.Group == f.Group && o.Document == f.Document && o.Attribute == f.Attribute && strings.EqualFold(o.Object, f.Object) {
			return true
		}
	}
	return false
}

// initials holds words of the field by first letter. Exchanged for a word of an expansion they give another phrase with the same letters.
var initials = map[byte][]string{
	'a': {"Access", "Automatic", "Advanced", "Application"}, 'b': {"Basic", "Binary", "Business", "Backup"}, 'c': {"Central", "Common", "Control", "Content"},
	'd': {"Dynamic", "Direct", "Document", "Device"}, 'e': {"Extended", "Event", "Exchange", "Element"}, 'f': {"File", "Fast", "Form", "Field"},
	'g': {"General", "Global", "Group", "Gateway"}, 'h': {"Host", "Header", "High", "Hash"}, 'i': {"Internal", "Index", "Input", "Instance"},
	'j': {"Java", "Job", "Joint", "Journal"}, 'k': {"Kernel", "Key", "Known", "Kind"}, 'l': {"Local", "Logical", "Linked", "Layered"},
	'm': {"Main", "Module", "Message", "Managed"}, 'n': {"Network", "Native", "Node", "Named"}, 'o': {"Object", "Online", "Output", "Open"},
	'p': {"Public", "Process", "Page", "Primary"}, 'q': {"Quick", "Queue", "Quality", "Query"}, 'r': {"Remote", "Record", "Request", "Routing"},
	's': {"System", "Service", "Shared", "Standard"}, 't': {"Text", "Transfer", "Table", "Task"}, 'u': {"User", "Universal", "Unified", "Update"},
	'v': {"Virtual", "Value", "Version", "View"}, 'w': {"Web", "Work", "Write", "Window"}, 'x': {"Extensible", "Extra"}, 'y': {"Yield"}, 'z': {"Zone"},
}

// writeExpansions asks what an abbreviation stands for. Wrong options exchange one word or two for words with the same initials, so that the letters
// give nothing away.
func writeExpansions(w *writer) {
	for _, f := range w.facts(extract.Expansion) {
		parts := strings.Fields(f.Object)
		if len(parts) < 2 || len(parts) > 6 || wordCount(f.SubjectText) != 1 {
			continue
		}
		chance := w.chance(f.Document, "expansion", f.ID)
		order := chance.Perm(len(parts))
		var places []int
		for _, i := range order {
			if len(parts[i]) > 3 && w.otherWord(parts[i], f.Object, chance.IntN(4)) != "" && len(places) < 2 {
				places = append(places, i)
			}
		}
		if len(places) < 2 {
			continue
		}
		x, y := w.otherWord(parts[places[0]], f.Object, chance.IntN(4)), w.otherWord(parts[places[1]], f.Object+" "+parts[places[0]], chance.IntN(4))
		if strings.EqualFold(x, y) {
			continue
		}
		d := draft{schema: "expansion", facts: []*extract.Fact{f}, kind: bank.Single, teaching: append([]string{w.says(f)}, w.gloss(f.Subject))}
		d.keys = []bank.Option{w.phrase(f.Object, f.Subject, true, w.says(f), stated(f))}
		for _, change := range []map[int]string{{places[0]: x}, {places[1]: y}, {places[0]: x, places[1]: y}} {
			changed := append([]string{}, parts...)
			for i, word := range change {
				changed[i] = likeCase(word, parts[i])
			}
			d.wrong = append(d.wrong, w.phrase(strings.Join(changed, " "), "", false, "The letters fit, the words do not. "+w.says(f), "a: an abbreviation stands for one phrase: "+stated(f)))
		}
		d.stems = fixed("What does the abbreviation "+f.SubjectText+" stand for?", "Which words does "+f.SubjectText+" abbreviate?", "What is "+f.SubjectText+" short for?")
		w.settle(d)
	}
}

func (w *writer) otherWord(word, phrase string, offset int) string {
	list := initials[strings.ToLower(word)[0]]
	for i := range list {
		candidate := list[(i+offset)%len(list)]
		if !strings.Contains(strings.ToLower(phrase), strings.ToLower(candidate)) && w.gate.Likeness(candidate, word) == 0 {
			return candidate
		}
	}
	return ""
}

func likeCase(word, model string) string {
	if startsSmall(model) {
		return strings.ToLower(word)
	}
	return word
}

// writeNumbers asks for an undated number with its unit.
func writeNumbers(w *writer) {
	for _, f := range w.facts(extract.Numeric) {
		number, unit, _ := strings.Cut(f.Object, " ")
		value, ok := bank.ParseNumber(number)
		attribute := lowerHeader(f.Attribute)
		if _, known := w.concept(f.Subject); !known || !ok || !nounHeader(attribute) {
			continue
		}
		if _, err := strconv.Atoi(unit); err == nil {
			continue
		}
		in := ""
		if unit != "" {
			in = " in " + unit
		}
		d := draft{schema: "numeric", facts: []*extract.Fact{f}, kind: bank.Numeric, value: &value, teaching: []string{w.says(f), w.gloss(f.Subject)}}
		d.stems = fixed("What is the "+attribute+" of "+w.speaker.noun(f.Subject)+in+"?", "Which "+attribute+" does "+w.speaker.noun(f.Subject)+" have"+in+"?")
		w.settle(d)
	}
}
