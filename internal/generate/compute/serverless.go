package compute

import (
	"fmt"
	"math"
)

var serverlessFamilies = []family{
	{"serverless-gb-seconds", "serverless", apply, "A GB-second is one gigabyte of memory held for one second", gigabyteSeconds},
}

func gigabyteSeconds(d *draw) *variant {
	calls, millis, memory := d.step(100, 900, 50)*1000, d.step(100, 900, 50), pick(d, 0.25, 0.5, 2)
	seconds := float64(calls) * float64(millis) / 1000
	used := math.Round(seconds * memory)
	return &variant{
		stem:  fmt.Sprintf("A function with %s GB of memory runs %s times a month, for %d milliseconds each time. How many GB-seconds of compute does the month use?", number(memory), count(calls), millis),
		value: exactly(used), by: "calls times duration times memory",
		explanation: fmt.Sprintf("Compute is counted as calls × seconds × gigabytes. %s calls × %s s = %s seconds of running time. With %s GB held for that time, the month uses %s GB-seconds.",
			count(calls), number(float64(millis)/1000), number(seconds), number(memory), number(used)),
	}
}
