package guide

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// promotions are phrases of people who sell: courses, services, a brand. One of them makes a sentence promotion. A phrase
// is looked for only where one of its first words stands, which keeps the search linear and fast.
var promotions = promotionIndex([]struct{ first, rest string }{
	{"enrol enroll", ` (?:now|today|in (?:our|the|this|a))\b`},
	{"sign", ` up (?:now|today|for (?:our|the|a|free))\b`},
	{"start begin get", ` your free\b`},
	{"free", ` (?:trial|consultation|quote|webinar)\b`},
	{"discount coupon promo", ` code\b`},
	{"money", `[- ]back guarantee\b`},
	{"limited", `[- ]time offer\b`},
	{"buy order shop book call apply register subscribe join", ` (?:now|today)\b`},
	{"contact hire call email", ` us\b`},
	{"get", ` in touch with (?:us|our)\b`},
	{"our", ` (?:team of|services|agency|clients|customers|courses?|bootcamps?|programs?|programmes?|certificates?|experts?|mentors?|pricing|newsletter|academy)\b`},
	{"we", ` (?:offer|provide|deliver) (?:a|an|the|our|you|full|custom|high|top|professional|world)\b`},
	{"course courses class classes bootcamp bootcamps program programs programme programmes specialization specializations",
		` (?:like|such as) the ones? (?:highlighted|listed|mentioned|shown|below|above)\b`},
	{"highlighted listed featured", ` (?:above|below) (?:courses?|programs?)\b`},
	{"class course program programme certificate specialization", ` offered (?:by|on|through)\b`},
	{"course courses", ` (?:on|from|by) (?:coursera|udemy|edx|udacity|skillshare|codecademy|pluralsight)\b`},
	{"personalized personalised", ` (?:guidance|mentoring|mentorship|coaching) from\b`},
	{"nurture unlock unleash supercharge kick kickstart launch boost", `(?:-start)? your (?:inner|career|potential|future|business|brand)\b`},
	{"industry", ` experts?\b`},
	{"in", ` this (?:module|course|lesson|video|webinar|specialization),? you(?:'ll|’ll| will)\b`},
	{"use with", ` (?:my|our|this) (?:affiliate|referral) link\b`},
	{"affiliate", ` (?:links?|commission)\b`},
	{"your", ` (?:brand|online presence|business goals|target audience|message to the world|competitors)\b`},
	{"web website", ` presence\b`},
	{"drive attract generate", ` more (?:business|traffic|sales|leads|customers)\b`},
	{"optimized optimised", ` for search engines\b`},
	{"take", ` your (?:business|career|skills) to the next level\b`},
})

// maxPhrase is the length of text behind a first word in which the rest of a phrase must stand, in bytes.
const maxPhrase = 80

func promotionIndex(phrases []struct{ first, rest string }) map[string][]*regexp.Regexp {
	index := map[string][]*regexp.Regexp{}
	for _, p := range phrases {
		rest := regexp.MustCompile(`^(?i:` + p.rest + `)`)
		for _, word := range strings.Fields(p.first) {
			index[word] = append(index[word], rest)
		}
	}
	return index
}

// promotionAt returns the offset of the first phrase of promotion in a text, -1 if there is none.
func promotionAt(s string) int {
	start := -1
	for i, r := range s {
		if unicode.IsLetter(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start < 0 {
			continue
		}
		if rests := promotions[strings.ToLower(s[start:i])]; rests != nil {
			end := min(len(s), i+maxPhrase)
			for end < len(s) && !utf8.RuneStart(s[end]) {
				end++
			}
			for _, rest := range rests {
				if rest.MatchString(s[i:end]) {
					return start
				}
			}
		}
		start = -1
	}
	return -1
}

// adverts marks paragraphs and list items of which most sentences promote something. Promotion in half of a paragraph or
// less leaves it as it is: the other sentences may teach.
func (m *noiseMarker) adverts() {
	for i, b := range m.d.Blocks {
		if b.Noise != "" || b.Kind != Paragraph && b.Kind != ListItem && b.Kind != Quote || b.Span.Len() > 4000 {
			continue
		}
		s := m.text(i)
		if promotionAt(s) < 0 {
			continue
		}
		promoted, all := 0, 0
		for _, sentence := range sentences(s) {
			all++
			if promotionAt(sentence) >= 0 {
				promoted++
			}
		}
		if promoted*2 > all {
			m.mark(i, NoiseAdvert)
		}
	}
}

// sentences cuts a text roughly into sentences, enough to count them.
func sentences(s string) []string {
	var out []string
	for s != "" {
		m := sentenceEnd.FindStringSubmatchIndex(s)
		if m == nil {
			return append(out, s)
		}
		out = append(out, s[:m[4]])
		s = s[m[4]:]
	}
	return out
}
