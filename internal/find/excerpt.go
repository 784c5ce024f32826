package find

import (
	"strings"
	"unicode/utf8"
)

// Piece is a part of an excerpt; Found marks what was looked for.
type Piece struct {
	Text  string
	Found bool
}

// excerptLength is how many bytes an excerpt may have, about three lines on a phone.
const excerptLength = 240

// Excerpt returns the sentences, rows or lines of a passage that hold most of what was looked for, with the found words marked.
func (x *Index) Excerpt(q *Query, text string) []Piece {
	words := x.marked(q, text)
	spans := sentences(text)
	if len(spans) == 0 {
		return nil
	}
	best, most := 0, -1.0
	for i, span := range spans {
		sum := 0.0
		said := map[int32]bool{}
		for _, w := range words {
			if w.start >= span.Start && w.end <= span.End && !said[w.stem] {
				said[w.stem] = true
				sum += w.worth
			}
		}
		if sum > most {
			best, most = i, sum
		}
	}
	start, end := spans[best].Start, spans[best].End
	for next := best + 1; next < len(spans) && spans[next].End-start <= excerptLength; next++ {
		end = spans[next].End
	}
	before, after := start > spans[0].Start, end < spans[len(spans)-1].End
	if end-start > excerptLength {
		start, end, before, after = x.window(text, words, start, end, before, after)
	}
	var pieces []Piece
	put := func(text string, found bool) {
		if text != "" {
			pieces = append(pieces, Piece{strings.ReplaceAll(text, "\n", " / "), found})
		}
	}
	if before {
		put("… ", false)
	}
	at := start
	for _, w := range words {
		if w.start < at || w.end > end {
			continue
		}
		put(text[at:w.start], false)
		put(text[w.start:w.end], true)
		at = w.end
	}
	put(text[at:end], false)
	if after {
		put(" …", false)
	}
	return pieces
}

// window cuts a long sentence around the first word that was found in it.
func (x *Index) window(text string, words []markedWord, start, end int, before, after bool) (from, to int, cutBefore, cutAfter bool) {
	first := start
	for _, w := range words {
		if w.start >= start && w.end <= end {
			first = w.start
			break
		}
	}
	from = start
	if first > start+excerptLength/2 {
		from = first - excerptLength/4
		for from < first && text[from-1] != ' ' {
			from++
		}
		before = true
	}
	to = min(end, from+excerptLength)
	if to < end {
		for to > first && text[to] != ' ' {
			to--
		}
		if to <= first { // no space at all
			to = min(end, from+excerptLength)
			for !utf8.RuneStart(text[to]) {
				to--
			}
		}
		after = true
	}
	return from, to, before, after
}

type markedWord struct {
	start, end int
	worth      float64
	stem       int32
}

// marked finds what was looked for in a text, from left to right and without overlap.
func (x *Index) marked(q *Query, text string) []markedWord {
	words := read(text)
	stems := make([]int32, len(words))
	for i, w := range words {
		number, known := x.stems[stem(w.text)]
		if !known {
			number = -1
		}
		stems[i] = number
	}
	var found []markedWord
	for i, w := range words {
		worth, end := 0.0, w.end
		for u := range q.units {
			for k := range q.units[u].ways {
				way := &q.units[u].ways[k]
				if to, ok := stands(words[i:], stems[i:], way.stems); ok {
					worth, end = max(worth, q.units[u].weight*way.weight*max(1, way.rarity)), max(end, to)
				}
			}
		}
		if worth == 0 {
			continue
		}
		if n := len(found); n > 0 && w.start < found[n-1].end {
			found[n-1].end = max(found[n-1].end, end)
			found[n-1].worth += worth
			continue
		}
		found = append(found, markedWord{w.start, end, worth, stems[i]})
	}
	return found
}

// stands reports whether a phrase stands at the beginning of words, and where it ends.
func stands(words []word, stems, phrase []int32) (end int, ok bool) {
	at := 0
	for i, s := range phrase {
		for i > 0 && at < len(words) && words[at].whole {
			at++
		}
		if at >= len(words) || stems[at] != s {
			return 0, false
		}
		end = words[at].end
		at++
	}
	return end, len(phrase) > 0
}
