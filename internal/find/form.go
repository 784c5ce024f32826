package find

import "slices"

// aboutShare is how many of the typed words stand above or before a passage.
func (q *Query) aboutShare(e *entry) float64 {
	about, all := 0.0, 0.0
	for u := range q.units {
		unit := &q.units[u]
		if unit.typed == "" || enumerating[unit.typed] {
			continue
		}
		all += unit.weight
		if slices.ContainsFunc(unit.ways, func(w way) bool { return len(w.stems) == 1 && slices.Contains(e.about, w.stems[0]) }) {
			about += unit.weight
		}
	}
	return about / max(all, 1)
}

// kindsShare is how many of the names that a passage enumerates have a typed word in them: the kinds of join are called "inner join" and "left join".
func (q *Query) kindsShare(e *entry) float64 {
	best := 0.0
	for u := range q.units {
		if q.units[u].typed == "" || len(q.units[u].ways) == 0 {
			continue
		}
		stem := q.units[u].ways[0].stems[0]
		for _, names := range e.kinds {
			with := 0.0
			for _, name := range names {
				if slices.Contains(name, stem) {
					with++
				}
			}
			if with > 1 {
				best = max(best, with/float64(len(names)))
			}
		}
	}
	return best
}

// namedBy is what a passage gains for defining what the query asks for.
func (x *Index) namedBy(q *Query, e *entry, bothTold bool) float64 {
	gain, meant := 0.0, 0.0
	for _, key := range e.names {
		gain, meant = max(gain, q.named(key)), max(meant, q.meant[key]*q.meant[key])
	}
	gain = max(gain, inSection*q.named(e.heading))
	if q.task {
		gain *= ofTask
	}
	if q.task {
		meant *= meantTask
	}
	gain = max(gain, meant)
	if e.rows {
		gain *= nameRows
	}
	if q.list {
		gain *= ofTask
	}
	if q.contrast {
		gain *= nameRows / 2
		for i, s := range q.sides {
			if !bothTold && slices.Contains(e.names, s.key) { // nothing tells of both, so each is told of by itself, in the order of the query
				gain = 1 - 0.1*float64(i)
			}
		}
	}
	return named*gain + atHome*q.homes[e.passage.Topic]
}

// named is how much of the query is the name with a key.
func (q *Query) named(key string) float64 {
	switch {
	case key == "":
		return 0
	case key == q.key:
		return 1
	}
	return q.names[key] * q.names[key]
}
