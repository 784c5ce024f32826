package views

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/quiz"
)

// Question is one question of an open attempt. Nothing of it tells the key: options stand in the attempt's own order under neutral values.
type Question struct {
	Page
	Attempt *quiz.Attempt
	// Number is the question's place in the attempt, from 1.
	Number int
	// Asked is the pinned version.
	Asked *bank.Question
	// Clock is nil where there is no time limit.
	Clock *Clock
	// Form is what was sent where the answer was not taken; nil shows the kept answer.
	Form map[string][]string
	// Problem is why an answer was refused.
	Problem *fault.Error
	// Stale says that another page has answered in the meantime: both answers are shown.
	Stale bool
}

// Clock is the time left of an attempt, as the server has it.
type Clock struct{ Left, Limit time.Duration }

// item is the pinned question; the page is never made for a number outside the attempt.
func (q Question) item() *quiz.Item { return &q.Attempt.Items[q.Number-1] }

func (q Question) title() string {
	return fmt.Sprintf("Question %d of %d, %s", q.Number, len(q.Attempt.Items), q.Attempt.Title)
}

func (q Question) frame() frame {
	return frame{title: q.title(), attempt: headOf(q.Attempt), wrong: q.Problem != nil || q.Stale, code: q.Asked.Code != ""}
}

func headOf(a *quiz.Attempt) *attemptHead {
	var answered []string
	for i := range a.Items {
		if answer := a.Items[i].Answer; answer != nil {
			answered = append(answered, fmt.Sprintf("%d:%d", i+1, answer.Seq))
		}
	}
	return &attemptHead{title: a.Title, kind: modeName(a.Mode), answered: strings.Join(answered, " "), attempt: a.ID}
}

func attemptURL(a *quiz.Attempt, rest string) string { return "/attempts/" + a.ID + rest }

func questionURL(a *quiz.Attempt, number int, rest string) string {
	return attemptURL(a, "/questions/"+strconv.Itoa(number)+rest)
}

func (q Question) address(rest string) string { return questionURL(q.Attempt, q.Number, rest) }

// seq is the number of the kept answer that this page knows of, 0 for none.
func (q Question) seq() string {
	if q.item().Answer == nil {
		return "0"
	}
	return strconv.Itoa(q.item().Answer.Seq)
}

// values are the form's values: what was sent, else what is kept.
func (q Question) values() map[string][]string {
	if q.Form != nil {
		return q.Form
	}
	if q.item().Answer == nil {
		return nil
	}
	return encode(q.Asked, q.item(), q.item().Answer.Response)
}

// encode writes a response as the form of its question would send it.
func encode(asked *bank.Question, item *quiz.Item, r bank.Response) map[string][]string {
	if r.DontKnow {
		return map[string][]string{"answer": {quiz.DontKnow}}
	}
	values := map[string][]string{}
	switch asked.Kind {
	case bank.Single, bank.Multiple:
		for _, choice := range r.Choices {
			values["answer"] = append(values["answer"], quiz.Value(item.Place(choice)))
		}
	case bank.Match:
		for k, right := range r.Rights {
			if right >= 0 {
				values["answer."+strconv.Itoa(k+1)] = []string{strconv.Itoa(item.Place(right) + 1)}
			}
		}
	case bank.Order:
		for position, step := range r.Sequence {
			values["answer."+strconv.Itoa(item.Place(step)+1)] = []string{strconv.Itoa(position + 1)}
		}
	default:
		values["answer"] = []string{r.Text}
	}
	return values
}

// fromReview says that the list of all questions led here, so that it is led back to.
func (q Question) fromReview() bool {
	return strings.HasSuffix(q.Path, "?from=review") || q.chosen("from", "review")
}

func (q Question) chosen(field, value string) bool {
	for _, v := range q.values()[field] {
		if v == value {
			return true
		}
	}
	return false
}

// typed is the text of a numeric or short answer.
func (q Question) typed() string {
	for _, v := range q.values()["answer"] {
		if v != quiz.DontKnow {
			return v
		}
	}
	return ""
}

// flagged keeps what was sent, even where the answer was refused.
func (q Question) flagged() bool {
	if q.Form != nil {
		return q.chosen("flag", "1")
	}
	return q.item().Flagged
}

// anchor is the id of the first control that a problem is about.
func (q Question) anchor(field string) string {
	switch q.Asked.Kind {
	case bank.Single, bank.Multiple:
		return "o1"
	case bank.Match, bank.Order:
		if strings.HasPrefix(field, "answer.") {
			return "a" + strings.TrimPrefix(field, "answer.")
		}
		return "a1"
	}
	return "answer"
}

func (q Question) problems() Problems {
	if q.Problem == nil {
		return nil
	}
	problem := *q.Problem
	if problem.Field == "" {
		problem.Field = "answer"
	}
	return Problems{&problem}
}

func (q Question) message() string {
	if q.Problem == nil {
		return ""
	}
	return q.Problem.Message
}

// numericRule is also what a refused answer is told.
const numericRule = "Write a number, such as 12 or 0.5."

// rule says how the question is answered and what its parts count, empty where it is one choice.
func (q Question) rule() string {
	switch q.Asked.Kind {
	case bank.Multiple:
		const rule = "A wrong choice takes away what a right one gives."
		if strings.Contains(q.Asked.Stem, "all that apply") {
			return rule
		}
		return "Choose all that apply. " + rule
	case bank.Match:
		n := len(q.Asked.Pairs)
		rule := fmt.Sprintf("%s pairs, %s each.", capital(word(n)), fraction(n))
		switch over := len(q.Asked.Decoys); {
		case over == 1:
			rule += " One answer stays over."
		case over > 1:
			rule += fmt.Sprintf(" %s answers stay over.", capital(word(over)))
		}
		return rule
	case bank.Order:
		n := len(q.Asked.Order)
		return fmt.Sprintf("Give each of the %s steps its place. Every two steps that follow each other as they should count %s.", word(n), fraction(n-1))
	case bank.Numeric:
		if q.message() == numericRule {
			return "" // the refusal says it, at the head of the page and at the field
		}
		return numericRule
	case bank.Short:
		return "A word or a short phrase. Capital letters do not matter."
	}
	return ""
}

// next is where a script goes on once it has sent an answer that had waited.
func (q Question) next() string {
	if q.Attempt.Mode != quiz.Exam {
		return q.address("/feedback")
	}
	for number := q.Number + 1; number <= len(q.Attempt.Items) && !q.fromReview(); number++ {
		if q.Attempt.Items[number-1].Answer == nil {
			return questionURL(q.Attempt, number, "")
		}
	}
	return attemptURL(q.Attempt, "/review")
}

// saved says which answer was kept last, empty before the first.
func (q Question) saved() string {
	last, number := (*quiz.Answer)(nil), 0
	for i := range q.Attempt.Items {
		if answer := q.Attempt.Items[i].Answer; answer != nil && (last == nil || answer.Seq > last.Seq) {
			last, number = answer, i+1
		}
	}
	if last == nil {
		return ""
	}
	return fmt.Sprintf("Question %d saved at %s", number, q.clock(last.At))
}

// keys says what the number keys do, empty where they do nothing.
func (q Question) keys() string {
	n := len(q.item().Order) + 1
	if q.preferences().KeysOff || n > 9 || q.Asked.Kind != bank.Single && q.Asked.Kind != bank.Multiple {
		return ""
	}
	return fmt.Sprintf("Keys: 1 to %d choose, Enter continues", n)
}

// kept says the kept answer in words, for a page that shows another one.
func (q Question) kept() string {
	if q.item().Answer == nil {
		return ""
	}
	return strings.Join(inWords(q.Asked, q.item().Answer.Response), "; ")
}

// inWords says a response in the words of its question.
func inWords(asked *bank.Question, r bank.Response) []string {
	if r.DontKnow {
		return []string{"I do not know"}
	}
	var words []string
	switch asked.Kind {
	case bank.Single, bank.Multiple:
		for _, choice := range r.Choices {
			words = append(words, asked.Options[choice].Text)
		}
	case bank.Match:
		rights := asked.Rights()
		for k, right := range r.Rights {
			if right >= 0 {
				words = append(words, asked.Pairs[k].Left+": "+rights[right])
			}
		}
	case bank.Order:
		for position, step := range r.Sequence {
			words = append(words, fmt.Sprintf("%d. %s", position+1, asked.Order[step]))
		}
	default:
		words = append(words, r.Text)
	}
	return words
}
