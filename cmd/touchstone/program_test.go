package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof" // for the role profiled
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/a-h/templ"
	templruntime "github.com/a-h/templ/runtime"

	"touchstone/internal/curriculum"
	"touchstone/internal/generate"
	"touchstone/internal/generate/extract"
	"touchstone/internal/testbed"
	"touchstone/internal/testbed/load"
)

// roleVariable lets the test binary stand in for another program.
const roleVariable = "TOUCHSTONE_TEST_ROLE"

// The roles: a bare page to measure against, and the program with a profiler, which the product itself does not have.
const (
	barePageRole = "bare page"
	profiledRole = "profiled"
)

// profiler is where a profiled program shows its profiles.
const profiler = "127.0.0.1:6060"

func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case barePageRole:
		fmt.Fprintln(os.Stderr, serveBarePage())
		os.Exit(1)
	case profiledRole:
		go func() { fmt.Fprintln(os.Stderr, http.ListenAndServe(profiler, nil)) }()
		main()
	default:
		makeOnce := makeLibrary
		made := sync.OnceValues(func() (*generate.Result, error) {
			sources, err := librarySources(curriculum.Library())
			if err != nil {
				return nil, err
			}
			return makeOnce(sources, curriculum.Library())
		})
		makeLibrary = func(sources []extract.Source, c *curriculum.Curriculum) (*generate.Result, error) {
			if c != curriculum.Library() {
				return makeOnce(sources, c)
			}
			return made()
		}
		status := m.Run()
		if err := os.RemoveAll(buildFolder); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(status)
	}
}

var buildFolder string

// program is the file of the real program, built once for all tests.
var program = sync.OnceValues(func() (string, error) {
	var err error
	if buildFolder, err = os.MkdirTemp("", "touchstone-program-"); err != nil {
		return "", err
	}
	file := filepath.Join(buildFolder, "touchstone")
	return file, load.Build(file, "touchstone/cmd/touchstone")
})

// cookieKey signs the cookies of every program that tests start on one database, so that sessions outlive a restart.
var cookieKey = base64.StdEncoding.EncodeToString(make([]byte, minKey))

// serveProgram starts the real program on a database. Clients may say from which address they come, because limits count by address.
func serveProgram(dsn string) (*load.Program, error) {
	file, err := program()
	if err != nil {
		return nil, err
	}
	variables := []string{"TOUCHSTONE_COOKIE_KEY=" + cookieKey, "TOUCHSTONE_TRUSTED_PROXIES=127.0.0.0/8", "TOUCHSTONE_DRAIN=0s"}
	if os.Getenv("PROFILE") != "" {
		file, variables = os.Args[0], append(variables, roleVariable+"="+profiledRole)
	}
	return load.Start(file, variables, "serve", "--addr", "127.0.0.1:0", "--db", dsn)
}

// emptyDatabase returns the address of a database without anything in it.
func emptyDatabase(tb testing.TB, kind string) string {
	if kind == "postgres" {
		return testbed.Postgres(tb, nil)
	}
	return filepath.Join(tb.TempDir(), "touchstone.db")
}

// bareSizeVariable is the size of the bare page in bytes.
const bareSizeVariable = "TOUCHSTONE_TEST_BARE_SIZE"

// serveBarePage serves one page that templ renders on every request, and nothing else: no session, no database, no headers of our own.
func serveBarePage() error {
	var size int
	if _, err := fmt.Sscan(os.Getenv(bareSizeVariable), &size); err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", templ.Handler(barePage(size)))
	mux.HandleFunc("GET /readyz", func(http.ResponseWriter, *http.Request) {})
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("Touchstone is at http://%s\n", listener.Addr())
	return http.Serve(listener, mux)
}

// barePage is a list of sentences, written as templ's generator writes it, that comes closest to a size in bytes.
func barePage(size int) templ.Component {
	const head, open, sentence, shut, foot = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Bare</title></head><body><ul>",
		"<li class=\"item\">", "A sentence that is about as long as an option of a question is.", "</li>", "</ul></body></html>"
	lines := max(0, (size-len(head)-len(foot))/(len(open)+len(sentence)+len(shut)))
	return templruntime.GeneratedTemplate(func(input templruntime.GeneratedComponentInput) (err error) {
		buffer, existing := templruntime.GetBuffer(input.Writer)
		if !existing {
			defer func() { err = errors.Join(err, templruntime.ReleaseBuffer(buffer)) }()
		}
		if err = templruntime.WriteString(buffer, 1, head); err != nil {
			return err
		}
		for range lines {
			if err = templruntime.WriteString(buffer, 2, open); err != nil {
				return err
			}
			if _, err = buffer.WriteString(templ.EscapeString(sentence)); err != nil {
				return err
			}
			if err = templruntime.WriteString(buffer, 3, shut); err != nil {
				return err
			}
		}
		return templruntime.WriteString(buffer, 4, foot)
	})
}

// startBarePage serves a bare page of a size in a process of its own.
func startBarePage(size int) (*load.Program, error) {
	return load.Start(os.Args[0], []string{roleVariable + "=" + barePageRole, fmt.Sprintf("%s=%d", bareSizeVariable, size)})
}
