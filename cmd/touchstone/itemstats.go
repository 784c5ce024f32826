package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"touchstone/internal/ability"
	"touchstone/internal/exchange"
	"touchstone/internal/fault"
)

type itemstatsCommand struct {
	Responses string `arg:"" name:"responses.csv" help:"A row a person: the column \"person\", then one column an item, \"item\" or \"item:max\". Cells are marks, or raw choices with --key; - is left out, empty is not asked."`
	Key       string `help:"The right choices, with the columns \"item\" and \"key\". Adds a table of options to each item." placeholder:"KEY.csv"`
	Group     string `help:"A column that is no item: compares its groups item by item among people with the same total (DIF). The largest group is the reference." placeholder:"COLUMN"`
	JSON      bool   `name:"json" help:"Print one JSON object; a figure that cannot be had is null."`
}

// itemReport is what itemstats prints.
type itemReport struct {
	responses *exchange.Responses
	test      ability.TestStatistics
	tables    [][]ability.OptionStatistics
	group     string
	dif       []groupComparison
}

// groupComparison is one group against the reference.
type groupComparison struct {
	reference, focal string
	figures          ability.DIF
}

// underpowered says that no flag is no evidence of fairness.
func (c groupComparison) underpowered() bool {
	return c.figures.Reference < ability.PowerGroup || c.figures.Focal < ability.PowerGroup
}

// Run reads the answers, computes and prints.
func (c *itemstatsCommand) Run(ctx context.Context, o output) error {
	responses, err := readResponses(ctx, o, c.Responses, c.Key, c.Group)
	if err != nil {
		return err
	}
	report := itemReport{responses: responses, group: c.Group}
	answers := answersOf(responses)
	if c.Group != "" {
		if report.dif, err = compareGroups(responses, answers, c.Group); err != nil {
			return fmt.Errorf("%s: %w", c.Responses, err)
		}
	}
	report.test = ability.Classical(answers)
	keys := make([]int, len(answers))
	for j, item := range responses.Items {
		keys[j] = item.Key
	}
	report.tables = ability.Options(answers, keys)
	for j, table := range report.tables {
		slices.SortFunc(table, func(a, b ability.OptionStatistics) int { return byChoice(responses.Items[j].Cells, a.Code, b.Code) })
	}
	if !c.JSON {
		return report.print(o.out)
	}
	encoder := json.NewEncoder(o.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(report.asJSON())
}

// byChoice orders choices as a person would: numbers by size, then words, left out at the end.
func byChoice(cells []string, a, b int) int {
	if (a == exchange.Omitted) != (b == exchange.Omitted) {
		return cmp.Compare(a, b) * -1
	}
	x, errX := strconv.ParseFloat(cells[a], 64)
	y, errY := strconv.ParseFloat(cells[b], 64)
	switch {
	case errX == nil && errY == nil && x != y:
		return cmp.Compare(x, y)
	case (errX == nil) != (errY == nil):
		if errX == nil {
			return -1
		}
		return 1
	}
	return cmp.Compare(cells[a], cells[b])
}

// maxGroups bounds the groups of a comparison: a column with more values is of another kind, such as an age in years.
const maxGroups = 12

// compareGroups compares each group with the largest one.
func compareGroups(responses *exchange.Responses, answers []ability.Answers, column string) ([]groupComparison, error) {
	names := responses.Groups
	switch {
	case len(names) < 2:
		return nil, fault.New(fault.Invalid, "column %s has %d different values; two groups are needed to compare", column, len(names))
	case len(names) > maxGroups:
		return nil, fault.New(fault.Invalid, "column %s has %d different values; at most %d groups are compared, so join some of them", column, len(names), maxGroups)
	}
	sizes := make([]int, len(names))
	for _, g := range responses.GroupOf {
		if g >= 0 {
			sizes[g]++
		}
	}
	reference := slices.Index(sizes, slices.Max(sizes))
	var comparisons []groupComparison
	membership := make([]int8, len(responses.GroupOf))
	for focal, name := range names {
		if focal == reference {
			continue
		}
		for i, g := range responses.GroupOf {
			switch int(g) {
			case reference:
				membership[i] = ability.Reference
			case focal:
				membership[i] = ability.Focal
			default:
				membership[i] = ability.Outside
			}
		}
		comparisons = append(comparisons, groupComparison{names[reference], name, ability.CompareGroups(answers, membership)})
	}
	return comparisons, nil
}
