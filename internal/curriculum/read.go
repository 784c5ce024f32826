package curriculum

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed all:data all:guides
var library embed.FS

// Library returns the curriculum that is built into the program. The embedded files are checked by tests, so a failure here is a broken build.
var Library = sync.OnceValue(func() *Curriculum {
	c, err := Read(library)
	if err != nil {
		panic(fmt.Sprintf("the built-in curriculum: %v", err))
	}
	return c
})

// topicFile is one file data/<slug>.yaml.
type topicFile struct {
	Topic          Topic           `yaml:"topic"`
	Concepts       []Concept       `yaml:"concepts"`
	Siblings       []Siblings      `yaml:"siblings"`
	Classes        []Partition     `yaml:"classes"`
	Misconceptions []Misconception `yaml:"misconceptions"`
}

// Read reads a curriculum from a folder with data/<slug>.yaml, guides/<slug>.md and guides/<slug>.decisions.md, and checks it as a whole.
func Read(files fs.FS) (*Curriculum, error) {
	names, err := fs.Glob(files, "data/*.yaml")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	c := &Curriculum{}
	hash := sha256.New()
	for _, name := range names {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(hash, "%s %d\n", name, len(source))
		hash.Write(source)
		if err := c.addTopicFile(name, source); err != nil {
			return nil, err
		}
	}
	if err := c.sortTopics(); err != nil {
		return nil, err
	}
	for _, topic := range c.Topics {
		for _, decisions := range []bool{false, true} {
			name := "guides/" + topic.Slug + ".md"
			if decisions {
				name = "guides/" + topic.Slug + ".decisions.md"
			}
			source, err := fs.ReadFile(files, name)
			if errors.Is(err, fs.ErrNotExist) && decisions {
				continue
			}
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(hash, "%s %d\n", name, len(source))
			hash.Write(source)
			c.Guides = append(c.Guides, Guide{Topic: topic.Slug, Decisions: decisions, Source: source})
		}
	}
	c.Hash = hex.EncodeToString(hash.Sum(nil))
	return c, c.check()
}

func (c *Curriculum) addTopicFile(name string, source []byte) error {
	var file topicFile
	decoder := yaml.NewDecoder(bytes.NewReader(source))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	slug := file.Topic.Slug
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); slug != want {
		return fmt.Errorf("%s: topic.slug is %q, want %q", name, slug, want)
	}
	c.Topics = append(c.Topics, file.Topic)
	for _, concept := range file.Concepts {
		concept.Topic = slug
		c.Concepts = append(c.Concepts, concept)
	}
	for _, siblings := range file.Siblings {
		siblings.Topic = slug
		c.Siblings = append(c.Siblings, siblings)
	}
	for _, partition := range file.Classes {
		partition.Topic = slug
		c.Partitions = append(c.Partitions, partition)
	}
	for _, misconception := range file.Misconceptions {
		misconception.Topic = slug
		c.Misconceptions = append(c.Misconceptions, misconception)
	}
	return nil
}

// sortTopics puts every topic behind its prerequisites, alphabetically where the prerequisites leave a choice.
func (c *Curriculum) sortTopics() error {
	bySlug := map[string]Topic{}
	for _, topic := range c.Topics {
		bySlug[topic.Slug] = topic
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
			return fmt.Errorf("the prerequisites of %s form a cycle or name an unknown topic", unplaced(c.Topics, placed))
		}
	}
	c.Topics = sorted
	c.topics = map[string]int{}
	for i, topic := range sorted {
		c.topics[topic.Slug] = i
	}
	return nil
}

func allPlaced(needs []Need, placed map[string]bool) bool {
	for _, need := range needs {
		if !placed[need.Topic] {
			return false
		}
	}
	return true
}

func unplaced(topics []Topic, placed map[string]bool) string {
	var slugs []string
	for _, topic := range topics {
		if !placed[topic.Slug] {
			slugs = append(slugs, topic.Slug)
		}
	}
	return strings.Join(slugs, ", ")
}
