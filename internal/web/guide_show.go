package web

import (
	"net/http"
	"slices"

	"touchstone/internal/curriculum"
	"touchstone/internal/fault"
	"touchstone/internal/quiz"
	"touchstone/internal/recommend"
	"touchstone/views"
)

// readingOrder returns the topics in the order in which their guides are best read: first the basics, then the other foundations, then the rest, and each
// behind all that it needs.
func readingOrder(c *curriculum.Curriculum) []curriculum.Topic {
	placed := map[string]bool{}
	var order []curriculum.Topic
	var place func(topics []curriculum.Topic)
	place = func(topics []curriculum.Topic) {
		for _, topic := range topics {
			if placed[topic.Slug] {
				continue
			}
			placed[topic.Slug] = true
			for _, need := range topic.Needs {
				if needed, known := c.Topic(need.Topic); known {
					place([]curriculum.Topic{needed})
				}
			}
			order = append(order, topic)
		}
	}
	place(c.Basics())
	place(c.Foundations())
	place(c.Topics)
	return order
}

// guideList lists the study guides in the order in which they are best read.
func (s *Server) guideList(w http.ResponseWriter, r *http.Request, v *visit) error {
	standings, err := s.standingsOf(r, v)
	if err != nil {
		return err
	}
	page := views.Guides{Page: s.chrome(r, v)}
	for _, topic := range readingOrder(s.curriculum) {
		b := s.guides.books[topic.Slug]
		if b == nil {
			continue
		}
		entry := views.GuideEntry{GuideLink: b.link(), Summary: topic.Summary}
		if standing, known := standings[topic.Slug]; known && v.member != nil {
			entry.Standing = &standing
		}
		page.Guides = append(page.Guides, entry)
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// guideShow is one study guide as a page to read.
func (s *Server) guideShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	b := s.guides.books[r.PathValue("slug")]
	if b == nil {
		return fault.New(fault.NotFound, "There is no guide at this address. The list of guides has all that there are.")
	}
	hash, questions, err := s.store.LibraryOn(r.Context(), b.topic.Slug)
	if err != nil {
		return err
	}
	read, err := s.reading(r.Context(), b, hash)
	if err != nil {
		return err
	}
	boxes, asked, err := s.checkBoxes(r, v, b, read)
	if err != nil {
		return err
	}
	w.Header().Add("Vary", onlyHeader)
	if asked >= 0 && r.Header.Get(onlyHeader) == "check" {
		return s.show(w, r, http.StatusOK, boxes[asked].View())
	}
	page := views.Guide{
		Page: s.chrome(r, v), Slug: b.topic.Slug, Document: b.document, Passages: b.passages, Minutes: b.minutes, Questions: questions, Practice: s.practice(b.topic),
		Checks: boxes, Terms: read.terms, Definitions: read.definitions,
	}
	if asked >= 0 {
		page.Answered = boxes[asked]
	}
	for _, need := range b.topic.Needs {
		page.Needs = append(page.Needs, need.Topic)
	}
	known := map[string]bool{}
	if v.member != nil {
		learner, err := s.store.LearnerOn(r.Context(), v.member.ID, b.topic.Slug)
		if err != nil {
			return err
		}
		page.Marks = read.known(learner)
		for _, t := range recommend.Standing(s.curriculum, learner, s.store.Now()) {
			known[t.Topic] = t.State == recommend.Known
		}
	}
	page.Before, page.After = s.neighbours(b.topic, known)
	return s.show(w, r, http.StatusOK, page.View())
}

// onlyHeader names the part of a page that a script asks for alone.
const onlyHeader = "X-Only"

// practice is the link to a topic's own practice quiz.
func (s *Server) practice(topic curriculum.Topic) views.QuizLink {
	return views.QuizLink{Slug: topic.Slug, Title: topic.Title, Questions: TopicQuizLength}
}

// neighbours returns the guide that a topic rests on and one that it opens, of several the first that is not known yet; nil where there is none.
func (s *Server) neighbours(topic curriculum.Topic, known map[string]bool) (before, after *views.GuideStep) {
	var needs, opens []views.GuideStep
	for _, need := range topic.Needs {
		if b := s.guides.books[need.Topic]; b != nil {
			needs = append(needs, views.GuideStep{GuideLink: b.link(), Why: need.Why})
		}
	}
	for _, slug := range s.curriculum.Opens(topic.Slug) {
		b := s.guides.books[slug]
		if b == nil {
			continue
		}
		for _, need := range b.topic.Needs {
			if need.Topic == topic.Slug {
				opens = append(opens, views.GuideStep{GuideLink: b.link(), Why: need.Why})
			}
		}
	}
	return firstUnknown(needs, known), firstUnknown(opens, known)
}

func firstUnknown(steps []views.GuideStep, known map[string]bool) *views.GuideStep {
	for i := range steps {
		if !known[steps[i].Slug] {
			return &steps[i]
		}
	}
	if len(steps) == 0 {
		return nil
	}
	return &steps[0]
}

// topicList is the map of the topics with the visitor's state on each, and the same as a list, beside the targets of a role if one is chosen. An unknown
// role chooses none.
func (s *Server) topicList(w http.ResponseWriter, r *http.Request, v *visit) error {
	standings, err := s.standingsOf(r, v)
	if err != nil {
		return err
	}
	page := views.Topics{Page: s.chrome(r, v), Topics: s.curriculum.Topics, Standings: standings, Roles: s.curriculum.Roles}
	if role, known := s.curriculum.Role(r.URL.Query().Get("role")); known {
		page.Role = &role
	}
	if v.member != nil {
		attempts, err := s.store.Attempts(r.Context(), v.member.ID, recentAttempts)
		if err != nil {
			return err
		}
		if last := lastResult(attempts); last != nil && len(last.Result.Next) > 0 {
			page.Next = &s.steps(last.Result)[0]
		}
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// standingsOf is what is known of the visitor, topic by topic; of a stranger nothing.
func (s *Server) standingsOf(r *http.Request, v *visit) (map[string]recommend.TopicState, error) {
	learner := quiz.NewLearner("")
	if v.member != nil {
		var err error
		if learner, err = s.store.Learner(r.Context(), v.member.ID); err != nil {
			return nil, err
		}
	}
	standings := map[string]recommend.TopicState{}
	for _, t := range recommend.Standing(s.curriculum, learner, s.store.Now()) {
		standings[t.Topic] = t
	}
	return standings, nil
}

// topicShow is one topic: what it is, what it needs and opens, the visitor's evidence, its guide and quizzes.
func (s *Server) topicShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	topic, known := s.curriculum.Topic(r.PathValue("slug"))
	if !known {
		return fault.New(fault.NotFound, "There is no topic at this address. The map of topics has all that there are.")
	}
	standings, err := s.standingsOf(r, v)
	if err != nil {
		return err
	}
	counts, err := s.store.QuestionCounts(r.Context())
	if err != nil {
		return err
	}
	shelf, err := s.entries(r, v)
	if err != nil {
		return err
	}
	page := views.Topic{Page: s.chrome(r, v), Topic: topic, Opens: s.curriculum.Opens(topic.Slug), Standing: standings[topic.Slug], Questions: counts[topic.Slug]}
	for _, entry := range shelf {
		if slices.Contains(entry.Topics, topic.Slug) {
			page.Quizzes = append(page.Quizzes, entry.QuizEntry)
		}
	}
	if b := s.guides.books[topic.Slug]; b != nil {
		page.Guide = b.link()
	}
	return s.show(w, r, http.StatusOK, page.View())
}
