package guide

import (
	"regexp"
	"strings"
)

// furniture maps whole lines, folded, to what they are. Only lines that no teaching text has as a block of its own.
var furniture = furnitureLines(map[string][]string{
	NoiseContents: {"table of contents", "contents", "toc", "on this page", "in this article", "in this post", "in this guide", "in this tutorial",
		"jump to section", "jump to", "page contents", "article contents", "quick navigation", "what you will find here", "whats inside"},
	NoiseComments: {"leave a comment", "leave a reply", "leave a comment cancel reply", "leave a reply cancel reply", "post a comment", "add a comment",
		"write a comment", "cancel reply", "post comment", "submit comment", "comments", "no comments", "no comments yet", "comments are closed",
		"be the first to comment", "log in to reply", "log in to comment", "login to reply", "reply", "join the discussion", "join the conversation",
		"recent comments", "load comments", "show comments", "view comments", "your email address will not be published required fields are marked",
		"your email address will not be published", "required fields are marked", "discussion closed"},
	NoiseFurniture: {"scroll to top", "back to top", "go to top", "return to top", "top", "to top", "skip to content", "skip to main content", "skip navigation",
		"share", "share this", "share this article", "share this post", "share this page", "share on facebook", "share on twitter", "share on x",
		"share on linkedin", "share via email", "tweet", "tweet this", "pin it", "copy link", "link copied", "email this", "print", "print this page",
		"read more", "continue reading", "learn more", "show more", "see more", "load more", "view all", "see all", "read the full article", "expand all",
		"subscribe", "subscribe now", "subscribe to our newsletter", "sign up for our newsletter", "join our newsletter", "newsletter", "get updates",
		"follow us", "follow me", "follow us on", "connect with us", "stay connected", "stay in touch", "search", "search for", "log in", "login", "sign in",
		"sign up", "register", "my account", "toggle navigation", "toggle menu", "open menu", "close menu", "menu", "main menu", "navigation", "close",
		"accept all cookies", "accept cookies", "cookie settings", "cookie policy", "manage cookies", "privacy policy", "terms of service", "terms of use",
		"terms and conditions", "all rights reserved", "was this helpful", "was this page helpful", "was this article helpful", "rate this article",
		"edit this page", "improve this page", "report an issue", "download pdf", "download as pdf", "view source", "bookmark this page", "save for later"},
	NoiseRelated: {"related posts", "related articles", "related", "related content", "related reading", "related topics", "related guides", "related pages",
		"you may also like", "you might also like", "you may also be interested in", "recommended for you", "recommended reading", "recommended articles",
		"more from this author", "more articles", "more posts", "more like this", "popular posts", "recent posts", "latest posts", "latest articles",
		"trending", "trending now", "keep reading", "read next", "up next", "previous", "next", "previous post", "next post", "previous article",
		"next article", "older posts", "newer posts", "people also ask", "people also search for", "people also search", "categories", "tags",
		"archives", "see also", "filed under"},
	NoiseAdvert: {"advertisement", "advertisements", "advertising", "sponsored", "sponsored content", "sponsored post", "promoted", "ad", "ads",
		"special offer", "limited time offer", "enroll now", "enrol now", "buy now", "get started", "get started now", "start free trial",
		"start your free trial", "book a demo", "request a demo", "book a call", "contact us", "get a quote", "get a free quote", "hire us",
		"download now", "claim your discount", "shop now", "start learning", "start learning now", "apply now", "register now"},
	NoiseByline: {"about the author", "about the authors", "author", "written by", "author bio", "meet the author"},
})

func furnitureLines(byReason map[string][]string) map[string]string {
	lines := map[string]string{}
	for reason, list := range byReason {
		for _, line := range list {
			lines[line] = reason
		}
	}
	return lines
}

// furniturePatterns match whole folded lines with a part that varies.
var furniturePatterns = []struct {
	pattern *regexp.Regexp
	reason  string
	site    bool // holds for whole statements as well
}{
	{regexp.MustCompile(`^(?:\d+|one|two|three) (?:thoughts?|comments?|responses?|repl(?:y|ies)) (?:on|to) .{1,200}$`), NoiseComments, false},
	{regexp.MustCompile(`^(?:\d+ )?(?:comments?|responses?|repl(?:y|ies))(?: \d+)?$`), NoiseComments, false},
	{regexp.MustCompile(`^(?:pingback|trackback)s? .{1,200}$`), NoiseComments, false},
	{regexp.MustCompile(`^(?:leave|post|write|add) (?:a|your) (?:comment|reply)\b.{0,60}$`), NoiseComments, false},
	{regexp.MustCompile(`^your email address will not be published\b`), NoiseComments, false},
	{regexp.MustCompile(`^save my name email\b.{0,120}$`), NoiseComments, false},
	{regexp.MustCompile(`^this site uses akismet\b`), NoiseComments, false},
	{regexp.MustCompile(`\blearners? also (?:search|view|enroll|enrol|bought|like)`), NoiseRelated, true},
	{regexp.MustCompile(`^(?:people|readers|users|customers|students|others) also (?:search|view|ask|read|like|buy|bought|asked|viewed)`), NoiseRelated, false},
	{regexp.MustCompile(`^(?:next|previous) (?:post|article|chapter|page|lesson|tutorial)\b.{0,120}$`), NoiseRelated, false},
	{regexp.MustCompile(`^(?:read|see|check|explore|discover|find|view|browse|click|learn|get|download) .{0,90} here$`), NoiseRelated, false},
	{regexp.MustCompile(`^(?:read|see) (?:also|more|next)\b.{1,120}$`), NoiseRelated, false},
	{regexp.MustCompile(`^click here\b.{0,80}$`), NoiseRelated, false},
	{regexp.MustCompile(`^(?:copyright|c) (?:\d{4}|by)\b.{0,120}$`), NoiseFurniture, true},
	{regexp.MustCompile(`\ball rights reserved$`), NoiseFurniture, true},
	{regexp.MustCompile(`^(?:share|follow|like|find) (?:this|us|me|it) (?:post |article |page )?on\b.{0,60}$`), NoiseFurniture, false},
	{regexp.MustCompile(`^(?:this|our) (?:site|website) uses cookies\b`), NoiseFurniture, true},
	{regexp.MustCompile(`^we use cookies\b`), NoiseFurniture, true},
	{regexp.MustCompile(`^(?:subscribe|sign up) (?:to|for) (?:our|my|the) (?:weekly |monthly |free )?(?:newsletter|mailing list|blog|channel)\b`), NoiseFurniture, true},
	{regexp.MustCompile(`^powered by\b.{1,60}$`), NoiseFurniture, false},
	{regexp.MustCompile(`^page \d+ of \d+$`), NoiseFurniture, false},
	{regexp.MustCompile(`^skip to (?:the )?(?:main )?(?:content|navigation)$`), NoiseFurniture, false},
}

var (
	filedUnder  = regexp.MustCompile(`(?i)^(?:tagged|tags?|filed under|categories|category|posted in) ?:.{1,160}$`)
	crumbs      = regexp.MustCompile(`^[^|»›>/]{1,30}(?:\s*[|»›>]\s*[^|»›>]{1,60}){2,}$`)
	footnote    = regexp.MustCompile(`^(?:\[\d{1,3}\]|\^|↑)\s*\S`)
	loneAddress = regexp.MustCompile(`^(?:\[?\d{1,3}[\].)]\s*)?(?:https?://|www\.)\S+$`)
	bylines     = regexp.MustCompile(`^(?i:(?:written |posted |published |reviewed |edited |updated )?by) +(?:\p{Lu}[\p{L}.'’-]*)(?: +(?:and|&|de|van|von|\p{Lu}[\p{L}.'’-]*)){0,4}(?:[,|•·–-].{0,60})?$`)
	dateLine    = regexp.MustCompile(`(?i)^(?:(?:last +)?(?:updated|modified|published|posted|reviewed|created)(?: +on)?:? *|date:? *)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? +\d{1,2}(?:st|nd|rd|th)?,? +\d{4}|\d{1,2}(?:st|nd|rd|th)?\.? +(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? +\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:\b.{0,60})?$`)
	readTime    = regexp.MustCompile(`(?i)^(?:.{0,40}\b)?\d{1,3} ?(?:-| )?min(?:ute)?s?\.? (?:read|reading time)$|^(?:estimated )?reading time:? ?\d+`)
	authorLine  = regexp.MustCompile(`(?i)^(?:author|editor|reviewer|publisher)s?: ?\p{L}[^.]{0,60}$`)
)

// isByline says that a line names an author or a date and nothing else.
func isByline(s string) bool {
	if len(s) > 140 {
		return false
	}
	return bylines.MatchString(s) || dateLine.MatchString(s) || readTime.MatchString(s) || authorLine.MatchString(s)
}

// lineReason returns why a line is furniture of a site, empty if it is not.
func lineReason(text, folded string) string {
	if folded == "" || len(text) > 240 {
		return ""
	}
	if reason := furniture[folded]; reason != "" {
		return reason
	}
	// A whole statement is about these words and no furniture, unless it speaks of the site itself.
	statement := strings.HasSuffix(text, ".") && strings.Count(folded, " ") >= 5
	for _, p := range furniturePatterns {
		if p.pattern.MatchString(folded) && (!statement || p.site || p.reason == NoiseComments) {
			return p.reason
		}
	}
	if filedUnder.MatchString(text) && !statement {
		return NoiseRelated
	}
	if crumbs.MatchString(text) && !strings.ContainsAny(text, ".;:") {
		return NoiseMenu
	}
	return ""
}

// sourceHeadings are headings over lists of sources, folded.
var sourceHeadings = map[string]bool{"sources": true, "references": true, "bibliography": true, "further reading": true, "footnotes": true,
	"notes and references": true, "external links": true, "links": true, "resources": true, "works cited": true, "citations": true, "see also": true}

// usualSubheadings are subheadings that honest texts repeat in every section, folded.
var usualSubheadings = map[string]bool{"example": true, "examples": true, "advantages": true, "disadvantages": true, "pros": true, "cons": true,
	"benefits": true, "drawbacks": true, "limits": true, "limitations": true, "strengths": true, "weaknesses": true, "definition": true,
	"description": true, "overview": true, "summary": true, "use cases": true, "when to use it": true, "when not to use it": true, "when to use": true,
	"how it works": true, "syntax": true, "usage": true, "features": true, "key features": true, "key points": true, "steps": true, "notes": true,
	"exercise": true, "exercises": true, "solution": true, "parameters": true, "common mistakes": true, "best practices": true, "characteristics": true,
	"properties": true, "purpose": true, "requirements": true, "costs": true, "in practice": true, "key takeaways": true, "conclusion": true}
