// Package load starts the real program in a process of its own and sends it requests as browsers do, with as little work of its own as possible:
// where clients and server share the cores, a heavy client would make every server look alike.
package load

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// announcement begins the line by which the program says where it is.
const announcement = "Touchstone is at http://"

// startLimit bounds a start. The first one on an empty database makes the library's questions.
const startLimit = 2 * time.Minute

// Program is a running process that serves HTTP.
type Program struct {
	// Address is host:port.
	Address string
	// Started is the time from the start of the process to the first request that it was ready for.
	Started time.Duration

	command *exec.Cmd
	log     *tail
	ended   chan struct{}
}

// Build compiles the package of a main function into a file, without cgo, as make build does.
func Build(file, pkg string) error {
	command := exec.Command("go", "build", "-trimpath", "-o", file, pkg)
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("build of %s: %w: %s", pkg, err, out)
	}
	return nil
}

// Start runs a file until it is ready: it must say where it is, and /readyz must agree. variables are added to the environment.
func Start(file string, variables []string, args ...string) (*Program, error) {
	began := time.Now()
	p := &Program{command: exec.Command(file, args...), log: &tail{}, ended: make(chan struct{})}
	p.command.Env = append(os.Environ(), variables...)
	p.command.Stderr = p.log
	// A child that outlives the tests would hold their database.
	p.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	announced := make(chan string, 1)
	go p.follow(out, announced)
	select {
	case p.Address = <-announced:
	case <-p.ended:
		return nil, fmt.Errorf("%s ended before it was ready: %s", file, p.log)
	case <-time.After(startLimit):
		return nil, errors.Join(fmt.Errorf("%s was not ready after %v: %s", file, startLimit, p.log), p.Kill())
	}
	if err := p.awaitReady(); err != nil {
		return nil, errors.Join(err, p.Kill())
	}
	p.Started = time.Since(began)
	return p, nil
}

// follow reads what the program says until it ends.
func (p *Program) follow(out io.Reader, announced chan<- string) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address, found := strings.CutPrefix(lines.Text(), announcement); found {
			announced <- address
		}
	}
	_ = p.command.Wait() // how it ended is for Stop to say, and a kill is no news
	close(p.ended)
}

func (p *Program) awaitReady() error {
	deadline := time.Now().Add(startLimit)
	for {
		reply, err := http.Get("http://" + p.Address + "/readyz")
		if err == nil {
			err = reply.Body.Close()
			if reply.StatusCode == http.StatusOK {
				return err
			}
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s did not become ready: %w: %s", p.Address, err, p.log)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// Kill ends the program at once, as a crash would: it cannot finish anything.
func (p *Program) Kill() error {
	err := p.command.Process.Kill()
	<-p.ended
	if errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("the program had ended by itself: %s", p.log)
	}
	return err
}

// Stop asks the program to end and waits until it has.
func (p *Program) Stop() error {
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-p.ended
	if !p.command.ProcessState.Success() {
		return fmt.Errorf("%s: %s", p.command.ProcessState, p.log)
	}
	return nil
}

// Log is the end of what the program wrote to its log.
func (p *Program) Log() string { return p.log.String() }

// Memory is what the program holds in RAM now, and the most that it ever held, in bytes. It is Linux's own figure.
func (p *Program) Memory() (now, most int64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	return kilobytes(text, "VmRSS:"), kilobytes(text, "VmHWM:"), nil
}

// CPU is how long the program's threads have run so far, in user and kernel mode.
func (p *Program) CPU() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	if err != nil {
		return 0, err
	}
	// The name of the program, in brackets, may hold spaces. utime and stime are fields 14 and 15: proc(5).
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	var ticks int64
	for _, field := range fields[11:13] {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	const perSecond = 100 // the kernel's USER_HZ on every platform that Go runs on
	return time.Duration(ticks) * time.Second / perSecond, nil
}

func kilobytes(status []byte, name string) int64 {
	for line := range bytes.Lines(status) {
		fields := strings.Fields(string(line))
		if len(fields) == 3 && fields[0] == name {
			if n, err := strconv.ParseInt(fields[1], 10, 64); err == nil {
				return n << 10
			}
		}
	}
	return 0
}

// tail keeps the end of what is written to it.
type tail struct {
	mutex sync.Mutex
	text  []byte
}

const tailSize = 4 << 10

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.text = append(t.text, p...)
	if over := len(t.text) - tailSize; over > 0 {
		t.text = append(t.text[:0], t.text[over:]...)
	}
	return len(p), nil
}

// String returns what is kept.
func (t *tail) String() string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return string(t.text)
}
