package compute

import (
	"fmt"
	"strconv"
	"strings"
)

var joinFamilies = []family{
	{"sql-left-join-rows", "sql", apply, "keeps all rows of the first table and drops unmatched rows of the second", leftJoinRows},
	{"sql-inner-join-pairs", "sql", apply, "returns only the pairs of rows that satisfy the condition", innerJoinPairs},
	{"sql-full-join-rows", "sql", apply, "keeps the unmatched rows of both tables", fullJoinRows},
	{"sql-anti-join", "sql", apply, "a left join keeps customers without orders", antiJoin},
	{"sql-left-join-where", "sql", analyse, "the left join loses its unmatched rows", leftJoinWhere},
	{"sql-union-rows", "sql", apply, "contains the rows of either result, with duplicates removed", unionRows},
	{"sql-except", "sql", apply, "the rows of the first result that the second lacks", exceptRows},
}

var firstNames = []string{"Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hugo", "Ines", "Jon"}

// sheet joins tables and statements as a question shows them.
func sheet(tables []table, statements ...string) string {
	var parts []string
	for _, t := range tables {
		parts = append(parts, t.String())
	}
	return strings.Join(append(parts, statements...), "\n\n")
}

// column is one column of a result.
func column(rows [][]string, i int) []string {
	cells := make([]string, len(rows))
	for k, row := range rows {
		cells[k] = row[i]
	}
	return cells
}

// shop draws customers and orders; some customers have no order, and some orders name nobody.
func shop(d *draw) (customers, orders table) {
	customers = table{name: "customer", columns: []string{"id", "name"}}
	for i, name := range some(d, d.between(3, 5), firstNames) {
		customers.rows = append(customers.rows, []string{strconv.Itoa(i + 1), name})
	}
	orders = table{name: "orders", columns: []string{"id", "customer_id"}}
	for i := range d.between(4, 6) {
		customer := strconv.Itoa(d.between(1, len(customers.rows)))
		if d.between(1, 4) == 1 {
			customer = null
		}
		orders.rows = append(orders.rows, []string{strconv.Itoa(11 + i), customer})
	}
	return customers, orders
}

func shopJoin(kind string) string {
	return "SELECT c.name, o.id\nFROM customer AS c\n" + kind + " JOIN orders AS o\n  ON o.customer_id = c.id;"
}

func leftJoinRows(d *draw) *variant {
	customers, orders := shop(d)
	tables := []table{customers, orders}
	results := d.results(tables, shopJoin("LEFT"), shopJoin("INNER"), shopJoin("FULL"))
	rows, inner, full := len(results[0]), len(results[1]), len(results[2])
	if !differs(rows, inner, full, len(customers.rows)) {
		return nil
	}
	return &variant{
		stem:  "How many rows does this query return?",
		code:  sheet(tables, shopJoin("LEFT")),
		value: exactly(rows), by: "SQLite ran the query",
		explanation: fmt.Sprintf("Orders that find their customer give one row each, which makes %d. A left join also keeps %s without an order, with a null in place of the order. Together there are %d + %d = %d rows.",
			inner, of(rows-inner, "customer"), inner, rows-inner, rows),
	}
}

func innerJoinPairs(d *draw) *variant {
	tags := some(d, 3, []string{"red", "blue", "green", "gold"})
	left, right := table{name: "shirt", columns: []string{"id", "colour"}}, table{name: "cap", columns: []string{"id", "colour"}}
	for i := range d.between(4, 5) {
		left.rows = append(left.rows, []string{strconv.Itoa(i + 1), tags[d.between(0, 2)]})
	}
	for i := range d.between(3, 4) {
		right.rows = append(right.rows, []string{strconv.Itoa(i + 7), tags[d.between(0, 2)]})
	}
	tables := []table{left, right}
	query := "SELECT s.id, c.id\nFROM shirt AS s\nJOIN cap AS c\n  ON c.colour = s.colour;"
	rows := len(d.results(tables, query)[0])
	var sums []string
	for _, tag := range tags {
		s, c := 0, 0
		for _, row := range left.rows {
			if row[1] == tag {
				s++
			}
		}
		for _, row := range right.rows {
			if row[1] == tag {
				c++
			}
		}
		if s*c > 0 {
			sums = append(sums, fmt.Sprintf("%s %d × %d", tag, s, c))
		}
	}
	if len(sums) < 2 || rows < 4 {
		return nil
	}
	return &variant{
		stem: "How many rows does this query return?", code: sheet(tables, query), value: exactly(rows), by: "SQLite ran the query",
		explanation: fmt.Sprintf("Each shirt is paired with each cap of the same colour, so a colour gives as many rows as its shirts times its caps. That is %s, together %d rows.", list(sums), rows),
	}
}

func fullJoinRows(d *draw) *variant {
	customers, orders := shop(d)
	tables := []table{customers, orders}
	results := d.results(tables, shopJoin("FULL"), shopJoin("INNER"), shopJoin("LEFT"), shopJoin("RIGHT"))
	full, inner, left, right := len(results[0]), len(results[1]), len(results[2]), len(results[3])
	if left == inner || right == inner {
		return nil
	}
	return &variant{
		stem: "How many rows does this query return?", code: sheet(tables, shopJoin("FULL")), value: exactly(full), by: "SQLite ran the query",
		explanation: fmt.Sprintf("There are %d pairs of customer and order. A full join adds %s without an order and %s without a customer. That makes %d + %d + %d = %d rows.",
			inner, of(left-inner, "customer"), of(right-inner, "order"), inner, left-inner, right-inner, full),
	}
}

func antiJoin(d *draw) *variant {
	customers, orders := shop(d)
	tables := []table{customers, orders}
	query := "SELECT c.name\nFROM customer AS c\nLEFT JOIN orders AS o\n  ON o.customer_id = c.id\nWHERE o.id IS NULL\nORDER BY c.id;"
	results := d.results(tables, query, "SELECT DISTINCT c.name FROM customer c JOIN orders o ON o.customer_id = c.id ORDER BY c.id",
		"SELECT name FROM customer ORDER BY id", "SELECT c.name FROM customer c JOIN orders o ON o.customer_id = c.id GROUP BY c.id HAVING count(*) = 1 ORDER BY c.id",
		"SELECT c.name FROM customer c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id HAVING count(o.id) < 2 ORDER BY c.id")
	names := column(results[0], 0)
	if len(names) == 0 {
		return nil
	}
	with := column(results[1], 0)
	return &variant{
		stem: "Whose names does this query return?", code: sheet(tables, query), key: list(names), by: "SQLite ran the query",
		wrong: []mistake{
			{list(with), "These customers have an order. Their rows carry an order id, so `o.id IS NULL` is not true for them.", "an inner join"},
			{list(column(results[2], 0)), "The left join keeps all customers, and the WHERE clause then removes those who have an order.", "a left join without its filter"},
			{list(column(results[3], 0)), "These customers have exactly one order, and the filter asks for none.", "a count of one"},
			{list(column(results[4], 0)), "A single order is enough to fail `o.id IS NULL`.", "fewer than two orders"},
		},
		explanation: fmt.Sprintf("The left join keeps all %d customers and fills the order with nulls where none is found. Orders belong to %s. The filter drops their rows, and that leaves %s.",
			len(customers.rows), list(with), list(names)),
	}
}

func leftJoinWhere(d *draw) *variant {
	customers, orders := shop(d)
	orders.columns = append(orders.columns, "state")
	for i := range orders.rows {
		orders.rows[i] = append(orders.rows[i], pick(d, "open", "paid"))
	}
	tables := []table{customers, orders}
	query := "SELECT c.name, o.id\nFROM customer AS c\nLEFT JOIN orders AS o\n  ON o.customer_id = c.id\nWHERE o.state = 'open';"
	results := d.results(tables, query, "SELECT 1 FROM customer c LEFT JOIN orders o ON o.customer_id = c.id AND o.state = 'open'", shopJoin("LEFT"), shopJoin("INNER"), "SELECT 1 FROM orders WHERE state = 'open'")
	rows := len(results[0])
	if !differs(rows, 0, len(results[1]), len(results[2]), len(results[3]), len(results[4])) {
		return nil
	}
	return &variant{
		stem: "How many rows does this query return?", code: sheet(tables, query), value: exactly(rows), by: "SQLite ran the query",
		explanation: fmt.Sprintf("The left join first gives %d rows, some with nulls in place of the order. A null is never equal to 'open', so WHERE removes those rows and the paid orders. %s left.",
			len(results[2]), map[bool]string{true: "1 row is", false: fmt.Sprint(rows, " rows are")}[rows == 1]),
	}
}

// twoLists draws two lists of names that overlap; the first may hold a name twice.
func twoLists(d *draw) []table {
	names := some(d, 5, firstNames)
	a, b := table{name: "spring", columns: []string{"name"}}, table{name: "autumn", columns: []string{"name"}}
	for range d.between(4, 5) {
		a.rows = append(a.rows, []string{names[d.between(0, 3)]})
	}
	for range d.between(3, 4) {
		b.rows = append(b.rows, []string{names[d.between(1, 4)]})
	}
	return []table{a, b}
}

func unionRows(d *draw) *variant {
	tables := twoLists(d)
	ask := func(operator string) string {
		return "SELECT name FROM spring\n" + operator + "\nSELECT name FROM autumn;"
	}
	results := d.results(tables, ask("UNION"), ask("UNION ALL"), ask("INTERSECT"),
		"SELECT name FROM spring UNION ALL SELECT name FROM autumn WHERE name NOT IN (SELECT name FROM spring)", ask("EXCEPT"))
	rows, all := len(results[0]), len(results[1])
	return &variant{
		stem: "How many rows does this query return?", code: sheet(tables, ask("UNION")), key: of(rows, "row"), by: "SQLite ran the query",
		wrong: []mistake{
			{of(all, "row"), "UNION ALL would return this number. UNION removes duplicates.", "UNION ALL"},
			{of(len(results[2]), "row"), "INTERSECT would return this number: the names found in both tables.", "INTERSECT"},
			{of(len(results[3]), "row"), "This removes names that are in both tables and keeps a name that one table holds twice. UNION removes that repetition too.", "duplicates removed between the tables alone"},
			{of(len(results[4]), "row"), "EXCEPT would return this number: the names of the first table that the second lacks.", "EXCEPT"},
		},
		explanation: fmt.Sprintf("The two tables hold %d names together. UNION keeps each different name once, wherever it is repeated: %s. That makes %d rows.", all, list(sorted(column(results[0], 0))), rows),
	}
}

func exceptRows(d *draw) *variant {
	tables := twoLists(d)
	ask := func(operator string) string {
		return "SELECT name FROM spring\n" + operator + "\nSELECT name FROM autumn;"
	}
	results := d.results(tables, ask("EXCEPT"), ask("INTERSECT"), "SELECT name FROM autumn EXCEPT SELECT name FROM spring", ask("UNION"))
	names := sorted(column(results[0], 0))
	if len(names) == 0 || len(results[1]) == 0 || len(results[2]) == 0 {
		return nil
	}
	return &variant{
		stem: "Which names does this query return?", code: sheet(tables, ask("EXCEPT")), key: list(names), by: "SQLite ran the query",
		wrong: []mistake{
			{list(sorted(column(results[1], 0))), "INTERSECT would return the names that stand in both tables.", "INTERSECT"},
			{list(sorted(column(results[2], 0))), "These names stand in the second table alone. EXCEPT starts from the first.", "the tables the other way round"},
			{list(sorted(column(results[3], 0))), "UNION would return all names of both tables.", "UNION"},
		},
		explanation: fmt.Sprintf("EXCEPT starts from the names of the first table and takes away those of the second. In both tables stands %s. What is left of the first is %s.", list(sorted(column(results[1], 0))), list(names)),
	}
}
