package views

import (
	"time"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

// Landing is the first page: three doors, or for somebody who has begun, what to go on with.
type Landing struct {
	Page
	// Try is the quiz behind the first button.
	Try QuizLink
	// Continue is the attempt that is open, nil for none.
	Continue *Continue
	// Assigned are quizzes that an instructor gave and that are not taken yet.
	Assigned []AssignedQuiz
	// Next is the advice of the last result, nil for none.
	Next *NextStep
	// Result is the last result, nil for none.
	Result *quiz.Result
	// SignIns are the ready sign-ins of a demonstration.
	SignIns []ReadySignIn
}

// QuizLink is a quiz to take.
type QuizLink struct {
	Slug      string
	Title     string
	Questions int
}

// Continue is an attempt that waits.
type Continue struct {
	Attempt string
	Title   string
	Mode    quiz.Mode
	// Number is the question to go on with, of Total.
	Number, Total int
	// SavedAt is when the last answer was kept, zero before the first.
	SavedAt time.Time
	// Deadline is zero without a time limit.
	Deadline time.Time
}

// AssignedQuiz is a quiz that an instructor gave to the viewer's cohort.
type AssignedQuiz struct {
	Slug, Title, GivenBy string
	// Due is zero where there is no date.
	Due time.Time
}

// NextStep is a step of a result with what it leads to.
type NextStep struct {
	quiz.Step
	Guide GuideLink
	// Readings are the passages behind missed questions.
	Readings []PassageLink
	Quiz     QuizLink
}

// readsFirst reports whether the guide is the act that is advised. A check and a review begin with questions: what they say of the guide is what comes if
// the answers are wrong.
func (s NextStep) readsFirst() bool { return s.Kind == quiz.Learn }

// GuideLink is a guide to read; Slug is empty where there is none.
type GuideLink struct {
	Slug, Title string
	Minutes     int
}

// PassageLink leads to one passage of a guide, which then stands out.
type PassageLink struct {
	Guide, Title, Heading, Passage string
}

// Address is the guide's address with the passage as its target.
func (l PassageLink) Address() string {
	if l.Passage == "" {
		return "/guides/" + l.Guide
	}
	return "/guides/" + l.Guide + "#p-" + l.Passage
}

// Name is what the link says.
func (l PassageLink) Name() string {
	if l.Heading == "" {
		return l.Title
	}
	return l.Title + ", " + l.Heading
}

// ReadySignIn is a ready sign-in of a demonstration.
type ReadySignIn struct {
	Name, Sees, Email, Password string
	Role                        people.Role
}

// signInFor returns the ready sign-in that has a role, nil for none.
func signInFor(role people.Role, ready []ReadySignIn) *ReadySignIn {
	for i := range ready {
		if ready[i].Role == role {
			return &ready[i]
		}
	}
	return nil
}

func (c *Continue) address() string { return "/attempts/" + c.Attempt }

// where says how far the attempt is and what is kept.
func (p Page) where(c *Continue) string {
	words := "Question " + itoa(c.Number) + " of " + itoa(c.Total)
	if !c.SavedAt.IsZero() {
		words += ", saved " + p.moment(c.SavedAt)
	}
	if !c.Deadline.IsZero() {
		words += ". It ends " + p.moment(c.Deadline)
	}
	return words + "."
}

// taken is the number of questions of the first button, five where the page was not told.
func (l Landing) taken() int {
	if l.Try.Questions == 0 {
		return 5
	}
	return l.Try.Questions
}

func (l Landing) title() string {
	if l.Continue != nil {
		return "Continue: " + l.Continue.Title
	}
	return "Know what you know"
}

// specimenScores fill the picture of a class behind the second door.
var specimenScores = [...]int{82, 71, 38, 64, 58, 77, 52, 69, 64, 55, 21, 44, 61, 70, 35, 48, 91, 88, 57, 79, 83, 94, 66, 72}

func minutesOf(guide GuideLink) string {
	if guide.Minutes == 0 {
		return ""
	}
	return ", " + count(guide.Minutes, "minute")
}

// seenAs says whose sign-in a door uses.
func seenAs(ready *ReadySignIn) string {
	if ready == nil {
		return ""
	}
	return " You look in as " + ready.Name + "."
}
