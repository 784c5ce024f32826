package views

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"touchstone/internal/quiz"
)

// count says a number with its noun: 1 question, 2 questions.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "quiz") {
		return strconv.Itoa(n) + " " + noun + "zes"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

var numbers = [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// word writes a small number as a word.
func word(n int) string {
	if n >= 0 && n < len(numbers) {
		return numbers[n]
	}
	return strconv.Itoa(n)
}

// list joins words as a person would say them: a, b and c.
func list(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// between writes a range of scores with an en dash.
func between(low, high int) string { return fmt.Sprintf("%d–%d", low, high) }

// fraction names one of n equal parts.
func fraction(n int) string {
	switch n {
	case 1:
		return "the whole mark"
	case 2:
		return "half the mark"
	case 3:
		return "a third of the mark"
	case 4:
		return "a quarter of the mark"
	case 5:
		return "a fifth of the mark"
	case 6:
		return "a sixth of the mark"
	}
	return fmt.Sprintf("1/%d of the mark", n)
}

// inTen says a probability as people say it.
func inTen(p float64) string {
	tenths := int(p*10 + .5)
	switch {
	case tenths <= 0:
		return "right less than 1 time in 10"
	case tenths >= 10:
		return "right nearly always"
	}
	return fmt.Sprintf("right about %d in 10", tenths)
}

// minutes says a length of time in whole minutes, at least one.
func minutes(d time.Duration) string {
	return count(max(1, int((d+30*time.Second)/time.Minute)), "minute")
}

// likely guesses how long a quiz takes, in minutes: three quarters of a minute for a question.
func likely(questions int) int { return max(1, (questions*3+3)/4) }

// clock is the time of day, day the date, in the zone of the page.
func (p Page) clock(t time.Time) string { return t.In(p.Now.Location()).Format("15:04") }

func (p Page) day(t time.Time) string { return t.In(p.Now.Location()).Format("2 January 2006") }

func (p Page) dayAndMonth(t time.Time) string { return t.In(p.Now.Location()).Format("2 January") }

func (p Page) shortDay(t time.Time) string { return t.In(p.Now.Location()).Format("2 Jan") }

// moment says when something was: the time alone on the same day, else day and time.
func (p Page) moment(t time.Time) string {
	t = t.In(p.Now.Location())
	switch days := daysBetween(t, p.Now); {
	case days == 0:
		return "today at " + t.Format("15:04")
	case days == 1:
		return "yesterday at " + t.Format("15:04")
	}
	return "on " + t.Format("2 January") + " at " + t.Format("15:04")
}

// ago says how long ago a day was.
func (p Page) ago(t time.Time) string {
	switch days := daysBetween(t.In(p.Now.Location()), p.Now); {
	case days <= 0:
		return "today"
	case days == 1:
		return "yesterday"
	case days < 30:
		return fmt.Sprintf("%d days ago", days)
	}
	return "on " + p.day(t)
}

// due says a date to aim at.
func (p Page) due(t time.Time) string {
	t = t.In(p.Now.Location())
	switch days := daysBetween(p.Now, t); {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days < 0:
		return t.Format("2 January") + ", which has passed"
	}
	return t.Format("Monday 2 January")
}

func daysBetween(from, to time.Time) int {
	midnight := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}

// machine is a time as a time element carries it.
func machine(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func itoa(n int) string { return strconv.Itoa(n) }

// modeName says a mode with a capital.
func modeName(mode quiz.Mode) string {
	switch mode {
	case quiz.Exam:
		return "Exam"
	case quiz.Mistakes:
		return "Mistakes"
	}
	return "Practice"
}
