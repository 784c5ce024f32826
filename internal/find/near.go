package find

// nearest returns the word of the passages that was probably meant by a word that stands in none: the most frequent of the nearest, at one slip from a short word
// and at two from one of seven letters or more. Empty when there is none.
func (x *Index) nearest(typed string) string {
	if len(typed) < 4 {
		return ""
	}
	limit := 1
	if len(typed) >= 7 {
		limit = 2
	}
	best, distance := "", limit+1
	for _, w := range x.known {
		if len(w) < 4 || w[0] != typed[0] || len(w) > len(typed)+limit || len(typed) > len(w)+limit {
			continue
		}
		if d := slips(typed, w, distance); d < distance || d == distance && d <= limit && x.often[w] > x.often[best] {
			best, distance = w, d
		}
	}
	return best
}

// slips counts the letters that are wrong, missing, too many or swapped with their neighbour (optimal string alignment distance). It may stop above limit.
func slips(a, b string, limit int) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for k := range last {
		last[k] = k
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for k := 1; k <= len(b); k++ {
			cost := 1
			if a[i-1] == b[k-1] {
				cost = 0
			}
			row[k] = min(last[k]+1, row[k-1]+1, last[k-1]+cost)
			if i > 1 && k > 1 && a[i-1] == b[k-2] && a[i-2] == b[k-1] {
				row[k] = min(row[k], before[k-2]+1)
			}
			least = min(least, row[k])
		}
		if least > limit {
			return least
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
