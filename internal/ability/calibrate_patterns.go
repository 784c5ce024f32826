package ability

import (
	"bytes"
	"slices"
)

// answerRows are the different rows of answers with how many people have each, in an order that does not depend on that of the people.
type answerRows struct {
	count []float64
	// right and other hold items by index; those of pattern i stand from start[i] to start[i+1].
	right, other           []uint32
	rightStart, otherStart []int
	// dense says what other means: the items that were not asked, or else all that were.
	dense  []bool
	people int
	// longest is the largest number of items that anybody was asked.
	longest int
}

func (p *answerRows) rights(i int) []uint32 { return p.right[p.rightStart[i]:p.rightStart[i+1]] }
func (p *answerRows) others(i int) []uint32 { return p.other[p.otherStart[i]:p.otherStart[i+1]] }

// Two bits an answer.
const (
	cellNotAsked = 0
	cellWrong    = 1
	cellRight    = 2
)

// collapse gathers equal rows of the items of a test. Rows without any answer say nothing and are left out.
func collapse(items []Answers) *answerRows {
	people, width := len(items[0].Codes), (len(items)+3)/4
	rows := make([]byte, people*width)
	for j, item := range items {
		cells := make([]byte, len(item.Marks))
		for code := 1; code < len(cells); code++ {
			cells[code] = cellWrong
			if item.Marks[code] == item.Max {
				cells[code] = cellRight
			}
			cells[code] <<= j % 4 * 2
		}
		for i, code := range item.Codes {
			rows[i*width+j/4] |= cells[code]
		}
	}
	row := func(i int32) []byte { return rows[int(i)*width : (int(i)+1)*width] }
	order := make([]int32, people)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return bytes.Compare(row(a), row(b)) })

	p := &answerRows{}
	for start := 0; start < people; {
		end := start + 1
		for end < people && bytes.Equal(row(order[start]), row(order[end])) {
			end++
		}
		p.add(row(order[start]), len(items), end-start)
		start = end
	}
	p.rightStart, p.otherStart = append(p.rightStart, len(p.right)), append(p.otherStart, len(p.other))
	return p
}

func (p *answerRows) add(row []byte, items, count int) {
	asked := 0
	for j := range items {
		if row[j/4]>>(j%4*2)&3 != cellNotAsked {
			asked++
		}
	}
	if asked == 0 {
		return
	}
	p.people += count
	p.longest = max(p.longest, asked)
	dense := asked*2 > items
	p.count, p.dense = append(p.count, float64(count)), append(p.dense, dense)
	p.rightStart, p.otherStart = append(p.rightStart, len(p.right)), append(p.otherStart, len(p.other))
	for j := range items {
		cell := row[j/4] >> (j % 4 * 2) & 3
		if cell == cellRight {
			p.right = append(p.right, uint32(j))
		}
		if (cell == cellNotAsked) == dense {
			p.other = append(p.other, uint32(j))
		}
	}
}
