package main

import (
	"bufio"
	"encoding/json"
	"net/url"
	"os"
	"sync"
)

// ledger is what the clients know for certain: a line before every answer is sent and a line after every reply. Each line is on the disk before the client goes on,
// so that no line is missing when an answer is there.
type ledger struct {
	mutex sync.Mutex
	file  *os.File
}

// line is one entry of the ledger.
type line struct {
	// Answer numbers the answers of all clients from 1. A repetition after a lost reply is the same answer.
	Answer  int        `json:"answer"`
	Attempt string     `json:"attempt"`
	Item    int        `json:"item"`
	Form    url.Values `json:"form,omitempty"`
	// Acknowledged says that the reply came: what the form holds is saved.
	Acknowledged bool `json:"acknowledged,omitempty"`
}

func newLedger(path string) (*ledger, error) {
	file, err := os.Create(path)
	return &ledger{file: file}, err
}

func (l *ledger) write(entry line) error {
	text, err := json.Marshal(entry)
	if err != nil {
		return err
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if _, err := l.file.Write(append(text, '\n')); err != nil {
		return err
	}
	return l.file.Sync()
}

// sent is an answer as the ledger tells of it.
type sent struct {
	line
	acknowledged bool
}

// read returns the answers in the order in which they were first sent.
func readLedger(path string) (answers []*sent, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	byNumber := map[int]*sent{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var entry line
		if err := json.Unmarshal(lines.Bytes(), &entry); err != nil {
			return nil, err
		}
		if entry.Acknowledged {
			byNumber[entry.Answer].acknowledged = true
			continue
		}
		byNumber[entry.Answer] = &sent{line: entry}
		answers = append(answers, byNumber[entry.Answer])
	}
	return answers, lines.Err()
}
