package views

import (
	"fmt"
	"strings"

	"touchstone/internal/curriculum"
	"touchstone/internal/recommend"
)

// title is the page's title, with the role that the viewer has chosen.
func (t Topics) title() string {
	if t.Role == nil {
		return "Topics"
	}
	return "Topics for the role of " + inSentence(t.Role.Title)
}

// inSentence writes a title with a small first letter, unless an abbreviation begins it.
func inSentence(title string) string {
	if len(title) > 1 && strings.ToUpper(title[:2]) == title[:2] {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

func (t Topics) chosen(role curriculum.Role) bool { return t.Role != nil && t.Role.Slug == role.Slug }

// target is what the chosen role asks for in a topic, 0 where it asks for nothing.
func (t Topics) target(topic curriculum.Topic) int {
	if t.Role == nil {
		return 0
	}
	target, _ := t.Role.Target(topic.Slug)
	return target
}

// reach says how a standing compares with a target. A range that the target lies in leaves it open.
func reach(s recommend.TopicState, target int) string {
	switch {
	case !scored(s):
		return "no score yet"
	case s.Low >= target:
		return "reached"
	case s.Score >= target:
		return "probably reached"
	}
	return fmt.Sprintf("%d below", target-s.Score)
}

// reached says in how many of the role's topics the viewer's score is at the target.
func (t Topics) reached() string {
	n := 0
	for _, share := range t.Role.Topics {
		if s := t.Standings[share.Topic]; scored(s) && s.Score >= share.Target {
			n++
		}
	}
	return fmt.Sprintf("Your score is at the target in %d of %s.", n, count(len(t.Role.Topics), "topic"))
}
