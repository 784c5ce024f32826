package generate

import (
	"regexp"
	"strings"

	"touchstone/internal/generate/extract"
)

// dutiful reads a table's column of duties as what the subjects do: "main duty: plans the layout" says that the designer plans the layout.
func dutiful(f *extract.Fact) *extract.Fact {
	if f.Relation != extract.Property || !dutyHeaders[strings.ToLower(f.Attribute)] || wordCount(f.Object) < 2 {
		return f
	}
	first, _, _ := strings.Cut(f.Object, " ")
	if !strings.HasSuffix(first, "s") || strings.HasSuffix(first, "ss") {
		return f
	}
	duty := *f
	duty.Relation = extract.Responsibility
	return &duty
}

var dutyHeaders = map[string]bool{"duty": true, "main duty": true, "task": true, "main task": true, "responsibility": true, "job": true, "role": true}

// readWords notes which words are said of which concept in our study guides.
func (w *writer) readWords(g *Generator) {
	for i := range g.library {
		w.ours[g.library[i].Source.Path] = true
		for k := range g.library[i].Facts {
			f := &g.library[i].Facts[k]
			if _, ok := w.concept(f.Subject); !ok || !f.Usable() {
				continue
			}
			if w.spoken[f.Subject] == nil {
				w.spoken[f.Subject] = map[string]bool{}
			}
			for _, word := range w.gate.Content(f.Object) {
				if !w.spoken[f.Subject][word] {
					w.spoken[f.Subject][word] = true
					w.common[word]++
				}
			}
		}
	}
}

// withoutPraise cuts a second act that only praises: a host that "hosts the project and helps the team collaborate better" hosts the project.
func withoutPraise(f *extract.Fact) *extract.Fact {
	if f.Relation != extract.Effect && f.Relation != extract.Responsibility {
		return f
	}
	head, tail, ok := strings.Cut(f.Object, " and ")
	verb, _, _ := strings.Cut(tail, " ")
	if !ok || strings.Contains(head, ",") || wordCount(head) < 4 || !strings.HasSuffix(verb, "s") {
		return f
	}
	for _, word := range strings.Fields(tail) {
		if praising[word] {
			cut := *f
			cut.Object = head
			return &cut
		}
	}
	return f
}

// A statement that goes on in these words says something else without them; one that points outside itself says nothing alone.
var (
	goesOn     = regexp.MustCompile(`^,? ?(?:although|including|unless|even if|even though|except|only if|provided|but only)\b`)
	pointsAway = regexp.MustCompile(`\b(?:the other (?:families|kinds|types|ones)|these|those|the following|the above|as follows|the former|the latter)\b`)
)

// whole reports whether the object of a definition, purpose or effect can stand by itself.
func whole(f *extract.Fact) bool {
	switch f.Relation {
	case extract.Definition, extract.Purpose, extract.Effect, extract.Responsibility, extract.Without:
	default:
		return true
	}
	if pointsAway.MatchString(f.Object) {
		return false
	}
	for _, q := range f.Quotes {
		tail := f.Object[max(0, len(f.Object)-14):]
		if at := strings.LastIndex(q.Text, tail); at >= 0 && goesOn.MatchString(q.Text[at+len(tail):]) {
			return false
		}
	}
	return true
}

// cleanWords refuses statements in which an ordinary word has a capital in mid-sentence, as where a foreign title was pasted into a page.
func (w *writer) cleanWords(f *extract.Fact) bool {
	switch f.Relation {
	case extract.Responsibility, extract.Effect, extract.Definition, extract.Purpose, extract.Contrast, extract.Without:
	default:
		return true
	}
	fields := strings.Fields(f.Object)
	for i, word := range fields {
		word = strings.Trim(word, ".,;:()“”\"'`")
		if i == 0 || len(word) < 2 || word[0] < 'A' || word[0] > 'Z' || strings.ToLower(word[1:]) != word[1:] || w.gate.KnownName(word) {
			continue
		}
		if i+1 < len(fields) && startsSmall(fields[i+1]) && startsSmall(fields[i-1]) && w.gate.Ordinary(word) {
			return false
		}
	}
	return true
}

// rareWord is the share of concepts of whose facts a word may be a part and still tell one concept from another.
const rareWord = 0.03

// mayShare reports whether a rival could be argued to fit what a guide that is not ours says of another concept: one of the telling words of the
// statement is also said of the rival. Our own guides are written and reviewed so that each statement fits one concept alone.
func (w *writer) mayShare(f *extract.Fact, rival string) bool {
	if w.ours[f.Document] {
		return false
	}
	for _, word := range w.gate.Content(f.Object) {
		if w.spoken[rival][word] && float64(w.common[word]) < rareWord*float64(len(w.spoken)) {
			return true
		}
	}
	return false
}
