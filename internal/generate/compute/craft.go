package compute

import (
	"encoding/json"
	"fmt"
	"html"
	"math"
	"net/url"
	"path"
	"strings"
)

var craftFamilies = []family{
	{"graphql-n-plus-one", "graphql", apply, "runs one query for a list and one more for each item", nPlusOne},
	{"graphql-null-rise", "graphql", analyse, "the rise of a missing value to the nearest ancestor that allows absence", nullRise},
	{"graphql-depth", "graphql", apply, "a bound on how many levels of selection sets lie inside each other", selectionDepth},
	{"frontend-valid-json", "frontend-and-backend", apply, "writes data as objects, arrays, strings, numbers, booleans and null", validJSON},
	{"frontend-escaping", "frontend-and-backend", apply, "prevents a browser from running the script code inside a stored comment", escaping},
	{"security-path-traversal", "web-security", analyse, "Comparing the resolved path with the allowed folder prevents path traversal", traversal},
	{"security-script-sources", "web-security", apply, "tells the browser which sources of scripts and other content are permitted", scriptSources},
	{"testing-bisection", "testing-and-debugging", apply, "halves the range of suspects with each experiment", bisection},
	{"testing-branch-coverage", "testing-and-debugging", apply, "branch coverage counts the outcomes of each decision", branchCoverage},
	{"testing-boundaries", "testing-and-debugging", apply, "the technique of trying the inputs just inside and just outside each limit", boundaries},
	{"work-error-budget", "working-as-a-backend-developer", apply, "the share of failures that a target permits within a period", errorBudget},
	{"work-expected-days", "working-as-a-backend-developer", apply, "The PERT formula weighs the likely figure four times", expectedDays},
	{"work-cycle-time", "working-as-a-backend-developer", apply, "twelve items in progress and three completions a week mean an average cycle time of four weeks", cycleTime},
	{"languages-list-functions", "languages-and-frameworks", apply, "A map operation is a list function that returns one transformed element for each input element", listFunctions},
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
			stem: fmt.Sprintf("A query asks for %d %s with their %s, and data loaders batch each level of the answer. How many database queries run?", items, things[0], nested), value: exactly(queries), by: "one query for each level",
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

func validJSON(d *draw) *variant {
	key, word, n := pick(d, "name", "city", "tea"), pick(d, "Ada", "Bern", "mint"), d.between(2, 99)
	good := []string{
		fmt.Sprintf(`{"%s": "%s", "n": %d}`, key, word, n), fmt.Sprintf(`{"%s": null, "n": [%d]}`, key, n), fmt.Sprintf(`["%s", %d, false]`, word, n), fmt.Sprintf(`{"n": -%d.5, "%s": []}`, n, key),
		fmt.Sprintf(`{"%s": {"n": %d}}`, key, n), fmt.Sprintf(`[{"%s": "%s"}, %d]`, key, word, n),
	}
	bad := []mistake{
		{fmt.Sprintf(`{"%s": "%s", "n": %d,}`, key, word, n), "A comma before the closing brace is not allowed.", ""},
		{fmt.Sprintf(`{%s: "%s", "n": %d}`, key, word, n), "The name of a member must stand in double quotes.", ""},
		{fmt.Sprintf(`{'%s': '%s', 'n': %d}`, key, word, n), "Strings stand in double quotes and not in single ones.", ""},
		{fmt.Sprintf(`{"%s": "%s", "n": 0%d}`, key, word, n), "A number must not begin with a zero before other digits.", ""},
		{fmt.Sprintf(`["%s", %d, undefined]`, word, n), "JSON knows null and no undefined.", ""},
		{fmt.Sprintf(`{"%s": "%s" "n": %d}`, key, word, n), "A comma is missing between the two members.", ""},
		{fmt.Sprintf(`["%s", %d, True]`, word, n), "The booleans are written true and false, in small letters.", ""},
		{fmt.Sprintf(`{"%s" = "%s", "n": %d}`, key, word, n), "A colon stands between name and value, and no equals sign.", ""},
	}
	right := pick(d, good...)
	wrong := some(d, 3, bad)
	if !json.Valid([]byte(right)) {
		panic("compute: the key is no JSON: " + right)
	}
	for i := range wrong {
		if json.Valid([]byte(wrong[i].text)) {
			panic("compute: a wrong option is JSON: " + wrong[i].text)
		}
		wrong[i].text = "`" + wrong[i].text + "`"
	}
	return &variant{
		stem: "Which of these texts is a valid JSON document?", key: "`" + right + "`", by: "encoding/json read each text", wrong: wrong,
		explanation: "JSON writes names and strings in double quotes, separates members by commas, and knows numbers, true, false and null. Only `" + right + "` keeps all of these rules.",
	}
}

func escaping(d *draw) *variant {
	tag, word, quoted := pick(d, "b", "i", "u", "p", "em"), pick(d, "Hi", "tea", "A & B", "1 < 2", "yes", "x > y"), d.coin()
	comment := "<" + tag + ">" + word
	if quoted {
		comment = "<" + tag + ` id="` + strings.ToLower(word[:1]) + `">` + word
	}
	right := html.EscapeString(comment)
	code := func(text string) string { return "`" + text + "`" }
	return &variant{
		stem: "A template escapes a comment for HTML before it writes the comment into a page. Which bytes stand in the page?", code: "comment\n" + comment, key: code(right), by: "html.EscapeString",
		wrong: []mistake{
			{code(html.EscapeString(right)), "This is escaped twice: the signs of the first escape were escaped again.", "escaping twice"},
			{code(comment), "This is the comment as it came. The browser would read its signs as HTML.", "no escape"},
			{code(url.QueryEscape(comment)), "This is the escape for addresses. A page would show the percent signs.", "the escape for addresses"},
			{code(strings.NewReplacer("<", "\\<", ">", "\\>", `"`, `\"`, "&", "\\&").Replace(comment)), "Backslashes mean nothing in HTML, so the browser would still read the signs as HTML.", "backslashes"},
		},
		explanation: "For HTML the signs `<`, `>`, `&` and quotation marks are replaced by named or numbered references. The browser then shows them as text and runs nothing. The page holds " + code(right) + ".",
	}
}

func traversal(d *draw) *variant {
	folder := pick(d, "/srv/files", "/data/public", "/var/app/docs")
	depth := len(strings.Split(folder, "/")) - 1
	up := func(n int) string { return strings.Repeat("../", n) }
	name := pick(d, "plan.txt", "team.md", "a.png", "list.csv")
	inside := []string{"notes/../" + name, "a/b/../../" + name, "./" + name, "a/./b/" + name, "x/y/../" + name, "..." + "/" + name}
	outside := []string{up(1) + name, "a/" + up(2) + name, up(depth) + "etc/passwd", "a/b/" + up(3) + name, "./" + up(1) + "secret/" + name, "x/" + up(depth+1) + "etc/hosts"}
	resolve := func(file string) string { return path.Clean(folder + "/" + file) }
	stays := func(file string) bool { return strings.HasPrefix(resolve(file), folder+"/") }
	key, wrong := some(d, 1, inside), some(d, 3, outside)
	ask, verb := "stays inside the folder", "stays inside"
	if d.coin() {
		key, wrong = some(d, 1, outside), some(d, 3, inside)
		ask, verb = "leads out of the folder", "leads out"
	}
	v := &variant{
		stem: fmt.Sprintf("A server joins the folder `%s` with a requested name and resolves the result. Which name %s?", folder, ask), key: "`" + key[0] + "`", by: "path.Clean resolved each name",
		explanation: fmt.Sprintf("Each `..` takes away the part before it. `%s` resolves to `%s`, which %s. The server has to compare the resolved path with the folder.", key[0], resolve(key[0]), verb),
	}
	if stays(key[0]) != (ask == "stays inside the folder") {
		panic("compute: the key resolves to the wrong side")
	}
	for _, w := range wrong {
		if stays(w) == stays(key[0]) {
			panic("compute: a wrong option resolves like the key")
		}
		v.wrong = append(v.wrong, mistake{"`" + w + "`", fmt.Sprintf("This name resolves to `%s`.", resolve(w)), ""})
	}
	return v
}

func scriptSources(d *draw) *variant {
	site := pick(d, "shop.example", "news.example", "bank.example")
	cdn := pick(d, "cdn.example", "static.example", "lib.example")
	type script struct{ text, address string }
	all := []script{
		{"`https://" + site + "/app.js`", "https://" + site + "/app.js"},
		{"`https://" + cdn + "/lib.js`", "https://" + cdn + "/lib.js"},
		{"`https://api." + site + "/a.js`", "https://api." + site + "/a.js"},
		{"`https://evil.example/lib.js`", "https://evil.example/lib.js"},
		{"`http://" + cdn + ":8080/lib.js`", "http://" + cdn + ":8080/lib.js"},
		{"`https://www." + cdn + "/x.js`", "https://www." + cdn + "/x.js"},
	}
	sources := pick(d, "'self'", "https://"+cdn, "'self' https://"+cdn)
	// A host source matches its own scheme, host and port alone: CSP Level 3, section 6.7.2.
	permitted := func(s script) bool {
		for _, source := range strings.Fields(sources) {
			if source == "'self'" {
				source = "https://" + site
			}
			if d.origin(s.address) == d.origin(source) {
				return true
			}
		}
		return false
	}
	var yes, no []script
	for _, s := range all {
		if permitted(s) {
			yes = append(yes, s)
		} else {
			no = append(no, s)
		}
	}
	key, wrong := some(d, 1, yes)[0], some(d, 3, no)
	v := &variant{
		stem: "A page comes with this header. From which address does the browser run a script?", code: "page\nhttps://" + site + "/start\n\nContent-Security-Policy:\n  script-src " + strings.ReplaceAll(sources, " ", "\n    "), key: key.text, by: "each address compared with the sources",
		explanation: fmt.Sprintf("The directive permits the sources %s, and 'self' stands for the origin of the page. An address fits when its scheme, host and port do. Here that is %s.", list(strings.Fields(sources)), key.text),
	}
	for _, w := range wrong {
		v.wrong = append(v.wrong, mistake{w.text, "Scheme, host and port of this address are those of no listed source.", ""})
	}
	return v
}

func bisection(d *draw) *variant {
	commits := pick(d, 15, 30, 60, 100, 120, 200, 250, 400, 500, 900, 1000, 2000, 4000)
	minutes := d.between(2, 9)
	steps := 0
	for left := commits; left > 1; left = (left + 1) / 2 {
		steps++
	}
	return &variant{
		stem: fmt.Sprintf("One of %s commits brought in a fault, and a test of one commit takes %d minutes. How many minutes does bisection search need at most?", count(commits), minutes), value: exactly(steps * minutes), by: "halving until one commit is left",
		explanation: fmt.Sprintf("Each test halves the range of suspects. From %s commits it takes %d halvings until one is left, and %d × %d = %d minutes.", count(commits), steps, steps, minutes, steps*minutes),
	}
}

func branchCoverage(d *draw) *variant {
	limit, age := d.step(50, 200, 50), d.step(60, 70, 5)
	var lines []string
	var outcomes [2]map[bool]bool
	outcomes[0], outcomes[1] = map[bool]bool{}, map[bool]bool{}
	tests := d.between(1, 3)
	for range tests {
		total, years := limit+d.step(-40, 40, 20), age+d.step(-10, 10, 5)
		outcomes[0][total > limit], outcomes[1][years >= age] = true, true
		lines = append(lines, fmt.Sprintf("price(total=%d, years=%d)", total, years))
	}
	taken := len(outcomes[0]) + len(outcomes[1])
	return &variant{
		stem: fmt.Sprintf("The function decides twice, and these %s run it. Which percentage of the branches do they cover?", of(tests, "test")),
		code: fmt.Sprintf("func price(total, years int) int {\n  if total > %d {\n    total -= 10\n  }\n  if years >= %d {\n    total -= 5\n  }\n  return total\n}\n\n%s", limit, age, strings.Join(lines, "\n")), value: exactly(25 * taken), by: "the outcomes that the tests take",
		explanation: fmt.Sprintf("Two decisions have four outcomes, true and false of each. The tests take %d of the first decision and %d of the second. %d of 4 is %d percent.", len(outcomes[0]), len(outcomes[1]), taken, 25*taken),
	}
}

func boundaries(d *draw) *variant {
	low := d.between(3, 20)
	high := low + d.between(10, 60)
	thing := pick(d, "pieces", "tickets", "guests", "points")
	show := func(n ...int) string { return joinInts(n) }
	middle := (low + high) / 2
	return &variant{
		stem: fmt.Sprintf("A form accepts from %d to %d %s, both included. Which inputs does boundary value analysis choose?", low, high, thing), key: show(low-1, low, high, high+1), by: "the values just inside and just outside each limit",
		wrong: []mistake{
			{show(low, low+1, high-1, high), "All of these are accepted. The inputs just outside the limits are missing.", "inside the limits alone"},
			{show(low-1, middle, middle+1, high+1), "The inputs just inside the limits are missing.", "outside the limits and the middle"},
			{show(low-5, low, high, high+5), "The refused inputs lie too far from the limits to find a slip by one.", "far outside"},
			{show(0, low, high, 2*high), "Zero and a large number are no neighbours of the limits.", "zero and a large number"},
			{show(low-2, low-1, high+1, high+2), "All of these are refused. The inputs just inside the limits are missing.", "outside the limits alone"},
		},
		explanation: fmt.Sprintf("The technique tries the inputs just inside and just outside each limit. At the lower limit these are %d and %d, at the upper limit %d and %d.", low-1, low, high, high+1),
	}
}

func errorBudget(d *draw) *variant {
	requests := d.step(200, 900, 100) * 1000
	share, text := pick(d, 10, 5, 2, 1), ""
	text = map[int]string{10: "99", 5: "99.5", 2: "99.8", 1: "99.9"}[share]
	budget := requests * share / 1000
	used := budget * pick(d, 20, 25, 40, 50, 60, 75) / 100
	return &variant{
		stem: fmt.Sprintf("A service level objective of %s percent holds for %s requests a month. So far %s have failed. How many more failures does the error budget permit?", text, count(requests), count(used)), value: exactly(budget - used), by: "the permitted failures less those that happened",
		explanation: fmt.Sprintf("The target permits that %s percent of %s requests fail, which is %s. %s − %s = %s are left.", number(float64(share)/10), count(requests), count(budget), count(budget), count(used), count(budget-used)),
	}
}

func expectedDays(d *draw) *variant {
	best, likely := d.between(1, 6), d.between(4, 12)
	worst := likely + d.between(4, 20)
	sum := best + 4*likely + worst
	if best >= likely || sum%6 != 0 {
		return nil
	}
	return &variant{
		stem: fmt.Sprintf("A task takes %d days in the optimistic case, most likely %d, and %d in the pessimistic case. How many days does the PERT formula expect?", best, likely, worst), key: of(sum/6, "day"), by: "the weighted mean",
		wrong: []mistake{
			{of(int(math.Round(float64(best+likely+worst)/3)), "day"), "This is the plain mean. The formula gives the likely figure a weight of four.", "the plain mean"},
			{of(worst, "day"), "This is the pessimistic figure alone, which counts once in six.", "the pessimistic figure"},
			{of(likely, "day"), "This is the likely figure alone. The other two pull the result.", "the likely figure"},
			{of((best+worst)/2, "day"), "This lies halfway between best and worst and leaves the likely figure out.", "the middle of best and worst"},
			{of(int(math.Round(float64(sum)/3)), "day"), "The weights add up to six, so the sum is divided by six.", "a division by three"},
		},
		explanation: fmt.Sprintf("The likely figure counts four times and the weights add up to six. (%d + 4 × %d + %d) / 6 = %d / 6 = %d days.", best, likely, worst, sum, sum/6),
	}
}

func cycleTime(d *draw) *variant {
	rate, weeks := d.between(2, 9), d.between(2, 9)
	progress := rate * weeks
	if d.coin() {
		return &variant{
			stem: fmt.Sprintf("A team finishes %d items a week on average and wants an average cycle time of %d weeks. How many items may be in progress?", rate, weeks), value: exactly(progress), by: "Little's law",
			explanation: fmt.Sprintf("By Little's law the items in progress are the completions a week times the cycle time. %d × %d = %d items.", rate, weeks, progress),
		}
	}
	return &variant{
		stem: fmt.Sprintf("A team has %d items in progress and finishes %d a week on average. How many weeks is the average cycle time?", progress, rate), value: exactly(weeks), by: "Little's law",
		explanation: fmt.Sprintf("By Little's law the cycle time is the items in progress divided by the completions a week. %d / %d = %d weeks.", progress, rate, weeks),
	}
}

func listFunctions(d *draw) *variant {
	numbers := make([]int, 5)
	for i := range numbers {
		numbers[i] = d.between(1, 9)
	}
	limit, factor := d.between(3, 6), d.between(2, 3)
	show := func(list []int) string { return "`[" + joinInts(list) + "]`" }
	filter := func(list []int, keep func(int) bool) (kept []int) {
		for _, n := range list {
			if keep(n) {
				kept = append(kept, n)
			}
		}
		return kept
	}
	times := func(list []int) (scaled []int) {
		for _, n := range list {
			scaled = append(scaled, n*factor)
		}
		return scaled
	}
	above := func(n int) bool { return n > limit }
	kept := filter(numbers, above)
	if len(kept) < 2 {
		return nil
	}
	return &variant{
		stem: "Which list does this expression give?", code: fmt.Sprintf("[%s]\n  .filter(n => n > %d)\n  .map(n => n * %d)", joinInts(numbers), limit, factor), key: show(times(kept)), by: "both functions applied in their order",
		wrong: []mistake{
			{show(filter(times(numbers), above)), "This multiplies first and filters the products. The filter stands first.", "map before filter"},
			{show(times(filter(numbers, func(n int) bool { return n <= limit }))), "A filter keeps the elements that meet the condition and drops the others.", "the condition turned round"},
			{show(kept), "The map operation still multiplies each element.", "the filter alone"},
			{show(times(filter(numbers, func(n int) bool { return n >= limit }))), fmt.Sprintf("The condition asks for more than %d, so %d itself is dropped.", limit, limit), "the limit included"},
		},
		explanation: fmt.Sprintf("The filter keeps the elements above %d, which are %s. The map operation then multiplies each by %d and gives %s.", limit, joinInts(kept), factor, show(times(kept))),
	}
}
