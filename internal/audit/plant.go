package audit

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"touchstone/internal/bank"
)

// The defects that are planted for the judges. They know of them by these kinds of flaw alone, never which question has one.
const (
	WrongKey    = "wrong key"
	SecondKey   = "second key"
	LongCue     = "cue: longest option"
	RepeatCue   = "cue: repeated word"
	GrammarCue  = "cue: grammar"
	Unsupported = "unsupported quote"
)

// defect turns a good question into a bad one, or says that this question does not allow it.
type defect struct {
	name  string
	plant func(q *bank.Question, all []bank.Question, chance *rand.Rand) bool
}

var defects = []defect{
	{WrongKey, plantWrongKey},
	{SecondKey, plantSecondKey},
	{LongCue, plantLongCue},
	{RepeatCue, plantRepeatCue},
	{GrammarCue, plantGrammarCue},
	{Unsupported, plantUnsupported},
}

// plant makes n bad questions from good ones, each kind of defect in turn.
func plant(pool, all []bank.Question, n int, chance *rand.Rand) []Item {
	pool = slices.Clone(pool)
	chance.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	var items []Item
	failed := 0
	for turn := 0; len(items) < n && failed < len(defects); turn++ {
		d := defects[turn%len(defects)]
		made := false
		for i := range pool {
			q := cloned(&pool[i])
			if q.Kind != bank.Single || len(q.Options) < 3 || keyOf(&q) < 0 || !d.plant(&q, all, chance) {
				continue
			}
			items = append(items, Item{Question: q, Planted: d.name})
			pool = slices.Delete(pool, i, i+1)
			made = true
			break
		}
		if made {
			failed = 0
		} else {
			failed++
		}
	}
	return items
}

func cloned(q *bank.Question) bank.Question {
	c := *q
	c.Options = slices.Clone(q.Options)
	c.Evidence = slices.Clone(q.Evidence)
	c.Pairs = slices.Clone(q.Pairs)
	c.Order = slices.Clone(q.Order)
	return c
}

func keyOf(q *bank.Question) int {
	return slices.IndexFunc(q.Options, func(o bank.Option) bool { return o.Correct })
}

// aWrong picks one of the wrong options.
func aWrong(q *bank.Question, chance *rand.Rand) int {
	key := keyOf(q)
	wrong := chance.IntN(len(q.Options) - 1)
	if wrong >= key {
		wrong++
	}
	return wrong
}

// plantWrongKey marks a wrong option as right.
func plantWrongKey(q *bank.Question, _ []bank.Question, chance *rand.Rand) bool {
	key, wrong := keyOf(q), aWrong(q, chance)
	q.Options[key].Correct, q.Options[wrong].Correct = false, true
	return true
}

// synonyms say the same in other words, so that a key told with them is a second key.
var synonyms = [][2]string{
	{"stores", "keeps"}, {"keeps", "retains"}, {"lets", "allows"}, {"sends", "transmits"}, {"checks", "verifies"}, {"shows", "displays"}, {"removes", "deletes"},
	{"the server", "the backend machine"}, {"a server", "a machine that serves requests"}, {"many", "a large number of"}, {"several", "a number of"}, {"each", "every single"},
	{"before", "prior to"}, {"without", "in the absence of"}, {"because", "since"}, {"happens", "takes place"}, {"changes", "alterations"}, {"faster", "more quickly"},
	{"request", "call"}, {"requests", "calls"}, {"users", "people who use it"}, {"data", "information"}, {"work", "labour"}, {"errors", "faults"}, {"large", "big"}, {"small", "little"},
	{"a copy", "a duplicate"}, {"returns", "gives back"}, {"runs", "executes"}, {"code", "program text"}, {"begins", "starts"}, {"ends", "finishes"}, {"needs", "requires"},
}

// plantSecondKey puts another right answer in the place of a wrong one: the key of a question with the same stem, or the key in other words.
func plantSecondKey(q *bank.Question, all []bank.Question, chance *rand.Rand) bool {
	key, wrong := keyOf(q), aWrong(q, chance)
	for i := range all {
		other := &all[i]
		if other.ID == q.ID || other.Kind != bank.Single || other.Stem != q.Stem || keyOf(other) < 0 {
			continue
		}
		text := other.Options[keyOf(other)].Text
		if !slices.ContainsFunc(q.Options, func(o bank.Option) bool { return strings.EqualFold(o.Text, text) }) {
			q.Options[wrong].Text = text
			return true
		}
	}
	text, replaced := q.Options[key].Text, 0
	for _, pair := range synonyms {
		if at := wholeWord(text, pair[0]); at >= 0 {
			text = text[:at] + pair[1] + text[at+len(pair[0]):]
			replaced++
		}
		if replaced == 2 {
			break
		}
	}
	if replaced == 0 || len(strings.Fields(text)) < 4 {
		return false
	}
	q.Options[wrong].Text = text
	return true
}

// wholeWord finds a word in small letters outside code, -1 where it is not.
func wholeWord(text, word string) int {
	if strings.Contains(text, "`") {
		return -1
	}
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return -1
		}
		at += from
		end := at + len(word)
		if (at == 0 || text[at-1] == ' ') && (end == len(text) || strings.IndexByte(" .,;", text[end]) >= 0) {
			return at
		}
		from = end
	}
}

// plantLongCue makes the key much longer than the rest with what the explanation says about it.
func plantLongCue(q *bank.Question, _ []bank.Question, _ *rand.Rand) bool {
	key, longest := keyOf(q), 0
	for i, option := range q.Options {
		if i != key {
			longest = max(longest, len(option.Text))
		}
	}
	text := strings.TrimRight(q.Options[key].Text, ".")
	if text == "" || strings.Contains(q.Explanation, "`") || len(text) > 80 {
		return false
	}
	explained := strings.Fields(q.Explanation)
	words := []string{}
	for _, w := range explained {
		words = append(words, w)
		if length := len(text) + len(strings.Join(words, " ")); length > 2*longest+30 {
			q.Options[key].Text = text + " (" + strings.TrimRight(strings.Join(words, " "), ".,;:") + ")"
			return true
		}
	}
	return false
}

var letters = regexp.MustCompile(`^[a-z]{6,}$`)

// plantRepeatCue puts a word of the stem into the key alone.
func plantRepeatCue(q *bank.Question, _ []bank.Question, _ *rand.Rand) bool {
	key := keyOf(q)
	everywhere := ""
	for i, option := range q.Options {
		if i != key && sharedWords(q.Stem, option.Text) > 0 {
			return false // where a wrong option repeats the stem too, the key is not alone with it
		}
		everywhere += " " + strings.ToLower(option.Text)
	}
	best := ""
	for _, w := range strings.Fields(strings.TrimRight(q.Stem, "?:.")) {
		if w = strings.Trim(w, ",;“”\""); letters.MatchString(w) && !idle[w] && len(w) > len(best) && !strings.Contains(everywhere, w[:5]) {
			best = w
		}
	}
	if best == "" || strings.HasSuffix(q.Options[key].Text, "`") {
		return false
	}
	text, stop := strings.CutSuffix(q.Options[key].Text, ".")
	q.Options[key].Text = text + ", in terms of " + best
	if stop {
		q.Options[key].Text += "."
	}
	return true
}

// idle are words of stems that say nothing about their subject.
var idle = wordSet("definition definitions defined description descriptions meaning answers following which should describes describe distinguishes between because another something statement question without through answer belongs happens against before")

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// plantGrammarCue leaves the key as it is and bends every wrong option: a verb loses its -s, a noun its article or gets a wrong one.
func plantGrammarCue(q *bank.Question, _ []bank.Question, _ *rand.Rand) bool {
	key := keyOf(q)
	bent := slices.Clone(q.Options)
	for i := range bent {
		if i == key {
			continue
		}
		text := bent[i].Text
		first, rest, several := strings.Cut(text, " ")
		switch lower := strings.ToLower(first); {
		case text == "" || strings.HasPrefix(text, "`"):
			return false
		case lower == "a" || lower == "an" || lower == "the":
			bent[i].Text = rest
		case several && letters.MatchString(first) && strings.HasSuffix(first, "s") && !strings.HasSuffix(first, "ss"):
			bent[i].Text = strings.TrimSuffix(first, "s") + " " + rest
		case strings.ContainsRune("aeiou", unicode.ToLower(rune(text[0]))):
			bent[i].Text = "a " + text
		default:
			bent[i].Text = "an " + text
		}
	}
	q.Options = bent
	return true
}

// plantUnsupported quotes another passage that says nothing of the key.
func plantUnsupported(q *bank.Question, all []bank.Question, chance *rand.Rand) bool {
	key := strings.ToLower(q.Options[keyOf(q)].Text)
	start := chance.IntN(max(1, len(all)))
	for i := range all {
		other := &all[(start+i)%len(all)]
		if len(other.Evidence) == 0 || other.Topic != q.Topic || slices.ContainsFunc(other.Facts, func(f string) bool { return slices.Contains(q.Facts, f) }) {
			continue
		}
		quotes := ""
		for _, e := range other.Evidence {
			quotes += " " + strings.ToLower(e.Quote)
		}
		if sharedWords(key+" "+q.Stem, quotes) <= 1 {
			q.Evidence = slices.Clone(other.Evidence)
			return true
		}
	}
	return false
}

// sharedWords counts the words of four letters and more that two texts share by their first four letters.
func sharedWords(a, b string) int {
	starts := func(text string) map[string]bool {
		set := map[string]bool{}
		for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len(w) >= 4 && !idle[w] {
				set[w[:4]] = true
			}
		}
		return set
	}
	there, n := starts(b), 0
	for w := range starts(a) {
		if there[w] {
			n++
		}
	}
	return n
}
