package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
)

// browser is one person's browser: it keeps cookies, follows redirects, and says where its forms come from.
type browser struct {
	*site
	client *http.Client
	// from is the address that the connection comes from.
	from string
	// last is the page that is open.
	last *page
}

// page is what a browser was answered last.
type page struct {
	*goquery.Document
	site   *site
	status int
	header http.Header
	body   string
	// path is where redirects have led, with the query.
	path string
}

// RoundTrip implements http.RoundTripper: the request reaches the site without a network.
func (b *browser) RoundTrip(r *http.Request) (*http.Response, error) {
	in := r.Clone(r.Context())
	in.RequestURI, in.RemoteAddr = r.URL.RequestURI(), b.from
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, in)
	response := recorder.Result()
	response.Request = r
	return response, nil
}

func (b *browser) url(path string) *url.URL {
	b.Helper()
	u, err := url.Parse(b.base + path)
	if err != nil {
		b.Fatal(err)
	}
	return u
}

// get opens a path, which may be a whole address.
func (b *browser) get(path string) *page {
	b.Helper()
	return b.do(http.MethodGet, path, nil)
}

// post sends a form, given as name, value, name, value ...
func (b *browser) post(path string, fields ...string) *page {
	b.Helper()
	return b.send(path, values(fields...))
}

func (b *browser) send(path string, form url.Values) *page {
	b.Helper()
	return b.do(http.MethodPost, path, strings.NewReader(form.Encode()))
}

func values(fields ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return form
}

func (b *browser) do(method, path string, body io.Reader) *page {
	b.Helper()
	return b.ask(b.request(method, path, body))
}

func (b *browser) request(method, path string, body io.Reader) *http.Request {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), method, b.base+strings.TrimPrefix(path, b.base), body)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		if b.last != nil {
			r.Header.Set("Referer", b.base+b.last.path)
		}
	}
	return r
}

func (b *browser) ask(r *http.Request) *page {
	b.Helper()
	response, err := b.client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	text, err := io.ReadAll(response.Body)
	if err != nil {
		b.Fatal(err)
	}
	document, err := goquery.NewDocumentFromReader(strings.NewReader(string(text)))
	if err != nil {
		b.Fatal(err)
	}
	b.last = &page{document, b.site, response.StatusCode, response.Header, string(text), response.Request.URL.RequestURI()}
	return b.last
}

// once sends a request and follows nothing.
func (b *browser) once(method, path string, fields ...string) *page {
	b.Helper()
	follow := b.client.CheckRedirect
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	defer func() { b.client.CheckRedirect = follow }()
	if method == http.MethodGet || method == http.MethodHead {
		return b.do(method, path, nil)
	}
	return b.do(method, path, strings.NewReader(values(fields...).Encode()))
}

// together sends the same request many times at once, each over a connection of its own, and follows nothing.
func (b *browser) together(times int, method, path string, fields ...string) []*page {
	b.Helper()
	answers := make([]*page, times)
	var all sync.WaitGroup
	for i := range times {
		all.Go(func() {
			twin := &browser{site: b.site, from: b.from, last: b.last}
			twin.client = &http.Client{Jar: b.client.Jar, Transport: twin}
			answers[i] = twin.once(method, path, fields...)
		})
	}
	all.Wait()
	return answers
}

// cookie is the session's cookie, nil for none.
func (b *browser) cookie() *http.Cookie {
	for _, c := range b.client.Jar.Cookies(b.url("/")) {
		return c
	}
	return nil
}

// is fails the test unless the page has a status.
func (p *page) is(status int) *page {
	p.site.Helper()
	if p.status != status {
		p.site.Fatalf("%s: status %d, want %d: %s", p.path, p.status, status, short(p.text("main")+p.Text()))
	}
	return p
}

// at fails the test unless redirects have led to a path.
func (p *page) at(path string) *page {
	p.site.Helper()
	if here, _, _ := strings.Cut(p.path, "?done="); here != path && p.path != path {
		p.site.Fatalf("led to %s, want %s", p.path, path)
	}
	return p
}

// says fails the test unless the visible text has all of some words.
func (p *page) says(words ...string) *page {
	p.site.Helper()
	text := p.text("body")
	for _, word := range words {
		if !strings.Contains(text, word) {
			p.site.Errorf("%s does not say %q: %s", p.path, word, short(text))
		}
	}
	return p
}

// hides fails the test if any of some words stand anywhere in the answer, headers included.
func (p *page) hides(words ...string) *page {
	p.site.Helper()
	all := strings.ToLower(p.path + p.body)
	for name, values := range p.header {
		all += strings.ToLower(name + strings.Join(values, " "))
	}
	for _, word := range words {
		if at := strings.Index(all, strings.ToLower(word)); at >= 0 {
			p.site.Errorf("%s holds %q: ...%s", p.path, word, short(all[max(0, at-80):]))
		}
	}
	return p
}

// has fails the test unless a selector finds something.
func (p *page) has(selector string) *page {
	p.site.Helper()
	if p.Find(selector).Length() == 0 {
		p.site.Errorf("%s has no %s: %s", p.path, selector, short(p.text("body")))
	}
	return p
}

// text is the text of what a selector finds, with single spaces.
func (p *page) text(selector string) string {
	return strings.Join(strings.Fields(p.Find(selector).Text()), " ")
}

// wrong fails the test unless the page says in the title, in the summary and beside the field what is wrong with a form.
func (p *page) wrong(field, message string) *page {
	p.site.Helper()
	p.is(http.StatusUnprocessableEntity)
	if title := p.text("title"); !strings.HasPrefix(title, "Error: ") {
		p.site.Errorf("%s: the title is %q", p.path, title)
	}
	if summary := p.text(".problem"); !strings.Contains(summary, message) {
		p.site.Errorf("%s: the summary says %q, want %q", p.path, summary, message)
	}
	if beside := p.text("#" + field + "-error"); !strings.Contains(beside, message) {
		p.site.Errorf("%s: beside %s stands %q, want %q", p.path, field, beside, message)
	}
	return p
}

func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 300 {
		text = text[:300]
	}
	return text
}
