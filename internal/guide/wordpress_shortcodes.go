package guide

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

var (
	shortcode = regexp.MustCompile(`\[(/?)([a-zA-Z][a-zA-Z0-9_-]{1,60})((?:\s+[^\[\]<>]*)?)\s*/?\]`)
	verbatim  = regexp.MustCompile(`(?is)<(?:pre|code)\b.*?</(?:pre|code)\s*>`)
	// shortcodeText is the attribute of a shortcode that readers see. WordPress turns its quotes into typographic ones.
	shortcodeText = regexp.MustCompile(`(?i)\b(?:text|title|heading)=(?:"|&quot;|&#8220;|&#8221;|&#8243;|”|“|″)(.*?)(?:"|&quot;|&#8221;|&#8243;|”|″)`)
	// coreShortcodes stand in posts without attributes and without an end.
	coreShortcodes = map[string]bool{"gallery": true, "audio": true, "video": true, "playlist": true, "embed": true, "caption": true, "wp_caption": true,
		"contact-form-7": true, "toc": true, "ez-toc": true, "more": true, "nextpage": true}
	// codeShortcodes hold code.
	codeShortcodes = map[string]bool{"code": true, "sourcecode": true, "highlight": true, "php": true, "js": true, "javascript": true, "css": true,
		"xml": true, "sql": true, "bash": true, "python": true, "java": true, "crayon": true}
	// titledShortcodes show their title to readers: headings of page builders, sections of accordions and tabs.
	titledShortcodes = map[string]string{"vc_custom_heading": "h2", "vc_tta_section": "p", "vc_toggle": "p", "vc_tab": "p", "et_pb_toggle": "p",
		"et_pb_blurb": "p", "et_pb_tab": "p", "accordion": "p", "accordion-item": "p", "toggle": "p", "tab": "p", "spoiler": "p", "su_spoiler": "p",
		"su_tab": "p", "ultimate_heading": "h2"}
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
		case codeShortcodes[name] && closed[name]:
			if m[1] == "/" {
				return "</pre>"
			}
			return "<pre>"
		case titledShortcodes[name] != "":
			title := firstOf(shortcodeText.FindStringSubmatch(m[3]))
			if m[1] == "/" || title == "" {
				return " "
			}
			tag := titledShortcodes[name]
			return "<" + tag + ">" + html.EscapeString(html.UnescapeString(title)) + "</" + tag + ">"
		case name != "caption" && name != "wp_caption":
			return " "
		case m[1] == "/":
			return "</figcaption>"
		default:
			return "<figcaption>"
		}
	})
}
