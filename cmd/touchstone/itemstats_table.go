package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"touchstone/internal/ability"
	"touchstone/internal/exchange"
)

// fewPeople is where figures of single items begin to hold still.
const fewPeople = 100

// print writes the report for reading: the test, its items, what to look at, options, groups.
func (r itemReport) print(w io.Writer) error {
	var b strings.Builder
	t, reach := r.test, 0.0
	for _, item := range r.responses.Items {
		reach += item.Max
	}
	fmt.Fprintf(&b, "%s, %s. Totals: mean %s of %g, median %s, SD %s, skewness %s, kurtosis %s.\n", count(t.People, "person", "people"), count(len(t.Items), "item", "items"),
		decimals(t.Mean, 2), reach, decimals(t.Median, 2), decimals(t.SD, 2), decimals(t.Skewness, 2), decimals(t.Kurtosis, 2))
	fmt.Fprintf(&b, "Reliability: alpha %s, KR-21 %s, error ratio %s %%, standard error of measurement %s.\n",
		decimals(t.Alpha, 3), decimals(t.KR21, 3), decimals(t.ErrorRatio, 1), decimals(t.SEM, 3))
	switch {
	case t.People > 0 && t.Complete == 0:
		b.WriteString("Nobody was asked every item, so reliability cannot be had. Totals count what each person was asked.\n")
	case t.Complete < t.People:
		fmt.Fprintf(&b, "%d of %d people were asked every item: reliability rests on them. The totals of the others count what they were asked.\n", t.Complete, t.People)
	}
	if t.People < fewPeople {
		fmt.Fprintf(&b, "With fewer than %d people the figures of an item can change a lot.\n", fewPeople)
	}
	b.WriteString("\n")
	r.printItems(&b)
	r.printFlags(&b)
	r.printOptions(&b)
	for _, comparison := range r.dif {
		r.printComparison(&b, comparison)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// rows aligns cells to the right, with the first column to the left.
func rows(b *strings.Builder, table [][]string) {
	wide := 0
	for _, row := range table {
		wide = max(wide, len([]rune(row[0])))
	}
	out := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range table {
		first := row[0] + strings.Repeat(" ", wide-len([]rune(row[0])))
		fmt.Fprintln(out, first+"\t"+strings.Join(row[1:], "\t")+"\t")
	}
	_ = out.Flush() // a Builder takes everything
	b.WriteString("\n")
}

func (r itemReport) printItems(b *strings.Builder) {
	table := [][]string{{"Item", "asked", "facility", "SD", "r with rest", "D27", "efficiency %", "weight %", "alpha without"}}
	for j, item := range r.test.Items {
		table = append(table, []string{printable(r.responses.Items[j].Name), fmt.Sprint(item.People), decimals(item.Facility, 3), decimals(item.SD, 3), decimals(item.ItemRest, 3),
			decimals(item.D27, 3), decimals(item.Efficiency, 1), decimals(item.EffectiveWeight, 2), decimals(item.AlphaIfDeleted, 3)})
	}
	rows(b, table)
}

// printFlags puts what may be a wrong key before what is merely weak.
func (r itemReport) printFlags(b *strings.Builder) {
	var urgent, other []string
	for j, item := range r.test.Items {
		column := r.responses.Items[j]
		var rare []string
		for _, flag := range ability.Flags(item, r.tables[j], column.Key, exchange.Omitted) {
			line := "  " + printable(column.Name) + ": " + r.words(j, flag) + ".\n"
			switch flag.Kind {
			case ability.RareOption:
				rare = append(rare, printable(column.Cells[flag.Option]))
			case ability.Misleading, ability.RivalOption, ability.KeyNeverChosen:
				urgent = append(urgent, line)
			default:
				other = append(other, line)
			}
		}
		if len(rare) > 0 {
			other = append(other, fmt.Sprintf("  %s: fewer than 5 %% chose %s.\n", printable(column.Name), several("the wrong option", rare)))
		}
	}
	if len(urgent)+len(other) == 0 {
		b.WriteString("No item stands out.\n\n")
		return
	}
	b.WriteString("What to look at\n" + strings.Join(urgent, "") + strings.Join(other, "") + "\n")
}

// several lists names: "the wrong option A", "the wrong options A, B and C".
func several(what string, names []string) string {
	last := len(names) - 1
	if last == 0 {
		return what + " " + names[0]
	}
	return what + "s " + strings.Join(names[:last], ", ") + " and " + names[last]
}

// words says a flag in plain words.
func (r itemReport) words(j int, flag ability.Flag) string {
	item, column := r.test.Items[j], r.responses.Items[j]
	option, key := printable(column.Cells[flag.Option]), printable(column.Cells[column.Key])
	chosen := ability.OptionStatistics{}
	right := chosen
	for _, row := range r.tables[j] {
		if row.Code == flag.Option {
			chosen = row
		}
		if row.Code == column.Key {
			right = row
		}
	}
	switch flag.Kind {
	case ability.NobodyAsked:
		return "nobody was asked this"
	case ability.Constant:
		switch facility, _ := item.Facility.Value(); facility {
		case 0:
			return "nobody got this right, so it tells nobody apart"
		case 1:
			return "everybody got this right, so it tells nobody apart"
		}
		return "everybody has the same mark, so it tells nobody apart"
	case ability.Misleading:
		return fmt.Sprintf("more weak than strong people got this right (r %s): check the key", decimals(item.ItemRest, 2))
	case ability.Weak:
		return fmt.Sprintf("weak and strong people got this right about equally often (r %s)", decimals(item.ItemRest, 2))
	case ability.LowEfficiency:
		return fmt.Sprintf("it tells weak from strong people much less well than it could (efficiency %s %%)", decimals(item.Efficiency, 0))
	case ability.KeyNeverChosen:
		return fmt.Sprintf("nobody chose the key %s: check the key", key)
	case ability.RivalOption:
		return fmt.Sprintf("stronger people chose %s (r %s) rather than the key %s (r %s): check the key", option, decimals(chosen.WithRest, 2), key, decimals(right.WithRest, 2))
	case ability.ClimbingOption:
		return fmt.Sprintf("the wrong option %s was chosen more by strong than by weak people (r %s): it may be partly right", option, decimals(chosen.WithRest, 2))
	}
	return ""
}

// shownOptions bounds the rows of one item's table for reading; JSON has them all.
const shownOptions = 12

func (r itemReport) printOptions(b *strings.Builder) {
	table := [][]string{{"Options (* is the key)", "", "people", "%", "mean total", "r with total", "r with rest"}}
	for j, options := range r.tables {
		column := r.responses.Items[j]
		for k, option := range options {
			name, mark := "", " "
			if k == 0 {
				name = printable(column.Name)
			}
			if k == shownOptions {
				table = append(table, []string{"", fmt.Sprintf("and %d more", len(options)-k), "", "", "", "", ""})
				break
			}
			if option.Code == column.Key {
				mark = "*"
			}
			table = append(table, []string{name, mark + printable(column.Cells[option.Code]), fmt.Sprint(option.People), fmt.Sprintf("%.1f", 100*option.Share),
				decimals(option.MeanTotal, 2), decimals(option.WithTotal, 3), decimals(option.WithRest, 3)})
		}
	}
	if len(table) > 1 {
		rows(b, table)
	}
}

func (r itemReport) printComparison(b *strings.Builder, c groupComparison) {
	reference, focal := printable(c.reference), printable(c.focal)
	fmt.Fprintf(b, "%s: %s (%s) against %s (%s), item by item among people with the same total\n", printable(r.group), focal, count(c.figures.Focal, "person", "people"),
		reference, count(c.figures.Reference, "person", "people"))
	if c.figures.Reference == 0 || c.figures.Focal == 0 {
		b.WriteString("  Only people who were asked every item can be compared, and one of the groups has none.\n\n")
		return
	}
	table := [][]string{{"Item", "chi2", "p", "odds ratio", "D", "SE", "class", "purified D", "class", "group effect", "SE", "p", "p of slopes"}}
	var lines []string
	for j, item := range c.figures.Items {
		name, m, l := printable(r.responses.Items[j].Name), item.MantelHaenszel, item.Logistic
		table = append(table, []string{name, decimals(m.ChiSquared, 4), decimals(m.P, 4), decimals(m.Alpha, 4), decimals(m.D, 4), decimals(m.SE, 4), className(m.Class),
			decimals(item.Purified.D, 4), className(item.Purified.Class), decimals(l.Group, 3), decimals(l.GroupSE, 3), decimals(l.UniformP, 4), decimals(l.NonUniformP, 4)})
		if m.Class == ability.ETSModerate || m.Class == ability.ETSLarge {
			harder, size := "harder", "moderate"
			if d, _ := m.D.Value(); d > 0 {
				harder = "easier"
			}
			if m.Class == ability.ETSLarge {
				size = "large"
			}
			lines = append(lines, fmt.Sprintf("  %s: %s for %s than for %s with the same total (%s, class %s)\n", name, harder, focal, reference, size, className(m.Class)))
		}
	}
	rows(b, table)
	b.WriteString(strings.Join(lines, ""))
	if !c.figures.Converged {
		b.WriteString("  The purified figures did not settle.\n")
	}
	if c.underpowered() {
		fmt.Fprintf(b, "  A group has fewer than %d people: the absence of a flag is not evidence of fairness.\n", ability.PowerGroup)
	}
	b.WriteString("\n")
}

func className(class ability.ETSClass) string {
	if class == 0 {
		return "-"
	}
	return string(rune(class))
}
