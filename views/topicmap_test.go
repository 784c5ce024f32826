package views

import (
	"testing"

	"touchstone/internal/curriculum"
)

func TestMapPlacesTopicsAfterTheirNeeds(t *testing.T) {
	for name, topics := range map[string][]curriculum.Topic{"sample": mapOfTopics(), "library": curriculum.Library().Topics} {
		m := layOut(topics)
		places := map[[2]int]string{}
		for i := range m.nodes {
			n := &m.nodes[i]
			for _, need := range m.needs(i) {
				if m.nodes[need].column >= n.column {
					t.Errorf("%s: %s stands before %s, which it needs", name, n.topic.Slug, m.nodes[need].topic.Slug)
				}
			}
			place := [2]int{n.column, n.top()}
			if other, taken := places[place]; taken {
				t.Errorf("%s: %s and %s stand in one place", name, n.topic.Slug, other)
			}
			places[place] = n.topic.Slug
			for k := range m.nodes[:i] {
				if o := &m.nodes[k]; o.column == n.column && abs(o.middle()-n.middle()) < (o.height()+n.height())/2 {
					t.Errorf("%s: %s and %s overlap", name, n.topic.Slug, o.topic.Slug)
				}
			}
			if n.top() < 0 || n.top()+n.height() > m.height() || m.x(n)+nodeWidth > m.width+1 {
				t.Errorf("%s: %s stands outside the drawing", name, n.topic.Slug)
			}
		}
	}
}

func TestMapDrawsNearestNeedsOnly(t *testing.T) {
	m := layOut(mapOfTopics())
	drawn := map[string]bool{}
	for _, edge := range m.edges {
		drawn[m.nodes[edge[0]].topic.Slug+" "+m.nodes[edge[1]].topic.Slug] = true
	}
	for pair, want := range map[string]bool{
		"sessions oauth": true, "http-and-rest oauth": false, "frontend-and-backend sessions": false, "nosql sql-vs-nosql": true, "sql sql-vs-nosql": false, "git testing": true, "languages testing": true,
	} {
		if drawn[pair] != want {
			t.Errorf("the line %s is drawn: %v, want %v", pair, drawn[pair], want)
		}
	}
	if len(m.edges) != 20 {
		t.Errorf("%d lines, want 20", len(m.edges))
	}
	var leaves func([]branch) int
	leaves = func(branches []branch) int {
		n := len(branches)
		for _, b := range branches {
			n += leaves(b.branches)
		}
		return n
	}
	if n := leaves(m.tree()); n != len(m.nodes) {
		t.Errorf("the tree holds %d topics, want %d", n, len(m.nodes))
	}
}

func TestMapSurvivesACycleAndUnknownNeeds(t *testing.T) {
	m := layOut([]curriculum.Topic{
		{Slug: "a", Title: "A", Needs: []curriculum.Need{{Topic: "b"}, {Topic: "nowhere"}}}, {Slug: "b", Title: "B", Needs: []curriculum.Need{{Topic: "a"}}},
	})
	if len(m.nodes) != 2 || m.width < nodeWidth {
		t.Errorf("%d nodes, width %d", len(m.nodes), m.width)
	}
}

func abs(n int) int { return max(n, -n) }
