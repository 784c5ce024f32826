package views

import "touchstone/internal/guide"

// GuideSection is a stretch of a guide under one heading of the first rank, as the page shows it.
type GuideSection struct {
	// ID is the anchor and Title the words of its heading, both empty before the first heading.
	ID, Title string
	// Passages are the ids of the passages in it.
	Passages []string
	// Texts are the stretches in which a term may be linked: no headings, code or links, no row names and no bold words, which name what is explained there.
	Texts []guide.Span
	// Sources marks the list of sources, about which nothing is asked.
	Sources bool
}

// Sections cuts a guide as its page does.
func Sections(document *guide.Document, passages []guide.Passage) []GuideSection {
	t := Guide{Document: document, Passages: passages}.read()
	ids := map[int]string{}
	for _, passage := range passages {
		ids[passage.Block] = passage.ID
	}
	sections := make([]GuideSection, len(t.sections))
	for i, section := range t.sections {
		s := GuideSection{ID: section.id, Title: section.title, Sources: i == t.sources}
		for _, block := range section.blocks() {
			if id, ok := ids[block]; ok {
				s.Passages = append(s.Passages, id)
			}
			s.Texts = append(s.Texts, t.plainRuns(block)...)
		}
		sections[i] = s
	}
	return sections
}

// blocks are all blocks of a section but headings, in reading order.
func (s guideSection) blocks() []int {
	var blocks []int
	var walk func(l *guideList)
	walk = func(l *guideList) {
		for _, item := range l.items {
			blocks = append(blocks, item.block)
			for _, child := range item.children {
				walk(child)
			}
		}
	}
	for _, part := range s.parts {
		switch part.kind {
		case headingPart:
		case listPart:
			walk(part.list)
		case definitionPart:
			blocks = append(blocks, part.blocks...)
		default:
			blocks = append(blocks, part.block)
		}
	}
	return blocks
}

// plainRuns are the stretches of a block that are neither bold nor code nor a link.
func (t *guideText) plainRuns(i int) []guide.Span {
	block := &t.document.Blocks[i]
	var spans []guide.Span
	add := func(runs []guide.Run, whole guide.Span) {
		if len(runs) == 0 {
			spans = append(spans, whole)
		}
		for _, run := range runs {
			if run.Style&(guide.Strong|guide.InlineCode|guide.Link) == 0 && run.Href == "" {
				spans = append(spans, run.Span)
			}
		}
	}
	switch {
	case block.Kind == guide.Code:
	case block.Kind == guide.Table:
		for _, row := range block.Rows {
			for k, cell := range row.Cells {
				if !row.Header && k > 0 && cell.Len() > 0 {
					add(cell.Runs, cell.Span)
				}
			}
		}
	case t.misconception(i):
		add(block.Runs[refutation(block.Runs):], guide.Span{}) // what goes before is the misconception's heading
	default:
		add(block.Runs, block.Span)
	}
	return spans
}
