package compute

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
)

var originFamilies = []family{
	{"http-same-origin", "http-and-rest", apply, "An origin is the combination of scheme, host and port of a URI", sameOrigin},
	{"http-cors-preflight", "http-and-rest", analyse, "The server answers with the permitted origin and the permitted methods", preflight},
	{"http-cookie-scope", "http-and-rest", apply, "Limits sending to addresses below a directory", cookieScope},
	{"http-samesite", "http-and-rest", apply, "sends the cookie across sites only with top-level navigation by a safe method", sameSite},
}

// origin is scheme, host and port, with the port that the scheme stands for where none is given: RFC 6454, section 4.
func (d *draw) origin(address string) string {
	u, err := url.Parse(address)
	d.must(err)
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + " " + u.Hostname() + " " + port
}

func sameOrigin(d *draw) *variant {
	host := pick(d, "shop.example", "news.example", "bank.example", "maps.example")
	port := pick(d, "", "", ":8443")
	page := "https://" + host + port + pick(d, "/", "/start", "/a/b", "/login")
	same := "https://" + host + port + pick(d, "/api/items", "/img/logo.svg", "/v2/search", "/help")
	if port == "" && d.coin() {
		same = "https://" + host + ":443/api"
	}
	wrong := []struct{ address, why string }{
		{"http://" + host + port + "/api", "The scheme differs: http is not https."},
		{"https://api." + host + port + "/v1", "The host differs: a subdomain is another host."},
		{"https://" + host + ":9000/api", "The port differs."},
		{"https://www." + host + port + "/api", "The host differs: www is part of its name."},
	}
	v := &variant{
		stem: fmt.Sprintf("A script runs on the page `%s`. Which address has the same origin as the page?", page), key: "`" + same + "`", by: "scheme, host and port compared",
		explanation: fmt.Sprintf("An origin is scheme, host and port, and the path does not count. For the page these are %s, and only one address has all three. Without a number in the address, https means port 443.", list(strings.Fields(d.origin(page)))),
	}
	if d.origin(page) != d.origin(same) {
		panic("compute: the key has another origin")
	}
	for _, w := range wrong {
		if d.origin(page) == d.origin(w.address) {
			panic("compute: a wrong option has the origin of the page")
		}
		v.wrong = append(v.wrong, mistake{"`" + w.address + "`", w.why, ""})
	}
	return v
}

// The methods and header fields that need no permission: Fetch standard, "CORS-safelisted method" and "CORS-safelisted request-header".
var (
	safelistedMethods = []string{"GET", "HEAD", "POST"}
	safelistedFields  = []string{"accept", "accept-language", "content-language"}
)

func allowed(line, wanted string, safelisted []string) bool {
	if slices.Contains(safelisted, wanted) || line == "*" {
		return true
	}
	for _, part := range strings.Split(line, ",") {
		if strings.EqualFold(strings.TrimSpace(part), wanted) {
			return true
		}
	}
	return false
}

func preflight(d *draw) *variant {
	page := pick(d, "https://app.example", "https://shop.example")
	method, field := pick(d, "PUT", "DELETE", "PATCH"), pick(d, "x-trace", "authorization", "if-match")
	origin := pick(d, page, page, page, "https://www."+strings.TrimPrefix(page, "https://"), strings.Replace(page, "https", "http", 1))
	methods := pick(d, "GET, "+method, "GET, POST, "+method, "GET, POST")
	fields := pick(d, field, field+", accept", "content-type")
	const (
		fine   = "The browser sends the real request"
		byHost = "The origin is not permitted"
		byVerb = "The method is not permitted"
		byName = "The header field is not permitted"
	)
	// Fetch standard, "CORS-preflight fetch": the CORS check first, then methods, then header fields.
	broken := map[string]bool{byHost: origin != page, byVerb: !allowed(methods, method, safelistedMethods), byName: !allowed(fields, field, safelistedFields)}
	var faults []string
	for _, fault := range []string{byHost, byVerb, byName} {
		if broken[fault] {
			faults = append(faults, fault)
		}
	}
	if len(faults) > 1 {
		return nil
	}
	key := append(faults, fine)[0]
	whys := map[string]string{
		fine:   fmt.Sprintf("Origin %s, method %s and field %s all stand in the answer, so the browser goes on with the real request.", page, method, field),
		byHost: fmt.Sprintf("The answer permits the origin %s, and the page has the origin %s. The two must be equal, so the browser stops.", origin, page),
		byVerb: fmt.Sprintf("The real request uses %s, and the answer permits %s. The browser stops before the real request.", method, methods),
		byName: fmt.Sprintf("The real request carries the field %s, and the answer permits %s. The browser stops before the real request.", field, fields),
	}
	denials := map[string]string{
		fine:   "One of the three permissions is missing, so the real request is never sent.",
		byHost: "The origin in the answer is that of the page.",
		byVerb: fmt.Sprintf("The list of methods names %s.", method),
		byName: fmt.Sprintf("The list of header fields names %s.", field),
	}
	v := &variant{
		stem: "A browser sends this preflight request and gets this response. What is the result?",
		code: fmt.Sprintf("OPTIONS /items/7 HTTP/1.1\nHost: api.example\nOrigin: %s\nAccess-Control-Request-Method:\n  %s\nAccess-Control-Request-Headers:\n  %s\n\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin:\n  %s\nAccess-Control-Allow-Methods:\n  %s\nAccess-Control-Allow-Headers:\n  %s",
			page, method, field, origin, methods, fields), key: key, by: "the checks of the Fetch standard", explanation: whys[key],
	}
	for _, outcome := range []string{fine, byHost, byVerb, byName} {
		if outcome != key {
			v.wrong = append(v.wrong, mistake{outcome, denials[outcome], ""})
		}
	}
	return v
}

func cookieScope(d *draw) *variant {
	domain, folder, secure := d.coin(), pick(d, "/account", "/shop", "/"), d.coin()
	setter := "https://www.tea.example/account/login"
	line := "sid=7f3a"
	if domain {
		line += "; Domain=tea.example"
	}
	line += "; Path=" + folder
	if secure {
		line += "; Secure"
	}
	jar, err := cookiejar.New(nil)
	d.must(err)
	from, err := url.Parse(setter)
	d.must(err)
	cookie, err := http.ParseSetCookie(line)
	d.must(err)
	jar.SetCookies(from, []*http.Cookie{cookie})
	var carried, kept []string
	why := map[string]string{}
	for _, address := range some(d, 6, []string{"https://www.tea.example/account/mail", "https://www.tea.example/shop/cart", "https://www.tea.example/accounts", "http://www.tea.example/account", "http://www.tea.example/shop",
		"https://api.tea.example/account", "https://tea.example/shop", "https://api.tea.example/help", "http://tea.example/", "https://green-tea.example/shop", "https://www.tea.example/help"}) {
		u, err := url.Parse(address)
		d.must(err)
		if len(jar.Cookies(u)) > 0 {
			carried = append(carried, address)
		} else {
			kept = append(kept, address)
		}
		why[address] = cookieBlock(u, domain, folder, secure)
	}
	if len(carried) == 0 || len(kept) < 3 {
		return nil
	}
	where := "Without a Domain attribute the cookie goes back to `www.tea.example` alone."
	if domain {
		where = "Domain extends sending to `tea.example` and all its subdomains."
	}
	if folder == "/" {
		where += " Path=/ covers every address of the host."
	} else {
		where += fmt.Sprintf(" Path limits it to addresses below `%s`.", folder)
	}
	if secure {
		where += " Secure demands https."
	} else {
		where += " Without Secure it goes over http too."
	}
	v := &variant{
		stem: "The server at `www.tea.example` sets this cookie. Which request of the browser carries the cookie?", code: "HTTP/1.1 200 OK\nSet-Cookie: " + strings.ReplaceAll(line, "; ", ";\n  "),
		key: "`" + carried[0] + "`", by: "the cookie jar of net/http", explanation: where,
	}
	for _, address := range kept {
		if why[address] == "" {
			panic("compute: the jar and the rule differ on " + address)
		}
		v.wrong = append(v.wrong, mistake{"`" + address + "`", why[address], ""})
	}
	return v
}

// cookieBlock says why a cookie of www.tea.example is withheld, a second time and in words: RFC 6265, sections 5.1.3, 5.1.4 and 5.4. It is empty when the cookie is sent.
func cookieBlock(u *url.URL, domain bool, folder string, secure bool) string {
	host := u.Hostname()
	switch {
	case domain && host != "tea.example" && !strings.HasSuffix(host, ".tea.example"):
		return "This host is neither `tea.example` nor one of its subdomains."
	case !domain && host != "www.tea.example":
		return "Without a Domain attribute the cookie goes back to the host that set it and to no other."
	case secure && u.Scheme != "https":
		return "The Secure attribute withholds the cookie from an unencrypted connection."
	case folder != "/" && u.Path != folder && !strings.HasPrefix(u.Path, folder+"/"):
		return "This address does not lie below `" + folder + "`."
	}
	return ""
}

func sameSite(d *draw) *variant {
	setting := pick(d, "Strict", "Lax")
	type request struct {
		text        string
		cross, safe bool
		top         bool
	}
	all := []request{
		{"A click on a link of another site", true, true, true},
		{"A form of another site that posts", true, false, true},
		{"A picture in a page of another site", true, true, false},
		{"A frame in a page of another site", true, true, false},
		{"A script of another site that posts", true, false, false},
		{"A link on a page of the same site", false, true, true},
		{"A form on a page of the same site", false, false, true},
		{"A frame in a page of the same site", false, true, false},
		{"A picture in a page of the same site", false, true, false},
		{"An address typed into the browser", false, true, true},
		{"A script in a page of the same site", false, true, false},
		{"A font in a page of another site", true, true, false},
	}
	// RFC 6265bis, section 5.7.3: Strict never crosses sites, Lax only with top-level navigation by a safe method.
	sent := func(r request) bool {
		return !r.cross || setting == "Lax" && r.top && r.safe
	}
	var yes, no []request
	for _, r := range all {
		if sent(r) {
			yes = append(yes, r)
		} else {
			no = append(no, r)
		}
	}
	ask, key, wrong := "carries", yes, no
	if d.coin() {
		ask, key, wrong = "lacks", no, yes
	}
	key, wrong = some(d, 1, key), some(d, 3, wrong)
	rule := map[string]string{
		"Strict": "SameSite=Strict withholds the cookie from every request that another site starts.",
		"Lax":    "SameSite=Lax sends the cookie across sites only with top-level navigation by a safe method, such as a click on a link.",
	}[setting]
	v := &variant{
		stem: fmt.Sprintf("A cookie of `bank.example` has the setting `SameSite=%s` and Secure, and all pages use https. Which request to this host %s it?", setting, ask), key: key[0].text, by: "the rules of SameSite",
		explanation: rule + " " + siteWhy(key[0].cross, key[0].top, key[0].safe),
	}
	for _, w := range wrong {
		v.wrong = append(v.wrong, mistake{w.text, siteWhy(w.cross, w.top, w.safe), ""})
	}
	return v
}

func siteWhy(cross, top, safe bool) string {
	switch {
	case !cross:
		return "No other site starts this request, so SameSite does not hold the cookie back."
	case top && safe:
		return "This request crosses sites as a top-level navigation by GET."
	case top:
		return "This request crosses sites with POST, which is no safe method."
	}
	return "This request crosses sites and is no top-level navigation."
}
