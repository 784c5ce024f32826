package quiz

import (
	"math/rand/v2"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

// State is where an attempt stands.
type State string

// The states of an attempt.
const (
	Created    State = "created"
	InProgress State = "in progress"
	Submitted  State = "submitted"
	Expired    State = "expired"
	Void       State = "void"
)

// Grace is how long after the deadline an answer that was sent in time may still arrive.
const Grace = 3 * time.Second

// Attempt is one person's run through one quiz. It pins the version of each question and the order of its options.
type Attempt struct {
	ID           string
	Organisation string
	// Owner is the member, guest or not, whose attempt it is.
	Owner string
	// Quiz is the slug of the quiz, empty for mistakes.
	Quiz string
	// Assignment and Candidate say through which door the attempt was opened, where it was one of these.
	Assignment string
	Candidate  string
	Title      string
	Mode       Mode
	PassMark   int
	// Limit is this person's time limit, extra time included; 0 is none.
	Limit time.Duration
	State State
	// Sample marks answers of people who do not exist: they never enter parameters, norms or exposure.
	Sample bool

	CreatedAt time.Time
	StartedAt time.Time
	// Deadline is the moment at which the attempt ends by itself; zero for none.
	Deadline time.Time
	EndedAt  time.Time

	Items []Item
	// Seq is the number of the last entry in the attempt's journal.
	Seq int
	// Journal holds the entries made since the attempt was loaded; saving appends them to what is kept.
	Journal []Entry
	Result  *Result
}

// Item is one question of an attempt, pinned.
type Item struct {
	Question string `json:"question"`
	Version  string `json:"version"`
	Topic    string `json:"topic"`
	// Order maps the place on the page to the question's own numbering.
	Order []int `json:"order,omitempty"`
	// Difficulty and Guessing are the item's parameters when it was drawn.
	Difficulty float64 `json:"difficulty"`
	Guessing   float64 `json:"guessing"`
	// Answer is what is kept now; nil before the first answer.
	Answer  *Answer `json:"answer,omitempty"`
	Flagged bool    `json:"flagged,omitempty"`
}

// Answer is a response as it was kept.
type Answer struct {
	// Seq numbers the entries of the attempt's journal from 1.
	Seq      int           `json:"seq"`
	Response bank.Response `json:"response"`
	// Mark is from 0 to 1.
	Mark float64   `json:"mark"`
	At   time.Time `json:"at"`
}

// New makes an attempt that has not begun: drawn questions, each with an order of its own.
func New(b *Blueprint, drawn []Candidate, extraPercent int, chance *rand.Rand) *Attempt {
	a := &Attempt{
		Organisation: b.Organisation, Quiz: b.Slug, Title: b.Title, Mode: b.Mode, PassMark: b.PassMark,
		Limit: b.Limit(extraPercent), State: Created,
	}
	for _, candidate := range drawn {
		a.Items = append(a.Items, Item{
			Question: candidate.ID, Version: candidate.Version, Topic: candidate.Topic,
			Difficulty: candidate.Difficulty, Guessing: candidate.Guessing,
			Order: chance.Perm(candidate.Shuffled),
		})
	}
	return a
}

// Begin starts the clock.
func (a *Attempt) Begin(now time.Time) error {
	if a.State != Created {
		return fault.New(fault.Conflict, "This attempt has already begun.")
	}
	if len(a.Items) == 0 {
		return fault.New(fault.Conflict, "There are no questions for this quiz yet. Choose another topic.")
	}
	a.State, a.StartedAt = InProgress, now
	if a.Limit > 0 {
		a.Deadline = now.Add(a.Limit)
	}
	return nil
}

// Open reports whether answers are accepted now.
func (a *Attempt) Open(now time.Time) bool {
	return a.State == InProgress && !a.Late(now)
}

// Late reports whether the deadline has passed, grace included.
func (a *Attempt) Late(now time.Time) bool {
	return !a.Deadline.IsZero() && now.After(a.Deadline.Add(Grace))
}

// Ended reports whether the attempt was sent or has run out of time.
func (a *Attempt) Ended() bool { return a.State == Submitted || a.State == Expired }

// Item returns question n, counted from 1.
func (a *Attempt) Item(n int) (*Item, error) {
	if n < 1 || n > len(a.Items) {
		return nil, fault.New(fault.NotFound, "There is no question %d in this attempt.", n)
	}
	return &a.Items[n-1], nil
}

// Entry is one line of the answer journal, which only grows.
type Entry struct {
	Seq      int
	Item     int // counted from 1
	Question string
	Version  string
	Response bank.Response
	Mark     float64
	At       time.Time
}

// Answer records a response to question n, whose pinned version is q. seen is the sequence number of the answer that the page had shown: 0 for none, and
// -1 when the page did not say, which counts as a first write only. A response that is already kept changes nothing.
func (a *Attempt) Answer(n int, q *bank.Question, r bank.Response, seen int, now time.Time) error {
	item, err := a.Item(n)
	if err != nil {
		return err
	}
	if item.Answer != nil && item.Answer.Response.Same(r) {
		return nil
	}
	if a.Ended() || a.Late(now) {
		return a.tooLate(item)
	}
	if a.State != InProgress {
		return fault.New(fault.Conflict, "This attempt is not open for answers.")
	}
	if item.Answer != nil {
		if a.Mode != Exam {
			return fault.New(fault.Conflict, "Question %d has been answered and explained, so its answer stays as it was.", n)
		}
		if seen != item.Answer.Seq {
			return fault.New(fault.Conflict, "Question %d was answered on another page in the meantime. That answer is kept. Load the question again to change it.", n)
		}
	}
	mark, err := q.Mark(r)
	if err != nil {
		return err
	}
	a.Seq++
	item.Answer = &Answer{Seq: a.Seq, Response: r, Mark: mark, At: now}
	a.Journal = append(a.Journal, Entry{Seq: a.Seq, Item: n, Question: item.Question, Version: item.Version, Response: r, Mark: mark, At: now})
	return nil
}

// tooLate says what was kept.
func (a *Attempt) tooLate(item *Item) error {
	kept := "No answer to this question was kept."
	if item.Answer != nil {
		kept = "Your earlier answer to this question is kept."
	}
	why := "This attempt has been sent, so nothing can be changed."
	if a.State != Submitted {
		why = "The time had ended before this answer arrived."
	}
	return fault.New(fault.Gone, "%s %s %d of %d questions have an answer.", why, kept, a.Answered(), len(a.Items))
}

// Flag sets or clears the learner's own mark on question n. It is no answer and may be set again and again.
func (a *Attempt) Flag(n int, on bool, now time.Time) error {
	item, err := a.Item(n)
	if err != nil {
		return err
	}
	if !a.Open(now) {
		return fault.New(fault.Gone, "This attempt has ended, so nothing can be changed.")
	}
	item.Flagged = on
	return nil
}

// Submit ends the attempt. Sending twice changes nothing.
func (a *Attempt) Submit(now time.Time) error {
	switch {
	case a.Ended():
		return nil
	case a.State != InProgress:
		return fault.New(fault.Conflict, "This attempt has not begun.")
	case a.Late(now):
		a.Expire(now)
		return nil
	}
	a.State, a.EndedAt = Submitted, now
	return nil
}

// Expire ends an attempt whose time has run out, at its deadline. It reports whether anything changed.
func (a *Attempt) Expire(now time.Time) bool {
	if a.State != InProgress || !a.Late(now) {
		return false
	}
	a.State, a.EndedAt = Expired, a.Deadline
	return true
}

// Released reports whether the key, the explanation and the mark of question n may be shown to the learner. A screening releases none, because others are
// asked the same questions after this candidate.
func (a *Attempt) Released(n int) bool {
	if a.Candidate != "" {
		return false
	}
	if a.Ended() {
		return true
	}
	item, err := a.Item(n)
	return err == nil && a.Mode != Exam && item.Answer != nil
}

// Answered counts the questions that have an answer.
func (a *Attempt) Answered() int {
	count := 0
	for i := range a.Items {
		if a.Items[i].Answer != nil {
			count++
		}
	}
	return count
}

// FirstUnanswered returns the number of the first question without an answer, 0 when all have one.
func (a *Attempt) FirstUnanswered() int {
	for i := range a.Items {
		if a.Items[i].Answer == nil {
			return i + 1
		}
	}
	return 0
}

// NextUnanswered returns the first question without an answer after n, or from the start where there is none after it; 0 when all have one.
func (a *Attempt) NextUnanswered(n int) int {
	for i := n; i < len(a.Items); i++ {
		if a.Items[i].Answer == nil {
			return i + 1
		}
	}
	return a.FirstUnanswered()
}
