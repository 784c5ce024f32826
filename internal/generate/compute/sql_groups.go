package compute

import (
	"fmt"
	"strconv"
	"strings"
)

var groupFamilies = []family{
	{"sql-count-column", "sql", apply, "COUNT(*) counts rows, whereas COUNT(column) counts rows in which the column is not null", countColumn},
	{"sql-group-count", "sql", apply, "The number of rows or of values that are not null", groupCount},
	{"sql-having", "sql", apply, "filters groups after the aggregates have been computed", having},
	{"sql-average-null", "sql", apply, "The arithmetic mean of the values", averageNull},
	{"sql-distinct-rows", "sql", apply, "removes duplicate rows from the result", distinctRows},
	{"sql-rank", "sql", apply, "A position in which ties share a number and leave a gap", rank},
	{"sql-row-number", "sql", apply, "splits the rows into independent sections", rowNumber},
	{"sql-subquery-average", "sql", apply, "nested inside another statement", aboveAverage},
	{"sql-correlated", "sql", analyse, "refers to the current row of the outer query", aboveOwnAverage},
}

// scores draws people in teams with points; share of four of them lacks the points.
func scores(d *draw, people, gaps int) table {
	t := table{name: "score", columns: []string{"name", "team", "points"}}
	for i, name := range some(d, people, firstNames) {
		points := strconv.Itoa(d.step(10, 60, 10))
		if i < gaps {
			points = null
		}
		t.rows = append(t.rows, []string{name, pick(d, "A", "B"), points})
	}
	d.chance.Shuffle(len(t.rows), func(i, j int) { t.rows[i], t.rows[j] = t.rows[j], t.rows[i] })
	return t
}

func countColumn(d *draw) *variant {
	t := scores(d, d.between(5, 7), d.between(1, 2))
	query := "SELECT COUNT(*), COUNT(points),\n       COUNT(DISTINCT points)\nFROM score;"
	results := d.results([]table{t}, query, "SELECT count(*), count(*), count(DISTINCT points) FROM score", "SELECT count(*), count(points), count(DISTINCT coalesce(points, 'none')) FROM score",
		"SELECT count(points), count(points), count(DISTINCT points) FROM score", "SELECT count(*), count(points), count(points) FROM score")
	show := func(i int) string { return "`" + strings.Join(results[i][0], " | ") + "`" }
	row := results[0][0]
	return &variant{
		stem: "Which row does this query return?", code: sheet([]table{t}, query), key: show(0), by: "SQLite ran the query",
		wrong: []mistake{
			{show(1), "`COUNT(points)` leaves out the rows without points.", "COUNT(points) counts nulls"},
			{show(2), "A null is no value, so `COUNT(DISTINCT points)` does not count it.", "null counts as a value of its own"},
			{show(3), "`COUNT(*)` counts rows, whatever their columns hold.", "COUNT(*) leaves out rows with a null"},
			{show(4), "DISTINCT counts each number of points once.", "DISTINCT has no effect"},
		},
		explanation: fmt.Sprintf("The table has %s rows, and `COUNT(*)` counts all of them. %s of these rows have points, which `COUNT(points)` counts. Among those points there are %s different numbers.", row[0], row[1], row[2]),
	}
}

func groupCount(d *draw) *variant {
	t := scores(d, d.between(6, 7), 2)
	team := pick(d, "A", "B")
	query := "SELECT team, COUNT(points)\nFROM score\nGROUP BY team;"
	results := d.results([]table{t}, "SELECT count(points), count(*), sum(points) FROM score WHERE team = '"+team+"'", query)
	with, all := results[0][0][0], results[0][0][1]
	if with == all || with == "0" || len(results[1]) < 2 {
		return nil
	}
	n, _ := strconv.Atoi(with)
	return &variant{
		stem: "Which count does this query return for team " + team + "?", code: sheet([]table{t}, query), value: exactly(n), by: "SQLite ran the query",
		explanation: fmt.Sprintf("Team %s has %s rows. `COUNT(points)` counts only the rows of the group in which points has a value, and here that is %s.", team, all, with),
	}
}

func having(d *draw) *variant {
	shops := some(d, 4, []string{"Bern", "Graz", "Lyon", "Oslo", "Riga", "Turin"})
	t := table{name: "sale", columns: []string{"city", "amount"}}
	for range 8 {
		t.rows = append(t.rows, []string{shops[d.between(0, 3)], strconv.Itoa(d.step(5, 40, 5))})
	}
	limit := d.step(10, 20, 5)
	where := fmt.Sprintf("WHERE amount >= %d", limit)
	query := "SELECT city\nFROM sale\n" + where + "\nGROUP BY city\nHAVING COUNT(*) >= 2\nORDER BY city;"
	results := d.results([]table{t}, query, "SELECT city FROM sale GROUP BY city HAVING count(*) >= 2 ORDER BY city", "SELECT city FROM sale "+where+" GROUP BY city HAVING count(*) > 2 ORDER BY city",
		"SELECT DISTINCT city FROM sale "+where+" ORDER BY city", fmt.Sprintf("SELECT city FROM sale GROUP BY city HAVING min(amount) >= %d ORDER BY city", limit))
	cities := column(results[0], 0)
	if len(cities) == 0 || len(cities) > 2 {
		return nil
	}
	name := func(i int) string {
		if len(results[i]) == 0 {
			return "no city"
		}
		return list(column(results[i], 0))
	}
	return &variant{
		stem: "Which cities does this query return?", code: sheet([]table{t}, query), key: list(cities), by: "SQLite ran the query",
		wrong: []mistake{
			{name(1), fmt.Sprintf("This counts all sales of a city. WHERE removes those below %d before the groups are counted.", limit), "groups counted before WHERE"},
			{name(3), "Each of these cities has a sale that passes WHERE, and HAVING then asks for two of them.", "HAVING left out"},
			{name(2), "`>= 2` also accepts a group of exactly two rows.", "more than two rows"},
			{name(4), "WHERE removes single rows; it does not demand that all sales of a city are large.", "every sale above the limit"},
		},
		explanation: fmt.Sprintf("WHERE first removes the sales below %d, then the remaining rows are grouped by city. HAVING keeps groups of two rows or more, which leaves %s.", limit, list(cities)),
	}
}

func averageNull(d *draw) *variant {
	people, gaps := d.between(5, 6), d.between(1, 2)
	t := scores(d, people, gaps)
	query := "SELECT AVG(points)\nFROM score;"
	results := d.results([]table{t}, "SELECT avg(points), sum(points), sum(points) / count(DISTINCT points) FROM score")
	row := results[0][0]
	key, whole := strings.CutSuffix(row[0], ".0")
	sum := row[1]
	if !whole || key == row[2] {
		return nil
	}
	return &variant{
		stem: "Which value does this query return?", code: sheet([]table{t}, query), value: exactly(atoi(key)), by: "SQLite ran the query",
		explanation: fmt.Sprintf("AVG looks at the values that are there and leaves nulls out. The %d values add up to %s, and %s / %d = %s.", people-gaps, sum, sum, people-gaps, key),
	}
}

func distinctRows(d *draw) *variant {
	t := table{name: "visit", columns: []string{"city", "device"}}
	cities := some(d, 3, []string{"Bern", "Graz", "Lyon", "Oslo", "Riga"})
	for range d.between(6, 8) {
		t.rows = append(t.rows, []string{cities[d.between(0, 2)], pick(d, "phone", "laptop", "tablet")})
	}
	query := "SELECT DISTINCT city, device\nFROM visit;"
	results := d.results([]table{t}, query, "SELECT DISTINCT city FROM visit", "SELECT city FROM visit GROUP BY city, device HAVING count(*) = 1")
	rows := len(results[0])
	if !differs(rows, len(t.rows), len(results[1]), len(results[2])) {
		return nil
	}
	return &variant{
		stem: "How many rows does this query return?", code: sheet([]table{t}, query), value: exactly(rows), by: "SQLite ran the query",
		explanation: fmt.Sprintf("DISTINCT compares whole rows, here the pair of city and device. The table has %d rows, and %s a pair that stands there already. So %d rows remain.", len(t.rows), map[bool]string{true: "1 repeats", false: fmt.Sprint(len(t.rows)-rows, " repeat")}[len(t.rows)-rows == 1], rows),
	}
}

func rank(d *draw) *variant {
	t := table{name: "race", columns: []string{"name", "points"}}
	names := some(d, 6, firstNames)
	for _, name := range names {
		t.rows = append(t.rows, []string{name, strconv.Itoa(d.step(10, 50, 10))})
	}
	who := names[d.between(0, 5)]
	results := d.results([]table{t}, "SELECT r, k, n, u FROM (SELECT name, rank() OVER (ORDER BY points DESC) r, dense_rank() OVER (ORDER BY points DESC) k, row_number() OVER (ORDER BY points DESC, rowid DESC) n, rank() OVER (ORDER BY points) u FROM race) WHERE name = '"+who+"'")
	row := results[0][0]
	function := pick(d, "RANK", "DENSE_RANK")
	key, other, otherName := row[0], row[1], "DENSE_RANK"
	rule := "counts all people with more points and adds one, so ties leave a gap behind them"
	if function == "DENSE_RANK" {
		key, other, otherName = row[1], row[0], "RANK"
		rule = "counts the different numbers of points above and adds one, so ties leave no gap"
	}
	if key == other {
		return nil
	}
	query := "SELECT name, " + function + "() OVER (\n         ORDER BY points DESC)\nFROM race;"
	return &variant{
		stem: "Which position does this query give to " + who + "?", code: sheet([]table{t}, query), key: key, by: "SQLite ran the query",
		wrong: []mistake{
			{other, otherName + " gives this position: the two functions differ after ties.", otherName},
			{row[2], "ROW_NUMBER gives a position of its own even to people with equal points.", "ROW_NUMBER"},
			{row[3], "This position counts from the fewest points. DESC puts the most points first.", "ascending order"},
		},
		explanation: fmt.Sprintf("%s %s. Above %s stand %s people with %s different numbers of points, so the position is %s.", function, rule, who, minusOne(row[0]), minusOne(row[1]), key),
	}
}

func minusOne(text string) string {
	n, _ := strconv.Atoi(text) // SQLite returned a whole number
	return strconv.Itoa(n - 1)
}

func rowNumber(d *draw) *variant {
	t := table{name: "orders", columns: []string{"id", "client", "day"}}
	clients := some(d, 2, firstNames)
	for i, day := range some(d, 6, []int{2, 4, 7, 9, 12, 15, 18, 21, 25, 28}) {
		t.rows = append(t.rows, []string{strconv.Itoa(31 + i), clients[d.between(0, 1)], strconv.Itoa(day)})
	}
	inner := "  SELECT id, ROW_NUMBER() OVER (\n    PARTITION BY client\n    ORDER BY day DESC) AS n\n  FROM orders"
	query := "SELECT id FROM (\n" + inner + ")\nWHERE n = 1;"
	ask := func(over string) string {
		return "SELECT id FROM (SELECT id, row_number() OVER (" + over + ") AS n FROM orders) WHERE n = 1 ORDER BY id"
	}
	results := d.results([]table{t}, ask("PARTITION BY client ORDER BY day DESC"), ask("ORDER BY day DESC"), ask("PARTITION BY client ORDER BY day"), ask("PARTITION BY client ORDER BY id DESC"))
	if len(results[0]) != 2 {
		return nil
	}
	return &variant{
		stem: "Which orders does this query return?", code: sheet([]table{t}, query), key: list(column(results[0], 0)), by: "SQLite ran the query",
		wrong: []mistake{
			{list(column(results[2], 0)), "These are the oldest orders. `ORDER BY day DESC` numbers the newest first.", "ascending order"},
			{list(column(results[3], 0)), "These are the last rows of each client in the table. The numbers follow the day and not the place in the table.", "order of the table"},
			{list(column(results[1], 0)), "PARTITION BY starts the count anew for each client, so each client has a first order.", "one partition for all"},
		},
		explanation: fmt.Sprintf("PARTITION BY numbers the orders of each client for themselves, the newest first. The newest orders of %s and %s are %s, and the outer query keeps number 1 of each.", clients[0], clients[1], list(column(results[0], 0))),
	}
}

func aboveAverage(d *draw) *variant {
	t := scores(d, 5, 0)
	query := "SELECT name FROM score\nWHERE points > (\n  SELECT AVG(points) FROM score)\nORDER BY name;"
	results := d.results([]table{t}, query, "SELECT name FROM score WHERE points >= (SELECT avg(points) FROM score) ORDER BY name", "SELECT name FROM score WHERE points = (SELECT max(points) FROM score) ORDER BY name",
		"SELECT name FROM score WHERE points < (SELECT avg(points) FROM score) ORDER BY name", "SELECT name FROM score WHERE points > (SELECT (min(points) + max(points)) / 2 FROM score) ORDER BY name", "SELECT avg(points), sum(points) FROM score",
		"SELECT s.name FROM score s WHERE points > (SELECT avg(points) FROM score i WHERE i.team = s.team) ORDER BY name")
	names := column(results[0], 0)
	if len(names) == 0 || len(results[3]) == 0 || !strings.HasSuffix(results[5][0][0], ".0") {
		return nil
	}
	t2 := table{name: t.name, columns: []string{"name", "points"}}
	for _, row := range t.rows {
		t2.rows = append(t2.rows, []string{row[0], row[2]})
	}
	average := strings.TrimSuffix(results[5][0][0], ".0")
	return &variant{
		stem: "Whose names does this query return?", code: sheet([]table{t2}, query), key: list(names), by: "SQLite ran the query",
		wrong: []mistake{
			{list(column(results[1], 0)), "`>` leaves out those who have exactly the average.", "the average included"},
			{list(column(results[2], 0)), "The subquery computes the average of all points and not the largest number.", "the maximum alone"},
			{list(column(results[3], 0)), "These people lie below the average.", "below the average"},
			{list(column(results[4], 0)), "The average is the sum divided by the count; it need not lie halfway between smallest and largest.", "halfway between smallest and largest"},
		},
		explanation: fmt.Sprintf("The subquery is computed first: the five numbers add up to %s, so the average is %s. The outer query then keeps the people with more than %s points: %s.", results[5][0][1], average, average, list(names)),
	}
}

func aboveOwnAverage(d *draw) *variant {
	t := scores(d, 6, 0)
	query := "SELECT name FROM score AS s\nWHERE points > (\n  SELECT AVG(points) FROM score\n  WHERE team = s.team)\nORDER BY name;"
	results := d.results([]table{t}, query, "SELECT name FROM score WHERE points > (SELECT avg(points) FROM score) ORDER BY name", "SELECT name FROM score s WHERE points = (SELECT max(points) FROM score WHERE team = s.team) ORDER BY name",
		"SELECT name FROM score s WHERE points >= (SELECT avg(points) FROM score WHERE team = s.team) ORDER BY name", "SELECT team, avg(points) FROM score GROUP BY team ORDER BY team",
		"SELECT name FROM score s WHERE points > (SELECT avg(points) FROM score WHERE team <> s.team) ORDER BY name")
	names, averages := column(results[0], 0), results[4]
	if len(names) < 2 || len(averages) != 2 || !strings.HasSuffix(averages[0][1], ".0") || !strings.HasSuffix(averages[1][1], ".0") {
		return nil
	}
	return &variant{
		stem: "Whose names does this query return?", code: sheet([]table{t}, query), key: list(names), by: "SQLite ran the query",
		wrong: []mistake{
			{list(column(results[1], 0)), "This compares everybody with the average of the whole table. The subquery looks at the team of the current row alone.", "one average for all"},
			{list(column(results[2], 0)), "These have the most points of their team, and others of the team can lie above the average too.", "the maximum of each team"},
			{list(column(results[3], 0)), "`>` leaves out those who have exactly the average of their team.", "the average included"},
			{list(column(results[5], 0)), "`team = s.team` compares with the own team and not with the other one.", "the average of the other team"},
		},
		explanation: fmt.Sprintf("The subquery is computed anew for each outer row, with the team of that row. The averages are %s for team A and %s for team B. Above the average of the own team lie %s.",
			strings.TrimSuffix(averages[0][1], ".0"), strings.TrimSuffix(averages[1][1], ".0"), list(names)),
	}
}
