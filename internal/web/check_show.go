package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"touchstone/internal/bank"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// checkBoxes are the questions after a guide's sections: the first of each, in one section the one that was asked for or answered. It returns the section of
// that one, -1 for none. What the address says and nobody offered is not heard.
func (s *Server) checkBoxes(r *http.Request, v *visit, b *book, read *reading) ([]*views.CheckBox, int, error) {
	boxes := make([]*views.CheckBox, len(read.sections))
	for i := range read.checks {
		if len(read.checks[i]) > 0 {
			boxes[i] = boxFor(b, read, i, 0)
		}
	}
	query := r.URL.Query()
	if section, n, found := read.find(query.Get("ask")); found {
		boxes[section] = boxFor(b, read, section, n)
		return boxes, section, nil
	}
	section, n, found := read.find(query.Get("check"))
	if !found {
		return boxes, -1, nil
	}
	box := boxFor(b, read, section, n)
	if !query.Has("answer") {
		box.Missing = true
		boxes[section] = box
		return boxes, section, nil
	}
	c := &read.checks[section][n]
	place, ok := placeIn(query, len(c.order))
	if !ok {
		return boxes, -1, nil
	}
	if err := s.mark(r, v, box, c, place); err != nil {
		return nil, 0, err
	}
	boxes[section] = box
	return boxes, section, nil
}

func boxFor(b *book, read *reading, section, n int) *views.CheckBox {
	checks := read.checks[section]
	box := &views.CheckBox{Guide: b.topic.Slug, Check: checks[n].Check}
	if n+1 < len(checks) {
		box.Next = checks[n+1].ID
	}
	return box
}

// placeIn reads which option was chosen, counted from 0.
func placeIn(query url.Values, options int) (int, bool) {
	place, err := strconv.Atoi(query.Get("answer"))
	return place - 1, err == nil && place >= 1 && place <= options
}

// mark tells what an answer is worth. Nothing is told while an exam of the same person is under way that asks the same question.
func (s *Server) mark(r *http.Request, v *visit, box *views.CheckBox, c *check, place int) error {
	asked, err := s.store.Version(r.Context(), c.version)
	if err != nil {
		return err
	}
	if box.Withheld, err = s.underExam(r, v, asked.ID); err != nil || box.Withheld {
		return err
	}
	response := bank.Response{Choices: []int{c.order[place]}}
	worth, err := asked.Mark(response)
	if err != nil {
		return err
	}
	item := &quiz.Item{Question: asked.ID, Version: c.version, Order: c.order, Answer: &quiz.Answer{Response: response, Mark: worth}}
	box.Answer = &views.Explained{Asked: asked, Item: item, Passages: s.passagesOf(asked)}
	return nil
}

// underExam reports whether an exam that the visitor has not sent yet asks a question.
func (s *Server) underExam(r *http.Request, v *visit, question string) (bool, error) {
	if v.member == nil {
		return false, nil
	}
	attempts, err := s.store.OpenAttempts(r.Context(), v.member.ID)
	if err != nil {
		return false, err
	}
	for _, a := range attempts {
		if a.Mode == quiz.Exam && slices.ContainsFunc(a.Items, func(item quiz.Item) bool { return item.Question == question }) {
			return true, nil
		}
	}
	return false, nil
}
