package compute

import (
	"fmt"
	"math"
	"strings"
)

var craftFamilies = []family{
	{"testing-bisection", "testing-and-debugging", apply, "halves the range of suspects with each experiment", bisection},
	{"testing-branch-coverage", "testing-and-debugging", apply, "branch coverage counts the outcomes of each decision", branchCoverage},
	{"testing-boundaries", "testing-and-debugging", apply, "the technique of trying the inputs just inside and just outside each limit", boundaries},
	{"work-error-budget", "working-as-a-backend-developer", apply, "the share of failures that a target permits within a period", errorBudget},
	{"work-expected-days", "working-as-a-backend-developer", apply, "The PERT formula weighs the likely figure four times", expectedDays},
	{"work-cycle-time", "working-as-a-backend-developer", apply, "twelve items in progress and three completions a week mean an average cycle time of four weeks", cycleTime},
	{"languages-list-functions", "languages-and-frameworks", apply, "A map operation is a list function that returns one transformed element for each input element", listFunctions},
}

func bisection(d *draw) *variant {
	commits := pick(d, 15, 30, 60, 100, 120, 200, 250, 400, 500, 900, 1000, 2000, 4000)
	minutes := d.between(2, 9)
	steps := 0
	for left := commits; left > 1; left = (left + 1) / 2 {
		steps++
	}
	return &variant{
		stem: fmt.Sprintf("One of %s commits brought in a fault, and a test of one commit takes %d minutes. How many minutes does bisection search need at most?", count(commits), minutes), value: exactly(steps * minutes), by: "halving until one commit is left",
		explanation: fmt.Sprintf("Each test halves the range of suspects. From %s commits it takes %d halvings until one is left, and %d × %d = %d minutes.", count(commits), steps, steps, minutes, steps*minutes),
	}
}

func branchCoverage(d *draw) *variant {
	limit, age := d.step(50, 200, 50), d.step(60, 70, 5)
	var lines []string
	var outcomes [2]map[bool]bool
	outcomes[0], outcomes[1] = map[bool]bool{}, map[bool]bool{}
	tests := d.between(2, 3)
	for range tests {
		total, years := limit+d.step(-40, 40, 20), age+d.step(-10, 10, 5)
		outcomes[0][total > limit], outcomes[1][years >= age] = true, true
		lines = append(lines, fmt.Sprintf("price(sum=%d, age=%d)", total, years))
	}
	taken := len(outcomes[0]) + len(outcomes[1])
	return &variant{
		stem: fmt.Sprintf("The function decides twice, and these %s run it. Which percentage of the branches do they cover?", of(tests, "test")),
		code: fmt.Sprintf("func price(sum, age int) int {\n  if sum > %d {\n    sum -= 10\n  }\n  if age >= %d {\n    sum -= 5\n  }\n  return sum\n}\n\n%s", limit, age, strings.Join(lines, "\n")), value: exactly(25 * taken), by: "the outcomes that the tests take",
		explanation: fmt.Sprintf("Two decisions have four outcomes, true and false of each. The tests take %d of the first decision and %d of the second. %d of 4 is %d percent.", len(outcomes[0]), len(outcomes[1]), taken, 25*taken),
	}
}

func boundaries(d *draw) *variant {
	low := d.between(3, 20)
	high := low + d.between(10, 60)
	thing := pick(d, "pieces", "tickets", "guests", "points")
	show := func(n ...int) string { return joinInts(n) }
	middle := (low + high) / 2
	return &variant{
		stem: fmt.Sprintf("A form accepts from %d to %d %s, both included. Which inputs does boundary value analysis choose?", low, high, thing), key: show(low-1, low, high, high+1), by: "the values just inside and just outside each limit",
		wrong: []mistake{
			{show(low, low+1, high-1, high), "All of these are accepted. The inputs just outside the limits are missing.", "inside the limits alone"},
			{show(low-1, middle, middle+1, high+1), "The inputs just inside the limits are missing.", "outside the limits and the middle"},
			{show(low-5, low, high, high+5), "The refused inputs lie too far from the limits to find a slip by one.", "far outside"},
			{show(0, low, high, 2*high), "Zero and a large number are no neighbours of the limits.", "zero and a large number"},
			{show(low-2, low-1, high+1, high+2), "All of these are refused. The inputs just inside the limits are missing.", "outside the limits alone"},
		},
		explanation: fmt.Sprintf("The technique tries the inputs just inside and just outside each limit. At the lower limit these are %d and %d, at the upper limit %d and %d.", low-1, low, high, high+1),
	}
}

func errorBudget(d *draw) *variant {
	requests := d.step(200, 900, 100) * 1000
	share, text := pick(d, 10, 5, 2, 1), ""
	text = map[int]string{10: "99", 5: "99.5", 2: "99.8", 1: "99.9"}[share]
	budget := requests * share / 1000
	used := budget * pick(d, 20, 25, 40, 50, 60, 75) / 100
	return &variant{
		stem: fmt.Sprintf("A service level objective of %s percent holds for %s requests a month. So far %s have failed. How many more failures does the error budget permit?", text, count(requests), count(used)), value: exactly(budget - used), by: "the permitted failures less those that happened",
		explanation: fmt.Sprintf("The target permits that %s percent of %s requests fail, which is %s. %s − %s = %s are left.", number(float64(share)/10), count(requests), count(budget), count(budget), count(used), count(budget-used)),
	}
}

func expectedDays(d *draw) *variant {
	best, likely := d.between(2, 6), d.between(4, 12)
	worst := likely + d.between(4, 20)
	sum := best + 4*likely + worst
	if best >= likely || sum%6 != 0 {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("A task takes %d days in the optimistic case, most likely %d, and %d in the pessimistic case. How many days does the PERT formula expect?", best, likely, worst), key: of(sum/6, "day"), by: "the weighted mean",
		wrong: []mistake{
			{of(int(math.Round(float64(best+likely+worst)/3)), "day"), "This is the plain mean. The formula gives the likely figure a weight of four.", "the plain mean"},
			{of(worst, "day"), "This is the pessimistic figure alone, which counts once in six.", "the pessimistic figure"},
			{of(likely, "day"), "This is the likely figure alone. The other two pull the result.", "the likely figure"},
			{of((best+worst)/2, "day"), "This lies halfway between best and worst and leaves the likely figure out.", "the middle of best and worst"},
			{of(int(math.Round(float64(sum)/3)), "day"), "The weights add up to six, so the sum is divided by six.", "a division by three"},
		},
		explanation: fmt.Sprintf("The likely figure counts four times and the weights add up to six. (%d + 4 × %d + %d) / 6 = %d / 6 = %d days.", best, likely, worst, sum, sum/6),
	}
}

func cycleTime(d *draw) *variant {
	rate, weeks := d.between(2, 9), d.between(2, 9)
	progress := rate * weeks
	if d.coin() {
		return &variant{
			stem: fmt.Sprintf("A team finishes %d items a week on average and wants an average cycle time of %d weeks. How many items may be in progress?", rate, weeks), value: exactly(progress), by: "Little's law",
			explanation: fmt.Sprintf("By Little's law the items in progress are the completions a week times the cycle time. %d × %d = %d items.", rate, weeks, progress),
		}
	}
	return &variant{
		stem: fmt.Sprintf("A team has %d items in progress and finishes %d a week on average. How many weeks is the average cycle time?", progress, rate), value: exactly(weeks), by: "Little's law",
		explanation: fmt.Sprintf("By Little's law the cycle time is the items in progress divided by the completions a week. %d / %d = %d weeks.", progress, rate, weeks),
	}
}

func listFunctions(d *draw) *variant {
	numbers := make([]int, 5)
	for i := range numbers {
		numbers[i] = d.between(1, 9)
	}
	limit, factor := d.between(3, 6), d.between(2, 3)
	show := func(list []int) string { return "`[" + joinInts(list) + "]`" }
	filter := func(list []int, keep func(int) bool) (kept []int) {
		for _, n := range list {
			if keep(n) {
				kept = append(kept, n)
			}
		}
		return kept
	}
	times := func(list []int) (scaled []int) {
		for _, n := range list {
			scaled = append(scaled, n*factor)
		}
		return scaled
	}
	above := func(n int) bool { return n > limit }
	kept := filter(numbers, above)
	if len(kept) < 2 {
		return nil
	}
	return &variant{
		stem: "Which list does this expression give?", code: fmt.Sprintf("[%s]\n  .filter(n => n > %d)\n  .map(n => n * %d)", joinInts(numbers), limit, factor), key: show(times(kept)), by: "both functions applied in their order",
		wrong: []mistake{
			{show(filter(times(numbers), above)), "This multiplies first and filters the products. The filter stands first.", "map before filter"},
			{show(times(filter(numbers, func(n int) bool { return n <= limit }))), "A filter keeps the elements that meet the condition and drops the others.", "the condition turned round"},
			{show(kept), "The map operation still multiplies each element.", "the filter alone"},
			{show(times(filter(numbers, func(n int) bool { return n >= limit }))), fmt.Sprintf("The condition asks for more than %d, so %d itself is dropped.", limit, limit), "the limit included"},
		},
		explanation: fmt.Sprintf("The filter keeps the elements above %d, which are %s. The map operation then multiplies each by %d and gives %s.", limit, joinInts(kept), factor, show(times(kept))),
	}
}
