package compute

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

var cachingFamilies = []family{
	{"caching-eviction", "caching", apply, "a policy that removes the entry whose last use lies furthest in the past", eviction},
	{"caching-average-time", "caching", apply, "The average time of a request follows from three numbers", averageTime},
	{"caching-database-load", "caching", apply, "the load on the database is proportional to the misses", databaseLoad},
	{"caching-key-entries", "caching", analyse, "Key normalisation prevents double entries for equal requests", keyEntries},
	{"caching-expiration", "caching", analyse, "A fixed expiration is a lifetime that is counted from the moment of storing", expiration},
	{"caching-shared-freshness", "http-and-rest", apply, "Sets the freshness lifetime in seconds for shared caches alone", freshness},
	{"caching-vary", "http-and-rest", analyse, "lists the request fields on which the choice depended", vary},
}

// smallest is the key with the least number; earlier use decides among equals.
func smallest(held []string, number, used map[string]int) string {
	return slices.MinFunc(held, func(a, b string) int {
		if number[a] != number[b] {
			return number[a] - number[b]
		}
		return used[a] - used[b]
	})
}

var policies = map[string]func(held []string, stored, used, uses map[string]int) string{
	"LRU":  func(held []string, _, used, _ map[string]int) string { return smallest(held, used, used) },
	"FIFO": func(held []string, stored, used, _ map[string]int) string { return smallest(held, stored, used) },
	"LFU":  func(held []string, _, used, uses map[string]int) string { return smallest(held, uses, used) },
	"MRU": func(held []string, _, used, _ map[string]int) string {
		return slices.MaxFunc(held, func(a, b string) int { return used[a] - used[b] })
	},
}

func eviction(d *draw) *variant {
	policy := pick(d, "LRU", "FIFO", "LFU")
	held := some(d, 4, []string{"A", "B", "C", "D"})
	accesses := append([]string(nil), held...)
	for range d.between(4, 6) {
		accesses = append(accesses, held[d.between(0, 3)])
	}
	stored, used, uses := map[string]int{}, map[string]int{}, map[string]int{}
	for t, key := range accesses {
		if _, known := stored[key]; !known {
			stored[key] = t
		}
		used[key] = t
		uses[key]++
	}
	fewest := 0
	for _, key := range held {
		if uses[key] == uses[policies["LFU"](held, stored, used, uses)] {
			fewest++
		}
	}
	if policy == "LFU" && fewest > 1 {
		return nil
	}
	leaves := func(p string) string { return policies[p](held, stored, used, uses) }
	key := leaves(policy)
	rules := map[string]string{
		"LRU":  "LRU removes the entry whose last use lies furthest in the past.",
		"FIFO": "FIFO removes the entry that was stored before all others, however much it was used since.",
		"LFU":  "LFU removes the entry with the smallest count of uses.",
		"MRU":  "MRU removes the entry that was used last.",
	}
	facts := map[string]string{
		"LRU":  fmt.Sprintf("The last uses, from the oldest on, are those of %s.", list(byNumber(held, used))),
		"FIFO": fmt.Sprintf("The entries were stored in the order %s.", list(byNumber(held, stored))),
		"LFU":  fmt.Sprintf("%s was used %s, and each other entry more.", key, times(uses[key])),
	}
	v := &variant{
		stem: fmt.Sprintf("A cache has room for 4 entries, starts empty and evicts by %s. After these accesses the entry E is stored. Which entry has to leave?", policy),
		code: strings.Join(accesses, " "), key: key, by: "an evaluator of the policy", explanation: rules[policy] + " " + facts[policy] + " So " + key + " leaves.",
	}
	for _, other := range []string{"LRU", "FIFO", "LFU", "MRU"} {
		if other != policy {
			v.wrong = append(v.wrong, mistake{leaves(other), rules[other] + " Here the policy is " + policy + ".", other})
		}
	}
	return v
}

// byNumber sorts the keys by their number, the smallest first.
func byNumber(keys []string, number map[string]int) []string {
	keys = slices.Clone(keys)
	slices.SortFunc(keys, func(a, b string) int { return number[a] - number[b] })
	return keys
}

func averageTime(d *draw) *variant {
	percent, hit, miss := pick(d, 60, 70, 75, 80, 90, 95), d.between(1, 5), d.step(40, 120, 20)
	average := (percent*hit + (100-percent)*miss)
	value := float64(average) / 100
	return &variant{
		stem:  fmt.Sprintf("A cache has a hit ratio of %d percent. A hit takes %d milliseconds and a miss %d milliseconds in all. How many milliseconds does a request take on average?", percent, hit, miss),
		value: exactly(value), tolerance: 0.005, by: "the weighted mean",
		explanation: fmt.Sprintf("Hits and misses are weighed by their shares. %s × %d + %s × %d = %s milliseconds.", number(float64(percent)/100), hit, number(float64(100-percent)/100), miss, number(value)),
	}
}

func databaseLoad(d *draw) *variant {
	before, after := pick(d, 80, 90, 95, 96, 98), pick(d, 60, 70, 75, 80, 90)
	if before <= after || (100-after)%(100-before) != 0 {
		return nil
	}
	rate := d.step(1000, 4000, 500)
	times := (100 - after) / (100 - before)
	reads := rate * (100 - after) / 100
	return &variant{
		stem: fmt.Sprintf("A cache answers %s reads a second, and its hit ratio falls from %d to %d percent. How many reads a second reach the database then?", count(rate), before, after), value: exactly(reads), by: "the share of misses",
		explanation: fmt.Sprintf("The database receives the misses, which are now 100 − %d = %d percent of %s. That is %s reads a second, %d times as many as the %s before.", after, 100-after, count(rate), count(reads), times, count(rate*(100-before)/100)),
	}
}

func keyEntries(d *draw) *variant {
	names := some(d, 2, []string{"lang", "page", "sort", "size"})
	values := map[string][]string{"lang": {"de", "fr"}, "page": {"1", "2"}, "sort": {"new", "old"}, "size": {"10", "20"}}
	var requests []string
	raw, normal := map[string]bool{}, map[string]bool{}
	for range d.between(5, 6) {
		a, b := names[0]+"="+pick(d, values[names[0]]...), names[1]+"="+pick(d, values[names[1]]...)
		if d.coin() {
			a, b = b, a
		}
		path := pick(d, "/tea", "/tea", "/cup")
		r := path + "?" + a + "&" + b
		requests = append(requests, r)
		u, err := url.Parse(r)
		d.must(err)
		raw[r], normal[u.Path+"?"+u.Query().Encode()] = true, true
	}
	if !differs(len(normal), len(raw), len(requests)) {
		return nil
	}
	return &variant{
		stem: "A cache sorts the query parameters of each address before it uses the address as key. How many entries do these requests make?", code: strings.Join(requests, "\n"), value: exactly(len(normal)), by: "net/url sorted the parameters of each address",
		explanation: fmt.Sprintf("After sorting, `a=1&b=2` and `b=2&a=1` are one key. The %d requests have %d different spellings, and %d keys are left of them.", len(requests), len(raw), len(normal)),
	}
}

func expiration(d *draw) *variant {
	life := d.step(20, 60, 10)
	times := []int{0}
	for range d.between(4, 5) {
		times = append(times, times[len(times)-1]+d.step(10, 50, 5))
	}
	sliding := d.coin()
	loads := func(slide bool) int {
		n, end := 0, -1
		for _, t := range times {
			if t >= end {
				n++
				end = t + life
			} else if slide {
				end = t + life
			}
		}
		return n
	}
	if loads(true) == loads(false) {
		return nil
	}
	kind, rule := "fixed", "counted from the moment of storing, and a use changes nothing"
	if sliding {
		kind, rule = "sliding", "started again with each use"
	}
	return &variant{
		stem: fmt.Sprintf("An entry has a %s expiration of %d seconds, and the cache starts empty. How many of these reads have to load the value anew?", kind, life), code: "reads at second\n" + joinInts(times), value: exactly(loads(sliding)), by: "an evaluator of the lifetime",
		explanation: fmt.Sprintf("With a %s expiration the %d seconds are %s. The first read loads the value, and so does each read at or after the end of the lifetime, which makes %d. The other kind of expiration would make %d.", kind, life, rule, loads(sliding), loads(!sliding)),
	}
}

func freshness(d *draw) *variant {
	private, shared, age := d.step(60, 600, 60), d.step(120, 900, 30), d.step(10, 50, 5)
	if private == shared {
		return nil
	}
	who, life := "shared cache", shared
	if d.coin() {
		who, life = "private cache", private
	}
	rule := "For a shared cache, s-maxage stands before max-age."
	if who == "private cache" {
		rule = "A private cache follows max-age, because s-maxage is for shared caches alone."
	}
	response := fmt.Sprintf("HTTP/1.1 200 OK\nCache-Control: max-age=%d,\n  s-maxage=%d\nAge: %d", private, shared, age)
	return &variant{
		stem: fmt.Sprintf("A %s receives this response. For how many more seconds may it reuse the response without asking?", who), code: response, value: exactly(life - age), by: "the lifetime less the age",
		explanation: fmt.Sprintf("%s The lifetime is %d seconds, and the response is already %d seconds old. %d − %d = %d seconds are left.", rule, life, age, life, age, life-age),
	}
}

func vary(d *draw) *variant {
	field := pick(d, "Accept-Language", "Accept-Encoding")
	values := map[string][]string{"Accept-Language": {"de", "fr", "it"}, "Accept-Encoding": {"gzip", "br", "zstd"}}[field]
	var lines []string
	entries, paths, seen := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for range d.between(5, 7) {
		path, value := pick(d, "/menu", "/news"), values[d.between(0, 2)]
		lines = append(lines, path+"  "+value)
		entries[path+" "+value], paths[path], seen[value] = true, true, true
	}
	if !differs(len(entries), len(paths), len(seen), len(lines)) {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("A shared cache is empty, and each response stays fresh and carries `Vary: %s`. How many of these requests does it pass on to the server?", field), code: "path   " + field + "\n" + strings.Join(lines, "\n"), value: exactly(len(entries)), by: "an evaluator that keeps an entry for each path and value",
		explanation: fmt.Sprintf("Vary makes the value of %s part of the key. The %d requests hold %d different pairs of path and value, and the first request of each pair goes to the server.", field, len(lines), len(entries)),
	}
}
