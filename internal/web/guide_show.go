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

// guideList lists the study guides in an order in which they can be learned.
func (s *Server) guideList(w http.ResponseWriter, r *http.Request, v *visit) error {
	standings, err := s.standingsOf(r, v)
	if err != nil {
		return err
	}
	page := views.Guides{Page: s.chrome(r, v)}
	for _, topic := range s.curriculum.Topics {
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
	counts, err := s.store.QuestionCounts(r.Context())
	if err != nil {
		return err
	}
	page := views.Guide{
		Page: s.chrome(r, v), Slug: b.topic.Slug, Document: b.document, Passages: b.passages, Minutes: b.minutes, Questions: counts[b.topic.Slug], Practice: s.practice(b.topic),
	}
	for _, need := range b.topic.Needs {
		page.Needs = append(page.Needs, need.Topic)
	}
	page.Before, page.After = s.neighbours(b.topic.Slug)
	return s.show(w, r, http.StatusOK, page.View())
}

// practice is the link to a topic's own practice quiz.
func (s *Server) practice(topic curriculum.Topic) views.QuizLink {
	return views.QuizLink{Slug: topic.Slug, Title: topic.Title, Questions: TopicQuizLength}
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
		link := b.link()
		if passed {
			return before, &link
		}
		if topic.Slug == slug {
			before, passed = last, true
		}
		last = &link
	}
	return before, nil
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
