package web

import (
	"net/http"

	"touchstone/internal/fault"
)

// sameOrigin refuses forms that another site sends in a visitor's name. Browsers say where a request comes from; what says nothing is no browser and has no
// visitor's cookie. The public address is trusted by name, because a proxy may hide it.
func (s *Server) sameOrigin(inner http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	if err := protection.AddTrustedOrigin(s.public.Scheme + "://" + s.public.Host); err != nil {
		panic("web: the public address was checked before: " + err.Error())
	}
	protection.SetDenyHandler(s.page(func(http.ResponseWriter, *http.Request, *visit) error {
		return fault.New(fault.Forbidden, "This was sent from another site, so it was not carried out. Open the page here and use its own form.")
	}))
	return protection.Handler(inner)
}

// refusals turns into pages what the map of the site itself refuses: an address that is none, and a method that an address does not take.
func (s *Server) refusals(site *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, pattern := site.Handler(r)
		if pattern != "" {
			site.ServeHTTP(w, r)
			return
		}
		said := &refusal{header: http.Header{}}
		answer.ServeHTTP(said, r)
		if said.status != http.StatusNotFound && said.status != http.StatusMethodNotAllowed {
			answer.ServeHTTP(w, r) // leads from an address with superfluous slashes or dots to the same without
			return
		}
		if allow := said.header.Get("Allow"); allow != "" {
			w.Header().Set("Allow", allow)
		}
		s.page(func(w http.ResponseWriter, r *http.Request, v *visit) error {
			s.showError(w, r, v, said.status, "")
			return nil
		}).ServeHTTP(w, r)
	})
}

// refusal takes an answer that nobody reads, for its status and headers.
type refusal struct {
	header http.Header
	status int
}

// Header implements http.ResponseWriter.
func (r *refusal) Header() http.Header { return r.header }

// Write implements http.ResponseWriter.
func (r *refusal) Write(text []byte) (int, error) { return len(text), nil }

// WriteHeader implements http.ResponseWriter.
func (r *refusal) WriteHeader(status int) { r.status = status }
