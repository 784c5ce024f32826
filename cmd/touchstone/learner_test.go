package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"touchstone/internal/testbed/load"
)

// learner is somebody with a session and an open attempt, and what a browser would know of it.
type learner struct {
	cookies map[string]string
	// attempt is the path of the attempt.
	attempt string
	// forms are the questions' forms as the pages last showed them.
	forms []load.Form
	// turns counts the answers to each question, seq those to the attempt.
	turns []int
	seq   int
}

// newLearner starts an attempt as a visitor without an account does. Each comes from an address of its own, because starts are limited by address.
func newLearner(address string, number int, quiz string) (*learner, error) {
	client := load.NewClient(address)
	client.Headers = fmt.Sprintf("X-Forwarded-For: 10.%d.%d.%d\r\n", number>>16&255, number>>8&255, number&255)
	reply, err := client.Post("/attempts", url.Values{"quiz": {quiz}})
	if err != nil {
		return nil, err
	}
	path, first := strings.CutSuffix(reply.Location, "/questions/1")
	if reply.Status != http.StatusSeeOther || !first || len(client.Cookies) == 0 {
		return nil, fmt.Errorf("the start of %s gave %d to %q", quiz, reply.Status, reply.Location)
	}
	return &learner{cookies: client.Cookies, attempt: path}, client.Close()
}

func (l *learner) question(n int) string { return l.attempt + "/questions/" + strconv.Itoa(n) }

// readForms looks at every question of an attempt.
func (l *learner) readForms(client *load.Client, questions int) error {
	client.Cookies = l.cookies
	l.forms, l.turns = make([]load.Form, questions), make([]int, questions)
	for n := 1; n <= questions; n++ {
		if _, err := l.look(client, n); err != nil {
			return err
		}
	}
	return nil
}

// look reads one question's page and returns its size.
func (l *learner) look(client *load.Client, n int) (size int, err error) {
	reply, err := client.Get(l.question(n))
	if err != nil {
		return 0, err
	}
	if reply.Status != http.StatusOK {
		return 0, fmt.Errorf("question %d gave %d", n, reply.Status)
	}
	l.forms[n-1], err = load.ReadForm(reply.Body)
	return len(reply.Body), err
}

// answer answers a question anew. It is for one client at a time, which is told of every answer that was kept.
func (l *learner) answer(client *load.Client, n int) (next string, err error) {
	form := &l.forms[n-1]
	reply, err := client.Post(l.question(n)+"/answer", form.Answer(l.turns[n-1]))
	if err != nil {
		return "", err
	}
	if reply.Status != http.StatusSeeOther {
		return "", fmt.Errorf("the answer to question %d gave %d: %.400s", n, reply.Status, reply.Body)
	}
	l.turns[n-1]++
	l.seq++
	form.Seq = l.seq
	return reply.Location, nil
}
