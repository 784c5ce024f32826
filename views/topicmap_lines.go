package views

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Where lines run between two columns, in the units of the drawing.
const (
	firstLane = 10 // from the column on the left
	lastLane  = 18 // from the column on the right, and room there for the last turn of a line that comes from far
	farTurn   = 9  // the place of that turn, from the column on the right
	clearance = 4  // between a line and a node that it passes
)

// point is a corner of a line.
type point struct{ x, y int }

// path draws a line from the right of one node to the left of another, with rounded bends.
func (m *topicMap) path(edge [2]int) string {
	corners := m.corners(edge)
	var d strings.Builder
	fmt.Fprintf(&d, "M%d %d", corners[0].x, corners[0].y)
	for i := 1; i < len(corners)-1; i++ {
		before, at, after := corners[i-1], corners[i], corners[i+1]
		bend := min(cornerBend, span(before, at)/2, span(at, after)/2)
		in, out := towards(at, before, bend), towards(at, after, bend)
		fmt.Fprintf(&d, "L%d %dQ%d %d %d %d", in.x, in.y, at.x, at.y, out.x, out.y)
	}
	last := corners[len(corners)-1]
	fmt.Fprintf(&d, "L%d %d", last.x, last.y)
	return d.String()
}

// corners are the ends of a line and the turns between them. A line over several columns goes around the nodes in between: one that went behind them
// would read as a line to them.
func (m *topicMap) corners(edge [2]int) []point {
	from, to := &m.nodes[edge[0]], &m.nodes[edge[1]]
	start, end := point{m.x(from) + nodeWidth, from.middle()}, point{m.x(to), to.middle()}
	height := m.passage(from, to)
	if height == start.y && height == end.y {
		return []point{start, end}
	}
	corners := []point{start}
	if height != start.y {
		lane := start.x + m.lane(edge[0])
		corners = append(corners, point{lane, start.y}, point{lane, height})
	}
	if height != end.y {
		corners = append(corners, point{end.x - farTurn, height}, point{end.x - farTurn, end.y})
	}
	return append(corners, end)
}

// passage is the height nearest to the end of a line at which no node stands in the columns that it crosses.
func (m *topicMap) passage(from, to *mapNode) int {
	isClear := func(y int) bool {
		for i := range m.nodes {
			n := &m.nodes[i]
			if n.column > from.column && n.column < to.column && y >= n.top()-clearance && y <= n.top()+n.height()+clearance {
				return false
			}
		}
		return true
	}
	for off := range m.height() {
		for _, y := range []int{to.middle() - off, to.middle() + off} {
			if y >= 0 && y <= m.height() && isClear(y) {
				return y
			}
		}
	}
	return to.middle()
}

// lane is how far behind its column the lines of a topic turn. Every topic of a column has its own lane, so that its lines can be told from the others'.
func (m *topicMap) lane(node int) int {
	var sources []int
	for _, edge := range m.edges {
		from, to := &m.nodes[edge[0]], &m.nodes[edge[1]]
		if from.column == m.nodes[node].column && m.passage(from, to) != from.middle() && !slices.Contains(sources, edge[0]) {
			sources = append(sources, edge[0])
		}
	}
	gap := m.step - nodeWidth
	if len(sources) < 2 {
		return gap / 2
	}
	sort.Slice(sources, func(a, b int) bool { return m.nodes[sources[a]].row < m.nodes[sources[b]].row })
	return firstLane + slices.Index(sources, node)*(gap-firstLane-lastLane)/(len(sources)-1)
}

// span is the length of a straight piece, which runs along one axis.
func span(a, b point) int { return max(a.x-b.x, b.x-a.x) + max(a.y-b.y, b.y-a.y) }

// towards is the point at a distance from one corner on the way to the next.
func towards(from, to point, distance int) point {
	switch {
	case to.x > from.x:
		return point{from.x + distance, from.y}
	case to.x < from.x:
		return point{from.x - distance, from.y}
	case to.y > from.y:
		return point{from.x, from.y + distance}
	}
	return point{from.x, from.y - distance}
}
