package guide

import (
	"net/url"
	"strings"
)

// maxHref is the longest address kept, in bytes; longer ones are data, not addresses.
const maxHref = 2048

// safeHref returns the address of a link when following it cannot run anything: http, https, mailto, a path or a fragment.
// Everything else becomes empty.
func safeHref(raw string) string {
	h := strings.TrimSpace(raw)
	if h == "" || len(h) > maxHref || strings.Contains(h, `\`) {
		return ""
	}
	for _, r := range h {
		if isInvisible(r) {
			return ""
		}
	}
	if strings.HasPrefix(h, "//") {
		h = "https:" + h
	}
	u, err := url.Parse(h)
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https", "mailto", "":
		return h
	}
	return ""
}
