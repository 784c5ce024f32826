// Command postgres runs another command beside a throw-away PostgreSQL, whose address it passes on in the environment:
// postgres [name=value ...] command [argument ...]. Each name=value is a setting of the server.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"touchstone/internal/testbed"
)

func main() {
	status, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(status)
}

// run returns the exit status of the command, or 1 when it could not be run.
func run(args []string) (status int, err error) {
	var settings []string
	for len(args) > 0 && strings.Contains(args[0], "=") {
		settings, args = append(settings, args[0]), args[1:]
	}
	if len(args) == 0 {
		return 1, errors.New("usage: postgres [name=value ...] command [argument ...]")
	}
	cluster, err := testbed.NewCluster(settings...)
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, cluster.Close()) }()

	// This process outlives an interrupt, to close the cluster after the command.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	command := exec.CommandContext(ctx, args[0], args[1:]...)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Env = append(os.Environ(), testbed.PostgresVariable+"="+cluster.DSN("postgres"))
	err = command.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}
