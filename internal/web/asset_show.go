package web

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"touchstone/static"
)

// documentHeaders protect what a browser shows as a page.
var documentHeaders = []string{"Content-Security-Policy", "X-Frame-Options", "Cross-Origin-Opener-Policy", "Referrer-Policy"}

// assetShow serves what browsers load beside the pages. The address holds a checksum, so it may be kept for ever.
func (s *Server) assetShow(w http.ResponseWriter, r *http.Request) {
	data, gzipped, contentType, ok := static.Asset(r.URL.Path)
	if !ok {
		s.showError(w, r, &visit{}, http.StatusNotFound, "")
		return
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	for _, header := range documentHeaders { // they say nothing about what is no page, and every asset of a page would carry them
		if !strings.HasPrefix(contentType, "image/svg") { // which can be opened as a page of its own
			h.Del(header)
		}
	}
	h.Del("Permissions-Policy")
	if gzipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		data = gzipped
	}
	h.Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method != http.MethodHead {
		_, _ = bytes.NewReader(data).WriteTo(w) // the client may have gone
	}
}

// faviconShow leads browsers that ask for the old name to the real one.
func (s *Server) faviconShow(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, static.URL("favicon.svg"), http.StatusMovedPermanently)
}

// robotsShow keeps people's pages out of search engines; guides and topics may be found.
func (s *Server) robotsShow(w http.ResponseWriter, _ *http.Request) {
	plain(w, http.StatusOK, "User-agent: *\nDisallow: /attempts\nDisallow: /me\nDisallow: /session\nDisallow: /account\nDisallow: /cohorts\nDisallow: /screenings\nDisallow: /invitations\nDisallow: /join\nDisallow: /setup\n")
}
