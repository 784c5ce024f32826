package compute

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"touchstone/internal/bank"
)

// mostWrong is how many wrong options a question has at most.
const mostWrong = 3

// options are the key and the wrong options that differ from it and from each other; nil when fewer do than are asked for and known.
func (v *variant) options(chance *rand.Rand, fewest int) []bank.Option {
	if len(v.wrong) > mostWrong { // any of them may stand, so that the key has no fixed rank among numbers
		chance.Shuffle(len(v.wrong), func(i, j int) { v.wrong[i], v.wrong[j] = v.wrong[j], v.wrong[i] })
	}
	options := []bank.Option{{Text: v.key, Correct: true, Why: v.explanation, Proof: "computed: " + v.by}}
	seen := map[string]bool{plain(v.key): true}
	for _, m := range v.wrong {
		if seen[plain(m.text)] || len(options) > mostWrong {
			continue
		}
		seen[plain(m.text)] = true
		proof := "computed: the result is " + v.key + " and not this"
		if m.by != "" {
			proof = "computed: " + m.by + " gives this; the key is " + v.key
		}
		options = append(options, bank.Option{Text: m.text, Why: m.why, Proof: proof})
	}
	if len(options)-1 < min(fewest, len(v.wrong)) || len(options) < 3 {
		return nil
	}
	return options
}

func plain(text string) string { return strings.ToLower(strings.Trim(text, "` .")) }

var measure = regexp.MustCompile(`^-?\d[\d.,]*( ?%| [a-zA-Z]+)?$`)

// settleOrder sorts options that are numbers and shuffles all others. It gives nil when the key is the longest option and chance would not have it so.
func settleOrder(q *bank.Question, chance *rand.Rand) *bank.Question {
	numbers := true
	for _, o := range q.Options {
		numbers = numbers && measure.MatchString(o.Text)
	}
	if numbers {
		sort.SliceStable(q.Options, func(i, j int) bool { return leading(q.Options[i].Text) < leading(q.Options[j].Text) })
		return q
	}
	longest, shortest := 0, 1<<30
	for _, o := range q.Options[1:] {
		n := utf8.RuneCountInString(o.Text)
		longest, shortest = max(longest, n), min(shortest, n)
	}
	if utf8.RuneCountInString(q.Options[0].Text) > longest && chance.Float64() > 1/float64(len(q.Options)) {
		return nil
	}
	chance.Shuffle(len(q.Options), func(i, j int) { q.Options[i], q.Options[j] = q.Options[j], q.Options[i] })
	return q
}

func leading(text string) float64 {
	first, _, _ := strings.Cut(strings.TrimRight(text, "% "), " ")
	value, _ := strconv.ParseFloat(strings.ReplaceAll(first, ",", ""), 64) // measure has seen that it is a number
	return value
}

// number writes a number without trailing zeros, with commas between thousands.
func number(value float64) string {
	text := strconv.FormatFloat(value, 'f', -1, 64)
	whole, rest, dot := strings.Cut(text, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dot {
		whole += "." + rest
	}
	return sign + whole
}

func count(n int) string { return number(float64(n)) }

// of writes a number with its noun: 1 row, 3 rows.
func of(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "y") {
		return count(n) + " " + strings.TrimSuffix(noun, "y") + "ies"
	}
	return count(n) + " " + noun + "s"
}

// exactly is a key to be typed.
func exactly[N int | float64](n N) *float64 {
	value := float64(n)
	return &value
}

// list joins words as in a sentence: a, b and c.
func list(words []string) string {
	switch len(words) {
	case 0:
		return "nobody"
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func sorted(words []string) []string {
	words = slices.Clone(words)
	slices.Sort(words)
	return words
}
