package views

import (
	"testing"

	"touchstone/internal/curriculum"
)

// maps are the sample and the library, laid out.
func maps() map[string]*topicMap {
	return map[string]*topicMap{"sample": layOut(mapOfTopics()), "library": layOut(curriculum.Library().Topics)}
}

func TestLinesRunAlongTheAxesAndPassNoNode(t *testing.T) {
	for name, m := range maps() {
		for _, edge := range m.edges {
			corners := m.corners(edge)
			from, to := &m.nodes[edge[0]], &m.nodes[edge[1]]
			if first, last := corners[0], corners[len(corners)-1]; first != (point{m.x(from) + nodeWidth, from.middle()}) || last != (point{m.x(to), to.middle()}) {
				t.Errorf("%s: the line from %s to %s runs from %v to %v", name, from.topic.Slug, to.topic.Slug, first, last)
			}
			for i := 1; i < len(corners); i++ {
				a, b := corners[i-1], corners[i]
				if (a.x == b.x) == (a.y == b.y) || b.x < a.x {
					t.Errorf("%s: the line from %s to %s goes from %v to %v", name, from.topic.Slug, to.topic.Slug, a, b)
				}
				for k := range m.nodes {
					n := &m.nodes[k]
					if k != edge[0] && k != edge[1] && max(a.x, b.x) >= m.x(n) && min(a.x, b.x) <= m.x(n)+nodeWidth &&
						max(a.y, b.y) >= n.top() && min(a.y, b.y) <= n.top()+n.height() {
						t.Errorf("%s: the line from %s to %s runs over %s", name, from.topic.Slug, to.topic.Slug, n.topic.Slug)
					}
				}
			}
		}
	}
}

// Two lines that share an upright piece read as one, so they must have an end in common.
func TestLinesOfTwoTopicsDoNotShareALane(t *testing.T) {
	for name, m := range maps() {
		for i, one := range m.edges {
			for _, other := range m.edges[:i] {
				if one[0] != other[0] && one[1] != other[1] && shareUpright(m.corners(one), m.corners(other)) {
					t.Errorf("%s: the lines %s to %s and %s to %s lie on each other", name, m.nodes[one[0]].topic.Slug, m.nodes[one[1]].topic.Slug,
						m.nodes[other[0]].topic.Slug, m.nodes[other[1]].topic.Slug)
				}
			}
		}
	}
}

func shareUpright(one, other []point) bool {
	for i := 1; i < len(one); i++ {
		for k := 1; k < len(other); k++ {
			a, b, c, d := one[i-1], one[i], other[k-1], other[k]
			if a.x == b.x && c.x == d.x && a.x == c.x && min(max(a.y, b.y), max(c.y, d.y)) > max(min(a.y, b.y), min(c.y, d.y)) {
				return true
			}
		}
	}
	return false
}
