package questions

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

var rootElement = regexp.MustCompile(`(?s)^(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*<([A-Za-z_][\w.:-]*)`)

// detectXML tells Moodle XML from QTI by the first element.
func detectXML(text string) (Format, error) {
	m := rootElement.FindStringSubmatch(text)
	if m == nil {
		return "", fault.New(fault.Invalid, "the file begins like XML and has no element")
	}
	name := m[1][strings.Index(m[1], ":")+1:]
	switch plainName(name) {
	case "quiz":
		return Moodle, nil
	case "assessmentitem":
		return QTI, nil
	case "questestinterop":
		return "", fault.New(fault.Invalid, "this is QTI 1.2; export it as QTI 2.1, QTI 3 or Moodle XML")
	case "assessmenttest", "manifest":
		return "", fault.New(fault.Invalid, "this QTI file lists questions and holds none; name the files of the items")
	}
	return "", fault.New(fault.Invalid, "this XML begins with <%s>; touchstone knows Moodle XML (<quiz>) and QTI (<assessmentItem>, <qti-assessment-item>)", name)
}

type moodleText struct {
	Format string     `xml:"format,attr"`
	Text   string     `xml:"text"`
	Files  []struct{} `xml:"file"`
}

type moodleQuestion struct {
	Type     string        `xml:"type,attr"`
	Name     moodleText    `xml:"name"`
	Category moodleText    `xml:"category"`
	Stem     moodleText    `xml:"questiontext"`
	General  moodleText    `xml:"generalfeedback"`
	IDNumber string        `xml:"idnumber"`
	Single   string        `xml:"single"`
	Answers  moodleAnswers `xml:"answer"`
	Pairs    moodlePairs   `xml:"subquestion"`
}

type moodlePair struct {
	moodleText
	Answer moodleText `xml:"answer"`
}

type (
	moodleAnswers []moodleAnswer
	moodlePairs   []moodlePair
)

// UnmarshalXML adds an answer, up to the most that a question may have.
func (a *moodleAnswers) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	if len(*a) == maxAnswers {
		return errors.New(tooManyAnswers)
	}
	var one moodleAnswer
	err := d.DecodeElement(&one, &start)
	*a = append(*a, one)
	return err
}

// UnmarshalXML adds a pair, up to the most that a question may have.
func (p *moodlePairs) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	if len(*p) == maxAnswers {
		return errors.New(tooManyAnswers)
	}
	var one moodlePair
	err := d.DecodeElement(&one, &start)
	*p = append(*p, one)
	return err
}

type moodleAnswer struct {
	moodleText
	Fraction  float64    `xml:"fraction,attr"`
	Tolerance string     `xml:"tolerance"`
	Feedback  moodleText `xml:"feedback"`
}

// readMoodle reads Moodle XML, one question after the other. A declared document type may name no entities: the reader knows those of HTML alone.
func readMoodle(text string) (*File, error) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Entity = xml.HTMLEntity
	f, topic := &File{}, ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			return f, nil
		}
		if err != nil {
			return nil, xmlError(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "question" {
			continue
		}
		line, _ := d.InputPos()
		var m moodleQuestion
		if err := d.DecodeElement(&m, &start); err != nil {
			return nil, xmlError(err)
		}
		if m.Type == "category" {
			topic = strings.TrimSpace(m.Category.Text)
			topic = topic[strings.LastIndex(topic, "/")+1:]
			continue
		}
		m.read(f, line, topic)
	}
}

func xmlError(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fault.New(fault.Invalid, "the XML is broken in line %d: %s", syntax.Line, syntax.Msg)
	}
	return fault.New(fault.Invalid, "the XML cannot be read: %v", err)
}

func (t *moodleText) plain(lost *[]string) (text, code string) {
	switch t.Format {
	case "", "html", "moodle_auto_format":
		if !strings.ContainsAny(t.Text, "<&") {
			return lines(t.Text), ""
		}
		text, code, missed := fromHTML(t.Text)
		*lost = append(*lost, missed...)
		return text, code
	}
	return fromMarkdown(t.Text)
}

func (m *moodleQuestion) read(f *File, line int, topic string) {
	var lost []string
	q := bank.Question{ID: m.IDNumber, Topic: topic}
	if strings.TrimSpace(q.ID) == "" {
		q.ID = m.Name.Text
	}
	q.Stem, q.Code = m.Stem.plain(&lost)
	q.Explanation, _ = m.General.plain(&lost)
	partial := false
	short := func(t *moodleText) string {
		text, code := t.plain(&lost)
		if code != "" {
			text = strings.TrimSpace(text + " `" + oneLine(code) + "`")
		}
		return strings.ReplaceAll(text, "\n", " ")
	}
	switch m.Type {
	case "multichoice", "truefalse":
		for i := range m.Answers {
			a := &m.Answers[i]
			why, _ := a.Feedback.plain(&lost)
			q.Options = append(q.Options, bank.Option{Text: short(&a.moodleText), Correct: a.Fraction > 0, Why: why})
		}
		if single := strings.TrimSpace(m.Single); m.Type == "truefalse" || single != "false" && single != "0" {
			q.Kind = bank.Single
			for i := range m.Answers {
				if a := &m.Answers[i]; a.Fraction > 0 && a.Fraction < 100 {
					q.Options[i].Correct, partial = false, true
				}
			}
		} else {
			q.Kind = bank.Multiple
		}
	case "shortanswer":
		q.Kind = bank.Short
		for i := range m.Answers {
			if a := &m.Answers[i]; a.Fraction >= 100 {
				q.Accept = append(q.Accept, strings.TrimSpace(a.Text))
			} else {
				partial = partial || a.Fraction > 0
			}
		}
	case "numerical":
		q.Kind = bank.Numeric
		for i := range m.Answers {
			a := &m.Answers[i]
			value, ok := bank.ParseNumber(a.Text)
			if !ok || q.Value != nil || a.Fraction < 100 {
				partial = partial || a.Fraction > 0
				continue
			}
			q.Value = &value
			q.Tolerance, _ = bank.ParseNumber(a.Tolerance) // an absent or unreadable tolerance is 0, as in Moodle
		}
	case "matching", "match":
		q.Kind = bank.Match
		for i := range m.Pairs {
			pair := bank.Pair{Left: short(&m.Pairs[i].moodleText), Right: strings.TrimSpace(m.Pairs[i].Answer.Text)}
			if pair.Left == "" {
				q.Decoys = append(q.Decoys, pair.Right)
			} else {
				q.Pairs = append(q.Pairs, pair)
			}
		}
	case "ordering":
		q.Kind = bank.Order
		for i := range m.Answers {
			q.Order = append(q.Order, short(&m.Answers[i].moodleText))
		}
	default:
		f.skip(q.ID, line, fmt.Sprintf("it is of the kind %q", m.Type))
		return
	}
	if partial {
		lost = append(lost, "answers that earn a part of the mark")
	}
	f.add(q, line, lost)
}

func writeMoodle(questions []bank.Question, lose func(q *bank.Question, what string)) string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n")
	topic := ""
	for i := range questions {
		q := &questions[i]
		if q.Topic != topic {
			topic = q.Topic
			fmt.Fprintf(&b, "<question type=\"category\"><category><text>$course$/top/%s</text></category></question>\n", escaped(topic))
		}
		loseOurs(q, lose, false)
		kind := map[bank.Kind]string{bank.Single: "multichoice", bank.Multiple: "multichoice", bank.Match: "matching", bank.Order: "ordering", bank.Numeric: "numerical", bank.Short: "shortanswer"}[q.Kind]
		fmt.Fprintf(&b, "<question type=%q>\n<name><text>%s</text></name>\n<questiontext format=\"html\">%s</questiontext>\n", kind, escaped(q.ID), moodleHTML(q.Stem, q.Code))
		if q.Explanation != "" {
			fmt.Fprintf(&b, "<generalfeedback format=\"html\">%s</generalfeedback>\n", moodleHTML(q.Explanation, ""))
		}
		writeMoodleAnswers(&b, q)
		b.WriteString("</question>\n")
	}
	b.WriteString("</quiz>\n")
	return b.String()
}

func writeMoodleAnswers(b *strings.Builder, q *bank.Question) {
	switch q.Kind {
	case bank.Single, bank.Multiple:
		right := 100 / float64(max(1, keys(q)))
		if q.Kind == bank.Single {
			right = 100
		}
		fmt.Fprintf(b, "<single>%t</single>\n<shuffleanswers>true</shuffleanswers>\n", q.Kind == bank.Single)
		for _, option := range q.Options {
			fraction := 0.0
			switch {
			case option.Correct:
				fraction = right
			case q.Kind == bank.Multiple:
				fraction = -right
			}
			fmt.Fprintf(b, "<answer fraction=\"%s\" format=\"html\">%s", strconv.FormatFloat(fraction, 'f', -1, 64), moodleHTML(option.Text, ""))
			if option.Why != "" {
				fmt.Fprintf(b, "<feedback format=\"html\">%s</feedback>", moodleHTML(option.Why, ""))
			}
			b.WriteString("</answer>\n")
		}
	case bank.Short:
		for _, accepted := range q.Accept {
			fmt.Fprintf(b, "<answer fraction=\"100\" format=\"plain_text\"><text>%s</text></answer>\n", escaped(accepted))
		}
	case bank.Numeric:
		if q.Value != nil {
			fmt.Fprintf(b, "<answer fraction=\"100\"><text>%s</text><tolerance>%s</tolerance></answer>\n", decimal(*q.Value), decimal(q.Tolerance))
		}
	case bank.Match:
		b.WriteString("<shuffleanswers>true</shuffleanswers>\n")
		for _, pair := range append(append([]bank.Pair{}, q.Pairs...), decoyPairs(q)...) {
			fmt.Fprintf(b, "<subquestion format=\"html\">%s<answer><text>%s</text></answer></subquestion>\n", moodleHTML(pair.Left, ""), escaped(pair.Right))
		}
	case bank.Order:
		for k, step := range q.Order {
			fmt.Fprintf(b, "<answer fraction=\"%d\" format=\"html\">%s</answer>\n", k+1, moodleHTML(step, ""))
		}
	}
}

// decoyPairs are right sides without a left one, as Moodle writes them.
func decoyPairs(q *bank.Question) []bank.Pair {
	var pairs []bank.Pair
	for _, decoy := range q.Decoys {
		pairs = append(pairs, bank.Pair{Right: decoy})
	}
	return pairs
}

func moodleHTML(text, code string) string { return "<text>" + escaped(toHTML(text, code)) + "</text>" }

// escaped writes a text for XML.
func escaped(text string) string { return html.EscapeString(printable(text)) }

// printable turns characters that XML does not have into the sign for an unknown one.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 {
			return r
		}
		return '\ufffd'
	}, text)
}
