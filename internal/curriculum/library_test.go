package curriculum

import (
	"strings"
	"testing"
)

func TestTopicsStandBehindTheirPrerequisites(t *testing.T) {
	placed := map[string]bool{}
	for _, topic := range Library().Topics {
		for _, need := range topic.Needs {
			if !placed[need.Topic] {
				t.Errorf("%s comes before its prerequisite %s", topic.Slug, need.Topic)
			}
		}
		placed[topic.Slug] = true
	}
	if len(placed) < 7 {
		t.Errorf("the library has %d topics, want 7 or more", len(placed))
	}
}

func TestEveryConceptOccursInAGuide(t *testing.T) {
	var all strings.Builder
	for _, guide := range Library().Guides {
		all.WriteString(string(guide.Source) + "\n")
	}
	text := NewWording(all.String())
	for _, concept := range Library().Concepts {
		if !text.Names(concept) {
			t.Errorf("no guide speaks of %q (%s, %s)", concept.Name, concept.ID, concept.Topic)
		}
	}
}

func TestGuidesAreLongEnough(t *testing.T) {
	const minWords, minDecisions = 2500, 10
	for _, topic := range Library().Topics {
		guideWords, decisions := 0, 0
		for _, guide := range Library().Guides {
			switch {
			case guide.Topic != topic.Slug:
			case guide.Decisions:
				decisions += strings.Count(string(guide.Source), "\n## ")
			default:
				guideWords += len(strings.Fields(string(guide.Source)))
			}
		}
		if guideWords < minWords {
			t.Errorf("the guide %s has %d words, want %d", topic.Slug, guideWords, minWords)
		}
		if decisions < minDecisions {
			t.Errorf("the guide %s has %d worked decisions, want %d", topic.Slug, decisions, minDecisions)
		}
	}
}
