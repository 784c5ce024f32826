package views

import (
	"fmt"
	"time"

	"touchstone/internal/quiz"
	"touchstone/internal/screening"
)

// CandidateReport is what hiring reads of one candidate.
type CandidateReport struct {
	Page
	Screening screening.Screening
	QuizTitle string
	Candidate screening.Candidate
	// Mode, StartedAt and EndedAt are the attempt's.
	Mode               quiz.Mode
	StartedAt, EndedAt time.Time
	// Ties is how many other candidates the test cannot tell from this one.
	Ties int
	// Ask are questions for the interview, from answers that were not right.
	Ask []InterviewQuestion
	// Identity says who the candidate is, nil until somebody asked for it.
	Identity *CandidateIdentity
}

// CandidateIdentity is a candidate's name and address, with those whom it was shown to.
type CandidateIdentity struct {
	Name, Email string
	Shown       []screening.Shown
}

// InterviewQuestion is a missed question as a topic for the talk.
type InterviewQuestion struct{ Stem, Said string }

func (r CandidateReport) result() *quiz.Result { return r.Candidate.Result }

// verdict says how the range stands to the cut.
func (r CandidateReport) verdict() string {
	cut, result := r.Screening.CutScore, r.result()
	switch {
	case cut == 0:
		return ""
	case result.Low > cut:
		return fmt.Sprintf("Above the cut of %d.", cut)
	case result.High < cut:
		return fmt.Sprintf("Below the cut of %d.", cut)
	}
	return fmt.Sprintf("Too close to the cut of %d to decide from this test alone.", cut)
}

func (r CandidateReport) ties() string {
	switch r.Ties {
	case 0:
		return "No other finished candidate has a range that overlaps this one."
	case 1:
		return "One other candidate cannot be told apart from this one by the test."
	}
	return capital(word(r.Ties)) + " other candidates cannot be told apart from this one by the test."
}

// shownTo says to whom the name was shown, and when.
func (r CandidateReport) shownTo() string {
	words := make([]string, len(r.Identity.Shown))
	for i, shown := range r.Identity.Shown {
		words[i] = shown.To + " on " + r.day(shown.At)
	}
	return "Shown to " + list(words) + "."
}

func (r CandidateReport) address() string {
	return "/screenings/" + r.Screening.ID + "/candidates/" + r.Candidate.Code
}

func (r CandidateReport) when() string {
	return r.day(r.EndedAt) + ", " + r.clock(r.StartedAt) + " to " + r.clock(r.EndedAt)
}

// Invitation is the candidate's door: what the test is, and all that counts, before it begins.
type Invitation struct {
	Start
	// Role is the screening's title, Company the organisation's name.
	Role, Company string
	Expires       time.Time
}

// InvitationTaken is what a link shows once its test has been taken, to everybody but the browser that took it.
type InvitationTaken struct {
	Page
	// Role is the screening's title, Company the name of whoever invited.
	Role, Company string
}

// Sent confirms that answers have arrived.
type Sent struct {
	Page
	Attempt *quiz.Attempt
	// Company sees the result; empty where nobody but the person does.
	Company string
	// Reference names the attempt in a talk.
	Reference string
}

func (s Sent) readers() string {
	if s.Company == "" {
		return "stand in your progress"
	}
	return s.Company + " sees"
}
