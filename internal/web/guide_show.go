package web

import (
	"net/http"

	"touchstone/internal/fault"
	"touchstone/internal/quiz"
	"touchstone/internal/recommend"
	"touchstone/views"
)

// guideList lists the study guides in an order in which they can be learned.
func (s *Server) guideList(w http.ResponseWriter, r *http.Request, v *visit) error {
	page := views.Guides{Page: s.chrome(r, v)}
	for _, topic := range s.curriculum.Topics {
		if b := s.guides.books[topic.Slug]; b != nil {
			page.Guides = append(page.Guides, views.GuideEntry{Topic: topic, Minutes: b.minutes})
		}
	}
	return s.show(w, r, http.StatusOK, page.View())
}

// guideShow is one study guide as a page to read.
func (s *Server) guideShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	b := s.guides.books[r.PathValue("slug")]
	if b == nil {
		return fault.New(fault.NotFound, "There is no guide at this address. The list of guides has all that there are.")
	}
	counts, err := s.store.QuestionCounts(r.Context())
	if err != nil {
		return err
	}
	page := views.Guide{
		Page: s.chrome(r, v), Topic: b.topic, Document: b.document, Passages: b.passages, Minutes: b.minutes, Questions: counts[b.topic.Slug],
		Quiz: views.QuizLink{Slug: b.topic.Slug, Title: b.topic.Title, Questions: TopicQuizLength},
	}
	for _, need := range b.topic.Needs {
		page.Needs = append(page.Needs, views.GuideLink{Slug: need.Topic, Title: s.guides.titles[need.Topic]})
	}
	page.Before, page.After = s.neighbours(b.topic.Slug)
	return s.show(w, r, http.StatusOK, page.View())
}

// neighbours returns the guides before and after one, in the order of learning; nil at the ends.
func (s *Server) neighbours(slug string) (before, after *views.GuideLink) {
	var last *views.GuideLink
	passed := false
	for _, topic := range s.curriculum.Topics {
		b := s.guides.books[topic.Slug]
		if b == nil {
			continue
		}
		link := &views.GuideLink{Slug: topic.Slug, Title: topic.Title, Minutes: b.minutes}
		if passed {
			return before, link
		}
		if topic.Slug == slug {
			before, passed = last, true
		}
		last = link
	}
	return before, nil
}

// topicList is the map of the topics with the visitor's state on each, and the same as a list.
func (s *Server) topicList(w http.ResponseWriter, r *http.Request, v *visit) error {
	states, err := s.standingOf(r, v)
	if err != nil {
		return err
	}
	page := views.Topics{Page: s.chrome(r, v), Topics: s.curriculum.Topics, States: states}
	return s.show(w, r, http.StatusOK, page.View())
}

// standingOf is what is known of the visitor, topic by topic; of a stranger nothing.
func (s *Server) standingOf(r *http.Request, v *visit) ([]recommend.TopicState, error) {
	learner := quiz.NewLearner("")
	if v.member != nil {
		var err error
		if learner, err = s.store.Learner(r.Context(), v.member.ID); err != nil {
			return nil, err
		}
	}
	return recommend.Standing(s.curriculum, learner, s.store.Now()), nil
}

// topicShow is one topic: what it is, what it needs and opens, the visitor's evidence, its guide and quizzes.
func (s *Server) topicShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	topic, known := s.curriculum.Topic(r.PathValue("slug"))
	if !known {
		return fault.New(fault.NotFound, "There is no topic at this address. The map of topics has all that there are.")
	}
	states, err := s.standingOf(r, v)
	if err != nil {
		return err
	}
	counts, err := s.store.QuestionCounts(r.Context())
	if err != nil {
		return err
	}
	page := views.Topic{
		Page: s.chrome(r, v), Topic: topic, Opens: s.curriculum.Opens(topic.Slug), Questions: counts[topic.Slug],
		Quiz: views.QuizLink{Slug: topic.Slug, Title: topic.Title, Questions: TopicQuizLength},
	}
	for i := range states {
		if states[i].Topic == topic.Slug {
			page.State = states[i]
		}
	}
	page.States = states
	if b := s.guides.books[topic.Slug]; b != nil {
		page.Guide = views.GuideLink{Slug: topic.Slug, Title: topic.Title, Minutes: b.minutes}
	}
	return s.show(w, r, http.StatusOK, page.View())
}
