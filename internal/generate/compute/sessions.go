package compute

import (
	"fmt"
	"slices"
	"strings"
)

var sessionFamilies = []family{
	{"auth-session-timeouts", "authentication-and-sessions", apply, "While an idle timeout restarts with every request", sessionTimeouts},
	{"auth-rbac", "authentication-and-sessions", apply, "grants permissions to job functions and assigns people to those functions", roleCheck},
	{"auth-entropy", "authentication-and-sessions", apply, "OWASP asks for at least 64 bits of entropy", entropy},
}

func sessionTimeouts(d *draw) *variant {
	idle, absolute := d.step(10, 30, 5), d.step(40, 90, 10)
	minutes := []int{0}
	for range 5 {
		minutes = append(minutes, minutes[len(minutes)-1]+d.between(4, 24))
	}
	ends := func(withIdle, withAbsolute bool) int {
		last := 0
		for i, m := range minutes[1:] {
			if withIdle && m-last > idle || withAbsolute && m > absolute {
				return i + 1
			}
			last = m
		}
		return -1
	}
	show := func(i int) string {
		if i < 0 {
			return "at no request"
		}
		return fmt.Sprintf("at minute %d", minutes[i])
	}
	end := ends(true, true)
	reason := fmt.Sprintf("Each pause up to then is at most %d minutes, but the sign-in lies more than %d minutes back.", idle, absolute)
	if end > 0 && minutes[end]-minutes[end-1] > idle {
		reason = fmt.Sprintf("The request before came at minute %d, and the pause of %d minutes is longer than %d.", minutes[end-1], minutes[end]-minutes[end-1], idle)
	}
	if end < 0 {
		reason = fmt.Sprintf("No pause is longer than %d minutes, and the last request comes within %d minutes of the sign-in.", idle, absolute)
	}
	fixed := -1
	for i, m := range minutes {
		if i > 0 && m > idle {
			fixed = i
			break
		}
	}
	return &variant{
		stem: fmt.Sprintf("A session has an idle timeout of %d minutes and an absolute timeout of %d minutes, and begins at minute 0. When does a request first meet an ended session?", idle, absolute),
		code: "requests at minute\n" + joinInts(minutes[1:]), key: show(end), by: "an evaluator of both limits",
		wrong: []mistake{
			{show(ends(true, false)), "This looks at the pauses alone. The absolute timeout ends a busy session too.", "the idle timeout alone"},
			{show(ends(false, true)), "This looks at the time since sign-in alone. A long pause ends the session before.", "the absolute timeout alone"},
			{show(fixed), "The idle timeout restarts with every request and is not counted from the sign-in.", "the idle timeout from the sign-in on"},
			{show(5), "An earlier request meets the end of the session, or none does.", "the last request"},
			{show(-1), "One of the two limits is passed.", "no limit"},
		},
		explanation: "An idle timeout restarts with every request, while an absolute timeout never restarts. " + reason,
	}
}

func roleCheck(d *draw) *variant {
	roles := []string{"cashier", "packer", "driver", "manager"}
	permissions := []string{"refund", "ship", "price", "report", "return"}
	grants := map[string][]string{}
	var lines []string
	for _, r := range roles {
		grants[r] = sorted(some(d, d.between(1, 2), permissions))
		lines = append(lines, fmt.Sprintf("%-7s: %s", r, strings.Join(grants[r], ", ")))
	}
	people := some(d, 4, firstNames)
	holds := map[string][]string{}
	lines = append(lines, "")
	for _, p := range people {
		holds[p] = sorted(some(d, d.between(1, 2), roles))
		lines = append(lines, fmt.Sprintf("%-7s: %s", p, strings.Join(holds[p], ", ")))
	}
	want := pick(d, permissions...)
	can := func(p string) (by string, ok bool) {
		for _, r := range holds[p] {
			if slices.Contains(grants[r], want) {
				return r, true
			}
		}
		return "", false
	}
	var allowedTo []string
	for _, p := range people {
		if _, ok := can(p); ok {
			allowedTo = append(allowedTo, p)
		}
	}
	if len(allowedTo) != 1 {
		return nil
	}
	role, _ := can(allowedTo[0])
	v := &variant{
		stem: fmt.Sprintf("A system uses role-based access control with the roles and people below. Who has the permission \"%s\"?", want), code: strings.Join(lines, "\n"), key: allowedTo[0], by: "the roles of each person looked up",
		explanation: fmt.Sprintf("A person has the permissions of all roles that the person holds. The permission %s belongs to a role that only %s holds here: %s.", want, allowedTo[0], role),
	}
	for _, p := range people {
		if p != allowedTo[0] {
			v.wrong = append(v.wrong, mistake{p, fmt.Sprintf("%s holds %s, and no permission of these is %s.", p, list(holds[p]), want), ""})
		}
	}
	return v
}

func entropy(d *draw) *variant {
	length := d.step(8, 32, 2)
	alphabet, size, bits := "hexadecimal digits", 16, 4
	switch d.between(1, 3) {
	case 1:
		alphabet, size, bits = "base64url characters", 64, 6
	case 2:
		alphabet, size, bits = "base32 characters", 32, 5
	}
	enough := "enough"
	if length*bits < 64 {
		enough = "fewer than"
	}
	ending := map[string]string{"enough": "That meets the 64 bits that OWASP asks for.", "fewer than": "That is less than the 64 bits that OWASP asks for."}[enough]
	return &variant{
		stem: fmt.Sprintf("A secure generator makes session identifiers of %d random %s. How many bits of entropy does an identifier have?", length, alphabet), value: exactly(length * bits), by: "length times bits of a character",
		explanation: fmt.Sprintf("Each character is one of %d equally likely ones, which is %d bits, because 2 to the power of %d is %d. %d characters × %d bits = %d bits. %s", size, bits, bits, size, length, bits, length*bits, ending),
	}
}
