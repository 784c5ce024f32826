package audit

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"touchstone/internal/bank"
)

// questionsOf makes n different questions about ships, a third of them in each of three schemas.
func questionsOf(n int) []bank.Question {
	var qs []bank.Question
	for i := range n {
		ship := fmt.Sprintf("vessel %c%c", 'A'+i/26, 'A'+i%26)
		qs = append(qs, bank.Question{
			ID: fmt.Sprintf("q%03d", i), Schema: []string{"definition-meaning", "purpose-meaning", "scenario"}[i%3], Kind: bank.Single, Level: bank.Understand, Topic: []string{"harbour", "sea"}[i%2],
			Stem:        fmt.Sprintf("What does the harbour register say about the cargo of the %s?", ship),
			Options:     []bank.Option{{Text: "carries many apples in cold holds", Correct: true}, {Text: "stores coal for a long journey"}, {Text: "moves timber along the narrow coast"}, {Text: "brings grain from a distant port"}},
			Explanation: "The " + ship + " carries many apples in cold holds, because the register of the port says so in plain words.",
			Facts:       []string{fmt.Sprint("f", i)},
			Evidence:    []bank.Evidence{{Document: "ships.md", Quote: fmt.Sprintf("The %s carries many apples in cold holds.", ship), Heading: "Ships"}},
		})
	}
	qs[0].Evidence[0].Quote = "Lighthouses blink."
	qs[1].Evidence[0].Quote = "Gulls fly."
	return qs
}

func TestADrawIsTheSameByItsSeedAndTakesEachPartsShare(t *testing.T) {
	qs := questionsOf(300)
	before, err := json.Marshal(qs)
	if err != nil {
		t.Fatal(err)
	}
	items, again, other := Draw(qs, 100, 7), Draw(qs, 100, 7), Draw(qs, 100, 8)
	for _, form := range Forms {
		if Sheet(items, form) != Sheet(again, form) {
			t.Errorf("two draws by one seed differ in the form %s", form)
		}
		if Sheet(items, form) == Sheet(other, form) {
			t.Errorf("another seed gives the same sheet in the form %s", form)
		}
	}
	if after, _ := json.Marshal(qs); string(after) != string(before) {
		t.Error("drawing changed the questions that it drew from")
	}
	planted, schemas, seen := 0, map[string]int{}, map[string]bool{}
	for n, item := range items {
		if item.Number != n+1 || seen[item.Question.ID] {
			t.Errorf("item %d has the number %d and the question %s, seen before: %v", n+1, item.Number, item.Question.ID, seen[item.Question.ID])
		}
		seen[item.Question.ID] = true
		if item.Planted != "" {
			planted++
		} else {
			schemas[item.Question.Schema]++
		}
	}
	if planted != 10 || len(items) != 110 {
		t.Errorf("%d of %d are planted, want 10 of 110", planted, len(items))
	}
	for schema, n := range schemas {
		if n < 33 || n > 34 {
			t.Errorf("%d of %s, want a third of 100", n, schema)
		}
	}
}

func TestASmallBankGivesPlaceToPlantedDefects(t *testing.T) {
	items := Draw(questionsOf(50), 300, 1)
	planted := 0
	for _, item := range items {
		if item.Planted != "" {
			planted++
		}
	}
	if len(items) != 50 || planted != 5 {
		t.Errorf("%d items, %d planted, want 50 and 5", len(items), planted)
	}
	if got := Draw(nil, 10, 1); len(got) != 0 {
		t.Errorf("no questions gave %d items", len(got))
	}
}

func TestEachDefectIsWhatItsNameSays(t *testing.T) {
	qs := questionsOf(40)
	for seed := range uint64(20) {
		found := map[string]bool{}
		for _, item := range Draw(qs, 20, seed) {
			q, original := &item.Question, &qs[slices.IndexFunc(qs, func(q bank.Question) bool { return q.ID == item.Question.ID })]
			key := q.Options[keyOf(q)].Text
			found[item.Planted] = true
			switch item.Planted {
			case WrongKey:
				if original.Options[keyOf(q)].Correct {
					t.Error("the wrong key is the right one")
				}
			case SecondKey:
				if key != original.Options[0].Text || !slices.ContainsFunc(q.Options, func(o bank.Option) bool {
					return !o.Correct && strings.Contains(o.Text, "apples") && o.Text != key
				}) {
					t.Errorf("no second key: %+v", q.Options)
				}
			case LongCue:
				if len(key) < 50 || longestGuess(q, keyOf(q)) != 1 {
					t.Errorf("the key %q is not long", key)
				}
			case RepeatCue:
				if !strings.Contains(key, "harbour") && !strings.Contains(key, "register") {
					t.Errorf("the key %q repeats nothing of the stem", key)
				}
			case GrammarCue:
				for k, o := range q.Options {
					if changed := o.Text != original.Options[k].Text; changed == o.Correct {
						t.Errorf("option %q, key %v", o.Text, o.Correct)
					}
				}
			case Unsupported:
				if strings.Contains(q.Evidence[0].Quote, "apples") {
					t.Errorf("the quote %q supports the key", q.Evidence[0].Quote)
				}
			}
		}
		for _, d := range defects {
			if d.name != Unsupported && !found[d.name] { // only two questions have a quote that does not support others, and both may be drawn
				t.Errorf("seed %d: no %s", seed, d.name)
			}
		}
	}
}

func TestAJudgeSeesNothingOfTheKey(t *testing.T) {
	qs := questionsOf(60)
	for i := range qs {
		qs[i].Options[0].Why, qs[i].Options[0].Proof = "BECAUSE", "PROVED"
	}
	items := Draw(qs, 40, 3)
	for _, form := range Forms {
		sheet := Sheet(items, form)
		for _, secret := range []string{"q00", "BECAUSE", "PROVED", "definition-meaning", "planted"} {
			if strings.Contains(sheet, secret) {
				t.Errorf("the form %s shows %q", form, secret)
			}
		}
		if strings.Contains(sheet, "Passage:") != (form == WithPassage) || strings.Contains(sheet, "harbour register") != (form != OptionsOnly) {
			t.Errorf("the form %s shows too much or too little", form)
		}
	}
}

func TestLettersOfTheKeyAreThoseOfTheSheet(t *testing.T) {
	value := 4.0
	qs := []bank.Question{
		{ID: "a", Kind: bank.Match, Pairs: []bank.Pair{{Left: "one", Right: "uno"}, {Left: "two", Right: "due"}, {Left: "three", Right: "tre"}}, Decoys: []string{"dieci"}},
		{ID: "b", Kind: bank.Order, Order: []string{"wake", "rise", "wash", "eat"}},
		{ID: "c", Kind: bank.Multiple, Options: []bank.Option{{Text: "x", Correct: true}, {Text: "y"}, {Text: "z", Correct: true}}},
		{ID: "d", Kind: bank.Numeric, Value: &value, Tolerance: 0.5},
		{ID: "e", Kind: bank.Single, Options: []bank.Option{{Text: "10"}, {Text: "20", Correct: true}, {Text: "30"}}},
	}
	for seed := range uint64(30) {
		var items []Item
		for i := range qs {
			item := Draw(qs[i:i+1], 1, seed)
			if len(item) != 0 {
				t.Fatal("a bank of one question has no room for a planted one beside it")
			}
		}
		items = Draw(append(slices.Clone(qs), questionsOf(30)...), 32, seed)
		keys := NewKey(items, nil)
		for n, item := range items {
			q, key := &item.Question, keys[n]
			switch q.ID {
			case "a":
				for k, pair := range q.Pairs {
					if shown(q, item.Letters[key.Answer[k]-'A']) != pair.Right {
						t.Errorf("matching: %s, letters %v", key.Answer, item.Letters)
					}
				}
			case "b":
				for k, step := range q.Order {
					if shown(q, item.Letters[key.Answer[k]-'A']) != step {
						t.Errorf("ordering: %s, letters %v", key.Answer, item.Letters)
					}
				}
				if !key.right(strings.ToLower(key.Answer)) || key.right(sorted(key.Answer)) && key.Answer != sorted(key.Answer) {
					t.Error("the order of the letters does not count")
				}
			case "c":
				if len(key.Answer) != 2 || !key.right(key.Answer[1:]+", "+key.Answer[:1]) || key.right(key.Answer[:1]) {
					t.Errorf("several: %s", key.Answer)
				}
			case "d":
				if !key.right("4.3") || key.right("5") || key.right("none") {
					t.Error("number")
				}
			case "e":
				if key.Answer != "B" && item.Planted == "" {
					t.Errorf("numbers stand out of order: %v", item.Letters)
				}
			}
		}
	}
}

// The reference values are those of the usual examples: R's binom.confint(92, 100, methods = "wilson") gives 0.8500 to 0.9589, and 0 of 10 gives 0 to 0.2775.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		share     Share
		low, high float64
	}{{Share{92, 100}, 0.8500, 0.9589}, {Share{0, 10}, 0, 0.2775}, {Share{10, 10}, 0.7225, 1}, {Share{0, 0}, 0, 1}} {
		if low, high := c.share.Wilson(); math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("%v: %.4f to %.4f, want %.4f to %.4f", c.share, low, high, c.low, c.high)
		}
	}
	if got := (Share{}).String(); got != "-" {
		t.Errorf("nothing counted prints %q", got)
	}
}

// Two readers of 50 proposals, both yes on 20, both no on 15, and 5 and 10 apart: agreement 0.7, by chance 0.5, kappa 0.4.
func TestKappa(t *testing.T) {
	var a, b []bool
	for _, c := range []struct {
		a, b bool
		n    int
	}{{true, true, 20}, {true, false, 5}, {false, true, 10}, {false, false, 15}} {
		for range c.n {
			a, b = append(a, c.a), append(b, c.b)
		}
	}
	if got := kappa([][]bool{a, b}); math.Abs(got-0.4) > 1e-12 {
		t.Errorf("kappa %v, want 0.4", got)
	}
	if got := kappa([][]bool{{true, true}, {true, true}}); !math.IsNaN(got) {
		t.Errorf("kappa of judges who only say yes is %v, want none", got)
	}
}

func judge(t *testing.T, form Form, name, rows string) *Judge {
	t.Helper()
	j, err := ReadJudge(strings.NewReader(strings.Join(Columns[form], ",")+"\n"+rows), name, form)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestScore(t *testing.T) {
	key := &Key{Questions: 50, Words: 1000}
	for n, planted := range []string{"", "", "", "", WrongKey, GrammarCue, Unsupported} {
		key.Items = append(key.Items, KeyItem{Number: n + 1, ID: fmt.Sprint("q", n), Schema: "contrast", Topic: "sea", Kind: bank.Single, Answer: "A", Letters: 4, Planted: planted})
	}
	good := "5,B,y,,apply,y,,,\n6,A,y,cue,apply,y,,,\n7,A,y,,apply,n,,,\n"
	ada := judge(t, WithPassage, "ada", "1,A,y,,apply,y,,,\n2,A,y,,understand,y,D,,\n3,A,n,unclear,remember,y,B C,,\n4,B,y,,r,n,,,odd\n"+good)
	bob := judge(t, WithPassage, "bob", "1,a,yes,,apply,yes,,,\n2,A,y,trivial,apply,y,D,,\n3,A,n,unclear other,remember,y,B,C,\n4,C,n,key,u,n,,,\n"+good)
	lazy := judge(t, WithPassage, "lazy", "1,A,y,,,y,,,\n2,A,y,,,y,,,\n3,A,y,,,y,,,\n4,A,y,,,y,,,\n5,A,y,,,y,,,\n6,A,y,,,y,,,\n7,A,y,,,y,,,\n")
	guess := judge(t, OptionsOnly, "guess", "1,A,\n2,B,\n3,A,\n4,,\n5,A,\n")
	s, err := Score(key, map[Form][]*Judge{WithPassage: {ada, bob, lazy}, OptionsOnly: {guess}})
	if err != nil {
		t.Fatal(err)
	}
	if !s.Judges[0].Counts || !s.Judges[1].Counts || s.Judges[2].Counts || s.Judges[2].Missed[WrongKey] != 1 {
		t.Errorf("judges %+v", s.Judges)
	}
	for _, c := range []struct {
		name      string
		got, want Share
	}{
		{"accepted", s.Accepted, Share{2, 4}}, {"key right", s.KeyRight, Share{3, 4}}, {"key lost", s.KeyLost, Share{1, 4}}, {"supported", s.Supported, Share{3, 4}},
		{"flawed by all", s.FlawedByAll, Share{1, 4}}, {"flawed by any", s.FlawedByAny, Share{3, 4}}, {"agreement", s.Agreement, Share{3, 4}},
		{"false", s.DistractorsFalse, Share{9, 12}}, {"true", s.DistractorsTrue, Share{0, 12}}, {"plausible", s.DistractorsPlausible, Share{9, 12}}, {"implausible", s.Implausible, Share{2, 12}},
		{"understand", s.Understand, Share{2, 4}}, {"apply", s.Apply, Share{1, 4}}, {"options", s.OptionsOnly, Share{2, 3}}, {"by schema", *s.By["schema"]["contrast"], Share{2, 4}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
	if s.Chance != 0.25 || s.Yield != 25 || len(s.Rejected) != 2 || math.Abs(s.Kappa-0.5) > 1e-12 {
		t.Errorf("chance %v, yield %v, kappa %v, rejected %v", s.Chance, s.Yield, s.Kappa, s.Rejected)
	}
	if text := s.String(); !strings.Contains(text, "does not count: under 80 %") || !strings.Contains(text, "50.0 %  [ 15.0,  85.0]  2 of 4") {
		t.Errorf("printed\n%s", text)
	}
	alone, err := Score(key, map[Form][]*Judge{WithPassage: {ada, lazy}})
	if err != nil || alone.Accepted.Of != 0 || !strings.Contains(alone.String(), "Fewer than two judges") {
		t.Errorf("one judge gave a figure: %+v, %v", alone.Accepted, err)
	}
	if _, err := Score(key, map[Form][]*Judge{WithPassage: {judge(t, WithPassage, "eve", "99,A,y,,,y,,,\n")}}); err == nil {
		t.Error("an item that is not in the key is taken")
	}
}

func TestABadRowIsNamed(t *testing.T) {
	header := strings.Join(Columns[WithPassage], ",") + "\n"
	for _, c := range []struct{ name, text, says string }{
		{"empty", "", "names of the columns"},
		{"no column", "item,answer\n1,A\n", `no column "usable"`},
		{"usable", header + "1,A,perhaps,,,y,,,\n", "row 2: usable must be y or n"},
		{"level", header + "1,A,y,,high,y,,,\n", "row 2: the level must be"},
		{"item", header + "one,A,y,,,y,,,\n", "is no item number"},
		{"twice", header + "1,A,y,,,y,,,\n1,B,y,,,y,,,\n", "row 3: item 1 stands twice"},
	} {
		if _, err := ReadJudge(strings.NewReader(c.text), "ada.csv", WithPassage); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

func TestMeasure(t *testing.T) {
	qs := questionsOf(12)
	qs[3].Options[0].Text = "carries apples, pears, plums, cherries and a good deal more in its cold holds"
	f := Measure(qs, 600, bank.NewGate(nil, nil), 0)
	if f.Flaws[4] != 1 || f.Flaws[29] != 4 || f.Flawed != (Share{5, 12}) || f.Duplicates != (Share{11, 12}) || *f.Longest[4] != (Share{1, 12}) || f.Positions[4][0] != 12 || f.By["schema"]["scenario"] != 4 {
		t.Errorf("%+v, longest %v, flaws %v", f, f.Longest[4], f.Flaws)
	}
	if text := f.String(); !strings.Contains(text, "20.0") || !strings.Contains(text, "longest option is the key") {
		t.Errorf("printed\n%s", text)
	}
}
