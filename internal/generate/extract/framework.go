package extract

import (
	"strings"

	"touchstone/internal/guide"
)

// frameworks reads "Django (Python)", "Spring Boot (for Java)" and "Python (Django, FastAPI)" where the curriculum knows one as a language and the other as a framework.
func (r *reader) frameworks(u *unit, s *sentence) {
	for i := s.first + 1; i+1 < s.full; i++ {
		if u.tokens[i].text != "(" {
			continue
		}
		end := i + 1
		for end < s.full && u.tokens[end].text != ")" && end < i+12 {
			end++
		}
		if end >= s.full || u.tokens[end].text != ")" {
			continue
		}
		before, ok := mentionEnding(u, i)
		if !ok {
			continue
		}
		switch {
		case r.isFramework(before.concept):
			if m, ok := u.mentionIn(i+1, end); ok && r.isLanguage(m.concept) && m.next == end && m.first-i <= 2 {
				r.frameworkOf(u, s, before, m, "brackets")
			}
		case r.isLanguage(before.concept):
			for k := i + 1; k < end; k++ {
				if m, ok := u.mentionAt(k); ok && r.isFramework(m.concept) {
					r.frameworkOf(u, s, m, before, "brackets of a language")
				}
			}
		}
	}
	for i := s.first; i < s.next; i++ {
		m, ok := u.mentionAt(i)
		if !ok || !r.isFramework(m.concept) {
			continue
		}
		// "Django is a Python web framework", "Django is a framework for Python", "... written in Python"
		if m.next+2 < s.next && u.tokens[m.next].is("is") && u.tokens[m.next+1].is("a", "an", "the") {
			for k := m.next + 2; k < s.next && k < m.next+9; k++ {
				if l, ok := u.mentionAt(k); ok && r.isLanguage(l.concept) {
					if l.next < s.next && (headWithin(u, l.next, s.next, "framework", "library") || u.tokens[k-1].is("for") || u.tokens[k-1].is("in") && u.tokens[k-2].is("written")) {
						r.frameworkOf(u, s, m, l, "is a framework")
					} else if l.next >= s.next && (u.tokens[k-1].is("for") || u.tokens[k-1].is("in") && u.tokens[k-2].is("written")) {
						r.frameworkOf(u, s, m, l, "is a framework")
					}
					break
				}
			}
		}
	}
}

func headWithin(u *unit, i, to int, heads ...string) bool {
	for k := i; k < to && k < i+3; k++ {
		if u.tokens[k].is(heads...) {
			return true
		}
	}
	return false
}

func mentionEnding(u *unit, at int) (mention, bool) {
	for k := max(0, at-5); k < at; k++ {
		if m, ok := u.mentionAt(k); ok && m.next == at {
			return m, true
		}
	}
	return mention{}, false
}

func (r *reader) frameworkOf(u *unit, s *sentence, framework, language mention, rule string) {
	p := phrase{concept: framework.concept, about: -1, text: u.render(framework.first, framework.next)}
	r.add(u, statement{relation: FrameworkOf, subject: p, object: r.c.Concepts[language.concept].Name, rule: rule, spans: []guide.Span{u.sentenceSpan(s)}})
}

func (r *reader) isFramework(concept int) bool {
	kind := lastWord(strings.ToLower(r.c.Concepts[concept].Kind))
	return kind == "framework" || kind == "library"
}

func (r *reader) isLanguage(concept int) bool {
	return lastWord(strings.ToLower(r.c.Concepts[concept].Kind)) == "language"
}
