package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"sync"

	"github.com/a-h/templ"

	"touchstone/views"
)

// buffers hold whole pages before their first byte leaves, so that a page that fails half-way is an error page and not half a page.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// show answers with a page.
func (s *Server) show(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	buffer.Reset()
	if err := page.Render(r.Context(), buffer); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if w.Header().Get("Cache-Control") == "" {
		w.Header().Set("Cache-Control", "no-cache")
	}
	w.Header().Add("Vary", "Cookie")                             // beside what the compressor has put there
	w.Header().Set("Content-Length", strconv.Itoa(buffer.Len())) // the compressor takes it away where it packs the page
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(buffer.Bytes()) // the client may have gone
	}
	return nil
}

// chrome is what all pages share.
func (s *Server) chrome(r *http.Request, v *visit) views.Page {
	p := views.Page{Now: s.store.Now(), Path: shownPath(r), Titles: s.guides.titles, Demo: len(s.signIns) > 0}
	if v != nil {
		p.Viewer = v.member
		p.Sample = v.member != nil && v.member.Sample
		p.MayClear = mayClear(v.member)
		p.Notice = notice(r, v.member)
	}
	return p
}

// shownPath is the address that the visitor's browser shows: of a form, the page that it was sent from, because nobody can go back to a form's own address.
func shownPath(r *http.Request) string {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return localPath(withoutNotice(r.URL), "/")
	}
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return "/"
	}
	return localPath(withoutNotice(from), "/")
}

// showError answers with an error's page.
func (s *Server) showError(w http.ResponseWriter, r *http.Request, v *visit, status int, message string) {
	s.showErrorPage(w, r, views.Error{Page: s.chrome(r, v), Status: status, Message: message})
}

// showErrorPage answers with an error's page. It must not fail: what it needs is at hand since the start.
func (s *Server) showErrorPage(w http.ResponseWriter, r *http.Request, page views.Error) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Del("Content-Disposition") // a file that was begun is no file any more
	if err := s.show(w, r, page.Status, page.View()); err != nil {
		s.log.ErrorContext(r.Context(), "the error page failed", "error", err)
		plain(w, page.Status, strconv.Itoa(page.Status)+" "+http.StatusText(page.Status)+"\n")
	}
}
