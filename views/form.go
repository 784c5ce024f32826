package views

import (
	"strings"

	"touchstone/internal/fault"
)

// Problems are what is wrong with a form that a person has sent.
type Problems []*fault.Error

// Of returns the message that belongs to a field, empty for none.
func (p Problems) Of(field string) string {
	for _, problem := range p {
		if problem.Field == field {
			return problem.Message
		}
	}
	return ""
}

// input is one text field of a form.
type input struct {
	name, label, hint    string
	value, kind          string
	autocomplete         string
	inputmode            string
	problem              string
	narrow, reveal, fold bool
}

// describedBy joins the ids of the hint and the error.
func (i input) describedBy() string {
	var ids []string
	if i.hint != "" {
		ids = append(ids, i.name+"-hint")
	}
	if i.problem != "" {
		ids = append(ids, i.name+"-error")
	}
	return strings.Join(ids, " ")
}

func (i input) typeOf() string {
	if i.kind == "" {
		return "text"
	}
	return i.kind
}
