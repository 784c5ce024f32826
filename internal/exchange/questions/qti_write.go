package questions

import (
	"fmt"
	"strconv"
	"strings"

	"touchstone/internal/bank"
)

// WriteItem writes one question as an assessment item of QTI 2.1, and tells what is lost.
func WriteItem(q *bank.Question) ([]byte, []Loss) {
	var lost []Loss
	loseOurs(q, func(_ *bank.Question, what string) { lost = append(lost, Loss{Question: q.ID, What: what}) }, false)
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"%s\" title=\"%s\" label=\"%s\" adaptive=\"false\" timeDependent=\"false\">\n",
		escaped(q.ID), escaped(oneLine(q.Stem)), escaped(q.Topic))
	declare(&b, q)
	b.WriteString("<outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"/>\n<outcomeDeclaration identifier=\"FEEDBACK\" cardinality=\"multiple\" baseType=\"identifier\"/>\n<itemBody>\n")
	stem, gap := toHTML(q.Stem, ""), "<textEntryInteraction responseIdentifier=\"RESPONSE\"/>"
	typed := q.Kind == bank.Short || q.Kind == bank.Numeric
	if typed && strings.Count(stem, "_____") == 1 {
		stem = strings.Replace(stem, "_____", gap, 1)
		gap = ""
	}
	fmt.Fprintf(&b, "<p>%s</p>\n", stem)
	if q.Code != "" {
		fmt.Fprintf(&b, "<pre>%s</pre>\n", escaped(q.Code))
	}
	if typed && gap != "" {
		fmt.Fprintf(&b, "<div>%s</div>\n", gap)
	}
	interact(&b, q)
	b.WriteString("</itemBody>\n" + processing(q) + "\n")
	if q.Explanation != "" {
		fmt.Fprintf(&b, "<modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"EXPLANATION\" showHide=\"hide\">%s</modalFeedback>\n", toHTML(q.Explanation, ""))
	}
	b.WriteString("</assessmentItem>\n")
	return []byte(b.String()), lost
}

// processing says how the item is marked: a number within its tolerance, a typed answer by the map of what is accepted, everything else by equality.
func processing(q *bank.Question) string {
	switch q.Kind {
	case bank.Numeric:
		reach := decimal(q.Tolerance)
		return "<responseProcessing><responseCondition><responseIf><equal toleranceMode=\"absolute\" tolerance=\"" + reach + " " + reach + "\"><variable identifier=\"RESPONSE\"/><correct identifier=\"RESPONSE\"/></equal>" +
			"<setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"
	case bank.Short:
		return "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response\"/>"
	}
	return "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct\"/>"
}

// declare writes the right answer. Choices are C1, C2 ..., left sides L1 ... and right sides R1 ....
func declare(b *strings.Builder, q *bank.Question) {
	cardinality, base := "single", "identifier"
	var values []string
	mapping := ""
	switch q.Kind {
	case bank.Single, bank.Multiple:
		for k, option := range q.Options {
			if option.Correct {
				values = append(values, "C"+strconv.Itoa(k+1))
			}
		}
		if q.Kind == bank.Multiple {
			cardinality = "multiple"
		}
	case bank.Match:
		cardinality, base = "multiple", "directedPair"
		for k := range q.Pairs {
			values = append(values, fmt.Sprintf("L%d R%d", k+1, k+1))
		}
	case bank.Order:
		cardinality = "ordered"
		for k := range q.Order {
			values = append(values, "C"+strconv.Itoa(k+1))
		}
	case bank.Numeric:
		base = "float"
		if q.Value != nil {
			values = []string{decimal(*q.Value)}
		}
	case bank.Short:
		base = "string"
		for k, accepted := range q.Accept {
			if k == 0 {
				values = []string{accepted}
			}
			mapping += fmt.Sprintf("<mapEntry mapKey=\"%s\" mappedValue=\"1\"/>", escaped(accepted))
		}
		mapping = "<mapping defaultValue=\"0\">" + mapping + "</mapping>"
	}
	fmt.Fprintf(b, "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"%s\" baseType=\"%s\"><correctResponse>", cardinality, base)
	for _, value := range values {
		fmt.Fprintf(b, "<value>%s</value>", escaped(value))
	}
	fmt.Fprintf(b, "</correctResponse>%s</responseDeclaration>\n", mapping)
}

func interact(b *strings.Builder, q *bank.Question) {
	switch q.Kind {
	case bank.Single, bank.Multiple:
		most := 1
		if q.Kind == bank.Multiple {
			most = 0
		}
		fmt.Fprintf(b, "<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxChoices=\"%d\">\n", most)
		for k, option := range q.Options {
			fmt.Fprintf(b, "<simpleChoice identifier=\"C%d\">%s", k+1, toHTML(option.Text, ""))
			if option.Why != "" {
				fmt.Fprintf(b, "<feedbackInline outcomeIdentifier=\"FEEDBACK\" identifier=\"C%d\" showHide=\"show\">%s</feedbackInline>", k+1, toHTML(option.Why, ""))
			}
			b.WriteString("</simpleChoice>\n")
		}
		b.WriteString("</choiceInteraction>\n")
	case bank.Order:
		b.WriteString("<orderInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\">\n")
		for k, step := range q.Order {
			fmt.Fprintf(b, "<simpleChoice identifier=\"C%d\">%s</simpleChoice>\n", k+1, toHTML(step, ""))
		}
		b.WriteString("</orderInteraction>\n")
	case bank.Match:
		fmt.Fprintf(b, "<matchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxAssociations=\"%d\">\n<simpleMatchSet>\n", len(q.Pairs))
		for k, pair := range q.Pairs {
			fmt.Fprintf(b, "<simpleAssociableChoice identifier=\"L%d\" matchMax=\"1\">%s</simpleAssociableChoice>\n", k+1, toHTML(pair.Left, ""))
		}
		b.WriteString("</simpleMatchSet>\n<simpleMatchSet>\n")
		for k, right := range q.Rights() {
			fmt.Fprintf(b, "<simpleAssociableChoice identifier=\"R%d\" matchMax=\"1\">%s</simpleAssociableChoice>\n", k+1, toHTML(right, ""))
		}
		b.WriteString("</simpleMatchSet>\n</matchInteraction>\n")
	}
}
