package compute

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
)

// widestLine is what a phone of 320 pixels shows of code without scrolling, in characters.
const widestLine = 40

func TestVariantsAreManyAndDiffer(t *testing.T) {
	count, ids, shown := map[string]int{}, map[string]bool{}, map[string]bool{}
	topics := map[string]bool{}
	questions := made(t).Questions
	for i := range questions {
		q := &questions[i]
		count[q.Family]++
		topics[q.Topic] = true
		sight := q.Stem + q.Code + keyText(q)
		if ids[q.ID] || shown[sight] {
			t.Errorf("%q stands twice", q.Stem)
		}
		ids[q.ID], shown[sight] = true, true
	}
	if len(count) < 40 {
		t.Errorf("%d families, want 40 or more", len(count))
	}
	for family, n := range count {
		if n < Variants {
			t.Errorf("the family %s has %d variants", family, n)
		}
	}
	for _, topic := range curriculum.Library().Topics {
		if !topics[topic.Slug] {
			t.Errorf("no computed question counts for %s", topic.Slug)
		}
	}
}

// TestNoKeyCanBeLearntByHeart looks at the keys of each family: no answer may be right for half of its variants or more.
func TestNoKeyCanBeLearntByHeart(t *testing.T) {
	keys, total := map[string]map[string]int{}, map[string]int{}
	questions := made(t).Questions
	for i := range questions {
		q := &questions[i]
		if keys[q.Family] == nil {
			keys[q.Family] = map[string]int{}
		}
		keys[q.Family][keyText(q)]++
		total[q.Family]++
	}
	for family, answers := range keys {
		for answer, n := range answers {
			if 2*n >= total[family] {
				t.Errorf("family %s: %q answers %d of %d variants", family, answer, n, total[family])
			}
		}
	}
}

// TestKeysHaveNoRank compares places of the key with chance: by length among texts, by size among numbers. Four standard deviations are allowed.
func TestKeysHaveNoRank(t *testing.T) {
	var longest, largest, smallestKey, texts, numbers, expectedTexts, expectedNumbers float64
	questions := made(t).Questions
	for i := range questions {
		q := &questions[i]
		if q.Kind != bank.Single {
			continue
		}
		key, numeric := -1, true
		top := 0
		for k, o := range q.Options {
			if o.Correct {
				key = k
			} else {
				top = max(top, utf8.RuneCountInString(o.Text))
			}
			numeric = numeric && measure.MatchString(o.Text)
		}
		n := float64(len(q.Options))
		if numeric {
			numbers++
			expectedNumbers += 1 / n
			if key == len(q.Options)-1 {
				largest++
			}
			if key == 0 {
				smallestKey++
			}
			continue
		}
		texts++
		expectedTexts += 1 / n
		if utf8.RuneCountInString(q.Options[key].Text) > top {
			longest++
		}
	}
	if limit := expectedTexts + 4*math.Sqrt(0.25*texts); longest > limit {
		t.Errorf("the key is the longest option in %v of %v questions", longest, texts)
	}
	if limit := expectedNumbers + 4*math.Sqrt(0.25*numbers); largest > limit || smallestKey > limit {
		t.Errorf("the key is the largest number in %v and the smallest in %v of %v questions", largest, smallestKey, numbers)
	}
	t.Logf("longest %.0f of %.0f texts; largest %.0f and smallest %.0f of %.0f numbers", longest, texts, largest, smallestKey, numbers)
}

func TestQuestionsAreWholeAndExplained(t *testing.T) {
	r := library()
	texts := map[string]string{}
	for _, s := range r.sources {
		texts[s.Path] = s.Document.Text
	}
	facts := map[string]bool{}
	for _, f := range made(t).Facts {
		facts[f.ID] = true
		if !f.Usable() || len(f.Quotes) != 1 || f.Object == "" {
			t.Errorf("the fact %s is not whole", f.Subject)
		}
	}
	questions := made(t).Questions
	for i := range questions {
		q := &questions[i]
		if flaws := r.gate.Question(q); len(flaws) > 0 {
			t.Errorf("%q: %v", q.Stem, flaws)
		}
		if len(q.Facts) != 1 || !facts[q.Facts[0]] || len(q.Evidence) != 1 {
			t.Fatalf("%q rests on facts %v", q.Stem, q.Facts)
		}
		if e := q.Evidence[0]; texts[e.Document][e.Start:e.End] != e.Quote || e.Passage == "" {
			t.Errorf("%q: the quote is not where it says", q.Stem)
		}
		if n := strings.Count(q.Explanation+" ", ". "); n < 1 || n > 4 {
			t.Errorf("%q: the explanation has %d sentences: %s", q.Stem, n, q.Explanation)
		}
		if strings.Contains(q.Explanation+q.Stem, "%!") || strings.Contains(q.Stem, "  ") {
			t.Errorf("%q: %s", q.Stem, q.Explanation)
		}
		for _, line := range strings.Split(q.Code, "\n") {
			if n := utf8.RuneCountInString(line); n > widestLine {
				t.Errorf("%q: a line of %d characters: %s", q.Stem, n, line)
			}
		}
		if n := strings.Count(q.Code, "\n"); n > 26 {
			t.Errorf("%q: %d lines of code", q.Stem, n)
		}
		for _, o := range q.Options {
			if o.Why == "" || !strings.HasPrefix(o.Proof, "computed: ") {
				t.Errorf("%q: the option %q is not explained or not computed", q.Stem, o.Text)
			}
		}
		if q.Value != nil {
			if mark, err := q.Mark(bank.Response{Text: number(*q.Value)}); err != nil || mark != 1 {
				t.Errorf("%q: the key %s earns %v, %v", q.Stem, number(*q.Value), mark, err)
			}
		}
	}
}

// TestTheSameSeedGivesTheSameBytes makes everything twice, and once with another seed.
func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	r := readGuides()
	again, err := Questions(r.sources, r.gate, 1, Variants)
	if err != nil {
		t.Fatal(err)
	}
	other, err := Questions(r.sources, r.gate, 2, Variants)
	if err != nil {
		t.Fatal(err)
	}
	first, second, third := text(t, made(t)), text(t, again), text(t, other)
	if first != second {
		t.Error("two runs with one seed differ")
	}
	if first == third {
		t.Error("another seed gives the same questions")
	}
	if len(other.Rejected) > 0 {
		t.Errorf("with another seed: %+v", other.Rejected)
	}
}

func text(t *testing.T, m Made) string {
	t.Helper()
	content, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// TestAMissingPassageIsToldAndNotGuessed takes a study guide away from under its families.
func TestAMissingPassageIsToldAndNotGuessed(t *testing.T) {
	r := readGuides()
	for i := range r.sources {
		if r.sources[i].Topic == "oauth" {
			r.sources[i].Document = r.sources[(i+1)%len(r.sources)].Document
		}
	}
	m, err := Questions(r.sources, r.gate, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Rejected) != 4 || !strings.HasPrefix(m.Rejected[0].Reason, "the study guide no longer says: ") {
		t.Errorf("rejected %+v, want the four families on OAuth", m.Rejected)
	}
	for i := range m.Questions {
		if m.Questions[i].Topic == "oauth" {
			t.Error("a question on OAuth rests on nothing")
		}
	}
}
