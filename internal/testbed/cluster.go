package testbed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrNoPostgres says that the server's programs were not found, and how to get them.
var ErrNoPostgres = errors.New("PostgreSQL is missing: apt-get install postgresql")

// startLimit bounds a start. An empty cluster answers in about 0.2 s. The rest is for a machine under full load.
const startLimit = 30 * time.Second

// supervisor runs the server until its own input says so. A line stops the server and keeps the data. The end of the
// input removes the data too. The kernel closes the input however the test process dies, so nothing is left behind.
const supervisor = `data=$1; shift
"$@" & server=$!
if read -r line; then kill -QUIT $server; wait $server; else kill -QUIT $server; wait $server; rm -rf "$data"; fi`

// settings of every cluster. Data outlives a killed server without fsync, because the kernel still holds the pages.
// Only a power cut loses it, and the cluster is gone then anyhow. A measurement that wants the cost of a real commit
// passes fsync=on.
var settings = []string{
	"listen_addresses=", "max_connections=300", "fsync=off", "full_page_writes=off", "timezone=UTC",
}

// Cluster is a throw-away PostgreSQL server of its own, reached by a socket in a temporary folder. It runs until Close,
// or until nothing refers to it any more.
type Cluster struct {
	dir      string
	bin      string
	settings []string
	owner    *syscall.Credential
	server   *exec.Cmd
	input    io.WriteCloser
}

// NewCluster makes a cluster in a temporary folder and starts it. Each further setting is a "name=value" of
// postgresql.conf. As root it runs as the user postgres, or nobody, because PostgreSQL refuses root.
func NewCluster(further ...string) (*Cluster, error) {
	bin, err := postgresPrograms()
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, settings: append(append([]string{}, settings...), further...)}
	if c.owner, err = serverOwner(); err != nil {
		return nil, err
	}
	if c.dir, err = os.MkdirTemp("", "touchstone-postgres-"); err != nil {
		return nil, err
	}
	if err := c.initialise(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.dir))
	}
	if err := c.Start(); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// postgresPrograms finds the folder of initdb and postgres: Debian's newest, or the one on the path.
func postgresPrograms() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	newest, folder := 0, ""
	for _, path := range found {
		dir := filepath.Dir(path)
		version, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
		if err == nil && version > newest {
			newest, folder = version, dir
		}
	}
	if folder != "" {
		return folder, nil
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", ErrNoPostgres
}

// serverOwner is nil for an ordinary user, who runs the server as himself.
func serverOwner() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.ParseUint(account.Uid, 10, 32)
		gid, errGID := strconv.ParseUint(account.Gid, 10, 32)
		if err := errors.Join(errUID, errGID); err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("PostgreSQL refuses to run as root, and there is no user postgres or nobody")
}

func (c *Cluster) initialise() error {
	if c.owner != nil {
		if err := os.Chown(c.dir, int(c.owner.Uid), int(c.owner.Gid)); err != nil {
			return err
		}
	}
	// The C locale needs nothing installed and sorts the same on every machine.
	initdb := c.command(filepath.Join(c.bin, "initdb"), "--pgdata="+c.data(), "--username="+owner,
		"--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, tail(out))
	}
	return nil
}

// owner is the only role of a cluster.
const owner = "touchstone"

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

// command runs as the server's owner in the cluster's folder, out of the reach of the terminal's interrupt.
func (c *Cluster) command(name string, args ...string) *exec.Cmd {
	command := exec.Command(name, args...)
	command.Dir = c.dir
	command.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner, Setpgid: true}
	return command
}

// Start starts the server on the data it has, after Stop or Kill, and returns when it answers.
func (c *Cluster) Start() error {
	args := []string{"-c", supervisor, "sh", c.dir, filepath.Join(c.bin, "postgres"), "-D", c.data(), "-k", c.dir}
	for _, setting := range c.settings {
		args = append(args, "-c", setting)
	}
	server := c.command("/bin/sh", args...)
	// A file, not a pipe: go test waits for the pipes of its children.
	log, err := os.OpenFile(filepath.Join(c.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	server.Stdout, server.Stderr = log, log
	input, err := server.StdinPipe()
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	c.server, c.input = server, input
	return c.awaitAnswer()
}

func (c *Cluster) awaitAnswer() error {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	for {
		err := c.exec(ctx, "SELECT 1")
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			text, _ := os.ReadFile(filepath.Join(c.dir, "log"))
			return fmt.Errorf("postgres did not answer within %v: %w: %s", startLimit, err, tail(text))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// exec runs one statement on a connection of its own to the maintenance database.
func (c *Cluster) exec(ctx context.Context, statement string) error {
	return execOn(ctx, c.DSN("postgres"), statement)
}

func execOn(ctx context.Context, dsn, statement string) error {
	connection, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	_, err = connection.Exec(ctx, statement)
	return errors.Join(err, connection.Close(ctx))
}

// DSN is the postgres:// address of one database of the cluster.
func (c *Cluster) DSN(database string) string {
	query := url.Values{"host": {c.dir}, "sslmode": {"disable"}}
	address := url.URL{Scheme: "postgres", User: url.User(owner), Path: "/" + database, RawQuery: query.Encode()}
	return address.String()
}

// Stop stops the server at once, as a crash would, and keeps the data for Start.
func (c *Cluster) Stop() error {
	if c.server == nil {
		return nil
	}
	_, err := io.WriteString(c.input, "stop\n")
	return errors.Join(err, c.await())
}

// Close stops the server and removes its data.
func (c *Cluster) Close() error {
	var err error
	if c.server != nil {
		err = errors.Join(c.input.Close(), c.await())
	}
	return errors.Join(err, os.RemoveAll(c.dir))
}

// await waits for the supervisor, whose own exit status is that of the server it ended and says nothing.
func (c *Cluster) await() error {
	err := c.server.Wait()
	c.server = nil
	var exit *exec.ExitError
	if errors.As(err, &exit) || errors.Is(err, fs.ErrClosed) {
		return nil
	}
	return err
}

// tail is the end of a program's output, enough for one line of an error.
func tail(text []byte) string {
	const limit = 600
	line := strings.Join(strings.Fields(string(text)), " ")
	if len(line) > limit {
		line = line[len(line)-limit:]
	}
	return line
}
