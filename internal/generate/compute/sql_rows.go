package compute

import (
	"fmt"
	"strconv"
	"strings"
)

var rowFamilies = []family{
	{"sql-null-comparison", "sql", apply, "rows with an unknown condition disappear", nullComparison},
	{"sql-not-in-null", "sql", analyse, "If the list of a NOT IN condition contains a null", notInNull},
	{"sql-order-limit", "sql", apply, "cuts the sorted rows to the wanted number", orderLimit},
	{"sql-coalesce", "sql", apply, "returns the first of its arguments that has a value", coalesce},
}

func nullComparison(d *draw) *variant {
	cities := some(d, 3, []string{"Bern", "Graz", "Lyon", "Oslo", "Riga"})
	t := table{name: "member", columns: []string{"name", "city"}}
	for _, name := range some(d, d.between(5, 7), firstNames) {
		city := cities[d.between(0, 2)]
		if d.between(1, 3) == 1 {
			city = null
		}
		t.rows = append(t.rows, []string{name, city})
	}
	query := "SELECT name\nFROM member\nWHERE city <> '" + cities[0] + "';"
	results := d.results([]table{t}, query, "SELECT 1 FROM member WHERE city IS NOT '"+cities[0]+"'", "SELECT 1 FROM member WHERE city = '"+cities[0]+"'", "SELECT 1 FROM member WHERE city IS NOT NULL", "SELECT 1 FROM member WHERE city IS NULL")
	rows, nulls := len(results[0]), len(results[4])
	if nulls == 0 {
		return nil
	}
	return &variant{
		stem: "How many rows does this query return?", code: sheet([]table{t}, query), key: of(rows, "row"), by: "SQLite ran the query",
		wrong: []mistake{
			{of(len(results[1]), "row"), "This counts members without a city too. Comparing a null gives unknown and not true.", "a null is different from every value"},
			{of(len(results[2]), "row"), "This counts the members who live there. `<>` asks for the others.", "equality"},
			{of(len(results[3]), "row"), "This counts all members with a city, also those of the city that is ruled out.", "a city is given"},
			{of(nulls, "row"), "This counts the members without a city, for whom the condition is unknown.", "nulls alone"},
		},
		explanation: fmt.Sprintf("Of %d members, %s no city; for them the comparison is unknown and WHERE drops them. %s in %s. The condition is true for the remaining %d.", len(t.rows), hasHave(nulls), liveLives(len(results[2])), cities[0], rows),
	}
}

func hasHave(n int) string {
	if n == 1 {
		return "1 has"
	}
	return fmt.Sprint(n, " have")
}

func liveLives(n int) string {
	if n == 1 {
		return "1 lives"
	}
	return fmt.Sprint(n, " live")
}

func notInNull(d *draw) *variant {
	members := table{name: "member", columns: []string{"id"}}
	for i := range d.between(4, 7) {
		members.rows = append(members.rows, []string{strconv.Itoa(i + 1)})
	}
	loans := table{name: "loan", columns: []string{"book", "member_id"}}
	open := d.between(1, 3) == 1
	for i := range d.between(3, 4) {
		member := strconv.Itoa(d.between(1, len(members.rows)))
		if open && i == 1 {
			member = null
		}
		loans.rows = append(loans.rows, []string{pick(d, "Emma", "Dune", "Kim", "Ulysses"), member})
	}
	tables := []table{members, loans}
	query := "SELECT id\nFROM member\nWHERE id NOT IN (\n  SELECT member_id FROM loan);"
	results := d.results(tables, query, "SELECT 1 FROM member m WHERE NOT EXISTS (SELECT 1 FROM loan WHERE member_id = m.id)", "SELECT DISTINCT member_id FROM loan WHERE member_id IS NOT NULL")
	rows, without, readers := len(results[0]), len(results[1]), len(results[2])
	if without == 0 {
		return nil
	}
	explanation := fmt.Sprintf("The list of the subquery holds %s and no null. The table has %d members, and the query returns those whose id is not in the list: %d − %d = %d.", of(readers, "different id"), len(members.rows), len(members.rows), readers, rows)
	if open {
		explanation = fmt.Sprintf("The list of the subquery holds a null, so it stays unknown whether an id is missing from it. NOT IN is then never true, and the query returns 0 rows. NOT EXISTS would find %d.", without)
	}
	return &variant{stem: "How many rows does this query return?", code: sheet(tables, query), value: exactly(rows), by: "SQLite ran the query", explanation: explanation}
}

func orderLimit(d *draw) *variant {
	t := table{name: "product", columns: []string{"name", "price"}}
	names := some(d, 5, []string{"lamp", "desk", "chair", "shelf", "rug", "clock", "vase"})
	for i, price := range some(d, 5, []int{15, 20, 25, 30, 40, 45, 60, 80}) {
		t.rows = append(t.rows, []string{names[i], strconv.Itoa(price)})
	}
	query := "SELECT name\nFROM product\nORDER BY price DESC\nLIMIT 2;"
	results := d.results([]table{t}, query, "SELECT name FROM product ORDER BY price LIMIT 2", "SELECT name FROM (SELECT * FROM product LIMIT 2) ORDER BY price DESC", "SELECT name FROM product ORDER BY name DESC LIMIT 2", "SELECT name FROM product ORDER BY name LIMIT 2")
	show := func(i int) string { return strings.Join(column(results[i], 0), ", ") }
	return &variant{
		stem: "Which names does this query return, in this order?", code: sheet([]table{t}, query), key: show(0), by: "SQLite ran the query",
		wrong: []mistake{
			{show(1), "These are the two lowest prices. DESC puts the highest price first.", "ascending order"},
			{show(2), "These are the first two rows of the table. LIMIT cuts after the sorting.", "LIMIT before ORDER BY"},
			{show(3), "This order follows the names. The query sorts by price.", "sorting by name"},
			{show(4), "This order follows the names from a to z. The query sorts by price.", "sorting by name upwards"},
		},
		explanation: fmt.Sprintf("The rows are sorted by price, the highest first, and only then cut to two. The highest prices belong to %s.", list(column(results[0], 0))),
	}
}

func coalesce(d *draw) *variant {
	t := table{name: "parcel", columns: []string{"id", "fee"}}
	for i := range d.between(4, 6) {
		fee := strconv.Itoa(d.between(2, 9))
		if d.between(1, 3) == 1 {
			fee = null
		}
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), fee})
	}
	standard := d.between(4, 8)
	query := fmt.Sprintf("SELECT SUM(COALESCE(fee, %d))\nFROM parcel;", standard)
	results := d.results([]table{t}, query, "SELECT sum(fee), count(*) - count(fee) FROM parcel")
	sum, missing := results[1][0][0], results[1][0][1]
	if missing == "0" || missing == strconv.Itoa(len(t.rows)) {
		return nil
	}
	total, _ := strconv.Atoi(results[0][0][0])
	return &variant{
		stem: "Which number does this query return?", code: sheet([]table{t}, query), value: exactly(total), by: "SQLite ran the query",
		explanation: fmt.Sprintf("COALESCE puts %d in place of each missing fee and leaves the others as they are. The given fees add up to %s, and %s missing × %d = %d. The sum is %d.", standard, sum, missing, standard, total-atoi(sum), total),
	}
}

func atoi(text string) int {
	n, _ := strconv.Atoi(text) // SQLite returned a whole number
	return n
}
