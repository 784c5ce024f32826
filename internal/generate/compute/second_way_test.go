package compute

import (
	"math"
	"math/bits"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"touchstone/internal/bank"
)

// A second way to each key reads nothing but what the learner sees, and uses none of the code that made the question: formulas in closed form where the key was
// counted or simulated, and plain loops over the drawn tables where SQLite found it.

var digits = regexp.MustCompile(`\d[\d,]*(\.\d+)?`)

// numbersIn are the numbers of a text in order; commas between thousands do not count.
func numbersIn(text string) []float64 {
	var found []float64
	for _, n := range digits.FindAllString(text, -1) {
		value, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimRight(n, ","), ",", ""), 64)
		if err == nil {
			found = append(found, value)
		}
	}
	return found
}

// drawn reads the tables of a question back: for each a list of rows.
func drawn(code string) (tables [][][]string) {
	for _, block := range strings.Split(code, "\n\n") {
		lines := strings.Split(block, "\n")
		if len(lines) < 3 || strings.Trim(lines[2], "-+") != "" {
			continue
		}
		var rows [][]string
		for _, line := range lines[3:] {
			cells := strings.Split(line, "|")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			rows = append(rows, cells)
		}
		tables = append(tables, rows)
	}
	return tables
}

func num(text string) float64 {
	n, _ := strconv.ParseFloat(text, 64) // the tables hold whole numbers
	return n
}

func words(names []string) string {
	out := strings.Join(names, ", ")
	if i := strings.LastIndex(out, ", "); i >= 0 {
		out = out[:i] + " and " + out[i+2:]
	}
	return out
}

func distinct(names []string) []string {
	names = slices.Clone(names)
	slices.Sort(names)
	return slices.Compact(names)
}

func cellsOf(rows [][]string, i int, keep func(row []string) bool) []string {
	var out []string
	for _, row := range rows {
		if keep == nil || keep(row) {
			out = append(out, row[i])
		}
	}
	return out
}

func mean(cells []string) float64 {
	sum := 0.0
	for _, c := range cells {
		sum += num(c)
	}
	return sum / float64(len(cells))
}

// joined counts pairs, lonely left rows and lonely right rows of customers and orders.
func joined(tables [][][]string) (pairs, left, right int) {
	for _, o := range tables[1] {
		if n := len(cellsOf(tables[0], 0, func(c []string) bool { return c[0] == o[1] })); n == 0 {
			right++
		} else {
			pairs += n
		}
	}
	for _, c := range tables[0] {
		if len(cellsOf(tables[1], 0, func(o []string) bool { return o[1] == c[0] })) == 0 {
			left++
		}
	}
	return pairs, left, right
}

func whole(n int) string { return number(float64(n)) }

var quoted = regexp.MustCompile(`'([A-Za-z]+)'`)

var secondWays = map[string]func(q *bank.Question, n []float64, tables [][][]string) string{
	"sql-left-join-rows": func(_ *bank.Question, _ []float64, t [][][]string) string {
		pairs, left, _ := joined(t)
		return whole(pairs + left)
	},
	"sql-full-join-rows": func(_ *bank.Question, _ []float64, t [][][]string) string {
		pairs, left, right := joined(t)
		return whole(pairs + left + right)
	},
	"sql-inner-join-pairs": func(_ *bank.Question, _ []float64, t [][][]string) string {
		n := 0
		for _, a := range t[0] {
			n += len(cellsOf(t[1], 0, func(b []string) bool { return a[1] == b[1] }))
		}
		return whole(n)
	},
	"sql-anti-join": func(_ *bank.Question, _ []float64, t [][][]string) string {
		return words(cellsOf(t[0], 1, func(c []string) bool { return !slices.Contains(cellsOf(t[1], 1, nil), c[0]) }))
	},
	"sql-left-join-where": func(_ *bank.Question, _ []float64, t [][][]string) string {
		return whole(len(cellsOf(t[1], 0, func(o []string) bool { return o[2] == "open" && o[1] != null })))
	},
	"sql-union-rows": func(_ *bank.Question, _ []float64, t [][][]string) string {
		return whole(len(distinct(append(cellsOf(t[0], 0, nil), cellsOf(t[1], 0, nil)...)))) + " rows"
	},
	"sql-except": func(_ *bank.Question, _ []float64, t [][][]string) string {
		return words(distinct(cellsOf(t[0], 0, func(r []string) bool { return !slices.Contains(cellsOf(t[1], 0, nil), r[0]) })))
	},
	"sql-count-column": func(_ *bank.Question, _ []float64, t [][][]string) string {
		points := cellsOf(t[0], 2, func(r []string) bool { return r[2] != null })
		return "`" + whole(len(t[0])) + " | " + whole(len(points)) + " | " + whole(len(distinct(points))) + "`"
	},
	"sql-group-count": func(q *bank.Question, _ []float64, t [][][]string) string {
		team := q.Stem[len(q.Stem)-2 : len(q.Stem)-1]
		return whole(len(cellsOf(t[0], 2, func(r []string) bool { return r[1] == team && r[2] != null })))
	},
	"sql-having": func(q *bank.Question, _ []float64, t [][][]string) string {
		limit := numbersIn(q.Code[strings.Index(q.Code, "WHERE"):])[0]
		left := cellsOf(t[0], 0, func(r []string) bool { return num(r[1]) >= limit })
		return words(slices.DeleteFunc(distinct(left), func(c string) bool {
			return len(cellsOf(t[0], 0, func(r []string) bool { return r[0] == c && num(r[1]) >= limit })) < 2
		}))
	},
	"sql-average-null": func(_ *bank.Question, _ []float64, t [][][]string) string {
		return number(mean(cellsOf(t[0], 2, func(r []string) bool { return r[2] != null })))
	},
	"sql-distinct-rows": func(_ *bank.Question, _ []float64, t [][][]string) string {
		var pairs []string
		for _, r := range t[0] {
			pairs = append(pairs, strings.Join(r, "/"))
		}
		return whole(len(distinct(pairs)))
	},
	"sql-rank": func(q *bank.Question, _ []float64, t [][][]string) string {
		who := strings.TrimSuffix(strings.Fields(q.Stem)[len(strings.Fields(q.Stem))-1], "?")
		own := num(cellsOf(t[0], 1, func(r []string) bool { return r[0] == who })[0])
		above := cellsOf(t[0], 1, func(r []string) bool { return num(r[1]) > own })
		if strings.Contains(q.Code, "DENSE_RANK") {
			above = distinct(above)
		}
		return whole(len(above) + 1)
	},
	"sql-row-number": func(_ *bank.Question, _ []float64, t [][][]string) string {
		return words(cellsOf(t[0], 0, func(r []string) bool {
			return len(cellsOf(t[0], 0, func(o []string) bool { return o[1] == r[1] && num(o[2]) > num(r[2]) })) == 0
		}))
	},
	"sql-subquery-average": func(_ *bank.Question, _ []float64, t [][][]string) string {
		average := mean(cellsOf(t[0], 1, nil))
		return words(distinct(cellsOf(t[0], 0, func(r []string) bool { return num(r[1]) > average })))
	},
	"sql-correlated": func(_ *bank.Question, _ []float64, t [][][]string) string {
		return words(distinct(cellsOf(t[0], 0, func(r []string) bool {
			return num(r[2]) > mean(cellsOf(t[0], 2, func(o []string) bool { return o[1] == r[1] }))
		})))
	},
	"sql-null-comparison": func(q *bank.Question, _ []float64, t [][][]string) string {
		city := quoted.FindStringSubmatch(q.Code)[1]
		n := len(cellsOf(t[0], 0, func(r []string) bool { return r[1] != null && r[1] != city }))
		if n == 1 {
			return "1 row"
		}
		return whole(n) + " rows"
	},
	"sql-not-in-null": func(_ *bank.Question, _ []float64, t [][][]string) string {
		list := cellsOf(t[1], 1, nil)
		if slices.Contains(list, null) {
			return "0"
		}
		return whole(len(cellsOf(t[0], 0, func(r []string) bool { return !slices.Contains(list, r[0]) })))
	},
	"sql-order-limit": func(_ *bank.Question, _ []float64, t [][][]string) string {
		rows := slices.Clone(t[0])
		slices.SortFunc(rows, func(a, b []string) int { return int(num(b[1]) - num(a[1])) })
		return rows[0][0] + ", " + rows[1][0]
	},
	"sql-coalesce": func(q *bank.Question, _ []float64, t [][][]string) string {
		standard := numbersIn(q.Code[strings.Index(q.Code, "COALESCE"):])[0]
		sum := 0.0
		for _, fee := range cellsOf(t[0], 1, nil) {
			if fee == null {
				sum += standard
			}
			sum += num(fee)
		}
		return number(sum)
	},
	"sql-cascade": func(q *bank.Question, _ []float64, t [][][]string) string {
		name := quoted.FindStringSubmatch(q.Code)[1]
		id := cellsOf(t[0], 0, func(r []string) bool { return r[1] == name })[0]
		return whole(len(cellsOf(t[1], 0, func(r []string) bool { return r[1] != id })))
	},
	"nosql-quorum":        func(_ *bank.Question, n []float64, _ [][][]string) string { return number(n[0] - n[1] + 1) },
	"events-idle-members": func(_ *bank.Question, n []float64, _ [][][]string) string { return number(max(0, n[1]-n[0])) },
	"events-consumers-needed": func(_ *bank.Question, n []float64, _ [][][]string) string {
		return number(math.Ceil(n[0] * n[1] / 1000))
	},
	"nosql-modulo-moves": func(q *bank.Question, n []float64, _ [][][]string) string {
		// The Chinese remainder theorem: two neighbouring divisors leave one remainder for both only in the first n[0] of every n[0] × n[1] numbers.
		moved := 0
		for _, k := range numbersIn(q.Code) {
			if math.Mod(k, n[0]*n[1]) >= n[0] {
				moved++
			}
		}
		return whole(moved)
	},
	"serverless-gb-seconds": func(_ *bank.Question, n []float64, _ [][][]string) string {
		return number(math.Round(n[0] * n[1] * n[2] / 1000))
	},
	"serverless-concurrency": func(_ *bank.Question, n []float64, _ [][][]string) string { return number(n[0] * n[1] / 1000) },
	"serverless-backoff": func(_ *bank.Question, n []float64, _ [][][]string) string { // the sum of a geometric series
		return number(n[0] * (math.Pow(n[1], n[2]-1) - 1) / (n[1] - 1))
	},
	"performance-amdahl": func(_ *bank.Question, n []float64, _ [][][]string) string { // time of 100 units of work, shared out
		return number(math.Round(1000/(n[0]+(100-n[0])/n[1])) / 10)
	},
	"performance-percentile": func(q *bank.Question, n []float64, _ [][][]string) string {
		for _, candidate := range slices.Sorted(slices.Values(numbersIn(q.Code))) { // the smallest value that enough measurements do not exceed
			count := 0
			for _, v := range numbersIn(q.Code) {
				if v <= candidate {
					count++
				}
			}
			if float64(count*100) >= n[0]*10 {
				return number(candidate) + " ms"
			}
		}
		return ""
	},
	"caching-average-time": func(_ *bank.Question, n []float64, _ [][][]string) string {
		return number(math.Round(100*(n[2]-(n[2]-n[1])*n[0]/100)) / 100)
	},
	"caching-database-load": func(_ *bank.Question, n []float64, _ [][][]string) string { return number(n[0] - n[0]*n[2]/100) },
	"auth-entropy": func(q *bank.Question, n []float64, _ [][][]string) string {
		for word, size := range map[string]float64{"hexadecimal": 16, "base32": 32, "base64url": 64} {
			if strings.Contains(q.Stem, word) {
				return number(n[0] * math.Log2(size))
			}
		}
		return ""
	},
	"cloud-autoscaler": func(_ *bank.Question, n []float64, _ [][][]string) string {
		return number(math.Floor((n[1]*n[2]+n[0]-1)/n[0])) + " copies"
	},
	"cloud-rolling-update":   func(_ *bank.Question, n []float64, _ [][][]string) string { return number(math.Ceil(n[0]/n[1]) * n[2]) },
	"microservices-deadline": func(_ *bank.Question, n []float64, _ [][][]string) string { return number(n[0] - n[1] - n[2] - n[3]) },
	"edge-query-chain":       func(_ *bank.Question, n []float64, _ [][][]string) string { return number((n[0]-1)*n[1] - n[0]*n[2]) },
	"edge-propagation":       func(_ *bank.Question, n []float64, _ [][][]string) string { return number(n[0] / 100 * n[1]) },
	"testing-bisection": func(_ *bank.Question, n []float64, _ [][][]string) string {
		return number(float64(bits.Len(uint(n[0]-1))) * n[1])
	},
	"work-error-budget": func(_ *bank.Question, n []float64, _ [][][]string) string {
		return number(math.Round(n[1]*(100-n[0])/100) - n[2])
	},
	"work-expected-days": func(_ *bank.Question, n []float64, _ [][][]string) string {
		return number((n[0]+4*n[1]+n[2])/6) + " days"
	},
	"testing-boundaries": func(_ *bank.Question, n []float64, _ [][][]string) string {
		return strings.Join([]string{number(n[0] - 1), number(n[0]), number(n[1]), number(n[1] + 1)}, ", ")
	},
	"caching-shared-freshness": func(q *bank.Question, _ []float64, _ [][][]string) string {
		n := numbersIn(q.Code[strings.Index(q.Code, "max-age"):])
		if strings.Contains(q.Stem, "shared cache") {
			return number(n[1] - n[2])
		}
		return number(n[0] - n[2])
	},
}

func TestASecondWayGivesEveryKey(t *testing.T) {
	names := map[string]string{}
	for _, f := range families {
		names[identity("family", f.name)] = f.name
	}
	checked := map[string]bool{}
	questions := made(t).Questions
	for i := range questions {
		q := &questions[i]
		way := secondWays[names[q.Family]]
		if way == nil {
			continue
		}
		checked[names[q.Family]] = true
		if got := way(q, numbersIn(q.Stem), drawn(q.Code)); got != keyText(q) && got+"s" != keyText(q) && got != keyText(q)+"s" {
			t.Errorf("%s %q\n%s\nhas the key %s, and the second way gives %s", names[q.Family], q.Stem, q.Code, keyText(q), got)
		}
	}
	for name := range secondWays {
		if !checked[name] {
			t.Errorf("no question of %s was checked", name)
		}
	}
	t.Logf("%d of %d families have a second way", len(checked), len(families))
}
