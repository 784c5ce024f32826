package curriculum

import (
	"errors"
	"io/fs"
)

// Role is a kind of work, as the topics that it asks for.
type Role struct {
	Slug  string `yaml:"slug"`
	Title string `yaml:"title"`
	// Summary says in one plain sentence what a person in this role does.
	Summary string `yaml:"summary"`
	// Topics make up the role's reference blueprint.
	Topics []Share `yaml:"topics"`
}

// Share is one topic of a role.
type Share struct {
	Topic string `yaml:"topic"`
	// Weight is the topic's share of the role's blueprint in percent; the weights of a role add up to 100.
	Weight int `yaml:"weight"`
	// Target is the score on the topic, 0 to 100, that the role asks for on its first day.
	Target int `yaml:"target"`
	// Why says in one sentence why the target stands where it does.
	Why string `yaml:"why"`
}

// Target returns what the role asks for in a topic, and false where the role does not ask for the topic.
func (r Role) Target(topic string) (int, bool) {
	for _, share := range r.Topics {
		if share.Topic == topic {
			return share.Target, true
		}
	}
	return 0, false
}

// Role returns a role by its slug.
func (c *Curriculum) Role(slug string) (Role, bool) {
	for _, role := range c.Roles {
		if role.Slug == slug {
			return role, true
		}
	}
	return Role{}, false
}

// roleFile is what stands in roles.yaml.
type roleFile struct {
	Roles []Role `yaml:"roles"`
}

// What a role may ask. From 60 on a topic counts as known, and the reference blueprint is so wide that a score above 80 is out of reach in practice; under
// 40 a target would ask for less than first acquaintance.
const (
	lowestTarget  = 40
	highestTarget = 80
	// prerequisiteSlack is how far the target of a prerequisite may lie under the target of the topic that needs it.
	prerequisiteSlack = 15
)

const rolesName = "roles.yaml"

// readRoles reads the roles. They are no part of the library's version: no question depends on them.
func (c *Curriculum) readRoles(files fs.FS, r *report) error {
	data, err := fs.ReadFile(files, rolesName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var file roleFile
	before := len(r.problems)
	s := parse(rolesName, data, &file, r)
	if len(r.problems) > before {
		return nil
	}
	c.Roles = file.Roles
	slugs := map[string]bool{}
	for i := range file.Roles {
		role := &file.Roles[i]
		if !kebab.MatchString(role.Slug) {
			r.add(s.at("roles", i, "slug"), "a role needs a slug of small letters, digits and hyphens, not %q.", role.Slug)
		}
		if slugs[role.Slug] {
			r.add(s.at("roles", i, "slug"), "two roles have the slug %s. Give one of them another.", role.Slug)
		}
		slugs[role.Slug] = true
		if role.Title == "" {
			r.add(s.at("roles", i), "the role %s needs a title.", role.Slug)
		}
		if !sentence(role.Summary) {
			r.add(s.at("roles", i, "summary"), "the role %s needs a summary: one sentence, with its stop, on what the person does.", role.Slug)
		}
		c.checkShares(role, i, s, r)
	}
	return nil
}

// checkShares holds what makes a role a blueprint that somebody can reach: known topics, weights of 100 in all, targets in range, and under every topic the
// topics that it needs, with targets that are not far lower. A role that asks for microservices asks for HTTP too.
func (c *Curriculum) checkShares(role *Role, i int, s *source, r *report) {
	sum := 0
	targets := map[string]int{}
	for k, share := range role.Topics {
		at := s.at("roles", i, "topics", k)
		if _, ok := c.topics[share.Topic]; !ok {
			r.add(at, "the role %s names the topic %q, which does not exist%s. Name a topic that has a file in data.", role.Slug, share.Topic, meant(share.Topic, c.slugs()))
		}
		if _, twice := targets[share.Topic]; twice {
			r.add(at, "the role %s names %s twice. Put the two together.", role.Slug, share.Topic)
		}
		targets[share.Topic] = share.Target
		if share.Weight < 1 {
			r.add(at, "the weight of %s in the role %s is %d. Give it 1 or more, or take the topic out.", share.Topic, role.Slug, share.Weight)
		}
		sum += share.Weight
		if share.Target < lowestTarget || share.Target > highestTarget {
			r.add(at, "the target of %s in the role %s is %d. Choose one from %d to %d.", share.Topic, role.Slug, share.Target, lowestTarget, highestTarget)
		}
		if !sentence(share.Why) {
			r.add(at, "the topic %s in the role %s needs a why: one sentence, with its stop, on why the target stands where it does.", share.Topic, role.Slug)
		}
	}
	if sum != 100 {
		r.add(s.at("roles", i, "topics"), "the weights of the role %s add up to %d. They are percent: make them 100.", role.Slug, sum)
	}
	for k, share := range role.Topics {
		topic, _ := c.Topic(share.Topic)
		for _, need := range topic.Needs {
			at := s.at("roles", i, "topics", k)
			target, asked := targets[need.Topic]
			if !asked {
				r.add(at, "the role %s asks for %s, which needs %s, and does not ask for that. Add %s with a target of %d or more, or take %s out.",
					role.Slug, share.Topic, need.Topic, need.Topic, max(lowestTarget, share.Target-prerequisiteSlack), share.Topic)
			} else if target < share.Target-prerequisiteSlack {
				r.add(at, "the role %s asks for %d in %s and only %d in %s, which it needs. Raise the target of %s to %d or more, or lower the other.",
					role.Slug, share.Target, share.Topic, target, need.Topic, need.Topic, share.Target-prerequisiteSlack)
			}
		}
	}
}

func (c *Curriculum) slugs() []string {
	slugs := make([]string, len(c.Topics))
	for i, topic := range c.Topics {
		slugs[i] = topic.Slug
	}
	return slugs
}
