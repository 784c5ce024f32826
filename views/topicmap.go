package views

import (
	"fmt"
	"sort"
	"strings"

	"touchstone/internal/curriculum"
)

// Sizes of the map, in the units of its drawing.
const (
	nodeWidth  = 188
	nodeHeight = 60
	tallHeight = 68 // a node whose title takes two lines
	columnStep = 241
	widestStep = 320 // between the columns of a small map, so that it fills more of the page
	rowStep    = 78
	cornerBend = 8
	lineLength = 20   // characters of a title that fit on one line of a node
	pageWidth  = 1152 // a page's 72 rem at the usual size of text; a wider map is scaled down to it
)

// drawnAround is the room that the drawing leaves on both sides of its nodes.
const drawnAround = 18

// mapNode is a topic at its place.
type mapNode struct {
	topic curriculum.Topic
	// column is the longest way from a topic that needs nothing; row grows downwards in halves, so that a parent can stand between its children.
	column int
	row    float64
	parent int // the need that it hangs on, -1 for none
	lines  []string
}

// topicMap is the graph of prerequisites, laid out from left to right.
type topicMap struct {
	nodes []mapNode
	edges [][2]int
	index map[string]int
	rows  float64
	// step is the way from one column to the next.
	step  int
	width int
}

// layOut places the topics: columns by the longest way, rows by a tree in which each topic hangs on its nearest need, and lines for the nearest
// needs alone. Needs that are not among the topics are left out.
func layOut(all []curriculum.Topic) *topicMap {
	m := &topicMap{index: map[string]int{}}
	for i, topic := range all {
		m.index[topic.Slug] = i
		m.nodes = append(m.nodes, mapNode{topic: topic, parent: -1, lines: breakTitle(topic.Title)})
	}
	m.setColumns()
	m.drawRootsNear()
	m.setEdges()
	children := map[int][]int{}
	for i := range m.nodes {
		children[m.nodes[i].parent] = append(children[m.nodes[i].parent], i)
	}
	for _, root := range children[-1] {
		m.place(root, children)
	}
	last := 0
	for i := range m.nodes {
		last = max(last, m.nodes[i].column)
	}
	m.step = max(columnStep, min(widestStep, (pageWidth-drawnAround-nodeWidth)/max(1, last)))
	m.width = last*m.step + nodeWidth
	return m
}

func (m *topicMap) needs(i int) []int {
	var needs []int
	for _, need := range m.nodes[i].topic.Needs {
		if j, ok := m.index[need.Topic]; ok && j != i {
			needs = append(needs, j)
		}
	}
	return needs
}

// setColumns relies on the graph having no cycle; a topic is settled after at most as many passes as there are topics.
func (m *topicMap) setColumns() {
	for range m.nodes {
		changed := false
		for i := range m.nodes {
			for _, need := range m.needs(i) {
				if column := m.nodes[need].column + 1; column > m.nodes[i].column && column < len(m.nodes) {
					m.nodes[i].column, changed = column, true
				}
			}
		}
		if !changed {
			return
		}
	}
}

// drawRootsNear puts a topic that needs nothing right before the first that needs it.
func (m *topicMap) drawRootsNear() {
	first := map[int]int{}
	for i := range m.nodes {
		for _, need := range m.needs(i) {
			if column, ok := first[need]; !ok || m.nodes[i].column < column {
				first[need] = m.nodes[i].column
			}
		}
	}
	for i := range m.nodes {
		if column, ok := first[i]; ok && len(m.needs(i)) == 0 {
			m.nodes[i].column = column - 1
		}
	}
}

// setEdges keeps a need only where no other need leads to it. Each topic hangs on its need of the nearest column; among several there, on the one
// that opens the fewest.
func (m *topicMap) setEdges() {
	reach := make([]map[int]bool, len(m.nodes))
	opens := make([]int, len(m.nodes))
	for i := range m.nodes {
		for _, need := range m.needs(i) {
			opens[need]++
		}
	}
	order := make([]int, len(m.nodes))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return m.nodes[order[a]].column < m.nodes[order[b]].column })
	for _, i := range order {
		reach[i] = map[int]bool{}
		needs := m.needs(i)
		for _, need := range needs {
			reach[i][need] = true
			for far := range reach[need] {
				reach[i][far] = true
			}
		}
		parent := -1
		for _, need := range needs {
			nearest := true
			for _, other := range needs {
				nearest = nearest && !reach[other][need]
			}
			if !nearest {
				continue
			}
			m.edges = append(m.edges, [2]int{need, i})
			if parent < 0 || m.nodes[need].column > m.nodes[parent].column ||
				m.nodes[need].column == m.nodes[parent].column && opens[need] < opens[parent] {
				parent = need
			}
		}
		m.nodes[i].parent = parent
	}
}

// place gives a topic the row in the middle of its children's, or the next free one.
func (m *topicMap) place(i int, children map[int][]int) {
	below := children[i]
	if len(below) == 0 {
		m.nodes[i].row = m.rows
		m.rows++
		return
	}
	for _, child := range below {
		m.place(child, children)
	}
	m.nodes[i].row = (m.nodes[below[0]].row + m.nodes[below[len(below)-1]].row) / 2
}

// breakTitle cuts a title into at most two lines.
func breakTitle(title string) []string {
	if len([]rune(title)) <= lineLength {
		return []string{title}
	}
	words := strings.Fields(title)
	first := words[0]
	i := 1
	for i < len(words) && len([]rune(first))+1+len([]rune(words[i])) <= lineLength-2 {
		first += " " + words[i]
		i++
	}
	if i == len(words) {
		return []string{first}
	}
	return []string{first, strings.Join(words[i:], " ")}
}

func (n *mapNode) height() int {
	if len(n.lines) > 1 {
		return tallHeight
	}
	return nodeHeight
}

// drop is how much lower the state stands in a node of two lines.
func (n *mapNode) drop() int {
	if len(n.lines) > 1 {
		return 6
	}
	return 0
}

func (m *topicMap) x(n *mapNode) int { return n.column*m.step + 1 }

// middle is the height of the node's middle.
func (n *mapNode) middle() int { return int(n.row*rowStep) + tallHeight/2 + 1 }

func (n *mapNode) top() int { return n.middle() - n.height()/2 }

func (m *topicMap) height() int { return int(m.rows*rowStep) - rowStep + tallHeight + 2 }

// viewBox leaves room for the streak that stands out above its node.
func (m *topicMap) viewBox() string {
	return fmt.Sprintf("-8 -6 %d %d", m.width+drawnAround, m.height()+12)
}

// branch is a topic of the map as a list, for screens too narrow for the drawing.
type branch struct {
	node     int
	branches []branch
}

// tree returns the map as nested lists: each topic under its nearest need.
func (m *topicMap) tree() []branch {
	children := map[int][]int{}
	for i := range m.nodes {
		children[m.nodes[i].parent] = append(children[m.nodes[i].parent], i)
	}
	var grow func(parent int) []branch
	grow = func(parent int) []branch {
		var branches []branch
		for _, child := range children[parent] {
			branches = append(branches, branch{child, grow(child)})
		}
		return branches
	}
	return grow(-1)
}
