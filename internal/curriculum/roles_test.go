package curriculum

import "testing"

func TestEveryTopicIsAskedBySomeRole(t *testing.T) {
	c := Library()
	asked := map[string]bool{}
	for _, role := range c.Roles {
		for _, share := range role.Topics {
			asked[share.Topic] = true
		}
	}
	for _, topic := range c.Topics {
		if !asked[topic.Slug] {
			t.Errorf("no role asks for %s: name it in roles.yaml", topic.Slug)
		}
	}
}

// Two roles that ask for the same would be one role with two titles.
func TestRolesDiffer(t *testing.T) {
	c := Library()
	titles := map[string]bool{}
	for i, a := range c.Roles {
		if titles[a.Title] {
			t.Errorf("two roles are called %q", a.Title)
		}
		titles[a.Title] = true
		for _, b := range c.Roles[:i] {
			shared := 0
			for _, share := range a.Topics {
				for _, other := range b.Topics {
					if share.Topic == other.Topic {
						shared += min(share.Weight, other.Weight)
					}
				}
			}
			if shared > 85 {
				t.Errorf("%s and %s share %d of 100 points", a.Slug, b.Slug, shared)
			}
		}
	}
}
