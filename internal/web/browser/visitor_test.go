package browser

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"touchstone/internal/testbed"
)

// Views that tests look with.
var (
	desk  = testbed.View{}
	phone = testbed.View{Width: 390, Height: 844}
	small = testbed.View{Width: 320, Height: 640}
)

// The ready sign-ins of the demonstration.
const (
	ada      = "ada@example.org"
	maria    = "maria@example.org"
	jonas    = "jonas@example.org"
	password = "slate-and-streak"
)

// signIn opens a page and signs in on the form.
func signIn(t testing.TB, site, email string, view testbed.View) *testbed.Page {
	t.Helper()
	p := testbed.NewPage(t, view)
	p.Goto(site + "/session")
	if posted := post(p, "/session", url.Values{"email": {email}, "password": {password}}); posted.status != 200 {
		t.Fatalf("sign in as %s: %+v", email, posted)
	}
	return p
}

// posted is where a form led.
type posted struct {
	path   string
	status int
}

// post sends a form as the page would, without leaving it.
func post(p *testbed.Page, path string, form url.Values) posted {
	found := testbed.Eval[[]any](p, fmt.Sprintf(`fetch(%s, { method: "POST", body: new URLSearchParams(%s) })
		.then((response) => [new URL(response.url).pathname, response.status])`, literal(path), literal(form.Encode())))
	return posted{found[0].(string), int(found[1].(float64))}
}

// begin starts a quiz and returns the path of its attempt.
func begin(t testing.TB, p *testbed.Page, quiz string) string {
	t.Helper()
	at := post(p, "/attempts", url.Values{"quiz": {quiz}})
	attempt, _, found := strings.Cut(at.path, "/questions/")
	if at.status != 200 || !found {
		t.Fatalf("start of %s: %+v", quiz, at)
	}
	return attempt
}

// complete answers what is still open of an attempt, with the first choice of everything, and sends an exam. The numbers are left
// out.
func complete(t testing.TB, p *testbed.Page, attempt string, leave ...int) {
	t.Helper()
	failed := testbed.Eval[string](p, fmt.Sprintf(`(async (attempt, leave) => {
		const text = async (path) => (await fetch(path)).text();
		const parse = (html) => new DOMParser().parseFromString(html, "text/html");
		for (let n = 1; ; n++) {
			const page = parse(await text(attempt + "/questions/" + n));
			const form = page.querySelector("form[data-answer]");
			const total = Number(page.querySelector(".place").textContent.split(" of ")[1]);
			if (form && !leave.includes(n)) {
				const fields = new URLSearchParams(new FormData(form));
				const controls = [...form.querySelectorAll('[name^="answer"]')];
				if (controls[0].type === "radio" || controls[0].type === "checkbox") fields.append("answer", controls[0].value);
				else if (controls[0].type === "text") fields.set("answer", "42");
				else controls.filter((c) => c.localName === "select").forEach((c, i) => fields.set(c.name, c.options[i + 1].value));
				const sent = await fetch(form.getAttribute("action"), { method: "POST", body: fields });
				if (!sent.ok) return "question " + n + ": " + sent.status;
			}
			if (n === total) return "";
		}
	})(%s, %s)`, literal(attempt), literal(leave)))
	if failed != "" {
		t.Fatalf("complete %s: %s", attempt, failed)
	}
}

// send submits an attempt.
func send(t testing.TB, p *testbed.Page, attempt string) {
	t.Helper()
	if at := post(p, attempt+"/submission", nil); at.status != 200 || at.path != attempt+"/result" {
		t.Fatalf("send %s: %+v", attempt, at)
	}
}

// literal is a value as JavaScript.
func literal(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	if string(text) == "null" {
		return "[]"
	}
	return string(text)
}

// path is the page's path with its query and fragment.
func path(p *testbed.Page) string {
	at, err := url.Parse(p.Address())
	if err != nil {
		return p.Address()
	}
	at.Scheme, at.Host = "", ""
	return at.String()
}
