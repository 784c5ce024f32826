package recommend

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"touchstone/internal/ability"
	"touchstone/internal/curriculum"
	"touchstone/internal/quiz"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// topics makes a curriculum from lines of a topic and what it needs, in an order in which it can be learnt.
func topics(lines ...string) *curriculum.Curriculum {
	c := &curriculum.Curriculum{}
	for _, line := range lines {
		words := strings.Fields(line)
		topic := curriculum.Topic{Slug: words[0], Title: strings.ToUpper(words[0])}
		for _, need := range words[1:] {
			topic.Needs = append(topic.Needs, curriculum.Need{Topic: need})
		}
		c.Topics = append(c.Topics, topic)
	}
	return c
}

var small = topics("web", "http web", "sql web", "oauth http", "mixed http sql")

// answer folds answers of one mark on a topic into what is known, given some days before noon.
func answer(l *quiz.Learner, topic string, mark float64, n, daysAgo int) {
	for range n {
		l.Ability = ability.DefaultTwoLevel.Update(l.Ability, topic, replayItem, mark)
		id := fmt.Sprint(topic, len(l.Asked))
		l.Asked[id] = &quiz.Asked{Question: id, Topic: topic, Seen: 1, LastMark: mark, LastAt: noon.AddDate(0, 0, -daysAgo)}
	}
	if at := noon.AddDate(0, 0, -daysAgo); at.After(l.LastSeen[topic]) {
		l.LastSeen[topic] = at
	}
}

func learner(fill func(l *quiz.Learner)) *quiz.Learner {
	l := quiz.NewLearner("m")
	fill(l)
	return l
}

func TestNextForTypicalLearners(t *testing.T) {
	everything := func(mark float64, n, daysAgo int) func(*quiz.Learner) {
		return func(l *quiz.Learner) {
			for _, topic := range small.Topics {
				answer(l, topic.Slug, mark, n, daysAgo)
			}
		}
	}
	for name, test := range map[string]struct {
		fill  func(*quiz.Learner)
		focus Focus
		topic string
		kind  quiz.StepKind
		says  string
	}{
		"no answers begin at the root":             {func(*quiz.Learner) {}, Focus{}, "web", quiz.Check, "You have not answered anything yet. 4 topics build on this one."},
		"all wrong begin at the root":              {everything(0, 4, 0), Focus{}, "web", quiz.Learn, "Your 4 answers on it put you at"},
		"all right have the first review":          {everything(1, 20, 1), Focus{}, "web", quiz.Review, "its review is due in"},
		"all right and long ago have a due review": {everything(1, 20, 120), Focus{}, "web", quiz.Review, "You know it, and your last answer on it was 120 days ago. "},
		"a known root opens what rests on it":      {func(l *quiz.Learner) { answer(l, "web", 1, 12, 0) }, Focus{}, "http", quiz.Check, "You know what it needs: WEB."},
		"a missed topic whose need is unknown":     {func(l *quiz.Learner) { answer(l, "oauth", 0, 3, 0) }, Focus{Topics: map[string]Happened{"oauth": {Asked: 3, Missed: 3}}}, "web", quiz.Check, "You got 0 of 3 questions on OAUTH right, and that builds on this topic."},
		"two answers are too few":                  {func(l *quiz.Learner) { answer(l, "web", 1, 1, 0); answer(l, "web", 0, 1, 0) }, Focus{Topics: map[string]Happened{"web": {Asked: 2, Missed: 1}}}, "web", quiz.Check, "You got 1 of 2 questions on it right, which is too few to tell. "},
		"a missed topic with its needs known": {func(l *quiz.Learner) {
			answer(l, "web", 1, 14, 0)
			answer(l, "sql", 1, 14, 0)
			answer(l, "http", 0, 4, 0)
		}, Focus{Topics: map[string]Happened{"http": {Asked: 4, Missed: 4}}}, "http", quiz.Learn, "You got 0 of 4 questions on it right. You"},
		"a goal tips the balance between two roads": {func(l *quiz.Learner) { answer(l, "web", 1, 20, 0) }, Focus{Goals: []string{"sql"}}, "sql", quiz.Check, "You know what it needs"},
	} {
		t.Run(name, func(t *testing.T) {
			steps := Next(small, learner(test.fill), test.focus, noon)
			if len(steps) == 0 {
				t.Fatal("no step")
			}
			if first := steps[0]; first.Topic != test.topic || first.Kind != test.kind || !strings.Contains(first.Reason, test.says) {
				t.Errorf("first step is %s %s %q, want %s %s with %q", first.Kind, first.Topic, first.Reason, test.kind, test.topic, test.says)
			}
		})
	}
}

func TestAnUnknownTopicGetsNoStepOfItsOwn(t *testing.T) {
	l := learner(func(l *quiz.Learner) { answer(l, "gardening", 0, 5, 0) })
	for _, step := range Next(small, l, Focus{Goals: []string{"gardening"}, Topics: map[string]Happened{"gardening": {Asked: 5, Missed: 5}}}, noon) {
		if step.Topic == "gardening" {
			t.Errorf("a step on a topic that the curriculum does not know: %+v", step)
		}
	}
	if steps := Next(&curriculum.Curriculum{}, l, Focus{}, noon); len(steps) != 0 {
		t.Errorf("an empty curriculum gives %+v", steps)
	}
}

func TestAReviewThatIsDueFollowsTheAdvice(t *testing.T) {
	l := learner(func(l *quiz.Learner) {
		answer(l, "web", 1, 16, 60)
		answer(l, "sql", 1, 16, 0)
		answer(l, "http", 0, 2, 0)
	})
	steps := Next(small, l, Focus{}, noon)
	last := steps[len(steps)-1]
	if steps[0].Kind == quiz.Review || last.Kind != quiz.Review || last.Topic != "web" {
		t.Errorf("steps are %+v, want something to learn first and the review of web last", steps)
	}
}

// someone makes a learner of chance over a curriculum of chance, from nothing answered to everything.
func someone(chance *rand.Rand) (*curriculum.Curriculum, *quiz.Learner) {
	c := &curriculum.Curriculum{}
	for k := range 1 + chance.IntN(12) {
		topic := curriculum.Topic{Slug: fmt.Sprintf("t%d", k), Title: fmt.Sprintf("Topic %c", 'A'+k)}
		for j := range k {
			if chance.Float64() < 2/float64(k+1) {
				topic.Needs = append(topic.Needs, curriculum.Need{Topic: c.Topics[j].Slug})
			}
		}
		c.Topics = append(c.Topics, topic)
	}
	l := quiz.NewLearner("m")
	talent, asked := chance.Float64(), chance.Float64()
	for _, topic := range c.Topics {
		if chance.Float64() > asked {
			continue
		}
		days := chance.IntN(100)
		for range chance.IntN(16) {
			mark := 0.0
			if chance.Float64() < talent {
				mark = 1
			}
			answer(l, topic.Slug, mark, 1, days)
		}
	}
	return c, l
}

// focusOfChance makes an attempt's traces that fit the learner.
func focusOfChance(c *curriculum.Curriculum, l *quiz.Learner, chance *rand.Rand) Focus {
	focus := Focus{Topics: map[string]Happened{}}
	for _, topic := range c.Topics {
		n := l.Ability.Topics[topic.Slug].Answers
		if n == 0 || chance.IntN(3) > 0 {
			continue
		}
		asked := 1 + chance.IntN(n)
		focus.Goals = append(focus.Goals, topic.Slug)
		focus.Topics[topic.Slug] = Happened{Asked: asked, Missed: chance.IntN(asked + 1)}
	}
	return focus
}

// What must hold of every advice, over 1500 people and curricula of chance.
func TestNextHoldsItsPromises(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 1))
	kinds := map[quiz.StepKind]int{}
	for range 1500 {
		c, l := someone(chance)
		focus := focusOfChance(c, l, chance)
		steps := Next(c, l, focus, noon)
		if !reflect.DeepEqual(steps, Next(c, l, focus, noon)) {
			t.Fatal("the same input gave two answers")
		}
		if len(steps) < 1 || len(steps) > 3 {
			t.Fatalf("%d steps", len(steps))
		}
		mastered, missing := judge(c, l)
		seen := map[string]bool{}
		for _, step := range steps {
			kinds[step.Kind]++
			if seen[step.Topic] {
				t.Fatalf("%s is advised twice", step.Topic)
			}
			seen[step.Topic] = true
			topic := topicOf(t, c, step.Topic)
			if mastered[step.Topic] != (step.Kind == quiz.Review) {
				t.Errorf("%s of %s, mastered %v", step.Kind, step.Topic, mastered[step.Topic])
			}
			if step.Kind == quiz.Review && len(mastered) < len(c.Topics) && !reviewDue(l, step.Topic) {
				t.Errorf("review of %s is not due", step.Topic)
			}
			for _, need := range topic.Needs {
				if step.Kind != quiz.Review && missing[need.Topic] {
					t.Errorf("%s is advised although %s is known to be missing", step.Topic, need.Topic)
				}
			}
			for _, sentence := range []string{step.Reason, step.Change} {
				if sentence == "" && sentence == step.Change {
					continue
				}
				if strings.Count(sentence, ". ") > 1 || len(sentence) > 230 {
					t.Errorf("too long: %q", sentence)
				}
				if !strings.HasSuffix(sentence, ".") || strings.ToUpper(sentence[:1]) != sentence[:1] || strings.Contains(sentence, "  ") || strings.Contains(sentence, ", .") || strings.Contains(sentence, "%!") {
					t.Errorf("not a sentence: %q", sentence)
				}
			}
			if first, second, two := strings.Cut(step.Change, ". "); two && strings.Contains(first, second[strings.LastIndex(second, ", ")+2:len(second)-1]) {
				t.Errorf("both sentences say the same: %q", step.Change)
			}
			if strings.Contains(step.Reason, "of 1 ") {
				t.Errorf("nobody says %q", step.Reason)
			}
			if step.Reason == "" || strings.Contains(step.Reason, step.Change) && step.Change != "" {
				t.Errorf("not a reason: %q", step.Reason)
			}
		}
	}
	for _, kind := range []quiz.StepKind{quiz.Learn, quiz.Check, quiz.Review} {
		if kinds[kind] < 50 {
			t.Errorf("only %d steps of kind %s: the people are not varied enough to prove anything", kinds[kind], kind)
		}
	}
}

// judge works out mastery by itself from the learner's state; missing also holds what rests on something missing and is not mastered.
func judge(c *curriculum.Curriculum, l *quiz.Learner) (mastered, missing map[string]bool) {
	mastered, missing = map[string]bool{}, map[string]bool{}
	cut := ability.AbilityFor(0.6)
	for _, topic := range c.Topics {
		n, answers := ability.DefaultTwoLevel.Topic(l.Ability, topic.Slug)
		above := (1 - math.Erf((cut-n.Mean)/n.SD/math.Sqrt2)) / 2
		if answers >= 3 && above >= 0.9 {
			mastered[topic.Slug] = true
			continue
		}
		missing[topic.Slug] = answers >= 3 && above <= 0.3
		for _, need := range topic.Needs {
			missing[topic.Slug] = missing[topic.Slug] || missing[need.Topic]
		}
	}
	return mastered, missing
}

func reviewDue(l *quiz.Learner, topic string) bool {
	right := 0
	for _, asked := range l.Asked {
		if asked.Topic == topic && asked.LastMark == 1 {
			right++
		}
	}
	return noon.Sub(l.LastSeen[topic]).Hours()/24 > 2.3065*float64(1+right)
}

func topicOf(t *testing.T, c *curriculum.Curriculum, slug string) curriculum.Topic {
	t.Helper()
	for _, topic := range c.Topics {
		if topic.Slug == slug {
			return topic
		}
	}
	t.Fatalf("unknown topic %s", slug)
	return curriculum.Topic{}
}

var claim = regexp.MustCompile(`^(?:After|It takes about) (\d+) (?:more )?(right|wrong) answers?(?: in a row)? on (Topic .)(?:,| before) (?:a review of )?(Topic .) comes next(?:, because Topic . builds on it)?\.$`)

// Each “After n more right answers on A, B comes next” is tried: after n such answers the advice is B, and after one fewer it is still A.
func TestWhatWouldChangeTheAdviceReallyChangesIt(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 2))
	tried := map[string]int{}
	for range 1000 {
		c, l := someone(chance)
		focus := focusOfChance(c, l, chance)
		step := Next(c, l, focus, noon)[0]
		said := claim.FindStringSubmatch(step.Change)
		if said == nil {
			continue
		}
		n, err := strconv.Atoi(said[1])
		if err != nil {
			t.Fatal(err)
		}
		mark := 1.0
		if said[2] == "wrong" {
			mark = 0
		}
		if title := topicOf(t, c, step.Topic).Title; said[3] != title {
			t.Fatalf("the change of a step on %s is about %s", title, said[3])
		}
		for i := range n {
			answer(l, step.Topic, mark, 1, 0)
			now := topicOf(t, c, Next(c, l, focus, noon)[0].Topic).Title
			if i < n-1 && now != said[3] || i == n-1 && now != said[4] {
				t.Errorf("after %d answers %s comes first; said was %q", i+1, now, step.Change)
			}
		}
		if long := strings.HasPrefix(step.Change, "It takes"); long != (n > fewAnswers) {
			t.Errorf("%d answers are said as %q", n, step.Change)
		}
		tried[said[2]]++
	}
	if tried["right"] < 200 {
		t.Errorf("only %d claims about right answers were tried", tried["right"])
	}
}

// Each topic in Opens is not open before and is open when the step's topic has been mastered.
func TestOpensTellsWhatBecomesReady(t *testing.T) {
	l := learner(func(l *quiz.Learner) {
		answer(l, "web", 1, 14, 0)
		answer(l, "http", 0, 3, 0)
		answer(l, "sql", 1, 14, 0)
	})
	steps := Next(small, l, Focus{}, noon)
	if steps[0].Topic != "http" || !reflect.DeepEqual(steps[0].Opens, []string{"oauth", "mixed"}) {
		t.Fatalf("first step %s opens %v, want http to open oauth and mixed", steps[0].Topic, steps[0].Opens)
	}
	answer(l, "http", 1, 30, 0)
	for _, s := range Standing(small, l, noon) {
		if (s.Topic == "oauth" || s.Topic == "mixed") && s.State != Ready {
			t.Errorf("%s is %s after http was learnt", s.Topic, s.State)
		}
	}
}

func TestStandingNamesEveryState(t *testing.T) {
	l := learner(func(l *quiz.Learner) {
		answer(l, "web", 1, 14, 2)
		answer(l, "http", 0, 2, 1)
		answer(l, "http", 1, 2, 1)
		answer(l, "oauth", 0, 1, 0)
	})
	standing := Standing(small, l, noon)
	want := map[string]State{"web": Known, "http": Learning, "sql": Ready, "oauth": Few, "mixed": Later}
	next := 0
	for i, s := range standing {
		if s.Topic != small.Topics[i].Slug {
			t.Errorf("place %d holds %s", i, s.Topic)
		}
		if s.State != want[s.Topic] {
			t.Errorf("%s is %s, want %s", s.Topic, s.State, want[s.Topic])
		}
		if s.Enough != (s.Answers >= 3) || s.Enough && !(s.Low <= s.Score && s.Score <= s.High && s.High > s.Low) {
			t.Errorf("%s: figures %+v", s.Topic, s)
		}
		if s.Next {
			next++
			if advised := Next(small, l, Focus{}, noon)[0].Topic; advised != s.Topic {
				t.Errorf("%s is marked next, and %s is advised", s.Topic, advised)
			}
		}
	}
	if next != 1 {
		t.Errorf("%d topics are next", next)
	}
}

// Values of the FSRS-6 curve with stability 10 days, computed independently.
func TestRecallMeetsTheKnownCurve(t *testing.T) {
	for days, want := range map[float64]float64{0: 1, 5: .94034, 10: .9, 20: .84588, 60: .74272} {
		if got := recallAfter(days, 10); math.Abs(got-want) > 1e-5 {
			t.Errorf("R(%g) = %.6f, want %.5f", days, got, want)
		}
	}
}

// The figures that the choice of MasteryScore rests on: 34 of 40 right, one wrong in every six or seven.
func TestMasteryIsWithinReach(t *testing.T) {
	l := quiz.NewLearner("m")
	right := 0
	for n := 1; n <= 40; n++ {
		mark := 0.0
		if float64(right+1) <= 0.85*float64(n)+1e-9 {
			mark = 1
			right++
		}
		answer(l, "web", mark, 1, 0)
	}
	posterior, _ := ability.DefaultTwoLevel.Topic(l.Ability, "web")
	at60, at80 := ability.Above(posterior, masteryCut()), ability.Above(posterior, ability.AbilityFor(.8))
	if right != 34 || at60 < MasteredFrom || at80 > 0.5 {
		t.Errorf("%d of 40 right: P(60) = %.2f, P(80) = %.2f", right, at60, at80)
	}
}
