package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"touchstone/internal/ability"
	"touchstone/internal/curriculum"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
)

// Screening is a sample screening with its candidates.
type Screening struct {
	Screening screening.Screening
	// Quiz was built for the screening by its owner.
	Quiz       quiz.Blueprint
	Candidates []*Candidate
	// Tied are the ids of the two candidates who were made to end near the cut with the same score.
	Tied [2]string
}

// Candidate is a sample candidate; Person is nil until the invitation is opened.
type Candidate struct {
	Candidate screening.Candidate
	Person    *Person
}

// The shape of a screening.
const (
	screeningCut    = 60
	screeningLength = 21
	screeningTime   = 45 // minutes
	startedAt       = 11 // the place of the one who is in the middle of it; those after are invited
	startedAnswers  = 9
	// tieTries bounds the search for the tie: a score near the cut comes about once in five tries.
	tieTries = 60
)

// aims are the scores that the talents of the candidates aim at; what they get is for the model to decide. The second and third tie at the cut.
var aims = [...]float64{86, screeningCut, screeningCut, 78, 70, 62, 55, 47, 41, 33, 24, 55}

// codeLetters leave out what is easily taken for something else.
const codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// SampleScreening makes a screening of 14 candidates, at different points on the way. Its owner is a member who exists.
func SampleScreening(m *Material, owner people.Member, now time.Time, seed uint64) (*Screening, error) {
	chance := source(seed, "screening")
	opened := now.AddDate(0, 0, -9).Truncate(day).Add(9 * hour)
	s := &Screening{
		Screening: screening.Screening{
			ID: newID(chance), Organisation: owner.Organisation, Owner: owner.ID, Title: "Junior backend developer", Quiz: "sample-screening", CutScore: screeningCut,
			CreatedAt: opened, Sample: true,
		},
		Quiz: screeningQuiz(m.topics, owner),
	}
	codes := map[string]bool{}
	for i, name := range candidateNames {
		own := source(seed, name)
		c := &Candidate{Candidate: screening.Candidate{
			ID: newID(own), Screening: s.Screening.ID, Code: newCode(codes, own), Name: name, Email: address(name), Status: screening.Invited,
			InvitedAt: opened.Add(time.Duration(i) * time.Minute),
		}}
		if i == 4 {
			c.Candidate.ExtraTime = 25
		}
		c.Candidate.ExpiresAt = c.Candidate.InvitedAt.Add(screening.LinkLife)
		if err := s.take(m, c, i, opened, now, own); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		s.Candidates = append(s.Candidates, c)
	}
	s.Tied = [2]string{s.Candidates[1].Candidate.ID, s.Candidates[2].Candidate.ID}
	return s, nil
}

func screeningQuiz(topics []curriculum.Topic, owner people.Member) quiz.Blueprint {
	b := quiz.Blueprint{
		Slug: "sample-screening", Title: "Backend foundations", Summary: "What a junior backend developer needs from the first day on.", Mode: quiz.Exam,
		Length: screeningLength, Minutes: screeningTime, PassMark: screeningCut, Owner: owner.ID, Organisation: owner.Organisation,
	}
	for _, topic := range topics {
		if len(b.Shares) < screeningLength/quiz.EnoughAnswers {
			b.Shares = append(b.Shares, quiz.Share{Topic: topic.Slug, Weight: 1})
		}
	}
	return b
}

// take lets a candidate go as far as the place in the list says.
func (s *Screening) take(m *Material, c *Candidate, place int, opened, now time.Time, chance *rand.Rand) error {
	if place > startedAt {
		return nil
	}
	aim := aims[place]
	t := newTalent(m.topics, ability.AbilityFor(aim/100), chance)
	start := opened.Add(time.Duration(1+chance.IntN(6))*day + time.Duration(1+chance.IntN(9))*hour + time.Duration(chance.IntN(60))*time.Minute)
	sit := sitting{blueprint: &s.Quiz, start: start, talent: t, answered: -1, candidate: c.Candidate.ID}
	if place == startedAt {
		sit.start, sit.answered = now.Add(-startedAnswers*2*time.Minute), startedAnswers
	}
	tries := 1
	if aim == screeningCut {
		tries = tieTries
	}
	person, err := s.nearest(m, c, sit, tries, now, chance)
	if err != nil || person == nil {
		return err
	}
	c.Person = person
	a := person.Attempts[0]
	c.Candidate.Attempt, c.Candidate.Result, c.Candidate.Status = a.ID, a.Result, screening.Started
	if a.Ended() {
		c.Candidate.Status = screening.Done
	}
	return nil
}

// nearest takes the quiz up to a number of times, each time as if for the first, and keeps the time that ended nearest to the cut.
func (s *Screening) nearest(m *Material, c *Candidate, sit sitting, tries int, now time.Time, chance *rand.Rand) (*Person, error) {
	var best *Person
	for range tries {
		p := &Person{Member: people.Member{
			ID: newID(chance), Organisation: s.Screening.Organisation, Name: c.Candidate.Name, Role: people.Learner, ExtraTime: c.Candidate.ExtraTime, Sample: true, CreatedAt: sit.start,
		}}
		p.Learner = quiz.NewLearner(p.Member.ID)
		a, err := m.sit(p, sit, now, chance)
		if err != nil || a == nil {
			return nil, err
		}
		if best == nil || s.off(p) < s.off(best) {
			best = p
		}
		if a.Result == nil || tries > 1 && s.off(best) == 0 {
			break
		}
	}
	return best, nil
}

// off is how far a person ended from the cut, in points of the score.
func (s *Screening) off(p *Person) float64 {
	if p.Attempts[0].Result == nil {
		return math.Inf(1)
	}
	return math.Abs(float64(p.Attempts[0].Result.Score - s.Screening.CutScore))
}

// newCode draws four characters that nobody in the screening has.
func newCode(taken map[string]bool, chance *rand.Rand) string {
	for {
		var code [4]byte
		for i := range code {
			code[i] = codeLetters[chance.IntN(len(codeLetters))]
		}
		if !taken[string(code[:])] {
			taken[string(code[:])] = true
			return string(code[:])
		}
	}
}
