package compute

import (
	"fmt"
	"math"
	"strings"
)

var serverlessFamilies = []family{
	{"serverless-gb-seconds", "serverless", apply, "A GB-second is one gigabyte of memory held for one second", gigabyteSeconds},
	{"serverless-concurrency", "serverless", apply, "The needed concurrency is the arrival rate multiplied by the duration", functionConcurrency},
	{"serverless-cold-starts", "serverless", analyse, "a cold start happens for every additional environment that was not prepared in advance", coldStarts},
	{"serverless-backoff", "serverless", apply, "multiplies the pause after each failed attempt", backoff},
}

func gigabyteSeconds(d *draw) *variant {
	calls, millis, memory := d.step(100, 900, 50)*1000, d.step(100, 900, 100), pick(d, 0.5, 2, 4)
	seconds := float64(calls) * float64(millis) / 1000
	used := math.Round(seconds * memory)
	return &variant{
		stem:  fmt.Sprintf("A function with %s GB of memory runs %s times a month, for %d milliseconds each time. How many GB-seconds of compute does the month use?", number(memory), count(calls), millis),
		value: exactly(used), by: "calls times duration times memory",
		explanation: fmt.Sprintf("Compute is counted as calls × seconds × gigabytes. %s calls × %s s = %s seconds of running time. With %s GB held for that time, the month uses %s GB-seconds.",
			count(calls), number(float64(millis)/1000), number(seconds), number(memory), number(used)),
	}
}

func functionConcurrency(d *draw) *variant {
	rate, millis := d.step(20, 200, 20), d.step(150, 900, 50)
	needed := rate * millis / 1000
	if rate*millis%1000 != 0 {
		return nil
	}
	return &variant{
		stem:  fmt.Sprintf("A function receives %d requests a second, and each runs for %d milliseconds. How many environments are busy at the same time on average?", rate, millis),
		value: exactly(needed), by: "arrival rate times duration",
		explanation: fmt.Sprintf("Needed concurrency is arrival rate times duration. %d requests a second × %s seconds = %d at the same time.", rate, number(float64(millis)/1000), needed),
	}
}

// coldRuns counts the environments that had to be prepared. An environment serves one call at a time and is kept while it is idle for less than keep seconds.
func coldRuns(starts []int, runs, keep int) int {
	var free []int // when each environment ended its last call
	cold := 0
	for _, at := range starts {
		warm := -1
		for i, end := range free {
			if end <= at && at-end < keep && (warm < 0 || end > free[warm]) {
				warm = i
			}
		}
		if warm < 0 {
			cold++
			free = append(free, at+runs)
		} else {
			free[warm] = at + runs
		}
	}
	return cold
}

func coldStarts(d *draw) *variant {
	runs, keep := d.between(3, 6), d.step(60, 120, 30)
	var starts []int
	at := 0
	for range d.between(5, 6) {
		starts = append(starts, at)
		at += pick(d, 1, 2, 20, 30, 45, keep+runs+40, keep+runs+90)
	}
	times := make([]string, len(starts))
	for i, s := range starts {
		times[i] = fmt.Sprint(s)
	}
	cold := coldRuns(starts, runs, keep)
	if cold == 1 || cold == len(starts) {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("Each call runs for %d seconds, and an environment serves one call at a time. The platform removes an environment after %d idle seconds. How many calls meet a cold start?", runs, keep),
		code: "calls at second\n" + strings.Join(times, ", "), value: exactly(cold), by: "an evaluator that keeps each environment until its idle time is over",
		explanation: coldStory(starts, runs, keep, cold),
	}
}

// coldStory says for each cold call why it found no environment.
func coldStory(starts []int, runs, keep, cold int) string {
	met := []string{"0 (none exists yet)"}
	for i := 1; i < len(starts); i++ {
		switch {
		case coldRuns(starts[:i+1], runs, keep) == coldRuns(starts[:i], runs, keep):
		case starts[i]-starts[i-1]-runs >= keep:
			met = append(met, fmt.Sprintf("%d (the last one was idle for too long)", starts[i]))
		default:
			met = append(met, fmt.Sprintf("%d (those that are kept are busy)", starts[i]))
		}
	}
	return fmt.Sprintf("A call is cold when no idle environment is left for it. That happens at second %s, which makes %d cold starts.", list(met), cold)
}

func backoff(d *draw) *variant {
	first, factor, attempts := d.between(1, 5), pick(d, 2, 3), d.between(3, 5)
	pause, waited := first, 0
	var pauses []string
	for range attempts - 1 {
		waited += pause
		pauses = append(pauses, fmt.Sprint(pause))
		pause *= factor
	}
	return &variant{
		stem:  fmt.Sprintf("A client pauses %d seconds after its first failed attempt and multiplies the pause by %d each time, without jitter. How many seconds has it paused before attempt number %d?", first, factor, attempts),
		value: exactly(waited), by: "the sum of the pauses",
		explanation: fmt.Sprintf("Before attempt %d lie %d pauses, one after each failed attempt. They last %s seconds, together %d.", attempts, attempts-1, list(pauses), waited),
	}
}
