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
	{"sql-constraints", "sql", apply, "forbids two rows with equal values in its columns but permits nulls", constraints},
	{"sql-cascade", "sql", apply, "The referencing rows are deleted too", cascade},
	{"sql-savepoint", "sql", apply, "sets a mark inside a transaction to which later work can be undone", savepoint},
	{"sql-composite-index", "sql", analyse, "serves a search by date alone poorly", compositeIndex},
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

func constraints(d *draw) *variant {
	create := "CREATE TABLE item (\n  id  integer PRIMARY KEY,\n  ean text UNIQUE,\n  qty integer NOT NULL\n      CHECK (qty >= 0)\n);"
	var inserts []string
	codes := some(d, 2, []string{"A7", "B2", "C5"})
	for i := range 6 {
		id, code, quantity := i+1, "'"+codes[d.between(0, 1)]+"'", strconv.Itoa(d.between(0, 9))
		if d.between(1, 3) == 1 {
			code = null
		}
		switch d.between(1, 6) {
		case 1:
			quantity = null
		case 2:
			quantity = "-" + strconv.Itoa(d.between(1, 5))
		case 3:
			id = max(1, i)
		}
		inserts = append(inserts, fmt.Sprintf("(%d, %s, %s)", id, code, quantity))
	}
	stored, refused := 0, map[string]int{}
	d.must(d.db.within(func() error {
		if err := d.db.conn.Exec(strings.Replace(create, "CREATE", "CREATE TEMP", 1)); err != nil {
			return err
		}
		for _, row := range inserts {
			if err := d.db.conn.Exec("INSERT INTO item VALUES " + row); err == nil {
				stored++
			} else {
				refused[reasonOf(err.Error())]++
			}
		}
		return nil
	}))
	if len(refused) < 2 {
		return nil
	}
	var reasons []string
	for _, reason := range []string{"the primary key", "the unique code", "NOT NULL", "the check"} {
		if refused[reason] > 0 {
			reasons = append(reasons, fmt.Sprintf("%s refuses %d", reason, refused[reason]))
		}
	}
	return &variant{
		stem: "Six rows are inserted one after the other, each by a statement of its own. How many rows does the table hold at the end?",
		code: create + "\n\n-- rows (id, ean, qty)\n" + strings.Join(inserts, "\n"), value: exactly(stored), by: "SQLite ran the statements",
		explanation: fmt.Sprintf("Each row is tested against the constraints and the rows stored before it: %s. A null code is allowed any number of times. Of 6 rows %d are stored.", list(reasons), stored),
	}
}

func reasonOf(message string) string {
	switch {
	case strings.Contains(message, "NOT NULL"):
		return "NOT NULL"
	case strings.Contains(message, "CHECK"):
		return "the check"
	case strings.Contains(message, "item.id"):
		return "the primary key"
	}
	return "the unique code"
}

func cascade(d *draw) *variant {
	authors, books := table{name: "author", columns: []string{"id", "name"}}, table{name: "book", columns: []string{"id", "author_id"}}
	for i, name := range some(d, 3, firstNames) {
		authors.rows = append(authors.rows, []string{strconv.Itoa(i + 1), name})
	}
	for i := range d.between(6, 8) {
		author := strconv.Itoa(d.between(1, 3))
		if d.between(1, 5) == 1 {
			author = null
		}
		books.rows = append(books.rows, []string{strconv.Itoa(i + 21), author})
	}
	who := d.between(0, 2)
	statement := "DELETE FROM author\nWHERE name = '" + authors.rows[who][1] + "';"
	var rows [][]string
	d.must(d.db.within(func() error {
		script := "CREATE TEMP TABLE author (id integer PRIMARY KEY, name text); CREATE TEMP TABLE book (id integer PRIMARY KEY, author_id integer REFERENCES author (id) ON DELETE CASCADE);"
		for _, t := range []table{authors, books} {
			_, inserts, _ := strings.Cut(t.script(), ";")
			script += inserts
		}
		if err := d.db.conn.Exec(script + statement); err != nil {
			return err
		}
		var err error
		rows, err = d.db.query("SELECT id FROM book")
		return err
	}))
	gone := len(books.rows) - len(rows)
	if gone == 0 {
		return nil
	}
	return &variant{
		stem: "The column `author_id` references `author` with ON DELETE CASCADE. How many books are left after this statement?",
		code: sheet([]table{authors, books}, statement), value: exactly(len(rows)), by: "SQLite ran the statement",
		explanation: fmt.Sprintf("%s has the id %d, and %s that id. With CASCADE they are deleted together with the author. Books with a null reference nobody and stay, so %d − %d = %d are left.",
			authors.rows[who][1], who+1, map[bool]string{true: "1 book carries", false: fmt.Sprint(gone, " books carry")}[gone == 1], len(books.rows), gone, len(rows)),
	}
}

func savepoint(d *draw) *variant {
	start := d.step(100, 400, 50)
	steps := []int{d.step(10, 90, 10), d.step(20, 80, 20), d.step(5, 45, 5)}
	back, end := d.coin(), pick(d, "COMMIT", "COMMIT", "ROLLBACK")
	change := func(n int) string { return fmt.Sprintf("UPDATE account SET balance = balance - %d;", n) }
	script := []string{"BEGIN;", change(steps[0]), "SAVEPOINT later;", change(steps[1])}
	if back {
		script = append(script, "ROLLBACK TO later;")
	}
	script = append(script, change(steps[2]), end+";")
	short := strings.ReplaceAll(strings.Join(script, "\n"), "UPDATE account SET ", "UPDATE account\n  SET ")
	run := strings.NewReplacer("BEGIN;", "SAVEPOINT outermost;", "COMMIT;", "RELEASE outermost;", "ROLLBACK;", "ROLLBACK TO outermost;").Replace(strings.Join(script, "\n"))
	var rows [][]string
	d.must(d.db.within(func() error {
		if err := d.db.conn.Exec(fmt.Sprintf("CREATE TEMP TABLE account (balance); INSERT INTO account VALUES (%d);", start) + run); err != nil {
			return err
		}
		var err error
		rows, err = d.db.query("SELECT balance FROM account")
		return err
	}))
	left := atoi(rows[0][0])
	explanation := fmt.Sprintf("No statement is taken back: %d − %d − %d − %d = %d. COMMIT makes the three changes permanent together.", start, steps[0], steps[1], steps[2], left)
	switch {
	case end == "ROLLBACK":
		explanation = fmt.Sprintf("ROLLBACK at the end discards all changes of the transaction, whatever a savepoint undid before. The balance is %d, as at the start.", start)
	case back:
		explanation = fmt.Sprintf("ROLLBACK TO takes back only what came after the savepoint, here the %d. The other changes are committed: %d − %d − %d = %d.", steps[1], start, steps[0], steps[2], left)
	}
	return &variant{
		stem: fmt.Sprintf("An account holds %d. Which balance is stored after these statements?", start), code: short, value: exactly(left), by: "SQLite ran the statements", explanation: explanation,
	}
}

func compositeIndex(d *draw) *variant {
	columns := some(d, 3, []string{"city", "status", "year", "price", "author", "format"})
	key, missing := columns[:2], columns[2]
	values := map[string]string{"city": "'Bern'", "status": "'open'", "year": "1999", "price": "20", "author": "'Ada'", "format": "'large'"}
	create := fmt.Sprintf("CREATE INDEX listing_idx\n  ON listing (%s, %s);", key[0], key[1])
	ask := func(parts ...string) string {
		conditions := make([]string, len(parts))
		for i, p := range parts {
			conditions[i] = p + " = " + values[p]
		}
		return "WHERE " + strings.Join(conditions, " AND ")
	}
	candidates := []struct {
		where, why string
	}{
		{ask(key[0]), ""},
		{ask(key[1]), fmt.Sprintf("The entries are sorted by %s first, so the rows with one %s lie scattered over the whole index.", key[0], key[1])},
		{ask(missing), fmt.Sprintf("The index holds no %s, so it cannot find rows by it.", missing)},
		{ask(key[1], missing), fmt.Sprintf("Neither condition fixes %s, the first column of the index.", key[0])},
		{"WHERE upper(" + key[0] + ") = " + values[key[0]], fmt.Sprintf("The index is sorted by %s and not by the result of a function of it.", key[0])},
	}
	if d.coin() {
		candidates[0].where = ask(key[0], missing)
	}
	v := &variant{
		stem: "For which condition on the table `listing` can the database search this index in place of reading every row?",
		code: create, by: "EXPLAIN QUERY PLAN of SQLite",
		explanation: fmt.Sprintf("The entries are sorted by %s, and by %s only among rows with the same %s. A search needs a value for the first column, and only one of the conditions gives it directly.", key[0], key[1], key[0]),
	}
	d.must(d.db.within(func() error {
		if err := d.db.conn.Exec("CREATE TABLE listing (id integer PRIMARY KEY, city text, status text, year integer, price integer, author text, format text); " + create); err != nil {
			return err
		}
		for i, c := range candidates {
			plan, err := d.db.query("EXPLAIN QUERY PLAN SELECT * FROM listing " + c.where)
			if err != nil {
				return err
			}
			if searches := strings.Contains(plan[0][3], "SEARCH listing USING INDEX listing_idx"); searches != (i == 0) {
				return fmt.Errorf("the plan of %q is %q", c.where, plan[0][3])
			}
			if i == 0 {
				v.key = "`" + c.where + "`"
			} else {
				v.wrong = append(v.wrong, mistake{"`" + c.where + "`", c.why, "SQLite reads every row: " + plan[0][3] + ", which"})
			}
		}
		return nil
	}))
	return v
}
