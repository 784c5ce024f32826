package questions

import (
	"fmt"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

// leftOut begins what is said of a question that a format cannot carry at all.
const leftOut = "the question is left out: "

// Write writes questions in a format that puts many into one file, and tells what is lost. QTI puts each into a file of its own: see WriteItem.
func Write(format Format, questions []bank.Question) ([]byte, []Loss, error) {
	var lost []Loss
	lose := func(q *bank.Question, what string) {
		lost = append(lost, Loss{Question: q.ID, What: what, Whole: strings.HasPrefix(what, leftOut)})
	}
	switch format {
	case JSON:
		text, err := writeJSON(questions)
		return text, nil, err
	case GIFT:
		text := writeGIFT(questions, lose)
		return []byte(text), lost, nil
	case Aiken:
		text := writeAiken(questions, lose)
		return []byte(text), lost, nil
	case Moodle:
		text := writeMoodle(questions, lose)
		return []byte(text), lost, nil
	case CSV:
		text, err := writeCSV(questions, lose)
		return []byte(text), lost, err
	}
	return nil, nil, fault.New(fault.Invalid, "touchstone cannot write one file of %s", format)
}

// Summary groups losses by what was lost, most frequent first, and names a few questions of each.
func Summary(lost []Loss) []string {
	questions := map[string][]string{}
	for _, l := range lost {
		if known := questions[l.What]; len(known) == 0 || known[len(known)-1] != l.Question {
			questions[l.What] = append(known, l.Question)
		}
	}
	whats := make([]string, 0, len(questions))
	for what := range questions {
		whats = append(whats, what)
	}
	sort.Slice(whats, func(i, j int) bool {
		if a, b := len(questions[whats[i]]), len(questions[whats[j]]); a != b {
			return a > b
		}
		return whats[i] < whats[j]
	})
	said := make([]string, len(whats))
	for i, what := range whats {
		ids := questions[what]
		named := strings.Join(ids[:min(5, len(ids))], ", ")
		if len(ids) > 5 {
			named += fmt.Sprintf(" and %d more", len(ids)-5)
		}
		said[i] = what + ": " + named
	}
	return said
}
