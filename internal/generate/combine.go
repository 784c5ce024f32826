package generate

import (
	"sort"
	"strings"
	"unicode/utf8"

	"touchstone/internal/bank"
)

// combinations lists sets of options, the most wanted first: all right ones and as many wrong ones as are wanted, later also one fewer.
func (d *draft) combinations() [][]bank.Option {
	if d.kind != bank.Single && d.kind != bank.Multiple {
		return [][]bank.Option{nil}
	}
	wanted := d.options
	if wanted == 0 {
		wanted = mostOptions
	}
	var all [][]bank.Option
	for n := min(wanted-len(d.keys), len(d.wrong)); n >= 2; n-- {
		for _, pick := range picks(len(d.wrong), n) {
			if !holds(pick, d.needed) {
				continue
			}
			options := append([]bank.Option{}, d.keys...)
			for _, i := range pick {
				options = append(options, d.wrong[i])
			}
			all = append(all, options)
		}
		if d.kind == bank.Multiple || d.exact {
			break
		}
	}
	// A good half of the trials goes to the wanted number of options, so that three-option questions are tried too.
	return interleave(all, wanted)
}

// holds reports whether a pick has all of the first n things.
func holds(pick []int, n int) bool {
	for i := range n {
		if i >= len(pick) || pick[i] != i {
			return false
		}
	}
	return true
}

func interleave(all [][]bank.Option, wanted int) [][]bank.Option {
	if len(all) <= mostTrials {
		return all
	}
	var full, fewer [][]bank.Option
	for _, options := range all {
		if len(options) == wanted {
			full = append(full, options)
		} else {
			fewer = append(fewer, options)
		}
	}
	n := mostTrials * 2 / 3
	if len(fewer) == 0 || len(full) <= n {
		return append(full, fewer...)
	}
	return append(append(append([][]bank.Option{}, full[:n]...), fewer...), full[n:]...)
}

// picks lists up to 40 ways to take n of m things, those with the first things first.
func picks(m, n int) [][]int {
	var found [][]int
	pick := make([]int, n)
	for i := range pick {
		pick[i] = i
	}
	for len(found) < 40 && n <= m {
		found = append(found, append([]int{}, pick...))
		i := n - 1
		for i >= 0 && pick[i] == m-n+i {
			i--
		}
		if i < 0 {
			break
		}
		pick[i]++
		for k := i + 1; k < n; k++ {
			pick[k] = pick[k-1] + 1
		}
	}
	sort.SliceStable(found, func(a, b int) bool { return sum(found[a]) < sum(found[b]) })
	return found
}

func sum(ints []int) int {
	total := 0
	for _, i := range ints {
		total += i
	}
	return total
}

func keyIsLongest(options []bank.Option) bool {
	key, longest := 0, 0
	for _, o := range options {
		if n := utf8.RuneCountInString(o.Text); o.Correct {
			key = n
		} else {
			longest = max(longest, n)
		}
	}
	return key > longest
}

// arrange puts the options into a seeded order; numbers stand in ascending order.
func arrange(options []bank.Option, order []int) {
	numbers := true
	for _, o := range options {
		_, ok := bank.ParseNumber(strings.TrimRight(o.Text, " %"))
		numbers = numbers && ok
	}
	if numbers {
		sort.SliceStable(options, func(i, j int) bool {
			a, _ := bank.ParseNumber(strings.TrimRight(options[i].Text, " %"))
			b, _ := bank.ParseNumber(strings.TrimRight(options[j].Text, " %"))
			return a < b
		})
		return
	}
	shuffled := make([]bank.Option, len(options))
	for i, from := range order {
		shuffled[i] = options[from]
	}
	copy(options, shuffled)
}
