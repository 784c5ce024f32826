package web

import (
	"context"
	"net/http"
	"net/url"
	"runtime/debug"
)

func contextWithTimeout(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(r.Context(), requestTimeout)
}

func stack() string { return string(debug.Stack()) }

func escape(path string) string { return url.QueryEscape(path) }
