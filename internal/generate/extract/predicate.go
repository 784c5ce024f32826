package extract

import "strings"

// thirdOf renders tokens[i:to], which start with a verb whose forms are listed, in the third person.
func (r *reader) thirdOf(u *unit, i, to int, forms map[string]string) (string, bool) {
	return r.inflect(u, i, to, forms, third)
}

// inflect rewrites the first verb and the verbs joined to it from one form into another.
func (r *reader) inflect(u *unit, i, to int, forms map[string]string, form func(string) string) (string, bool) {
	if i >= to || forms[u.tokens[i].lower] == "" {
		return "", false
	}
	var b strings.Builder
	joined := true
	for k := i; k < to; k++ {
		t := &u.tokens[k]
		if k > i && t.spaced {
			b.WriteByte(' ')
		}
		base := forms[t.lower]
		switch {
		case t.kind == codeToken:
			b.WriteString("`" + t.text + "`")
		case t.kind == wordToken && joined && base != "" && (k == i || verbHere(u, i, k, to, forms)):
			b.WriteString(form(base))
		case k == i:
			b.WriteString(strings.ToLower(t.text))
		default:
			b.WriteString(u.plainWord(k, to))
		}
		if t.kind == wordToken && (relatives[t.lower] || t.is("to")) {
			joined = false // verbs behind "that" have a subject of their own, verbs behind "to" stay infinitives
		}
	}
	return unaddressed(b.String()), true
}

// verbHere reports whether the listed form at k is joined to the first verb by a comma or "and" rather than being a noun.
func verbHere(u *unit, from, k, to int, forms map[string]string) bool {
	before := &u.tokens[k-1]
	if !before.is("and", "or", ",") {
		return false
	}
	if k-1 > from && u.tokens[k-2].is(",") && before.is("and") {
		before = &u.tokens[k-2]
	}
	next := &token{}
	if k+1 < to {
		next = &u.tokens[k+1]
	}
	t := &u.tokens[k]
	if k == from+2 && u.tokens[k-1].is("and", "or") {
		return true
	}
	if gerundNouns[t.lower] {
		return false
	}
	base := forms[t.lower]
	if verbOnly(base) {
		return k+1 < to && (next.kind != punctToken || next.text == ",")
	}
	return next.kind == wordToken && (determiners[next.lower] || next.is("and", "or") && k+2 < to && forms[u.tokens[k+2].lower] != "")
}

// predicate renders a predicate in the third person singular.
func (r *reader) predicate(u *unit, verb, to int, isPlural bool) (string, bool) {
	if verb >= to {
		return "", false
	}
	t := &u.tokens[verb]
	if isPlural {
		switch t.lower {
		case "are":
			return "is" + r.rest(u, verb+1, to), true
		case "have":
			return "has" + r.rest(u, verb+1, to), true
		case "do":
			return "does" + r.rest(u, verb+1, to), true
		case "were":
			return "was" + r.rest(u, verb+1, to), true
		}
		if modals[t.lower] {
			return u.render(verb, to), true
		}
		text, ok := r.thirdOf(u, verb, to, baseForms)
		return singularPossessive(text), ok
	}
	return u.render(verb, to), true
}

// singularPossessive lets "their" and "themselves" follow a subject into the singular, unless a plural noun stands before them that they may mean.
func singularPossessive(text string) string {
	fields := strings.Fields(text)
	for i, w := range fields {
		if w != "their" && w != "themselves" {
			if _, many := singular(strings.Trim(w, ",")); many && i > 0 {
				return text
			}
			continue
		}
		fields[i] = map[string]string{"their": "its", "themselves": "itself"}[w]
		return strings.Join(fields, " ")
	}
	return text
}

func (r *reader) rest(u *unit, from, to int) string {
	if from >= to {
		return ""
	}
	return " " + u.render(from, to)
}

// baseForms maps base forms to themselves, for inflect.
var baseForms = func() map[string]string {
	m := map[string]string{}
	for _, b := range verbBases {
		m[b] = b
	}
	return m
}()
