package main

import (
	"context"
	"errors"

	"touchstone/internal/curriculum"
	"touchstone/internal/generate/counts"
)

type countsCommand struct{}

// Run prints what the built-in library holds. It fails when a figure is not reached.
func (*countsCommand) Run(_ context.Context, o output) error {
	library, err := counts.Count(curriculum.Library())
	if err != nil {
		return err
	}
	reached, err := library.Write(o.out)
	if err != nil {
		return err
	}
	if !reached {
		return errors.New("the library does not come up to its figures")
	}
	return nil
}
