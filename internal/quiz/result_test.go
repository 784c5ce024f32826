package quiz

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"testing"
	"time"

	"touchstone/internal/ability"
)

// marked is an ended attempt with these marks, the first half on sql and the rest on rest; a negative mark is no answer.
func markedAttempt(marks ...float64) *Attempt {
	a := &Attempt{ID: "attempt", State: Submitted, StartedAt: start}
	for i, mark := range marks {
		item := Item{Question: fmt.Sprint("q", i), Topic: "sql", Guessing: 0.225}
		if 2*i >= len(marks) {
			item.Topic = "rest"
		}
		if mark >= 0 {
			item.Answer = &Answer{Seq: i + 1, Mark: mark, At: start.Add(time.Duration(i) * time.Minute)}
		}
		a.Items = append(a.Items, item)
	}
	return a
}

func repeated(n int, mark float64) []float64 {
	marks := make([]float64, n)
	for i := range marks {
		marks[i] = mark
	}
	return marks
}

func TestScoreIsOnTheScaleAndInOrder(t *testing.T) {
	last := -1
	for right := 0; right <= 20; right += 4 {
		marks := repeated(20, 0)
		for i := range right {
			marks[i*7%20] = 1
		}
		r := markedAttempt(marks...).Score(start)
		if r.Score <= last || r.Low > r.Score || r.High < r.Score || r.Low < 0 || r.High > 100 || r.Points != float64(right) || r.Answered != 20 || r.Asked != 20 {
			t.Errorf("%d right: %+v after %d", right, r, last)
		}
		last = r.Score
		for _, topic := range r.Topics {
			if topic.Low > topic.Score || topic.High < topic.Score || !topic.Enough || topic.Asked != 10 {
				t.Errorf("%d right: %+v", right, topic)
			}
		}
	}
	if none, all := markedAttempt(repeated(20, 0)...).Score(start), markedAttempt(repeated(20, 1)...).Score(start); none.Score > 30 || all.Score < 70 {
		t.Errorf("nothing right is %d, all right is %d", none.Score, all.Score)
	}
}

func TestMoreAnswersNarrowTheRange(t *testing.T) {
	last := 101
	for _, n := range []int{2, 6, 12, 30, 60} {
		marks := repeated(n, 0)
		for i := range marks {
			marks[i] = float64(i % 2)
		}
		r := markedAttempt(marks...).Score(start)
		if width := r.High - r.Low; width >= last {
			t.Errorf("%d answers: %d wide after %d", n, width, last)
		} else {
			last = width
		}
	}
}

func TestOneBetterMarkNeverLowersTheScore(t *testing.T) {
	base := []float64{1, 0, 0.5, 0, 1, 0.25, 0, 1}
	before := markedAttempt(base...)
	_, responses := before.Responses()
	estimate := ability.DefaultTwoLevel.Estimate(2, responses)
	for i := range base {
		better := append([]float64(nil), base...)
		better[i] = math.Min(1, better[i]+0.5)
		_, responses := markedAttempt(better...).Responses()
		if after := ability.DefaultTwoLevel.Estimate(2, responses); after.Mean.Mean < estimate.Mean.Mean {
			t.Errorf("answer %d is better, the score went from %v to %v", i, estimate.Mean.Mean, after.Mean.Mean)
		}
	}
}

func TestWhatWasNotAnsweredCountsAsNotRight(t *testing.T) {
	left, wrong := markedAttempt(1, 1, -1, -1, 1, 1).Score(start), markedAttempt(1, 1, 0, 0, 1, 1).Score(start)
	if left.Score != wrong.Score || left.Answered != 4 || wrong.Answered != 6 {
		t.Errorf("%+v, %+v", left, wrong)
	}
}

func TestFewAnswersGiveATopicNoFigure(t *testing.T) {
	r := markedAttempt(1, 1, 0, 1).Score(start)
	for _, topic := range r.Topics {
		if topic.Enough {
			t.Errorf("%d answers are enough for %+v", topic.Asked, topic)
		}
	}
	if empty := (&Attempt{}).Score(start); empty.Low < 0 || empty.High > 100 || empty.Low >= empty.High || len(empty.Topics) != 0 {
		t.Errorf("an empty attempt: %+v", empty)
	}
}

func TestVerdictNeedsTheWholeRange(t *testing.T) {
	half := markedAttempt(1, 0, 1, 0, 1, 0, 1, 0)
	r := half.Score(start)
	for mark, want := range map[int]Verdict{0: "", r.Low - 1: Above, r.Low: TooClose, r.Score: TooClose, r.High: TooClose, r.High + 1: Below} {
		half.PassMark = mark
		if got := half.Score(start).Pass; got != want {
			t.Errorf("pass mark %d in %d to %d: %q, want %q", mark, r.Low, r.High, got, want)
		}
	}
}

func TestAResultComesBackFromJSON(t *testing.T) {
	r := markedAttempt(1, 0, 0.5, 1).Score(start)
	r.Next = []Step{{Topic: "sql", Kind: Learn, Reason: "because", Change: "unless", Opens: []string{"rest"}, Passages: []string{"p"}}}
	r.Examples = []Example{{Stem: "Which?", Topic: "sql", Chance: 0.7}}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back Result
	if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(&back, r) {
		t.Errorf("%+v, %v, want %+v", back, err, r)
	}
}

func TestLevelsCoverTheScale(t *testing.T) {
	next := 0
	for _, level := range Levels {
		if level.From != next || level.To < level.From {
			t.Errorf("%+v does not begin at %d", level, next)
		}
		for score := level.From; score <= level.To; score++ {
			if LevelOf(score).Name != level.Name {
				t.Errorf("%d is %s", score, LevelOf(score).Name)
			}
		}
		next = level.To + 1
	}
	if next != 101 {
		t.Errorf("the levels end at %d", next-1)
	}
}
