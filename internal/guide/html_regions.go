package guide

import "strings"

// regionTags are the elements whose content is no material, wherever they stand.
var regionTags = map[string]string{"nav": NoiseMenu, "form": NoiseFurniture, "button": NoiseFurniture, "dialog": NoiseFurniture,
	"figcaption": NoiseCaption, "menu": NoiseMenu}

// regionWords are the words of class names, ids and roles that name a region of a page which is no material. A word
// counts as a whole: "ad" is not in "address" or "heading".
var regionWords = map[string]string{
	"nav": NoiseMenu, "navbar": NoiseMenu, "navigation": NoiseMenu, "menu": NoiseMenu, "breadcrumb": NoiseMenu, "breadcrumbs": NoiseMenu,
	"pagination": NoiseMenu, "pager": NoiseMenu,
	"toc": NoiseContents, "tableofcontents": NoiseContents,
	"comments": NoiseComments, "commentlist": NoiseComments, "respond": NoiseComments, "disqus": NoiseComments, "pingback": NoiseComments,
	"share": NoiseFurniture, "sharing": NoiseFurniture, "sharedaddy": NoiseFurniture, "social": NoiseFurniture, "newsletter": NoiseFurniture,
	"subscribe": NoiseFurniture, "cookie": NoiseFurniture, "cookies": NoiseFurniture, "popup": NoiseFurniture, "gdpr": NoiseFurniture, "onetrust": NoiseFurniture, "paywall": NoiseFurniture,
	"related": NoiseRelated, "recommended": NoiseRelated, "tagcloud": NoiseRelated,
	"ad": NoiseAdvert, "ads": NoiseAdvert, "advert": NoiseAdvert, "adverts": NoiseAdvert, "advertisement": NoiseAdvert, "adsbygoogle": NoiseAdvert,
	"sponsor": NoiseAdvert, "sponsored": NoiseAdvert, "promo": NoiseAdvert, "promotion": NoiseAdvert, "cta": NoiseAdvert,
	"byline": NoiseByline, "dateline": NoiseByline,
	"sidebar": NoiseFooter, "colophon": NoiseFooter, "contentinfo": NoiseFooter, "complementary": NoiseFooter,
	"footnotes": NoiseReference,
}

// regionRoles are the roles of a region that is no material.
var regionRoles = map[string]string{"banner": NoiseFooter, "search": NoiseFurniture, "dialog": NoiseFurniture, "alertdialog": NoiseFurniture,
	"doc-endnotes": NoiseReference, "doc-bibliography": NoiseReference, "doc-toc": NoiseContents, "menubar": NoiseMenu, "toolbar": NoiseFurniture}

// regionNames are whole class names and ids for which single words would say too much.
var regionNames = map[string]string{"table-of-contents": NoiseContents, "wp-caption-text": NoiseCaption, "wp-element-caption": NoiseCaption,
	"entry-meta": NoiseByline, "post-meta": NoiseByline, "author-bio": NoiseByline, "author-box": NoiseByline, "post-author": NoiseByline,
	"posted-on": NoiseByline, "entry-footer": NoiseFooter, "site-footer": NoiseFooter, "site-header": NoiseFooter, "page-footer": NoiseFooter,
	"comment-form": NoiseComments, "comment-list": NoiseComments, "screen-reader-text": NoiseHidden, "sr-only": NoiseHidden,
	"cookie-banner": NoiseFurniture, "cookie-consent": NoiseFurniture, "consent-banner": NoiseFurniture, "cc-window": NoiseFurniture,
	"related-posts": NoiseRelated, "post-navigation": NoiseMenu, "nav-links": NoiseMenu, "catlinks": NoiseRelated, "navbox": NoiseMenu, "reflist": NoiseReference,
	"hatnote": NoiseRelated, "visually-hidden": NoiseHidden, "back-to-top": NoiseFurniture, "skip-link": NoiseFurniture}

// regionNoise tells whether an element opens a region that is no material, from its tag, class, id, role and visibility.
func regionNoise(tag string, attributes map[string]string, main bool) string {
	if reason := regionTags[tag]; reason != "" {
		return reason
	}
	if (tag == "header" || tag == "footer" || tag == "aside") && !main {
		return NoiseFooter
	}
	if isHidden(attributes) {
		return NoiseHidden
	}
	if tag == "body" || tag == "html" || tag == "main" || tag == "article" {
		return ""
	}
	if reason := regionRoles[strings.ToLower(attributes["role"])]; reason != "" && !(main && attributes["role"] == "banner") {
		return reason
	}
	for _, key := range []string{"role", "id", "class"} {
		for _, name := range strings.Fields(strings.ToLower(attributes[key])) {
			if reason := regionNames[name]; reason != "" {
				return reason
			}
			// Headings carry ids made of their text, and a heading about cookies is material.
			if isHeadingTag(tag) || key != "role" && tag != "div" && tag != "ul" && tag != "ol" && tag != "section" && tag != "aside" && tag != "p" && tag != "span" && tag != "footer" && tag != "header" {
				continue
			}
			for _, word := range strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == '_' }) {
				if reason := regionWords[word]; reason != "" && !(key == "id" && tag == "section") {
					return reason
				}
			}
		}
	}
	return ""
}

func isHeadingTag(tag string) bool {
	return len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6'
}
