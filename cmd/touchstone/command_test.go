package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"touchstone/internal/testbed"
)

// runs runs the program within the test, and returns what it printed.
func runs(t *testing.T, args ...string) (out, errOut string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var outBuffer, errBuffer bytes.Buffer
	err = run(ctx, args, &outBuffer, &errBuffer)
	return outBuffer.String(), errBuffer.String(), err
}

// refuses fails the test unless the program ends with one line that has some words, and prints nothing.
func refuses(t *testing.T, words string, args ...string) {
	t.Helper()
	out, _, err := runs(t, args...)
	switch {
	case err == nil:
		t.Errorf("%v was accepted", args)
	case !strings.Contains(oneLine(err), words) || strings.Contains(oneLine(err), "\n"):
		t.Errorf("%v: %q, want one line with %q", args, oneLine(err), words)
	case out != "":
		t.Errorf("%v failed and printed %.100q", args, out)
	}
}

// typed lets a line stand on standard input.
func typed(t *testing.T, line string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "input")
	check(t, os.WriteFile(file, []byte(line), 0o600))
	in, err := os.Open(file)
	check(t, err)
	before := os.Stdin
	os.Stdin = in
	t.Cleanup(func() {
		os.Stdin = before
		check(t, in.Close())
	})
}

func TestEveryCommandHasHelp(t *testing.T) {
	for _, command := range [][]string{{}, {"serve"}, {"migrate"}, {"generate"}, {"itemstats"}, {"calibrate"}, {"estimate"}, {"backup"}, {"restore"}, {"user"}, {"user", "add"}, {"user", "role"}} {
		out, errOut, err := runs(t, append(command, "--help")...)
		if err != nil || errOut != "" || !strings.Contains(out, "Usage: touchstone "+strings.Join(command, " ")) {
			t.Errorf("%v --help: %v, %q, %q", command, err, out, errOut)
		}
	}
	for _, command := range []string{"serve", "migrate", "generate", "itemstats", "calibrate", "estimate", "backup", "restore", "user"} {
		if out, _, _ := runs(t, "--help"); !strings.Contains(out, command) {
			t.Errorf("the help does not name %s", command)
		}
	}
}

func TestAMistypedCommandIsToldInOneLine(t *testing.T) {
	refuses(t, "touchstone --help")
	refuses(t, "--help", "sevre")
	refuses(t, "--help", "serve", "--prot", "1")
	refuses(t, "--help", "generate")
	refuses(t, "--help", "user", "role", "ada@example.org", "king")
	refuses(t, "--help", "serve", "--drain", "long")
}

func TestMigrateMakesASchemaAndDoesNotMindItsBeingThere(t *testing.T) {
	for _, kind := range []string{"sqlite", "postgres"} {
		dsn := emptyDatabase(t, kind)
		for range 2 {
			out, _, err := runs(t, "migrate", "--db", dsn)
			if err != nil || !strings.Contains(out, "up to date") {
				t.Errorf("%s: %q, %v", kind, out, err)
			}
		}
	}
}

func TestADatabaseThatIsNoneIsToldInOneLine(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "notes.txt")
	check(t, os.WriteFile(text, []byte(strings.Repeat("this is no database\n", 100)), 0o600))
	for _, command := range []string{"migrate", "serve"} {
		refuses(t, "", command, "--db", text)
		refuses(t, "", command, "--db", folder)
		refuses(t, "cannot be read", command, "--db", "postgres://user:secretpassword@host:port/x")
	}
	_, _, err := runs(t, "migrate", "--db", "postgres://user:secretpassword@127.0.0.1:1/x")
	if err == nil || strings.Contains(oneLine(err), "secretpassword") {
		t.Errorf("%v", err)
	}
	missing := filepath.Join(folder, "missing.db")
	refuses(t, "there is no database at "+missing, "backup", "--db", missing, filepath.Join(folder, "backup"))
	refuses(t, "there is no database at "+missing, "user", "role", "--db", missing, "ada@example.org", "admin")
	if _, err := os.Stat(missing); err == nil {
		t.Error("a mistyped path made a database")
	}
}

func TestServeRefusesWhatItCannotUse(t *testing.T) {
	folder := t.TempDir()
	db := filepath.Join(folder, "touchstone.db")
	refuses(t, "32 bytes", "serve", "--db", db, "--cookie-key", "c2hvcnQ=")
	refuses(t, "32 bytes", "serve", "--db", db, "--cookie-key", "not base64 at all, but long enough for a key")
	refuses(t, "is not a network", "serve", "--db", db, "--trusted-proxies", "proxy.example.org")
	refuses(t, "cannot listen", "serve", "--db", db, "--addr", "127.0.0.1:99999")
	refuses(t, "is not of the form https://", "serve", "--db", db, "--addr", "127.0.0.1:0", "--public-url", "quiz.example.org")
	refuses(t, "TOUCHSTONE_COOKIE_KEY", "serve", "--db", testbed.Postgres(t, nil), "--addr", "127.0.0.1:0")
	check(t, os.WriteFile(db+".key", []byte("nonsense"), 0o600))
	refuses(t, "does not hold a key", "serve", "--db", db, "--addr", "127.0.0.1:0")
}

func TestAccountsAreMadeAndChangedAtTheTerminal(t *testing.T) {
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			dsn := emptyDatabase(t, kind)
			typed(t, "a very long password\n")
			out, _, err := runs(t, "user", "add", "--db", dsn, "--role", "instructor", "--organisation", "acme", "Ada@Example.org")
			if err != nil || out != "Created ada@example.org as instructor.\n" {
				t.Fatalf("%q, %v", out, err)
			}
			typed(t, "a very long password")
			refuses(t, "already; nothing was changed. To change what it may do: touchstone user role ada@example.org learner", "user", "add", "--db", dsn, "ada@example.org")
			typed(t, "short\n")
			refuses(t, "12 characters or more", "user", "add", "--db", dsn, "bob@example.org")
			typed(t, "")
			refuses(t, "no password came", "user", "add", "--db", dsn, "bob@example.org")
			refuses(t, "Enter an e-mail address", "user", "add", "--db", dsn, "bob")
			out, _, err = runs(t, "user", "role", "--db", dsn, "Ada@example.org", "admin")
			if err != nil || !strings.Contains(out, "is admin now") {
				t.Errorf("%q, %v", out, err)
			}
			refuses(t, "nobody has an account with the address eve@example.org", "user", "role", "--db", dsn, "eve@example.org", "admin")
			s, err := openMigrated(t.Context(), dsn)
			check(t, err)
			member, hash, err := s.Credentials(t.Context(), "ada@example.org")
			if err != nil || member.Role != "admin" || member.Organisation != "acme" || member.Name != "ada" || !strings.HasPrefix(hash, "$argon2id$") {
				t.Errorf("%+v, %.12s, %v", member, hash, err)
			}
			check(t, s.Close())
		})
	}
}
