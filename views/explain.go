package views

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"touchstone/internal/bank"
	"touchstone/internal/quiz"
)

// Explained is a released question with its answer: the right one, the given one, why, and the passage behind it.
type Explained struct {
	Number int
	Asked  *bank.Question
	Item   *quiz.Item
	// Passages are what the key rests on.
	Passages []Passage
}

// Passage is a quoted piece of a guide with its place; the link is empty where the place is no page.
type Passage struct {
	Quote string
	Link  PassageLink
	// Decision is the title of the worked decision that the quote is, empty for a piece of a guide.
	Decision string
}

// byPlace joins the quotes that stand under one heading.
func (e Explained) byPlace() [][]Passage {
	var places [][]Passage
	for _, passage := range e.Passages {
		last := len(places) - 1
		if last >= 0 && places[last][0].Link.Name() == passage.Link.Name() && places[last][0].Decision == passage.Decision {
			places[last] = append(places[last], passage)
			continue
		}
		places = append(places, []Passage{passage})
	}
	return places
}

// paragraphs are the quotes of one place as they can be read: a row of a table says each cell with its column, "Framework: Fiber. Language: Go."
func paragraphs(passages []Passage) []string {
	type table struct {
		passage string
		columns int
	}
	heads, rows := map[table][]string{}, map[table]int{} // the first row that is quoted of a table is its head
	of := func(p Passage) table { return table{p.Link.Passage, strings.Count(p.Quote, "\t") + 1} }
	for _, p := range passages {
		rows[of(p)]++
	}
	var said []string
	for _, p := range passages {
		cells := strings.Split(p.Quote, "\t")
		switch head := heads[of(p)]; {
		case len(cells) == 1:
			said = append(said, p.Quote)
		case head == nil && rows[of(p)] > 1:
			heads[of(p)] = cells
		default:
			said = append(said, row(head, cells))
		}
	}
	return said
}

func row(head, cells []string) string {
	if head == nil {
		return strings.Join(cells, ", ")
	}
	words := make([]string, 0, len(cells))
	for i, cell := range cells {
		cell = strings.TrimRight(strings.TrimSpace(cell), ".")
		if cell == "" {
			continue
		}
		if name := strings.TrimSpace(head[i]); name != "" {
			cell = name + ": " + cell
		}
		words = append(words, cell+".")
	}
	return strings.Join(words, " ")
}

// section is the first place that can be read, empty where there is none.
func (e Explained) section() string {
	for _, passage := range e.Passages {
		if passage.Link.Guide != "" {
			return passage.Link.Address()
		}
	}
	return ""
}

// verdict is how an answer did.
type verdict int

const (
	wrong verdict = iota
	partly
	right
	unknown    // “I do not know”
	unanswered // nothing was answered
)

func (e Explained) verdict() verdict {
	switch {
	case e.Item.Answer == nil:
		return unanswered
	case e.Item.Answer.Response.DontKnow:
		return unknown
	case e.Item.Answer.Mark >= 1-1e-9:
		return right
	case e.Item.Answer.Mark > 1e-9:
		return partly
	}
	return wrong
}

// outcome says the verdict as a heading.
func (e Explained) outcome() string {
	switch e.verdict() {
	case right:
		return "Right"
	case partly:
		return "Partly right"
	case unknown:
		return "You said that you do not know"
	case unanswered:
		return "Not answered"
	}
	return "Not right this time"
}

// inShort is the verdict as a title begins with it.
func (e Explained) inShort() string {
	switch e.verdict() {
	case unknown:
		return "Not known"
	case wrong:
		return "Not right"
	}
	return e.outcome()
}

func (e Explained) outcomeIcon() string {
	switch e.verdict() {
	case right:
		return "disc-right"
	case wrong:
		return "disc-wrong"
	}
	return "info"
}

func (e Explained) outcomeClass() string {
	switch e.verdict() {
	case right:
		return "outcome-right"
	case wrong:
		return "outcome-wrong"
	case partly:
		return "outcome-partly"
	}
	return ""
}

// share says what a partial mark was made of.
func (e Explained) share() string {
	ordered := e.Asked.Kind == bank.Order && e.verdict() == wrong // it shows steps that stand right by themselves
	if e.verdict() != partly && !ordered {
		return ""
	}
	mark := e.Item.Answer.Mark
	switch e.Asked.Kind {
	case bank.Match:
		n := len(e.Asked.Pairs)
		return fmt.Sprintf("%d of %s right.", int(math.Round(mark*float64(n))), count(n, "pair"))
	case bank.Order:
		n := len(e.Asked.Order) - 1
		return fmt.Sprintf("%d of %s right: a step counts where it follows the one that it should.", int(math.Round(mark*float64(n))), count(n, "neighbour"))
	}
	return fmt.Sprintf("%d %% of the mark.", int(math.Round(mark*100)))
}

// outcomeLine is the outcome with what a partial mark was made of.
func (e Explained) outcomeLine() string {
	if e.share() == "" {
		return e.outcome()
	}
	return e.outcome() + ": " + e.share()
}

// line is an option, a pair or a step as it is shown after the answer.
type line struct {
	verdict, text string
	// right and wrong choose the look; neither is plain.
	right, wrong bool
}

// lines shows the question's parts with what became of them, in the order in which they stood.
func (e Explained) lines() []line {
	switch e.Asked.Kind {
	case bank.Single, bank.Multiple:
		return e.optionLines()
	case bank.Match:
		return e.pairLines()
	case bank.Order:
		return e.stepLines()
	}
	return e.typedLines()
}

func (e Explained) response() bank.Response {
	if e.Item.Answer == nil {
		return bank.Response{}
	}
	return e.Item.Answer.Response
}

func (e Explained) picked(own int) bool {
	for _, choice := range e.response().Choices {
		if choice == own {
			return true
		}
	}
	return false
}

func (e Explained) optionLines() []line {
	var lines []line
	for _, own := range e.Item.Order {
		option := e.Asked.Options[own]
		l := line{text: option.Text}
		switch picked := e.picked(own); {
		case picked && option.Correct:
			l.verdict, l.right = "Your answer: right", true
		case picked:
			l.verdict, l.wrong = "Your answer: not right", true
		case option.Correct && e.Asked.Kind == bank.Multiple && e.verdict() != unanswered && e.verdict() != unknown:
			l.verdict, l.right = "Right, and not chosen", true
		case option.Correct:
			l.verdict, l.right = "Right", true
		}
		lines = append(lines, l)
	}
	return lines
}

func (e Explained) pairLines() []line {
	var lines []line
	rights := e.Asked.Rights()
	for k, pair := range e.Asked.Pairs {
		given := -1
		if k < len(e.response().Rights) {
			given = e.response().Rights[k]
		}
		whole := pair.Left + ": " + pair.Right
		switch {
		case given >= 0 && rights[given] == pair.Right:
			lines = append(lines, line{verdict: "Your answer: right", text: whole, right: true})
		case given >= 0:
			lines = append(lines,
				line{verdict: "Your answer: not right", text: pair.Left + ": " + rights[given], wrong: true},
				line{verdict: "Right", text: whole, right: true})
		default:
			lines = append(lines, line{verdict: "Right, and not answered", text: whole, right: true})
		}
	}
	return lines
}

// stepLines shows the steps in their right order. What earns the marks is a step that follows the one before it, so nothing else is marked right.
func (e Explained) stepLines() []line {
	before := map[int]int{} // the step that each was put after; the first has none
	sequence := e.response().Sequence
	for position, step := range sequence {
		if position > 0 {
			before[step] = sequence[position-1]
		}
	}
	var lines []line
	for i, step := range e.Asked.Order {
		l := line{text: fmt.Sprintf("%d. %s", i+1, step)}
		put, follows := before[i]
		switch {
		case len(sequence) == 0:
			l.verdict = "Right order, and not answered" // a tick would say that something was done right
		case e.verdict() == right:
			l.verdict, l.right = "Your place: right", true
		case i > 0 && follows && put == i-1:
			l.verdict, l.right = "You put it after the right step", true
		case follows:
			l.verdict = fmt.Sprintf("You put it after step %d", put+1)
		default:
			l.verdict = "You put it first"
		}
		lines = append(lines, l)
	}
	return lines
}

func (e Explained) typedLines() []line {
	var lines []line
	if e.verdict() == right {
		return []line{{verdict: "Your answer: right", text: e.response().Text, right: true}}
	}
	if e.response().Text != "" {
		lines = append(lines, line{verdict: "Your answer: not right", text: e.response().Text, wrong: true})
	}
	return append(lines, line{verdict: "Right", text: e.key(), right: true})
}

// key is the right answer of a numeric or short question.
func (e Explained) key() string {
	if e.Asked.Value != nil {
		if e.Asked.Tolerance > 0 {
			return fmt.Sprintf("%g, give or take %g", *e.Asked.Value, e.Asked.Tolerance)
		}
		return fmt.Sprintf("%g", *e.Asked.Value)
	}
	if len(e.Asked.Accept) > 0 {
		return e.Asked.Accept[0]
	}
	return ""
}

// reason is why an option is right or wrong, under a heading that names it.
type reason struct{ heading, text string }

// wrongs explain each wrong choice.
func (e Explained) wrongs() []reason {
	var reasons []reason
	for _, own := range e.Item.Order {
		if own >= len(e.Asked.Options) || !e.picked(own) || e.Asked.Options[own].Correct || e.Asked.Options[own].Why == "" {
			continue
		}
		option := e.Asked.Options[own]
		reasons = append(reasons, reason{"Why " + named(option.Text, "your answer") + " is not right", option.Why})
	}
	return reasons
}

// why explains the key, under the same heading for every kind of question.
func (e Explained) why() reason { return reason{"Why the right answer is right", e.Asked.Explanation} }

// named quotes a short text, and says what a long one is.
func named(text, otherwise string) string {
	if utf8.RuneCountInString(text) <= 48 {
		return "“" + text + "”"
	}
	return otherwise
}
