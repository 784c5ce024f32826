package bank

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	noise = lexiconOf("this article", "this guide", "this post", "this page", "this blog", "this tutorial", "this chapter", "this section", "this course", "this module",
		"in the article", "the article", "the passage", "the text above", "according to the text", "according to the guide", "according to the passage", "the author says", "the author explains", "the author writes", "the author shows", "the author argues", "the author of this",
		"highlighted above", "mentioned above", "as mentioned", "see above", "above mentioned", "discussed above", "click here", "read more", "learn more", "table of contents",
		"leave a comment", "leave a reply", "scroll to top", "subscribe", "newsletter", "our course", "sign up now", "share this", "pingback", "explore more", "bootcamp", "bootcamps",
		"figure above", "figure below", "diagram above", "diagram below", "picture above", "picture below", "image above", "image below", "screenshot above", "screenshot below",
		"chart above", "chart below", "shown above", "listed above", "described above", "in the previous section", "in the previous chapter", "in the last section", "in the next section")
	addresses = regexp.MustCompile(`https?://|www\.[a-z]`)
	dated     = regexp.MustCompile(`(?i)\b(in|since|by|until|before|after|during|year|early|late|as of)\s+((19|20)\d\d)\b|\b(19|20)\d\ds\b`)
	trivia    = lexiconOf("salary", "salaries", "per year", "popular", "most popular", "popularity", "trending", "trendy", "favorite", "favourite", "favorites", "glassdoor", "job market",
		"best", "easiest", "coolest", "awesome", "great", "amazing", "greatest", "exciting", "rewarding", "beautiful", "perfect", "ideal", "nowadays", "recently", "these days",
		"state of the art", "cutting-edge", "cutting edge", "unsung", "in demand",
		"in your opinion", "in my opinion", "do you think", "do you prefer", "do you like", "most people", "many people", "people say", "experts agree", "everybody knows")
	money               = regexp.MustCompile(`[$€£]\s?\d`)
	bestAllowed         = regexp.MustCompile(`(?i)\bbest (describes?|explains?|fits?|answers?|matches|practices?|suits?|effort|supports?|completes?|defines?|summari[sz]es)\b|\bbest-effort\b`)
	stepWords           = lexiconOf("first", "firstly", "then", "next", "finally", "lastly", "afterwards", "step 1", "step 2", "step 3", "secondly", "thirdly", "last of all")
	commonAbbreviations = set("HTTP HTTPS URL API SQL HTML CSS JSON XML IP TCP ID UI CPU RAM OK SSD AND OR NOT IN NULL")
)

// checkContent looks at checks 24 (trivial, dated, opinion) and 25 (words of the page that the text came from).
func (g *Gate) checkContent(q *Question, add adder) {
	g.addKnown(q.Stem, add)
	for _, text := range optionTexts(q) {
		g.addKnown(text, add)
	}
}

// addKnown adds the flaws of a text by itself, looked up once for each text.
func (g *Gate) addKnown(text string, add adder) {
	flaws, known := g.texts[text]
	if !known {
		flaws = g.textFlaws(text)
		g.texts[text] = flaws
	}
	for _, f := range flaws {
		add(f.Check, "%s", f.Words)
	}
}

func addressIn(text string) string {
	if !hasAny(text, "://", "www.") {
		return ""
	}
	return addresses.FindString(text)
}

func (g *Gate) textFlaws(text string) []Flaw {
	var flaws []Flaw
	add := func(check int, format string, args ...any) {
		flaws = append(flaws, Flaw{check, fmt.Sprintf(format, args...)})
	}
	if phrase, ok := g.words.has(text, noise); ok {
		add(25, "%q speaks of the page, not of its subject", phrase)
	}
	if at := addressIn(text); at != "" && !strings.Contains(text, "`") {
		add(25, "an address of the web stands in it")
	}
	plain, digits := text, strings.ContainsAny(text, "0123456789")
	if hasAny(text, "best", "Best") {
		plain = bestAllowed.ReplaceAllString(text, "")
	}
	if phrase, ok := g.words.has(plain, trivia); ok && !strings.Contains(strings.ToLower(plain), "best-effort") {
		add(24, "%q is a matter of opinion or of the day", phrase)
	}
	if digits {
		if year := dated.FindString(text); year != "" {
			add(24, "%q goes out of date", year)
		}
	}
	if digits && money.MatchString(text) {
		add(24, "an amount of money goes out of date")
	}
	return flaws
}

// checkLists looks at what has no options: pairs (18, 22) and steps (16).
func (g *Gate) checkLists(q *Question, add adder) {
	switch q.Kind {
	case Match:
		if len(q.Pairs) < 2 {
			add(18, "matching needs two pairs or more")
		}
		lefts, rights := map[string]bool{}, map[string]bool{}
		for _, pair := range q.Pairs {
			if left := g.fold(pair.Left); lefts[left] {
				add(18, "%q stands twice on the left", pair.Left)
			} else {
				lefts[left] = true
			}
		}
		for _, right := range q.Rights() {
			if folded := g.fold(right); rights[folded] {
				add(18, "%q belongs to more than one line", right)
			} else {
				rights[folded] = true
			}
		}
		for _, pair := range q.Pairs {
			if w, ok := g.givenAway(pair, q.Rights()); ok {
				add(12, "%q stands on both sides of a pair and nowhere else", w)
			}
		}
	case Order:
		if len(q.Order) < 3 {
			add(18, "ordering needs three steps or more")
		}
		seen := map[string]bool{}
		for _, step := range q.Order {
			if w, ok := g.placed(step); ok {
				add(16, "%q in a step gives its place away", w)
			}
			if folded := g.fold(step); seen[folded] {
				add(18, "the step %q stands twice", step)
			} else {
				seen[folded] = true
			}
		}
	case Numeric:
		if q.Value == nil {
			add(18, "no value is given")
		}
	case Short:
		if len(q.Accept) == 0 {
			add(18, "no accepted answer is given")
		}
	}
}

// placed finds a word that gives the place of a step away. Behind an article it belongs to a noun: "the next request" may be of any step.
func (g *Gate) placed(step string) (string, bool) {
	ws := g.words.words(step)
	for i := range ws {
		if phrase, ok := g.words.has(ws[i].text, stepWords); ok && !(i > 0 && ownArticles[ws[i-1].lower]) {
			return phrase, true
		}
	}
	for phrase := range stepPairs {
		if strings.Contains(strings.ToLower(step), phrase) {
			return phrase, true
		}
	}
	return "", false
}

var (
	ownArticles = set("the a an its their his her this that each every")
	stepPairs   = map[string]bool{"step 1": true, "step 2": true, "step 3": true, "last of all": true}
)

// givenAway finds a content word that a pair's two sides share and no other right side has.
func (g *Gate) givenAway(pair Pair, rights []string) (string, bool) {
	for _, l := range g.words.content(pair.Left) {
		for _, r := range g.words.content(pair.Right) {
			if !alike(l, r) {
				continue
			}
			elsewhere := false
			for _, other := range rights {
				if other == pair.Right {
					continue
				}
				for _, o := range g.words.content(other) {
					elsewhere = elsewhere || alike(l, o)
				}
			}
			if !elsewhere {
				return r, true
			}
		}
	}
	return "", false
}
