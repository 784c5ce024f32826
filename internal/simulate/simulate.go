// Package simulate makes people who do not exist: a sample class, a sample screening and a sample learner for demonstrations. They answer real questions
// by the model that scores are computed with, under the rules that real attempts obey, and everything of theirs is marked as a sample.
package simulate

import (
	"encoding/hex"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"time"

	"touchstone/internal/ability"
	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/recommend"
)

// Material is what sample people are asked.
type Material struct {
	curriculum *curriculum.Curriculum
	// topics are the ones that sample quizzes cover: the foundations, however many topics the curriculum has.
	topics    []curriculum.Topic
	questions map[string]*bank.Question // by version
	pools     map[string][]quiz.Candidate
}

// NewMaterial prepares the questions of a bank for sample people.
func NewMaterial(c *curriculum.Curriculum, questions []bank.Question) *Material {
	m := &Material{curriculum: c, topics: c.Foundations(), questions: make(map[string]*bank.Question, len(questions)), pools: map[string][]quiz.Candidate{}}
	for i := range questions {
		q := &questions[i]
		version := q.Version()
		m.questions[version] = q
		m.pools[q.Topic] = append(m.pools[q.Topic], quiz.Candidate{
			ID: q.ID, Version: version, Topic: q.Topic, Family: q.Family, Schema: q.Schema, Kind: q.Kind, Facts: q.Facts, Difficulty: q.Difficulty,
			Guessing: 0.9 * q.GuessingChance(), // as questions are kept in the bank: blind picking is a little less lucky than one in n
			Shuffled: q.Shuffled(),
		})
	}
	return m
}

// Person is one sample person with all that they did.
type Person struct {
	Member people.Member
	// Learner is what is known after the last attempt, with how often each question was seen.
	Learner *quiz.Learner
	// Attempts have ended unless the person is in the middle of one; the earliest is first. Their journals are complete.
	Attempts []*quiz.Attempt
}

// talent is what a sample person really can do, in logits.
type talent struct {
	overall float64
	// topics are the deviations from it.
	topics map[string]float64
}

func (t talent) at(topic string) float64 { return t.overall + t.topics[topic] }

// topicSpread is the SD of a person's topics around the overall ability, as the two-level model has it.
var topicSpread = ability.DefaultTwoLevel.Sigma

// newTalent draws the deviations for an overall ability.
func newTalent(topics []curriculum.Topic, overall float64, chance *rand.Rand) talent {
	t := talent{overall, make(map[string]float64, len(topics))}
	for _, topic := range topics {
		t.topics[topic.Slug] = topicSpread * chance.NormFloat64()
	}
	return t
}

// raised returns the talent with another overall ability.
func (t talent) raised(by float64) talent { return talent{t.overall + by, t.topics} }

// sitting is how one attempt goes.
type sitting struct {
	blueprint *quiz.Blueprint
	start     time.Time
	talent    talent
	// answered is the number of questions answered before the person leaves; -1 for all of them.
	answered              int
	assignment, candidate string
}

// sit lets a person take a quiz. An attempt that is left in the middle runs out of time where it has a limit that ends before now, and else stays open.
// It is nil when the bank has no question for the quiz.
func (m *Material) sit(p *Person, s sitting, now time.Time, chance *rand.Rand) (*quiz.Attempt, error) {
	drawn, _ := quiz.Draw(s.blueprint, m.pool(s.blueprint, p.Learner), chance)
	if len(drawn) == 0 {
		return nil, nil
	}
	a := quiz.New(s.blueprint, drawn, p.Member.ExtraTime, chance)
	a.ID, a.Owner, a.Organisation, a.Sample = newID(chance), p.Member.ID, p.Member.Organisation, true
	a.Assignment, a.Candidate = s.assignment, s.candidate
	at := s.start.Truncate(time.Second)
	a.CreatedAt = at
	if err := a.Begin(at); err != nil {
		return nil, err
	}
	for i := range a.Items {
		see(p.Learner, &a.Items[i])
		if s.answered >= 0 && i >= s.answered {
			continue
		}
		at = at.Add(pause(a, chance))
		item := &a.Items[i]
		q := m.questions[item.Version]
		if err := a.Answer(i+1, q, respond(q, item, s.talent.at(item.Topic), chance), 0, at); err != nil {
			return nil, err
		}
	}
	if s.answered < 0 {
		if err := a.Submit(at.Add(5 * time.Second)); err != nil {
			return nil, err
		}
	}
	a.Expire(now)
	recommend.Finish(m.curriculum, a, p.Learner, m.questions, a.EndedAt)
	p.Attempts = append(p.Attempts, a)
	return a, nil
}

// pool returns the questions of a blueprint's topics with how often the learner has seen each.
func (m *Material) pool(b *quiz.Blueprint, l *quiz.Learner) []quiz.Candidate {
	var pool []quiz.Candidate
	for _, topic := range b.Topics() {
		for _, candidate := range m.pools[topic] {
			if asked := l.Asked[candidate.ID]; asked != nil {
				candidate.Seen = asked.Seen
			}
			pool = append(pool, candidate)
		}
	}
	return pool
}

func see(l *quiz.Learner, item *quiz.Item) {
	asked := l.Asked[item.Question]
	if asked == nil {
		asked = &quiz.Asked{Question: item.Question, Topic: item.Topic}
		l.Asked[item.Question] = asked
	}
	asked.Seen++
}

// pause is the time for one question: log-normal around 30 seconds, and never so long that the attempt's limit would end it.
func pause(a *quiz.Attempt, chance *rand.Rand) time.Duration {
	pause := time.Duration(30 * math.Exp(0.45*chance.NormFloat64()) * float64(time.Second)).Truncate(time.Second)
	if a.Limit > 0 {
		pause = min(pause, (a.Limit-10*time.Second).Truncate(time.Second)/time.Duration(len(a.Items)))
	}
	return max(pause.Truncate(time.Second), time.Second)
}

// newID returns an identifier of 128 bits in hex, like those of real things.
func newID(chance *rand.Rand) string {
	var id [16]byte
	for i := range id {
		id[i] = byte(chance.Uint32())
	}
	return hex.EncodeToString(id[:])
}

// source returns the chance of one person or thing, so that a change to one does not move the others.
func source(seed uint64, name string) *rand.Rand {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(name)) // a hash never fails
	return rand.New(rand.NewPCG(seed, hash.Sum64()))
}
