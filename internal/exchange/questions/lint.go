package questions

import (
	"fmt"

	"touchstone/internal/bank"
)

// Above these sizes questions are not compared in pairs: that work grows with the square of their number.
const (
	mostForDuplicates = 6000
	mostForHinged     = 1000
)

// Finding is one flaw with what to do about it.
type Finding struct {
	Check  int    `json:"check"`
	Name   string `json:"name"`
	Words  string `json:"words"`
	Advice string `json:"advice"`
	// Questions are those that a flaw of the whole file is about; empty where it is about all.
	Questions []string `json:"questions,omitempty"`
}

// Checked is a question with its flaws.
type Checked struct {
	ID    string    `json:"id"`
	Line  int       `json:"line,omitempty"`
	Stem  string    `json:"stem"`
	Flaws []Finding `json:"flaws"`
}

// Report is what the gate says of a question file.
type Report struct {
	Format    Format `json:"format"`
	Questions int    `json:"questions"`
	Flawed    int    `json:"flawed"`
	// ByCheck counts the flaws of single questions.
	ByCheck map[string]int `json:"by_check"`
	// Items are the questions with flaws.
	Items []Checked `json:"items"`
	// Whole are the flaws of the questions together.
	Whole      []Finding `json:"whole"`
	Unread     []string  `json:"unread"`
	NotChecked []string  `json:"not_checked"`
}

// advice says for each check what to do.
var advice = [...]string{
	1: "Ask one thing in one plain sentence of 6 to 35 words, and explain abbreviations.", 2: "Give three options or more, each of the kind that the key is.",
	3: "Replace it by a wrong option of its own.", 4: "Bring the key to the length of the longest wrong option.", 5: "Leave out what is not needed to answer.",
	6: "Ask what is so, and give possible answers instead of statements to judge.", 7: "Change a wrong option so that the key is not the one in the middle.",
	8: "Give every option a number or opposite, or none.", 9: "Ask for all right options instead, as multiple response.", 10: "Move the gap to the end, or ask a question.",
	11: "Leave out the absolute word, or use one in two options or more.", 12: "Use other words in the key, or the same word in a wrong option too.",
	13: "Write a question that can be answered with the options covered.", 14: "Ask for all right options instead, as multiple response.",
	15: "Give all options the same form: article, number, verb form, capital, full stop.", 16: "Put numbers in order, and leave words that tell the place out of steps.",
	17: "Say when or how often, or leave the word out.", 18: "Leave exactly one option that can be defended.", 19: "Ask for what is so instead of what is not.",
	20: "Quote the passage that says it.", 21: "Do not ask both in one quiz.", 22: "Bring the options to one length and make.", 23: "Let no option hold another.",
	24: "Ask about something that stays true and can be proved.", 25: "Speak of the subject, not of the page.", 26: "Keep one of them.",
	27: "Shuffle the options.", 28: "Ask in words of your own.", 29: "Set the level that the task demands.",
}

func finding(f bank.Flaw, questions []string) Finding {
	return Finding{Check: f.Check, Name: bank.CheckName(f.Check), Words: f.Words, Advice: advice[f.Check], Questions: questions}
}

// Lint runs the gate over a file. The gate must have no source text.
func Lint(f *File, gate *bank.Gate) *Report {
	r := &Report{Format: f.Format, Questions: len(f.Questions), ByCheck: map[string]int{}, Items: []Checked{}, Whole: []Finding{}, Unread: []string{},
		NotChecked: []string{"support of the key by a passage, proofs that wrong options are wrong, and copied wording: they need the source text"}}
	leveled := false
	for i := range f.Questions {
		q := &f.Questions[i]
		leveled = leveled || q.Schema != ""
		flaws := gate.Question(q)
		if len(flaws) == 0 {
			continue
		}
		r.Flawed++
		c := Checked{ID: q.ID, Line: f.Lines[i], Stem: q.Stem}
		for _, flaw := range flaws {
			r.ByCheck[bank.CheckName(flaw.Check)]++
			c.Flaws = append(c.Flaws, finding(flaw, nil))
		}
		r.Items = append(r.Items, c)
	}
	if !leveled {
		r.NotChecked = append(r.NotChecked, "the level: the file does not say by which rule a question was made")
	}
	r.whole(f.Questions, gate)
	for _, said := range Summary(f.Lost) {
		r.Unread = append(r.Unread, "not read: "+said)
	}
	return r
}

func (r *Report) whole(questions []bank.Question, gate *bank.Gate) {
	compared := questions
	if len(questions) > mostForDuplicates {
		compared = questions[:mostForDuplicates]
		r.NotChecked = append(r.NotChecked, fmt.Sprintf("near-duplicates, length and place of the key beyond the first %d questions", mostForDuplicates))
	}
	for _, flaw := range gate.Bank(compared) {
		r.Whole = append(r.Whole, finding(flaw.Flaw, flaw.Questions))
	}
	if len(questions) > mostForHinged {
		r.NotChecked = append(r.NotChecked, fmt.Sprintf("answers that stand in another question: there are more than %d questions", mostForHinged))
		return
	}
	for _, flaw := range gate.Quiz(questions) {
		if flaw.Check == 21 {
			r.Whole = append(r.Whole, finding(flaw.Flaw, flaw.Questions))
		}
	}
}
