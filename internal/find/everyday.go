package find

import (
	_ "embed"
	"strings"
)

//go:embed everyday.txt
var everydayText string

// saying is one line of everyday.txt.
type saying struct {
	said  []string // stems
	meant []string // phrases
	// family says that what is said is a product, and what is meant the family that it belongs to.
	family bool
}

// everyday are the sayings by the first of their stems in alphabetical order.
var everyday = readSayings(everydayText)

func readSayings(text string) []saying {
	var sayings []saying
	for line := range strings.Lines(text) {
		left, right, found := strings.Cut(strings.TrimSpace(line), " = ")
		family := false
		if !found {
			left, right, found = strings.Cut(strings.TrimSpace(line), " ~ ")
			family = true
		}
		if !found || strings.HasPrefix(line, "#") {
			continue
		}
		s := saying{said: strings.Fields(keyOf(left)), family: family}
		for phrase := range strings.SplitSeq(right, ",") {
			s.meant = append(s.meant, strings.TrimSpace(phrase))
		}
		sayings = append(sayings, s)
	}
	return sayings
}

// little are the words that say nothing of what is looked for. They are left out unless nothing else was typed, or they are written in capitals as SQL writes them.
var little = setOf(`a about an and any anybody anyone are as at be because been before being but by can could did do does doing done for from gets getting give given go goes going
	had has have having he help her him his how i if in into is isn it its just let lets like ll make makes me might must my not of on one ones or our ours please re s shall she should
	so some somebody someone something t tell than that the their them then there these they thing things this those to too up us ve very was way we were what whats when where which while
	who whom whose why will with within work works working would you your yours dont doesnt cant isnt im ive youre theyre
	use uses used using need needs want wants happen happens happened actually really explain explained explanation
	meaning mean means define defined definition example examples best good better practice practices between difference differences differ different vs versus compare compared comparison`)

// weak are words that say something, but less than others.
var weak = setOf(`people person user users data new old time times first last two three many much more most same different every all other another type types kind kinds add adds added
	get set know learn find keep keeps create put call app apps application applications server problem problems error errors part parts right wrong choose pick pros cons prevent avoid
	stop fix solve handle after already look looking see sees show tell seem still again never always now small big large instead gone small project`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[spell(w)] = true
	}
	return set
}
