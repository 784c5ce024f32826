package questions

import (
	"regexp"
	"strings"

	"touchstone/internal/bank"
)

var (
	aikenAnswer = regexp.MustCompile(`(?m)^\s*ANSWER:\s*[A-Za-z](\s*[,; ]\s*[A-Za-z])*\s*$`)
	aikenOption = regexp.MustCompile(`^\s*([A-Za-z])[.)]\s+(.*)$`)
)

// readAiken reads the Aiken format: a stem, options under letters, and a line ANSWER: with the letter of the key. A stem of several lines is taken, which
// the format itself does not allow, and so are several letters.
func readAiken(text string) (*File, error) {
	f := &File{}
	var stem []string
	var options []bank.Option
	start := 0
	reset := func() { stem, options, start = nil, nil, 0 }
	for n, line := range strings.Split(text, "\n") {
		n++
		bare := strings.TrimSpace(line)
		option := aikenOption.FindStringSubmatch(line)
		switch {
		case bare == "":
			if len(options) > 0 {
				f.skip("", start, "the line ANSWER: is missing")
				reset()
			}
		case aikenAnswer.MatchString(line):
			f.addAiken(strings.Join(stem, "\n"), options, lettersIn(bare[len("ANSWER:"):]), start)
			reset()
		case option != nil && len(stem) > 0 && strings.EqualFold(option[1], string(rune('A'+len(options)))):
			options = append(options, bank.Option{Text: strings.TrimSpace(option[2])})
		case len(options) > 0:
			options[len(options)-1].Text += " " + bare
		default:
			if start == 0 {
				start = n
			}
			stem = append(stem, bare)
		}
	}
	if len(stem) > 0 {
		f.skip("", start, "the line ANSWER: is missing")
	}
	return f, nil
}

func (f *File) addAiken(stem string, options []bank.Option, keys string, line int) {
	if stem == "" || len(options) == 0 {
		f.skip("", line, "there is an answer without a question")
		return
	}
	q := bank.Question{Stem: stem, Options: options}
	for _, key := range keys {
		if k := int(key - 'A'); k < len(options) {
			q.Options[k].Correct = true
		}
	}
	settle(&q)
	f.add(q, line, nil)
}

// lettersIn keeps the letters of a list such as "A, c" as capitals.
func lettersIn(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(text))
}

func writeAiken(questions []bank.Question, lose func(q *bank.Question, what string)) string {
	var b strings.Builder
	for i := range questions {
		q := &questions[i]
		if q.Kind != bank.Single || len(q.Options) > 26 || keys(q) != 1 {
			lose(q, leftOut+"Aiken has only choices with one right answer")
			continue
		}
		if q.Code != "" {
			lose(q, leftOut+"Aiken has no place for its code")
			continue
		}
		if q.Explanation != "" {
			lose(q, "the explanation")
		}
		loseWhys(q, lose)
		loseOurs(q, lose, true)
		b.WriteString(oneLine(q.Stem) + "\n")
		answer := ""
		for k, option := range q.Options {
			letter := string(rune('A' + k))
			b.WriteString(letter + ") " + oneLine(option.Text) + "\n")
			if option.Correct {
				answer = letter
			}
		}
		b.WriteString("ANSWER: " + answer + "\n\n")
	}
	return b.String()
}

func keys(q *bank.Question) int {
	n := 0
	for _, option := range q.Options {
		if option.Correct {
			n++
		}
	}
	return n
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
