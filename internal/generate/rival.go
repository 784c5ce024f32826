package generate

import (
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
)

// rival is a concept that excludes another: what defines one is false of the other.
type rival struct {
	id         string
	set        *curriculum.Siblings
	confusable bool
}

// rivals lists the concepts that exclude one, those of its largest named sets first; a concept appears once.
func (w *writer) rivals(id string) []rival {
	var found []rival
	seen := map[string]bool{id: true}
	for _, set := range w.sets[id] {
		for _, other := range set.Members {
			if seen[other] || w.related(id, other) {
				continue
			}
			seen[other] = true
			found = append(found, rival{other, set, w.confusable[[2]string{id, other}]})
		}
	}
	return found
}

// related reports whether one name is part of the other (join, inner join): such a pair may not stand as options of one question.
func (w *writer) related(a, b string) bool {
	ca, _ := w.concept(a)
	cb, _ := w.concept(b)
	na, nb := " "+strings.ToLower(ca.Name)+" ", " "+strings.ToLower(cb.Name)+" "
	return strings.Contains(na, nb) || strings.Contains(nb, na)
}

// inSet reports whether a concept is a member of a sibling set.
func inSet(set *curriculum.Siblings, id string) bool {
	for _, m := range set.Members {
		if m == id {
			return true
		}
	}
	return false
}

// commonSet returns the smallest sibling set that holds all of the concepts; its name may stand in a stem without giving anything away.
func (w *writer) commonSet(ids []string) *curriculum.Siblings {
	var best *curriculum.Siblings
	if len(ids) == 0 {
		return nil
	}
	for _, set := range w.sets[ids[0]] {
		all := true
		for _, id := range ids[1:] {
			all = all && inSet(set, id)
		}
		if all && (best == nil || len(set.Members) < len(best.Members)) {
			best = set
		}
	}
	return best
}

// kindOfAll is what a question calls its options: the name of a common sibling set, else a kind that all share, else "term".
func (w *writer) kindOfAll(ids []string) string {
	if set := w.commonSet(ids); set != nil && speakable(set.Name) {
		return set.Name
	}
	kind := ""
	for i, id := range ids {
		c, ok := w.concept(id)
		if !ok || i > 0 && c.Kind != kind {
			return "term"
		}
		kind = c.Kind
	}
	return kind
}

// speakable reports whether the name of a set can stand after "which": short, and no bare list heading such as "term of search".
func speakable(name string) bool {
	fields := strings.Fields(name)
	if len(fields) > 6 || fields[0] == "term" || fields[len(fields)-1] == "term" || fields[0] == "fault" || fields[0] == "idea" || fields[0] == "concept" || fields[0] == "basic" || fields[0] == "further" || fields[0] == "light" {
		return false
	}
	for _, f := range fields {
		if len(fields) > 2 && awkward[f] {
			return false
		}
	}
	return true
}

var awkward = words("to with at around and or that between by before after for under")

// field names the technology of a fact's topic for the end of a question, where neither what is told nor the options name it: " in GraphQL".
func (w *writer) field(f *extract.Fact, told string, options []bank.Option) string {
	topic, ok := w.curriculum.Topic(w.topic(f))
	if !ok || w.conceptNamed(topic.Title) == "" || startsSmall(topic.Title) || !spelled(topic.Title) && strings.ToLower(topic.Title[1:]) == topic.Title[1:] {
		return ""
	}
	for _, o := range options {
		told += " " + o.Text
	}
	name, _, _ := strings.Cut(topic.Title, " ")
	if strings.Contains(strings.ToLower(told), strings.ToLower(name)) {
		return ""
	}
	return " in " + topic.Title
}
