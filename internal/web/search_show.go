package web

import (
	"net/http"
	"strings"

	"touchstone/internal/find"
	"touchstone/views"
)

// shownFindings is how many passages the page of a search shows.
const shownFindings = 20

// searchShow finds passages of the study guides, and topics. It answers whatever is typed with a page, and a query without a word in it costs the database nothing.
func (s *Server) searchShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	typed := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(r.URL.Query().Get("q"), "\x00", ""), ""))
	q := s.guides.index.Read(typed)
	ids, err := s.store.FindPassages(r.Context(), q.Groups())
	if err != nil {
		return err
	}
	hits := s.guides.index.Rank(q, ids)
	page := views.Search{Page: s.chrome(r, v), Query: shownQuery(typed), Asked: typed != "", Readable: !q.Empty(), Cut: q.Cut, Unknown: q.Unknown, More: max(0, len(hits)-shownFindings)}
	for _, slip := range q.Corrections {
		page.Slips = append(page.Slips, views.Slip{Typed: slip.Typed, Meant: slip.Meant})
	}
	for _, hit := range hits[:min(len(hits), shownFindings)] {
		page.Found = append(page.Found, s.finding(q, hit.Passage))
	}
	return s.show(w, r, http.StatusOK, page.View())
}

func (s *Server) finding(q *find.Query, p *find.Passage) views.Finding {
	f := views.Finding{Passage: views.PassageLink{Guide: p.Guide, Title: p.Title, Heading: p.Heading(), Passage: p.ID}}
	if p.IsTopic() {
		f.Topic = p.Topic
	}
	for _, piece := range s.guides.index.Excerpt(q, p.Text) {
		f.Words = append(f.Words, views.FoundWords{Text: piece.Text, Found: piece.Found})
	}
	return f
}

// shownQuery is as much of a query as stands in the field again.
func shownQuery(typed string) string {
	if len(typed) > find.LongestQuery {
		return strings.ToValidUTF8(typed[:find.LongestQuery], "")
	}
	return typed
}
