package audit

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

// attention is the share of planted defects that a judge must find to count.
const attention = 0.8

// Attention is how a judge did on the planted defects, in all and by kind.
type Attention struct {
	Name   string
	Found  Share
	Missed map[string]int
	// Judged is how many items have an answer, of those in the sheet.
	Judged Share
	Counts bool
}

// Scores are the figures of an audit. "Both" stands for all judges that count, two or more.
type Scores struct {
	Judges []Attention
	// Accepted items are usable and have the key right by all judges.
	Accepted Share
	// KeyRight is by all judges; KeyLost counts items whose key no judge found.
	KeyRight, KeyLost Share
	Supported         Share
	// FlawedByAll items have a flaw by every judge, FlawedByAny by one at least.
	FlawedByAll, FlawedByAny Share
	// DistractorsFalse were held true by no judge; DistractorsTrue by all. DistractorsPlausible were called implausible by no judge, Implausible by all.
	DistractorsFalse, DistractorsTrue Share
	DistractorsPlausible, Implausible Share
	Understand, Apply                 Share
	Levels                            map[bank.Level]int
	// Agreement is the share of items on whose use the judges agree; Kappa is Cohen's, averaged over the pairs of judges, NaN where it has no value.
	Agreement Share
	Kappa     float64
	// WithoutPassage is the key found without the passage, OptionsOnly from the options alone, each judge and item counted.
	WithoutPassage, OptionsOnly Share
	Chance                      float64
	// Yield is the number of accepted questions that 1,000 words give.
	Yield float64
	// By holds the accepted share by schema, topic and document.
	By map[string]map[string]*Share
	// Rejected tells for each item that was not accepted what the judges said.
	Rejected []string
	// Flaws counts the codes that judges gave.
	Flaws map[string]int
}

// Score compares what judges wrote with the key. Judges of the form with the passage who missed too many planted defects do not count.
func Score(key *Key, judges map[Form][]*Judge) (*Scores, error) {
	s := &Scores{Levels: map[bank.Level]int{}, By: map[string]map[string]*Share{"schema": {}, "topic": {}, "document": {}}, Flaws: map[string]int{}, Kappa: math.NaN()}
	known := map[int]bool{}
	for _, item := range key.Items {
		known[item.Number] = true
	}
	for _, list := range judges {
		for _, j := range list {
			for number := range j.Rows {
				if !known[number] {
					return nil, fault.New(fault.Invalid, "%s: there is no item %d in the key; do sheets and key belong together?", j.Name, number)
				}
			}
		}
	}
	counting := s.attend(key, judges[WithPassage])
	if len(counting) >= 2 {
		s.judged(key, counting)
	}
	s.guessed(key, judges)
	if s.Accepted.Of > 0 && key.Words > 0 {
		s.Yield = 1000 * float64(key.Questions) / float64(key.Words) * s.Accepted.Value()
	}
	return s, nil
}

// attend measures the judges on the planted defects and returns those who count.
func (s *Scores) attend(key *Key, judges []*Judge) []*Judge {
	var counting []*Judge
	for _, j := range judges {
		a := Attention{Name: j.Name, Missed: map[string]int{}}
		for i := range key.Items {
			item := &key.Items[i]
			row, judged := j.Rows[item.Number]
			a.Judged.add(judged)
			if item.Planted == "" {
				continue
			}
			found := judged && item.finds(row)
			a.Found.add(found)
			if !found {
				a.Missed[item.Planted]++
			}
		}
		a.Counts = a.Found.Of == 0 || a.Found.Value() >= attention
		if a.Counts {
			counting = append(counting, j)
		}
		s.Judges = append(s.Judges, a)
	}
	return counting
}

// judged fills the figures that need judges who saw everything. An item counts when all of them have judged it.
func (s *Scores) judged(key *Key, judges []*Judge) {
	usable := make([][]bool, len(judges))
	for i := range key.Items {
		item := &key.Items[i]
		var rows []Row
		for _, j := range judges {
			if row, ok := j.Rows[item.Number]; ok {
				rows = append(rows, row)
			}
		}
		if item.Planted != "" || len(rows) < len(judges) {
			continue
		}
		all := func(is func(Row) bool) bool { return !slices.ContainsFunc(rows, func(r Row) bool { return !is(r) }) }
		isUsable := func(r Row) bool { return r.Usable }
		isRight := func(r Row) bool { return item.right(r.Answer) }
		isFlawed := func(r Row) bool { return len(r.Flaws) > 0 }
		accepted := all(isUsable) && all(isRight)
		s.Accepted.add(accepted)
		s.KeyRight.add(all(isRight))
		s.KeyLost.add(!slices.ContainsFunc(rows, isRight))
		s.Supported.add(all(func(r Row) bool { return r.Support }))
		s.FlawedByAll.add(all(isFlawed))
		s.FlawedByAny.add(slices.ContainsFunc(rows, isFlawed))
		s.Agreement.add(all(isUsable) || all(func(r Row) bool { return !r.Usable }))
		s.distractors(item, rows)
		s.level(rows)
		for k, row := range rows {
			usable[k] = append(usable[k], row.Usable)
			for _, code := range row.Flaws {
				s.Flaws[code]++
			}
		}
		for by, value := range map[string]string{"schema": item.Schema, "topic": item.Topic, "document": item.Document} {
			if s.By[by][value] == nil {
				s.By[by][value] = &Share{}
			}
			s.By[by][value].add(accepted)
		}
		if !accepted {
			s.Rejected = append(s.Rejected, rejected(item, judges))
		}
	}
	s.Kappa = kappa(usable)
}

// distractors counts what the judges say of the wrong options of a choice.
func (s *Scores) distractors(item *KeyItem, rows []Row) {
	if item.Kind != bank.Single && item.Kind != bank.Multiple {
		return
	}
	for k := range item.Letters {
		l := letter(k)
		if strings.Contains(item.Answer, l) {
			continue
		}
		held, weak := 0, 0
		for _, row := range rows {
			if strings.Contains(row.True, l) || strings.Contains(lettersOf(row.Answer), l) {
				held++
			}
			if strings.Contains(row.Implausible, l) {
				weak++
			}
		}
		s.DistractorsFalse.add(held == 0)
		s.DistractorsTrue.add(held == len(rows))
		s.DistractorsPlausible.add(weak == 0)
		s.Implausible.add(weak == len(rows))
	}
}

// level takes the median of the judges' levels; between two levels the lower one counts.
func (s *Scores) level(rows []Row) {
	var given []int
	for _, row := range rows {
		if row.Level >= 0 {
			given = append(given, row.Level)
		}
	}
	if len(given) == 0 {
		return
	}
	slices.Sort(given)
	median := given[(len(given)-1)/2]
	s.Levels[levels[median]]++
	s.Understand.add(median >= 1)
	s.Apply.add(median >= 2)
}

func rejected(item *KeyItem, judges []*Judge) string {
	said := make([]string, len(judges))
	for k, j := range judges {
		row := j.Rows[item.Number]
		said[k] = fmt.Sprintf("%s: %s, usable %s %s", j.Name, row.Answer, map[bool]string{true: "y", false: "n"}[row.Usable], strings.Join(row.Flaws, " "))
	}
	return fmt.Sprintf("item %d (%s, %s), key %s; %s", item.Number, item.ID, item.Schema, item.Answer, strings.Join(said, "; "))
}

// guessed fills the figures of the forms that hide something.
func (s *Scores) guessed(key *Key, judges map[Form][]*Judge) {
	chance := 0.0
	for i := range key.Items {
		item := &key.Items[i]
		if item.Planted != "" {
			continue
		}
		for _, j := range judges[WithoutPassage] {
			if row, ok := j.Rows[item.Number]; ok {
				s.WithoutPassage.add(item.right(row.Answer))
			}
		}
		for _, j := range judges[OptionsOnly] {
			if row, ok := j.Rows[item.Number]; ok && item.Letters > 0 {
				s.OptionsOnly.add(item.right(row.Answer))
				chance += 1 / float64(item.Letters)
			}
		}
	}
	s.Chance = chance / float64(s.OptionsOnly.Of)
}

// kappa is Cohen's kappa of two judges, (po - pe) / (1 - pe), averaged over the pairs for which it has a value. It has none where both always say the same one word.
func kappa(judges [][]bool) float64 {
	sum, n := 0.0, 0
	for i := range judges {
		for j := range i {
			a, b := judges[i], judges[j]
			if len(a) == 0 {
				continue
			}
			var same, yesA, yesB float64
			for k := range a {
				if a[k] == b[k] {
					same++
				}
				if a[k] {
					yesA++
				}
				if b[k] {
					yesB++
				}
			}
			total := float64(len(a))
			expected := (yesA*yesB + (total-yesA)*(total-yesB)) / (total * total)
			if expected < 1 {
				sum += (same/total - expected) / (1 - expected)
				n++
			}
		}
	}
	return sum / float64(n)
}
