package load

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
)

// Form is the answer form of a question page, as a browser sees it.
type Form struct {
	// Seq is the number of the kept answer that the page shows, 0 for none.
	Seq int
	// Choices are the values of its radios or checkboxes; none for other kinds.
	Choices []string
	// Selects is the number of its lists of places or partners; 0 for other kinds.
	Selects int
	// Text says that it has a text field.
	Text bool
}

var (
	seqField    = regexp.MustCompile(`name="seq" value="(\d+)"`)
	choiceField = regexp.MustCompile(`name="answer" value="([a-z])"`)
	selectField = regexp.MustCompile(`<select[^>]* name="answer\.(\d+)"`)
	textField   = regexp.MustCompile(`name="answer" type="text"`)
)

// ReadForm reads a question page. It fails where there is no form that can be answered.
func ReadForm(page []byte) (Form, error) {
	seq := seqField.FindSubmatch(page)
	if seq == nil {
		return Form{}, fmt.Errorf("the page has no answer form: %.300q", page)
	}
	number, err := strconv.Atoi(string(seq[1]))
	if err != nil {
		return Form{}, err
	}
	f := Form{Seq: number, Selects: len(selectField.FindAll(page, -1)), Text: textField.Match(page)}
	for _, choice := range choiceField.FindAllSubmatch(page, -1) {
		f.Choices = append(f.Choices, string(choice[1]))
	}
	if len(f.Choices) == 0 && f.Selects == 0 && !f.Text {
		return Form{}, fmt.Errorf("the page offers nothing to choose or to fill in: %.300q", page)
	}
	return f, nil
}

// Answer fills the form in. Two turns that follow each other give different answers, so that the second is no repetition.
func (f Form) Answer(turn int) url.Values {
	values := url.Values{"seq": {strconv.Itoa(f.Seq)}, "flag": {"0"}}
	switch {
	case f.Selects > 0:
		for k := range f.Selects {
			values.Set("answer."+strconv.Itoa(k+1), strconv.Itoa((k+turn)%f.Selects+1))
		}
	case len(f.Choices) > 0:
		values.Set("answer", f.Choices[turn%len(f.Choices)])
	default:
		values.Set("answer", strconv.Itoa(turn))
	}
	return values
}
