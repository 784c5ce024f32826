package simulate

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"touchstone/internal/curriculum"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

// Class is a sample cohort that has been taught for eight weeks.
type Class struct {
	Cohort people.Cohort
	// Quizzes were built for the class by its leader, one a week; Assignments gave them.
	Quizzes     []quiz.Blueprint
	Assignments []people.Assignment
	Learners    []*Person
	// WeakTopic is the slug of the topic that the class was made weak on, InNeed the members who were made to need help.
	WeakTopic string
	InNeed    []string
}

// The shape of a class.
const (
	classWeeks   = 8
	weekLength   = 8  // questions of a weekly quiz
	examLength   = 21 // of the last week's
	examMinutes  = 40
	classMean    = 0.45 // logits; a class that was taught is above the population
	classSpread  = 0.75
	weeklyGrowth = 0.05
	weakness     = 1.2  // how far the class is behind on the weak topic
	needTalent   = -1.7 // of the two in need: one from the beginning, one in the last weeks before staying away
	skipChance   = 0.07
	hour         = time.Hour
	day          = 24 * hour
)

// Who is who, as places in classNames.
const (
	strugglesAt = 5  // below everywhere, and works
	leavesAt    = 23 // was fine, then fell behind and has not come back
	joinsLateAt = 29 // has too few answers for figures
)

// leavesAfter is the number of weekly quizzes that the one who stays away took, and fallsAfter of those the ones before things went wrong.
const (
	fallsAfter  = 3
	leavesAfter = 6
)

// SampleClass makes a class of 30 whose work ends before now. Its leader is a member who exists.
func SampleClass(m *Material, leader people.Member, now time.Time, seed uint64) (*Class, error) {
	chance := source(seed, "class")
	begin := now.AddDate(0, 0, -7*classWeeks).Truncate(day)
	c := &Class{WeakTopic: deepest(m.topics), Cohort: people.Cohort{
		ID: newID(chance), Organisation: leader.Organisation, Owner: leader.ID, Name: fmt.Sprintf("Backend, %s", season(begin)), Members: len(classNames),
		CreatedAt: begin.Add(8 * hour), Sample: true,
	}}
	c.plan(m.topics, leader, begin, chance)
	talents := spread(len(classNames), chance)
	for i, name := range classNames {
		own := source(seed, name)
		p := &Person{Member: people.Member{
			ID: newID(own), Organisation: leader.Organisation, Name: name, Email: address(name), Role: people.Learner, Sample: true, CreatedAt: begin.Add(9 * hour),
		}}
		p.Learner = quiz.NewLearner(p.Member.ID)
		if err := c.attend(m, p, i, newTalent(m.topics, talents[i], own), begin, own); err != nil {
			return nil, err
		}
		c.Learners = append(c.Learners, p)
	}
	for i := range c.Assignments {
		c.Assignments[i].Done = c.done(c.Assignments[i].ID)
	}
	return c, nil
}

// plan makes the weekly quizzes: one foundation topic a week in the order of the curriculum, and everything in the last week.
func (c *Class) plan(topics []curriculum.Topic, leader people.Member, begin time.Time, chance *rand.Rand) {
	var all []quiz.Share
	for _, topic := range topics {
		if len(all) == classWeeks-1 {
			break
		}
		share := quiz.Share{Topic: topic.Slug, Weight: 1}
		all = append(all, share)
		c.Quizzes = append(c.Quizzes, quiz.Blueprint{
			Slug: fmt.Sprintf("sample-week-%d", len(all)), Title: fmt.Sprintf("Week %d: %s", len(all), topic.Title), Summary: topic.Summary,
			Mode: quiz.Exam, Shares: []quiz.Share{share}, Length: weekLength,
		})
	}
	c.Quizzes = append(c.Quizzes, quiz.Blueprint{
		Slug: fmt.Sprintf("sample-week-%d", classWeeks), Title: fmt.Sprintf("Week %d: everything so far", classWeeks), Summary: "All topics of the course, in the way of an exam.",
		Mode: quiz.Exam, Shares: all, Length: examLength, Minutes: examMinutes, PassMark: 60,
	})
	for week := range c.Quizzes {
		b := &c.Quizzes[week]
		b.Owner, b.Organisation = leader.ID, leader.Organisation
		given := begin.Add(time.Duration(7*week)*day + 9*hour)
		c.Assignments = append(c.Assignments, people.Assignment{
			ID: newID(chance), Cohort: c.Cohort.ID, Quiz: b.Slug, Title: b.Title, Due: given.Add(6 * day), CreatedAt: given, Leader: leader.Name,
		})
	}
}

// attend lets one learner of the class take the quizzes that they would take.
func (c *Class) attend(m *Material, p *Person, place int, t talent, begin time.Time, chance *rand.Rand) error {
	t.topics[c.WeakTopic] -= weakness
	switch place {
	case strugglesAt:
		t.overall = needTalent
		c.InNeed = append(c.InNeed, p.Member.ID)
	case leavesAt:
		t.overall = classMean
		c.InNeed = append(c.InNeed, p.Member.ID)
	}
	for week := range c.Quizzes {
		start := begin.Add(time.Duration(7*week+chance.IntN(6))*day + 10*hour + time.Duration(chance.IntN(11*60))*time.Minute)
		skips := chance.Float64() < skipChance
		today := t.raised(weeklyGrowth * float64(week))
		switch place {
		case strugglesAt:
			today, skips = t, false
		case leavesAt:
			skips = week >= leavesAfter
			if week >= fallsAfter {
				today = talent{needTalent, t.topics}
			}
		case joinsLateAt:
			skips = week < 6 || week == len(c.Quizzes)-1
		}
		if skips {
			continue
		}
		if _, err := m.sit(p, sitting{blueprint: &c.Quizzes[week], start: start, talent: today, answered: -1, assignment: c.Assignments[week].ID}, start, chance); err != nil {
			return fmt.Errorf("%s, week %d: %w", p.Member.Name, week+1, err)
		}
	}
	return nil
}

// done counts the learners who have sent an assignment.
func (c *Class) done(assignment string) int {
	count := 0
	for _, p := range c.Learners {
		for _, a := range p.Attempts {
			if a.Assignment == assignment && a.Ended() {
				count++
				break
			}
		}
	}
	return count
}

// spread returns n overall abilities at equally likely points of the class's normal distribution, in an order of chance, so that no seed gives a strange class.
func spread(n int, chance *rand.Rand) []float64 {
	talents := make([]float64, n)
	for i := range talents {
		talents[i] = classMean + classSpread*distuv.UnitNormal.Quantile((float64(i)+0.5)/float64(n))
	}
	chance.Shuffle(n, func(i, j int) { talents[i], talents[j] = talents[j], talents[i] })
	return talents
}

// deepest returns the first of the topics with the longest way to them: what a class is most likely to be weak on.
func deepest(topics []curriculum.Topic) string {
	depth := map[string]int{}
	type place struct {
		slug  string
		depth int
	}
	var places []place
	for _, topic := range topics {
		for _, need := range topic.Needs {
			depth[topic.Slug] = max(depth[topic.Slug], depth[need.Topic]+1)
		}
		places = append(places, place{topic.Slug, depth[topic.Slug]})
	}
	sort.SliceStable(places, func(i, j int) bool { return places[i].depth > places[j].depth })
	if len(places) == 0 {
		return ""
	}
	return places[0].slug
}

// season names the half of the year in which a course began.
func season(begin time.Time) string {
	if month := begin.Month(); month >= time.February && month <= time.July {
		return fmt.Sprintf("spring %d", begin.Year())
	}
	return fmt.Sprintf("autumn %d", begin.Year())
}
