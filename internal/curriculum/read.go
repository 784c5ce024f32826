package curriculum

import (
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
)

//go:embed all:data all:guides roles.yaml
var library embed.FS

// Library returns the curriculum that is built into the program. The embedded files are checked by tests, so a failure here is a broken build.
var Library = sync.OnceValue(func() *Curriculum {
	c, err := Read(library)
	if err != nil {
		panic(fmt.Sprintf("the built-in curriculum: %v", err))
	}
	return c
})

// topicFile is what stands in one file data/<slug>.yaml.
type topicFile struct {
	Topic          Topic           `yaml:"topic"`
	Concepts       []Concept       `yaml:"concepts"`
	Siblings       []Siblings      `yaml:"siblings"`
	Classes        []Partition     `yaml:"classes"`
	Misconceptions []Misconception `yaml:"misconceptions"`
}

// topicSource is a topic's file with its places.
type topicSource struct {
	*source
	topicFile
}

// Read reads a curriculum from a folder with data/<slug>.yaml, guides/<slug>.md, guides/<slug>.decisions.md and roles.yaml, and checks it as a whole. The
// error names every problem with file, line and what to do. Decisions and roles may be missing.
func Read(files fs.FS) (*Curriculum, error) {
	r, c, hash := &report{}, &Curriculum{}, sha256.New()
	take := func(name string) ([]byte, error) {
		data, err := fs.ReadFile(files, name)
		if err == nil {
			fmt.Fprintf(hash, "%s %d\n", name, len(data))
			hash.Write(data)
		}
		return data, err
	}
	names, err := fs.Glob(files, "data/*.yaml")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var sources []*topicSource
	for _, name := range names {
		data, err := take(name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, readTopic(name, data, r))
	}
	if err := r.err(); err != nil {
		return nil, err // what follows from a file that was not understood is no news
	}
	for _, s := range sources {
		c.add(&s.topicFile)
	}
	if !c.sortTopics(sources, r) {
		return nil, r.err()
	}
	for _, topic := range c.Topics {
		for _, decisions := range []bool{false, true} {
			name := "guides/" + topic.Slug + ".md"
			if decisions {
				name = "guides/" + topic.Slug + ".decisions.md"
			}
			data, err := take(name)
			switch missing := errors.Is(err, fs.ErrNotExist); {
			case missing && decisions:
			case missing:
				r.add(place{file: name}, "the topic %s has no study guide. Write it in this file, or remove data/%s.yaml.", topic.Slug, topic.Slug)
			case err != nil:
				return nil, err
			default:
				c.Guides = append(c.Guides, Guide{Topic: topic.Slug, Decisions: decisions, Source: data})
			}
		}
	}
	c.Hash = hex.EncodeToString(hash.Sum(nil))
	c.check(sources, r)
	if err := c.readRoles(files, r); err != nil {
		return nil, err
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return c, nil
}

func readTopic(name string, data []byte, r *report) *topicSource {
	s := &topicSource{}
	s.source = parse(name, data, &s.topicFile, r)
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); len(r.problems) == 0 && s.Topic.Slug != want {
		r.add(s.at("topic", "slug"), "the slug is %q and the file is named for %q. Write the same in both.", s.Topic.Slug, want)
	}
	return s
}

// add takes over what one file holds and marks it with its topic.
func (c *Curriculum) add(file *topicFile) {
	slug := file.Topic.Slug
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
}
