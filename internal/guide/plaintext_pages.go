package guide

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pageLine is a line that holds the number of a page and nothing else.
var pageLine = regexp.MustCompile(`(?i)^(?:page[ \t]+|p\.[ \t]*|[-–—\[][ \t]*)?(\d{1,4})(?:[ \t]*[-–—\]]|[ \t]*(?:of|/)[ \t]*\d{1,4})?$`)

// minPages is the number of pages from which numbers that count upwards are page numbers.
const minPages = 3

// withoutPages takes out what a printed page adds: its number, and the line beside it that comes again on other pages.
// A sentence that went on over the page is whole again.
func withoutPages(lines []line) []line {
	pages := pageNumbers(lines)
	if len(pages) < minPages {
		return lines
	}
	out := map[int]bool{}
	beside := map[string][]int{}
	for _, at := range pages {
		out[at] = true
		for _, step := range []int{-1, 1} {
			next := at + step
			if next >= 0 && next < len(lines) && lines[next].blank() {
				next += step
			}
			if next < 0 || next >= len(lines) || lines[next].blank() || len(lines[next].raw) > 120 {
				continue
			}
			key := strings.TrimFunc(fold(lines[next].raw), func(c rune) bool { return unicode.IsDigit(c) || c == ' ' })
			beside[key] = append(beside[key], next)
		}
	}
	for key, places := range beside {
		if len(places) >= minPages && key != "" {
			for _, at := range places {
				out[at] = true
			}
		}
	}
	kept := make([]line, 0, len(lines))
	cut := false
	for i, l := range lines {
		switch {
		case out[i]:
			cut = true
			continue
		case cut && l.blank():
			continue
		case cut:
			for n := len(kept); n > 0 && kept[n-1].blank(); n = len(kept) {
				kept = kept[:n-1]
			}
			if n := len(kept); n > 0 && (endsStatement(kept[n-1].text) || !startsLower(l.text) || l.bullet != "") {
				kept = append(kept, line{})
			}
			cut = false
		}
		kept = append(kept, l)
	}
	return kept
}

// pageNumbers returns the lines that number pages: the longest row of figures that count upwards one by one.
func pageNumbers(lines []line) []int {
	type page struct{ at, before, length int }
	var pages []page
	newest := map[int]int{} // number -> its page in pages
	best := -1
	for i, l := range lines {
		m := pageLine.FindStringSubmatch(strings.TrimSpace(l.raw))
		if m == nil {
			continue
		}
		number, _ := strconv.Atoi(m[1])
		p := page{at: i, before: -1, length: 1}
		if last, ok := newest[number-1]; ok && i-pages[last].at >= 4 {
			p.before, p.length = last, pages[last].length+1
		}
		pages = append(pages, p)
		newest[number] = len(pages) - 1
		if best < 0 || p.length > pages[best].length {
			best = len(pages) - 1
		}
	}
	var out []int
	for n := best; n >= 0; n = pages[n].before {
		out = append(out, pages[n].at)
	}
	return out
}

// hyphenated finds the words that were cut at a line's end and stand whole elsewhere in the text.
func hyphenated(lines []line) map[string]bool {
	halves := map[string]bool{}
	for i := 0; i+1 < len(lines) && len(halves) < 50_000; i++ {
		if a, b, ok := cutWord(lines[i].text, lines[i+1].text); ok && lines[i+1].bullet == "" {
			halves[strings.ToLower(a+b)] = false
		}
	}
	if len(halves) == 0 {
		return nil
	}
	for _, l := range lines {
		for _, word := range strings.FieldsFunc(l.text, func(c rune) bool { return !unicode.IsLetter(c) }) {
			if whole, known := halves[strings.ToLower(word)]; known && !whole {
				halves[strings.ToLower(word)] = true
			}
		}
	}
	return halves
}

// cutWord returns the halves of a word that a hyphen at a line's end cuts.
func cutWord(above, below string) (first, second string, ok bool) {
	head, hyphen := strings.CutSuffix(above, "-")
	if !hyphen || head == "" || !startsLower(below) {
		return "", "", false
	}
	start := strings.LastIndexFunc(head, func(c rune) bool { return !unicode.IsLetter(c) })
	if start >= 0 {
		_, n := utf8.DecodeRuneInString(head[start:])
		head = head[start+n:]
	}
	end := strings.IndexFunc(below, func(c rune) bool { return !unicode.IsLetter(c) })
	if end >= 0 {
		below = below[:end]
	}
	return head, below, head != "" && below != "" && len(head)+len(below) <= 64
}

// joinLines joins the lines of a paragraph. A hyphen at a line's end goes when the whole word stands elsewhere, and
// stays with the word otherwise; before "and" and "or" it belongs to the first word alone.
func (r *textReader) joinLines(parts []string) string {
	var b []byte
	for i, part := range parts {
		if i > 0 {
			first, second, cut := cutWord(parts[i-1], part)
			switch {
			case !cut || second == "and" || second == "or":
				b = append(b, ' ')
			case r.words[strings.ToLower(first+second)]:
				b = b[:len(b)-1]
			}
		}
		b = append(b, part...)
	}
	return string(b)
}

// codeSign is what a line of code has and a line of prose has not.
var codeSign = regexp.MustCompile(`[{}]|;$|[^=]==?[^=].*\S|=>|->|\(\)|</|/>|::|^\$ |^//|^#!|&&|\w\([^ )]*\)|"\s*:|^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WHERE|GET|POST|PUT|HTTP/|import|func|def|class|return|if|for|curl|git|npm|go|pip|docker|kubectl)\b`)

// codeLines returns how many lines from the current one are code: set off by four columns, and most of them with the
// signs of code.
func (r *textReader) codeLines() int {
	end, all, signs := r.at, 0, 0
	for i := r.at; i < len(r.lines); i++ {
		l := r.lines[i]
		if l.blank() {
			continue
		}
		if l.indent < r.margin+4 {
			break
		}
		end = i + 1
		all++
		if codeSign.MatchString(strings.TrimSpace(l.raw)) {
			signs++
		}
	}
	if signs*2 < all {
		return 0
	}
	return end - r.at
}

// code adds the next n lines as code, without the indentation that they share.
func (r *textReader) code(n int) {
	shared := maxIndent
	for _, l := range r.lines[r.at : r.at+n] {
		if !l.blank() {
			shared = min(shared, l.indent)
		}
	}
	var b strings.Builder
	for _, l := range r.lines[r.at : r.at+n] {
		b.WriteString(strings.TrimRight(dedent(l.raw, shared), " \t") + "\n")
	}
	in := &inline{}
	in.verbatim(b.String())
	parent := -1
	if n := len(r.lists); n > 0 {
		parent = r.lists[n-1].last
	}
	r.w.add(Block{Kind: Code}, in, note{parent: parent})
	r.at += n
}
