package curriculum

import (
	"errors"
	"fmt"
	"strings"
)

// check finds contradictions inside the curriculum: ids and names used twice, references to nothing, classes that share a member.
func (c *Curriculum) check() error {
	var problems []error
	add := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }

	c.concepts = map[string]int{}
	spoken := map[string]string{}
	for i, concept := range c.Concepts {
		if j, taken := c.concepts[concept.ID]; taken {
			add("concept %s is defined in %s and in %s", concept.ID, c.Concepts[j].Topic, concept.Topic)
			continue
		}
		c.concepts[concept.ID] = i
		if concept.Name == "" || concept.Kind == "" {
			add("concept %s needs a name and a kind", concept.ID)
		}
		own := map[string]bool{}
		for _, name := range append([]string{concept.Name, concept.Plural}, concept.Aliases...) {
			key := strings.ToLower(name)
			if key == "" || own[key] {
				continue
			}
			own[key] = true
			if other, taken := spoken[key]; taken {
				add("%q names both %s and %s", name, other, concept.ID)
			}
			spoken[key] = concept.ID
		}
	}
	known := func(where, id string) {
		if _, ok := c.concepts[id]; !ok {
			add("%s names the unknown concept %s", where, id)
		}
	}
	for _, concept := range c.Concepts {
		for _, id := range concept.Confusable {
			known("confusable of "+concept.ID, id)
		}
	}
	sets := map[string]bool{}
	for _, siblings := range c.Siblings {
		if sets[siblings.ID] {
			add("sibling set %s is defined twice", siblings.ID)
		}
		sets[siblings.ID] = true
		if len(siblings.Members) < 2 {
			add("sibling set %s needs two members or more", siblings.ID)
		}
		for _, id := range siblings.Members {
			known("sibling set "+siblings.ID, id)
		}
	}
	for _, partition := range c.Partitions {
		member := map[string]string{}
		for _, class := range partition.Classes {
			for _, id := range class.Members {
				known("partition "+partition.ID, id)
				if other, taken := member[id]; taken && other != class.Name {
					add("partition %s has %s both as %s and as %s", partition.ID, id, other, class.Name)
				}
				member[id] = class.Name
			}
		}
	}
	for _, misconception := range c.Misconceptions {
		known("misconception "+misconception.ID, misconception.Concept)
	}
	return errors.Join(problems...)
}
