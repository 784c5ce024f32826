package compute

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"touchstone/internal/bank"
)

// mostWrong is how many wrong options a question has at most.
const mostWrong = 3

// options are the key and the wrong options that differ from it and from each other; nil when fewer do than are asked for and known. Where more than three
// are known, chance decides which of them stand; among numbers it first decides which place the key shall have.
func (v *variant) options(chance *rand.Rand, fewest int) []bank.Option {
	wrong := append([]mistake(nil), v.wrong...)
	if len(wrong) > mostWrong {
		chance.Shuffle(len(wrong), func(i, j int) { wrong[i], wrong[j] = wrong[j], wrong[i] })
	}
	options := []bank.Option{{Text: v.key, Correct: true, Why: v.explanation, Proof: "computed: " + v.by}}
	seen := map[string]bool{plain(v.key): true}
	for _, m := range wrong {
		if seen[plain(m.text)] {
			continue
		}
		seen[plain(m.text)] = true
		proof := "computed: the result is " + v.key + " and not this"
		if m.by != "" {
			proof = "computed: " + m.by + " gives this; the key is " + v.key
		}
		options = append(options, bank.Option{Text: m.text, Why: m.why, Proof: proof})
	}
	if len(options) > mostWrong+1 && allNumbers(options) {
		options = placed(options, chance.IntN(mostWrong+1))
	}
	options = options[:min(len(options), mostWrong+1)]
	if len(options)-1 < min(fewest, len(v.wrong)) || len(options) < 3 {
		return nil
	}
	return options
}

// placed chooses three wrong numbers so that the key has a number of smaller ones beside it, as far as there are enough.
func placed(options []bank.Option, smaller int) []bank.Option {
	key := leading(options[0].Text)
	var below, above []bank.Option
	for _, o := range options[1:] {
		if leading(o.Text) < key {
			below = append(below, o)
		} else {
			above = append(above, o)
		}
	}
	n := min(smaller, len(below))
	n = max(n, mostWrong-len(above))
	return append(append(options[:1:1], below[:n]...), above[:mostWrong-n]...)
}

func allNumbers(options []bank.Option) bool {
	for _, o := range options {
		if !measure.MatchString(o.Text) {
			return false
		}
	}
	return true
}

func plain(text string) string { return strings.ToLower(strings.Trim(text, "` .")) }

var measure = regexp.MustCompile(`^-?\d[\d.,]*( ?%| [a-zA-Z]+)?$`)

// settleOrder sorts options that are numbers and shuffles all others.
func settleOrder(options []bank.Option, chance *rand.Rand) {
	if allNumbers(options) {
		sort.SliceStable(options, func(i, j int) bool { return leading(options[i].Text) < leading(options[j].Text) })
		return
	}
	chance.Shuffle(len(options), func(i, j int) { options[i], options[j] = options[j], options[i] })
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

// differs reports whether a number is none of the results of mistaken procedures, so that a mistake is never marked as right.
func differs(key int, mistaken ...int) bool { return !slices.Contains(mistaken, key) }

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
