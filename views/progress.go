package views

import (
	"fmt"
	"time"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

// Progress is the viewer's own page: what became of all quizzes, what was missed, what is theirs.
type Progress struct {
	Page
	// History holds the ended attempts, the oldest first.
	History []HistoryEntry
	// Continue is the attempt that is open, nil for none.
	Continue *Continue
	// Mistakes are missed questions that were not answered right twice since, the newest first.
	Mistakes []Mistake
	// AtOnce is how many mistakes one attempt takes up.
	AtOnce int
	// Assigned are quizzes given and not taken.
	Assigned []AssignedQuiz
	// Classes are those that the viewer learns in.
	Classes []people.Membership
	Next    *NextStep
	// Try is the quiz to begin with while there is no history.
	Try QuizLink
}

// HistoryEntry is one ended attempt.
type HistoryEntry struct {
	Attempt string
	Title   string
	Mode    quiz.Mode
	EndedAt time.Time
	Score   int
	Low     int
	High    int
}

// Mistake is a question that was missed.
type Mistake struct {
	Stem  string
	Topic string
	// Took is what was taken for the right answer, empty where nothing was.
	Took string
	// MissedAt is the last time, Times how often, RightSince how often it went right after that.
	MissedAt   time.Time
	Times      int
	RightSince int
	// Attempt and Number lead to the explanation.
	Attempt string
	Number  int
}

// shownOnTimeline is how many attempts the drawing has room for; the table holds all.
const shownOnTimeline = 8

// shownMistakes is how many mistakes are read at a glance; the rest can be opened.
const shownMistakes = 8

// practise names the act that takes up what was missed.
func (p Progress) practise() string {
	if p.AtOnce > 0 && len(p.Mistakes) > p.AtOnce {
		return "Practise " + itoa(p.AtOnce) + " of " + itoa(len(p.Mistakes))
	}
	return "Practise these " + itoa(len(p.Mistakes))
}

func (p Progress) newest() *HistoryEntry { return &p.History[len(p.History)-1] }

func (p Progress) timeline() []HistoryEntry {
	return p.History[max(0, len(p.History)-shownOnTimeline):]
}

// apart returns the newest earlier result whose range does not touch the last one's, nil for none.
func (p Progress) apart() *HistoryEntry {
	last := p.newest()
	for i := len(p.History) - 2; i >= 0; i-- {
		if entry := &p.History[i]; entry.High < last.Low || entry.Low > last.High {
			return entry
		}
	}
	return nil
}

// heading names a change only where the ranges have parted.
func (p Progress) heading() string {
	if len(p.History) == 1 {
		return "One result so far."
	}
	before := p.apart()
	switch {
	case before == nil:
		return "No change that the results can tell."
	case before.High < p.newest().Low:
		return "You know more than on " + p.dayAndMonth(before.EndedAt) + "."
	}
	return "Your results lie lower than on " + p.dayAndMonth(before.EndedAt) + "."
}

// lead is the proof of the heading.
func (p Progress) lead() string {
	last := p.newest()
	if len(p.History) == 1 {
		return fmt.Sprintf("%s, between %d and %d. A second result shows whether anything changes.", capital(p.dayAndMonth(last.EndedAt)), last.Low, last.High)
	}
	before := p.apart()
	if before == nil {
		return fmt.Sprintf("The last result lies between %d and %d, and every earlier range touches it: differences may be luck.", last.Low, last.High)
	}
	words := fmt.Sprintf("Then %d to %d, now %d to %d: the two ranges no longer touch.", before.Low, before.High, last.Low, last.High)
	if next := p.after(before); next != nil && next != last {
		words += " Since " + p.dayAndMonth(next.EndedAt) + " the change is too small to call."
	}
	return words
}

// after returns the entry that follows another.
func (p Progress) after(entry *HistoryEntry) *HistoryEntry {
	for i := range p.History {
		if &p.History[i] == entry && i+1 < len(p.History) {
			return &p.History[i+1]
		}
	}
	return nil
}

func (m Mistake) detail(p Page) string {
	words := p.Titles.Of(m.Topic) + "."
	if m.Took != "" {
		words += " You answered: " + m.Took
	}
	return words
}

func (m Mistake) state(p Page) string {
	switch {
	case m.RightSince > 0:
		return "right once since"
	case m.Times > 1:
		return "missed " + word(m.Times) + " times"
	}
	return "missed " + p.ago(m.MissedAt)
}

func (m Mistake) address() string {
	return "/attempts/" + m.Attempt + "/questions/" + itoa(m.Number) + "/feedback"
}
