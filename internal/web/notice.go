package web

import (
	"net/http"
	"net/url"
	"strings"

	"touchstone/internal/people"
)

// What has just been done, as the address of the page after it says it. A link can be made up, so each is one known sentence that opens nothing.
const (
	doneAccount = "account"
	doneClaimed = "account-kept"
	doneLeft    = "left"
	doneJoined  = "joined-" // and the class's id
)

// done adds to a path what its page is to say once.
func done(path, what string) string {
	path, fragment, marked := strings.Cut(path, "#")
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	path += mark + "done=" + what
	if marked {
		path += "#" + fragment
	}
	return path
}

// notice is the sentence for what has just been done, empty for nothing.
func notice(r *http.Request, member *people.Member) string {
	if member == nil || r.Method != http.MethodGet {
		return ""
	}
	what := r.URL.Query().Get("done")
	switch {
	case what == doneLeft:
		return "You have left the class."
	case member.Guest():
		return ""
	case what == doneAccount:
		return "Your account is made."
	case what == doneClaimed:
		return "Your account is made. What you did as a guest is kept in it."
	}
	return ""
}

// withoutNotice is an address without what its page has said.
func withoutNotice(address *url.URL) string {
	query := address.Query()
	if !query.Has("done") {
		return address.RequestURI()
	}
	query.Del("done")
	plain := *address
	plain.RawQuery = query.Encode()
	return plain.RequestURI()
}
