package generate

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// initials holds words of the field by first letter, those that qualify a noun and nouns. Exchanged for a word of an expansion in the same place they
// give another phrase with the same letters.
var initials = map[byte][2][]string{
	'a': {{"Advanced", "Automatic", "Active"}, {"Access", "Adapter", "Agent"}}, 'b': {{"Basic", "Binary", "Base"}, {"Broker", "Bridge", "Batch"}},
	'c': {{"Central", "Common", "Compact"}, {"Channel", "Connection", "Catalogue"}}, 'd': {{"Dynamic", "Direct", "Digital"}, {"Directory", "Driver", "Delivery"}},
	'e': {{"Extended", "Embedded", "External"}, {"Engine", "Exchange", "Entry"}}, 'f': {{"Fast", "Formal", "Flexible"}, {"Format", "Function", "Filter"}},
	'g': {{"General", "Global", "Guarded"}, {"Gateway", "Graph", "Group"}}, 'h': {{"Hybrid", "Hosted", "High"}, {"Handler", "Header", "Host"}},
	'i': {{"Internal", "Integrated", "Indexed"}, {"Interface", "Index", "Instance"}}, 'j': {{"Joint", "Java", "Journaled"}, {"Job", "Journal", "Join"}},
	'k': {{"Known", "Keyed", "Kernel"}, {"Key", "Kernel", "Kit"}}, 'l': {{"Local", "Logical", "Linked"}, {"Library", "Layer", "Log"}},
	'm': {{"Managed", "Modular", "Mapped"}, {"Module", "Mechanism", "Message"}}, 'n': {{"Native", "Networked", "Named"}, {"Node", "Network", "Notation"}},
	'o': {{"Online", "Ordered", "Optional"}, {"Operation", "Object", "Output"}}, 'p': {{"Public", "Primary", "Portable"}, {"Package", "Process", "Platform"}},
	'q': {{"Quick", "Queued", "Qualified"}, {"Queue", "Quota", "Query"}}, 'r': {{"Remote", "Reliable", "Restricted"}, {"Registry", "Routing", "Record"}},
	's': {{"Shared", "Standard", "Secure"}, {"Service", "System", "Session"}}, 't': {{"Typed", "Temporary", "Trusted"}, {"Transfer", "Token", "Table"}},
	'u': {{"Universal", "Unified", "Unique"}, {"Unit", "Update", "Usage"}}, 'v': {{"Virtual", "Verified", "Visual"}, {"Version", "Value", "View"}},
	'w': {{"Wide", "Weighted", "Wired"}, {"Workflow", "Writer", "Window"}},
}

// spells reports whether the capital letters of an abbreviation are the initials of the words, small words aside.
func spells(abbreviation string, parts []string) bool {
	var letters strings.Builder
	for _, p := range parts {
		if !bindingWords[p] {
			letters.WriteByte(p[0])
		}
	}
	return strings.EqualFold(letters.String(), strings.TrimSuffix(abbreviation, "s"))
}

var bindingWords = words("of and for the to in as a an on by")

// writeExpansions asks what an abbreviation stands for. Wrong options exchange one word or two for words with the same initials, so that the letters
// give nothing away.
func writeExpansions(w *writer) {
	for _, f := range w.facts(extract.Expansion) {
		parts := strings.Fields(f.Object)
		if len(parts) < 2 || len(parts) > 5 || wordCount(f.SubjectText) != 1 || !spells(f.SubjectText, parts) {
			continue
		}
		chance := w.chance(f.Document, "expansion", f.ID)
		var places []int
		for _, i := range chance.Perm(len(parts)) {
			if len(places) < 2 && w.otherWord(parts, i, 0) != "" {
				places = append(places, i)
			}
		}
		if len(places) < 2 {
			continue
		}
		x, y := w.otherWord(parts, places[0], chance.IntN(3)), w.otherWord(parts, places[1], chance.IntN(3))
		if strings.EqualFold(x, y) {
			continue
		}
		d := draft{schema: "expansion", facts: []*extract.Fact{f}, kind: bank.Single, balanced: true, teaching: []string{w.says(f), w.gloss(f.Subject)}}
		d.keys = []bank.Option{w.phrase(f.Object, f.Subject, true, w.says(f), stated(f))}
		for _, change := range []map[int]string{{places[0]: x}, {places[1]: y}, {places[0]: x, places[1]: y}} {
			changed := append([]string{}, parts...)
			for i, word := range change {
				changed[i] = likeCase(word, parts[i])
			}
			d.wrong = append(d.wrong, w.phrase(strings.Join(changed, " "), "", false, "The letters fit, the words do not. "+w.says(f), "a: an abbreviation stands for one phrase: "+stated(f)))
		}
		d.stems = fixed("What does the abbreviation "+f.SubjectText+" stand for?", "Which words does the abbreviation "+f.SubjectText+" stand for?")
		w.settle(d)
	}
}

// otherWord finds a word for a place of an expansion: a noun for the last place, a qualifier elsewhere.
func (w *writer) otherWord(parts []string, place, offset int) string {
	word := strings.ToLower(parts[place])
	if len(word) < 3 || bindingWords[word] || strings.Contains(word, "-") {
		return ""
	}
	role := 0
	if place == len(parts)-1 {
		role = 1
	}
	list := initials[word[0]][role]
	phrase := strings.ToLower(strings.Join(parts, " "))
	for i := range list {
		candidate := list[(i+offset)%len(list)]
		if !strings.Contains(phrase, strings.ToLower(candidate)) && w.gate.Likeness(candidate, word) == 0 {
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
		if strings.ContainsAny(unit, "0123456789") || strings.HasPrefix(unit, "to ") || strings.HasPrefix(attribute, "number of") || strings.HasPrefix(attribute, "usual") {
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
