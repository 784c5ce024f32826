package compute

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"sort"
	"strings"
)

// recorder is a response that goes nowhere, so that a handler of net/http can be run without a listener.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(content []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(content)
}

// exchange reads a request as text and lets the handler answer it.
func (d *draw) exchange(handler http.Handler, text string) *recorder {
	r := &recorder{header: http.Header{}}
	handler.ServeHTTP(r, d.request(text))
	return r
}

// request reads the request that a question shows.
func (d *draw) request(text string) *http.Request {
	head, body, _ := strings.Cut(text, "\n\n")
	message := strings.ReplaceAll(head, "\n", "\r\n") + "\r\n"
	if body != "" {
		message += fmt.Sprintf("Content-Length: %d\r\n", len(body))
	}
	request, err := http.ReadRequest(bufio.NewReader(strings.NewReader(message + "\r\n" + body)))
	d.must(err)
	return request
}

// status writes a status as people speak of it: 404 Not Found.
func status(code int) string { return fmt.Sprint(code, " ", http.StatusText(code)) }

// meanings say when a status would be the right answer, for somebody who chose it wrongly.
var meanings = map[int]string{
	200: "200 OK answers a request that succeeded and carries the representation.",
	201: "201 Created answers a request that made a new resource.",
	204: "204 No Content answers a request that succeeded and has nothing to show.",
	206: "206 Partial Content carries only the byte range that was asked for.",
	303: "303 See Other sends the client to another address with GET.",
	304: "304 Not Modified says that the copy of the client is still current.",
	404: "404 Not Found says that the server has nothing at this address.",
	405: "405 Method Not Allowed says that the resource exists and does not support the method.",
	409: "409 Conflict says that the request contradicts the state of the resource.",
	412: "412 Precondition Failed says that a condition in the request header is false.",
	416: "416 Range Not Satisfiable says that the range lies outside the content.",
}

// others are the wrong statuses, each with what it would mean.
func others(right int, of ...int) []mistake {
	sort.Ints(of)
	var wrong []mistake
	for _, code := range of {
		if code != right {
			wrong = append(wrong, mistake{status(code), meanings[code] + " That is not the case here.", ""})
		}
	}
	return wrong
}
