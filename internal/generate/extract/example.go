package extract

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// asides runs the rules that find statements anywhere inside a sentence.
func (r *reader) asides(u *unit, s *sentence) {
	r.expansions(u, s)
	r.frameworks(u, s)
	r.suchAs(u, s)
	if s.refused == "" {
		r.andOther(u, s)
		r.include(u, s)
	}
}

// suchAs reads "Ys such as A, B and C" and "Ys like A".
func (r *reader) suchAs(u *unit, s *sentence) {
	for i := s.first + 1; i+1 < s.next; i++ {
		from, rule := 0, ""
		switch {
		case u.tokens[i].is("such") && u.tokens[i+1].is("as"):
			from, rule = i+2, "such as"
		case u.tokens[i].is("like"):
			from, rule = i+1, "like"
		case u.tokens[i].is("including") && u.tokens[i-1].text == ",":
			from, rule = i+1, "including"
		default:
			continue
		}
		end := i
		comma := u.tokens[end-1].text == ","
		if comma || strings.Contains("—–", u.tokens[end-1].text) {
			end-- // "a language — like Python — that ..." gives an example as well as without the dash
		}
		class, written, many, ok := r.classBefore(u, s.first, end)
		if !ok || comma && !many {
			continue
		}
		if rule != "such as" && !many && !classHeads[lastWord(class)] {
			continue
		}
		items, proper := r.items(u, from, s.next)
		if len(items) == 0 && rule == "such as" && many {
			items = r.smallItems(u, from, s.next)
			proper = len(items)
		}
		r.examples(u, s, class, written, items, proper, rule)
	}
}

// include reads "Ys include A, B and C".
func (r *reader) include(u *unit, s *sentence) {
	for i := s.first + 1; i+2 < s.next && i < s.first+6; i++ {
		if !u.tokens[i].is("include") {
			continue
		}
		if class, written, many, ok := r.classBefore(u, s.first, i); ok && many {
			if items, proper := r.items(u, i+1, s.next); len(items) > 1 {
				r.examples(u, s, class, written, items, proper, "include")
			}
		}
		return
	}
}

// smallItems reads a list of single small words ("rye, spelt and wheat") that ends in "and" or "or" and a last word.
func (r *reader) smallItems(u *unit, i, to int) []phrase {
	var items []phrase
	closed := false
	for i < to {
		t := &u.tokens[i]
		w := t.lower
		if t.kind != wordToken || t.capital() || determiners[w] || prepositions[w] || conjunctions[w] || adverbs[w] || auxiliary[w] || modals[w] || pronouns[w] || bases[w] && verbOnly(w) || gerunds[w] != "" && !gerundNouns[w] || thirdPerson[w] != "" && verbOnly(thirdPerson[w]) || vagueTerms[w] {
			return nil
		}
		items = append(items, phrase{concept: -1, about: -1, text: t.text, definite: true})
		if closed {
			if i+1 < to && !(u.tokens[i+1].kind == punctToken || r.finite(u, i+1, to, true, true)) {
				return nil // the last word belongs to a longer phrase
			}
			return items
		}
		i++
		if i < to && u.tokens[i].text == "," {
			i++
		}
		if i < to && u.tokens[i].is("and", "or") {
			closed = true
			i++
		} else if i > 0 && u.tokens[i-1].text != "," {
			return nil
		}
	}
	return nil
}

// andOther reads "A, B and other Ys".
func (r *reader) andOther(u *unit, s *sentence) {
	for i := s.first + 1; i+2 < s.next; i++ {
		if !u.tokens[i].is("and", "or") || !u.tokens[i+1].is("other") {
			continue
		}
		object, written, ok := r.classAt(u, i+2, s.next)
		if !ok || object == written {
			continue
		}
		start := i
		for start > s.first {
			m, ok := mentionEnding(u, start)
			if !ok || m.first < s.first {
				break
			}
			start = m.first
			if start > s.first && u.tokens[start-1].text == "," {
				start--
				continue
			}
			break
		}
		if start == i {
			continue
		}
		items, proper := r.items(u, start, i)
		r.examples(u, s, object, written, items, proper, "and other")
	}
}

// classHeads are nouns after which "like" gives examples even in the singular: "a language like Python".
var classHeads = words(`language database framework platform tool service system library product store runtime`)

// examples keeps each item as an example of the class. Items that the curriculum does not know count only as proper names, two or more of them together.
func (r *reader) examples(u *unit, s *sentence, class, written string, items []phrase, proper int, rule string) {
	known := 0
	for _, p := range items {
		if p.concept >= 0 {
			known++
		}
	}
	if known == 0 && (proper < 2 || rule == "like") {
		return
	}
	for _, p := range items {
		if p.concept < 0 && !(p.definite && len(items) >= 2) {
			continue
		}
		if normalPhrase(p.text) == normalPhrase(class) || p.concept >= 0 && r.generalises(p.concept, class) {
			continue
		}
		r.add(u, statement{relation: Example, subject: p, object: class, rule: rule, status: listStatus(s), spans: []guide.Span{u.sentenceSpan(s)}, fill: func(f *Fact) {
			f.Attribute = written
			f.Group = "class/" + f.Passage + "/" + normalPhrase(class)
		}})
	}
}

// listStatus is the status of what a sentence says in passing: praise in the main clause does not touch it.
func listStatus(s *sentence) bank.FactStatus {
	if s.status == bank.Dated {
		return bank.Dated
	}
	return bank.Stated
}

// generalises reports whether the class is the concept itself under another of its names.
func (r *reader) generalises(concept int, class string) bool {
	other, ok := r.tagger.named(class)
	return ok && other == concept
}

// items reads a list of names from i on: concepts and capitalised words, joined by commas, "and", "or". definite marks capitalised names that are no concept.
func (r *reader) items(u *unit, i, to int) (items []phrase, proper int) {
	for i < to {
		for i < to && (articles[u.tokens[i].lower] || u.tokens[i].text == `"`) {
			i++
		}
		if i >= to {
			break
		}
		if m, ok := u.mentionAt(i); ok && m.next <= to && !m.possessive {
			next := m.next
			if next < to && u.tokens[next].kind == wordToken && !conjunctions[u.tokens[next].lower] && !prepositions[u.tokens[next].lower] && !auxiliary[u.tokens[next].lower] && !modals[u.tokens[next].lower] && thirdPerson[u.tokens[next].lower] == "" && gerunds[u.tokens[next].lower] == "" {
				break // "SQL injection": the concept is part of a longer name
			}
			items = append(items, phrase{concept: m.concept, about: -1, text: u.render(m.first, m.next), plural: m.plural})
			i = next
		} else {
			start := i
			for i < to && u.tokens[i].wordy() && (u.tokens[i].capital() || i > start && u.tokens[i].kind == numberToken) && !conjunctions[u.tokens[i].lower] {
				i++
			}
			if i == start {
				break
			}
			items = append(items, phrase{concept: -1, about: -1, text: u.render(start, i), definite: true})
			proper++
		}
		i = u.skipAside(i, to)
		joined := false
		if i < to && u.tokens[i].text == "," {
			i++
			joined = true
		}
		if i < to && u.tokens[i].is("and", "or") {
			i++
			joined = true
		}
		if !joined {
			break
		}
	}
	return items, proper
}

// classBefore reads the noun phrase that ends before token end as a class.
func (r *reader) classBefore(u *unit, first, end int) (class, written string, many, ok bool) {
	start := end
	for start > first && end-start < 4 {
		t := &u.tokens[start-1]
		if !t.wordy() || t.kind == codeToken || t.kind == numberToken {
			break
		}
		w := t.lower
		if determiners[w] || prepositions[w] || conjunctions[w] || auxiliary[w] || modals[w] || adverbs[w] || counts[w] || pronouns[w] || negations[w] || gerunds[w] != "" && !gerundNouns[w] ||
			pasts[w] != "" && strings.HasSuffix(w, "ed") && start-1 == end-1 || thirdPerson[w] != "" && verbOnly(thirdPerson[w]) || bases[w] && verbOnly(w) || evaluation[w] || weakSubjects[w] {
			break
		}
		start--
	}
	if start == end {
		return "", "", false, false
	}
	last := &u.tokens[end-1]
	one, plural := singular(last.text)
	if adjectiveLike(last.lower) || vagueTerms[strings.TrimSuffix(last.lower, "s")] && !(last.is("forms", "types") && end-start > 1) || last.is("features", "places", "areas", "factors", "aspects", "words") || pasts[last.lower] != "" && strings.HasSuffix(last.lower, "ed") {
		return "", "", false, false
	}
	written = u.render(start, end)
	class = one
	if start < end-1 {
		class = u.render(start, end-1) + " " + one
	}
	if r.mayLower(u, start) {
		class = strings.ToLower(class[:1]) + class[1:]
	}
	return class, written, plural, true
}
