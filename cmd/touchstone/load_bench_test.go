package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"touchstone/internal/testbed/load"
)

// What is measured: the exam with a time limit, because its answer leads to the next question and not to an explanation.
const (
	examQuiz      = "backend-foundations"
	examQuestions = 24
)

// How it is measured. Each client takes turns among several learners, so that no row stays hot for one connection.
const (
	rounds            = 3
	roundLength       = 3 * time.Second
	learnersPerClient = 6
	mostClients       = 32
)

// BenchmarkSite measures the real program in a process of its own, against a bare page of the same size and the plain driver, with the same clients in the same run. It
// prints a table with limits and fails on errors only: a figure that misses its limit is to be seen, and depends on the machine.
func BenchmarkSite(b *testing.B) {
	for _, kind := range []string{"sqlite", "postgres"} {
		b.Run(kind, func(b *testing.B) {
			if b.N > 1 {
				b.Skip("one pass measures everything")
			}
			measureSite(b, kind)
		})
	}
}

// site is what one measurement runs on.
type site struct {
	kind     string
	server   *load.Program
	bare     *load.Program
	driver   *plainDriver
	clients  []*load.Client
	readers  []*load.Client // of the bare page
	learners [][]*learner   // by client
	turn     []int          // by client
	pageSize int
}

func measureSite(b *testing.B, kind string) {
	dsn := emptyDatabase(b, kind)
	s := &site{kind: kind}
	starts := s.start(b, dsn)
	s.prepare(b, dsn)
	report := newReport(kind)
	for _, clients := range []int{mostClients, 8} {
		s.compare(b, report, clients)
	}
	s.count(b, report)
	report.atMost("start on an existing database", starts.Seconds(), "s", 0.5)
	now, most, err := s.server.Memory()
	check(b, err)
	report.atMost("resident memory after the load", float64(now)/1e6, "MB", 100)
	report.figure("  at most so far", float64(most)/1e6, "MB")
	check(b, s.server.Stop())
	check(b, s.bare.Kill())
	check(b, s.driver.close())
	fmt.Fprint(os.Stdout, "\n"+report.String())
	b.ReportMetric(0, "ns/op") // the time of the whole pass says nothing
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// start makes the database with its library, and then measures starts on it.
func (s *site) start(b *testing.B, dsn string) time.Duration {
	var times []time.Duration
	for range 4 {
		if s.server != nil {
			check(b, s.server.Stop())
		}
		var err error
		s.server, err = serveProgram(dsn)
		check(b, err)
		times = append(times, s.server.Started)
	}
	return middle(times[1:])
}

// prepare gives every client its learners, each with a session and an attempt, and fills what is compared against.
func (s *site) prepare(b *testing.B, dsn string) {
	s.turn = make([]int, mostClients)
	for range mostClients {
		client := load.NewClient(s.server.Address)
		var learners []*learner
		for range learnersPerClient {
			l, err := newLearner(s.server.Address, len(s.learners)*learnersPerClient+len(learners), examQuiz)
			check(b, err)
			check(b, l.readForms(client, examQuestions))
			learners = append(learners, l)
		}
		s.clients, s.learners = append(s.clients, client), append(s.learners, learners)
	}
	s.pageSize = s.meanPage(b)
	var err error
	s.bare, err = startBarePage(s.pageSize)
	check(b, err)
	for range mostClients {
		s.readers = append(s.readers, load.NewClient(s.bare.Address))
	}
	s.driver, err = openPlainDriver(s.kind, dsn, mostClients)
	check(b, err)
}

// meanPage is the mean size of the question pages of the first learners, in bytes.
func (s *site) meanPage(b *testing.B) int {
	total, pages := 0, 0
	for client, learners := range s.learners {
		s.clients[client].Cookies = learners[0].cookies
		for n := 1; n <= examQuestions; n++ {
			size, err := learners[0].look(s.clients[client], n)
			check(b, err)
			total, pages = total+size, pages+1
		}
	}
	return total / pages
}

// next is a client's next learner and question; the last question is left out, because after it comes no further question.
func (s *site) next(client int) (*load.Client, *learner, int) {
	turn := s.turn[client]
	s.turn[client]++
	l := s.learners[client][turn%learnersPerClient]
	s.clients[client].Cookies = l.cookies
	return s.clients[client], l, turn/learnersPerClient%(examQuestions-1) + 1
}

// page asks for one question.
func (s *site) page(client int) error {
	c, l, n := s.next(client)
	return get(c, l.question(n))
}

// wholeAnswer answers one question and follows to the next one.
func (s *site) wholeAnswer(client int) error {
	c, l, n := s.next(client)
	next, err := l.answer(c, n)
	if err != nil {
		return err
	}
	if want := l.question(n + 1); next != want {
		return fmt.Errorf("after question %d came %s, not %s", n, next, want)
	}
	return get(c, next)
}

func (s *site) barePage(client int) error { return get(s.readers[client], "/") }

// ordinary are the same two pages asked for by the client of net/http, as most tools for load do: it takes about as much of the processor as a page does, and brings
// every two servers closer together.
func (s *site) ordinary(path func(client int) (address string, cookies map[string]string)) func(client int) error {
	browser := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: mostClients, DisableCompression: true}}
	return func(client int) error {
		address, cookies := path(client)
		request, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			return err
		}
		for name, value := range cookies {
			request.AddCookie(&http.Cookie{Name: name, Value: value})
		}
		reply, err := browser.Do(request)
		if err != nil {
			return err
		}
		if reply.StatusCode != http.StatusOK {
			err = fmt.Errorf("%s gave %d", address, reply.StatusCode)
		}
		_, readErr := io.Copy(io.Discard, reply.Body)
		return errors.Join(err, readErr, reply.Body.Close())
	}
}

func get(c *load.Client, path string) error {
	reply, err := c.Get(path)
	if err == nil && reply.Status != http.StatusOK {
		return fmt.Errorf("%s gave %d", path, reply.Status)
	}
	return err
}

// compare measures pages and answers, each beside what it is compared with, round by round.
func (s *site) compare(b *testing.B, r *report, clients int) {
	var pages, bare, answers, driver []load.Figures
	var pageShares, answerShares []float64
	var pageCPU time.Duration
	round := func(once func(client int) error) load.Figures {
		b.Helper()
		f, err := load.Round(clients, roundLength, once)
		check(b, err)
		return f
	}
	for range rounds {
		bare = append(bare, round(s.barePage))
		before, err := s.server.CPU()
		check(b, err)
		pages = append(pages, round(s.page))
		after, err := s.server.CPU()
		check(b, err)
		pageCPU += after - before
		driver = append(driver, round(s.driver.answer))
		answers = append(answers, round(s.wholeAnswer))
		last := len(pages) - 1
		pageShares = append(pageShares, pages[last].PerSecond()/bare[last].PerSecond())
		answerShares = append(answerShares, answers[last].PerSecond()/driver[last].PerSecond())
	}
	pageGoal, answerGoal := 0.30, 0.0
	if s.kind == "postgres" {
		pageGoal, answerGoal = 0.18, 0.20
	}
	ordinaryPage := s.ordinary(func(client int) (string, map[string]string) {
		_, l, n := s.next(client)
		return "http://" + s.server.Address + l.question(n), l.cookies
	})
	ordinaryBare := s.ordinary(func(int) (string, map[string]string) { return "http://" + s.bare.Address + "/", nil })
	var ordinaryShares []float64
	for range rounds {
		bareRate := round(ordinaryBare).PerSecond()
		ordinaryShares = append(ordinaryShares, round(ordinaryPage).PerSecond()/bareRate)
	}
	done := 0
	for _, f := range pages {
		done += f.Done
	}
	r.head(fmt.Sprintf("%d clients", clients))
	r.figure("question pages", load.Median(pages).PerSecond(), "/s")
	r.figure(fmt.Sprintf("  bare templ page of %d bytes", s.pageSize), load.Median(bare).PerSecond(), "/s")
	r.atLeast("  share of the bare page", middle(pageShares), "", pageGoal)
	r.atLeast("  the same share with net/http's client", middle(ordinaryShares), "", pageGoal)
	r.times("  time", load.Median(pages), clients)
	r.figure("  processor time of the server for one", float64(pageCPU.Microseconds())/float64(done), "us")
	r.figure("whole answers (POST, 303, next page)", load.Median(answers).PerSecond(), "/s")
	r.figure("  minimal transaction on the plain driver", load.Median(driver).PerSecond(), "/s")
	r.atLeast("  share of the plain driver", middle(answerShares), "", answerGoal)
	r.times("  time", load.Median(answers), clients)
}

// count counts what one page and one answer send to the database.
func (s *site) count(b *testing.B, r *report) {
	client, l := s.clients[0], s.learners[0][0]
	client.Cookies = l.cookies
	page := s.statements(b, func(i int) error { return get(client, l.question(i%examQuestions+1)) })
	answer := s.statements(b, func(i int) error {
		_, err := l.answer(client, i%examQuestions+1)
		return err
	})
	r.head("statements a request")
	r.atMost("question page: reads", page["read"], "", 3)
	r.figure("question page: writes and commits", page["write"]+page["commit"], "")
	r.atMost("answer: reads and writes", answer["read"]+answer["write"], "", 4)
	r.atMost("answer: commits", answer["commit"], "", 1)
}

// statements returns what one of many requests sent to the database, by kind, as the program's own metrics count it: the median of several passes, because background
// work counts too.
func (s *site) statements(b *testing.B, once func(i int) error) map[string]float64 {
	const passes, requests = 5, examQuestions
	counts := map[string][]float64{}
	for range passes {
		before := readStatements(b, s.server.Address)
		for i := range requests {
			check(b, once(i))
		}
		for kind, after := range readStatements(b, s.server.Address) {
			counts[kind] = append(counts[kind], (after-before[kind])/requests)
		}
	}
	medians := map[string]float64{}
	for kind := range counts {
		medians[kind] = middle(counts[kind])
	}
	return medians
}

func readStatements(b *testing.B, address string) map[string]float64 {
	client := load.NewClient(address)
	reply, err := client.Get("/metrics")
	check(b, err)
	counts := map[string]float64{}
	for line := range strings.Lines(string(reply.Body)) {
		var kind string
		var count float64
		if n, _ := fmt.Sscanf(line, "touchstone_database_statements_total{kind=%q} %g", &kind, &count); n == 2 {
			counts[kind] = count
		}
	}
	if len(counts) == 0 {
		b.Fatal("the metrics do not count statements")
	}
	check(b, client.Close())
	return counts
}

var cores = runtime.NumCPU()
