package extract

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// grid is a table with a header row, its cells cut into units.
type grid struct {
	header []*unit
	rows   [][]*unit
	// spans of the header row and of each row
	headerSpan guide.Span
	rowSpans   []guide.Span
}

var propertyHeads = words(`property aspect feature criterion characteristic attribute dimension question topic trait point category concern area`)

var meaningHeads = words(`meaning definition description explanation`)

// table reads a table whose first column, or whose header, names the subjects.
func (r *reader) table(block int) {
	g, ok := r.grid(block)
	if !ok {
		return
	}
	group := "table/" + r.passages[block].ID
	if r.transposed(g) {
		for _, row := range range2(g) {
			attribute := r.plainText(g.rows[row][0])
			for col := 1; col < len(g.rows[row]); col++ {
				p, ok := r.cellSubject(g.header[col], nil)
				if ok {
					r.cell(g.rows[row][col], p, attribute, group, []guide.Span{g.headerSpan, g.rowSpans[row]}, block)
				}
			}
		}
		return
	}
	for _, row := range range2(g) {
		p, first, ok := r.rowSubject(g, row)
		if !ok {
			continue
		}
		for col := first; col < len(g.rows[row]); col++ {
			r.cell(g.rows[row][col], p, r.plainText(g.header[col]), group, []guide.Span{g.headerSpan, g.rowSpans[row]}, block)
		}
		if len(g.rows[row]) > 0 && len(g.rows[row][0].sentences) > 0 {
			r.expansions(g.rows[row][0], &g.rows[row][0].sentences[0])
		}
	}
}

func range2(g *grid) []int {
	list := make([]int, len(g.rows))
	for i := range list {
		list[i] = i
	}
	return list
}

func (r *reader) grid(block int) (*grid, bool) {
	b := &r.doc.Blocks[block]
	g := &grid{}
	for _, row := range b.Rows {
		var cells []*unit
		for _, c := range row.Cells {
			cells = append(cells, r.newUnit(block, c.Span, c.Runs))
		}
		if len(cells) == 0 {
			continue
		}
		span := guide.Span{Start: row.Cells[0].Start, End: row.Cells[len(row.Cells)-1].End}
		if g.header == nil {
			if !row.Header {
				return nil, false
			}
			g.header, g.headerSpan = cells, span
			continue
		}
		if len(cells) == len(g.header) {
			g.rows = append(g.rows, cells)
			g.rowSpans = append(g.rowSpans, span)
		}
	}
	return g, len(g.header) >= 2 && len(g.rows) >= 2
}

// transposed reports whether the header names the subjects and the first column the properties.
func (r *reader) transposed(g *grid) bool {
	across, down := 0, 0
	for _, h := range g.header[1:] {
		if _, ok := r.tagger.single(h.tokens, 0, len(h.tokens)); ok {
			across++
		}
	}
	for _, row := range g.rows {
		if p, ok := r.cellSubject(row[0], g.header[0]); ok && p.concept >= 0 {
			down++
		}
	}
	if down*2 >= len(g.rows) {
		return false
	}
	h := g.header[0]
	named := len(h.tokens) == 0 || len(h.tokens) == 1 && propertyHeads[h.tokens[0].lower]
	return across == len(g.header)-1 && (named || len(g.header) > 2) || named && len(g.header) > 2
}

// rowSubject reads the first cell, or the first two together ("404", "Not Found"), as a concept; first is the first column with a value.
func (r *reader) rowSubject(g *grid, row int) (p phrase, first int, ok bool) {
	cells := g.rows[row]
	if len(cells) > 2 {
		joined := r.plainText(cells[0]) + " " + r.plainText(cells[1])
		if concept, ok := r.tagger.named(joined); ok {
			return phrase{concept: concept, about: -1, text: joined}, 2, true
		}
	}
	p, ok = r.cellSubject(cells[0], g.header[0])
	return p, 1, ok
}

// cellSubject reads a cell as a subject. The column's name completes a short name: `state` in the column Parameter is the state parameter.
func (r *reader) cellSubject(u, header *unit) (phrase, bool) {
	if len(u.tokens) == 0 || len(u.tokens) > 12 {
		return phrase{}, false
	}
	if header != nil && len(header.tokens) > 0 && len(header.tokens) < 4 {
		if concept, ok := r.tagger.named(r.plainText(u) + " " + lastWord(r.plainText(header))); ok {
			return phrase{concept: concept, about: -1, text: r.plainText(u), next: len(u.tokens)}, true
		}
	}
	return r.term(u, 0, len(u.tokens))
}

func (r *reader) plainText(u *unit) string { return u.render(0, len(u.tokens)) }

// cell keeps one value by the name of its property.
func (r *reader) cell(u *unit, p phrase, attribute, group string, spans []guide.Span, block int) {
	n := len(u.tokens)
	if n == 0 || n > 40 || attribute == "" || len(u.tokens) == 1 && u.tokens[0].kind == punctToken {
		return
	}
	end := trimTail(u, 0, n)
	for _, s := range u.sentences {
		if s.refused != "" && s.refused != pronounLed {
			return
		}
	}
	status := bank.Stated
	for _, s := range u.sentences {
		if s.status != bank.Stated {
			status = s.status
		}
	}
	holder := &unit{block: block, tokens: u.tokens, mentions: u.mentions, startsAt: u.startsAt, sentences: u.sentences}
	name := strings.ToLower(attribute)
	fill := func(f *Fact) { f.Attribute, f.Group = lowerName(attribute), group }
	head := lastWord(name)
	w := u.tokens[0].lower
	verb := thirdPerson[w] != "" && (!nounLike[w] || end > 1 && opensObject(&u.tokens[1], true) && !prepositions[u.tokens[1].lower])
	// A column that says what things do holds verbs, whatever else the word may be.
	does := strings.HasPrefix(name, "what ") && (strings.HasSuffix(name, " does") || strings.HasSuffix(name, " do"))
	verb = verb || (does || head == "purpose") && thirdPerson[w] != ""
	switch {
	case p.concept >= 0 && (head == "language") && r.isFramework(p.concept):
		r.add(holder, statement{relation: FrameworkOf, subject: p, object: u.render(0, end), rule: "table", status: status, spans: spans, fill: fill})
		return
	case (head == "expansion" || strings.HasPrefix(name, "stands for") || name == "full name" || name == "full form" || name == "long form") && end > 1:
		r.add(holder, statement{relation: Expansion, subject: p, object: u.render(0, end), rule: "table", status: status, spans: spans, fill: fill})
		return
	case (head == "purpose" || name == "used to" || name == "used for" || name == "use") && end > 1 && p.concept >= 0:
		object, ok := "", false
		if verb {
			object, ok = r.inflect(u, 0, end, thirdPerson, func(base string) string { return base })
		} else if gerunds[w] != "" {
			object, ok = r.infinitive(u, 0, end)
		} else if bases[w] && end > 1 && !u.tokens[1].is("of") {
			object, ok = r.lowered(u, 0, end), true
		}
		if ok && r.wellFormed(u, 0, end) {
			r.add(holder, statement{relation: Purpose, subject: p, object: object, rule: "table", status: status, spans: spans, fill: fill})
			return
		}
	case (name == "effect" || head == "duty" || does || name == "role" || name == "job" || name == "responsibility") && verb && p.concept >= 0:
		relation := Effect
		if actsAs(r.c.Concepts[p.concept].Kind) {
			relation = Responsibility
		}
		r.add(holder, statement{relation: relation, subject: p, object: r.lowered(u, 0, end), rule: "table", status: status, spans: spans, fill: fill})
		return
	case meaningHeads[head] || name == "what it is":
		form := r.objectForm(u, 0, end, false, "list")
		if form == "" || form == "class" {
			form = "clause"
			if !r.opensClause(u, 0, end) {
				form = ""
			}
		}
		if (form == "noun" || form == "plural" || form == "gerund") && end > 3 {
			r.add(holder, statement{relation: Definition, subject: p, object: r.lowered(u, 0, end), rule: "table", status: status, spans: spans, fill: func(f *Fact) { fill(f); f.Form = form }})
			return
		}
		if form == "clause" && r.wellFormed(u, 0, end) {
			r.add(holder, statement{relation: Definition, subject: p, object: r.lowered(u, 0, end), rule: "table", status: status, spans: spans, fill: func(f *Fact) { fill(f); f.Form = form }})
			return
		}
	}
	r.add(holder, statement{relation: Property, subject: p, object: r.lowered(u, 0, end), rule: "table", status: status, spans: spans, fill: fill})
}

// lowerName writes a header as the name of a property.
func lowerName(header string) string {
	first, _, _ := strings.Cut(header, " ")
	if first == "A" && first != header {
		return "a" + header[1:]
	}
	rest := strings.TrimPrefix(header, first+" ")
	if second, _, _ := strings.Cut(rest, " "); rest != header && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' && second != strings.ToUpper(second) {
		return header // a name of several words
	}
	if len(first) > 1 && first[1:] == strings.ToLower(first[1:]) {
		return strings.ToLower(header[:1]) + header[1:]
	}
	return header
}
