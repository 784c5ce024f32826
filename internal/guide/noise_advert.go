package guide

import (
	"regexp"
	"strings"
)

// promotions are phrases of people who sell: courses, services, a brand. One of them makes a sentence promotion.
var promotions = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\b(?:enrol|enroll) (?:now|today|in (?:our|the|this|a))\b`,
	`\bsign up (?:now|today|for (?:our|the|a|free))\b`,
	`\b(?:start|begin|get) your free\b`,
	`\bfree (?:trial|consultation|quote|webinar)\b`,
	`\b(?:discount|coupon|promo) code\b`,
	`\bmoney[- ]back guarantee\b`,
	`\blimited[- ]time offer\b`,
	`\b(?:buy|order|shop|book|call|apply|register|subscribe|join) (?:now|today)\b`,
	`\b(?:contact|hire|call|email) us\b`,
	`\bget in touch with (?:us|our)\b`,
	`\bour (?:team of|services|agency|clients|customers|courses?|bootcamps?|programs?|programmes?|certificates?|experts?|mentors?|pricing|newsletter|academy)\b`,
	`\bwe (?:offer|provide|deliver) (?:a|an|the|our|you|full|custom|high|top|professional|world)\b`,
	`\b(?:courses?|classes|bootcamps?|programs?|programmes?|specializations?) (?:like|such as) the ones? (?:highlighted|listed|mentioned|shown|below|above)\b`,
	`\b(?:highlighted|listed|featured) (?:above|below) (?:courses?|programs?)\b`,
	`\b(?:class|course|program|programme|certificate|specialization) offered (?:by|on|through)\b`,
	`\bcourses? (?:on|from|by) (?:coursera|udemy|edx|udacity|skillshare|codecademy|pluralsight)\b`,
	`\bpersonali[sz]ed (?:guidance|mentoring|mentorship|coaching) from\b`,
	`\b(?:nurture|unlock|unleash|supercharge|kick-?start|launch|boost) your (?:inner|career|potential|future|business|brand)\b`,
	`\bindustry experts?\b`,
	`\bin this (?:module|course|lesson|video|webinar|specialization),? you(?:'ll|’ll| will)\b`,
	`\b(?:use|with) (?:my|our|this) (?:affiliate|referral) link\b`,
	`\baffiliate (?:links?|commission)\b`,
	`\byour (?:brand|online presence|business goals|target audience|message to the world|competitors)\b`,
	`\b(?:a|the|strong|professional) web(?:site)? presence\b`,
	`\b(?:drive|attract|generate) more (?:business|traffic|sales|leads|customers)\b`,
	`\boptimi[sz]ed for search engines\b`,
	`\btake your (?:business|career|skills) to the next level\b`,
}, "|"))

// adverts marks paragraphs and list items of which most sentences promote something. Promotion in half of a paragraph or
// less leaves it as it is: the other sentences may teach.
func (m *noiseMarker) adverts() {
	for i, b := range m.d.Blocks {
		if b.Noise != "" || b.Kind != Paragraph && b.Kind != ListItem && b.Kind != Quote || b.Span.Len() > 4000 {
			continue
		}
		s := m.text(i)
		if !promotions.MatchString(s) {
			continue
		}
		promoted, all := 0, 0
		for _, sentence := range sentences(s) {
			all++
			if promotions.MatchString(sentence) {
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
