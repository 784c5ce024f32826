package compute

import (
	"fmt"
	"strconv"
)

var sqlFamilies = []family{
	{"sql-left-join-rows", "sql", apply, "keeps all rows of the first table and drops unmatched rows of the second", leftJoinRows},
}

var firstNames = []string{"Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hugo", "Ines", "Jon"}

// shop draws customers and orders; some customers have no order, and some orders name a customer who is not there.
func shop(d *draw) (customers, orders table) {
	customers = table{name: "customer", columns: []string{"id", "name"}}
	for i, name := range some(d, d.between(4, 5), firstNames) {
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

func leftJoinRows(d *draw) *variant {
	customers, orders := shop(d)
	join := func(kind string) string {
		return "SELECT c.name, o.id\nFROM customer AS c\n" + kind + " JOIN orders AS o\n  ON o.customer_id = c.id;"
	}
	results := d.results([]table{customers, orders}, join("LEFT"), join("INNER"), join("FULL"), "SELECT 1 FROM customer, orders")
	rows, inner, full := len(results[0]), len(results[1]), len(results[2])
	if rows == inner || full == rows {
		return nil
	}
	return &variant{
		stem: "How many rows does this query return?",
		code: customers.String() + "\n\n" + orders.String() + "\n\n" + join("LEFT"),
		key:  of(rows, "row"), by: "SQLite ran the query",
		wrong: []mistake{
			{of(inner, "row"), fmt.Sprintf("An inner join returns %d rows: it drops the customers without an order, and a left join keeps them.", inner), "an inner join"},
			{of(full, "row"), fmt.Sprintf("A full join returns %d rows: it also keeps the orders without a customer, and a left join drops them.", full), "a full join"},
			{of(len(customers.rows), "row"), "A customer with several orders stands in several rows of the result.", "one row for each customer"},
		},
		explanation: fmt.Sprintf("%d orders find their customer and give one row each. %s without an order stay with a null in place of the order, so there are %d + %d = %d rows.",
			inner, of(rows-inner, "customer"), inner, rows-inner, rows),
	}
}
