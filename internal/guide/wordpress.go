package guide

import (
	"encoding/json"
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

// readWordPress reads one post or an array of them. In an array every post stands under a heading of its own.
func readWordPress(src string) (*Document, error) {
	posts, err := decodePosts(src)
	if err != nil {
		return nil, err
	}
	w := newWriter(WordPress)
	if len(posts) == 1 {
		w.doc.Title = posts[0].title()
		if w.doc.Title != "" {
			w.doc.Fields["title"] = w.doc.Title
		}
		if slug := cleanLine(posts[0].Slug); slug != "" {
			w.doc.Fields["slug"] = slug
		}
	}
	for _, p := range posts {
		if strings.TrimSpace(p.Content.Rendered) == "" || w.full() {
			continue
		}
		if len(posts) > 1 {
			in := &inline{flat: true}
			in.add(p.title(), 0, "")
			if in.empty() {
				in.add(strings.ReplaceAll(p.Slug, "-", " "), 0, "")
			}
			w.add(Block{Kind: Heading, Level: 1}, in, note{parent: -1})
		}
		(&htmlReader{w: w}).read(p.body())
	}
	if len(w.doc.Blocks) == 0 {
		if posts[0].Content.Protected {
			return nil, fault.New(fault.Invalid, "This WordPress post is protected by a password and came without its text. Export it without the password.")
		}
		return nil, fault.New(fault.Invalid, "This WordPress post has no text. Choose a post with content.rendered.")
	}
	return w.finish()
}

// title returns a post's title in one line. Some exports escape its characters twice.
func (p post) title() string {
	title := plainHTML(p.Title.Rendered)
	if strings.Contains(title, "&#") || strings.Contains(title, "&amp;") {
		title = cleanLine(html.UnescapeString(title))
	}
	return title
}

// body returns a post's HTML without shortcodes. Posts of page builders come without paragraphs: blank lines separate
// them then.
func (p post) body() string {
	src := withoutShortcodes(p.Content.Rendered)
	if strings.Contains(p.Content.Rendered, "<p") || !strings.Contains(src, "\n\n") {
		return src
	}
	var b strings.Builder
	at := 0
	for _, code := range append(verbatim.FindAllStringIndex(src, -1), []int{len(src), len(src)}) {
		b.WriteString(strings.ReplaceAll(src[at:code[0]], "\n\n", "\n<p>"))
		b.WriteString(src[code[0]:code[1]])
		at = code[1]
	}
	return b.String()
}

func decodePosts(src string) ([]post, error) {
	unknown := fault.New(fault.Invalid, "This JSON is not a WordPress post. A post has title.rendered and content.rendered; save it from /wp-json/wp/v2/posts/<id>.")
	posts := []post{{}}
	var err error
	if strings.HasPrefix(strings.TrimLeft(src, " \t\n"), "[") {
		err = json.Unmarshal([]byte(src), &posts)
	} else {
		err = json.Unmarshal([]byte(src), &posts[0])
	}
	if err != nil {
		return nil, jsonFault(err, unknown)
	}
	for _, p := range posts {
		if p.Content == nil {
			return nil, unknown
		}
	}
	if len(posts) == 0 {
		return nil, unknown
	}
	return posts, nil
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
