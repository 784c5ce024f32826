package web

import (
	"errors"

	"touchstone/internal/fault"
)

// invalid returns err when it belongs beside a field of a form, else nil.
func invalid(err error) *fault.Error {
	var problem *fault.Error
	if errors.As(err, &problem) && problem.Kind == fault.Invalid {
		return problem
	}
	return nil
}
