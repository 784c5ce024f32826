package compute

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

var operationFamilies = []family{
	{"containers-build-cache", "containers", analyse, "The build cache is a store of earlier step results that are reused while the inputs are unchanged", buildCache},
	{"containers-placement", "containers", apply, "the amount of CPU or memory that the scheduler sets aside for a container", placement},
	{"containers-qos-class", "containers", apply, "at least one request or limit is set, but the Guaranteed condition is not met", qosClass},
	{"cloud-autoscaler", "cloud-native", apply, "multiplies the present number of copies by the measured value divided by the target value and rounds up", autoscaler},
	{"cloud-rolling-update", "cloud-native", apply, "a strategy that replaces old copies by new ones in small groups", rollingUpdate},
	{"microservices-retry-storm", "microservices", apply, "one click can cause 27 calls to the service below the third layer", retryStorm},
	{"microservices-circuit-breaker", "microservices", analyse, "refuses calls at once during the waiting time", circuitBreaker},
	{"microservices-deadline", "microservices", apply, "a technique that passes the remaining time along with each call", deadline},
	{"microservices-series", "microservices", apply, "If five services that fail independently of each other", series},
	{"edge-connection-trips", "edge-computing", apply, "A new HTTPS connection over TCP with TLS 1.3 needs one round trip for TCP", connectionTrips},
	{"edge-propagation", "edge-computing", apply, "Light in glass fibre covers about 200,000 kilometres in a second", propagation},
	{"edge-query-chain", "edge-computing", apply, "A regional function beside the database costs one far trip and four short ones", queryChain},
	{"edge-counter-merge", "edge-computing", apply, "a structure that keeps one rising number for each device and shows their sum", counterMerge},
}

func buildCache(d *draw) *variant {
	type step struct {
		text  string
		reads []string // files that the step reads; none for a command
	}
	files := map[string][]string{"deps": {"package.json"}, "config": {"nginx.conf"}, "all": {"package.json", "nginx.conf", "app.js", "README"}}
	steps := []step{{"FROM node:22", nil}, {"WORKDIR /src", nil}}
	middle := []step{{"COPY package.json .", files["deps"]}, {"COPY nginx.conf .", files["config"]}, {"COPY . .", files["all"]}}
	order := some(d, d.between(2, 3), middle)
	for _, s := range order {
		steps = append(steps, s)
		if d.coin() {
			steps = append(steps, step{pick(d, "RUN npm ci", "RUN npm test", "RUN ./prepare"), nil})
		}
	}
	steps = append(steps, step{"RUN npm run build", nil})
	changed := pick(d, "package.json", "nginx.conf", "app.js", "README")
	first := -1
	var lines []string
	for i, s := range steps {
		lines = append(lines, s.text)
		if first < 0 && slices.Contains(s.reads, changed) {
			first = i
		}
	}
	if first < 0 {
		return nil
	}
	again := len(steps) - first
	return &variant{
		stem: fmt.Sprintf("After a first build with this Dockerfile the file `%s` changes. How many of the %d steps run anew in the second build?", changed, len(steps)), code: strings.Join(lines, "\n"), value: exactly(again), by: "an evaluator of the build cache",
		explanation: fmt.Sprintf("The first step that reads `%s` is number %d, `%s`. Each step builds on the result before it, so from there on nothing comes from the cache: %d − %d = %d steps.", changed, first+1, steps[first].text, len(steps), first, again),
	}
}

func placement(d *draw) *variant {
	nodeCPU, nodeMemory := d.step(4, 16, 2)*1000, d.step(8, 32, 4)*1024
	cpu, memory := pick(d, 250, 500, 750, 1000), pick(d, 256, 512, 1024, 2048)
	limitCPU, limitMemory := cpu*2, memory*pick(d, 2, 4)
	fits := func(c, m int) int { return min(nodeCPU/c, nodeMemory/m) }
	key := fits(cpu, memory)
	if !differs(key, fits(limitCPU, limitMemory), max(nodeCPU/cpu, nodeMemory/memory)) {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("An empty node has %s millicores of CPU and %s MiB of memory. How many pods with these settings does the scheduler place there at most?", count(nodeCPU), count(nodeMemory)),
		code: fmt.Sprintf("requests: cpu %dm\n          memory %dMi\nlimits:   cpu %dm\n          memory %dMi", cpu, memory, limitCPU, limitMemory), value: exactly(key), by: "requests set aside until one resource is used up",
		explanation: fmt.Sprintf("The scheduler counts requests and not limits. The CPU suffices for %s / %d = %d pods and the memory for %s / %d = %d. The smaller number is %d.", count(nodeCPU), cpu, nodeCPU/cpu, count(nodeMemory), memory, nodeMemory/memory, key),
	}
}

func qosClass(d *draw) *variant {
	const (
		full  = "`Guaranteed`"
		burst = "`Burstable`"
		rest  = "`BestEffort`"
	)
	type container struct{ requestCPU, limitCPU, requestMemory, limitMemory string }
	n := d.between(1, 2)
	names := some(d, n, []string{"web", "cache", "proxy", "log", "mail", "queue"})
	var containers []container
	wanted := pick(d, full, burst, rest)
	for range n {
		cpu, memory := pick(d, "250m", "500m", "1"), pick(d, "128Mi", "256Mi", "1Gi")
		switch wanted {
		case full:
			containers = append(containers, container{cpu, cpu, memory, memory})
		case burst:
			containers = append(containers, pick(d, container{cpu, cpu, "128Mi", "2Gi"}, container{"", "", memory, memory}, container{cpu, "", "", ""}, container{cpu, cpu, memory, memory}, container{"", "2", "", memory}))
		default:
			containers = append(containers, container{})
		}
	}
	// The conditions of the guide; a limit without a request stands for both in Kubernetes, which the code never shows for a whole container.
	anything, all := false, true
	var lines []string
	for i, c := range containers {
		lines = append(lines, "container "+names[i])
		for _, field := range []struct{ name, value string }{{"requests cpu", c.requestCPU}, {"limits   cpu", c.limitCPU}, {"requests memory", c.requestMemory}, {"limits   memory", c.limitMemory}} {
			if field.value != "" {
				anything = true
				lines = append(lines, "  "+field.name+" "+field.value)
			}
		}
		if c == (container{}) {
			lines = append(lines, "  neither requests nor limits")
		}
		all = all && c.requestCPU != "" && c.requestCPU == c.limitCPU && c.requestMemory != "" && c.requestMemory == c.limitMemory
	}
	key, why := rest, "No container has any request or limit, so the pod is of the BestEffort class."
	switch {
	case all:
		key, why = full, "Every container has requests and limits for CPU and memory, and they are equal. That is the condition of the Guaranteed class."
	case anything:
		key, why = burst, "At least one request or limit is set, but not every container has equal requests and limits for CPU and memory. That leaves the Burstable class."
	}
	return verdict(&variant{
		stem: "A pod has these containers. Into which quality of service class does Kubernetes put the pod?", code: strings.Join(lines, "\n"), by: "the conditions of the classes", explanation: why,
	}, key, []string{full, burst, rest}, map[string]string{
		full:  "For this class every container needs equal requests and limits for CPU and memory.",
		burst: "This class is for pods with some request or limit that miss the Guaranteed condition.",
		rest:  "For this class no container may have any request or limit.",
	})
}

func autoscaler(d *draw) *variant {
	copies, measured, target := d.between(3, 12), d.step(20, 95, 5), pick(d, 50, 60, 70, 80)
	wanted := int(math.Ceil(float64(copies*measured) / float64(target)))
	exact := float64(copies*measured) / float64(target)
	if wanted == copies || exact == math.Trunc(exact) {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("A Horizontal Pod Autoscaler has a target of %d percent CPU. Its %d copies use %d percent on average. How many copies does it want?", target, copies, measured), key: of(wanted, "copy"), by: "copies times measured over target, rounded up",
		wrong: []mistake{
			{of(wanted-1, "copy"), "The result is rounded up, because fewer copies would lie above the target.", "rounding down"},
			{of(int(math.Ceil(float64(copies*target)/float64(measured))), "copy"), "This divides target by measured value. More use asks for more copies.", "the fraction upside down"},
			{of(copies, "copy"), "The use differs from the target, so the number changes.", "no change"},
			{of(copies+1, "copy"), "The autoscaler computes the number at once and does not go one by one.", "one more"},
		},
		explanation: fmt.Sprintf("The number of copies is multiplied by the measured value and divided by the target: %d × %d / %d = %s. Rounded up that is %d.", copies, measured, target, number(math.Round(exact*100)/100), wanted),
	}
}

func rollingUpdate(d *draw) *variant {
	copies, group, seconds := d.between(7, 20), d.between(2, 5), d.step(20, 90, 10)
	if copies%group == 0 {
		return nil
	}
	rounds := 0
	for left := copies; left > 0; left -= group {
		rounds++
	}
	return &variant{
		stem: fmt.Sprintf("A rolling update replaces %d copies in groups of at most %d. Each group takes %d seconds, and the next one begins when it is ready. How many seconds does the update take?", copies, group, seconds), value: exactly(rounds * seconds), by: "groups replaced until no old copy is left",
		explanation: fmt.Sprintf("%d copies make %d groups, the last of them with %s. %d × %d seconds = %d seconds.", copies, rounds, of(copies-(rounds-1)*group, "copy"), rounds, seconds, rounds*seconds),
	}
}

func retryStorm(d *draw) *variant {
	layers := d.between(2, 4)
	attempts := make([]int, layers)
	calls := 1
	var lines, product []string
	for i := range attempts {
		attempts[i] = d.between(2, 4)
		calls *= attempts[i]
		lines = append(lines, fmt.Sprintf("layer %d: up to %d attempts", i+1, attempts[i]))
		product = append(product, fmt.Sprint(attempts[i]))
	}
	return &variant{
		stem: "A click passes through these layers, and each repeats a failed call as stated. How many calls can one click cause at the service below the last layer?", code: strings.Join(lines, "\n"), value: exactly(calls), by: "the product of the attempts",
		explanation: fmt.Sprintf("Each attempt of a layer starts all attempts of the layer below, so the numbers are multiplied: %s = %d calls.", strings.Join(product, " × "), calls),
	}
}

func circuitBreaker(d *draw) *variant {
	threshold, wait := d.between(2, 3), d.step(20, 40, 10)
	var at []int
	var ok []bool
	now := 0
	for range d.between(6, 8) {
		at = append(at, now)
		ok = append(ok, d.between(1, 3) == 1)
		now += d.step(5, 15, 5)
	}
	var lines []string
	open, failures, reached := -1, 0, 0
	var refused []string
	for i, t := range at {
		state := "down"
		if ok[i] {
			state = "up"
		}
		lines = append(lines, fmt.Sprintf("second %3d, service %s", t, state))
		if open >= 0 && t-open < wait {
			refused = append(refused, fmt.Sprint(t))
			continue
		}
		reached++
		switch {
		case ok[i]:
			failures, open = 0, -1
		case open >= 0: // a trial in the half-open state
			open = t
		default:
			if failures++; failures == threshold {
				open = t
			}
		}
	}
	if len(refused) == 0 {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("A circuit breaker opens after %d failures in a row and lets one trial call pass once %d seconds are over; a failed trial opens it anew. How many of these calls reach the service?", threshold, wait), code: strings.Join(lines, "\n"), value: exactly(reached), by: "an evaluator of the states",
		explanation: fmt.Sprintf("While the breaker is open it refuses calls at once, here those of second %s. All other calls pass, as ordinary calls or as trials: %d − %d = %d.", list(refused), len(at), len(refused), reached),
	}
}

func deadline(d *draw) *variant {
	budget := d.step(800, 2000, 100)
	spent := []int{d.step(50, 300, 10), d.step(50, 300, 10), d.step(40, 200, 10)}
	left := budget - spent[0] - spent[1] - spent[2]
	if left <= 50 {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("A browser waits %s milliseconds, and the deadline is propagated. Before each calls the next, service A uses %d, B uses %d and C uses %d milliseconds. How much time is left for D?", count(budget), spent[0], spent[1], spent[2]), value: exactly(left), by: "the deadline less the time used",
		explanation: fmt.Sprintf("Deadline propagation passes the remaining time along. Each service takes its own time off: %s − %d − %d − %d = %d milliseconds.", count(budget), spent[0], spent[1], spent[2], left),
	}
}

func series(d *draw) *variant {
	parts := []float64{pick(d, 0.9, 0.95, 0.98, 0.99), pick(d, 0.9, 0.95, 0.98, 0.99), pick(d, 0.8, 0.9, 0.95)}
	percent := func(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }
	all := parts[0] * parts[1] * parts[2]
	return &variant{
		stem: "A request needs all three services, one after the other, and they fail independently of each other. How many percent of the requests succeed, to one decimal?",
		code: fmt.Sprintf("service A: %.0f %% available\nservice B: %.0f %% available\nservice C: %.0f %% available", 100*parts[0], 100*parts[1], 100*parts[2]), value: exactly(math.Round(1000*all) / 10), tolerance: 0.06, by: "the product of the availabilities",
		explanation: fmt.Sprintf("All three must work at the same moment, so the shares are multiplied: %s × %s × %s = %s, which is %s.", number(parts[0]), number(parts[1]), number(parts[2]), number(math.Round(all*10000)/10000), percent(all)),
	}
}

func connectionTrips(d *draw) *variant {
	far, near := d.step(40, 160, 10), d.between(2, 8)
	way := d.between(1, 3)
	switch way {
	case 1:
		return &variant{
			stem: fmt.Sprintf("A browser opens a new HTTPS connection over TCP with TLS 1.3 and sends one request. A round trip takes %d milliseconds. After how many milliseconds is the response there, server work left out?", far), value: exactly(3 * far), by: "counting round trips",
			explanation: fmt.Sprintf("TCP needs one round trip, TLS 1.3 one more, and the request itself a third. 3 × %d = %d milliseconds.", far, 3*far),
		}
	case 2:
		return &variant{
			stem: fmt.Sprintf("A near site, %d milliseconds per round trip away, ends the new TLS 1.3 connection. It asks the origin over an open connection with %d milliseconds per round trip. After how many milliseconds is the response there?", near, far), value: exactly(3*near + far), by: "counting round trips",
			explanation: fmt.Sprintf("TCP, TLS and the request take three short round trips, 3 × %d = %d milliseconds. The near site adds one far round trip for the request alone: %d + %d = %d milliseconds.", near, 3*near, 3*near, far, 3*near+far),
		}
	}
	requests := d.between(2, 4)
	return &variant{
		stem: fmt.Sprintf("A browser opens one new HTTPS connection over TCP with TLS 1.3 and sends %d requests one after the other. A round trip takes %d milliseconds. How many milliseconds do they take, server work left out?", requests, far), value: exactly((2 + requests) * far), by: "counting round trips",
		explanation: fmt.Sprintf("TCP and TLS 1.3 take one round trip each, and only once. Each request takes one more: (2 + %d) × %d = %d milliseconds.", requests, far, (2+requests)*far),
	}
}

func propagation(d *draw) *variant {
	kilometres, trips := d.step(1000, 9000, 500), d.between(1, 4)
	delay := kilometres * 2 * trips / 200
	word := map[bool]string{true: "round trip", false: "round trips"}[trips == 1]
	return &variant{
		stem: fmt.Sprintf("A server is %s kilometres of glass fibre away. How many milliseconds does the light alone need for %d %s?", count(kilometres), trips, word), value: exactly(delay), tolerance: 0.5, by: "distance over speed",
		explanation: fmt.Sprintf("Light in glass fibre covers 200 kilometres in a millisecond, so one direction takes %s / 200 = %s milliseconds. A round trip takes twice that, and %d %s take %d milliseconds.", count(kilometres), number(float64(kilometres)/200), trips, word, delay),
	}
}

func queryChain(d *draw) *variant {
	queries, far, near := d.between(3, 8), d.step(40, 120, 10), d.between(1, 4)
	edge, regional := queries*far, far+queries*near
	return &variant{
		stem:  fmt.Sprintf("A request needs %d queries, each after the last. The visitor is %d milliseconds per round trip from the database. A function beside the database needs %d milliseconds per query. How many milliseconds does it save against one beside the visitor?", queries, far, near),
		value: exactly(edge - regional), by: "round trips of both places",
		explanation: fmt.Sprintf("Beside the visitor each query pays the far trip: %d × %d = %d milliseconds. Beside the database there is one far trip and %d short ones: %d + %d × %d = %d. The difference is %d milliseconds.", queries, far, edge, queries, far, queries, near, regional, edge-regional),
	}
}

func counterMerge(d *draw) *variant {
	var a, b [3]int
	merged, larger := 0, []string{}
	sumA, sumB := 0, 0
	for i := range a {
		a[i], b[i] = d.between(1, 12), d.between(1, 12)
		merged += max(a[i], b[i])
		sumA, sumB = sumA+a[i], sumB+b[i]
		larger = append(larger, fmt.Sprint(max(a[i], b[i])))
	}
	if !differs(merged, sumA, sumB) {
		return nil
	}
	show := func(v [3]int) string { return fmt.Sprintf("door1:%d door2:%d door3:%d", v[0], v[1], v[2]) }
	return &variant{
		stem: "Two copies of a grow-only counter meet and are merged. Which sum does the merged counter show?", code: "copy 1\n" + show(a) + "\n\ncopy 2\n" + show(b), value: exactly(merged), by: "the larger number of each device, added up",
		explanation: fmt.Sprintf("Each device has a number of its own that only rises, so the larger one is the newer. The larger numbers are %s, together %d.", list(larger), merged),
	}
}
