package curriculum

import "slices"

// What a backend developer needs first. The samples and the quizzes for everybody draw on these topics alone, so that a larger library does not make them
// wider and thinner.
var (
	foundations = []string{"frontend-and-backend", "http-and-rest", "sql", "nosql", "sql-vs-nosql", "oauth", "serverless"}
	basics      = []string{"frontend-and-backend", "http-and-rest", "sql"}
)

// Foundations returns the topics that a first course on backend work covers, in the order of Topics.
func (c *Curriculum) Foundations() []Topic { return c.among(foundations) }

// Basics returns the foundations that the others build on, in the order of Topics.
func (c *Curriculum) Basics() []Topic { return c.among(basics) }

func (c *Curriculum) among(slugs []string) []Topic {
	var found []Topic
	for _, topic := range c.Topics {
		if slices.Contains(slugs, topic.Slug) {
			found = append(found, topic)
		}
	}
	return found
}
