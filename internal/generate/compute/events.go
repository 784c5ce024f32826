package compute

import (
	"fmt"
	"strings"
)

var eventFamilies = []family{
	{"events-partition-order", "event-driven-systems", analyse, "Records of one order stay in sequence when the order number is the record key", partitionOrder},
	{"events-consumers-needed", "event-driven-systems", apply, "One consumer handles 1000 / 50 = 20 records a second", consumersNeeded},
	{"events-inbox", "event-driven-systems", apply, "prevents a repeated message from taking effect twice", inbox},
	{"events-compaction", "event-driven-systems", apply, "a rule that keeps the newest record for each key and deletes the older ones", compaction},
	{"events-idle-members", "event-driven-systems", apply, "If a consumer group has more members than the topic has partitions", idleMembers},
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
	why := fmt.Sprintf("Only %d of the %d members can have one, so %s idle.", partitions, members, map[bool]string{true: "1 stays", false: fmt.Sprint(idle, " stay")}[idle == 1])
	if idle == 0 {
		why = fmt.Sprintf("There are at least as many partitions as the %d members, so everybody gets one and nobody stays idle.", members)
	}
	return &variant{
		stem: fmt.Sprintf("A topic of Apache Kafka has %d partitions, and one consumer group with %d members reads it. How many members have no partition to read?", partitions, members), value: exactly(idle), by: "dealing the partitions out",
		explanation: "Each partition is read by exactly one member of the group. " + why,
	}
}
