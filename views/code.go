package views

import (
	"regexp"
	"strings"
)

var (
	requestLine = regexp.MustCompile(`^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT) (/|https?:|\*)`)
	queryWord   = regexp.MustCompile(`(?i)^\s*(SELECT|INSERT|UPDATE|DELETE FROM|CREATE|ALTER|WITH|BEGIN|EXPLAIN)\b`)
)

// pane is one piece of code with its name.
type pane struct {
	name string
	// first is the start line of an HTTP message, shown bold; empty for other code.
	first, rest string
}

// panes cuts an HTTP exchange into request and response; other code is one pane.
func panes(code string) []pane {
	code = strings.Trim(code, "\n")
	if requestLine.MatchString(code) {
		if i := strings.Index(code, "\n\nHTTP/"); i > 0 {
			return []pane{message("Request", code[:i]), message("Response", strings.TrimLeft(code[i:], "\n"))}
		}
		return []pane{message("Request", code)}
	}
	if strings.HasPrefix(code, "HTTP/") {
		return []pane{message("Response", code)}
	}
	if queryWord.MatchString(code) {
		return []pane{{name: "SQL", rest: code}}
	}
	return []pane{{name: "Code", rest: code}}
}

func message(name, code string) pane {
	first, rest, more := strings.Cut(code, "\n")
	if more {
		rest = "\n" + rest
	}
	return pane{name: name, first: first, rest: rest}
}
