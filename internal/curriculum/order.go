package curriculum

import (
	"strings"
)

// sortTopics puts every topic behind its prerequisites, alphabetically where the prerequisites leave a choice. It returns false, with the reasons in the
// report, where there is no such order.
func (c *Curriculum) sortTopics(sources []*topicSource, r *report) bool {
	known := map[string]*topicSource{}
	var slugs []string
	for _, s := range sources {
		known[s.Topic.Slug] = s
		slugs = append(slugs, s.Topic.Slug)
	}
	before := len(r.problems)
	for _, s := range sources {
		named := map[string]bool{}
		for i, need := range s.Topic.Needs {
			at := s.at("topic", "needs", i, "topic")
			if known[need.Topic] == nil {
				r.add(at, "there is no topic %q%s. Name a topic that has a file in data.", need.Topic, meant(need.Topic, slugs))
			}
			if named[need.Topic] {
				r.add(at, "%s is named twice as a need. Keep one of them.", need.Topic)
			}
			named[need.Topic] = true
		}
	}
	if len(r.problems) > before {
		return false
	}
	placed := map[string]bool{}
	var sorted []Topic
	for len(sorted) < len(c.Topics) {
		before := len(sorted)
		for _, topic := range c.Topics {
			if placed[topic.Slug] || !allPlaced(topic.Needs, placed) {
				continue
			}
			placed[topic.Slug] = true
			sorted = append(sorted, topic)
		}
		if len(sorted) == before {
			at, circle := cycle(known, slugs, placed)
			r.add(at, "these topics need each other in a circle: %s. Nobody could begin; take out the need that is least true.", strings.Join(circle, " needs "))
			return false
		}
	}
	c.Topics = sorted
	c.topics = map[string]int{}
	for i, topic := range sorted {
		c.topics[topic.Slug] = i
	}
	return true
}

func allPlaced(needs []Need, placed map[string]bool) bool {
	for _, need := range needs {
		if !placed[need.Topic] {
			return false
		}
	}
	return true
}

// cycle walks from the first topic without a place along needs without a place until a topic comes again.
func cycle(known map[string]*topicSource, slugs []string, placed map[string]bool) (place, []string) {
	var slug string
	for _, slug = range slugs {
		if !placed[slug] {
			break
		}
	}
	var walked []string
	met := map[string]int{}
	for {
		if from, again := met[slug]; again {
			return needPlace(known[walked[len(walked)-1]], slug), append(walked[from:], slug)
		}
		met[slug] = len(walked)
		walked = append(walked, slug)
		for _, need := range known[slug].Topic.Needs {
			if !placed[need.Topic] {
				slug = need.Topic
				break
			}
		}
	}
}

func needPlace(s *topicSource, slug string) place {
	for i, need := range s.Topic.Needs {
		if need.Topic == slug {
			return s.at("topic", "needs", i, "topic")
		}
	}
	return s.at("topic", "needs")
}
