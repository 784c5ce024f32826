package questions

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

// Bounds for a QTI item, far above any that a person wrote.
const (
	maxElements = 200_000
	maxDepth    = 200
)

// element is a node of an item: an element, or a text if it has no name. Names and attributes are without case, hyphens and the prefix of QTI 3, so that both
// versions read alike.
type element struct {
	name     string
	attrs    map[string]string
	text     string
	children []*element
}

func plainName(name string) string {
	return strings.ReplaceAll(strings.TrimPrefix(strings.ToLower(name), "qti-"), "-", "")
}

// readQTI reads an assessment item of QTI 2 or 3.
func readQTI(text string) (*File, error) {
	root, err := parseElements(text)
	if err != nil {
		return nil, err
	}
	f := &File{}
	for _, item := range root.all("assessmentitem") {
		item.question(f)
	}
	return f, nil
}

func parseElements(text string) (*element, error) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Entity = xml.HTMLEntity
	root := &element{name: "document"}
	open, count := []*element{root}, 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			if len(open) > 1 {
				return nil, fault.New(fault.Invalid, "the XML ends inside <%s>", open[len(open)-1].name)
			}
			return root, nil
		}
		if err != nil {
			return nil, xmlError(err)
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			if count++; count > maxElements || len(open) > maxDepth {
				return nil, fault.New(fault.TooLarge, "the item has more than %d elements, or more than %d inside each other", maxElements, maxDepth)
			}
			e := &element{name: plainName(token.Name.Local), attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[plainName(a.Name.Local)] = a.Value
			}
			top.children = append(top.children, e)
			open = append(open, e)
		case xml.EndElement:
			if len(open) == 1 || top.name != plainName(token.Name.Local) {
				line, _ := d.InputPos()
				return nil, fault.New(fault.Invalid, "the XML is broken in line %d: </%s> closes nothing", line, token.Name.Local)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			top.children = append(top.children, &element{text: string(token)})
		}
	}
}

// all returns the elements of a name below this one, in order.
func (e *element) all(name string) []*element {
	var found []*element
	for _, child := range e.children {
		if child.name == name {
			found = append(found, child)
		} else {
			found = append(found, child.all(name)...)
		}
	}
	return found
}

func (e *element) first(name string) *element {
	for _, child := range e.children {
		if child.name == name {
			return child
		}
		if found := child.first(name); found != nil {
			return found
		}
	}
	return nil
}

// words is the text of the element as it stands.
func (e *element) words() string {
	var b strings.Builder
	e.gather(&b)
	return strings.TrimSpace(b.String())
}

func (e *element) gather(b *strings.Builder) {
	b.WriteString(e.text)
	for _, child := range e.children {
		child.gather(b)
	}
}

// apart holds elements whose text is none of the stem's or the option's.
var apart = map[string]bool{"feedbackinline": true, "feedbackblock": true, "modalfeedback": true, "rubricblock": true, "stylesheet": true, "choiceinteraction": true,
	"matchinteraction": true, "orderinteraction": true, "textentryinteraction": true, "extendedtextinteraction": true, "inlinechoiceinteraction": true, "templateblock": true}

var qtiMedia = map[string]bool{"img": true, "object": true, "audio": true, "video": true, "math": true, "picture": true}

// shown gives the text that a person sees, with backticks around code, and preformatted text apart as code.
func (e *element) shown(lost *[]string) (text, code string) {
	var b, pre strings.Builder
	var walk func(e *element, inCode bool)
	walk = func(e *element, inCode bool) {
		for _, child := range e.children {
			switch {
			case child.name == "":
				b.WriteString(strings.ReplaceAll(child.text, "\n", " "))
			case apart[child.name]:
				if child.name == "textentryinteraction" {
					b.WriteString(" _____ ")
				}
			case qtiMedia[child.name]:
				*lost = append(*lost, "a picture or other medium")
				b.WriteString(child.attrs["alt"])
			case child.name == "pre":
				if pre.Len() > 0 {
					pre.WriteString("\n\n")
				}
				child.gather(&pre)
			case child.name == "code" && !inCode:
				b.WriteString("`")
				walk(child, true)
				b.WriteString("`")
			case child.name == "br":
				b.WriteString("\n")
			default:
				block := child.name == "p" || child.name == "div" || child.name == "li" || child.name == "tr" || child.name == "blockquote"
				if block {
					b.WriteString("\n")
				}
				walk(child, inCode)
				if block {
					b.WriteString("\n")
				}
			}
		}
	}
	walk(e, false)
	return lines(b.String()), strings.Trim(pre.String(), "\n")
}

// short is the text of an option, on one line.
func (e *element) short(lost *[]string) string {
	text, code := e.shown(lost)
	if code != "" {
		text = strings.TrimSpace(text + " `" + oneLine(code) + "`")
	}
	return strings.ReplaceAll(text, "\n", " ")
}

var interactions = []string{"choiceinteraction", "matchinteraction", "orderinteraction", "textentryinteraction"}

func (e *element) question(f *File) {
	var lost []string
	q := bank.Question{ID: e.attrs["identifier"]}
	name := q.ID
	if name == "" {
		name = e.attrs["title"]
	}
	body := e.first("itembody")
	if body == nil {
		f.skip(name, 1, "it has no body")
		return
	}
	var found []*element
	for _, kind := range interactions {
		found = append(found, body.all(kind)...)
	}
	if len(found) != 1 {
		f.skip(name, 1, "it has "+map[bool]string{true: "no interaction that can be read: choice, match, order or text entry", false: "more than one interaction"}[len(found) == 0])
		return
	}
	interaction := found[0]
	q.Stem, q.Code = body.shown(&lost)
	if prompt := interaction.first("prompt"); prompt != nil {
		text, code := prompt.shown(&lost)
		q.Stem, q.Code = strings.TrimSpace(q.Stem+"\n"+text), strings.TrimPrefix(q.Code+"\n"+code, "\n")
	}
	q.Code = strings.Trim(q.Code, "\n")
	for _, feedback := range e.all("modalfeedback") {
		text, _ := feedback.shown(&lost)
		q.Explanation = strings.TrimSpace(q.Explanation + "\n" + text)
	}
	declared := e.declaration(interaction.attrs["responseidentifier"])
	if declared == nil {
		f.skip(name, 1, "its right answer is not declared")
		return
	}
	var right []string
	if correct := declared.first("correctresponse"); correct != nil {
		for _, value := range correct.all("value") {
			right = append(right, value.words())
		}
	}
	q.Topic = e.attrs["label"]
	if wrong := answersOf(&q, interaction, declared, right, &lost); wrong != "" {
		f.skip(name, 1, wrong)
		return
	}
	if equal := e.first("equal"); equal != nil && q.Kind == bank.Numeric && equal.attrs["tolerancemode"] == "absolute" {
		if reach := strings.Fields(equal.attrs["tolerance"]); len(reach) > 0 {
			q.Tolerance, _ = bank.ParseNumber(reach[0]) // one that cannot be read is none
		}
	}
	f.add(q, 1, lost)
}

func (e *element) declaration(id string) *element {
	for _, declared := range e.all("responsedeclaration") {
		if declared.attrs["identifier"] == id {
			return declared
		}
	}
	return nil
}

// answersOf fills in what an interaction asks, and says what is wrong with it, if anything is.
func answersOf(q *bank.Question, interaction, declared *element, right []string, lost *[]string) string {
	switch interaction.name {
	case "choiceinteraction":
		q.Kind = bank.Single
		if declared.attrs["cardinality"] == "multiple" && interaction.attrs["maxchoices"] != "1" {
			q.Kind = bank.Multiple
		}
		for _, choice := range interaction.all("simplechoice") {
			option := bank.Option{Text: choice.short(lost), Correct: slices.Contains(right, choice.attrs["identifier"])}
			for _, feedback := range choice.all("feedbackinline") {
				option.Why = feedback.short(lost)
			}
			q.Options = append(q.Options, option)
		}
	case "orderinteraction":
		q.Kind = bank.Order
		steps := map[string]string{}
		for _, choice := range interaction.all("simplechoice") {
			steps[choice.attrs["identifier"]] = choice.short(lost)
		}
		for _, id := range right {
			step, ok := steps[id]
			if !ok {
				return "its right order names steps that it does not have"
			}
			q.Order = append(q.Order, step)
		}
		if len(right) < len(steps) {
			*lost = append(*lost, "steps that are not in the right order's list")
		}
	case "matchinteraction":
		return pairsOf(q, interaction, right, lost)
	case "textentryinteraction":
		if mapping := declared.first("mapping"); mapping != nil {
			for _, entry := range mapping.all("mapentry") {
				if key := entry.attrs["mapkey"]; !slices.Contains(right, key) {
					right = append(right, key)
				}
			}
		}
		if base := declared.attrs["basetype"]; base == "integer" || base == "float" {
			if len(right) == 0 {
				return "its right answer is not declared"
			}
			value, ok := bank.ParseNumber(right[0])
			if !ok {
				return "its number cannot be read"
			}
			q.Kind, q.Value = bank.Numeric, &value
			return ""
		}
		q.Kind, q.Accept = bank.Short, right
	}
	return ""
}

// pairsOf reads the two sets of a match. Right sides that no pair has are decoys.
func pairsOf(q *bank.Question, interaction *element, right []string, lost *[]string) string {
	sets := interaction.all("simplematchset")
	if len(sets) != 2 {
		return "its two sides cannot be told apart"
	}
	texts, used := map[string]string{}, map[string]bool{}
	for _, set := range sets {
		for _, choice := range set.all("simpleassociablechoice") {
			texts[choice.attrs["identifier"]] = choice.short(lost)
		}
	}
	for _, pair := range right {
		ids := strings.Fields(pair)
		if len(ids) != 2 || texts[ids[0]] == "" || texts[ids[1]] == "" {
			return "its right pairs cannot be read"
		}
		q.Pairs = append(q.Pairs, bank.Pair{Left: texts[ids[0]], Right: texts[ids[1]]})
		used[ids[1]] = true
	}
	for _, choice := range sets[1].all("simpleassociablechoice") {
		if id := choice.attrs["identifier"]; !used[id] {
			q.Decoys = append(q.Decoys, texts[id])
		}
	}
	q.Kind = bank.Match
	return ""
}
