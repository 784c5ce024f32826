package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/klauspost/compress/gzhttp"
)

// requestTimeout is how long a request may take; a database statement gives up before it.
const requestTimeout = 15 * time.Second

// policy allows what comes from this origin and nothing else; no style or script stands inside a page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

// harden sets the headers that every answer carries.
func (s *Server) harden(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// compress packs pages for clients that ask for it. Assets are packed in advance.
func (s *Server) compress(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.RandomJitter(32, 0, false))
	if err != nil {
		panic("web: the options of the compressor contradict each other: " + err.Error())
	}
	return wrap(next)
}

// observe counts and times every request, and writes the slow and the failed ones to the log: route and status, never what was asked for or by whom.
func (s *Server) observe(next http.Handler) http.Handler {
	timed := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := contextWithTimeout(r)
		defer cancel()
		r = r.WithContext(ctx)
		began := time.Now()
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			took := time.Since(began)
			if panicked := recover(); panicked != nil {
				if panicked == http.ErrAbortHandler {
					panic(panicked)
				}
				s.log.ErrorContext(ctx, "panic", "method", r.Method, "route", r.Pattern, "panic", panicked, "stack", stack())
				if recorder.wrote {
					defer panic(http.ErrAbortHandler) // breaks the connection off: half a page must not look like a whole one
				} else {
					s.showError(recorder, r, &visit{}, http.StatusInternalServerError, "")
				}
			}
			s.metrics.request(r.Method, r.Pattern, recorder.status, took)
			if took > time.Second || recorder.status >= 500 {
				s.log.WarnContext(ctx, "request", "method", r.Method, "route", r.Pattern, "status", strconv.Itoa(recorder.status), "ms", took.Milliseconds())
			}
		}()
		next.ServeHTTP(recorder, r)
	})
	return timed
}

// statusRecorder remembers what was answered.
type statusRecorder struct {
	http.ResponseWriter
	status int
	wrote  bool
}

// WriteHeader implements http.ResponseWriter.
func (w *statusRecorder) WriteHeader(status int) {
	if !w.wrote {
		w.status, w.wrote = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *statusRecorder) Write(data []byte) (int, error) {
	w.wrote = true
	return w.ResponseWriter.Write(data)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusRecorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }
