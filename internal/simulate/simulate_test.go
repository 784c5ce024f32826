package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/screening"
)

var (
	noon   = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	leader = people.Member{ID: "maria", Organisation: "school", Name: "Maria Ortega", Role: people.Instructor}
)

// someQuestions makes 40 questions on each topic, of every kind.
func someQuestions(c *curriculum.Curriculum) []bank.Question {
	chance := rand.New(rand.NewPCG(3, 3))
	var questions []bank.Question
	for _, topic := range c.Topics {
		for i := range 40 {
			name := fmt.Sprintf("%s-%d", topic.Slug, i)
			q := bank.Question{
				ID: name, Family: name, Facts: []string{name}, Topic: topic.Slug, Kind: bank.Single, Stem: "What about " + name + "?", Difficulty: math.Round(100*(0.6*chance.NormFloat64()-0.2)) / 100,
				Options:  []bank.Option{{Text: "a"}, {Text: "b", Correct: true}, {Text: "c"}, {Text: "d"}},
				Evidence: []bank.Evidence{{Passage: "p-" + name}},
			}
			value := float64(i)
			switch i % 10 {
			case 5:
				q.Kind, q.Options[2].Correct = bank.Multiple, true
			case 6:
				q.Kind, q.Options, q.Pairs, q.Decoys = bank.Match, nil, []bank.Pair{{Left: "1", Right: "x"}, {Left: "2", Right: "y"}, {Left: "3", Right: "z"}}, []string{"w"}
			case 7:
				q.Kind, q.Options, q.Order = bank.Order, nil, []string{"one", "two", "three", "four"}
			case 8:
				q.Kind, q.Options, q.Value = bank.Numeric, nil, &value
			case 9:
				q.Kind, q.Options, q.Accept = bank.Short, nil, []string{"idempotent"}
			}
			questions = append(questions, q)
		}
	}
	return questions
}

func material() *Material {
	c := curriculum.Library()
	return NewMaterial(c, someQuestions(c))
}

// seeds are tried one after the other, so that nothing holds for a lucky one only.
var seeds = []uint64{1, 2, 3}

func TestSampleClass(t *testing.T) {
	m := material()
	for _, seed := range seeds {
		c, err := SampleClass(m, leader, noon, seed)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := SampleClass(material(), leader, noon, seed); err != nil || !reflect.DeepEqual(c, again) {
			t.Fatal("the same seed gave another class")
		}
		if len(c.Learners) != 30 || !c.Cohort.Sample || c.Cohort.Members != 30 || len(c.Quizzes) != 8 || len(c.Assignments) != 8 || len(c.InNeed) != 2 {
			t.Fatalf("class of %d with %d quizzes", len(c.Learners), len(c.Quizzes))
		}
		emails := map[string]bool{}
		for _, p := range c.Learners {
			checkPerson(t, m, p, c.Cohort.CreatedAt)
			if _, err := people.NormaliseEmail(p.Member.Email); err != nil || emails[p.Member.Email] || p.Member.Guest() || p.Member.Organisation != leader.Organisation {
				t.Errorf("member %+v", p.Member)
			}
			emails[p.Member.Email] = true
		}
		checkSpread(t, c, seed)
		checkNeed(t, c, seed)
		for i, assignment := range c.Assignments {
			if assignment.Quiz != c.Quizzes[i].Slug || assignment.Done < 20 || assignment.Done > 30 || assignment.CreatedAt.After(noon) {
				t.Errorf("assignment %+v", assignment)
			}
		}
	}
}

// More topics in the library do not change what the samples are asked, or how they do.
func TestSamplesCoverTheFoundations(t *testing.T) {
	whole := curriculum.Library()
	questions := someQuestions(whole)
	small := &curriculum.Curriculum{Topics: whole.Foundations()}
	if len(small.Topics) == len(whole.Topics) {
		t.Fatal("the library has nothing but foundations")
	}
	var classes [2]*Class
	for i, c := range []*curriculum.Curriculum{whole, small} {
		m := NewMaterial(c, questions)
		class, err := SampleClass(m, leader, noon, 1)
		if err != nil {
			t.Fatal(err)
		}
		s, err := SampleScreening(m, leader, noon, 1)
		if err != nil {
			t.Fatal(err)
		}
		im, err := SampleLearner(m, leader, noon, 1)
		if err != nil {
			t.Fatal(err)
		}
		exams := []quiz.Blueprint{class.Quizzes[classWeeks-1], s.Quiz, im.Quizzes[len(im.Quizzes)-1]}
		for _, exam := range exams {
			var covered []curriculum.Topic
			for _, slug := range exam.Topics() {
				topic, _ := whole.Topic(slug)
				covered = append(covered, topic)
			}
			if !reflect.DeepEqual(covered, whole.Foundations()) {
				t.Errorf("%s covers %v", exam.Slug, exam.Topics())
			}
		}
		classes[i] = class
	}
	for i, p := range classes[0].Learners {
		if q := classes[1].Learners[i]; !reflect.DeepEqual(p.Learner, q.Learner) {
			t.Errorf("with more topics %s has %.2f and not %.2f", p.Member.Name, p.Learner.Ability.Mean, q.Learner.Ability.Mean)
		}
	}
}

// checkPerson checks what must be true of every sample person: real questions, pinned; marks and scores that can be computed again; nothing after now.
func checkPerson(t *testing.T, m *Material, p *Person, since time.Time) {
	t.Helper()
	before := since
	seen := map[string]int{}
	l := quiz.NewLearner(p.Member.ID)
	for _, a := range p.Attempts {
		if !a.Sample || a.Owner != p.Member.ID || a.StartedAt.Before(before) || len(a.ID) != 32 {
			t.Errorf("%s: attempt %s of %s, started %v", p.Member.Name, a.ID, a.Owner, a.StartedAt)
		}
		before = a.EndedAt
		at := a.StartedAt
		for i, entry := range a.Journal {
			q := m.questions[entry.Version]
			if q == nil || q.ID != entry.Question || entry.Seq != i+1 || !entry.At.After(at) || entry.At.After(noon) {
				t.Fatalf("%s: journal entry %+v", p.Member.Name, entry)
			}
			at = entry.At
			if mark, err := q.Mark(entry.Response); err != nil || mark != entry.Mark {
				t.Errorf("%s: mark %g, computed again %g, %v", q.ID, entry.Mark, mark, err)
			}
		}
		for i := range a.Items {
			seen[a.Items[i].Question]++
		}
		if !a.Ended() {
			continue
		}
		if a.EndedAt.After(noon) || a.EndedAt.Before(at) {
			t.Errorf("%s: ended at %v, last answer at %v", p.Member.Name, a.EndedAt, at)
		}
		again := a.Score(a.EndedAt)
		if again.Score != a.Result.Score || again.Low != a.Result.Low || again.High != a.Result.High || !reflect.DeepEqual(again.Topics, a.Result.Topics) || len(a.Result.Next) == 0 {
			t.Errorf("%s: result %+v, computed again %+v", p.Member.Name, a.Result, again)
		}
		l.Fold(a)
	}
	if !reflect.DeepEqual(l.Ability, p.Learner.Ability) || !reflect.DeepEqual(l.LastSeen, p.Learner.LastSeen) {
		t.Errorf("%s: what is known does not follow from the attempts", p.Member.Name)
	}
	for id, asked := range p.Learner.Asked {
		if asked.Seen != seen[id] {
			t.Errorf("%s: %s was seen %d times, the history says %d", p.Member.Name, id, seen[id], asked.Seen)
		}
		delete(seen, id)
	}
	if len(seen) > 0 {
		t.Errorf("%s: %d questions are missing from the history", p.Member.Name, len(seen))
	}
}

// checkSpread checks that the class is neither all alike nor all strong or weak, and that the weak topic shows.
func checkSpread(t *testing.T, c *Class, seed uint64) {
	t.Helper()
	var low, high, all float64
	low = 100
	sums, counts := map[string]float64{}, map[string]float64{}
	for _, p := range c.Learners {
		mean := 0.0
		for _, a := range p.Attempts {
			mean += float64(a.Result.Score) / float64(len(p.Attempts))
			for _, topic := range a.Result.Topics {
				sums[topic.Topic] += float64(topic.Score)
				counts[topic.Topic]++
			}
		}
		low, high, all = math.Min(low, mean), math.Max(high, mean), all+mean/float64(len(c.Learners))
	}
	if low > 35 || high < 68 || all < 42 || all > 65 {
		t.Errorf("seed %d: means run from %.0f to %.0f around %.0f", seed, low, high, all)
	}
	for topic := range sums {
		if gap := sums[topic]/counts[topic] - sums[c.WeakTopic]/counts[c.WeakTopic]; topic != c.WeakTopic && gap < 3 {
			t.Errorf("seed %d: %s is only %.1f points above the weak topic %s", seed, topic, gap, c.WeakTopic)
		}
	}
}

// checkNeed checks that the two in need can be found by what a class page shows: low everywhere, or low lately and away.
func checkNeed(t *testing.T, c *Class, seed uint64) {
	t.Helper()
	for _, p := range c.Learners {
		if p.Member.ID != c.InNeed[0] && p.Member.ID != c.InNeed[1] {
			continue
		}
		lowLately := 0
		for _, a := range p.Attempts[len(p.Attempts)-3:] {
			if a.Result.Score < 45 {
				lowLately++
			}
		}
		last := p.Attempts[len(p.Attempts)-1].EndedAt
		if p.Member.ID == c.InNeed[0] && (len(p.Attempts) != 8 || lowLately < 2) || p.Member.ID == c.InNeed[1] && (noon.Sub(last) < 12*day || lowLately < 2) {
			t.Errorf("seed %d: %s took %d quizzes, the last %v ago, and %d of the last three are low", seed, p.Member.Name, len(p.Attempts), noon.Sub(last), lowLately)
		}
	}
}

func TestSampleScreening(t *testing.T) {
	m := material()
	owner := people.Member{ID: "jonas", Organisation: "employer", Name: "Jonas Weber", Role: people.Hiring}
	for _, seed := range seeds {
		s, err := SampleScreening(m, owner, noon, seed)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := SampleScreening(material(), owner, noon, seed); err != nil || !reflect.DeepEqual(s, again) {
			t.Fatal("the same seed gave another screening")
		}
		states := map[screening.Status]int{}
		codes, verdicts := map[string]bool{}, map[quiz.Verdict]int{}
		tied := map[string]int{}
		for _, c := range s.Candidates {
			states[c.Candidate.Status]++
			if codes[c.Candidate.Code] || len(c.Candidate.Code) != 4 || c.Candidate.InvitedAt.After(noon) || c.Candidate.ExpiresAt.Before(noon) || c.Candidate.Screening != s.Screening.ID {
				t.Errorf("candidate %+v", c.Candidate)
			}
			codes[c.Candidate.Code] = true
			if c.Person == nil {
				continue
			}
			checkPerson(t, m, c.Person, c.Candidate.InvitedAt)
			a := c.Person.Attempts[0]
			if len(c.Person.Attempts) != 1 || a.Candidate != c.Candidate.ID || a.ID != c.Candidate.Attempt || !c.Person.Member.Guest() || !c.Person.Member.Sample {
				t.Errorf("person %+v of candidate %+v", c.Person.Member, c.Candidate)
			}
			if a.Result == nil {
				if !a.Open(noon) || a.Answered() != startedAnswers {
					t.Errorf("the one in the middle has answered %d and is open %v", a.Answered(), a.Open(noon))
				}
				continue
			}
			verdicts[a.Result.Pass]++
			if c.Candidate.ID == s.Tied[0] || c.Candidate.ID == s.Tied[1] {
				tied[c.Candidate.ID] = a.Result.Score
				if a.Result.Pass != quiz.TooClose {
					t.Errorf("a tied candidate is %s the cut", a.Result.Pass)
				}
			}
		}
		if len(s.Candidates) != 14 || states[screening.Done] != 11 || states[screening.Started] != 1 || states[screening.Invited] != 2 {
			t.Errorf("seed %d: states %v", seed, states)
		}
		one, other := tied[s.Tied[0]], tied[s.Tied[1]]
		if one-other > 1 || other-one > 1 || one < screeningCut-1 || one > screeningCut+1 {
			t.Errorf("seed %d: the tie is %d and %d", seed, one, other)
		}
		if verdicts[quiz.Above] == 0 || verdicts[quiz.Below] == 0 {
			t.Errorf("seed %d: verdicts %v", seed, verdicts)
		}
	}
}

func TestSampleLearnerImproves(t *testing.T) {
	m := material()
	ada := people.Member{ID: "ada", Organisation: people.PublicOrganisation, Name: "Ada Lindqvist", Email: "ada@example.org", Role: people.Learner, Sample: true}
	for _, seed := range seeds {
		im, err := SampleLearner(m, ada, noon, seed)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := SampleLearner(material(), ada, noon, seed); err != nil || !reflect.DeepEqual(im, again) {
			t.Fatal("the same seed gave another learner")
		}
		checkPerson(t, m, &im.Person, noon.AddDate(0, 0, -80))
		attempts := im.Person.Attempts
		if len(attempts) != 5 || len(im.Quizzes) != 3 {
			t.Fatalf("%d attempts", len(attempts))
		}
		for i := 1; i < len(attempts); i++ {
			if attempts[i].Result.Score <= attempts[i-1].Result.Score-3 {
				t.Errorf("seed %d: attempt %d has %d after %d", seed, i+1, attempts[i].Result.Score, attempts[i-1].Result.Score)
			}
		}
		first, last := attempts[0], attempts[4]
		if last.Result.Score-first.Result.Score < 20 || last.EndedAt.Sub(first.EndedAt) < 11*7*day || noon.Sub(last.EndedAt) > 6*hour {
			t.Errorf("seed %d: from %d at %v to %d at %v", seed, first.Result.Score, first.EndedAt, last.Result.Score, last.EndedAt)
		}
	}
}

// Over many answers the share of right ones is what the model says, on every kind of question, and near misses earn parts of a mark only.
func TestPeopleAnswerByTheModel(t *testing.T) {
	chance := rand.New(rand.NewPCG(5, 5))
	questions := someQuestions(curriculum.Library())
	for _, kind := range []bank.Kind{bank.Single, bank.Multiple, bank.Match, bank.Order, bank.Numeric, bank.Short} {
		want, right, n := 0.0, 0.0, 0
		for i := range questions {
			q := &questions[i]
			if q.Kind != kind {
				continue
			}
			item := &quiz.Item{Difficulty: q.Difficulty, Guessing: 0.9 * q.GuessingChance()}
			for range 100 {
				mark, err := q.Mark(respond(q, item, 0.3, chance))
				if err != nil {
					t.Fatalf("%s: %v", q.ID, err)
				}
				if mark >= quiz.RightMark {
					right++
				}
				want += truth(q, item).Probability(0.3)
				n++
			}
		}
		if got, want := right/float64(n), want/float64(n); math.Abs(got-want) > 4*math.Sqrt(want*(1-want)/float64(n)) {
			t.Errorf("%s: %.3f of %d answers are right, the model says %.3f", kind, got, n, want)
		}
	}
}

// The abilities that the class is given come back from the answers: the ranks agree.
func TestTheClassCanBeMeasured(t *testing.T) {
	m := material()
	c, err := SampleClass(m, leader, noon, 1)
	if err != nil {
		t.Fatal(err)
	}
	talents := spread(len(classNames), skipFirst(source(1, "class"), c))
	var x, y []float64
	for i, p := range c.Learners {
		if i == strugglesAt || i == leavesAt || i == joinsLateAt {
			continue
		}
		x, y = append(x, talents[i]), append(y, p.Learner.Ability.Mean)
	}
	if r := correlation(x, y); r < 0.75 {
		t.Errorf("the correlation of talents and estimates is %.2f", r)
	}
}

// skipFirst uses up the chance that the class took before its talents.
func skipFirst(chance *rand.Rand, c *Class) *rand.Rand {
	for range 1 + len(c.Assignments) {
		newID(chance)
	}
	return chance
}

func correlation(x, y []float64) float64 {
	var mx, my, sxy, sxx, syy float64
	for i := range x {
		mx, my = mx+x[i]/float64(len(x)), my+y[i]/float64(len(y))
	}
	for i := range x {
		sxy, sxx, syy = sxy+(x[i]-mx)*(y[i]-my), sxx+(x[i]-mx)*(x[i]-mx), syy+(y[i]-my)*(y[i]-my)
	}
	return sxy / math.Sqrt(sxx*syy)
}

func TestABankWithoutQuestionsGivesPeopleWithoutWork(t *testing.T) {
	m := NewMaterial(curriculum.Library(), nil)
	c, err := SampleClass(m, leader, noon, 1)
	if err != nil || len(c.Learners) != 30 || len(c.Learners[0].Attempts) != 0 {
		t.Errorf("class: %v", err)
	}
	s, err := SampleScreening(m, leader, noon, 1)
	if err != nil || len(s.Candidates) != 14 || s.Candidates[0].Candidate.Status != screening.Invited {
		t.Errorf("screening: %v", err)
	}
	if im, err := SampleLearner(m, leader, noon, 1); err != nil || len(im.Person.Attempts) != 0 {
		t.Errorf("learner: %v", err)
	}
}

func TestAddressesArePlain(t *testing.T) {
	for name, want := range map[string]string{"Anh Nguyễn": "anh.nguyen@example.org", "Björn Hansen": "bjorn.hansen@example.org", "Mei-Ling Chen": "meiling.chen@example.org"} {
		if got := address(name); got != want {
			t.Errorf("%s has %s, want %s", name, got, want)
		}
	}
	for _, name := range append(append([]string(nil), classNames[:]...), candidateNames[:]...) {
		if plain, err := people.NormaliseEmail(address(name)); err != nil || plain != address(name) || strings.HasPrefix(plain, ".") {
			t.Errorf("%s has %s: %v", name, plain, err)
		}
	}
}
