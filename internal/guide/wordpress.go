package guide

import (
	"encoding/json"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"touchstone/internal/fault"
)

// post is what is read of a post as the REST API of WordPress gives it.
type post struct {
	Slug  string `json:"slug"`
	Title struct {
		Rendered string `json:"rendered"`
	} `json:"title"`
	Content *struct {
		Rendered  string `json:"rendered"`
		Protected bool   `json:"protected"`
	} `json:"content"`
}

// readWordPress reads one post, alone or as the only member of an array.
func readWordPress(src string) (*Document, error) {
	p, err := decodePost(src)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(p.Content.Rendered) == "" {
		if p.Content.Protected {
			return nil, fault.New(fault.Invalid, "This WordPress post is protected by a password and came without its text. Export it without the password.")
		}
		return nil, fault.New(fault.Invalid, "This WordPress post has no text. Choose a post with content.rendered.")
	}
	w := newWriter(WordPress)
	w.doc.Title = plainHTML(p.Title.Rendered)
	if w.doc.Title != "" {
		w.doc.Fields["title"] = w.doc.Title
	}
	if slug := cleanLine(p.Slug); slug != "" {
		w.doc.Fields["slug"] = slug
	}
	(&htmlReader{w: w}).read(withoutShortcodes(p.Content.Rendered))
	return w.finish()
}

func decodePost(src string) (post, error) {
	unknown := fault.New(fault.Invalid, "This JSON is not a WordPress post. A post has title.rendered and content.rendered; save it from /wp-json/wp/v2/posts/<id>.")
	if strings.HasPrefix(strings.TrimLeft(src, " \t\n"), "[") {
		var posts []post
		if err := json.Unmarshal([]byte(src), &posts); err != nil {
			return post{}, jsonFault(err, unknown)
		}
		switch {
		case len(posts) > 1:
			return post{}, fault.New(fault.Invalid, "This file holds %d posts. Save each post in a file of its own.", len(posts))
		case len(posts) == 0 || posts[0].Content == nil:
			return post{}, unknown
		}
		return posts[0], nil
	}
	var p post
	if err := json.Unmarshal([]byte(src), &p); err != nil {
		return post{}, jsonFault(err, unknown)
	}
	if p.Content == nil {
		return post{}, unknown
	}
	return p, nil
}

// jsonFault tells JSON that is broken from JSON that is something else.
func jsonFault(err error, unknown *fault.Error) error {
	if _, broken := err.(*json.SyntaxError); broken {
		return fault.New(fault.Invalid, "This file starts like JSON but cannot be read to its end. Save the WordPress post again, or choose a text file.").Because(err)
	}
	return unknown.Because(err)
}

// plainHTML returns the text of a piece of HTML in one line.
func plainHTML(src string) string {
	in := inline{flat: true}
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return string(in.text)
		case html.TextToken:
			in.add(string(z.Text()), 0, "")
		}
	}
}

var (
	shortcode = regexp.MustCompile(`\[(/?)([a-zA-Z][a-zA-Z0-9_-]{1,60})((?:\s+[^\[\]<>]{0,500})?)\s*/?\]`)
	verbatim  = regexp.MustCompile(`(?is)<(?:pre|code)\b.*?</(?:pre|code)\s*>`)
	// coreShortcodes stand in posts without attributes and without an end.
	coreShortcodes = map[string]bool{"gallery": true, "audio": true, "video": true, "playlist": true, "embed": true, "caption": true, "wp_caption": true,
		"contact-form-7": true, "toc": true, "ez-toc": true, "more": true, "nextpage": true}
)

// withoutShortcodes takes WordPress shortcodes out of a post and keeps what stands between them. Captions stay captions.
// Square brackets that are no shortcodes, and code, stay as they are.
func withoutShortcodes(src string) string {
	if !strings.Contains(src, "[") {
		return src
	}
	closed := map[string]bool{}
	for _, m := range shortcode.FindAllStringSubmatch(src, -1) {
		if m[1] == "/" {
			closed[strings.ToLower(m[2])] = true
		}
	}
	var b strings.Builder
	at := 0
	for _, code := range verbatim.FindAllStringIndex(src, -1) {
		b.WriteString(stripShortcodes(src[at:code[0]], closed))
		b.WriteString(src[code[0]:code[1]])
		at = code[1]
	}
	b.WriteString(stripShortcodes(src[at:], closed))
	return b.String()
}

func stripShortcodes(src string, closed map[string]bool) string {
	return shortcode.ReplaceAllStringFunc(src, func(s string) string {
		m := shortcode.FindStringSubmatch(s)
		name := strings.ToLower(m[2])
		if !closed[name] && !coreShortcodes[name] && !strings.Contains(m[3], "=") {
			return s
		}
		switch {
		case name != "caption" && name != "wp_caption":
			return " "
		case m[1] == "/":
			return "</figcaption>"
		default:
			return "<figcaption>"
		}
	})
}
