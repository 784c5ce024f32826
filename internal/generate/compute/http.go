package compute

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

var httpFamilies = []family{
	{"http-status", "http-and-rest", apply, "The target resource does not support this method", routeStatus},
	{"http-conditional", "http-and-rest", apply, "Skip the download when the stored entity tag is still current", conditional},
	{"http-range", "http-and-rest", apply, "The response carries only the requested byte range", byteRange},
	{"http-redirect-method", "http-and-rest", apply, "keeps the method of the request, 303 See Other tells the client to use GET", redirectMethod},
	{"http-negotiation", "http-and-rest", apply, "a weight from 0 to 1 that ranks one preference against another", negotiation},
	{"http-retries", "http-and-rest", analyse, "If a client retries a POST after a lost response", retriedStore},
	{"http-put-patch", "http-and-rest", apply, "If a client sends a PUT with only one changed field", putPatch},
}

// orderStore is a small API over orders, run by the real router of net/http.
type orderStore struct {
	mux    *http.ServeMux
	orders map[string]bool
	next   int
}

func newOrderStore(ids ...int) *orderStore {
	s := &orderStore{mux: http.NewServeMux(), orders: map[string]bool{}, next: 90}
	for _, id := range ids {
		s.orders[strconv.Itoa(id)] = true
	}
	s.mux.HandleFunc("GET /orders/{id}", func(w http.ResponseWriter, r *http.Request) {
		if !s.orders[r.PathValue("id")] {
			w.WriteHeader(http.StatusNotFound)
		}
		w.WriteHeader(http.StatusOK)
	})
	s.mux.HandleFunc("POST /orders", func(w http.ResponseWriter, _ *http.Request) {
		s.next++
		s.orders[strconv.Itoa(s.next)] = true
		w.WriteHeader(http.StatusCreated)
	})
	s.mux.HandleFunc("PUT /orders/{id}", func(w http.ResponseWriter, r *http.Request) {
		made := http.StatusCreated
		if s.orders[r.PathValue("id")] {
			made = http.StatusNoContent
		}
		s.orders[r.PathValue("id")] = true
		w.WriteHeader(made)
	})
	s.mux.HandleFunc("DELETE /orders/{id}", func(w http.ResponseWriter, r *http.Request) {
		code := http.StatusNotFound
		if s.orders[r.PathValue("id")] {
			code = http.StatusNoContent
		}
		delete(s.orders, r.PathValue("id"))
		w.WriteHeader(code)
	})
	return s
}

func routeStatus(d *draw) *variant {
	ids := some(d, 2, []int{11, 12, 14, 17, 21, 23})
	stored, missing := ids[0], ids[1]
	id := stored
	if d.coin() {
		id = missing
	}
	method := pick(d, "GET", "PUT", "DELETE", "POST")
	path := fmt.Sprintf("/orders/%d", id)
	if d.between(1, 3) == 1 {
		path = "/orders"
	}
	request := method + " " + path + " HTTP/1.1\nHost: shop.example"
	got := d.exchange(newOrderStore(stored).mux, request)
	why := map[int]string{
		200: fmt.Sprintf("GET is defined for one order, and order %d is stored. The server sends it with 200 OK.", id),
		201: "The request makes a resource that was not there before. The server says so with 201 Created.",
		204: fmt.Sprintf("Order %d is stored, so the request can be carried out on it. This API sends nothing back and answers 204 No Content.", id),
		404: fmt.Sprintf("%s is defined for addresses of one order, but no order %d is stored. The server answers 404 Not Found.", method, id),
		405: fmt.Sprintf("The address `%s` exists in the API, but %s is not among its methods. The server answers 405 Method Not Allowed.", path, method),
	}[got.status]
	return &variant{
		stem: fmt.Sprintf("An API has the methods below, and only order %d is stored. A change without an answer to show gives 204. Which status does this request get?", stored),
		code: "POST   /orders\nGET    /orders/{id}\nPUT    /orders/{id}\nDELETE /orders/{id}\n\nrequest\n" + method + " " + path, key: status(got.status), by: "the router of net/http answered the request",
		wrong: others(got.status, 200, 201, 204, 404, 405), explanation: why,
	}
}

func conditional(d *draw) *variant {
	tags := some(d, 2, []string{"a1", "b7", "c3", "d9", "e4"})
	current, held := tags[0], tags[d.between(0, 1)]
	field := pick(d, "If-None-Match", "If-None-Match", "If-Match", "If-Range")
	request := "GET /menu.pdf HTTP/1.1\nHost: cafe.example\n" + field + `: "` + held + `"`
	if field == "If-Range" {
		request += "\nRange: bytes=500-"
	}
	got := d.exchange(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"`+current+`"`)
		http.ServeContent(w, r, "menu.pdf", time.Time{}, strings.NewReader(strings.Repeat("x", 2000)))
	}), request)
	same := "equal"
	if current != held {
		same = "different"
	}
	why := map[string]string{
		"If-None-Match equal":     "the download can be skipped, because the copy is still current",
		"If-None-Match different": "the copy is out of date, and the whole new content is sent",
		"If-Match equal":          "the condition is true and the request is carried out",
		"If-Match different":      "the condition is false and the request is refused",
		"If-Range equal":          "the file has not changed, and the missing part is sent",
		"If-Range different":      "the file has changed, and the whole file is sent in place of a part",
	}[field+" "+same]
	return &variant{
		stem: fmt.Sprintf("The file `/menu.pdf` has 2,000 bytes and now carries the entity tag \"%s\". Which status does the server give to this request?", current),
		code: request, key: status(got.status), by: "http.ServeContent answered the request",
		wrong:       others(got.status, 200, 206, 304, 412),
		explanation: fmt.Sprintf("%s compares the tag %q of the client with the current tag %q, and they are %s. So %s. The status is %s.", field, held, current, same, why, status(got.status)),
	}
}

func byteRange(d *draw) *variant {
	size := d.step(600, 2000, 100)
	first := d.step(50, 450, 50)
	last := first + d.step(49, 499, 50)
	header, how := fmt.Sprintf("bytes=%d-%d", first, last), fmt.Sprintf("Both ends of the range count: %d − %d + 1 bytes, as far as the file reaches.", last, first)
	switch d.between(1, 3) {
	case 1:
		header, how = fmt.Sprintf("bytes=%d-", first), fmt.Sprintf("The range starts at byte %d, counted from 0, and goes to the end: %s − %d bytes.", first, count(size), first)
	case 2:
		header, how = fmt.Sprintf("bytes=-%d", first), fmt.Sprintf("A range without a first number asks for that many bytes at the end, here the last %d of %s.", first, count(size))
	}
	request := "GET /talk.mp3 HTTP/1.1\nHost: radio.example\nRange: " + header
	got := d.exchange(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "talk.mp3", time.Time{}, strings.NewReader(strings.Repeat("x", size)))
	}), request)
	if got.status != http.StatusPartialContent {
		return nil
	}
	n := got.body.Len()
	return &variant{
		stem: fmt.Sprintf("The file has %s bytes, numbered from 0. How many bytes of content does the 206 response to this request carry?", count(size)),
		code: request, value: exactly(n), by: "http.ServeContent answered the request",
		explanation: how + fmt.Sprintf(" The response carries %s bytes.", count(n)),
	}
}

func redirectMethod(d *draw) *variant {
	method := pick(d, "POST", "PUT", "DELETE")
	paths := some(d, 3, []string{"/orders", "/v2/orders", "/cart", "/done", "/shop/orders", "/receipt"})
	codes := []int{pick(d, 303, 307, 308), pick(d, 303, 307, 308)}
	// The method after a redirect: RFC 9110, sections 15.4.4, 15.4.8 and 15.4.9.
	after := func(m string, code int) string {
		if code == http.StatusSeeOther {
			return "GET"
		}
		return m
	}
	second := after(method, codes[0])
	last := after(second, codes[1])
	show := func(m, p string) string { return "`" + m + " " + p + "`" }
	other := "GET"
	if last == "GET" {
		other = method
	}
	return &variant{
		stem: "A client follows both redirects. Which request does it send last?",
		code: fmt.Sprintf("%s %s\n→ %s\n  Location: %s\n\nthen\n→ %s\n  Location: %s", method, paths[0], status(codes[0]), paths[1], status(codes[1]), paths[2]),
		key:  show(last, paths[2]), by: "the rules of RFC 9110 for each status",
		wrong: []mistake{
			{show(other, paths[2]), "303 changes the method to GET, and 307 and 308 keep the method as it is.", "the other method"},
			{show(second, paths[1]), "This is the request after the first redirect. Its answer redirects once more.", "stopping after one redirect"},
			{show(other, paths[1]), "This address answers with a redirect too, and 303 alone changes the method.", "stopping after one redirect with the other method"},
		},
		explanation: fmt.Sprintf("303 See Other tells the client to use GET, while 307 and 308 keep the method. %d leads to %s %s, and %d then leads to %s %s.", codes[0], second, paths[1], codes[1], last, paths[2]),
	}
}

func negotiation(d *draw) *variant {
	types := some(d, 3, []string{"application/json", "text/html", "text/csv", "application/xml", "text/plain"})
	weights := some(d, 3, []string{"0.3", "0.4", "0.5", "0.7", "0.8", "0.9"})
	kinds := append([]string(nil), types...)
	offered := some(d, 2, types)
	missing := ""
	for _, t := range types {
		if t != offered[0] && t != offered[1] {
			missing = t
		}
	}
	weight := map[string]string{}
	var lines []string
	for i, k := range kinds {
		weight[k] = weights[i]
		lines = append(lines, k+";q="+weights[i])
	}
	// The representation with the largest weight among those that there are: RFC 9110, section 12.5.1.
	best, worst := offered[0], offered[1]
	if weight[worst] > weight[best] {
		best, worst = worst, best
	}
	return &variant{
		stem: "The server has this resource in two formats and follows the preferences of the client. Which format does it send?",
		code: "GET /report HTTP/1.1\nHost: data.example\nAccept: " + strings.Join(lines, ",\n  ") + "\n\nformats on the server\n" + offered[0] + "\n" + offered[1], key: "`" + best + "`", by: "the largest quality value among the formats that exist",
		wrong: []mistake{
			{"`" + worst + "`", fmt.Sprintf("The client gives this format %s and the other one %s. The larger weight wins, wherever it stands.", weight[worst], weight[best]), "the smaller weight"},
			{"`" + missing + "`", "The server does not have the resource in this format.", "a format that the server lacks"},
		},
		explanation: fmt.Sprintf("The client weighs each format from 0 to 1. The server has %s with %s and %s with %s, so it sends the one with the larger weight.", offered[0], weight[offered[0]], offered[1], weight[offered[1]]),
	}
}

func retriedStore(d *draw) *variant {
	store := newOrderStore(11, 12)
	steps := []string{"POST /orders", "PUT /orders/31", "PUT /orders/12", "DELETE /orders/11"}
	var lines, effect []string
	posts, puts, deleted := 0, false, false
	for _, step := range some(d, 3, steps) {
		times := d.between(1, 4)
		lines = append(lines, fmt.Sprintf("%d × %s", times, step))
		for range times {
			d.exchange(store.mux, step+" HTTP/1.1\nHost: shop.example")
		}
		switch step {
		case "POST /orders":
			posts = times
		case "PUT /orders/31":
			puts = true
		case "DELETE /orders/11":
			deleted = true
		}
	}
	if posts > 0 {
		effect = append(effect, fmt.Sprintf("each POST makes an order of its own, which adds %d", posts))
	}
	if puts {
		effect = append(effect, "the PUT of order 31 adds 1, however many times it is sent")
	}
	if deleted {
		effect = append(effect, "the DELETE removes order 11 once")
	}
	if posts == 1 {
		return nil
	}
	return &variant{
		stem: "Orders 11 and 12 are stored. A client with a bad line repeats its requests, and each one arrives. How many orders are stored afterwards?",
		code: strings.Join(lines, "\n"), value: exactly(len(store.orders)), by: "the handlers of a small store carried out the requests",
		explanation: fmt.Sprintf("At the start 2 orders are stored; %s. At the end %s stored.", list(effect), map[bool]string{true: "1 order is", false: fmt.Sprint(len(store.orders), " orders are")}[len(store.orders) == 1]),
	}
}

func putPatch(d *draw) *variant {
	fields := some(d, 3, []string{"name", "city", "age", "mail", "size"})
	values := map[string]string{"name": `"Ada"`, "city": `"Bern"`, "age": "41", "mail": `"a@b.example"`, "size": "3"}
	newer := map[string]string{"name": `"Eva"`, "city": `"Graz"`, "age": "42", "mail": `"e@b.example"`, "size": "5"}
	method := pick(d, "PUT", "PATCH")
	changed := fields[d.between(0, 2)]
	write := func(members map[string]json.RawMessage) string {
		var parts []string
		for _, f := range fields {
			if v, ok := members[f]; ok {
				parts = append(parts, fmt.Sprintf("%q: %s", f, v))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	read := func(text string) map[string]json.RawMessage {
		members := map[string]json.RawMessage{}
		d.must(json.Unmarshal([]byte(text), &members))
		return members
	}
	stored := map[string]json.RawMessage{}
	for _, f := range fields {
		stored[f] = json.RawMessage(values[f])
	}
	before := write(stored)
	body := fmt.Sprintf("{%q: %s}", changed, newer[changed])
	merged := read(before)
	merged[changed] = json.RawMessage(newer[changed])
	without := read(before)
	delete(without, changed)
	emptied := read(body)
	for _, f := range fields {
		if f != changed {
			emptied[f] = json.RawMessage("null")
		}
	}
	key, other, why := write(merged), body, "PATCH changes the fields that the request names and leaves the others as they are."
	slip := "PUT would replace the whole state. PATCH changes the given field alone."
	if method == "PUT" {
		key, other, why = body, write(merged), "PUT replaces the whole state of the resource with what the request carries, so the fields that are missing are gone."
		slip = "PATCH would leave the other fields. PUT replaces the whole state."
	}
	code := func(text string) string { return "`" + text + "`" }
	return &variant{
		stem: "The server follows the meaning of the method and accepts this request. Which document does it hold afterwards?",
		code: "stored before\n" + strings.ReplaceAll(before, ", ", ",\n ") + "\n\nrequest\n" + method + " /users/7\n" + body, key: code(key), by: "the document replaced or merged",
		wrong: []mistake{
			{code(other), slip, map[bool]string{true: "a merge", false: "a replacement"}[method == "PUT"]},
			{code(write(without)), "The field of the request is stored with its new value and not removed.", "the named field removed"},
			{code(write(emptied)), "A field that is missing from the request is not stored with the value null.", "missing fields set to null"},
		},
		explanation: why + " The request carries " + changed + " alone. So the server then holds " + code(key) + ".",
	}
}
