package browser

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// program is the product as it is shipped, with its sample data, on a SQLite file. It runs once for all tests.
type program struct {
	url, database string
	stop          func() error
}

// started starts the program. Whoever needs it first waits for the library: some seconds.
var started = sync.OnceValues(startProgram)

// folder is where the program and its database lie, until the tests have ended.
var folder string

func TestMain(m *testing.M) {
	os.Exit(inFolder(m.Run))
}

func inFolder(run func() int) (status int) {
	var err error
	if folder, err = os.MkdirTemp("", "touchstone-browser-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	running := &sync.WaitGroup{}
	running.Go(func() { _, _ = started() }) // it reads its library while the first tests do without it
	status = run()
	running.Wait()
	if p, err := started(); err == nil {
		err = p.stop()
		if err != nil {
			fmt.Fprintln(os.Stderr, "the program did not end well:", err)
			status = 1
		}
	}
	if err := os.RemoveAll(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return status
}

func startProgram() (*program, error) {
	binary := filepath.Join(folder, "touchstone")
	build := exec.Command("go", "build", "-trimpath", "-o", binary, "touchstone/cmd/touchstone")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build: %w: %s", err, out)
	}
	p := &program{database: filepath.Join(folder, "touchstone.db")}
	command := exec.Command(binary, "serve", "--addr", "127.0.0.1:0", "--db", p.database, "--demo", "--drain", "0s")
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	log, err := os.Create(filepath.Join(folder, "log"))
	if err != nil {
		return nil, err
	}
	command.Stderr = log
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	p.stop = func() error {
		return errors.Join(command.Process.Signal(syscall.SIGTERM), command.Wait(), log.Close())
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	address, found := strings.CutPrefix(strings.TrimSpace(line), "Touchstone is at ")
	if err != nil || !found {
		text, _ := os.ReadFile(log.Name())
		return nil, errors.Join(fmt.Errorf("the program said %q: %s", line, text), err, p.stop())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	p.url = address
	return p, nil
}

// demo is the address of the program with its sample data.
func demo(t testing.TB) string {
	t.Helper()
	p, err := started()
	if err != nil {
		t.Fatal(err)
	}
	return p.url
}
