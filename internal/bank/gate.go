package bank

import (
	"fmt"
	"sort"

	"touchstone/internal/curriculum"
)

// Flaw is one fault that the gate found.
type Flaw struct {
	// Check is the number of the check, from 1 to 29.
	Check int
	// Words say what is wrong, for a reviewer.
	Words string
}

// String gives the flaw as it is kept with a question: the check's name and the words.
func (f Flaw) String() string { return CheckName(f.Check) + ": " + f.Words }

// checkNames are the flaws of item writing that the gate looks for, in the usual order of the literature.
var checkNames = [...]string{
	1: "unclear stem", 2: "implausible distractor", 3: "none of the above", 4: "longest option is the key", 5: "gratuitous information",
	6: "true or false series", 7: "convergence cue", 8: "logical cue", 9: "all of the above", 10: "blank inside the stem", 11: "absolute term",
	12: "word repeated in the key", 13: "unfocused stem", 14: "combined options", 15: "grammatical cue", 16: "lost sequence", 17: "vague term",
	18: "more than one right answer", 19: "negative stem", 20: "unsupported key", 21: "answer in another question", 22: "uneven options",
	23: "overlapping options", 24: "trivial, dated or opinion", 25: "words of the source page", 26: "duplicate", 27: "biased key position",
	28: "copied wording", 29: "level does not fit",
}

// Checks is the number of checks of the gate.
const Checks = len(checkNames) - 1

// CheckName names a check in words; it is empty for a number that is no check.
func CheckName(check int) string {
	if check < 1 || check > Checks {
		return ""
	}
	return checkNames[check]
}

// Gate looks for flaws in questions. It keeps the words that it has read, so one gate should serve a whole bank; it is not safe for concurrent use.
type Gate struct {
	// Curriculum tells kinds and aliases apart; without it the checks that need it are left out.
	Curriculum *curriculum.Curriculum
	// Text returns the extracted text of a document. Without it (questions from elsewhere) support, proofs and copying are not checked.
	Text func(document string) (string, bool)

	words    *reader
	texts    map[string][]Flaw // flaws of a text by itself
	forms    map[string][]Flaw // flaws of an option's text by itself
	sketches map[string]sketch
	aliases  map[string]string
	folds    map[string]string
	known    map[string]bool // words of names in the curriculum, as written
	ordinary map[string]bool // words met in small letters
}

// NewGate returns a gate. Both arguments may be nil.
func NewGate(c *curriculum.Curriculum, text func(document string) (string, bool)) *Gate {
	g := &Gate{Curriculum: c, Text: text, words: newReader(), texts: map[string][]Flaw{}, forms: map[string][]Flaw{}, sketches: map[string]sketch{}, aliases: map[string]string{}, folds: map[string]string{}, known: map[string]bool{}, ordinary: map[string]bool{}}
	if c == nil {
		return g
	}
	for _, concept := range c.Concepts {
		for _, name := range append([]string{concept.Name, concept.Plural}, concept.Aliases...) {
			if name == "" {
				continue
			}
			g.aliases[FoldAnswer(name)] = concept.ID
			for _, w := range g.words.words(name) {
				g.known[w.text] = true
			}
		}
	}
	return g
}

// Question returns the flaws of one question by itself, in the order of the checks. It keeps every reason, not the first alone.
func (g *Gate) Question(q *Question) []Flaw {
	var flaws []Flaw
	add := func(check int, format string, args ...any) {
		flaws = append(flaws, Flaw{check, fmt.Sprintf(format, args...)})
	}
	g.checkStem(q, add)
	if len(q.Options) > 0 {
		g.checkOptions(q, add)
		g.checkCues(q, add)
		g.checkForm(q, add)
	}
	g.checkLists(q, add)
	g.checkContent(q, add)
	g.checkSupport(q, add)
	sort.SliceStable(flaws, func(i, j int) bool { return flaws[i].Check < flaws[j].Check })
	return flaws
}

// Pass sets the question's flaws and reports whether there are none.
func (g *Gate) Pass(q *Question) bool {
	flaws := g.Question(q)
	q.Flaws = make([]string, 0, len(flaws))
	for _, f := range flaws {
		q.Flaws = append(q.Flaws, f.String())
	}
	return len(flaws) == 0
}

// fold is FoldAnswer, remembered: a bank asks for the same texts again and again.
func (g *Gate) fold(text string) string {
	folded, known := g.folds[text]
	if !known {
		folded = FoldAnswer(text)
		g.folds[text] = folded
	}
	return folded
}

type adder func(check int, format string, args ...any)

// key returns the index of the only right option, -1 if there is none or more than one.
func (q *Question) key() int {
	key := -1
	for i, option := range q.Options {
		if option.Correct {
			if key >= 0 {
				return -1
			}
			key = i
		}
	}
	return key
}
