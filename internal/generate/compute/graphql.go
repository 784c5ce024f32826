package compute

import (
	"fmt"
	"strings"
)

var graphqlFamilies = []family{
	{"graphql-n-plus-one", "graphql", apply, "runs one query for a list and one more for each item", nPlusOne},
	{"graphql-null-rise", "graphql", analyse, "the rise of a missing value to the nearest ancestor that allows absence", nullRise},
	{"graphql-depth", "graphql", apply, "a bound on how many levels of selection sets lie inside each other", selectionDepth},
}

func nPlusOne(d *draw) *variant {
	items, distinct := d.between(20, 80), d.between(4, 15)
	things := pick(d, [2]string{"concerts", "halls"}, [2]string{"books", "authors"}, [2]string{"orders", "customers"})
	loader := d.coin()
	queries := 1 + items
	why := fmt.Sprintf("Without batching each of the %d items runs a query of its own, beside the one for the list: 1 + %d = %d.", items, items, queries)
	if loader {
		lists := d.between(1, 3)
		queries = 1 + lists
		nested := []string{"", things[1], things[1] + " and the cities of these", things[1] + ", the cities of these and the countries of those"}[lists]
		return &variant{
			teaches: "fetches all collected keys with one query",
			stem:    fmt.Sprintf("A query asks for %d %s with their %s, and data loaders batch each level of the answer. How many database queries run?", items, things[0], nested), value: exactly(queries), by: "one query for each level",
			explanation: fmt.Sprintf("A data loader collects all keys of a level and fetches them with one query. The list takes 1 query and each of the %d nested levels one more: 1 + %d = %d.", lists, lists, queries),
		}
	}
	return &variant{
		stem: fmt.Sprintf("A query asks for %d %s with their %s, and there are %d different %s. How many database queries run without batching?", items, things[0], things[1], distinct, things[1]), value: exactly(queries), by: "one query for the list and one for each item", explanation: why,
	}
}

func nullRise(d *draw) *variant {
	names := some(d, 3, []string{"shop", "menu", "chef", "hall", "band", "team"})
	required := []bool{d.coin(), d.coin(), d.coin()}
	mark := func(i int) string {
		if required[i] {
			return "!"
		}
		return ""
	}
	// The error rises from the innermost field to the nearest nullable one: GraphQL specification, section 6.4.4.
	at := 2
	for at >= 0 && required[at] {
		at--
	}
	show := func(level int) string {
		switch level {
		case 2:
			return fmt.Sprintf("`{%q: {%q: {%q: null}}}`", names[0], names[1], names[2])
		case 1:
			return fmt.Sprintf("`{%q: {%q: null}}`", names[0], names[1])
		case 0:
			return fmt.Sprintf("`{%q: null}`", names[0])
		}
		return "`null`"
	}
	title := func(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
	code := fmt.Sprintf("type Query {\n  %s: %s%s\n}\ntype %s {\n  %s: %s%s\n}\ntype %s {\n  %s: String%s\n}\n\n{ %s { %s { %s } } }", names[0], title(names[0]), mark(0), title(names[0]), names[1], title(names[1]), mark(1), title(names[1]), names[2], mark(2), names[0], names[1], names[2])
	whys := map[int]string{
		2:  "A null stays at the failed field only where that field is nullable.",
		1:  "A null stops at this level only if the field below is non-null and this one is nullable.",
		0:  "A null rises to the top field only if both fields below are non-null and this one is nullable.",
		-1: "The whole data becomes null only if every field on the way is non-null.",
	}
	where := "all three fields are non-null, so nothing on the way may be null and the whole data is"
	if at >= 0 {
		where = fmt.Sprintf("the nearest field on the way up that may be null is `%s`, and the null stops there", names[at])
	}
	v := &variant{
		stem: fmt.Sprintf("The resolver of the field `%s` fails. What does the member `data` of the response hold?", names[2]), code: code, key: show(at), by: "the rule of null propagation",
		explanation: "When a resolver of a non-null field fails, the parent becomes null in its place. Here " + where + ".",
	}
	for level := 2; level >= -1; level-- {
		if level != at {
			v.wrong = append(v.wrong, mistake{show(level), whys[level], "a null that stops at another level"})
		}
	}
	return v
}

func selectionDepth(d *draw) *variant {
	words := some(d, 8, []string{"shop", "items", "price", "maker", "city", "name", "tags", "reviews", "author", "title"})
	next := 0
	var write func(level int) string
	write = func(level int) string {
		text := ""
		for range d.between(1, 2) {
			if next >= len(words) {
				break
			}
			name := words[next]
			next++
			text += strings.Repeat("  ", level) + name
			if next < len(words) && level < 5 && d.between(1, 3) > 1 {
				if inner := write(level + 1); inner != "" {
					text += " {\n" + inner + strings.Repeat("  ", level) + "}"
				}
			}
			text += "\n"
		}
		return text
	}
	document := "{\n" + write(1) + "}"
	depth, deepest, fields := 0, 0, 0
	for _, c := range document {
		switch c {
		case '{':
			depth++
			deepest = max(deepest, depth)
		case '}':
			depth--
		}
	}
	fields = next
	sets := strings.Count(document, "{")
	if deepest < 3 || deepest == sets {
		return nil
	}
	return &variant{
		stem: "A server measures depth as the number of selection sets that lie inside each other. Which depth does this document have?", code: document, value: exactly(deepest), by: "counting open braces",
		explanation: fmt.Sprintf("Each opening brace starts a level and each closing brace ends it. The innermost field lies inside %d braces, although the document has %d selection sets and %d fields in all.", deepest, sets, fields),
	}
}
