package audit

import (
	"fmt"
	"slices"
	"strings"

	"touchstone/internal/bank"
)

// Mechanical is a rule that puts one flaw of item writing, which a program can find, into a good question. The rules know the names of the flaws and how people
// write them, not how the gate looks for them. They vary with n, and say no where a question does not allow the flaw.
type Mechanical struct {
	Check int
	plant func(q *bank.Question, n int) bool
}

// Plant returns a copy of a question with the flaw, if it allows it.
func (m Mechanical) Plant(q *bank.Question, n int) (bank.Question, bool) {
	c := cloned(q)
	if c.Kind != bank.Single || len(c.Options) < 3 || keyOf(&c) < 0 {
		return c, false
	}
	return c, m.plant(&c, n)
}

// Mechanicals are the flaws that one question can show by itself.
var Mechanicals = []Mechanical{
	{1, func(q *bank.Question, n int) bool {
		switch n % 3 {
		case 0:
			q.Stem = strings.TrimRight(q.Stem, "?.") + ", and so on?"
		case 1:
			q.Stem += " And why is that?"
		default:
			q.Stem = "Which one?"
		}
		return true
	}},
	{2, func(q *bank.Question, n int) bool {
		key := keyOf(q)
		q.Options = []bank.Option{q.Options[key], q.Options[(key+1)%len(q.Options)]}
		return true
	}},
	{3, replaceWrong("None of the above", "none of these", "None of the above.", "none of the options", "None of them")},
	{4, func(q *bank.Question, _ int) bool { return plantLongCue(q, nil, nil) }},
	{5, func(q *bank.Question, n int) bool {
		q.Stem = variant(n, "The weather was pleasant that morning. ", "Coffee had just been served on the balcony. ", "Her bicycle was painted green last spring. ") + q.Stem
		return true
	}},
	{6, func(q *bank.Question, n int) bool {
		if n%2 == 0 {
			q.Stem = "Which of the following statements is true?"
			return true
		}
		q.Options = []bank.Option{{Text: "True", Correct: true, Proof: "x"}, {Text: "False", Proof: "x"}, {Text: "It cannot be said", Proof: "x"}}
		return true
	}},
	{7, func(q *bank.Question, n int) bool {
		if len(q.Options) < 4 {
			return false
		}
		words := [][]string{{"copper", "wire", "oil"}, {"round", "table", "glass"}, {"early", "train", "harbour"}, {"small", "engine", "steam"}}[n%4]
		texts := []string{words[0] + " " + words[1] + " with " + words[2], words[0] + " lever with sand", "steel " + words[1] + " with water", "wooden rod with " + words[2]}
		key := keyOf(q)
		q.Options = q.Options[:4]
		for i := range q.Options {
			q.Options[i].Text, q.Options[i].Correct = texts[(i+4-key%4)%4], i == key%4
		}
		return true
	}},
	{8, func(q *bank.Question, n int) bool {
		for _, option := range q.Options {
			if strings.ContainsAny(option.Text, "0123456789`") {
				return false
			}
		}
		key := keyOf(q)
		q.Options[key].Text += variant(n, " in 30 seconds", " of 5 parts", " within 2 hours")
		return true
	}},
	{9, replaceWrong("All of the above", "all of these", "All of the above.", "All of the options", "All the above")},
	{10, func(q *bank.Question, n int) bool {
		words := strings.Fields(q.Stem)
		if len(words) < 5 {
			return false
		}
		words[len(words)/2] = variant(n, "_____", "________", "____")
		q.Stem = strings.Join(words, " ")
		return true
	}},
	{11, func(q *bank.Question, n int) bool {
		for _, option := range q.Options {
			for _, w := range []string{"always", "never", "only", "every", "all", "no", "any", "must", "none", "completely"} {
				if slices.Contains(strings.Fields(strings.ToLower(option.Text)), w) {
					return false
				}
			}
		}
		wrong := (keyOf(q) + 1) % len(q.Options)
		q.Options[wrong].Text += variant(n, ", always", ", in all cases", " and never anything else", ", without exception", ", completely")
		return true
	}},
	{12, func(q *bank.Question, _ int) bool { return plantRepeatCue(q, nil, nil) }},
	{13, func(q *bank.Question, n int) bool {
		q.Stem, q.Code = variant(n, "Which of the following is correct?", "Which of these is right?", "Select the correct option.", "Which statement is true?", "What is true?"), ""
		return true
	}},
	{14, replaceWrong("Both A and B", "A and C", "both of these", "Neither of these", "A and B only")},
	{15, func(q *bank.Question, n int) bool {
		switch n % 2 {
		case 0:
			for _, option := range q.Options {
				if strings.HasSuffix(option.Text, ".") {
					return false
				}
			}
			q.Options[keyOf(q)].Text += "."
			return true
		}
		articles := 0
		for _, option := range q.Options {
			first, _, _ := strings.Cut(strings.ToLower(option.Text), " ")
			if first == "a" || first == "an" || first == "the" {
				articles++
			}
		}
		if articles != len(q.Options) {
			return false
		}
		return plantGrammarCue(q, nil, nil)
	}},
	{16, func(q *bank.Question, n int) bool {
		q.Stem, q.Code = "How many "+variant(n, "seconds", "copies", "parts")+" does the system in this case need at least?", ""
		unit := variant(n, "", " s", " MB", " %")
		for i, number := range []int{30, 10, 20} {
			q.Options[i] = bank.Option{Text: fmt.Sprint(number+n) + unit, Correct: i == 1, Proof: "x"}
		}
		q.Options = q.Options[:3]
		return true
	}},
	{17, func(q *bank.Question, n int) bool {
		wrong := (keyOf(q) + 1) % len(q.Options)
		q.Options[wrong].Text += variant(n, ", usually", ", sometimes", ", in most cases", ", often", " from time to time", ", as a rule")
		return true
	}},
	{18, func(q *bank.Question, n int) bool {
		key := keyOf(q)
		wrong := (key + 1) % len(q.Options)
		switch n % 3 {
		case 0:
			q.Options[wrong].Correct = true
		case 1:
			q.Options[wrong].Text = strings.ToUpper(q.Options[key].Text)
		default:
			q.Options[key].Correct = false
		}
		return true
	}},
	{19, func(q *bank.Question, n int) bool {
		for _, change := range [][2]string{{"Which of these is ", "Which of these is not "}, {"Which of the following is ", "Which of the following is NOT "}, {"What does ", "What does not "}} {
			if rest, found := strings.CutPrefix(q.Stem, change[0]); found {
				q.Stem = change[1] + rest
				return true
			}
		}
		if !strings.HasPrefix(q.Stem, "Which ") {
			return false
		}
		q.Stem = variant(n, "All of these fit except one: ", "Which is the least fitting answer: ") + strings.ToLower(q.Stem[:1]) + q.Stem[1:]
		return true
	}},
	{20, func(q *bank.Question, n int) bool {
		if len(q.Evidence) == 0 {
			return false
		}
		switch e := &q.Evidence[0]; n % 3 {
		case 0:
			e.Quote = "Lighthouses blink at night."
		case 1:
			e.Start, e.End = e.Start+3, e.End+3
		default:
			q.Evidence = nil
		}
		return true
	}},
	{22, func(q *bank.Question, _ int) bool {
		wrong := (keyOf(q) + 1) % len(q.Options)
		if strings.HasPrefix(q.Options[wrong].Text, "`") {
			return false
		}
		q.Options[wrong].Text += " together with a long remark that stands in this one option alone and makes it several times as long as the shortest one, so that it catches the eye of everybody at once, whatever it says about the matter in question here"
		return true
	}},
	{23, func(q *bank.Question, n int) bool {
		key := keyOf(q)
		wrong := (key + 1) % len(q.Options)
		text := q.Options[key].Text
		if strings.HasSuffix(text, "`") || len(text) > 60 || strings.HasSuffix(text, ".") {
			return false
		}
		q.Options[wrong].Text = text + variant(n, " in a large system", " for many visitors", " and its copies")
		return true
	}},
	{24, func(q *bank.Question, n int) bool {
		q.Stem = variant(n, "As of 2023, ", "In your opinion, ", "According to most people, ", "Nowadays, ") + strings.ToLower(q.Stem[:1]) + q.Stem[1:]
		return true
	}},
	{25, func(q *bank.Question, n int) bool {
		q.Stem = variant(n, "According to this article, ", "As mentioned above, ", "In this guide, ", "As the author says, ", "As shown in the figure above, ") + strings.ToLower(q.Stem[:1]) + q.Stem[1:]
		return true
	}},
	{28, func(q *bank.Question, _ int) bool {
		if schema, known := bank.SchemaNamed(q.Schema); known && schema.Quoting || len(q.Evidence) == 0 {
			return false
		}
		words := strings.Fields(q.Evidence[0].Quote)
		if len(words) < 12 {
			return false
		}
		q.Stem = "Which holds: " + strings.Join(words[:min(len(words), 25)], " ") + "?"
		return true
	}},
	{29, func(q *bank.Question, _ int) bool {
		if q.Level == bank.Analyse {
			q.Level = bank.Remember
		} else {
			q.Level = bank.Analyse
		}
		return true
	}},
}

func variant(n int, texts ...string) string { return texts[n%len(texts)] }

// replaceWrong puts a text in the place of a wrong option.
func replaceWrong(texts ...string) func(q *bank.Question, n int) bool {
	return func(q *bank.Question, n int) bool {
		q.Options[(keyOf(q)+1)%len(q.Options)].Text = variant(n, texts...)
		return true
	}
}

// Trial is how the gate did on planted flaws: by check how many it found, and what it missed.
type Trial struct {
	Found  map[int]*Share
	Missed []string
}

// Try plants each mechanical flaw in up to n questions and asks the gate for it. It takes the questions at even distances, so that all schemas have their share.
func Try(questions []bank.Question, gate *bank.Gate, n int) *Trial {
	t := &Trial{Found: map[int]*Share{}}
	for _, m := range Mechanicals {
		share := &Share{}
		t.Found[m.Check] = share
		step := max(1, len(questions)/(4*n))
		for at := 0; at < len(questions) && share.Of < n; at += step {
			flawed, ok := m.Plant(&questions[at], share.Of)
			if !ok {
				continue
			}
			hit := slices.ContainsFunc(gate.Question(&flawed), func(f bank.Flaw) bool { return f.Check == m.Check })
			share.add(hit)
			if !hit {
				t.Missed = append(t.Missed, fmt.Sprintf("%s: %s %s", bank.CheckName(m.Check), flawed.Stem, choices(&flawed)))
			}
		}
	}
	return t
}

func choices(q *bank.Question) string {
	var texts []string
	for _, option := range q.Options {
		mark := ""
		if option.Correct {
			mark = "*"
		}
		texts = append(texts, mark+option.Text)
	}
	return strings.Join(texts, " | ")
}

// String prints what was found, by check and in all.
func (t *Trial) String() string {
	var b strings.Builder
	all := Share{}
	for check := 1; check <= bank.Checks; check++ {
		if s := t.Found[check]; s != nil {
			fmt.Fprintf(&b, "  %-36s  %s\n", bank.CheckName(check), s)
			all.Hits, all.Of = all.Hits+s.Hits, all.Of+s.Of
		}
	}
	fmt.Fprintf(&b, "  %-36s  %s\n", "in all", all)
	return b.String()
}
