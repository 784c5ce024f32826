package extract

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// numberedHeading reads a heading such as "Backend language #2: PHP" as an example of its class. The heading says so itself, whatever stands under it.
func (r *reader) numberedHeading(block int) {
	u := r.headings[block]
	if u == nil {
		return
	}
	colon := u.find(0, len(u.tokens), ":")
	if colon < 2 || colon+1 >= len(u.tokens) {
		return
	}
	concept, ok := r.tagger.single(u.tokens, colon+1, len(u.tokens))
	if !ok {
		return
	}
	end := colon
	for end > 0 && (u.tokens[end-1].kind != wordToken || strings.Trim(u.tokens[end-1].text, "#0123456789") == "") {
		end--
	}
	if end == colon || end == 0 || end > 3 || !classHeads[u.tokens[end-1].lower] {
		return // without a number it may be any heading with a colon
	}
	class := strings.ToLower(u.render(0, end))
	p := phrase{concept: concept, about: -1, text: u.render(colon+1, len(u.tokens))}
	r.add(u, statement{relation: Example, subject: p, object: class, rule: "numbered heading", status: bank.Stated, spans: []guide.Span{r.doc.Blocks[block].Span}, fill: func(f *Fact) {
		f.Attribute, f.Group = class, "class/heading/"+normalPhrase(class)
		for i := range r.doc.Blocks {
			if passage, ok := r.passages[i]; ok && r.doc.Blocks[i].Heading == block {
				f.Passage, f.Headings = passage.ID, passage.Headings
				break
			}
		}
	}})
}
