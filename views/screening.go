package views

import (
	"sort"
	"time"

	"touchstone/internal/screening"
)

// Screenings lists the screenings of an organisation.
type Screenings struct {
	Page
	Screenings []ScreeningEntry
}

// ScreeningEntry is one line of the list.
type ScreeningEntry struct {
	screening.Screening
	Invited, Finished int
}

// cutRoom is how many points of the scale the name of the cut needs on either side.
const cutRoom = 12

// NewScreening is the form that makes one.
type NewScreening struct {
	Page
	Title, Quiz, CutScore string
	Quizzes               []QuizLink
	Problems              Problems
}

// Screening is the blind list of candidates. It holds no name and no address: only codes reach the page.
type Screening struct {
	Page
	Screening screening.Screening
	QuizTitle string
	// Candidates must come without names; the page shows their codes.
	Candidates []screening.Candidate
	// Link is the invitation that was just made, nil for none. It is shown this once.
	Link *InvitationLink
	// Name, Email and ExtraTime are what was typed into the form.
	Name, Email, ExtraTime string
	Problems               Problems
}

// InvitationLink is a new candidate's door.
type InvitationLink struct {
	Code, URL string
	Expires   time.Time
}

// candidateGroup holds candidates whom the cut does not tell apart.
type candidateGroup struct {
	name, why  string
	candidates []screening.Candidate
}

func (s Screening) finished() int {
	n := 0
	for i := range s.Candidates {
		if s.Candidates[i].Result != nil {
			n++
		}
	}
	return n
}

// groups puts finished candidates above, at or below the cut by their ranges; without a cut they are one group.
func (s Screening) groups() []candidateGroup {
	above := candidateGroup{name: "Above the cut", why: "Each range lies wholly above the cut. The test tells no more: read their work in any order."}
	close := candidateGroup{name: "Too close to call", why: "The cut lies inside each range. This test alone does not decide."}
	below := candidateGroup{name: "Below the cut", why: "Each range lies wholly below the cut."}
	if s.Screening.CutScore == 0 {
		close.name, close.why = "Finished", "There is no cut. Where two ranges overlap, the test cannot tell the two apart."
	}
	for _, candidate := range s.Candidates {
		switch result := candidate.Result; {
		case result == nil:
		case s.Screening.CutScore > 0 && result.Low > s.Screening.CutScore:
			above.candidates = append(above.candidates, candidate)
		case s.Screening.CutScore > 0 && result.High < s.Screening.CutScore:
			below.candidates = append(below.candidates, candidate)
		default:
			close.candidates = append(close.candidates, candidate)
		}
	}
	var groups []candidateGroup
	for _, group := range []candidateGroup{above, close, below} {
		if len(group.candidates) == 0 {
			continue
		}
		sort.SliceStable(group.candidates, func(i, j int) bool {
			a, b := group.candidates[i], group.candidates[j]
			if a.Result.Score != b.Result.Score {
				return a.Result.Score > b.Result.Score
			}
			return a.Code < b.Code
		})
		groups = append(groups, group)
	}
	return groups
}

func (s Screening) waiting() []screening.Candidate {
	var waiting []screening.Candidate
	for _, candidate := range s.Candidates {
		if candidate.Result == nil {
			waiting = append(waiting, candidate)
		}
	}
	return waiting
}

func (s Screening) address() string { return "/screenings/" + s.Screening.ID }

func (s Screening) reportAddress(c screening.Candidate) string {
	return s.address() + "/candidates/" + c.Code
}

// progressOf says where an unfinished candidate stands.
func (s Screening) progressOf(c screening.Candidate) (detail, state string) {
	switch c.Status {
	case screening.Started:
		return "Invited " + s.ago(c.InvitedAt), "in progress"
	case screening.Lapsed:
		return "Invited " + s.ago(c.InvitedAt), "the link has run out"
	}
	return "Invited " + s.ago(c.InvitedAt) + ", the link works until " + s.dayAndMonth(c.ExpiresAt), "not started"
}

var extraTimes = []preferenceChoice{{"0", "None"}, {"25", "25 % more time"}, {"50", "50 % more time"}, {"75", "75 % more time"}, {"100", "Twice the time"}}
