package main

import (
	"context"
	"errors"
	"fmt"

	"touchstone/internal/store"
)

type backupCommand struct {
	database
	File string `arg:"" help:"The file to write. It must not exist yet."`
}

// Run writes a backup of a running database.
func (c *backupCommand) Run(ctx context.Context, o output) error {
	s, err := openExisting(ctx, c.DB)
	if err != nil {
		return err
	}
	if err := errors.Join(s.Backup(ctx, c.File, progress(o)), s.Close()); err != nil {
		return err
	}
	fmt.Fprintf(o.out, "Wrote %s.\n", c.File)
	return nil
}

type restoreCommand struct {
	database
	File string `arg:"" help:"A file that touchstone backup wrote." type:"existingfile"`
}

// Run fills an empty database from a backup.
func (c *restoreCommand) Run(ctx context.Context, o output) error {
	if err := store.Restore(ctx, c.DB, c.File, progress(o)); err != nil {
		return err
	}
	fmt.Fprintf(o.out, "Restored %s.\n", c.File)
	return nil
}
