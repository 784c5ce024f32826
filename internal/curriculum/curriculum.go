// Package curriculum is what Touchstone knows in general, as data: topics and their prerequisites, concepts, what excludes
// what, misconceptions with their refutation, and the study guides. It states no fact that a question's key rests on.
package curriculum

// Topic is a subject that people learn and are assessed on.
type Topic struct {
	Slug    string `yaml:"slug"`
	Title   string `yaml:"title"`
	Summary string `yaml:"summary"`
	Needs   []Need `yaml:"needs"`
}

// Need is a prerequisite with the reason for it.
type Need struct {
	Topic string `yaml:"topic"`
	Why   string `yaml:"why"`
}

// Concept is a thing that guides speak of.
type Concept struct {
	ID         string   `yaml:"id"`
	Name       string   `yaml:"name"`
	Plural     string   `yaml:"plural"`
	Aliases    []string `yaml:"aliases"`
	Kind       string   `yaml:"kind"`
	Confusable []string `yaml:"confusable"`
	// Mass marks nouns that take no article: caching, consistency.
	Mass bool `yaml:"mass"`
	// Also names further classes that the name stands for in common speech, beside the one that it is listed in: Java is a language, and people call the
	// platform that runs it by the same name. Such a class is no wrong answer.
	Also []string `yaml:"also"`
	// Topic is the slug of the topic whose file defines the concept.
	Topic string `yaml:"-"`
}

// Siblings is a set of concepts that exclude each other: what defines one is false of every other.
type Siblings struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Members []string `yaml:"members"`
	// Closed says that a standard makes the list complete.
	Closed bool   `yaml:"closed"`
	Why    string `yaml:"why"`
	Topic  string `yaml:"-"`
}

// Partition is a set of classes that share no member.
type Partition struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	Why  string `yaml:"why"`
	// Within says, as the opening of a sentence, where the names of the classes have this meaning: "on a serverless platform" for the duties of a provider.
	// It is empty where the names speak for themselves.
	Within string `yaml:"within"`
	// Broad says that the classes lie far apart, so that nobody mixes them up by name: a language and a database. Which of them a well-known thing belongs to
	// is no question; the things may still be told apart among others.
	Broad   bool    `yaml:"broad"`
	Classes []Class `yaml:"classes"`
	Topic   string  `yaml:"-"`
}

// Class is one class of a partition with the members that belong to it and to no other class of the partition.
type Class struct {
	Name    string   `yaml:"name"`
	Members []string `yaml:"members"`
}

// Misconception is a common wrong belief with its refutation.
type Misconception struct {
	ID      string `yaml:"id"`
	Concept string `yaml:"concept"`
	Wrong   string `yaml:"wrong"`
	Right   string `yaml:"right"`
	Topic   string `yaml:"-"`
}

// Curriculum is the whole of it. It is read once and never changed; share it freely.
type Curriculum struct {
	Topics         []Topic // in an order in which they can be learned
	Concepts       []Concept
	Siblings       []Siblings
	Partitions     []Partition
	Misconceptions []Misconception
	// Roles stand in the order of roles.yaml.
	Roles []Role
	// Guides are the study guides and decision files, in the order of Topics.
	Guides []Guide
	// Hash is the SHA-256 of all topics' data and guides in hex: the library's version. Roles do not count, because no question depends on them.
	Hash string

	topics   map[string]int
	concepts map[string]int
}

// Guide is the source of one embedded Markdown file.
type Guide struct {
	Topic string
	// Decisions marks the file of worked decisions, which is kept for assessment.
	Decisions bool
	Source    []byte
}

// Topic returns a topic by its slug.
func (c *Curriculum) Topic(slug string) (Topic, bool) {
	i, ok := c.topics[slug]
	if !ok {
		return Topic{}, false
	}
	return c.Topics[i], true
}

// Concept returns a concept by its id.
func (c *Curriculum) Concept(id string) (Concept, bool) {
	i, ok := c.concepts[id]
	if !ok {
		return Concept{}, false
	}
	return c.Concepts[i], true
}

// Opens returns the slugs of the topics that name slug as a prerequisite, in the order of Topics.
func (c *Curriculum) Opens(slug string) []string {
	var opened []string
	for _, topic := range c.Topics {
		for _, need := range topic.Needs {
			if need.Topic == slug {
				opened = append(opened, topic.Slug)
			}
		}
	}
	return opened
}
