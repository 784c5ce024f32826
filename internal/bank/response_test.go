package bank

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchstone/internal/fault"
)

func TestMarkOfEachKind(t *testing.T) {
	value := 0.3
	single := &Question{Kind: Single, Options: []Option{{Text: "a"}, {Text: "b", Correct: true}, {Text: "c"}}}
	multiple := &Question{Kind: Multiple, Options: []Option{{Correct: true}, {Correct: true}, {}, {}, {Correct: true}}}
	match := &Question{Kind: Match, Pairs: []Pair{{"x", "one"}, {"y", "two"}, {"z", "one"}}, Decoys: []string{"none"}} // rights: one two one none
	order := &Question{Kind: Order, Order: []string{"first", "second", "third", "fourth"}}
	numeric := &Question{Kind: Numeric, Value: &value}
	for _, c := range []struct {
		name string
		q    *Question
		r    Response
		want float64
	}{
		{"right choice", single, Response{Choices: []int{1}}, 1},
		{"wrong choice", single, Response{Choices: []int{0}}, 0},
		{"not known", single, Response{DontKnow: true}, 0},
		{"all right choices", multiple, Response{Choices: []int{0, 1, 4}}, 1},
		{"two of three", multiple, Response{Choices: []int{0, 4}}, 2.0 / 3},
		{"two right, one wrong", multiple, Response{Choices: []int{0, 1, 2}}, 1.0 / 3},
		{"one right, one wrong", multiple, Response{Choices: []int{0, 2}}, 0},
		{"wrong ones alone never go below nothing", multiple, Response{Choices: []int{2, 3}}, 0},
		{"everything chosen", multiple, Response{Choices: []int{0, 1, 2, 3, 4}}, 1.0 / 3},
		{"all pairs", match, Response{Rights: []int{0, 1, 2}}, 1},
		{"the same words from another pair", match, Response{Rights: []int{2, 1, 0}}, 1},
		{"one pair", match, Response{Rights: []int{-1, 1, -1}}, 1.0 / 3},
		{"a decoy", match, Response{Rights: []int{3, 3, 3}}, 0},
		{"right order", order, Response{Sequence: []int{0, 1, 2, 3}}, 1},
		{"reversed", order, Response{Sequence: []int{3, 2, 1, 0}}, 0},
		{"last one first", order, Response{Sequence: []int{3, 0, 1, 2}}, 2.0 / 3},
		{"two halves exchanged", order, Response{Sequence: []int{2, 3, 0, 1}}, 2.0 / 3},
		{"a sum of floats", numeric, Response{Text: "0.30000000000000004"}, 1},
		{"another number", numeric, Response{Text: "0.31"}, 0},
	} {
		if got, err := c.q.Mark(c.r); err != nil || math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, %v, want %v", c.name, got, err, c.want)
		}
	}
}

func TestWhatAQuestionDoesNotKnowIsRefused(t *testing.T) {
	options := []Option{{Text: "a", Correct: true}, {Text: "b"}}
	single, multiple := &Question{Kind: Single, Options: options}, &Question{Kind: Multiple, Options: options}
	match := &Question{Kind: Match, Pairs: []Pair{{"x", "1"}, {"y", "2"}}}
	order := &Question{Kind: Order, Order: []string{"a", "b", "c"}}
	for _, c := range []struct {
		q *Question
		r Response
	}{
		{single, Response{}}, {single, Response{Choices: []int{0, 1}}}, {single, Response{Choices: []int{2}}}, {single, Response{Choices: []int{-1}}}, {single, Response{Text: "a"}},
		{multiple, Response{}}, {multiple, Response{Choices: []int{0, 0}}}, {multiple, Response{Choices: []int{1, 0}}}, {multiple, Response{Choices: []int{0, 2}}},
		{match, Response{}}, {match, Response{Rights: []int{0}}}, {match, Response{Rights: []int{-1, -1}}}, {match, Response{Rights: []int{0, 2}}}, {match, Response{Rights: []int{0, -2}}},
		{order, Response{}}, {order, Response{Sequence: []int{0, 1}}}, {order, Response{Sequence: []int{0, 1, 1}}}, {order, Response{Sequence: []int{0, 1, 3}}},
		{&Question{Kind: Order, Order: []string{"a"}}, Response{Sequence: []int{0}}},
		{&Question{Kind: Numeric}, Response{Text: "1"}}, {&Question{Kind: Short, Accept: []string{"x"}}, Response{Text: " \u200b "}}, {&Question{Kind: "essay"}, Response{Text: "x"}},
	} {
		if _, err := c.q.Mark(c.r); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s %+v: %v", c.q.Kind, c.r, err)
		}
	}
}

// Whatever is answered, a mark is from 0 to 1; it is 1 for the key alone, and one more right thing never lowers it.
func TestMarksAreBoundedAndMonotone(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		n := 2 + chance.IntN(7)
		options := make([]Option, n)
		var key []int
		for i := range options {
			options[i].Text = fmt.Sprint(i)
			if options[i].Correct = chance.IntN(2) == 0; options[i].Correct {
				key = append(key, i)
			}
		}
		if len(key) == 0 {
			continue
		}
		q := &Question{Kind: Multiple, Options: options}
		var chosen []int
		for i := range n {
			if chance.IntN(2) == 0 {
				chosen = append(chosen, i)
			}
		}
		if len(chosen) == 0 {
			continue
		}
		mark := marked(t, q, Response{Choices: chosen})
		if (mark == 1) != slices.Equal(chosen, key) {
			t.Fatalf("mark %v for %v, key %v", mark, chosen, key)
		}
		for i, option := range options {
			if !slices.Contains(chosen, i) {
				more := append(slices.Clone(chosen), i)
				slices.Sort(more)
				if after := marked(t, q, Response{Choices: more}); option.Correct && after < mark || !option.Correct && after > mark {
					t.Fatalf("%v has %v, %v has %v", chosen, mark, more, after)
				}
			}
		}

		order := &Question{Kind: Order, Order: make([]string, n)}
		sequence := chance.Perm(n)
		if mark := marked(t, order, Response{Sequence: sequence}); (mark == 1) != slices.IsSorted(sequence) {
			t.Fatalf("mark %v for %v", mark, sequence)
		}

		match := &Question{Kind: Match}
		rights := make([]int, n)
		right := 0
		for i := range n {
			match.Pairs = append(match.Pairs, Pair{fmt.Sprint("left", i), fmt.Sprint("right", i)})
			rights[i] = chance.IntN(n)
			if rights[i] == i {
				right++
			}
		}
		if mark := marked(t, match, Response{Rights: rights}); math.Abs(mark-float64(right)/float64(n)) > 1e-12 {
			t.Fatalf("mark %v for %v", mark, rights)
		}
	}
}

func marked(t *testing.T, q *Question, r Response) float64 {
	t.Helper()
	mark, err := q.Mark(r)
	if err != nil || mark < 0 || mark > 1 || math.IsNaN(mark) {
		t.Fatalf("%s %+v: mark %v, %v", q.Kind, r, mark, err)
	}
	return mark
}

func TestNumbersAsTyped(t *testing.T) {
	for text, want := range map[string]float64{
		"12": 12, " 12 ": 12, "+12": 12, "-12": -12, "−12": -12, "- 12": -12, "0.5": 0.5, "0,5": 0.5, ".5": 0.5, ",5": 0.5, "5.": 5, "1 000": 1000, "1\u00a0000": 1000,
		"1\u202f000,5": 1000.5, "1'000": 1000, "1’000.25": 1000.25, "1e3": 1000, "1E-3": 0.001, "４０４": 404, "００７": 7, "0": 0, "-0": 0, "12345678901234567890": 12345678901234567890,
	} {
		if got, ok := ParseNumber(text); !ok || got != want {
			t.Errorf("%q is %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", " ", ".", ",", "-", "+", "e", "e5", "1e", "abc", "12 apples", "12%", "0x10", "1_000", "1,000.5", "1.000,5", "1,000,000", "1.2.3", "--1", "1-2", "NaN", "Inf", "-Infinity", "1e999",
		"10²", "½", "٣", "1\u0300", "\x0012", "\xff", "11111111111111111111111111111111111111111",
	} {
		if got, ok := ParseNumber(text); ok {
			t.Errorf("%q is taken as %v", text, got)
		}
	}
}

func TestToleranceIsInclusive(t *testing.T) {
	value := 100.0
	q := &Question{Kind: Numeric, Value: &value, Tolerance: 5}
	for text, want := range map[string]float64{"95": 1, "105": 1, "94.99": 0, "105.01": 0, "100": 1, "-100": 0} {
		if mark := marked(t, q, Response{Text: text}); mark != want {
			t.Errorf("%s: %v", text, mark)
		}
	}
}

func TestSameIgnoresHowNothingIsWritten(t *testing.T) {
	for _, c := range []struct {
		a, b Response
		want bool
	}{
		{Response{}, Response{Choices: []int{}}, true}, {Response{Choices: []int{1, 2}}, Response{Choices: []int{1, 2}}, true}, {Response{Choices: []int{1}}, Response{Choices: []int{2}}, false},
		{Response{Rights: []int{-1}}, Response{Rights: []int{0}}, false}, {Response{Sequence: []int{0, 1}}, Response{Sequence: []int{1, 0}}, false},
		{Response{Text: "a"}, Response{Text: "A"}, false}, {Response{DontKnow: true}, Response{}, false},
	} {
		if c.a.Same(c.b) != c.want || c.b.Same(c.a) != c.want {
			t.Errorf("%+v and %+v", c.a, c.b)
		}
	}
}

func TestVersionChangesWithWhatALearnerSees(t *testing.T) {
	q := Question{ID: "x", Kind: Single, Stem: "Which?", Options: []Option{{Text: "a", Correct: true}, {Text: "b"}}}
	first := q.Version()
	if again := q.Version(); again != first || len(first) != 24 {
		t.Errorf("%q, then %q", first, again)
	}
	q.Stem = "Which one?"
	if q.Version() == first {
		t.Error("another stem has the same version")
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, text := range []string{"12", "0,5", "1 000", "−1", "1e3", "４", "NaN", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if value, ok := ParseNumber(text); ok && (math.IsNaN(value) || math.IsInf(value, 0)) {
			t.Errorf("%q is taken as %v", text, value)
		}
	})
}

// TestThousandsMayBeTypedAsTheyAreShown lets people type 12,000 as our texts write it, and 12,5 as much of Europe does.
func TestThousandsMayBeTypedAsTheyAreShown(t *testing.T) {
	for _, c := range []struct {
		key   float64
		typed string
		want  float64
	}{
		{12000, "12,000", 1}, {12000, "12000", 1}, {12000, "12 000", 1}, {1120000, "1,120,000", 1}, {1234.5, "1,234.5", 1},
		{12.5, "12,5", 1}, {1.234, "1,234", 1}, {12, "12,000", 1}, {12000, "12", 0}, {1200, "12,00", 0}, {1000, "0,001,000", 0},
	} {
		q := Question{Kind: Numeric, Value: &c.key}
		if got, err := q.Mark(Response{Text: c.typed}); got != c.want && (err == nil || c.want == 1) {
			t.Errorf("%q for %v earns %v, %v, want %v", c.typed, c.key, got, err, c.want)
		}
	}
}
