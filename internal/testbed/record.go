package testbed

import (
	"fmt"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// Traffic is what a page load sent and received, up to now.
type Traffic struct {
	Requests  int      // those that went out: an answer from the cache is none
	Bytes     int      // received on the wire: headers and compressed bodies
	Hosts     []string // host and port of every request, sorted
	Addresses []string // in order of the requests
}

// Traffic waits until the page is quiet, and returns what has crossed the wire since the last load began.
func (p *Page) Traffic() Traffic {
	p.t.Helper()
	const quiet = 150 * time.Millisecond
	deadline := time.Now().Add(actionLimit)
	for !p.record.quietFor(quiet) {
		if time.Now().After(deadline) {
			p.t.Fatalf("the page still loads after %v", actionLimit)
		}
		time.Sleep(quiet / 5)
	}
	return p.record.traffic()
}

// Complaints are the errors that the page has reported since it was opened: uncaught exceptions, broken content
// security policy, missing files. An error status of the page itself is none.
func (p *Page) Complaints() []string {
	p.record.mutex.Lock()
	defer p.record.mutex.Unlock()
	return slices.Clone(p.record.complaints)
}

// record gathers the events of one tab. Chromium's reader fills it, the test reads it.
type record struct {
	mutex      sync.Mutex
	requests   []*request
	open       map[network.RequestID]*request
	changed    time.Time
	complaints []string
}

type request struct {
	address string
	cached  bool
	bytes   float64
}

func newRecord() *record { return &record{open: map[network.RequestID]*request{}} }

func (r *record) startLoad() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.requests = nil
	clear(r.open)
	r.changed = time.Now()
}

func (r *record) add(event any) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		r.addRequest(e)
	case *network.EventRequestServedFromCache:
		if request := r.open[e.RequestID]; request != nil {
			request.cached = true
		}
	case *network.EventResponseReceived:
		r.addResponse(e)
	case *network.EventLoadingFinished:
		r.end(e.RequestID, e.EncodedDataLength)
	case *network.EventLoadingFailed:
		r.end(e.RequestID, 0)
	case *runtime.EventExceptionThrown:
		r.complaints = append(r.complaints, exceptionText(e.ExceptionDetails))
	case *log.EventEntryAdded:
		// What the network says is told by the response, with the kind of file.
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			r.complaints = append(r.complaints, e.Entry.Text)
		}
	}
}

func (r *record) addRequest(e *network.EventRequestWillBeSent) {
	r.changed = time.Now()
	// A redirect keeps the number of its request and ends the leg before.
	if leg := r.open[e.RequestID]; leg != nil && e.RedirectResponse != nil {
		leg.bytes = e.RedirectResponse.EncodedDataLength
	}
	address, err := url.Parse(e.Request.URL)
	if err != nil || address.Host == "" {
		return // data: and blob: cross no wire
	}
	sent := &request{address: e.Request.URL}
	r.requests = append(r.requests, sent)
	r.open[e.RequestID] = sent
}

func (r *record) addResponse(e *network.EventResponseReceived) {
	r.changed = time.Now()
	if request := r.open[e.RequestID]; request != nil && e.Response.FromDiskCache {
		request.cached = true
	}
	if e.Response.Status >= 400 && e.Type != network.ResourceTypeDocument {
		r.complaints = append(r.complaints, fmt.Sprintf("%d for %s", e.Response.Status, e.Response.URL))
	}
	// A stream of events never ends, so it must not keep the page from being quiet.
	if e.Type == network.ResourceTypeEventSource {
		delete(r.open, e.RequestID)
	}
}

func (r *record) end(id network.RequestID, bytes float64) {
	r.changed = time.Now()
	if request := r.open[id]; request != nil {
		request.bytes = bytes
		delete(r.open, id)
	}
}

func (r *record) quietFor(d time.Duration) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return len(r.open) == 0 && time.Since(r.changed) >= d
}

func (r *record) traffic() (t Traffic) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	var bytes float64
	for _, request := range r.requests {
		if request.cached {
			continue
		}
		t.Requests++
		bytes += request.bytes
		t.Addresses = append(t.Addresses, request.address)
		if address, err := url.Parse(request.address); err == nil && !slices.Contains(t.Hosts, address.Host) {
			t.Hosts = append(t.Hosts, address.Host)
		}
	}
	slices.Sort(t.Hosts)
	t.Bytes = int(bytes)
	return t
}

func exceptionText(details *runtime.ExceptionDetails) string {
	if details.Exception != nil && details.Exception.Description != "" {
		return details.Exception.Description
	}
	return details.Text
}
