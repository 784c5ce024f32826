package curriculum

import (
	"slices"
	"testing"
)

func TestFoundationsExist(t *testing.T) {
	for name, group := range map[string]struct {
		slugs  []string
		topics []Topic
	}{"foundations": {foundations, Library().Foundations()}, "basics": {basics, Library().Basics()}} {
		for _, slug := range group.slugs {
			if _, ok := Library().Topic(slug); !ok {
				t.Errorf("%s name %s, which is no topic", name, slug)
			}
		}
		if len(group.topics) != len(group.slugs) {
			t.Errorf("%d of the %d %s were found", len(group.topics), len(group.slugs), name)
		}
	}
}

// Somebody who takes a course on the foundations needs nothing from outside it.
func TestFoundationsNeedOnlyFoundations(t *testing.T) {
	for _, slugs := range [][]string{foundations, basics} {
		for _, topic := range Library().among(slugs) {
			for _, need := range topic.Needs {
				if !slices.Contains(slugs, need.Topic) {
					t.Errorf("%s needs %s, which is outside %v", topic.Slug, need.Topic, slugs)
				}
			}
		}
	}
}

func TestFoundationsThatAreMissingAreLeftOut(t *testing.T) {
	c := &Curriculum{Topics: []Topic{{Slug: "frontend-and-backend"}, {Slug: "git"}, {Slug: "sql"}}}
	if found := c.Foundations(); len(found) != 2 || found[0].Slug != "frontend-and-backend" || found[1].Slug != "sql" {
		t.Errorf("found %v", found)
	}
}
