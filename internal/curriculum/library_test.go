package curriculum

import (
	"fmt"
	"slices"
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
}

// Whoever begins with the topics that need nothing and takes what has become open comes to every topic.
func TestEveryTopicIsReachable(t *testing.T) {
	c := Library()
	known := map[string]bool{}
	for grew := true; grew; {
		grew = false
		for _, topic := range c.Topics {
			if !known[topic.Slug] && allPlaced(topic.Needs, known) {
				known[topic.Slug], grew = true, true
			}
		}
	}
	for _, topic := range c.Topics {
		if !known[topic.Slug] {
			t.Errorf("nobody can come to %s", topic.Slug)
		}
		for _, need := range topic.Needs {
			if !slices.Contains(c.Opens(need.Topic), topic.Slug) {
				t.Errorf("%s does not open %s", need.Topic, topic.Slug)
			}
		}
	}
}

func TestTheLibraryIsLargeEnough(t *testing.T) {
	const topics, concepts, misconceptions, roles = 21, 350, 150, 6
	c := Library()
	said := fmt.Sprintf("%d topics, %d concepts, %d sibling sets, %d partitions, %d misconceptions, %d roles",
		len(c.Topics), len(c.Concepts), len(c.Siblings), len(c.Partitions), len(c.Misconceptions), len(c.Roles))
	t.Log(said)
	if len(c.Topics) < topics || len(c.Concepts) < concepts || len(c.Misconceptions) < misconceptions || len(c.Roles) < roles {
		t.Errorf("the library has %s; want %d topics, %d concepts, %d misconceptions and %d roles or more", said, topics, concepts, misconceptions, roles)
	}
}

// taught is what a guide teaches: its text without front matter, headings and the list of sources.
func taught(guide Guide) string {
	text := string(guide.Source)
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		_, text, _ = strings.Cut(rest, "\n---\n")
	}
	text, _, _ = strings.Cut(text, "\n## Sources")
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

func TestEveryConceptIsTaughtInAGuide(t *testing.T) {
	var all strings.Builder
	for _, guide := range Library().Guides {
		if !guide.Decisions {
			all.WriteString(taught(guide))
		}
	}
	text := NewWording(all.String())
	for _, concept := range Library().Concepts {
		if !text.Names(concept) {
			t.Errorf("no guide speaks of %q (%s, %s)", concept.Name, concept.ID, concept.Topic)
		}
	}
}

// An orphan is a concept that nothing else in the data speaks of: no sibling set, no class, no misconception, no list of confusables, and it is the kind of
// no other concept. No question could offer it, or offer anything beside it.
func TestNoConceptIsAnOrphan(t *testing.T) {
	c := Library()
	met := map[string]bool{}
	meet := func(ids ...string) {
		for _, id := range ids {
			met[id] = true
		}
	}
	for _, set := range c.Siblings {
		meet(set.Members...)
	}
	for _, partition := range c.Partitions {
		for _, class := range partition.Classes {
			meet(class.Members...)
		}
	}
	for _, misconception := range c.Misconceptions {
		meet(misconception.Concept)
	}
	kinds := map[string]bool{}
	for _, concept := range c.Concepts {
		kinds[strings.ToLower(concept.Kind)] = true
		if len(concept.Confusable) > 0 {
			meet(concept.ID)
			meet(concept.Confusable...)
		}
	}
	for _, concept := range c.Concepts {
		if !met[concept.ID] && !kinds[strings.ToLower(concept.Name)] {
			t.Errorf("data/%s.yaml: %s is in no sibling set, class, misconception or list of confusables: add it to one, or list what learners mix it up with", concept.Topic, concept.ID)
		}
	}
}

// Where one name of a set ends in another, the longer may be a special case of the shorter. Each of these was looked at: the two exclude each other.
var notSpecialCases = map[[2]string]string{
	{"factor-admin-processes", "factor-processes"}:              "factors XII and VI are different demands",
	{"graphql-input-object-type", "graphql-object-type"}:        "the specification keeps the two kinds apart",
	{"device-authorization-endpoint", "authorization-endpoint"}: "RFC 8628 adds an endpoint that is not that of RFC 6749",
	{"application-side-join", "join"}:                           "a join is the database's, the other is the program's",
	{"materialized-view", "view"}:                               "a view stores no rows, the other does",
}

func TestNoSetHoldsASpecialCaseBesideTheGeneral(t *testing.T) {
	c := Library()
	met := map[[2]string]bool{}
	for _, set := range c.Siblings {
		for _, general := range set.Members {
			for _, special := range set.Members {
				g, _ := c.Concept(general)
				s, _ := c.Concept(special)
				if !strings.HasSuffix(strings.ToLower(s.Name), " "+strings.ToLower(g.Name)) {
					continue
				}
				pair := [2]string{special, general}
				met[pair] = true
				if notSpecialCases[pair] == "" {
					t.Errorf("the set %s (%s) has %s beside %s, which may be the general case: look at it, and take one out or say here why not", set.ID, set.Topic, special, general)
				}
			}
		}
	}
	for pair := range notSpecialCases {
		if !met[pair] {
			t.Errorf("no set holds %s beside %s any more; take the line out", pair[0], pair[1])
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
