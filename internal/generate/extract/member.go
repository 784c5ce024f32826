package extract

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

// counts are words before a class that only say how many members it has.
var counts = words(`two three four five six seven eight nine ten several many both all common typical well-known other popular further different top multiple various major leading numerous certain`)

// members keeps "A, B and C are Ys": each subject is one of the class.
func (r *reader) members(u *unit, s *sentence, subjects []phrase, i, to int, relation, rule string) {
	r.nameByClass(u, subjects, i, to)
	known := 0
	for _, p := range subjects {
		if p.concept >= 0 {
			known++
		}
	}
	if known == 0 {
		return
	}
	spans := []guide.Span{u.sentenceSpan(s)}
	for _, p := range subjects {
		if p.concept >= 0 || relation == Example && plausibleTerm(p) {
			r.memberOf(u, s.status, p, i, s.next, relation, rule, spans)
		}
	}
	_ = to
}

// nameByClass completes names that are short for a concept together with the class: "INSERT and UPDATE are ... statements" names the INSERT statement.
func (r *reader) nameByClass(u *unit, subjects []phrase, i, to int) {
	head := r.headOf(u, i, to)
	if head < 0 {
		return
	}
	noun, _ := singular(u.tokens[head].lower)
	for k := range subjects {
		if concept, ok := r.tagger.named(subjects[k].text + " " + noun); ok {
			subjects[k].concept = concept
		}
	}
}

// memberOf keeps the class at tokens[i:to] for one subject.
func (r *reader) memberOf(u *unit, status bank.FactStatus, p phrase, i, to int, relation, rule string, spans []guide.Span) {
	object, written, ok := r.classAt(u, i, to)
	if !ok {
		return
	}
	strict := strings.HasSuffix(rule, " a")
	if strict && !r.ownClass(p.concept, object) && !r.excludedClass(r.c.Concepts[p.concept].ID, object) {
		return
	}
	if normalPhrase(p.text) == normalPhrase(object) {
		return
	}
	r.add(u, statement{relation: relation, subject: p, object: object, rule: rule, status: status, spans: spans, fill: func(f *Fact) {
		f.Attribute = written
		f.Group = "class/" + f.Passage + "/" + normalPhrase(object)
	}})
}

// classAt reads the class noun phrase at i: its singular without article, and the words of the guide.
func (r *reader) classAt(u *unit, i, to int) (object, written string, ok bool) {
	for i < to && u.tokens[i].kind == wordToken && (articles[u.tokens[i].lower] || counts[u.tokens[i].lower]) {
		if _, named := u.mentionAt(i); named {
			break
		}
		i++
	}
	if i >= to {
		return "", "", false
	}
	head := r.headOf(u, i, to)
	if head < i || head-i > 5 {
		return "", "", false
	}
	for k := i; k <= head; k++ {
		t := &u.tokens[k]
		if t.kind == punctToken && t.text != "/" && t.text != "*" || evaluation[t.lower] && !u.inMention(k) || t.is("and", "or") || hollow[t.lower] && k == i && !u.inMention(k) {
			return "", "", false
		}
	}
	h := strings.ToLower(u.tokens[head].text)
	if u.tokens[head].kind == codeToken || pasts[h] != "" && !strings.HasSuffix(h, "s") && bases[h] == false || adjectiveLike(h) || vagueTerms[strings.TrimSuffix(h, "s")] && h != "types" {
		return "", "", false
	}
	written = u.render(i, head+1)
	one, _ := singular(u.tokens[head].text)
	object = one
	if head > i {
		object = u.render(i, head) + " " + one
	}
	if r.mayLower(u, i) {
		object = strings.ToLower(object[:1]) + object[1:]
	}
	// "part of a URI": the class is named by what it belongs to.
	if head+1 < to && u.tokens[head+1].is("of", "with", "for") {
		end := r.objectEnd(u, head+1, to)
		if end-head > 7 || wordsIn(u, head+1, end) < 2 {
			return "", "", false
		}
		rest := u.render(head+1, end)
		return object + " " + rest, written + " " + rest, true
	}
	return object, written, true
}

// adjectiveLike holds for words that end like adjectives and adverbs, which no class ends with.
func adjectiveLike(w string) bool {
	for _, suffix := range []string{"ful", "ible", "less", "ous", "ly", "ive", "ish", "ent"} {
		if strings.HasSuffix(w, suffix) && !nounsLikeAdjectives[w] {
			return true
		}
	}
	return plainAdjectives[w]
}

var nounsLikeAdjectives = words(`client component content document event agent environment element archive directive primitive argument segment increment process tenant parent statement deployment assembly family
	reply supply directory comment fragment incident endpoint anomaly intent extent percent`)

var plainAdjectives = words(`available able different similar free open safe stable fast slow small large cacheable idempotent stateless immutable true false`)

// classBook holds the names of the curriculum's classes, kinds and sibling sets in the form in which phrases are compared.
type classBook struct {
	names map[string]bool
	kinds []string // by concept
	// of holds for each concept the classes that it belongs to: partition classes and sibling sets.
	of map[string]map[string]bool
	// excluded holds for each concept the classes of its partitions that it does not belong to.
	excluded map[string]map[string]bool
}

func newClassBook(c *curriculum.Curriculum) classBook {
	b := classBook{names: map[string]bool{}, of: map[string]map[string]bool{}, excluded: map[string]map[string]bool{}}
	for i := range c.Concepts {
		kind := normalPhrase(c.Concepts[i].Kind)
		b.kinds = append(b.kinds, kind)
		b.names[kind] = true
		b.names[normalPhrase(c.Concepts[i].Name)] = true
	}
	enter := func(where map[string]map[string]bool, concept, class string) {
		if where[concept] == nil {
			where[concept] = map[string]bool{}
		}
		where[concept][class] = true
	}
	for _, p := range c.Partitions {
		for i, class := range p.Classes {
			name := normalPhrase(class.Name)
			b.names[name] = true
			for _, member := range class.Members {
				enter(b.of, member, name)
				for k, other := range p.Classes {
					if k != i && !standsFor(c, member, other.Name) {
						enter(b.excluded, member, normalPhrase(other.Name))
					}
				}
			}
		}
	}
	for _, set := range c.Siblings {
		name := normalPhrase(set.Name)
		b.names[name] = true
		for _, member := range set.Members {
			enter(b.of, member, name)
		}
	}
	return b
}

// standsFor reports whether the name of a concept also names a member of the class in common speech.
func standsFor(c *curriculum.Curriculum, concept, class string) bool {
	known, _ := c.Concept(concept)
	for _, name := range known.Also {
		if strings.EqualFold(name, class) {
			return true
		}
	}
	return false
}

// ownClass reports whether the curriculum puts the concept into the class: it is the concept's kind, or a class or sibling set with that name holds it.
func (r *reader) ownClass(concept int, object string) bool {
	key := normalPhrase(object)
	return r.classes.kinds[concept] == key && strings.Contains(key, " ") || r.classes.of[r.c.Concepts[concept].ID][key]
}

// knownClass reports whether the curriculum uses the words as a class: the name of a class, a kind, a concept or a sibling set.
func (r *reader) knownClass(object string) bool { return r.classes.names[normalPhrase(object)] }

// contestedClass reports whether the class is the very error that a misconception of the curriculum puts right: the words before its head stand in the wrong
// statement, and nothing in the subject's kind speaks for them ("authentication model" for OAuth).
func (r *reader) contestedClass(subject, object string) bool {
	class := strings.Fields(normalPhrase(headPhrase(object)))
	concept, ok := r.c.Concept(subject)
	if !ok || len(class) < 2 {
		return false
	}
	for i := range r.c.Misconceptions {
		m := &r.c.Misconceptions[i]
		if m.Concept != subject {
			continue
		}
		wrong := wordSet(m.Wrong)
		all := true
		for _, w := range class[:len(class)-1] {
			all = all && len(w) > 3 && wrong[w] && !strings.Contains(strings.ToLower(concept.Kind), w)
		}
		if all {
			return true
		}
	}
	return false
}

// hardKinds are kinds of which a thing has one only.
var hardKinds = words(`language framework runtime database protocol`)

// excludedClass reports whether the curriculum shows that the subject is not of the class at the head of the object: a partition puts it into another
// class, or its kind is one that excludes the class.
func (r *reader) excludedClass(subject, object string) bool {
	concept, ok := r.c.Concept(subject)
	if !ok || object == "" {
		return false
	}
	class := normalPhrase(headPhrase(object))
	if r.classes.excluded[subject][class] && !r.classes.of[subject][class] {
		return true
	}
	kind, said := lastWord(strings.ToLower(concept.Kind)), lastWord(class)
	return hardKinds[kind] && hardKinds[said] && kind != said
}

func lastWord(s string) string {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return ""
	}
	one, _ := singular(fields[len(fields)-1])
	return one
}

// headPhrase cuts an object down to its class: "a framework that runs ..." becomes "framework".
func headPhrase(object string) string {
	fields := strings.Fields(object)
	if len(fields) > 0 && articles[strings.ToLower(fields[0])] {
		fields = fields[1:]
	}
	for i, w := range fields {
		if i > 0 && (relatives[w] || prepositions[w] || strings.HasSuffix(w, ",") || pasts[w] != "" && strings.HasSuffix(w, "ed")) {
			return strings.TrimSuffix(strings.Join(fields[:i], " "), ",")
		}
		if strings.HasSuffix(w, ",") {
			return strings.TrimSuffix(strings.Join(fields[:i+1], " "), ",")
		}
	}
	return strings.Join(fields, " ")
}
