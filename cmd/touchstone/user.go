package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/internal/web"
)

type userCommand struct {
	Add  userAddCommand  `cmd:"" help:"Create an account. The password is read from the terminal or from standard input."`
	Role userRoleCommand `cmd:"" help:"Change what an account may do."`
}

type userAddCommand struct {
	database
	Email        string `arg:"" help:"E-mail address."`
	Name         string `help:"Name as others should see it. Without it: the part of the address before the @."`
	Role         string `enum:"learner,instructor,hiring,admin" default:"learner" help:"learner, instructor, hiring or admin."`
	Organisation string `default:"public" help:"The organisation's id; a new one is made."`
}

// Run creates the account.
func (c *userAddCommand) Run(ctx context.Context, o output) error {
	email, problem := people.NormaliseEmail(c.Email)
	if problem != nil {
		return problem
	}
	name := c.Name
	if name == "" {
		name = email[:strings.Index(email, "@")]
	}
	password, err := readPassword(o)
	if err != nil {
		return err
	}
	if problem := people.CheckPassword(password, email); problem != nil {
		return problem
	}
	s, err := openMigrated(ctx, c.DB)
	if err != nil {
		return err
	}
	err = s.AddOrganisation(ctx, people.Organisation{ID: c.Organisation, Name: c.Organisation})
	if err == nil {
		member := &people.Member{ID: store.NewID(), Organisation: c.Organisation, Name: name, Email: email, Role: people.Role(c.Role)}
		err = s.AddMember(ctx, member, web.HashPassword(password))
	}
	if problem := (*fault.Error)(nil); errors.As(err, &problem) && problem.Field == "email" {
		err = fmt.Errorf("there is an account with the address %s already; nothing was changed. To change what it may do: touchstone user role %s %s. Its password is changed in the browser, under Account", email, email, c.Role)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	fmt.Fprintf(o.out, "Created %s as %s.\n", email, c.Role)
	return nil
}

type userRoleCommand struct {
	database
	Email string `arg:"" help:"E-mail address of the account."`
	Role  string `arg:"" enum:"learner,instructor,hiring,admin" help:"learner, instructor, hiring or admin."`
}

// Run changes the role.
func (c *userRoleCommand) Run(ctx context.Context, o output) error {
	s, err := openExisting(ctx, c.DB)
	if err != nil {
		return err
	}
	err = s.SetRole(ctx, "command line", strings.ToLower(c.Email), people.Role(c.Role))
	if fault.KindOf(err) == fault.NotFound {
		err = fmt.Errorf("nobody has an account with the address %s; make it with touchstone user add", c.Email)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	fmt.Fprintf(o.out, "%s is %s now.\n", c.Email, c.Role)
	return nil
}

// readPassword reads without an echo from a terminal, else one line from standard input.
func readPassword(o output) (string, error) {
	if term.IsTerminal(int(os.Stdin.Fd())) {
		fmt.Fprint(o.err, "Password: ")
		typed, err := term.ReadPassword(int(os.Stdin.Fd()))
		fmt.Fprintln(o.err)
		return string(typed), err
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return "", errors.New("no password came from standard input; write it in one line")
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// setupLife is how long the link for the first administrator works.
const setupLife = 24 * time.Hour

// offerSetup prints a one-time link when nobody has an account yet.
func offerSetup(ctx context.Context, s *store.Store, public string, o output) error {
	has, err := s.HasAccounts(ctx)
	if err != nil || has {
		return err
	}
	token := base64.RawURLEncoding.EncodeToString(randomKey())
	sum := sha256.Sum256([]byte(token))
	if err := s.AddSetupLink(ctx, hex.EncodeToString(sum[:]), setupLife); err != nil {
		return err
	}
	fmt.Fprintf(o.out, "Nobody has an account yet. Create the administrator here, once, within 24 hours:\n%s/setup/%s\n", public, token)
	return nil
}
