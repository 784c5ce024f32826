package store_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

func TestWhatAGuideReadsOfTheLibraryIsTheLiveVersion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		on := func(topic string) (string, int) {
			t.Helper()
			hash, questions, err := s.LibraryOn(t.Context(), topic)
			if err != nil {
				t.Fatal(err)
			}
			return hash, questions
		}
		if hash, n := on("sql"); hash != "" || n != 0 {
			t.Errorf("before the first library: %q with %d questions", hash, n)
		}
		first := storetest.LoadLibrary(t, s)
		if hash, n := on("sql"); hash != "library-1" || n != 30 {
			t.Errorf("the first library: %q with %d questions", hash, n)
		}
		if got := must[[]*bank.Question](t)(s.TopicQuestions(t.Context(), "sql")); len(got) != 30 || got[7].Version() != first.Questions[7].Version() || got[7].Explanation == "" {
			t.Errorf("%d questions on sql, the eighth %+v", len(got), got[7])
		}
		facts := must[[]bank.Fact](t)(s.Facts(t.Context(), "definition"))
		if len(facts) != len(first.Facts) || !slices.IsSortedFunc(facts, func(a, b bank.Fact) int { return strings.Compare(a.Document+" "+a.ID, b.Document+" "+b.ID) }) {
			t.Errorf("%d definitions, want %d", len(facts), len(first.Facts))
		}
		for _, fact := range facts {
			if i := slices.IndexFunc(first.Facts, func(f bank.Fact) bool { return f.ID == fact.ID }); i < 0 || first.Facts[i].Subject != fact.Subject || !slices.Equal(first.Facts[i].Quotes, fact.Quotes) {
				t.Errorf("the fact came back as %+v", fact)
			}
		}
		if other := must[[]bank.Fact](t)(s.Facts(t.Context(), "purpose")); len(other) != 0 {
			t.Errorf("%d facts of another relation", len(other))
		}

		second := &store.Library{Hash: "library-2", Questions: storetest.Questions("sql", 12), Quizzes: first.Quizzes}
		must[bool](t)(s.LoadLibrary(t.Context(), second))
		if hash, n := on("sql"); hash != "library-2" || n != 12 {
			t.Errorf("the second library: %q with %d questions", hash, n)
		}
		if got := must[[]*bank.Question](t)(s.TopicQuestions(t.Context(), "rest")); len(got) != 0 {
			t.Errorf("%d retired questions are still asked", len(got))
		}
	})
}

func TestLearnerOnATopicKnowsTheAnsweredQuestionsOfThatTopicAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		ann := storetest.AddAccount(t, s, "ann", people.Learner)
		if l := must[*quiz.Learner](t)(s.LearnerOn(t.Context(), "ann", "sql")); l.Member != "ann" || len(l.Asked) != 0 {
			t.Errorf("before the first answer: %+v", l)
		}
		a := storetest.Start(t, s, ann, "practice")
		want := map[string]float64{}
		for n := 1; n <= 6; n++ { // the others are asked and not answered
			changed := must[*quiz.Attempt](t)(storetest.Answer(t, s, a, n, n%2))
			if item := changed.Items[n-1]; item.Topic == "sql" {
				want[item.Question] = item.Answer.Mark
			}
		}
		finish(t, s, a)
		whole := must[*quiz.Learner](t)(s.Learner(t.Context(), "ann"))
		before := s.Statements()
		l := must[*quiz.Learner](t)(s.LearnerOn(t.Context(), "ann", "sql"))
		if spent := s.Statements().Since(before); spent.Reads != 1 || spent.Writes != 0 {
			t.Errorf("a page about a topic costs %+v", spent)
		}
		if other := must[*quiz.Learner](t)(s.LearnerOn(t.Context(), "ann", "kinds")); len(other.Asked) != 0 || !reflect.DeepEqual(other.Ability, whole.Ability) || !reflect.DeepEqual(other.LastSeen, whole.LastSeen) {
			t.Errorf("on a topic without answers: %+v, want the ability %+v", other, whole.Ability)
		}
		if len(want) == 0 || len(l.Asked) != len(want) {
			t.Fatalf("%d answered questions, want %d", len(l.Asked), len(want))
		}
		for id, mark := range want {
			if asked := l.Asked[id]; asked == nil || asked.LastMark != mark || asked.Topic != "sql" || *asked != *whole.Asked[id] {
				t.Errorf("%s: %+v, want mark %v", id, asked, mark)
			}
		}
		share, answers := l.TopicShare("rest")
		if wantShare, wantAnswers := whole.TopicShare("rest"); share != wantShare || answers != wantAnswers {
			t.Errorf("the ability on another topic is %+v of %d answers, want %+v of %d", share, answers, wantShare, wantAnswers)
		}
	})
}
