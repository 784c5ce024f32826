package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// served is the program serving within the test.
type served struct {
	*testing.T
	address string
	out     *lines
	log     *lines
	stop    context.CancelFunc
	ended   chan error
	client  *http.Client
}

// lines is an output that another goroutine reads.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

var announced = regexp.MustCompile(`Touchstone is at (http://\S+)`)

func startServing(t *testing.T, args ...string) *served {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	jar, err := cookiejar.New(nil)
	check(t, err)
	s := &served{T: t, out: &lines{}, log: &lines{}, stop: stop, ended: make(chan error, 1), client: &http.Client{Jar: jar}}
	go func() { s.ended <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), s.out, s.log) }()
	for deadline := time.Now().Add(2 * time.Minute); s.address == ""; time.Sleep(10 * time.Millisecond) {
		if found := announced.FindStringSubmatch(s.out.String()); found != nil {
			s.address = found[1]
		}
		select {
		case err := <-s.ended:
			t.Fatalf("serve ended: %v; %s", err, s.log)
		default:
		}
		if time.Now().After(deadline) {
			t.Fatalf("serve does not answer; %s", s.log)
		}
	}
	t.Cleanup(stop)
	return s
}

// ends waits until the program has ended by itself.
func (s *served) ends() {
	s.Helper()
	select {
	case err := <-s.ended:
		check(s.T, err)
	case <-time.After(time.Minute):
		s.Fatalf("the program does not end; %s", s.log)
	}
}

// get returns the status, the page and where redirects have led.
func (s *served) get(path string) (status int, page, at string) {
	s.Helper()
	return s.read(s.client.Get(s.address + path))
}

func (s *served) post(path string, fields ...string) (status int, page, at string) {
	s.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return s.read(s.client.PostForm(s.address+path, form))
}

func (s *served) read(response *http.Response, err error) (status int, page, at string) {
	s.Helper()
	check(s.T, err)
	text, err := io.ReadAll(response.Body)
	check(s.T, err)
	check(s.T, response.Body.Close())
	return response.StatusCode, string(text), response.Request.URL.Path
}

var setupLink = regexp.MustCompile(`http://\S+(/setup/\S+)`)

func TestTheProgramFromItsFirstStartToItsBackup(t *testing.T) {
	folder := t.TempDir()
	db := filepath.Join(folder, "data", "touchstone.db")
	s := startServing(t, "--db", db, "--drain", "400ms")
	found := setupLink.FindStringSubmatch(s.out.String())
	if found == nil {
		t.Fatalf("no link for the first administrator: %s", s.out)
	}
	if status, page, at := s.post(found[1], "name", "Root", "email", "root@example.org", "password", "a very long password"); status != http.StatusOK || at != "/" || !strings.Contains(page, "Root") {
		t.Fatalf("the link led to %s with %d", at, status)
	}
	if status, _, _ := s.get(found[1]); status != http.StatusGone {
		t.Errorf("the link works twice: %d", status)
	}
	status, page, at := s.post("/attempts", "quiz", "first-try")
	for n := 1; n <= 5; n++ {
		if status != http.StatusOK || !strings.Contains(page, fmt.Sprintf("Question %d of 5", n)) {
			t.Fatalf("question %d: %d at %s", n, status, at)
		}
		attempt := at[:len("/attempts/")+32]
		if status, _, at = s.post(fmt.Sprintf("%s/questions/%d/answer", attempt, n), "answer", "dont-know", "seq", "0"); status != http.StatusOK || !strings.HasSuffix(at, "/feedback") {
			t.Fatalf("answer %d: %d at %s", n, status, at)
		}
		if n < 5 {
			status, page, at = s.get(attempt)
		} else if status, page, at = s.post(attempt + "/submission"); status != http.StatusOK || !strings.HasSuffix(at, "/result") || !strings.Contains(page, `id="next"`) {
			t.Fatalf("the result: %d at %s", status, at)
		}
	}
	result := at

	under := s.underway()
	s.stop()
	s.awaitDraining()
	if answer := under(); !strings.Contains(answer, " 422 ") {
		t.Errorf("a request that was under way was answered %q", answer)
	}
	s.ends()
	if _, err := s.client.Get(s.address + "/healthz"); err == nil {
		t.Error("the program still answers")
	}

	again := startServing(t, "--db", db, "--drain", "0s")
	if strings.Contains(again.out.String(), "/setup/") {
		t.Error("a second start offers the administrator again")
	}
	again.client.Jar.SetCookies(again.at("/"), s.client.Jar.Cookies(s.at("/")))
	if status, _, _ := again.get(result); status != http.StatusOK {
		t.Errorf("after a restart the session opens %s with %d", result, status)
	}
	backup := filepath.Join(folder, "backup.db")
	out, _, err := runs(t, "backup", "--db", db, backup)
	if err != nil || !strings.Contains(out, "Wrote "+backup) {
		t.Fatalf("backup: %q, %v", out, err)
	}
	refuses(t, "", "backup", "--db", db, backup)   // it is there already
	refuses(t, "", "restore", "--db", db, backup)  // the database is not empty
	refuses(t, "", "restore", "--db", db+"2", "x") // there is no such file
	again.stop()
	again.ends()

	restored := filepath.Join(folder, "restored.db")
	if out, _, err = runs(t, "restore", "--db", restored, backup); err != nil || !strings.Contains(out, "Restored") {
		t.Fatalf("restore: %q, %v", out, err)
	}
	key, err := os.ReadFile(db + ".key")
	check(t, err)
	copied := startServing(t, "--db", restored, "--drain", "0s", "--cookie-key", strings.TrimSpace(string(key)))
	copied.client.Jar.SetCookies(copied.at("/"), s.client.Jar.Cookies(s.at("/")))
	if status, _, _ := copied.get(result); status != http.StatusOK {
		t.Errorf("the restored database answers %d for %s", status, result)
	}
	copied.stop()
	copied.ends()
	for _, log := range []*lines{s.log, again.log, copied.log} {
		if strings.Contains(log.String(), "level=ERROR") || strings.Contains(log.String(), "example.org") {
			t.Errorf("the log: %s", log)
		}
	}
}

func (s *served) at(path string) *url.URL {
	s.Helper()
	u, err := url.Parse(s.address + path)
	check(s.T, err)
	return u
}

// underway begins a request whose form has not arrived whole; what is returned sends the rest and returns the answer's first line.
func (s *served) underway() (finish func() string) {
	s.Helper()
	body, rest := io.Pipe()
	request, err := http.NewRequestWithContext(context.WithoutCancel(s.Context()), http.MethodPost, s.address+"/session", body)
	check(s.T, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answered := make(chan string, 1)
	go func() {
		response, err := (&http.Client{}).Do(request)
		if err != nil {
			answered <- err.Error()
			return
		}
		answered <- response.Proto + " " + response.Status
		_ = response.Body.Close()
	}()
	_, err = io.WriteString(rest, "email=nobody&pass")
	check(s.T, err)
	return func() string {
		s.Helper()
		_, err := io.WriteString(rest, "word=x")
		check(s.T, err)
		check(s.T, rest.Close())
		return <-answered
	}
}

// awaitDraining waits until a proxy is told to look away.
func (s *served) awaitDraining() {
	s.Helper()
	for range 100 {
		if status, page, _ := s.get("/readyz"); status == http.StatusServiceUnavailable && page == "draining\n" {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.Error("/readyz never said that the program is draining")
}

func TestTheDemonstrationRefusesADatabaseOfRealPeople(t *testing.T) {
	db := filepath.Join(t.TempDir(), "touchstone.db")
	typed(t, "a very long password\n")
	_, _, err := runs(t, "user", "add", "--db", db, "ada@example.org")
	check(t, err)
	refuses(t, "belongs to real people", "serve", "--db", db, "--addr", "127.0.0.1:0", "--demo")
}
