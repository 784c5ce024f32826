package compute

import (
	"fmt"
	"slices"
	"strings"
)

var spreadFamilies = []family{
	{"nosql-quorum", "nosql", apply, "If the write quorum W and the read quorum R satisfy R + W > N", quorum},
	{"nosql-modulo-moves", "nosql", apply, "With plain hashing modulo the number of servers, a new server moves most of the keys", moduloMoves},
	{"nosql-hash-ring", "nosql", apply, "places nodes and keys on a ring", hashRing},
	{"nosql-vector-clock", "nosql", analyse, "shows whether one version descends from another", vectorClock},
	{"mixed-rename-copies", "sql-vs-nosql", apply, "a rename leaves a million old copies or needs a million changes", renameCopies},
	{"mixed-application-join", "sql-vs-nosql", apply, "in which the program fetches related records with further requests", applicationJoin},
	{"events-partition-order", "event-driven-systems", analyse, "Records of one order stay in sequence when the order number is the record key", partitionOrder},
	{"events-consumers-needed", "event-driven-systems", apply, "One consumer handles 1000 / 50 = 20 records a second", consumersNeeded},
	{"events-inbox", "event-driven-systems", apply, "prevents a repeated message from taking effect twice", inbox},
	{"events-compaction", "event-driven-systems", apply, "a rule that keeps the newest record for each key and deletes the older ones", compaction},
	{"events-idle-members", "event-driven-systems", apply, "If a consumer group has more members than the topic has partitions", idleMembers},
}

func quorum(d *draw) *variant {
	n := pick(d, 3, 5, 7, 9)
	w := d.between(1, n-1)
	smallest := 0
	for r := n; r >= 1; r-- { // by counting: every read set of r copies meets every write set of w when fewer than r copies are outside of it
		if n-w < r {
			smallest = r
		}
	}
	return &variant{
		stem: fmt.Sprintf("Each item has %d copies, and a write waits for %d of them. For how many copies must a read wait at least, so that it meets the newest write?", n, w), value: exactly(smallest), by: "counting the copies that a write may leave out",
		explanation: fmt.Sprintf("Read and write sets overlap when R + W > N. A write may leave out %d − %d = %d copies, so a read of %d could miss it. With R = %d the sum is %d + %d = %d, which is more than %d.", n, w, n-w, n-w, smallest, smallest, w, smallest+w, n),
	}
}

func moduloMoves(d *draw) *variant {
	servers := d.between(3, 5)
	var keys []int
	for len(keys) < 6 {
		if k := d.between(10, 60); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	var stay []int
	for _, k := range keys {
		if k%servers == k%(servers+1) {
			stay = append(stay, k)
		}
	}
	moved := len(keys) - len(stay)
	kept := "No key gives the same remainder both times"
	if len(stay) > 0 {
		kept = fmt.Sprintf("The same remainder both times: %s", joinInts(stay))
	}
	return &variant{
		stem: fmt.Sprintf("A key with the hash h lies on server h modulo the number of servers. A team goes from %d to %d servers. How many of these keys move?", servers, servers+1), code: "hashes of the keys\n" + joinInts(keys), value: exactly(moved), by: "both remainders of each hash",
		explanation: fmt.Sprintf("A key stays only if dividing by %d and by %d leaves the same remainder. %s. So %d of %d keys move.", servers, servers+1, kept, moved, len(keys)),
	}
}

func hashRing(d *draw) *variant {
	nodes := some(d, 4, []string{"P", "Q", "R", "S"})
	places := some(d, 4, []int{5, 15, 25, 35, 45, 55, 65, 75, 85, 95})
	slices.Sort(places)
	var keys []int
	for len(keys) < 5 {
		if k := d.between(0, 99); k%10 != 5 && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	owner := func(k int, without int) string {
		for i, p := range places {
			if i != without && k <= p {
				return nodes[i]
			}
		}
		for i := range places {
			if i != without {
				return nodes[i]
			}
		}
		return ""
	}
	added := d.between(0, 3)
	var moved []int
	for _, k := range keys {
		if owner(k, added) != owner(k, -1) {
			moved = append(moved, k)
		}
	}
	var lines []string
	for i, p := range places {
		if i != added {
			lines = append(lines, fmt.Sprintf("%s at %d", nodes[i], p))
		}
	}
	before := places[(added+3)%4]
	return &variant{
		stem: fmt.Sprintf("On a ring from 0 to 99 a key belongs to the next node at its place or above, and after 99 comes 0. Node %s joins at %d. How many of these keys move?", nodes[added], places[added]),
		code: strings.Join(lines, "\n") + "\n\nkeys\n" + joinInts(keys), value: exactly(len(moved)), by: "the owner of each key before and after",
		explanation: fmt.Sprintf("The new node takes over only the part of the ring between its neighbour at %d and its own place %d. %s in that part, and all other keys stay where they are.", before, places[added], keysLie(moved)),
	}
}

func keysLie(keys []int) string {
	switch len(keys) {
	case 0:
		return "No key lies"
	case 1:
		return fmt.Sprintf("Key %d lies", keys[0])
	}
	return fmt.Sprintf("The %d keys %s lie", len(keys), joinInts(keys))
}

func vectorClock(d *draw) *variant {
	var x, y [3]int
	for i := range x {
		x[i], y[i] = d.between(1, 4), d.between(1, 4)
	}
	const (
		first  = "Y descends from X"
		second = "X descends from Y"
		beside = "X and Y are concurrent"
		same   = "X and Y are one version"
	)
	switch d.between(1, 5) { // most pairs of random counters are concurrent
	case 1, 2:
		for i := range y {
			y[i] = x[i] + d.between(0, 2)
		}
	case 3:
		for i := range x {
			x[i] = y[i] + d.between(0, 2)
		}
	case 4:
		y = x
	}
	less, more := false, false
	for i := range x {
		less, more = less || x[i] < y[i], more || x[i] > y[i]
	}
	key := same
	switch {
	case less && more:
		key = beside
	case less:
		key = first
	case more:
		key = second
	}
	sums := map[string]string{
		first:  "No counter of Y is smaller than that of X, and at least one is larger. Y has seen everything that X had seen.",
		second: "No counter of X is smaller than that of Y, and at least one is larger. X has seen everything that Y had seen.",
		beside: "One counter is larger in X and another is larger in Y. Neither version has seen all changes of the other.",
		same:   "All three counters are equal. Nothing has happened between the two.",
	}
	denials := map[string]string{
		first:  "Y would have to be as large as X in every counter and larger in one.",
		second: "X would have to be as large as Y in every counter and larger in one.",
		beside: "Each version would have to be larger in some counter.",
		same:   "All counters would have to be equal.",
	}
	show := func(v [3]int) string { return fmt.Sprintf("A:%d B:%d C:%d", v[0], v[1], v[2]) }
	return verdict(&variant{
		stem: "Two versions of a record carry these vector clocks. How are the versions related?", code: "X  " + show(x) + "\nY  " + show(y), by: "the counters compared one by one",
		explanation: sums[key] + fmt.Sprintf(" The counters are %s for X and %s for Y.", show(x), show(y)),
	}, key, []string{first, second, beside, same}, denials)
}

func renameCopies(d *draw) *variant {
	products, customers := some(d, 3, []string{"lamp", "desk", "rug", "vase", "clock"}), some(d, 2, firstNames)
	var lines []string
	documents, mentions, others := 0, 0, 0
	for i := range d.between(4, 6) {
		items := some(d, d.between(1, 2), products)
		if d.between(1, 4) == 1 {
			items = append(items, items[0])
		}
		lines = append(lines, fmt.Sprintf("%d %s: %s", i+1, customers[d.between(0, 1)], strings.Join(items, ", ")))
		found := 0
		for _, item := range items {
			if item == products[0] {
				found++
			}
		}
		if found > 0 {
			documents++
		} else {
			others++
		}
		mentions += found
	}
	if documents == 0 || mentions == documents {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("Each order document embeds the names of its products. The product \"%s\" gets a new name, and all orders shall show it. How many documents must be changed?", products[0]), code: "order documents\n" + strings.Join(lines, "\n"), key: count(documents), by: "counting the documents that hold a copy",
		wrong: []mistake{
			{count(1), "This holds for normalised tables, where the name stands once. Here each order has a copy.", "one place for the name"},
			{count(mentions), "This counts the copies. A document with two copies is still one document to change.", "counting copies"},
			{count(len(lines)), "An order without the product has no copy of its name.", "all documents"},
			{count(others), "These are the documents without the product.", "the other documents"},
		},
		explanation: fmt.Sprintf("Embedding copies the name into each order that contains the product. %d copies stand in %d of the %d documents, so %d documents change. In normalised tables it would be one row.", mentions, documents, len(lines), documents),
	}
}

func applicationJoin(d *draw) *variant {
	orders, distinct, millis := d.between(20, 60), d.between(5, 15), d.between(2, 8)
	one := d.coin()
	requests, way := 1+orders, "one for each order"
	text := "one request for each order"
	if one {
		requests, way, text = 1+distinct, "one for each different customer", "one request for each different customer"
	}
	return &variant{
		stem: fmt.Sprintf("A program loads %d orders of %d different customers with one request, then fetches the customers with %s, one after the other. Each request takes %d milliseconds. How long does it wait in all?", orders, distinct, text, millis),
		key:  of(requests*millis, "millisecond"), by: "the number of requests times their duration",
		wrong: []mistake{
			{of((requests-1)*millis, "millisecond"), "The request for the list of orders comes first and counts too.", "the list forgotten"},
			{of((2+orders+distinct-requests)*millis, "millisecond"), "The text says for what a further request is sent: " + way + ".", "the other count"},
			{of((1+orders+distinct)*millis, "millisecond"), "One request for each order and one for each customer would be both ways at once.", "both counts"},
			{of(2*millis, "millisecond"), "This would need one request that fetches all customers together.", "one request for all customers"},
		},
		explanation: fmt.Sprintf("The list takes 1 request, and the customers take %d more, %s. %d requests × %d milliseconds = %d milliseconds.", requests-1, way, requests, millis, requests*millis),
	}
}

func partitionOrder(d *draw) *variant {
	keys := some(d, 3, []string{"K1", "K2", "K3", "K4", "K5", "K6", "K7"})
	var lines, records []string
	var part []int
	for i := range 6 {
		k := keys[d.between(0, 2)]
		p := int(k[1]-'0') % 2
		name := fmt.Sprintf("r%d", i+1)
		records, part = append(records, name), append(part, p)
		lines = append(lines, fmt.Sprintf("%s  key %s", name, k))
	}
	type pair struct{ a, b int }
	var inOrder, apart []pair
	for b := range records {
		for a := range b {
			if part[a] == part[b] {
				inOrder = append(inOrder, pair{a, b})
			} else {
				apart = append(apart, pair{a, b})
			}
		}
	}
	if len(inOrder) < 1 || len(apart) < 3 {
		return nil
	}
	show := func(p pair) string { return records[p.a] + " before " + records[p.b] }
	right := some(d, 1, inOrder)[0]
	v := &variant{
		stem: "A topic has two partitions: odd key numbers go to partition 1 and even ones to partition 0. The records were sent in this order. Which order is sure for the readers of a group?", code: strings.Join(lines, "\n"), key: show(right), by: "the partition of each key",
		explanation: fmt.Sprintf("Order holds only inside one partition. %s and %s both go to partition %d, so they are read in the order in which they were sent.", records[right.a], records[right.b], part[right.a]),
	}
	for _, p := range some(d, 3, apart) {
		v.wrong = append(v.wrong, mistake{show(p), fmt.Sprintf("%s lies in partition %d and %s in partition %d, and between partitions there is no order.", records[p.a], part[p.a], records[p.b], part[p.b]), ""})
	}
	return v
}

func consumersNeeded(d *draw) *variant {
	rate, millis := d.step(100, 900, 50), pick(d, 10, 20, 25, 40, 50)
	one := 1000 / millis
	needed := (rate + one - 1) / one
	return &variant{
		stem: fmt.Sprintf("A topic receives %d records a second, and handling one record takes %d milliseconds. How many consumers of one group keep up with it at least?", rate, millis), value: exactly(needed), by: "the rate over the rate of one consumer, rounded up",
		explanation: fmt.Sprintf("One consumer handles 1,000 / %d = %d records a second. %d / %d rounded up gives %d consumers, and the topic needs at least as many partitions.", millis, one, rate, one, needed),
	}
}

func inbox(d *draw) *variant {
	start := d.step(100, 300, 50)
	type message struct{ id, amount int }
	messages := []message{}
	for i := range d.between(3, 4) {
		messages = append(messages, message{41 + i, d.step(10, 60, 10)})
	}
	sent := append([]message(nil), messages...)
	for range d.between(1, 2) {
		sent = append(sent, messages[d.between(0, len(messages)-1)])
	}
	var lines, sum []string
	done := map[int]bool{}
	balance := start
	for _, m := range sent {
		lines = append(lines, fmt.Sprintf("message %d: add %d", m.id, m.amount))
		if !done[m.id] {
			done[m.id] = true
			balance += m.amount
			sum = append(sum, fmt.Sprint(m.amount))
		}
	}
	return &variant{
		stem: fmt.Sprintf("A consumer with an inbox table receives these messages, some of them repeated. An account held %d before. What does it hold afterwards?", start), code: strings.Join(lines, "\n"), value: exactly(balance), by: "an evaluator of the inbox table",
		explanation: fmt.Sprintf("The inbox table knows the message numbers that took effect, so a repeated number changes nothing. Each of the %d different messages counts once: %d + %s = %d.", len(messages), start, strings.Join(sum, " + "), balance),
	}
}

func compaction(d *draw) *variant {
	keys := some(d, 3, []string{"tea", "cup", "pot", "jug"})
	newest := map[string]int{}
	first := map[string]int{}
	var lines []string
	most := map[string]int{}
	for range d.between(6, 7) {
		k, price := keys[d.between(0, 2)], d.between(2, 19)
		lines = append(lines, fmt.Sprintf("%s = %d", k, price))
		if _, known := first[k]; !known {
			first[k] = price
		}
		newest[k], most[k] = price, max(most[k], price)
	}
	if len(newest) < 3 {
		return nil
	}
	show := func(values map[string]int) string {
		parts := make([]string, 0, 3)
		for _, k := range sorted(keys) {
			parts = append(parts, fmt.Sprintf("%s %d", k, values[k]))
		}
		return strings.Join(parts, ", ")
	}
	tail := map[string]int{}
	low := map[string]int{}
	for _, k := range keys {
		low[k], tail[k] = first[k], newest[k]
	}
	for _, line := range lines {
		k, text, _ := strings.Cut(line, " = ")
		low[k] = min(low[k], atoi(text))
	}
	return &variant{
		stem: "A topic holds these records, the oldest first, and is compacted completely. What is left of it?", code: strings.Join(lines, "\n"), key: show(newest), by: "the newest record of each key",
		wrong: []mistake{
			{show(first), "These are the oldest values. Compaction keeps the newest record of each key.", "the oldest record of each key"},
			{show(most), "These are the largest values. Compaction looks at the age and not at the value.", "the largest value of each key"},
			{show(low), "These are the smallest values. Compaction looks at the age and not at the value.", "the smallest value of each key"},
		},
		explanation: fmt.Sprintf("Log compaction keeps the newest record of each key and deletes the older ones. Of %d records 3 are left, one a key: %s.", len(lines), show(newest)),
	}
}

func idleMembers(d *draw) *variant {
	partitions, members := d.between(3, 12), d.between(3, 14)
	if members <= partitions && d.between(1, 3) != 1 {
		return nil
	}
	idle := 0
	for m := range members {
		if m >= partitions { // partitions are dealt out one by one, and each has one reader
			idle++
		}
	}
	why := fmt.Sprintf("Only %d of the %d members can have one, so %d stay idle.", partitions, members, idle)
	if idle == 0 {
		why = fmt.Sprintf("There are at least as many partitions as the %d members, so everybody gets one and nobody stays idle.", members)
	}
	return &variant{
		stem: fmt.Sprintf("A topic of Apache Kafka has %d partitions, and one consumer group with %d members reads it. How many members have no partition to read?", partitions, members), value: exactly(idle), by: "dealing the partitions out",
		explanation: "Each partition is read by exactly one member of the group. " + why,
	}
}
