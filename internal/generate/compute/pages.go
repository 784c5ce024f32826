package compute

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"path"
	"strings"
)

var pageFamilies = []family{
	{"frontend-valid-json", "frontend-and-backend", apply, "writes data as objects, arrays, strings, numbers, booleans and null", validJSON},
	{"frontend-escaping", "frontend-and-backend", apply, "prevents a browser from running the script code inside a stored comment", escaping},
	{"security-path-traversal", "web-security", analyse, "Comparing the resolved path with the allowed folder prevents path traversal", traversal},
	{"security-script-sources", "web-security", apply, "tells the browser which sources of scripts and other content are permitted", scriptSources},
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
		stem: "A page comes with this header. From which address does the browser run a script?", code: "page\nhttps://" + site + "/start\n\nContent-Security-Policy:\n  script-src\n    " + strings.ReplaceAll(sources, " ", "\n    "), key: key.text, by: "each address compared with the sources",
		explanation: fmt.Sprintf("The directive permits the sources %s, and 'self' stands for the origin of the page. An address fits when its scheme, host and port do. Here that is %s.", list(strings.Fields(sources)), key.text),
	}
	for _, w := range wrong {
		v.wrong = append(v.wrong, mistake{w.text, "Scheme, host and port of this address are those of no listed source.", ""})
	}
	return v
}
