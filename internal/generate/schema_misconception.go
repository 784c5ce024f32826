package generate

import (
	"regexp"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

// claim is a statement that can stand as an option by itself: a common mistake, or what a guide says to be true.
type claim struct {
	fact *extract.Fact
	text string
	// section is where it stands, so that claims on one subject are asked together.
	section string
	// absolute says that the statement speaks in absolutes.
	absolute bool
	// special says that it holds a number, code or a part of a name that only readers of its section know.
	special bool
}

// Bounds for a claim, in words.
const (
	shortestClaim = 5
	longestClaim  = 24
)

// Weights of what makes two claims good neighbours in a question.
const (
	sameSectionWeight = 1.8
	usedPenalty       = 0.7
	absolutePenalty   = 1.0
	specialPenalty    = 1.5
	leastClaims       = 3
)

// writeMisconceptions asks which of several statements on one topic is right, the others being common mistakes, and which of several statements is the
// mistake. Each mistake is refuted in the guide and each true statement stands there, so that no option is open to argument.
func writeMisconceptions(w *writer) {
	mistakes, truths := w.claims()
	used := map[string]int{}
	for _, f := range w.facts(extract.Misconception) {
		topic := w.topic(f)
		about := w.topicPhrase(topic)
		if about == "" || len(mistakes[topic]) < leastClaims {
			continue
		}
		w.rightAmongMistakes(f, about, mistakes[topic], used)
		w.mistakeAmongTruths(f, about, truths[topic], used)
	}
}

// claims collects by topic the mistakes that are refuted and the true statements that can stand alone, those of the sources before those of the library.
func (w *writer) claims() (mistakes, truths map[string][]claim) {
	mistakes, truths = map[string][]claim{}, map[string][]claim{}
	for _, f := range w.everything {
		topic := w.topic(f)
		switch f.Relation {
		case extract.Misconception:
			if text := strings.TrimRight(f.Object, ". "); claimLength(text) && w.standsAlone(text) {
				mistakes[topic] = append(mistakes[topic], newClaim(f, w.speaker.upper(text)))
			}
			if texts := w.refutations(f); len(texts) > 0 && w.names(texts[0]) {
				truths[topic] = append(truths[topic], newClaim(f, w.speaker.upper(texts[0])))
			}
		case extract.Effect, extract.Responsibility:
			if _, known := w.concept(f.Subject); !known || !w.ownDuty(f) || dangling.MatchString(f.Object) {
				continue
			}
			if text := strings.TrimRight(w.says(f), "."); claimLength(text) && introduced(text) && !strings.ContainsAny(text, ":;“?") {
				truths[topic] = append(truths[topic], newClaim(f, text))
			}
		}
	}
	return mistakes, truths
}

func newClaim(f *extract.Fact, text string) claim {
	return claim{f, text, section(f), absoluteWord.MatchString(text), specialWord.MatchString(text)}
}

func claimLength(text string) bool {
	n := wordCount(text)
	return n >= shortestClaim && n <= longestClaim
}

func section(f *extract.Fact) string {
	if len(f.Headings) == 0 {
		return f.Document
	}
	return f.Document + "\x00" + f.Headings[len(f.Headings)-1]
}

// Clauses of a refutation: each is asserted for itself. A clause that leans on its neighbour does not stand alone.
var (
	clauseJoint = regexp.MustCompile(`, (?:and|while) |; `)
	// consequent begins what follows from the clause before it and holds with it alone.
	consequent = regexp.MustCompile(`, (?:so|but|or|because|although|unless) .*$`)
	// comparing says more or less than something that another sentence names.
	comparing  = regexp.MustCompile(`(?i)\b(?:more|less|fewer|(?:long|short|slow|fast|low|high|larg|small|great|old|new|soon|lat|rar|cheap)er|twice|as before|half)\b`)
	leaning    = regexp.MustCompile(`(?i)^(?:both|each|neither|either|such|another|others?|then|it|its|they|their|he|she|this|that|these|those|only|one of them|the (?:two|other|word|words|rest|same))\b|\b(?:then|too|also|therefore|instead|afterwards|even then|as before|of (?:its|their) own|the others?|the latter|the former|the measure)\b|\b(?:is|are) (?:one|a|the other) (?:part|half|case|example)$`)
	looseThing = regexp.MustCompile(`(?i)^(?:the|that|this|these) `)
)

// refutations are the statements of a refutation that can stand alone, those that speak most of the mistake first.
func (w *writer) refutations(f *extract.Fact) []string {
	first, _, _ := strings.Cut(f.Because, ". ")
	first = strings.TrimRight(first, ". ")
	parts := []string{first}
	for _, clause := range clauseJoint.Split(first, -1) {
		parts = append(parts, consequent.ReplaceAllString(clause, ""))
	}
	var kept []string
	for i, part := range parts {
		part = strings.TrimSpace(part)
		if !claimLength(part) || !introduced(part) || i > 0 && part == first || leaning.MatchString(part) || dangling.MatchString(part) && !ownPronoun(part) || strings.ContainsAny(part, "“”?:") {
			continue
		}
		if part != first && (wordCount(part) <= shortestClaim || w.gate.Likeness(part, f.Object) == 0) {
			continue // a clause that speaks of none of the mistake's things needs the other clauses
		}
		if comparing.MatchString(part) && !strings.Contains(part, " than ") {
			continue
		}
		if pointsOutside(w.speaker.lowerFirst(part), part) || looseThing.MatchString(part) && w.conceptAtStart(part) == "" {
			continue
		}
		kept = append(kept, part)
	}
	sort.SliceStable(kept, func(a, b int) bool { return w.gate.Likeness(kept[a], f.Object) > w.gate.Likeness(kept[b], f.Object) })
	return kept
}

// names reports whether a statement names something that the curriculum knows, so that a reader knows what it is about.
func (w *writer) names(text string) bool {
	fields := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == ',' || r == '`' })
	for from := range fields {
		for to := from + 1; to <= min(from+5, len(fields)); to++ {
			if w.byAnyName[strings.Join(fields[from:to], " ")] != "" {
				return true
			}
		}
	}
	return false
}

// ownPronoun reports whether the pronouns of a statement can only mean its own subject, because no other noun stands before them.
func ownPronoun(text string) bool {
	at := dangling.FindStringIndex(text)
	return at != nil && wordCount(text[:at[0]]) >= 2 && (strings.HasPrefix(text[at[0]:], "its ") || strings.HasPrefix(text[at[0]:], "their ")) && len(dangling.FindAllString(text, -1)) == 1
}

// conceptAtStart is the concept that a statement begins with behind an article, empty if there is none.
func (w *writer) conceptAtStart(text string) string {
	rest := strings.Fields(bareName(text))
	for n := min(4, len(rest)); n > 0; n-- {
		if id := w.byAnyName[strings.ToLower(strings.Join(rest[:n], " "))]; id != "" {
			return id
		}
	}
	return ""
}

// rightAmongMistakes puts what the guide says against a mistake beside mistakes on neighbouring subjects.
func (w *writer) rightAmongMistakes(f *extract.Fact, about string, mistakes []claim, used map[string]int) {
	for _, right := range w.refutations(f) {
		if !w.names(right) {
			continue // "a target of one hundred percent": a target of what?
		}
		d := draft{schema: "misconception", direction: "right", facts: []*extract.Fact{f}, kind: bank.Single, teaching: []string{w.speaker.sentence(f.Because), w.gloss(f.Subject)}}
		key := w.speaker.upper(right)
		d.keys = []bank.Option{{Text: key, Correct: true, Concept: w.knownID(f.Subject), Why: w.speaker.sentence(f.Because), Proof: stated(f)}}
		for _, c := range w.neighbours(f, key, mistakes, used, "right") {
			why := w.speaker.sentence("this is a common mistake") + " " + w.speaker.sentence(c.fact.Because)
			d.wrong = append(d.wrong, bank.Option{Text: c.text, Concept: w.knownID(c.fact.Subject), Why: why, Proof: "c: the guide refutes it: " + stated(c.fact)})
		}
		d.stems = fixed(
			"Which of these statements about "+about+" is right?",
			"Which statement about "+about+" is right?",
			"A team collects statements about "+about+". Which statement is right?",
		)
		if w.settle(d) {
			w.noteClaims("right", used)
			return
		}
	}
}

// mistakeAmongTruths puts the mistake beside true statements on neighbouring subjects.
func (w *writer) mistakeAmongTruths(f *extract.Fact, about string, truths []claim, used map[string]int) {
	text := strings.TrimRight(f.Object, ". ")
	if !claimLength(text) || strings.Contains(text, "?") || !w.standsAlone(text) {
		return
	}
	d := draft{schema: "misconception", direction: "mistake", facts: []*extract.Fact{f}, kind: bank.Single, teaching: []string{w.speaker.sentence(f.Because), w.gloss(f.Subject)}}
	key := w.speaker.upper(text)
	d.keys = []bank.Option{{Text: key, Correct: true, Concept: w.knownID(f.Subject), Why: "This is the mistake. " + w.speaker.sentence(f.Because), Proof: "c: the guide refutes it: " + stated(f)}}
	for _, c := range w.neighbours(f, key, truths, used, "mistake") {
		d.wrong = append(d.wrong, bank.Option{Text: c.text, Concept: w.knownID(c.fact.Subject), Why: "This is right, so nothing has to be corrected here. " + w.speaker.sentence(f.Because), Proof: stated(c.fact)})
	}
	d.stems = fixed(
		"A draft of a team's notes on "+about+" holds these statements. Which one has to be corrected?",
		"A new colleague writes these statements about "+about+" down. Which one is a mistake?",
		"In a review of notes on "+about+", one statement has to be corrected. Which one is it?",
	)
	if w.settle(d) {
		w.noteClaims("mistake", used)
	}
}

// noteClaims counts the claims of the question that was settled last, so that the next one takes others.
func (w *writer) noteClaims(as string, used map[string]int) {
	for _, o := range w.questions[len(w.questions)-1].Options {
		used[as+o.Text]++
	}
}

// neighbours orders claims by how well they stand beside one on a fact: on the same subject or section, alike in length, not used before, and without a
// word such as "always" where the key has none.
func (w *writer) neighbours(f *extract.Fact, key string, claims []claim, used map[string]int, as string) []claim {
	chance := w.chance(f.Document, "misconception", f.ID, as)
	type scored struct {
		claim
		score float64
	}
	absolute := absoluteWord.MatchString(key)
	var list []scored
	for _, c := range claims {
		luck := chance.Float64()
		if c.fact.ID == f.ID || c.fact.Subject == f.Subject && as == "right" || w.gate.Likeness(c.text, key) > 0.5 || w.gate.Likeness(c.text, f.Object) > 0.5 {
			continue
		}
		score := chanceWeight*luck + 2*lengthLikeness(c.text, key) + likenessWeight*w.gate.Likeness(c.text, key) - usedPenalty*float64(used[as+c.text])
		if c.section == section(f) {
			score += sameSectionWeight
		}
		if w.confusable[[2]string{f.Subject, c.fact.Subject}] || w.commonSet([]string{f.Subject, c.fact.Subject}) != nil {
			score += confusionWeight
		}
		if c.absolute && !absolute {
			score -= absolutePenalty
		}
		if c.special && c.section != section(f) {
			score -= specialPenalty
		}
		list = append(list, scored{c, score})
	}
	sort.SliceStable(list, func(a, b int) bool { return list[a].score > list[b].score })
	found := make([]claim, 0, len(list))
	subjects := map[string]bool{}
	for _, s := range list {
		if subjects[s.fact.Subject] {
			continue // two claims on one thing would answer each other
		}
		subjects[s.fact.Subject] = true
		found = append(found, s.claim)
	}
	return found
}

// specialWord finds figures, code and marks of a specialist's name; unknownThing finds a thing that only its own clause introduces: "the program that books".
var (
	specialWord  = regexp.MustCompile("[0-9`@_]")
	unknownThing = regexp.MustCompile(`\bthe ([\pL-]+) (?:that|which|who) \pL+s\b`)
)

// standsAlone reports whether a mistake can be understood without the section that it stands in: it opens with no definite thing that nobody has named.
func (w *writer) standsAlone(text string) bool {
	if !introduced(text) {
		return false
	}
	return !looseThing.MatchString(text) || w.conceptAtStart(text) != "" || !pointsOutside(w.speaker.lowerFirst(text), text)
}

// introduced reports whether every thing of a claim that a clause picks out has been named before.
func introduced(text string) bool {
	for _, at := range unknownThing.FindAllStringSubmatchIndex(text, -1) {
		head := text[at[2]:at[3]]
		if before := strings.ToLower(text[:at[0]]); !unique[head] && !strings.Contains(before, head) {
			return false
		}
	}
	return true
}

var absoluteWord = regexp.MustCompile(`(?i)\b(?:always|never|every|all|any|only|alone|exactly|must|no|nothing|everything|nobody|cannot|impossible|unnecessary|completely)\b`)

// topicPhrase is a topic's title as it stands inside a sentence.
func (w *writer) topicPhrase(slug string) string {
	t, ok := w.curriculum.Topic(slug)
	if !ok {
		return ""
	}
	first, rest, more := strings.Cut(t.Title, " ")
	if c, known := w.concept(w.byName[strings.ToLower(first)]); known && c.Name == first || spelled(first) || strings.ToLower(first[1:]) != first[1:] {
		return t.Title
	}
	if more {
		return strings.ToLower(first) + " " + rest
	}
	return strings.ToLower(first)
}
