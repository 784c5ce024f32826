// Package fault holds the kinds of error that a visitor may be told about, each with a message that is safe to show.
// Every other error is internal: it is logged and never shown.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what went wrong in terms that a caller can act on.
type Kind uint8

// The kinds of error. Internal is the zero value, so that an error without a kind is never shown.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	Gone
	TooLarge
	TooMany
	Unavailable
)

var kindNames = [...]string{"internal", "invalid", "unauthenticated", "forbidden", "not found", "conflict", "gone", "too large", "too many", "unavailable"}

// String returns the kind's name in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Error is an error that may be shown: Message is written for the person who caused it.
type Error struct {
	Kind    Kind
	Message string
	// Field names the form field that the message belongs to; empty when it concerns the whole request.
	Field string
	// Cause is kept for the log and never shown.
	Cause error
}

// Error returns the message, with the cause behind it for logs.
func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Kind, e.Message, e.Cause)
	}
	return fmt.Sprintf("%s: %s", e.Kind, e.Message)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New makes an error of a kind with a message that is safe to show.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Field makes an Invalid error that belongs to one field of a form.
func Field(field, format string, args ...any) *Error {
	return &Error{Kind: Invalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// Because returns a copy of e that carries its cause.
func (e *Error) Because(cause error) *Error {
	copied := *e
	copied.Cause = cause
	return &copied
}

// KindOf returns the kind of err: Internal when no Error is in its chain.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// MessageOf returns the message that may be shown for err, empty for an internal error.
func MessageOf(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Kind != Internal {
		return e.Message
	}
	return ""
}
