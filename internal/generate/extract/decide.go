package extract

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

var choiceVerbs = words(`chooses choose chose picks pick selects select takes adopts adopt prefers prefer`)

// decision reads a paragraph of the form "SITUATION. X chooses KEY rather than A or B, because REASON. A would ... . B would ... ."
func (r *reader) decision(u *unit) {
	for n := range u.sentences {
		s := &u.sentences[n]
		if s.refused == tooLong {
			continue
		}
		verb := -1
		for i := s.first + 1; i < s.next; i++ {
			if u.tokens[i].kind == wordToken && choiceVerbs[u.tokens[i].lower] {
				verb = i
				break
			}
		}
		if verb < 0 {
			continue
		}
		than, after := -1, 0
		for i := verb + 2; i < s.next; i++ {
			if end, ok := u.phraseAt(i, s.next, "rather", "than"); ok {
				than, after = i, end
				break
			}
			if end, ok := u.phraseAt(i, s.next, "instead", "of"); ok {
				than, after = i, end
				break
			}
			if u.tokens[i].is("over") && u.find(i, s.next, "because") > 0 {
				than, after = i, i+1
				break
			}
		}
		because := u.find(max(after, 0), s.next, "because")
		if than < 0 || because < 0 || than-verb < 2 {
			continue
		}
		listEnd := because
		if u.tokens[listEnd-1].text == "," {
			listEnd--
		}
		keyEnd := than
		if u.tokens[keyEnd-1].text == "," {
			keyEnd--
		}
		r.decided(u, n, verb+1, keyEnd, after, listEnd, because+1)
		return
	}
}

func (r *reader) decided(u *unit, n, key, keyEnd, list, listEnd, because int) {
	s := &u.sentences[n]
	alternatives, used := r.alternatives(u, n, list, listEnd)
	if len(alternatives) == 0 || keyEnd <= key {
		return
	}
	// The situation is what stands before in this paragraph, or the paragraph above when the choice opens its own.
	first := 0
	for k := n - 1; k >= 0 && u.sentences[k].spent; k-- {
		first = k + 1
	}
	if first >= n {
		return
	}
	situation := u.render(u.sentences[first].first, u.sentences[n-1].full)
	reasonEnd := trimTail(u, because, s.next)
	p := phrase{concept: -1, about: -1, text: stripArticle(u.render(key, keyEnd))}
	if m, ok := r.headMention(u, key, keyEnd); ok {
		p.concept = m
	}
	reason := u.render(because, reasonEnd)
	if !r.wellFormedReason(u, because, reasonEnd) || persons[u.tokens[key].lower] {
		return
	}
	spans := []guide.Span{u.span(u.sentences[first].first, u.sentences[used].full)}
	r.add(u, statement{relation: Decision, subject: p, object: u.render(key, keyEnd), rule: "chooses rather than", status: bank.Stated, spans: spans, fill: func(f *Fact) {
		f.Situation, f.Because, f.Alternatives = situation, reason, alternatives
	}})
	for k := first; k <= used; k++ {
		u.sentences[k].spent = true
	}
}

func (r *reader) wellFormedReason(u *unit, from, to int) bool {
	return to-from >= 3 && (!pronouns[u.tokens[from].lower] || u.tokens[from].is("it", "its", "they", "their"))
}

// headMention returns the concept that a noun phrase is, or that it begins with ("a relational database with transactions").
func (r *reader) headMention(u *unit, from, to int) (int, bool) {
	if concept, ok := r.tagger.single(u.tokens, from, to); ok {
		return concept, true
	}
	for from < to && determiners[u.tokens[from].lower] {
		from++
	}
	m, ok := u.mentionAt(from)
	if ok && (m.next >= to || u.tokens[m.next].kind == wordToken && (prepositions[u.tokens[m.next].lower] || relatives[u.tokens[m.next].lower] || genericHeads[u.tokens[m.next].lower] && m.next+1 >= to)) {
		return m.concept, true
	}
	return 0, false
}

func stripArticle(text string) string {
	for _, a := range []string{"a ", "an ", "the ", "A ", "An ", "The "} {
		if strings.HasPrefix(text, a) {
			return text[len(a):]
		}
	}
	return text
}

// alternatives splits tokens[from:to] at commas and "or", and finds for each option the sentence that begins with its words. Pieces that belong
// together ("a queue with retries or backoff") are joined until every option has its sentence; otherwise the options stand without.
func (r *reader) alternatives(u *unit, n, from, to int) (list []Alternative, used int) {
	var cuts []int
	for i := from; i < to; i++ {
		if u.tokens[i].text == "," || u.tokens[i].is("or") {
			cuts = append(cuts, i)
		}
	}
	used = n
	start := from
	for start < to {
		for start < to && (u.tokens[start].text == "," || u.tokens[start].is("or")) {
			start++
		}
		if start >= to {
			break
		}
		// The longest piece that has a sentence of its own wins; without one the piece goes to the next cut.
		end, why := to, -1
		for _, cut := range append(cuts, to) {
			if cut <= start {
				continue
			}
			if k := r.rejects(u, n, start, cut); k >= 0 {
				end, why = cut, k
			}
		}
		if why < 0 {
			for _, cut := range cuts {
				if cut > start {
					end = cut
					break
				}
			}
		}
		a := Alternative{Text: u.render(start, end)}
		if concept, ok := r.headMention(u, start, end); ok {
			a.Concept = r.c.Concepts[concept].ID
		}
		if why >= 0 {
			a.Why = u.render(u.sentences[why].first, u.sentences[why].full)
			used = max(used, why)
		}
		list = append(list, a)
		start = end
	}
	found := 0
	for _, a := range list {
		if a.Why != "" {
			found++
		}
	}
	if found == 0 {
		return nil, n
	}
	return list, used
}

// rejects returns the sentence after n that begins with the words of tokens[from:to], or -1. Articles do not count.
func (r *reader) rejects(u *unit, n, from, to int) int {
	option := contentWords(u, from, to)
	for k := n + 1; k < len(u.sentences) && k <= n+6; k++ {
		s := &u.sentences[k]
		said := contentWords(u, s.first, min(s.next, s.first+len(option)+4))
		if len(said) >= len(option) && len(option) > 0 && equalWords(said[:len(option)], option) {
			return k
		}
	}
	return -1
}

func contentWords(u *unit, from, to int) []string {
	var list []string
	for i := from; i < to; i++ {
		if t := &u.tokens[i]; t.wordy() && !articles[t.lower] {
			list = append(list, t.lower)
		}
	}
	return list
}

func equalWords(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

// misconceptions reads "Misconception: WRONG. In fact, RIGHT."
func (r *reader) misconceptions(u *unit) {
	for n := range u.sentences {
		s := &u.sentences[n]
		if s.refused == tooLong {
			continue
		}
		i := s.first
		switch {
		case u.tokens[i].is("misconception", "myth") && i+1 < s.next && u.tokens[i+1].text == ":":
			i += 2
		case u.tokens[i].is("common") && i+2 < s.next && u.tokens[i+1].is("misconception", "myth", "mistake") && u.tokens[i+2].text == ":":
			i += 3
		default:
			continue
		}
		if i >= s.next {
			continue
		}
		s.spent = true
		right := -1
		for k := n + 1; k < len(u.sentences) && k <= n+4 && right < 0; k++ {
			for _, lead := range [][]string{{"in", "fact", ","}, {"in", "reality", ","}, {"in", "truth", ","}, {"fact", ":"}, {"reality", ":"}, {"actually", ","}} {
				if _, ok := u.phraseAt(u.sentences[k].first, u.sentences[k].next, lead...); ok {
					right = k
				}
			}
			u.sentences[k].spent = true
			if right >= 0 {
				u.sentences[k].spent = false
			}
		}
		if right < 0 {
			continue
		}
		rs := &u.sentences[right]
		from := rs.first
		for from < rs.next && u.tokens[from].text != "," && u.tokens[from].text != ":" {
			from++
		}
		from++
		if from >= rs.next {
			continue
		}
		last := right
		for last+1 < len(u.sentences) && last-right < 2 && !u.tokens[u.sentences[last+1].first].is("misconception", "myth") {
			last++
		}
		refutation := capitalised(u.render(from, u.sentences[last].full))
		p := phrase{concept: -1, about: -1, text: "misconception"}
		if m, ok := r.subjectOfWrong(u, i, u.sentences[right-1].next); ok {
			p.concept, p.text = m.concept, u.render(m.first, m.next)
		}
		wrong := u.render(i, u.sentences[right-1].next)
		if concept := r.misconceptionConcept(wrong); concept >= 0 {
			p.concept = concept
			p.text = r.c.Concepts[p.concept].Name
		}
		for k := right; k <= last; k++ {
			u.sentences[k].spent = k > right
		}
		spans := []guide.Span{u.span(s.first, u.sentences[last].full)}
		r.add(u, statement{relation: Misconception, subject: p, object: wrong, rule: "misconception", status: bank.Stated, spans: spans, fill: func(f *Fact) { f.Because = refutation }})
		rs.spent = true
	}
}

// subjectOfWrong is the concept that a wrong statement is about: its grammatical subject, else the first concept in it.
func (r *reader) subjectOfWrong(u *unit, from, to int) (mention, bool) {
	if p, ok := r.subjectAt(u, from, to); ok && p.concept >= 0 {
		return u.mentionIn(p.first, p.next)
	}
	return u.mentionIn(from, to)
}

// misconceptionConcept looks the wrong statement up among the curriculum's misconceptions by its words.
func (r *reader) misconceptionConcept(wrong string) int {
	said := wordSet(wrong)
	best, at := 0.6, -1
	for _, known := range r.mistakes {
		common := 0
		for w := range said {
			if known.words[w] {
				common++
			}
		}
		if total := len(known.words) + len(said) - common; total > 0 && float64(common)/float64(total) > best {
			best, at = float64(common)/float64(total), known.concept
		}
	}
	return at
}

// mistake is a misconception of the curriculum: the words of its wrong statement and the place of its concept.
type mistake struct {
	words   map[string]bool
	concept int
}

func newMistakes(c *curriculum.Curriculum) []mistake {
	places := map[string]int{}
	for i := range c.Concepts {
		places[c.Concepts[i].ID] = i
	}
	var list []mistake
	for i := range c.Misconceptions {
		if at, known := places[c.Misconceptions[i].Concept]; known {
			list = append(list, mistake{wordSet(c.Misconceptions[i].Wrong), at})
		}
	}
	return list
}

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(normalText(text)) {
		set[strings.Trim(w, ".,;:\"'")] = true
	}
	return set
}

func capitalised(text string) string {
	if text == "" || text[0] < 'a' || text[0] > 'z' {
		return text
	}
	first, _, _ := strings.Cut(text, " ")
	if first != strings.ToLower(first) || strings.ContainsAny(first, "._-0123456789") && lowerStarts[first] {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
