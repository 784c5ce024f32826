package simulate

import (
	"fmt"
	"math"
	"time"

	"touchstone/internal/ability"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

// Improver is a sample learner who has got better over eleven weeks.
type Improver struct {
	Person Person
	// Quizzes were built by the person.
	Quizzes []quiz.Blueprint
}

// stages are the five attempts: days before now, the quiz, and the score that the talent of the day aims at.
var stages = [...]struct {
	daysAgo int
	quiz    int
	aim     int
}{{79, 0, 34}, {58, 1, 43}, {37, 1, 52}, {16, 1, 57}, {0, 2, 64}}

const (
	// stageTries and stageMiss bound the search for an attempt whose score is near its aim: one attempt has a range of some 25 points, and five of them
	// would hide the progress as often as not.
	stageTries = 40
	stageMiss  = 3
)

// SampleLearner makes the work of a member who exists, or will: five attempts over eleven weeks, the last one hours before now, with scores that rise.
func SampleLearner(m *Material, member people.Member, now time.Time, seed uint64) (*Improver, error) {
	im := &Improver{Person: Person{Member: member, Learner: quiz.NewLearner(member.ID)}}
	im.build(m)
	chance := source(seed, "learner "+member.Name)
	t := newTalent(m.topics, 0, chance)
	t.topics[deepest(m.topics)] -= weakness
	for stage, s := range stages {
		start := now.AddDate(0, 0, -s.daysAgo).Add(-3*hour - time.Duration(chance.IntN(90))*time.Minute)
		sit := sitting{blueprint: &im.Quizzes[s.quiz], start: start, talent: talent{ability.AbilityFor(float64(s.aim) / 100), t.topics}, answered: -1}
		var best *Person
		miss := math.MaxInt
		for try := 0; try < stageTries && miss > stageMiss; try++ {
			p := im.Person.copied()
			a, err := m.sit(p, sit, start, chance)
			if err != nil {
				return nil, fmt.Errorf("attempt %d: %w", stage+1, err)
			}
			if a == nil {
				break
			}
			if off := max(a.Result.Score-s.aim, s.aim-a.Result.Score); off < miss {
				best, miss = p, off
			}
		}
		if best != nil {
			im.Person = *best
		}
	}
	return im, nil
}

// build makes the three quizzes: a first try, a mixed one and an exam.
func (im *Improver) build(m *Material) {
	var shares []quiz.Share
	for _, topic := range m.topics {
		shares = append(shares, quiz.Share{Topic: topic.Slug, Weight: 1})
	}
	member := im.Person.Member
	for _, b := range []quiz.Blueprint{
		{Slug: "sample-first-try", Title: "First try", Summary: "A little of everything.", Mode: quiz.Practice, Length: 12},
		{Slug: "sample-mixed", Title: "Mixed", Summary: "All foundations, without a limit.", Mode: quiz.Practice, Length: 18},
		{Slug: "sample-exam", Title: "Backend foundations", Summary: "All foundations, in the way of an exam.", Mode: quiz.Exam, Length: 24, Minutes: 45, PassMark: 60},
	} {
		b.Shares, b.Owner, b.Organisation = shares, member.ID, member.Organisation
		im.Quizzes = append(im.Quizzes, b)
	}
}

// copied returns a person who can take another attempt without the first knowing.
func (p *Person) copied() *Person {
	l := *p.Learner
	l.Asked = make(map[string]*quiz.Asked, len(p.Learner.Asked))
	for id, asked := range p.Learner.Asked {
		own := *asked
		l.Asked[id] = &own
	}
	l.LastSeen = make(map[string]time.Time, len(p.Learner.LastSeen))
	for topic, seen := range p.Learner.LastSeen {
		l.LastSeen[topic] = seen
	}
	return &Person{Member: p.Member, Learner: &l, Attempts: append([]*quiz.Attempt(nil), p.Attempts...)}
}
