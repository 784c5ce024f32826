// Command touchstone turns guides into fair, checkable skill assessments: it serves the web app and does the work that needs no browser.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"touchstone/internal/fault"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "touchstone: "+oneLine(err))
		os.Exit(1)
	}
}

// commands is the command line.
type commands struct {
	Serve     serveCommand     `cmd:"" help:"Serve the web app. Migrates the database and loads the library first."`
	Migrate   migrateCommand   `cmd:"" help:"Bring the database's schema up to date."`
	Generate  generateCommand  `cmd:"" help:"Make questions from guides, without a database."`
	Counts    countsCommand    `cmd:"" help:"Count what the built-in library teaches, topic by topic, and check it against its figures."`
	Lint      lintCommand      `cmd:"" help:"Find the flaws in question files: GIFT, Aiken, Moodle XML, QTI, CSV, JSON."`
	Audit     auditCommand     `cmd:"" help:"Have questions judged blind: draw sheets, then score what judges wrote."`
	Convert   convertCommand   `cmd:"" help:"Convert a question file into another format, and tell what is lost."`
	Itemstats itemstatsCommand `cmd:"" help:"Classical statistics of a table of answers: items, reliability, options, groups."`
	Calibrate calibrateCommand `cmd:"" help:"Item parameters of the 1PL, 2PL or 3PL from a table of answers, with standard errors."`
	Estimate  estimateCommand  `cmd:"" help:"Abilities from a table of answers to items with known parameters."`
	Backup    backupCommand    `cmd:"" help:"Write the whole database into one file, while the program runs."`
	Restore   restoreCommand   `cmd:"" help:"Fill an empty database from a backup."`
	User      userCommand      `cmd:"" help:"Create accounts and change roles."`
}

// database is the flag that most subcommands share.
type database struct {
	DB string `name:"db" env:"TOUCHSTONE_DB" default:"data/touchstone.db" help:"A SQLite file, or postgres://user:password@host:5432/name." placeholder:"PATH|URL"`
}

// output is where a subcommand writes.
type output struct{ out, err io.Writer }

// run is the whole program: it parses the arguments and runs the subcommand that they name.
func run(ctx context.Context, args []string, out, errOut io.Writer) error {
	var c commands
	exit := -1
	parser, err := kong.New(&c,
		kong.Name("touchstone"), kong.Description("Touchstone turns guides into fair, checkable skill assessments."),
		kong.Writers(out, errOut), kong.Exit(func(code int) { exit = code }), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(output{out, errOut}),
	)
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 {
		return nil // --help has been shown
	}
	if err != nil {
		return fmt.Errorf("%w; touchstone --help lists what there is", err)
	}
	return parsed.Run()
}

// oneLine is what a person at a terminal is told.
func oneLine(err error) string {
	var known *fault.Error
	if errors.As(err, &known) {
		return strings.Join(strings.Fields(prefixOf(err, known)+known.Message), " ")
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}

// prefixOf keeps what was wrapped around a known error, such as the name of the file that it is about.
func prefixOf(err error, known *fault.Error) string {
	if before, found := strings.CutSuffix(err.Error(), known.Error()); found {
		return before
	}
	return ""
}
