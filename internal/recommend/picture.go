package recommend

import (
	"sync"
	"time"

	"touchstone/internal/ability"
	"touchstone/internal/curriculum"
	"touchstone/internal/quiz"
)

// masteryCut is MasteryScore as an ability in logits.
var masteryCut = sync.OnceValue(func() float64 { return ability.AbilityFor(MasteryScore / 100.0) })

// picture is what is known of one person at one time, topic by topic in the order of the curriculum.
type picture struct {
	learner *quiz.Learner
	now     time.Time
	topics  []topic
	index   map[string]int
	// below[j][k] says that k rests on j, directly or not.
	below [][]bool
}

type topic struct {
	curriculum.Topic
	needs []int
	// mastery is M, the probability that the topic's ability is at or above the cut.
	mastery float64
	answers int
	// right and mistakes count the topic's questions by their last answer.
	right, mistakes int
	seen            time.Time
	// recall is R, the share of what was known that still comes to mind; stability is in days. age is in days.
	recall, stability, age float64
	// open says that the topic may be learnt now.
	open bool
}

func (t *topic) enough() bool   { return t.answers >= quiz.EnoughAnswers }
func (t *topic) mastered() bool { return t.enough() && t.mastery >= MasteredFrom }

// there reports whether other topics may be built on an open one that is not mastered: it is probable, or nothing that was answered on it is still wrong.
// The second part is for the person who gets all of a basic topic right and fails an advanced one: the model, which expects topics to be alike, then thinks
// less of the basic one than its own answers do.
func (t *topic) there() bool {
	return t.enough() && (t.mastery >= probable || t.spotless() && t.mastery > NotYetUpTo)
}

func (t *topic) spotless() bool       { return t.answers > 0 && t.mistakes == 0 }
func (t *topic) uncertainty() float64 { return t.mastery * (1 - t.mastery) }

// look reads the learner's state. Topics that the curriculum does not know have no prerequisites to reason with and are left out.
func look(c *curriculum.Curriculum, l *quiz.Learner, now time.Time) *picture {
	p := &picture{learner: l, now: now, topics: make([]topic, len(c.Topics)), index: make(map[string]int, len(c.Topics))}
	for k, known := range c.Topics {
		p.index[known.Slug] = k
	}
	p.below = make([][]bool, len(c.Topics))
	for j := range p.below {
		p.below[j] = make([]bool, len(c.Topics))
	}
	right, mistakes := map[string]int{}, map[string]int{}
	for _, asked := range l.Asked {
		if asked.LastMark >= quiz.RightMark {
			right[asked.Topic]++
		} else if !asked.LastAt.IsZero() { // a question that was shown and never answered is no mistake
			mistakes[asked.Topic]++
		}
	}
	for k, known := range c.Topics {
		t := topic{Topic: known, right: right[known.Slug], mistakes: mistakes[known.Slug], seen: l.LastSeen[known.Slug]}
		for _, need := range known.Needs {
			j, exists := p.index[need.Topic]
			if !exists || j >= k { // a prerequisite stands before what needs it, or it does not count
				continue
			}
			t.needs = append(t.needs, j)
			p.below[j][k] = true
			for i := range j {
				p.below[i][k] = p.below[i][k] || p.below[i][j]
			}
		}
		posterior, answers := ability.DefaultTwoLevel.Topic(l.Ability, known.Slug)
		t.mastery, t.answers = ability.Above(posterior, masteryCut()), answers
		t.remember(now)
		p.topics[k] = t
	}
	p.openTopics()
	return p
}

// openTopics marks what may be learnt now. Each prerequisite must be mastered, or be open itself and there. A prerequisite with too few answers must be
// probable and less uncertain than what rests on it: else it is to be checked first.
func (p *picture) openTopics() {
	for k := range p.topics {
		t := &p.topics[k]
		t.open = true
		for _, j := range t.needs {
			need := &p.topics[j]
			assumed := !need.enough() && need.mastery >= probable && need.uncertainty() < t.uncertainty()
			t.open = t.open && (need.mastered() || need.open && (need.there() || assumed))
		}
	}
}

// haveNeeds is the product of the prerequisites' M.
func (p *picture) haveNeeds(k int) float64 {
	product := 1.0
	for _, j := range p.topics[k].needs {
		product *= p.topics[j].mastery
	}
	return product
}

// unlocks is the share of the other topics not mastered yet that rest on topic k, directly or not; 0 when k does not stand in their way.
func (p *picture) unlocks(k int) float64 {
	if p.topics[k].there() {
		return 0
	}
	below, all := 0, 0
	for u := range p.topics {
		if u == k || p.topics[u].mastered() {
			continue
		}
		all++
		if p.below[k][u] {
			below++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(below) / float64(all)
}

// usedAbove reports whether a topic that rests on topic k has been answered: then k is checked before it is taught, whatever those answers suggest.
func (p *picture) usedAbove(k int) bool {
	for u := range p.topics {
		if p.below[k][u] && p.topics[u].answers > 0 {
			return true
		}
	}
	return false
}

// opened returns the slugs of the topics that would be open if topic k were mastered and are not open now.
func (p *picture) opened(k int) []string {
	if p.topics[k].mastered() {
		return nil
	}
	then := *p
	then.topics = append([]topic(nil), p.topics...)
	then.topics[k].mastery, then.topics[k].answers = 1, max(quiz.EnoughAnswers, then.topics[k].answers)
	then.openTopics()
	var slugs []string
	for u := range p.topics {
		if then.topics[u].open && !p.topics[u].open && !p.topics[u].mastered() {
			slugs = append(slugs, p.topics[u].Slug)
		}
	}
	return slugs
}
