package main

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // for reading the journal behind the store's back
	_ "github.com/ncruces/go-sqlite3/driver"

	"touchstone/internal/bank"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
)

// entry is one row of the journal of answers.
type entry struct {
	attempt, owner string
	seq, item      int
	response       bank.Response
	mark           float64
}

// given is an answer of the ledger in the question's own numbering.
type given struct {
	item         int
	response     bank.Response
	acknowledged bool
}

// findings are what the checker counted, and what is wrong in words.
type findings struct {
	acknowledged, lost, doubled int
	problems                    []string
}

func (f *findings) report(format string, args ...any) {
	f.problems = append(f.problems, fmt.Sprintf(format, args...))
}

func (f *findings) add(g findings) {
	f.acknowledged, f.lost, f.doubled = f.acknowledged+g.acknowledged, f.lost+g.lost, f.doubled+g.doubled
	f.problems = append(f.problems, g.problems...)
}

// checkJournal compares the ledger with the database, which must have nobody else in it.
func checkJournal(t *testing.T, kind, dsn string, answers []*sent) (f findings) {
	t.Helper()
	s, err := store.Open(t.Context(), dsn)
	check(t, err)
	defer func() { check(t, s.Close()) }()
	journal := readJournal(t, kind, dsn)
	byAttempt := map[string][]*sent{}
	for _, answer := range answers {
		byAttempt[answer.Attempt] = append(byAttempt[answer.Attempt], answer)
	}
	for id, answers := range byAttempt {
		if len(journal[id]) == 0 {
			f.report("the journal has none of the %d answers to attempt %s", len(answers), id)
			continue
		}
		a, err := s.Attempt(t.Context(), journal[id][0].owner, id)
		check(t, err)
		decoded := make([]given, len(answers))
		for i, answer := range answers {
			decoded[i] = given{answer.Item, decode(t, s, a, answer), answer.acknowledged}
		}
		f.add(compare(a, decoded, journal[id]))
		if a.State != quiz.Submitted || a.Result == nil {
			f.report("attempt %s is %s, with result %v", id, a.State, a.Result)
		}
		delete(journal, id)
	}
	for id, entries := range journal {
		f.report("nobody gave the %d answers of attempt %s", len(entries), id)
	}
	return f
}

// compare holds one attempt and its journal against what its owner sent, in order: every acknowledged answer is in the journal exactly once and in its place, the numbers
// have no gap, and what the attempt shows is the last entry for each question. An answer without a reply may be there or not.
func compare(a *quiz.Attempt, answers []given, journal []entry) (f findings) {
	last := make([]*entry, len(a.Items))
	next := 0
	for _, answer := range answers {
		if answer.acknowledged {
			f.acknowledged++
		}
		if next < len(journal) && journal[next].item == answer.item && journal[next].response.Same(answer.response) {
			last[answer.item-1] = &journal[next]
			next++
		} else if answer.acknowledged {
			f.lost++
			f.report("attempt %s: an acknowledged answer to question %d is not in its place in the journal: %+v", a.ID, answer.item, answer.response)
		}
	}
	if over := len(journal) - next; over > 0 {
		f.doubled += over
		f.report("attempt %s: %d entries of the journal are more than what was sent: %+v", a.ID, over, journal[next:])
	}
	for i, e := range journal {
		if e.seq != i+1 {
			f.report("attempt %s: entry %d has the number %d", a.ID, i+1, e.seq)
		}
	}
	if a.Seq != len(journal) {
		f.report("attempt %s counts %d answers, its journal has %d", a.ID, a.Seq, len(journal))
	}
	for i, e := range last {
		shown := a.Items[i].Answer
		switch {
		case (e == nil) != (shown == nil):
			f.report("attempt %s: question %d shows %+v, the journal ends with %+v", a.ID, i+1, shown, e)
		case e != nil && (shown.Seq != e.seq || shown.Mark != e.mark || !shown.Response.Same(e.response)):
			f.report("attempt %s: question %d shows %+v, the journal ends with %+v", a.ID, i+1, *shown, *e)
		}
	}
	return f
}

// decode reads a form in the question's own numbering, as the program had to.
func decode(t *testing.T, s *store.Store, a *quiz.Attempt, answer *sent) bank.Response {
	t.Helper()
	item, err := a.Item(answer.Item)
	check(t, err)
	asked, err := s.Version(t.Context(), item.Version)
	check(t, err)
	response, err := item.Decode(asked, answer.Form)
	check(t, err)
	return response
}

// readJournal reads all answers by attempt, in the order of their numbers.
func readJournal(t *testing.T, kind, dsn string) map[string][]entry {
	t.Helper()
	driver := map[string]string{"sqlite": "sqlite3", "postgres": "pgx"}[kind]
	if kind == "sqlite" {
		dsn = "file:" + dsn
	}
	db, err := sql.Open(driver, dsn)
	check(t, err)
	defer func() { check(t, db.Close()) }()
	rows, err := db.QueryContext(context.Background(), "SELECT n.attempt_id, a.member_id, n.seq, n.item, n.response, n.mark FROM answers n JOIN attempts a ON a.id = n.attempt_id")
	check(t, err)
	journal := map[string][]entry{}
	for rows.Next() {
		var e entry
		var response string
		check(t, rows.Scan(&e.attempt, &e.owner, &e.seq, &e.item, &response, &e.mark))
		check(t, json.Unmarshal([]byte(response), &e.response))
		journal[e.attempt] = append(journal[e.attempt], e)
	}
	check(t, rows.Err())
	check(t, rows.Close())
	for _, entries := range journal {
		slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.seq, b.seq) })
	}
	return journal
}

// The checker itself must see every kind of damage, else its silence means nothing.
func TestTheJournalsCheckerSeesDamage(t *testing.T) {
	choice := func(n int) bank.Response { return bank.Response{Choices: []int{n}} }
	whole := func() (*quiz.Attempt, []given, []entry) {
		a := &quiz.Attempt{ID: "a", Seq: 3, Items: []quiz.Item{
			{Answer: &quiz.Answer{Seq: 3, Response: choice(2), Mark: 1}}, {Answer: &quiz.Answer{Seq: 2, Response: choice(0)}}, {},
		}}
		answers := []given{{1, choice(1), true}, {2, choice(0), true}, {1, choice(2), true}, {3, choice(0), false}}
		return a, answers, []entry{{seq: 1, item: 1, response: choice(1)}, {seq: 2, item: 2, response: choice(0)}, {seq: 3, item: 1, response: choice(2), mark: 1}}
	}
	cases := []struct {
		name          string
		damage        func(a *quiz.Attempt, answers []given, journal []entry) []entry
		lost, doubled int
	}{
		{"an acknowledged answer is missing", func(_ *quiz.Attempt, _ []given, j []entry) []entry { return j[:2] }, 1, 0},
		{"an answer is there twice", func(_ *quiz.Attempt, _ []given, j []entry) []entry { return append(j, j[2]) }, 0, 1},
		{"the numbers have a gap", func(_ *quiz.Attempt, _ []given, j []entry) []entry { j[2].seq = 4; return j }, 0, 0},
		{"the attempt shows an older answer", func(a *quiz.Attempt, _ []given, j []entry) []entry {
			a.Items[0].Answer = &quiz.Answer{Seq: 1, Response: choice(1)}
			return j
		}, 0, 0},
		{"the attempt shows no answer", func(a *quiz.Attempt, _ []given, j []entry) []entry { a.Items[1].Answer = nil; return j }, 0, 0},
		{"the attempt shows an answer that nobody gave", func(a *quiz.Attempt, _ []given, j []entry) []entry {
			a.Items[2].Answer = &quiz.Answer{Seq: 1}
			return j
		}, 0, 0},
		{"the mark was changed", func(_ *quiz.Attempt, _ []given, j []entry) []entry { j[1].mark = 1; return j }, 0, 0},
		{"the attempt counts on", func(a *quiz.Attempt, _ []given, j []entry) []entry { a.Seq = 4; return j }, 0, 0},
	}
	if f := compare(whole()); len(f.problems) > 0 || f.acknowledged != 3 {
		t.Errorf("a whole journal: %+v", f)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, answers, journal := whole()
			f := compare(a, answers, c.damage(a, answers, journal))
			if len(f.problems) == 0 || f.lost != c.lost || f.doubled != c.doubled {
				t.Errorf("found %+v, want %d lost and %d twice", f, c.lost, c.doubled)
			}
		})
	}
}
