package compute

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

var performanceFamilies = []family{
	{"performance-percentile", "performance", apply, "the smallest value that 95 of 100 measurements do not exceed", percentile},
	{"performance-little", "performance", apply, "The number in the system equals the arrival rate times the mean time in the system", littlesLaw},
	{"performance-amdahl", "performance", apply, "limits the speed-up of a fixed task by the part that cannot be shared among workers", amdahl},
	{"performance-growth", "performance", apply, "doubling the input quadruples the steps", growth},
	{"performance-token-bucket", "performance", analyse, "refills credits at a fixed rate and takes one credit for each request", tokenBucket},
	{"performance-fixed-window", "performance", analyse, "counts the requests of the present fixed span alone and starts each span at zero", fixedWindow},
	{"performance-least-connections", "performance", apply, "a choice of the server with the fewest open conversations", leastConnections},
	{"performance-bottleneck", "performance", apply, "A bottleneck is the resource that limits the throughput of the whole chain", bottleneck},
}

func joinInts(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, ", ")
}

func percentile(d *draw) *variant {
	share := pick(d, 80, 90)
	values := make([]int, 10)
	for i := range values {
		values[i] = d.step(20, 95, 5)
	}
	values[d.between(0, 9)] = d.step(300, 900, 50)
	values[d.between(0, 9)] = d.step(120, 280, 20)
	ordered := slices.Clone(values)
	slices.Sort(ordered)
	sum := 0
	for _, v := range values {
		sum += v
	}
	place := share / 10
	ms := func(n int) string { return count(n) + " ms" }
	return &variant{
		stem: fmt.Sprintf("Ten response times were measured, in milliseconds. What is the %dth percentile, the smallest value that %d of 100 measurements do not exceed?", share, share),
		code: joinInts(values[:5]) + ",\n" + joinInts(values[5:]), key: ms(ordered[place-1]), by: "sorting and counting",
		wrong: []mistake{
			{ms(ordered[9]), "This is the largest value, which no measurement exceeds.", "the maximum"},
			{ms(values[place-1]), fmt.Sprintf("This is measurement number %d as they came. The values have to be sorted first.", place), "the values unsorted"},
			{number(math.Round(float64(ordered[9])*float64(share)/100)) + " ms", "This takes a share of the largest value. A percentile counts measurements.", "a share of the maximum"},
			{ms(sum / 10), "This is the arithmetic mean, which a few slow answers pull upwards.", "the mean"},
			{ms(ordered[10-place]), "This counts from the slowest measurement.", "counting from the other end"},
		},
		explanation: fmt.Sprintf("Sorted, the values are %s. %d of 100 is %d of these 10, so the percentile is the value at place %d: %d ms.", joinInts(ordered), share, place, place, ordered[place-1]),
	}
}

func littlesLaw(d *draw) *variant {
	rate, stay := d.step(40, 400, 20), pick(d, 50, 100, 150, 200, 250, 300, 500)
	inside := rate * stay / 1000
	if rate*stay%1000 != 0 {
		return nil
	}
	if d.coin() {
		return &variant{
			stem: fmt.Sprintf("A stable service completes %d requests a second, and %d requests are inside at a time on average. How many milliseconds does a request stay on average?", rate, inside), value: exactly(stay), by: "Little's law",
			explanation: fmt.Sprintf("By Little's law the number inside is the arrival rate times the mean stay. %d / %d a second = %s seconds, which is %d milliseconds.", inside, rate, number(float64(stay)/1000), stay),
		}
	}
	return &variant{
		stem: fmt.Sprintf("A stable service receives %d requests a second, and each stays %d milliseconds on average. How many requests are inside at a time on average?", rate, stay), value: exactly(inside), by: "Little's law",
		explanation: fmt.Sprintf("By Little's law the number inside is the arrival rate times the mean stay. %d a second × %s seconds = %d requests.", rate, number(float64(stay)/1000), inside),
	}
}

func amdahl(d *draw) *variant {
	serial, workers := pick(d, 10, 20, 25, 40, 50), pick(d, 2, 3, 4, 5, 6, 8, 9, 10, 15, 16, 30)
	s := float64(serial) / 100
	up := 1 / (s + (1-s)/float64(workers))
	one := func(x float64) string { return fmt.Sprintf("%.1f", x) }
	return &variant{
		stem:  fmt.Sprintf("%d percent of a fixed task must run on one processor, and the rest can be shared equally. How many times as fast is the task on %d processors, to one decimal?", serial, workers),
		value: exactly(math.Round(10*up) / 10), tolerance: 0.06, by: "Amdahl's law, rounded to one decimal",
		explanation: fmt.Sprintf("The new time is %s for the serial part plus %s / %d for the shared part, which is %s of the old time. The speed-up is 1 / %s, about %s.",
			number(s), number(1-s), workers, number(math.Round(1000/up)/1000), number(math.Round(1000/up)/1000), one(up)),
	}
}

func growth(d *draw) *variant {
	base, factor := d.step(2, 9, 1), pick(d, 3, 4, 5, 10)
	n := pick(d, 1000, 2000, 5000)
	millis := base * 10
	square := d.between(1, 3) != 1
	class, result := "O(n)", millis*factor
	if square {
		class, result = "O(n²)", millis*factor*factor
	}
	way := fmt.Sprintf("the time grows as the input does: %d × %d = %s", millis, factor, count(result))
	if square {
		way = fmt.Sprintf("the time grows with the square of the input: %d × %d × %d = %s", millis, factor, factor, count(result))
	}
	return &variant{
		stem:  fmt.Sprintf("A program takes `%s` time and needs %d milliseconds for %s records. About how many milliseconds does it need for %s records?", class, millis, count(n), count(n*factor)),
		value: exactly(result), tolerance: float64(result) / 50, by: "the growth of the class",
		explanation: fmt.Sprintf("The input is %d times as large. With `%s` %s milliseconds.", factor, class, way),
	}
}

// passTokens says which requests pass a bucket that is full at the start and gains one credit a second.
func passTokens(size int, perSecond float64, at []int) []bool {
	credits, last := float64(size), 0
	passed := make([]bool, len(at))
	for i, t := range at {
		credits = math.Min(float64(size), credits+float64(t-last)*perSecond)
		last = t
		if credits >= 1 {
			credits--
			passed[i] = true
		}
	}
	return passed
}

func trues(flags []bool) int {
	n := 0
	for _, f := range flags {
		if f {
			n++
		}
	}
	return n
}

// bursts draws moments with several requests each.
func bursts(d *draw, moments, gap int) (at []int, text string) {
	now := 0
	var lines []string
	for range moments {
		n := d.between(2, 5)
		lines = append(lines, fmt.Sprintf("second %2d: %d requests", now, n))
		for range n {
			at = append(at, now)
		}
		now += d.between(1, gap)
	}
	return at, strings.Join(lines, "\n")
}

func tokenBucket(d *draw) *variant {
	size := d.between(3, 5)
	at, text := bursts(d, 3, 3)
	passed := trues(passTokens(size, 1, at))
	if passed == len(at) || at[len(at)-1] == 0 {
		return nil
	}
	credits, last, story := size, 0, []string{}
	for i := 0; i < len(at); {
		n := 0
		for k := i; k < len(at) && at[k] == at[i]; k++ {
			n++
		}
		credits = min(size, credits+at[i]-last)
		last = at[i]
		pass := min(credits, n)
		story = append(story, fmt.Sprintf("at second %d it holds %s and %d of %d pass", at[i], of(credits, "credit"), pass, n))
		credits -= pass
		i += n
	}
	return &variant{
		stem: fmt.Sprintf("A token bucket holds %d credits at most, is full at second 0 and gains one credit a second. How many of these requests pass?", size),
		code: text, value: exactly(passed), by: "an evaluator of the bucket",
		explanation: fmt.Sprintf("The bucket is full with %d credits, and what flows over is lost: %s. Together %d pass.", size, strings.Join(story, ", "), passed),
	}
}

func fixedWindow(d *draw) *variant {
	limit := d.between(3, 4)
	at := make([]int, d.between(7, 9))
	now := d.between(48, 56)
	for i := range at {
		at[i] = now
		now += d.between(1, 3)
	}
	fixed, sliding := 0, 0
	var log []int
	counts := map[int]int{}
	for _, t := range at {
		if counts[t/60] < limit {
			counts[t/60]++
			fixed++
		}
		recent := 0
		for _, p := range log {
			if t-p < 60 {
				recent++
			}
		}
		if recent < limit {
			log = append(log, t)
			sliding++
		}
	}
	before := 0
	for _, t := range at {
		if t < 60 {
			before++
		}
	}
	if before < 2 || before > len(at)-2 || !differs(fixed, sliding, len(at)) {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("A fixed window counter allows %d requests in each window of 60 seconds, from second 0 on. How many of these requests does it let pass?", limit),
		code: "requests at second\n" + joinInts(at), value: exactly(fixed), by: "an evaluator of the counter",
		explanation: fmt.Sprintf("The first window ends at second 60. %s fall into it and %d of them pass, %d fall into the second and %d pass. Together %d pass.", of(before, "request"), min(before, limit), len(at)-before, min(len(at)-before, limit), fixed),
	}
}

func leastConnections(d *draw) *variant {
	servers := []string{"A", "B", "C"}
	open := []int{d.between(1, 6), d.between(1, 6), d.between(1, 6)}
	if open[0] == open[1] || open[1] == open[2] || open[0] == open[2] {
		return nil
	}
	requests := d.between(3, 6)
	least := func(n int) (taken []int) {
		now := slices.Clone(open)
		taken = make([]int, 3)
		for range n {
			best := 0
			for i := range now {
				if now[i] < now[best] {
					best = i
				}
			}
			now[best]++
			taken[best]++
		}
		return taken
	}
	show := func(t []int) string { return fmt.Sprintf("A %d, B %d, C %d", t[0], t[1], t[2]) }
	right := least(requests)
	round, once, most := make([]int, 3), make([]int, 3), make([]int, 3)
	low, high := 0, 0
	for i := range open {
		if open[i] < open[low] {
			low = i
		}
		if open[i] > open[high] {
			high = i
		}
	}
	for i := range requests {
		round[i%3]++
	}
	once[low], most[high] = requests, requests
	ends := []int{open[0] + right[0], open[1] + right[1], open[2] + right[2]}
	return &variant{
		stem: fmt.Sprintf("A load balancer uses the least-connections method, and among equals the first letter. No connection ends. How do %d new requests spread over the servers?", requests),
		code: fmt.Sprintf("server | open connections\n-------+-----------------\nA      | %d\nB      | %d\nC      | %d", open[0], open[1], open[2]),
		key:  show(right), by: "an evaluator that counts open connections",
		wrong: []mistake{
			{show(round), "Plain round robin spreads them so, whatever the servers are busy with.", "round robin"},
			{show(once), fmt.Sprintf("Each new request counts as an open connection, so server %s stops being the least busy.", servers[low]), "the counts at the start"},
			{show(ends), "These are the open connections afterwards and not the new requests.", "the counts at the end"},
			{show(most), "This sends all requests to the busiest server.", "the most connections"},
		},
		explanation: fmt.Sprintf("Each request goes to the server with the fewest open connections, and its own connection then counts too. From %s the %d requests lead to %s, so the new ones are %s.", show(open), requests, show(ends), show(right)),
	}
}

func bottleneck(d *draw) *variant {
	names := []string{"web server", "application", "database"}
	workers := []int{d.between(2, 8), d.between(2, 8), d.between(2, 8)}
	millis := []int{pick(d, 10, 20, 40), pick(d, 50, 100, 125), pick(d, 25, 40, 50)}
	rates := make([]int, 3)
	for i := range rates {
		rates[i] = workers[i] * 1000 / millis[i]
	}
	slow := slices.Index(rates, slices.Min(rates))
	var lines []string
	for i, name := range names {
		lines = append(lines, fmt.Sprintf("%-11s | %d × %d ms", name, workers[i], millis[i]))
	}
	return &variant{
		stem: "Each request passes all three parts. A part has that many workers, and each worker needs that time. How many requests a second can the whole chain complete at most?",
		code: "part        | workers × time\n------------+---------------\n" + strings.Join(lines, "\n"), value: exactly(rates[slow]), by: "the smallest rate of the parts",
		explanation: fmt.Sprintf("A part completes workers × 1,000 / time requests a second: %d, %d and %d. The smallest number limits the chain, so the %s is the bottleneck with %d a second.", rates[0], rates[1], rates[2], names[slow], rates[slow]),
	}
}
